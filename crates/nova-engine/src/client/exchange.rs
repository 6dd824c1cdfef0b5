//! A client as a file: written whole, and read back into another library.

use super::boards::known;
use super::profiles::{ProfileCard, card, checked_name};
use crate::clientele::Entry;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::library::write_atomically;
use crate::rejection::Rejection;
use nova_store::{Board, BoardItem, Entry as WrittenDown, NewSwipe, Purchase, Sales, Weight};
use nova_taste::attribute::Field;
use nova_taste::prior::Quiz;
use nova_taste::signal::Verdict;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::path::Path;
use ts_rs::TS;

/// Version of the file's form.
const VERSION: u32 = 1;

/// A client to be written.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ExportProfileRequest {
    /// The client's name; the guest when left out.
    #[serde(default)]
    pub profile: Option<String>,
    /// The file.
    pub file: String,
}

/// A client to be read.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ImportProfileRequest {
    /// The file.
    pub file: String,
    /// Another name for the client than the file says.
    #[serde(default)]
    pub name: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Written {
    stylenova_profile: u32,
    name: String,
    created: i64,
    #[serde(default)]
    quiz: Quiz,
    #[serde(default)]
    settings: crate::clientele::Settings,
    #[serde(default)]
    swipes: Vec<WrittenSwipe>,
    #[serde(default)]
    weights: Vec<WrittenWeight>,
    #[serde(default)]
    boards: Vec<WrittenBoard>,
    #[serde(default)]
    saved_searches: Vec<WrittenSearch>,
    #[serde(default)]
    entries: Vec<WrittenEntry>,
    #[serde(default)]
    purchases: Vec<WrittenPurchase>,
}

#[derive(Serialize, Deserialize)]
struct WrittenEntry {
    entry: Value,
    at: i64,
}

#[derive(Serialize, Deserialize)]
struct WrittenPurchase {
    line: String,
    product: String,
    at: i64,
    quantity: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    price: Option<f64>,
    #[serde(default)]
    size: String,
}

#[derive(Serialize, Deserialize)]
struct WrittenSwipe {
    id: String,
    product: String,
    verdict: Verdict,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    attribute: Option<(Field, String)>,
    at: i64,
}

#[derive(Serialize, Deserialize)]
struct WrittenWeight {
    field: Field,
    value: String,
    weight: f64,
    pinned: bool,
}

#[derive(Serialize, Deserialize)]
struct WrittenBoard {
    name: String,
    #[serde(default)]
    look: bool,
    items: Vec<WrittenItem>,
}

#[derive(Serialize, Deserialize)]
struct WrittenItem {
    product: String,
    #[serde(default)]
    note: String,
    at: i64,
}

#[derive(Serialize, Deserialize)]
struct WrittenSearch {
    name: String,
    request: Value,
    at: i64,
}

impl Engine {
    /// Writes a client with its quiz, swipes, weights, favourites, boards, saved searches, file and purchases as JSON.
    ///
    /// # Errors
    /// When there is no such client or the file cannot be written.
    pub fn export_profile(&self, request: &ExportProfileRequest) -> Result<ProfileCard, EngineError> {
        let mut state = self.clients();
        let may_write = self.lock.is_some();
        let db = self.user_db(&mut state)?;
        let profile = self.find(db, request.profile.as_deref(), may_write)?;
        let swipes = db.swipes(profile.key)?.into_iter().map(|swipe| WrittenSwipe {
            id: swipe.id,
            product: swipe.product,
            verdict: Verdict::from_name(&swipe.verdict).unwrap_or(Verdict::Pass),
            attribute: swipe
                .attribute
                .and_then(|(field, value)| Some((Field::from_name(&field)?, value))),
            at: swipe.at,
        });
        let weights = db.weights(profile.key)?.into_iter().filter_map(|weight| {
            Some(WrittenWeight {
                field: Field::from_name(&weight.field)?,
                value: weight.value,
                weight: weight.weight,
                pinned: weight.pinned,
            })
        });
        let boards = db.boards(profile.key)?.into_iter().map(|board| WrittenBoard {
            name: board.name,
            look: board.look,
            items: board
                .items
                .into_iter()
                .map(|item| WrittenItem {
                    product: item.product,
                    note: item.note,
                    at: item.at,
                })
                .collect(),
        });
        let searches = db.searches(Some(profile.key))?.into_iter().filter_map(|search| {
            Some(WrittenSearch {
                name: search.name?,
                request: serde_json::from_str(&search.request).ok()?,
                at: search.at,
            })
        });
        let entries = db.entries(Some(profile.key))?.into_iter().filter_map(|entry| {
            Some(WrittenEntry {
                entry: serde_json::from_str(&entry.value).ok()?,
                at: entry.at,
            })
        });
        let purchases = db.purchases(Some(profile.key))?.into_iter();
        let purchases = purchases.map(|purchase| WrittenPurchase {
            line: purchase.line,
            product: purchase.product,
            at: purchase.at,
            quantity: purchase.quantity,
            price: purchase.price,
            size: purchase.size,
        });
        let written = Written {
            stylenova_profile: VERSION,
            name: profile.name.clone(),
            created: profile.created,
            quiz: serde_json::from_str(&profile.quiz).unwrap_or_default(),
            settings: crate::clientele::Settings::read(&profile.settings),
            swipes: swipes.collect(),
            weights: weights.collect(),
            boards: boards.collect(),
            saved_searches: searches.collect(),
            entries: entries.collect(),
            purchases: purchases.collect(),
        };
        let json =
            serde_json::to_vec_pretty(&written).map_err(|error| EngineError::Internal(error.to_string()))?;
        write_atomically(Path::new(&request.file), &json)?;
        Ok(card(&profile))
    }

