//! Who waited for what came: over all clients, pieces that they wanted and that are in stock again, in their size, cheaper, or
//! an answer to what they sought in vain.

use super::boards::{Pinned, pinned};
use super::file::kept;
use super::searches::remembered;
use crate::clientele::{Entry, Limits};
use crate::engine::Engine;
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::news::Change;
use crate::ranking::Band;
use crate::request::SearchRequest;
use nova_domain::Product;
use nova_store::{Profile, UserDb};
use nova_taste::prior::Quiz;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use ts_rs::TS;

/// A day in milliseconds.
const DAY: i64 = 86_400_000;
/// Searches of a client that were answered badly and are made once more, the newest.
const SOUGHT: usize = 20;
/// Searches that are made once more at most, over all clients.
const ALL_SOUGHT: usize = 400;
/// Hits of such a search among which what came is looked for.
const HITS: usize = 60;

/// Since when.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct ArrivalsRequest {
    /// What came in the last so many days; with the last import that brought anything when left out.
    pub days: Option<u32>,
    /// This client alone; everybody when left out.
    pub profile: Option<String>,
}

/// Why a client wanted what came.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Want {
    /// It was sold out or gone, and can be sold again.
    Back,
    /// It came in a size of the client's.
    Size {
        /// The sizes.
        sizes: Vec<String>,
    },
    /// It costs less than it did.
    Cheaper {
        /// What it cost, in the piece's currency.
        before: f64,
    },
    /// It answers a search that had no good answer.
    Sought {
        /// The words that were sought; empty for a photo alone.
        words: String,
    },
}

/// A piece that a client wanted, and that came.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
pub struct Wanted {
    /// The piece; `at` is when it came.
    pub piece: Pinned,
    /// Why it was wanted.
    pub want: Want,
}

/// A client with what came for them.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
pub struct Awaited {
    /// The client's name.
    pub profile: String,
    /// The pieces, each once for each reason.
    pub wanted: Vec<Wanted>,
}

/// What came, and who waited for it.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
pub struct ArrivalsResponse {
    /// Since when, in milliseconds since 1970; `None` where nothing came after the first import.
    #[ts(type = "number | null")]
    pub since: Option<i64>,
    /// Pieces that came since then.
    pub new: usize,
    /// Pieces that changed for the better since then.
    pub changed: usize,
    /// Clients for whom something came, in the order in which they were made.
    pub clients: Vec<Awaited>,
}

/// What came since some time.
#[derive(Debug, Default)]
pub(super) struct Came {
    /// When each piece came that was not in the catalogue before.
    new: HashMap<String, i64>,
    /// What changed of others, with the time.
    changed: HashMap<String, Vec<(Change, i64)>>,
}

/// A piece that is on a board, liked or waited for.
struct Wish {
    id: String,
    /// The size that is waited for.
    size: Option<String>,
    /// Since when, in milliseconds since 1970; what came before that was not waited for.
    at: i64,
}

/// What a client wants, as it was read from the database.
pub(super) struct Wishes {
    limits: Limits,
    pieces: Vec<Wish>,
    /// Searches that had no good answer, the newest first.
    sought: Vec<SearchRequest>,
}

impl Engine {
    /// Who waited for what came.
    ///
    /// # Errors
    /// When there is no such client, or the databases cannot be read.
    pub fn arrivals(&self, request: &ArrivalsRequest) -> Result<ArrivalsResponse, EngineError> {
        let all = self.came(0)?;
        let since = match request.days {
            Some(days) => Some(self.now() - i64::from(days) * DAY),
            // What one import brought has one time.
            None => all.last().map(|last| last - 1),
        };
        let mut answer = ArrivalsResponse {
            since,
            new: 0,
            changed: 0,
            clients: Vec::new(),
        };
        let Some(since) = since else {
            return Ok(answer);
        };
        let came = all.after(since);
        (answer.new, answer.changed) = (came.new.len(), came.changed.len());
        let mut wishes = Vec::new();
        {
            let mut state = self.clients();
            let db = self.user_db(&mut state)?;
            let profiles = match &request.profile {
                Some(name) => vec![self.find(db, Some(name), false)?],
                None => db.profiles()?,
            };
            for profile in profiles {
                wishes.push((Wishes::read(db, &profile, since)?, profile.name));
            }
        }
        let mut searches = ALL_SOUGHT;
        for (wishes, profile) in wishes {
            let wanted = self.awaited(&came, wishes, &mut searches)?;
            if !wanted.is_empty() {
                answer.clients.push(Awaited { profile, wanted });
            }
        }
        Ok(answer)
    }

