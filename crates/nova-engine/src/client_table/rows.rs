//! A table of clients, row by row: who it is, and what is to be written into the file.

use super::ClientsColumn;
use super::columns::{self, FIELDS, Says};
use crate::clientele::{Channel, Entry, day_of};
use crate::error::EngineError;
use crate::line_fault::LineFault;
use crate::orders::{DateOrder, dates};
use crate::rejection::Rejection;
use nova_tables::{Problem, Rows, folded};
use std::path::Path;

/// Somebody in the table.
#[derive(Debug, Clone, Default)]
pub(super) struct Person {
    /// The line.
    pub line: u64,
    /// The name: that of the row, else the e-mail address or the telephone number.
    pub name: String,
    /// By what the row is known where it is asked who it is: the e-mail address, else the number, else the name.
    pub known_by: String,
    /// What the file shall say.
    pub entries: Vec<Entry>,
}

/// A table of clients as it was read.
#[derive(Debug)]
pub(super) struct Table {
    pub people: Vec<Person>,
    /// Rows and cells that cannot be used, with the reasons.
    pub bad: Vec<(u64, LineFault)>,
    pub columns: Vec<ClientsColumn>,
    /// A birthday that may have the day or the month first, where nothing in the file tells and nobody said.
    pub unclear_date: Option<String>,
}

impl Table {
    /// Reads a table; `map` names columns as `field=column`, `said` how dates are written where nothing tells, `now` is
    /// the time in milliseconds since 1970, before which everybody was born.
    pub fn read(
        path: &Path,
        map: &[String],
        said: Option<DateOrder>,
        now: i64,
        cancelled: &(dyn Fn() -> bool + Sync),
    ) -> Result<Table, EngineError> {
        let file = || path.display().to_string();
        let table = Rows::read(path, &[], cancelled).map_err(|problem| match problem {
            Problem::Cancelled => super::stopped(),
            Problem::Invalid { fault, hint } => Rejection::Table {
                file: file(),
                fault,
                hint,
            }
            .into(),
        })?;
        let says = meanings(&table, map)?;
        let has = |wanted: &[Says]| says.iter().flatten().any(|says| wanted.contains(says));
        if !has(&[Says::Name, Says::First, Says::Last, Says::Email, Says::Telephone]) {
            return Err(Rejection::NoClients { file: file() }.into());
        }
        let birthday = says.iter().position(|says| *says == Some(Says::Birthday));
        let days = table
            .rows
            .iter()
            .filter_map(|(_, cells)| Some(cells.get(birthday?)?.as_str()));
        let told = dates::order_of(days).map_err(|dates::Mixed| Rejection::MixedDates { file: file() })?;
        let (order, unclear_date) = match (told, said) {
            (dates::Told::Clear(order), _) => (order, None),
            (dates::Told::Either(_), Some(DateOrder::Day)) => (dates::Order::DayFirst, None),
            (dates::Told::Either(_), Some(DateOrder::Month)) => (dates::Order::MonthFirst, None),
            (dates::Told::Either(example), None) => (dates::Order::DayFirst, Some(example)),
        };
        let mut bad = table
            .bad
            .iter()
            .map(|(line, fault)| (*line, fault.clone().into()))
            .collect();
        let people = table
            .rows
            .iter()
            .filter_map(|(line, cells)| person(*line, cells, &says, order, now, &mut bad))
            .collect();
        Ok(Table {
            people,
            bad,
            columns: table
                .header
                .iter()
                .zip(&says)
                .map(|(column, says)| ClientsColumn {
                    column: column.clone(),
                    field: says.as_ref().map(|says| says.name().to_owned()),
                })
                .collect(),
            unclear_date,
        })
    }
}

