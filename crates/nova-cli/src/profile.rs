//! `profile` and `visit`: the clients themselves, their files, and what helps to prepare a visit. What they are shown and what
//! they like is in `client`.

use crate::output::Output;
use crate::people;
use crate::show;
use clap::{Args, Subcommand, ValueEnum};
use nova_api::WireError;
use nova_engine::{
    Cancel, ClientFileResponse, ClientOrder, CreateProfileRequest, DateOrder, Engine, ExportProfileRequest,
    ImportClientsRequest, ImportProfileRequest, ListClientsRequest, PrepareVisitRequest, ProfileRequest,
    RemoveEntryRequest, RenameProfileRequest, SetEntryRequest,
};
use std::fmt::Write;
use std::io::Read;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum ProfileCommand {
    /// Make a client.
    Create {
        /// Its name.
        name: String,
    },
    /// Give a client another name.
    Rename {
        /// Its name.
        name: String,
        /// The name that it gets.
        to: String,
    },
    /// All clients, or those in whose files some words stand.
    List {
        /// Words that all stand in a client's name or file.
        #[arg(long, value_name = "WORDS")]
        find: Option<String>,
        /// The order.
        #[arg(long, value_enum, default_value_t = OrderArg::Made)]
        sort: OrderArg,
    },
    /// Erase a client with all that belongs to it.
    Delete {
        /// Its name.
        name: String,
    },
    /// A client's file: what is written down, what was bought, and the sizes that were kept.
    Show {
        /// Its name.
        name: String,
    },
    /// Write an entry into a client's file, or change one.
    Write {
        /// Its name.
        name: String,
        /// The entry as JSON: {"kind": "note", "text": "…"}; the kinds are contact, birthday, occasion, size, avoid, note,
        /// wardrobe, appointment, follow_up and consent.
        entry: String,
        /// The number of the entry that it takes the place of.
        #[arg(long)]
        id: Option<i64>,
    },
    /// Take an entry out of a client's file.
    Remove {
        /// Its name.
        name: String,
        /// The entry's number.
        id: i64,
    },
    /// Write a client to a file.
    Export {
        /// Its name.
        name: String,
        /// The file.
        file: PathBuf,
    },
    /// Read a client from a file that `export` wrote, or clients from a table.
    Import(ImportArgs),
}

/// The order of the clients.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum OrderArg {
    /// In which they were made.
    Made,
    /// By name.
    Name,
    /// Who was seen last comes first.
    LastSeen,
    /// Whose birthday is nearest comes first.
    Birthday,
    /// For whom something is due earliest comes first.
    Due,
}

impl OrderArg {
    pub fn order(self) -> ClientOrder {
        match self {
            OrderArg::Made => ClientOrder::Made,
            OrderArg::Name => ClientOrder::Name,
            OrderArg::LastSeen => ClientOrder::LastSeen,
            OrderArg::Birthday => ClientOrder::Birthday,
            OrderArg::Due => ClientOrder::Due,
        }
    }
}

#[derive(Debug, Args)]
pub struct ImportArgs {
    /// What `stylenova profile export` wrote, or a table with names, e-mail addresses, telephone numbers, birthdays, sizes and
    /// the like.
    pub file: PathBuf,
    /// Another name for the client of an exported file.
    #[arg(long)]
    pub name: Option<String>,
    /// A column of a table by its name, where it would not be recognised.
    #[arg(long, value_name = "FIELD=COLUMN")]
    pub map: Vec<String>,
    /// What comes first in birthdays such as 03/04/1990, where the table does not tell.
    #[arg(long, value_name = "day|month", value_parser = ["day", "month"])]
    pub dates: Option<String>,
    /// Who of a table is which client, where that is not clear; an empty name leaves the person out.
    #[arg(long, value_name = "PERSON=NAME")]
    pub client: Vec<String>,
    /// Say what a table would bring, and change nothing.
    #[arg(long)]
    pub dry_run: bool,
}

impl ImportArgs {
    /// Whether the file is one client, as `export` writes it. What cannot be opened is a table, which says why.
    pub fn is_exported(&self) -> bool {
        let mut beginning = String::new();
        let opened = std::fs::File::open(&self.file);
        let read = opened.and_then(|file| file.take(4_096).read_to_string(&mut beginning));
        read.is_ok() && beginning.contains("\"stylenova_profile\"")
    }

    fn request(&self) -> ImportClientsRequest {
        let people = self.client.iter().map(|pair| {
            let (person, name) = pair.split_once('=').unwrap_or((pair, ""));
            (person.trim().to_lowercase(), name.trim().to_owned())
        });
        ImportClientsRequest {
            file: self.file.to_string_lossy().into_owned(),
            map: self.map.clone(),
            dates: self.dates.as_deref().map(|first| match first {
                "month" => DateOrder::Month,
                _ => DateOrder::Day,
            }),
            people: people.collect(),
            dry_run: self.dry_run,
            job: None,
        }
    }
}

pub fn of(name: &str) -> ProfileRequest {
    ProfileRequest {
        profile: Some(name.to_owned()),
    }
}

