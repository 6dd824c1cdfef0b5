//! The client's file: what the shop wrote down, what was bought and kept, and when the client was seen last.

use super::boards::{Pinned, pinned};
use super::erasure::photos_of;
use super::profiles::{ProfileCard, ProfileRequest, card};
use crate::brought::read_photo;
use crate::clientele::Entry;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::problem::Thing;
use crate::rejection::Rejection;
use nova_store::{Entry as Written, Profile, Purchase, UserDb};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use ts_rs::TS;

/// Most entries of a client's file.
pub(crate) const MAX_ENTRIES: usize = 10_000;

/// An entry to be written into a client's file, or one that is there to be changed.
#[derive(Debug, Clone, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SetEntryRequest {
    /// The client's name; the guest when left out.
    #[serde(default)]
    pub profile: Option<String>,
    /// The number of the entry that this takes the place of; a new one when left out.
    #[serde(default)]
    #[ts(as = "Option<f64>")]
    pub id: Option<i64>,
    /// What it says.
    pub entry: Entry,
}

/// An entry to be taken out of a client's file.
#[derive(Debug, Clone, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct RemoveEntryRequest {
    /// The client's name; the guest when left out.
    #[serde(default)]
    pub profile: Option<String>,
    /// The entry's number.
    #[ts(type = "number")]
    pub id: i64,
}

/// An entry of a client's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct FileEntry {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// When it was written, in milliseconds since 1970.
    #[ts(type = "number")]
    pub at: i64,
    /// What it says.
    pub entry: Entry,
}

/// Something that a client bought and kept.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
pub struct Kept {
    /// The product; its note is empty, and `at` is when it was bought.
    pub piece: Pinned,
    /// How many.
    #[ts(type = "number")]
    pub quantity: i64,
    /// The price that was paid for one.
    pub paid: Option<f64>,
    /// The size; empty where none is told.
    pub size: String,
}

/// A size in which a client kept what was bought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct KeptSize {
    /// The kind of garment.
    pub of: String,
    /// The size.
    pub size: String,
    /// How many were kept in it.
    #[ts(type = "number")]
    pub count: i64,
}

/// A client's file.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
#[ts(rename = "ClientFile")]
pub struct ClientFileResponse {
    /// The client.
    pub profile: ProfileCard,
    /// What is written down, in the order in which it was written.
    pub entries: Vec<FileEntry>,
    /// What was bought and kept, the newest first.
    pub purchases: Vec<Kept>,
    /// The sizes of that by kind of garment, the commonest first.
    pub sizes: Vec<KeptSize>,
    /// When the client swiped, searched or bought last, or an appointment took place, in milliseconds since 1970; `None`
    /// before that.
    #[ts(type = "number | null")]
    pub last_seen: Option<i64>,
}

impl Engine {
    /// A client's file.
    ///
    /// # Errors
    /// When there is no such client.
    pub fn client_file(&self, request: &ProfileRequest) -> Result<ClientFileResponse, EngineError> {
        let gallery = self.gallery();
        let mut state = self.clients();
        let may_write = self.lock.is_some();
        let db = self.user_db(&mut state)?;
        let profile = self.find(db, request.profile.as_deref(), may_write)?;
        file(db, &gallery, &profile)
    }

    /// Writes an entry, or changes one; answers with the whole file.
    ///
    /// # Errors
    /// When there is no such client, entry, or product that the entry names, or the entry says what cannot be.
    pub fn set_entry(&self, request: &SetEntryRequest) -> Result<ClientFileResponse, EngineError> {
        self.must_write()?;
        let entry = self.with_kept_photo(request.entry.clone().checked()?)?;
        let gallery = self.gallery();
        for id in entry.products() {
            gallery.find(id)?;
        }
        let now = self.now();
        let (file, gone) = self.change(request.profile.as_deref(), |db, profile| {
            let before = photo_of(db, profile, request.id)?;
            let written = Written {
                key: request.id.unwrap_or_default(),
                profile: profile.key,
                kind: entry.kind().to_owned(),
                value: serde_json::to_string(&entry)
                    .map_err(|error| EngineError::Internal(error.to_string()))?,
                at: now,
            };
            if let Some(id) = request.id {
                if !db.change_entry(&written)? {
                    return Err(no_entry(id));
                }
            } else if db.entries(Some(profile.key))?.len() >= MAX_ENTRIES {
                return Err(Rejection::ManyEntries { most: MAX_ENTRIES }.into());
            } else {
                db.add_entries(&[written])?;
            }
            Ok((file(db, &gallery, profile)?, no_longer_used(db, before)?))
        })?;
        self.let_go(gone)?;
        Ok(file)
    }

    /// Takes an entry out; answers with the whole file.
    ///
    /// # Errors
    /// When there is no such client or entry.
    pub fn remove_entry(&self, request: &RemoveEntryRequest) -> Result<ClientFileResponse, EngineError> {
        let gallery = self.gallery();
        let (file, gone) = self.change(request.profile.as_deref(), |db, profile| {
            let before = photo_of(db, profile, Some(request.id))?;
            if !db.remove_entry(profile.key, request.id)? {
                return Err(no_entry(request.id));
            }
            Ok((file(db, &gallery, profile)?, no_longer_used(db, before)?))
        })?;
        self.let_go(gone)?;
        Ok(file)
    }

