//! Clients from a table: whoever a shop has in its address book, with what it knows of them.
//!
//! Known clients are told by e-mail, telephone or name; where that is not clear it is asked, and nobody is merged with
//! another. What stands in a client's file already is not written again, so the same table twice changes nothing. A client
//! that was written as a file of its own comes back by `client/exchange`.

mod columns;
mod rows;
mod who;

use crate::clientele::Entry;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::line_fault::{LeftOutLine, told};
use crate::orders::{DateOrder, UnclearPerson};
use crate::progress::{Cancel, Progress, Step};
use crate::rejection::Rejection;
use crate::words::singular;
use nova_domain::Product;
use nova_store::Entry as Written;
use rows::Table;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use ts_rs::TS;
use who::Register;

/// The table of clients.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct ImportClientsRequest {
    /// The table.
    pub file: String,
    /// Columns by their names, as `field=column`; the fields are name, first_name, last_name, email, phone, address,
    /// birthday, size, avoid and note; with no field, a column is passed over.
    #[ts(as = "Option<Vec<String>>")]
    pub map: Vec<String>,
    /// What comes first in birthdays such as 03/04/1990, where the file does not tell.
    pub dates: Option<DateOrder>,
    /// Who of the table is which client, by [`UnclearPerson::person`]: one of the library, or a new one by a name that no
    /// client has; an empty name leaves the person out.
    #[ts(as = "Option<BTreeMap<String, String>>")]
    pub people: BTreeMap<String, String>,
    /// Whether to count only, and change nothing.
    #[ts(as = "Option<bool>")]
    pub dry_run: bool,
    /// A name by which it can be cancelled.
    pub job: Option<String>,
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct ClientsColumn {
    /// Its name.
    pub column: String,
    /// The field that is read from it; `None` where it is passed over.
    pub field: Option<String>,
}

/// What came in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct ImportClientsResponse {
    /// Rows that name somebody.
    pub rows: usize,
    /// Clients who were not there before.
    pub new_clients: usize,
    /// Clients of the library among them.
    pub known_clients: usize,
    /// Entries that their files did not have yet.
    pub entries: usize,
    /// Rows and cells that could not be used.
    pub quarantined: usize,
    /// The first of those.
    pub left_out: Vec<LeftOutLine>,
    /// The same in English sentences.
    pub reasons: Vec<String>,
    /// A birthday that can be read in two ways, where the file does not tell which; `dates` answers.
    pub unclear_date: Option<String>,
    /// People who may or may not be a client; `people` answers, and until then they are left out.
    pub unclear_people: Vec<UnclearPerson>,
    /// The columns of the table in their order.
    pub columns: Vec<ClientsColumn>,
}

impl Engine {
    /// Takes in clients.
    ///
    /// # Errors
    /// When the file cannot be read, nothing in it names anybody, or its birthdays can be read in two ways and nobody said
    /// in which.
    pub fn import_clients(
        &self,
        request: &ImportClientsRequest,
        cancel: &Cancel,
        report: &(dyn Fn(Progress) + Sync),
    ) -> Result<ImportClientsResponse, EngineError> {
        if !request.dry_run {
            self.must_write()?;
        }
        let tell = |step| {
            report(Progress {
                step,
                done: 0,
                total: 0,
                quarantined: 0,
            });
        };
        tell(Step::Reading);
        let path = Path::new(&request.file);
        let now = self.now();
        let mut table = Table::read(path, &request.map, request.dates, now, &|| cancel.is_cancelled())?;
        if let Some(date) = table.unclear_date.as_ref().filter(|_| !request.dry_run) {
            return Err(Rejection::UnclearDate {
                file: path.display().to_string(),
                date: date.clone(),
            }
            .into());
        }
        let mut state = self.clients();
        let db = self.user_db(&mut state)?;
        let mut register = Register::of(&db.profiles()?, &db.entries(None)?);
        let rows = table.people.len();
        let kinds = self.kinds_by_word();
        for mut person in std::mem::take(&mut table.people) {
            for entry in &mut person.entries {
                if let Entry::Size { of: Some(of), .. } = entry
                    && let Some(kind) = kinds.get(singular(of))
                {
                    of.clone_from(kind);
                }
            }
            register.take(person, &request.people, &mut table.bad);
        }
        if cancel.is_cancelled() {
            return Err(stopped());
        }
        let (left_out, reasons) = told(&table.bad);
        let answer = ImportClientsResponse {
            rows,
            new_clients: register.taken().filter(|client| client.key.is_none()).count(),
            known_clients: register.taken().filter(|client| client.key.is_some()).count(),
            entries: register.taken().map(|client| client.fresh.len()).sum(),
            quarantined: table.bad.len(),
            left_out,
            reasons,
            unclear_date: table.unclear_date,
            unclear_people: register.unclear(),
            columns: table.columns,
        };
        if request.dry_run {
            return Ok(answer);
        }
        tell(Step::Saving);
        let mut written = Vec::with_capacity(answer.entries);
        // Whoever stops in between imports the table once more: what is there is not made again.
        for client in register.taken() {
            let key = match client.key {
                Some(key) => Some(key),
                None => db.create_profile(&client.name, now)?.map(|made| made.key),
            };
            for entry in key.iter().flat_map(|_| &client.fresh) {
                written.extend(key.map(|profile| written_down(entry, profile, now)).transpose()?);
            }
        }
        db.add_entries(&written)?;
        self.forget_orders(&mut state);
        Ok(answer)
    }
}

impl Engine {
    /// The catalogue's kinds, subcategories and categories by what one of them is called: "Shoes" by "shoe".
    fn kinds_by_word(&self) -> HashMap<String, String> {
        let gallery = self.gallery();
        let mut kinds = HashMap::new();
        for field in [
            |product: &Product| product.category.clone(),
            |product: &Product| product.subcategory.clone(),
            |product: &Product| product.kind.clone(),
        ] {
            for name in gallery.items.iter().map(|item| field(&item.product)) {
                let one = singular(&name.to_lowercase()).to_owned();
                if !one.is_empty() {
                    kinds.entry(one).or_insert(name);
                }
            }
        }
        kinds
    }
}

fn written_down(entry: &Entry, profile: nova_store::ProfileKey, at: i64) -> Result<Written, EngineError> {
    Ok(Written {
        key: 0,
        profile,
        kind: entry.kind().to_owned(),
        value: serde_json::to_string(entry).map_err(|error| EngineError::Internal(error.to_string()))?,
        at,
    })
}

fn stopped() -> EngineError {
    EngineError::Cancelled {
        kept: "nothing of the file came in".to_owned(),
    }
}
