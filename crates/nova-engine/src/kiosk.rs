//! The kiosk: the window in a client's own hands. Who hands it over sets a PIN; until it is typed, only that client is
//! served. The state is a file of the library, so that it outlasts the program: whoever closes the window finds it handed
//! over still. Taking that file away forgets the PIN, which is the way back for a shop that forgot its own.
//!
//! What a client may ask for meanwhile is a matter of whoever carries the commands (`nova-api`'s `kiosk`). What a PIN is,
//! is in `pin`.

mod pin;

use crate::client::profiles::{ProfileCard, card};
use crate::documents::Changing;
use crate::engine::Engine;
use crate::error::EngineError;
use nova_taste::signal::Verdict;
use pin::{Pin, wait_after};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// The file of a library that holds the PIN and who has the window.
pub(crate) const FILE: &str = "kiosk.json";

/// The place of the program's own window; others are devices of a server, by the names it gives them.
const WINDOW: &str = "";

/// What the file holds.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Record {
    /// The PIN as argon2id made it, in the PHC string format.
    pin: String,
    /// The window.
    #[serde(flatten)]
    window: Place,
    /// Other places by their names.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    places: BTreeMap<String, Place>,
}

/// A window or a device that can be handed over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Place {
    /// Who has it; `None` while the stylist has it.
    client: Option<Handed>,
    /// Wrong PINs since the last right one, and when the last was typed, in milliseconds since 1970.
    wrong: u32,
    wrong_at: i64,
}

/// A client who has the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Handed {
    name: String,
    /// Milliseconds since 1970.
    since: i64,
    /// Favourites, and whether the quiz was answered, when it was handed over.
    favourites: usize,
    quiz_done: bool,
}

/// Hands the window to a client.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct StartKioskRequest {
    /// The client's name; the guest when left out.
    pub profile: Option<String>,
    /// The PIN that gives it back, 4 to 64 digits; wanted where none is set, and refused where one is.
    pub pin: Option<String>,
}

/// Takes the window back.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndKioskRequest {
    /// The PIN.
    pub pin: String,
}

/// Sets another PIN.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetPinRequest {
    /// The PIN that is set now.
    pub current: String,
    /// The one to set.
    pub pin: String,
}

/// Who has the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct KioskResponse {
    /// Whether a PIN is set.
    pub pin_set: bool,
    /// The client who has the window; `None` while the stylist has it.
    pub client: Option<String>,
    /// Milliseconds until another PIN is listened to, after wrong ones.
    #[ts(type = "number")]
    pub wait_ms: i64,
}

/// What became of a PIN that was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum PinAnswer {
    /// It is the right one.
    Right {
        /// What the client did; `None` where nobody had the window.
        visit: Option<KioskVisit>,
    },
    /// It is a wrong one.
    Wrong {
        /// Milliseconds until another is listened to.
        #[ts(type = "number")]
        wait_ms: i64,
    },
    /// It was not listened to, after too many wrong ones.
    Wait {
        /// Milliseconds until one is listened to.
        #[ts(type = "number")]
        wait_ms: i64,
    },
}

/// What a client did while the window was theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct KioskVisit {
    /// The client's name.
    pub client: String,
    /// For how many milliseconds it was theirs.
    #[ts(type = "number")]
    pub took_ms: i64,
    /// Swipes that count, and likes among them.
    pub swipes: usize,
    /// Likes among the swipes.
    pub likes: usize,
    /// Favourites that were added.
    pub favourites: usize,
    /// Whether the quiz was answered for the first time.
    pub quiz: bool,
}

impl Engine {
    /// Who has the window. A file that cannot be read counts as none, as it holds nothing but the PIN.
    pub fn kiosk(&self) -> KioskResponse {
        self.kiosk_at(WINDOW)
    }

    /// Who has a place: the window, or a device of a server.
    pub fn kiosk_at(&self, place: &str) -> KioskResponse {
        let record = self.kiosk_record();
        let here = record.as_ref().map(|record| record.at(place));
        KioskResponse {
            pin_set: record.is_some(),
            wait_ms: here.as_ref().map_or(0, |here| here.wait(self.now())),
            client: here.and_then(|here| Some(here.client?.name)),
        }
    }

    /// Hands the window to a client, with a PIN to take it back by where none is set yet.
    ///
    /// # Errors
    /// When there is no such client, the PIN is none, a PIN is wanted or set already, the window is handed over already,
    /// or the library is only read.
    pub fn start_kiosk(&self, request: &StartKioskRequest) -> Result<KioskResponse, EngineError> {
        self.start_kiosk_at(WINDOW, request)
    }

