//! Writes the manual pages of `stylenova`, one a command, and what shells complete of it, into a folder:
//! `man/*.1`, `completions/stylenova.{bash,fish}` and `completions/_stylenova`. `cargo xtask package` runs it; nothing of it is
//! part of the program.

use clap_complete::{Shell, generate_to};
use std::io::{Error, Result};
use std::path::PathBuf;

fn main() -> Result<()> {
    let folder: PathBuf = std::env::args_os()
        .nth(1)
        .ok_or_else(|| Error::other("usage: manual FOLDER"))?
        .into();
    let (man, completions) = (folder.join("man"), folder.join("completions"));
    std::fs::create_dir_all(&man)?;
    std::fs::create_dir_all(&completions)?;
    clap_mangen::generate_to(nova_cli::command(), &man)?;
    for shell in [Shell::Bash, Shell::Fish, Shell::Zsh] {
        generate_to(shell, &mut nova_cli::command(), "stylenova", &completions)?;
    }
    Ok(())
}
