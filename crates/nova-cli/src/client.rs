//! The verbs about clients: profiles, the quiz, cards and swipes, the taste, favourites and looks.

use crate::lookbook::{self, LookbookArgs, ReactionsArgs};
use crate::output::Output;
use crate::people;
use crate::print::{self, FittingArgs, TagsArgs};
use crate::profile::{ProfileCommand, of, profile, visit};
use clap::{Args, Subcommand, ValueEnum};
use nova_api::{WireError, english};
use nova_engine::{
    ArrivalsRequest, Attribute, CompleteRequest, Engine, Field, HistoryRequest, NextCardsRequest, Quiz,
    QuizRequest, SetFavouriteRequest, SwipeRequest, TasteResponse, UndoRequest, Verdict,
};
use std::fmt::Write;
use std::path::PathBuf;

/// What can be said about clients.
#[derive(Debug, Subcommand)]
pub enum ClientCommand {
    /// Pieces that go with a product, or with one that a client owns, by slot of the outfit.
    Complete {
        /// The product's id.
        #[arg(required_unless_present_any = ["photo", "said"])]
        id: Option<String>,
        /// In place of a product, a photo of a piece.
        #[arg(long, value_name = "FILE", conflicts_with = "id")]
        photo: Option<PathBuf>,
        /// In place of a product, or beside a photo, what the piece is: "Camel coat".
        #[arg(long = "what", value_name = "TEXT", conflicts_with = "id")]
        said: Option<String>,
        /// Pieces a slot.
        #[arg(long, default_value_t = 4)]
        limit: usize,
        /// A piece that stays; the others go with it too.
        #[arg(long, value_name = "ID")]
        locked: Vec<String>,
        /// A seed that shuffles the pieces.
        #[arg(long)]
        seed: Option<u64>,
        /// A filter, for instance colour=red,blue; all of them must hold.
        #[arg(long = "filter", value_name = "EXPR")]
        filters: Vec<String>,
        /// The client for whom it is: only what comes in a size of theirs.
        #[arg(long = "for", value_name = "NAME")]
        profile: Option<String>,
        /// What the first pieces of all slots may cost together.
        #[arg(long)]
        budget: Option<f64>,
    },
    /// The clients: create, list, delete, export, import, and the file of each.
    #[command(subcommand)]
    Profile(ProfileCommand),
    /// What to know before a client comes: what is near, due, new in their size and taste, back, and goes with what they have.
    Visit {
        /// The client's name.
        name: String,
        /// How many days ahead birthdays and occasions are told.
        #[arg(long)]
        days: Option<u32>,
        /// Most new pieces.
        #[arg(long)]
        limit: Option<usize>,
    },
    /// Who waited for what came with the last import: sold out before, not in their size, dearer, or sought in vain.
    Arrivals {
        /// What came in the last so many days.
        #[arg(long)]
        days: Option<u32>,
        /// This client alone.
        #[arg(long = "for", value_name = "NAME")]
        profile: Option<String>,
    },
    /// Answer the quiz for a client.
    Quiz {
        /// The client's name.
        name: String,
        /// A JSON file: categories, colours, brands, styles, sizes, shoe_sizes, budget, never, examples; every key optional.
        #[arg(long, value_name = "FILE.json")]
        answers: PathBuf,
    },
    /// Deal a client's next cards.
    Next(NextArgs),
    /// Tell what a client thinks of a product.
    Swipe(SwipeArgs),
    /// Take back a client's last swipe, or any by its id.
    Undo {
        /// The client's name.
        name: String,
        /// The swipe.
        #[arg(long, value_name = "UUID")]
        swipe_id: Option<String>,
    },
    /// Make the swipe that was undone last count again.
    Redo {
        /// The client's name.
        name: String,
    },
    /// A client's taste: each attribute's weight with its evidence.
    Taste {
        /// The client's name.
        name: String,
    },
    /// A client's favourites.
    Favourites {
        /// The client's name.
        name: String,
        /// add or remove, with a product's id.
        #[arg(value_names = ["add|remove", "ID"], num_args = 2)]
        change: Vec<String>,
    },
    /// Write a board as a page to send, which asks for answers, or as pages to print.
    Lookbook(LookbookArgs),
    /// Write a board as price tags, 24 on a page.
    Tags(TagsArgs),
    /// Write a board as a list for the fitting room.
    Fitting(FittingArgs),
    /// Take in what a client answered to a lookbook.
    Reactions(ReactionsArgs),
    /// What a client swiped, the newest first.
    History {
        /// The client's name.
        name: String,
        /// Most swipes.
        #[arg(long, default_value_t = 50)]
        limit: usize,
        /// Swipes to pass over.
        #[arg(long)]
        offset: Option<usize>,
    },
}