    /// As [`Engine::start_kiosk`], for another place than the window.
    ///
    /// # Errors
    /// As there.
    pub fn start_kiosk_at(
        &self,
        place: &str,
        request: &StartKioskRequest,
    ) -> Result<KioskResponse, EngineError> {
        self.must_write()?;
        let card = self.kiosk_card(request.profile.as_deref())?;
        self.documents.change(|changing| {
            let mut record = match (record_in(changing), &request.pin) {
                (Some(record), None) => record,
                (None, Some(pin)) => Record {
                    pin: Pin::parse(pin)?.hashed()?,
                    ..Record::default()
                },
                (None, None) => {
                    return Err(EngineError::invalid(
                        "there is no PIN yet to take the window back by",
                        "Choose one of 4 to 64 digits.",
                    ));
                }
                (Some(_), Some(_)) => {
                    return Err(EngineError::invalid(
                        "there is a PIN already",
                        format!(
                            "Hand over without one. Taking {FILE} out of the library's folder forgets it."
                        ),
                    ));
                }
            };
            let mut here = record.at(place);
            if here.client.is_some() {
                return Err(EngineError::invalid(
                    "the window is handed over already",
                    "Take it back first, with the PIN.",
                ));
            }
            here.client = Some(Handed {
                name: card.name,
                since: self.now(),
                favourites: card.favourites,
                quiz_done: card.quiz_done,
            });
            record.set(place, here);
            keep(changing, &record)
        })?;
        Ok(self.kiosk_at(place))
    }

    /// Takes the window back. Wrong PINs are told as such, and from the third on each makes the next one wait longer.
    ///
    /// # Errors
    /// When what was typed is no PIN, or the library is only read.
    pub fn end_kiosk(&self, request: &EndKioskRequest) -> Result<PinAnswer, EngineError> {
        self.end_kiosk_at(WINDOW, request)
    }

    /// As [`Engine::end_kiosk`], for another place than the window.
    ///
    /// # Errors
    /// As there.
    pub fn end_kiosk_at(&self, place: &str, request: &EndKioskRequest) -> Result<PinAnswer, EngineError> {
        self.must_write()?;
        let ended = self.documents.change(|changing| {
            let Some(mut record) = record_in(changing) else {
                return Ok::<_, EngineError>(Ok(None));
            };
            if let Some(refused) = self.refuse_pin(changing, &mut record, place, &request.pin)? {
                return Ok(Err(refused));
            }
            let mut here = record.at(place);
            let ended = here.client.take();
            record.set(place, here);
            keep(changing, &record)?;
            Ok(Ok(ended))
        })?;
        let ended = match ended {
            Ok(ended) => ended,
            Err(refused) => return Ok(refused),
        };
        let visit = ended.map(|handed| self.kiosk_visit(handed)).transpose()?;
        Ok(PinAnswer::Right { visit })
    }

    /// Sets another PIN in place of the one that is set.
    ///
    /// # Errors
    /// When either is no PIN, none is set, or the library is only read.
    pub fn set_pin(&self, request: &SetPinRequest) -> Result<PinAnswer, EngineError> {
        self.must_write()?;
        let new = Pin::parse(&request.pin)?;
        self.documents.change(|changing| {
            let Some(mut record) = record_in(changing) else {
                return Err(EngineError::invalid(
                    "there is no PIN yet to change",
                    "Choose one when the window is handed over for the first time.",
                ));
            };
            if let Some(refused) = self.refuse_pin(changing, &mut record, WINDOW, &request.current)? {
                return Ok(refused);
            }
            record.pin = new.hashed()?;
            keep(changing, &record)?;
            Ok(PinAnswer::Right { visit: None })
        })
    }

    /// Counts a wrong PIN and says so; `None` where it is the right one, and nothing is held against who typed it.
    fn refuse_pin(
        &self,
        changing: &Changing<'_>,
        record: &mut Record,
        place: &str,
        typed: &str,
    ) -> Result<Option<PinAnswer>, EngineError> {
        let mut here = record.at(place);
        let wait_ms = here.wait(self.now());
        if wait_ms > 0 {
            return Ok(Some(PinAnswer::Wait { wait_ms }));
        }
        if Pin::parse(typed)?.is(&record.pin) {
            (here.wrong, here.wrong_at) = (0, 0);
            record.set(place, here);
            return Ok(None);
        }
        here.wrong = here.wrong.saturating_add(1);
        here.wrong_at = self.now();
        let wait_ms = here.wait(self.now());
        record.set(place, here);
        keep(changing, record)?;
        Ok(Some(PinAnswer::Wrong { wait_ms }))
    }

