//! The shop's own looks: taken in, and what they teach of what goes with what.
//!
//! A fifth of the looks is held out; what was learnt on the others is adopted where it finds their pieces better than
//! before by more than chance, and is then learnt on all of them. Looks are kept in `user.db`, whatever the catalogue
//! has of them, so that they count again when their products come.

mod table;

use crate::engine::Engine;
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::locks::locked;
use crate::progress::{Cancel, Progress, Step};
use crate::shop_looks::Looks;
use nova_store::UserDb;
use nova_taste::look::Slot;
use nova_taste::look::learn::{Course, Learnt, Lesson, learn};
use nova_taste::look::maps::{Maps, street};
use nova_taste::look::measure::percentiles;
use nova_taste::look::pair::facts;
use nova_taste::look::rack::Rack;
use nova_taste::look::scorer::Scorer;
use nova_taste::random::Random;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;
use ts_rs::TS;

/// With fewer looks of two pieces than this nothing is learnt.
const FEWEST_LOOKS: usize = 20;
/// One look in this many is held out.
const HELD_OUT: u8 = 5;
/// Looks that are held out at most, and pieces of the catalogue beside those in looks against which is learnt.
const MOST_HELD_OUT: usize = 300;
const MOST_OTHERS: usize = 5_000;
/// Standard errors by which the held-out looks must be found better.
const SURE: f64 = 2.0;
/// Under what is kept that was learnt of the looks.
pub(crate) const NAME: &str = "looks";

/// The table of looks.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ImportLooksRequest {
    /// A table with the columns `look` and `id`, or with a product and those that the shop shows beside it.
    pub file: String,
    /// A name by which it can be cancelled.
    #[serde(default)]
    pub job: Option<String>,
}

/// What was learnt of the looks, measured on looks that were held out.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct LearntLooks {
    /// Pairs of pieces that were learnt from.
    pub pairs: usize,
    /// Looks that were held out.
    pub held_out: usize,
    /// Where their true partners stood before among the pieces of their slot: 0.5 is chance, 1 the first place; `None`
    /// where there are too few looks.
    pub before: Option<f64>,
    /// Where they stand by what was learnt.
    pub after: Option<f64>,
    /// Whether it is used.
    pub adopted: bool,
}

