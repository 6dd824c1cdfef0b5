//! What a shop writes down about a client, entry by entry, and what each may say. What follows from it for a visit is in
//! `visit.rs`, how it is kept in `nova-store`.

use crate::error::EngineError;
use crate::rejection::{Part, Rejection};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Longest text of an entry, in characters.
const MAX_TEXT: usize = 4_000;
/// Longest name, address or size, in characters.
const MAX_LINE: usize = 200;
/// Most pieces that are laid out for an appointment.
const MAX_PIECES: usize = 100;

/// A way to reach a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ContactChannel")]
pub enum Channel {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Telephone,
    /// A postal address.
    Address,
    /// Any other, for instance a name in a messenger.
    Other,
}

/// Something that is written down about a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[ts(rename = "Entry", optional_fields)]
pub enum Entry {
    /// How to reach the client.
    Contact {
        /// The way.
        channel: Channel,
        /// The address or number.
        value: String,
    },
    /// The client's birthday.
    Birthday {
        /// `YYYY-MM-DD`, or `--MM-DD` where the year is not known (RFC 6350).
        day: String,
    },
    /// Another day that matters: an anniversary every year (`--MM-DD`), a wedding once (`YYYY-MM-DD`).
    Occasion {
        /// What it is.
        name: String,
        /// The day.
        day: String,
    },
    /// A size that fits.
    Size {
        /// The size as shops write it.
        size: String,
        /// Of what: a kind of garment; of all where left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<String>,
        /// By which label; by all where left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        brand: Option<String>,
    },
    /// What the client does not wear: a value of any field, as a colour, a material or a kind.
    Avoid {
        /// The value.
        what: String,
    },
    /// A note.
    Note {
        /// What it says.
        text: String,
    },
    /// A piece that the client owns.
    Wardrobe {
        /// What it is.
        name: String,
        /// The path of a photo of it that the library keeps.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        photo: Option<String>,
    },
    /// A visit that was arranged.
    Appointment {
        /// The day, `YYYY-MM-DD`.
        day: String,
        /// The time, `HH:MM`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        time: Option<String>,
        /// What it is for.
        #[serde(default)]
        text: String,
        /// Products that are laid out for it.
        #[serde(default)]
        pieces: Vec<String>,
        /// Whether it took place.
        #[serde(default)]
        done: bool,
    },
    /// Something to do for the client, for instance to tell that a piece is back in the client's size.
    FollowUp {
        /// What is to be done.
        text: String,
        /// By when, `YYYY-MM-DD`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        day: Option<String>,
        /// The product that it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        product: Option<String>,
        /// The size that is waited for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        size: Option<String>,
        /// Whether it was done.
        #[serde(default)]
        done: bool,
    },
    /// What the client allowed or forbade, for instance to be written to.
    Consent {
        /// To what.
        to: String,
        /// Whether it was given.
        given: bool,
    },
}

