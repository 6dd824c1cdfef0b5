//! `tags` and `fitting`: a board as price tags, and as a list for the fitting room.

use crate::lookbook::{absolute, no_font};
use crate::output::Output;
use clap::Args;
use nova_api::WireError;
use nova_engine::{Engine, PrintBoardRequest, PrintTexts, Printed};
use std::path::PathBuf;

/// Price tags to be written.
#[derive(Debug, Args)]
pub struct TagsArgs {
    /// The client's name.
    pub name: String,
    /// The board; the favourites when left out.
    #[arg(long, default_value = "")]
    pub board: String,
    /// The file.
    #[arg(long, value_name = "FILE.pdf")]
    pub out: PathBuf,
}

/// A list to be written.
#[derive(Debug, Args)]
pub struct FittingArgs {
    /// What is printed, and where.
    #[command(flatten)]
    pub of: TagsArgs,
    /// When the client comes, in your own words.
    #[arg(long, default_value = "")]
    pub time: String,
}

/// Writes price tags, in English.
pub fn tags(engine: &Engine, args: &TagsArgs, output: &Output) -> Result<(), WireError> {
    print(engine, args, Printed::Tags, ("Price tags", ""), output)
}

/// Writes a list for the fitting room, in English.
pub fn fitting(engine: &Engine, args: &FittingArgs, output: &Output) -> Result<(), WireError> {
    print(
        engine,
        &args.of,
        Printed::List,
        ("Fitting room", &args.time),
        output,
    )
}

fn print(
    engine: &Engine,
    args: &TagsArgs,
    what: Printed,
    (title, time): (&str, &str),
    output: &Output,
) -> Result<(), WireError> {
    let written = engine.print_board(&PrintBoardRequest {
        profile: Some(args.name.clone()),
        board: args.board.clone(),
        what,
        file: absolute(&args.out),
        texts: PrintTexts {
            language: "en".to_owned(),
            right_to_left: false,
            title: title.to_owned(),
            client: args.name.clone(),
            time: time.to_owned(),
            sold: "Sold out".to_owned(),
        },
    })?;
    output.answer(&written, |written| {
        format!(
            "{}: {} pieces, {} pages{}",
            written.file,
            written.items,
            written.pages,
            no_font(&written.unprintable)
        )
    })
}
