//! The shop's orders: taken in from any table, counted once however often a file comes, and summed up for recommenders.
//!
//! What clients bought is kept with them and goes with them. Of everybody else only numbered baskets are kept, without
//! names, addresses or days. Deliberately absent: what a purchase teaches (`client/session`) and what co-buying weighs
//! (`nova-taste`'s `crowd`).

pub(crate) mod dates;
mod fitting;
mod lines;
mod people;

use crate::clientele::{COUNTS, Shelf, baskets, counts, month};
use crate::engine::Engine;
use crate::error::EngineError;
use crate::line_fault::{LeftOutLine, told};
use crate::progress::{Cancel, Progress, Step};
use crate::rejection::Rejection;
use lines::{Line, Reader};
use nova_store::{Purchase, Sales, Sold};
use nova_taste::counts::Counts;
use nova_taste::sales::Bought;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;
use ts_rs::TS;

/// The table of orders.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct ImportOrdersRequest {
    /// The table.
    pub file: String,
    /// Columns by their names, as `field=column`; the fields are date, client, phone, email, product, sku, quantity, price,
    /// size, status and order.
    #[ts(as = "Option<Vec<String>>")]
    pub map: Vec<String>,
    /// What comes first in dates such as 03/04/2025, where the file does not tell.
    pub dates: Option<DateOrder>,
    /// Who of those who ordered is which client, by [`UnclearPerson::person`]; an empty name is nobody of the library.
    #[ts(as = "Option<BTreeMap<String, String>>")]
    pub people: BTreeMap<String, String>,
    /// Whether to count only, and change nothing.
    #[ts(as = "Option<bool>")]
    pub dry_run: bool,
    /// A name by which it can be cancelled.
    pub job: Option<String>,
}

/// Which of two numbers before a year is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    /// 31/12/2025.
    Day,
    /// 12/31/2025.
    Month,
}

/// The column from which a field is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct OrdersColumn {
    /// The field's name.
    pub field: String,
    /// The column's name; `None` where the table has none for it.
    pub column: Option<String>,
}

/// Somebody who may or may not be a client: several people who ordered have the client's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct UnclearPerson {
    /// Who ordered: an e-mail address, a telephone number or a name.
    pub person: String,
    /// The client whose name it is.
    pub client: String,
    /// Lines of theirs.
    pub lines: usize,
}

/// What came in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct ImportOrdersResponse {
    /// Orders with lines that were not known yet.
    pub orders: usize,
    /// Lines that were not known yet.
    pub lines: usize,
    /// Lines that came in with an earlier file.
    pub known_lines: usize,
    /// Clients of the library among those who ordered.
    pub clients: usize,
    /// Products that the catalogue does not have; what was bought of them is kept for when it does.
    pub unknown_products: usize,
    /// Rows that could not be read.
    pub quarantined: usize,
    /// The first of those rows.
    pub left_out: Vec<LeftOutLine>,
    /// The same in English sentences.
    pub reasons: Vec<String>,
    /// The first and the last day, in milliseconds since 1970; `None` where there are no dates.
    #[ts(type = "[number, number] | null")]
    pub span: Option<(i64, i64)>,
    /// A date that can be read in two ways, where the file does not tell which; `dates` answers.
    pub unclear_date: Option<String>,
    /// People of whom it is not clear whether they are clients; `people` answers, and until then they count as nobody.
    pub unclear_people: Vec<UnclearPerson>,
    /// The columns that were read.
    pub columns: Vec<OrdersColumn>,
    /// All columns of the table.
    pub header: Vec<String>,
}

const DAY: i64 = 86_400_000;