impl Entry {
    /// The name of its kind, as in JSON.
    pub fn kind(&self) -> &'static str {
        match self {
            Entry::Contact { .. } => "contact",
            Entry::Birthday { .. } => "birthday",
            Entry::Occasion { .. } => "occasion",
            Entry::Size { .. } => "size",
            Entry::Avoid { .. } => "avoid",
            Entry::Note { .. } => "note",
            Entry::Wardrobe { .. } => "wardrobe",
            Entry::Appointment { .. } => "appointment",
            Entry::FollowUp { .. } => "follow_up",
            Entry::Consent { .. } => "consent",
        }
    }

    /// What an entry of the database says; `None` where a newer version wrote it.
    pub fn of(written: &nova_store::Entry) -> Option<Entry> {
        serde_json::from_str(&written.value).ok()
    }

    /// The products that it names.
    pub fn products(&self) -> impl Iterator<Item = &str> {
        let (many, one) = match self {
            Entry::Appointment { pieces, .. } => (pieces.as_slice(), None),
            Entry::FollowUp { product, .. } => (&[][..], product.as_deref()),
            _ => (&[][..], None),
        };
        many.iter().map(String::as_str).chain(one)
    }

    /// What it says in words, numbers and days.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let mut said: Vec<&str> = Vec::new();
        match self {
            Entry::Contact { value, .. } => said.push(value),
            Entry::Birthday { day } => said.push(day),
            Entry::Occasion { name, day } => said.extend([name.as_str(), day]),
            Entry::Size { size, of, brand } => {
                said.push(size);
                said.extend([of, brand].into_iter().flatten().map(String::as_str));
            }
            Entry::Avoid { what } => said.push(what),
            Entry::Note { text } => said.push(text),
            Entry::Wardrobe { name, .. } => said.push(name),
            Entry::Appointment { day, text, .. } => said.extend([day.as_str(), text]),
            Entry::FollowUp { text, day, size, .. } => {
                said.push(text);
                said.extend([day, size].into_iter().flatten().map(String::as_str));
            }
            Entry::Consent { to, .. } => said.push(to),
        }
        said.into_iter()
    }

    /// When the client was met by it, in milliseconds since 1970: an appointment that took place.
    pub fn met(&self) -> Option<i64> {
        let Entry::Appointment { day, done: true, .. } = self else {
            return None;
        };
        Some(milliseconds(day.parse().ok()?))
    }

    /// The entry with blanks around its texts taken off, if all that it says can be.
    ///
    /// # Errors
    /// When a text is missing or too long, or a day or time is none.
    pub fn checked(self) -> Result<Entry, EngineError> {
        Ok(match self {
            Entry::Contact { channel, value } => Entry::Contact {
                channel,
                value: line(Part::Contact, &value)?,
            },
            Entry::Birthday { day } => Entry::Birthday { day: told_day(&day)? },
            Entry::Occasion { name, day } => Entry::Occasion {
                name: line(Part::Occasion, &name)?,
                day: told_day(&day)?,
            },
            Entry::Size { size, of, brand } => Entry::Size {
                size: line(Part::Size, &size)?,
                of: maybe(of)?,
                brand: maybe(brand)?,
            },
            Entry::Avoid { what } => Entry::Avoid {
                what: line(Part::Avoid, &what)?,
            },
            Entry::Note { text: own } => Entry::Note {
                text: text(Part::Note, &own)?,
            },
            Entry::Wardrobe { name, photo } => Entry::Wardrobe {
                name: line(Part::Piece, &name)?,
                photo,
            },
            Entry::Appointment {
                day,
                time,
                text: own,
                pieces,
                done,
            } => {
                if pieces.len() > MAX_PIECES {
                    return Err(Rejection::ManyPieces { most: MAX_PIECES }.into());
                }
                Entry::Appointment {
                    day: one_day(&day)?,
                    time: said(time).map(|time| told_time(&time)).transpose()?,
                    text: short(&own)?,
                    pieces,
                    done,
                }
            }
            Entry::FollowUp {
                text: own,
                day,
                product,
                size,
                done,
            } => Entry::FollowUp {
                text: text(Part::FollowUp, &own)?,
                day: said(day).map(|day| one_day(&day)).transpose()?,
                product,
                size: maybe(size)?,
                done,
            },
            Entry::Consent { to, given } => Entry::Consent {
                to: line(Part::Consent, &to)?,
                given,
            },
        })
    }
}

/// The first day from `today` on that a day of an entry stands for; `None` where it lies in the past for good. The 29th of
/// February is kept on the 28th in other years.
pub(crate) fn next_of(day: &str, today: Date) -> Option<Date> {
    let Some(of_year) = day.strip_prefix("--") else {
        return day.parse::<Date>().ok().filter(|day| *day >= today);
    };
    let (month, day) = of_year.split_once('-')?;
    yearly(month.parse().ok()?, day.parse().ok()?, today)
}

/// The next time that a birthday comes round, from `today` on.
pub(crate) fn next_birthday(day: &str, today: Date) -> Option<Date> {
    match day.parse::<Date>() {
        Ok(born) => yearly(born.month(), born.day(), today),
        Err(_) => next_of(day, today),
    }
}

fn yearly(month: i8, day: i8, today: Date) -> Option<Date> {
    let of = |year: i16| {
        let first = Date::new(year, month, 1).ok()?;
        Date::new(year, month, day.min(first.days_in_month())).ok()
    };
    of(today.year())
        .filter(|day| *day >= today)
        .or_else(|| of(today.year().checked_add(1)?))
}

/// The beginning of a day in universal time, in milliseconds since 1970.
fn milliseconds(day: Date) -> i64 {
    // Days since 1970 of any year that a date can have fit many times over.
    day.to_zoned(jiff::tz::TimeZone::UTC)
        .map_or(0, |start| start.timestamp().as_millisecond())
}

/// The day in universal time at milliseconds since 1970.
pub(crate) fn day_of(at: i64) -> Date {
    jiff::Timestamp::from_millisecond(at)
        .unwrap_or(jiff::Timestamp::MAX)
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date()
}

fn short(text: &str) -> Result<String, EngineError> {
    let text = text.trim();
    if text.chars().count() > MAX_TEXT {
        return Err(Rejection::LongText { most: MAX_TEXT }.into());
    }
    Ok(text.to_owned())
}