/// What came in.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
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
        for look in outfits(&looks, &Places::new(gallery), gallery.rack()) {
            for a in &look.1 {
                partners
                    .entry(*a)
                    .or_default()
                    .extend(look.1.iter().filter(|b| *b != a));
            }
        }
        let learnt = learnt
            .filter(|(basis, _)| stands_on(gallery, basis))
            .and_then(|(_, bytes)| from_bytes(&bytes));
        let known = Arc::new(Looks {
            generation: gallery.generation,
            scorer: learnt.unwrap_or_else(Scorer::prior),
            partners,
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
    let total = if step == Step::Learning {
        2 * Course::default().steps
    } else {
        0
    };
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

/// The pieces against which is learnt: those of the looks and some others, with all that their pairs need.
struct Ground<'a> {
    gallery: &'a Gallery,
    rack: &'a Rack,
    items: Vec<usize>,
    slots: Vec<Slot>,
    rows: Vec<f32>,
    street: (Vec<f32>, Vec<f32>),
}

impl<'a> Ground<'a> {
    fn new(gallery: &'a Gallery, looks: &[(&str, Vec<usize>)]) -> Ground<'a> {
        let rack = gallery.rack();
        let seen = |item: &usize| rack.piece(*item).is_some() && gallery.items[*item].row.is_some();
        let mut items: Vec<usize> = looks
            .iter()
            .flat_map(|(_, pieces)| pieces.iter().copied())
            .filter(seen)
            .collect();
        let all: Vec<usize> = (0..gallery.items.len()).filter(seen).collect();
        items.extend(all.iter().step_by(all.len().div_ceil(MOST_OTHERS).max(1)));
        items.sort_unstable();
        items.dedup();
        let (mut slots, mut rows) = (Vec::new(), Vec::new());
        let (mut own, mut other) = (Vec::new(), Vec::new());
        for item in &items {
            let (Some(piece), Some(row)) = (rack.piece(*item), gallery.items[*item].row) else {
                continue;
            };
            let centred = rack.centred(piece.family, gallery.matrix.row(row));
            if street().dim == rack.dim() {
                own.extend(street().of_own(&centred));
                other.extend(street().of_other(&centred));
            }
            slots.push(piece.slot);
            rows.extend(centred);
        }
        Ground {
            gallery,
            rack,
            items,
            slots,
            rows,
            street: (own, other),
        }
    }

    fn row(&self, at: usize) -> &[f32] {
        &self.rows[at * self.rack.dim()..(at + 1) * self.rack.dim()]
    }

    fn facts(&self, a: usize, b: usize) -> [f32; nova_taste::look::pair::FACTS] {
        let of = |at: usize| {
            let item = self.items[at];
            self.rack
                .piece(item)
                .map(|piece| (piece, &self.gallery.items[item].product))
        };
        match (of(a), of(b)) {
            (Some((own, own_product)), Some((other, other_product))) => {
                facts(own, own_product, other, other_product)
            }
            _ => Default::default(),
        }
    }

    /// The terms of a pair beside the shop's own maps.
    fn terms(&self, a: usize, b: usize, terms: &mut Vec<f32>) {
        let dot = nova_domain::vector::dot;
        terms.push(dot(self.row(a), self.row(b)) / self.rack.spread());
        let rank = street().rank;
        let mapped = |map: &[f32], at: usize| map.get(at * rank..(at + 1) * rank).map(<[f32]>::to_vec);
        let (own, other) = (&self.street.0, &self.street.1);
        let one_way = mapped(own, a)
            .zip(mapped(other, b))
            .map_or(0.0, |(x, y)| dot(&x, &y));
        let back = mapped(own, b)
            .zip(mapped(other, a))
            .map_or(0.0, |(x, y)| dot(&x, &y));
        terms.push(0.5 * (one_way + back));
        terms.extend(self.facts(a, b));
    }

    fn learn(&self, looks: &[Vec<usize>], go_on: &dyn Fn(usize) -> bool) -> Option<Scorer> {
        let prior = Scorer::prior();
        let lesson = Lesson {
            rows: &self.rows,
            dim: self.rack.dim(),
            slots: &self.slots,
            looks,
            known: &|a, b, terms| self.terms(a, b, terms),
            weights: &prior.weights,
        };
        let Learnt { maps, weights } = learn(&lesson, &Course::default(), &mut Random::new(11, 0), go_on)?;
        Some(Scorer {
            weights,
            own: Some(maps),
        })
    }

    /// The mean percentile of the true partners in each look, with the number of pairs.
    fn measure(&self, scorer: &Scorer, looks: &[Vec<usize>]) -> Vec<(f64, usize)> {
        percentiles(looks, &self.slots, &mut |own, scores| {
            let direction = scorer.direction(self.rack, self.row(own));
            *scores = (0..self.items.len())
                .map(|at| {
                    nova_domain::vector::dot(&direction, self.row(at)) + scorer.worth(&self.facts(own, at))
                })
                .collect();
        })
    }
}

fn learn_from(
    gallery: &Gallery,
    looks: &[(&str, Vec<usize>)],
    go_on: &dyn Fn(usize) -> bool,
) -> (LearntLooks, Option<Scorer>) {
    let ground = Ground::new(gallery, looks);
    let place: BTreeMap<usize, usize> = ground
        .items
        .iter()
        .enumerate()
        .map(|(at, item)| (*item, at))
        .collect();
    let (mut kept, mut aside) = (Vec::new(), Vec::new());
    for (name, pieces) in looks {
        let pieces: Vec<usize> = pieces
            .iter()
            .filter_map(|item| place.get(item).copied())
            .collect();
        // All that a product is shown beside is on one side.
        let group = name.split(table::BESIDE_SIGN).next().unwrap_or(name);
        let held = blake3::hash(group.as_bytes()).as_bytes()[0].is_multiple_of(HELD_OUT)
            && aside.len() < MOST_HELD_OUT;
        let side = if held { &mut aside } else { &mut kept };
        side.push(pieces);
    }
    let pairs = |looks: &[Vec<usize>]| {
        looks
            .iter()
            .map(|look| look.len() * look.len().saturating_sub(1) / 2)
            .sum::<usize>()
    };
    let mut learnt = LearntLooks {
        pairs: pairs(&kept),
        held_out: aside.len(),
        before: None,
        after: None,
        adopted: false,
    };
    if looks.len() < FEWEST_LOOKS || aside.is_empty() {
        return (learnt, None);
    }
    let Some(scorer) = ground.learn(&kept, go_on) else {
        return (learnt, None);
    };
    let before = ground.measure(&Scorer::prior(), &aside);
    let after = ground.measure(&scorer, &aside);
    let differences: Vec<f64> = before
        .iter()
        .zip(&after)
        .map(|(before, after)| after.0 - before.0)
        .collect();
    learnt.before = mean(&before);
    learnt.after = mean(&after);
    learnt.adopted = better(&differences);
    if !learnt.adopted {
        return (learnt, None);
    }
    kept.extend(aside);
    let after = |done| go_on(Course::default().steps + done);
    (learnt, ground.learn(&kept, &after))
}

/// The mean over pairs.
fn mean(looks: &[(f64, usize)]) -> Option<f64> {
    let pairs: usize = looks.iter().map(|(_, pairs)| pairs).sum();
    let sum: f64 = looks.iter().map(|(mean, pairs)| mean * *pairs as f64).sum();
    (pairs > 0).then(|| sum / pairs as f64)
}

/// Whether differences are above zero by more than chance: their mean is two of its standard errors above.
fn better(differences: &[f64]) -> bool {
    let count = differences.len() as f64;
    if count < 2.0 {
        return false;
    }
    let mean = differences.iter().sum::<f64>() / count;
    let variance = differences.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (count - 1.0);
    mean > SURE * (variance / count).sqrt()
}

/// What the maps stand on: a picture and the first numbers of its embedding, by which other embeddings are told.
fn basis(gallery: &Gallery) -> String {
    let seen = gallery
        .items
        .iter()
        .find_map(|item| Some((item.picture_hash.as_deref()?, item.row?)));
    seen.map_or_else(String::new, |(hash, row)| {
        let numbers: Vec<String> = gallery
            .matrix
            .row(row)
            .iter()
            .take(8)
            .map(|x| format!("{x:.4}"))
            .collect();
        format!("{hash} {}", numbers.join(" "))
    })
}

/// Whether the embeddings are those that maps were learnt on, as far as the picture is still there to tell.
fn stands_on(gallery: &Gallery, basis: &str) -> bool {
    let mut parts = basis.split(' ');
    let Some(hash) = parts.next() else { return false };
    let found = gallery
        .items
        .iter()
        .find(|item| item.picture_hash.as_deref() == Some(hash));
    let Some(row) = found.and_then(|item| item.row) else {
        return true;
    };
    let numbers = parts.filter_map(|number| number.parse::<f32>().ok());
    gallery
        .matrix
        .row(row)
        .iter()
        .zip(numbers)
        .all(|(x, kept)| (x - kept).abs() < 2e-3)
}

fn to_bytes(scorer: &Scorer) -> Vec<u8> {
    let mut bytes = Vec::new();
    // A dozen weights.
    bytes.extend((scorer.weights.len() as u32).to_le_bytes());
    bytes.extend(scorer.weights.iter().flat_map(|weight| weight.to_le_bytes()));
    if let Some(own) = &scorer.own {
        bytes.extend(own.to_bytes());
    }
    bytes
}

fn from_bytes(bytes: &[u8]) -> Option<Scorer> {
    let count = u32::from_le_bytes(bytes.get(..4)?.try_into().ok()?) as usize;
    let end = count.checked_mul(4)?.checked_add(4)?;
    let weights = bytes.get(4..end)?.chunks_exact(4);
    let weights: Vec<f32> = weights
        .map(|x| f32::from_le_bytes([x[0], x[1], x[2], x[3]]))
        .collect();
    let own = Maps::from_bytes(bytes.get(end..)?)?;
    (weights.len() == nova_taste::look::scorer::TERMS && weights.iter().all(|weight| weight.is_finite()))
        .then_some(Scorer {
            weights,
            own: Some(own),
        })
}
