//! `draw-catalog`: writes the demo catalogue and the application icon.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

/// Draws the demo catalogue of StyleNova and its icon.
#[derive(Parser)]
struct Arguments {
    /// Write the application icon into this folder and nothing else.
    #[arg(long, value_name = "DIR")]
    icons: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.icons {
        Some(folder) => draw_catalog::icon::write_icons(&folder),
        None => Ok(()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