fn text(of: Part, text: &str) -> Result<String, EngineError> {
    let text = short(text)?;
    if text.is_empty() {
        return Err(Rejection::SaysNothing { of }.into());
    }
    Ok(text)
}

fn line(of: Part, said: &str) -> Result<String, EngineError> {
    let said = text(of, said)?;
    if said.chars().count() > MAX_LINE || said.chars().any(char::is_control) {
        return Err(Rejection::LongLine { of, most: MAX_LINE }.into());
    }
    Ok(said)
}

/// What a field says, where it says anything: a form sends empty ones.
fn said(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

fn maybe(text: Option<String>) -> Result<Option<String>, EngineError> {
    said(text).map(|text| line(Part::Size, &text)).transpose()
}

fn no_day(said: &str) -> EngineError {
    let said = said.to_owned();
    Rejection::NoDay { said }.into()
}

fn one_day(said: &str) -> Result<String, EngineError> {
    let day: Date = said.trim().parse().map_err(|_| no_day(said))?;
    Ok(day.to_string())
}

fn told_day(said: &str) -> Result<String, EngineError> {
    let Some(of_year) = said.trim().strip_prefix("--") else {
        return one_day(said);
    };
    // Any day that some year has: 2000 is a leap year.
    let day: Date = format!("2000-{of_year}").parse().map_err(|_| no_day(said))?;
    Ok(format!("--{:02}-{:02}", day.month(), day.day()))
}

fn told_time(said: &str) -> Result<String, EngineError> {
    let time: jiff::civil::Time = said.trim().parse().map_err(|_| Rejection::NoTime {
        said: said.to_owned(),
    })?;
    Ok(format!("{:02}:{:02}", time.hour(), time.minute()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn what_recurs_comes_round_and_what_is_over_does_not() {
        let today = day("2026-11-26");
        assert_eq!(next_of("--12-24", today), Some(day("2026-12-24")));
        assert_eq!(next_of("--11-26", today), Some(today), "today is not over");
        assert_eq!(next_of("--01-06", today), Some(day("2027-01-06")));
        assert_eq!(next_of("2026-12-01", today), Some(day("2026-12-01")));
        assert_eq!(next_of("2026-11-25", today), None);
        assert_eq!(next_birthday("1988-12-03", today), Some(day("2026-12-03")));
        assert_eq!(
            next_birthday("--02-29", today),
            Some(day("2027-02-28")),
            "there is no 29th in 2027"
        );
        assert_eq!(
            next_birthday("--02-29", day("2027-12-01")),
            Some(day("2028-02-29"))
        );
    }

    #[test]
    fn entries_are_trimmed_and_what_cannot_be_is_refused() {
        let birthday = |day: &str| Entry::Birthday { day: day.to_owned() }.checked();
        assert_eq!(
            birthday(" 1988-02-29 ").unwrap(),
            Entry::Birthday {
                day: "1988-02-29".to_owned()
            }
        );
        assert!(birthday("--02-29").is_ok());
        for wrong in ["1989-02-29", "--13-01", "soon", "", "29.02.1988"] {
            assert!(birthday(wrong).is_err(), "{wrong}");
        }
        let note = |text: &str| {
            Entry::Note {
                text: text.to_owned(),
            }
            .checked()
        };
        assert_eq!(
            note(" warm\ncolours ").unwrap(),
            Entry::Note {
                text: "warm\ncolours".to_owned()
            }
        );
        assert!(note("  ").is_err());
        assert!(note(&"a".repeat(MAX_TEXT + 1)).is_err());
        let size = Entry::Size {
            size: "38".to_owned(),
            of: Some(" ".to_owned()),
            brand: None,
        };
        assert_eq!(
            size.checked().unwrap(),
            Entry::Size {
                size: "38".to_owned(),
                of: None,
                brand: None
            }
        );
        let at = |time: &str| {
            let (day, time) = ("2026-12-01".to_owned(), Some(time.to_owned()));
            Entry::Appointment {
                day,
                time,
                text: String::new(),
                pieces: Vec::new(),
                done: false,
            }
            .checked()
        };
        assert!(at("14:30").is_ok());
        assert!(at("25:00").is_err());
    }

    #[test]
    fn kinds_are_named_as_in_json() {
        let entry = Entry::FollowUp {
            text: "call".to_owned(),
            day: None,
            product: None,
            size: None,
            done: false,
        };
        let json = serde_json::to_value(&entry).unwrap();
        assert_eq!(json["kind"], entry.kind());
        let unknown: Result<Entry, _> = serde_json::from_str(r#"{"kind":"note","text":"a","loud":true}"#);
        assert!(unknown.is_err(), "a misspelt field is no entry");
    }
}
