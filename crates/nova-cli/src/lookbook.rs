//! `lookbook` and `reactions`: a board as a page to send, and what comes back of it.

use crate::output::Output;
use clap::Args;
use nova_api::WireError;
use nova_engine::{Engine, LookbookPart, LookbookRequest, LookbookTexts, ReactionsRequest};
use std::path::{Path, PathBuf};

/// A lookbook to be written.
#[derive(Debug, Args)]
pub struct LookbookArgs {
    /// The client's name.
    pub name: String,
    /// The board; the favourites when left out. Given more than once, each is a part of its own.
    #[arg(long = "board", value_name = "BOARD")]
    pub boards: Vec<String>,
    /// The title; what the board is called when left out.
    #[arg(long)]
    pub title: Option<String>,
    /// The file: a page for a telephone where its name ends in .html, pages to print where it ends in .pdf.
    #[arg(long, value_name = "FILE.pdf|FILE.html")]
    pub out: PathBuf,
    /// Leave the prices out.
    #[arg(long)]
    pub no_prices: bool,
    /// The shop's name on the cover; that of the settings when left out.
    #[arg(long, default_value = "")]
    pub shop: String,
}

/// What came back of a lookbook.
#[derive(Debug, Args)]
pub struct ReactionsArgs {
    /// The client's name.
    pub name: String,
    /// The file that came back, or its code, which begins with SN1.
    #[arg(value_name = "FILE|CODE")]
    pub answers: String,
}

/// Writes a lookbook in English.
pub fn write(engine: &Engine, args: &LookbookArgs, output: &Output) -> Result<(), WireError> {
    let called = |board: &str| match board {
        "" => "Favourites".to_owned(),
        board => board.to_owned(),
    };
    let (board, parts) = match args.boards.as_slice() {
        [] => (String::new(), Vec::new()),
        [board] => (board.clone(), Vec::new()),
        several => {
            let part = |board: &String| LookbookPart {
                board: board.clone(),
                title: called(board),
            };
            (String::new(), several.iter().map(part).collect())
        }
    };
    let title = match &args.title {
        Some(title) => title.clone(),
        None if parts.is_empty() => called(&board),
        None => "Looks".to_owned(),
    };
    let written = engine.lookbook(&LookbookRequest {
        profile: Some(args.name.clone()),
        board,
        parts,
        file: absolute(&args.out),
        prices: Some(!args.no_prices),
        texts: texts(&args.name, &title, &args.shop),
    })?;
    output.answer(&written, |written| {
        let mut text = format!("{}: {} pieces", written.file, written.items);
        text.push_str(&no_font(&written.unprintable));
        text
    })
}

/// Takes answers in.
pub fn take_in(engine: &Engine, args: &ReactionsArgs, output: &Output) -> Result<(), WireError> {
    let coded = args.answers.trim().starts_with("SN1.");
    let came = engine.reactions(&ReactionsRequest {
        profile: Some(args.name.clone()),
        file: (!coded).then(|| absolute(Path::new(&args.answers))),
        code: coded.then(|| args.answers.clone()),
    })?;
    output.answer(&came, |came| {
        let board = match came.board.as_str() {
            "" => "the favourites",
            board => board,
        };
        let mut text = format!(
            "{} on {board}: {} loved, {} maybe, {} left, {} notes",
            came.client, came.loved, came.maybe, came.left, came.notes
        );
        if came.repeated > 0 {
            text.push_str(&format!("; {} were taken in before", came.repeated));
        }
        if !came.unknown.is_empty() {
            text.push_str(&format!("; not known here: {}", came.unknown.join(", ")));
        }
        text
    })
}

/// What is said of characters that no font has.
pub fn no_font(unprintable: &str) -> String {
    match unprintable {
        "" => String::new(),
        letters => format!("; no font on this machine has {letters}, a frame stands in their place"),
    }
}

pub fn absolute(path: &Path) -> String {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    whole.to_string_lossy().into_owned()
}

fn texts(client: &str, title: &str, shop: &str) -> LookbookTexts {
    LookbookTexts {
        language: "en".to_owned(),
        right_to_left: false,
        title: title.to_owned(),
        shop: shop.to_owned(),
        greeting: format!("For {client}"),
        hint: "Tap what you love, what you might wear and what is not for you, and send it back at the end."
            .to_owned(),
        love: "Love it".to_owned(),
        maybe: "Maybe".to_owned(),
        no: "Not for me".to_owned(),
        word: "A word about it".to_owned(),
        sizes: "Sizes".to_owned(),
        sold: "Sold out".to_owned(),
        total: "All together".to_owned(),
        send: "Send it back".to_owned(),
        send_hint: "Save the file and send it to your stylist, or copy the code into a message.".to_owned(),
        save: "Save my answers".to_owned(),
        copy: "Copy the code".to_owned(),
        footer: "Made with StyleNova".to_owned(),
    }
}