    /// The entry with its photo kept in the library, so that it stays when the user's own file goes.
    fn with_kept_photo(&self, entry: Entry) -> Result<Entry, EngineError> {
        let Entry::Wardrobe {
            name,
            photo: Some(photo),
        } = entry
        else {
            return Ok(entry);
        };
        let path = Path::new(&photo);
        self.fetch_file(path)?;
        if path.parent() == Some(self.library.photos().as_path()) && path.is_file() {
            let photo = Some(photo);
            return Ok(Entry::Wardrobe { name, photo });
        }
        let kept = self.keep_photo(&read_photo(path)?, &photo)?;
        let photo = Some(kept.to_string_lossy().into_owned());
        Ok(Entry::Wardrobe { name, photo })
    }

    /// Removes a photo that no entry and no search shows any more.
    fn let_go(&self, photo: Option<String>) -> Result<(), EngineError> {
        photo.map_or(Ok(()), |photo| self.forget_photo(&photo))
    }
}

/// The photo of an entry, if it is there and has one.
fn photo_of(db: &UserDb, profile: &Profile, id: Option<i64>) -> Result<Option<String>, EngineError> {
    let Some(id) = id else { return Ok(None) };
    let entries = db.entries(Some(profile.key))?;
    let own = entries.iter().find(|own| own.key == id).and_then(Entry::of);
    Ok(match own {
        Some(Entry::Wardrobe { photo, .. }) => photo,
        _ => None,
    })
}

/// A photo, unless an entry or a search of any client still shows it.
fn no_longer_used(db: &UserDb, photo: Option<String>) -> Result<Option<String>, EngineError> {
    let Some(photo) = photo else { return Ok(None) };
    for profile in db.profiles()? {
        if photos_of(db, &profile)?.contains(&photo) {
            return Ok(None);
        }
    }
    Ok(Some(photo))
}

fn no_entry(id: i64) -> EngineError {
    EngineError::NotFound {
        what: Thing::Entry,
        name: id.to_string(),
        hint: "`stylenova profile show NAME` lists the entries with their numbers.".to_owned(),
    }
}

pub(super) fn file(
    db: &UserDb,
    gallery: &Gallery,
    profile: &Profile,
) -> Result<ClientFileResponse, EngineError> {
    let entries: Vec<FileEntry> = db
        .entries(Some(profile.key))?
        .iter()
        .filter_map(|written| {
            Some(FileEntry {
                id: written.key,
                at: written.at,
                entry: Entry::of(written)?,
            })
        })
        .collect();
    let purchases = kept(db.purchases(Some(profile.key))?);
    let mut sizes: BTreeMap<(String, String), i64> = BTreeMap::new();
    for purchase in purchases.iter().filter(|purchase| !purchase.size.is_empty()) {
        if let Ok(item) = gallery.find(&purchase.product) {
            let size = (item.product.kind.clone(), purchase.size.clone());
            *sizes.entry(size).or_default() += purchase.quantity;
        }
    }
    let mut sizes: Vec<KeptSize> = sizes
        .into_iter()
        .map(|((of, size), count)| KeptSize { of, size, count })
        .collect();
    sizes.sort_by_key(|size| std::cmp::Reverse(size.count));
    Ok(ClientFileResponse {
        profile: card(profile),
        last_seen: last_seen(db, profile, &entries, &purchases)?,
        entries,
        purchases: purchases
            .iter()
            .rev()
            .map(|purchase| Kept {
                piece: pinned(gallery, &purchase.product, "", purchase.at),
                quantity: purchase.quantity,
                paid: purchase.price,
                size: purchase.size.clone(),
            })
            .collect(),
        sizes,
    })
}

/// What was not brought back: each product and size once, with its last purchase. A return that tells no size is of what was
/// bought of the product last.
pub(crate) fn kept(purchases: Vec<Purchase>) -> Vec<Purchase> {
    let mut kept: Vec<Purchase> = Vec::new();
    for purchase in purchases {
        let (product, size) = (purchase.product.as_str(), purchase.size.as_str());
        let back = purchase.quantity <= 0;
        let found = kept
            .iter()
            .rposition(|own| own.product == product && (own.size == size || back && size.is_empty()));
        match found {
            Some(at) if back => kept[at].quantity += purchase.quantity,
            Some(at) => {
                let quantity = kept[at].quantity + purchase.quantity;
                kept[at] = Purchase { quantity, ..purchase };
            }
            None => kept.push(purchase),
        }
    }
    kept.retain(|own| own.quantity > 0);
    kept.sort_by_key(|own| own.at);
    kept
}

fn last_seen(
    db: &UserDb,
    profile: &Profile,
    entries: &[FileEntry],
    purchases: &[Purchase],
) -> Result<Option<i64>, EngineError> {
    let swiped = db.swipes(profile.key)?.into_iter().map(|swipe| swipe.at);
    let searched = db
        .searches(Some(profile.key))?
        .into_iter()
        .map(|search| search.at);
    let bought = purchases.iter().map(|purchase| purchase.at);
    Ok(swiped.chain(searched).chain(bought).max().max(met_last(entries)))
}

/// When the client was met last by an appointment, in milliseconds since 1970.
pub(super) fn met_last(entries: &[FileEntry]) -> Option<i64> {
    entries.iter().filter_map(|own| own.entry.met()).max()
}
