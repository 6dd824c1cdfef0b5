//! A page to prepare a client's visit: what is near, what is due, what is new in the client's size and taste since the last
//! time, what is back, and what goes with what was bought.

use super::arrivals::{Wanted, Wishes};
use super::boards::{Pinned, pinned};
use super::favourites::FAVOURITES;
use super::file::{FileEntry, Kept, file};
use super::next_cards::Card;
use crate::clientele::{Entry, Fit, Visit, day_of, next_birthday, next_of};
use crate::complete::{CompleteRequest, Slot};
use crate::engine::Engine;
use crate::error::EngineError;
use jiff::civil::Date;
use nova_domain::Product;
use nova_taste::deck::Card as Dealt;
use nova_taste::random::Random;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use ts_rs::TS;

/// Days to look ahead when nobody says how many.
const AHEAD: u32 = 30;
/// Pieces that are shown when nobody says how many.
const LIMIT: usize = 8;
/// Pieces that were bought last, with which something is proposed.
const BOUGHT: usize = 3;
/// Searches without a good answer that are made once more.
const SEARCHES: usize = 10;

/// Which visit to prepare.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct PrepareVisitRequest {
    /// The client's name; the guest when left out.
    pub profile: Option<String>,
    /// How many days ahead birthdays and occasions are told; 30 when left out.
    pub days: Option<u32>,
    /// Most new pieces; 8 when left out.
    pub limit: Option<usize>,
}

/// A birthday or another day that is near.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct Coming {
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// Days until then; 0 is today.
    pub days: i32,
    /// What it is; `None` for the client's birthday.
    pub name: Option<String>,
}

impl Coming {
    /// A day from today on.
    pub(super) fn on(day: Date, today: Date, name: Option<String>) -> Option<Coming> {
        let days = today.until(day).ok()?.get_days();
        let day = day.to_string();
        Some(Coming { day, days, name })
    }
}

/// Something to do, with what the catalogue says of it.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
pub struct Due {
    /// The entry.
    pub entry: FileEntry,
    /// The product that it is about.
    pub piece: Option<Pinned>,
    /// Whether the product can be sold now in the size that is waited for.
    pub ready: bool,
}

/// An appointment that is to come.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
pub struct Arranged {
    /// The entry.
    pub entry: FileEntry,
    /// The pieces that are laid out.
    pub pieces: Vec<Pinned>,
}

/// What goes with something that was bought.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct GoesWith {
    /// What was bought.
    pub bought: Kept,
    /// A piece for each other slot of an outfit, in the client's size.
    pub slots: Vec<Slot>,
}

/// What to know before a client comes.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
#[ts(rename = "Visit")]
pub struct PrepareVisitResponse {
    /// When the client was seen last, in milliseconds since 1970.
    #[ts(type = "number | null")]
    pub last_seen: Option<i64>,
    /// Birthdays and occasions that are near, the nearest first.
    pub coming: Vec<Coming>,
    /// Appointments from today on.
    pub appointments: Vec<Arranged>,
    /// What is to be done, the earliest first.
    pub due: Vec<Due>,
    /// How many pieces came since then that the client can wear.
    pub new_count: usize,
    /// The best of them, by the client's taste.
    pub new: Vec<Card>,
    /// Favourites that can be sold now in the client's size.
    pub wished: Vec<Pinned>,
    /// What goes with what was bought last.
    pub goes_with: Vec<GoesWith>,
    /// The client's sizes in which each of these pieces can be sold now, by the pieces' ids.
    pub sizes: BTreeMap<String, Vec<String>>,
    /// What came since the client was seen last, and was wanted before.
    pub wanted: Vec<Wanted>,
}

impl Engine {
    /// Gathers what to know before a client comes.
    ///
    /// # Errors
    /// When there is no such client.
    pub fn prepare_visit(&self, request: &PrepareVisitRequest) -> Result<PrepareVisitResponse, EngineError> {
        let arrivals = match self.read_db()? {
            Some(db) => db.arrivals()?,
            None => HashMap::new(),
        };
        let (mut response, bought, wishes) = self.visit(request.profile.as_deref(), |visit| {
            visit.prepare(self, request, &arrivals)
        })?;
        let since = response.last_seen.unwrap_or_default();
        response.wanted = self.awaited(&self.came(since)?, wishes, &mut { SEARCHES })?;
        for own in bought {
            let mut complete = CompleteRequest::default();
            complete.id.clone_from(&own.piece.id);
            complete.limit = Some(1);
            complete.profile.clone_from(&request.profile);
            let slots = self.complete(&complete)?.slots;
            if !slots.is_empty() {
                response.goes_with.push(GoesWith { bought: own, slots });
            }
        }
        Ok(response)
    }
}