#[derive(Debug, Args)]
pub struct NextArgs {
    /// The client's name.
    pub name: String,
    /// How many cards.
    #[arg(short = 'n', long = "count", default_value_t = 10)]
    pub count: usize,
    /// The strategy.
    #[arg(long)]
    pub strategy: Option<String>,
    /// A seed: equal seeds deal equal cards to an unchanged client.
    #[arg(long)]
    pub seed: Option<u64>,
    /// An occasion or season that the cards should suit.
    #[arg(long)]
    pub context: Option<String>,
    /// The season as a soft wish; that of the date when left out, none when empty.
    #[arg(long)]
    pub season: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum VerdictArg {
    Like,
    Pass,
    Super,
    Less,
}

#[derive(Debug, Args)]
pub struct SwipeArgs {
    /// The client's name.
    pub name: String,
    /// The product's id.
    pub id: String,
    /// What the client thinks of it.
    #[arg(value_enum)]
    pub verdict: VerdictArg,
    /// Of what less is wanted, where the verdict is less: for instance colour=red.
    #[arg(long, value_name = "FIELD=VALUE")]
    pub attribute: Option<String>,
    /// A name for this swipe: said again, it changes nothing.
    #[arg(long, value_name = "UUID")]
    pub swipe_id: Option<String>,
}

impl ClientCommand {
    /// Whether the command writes to the library.
    pub fn writes(&self) -> bool {
        match self {
            ClientCommand::Complete { .. }
            | ClientCommand::Taste { .. }
            | ClientCommand::History { .. }
            | ClientCommand::Tags(_)
            | ClientCommand::Fitting(_)
            | ClientCommand::Arrivals { .. }
            | ClientCommand::Visit { .. } => false,
            ClientCommand::Profile(
                ProfileCommand::List { .. } | ProfileCommand::Export { .. } | ProfileCommand::Show { .. },
            ) => false,
            ClientCommand::Profile(ProfileCommand::Import(import)) => !import.dry_run,
            ClientCommand::Favourites { change, .. } => !change.is_empty(),
            _ => true,
        }
    }
}

/// Runs a command and writes its answer.
pub fn run(engine: &Engine, command: &ClientCommand, output: &Output) -> Result<(), WireError> {
    match command {
        ClientCommand::Complete {
            id,
            photo,
            said,
            limit,
            locked,
            seed,
            filters,
            profile,
            budget,
        } => {
            let response = engine.complete(&CompleteRequest {
                id: id.clone().unwrap_or_default(),
                image: photo.as_ref().map(|file| file.to_string_lossy().into_owned()),
                crop: None,
                said: said.clone(),
                limit: Some(*limit),
                locked: locked.clone(),
                seed: *seed,
                filters: filters.clone(),
                profile: profile.clone(),
                budget: *budget,
            })?;
            output.answer(&response, |response| {
                let mut text = String::new();
                for slot in &response.slots {
                    let _ = writeln!(text, "{:?}", slot.category);
                    for hit in &slot.hits {
                        let _ = writeln!(
                            text,
                            "  {:.3}  {:<12}  {}  ({})",
                            hit.score,
                            hit.id,
                            hit.title,
                            english::reasons(&hit.reasons)
                        );
                    }
                }
                if text.is_empty() {
                    "Nothing goes with it.".to_owned()
                } else {
                    text.trim_end().to_owned()
                }
            })
        }
        ClientCommand::Lookbook(book) => lookbook::write(engine, book, output),
        ClientCommand::Tags(tags) => print::tags(engine, tags, output),
        ClientCommand::Fitting(list) => print::fitting(engine, list, output),
        ClientCommand::Reactions(answers) => lookbook::take_in(engine, answers, output),
        ClientCommand::Visit { name, days, limit } => visit(engine, name, *days, *limit, output),
        ClientCommand::Arrivals { days, profile } => {
            let request = ArrivalsRequest {
                days: *days,
                profile: profile.clone(),
            };
            output.answer(&engine.arrivals(&request)?, people::arrivals)
        }
        ClientCommand::Profile(command) => profile(engine, command, output),
        ClientCommand::Quiz { name, answers } => {
            let text = std::fs::read_to_string(answers).map_err(|error| {
                WireError::invalid(
                    format!("{}: {error}", answers.display()),
                    "Name a file of answers.",
                )
            })?;
            let answers: Quiz = serde_json::from_str(&text).map_err(|error| {
                WireError::invalid(
                    format!("{} holds no answers to the quiz: {error}", answers.display()),
                    "Write {\"colours\": [\"red\"]} or the like.",
                )
            })?;
            let profile = Some(name.clone());
            taste(&engine.quiz(&QuizRequest { profile, answers })?, output)
        }
        ClientCommand::Next(next) => cards(engine, next, output),
        ClientCommand::Swipe(swipe) => {
            let response = engine.swipe(&swipe_request(swipe)?)?;
            output.answer(&response, |response| {
                let mut text = format!("{} verdicts", response.feedback_count);
                for weight in response.changed.iter().take(8) {
                    let attribute = &weight.attribute;
                    let _ = write!(
                        text,
                        "\n{:<12} {:<24} {:+.2} → {:+.2}",
                        attribute.field.name(),
                        attribute.value,
                        weight.before,
                        weight.after
                    );
                }
                text
            })
        }
        ClientCommand::Undo { name, swipe_id } => {
            let response = engine.undo(&UndoRequest {
                profile: Some(name.clone()),
                swipe_id: swipe_id.clone(),
            })?;
            output.answer(&response, |response| match &response.undone {
                Some(swipe) => format!("Undone: {} of {}", swipe.verdict, swipe.id),
                None => "There is nothing to undo.".to_owned(),
            })
        }
        ClientCommand::Redo { name } => {
            let response = engine.redo(&of(name))?;
            output.answer(&response, |response| match &response.redone {
                Some(swipe) => format!("Redone: {} of {}", swipe.verdict, swipe.id),
                None => "There is nothing to redo.".to_owned(),
            })
        }
        ClientCommand::Taste { name } => taste(&engine.taste(&of(name))?, output),
        ClientCommand::Favourites { name, change } => {
            let response = match change.as_slice() {
                [verb, id] if verb == "add" || verb == "remove" => {
                    engine.set_favourite(&SetFavouriteRequest {
                        profile: Some(name.clone()),
                        product_id: id.clone(),
                        favourite: Some(verb == "add"),
                        note: None,
                    })?
                }
                [] => engine.favourites(&of(name))?,
                _ => {
                    return Err(WireError::invalid(
                        "favourites can be added and removed",
                        "Say add ID or remove ID.",
                    ));
                }
            };
            output.answer(&response, |response| {
                let lines = response.favourites.iter();
                let lines: Vec<String> = lines
                    .map(|item| format!("{:<12}  {}  {}", item.id, item.title, item.note))
                    .collect();
                if lines.is_empty() {
                    "There are no favourites.".to_owned()
                } else {
                    lines.join("\n")
                }
            })
        }
        ClientCommand::History { name, limit, offset } => {
            let response = engine.history(&HistoryRequest {
                profile: Some(name.clone()),
                limit: Some(*limit),
                offset: *offset,
            })?;
            output.answer(&response, |response| {
                let lines = response.swipes.iter();
                let lines: Vec<String> = lines
                    .map(|swipe| format!("{:<5}  {:<12}  {}", swipe.verdict, swipe.id, swipe.title))
                    .collect();
                if lines.is_empty() {
                    "Nothing was swiped.".to_owned()
                } else {
                    lines.join("\n")
                }
            })
        }
    }
}

fn swipe_request(swipe: &SwipeArgs) -> Result<SwipeRequest, WireError> {
    let attribute = match &swipe.attribute {
        None => None,
        Some(text) => {
            let parts = text
                .split_once('=')
                .and_then(|(field, value)| Some((Field::from_name(field)?, value)));
            let (field, value) = parts.ok_or_else(|| {
                WireError::invalid(
                    format!("\"{text}\" names no attribute"),
                    "Write field=value, for instance colour=red.",
                )
            })?;
            Some(Attribute {
                field,
                value: value.to_owned(),
            })
        }
    };
    Ok(SwipeRequest {
        profile: Some(swipe.name.clone()),
        product_id: swipe.id.clone(),
        verdict: match swipe.verdict {
            VerdictArg::Like => Verdict::Like,
            VerdictArg::Pass => Verdict::Pass,
            VerdictArg::Super => Verdict::Super,
            VerdictArg::Less => Verdict::Less,
        },
        attribute,
        swipe_id: swipe.swipe_id.clone(),
        deal: None,
    })
}

fn cards(engine: &Engine, next: &NextArgs, output: &Output) -> Result<(), WireError> {
    let response = engine.next_cards(&NextCardsRequest {
        profile: Some(next.name.clone()),
        n: Some(next.count),
        strategy: next.strategy.clone(),
        seed: next.seed,
        context: next.context.clone(),
        season: next.season.clone(),
        exclude: Vec::new(),
    })?;
    output.answer(&response, |response| {
        let mut text = String::new();
        for card in &response.cards {
            let why = english::reasons(card.reasons.iter().map(|because| &because.reason));
            let _ = writeln!(
                text,
                "{:.3}  {:<12}  {}  ({why})",
                card.score, card.id, card.title
            );
        }
        let short = response.short.map(english::shortage).into_iter();
        for line in short.chain(response.relax.iter().map(|relax| english::relaxed(relax.what))) {
            let _ = writeln!(text, "{line}");
        }
        text.trim_end().to_owned()
    })
}

fn taste(response: &TasteResponse, output: &Output) -> Result<(), WireError> {
    output.answer(response, |response| {
        let mut text = format!("{}: {} verdicts", response.profile, response.feedback_count);
        for attribute in response.attributes.iter().take(30) {
            let _ = write!(
                text,
                "\n{:+.2} ± {:.2}  {:<12} {:<24} {} liked, {} passed{}",
                attribute.weight,
                attribute.deviation,
                attribute.field.name(),
                attribute.value,
                attribute.likes,
                attribute.passes,
                if attribute.pinned { ", pinned" } else { "" }
            );
        }
        text
    })
}
