//! Why a request is rejected that a user can make, as facts. What they display and hint at is for the terminal, in English;
//! the window makes its own sentences.
//!
//! To add a rejection, write its variant and its hint here, run `cargo xtask gen`, and write its text, `rejection.…`, in the six
//! languages of `ui/src/i18n`. The page does not compile until they are there.

use nova_tables::TableFault;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a request is rejected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Rejection {
    /// Nothing is searched for.
    #[error("the query is empty")]
    EmptyQuery,
    /// What is searched for has no words.
    #[error("there are no words in the query")]
    NoWords,
    /// What is searched for is too long.
    #[error("the query has {length} characters, and at most {most} are read")]
    LongQuery {
        /// Characters that it has.
        length: usize,
        /// Characters that are read.
        most: usize,
    },
    /// Words and photo cancel each other out.
    #[error("the words and the photo say the opposite of each other")]
    Opposites,
    /// Photos cancel each other out.
    #[error("the photos have nothing in common")]
    PhotosApart,
    /// A product's picture was not read, so that nothing can be compared with it.
    #[error("the picture of \"{id}\" has no embedding, so nothing can be compared with it")]
    NotCompared {
        /// The product.
        id: String,
    },
    /// A client's, a board's or a search's name is empty, too long or of several lines.
    #[error("a name has 1 to {most} characters in one line")]
    Name {
        /// Most characters of a name.
        most: usize,
    },
    /// A kept search's name is empty or too long.
    #[error("a saved search has a name of 1 to {most} characters")]
    SearchName {
        /// Most characters of a name.
        most: usize,
    },
    /// There is a client of that name.
    #[error("there is a profile \"{name}\" already")]
    ClientExists {
        /// The name.
        name: String,
    },
    /// There is a board of that name.
    #[error("there is a board \"{name}\" already")]
    BoardExists {
        /// The name.
        name: String,
    },
    /// The guest is asked to be called something else.
    #[error("the guest keeps its name")]
    GuestStays,
    /// There is a client of the name that an exported one has.
    #[error("there is a profile \"{name}\" already")]
    ImportedClientExists {
        /// The name.
        name: String,
    },
    /// A file holds no exported client.
    #[error("{file} is no exported profile: {detail}")]
    NoClientFile {
        /// The file.
        file: String,
        /// What the parser says.
        detail: String,
    },
    /// A newer StyleNova exported the client.
    #[error("{file} was written by a newer StyleNova")]
    NewerClientFile {
        /// The file.
        file: String,
    },
    /// The budget's prices are below zero or the wrong way round.
    #[error("the budget must run from one price, zero or more, to a higher one")]
    Budget,
    /// A text of a client's file is too long.
    #[error("a text has at most {most} characters")]
    LongText {
        /// Most characters.
        most: usize,
    },
    /// A line of a client's file is too long.
    #[error("{} has at most {most} characters in one line", .of.name())]
    LongLine {
        /// What it is of.
        of: Part,
        /// Most characters.
        most: usize,
    },
    /// A part of a client's file has no words.
    #[error("{} says nothing", .of.name())]
    SaysNothing {
        /// Which part.
        of: Part,
    },
    /// An appointment has too many pieces.
    #[error("an appointment has at most {most} pieces")]
    ManyPieces {
        /// Most pieces.
        most: usize,
    },
    /// A client's file has too many entries.
    #[error("a client's file has at most {most} entries")]
    ManyEntries {
        /// Most entries.
        most: usize,
    },
    /// It is no day.
    #[error("\"{said}\" is no day")]
    NoDay {
        /// What was written.
        said: String,
    },
    /// It is no time of day.
    #[error("\"{said}\" is no time of day")]
    NoTime {
        /// What was written.
        said: String,
    },
    /// An import runs.
    #[error("an import is under way already")]
    Importing,
    /// Nothing was imported that could be taken back.
    #[error("no import can be taken back")]
    NoImport,
    /// The shop is being learnt.
    #[error("the shop is being learnt already")]
    Learning,
    /// A table of orders or of looks cannot be read.
    #[error("{file}: {fault}")]
    Table {
        /// The file.
        file: String,
        /// What is wrong.
        fault: TableFault,
        /// What to do, in English and for the terminal.
        #[serde(skip)]
        hint: String,
    },
    /// Orders do not say what was ordered.
    #[error("{file} has no column of products")]
    NoProducts {
        /// The file.
        file: String,
    },
    /// The dates of orders are written in two ways.
    #[error("{file}: some dates have the day first and some the month")]
    MixedDates {
        /// The file.
        file: String,
    },
    /// A date of orders may be read in two ways.
    #[error("{file}: \"{date}\" may have the day or the month first")]
    UnclearDate {
        /// The file.
        file: String,
        /// The date.
        date: String,
    },
    /// A table has no columns of looks.
    #[error("{file} has no columns of looks and products")]
    NoLooks {
        /// The file.
        file: String,
    },
    /// The model is part of the app.
    #[error("{name} ships with StyleNova and stays")]
    ModelShips {
        /// The model.
        name: String,
    },
    /// The model is the one that searches use.
    #[error("searches use {name}")]
    ModelInUse {
        /// The model.
        name: String,
    },
    /// It cannot be a model's name.
    #[error("\"{name}\" cannot be a model's name")]
    ModelName {
        /// The name.
        name: String,
    },
    /// There is a model of that name.
    #[error("there is a model called \"{name}\" already")]
    ModelExists {
        /// The name.
        name: String,
    },
    /// A zip cannot be linked.
    #[error("{file} is a zip, so it cannot be used where it is")]
    ZipLinked {
        /// The zip.
        file: String,
    },
    /// A zip cannot be read.
    #[error("{file} cannot be unpacked: {detail}")]
    BadZip {
        /// The zip.
        file: String,
        /// What the reader of zips says.
        detail: String,
    },
    /// A zip holds no model.
    #[error("{file} cannot be unpacked: it holds no config.json and no open_clip_config.json")]
    NoModelInZip {
        /// The zip.
        file: String,
    },
    /// A zip holds a file that is larger than a model's.
    #[error("{file} cannot be unpacked: {part} in it is larger than a model's file can be")]
    LargeInZip {
        /// The zip.
        file: String,
        /// The file in it.
        part: String,
    },
    /// There is nothing to back up.
    #[error("the library is empty, so there is nothing to keep")]
    EmptyLibrary,
    /// A newer StyleNova wrote the backup.
    #[error("{file} was written by StyleNova {version}")]
    NewerBackup {
        /// The file.
        file: String,
        /// The version that wrote it.
        version: String,
    },
    /// A table of clients does not say who they are.
    #[error("{file} has no column that names anybody")]
    NoClients {
        /// The file.
        file: String,
    },
    /// What was typed is no PIN.
    #[error("a PIN has 4 to 64 digits and nothing else")]
    Pin,
    /// A board has no piece that the catalogue still has.
    #[error("nothing on this board is in the catalogue")]
    EmptyBoard,
    /// A lookbook is to be written into a file that is no page.
    #[error("a lookbook is written into a file whose name ends in .html or .pdf")]
    NoPage,
    /// Tags and lists are to be written into a file that is no PDF.
    #[error("what is to be printed is written into a file whose name ends in .pdf")]
    NoPrint,
    /// A file or a code is no answer to a lookbook.
    #[error("this is no answer to a lookbook, or not all of it")]
    NoAnswers,
    /// Answers are to a lookbook that is not known here.
    #[error("these answers are to a lookbook that was not made here, or whose client was erased")]
    UnknownLookbook,
    /// Answers are another client's.
    #[error("these answers are to a lookbook of {name}")]
    OtherClientsAnswers {
        /// The client whose they are.
        name: String,
    },
    /// A file is no backup, or a damaged one.
    #[error("{file} is no backup that can be restored: {detail}")]
    NoBackup {
        /// The file.
        file: String,
        /// What is wrong with it.
        detail: String,
    },
}

