//! What goes with a product: a piece for each slot of the outfit, from what is in stock.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::gallery::{Gallery, Item};
use crate::search::{Hit, accepted, parse_filters};
use nova_taste::look::{self, Slot as Place};
use nova_taste::normal;
use nova_taste::random::Random;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use ts_rs::TS;

const DEFAULT_LIMIT: usize = 4;
/// Pieces of a slot among which a shuffle chooses.
const SHUFFLED: usize = 24;
/// How far a shuffle may lift a piece's score.
const SHUFFLE: f64 = 0.25;

/// What to complete.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct CompleteRequest {
    /// The product.
    pub id: String,
    /// Pieces a slot; 4 when left out.
    #[serde(default)]
    pub limit: Option<usize>,
    /// Pieces that stay: their slots are left out, and the others must go with them too.
    #[serde(default)]
    #[ts(as = "Option<Vec<String>>")]
    pub locked: Vec<String>,
    /// A seed that shuffles the pieces; the best come first when left out.
    #[serde(default)]
    #[ts(type = "number | null")]
    pub seed: Option<u64>,
    /// Filters; all of them must hold.
    #[serde(default)]
    #[ts(as = "Option<Vec<String>>")]
    pub filters: Vec<String>,
}

/// A slot with pieces for it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Slot {
    /// The slot: top, bottom, outerwear, shoes, bag or accessory.
    pub category: Place,
    /// Pieces, best first.
    pub hits: Vec<Hit>,
}

/// What goes with a product.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CompleteResponse {
    /// The slot of the product itself; `None` for what is no piece of an outfit.
    pub slot: Option<Place>,
    /// The other slots, those without pieces left out.
    pub slots: Vec<Slot>,
}

impl Engine {
    /// Finds pieces that go with a product, by slot: by colour, occasion, season, style and looks, for the same
    /// wearer and in stock.
    ///
    /// # Errors
    /// When there is no such product, or a filter cannot be read.
    pub fn complete(&self, request: &CompleteRequest) -> Result<CompleteResponse, EngineError> {
        let filters = parse_filters(&request.filters)?;
        let gallery = self.gallery();
        let item = gallery.find(&request.id)?;
        let own = look::slot(&item.product);
        let Some(own_slot) = own else {
            return Ok(CompleteResponse {
                slot: None,
                slots: Vec::new(),
            });
        };
        let locked: Vec<&Item> = request
            .locked
            .iter()
            .filter(|id| **id != request.id)
            .map(|id| gallery.find(id))
            .collect::<Result<_, _>>()?;
        let mut taken: HashSet<Place> = locked
            .iter()
            .filter_map(|piece| look::slot(&piece.product))
            .collect();
        if taken.contains(&Place::Dress) {
            taken.extend([Place::Top, Place::Bottom]);
        }
        let worn: Vec<&Item> = std::iter::once(item).chain(locked).collect();
        let looks = Looks::of(&gallery);
        let mut random = request.seed.map(|seed| Random::new(seed, 0));
        let mut slots = Vec::new();
        for place in look::others(own_slot) {
            if taken.contains(&place) {
                continue;
            }
            let mut pieces: Vec<(f64, &Item)> = gallery
                .items
                .iter()
                .filter(|piece| look::slot(&piece.product) == Some(place))
                .filter(|piece| piece.product.in_stock() && accepted(piece, &filters))
                .filter_map(|piece| {
                    let score = self.together(&gallery, &looks, piece, &worn);
                    (score > 0.0).then_some((score, piece))
                })
                .collect();
            pieces.sort_by(|a, b| {
                b.0.total_cmp(&a.0)
                    .then_with(|| a.1.product.id.cmp(&b.1.product.id))
            });
            if let Some(random) = &mut random {
                pieces.truncate(SHUFFLED);
                let mut keyed: Vec<(f64, (f64, &Item))> = pieces
                    .into_iter()
                    .map(|piece| (piece.0 + SHUFFLE * normal::uniform(random), piece))
                    .collect();
                keyed.sort_by(|a, b| b.0.total_cmp(&a.0));
                pieces = keyed.into_iter().map(|(_, piece)| piece).collect();
            }
            let hits: Vec<Hit> = pieces
                .into_iter()
                .take(request.limit.unwrap_or(DEFAULT_LIMIT))
                .map(|(score, piece)| {
                    let fit = look::fit(
                        &piece.product,
                        &item.product,
                        looks.together(&gallery, piece, item),
                    );
                    self.hit(
                        &gallery,
                        piece,
                        score as f32,
                        fit.because(&piece.product, &item.product),
                    )
                })
                .collect();
            if !hits.is_empty() {
                slots.push(Slot {
                    category: place,
                    hits,
                });
            }
        }
        Ok(CompleteResponse { slot: own, slots })
    }

    /// How well a piece goes with all that is worn: the mean over it, 0 when one of them cannot be worn with it.
    fn together(&self, gallery: &Gallery, looks: &Looks, piece: &Item, worn: &[&Item]) -> f64 {
        let mut sum = 0.0;
        for other in worn {
            let score = look::fit(
                &piece.product,
                &other.product,
                looks.together(gallery, piece, other),
            )
            .score();
            if score <= 0.0 {
                return 0.0;
            }
            sum += score;
        }
        sum / worn.len() as f64
    }
}

/// How pictures of different slots go together. Two slots' pictures differ first of all by what they show; with each
/// slot's mean taken off, what is left is how it looks (its palette, pattern, and how dressed up it is), and in that
/// two pieces of one outfit should be alike.
struct Looks {
    means: HashMap<Place, Vec<f32>>,
}

impl Looks {
    fn of(gallery: &Gallery) -> Looks {
        let mut sums: HashMap<Place, (Vec<f32>, f32)> = HashMap::new();
        for item in &gallery.items {
            let (Some(place), Some(row)) = (look::slot(&item.product), item.row) else {
                continue;
            };
            let row = gallery.matrix.row(row);
            let (sum, count) = sums.entry(place).or_insert_with(|| (vec![0.0; row.len()], 0.0));
            sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
            *count += 1.0;
        }
        let means = sums.into_iter().map(|(place, (mut sum, count))| {
            sum.iter_mut().for_each(|value| *value /= count);
            (place, sum)
        });
        Looks {
            means: means.collect(),
        }
    }

    /// 0..1; a half where one has no picture.
    fn together(&self, gallery: &Gallery, a: &Item, b: &Item) -> f64 {
        let side = |item: &Item| {
            let mean = self.means.get(&look::slot(&item.product)?)?;
            let mut row: Vec<f32> = gallery.matrix.row(item.row?).to_vec();
            row.iter_mut().zip(mean).for_each(|(value, mean)| *value -= mean);
            nova_domain::vector::normalise(&mut row).then_some(row)
        };
        match (side(a), side(b)) {
            (Some(a), Some(b)) => f64::from(0.5 + 0.5 * nova_domain::vector::dot(&a, &b)),
            _ => 0.5,
        }
    }
}