    fn kiosk_card(&self, name: Option<&str>) -> Result<ProfileCard, EngineError> {
        let mut state = self.clients();
        let db = self.user_db(&mut state)?;
        Ok(card(&self.find(db, name, true)?))
    }

    /// What a client did while the window was theirs. One who was erased meanwhile did nothing that is left.
    fn kiosk_visit(&self, handed: Handed) -> Result<KioskVisit, EngineError> {
        let mut visit = KioskVisit {
            took_ms: (self.now() - handed.since).max(0),
            swipes: 0,
            likes: 0,
            favourites: 0,
            quiz: false,
            client: handed.name,
        };
        let mut state = self.clients();
        let db = self.user_db(&mut state)?;
        let Some(profile) = db.profile(&visit.client)? else {
            return Ok(visit);
        };
        for swipe in db
            .swipes(profile.key)?
            .iter()
            .filter(|swipe| swipe.at >= handed.since)
        {
            visit.swipes += 1;
            let verdict = Verdict::from_name(&swipe.verdict);
            visit.likes += usize::from(matches!(verdict, Some(Verdict::Like | Verdict::Super)));
        }
        let card = card(&profile);
        visit.favourites = card.favourites.saturating_sub(handed.favourites);
        visit.quiz = card.quiz_done && !handed.quiz_done;
        Ok(visit)
    }

    fn kiosk_record(&self) -> Option<Record> {
        let text = self.documents.read(FILE).ok()??;
        serde_json::from_str(&text).ok()
    }

    /// Forgets who has a device, as when it is taken off a server.
    ///
    /// # Errors
    /// When the file cannot be written, or the library is only read.
    pub fn forget_kiosk_at(&self, place: &str) -> Result<(), EngineError> {
        self.must_write()?;
        self.documents.change(|changing| {
            let Some(mut record) = record_in(changing) else {
                return Ok(());
            };
            match record.places.remove(place) {
                Some(_) => keep(changing, &record),
                None => Ok(()),
            }
        })
    }

    /// Forgets the PIN, and who has the window.
    ///
    /// # Errors
    /// When the file cannot be removed, or the library is only read.
    pub fn forget_pin(&self) -> Result<(), EngineError> {
        self.must_write()?;
        self.documents.change(|changing| changing.remove(FILE))
    }
}

/// The record `there` with the PIN of the record `own`, as both are kept; `None` where the first has one already or the second has none.
pub(crate) fn with_pin(there: Option<&str>, own: &str) -> Option<String> {
    let own: Record = serde_json::from_str(own).ok()?;
    let mut record: Record = there
        .and_then(|there| serde_json::from_str(there).ok())
        .unwrap_or_default();
    if own.pin.is_empty() || !record.pin.is_empty() {
        return None;
    }
    record.pin = own.pin;
    serde_json::to_string_pretty(&record).ok()
}

fn record_in(changing: &Changing<'_>) -> Option<Record> {
    let text = changing.read(FILE).ok()??;
    serde_json::from_str(&text).ok()
}

fn keep(changing: &Changing<'_>, record: &Record) -> Result<(), EngineError> {
    let text =
        serde_json::to_string_pretty(record).map_err(|error| EngineError::Internal(error.to_string()))?;
    changing.write(FILE, &text)
}

impl Record {
    /// What is known of a place.
    fn at(&self, place: &str) -> Place {
        match place {
            WINDOW => self.window.clone(),
            other => self.places.get(other).cloned().unwrap_or_default(),
        }
    }

    /// Writes down what is known of a place; one of which nothing is known leaves no trace.
    fn set(&mut self, place: &str, known: Place) {
        match place {
            WINDOW => self.window = known,
            other if known == Place::default() => drop(self.places.remove(other)),
            other => drop(self.places.insert(other.to_owned(), known)),
        }
    }
}

impl Place {
    /// Milliseconds from `now` until another PIN is listened to. A clock that was put back does not make it longer.
    fn wait(&self, now: i64) -> i64 {
        let whole = wait_after(self.wrong);
        (self.wrong_at + whole - now).clamp(0, whole)
    }
}