/// A part of a client's file that has words of its own; the form shows which one it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "FilePart")]
#[allow(missing_docs, reason = "they are called after themselves")]
pub enum Part {
    Contact,
    Occasion,
    Size,
    Avoid,
    Note,
    Piece,
    FollowUp,
    Consent,
}

impl Part {
    /// It in an English sentence.
    fn name(self) -> &'static str {
        match self {
            Part::Contact => "a contact",
            Part::Occasion => "an occasion",
            Part::Size => "a size",
            Part::Avoid => "what to avoid",
            Part::Note => "a note",
            Part::Piece => "a piece",
            Part::FollowUp => "what is to be done",
            Part::Consent => "a consent",
        }
    }
}

impl Rejection {
    /// What to do about it, in English and for the terminal.
    pub fn hint(&self) -> String {
        match self {
            Rejection::Table { hint, .. } => return hint.clone(),
            Rejection::ModelExists { name } => {
                return format!(
                    "Choose another name with --name, or remove the old one with `stylenova model remove {name}`."
                );
            }
            _ => {}
        }
        self.fixed_hint().to_owned()
    }

    fn fixed_hint(&self) -> &'static str {
        match self {
            Rejection::Table { .. } | Rejection::ModelExists { .. } => "",
            Rejection::EmptyQuery => "Write what you look for, or give a photo.",
            Rejection::NoWords => "Write what you look for, for instance \"blue shirt\", or give a photo.",
            Rejection::LongQuery { .. } => "Say it in fewer words.",
            Rejection::Opposites => "Move the slider to one side, or change the words.",
            Rejection::PhotosApart => "Leave one of them out.",
            Rejection::NotCompared { .. } => {
                "Look into the quarantine for its reason, mend it and import again."
            }
            Rejection::Name { .. } | Rejection::SearchName { .. } => "Choose another name.",
            Rejection::ClientExists { .. } => "Choose another name, or use the one that is there.",
            Rejection::BoardExists { .. } => {
                "Choose another name, or put the pieces on the board that is there."
            }
            Rejection::GuestStays => "Make a client with a name of their own.",
            Rejection::ImportedClientExists { .. } => {
                "Name it otherwise with --name, or delete the one that is there."
            }
            Rejection::NoClientFile { .. } => "Choose a file that `stylenova profile export` wrote.",
            Rejection::NewerClientFile { .. } => "Update StyleNova.",
            Rejection::NoClients { .. } => "Name it with --map name=COLUMN.",
            Rejection::Pin => "Type digits only.",
            Rejection::EmptyBoard => "Put pieces on it first.",
            Rejection::NoPage | Rejection::NoPrint => "Name such a file.",
            Rejection::NoAnswers => "Ask for the file or the code once more; a code begins with SN1.",
            Rejection::UnknownLookbook => "Take them in where the lookbook was made.",
            Rejection::OtherClientsAnswers { .. } => "Take them in for that client, or leave the name out.",
            Rejection::Budget => "Correct the budget, or leave it out.",
            Rejection::LongText { .. } => "Shorten it, or write it in several notes.",
            Rejection::LongLine { .. } => "Shorten it, and write the rest in a note.",
            Rejection::SaysNothing { .. } => "Write something, or remove it.",
            Rejection::ManyPieces { .. } => "Lay out fewer pieces.",
            Rejection::ManyEntries { .. } => "Remove what is no longer needed.",
            Rejection::NoDay { .. } => "Write it as 2026-12-24, or as --12-24 for every year.",
            Rejection::NoTime { .. } => "Write it as 14:30.",
            Rejection::Importing | Rejection::Learning => "Wait for it to end, or cancel it first.",
            Rejection::NoImport => "The last import can be taken back once, unless it was the first.",
            Rejection::NoProducts { .. } => "Name it with --map product=COLUMN or --map sku=COLUMN.",
            Rejection::MixedDates { .. } => {
                "Write the dates as 2025-12-31, or have one in the file that tells."
            }
            Rejection::UnclearDate { .. } => "Say which with --dates day or --dates month.",
            Rejection::NoLooks { .. } => "Give it the columns look and id, or id and related.",
            Rejection::ModelShips { .. } => {
                "Choose another one with `stylenova model use`; this one is then only kept."
            }
            Rejection::ModelInUse { .. } => {
                "Change over to another one first, for instance with `stylenova model use nova-mini`."
            }
            Rejection::ModelName { .. } => "Choose one of letters, digits, - and _ with --name.",
            Rejection::ZipLinked { .. } => "Leave out the link, or unpack it and link the folder.",
            Rejection::BadZip { .. } | Rejection::NoModelInZip { .. } | Rejection::LargeInZip { .. } => {
                "Copy the zip anew, or unpack it and add the folder."
            }
            Rejection::EmptyLibrary => "Import a catalogue first.",
            Rejection::NewerBackup { .. } => "Update StyleNova and restore it again.",
            Rejection::NoBackup { .. } => {
                "Choose a file that `stylenova backup` wrote, and copy it again if it may have been cut short."
            }
        }
    }
}