impl Engine {
    /// Takes in orders.
    ///
    /// # Errors
    /// When the file cannot be read, has no column of products, its dates can be read in two ways and nobody said in
    /// which, or a client is named who does not exist.
    pub fn import_orders(
        &self,
        request: &ImportOrdersRequest,
        cancel: &Cancel,
        report: &(dyn Fn(Progress) + Sync),
    ) -> Result<ImportOrdersResponse, EngineError> {
        if !request.dry_run {
            self.must_write()?;
        }
        let said = request.dates.map(|said| match said {
            DateOrder::Day => dates::Order::DayFirst,
            DateOrder::Month => dates::Order::MonthFirst,
        });
        let path = Path::new(&request.file);
        let tell = |step| {
            report(Progress {
                step,
                done: 0,
                total: 0,
                quarantined: 0,
            });
        };
        tell(Step::Reading);
        let mut reader = Reader::read(path, &request.map, said, &|| cancel.is_cancelled())?;
        if let Some(date) = reader.unclear_date.as_ref().filter(|_| !request.dry_run) {
            return Err(Rejection::UnclearDate {
                file: path.display().to_string(),
                date: date.clone(),
            }
            .into());
        }
        // Before products are looked up: that a catalogue has come to know one makes no new line.
        let hashes = hashes(&reader.lines);
        let gallery = self.gallery();
        let places = gallery.places();
        for line in &mut reader.lines {
            if let Some(place) = places.get(line.product.as_str()) {
                line.product = gallery.items[*place].product.id.0.clone();
            }
        }
        let mut state = self.clients();
        let db = self.user_db(&mut state)?;
        let known = db.known_lines(&hashes)?;
        let profiles = db.profiles()?;
        let (who, unclear_people) = people::clients(&reader.lines, &profiles, &request.people)?;
        let mut purchases = Vec::new();
        let mut sales = Sales::default();
        let mut baskets: BTreeMap<&str, Vec<(i64, Sold)>> = BTreeMap::new();
        let (mut orders, mut unknown, mut clients) = (HashSet::new(), HashSet::new(), HashSet::new());
        let (mut lines, now) = (0, self.now());
        for ((line, hash), known) in reader.lines.iter().zip(hashes).zip(known) {
            if known {
                continue;
            }
            lines += 1;
            orders.insert((line.order.as_str(), line.person.as_str(), line.at));
            if !places.contains_key(line.product.as_str()) {
                unknown.insert(line.product.as_str());
            }
            if let Some(client) = who.get(line.person.as_str()) {
                clients.insert(*client);
                purchases.push(Purchase {
                    profile: *client,
                    line: hash,
                    product: line.product.clone(),
                    at: line.at.unwrap_or(now),
                    quantity: line.quantity,
                    price: line.price,
                    size: line.size.clone(),
                });
                continue;
            }
            sales.lines.push(hash);
            let at = line.at.unwrap_or(now);
            let sold = Sold {
                product: line.product.clone(),
                month: month(at),
                quantity: line.quantity,
            };
            baskets.entry(line.basket()).or_default().push((at / DAY, sold));
        }
        sales.baskets = baskets
            .into_values()
            .map(|mut basket| {
                basket.sort_by_key(|(day, _)| *day);
                basket.into_iter().map(|(_, sold)| sold).collect()
            })
            .collect();
        let (left_out, reasons) = told(&reader.bad);
        let answer = ImportOrdersResponse {
            orders: orders.len(),
            lines,
            known_lines: reader.lines.len() - lines,
            clients: clients.len(),
            unknown_products: unknown.len(),
            quarantined: reader.bad.len(),
            left_out,
            reasons,
            span: {
                let days = || reader.lines.iter().filter_map(|line| line.at);
                days().min().zip(days().max())
            },
            unclear_date: reader.unclear_date,
            unclear_people,
            columns: lines::FIELDS
                .iter()
                .zip(reader.columns)
                .map(|((field, _), column)| OrdersColumn {
                    field: (*field).to_owned(),
                    column,
                })
                .collect(),
            header: reader.header,
        };
        if cancel.is_cancelled() {
            return Err(stopped());
        }
        if !request.dry_run && lines > 0 {
            tell(Step::Saving);
            db.add_orders(&purchases, &sales)?;
            self.forget_orders(&mut state);
            drop(state);
            tell(Step::Learning);
            self.fit_counts()?;
        }
        Ok(answer)
    }
}

/// The shop's orders beside the catalogue as recommenders see it.
pub struct Orders {
    /// The catalogue.
    pub shelf: Arc<Shelf>,
    /// What everybody bought of it, person by person, in the order of time.
    pub baskets: Vec<Vec<Bought>>,
    /// What each signal counts here; `None` where nothing was adopted.
    pub counts: Option<Counts>,
}

impl Engine {
    /// All orders that are known.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn orders(&self) -> Result<Orders, EngineError> {
        let shelf = self.shelf();
        let mut state = self.clients();
        let db = self.user_db(&mut state)?;
        Ok(Orders {
            counts: counts(db)?,
            baskets: baskets(db, &shelf.gallery)?,
            shelf,
        })
    }

    /// Fits what each signal counts to what was bought; clients can be served meanwhile.
    fn fit_counts(&self) -> Result<(), EngineError> {
        let shelf = self.shelf();
        let bought = {
            let mut state = self.clients();
            baskets(self.user_db(&mut state)?, &shelf.gallery)?
        };
        let kept = fitting::counts(&shelf, &bought)
            .map(|counts| serde_json::to_vec(&counts))
            .transpose()
            .map_err(|error| EngineError::Internal(error.to_string()))?;
        let mut state = self.clients();
        // It holds for the shop whatever its embeddings are.
        let kept = kept.as_deref().map(|kept| ("", kept));
        self.user_db(&mut state)?.set_learnt(COUNTS, kept)?;
        self.forget_orders(&mut state);
        Ok(())
    }
}

fn stopped() -> EngineError {
    EngineError::Cancelled {
        kept: "nothing of the file came in".to_owned(),
    }
}

/// A hash for each line, by which it counts once; equal lines of one file differ by their number.
fn hashes(lines: &[Line]) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    lines
        .iter()
        .map(|line| {
            let text = format!(
                "{}\u{1f}{}\u{1f}{:?}\u{1f}{}\u{1f}{}\u{1f}{}",
                line.order, line.person, line.at, line.product, line.size, line.quantity
            );
            let count = seen.entry(text.clone()).or_default();
            *count += 1;
            blake3::hash(format!("{text}\u{1f}{count}").as_bytes()).to_hex()[..32].to_owned()
        })
        .collect()
}