    /// What came after `since`.
    pub(super) fn came(&self, since: i64) -> Result<Came, EngineError> {
        let Some(db) = self.read_db()? else {
            return Ok(Came::default());
        };
        let mut changed: HashMap<String, Vec<(Change, i64)>> = HashMap::new();
        for news in db.news()? {
            if let Some(change) = Change::of(&news) {
                changed.entry(news.product).or_default().push((change, news.at));
            }
        }
        // What was there from the start came at 0.
        let new = db.arrivals()?.into_iter().filter(|(_, at)| *at > 0).collect();
        Ok(Came { new, changed }.after(since))
    }

    /// The pieces that came and that a client wanted. `searches` is how many may still be made.
    pub(super) fn awaited(
        &self,
        came: &Came,
        wishes: Wishes,
        searches: &mut usize,
    ) -> Result<Vec<Wanted>, EngineError> {
        let gallery = self.gallery();
        let mut wanted = Vec::new();
        for wish in &wishes.pieces {
            let Ok(item) = gallery.find(&wish.id) else {
                continue;
            };
            if item.product.in_stock() {
                let told = came.wants(&gallery, &item.product, wish.size.as_deref(), &wishes.limits);
                wanted.extend(told.into_iter().filter(|own| own.piece.at > wish.at));
            }
        }
        for request in wishes.sought {
            if *searches == 0 || came.new.is_empty() && came.changed.is_empty() {
                break;
            }
            *searches -= 1;
            // A photo that is gone, or a filter of another version, answers nothing.
            let Ok(found) = self.search(&request) else {
                continue;
            };
            let good = found
                .hits
                .iter()
                .filter(|hit| hit.band.is_none_or(|band| band == Band::Strong));
            for hit in good {
                let Ok(item) = gallery.find(&hit.id) else { continue };
                let back = |changes: &Vec<(Change, i64)>| {
                    let back = changes.iter().find(|(change, _)| *change == Change::Back);
                    back.map(|(_, at)| *at)
                };
                let at = came.new.get(&hit.id).copied();
                let at = at.or_else(|| came.changed.get(&hit.id).and_then(back));
                if let Some(at) = at
                    && item.product.in_stock()
                    && wishes.limits.allows(&item.product)
                {
                    wanted.push(Wanted {
                        piece: pinned(&gallery, &hit.id, "", at),
                        want: Want::Sought {
                            words: request.text.clone().unwrap_or_default(),
                        },
                    });
                }
            }
        }
        let mut seen = HashSet::new();
        wanted.retain(|own| {
            let kind = match &own.want {
                Want::Back => String::new(),
                Want::Size { .. } => "size".to_owned(),
                Want::Cheaper { .. } => "cheaper".to_owned(),
                Want::Sought { words } => format!("sought {words}"),
            };
            seen.insert((own.piece.id.clone(), kind))
        });
        Ok(wanted)
    }
}

impl Came {
    /// When the last of it came.
    fn last(&self) -> Option<i64> {
        let changed = self.changed.values().flatten().map(|(_, at)| *at);
        self.new.values().copied().chain(changed).max()
    }

    /// What of it came after `since`.
    fn after(mut self, since: i64) -> Came {
        self.new.retain(|_, at| *at > since);
        for changes in self.changed.values_mut() {
            changes.retain(|(_, at)| *at > since);
        }
        self.changed.retain(|_, changes| !changes.is_empty());
        self
    }

