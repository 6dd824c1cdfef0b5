//! The program `stylenova`. All of it is in the library beside it, so that its manual can be made from what it understands.

use std::process::ExitCode;

fn main() -> ExitCode {
    nova_cli::main()
}