    /// Reads a client that was written by [`Engine::export_profile`], as a new one.
    ///
    /// # Errors
    /// When the file cannot be read, or there is a client of that name.
    pub fn import_profile(&self, request: &ImportProfileRequest) -> Result<ProfileCard, EngineError> {
        self.must_write()?;
        let path = Path::new(&request.file);
        let bytes = std::fs::read(path).map_err(|error| EngineError::io(path, error))?;
        let written: Written = serde_json::from_slice(&bytes).map_err(|error| Rejection::NoClientFile {
            file: request.file.clone(),
            detail: error.to_string(),
        })?;
        if written.stylenova_profile > VERSION {
            return Err(Rejection::NewerClientFile {
                file: request.file.clone(),
            }
            .into());
        }
        let name = checked_name(request.name.as_deref().unwrap_or(&written.name))?;
        let mut state = self.clients();
        let db = self.user_db(&mut state)?;
        let made = db
            .create_profile(name, written.created.min(self.now()))?
            .ok_or_else(|| Rejection::ImportedClientExists {
                name: name.to_owned(),
            })?;
        let text = |value: serde_json::Result<String>| {
            value.map_err(|error| EngineError::Internal(error.to_string()))
        };
        db.set_quiz(made.key, &text(serde_json::to_string(&written.quiz))?)?;
        db.set_settings(made.key, &text(serde_json::to_string(&written.settings))?)?;
        for swipe in written.swipes {
            db.add_swipe(
                made.key,
                &NewSwipe {
                    id: swipe.id,
                    product: swipe.product,
                    verdict: swipe.verdict.name().to_owned(),
                    attribute: swipe
                        .attribute
                        .map(|(field, value)| (field.name().to_owned(), value)),
                    at: swipe.at,
                },
            )?;
        }
        for weight in written.weights {
            db.set_weight(
                made.key,
                &Weight {
                    field: weight.field.name().to_owned(),
                    value: weight.value,
                    weight: weight.weight,
                    pinned: weight.pinned,
                },
            )?;
        }
        let gallery = self.gallery();
        for board in written.boards {
            let items = board.items.into_iter().map(|item| BoardItem {
                note: item.note,
                at: item.at,
                known: gallery.find(&item.product).map(known).unwrap_or_default(),
                product: item.product,
            });
            let board = Board {
                name: board.name,
                look: board.look,
                items: items.collect(),
            };
            db.set_board(made.key, &board)?;
        }
        for search in written.saved_searches {
            db.add_saved_search(made.key, &search.name, &search.request.to_string(), search.at)?;
        }
        // What a newer version wrote and this one cannot read is left out.
        let entries = written.entries.into_iter().filter_map(|own| {
            let entry: Entry = serde_json::from_value(own.entry).ok()?;
            let entry = entry.checked().ok()?;
            Some(WrittenDown {
                key: 0,
                profile: made.key,
                kind: entry.kind().to_owned(),
                value: serde_json::to_string(&entry).ok()?,
                at: own.at,
            })
        });
        db.add_entries(&entries.collect::<Vec<_>>())?;
        let purchases = written.purchases.into_iter().map(|own| Purchase {
            profile: made.key,
            line: own.line,
            product: own.product,
            at: own.at,
            quantity: own.quantity,
            price: own.price,
            size: own.size,
        });
        db.add_orders(&purchases.collect::<Vec<_>>(), &Sales::default())?;
        self.forget_looks();
        let answer = card(&self.find(db, Some(name), true)?);
        self.forget_orders(&mut state);
        Ok(answer)
    }
}