/// What each column says, with what the user said of them.
fn meanings(table: &Rows, map: &[String]) -> Result<Vec<Option<Says>>, EngineError> {
    let mut says = columns::of(&table.header, |at| {
        table
            .rows
            .iter()
            .filter_map(move |(_, cells)| cells.get(at))
            .map(String::as_str)
    });
    // What was said of a column stays, where several can say the same.
    let mut said = vec![false; says.len()];
    for pair in map {
        let (field, column) = pair.split_once('=').unwrap_or((pair, ""));
        let name = field.trim().to_lowercase();
        let wanted = FIELDS.iter().find(|(own, _)| *own == name).map(|(_, says)| says);
        if wanted.is_none() && !name.is_empty() {
            return Err(EngineError::invalid(
                format!("clients have no field \"{field}\""),
                format!(
                    "The fields are {}.",
                    FIELDS
                        .iter()
                        .map(|(name, _)| *name)
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
            ));
        }
        let Some(at) = table.header.iter().position(|own| folded(own) == folded(column)) else {
            return Err(EngineError::invalid(
                format!("the table has no column \"{column}\""),
                format!("Its columns are {}.", table.header.join(", ")),
            ));
        };
        let many = wanted.is_some_and(Says::many);
        for (other, said) in says.iter_mut().zip(&said) {
            if other.as_ref() == wanted && !(many && *said) {
                *other = None;
            }
        }
        says[at] = wanted.cloned();
        said[at] = true;
    }
    Ok(says)
}

fn person(
    line: u64,
    cells: &[String],
    says: &[Option<Says>],
    order: dates::Order,
    now: i64,
    bad: &mut Vec<(u64, LineFault)>,
) -> Option<Person> {
    let (mut whole, mut first, mut last) = ("", "", "");
    let (mut email, mut phone) = ("", "");
    let mut entries = Vec::new();
    for (says, cell) in says.iter().zip(cells) {
        let (Some(says), cell) = (says, cell.trim()) else {
            continue;
        };
        if cell.is_empty() {
            continue;
        }
        let mut contact = |channel, value: &str| {
            entries.push(Entry::Contact {
                channel,
                value: value.to_owned(),
            });
        };
        match says {
            Says::Name => whole = cell,
            Says::First => first = cell,
            Says::Last => last = cell,
            Says::Email => {
                email = if email.is_empty() { cell } else { email };
                contact(Channel::Email, &cell.to_lowercase());
            }
            Says::Telephone => {
                // A spreadsheet keeps a plus or a zero by an apostrophe in front of it.
                let cell = cell.trim_start_matches('\'');
                phone = if phone.is_empty() { cell } else { phone };
                contact(Channel::Telephone, cell);
            }
            Says::Address => contact(Channel::Address, &cell.replace(['\n', '\r'], ", ")),
            Says::Birthday => match birthday(cell, order, now) {
                Some(day) => entries.push(Entry::Birthday { day }),
                None => {
                    let text = cell.to_owned();
                    bad.push((line, LineFault::NoBirthday { text }));
                }
            },
            Says::Size(of) => entries.extend(sizes(cell).map(|size| Entry::Size {
                size,
                of: of.clone(),
                brand: None,
            })),
            Says::Avoid => entries.extend(parts(cell).map(|what| Entry::Avoid { what })),
            Says::Note => entries.push(Entry::Note {
                text: cell.to_owned(),
            }),
        }
    }
    let name = called(whole, first, last);
    let number: String = phone.chars().filter(char::is_ascii_digit).collect();
    let known_by = [email.to_lowercase(), number, name.to_lowercase()]
        .into_iter()
        .find(|one| !one.is_empty());
    let Some(known_by) = known_by else {
        bad.push((line, LineFault::Nobody));
        return None;
    };
    let mut checked = Vec::with_capacity(entries.len());
    for entry in entries {
        match entry.checked() {
            Ok(entry) if checked.contains(&entry) => {}
            Ok(entry) => checked.push(entry),
            Err(error) => bad.push((line, error.into())),
        }
    }
    Some(Person {
        line,
        name: if name.is_empty() { known_by.clone() } else { name },
        known_by,
        entries: checked,
    })
}

/// The whole name; "Nom" beside "Prénom" is the family's.
fn called(whole: &str, first: &str, last: &str) -> String {
    let parts = match (whole, first, last) {
        (whole, "", "") => vec![whole],
        (whole, "", last) if whole.contains(last) => vec![whole],
        (whole, "", last) => vec![whole, last],
        (whole, first, "") if whole.contains(first) => vec![whole],
        (whole, first, "") => vec![first, whole],
        (_, first, last) => vec![first, last],
    };
    let words: Vec<&str> = parts.iter().flat_map(|part| part.split_whitespace()).collect();
    words.join(" ")
}

/// A birthday as an entry has it; of two figures of a year the one that is over.
fn birthday(cell: &str, order: dates::Order, now: i64) -> Option<String> {
    if cell.starts_with("--") {
        return Some(cell.to_owned());
    }
    let parts: Vec<&str> = cell
        .split(['.', '/', '-', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    if let [one, other] = parts.as_slice() {
        let (one, other): (u8, u8) = (one.parse().ok()?, other.parse().ok()?);
        let (day, month) = match order {
            dates::Order::DayFirst => (one, other),
            dates::Order::MonthFirst => (other, one),
        };
        return Some(format!("--{month:02}-{day:02}"));
    }
    let day = day_of(dates::read(cell, order)?);
    let today = day_of(now);
    let born = if day > today {
        day.checked_sub(jiff::Span::new().years(100)).ok()?
    } else {
        day
    };
    Some(born.to_string())
}

/// The sizes of a cell; a comma may be one in a number.
fn sizes(cell: &str) -> impl Iterator<Item = String> {
    let number = cell.replace(',', ".").parse::<f64>().is_ok();
    let all: Vec<String> = if number {
        vec![cell.to_owned()]
    } else {
        parts(cell).collect()
    };
    all.into_iter()
}

fn parts(cell: &str) -> impl Iterator<Item = String> {
    cell.split([',', ';', '|', '\n', '，', '、', '،'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
}
