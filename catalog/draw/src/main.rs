//! `draw-catalog`: writes the demo catalogue, random samples of garments, a
//! contact sheet, or the application icon. The drawing is in the library.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use draw_catalog::error::DrawError;
use draw_catalog::{catalogue, icon};

/// Draws the demo catalogue of StyleNova and its icon.
#[derive(Parser)]
struct Arguments {
    /// The folder that gets catalog.csv and images/.
    #[arg(long, value_name = "DIR", default_value = "catalog")]
    out: PathBuf,
    /// Decides every garment; the same seed gives the same files.
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Draw N random garments instead of the demo catalogue.
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// Write a contact sheet of the garments to this PNG file, and nothing else.
    #[arg(long, value_name = "FILE")]
    sheet: Option<PathBuf>,
    /// Write the application icon into this folder, and nothing else.
    #[arg(long, value_name = "DIR")]
    icons: Option<PathBuf>,
}

fn run(arguments: &Arguments) -> Result<String, DrawError> {
    if let Some(folder) = &arguments.icons {
        icon::write_icons(folder)?;
        return Ok(format!("The icon is in {}.", folder.display()));
    }
    let entries = match arguments.sample {
        Some(n) => catalogue::sample(n, arguments.seed),
        None => catalogue::demo(arguments.seed),
    };
    if let Some(file) = &arguments.sheet {
        catalogue::sheet(&entries, file)?;
        return Ok(format!("{} garments on {}.", entries.len(), file.display()));
    }
    catalogue::write(&entries, &arguments.out)?;
    Ok(format!(
        "{} garments in {}.",
        entries.len(),
        arguments.out.display()
    ))
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(done) => {
            eprintln!("{done}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
