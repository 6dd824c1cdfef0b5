//! The shop's own looks: taken in, and what they teach of what goes with what.
//!
//! A fifth of the looks is held out; what was learnt on the others is adopted where it finds their pieces better than
//! before by more than chance, and is then learnt on all of them. Looks are kept in `user.db`, whatever the catalogue
//! has of them, so that they count again when their products come.

mod kept;
mod learning;
mod table;

pub use learning::{LearntLooks, LearntOfSlot};

use crate::engine::Engine;
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::locks::locked;
use crate::progress::{Cancel, Progress, Step};
use crate::shop_looks::{KEPT, Looks};
use kept::{basis, from_bytes, stands_on, to_bytes};
use learning::{learn_from, steps};
use lru::LruCache;
use nova_store::UserDb;
use nova_taste::look::rack::Rack;
use nova_taste::look::scorer::Scorer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::{Arc, Mutex};
use ts_rs::TS;

/// Under what is kept that was learnt of the looks.
pub(crate) const NAME: &str = "looks";

/// The table of looks.
#[derive(Debug, Clone, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ImportLooksRequest {
    /// A table with the columns `look` and `id`, or with a product and those that the shop shows beside it.
    pub file: String,
    /// A name by which it can be cancelled.
    #[serde(default)]
    pub job: Option<String>,
}

/// What came in.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
pub struct ImportLooksResponse {
    /// Looks in the file.
    pub looks: usize,
    /// Pieces of them, each once a look.
    pub pieces: usize,
    /// Products that the catalogue does not have; they are kept for when it does.
    pub unknown_products: usize,
    /// What all looks of the library teach.
    pub learnt: LearntLooks,
}

impl Engine {
    /// Takes in looks and learns from all that there are.
    ///
    /// # Errors
    /// When the file cannot be read or has no columns of looks and products.
    pub fn import_looks(
        &self,
        request: &ImportLooksRequest,
        cancel: &Cancel,
        report: &(dyn Fn(Progress) + Sync),
    ) -> Result<ImportLooksResponse, EngineError> {
        self.must_write()?;
        let stop = || cancel.is_cancelled();
        report(progress(Step::Reading, 0));
        let pieces = table::pieces(Path::new(&request.file), &stop)?;
        let gallery = self.gallery();
        let names: HashSet<&str> = pieces.iter().map(|(look, _)| look.as_str()).collect();
        let products: HashSet<&str> = pieces.iter().map(|(_, product)| product.as_str()).collect();
        let places = Places::new(&gallery);
        let unknown = products.iter().filter(|id| places.of(id).is_none()).count();
        let looks = {
            let mut state = self.clients();
            let db = self.user_db(&mut state)?;
            db.add_looks(&pieces)?;
            all_looks(db)?
        };
        let go_on = |done: usize| {
            report(progress(Step::Learning, done));
            !stop()
        };
        let (learnt, scorer) = learn_from(&gallery, &outfits(&looks, &places, gallery.rack()), &go_on);
        if stop() {
            return Err(stopped());
        }
        let kept = scorer.as_ref().map(|scorer| (basis(&gallery), to_bytes(scorer)));
        {
            let mut state = self.clients();
            let db = self.user_db(&mut state)?;
            let kept = kept
                .as_ref()
                .map(|(basis, bytes)| (basis.as_str(), bytes.as_slice()));
            db.set_learnt(NAME, kept)?;
        }
        self.forget_looks();
        Ok(ImportLooksResponse {
            looks: names.len(),
            pieces: pieces.len(),
            unknown_products: unknown,
            learnt,
        })
    }

    /// Lets what is known of the looks be read anew.
    pub(crate) fn forget_looks(&self) {
        *locked(&self.looks) = None;
    }

    /// What is known of the shop's looks in the catalogue as it is.
    pub(crate) fn looks(&self, gallery: &Gallery) -> Result<Arc<Looks>, EngineError> {
        if let Some(known) = locked(&self.looks).as_ref()
            && known.generation == gallery.generation
        {
            return Ok(Arc::clone(known));
        }
        let (looks, learnt) = {
            let mut state = self.clients();
            let db = self.user_db(&mut state)?;
            (all_looks(db)?, db.learnt(NAME)?)
        };
        let mut partners: HashMap<usize, HashSet<usize>> = HashMap::new();
        // The places of all products are not looked up for a shop that has shown no looks.
        if !looks.is_empty() {
            for look in outfits(&looks, &Places::new(gallery), gallery.rack()) {
                for a in &look.1 {
                    partners
                        .entry(*a)
                        .or_default()
                        .extend(look.1.iter().filter(|b| *b != a));
                }
            }
        }
        let learnt = learnt
            .filter(|(basis, _)| stands_on(gallery, basis))
            .and_then(|(_, bytes)| from_bytes(&bytes));
        let known = Arc::new(Looks {
            generation: gallery.generation,
            scorer: learnt.unwrap_or_else(Scorer::prior),
            partners,
            candidates: Mutex::new(LruCache::new(KEPT)),
        });
        *locked(&self.looks) = Some(Arc::clone(&known));
        Ok(known)
    }
}

/// The shop's looks and the boards that are looks.
fn all_looks(db: &UserDb) -> Result<Vec<(String, Vec<String>)>, EngineError> {
    let mut looks = db.looks()?;
    looks.extend(db.looks_on_boards()?);
    Ok(looks)
}

/// Where the products of looks are in the catalogue.
struct Places<'a> {
    whole: &'a HashMap<String, usize>,
    /// The first variant of each model: what stands before the last dash or the like of an id.
    models: HashMap<&'a str, usize>,
}

impl<'a> Places<'a> {
    fn new(gallery: &'a Gallery) -> Places<'a> {
        let mut models = HashMap::new();
        for (place, item) in gallery.items.iter().enumerate() {
            let id = item.product.id.as_str();
            for (at, _) in id.match_indices(['-', '_', '/', '.', ' ']) {
                models.entry(&id[..at]).or_insert(place);
            }
        }
        Places {
            whole: gallery.places(),
            models,
        }
    }

    fn of(&self, id: &str) -> Option<usize> {
        self.whole.get(id).or_else(|| self.models.get(id)).copied()
    }
}

/// Steps of learning on all looks after those on the ones that are not held out.
fn progress(step: Step, done: usize) -> Progress {
    let total = if step == Step::Learning { steps() } else { 0 };
    Progress {
        step,
        done,
        total,
        quarantined: 0,
    }
}

fn stopped() -> EngineError {
    EngineError::Cancelled {
        kept: "looks that were taken in are kept, and nothing was learnt of them".to_owned(),
    }
}

/// The looks that have at least two pieces in the catalogue, with their names.
fn outfits<'a>(
    looks: &'a [(String, Vec<String>)],
    places: &Places<'_>,
    rack: &Rack,
) -> Vec<(&'a str, Vec<usize>)> {
    let known = looks.iter().map(|(name, products)| {
        let mut pieces: Vec<usize> = products
            .iter()
            .filter_map(|id| places.of(id))
            .filter(|place| rack.piece(*place).is_some())
            .collect();
        pieces.sort_unstable();
        pieces.dedup();
        (name.as_str(), pieces)
    });
    known.filter(|(_, pieces)| pieces.len() > 1).collect()
}