    /// Why a piece that can be sold and that a client wants is told of: in a size that is waited for, else in one that fits.
    fn wants(
        &self,
        gallery: &Gallery,
        product: &Product,
        size: Option<&str>,
        limits: &Limits,
    ) -> Vec<Wanted> {
        let id = product.id.as_str();
        let named = |sizes: &[String]| {
            size.is_none_or(|size| sizes.iter().any(|own| own.eq_ignore_ascii_case(size.trim())))
        };
        let fits = limits.allows(product) && (product.sizes.is_empty() || named(&product.sizes));
        if !fits {
            return Vec::new();
        }
        let told = |want, at| Wanted {
            piece: pinned(gallery, id, "", at),
            want,
        };
        let again = self.new.get(id).map(|at| told(Want::Back, *at));
        let changes = self.changed.get(id).into_iter().flatten();
        let changed = changes.filter_map(|(change, at)| match change {
            Change::Back => Some(told(Want::Back, *at)),
            Change::Cheaper { before } => product
                .price
                .is_some_and(|price| price < *before)
                .then(|| told(Want::Cheaper { before: *before }, *at)),
            Change::Sizes { sizes } => {
                let came = |own: &&String| product.sizes.contains(own);
                let sizes: Vec<String> = match size {
                    Some(size) => {
                        let same = |own: &&String| own.eq_ignore_ascii_case(size.trim());
                        sizes.iter().filter(came).filter(same).cloned().collect()
                    }
                    None => {
                        let mut fresh = product.clone();
                        fresh.sizes = sizes.iter().filter(came).cloned().collect();
                        limits.fitting(&fresh)
                    }
                };
                (!sizes.is_empty()).then(|| told(Want::Size { sizes }, *at))
            }
        });
        again.into_iter().chain(changed).collect()
    }
}

impl Wishes {
    /// What a client wants; of searches those that were made before `before`, in milliseconds since 1970.
    pub fn read(db: &UserDb, profile: &Profile, before: i64) -> Result<Wishes, EngineError> {
        let quiz: Quiz = serde_json::from_str(&profile.quiz).unwrap_or_default();
        let owned: HashSet<String> = kept(db.purchases(Some(profile.key))?)
            .into_iter()
            .map(|purchase| purchase.product)
            .collect();
        let mut pieces: Vec<Wish> = Vec::new();
        for written in db.entries(Some(profile.key))? {
            if let Some(Entry::FollowUp {
                product: Some(id),
                size,
                done: false,
                ..
            }) = Entry::of(&written)
            {
                pieces.push(Wish {
                    id,
                    size,
                    at: written.at,
                });
            }
        }
        let boards = db.boards(profile.key)?;
        let pinned = boards.into_iter().flat_map(|board| board.items);
        let pinned = pinned.map(|own| (own.product, own.at));
        let swipes = db.swipes(profile.key)?.into_iter();
        let liked = swipes
            .filter(|swipe| ["like", "super"].contains(&swipe.verdict.as_str()))
            .map(|swipe| (swipe.product, swipe.at));
        let mut known: HashMap<String, usize> = HashMap::new();
        for (id, at) in pinned.chain(liked).filter(|(id, _)| !owned.contains(id)) {
            // What was wanted twice was wanted since the first time.
            let next = pieces.len();
            let place = *known.entry(id.clone()).or_insert(next);
            match pieces.get_mut(place) {
                Some(wish) => wish.at = wish.at.min(at),
                None => pieces.push(Wish { id, size: None, at }),
            }
        }
        let searches = db.searches(Some(profile.key))?.into_iter();
        let sought = searches
            .filter(|search| search.times > 0 && search.strong == 0 && search.at <= before)
            .filter_map(remembered)
            .filter_map(|search| serde_json::from_value::<SearchRequest>(search.request).ok())
            .map(|mut request| {
                (request.limit, request.offset) = (Some(HITS), None);
                request
            });
        Ok(Wishes {
            limits: Limits::read(db, profile.key, quiz)?.without_budget(),
            sought: sought.take(SOUGHT).collect(),
            pieces,
        })
    }
}