impl Visit<'_> {
    /// All but what goes with what was bought and what was waited for, and both of these.
    fn prepare(
        &mut self,
        engine: &Engine,
        request: &PrepareVisitRequest,
        arrivals: &HashMap<String, i64>,
    ) -> Result<(PrepareVisitResponse, Vec<Kept>, Wishes), EngineError> {
        let gallery = &self.shelf.gallery;
        let file = self.with_db(|db| file(db, gallery, &self.profile))?;
        let limits = self.session.limits.clone().without_budget();
        let wearable = |product: &Product| product.in_stock() && limits.allows(product);
        let today = day_of(self.at);
        let (mut coming, mut appointments, mut due) = (Vec::new(), Vec::new(), Vec::new());
        for own in &file.entries {
            match &own.entry {
                Entry::Birthday { day } => coming.extend(next_birthday(day, today).map(|next| (next, None))),
                Entry::Occasion { name, day } => {
                    coming.extend(next_of(day, today).map(|next| (next, Some(name.clone()))));
                }
                Entry::Appointment {
                    day,
                    pieces,
                    done: false,
                    ..
                } if next_of(day, today).is_some() => appointments.push(Arranged {
                    entry: own.clone(),
                    pieces: pieces.iter().map(|id| pinned(gallery, id, "", own.at)).collect(),
                }),
                Entry::FollowUp {
                    product,
                    size,
                    done: false,
                    ..
                } => {
                    let item = product.as_deref().and_then(|id| gallery.find(id).ok());
                    let ready = item.is_some_and(|item| {
                        let offered = &item.product.sizes;
                        match size {
                            Some(size) => {
                                item.product.in_stock()
                                    && offered.iter().any(|other| other.eq_ignore_ascii_case(size))
                            }
                            None => wearable(&item.product),
                        }
                    });
                    due.push(Due {
                        entry: own.clone(),
                        piece: product.as_deref().map(|id| pinned(gallery, id, "", own.at)),
                        ready,
                    });
                }
                _ => {}
            }
        }
        coming.sort();
        let ahead = i32::try_from(request.days.unwrap_or(AHEAD)).unwrap_or(i32::MAX);
        let coming = coming
            .into_iter()
            .filter_map(|(day, name)| Coming::on(day, today, name))
            .filter(|coming| coming.days <= ahead)
            .collect();
        appointments.sort_by_key(|own: &Arranged| when(&own.entry));
        due.sort_by_key(|own: &Due| when(&own.entry));
        let favourites = self.with_db(|db| Ok(db.boards(self.profile.key)?))?;
        let wished = favourites
            .iter()
            .filter(|board| board.name == FAVOURITES)
            .flat_map(|board| &board.items)
            .filter(|own| {
                gallery
                    .find(&own.product)
                    .is_ok_and(|item| wearable(&item.product))
            })
            .map(|own| pinned(gallery, &own.product, &own.note, own.at))
            .collect();
        let since = file.last_seen.unwrap_or(self.profile.created);
        let new = self.session.allowed.iter().map(|item| *item as usize);
        let new: Vec<usize> = new
            .filter(|item| {
                let at = arrivals.get(self.shelf.product(*item).id.as_str());
                at.is_some_and(|at| *at > since)
            })
            .collect();
        let bought = file.purchases.iter().take(BOUGHT).cloned().collect();
        let wishes = self.with_db(|db| Wishes::read(db, &self.profile, since))?;
        let new_count = new.len();
        let new = self.best(engine, new, request.limit.unwrap_or(LIMIT))?;
        let told = due.iter().filter_map(|own| own.piece.as_ref()).chain(&wished);
        let told = told.map(|piece| &piece.id).chain(new.iter().map(|card| &card.id));
        let sizes = told.filter_map(|id| match limits.fit(&gallery.find(id).ok()?.product)? {
            Fit::Here { sizes } => Some((id.clone(), sizes)),
            Fit::SoldOut { .. } | Fit::Other => None,
        });
        let sizes = sizes.collect();
        let visit = PrepareVisitResponse {
            last_seen: file.last_seen,
            coming,
            appointments,
            due,
            new_count,
            new,
            wished,
            goes_with: Vec::new(),
            sizes,
            wanted: Vec::new(),
        };
        Ok((visit, bought, wishes))
    }

    /// The cards of the best of some products, by what the client's strategy makes of them.
    fn best(&mut self, engine: &Engine, items: Vec<usize>, limit: usize) -> Result<Vec<Card>, EngineError> {
        let name = self.session.settings.strategy().to_owned();
        self.wake(&name)?;
        let strategy = self.session.strategy(&name)?;
        let world = self.world();
        let items: Vec<u32> = items.into_iter().map(|item| item as u32).collect();
        let mut scores = Vec::with_capacity(items.len());
        strategy.scores(&world, &items, &mut scores, &mut Random::new(0, 0));
        let mut scored: Vec<(u32, f32)> = items.into_iter().zip(scores).collect();
        scored.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        scored.truncate(limit);
        let best: Vec<Dealt> = scored
            .into_iter()
            .map(|(item, _)| Dealt {
                item: item as usize,
                explored: false,
                propensity: 1.0,
            })
            .collect();
        self.cards(engine, &best, &name, &[])
    }
}

/// The day and time of an entry, what has none last.
pub(super) fn when(own: &FileEntry) -> (bool, String, i64) {
    let (day, time) = match &own.entry {
        Entry::Appointment { day, time, .. } => (Some(day), time.as_deref()),
        Entry::FollowUp { day, .. } => (day.as_ref(), None),
        _ => (None, None),
    };
    let text = format!("{} {}", day.map_or("", String::as_str), time.unwrap_or_default());
    (day.is_none(), text, own.at)
}