/// Runs a command about the clients themselves.
pub fn profile(engine: &Engine, command: &ProfileCommand, output: &Output) -> Result<(), WireError> {
    let text = |file: &PathBuf| file.to_string_lossy().into_owned();
    let done = match command {
        ProfileCommand::List { find, sort } => {
            let request = ListClientsRequest {
                find: find.clone(),
                sort: sort.order(),
            };
            return output.answer(&engine.list_clients(&request)?, people::list);
        }
        ProfileCommand::Delete { name } => {
            return output.answer(&engine.delete_profile(&of(name))?, |response| {
                format!("{} and {} swipes are erased.", response.deleted, response.swipes)
            });
        }
        ProfileCommand::Show { name } => return file(&engine.client_file(&of(name))?, output),
        ProfileCommand::Write { name, entry, id } => {
            let entry = serde_json::from_str(entry).map_err(|error| {
                WireError::invalid(
                    format!("that is no entry: {error}"),
                    "Write {\"kind\": \"note\", \"text\": \"…\"} or the like.",
                )
            })?;
            let profile = Some(name.clone());
            let request = SetEntryRequest {
                profile,
                id: *id,
                entry,
            };
            return file(&engine.set_entry(&request)?, output);
        }
        ProfileCommand::Remove { name, id } => {
            let profile = Some(name.clone());
            return file(
                &engine.remove_entry(&RemoveEntryRequest { profile, id: *id })?,
                output,
            );
        }
        ProfileCommand::Create { name } => {
            engine.create_profile(&CreateProfileRequest { name: name.clone() })?
        }
        ProfileCommand::Rename { name, to } => engine.rename_profile(&RenameProfileRequest {
            name: name.clone(),
            to: to.clone(),
        })?,
        ProfileCommand::Export { name, file } => engine.export_profile(&ExportProfileRequest {
            profile: Some(name.clone()),
            file: text(file),
        })?,
        ProfileCommand::Import(import) if import.is_exported() => {
            engine.import_profile(&ImportProfileRequest {
                file: text(&import.file),
                name: import.name.clone(),
            })?
        }
        ProfileCommand::Import(import) => {
            let done = engine.import_clients(&import.request(), &Cancel::default(), &|_| ())?;
            return output.answer(&done, show::clients);
        }
    };
    output.answer(&done, |profile| {
        format!("{}: {} swipes", profile.name, profile.swipes)
    })
}

fn file(file: &ClientFileResponse, output: &Output) -> Result<(), WireError> {
    output.answer(file, |file| {
        let mut text = file.profile.name.clone();
        for own in &file.entries {
            // An entry is plain text and numbers, which always become JSON.
            let said = serde_json::to_string(&own.entry).unwrap_or_default();
            let _ = write!(text, "\n{:>5}  {said}", own.id);
        }
        for size in &file.sizes {
            let _ = write!(text, "\nkept {} of {} in size {}", size.count, size.of, size.size);
        }
        for own in &file.purchases {
            let _ = write!(
                text,
                "\nbought {}  {} {}",
                own.piece.id, own.piece.title, own.size
            );
        }
        text
    })
}

/// What helps to prepare a visit.
pub fn visit(
    engine: &Engine,
    name: &str,
    days: Option<u32>,
    limit: Option<usize>,
    output: &Output,
) -> Result<(), WireError> {
    let profile = Some(name.to_owned());
    let visit = engine.prepare_visit(&PrepareVisitRequest { profile, days, limit })?;
    output.answer(&visit, |visit| {
        let mut text = String::new();
        for own in &visit.coming {
            let what = own.name.as_deref().unwrap_or("birthday");
            let _ = writeln!(text, "{}  {what}, in {} days", own.day, own.days);
        }
        for own in &visit.appointments {
            // An entry is plain text and numbers, which always become JSON.
            let said = serde_json::to_string(&own.entry.entry).unwrap_or_default();
            let _ = writeln!(text, "appointment  {said}");
        }
        for own in &visit.due {
            let said = serde_json::to_string(&own.entry.entry).unwrap_or_default();
            let ready = if own.ready { "  (it is here)" } else { "" };
            let _ = writeln!(text, "to do  {said}{ready}");
        }
        let _ = writeln!(text, "{} new pieces", visit.new_count);
        for card in &visit.new {
            let _ = writeln!(text, "  {:<12}  {}", card.id, card.title);
        }
        for piece in &visit.wished {
            let sizes = visit.sizes.get(&piece.id).map(|sizes| sizes.join(", "));
            let sizes = sizes.map(|sizes| format!("  in {sizes}")).unwrap_or_default();
            let _ = writeln!(text, "wished and here  {:<12}  {}{sizes}", piece.id, piece.title);
        }
        for own in &visit.wanted {
            let _ = writeln!(text, "{}", people::wanted(own));
        }
        for own in &visit.goes_with {
            let _ = writeln!(text, "goes with {}", own.bought.piece.title);
            for hit in own.slots.iter().flat_map(|slot| &slot.hits) {
                let _ = writeln!(text, "  {:<12}  {}", hit.id, hit.title);
            }
        }
        text.trim_end().to_owned()
    })
}
