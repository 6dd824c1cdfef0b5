//! What goes with a product: a piece for each slot of the outfit, from what is in stock.

mod assemble;

use crate::clientele::Limits;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::item::Item;
use crate::request::{accepted, parse_filters};
use crate::search::Hit;
use assemble::{Candidate, Wish, assemble};
use nova_taste::look::pair::{clash, facts, one_wearer};
use nova_taste::look::rack::Rack;
use nova_taste::look::reason::reasons;
use nova_taste::look::scorer::Scorer;
use nova_taste::look::{Extent, Piece, Slot as Place, together};
use nova_taste::normal;
use nova_taste::prior::Quiz;
use nova_taste::random::Random;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

const DEFAULT_LIMIT: usize = 4;
/// From more pieces a slot on not a look is asked for, but the order of everything that can be worn with the piece.
const LOOK_LIMIT: usize = 100;
/// What a piece gains that one of the shop's looks has beside the one that is there.
const SHOWN: f32 = 2.0;
/// Pieces of a slot among which a shuffle chooses.
const SHUFFLED: usize = 24;
/// How far a shuffle may lift a piece's score.
const SHUFFLE: f32 = 1.0;

/// What to complete.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct CompleteRequest {
    /// The product.
    pub id: String,
    /// Pieces a slot; 4 when left out. From more than a hundred on everything that can be worn with the product is in
    /// order, a second layer, a second accessory, and a dress beside top and bottom too.
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
    /// The client for whom it is: only what comes in a size of theirs.
    #[serde(default)]
    pub profile: Option<String>,
    /// What the first pieces of all slots may cost together, in the catalogue's currency.
    #[serde(default)]
    pub budget: Option<f64>,
}

/// A slot with pieces for it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Slot {
    /// The slot: top, bottom, dress, outerwear, shoes, bag or accessory.
    pub category: Place,
    /// Pieces, best first; the first ones of all slots make one look.
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

/// A piece that is worn already, with what others are compared with.
struct Worn<'a> {
    item: usize,
    piece: &'a Piece,
    direction: Vec<f32>,
    means: Vec<f32>,
}

impl Engine {
    /// Finds pieces that go with a product, by slot: for one wearer, one season and one occasion, in stock, and with one
    /// loud pattern at most.
    ///
    /// # Errors
    /// When there is no such product or client, or a filter cannot be read.
    pub fn complete(&self, request: &CompleteRequest) -> Result<CompleteResponse, EngineError> {
        let filters = parse_filters(&request.filters)?;
        let limits = self.wearable(request.profile.as_deref())?;
        let gallery = self.gallery();
        let rack = gallery.rack();
        let looks = self.looks(&gallery)?;
        let scorer = &looks.scorer;
        let ids = std::iter::once(&request.id).chain(request.locked.iter().filter(|id| **id != request.id));
        let worn: Vec<usize> = ids
            .map(|id| gallery.find_position(id))
            .collect::<Result<_, _>>()?;
        let own = rack.piece(worn[0]);
        let worn: Vec<Worn<'_>> = worn
            .into_iter()
            .filter_map(|item| Worn::new(&gallery, rack, scorer, item))
            .collect();
        let Some(own) = own.filter(|own| !own.family.unasked() || own.slot == Place::Accessory) else {
            return Ok(CompleteResponse {
                slot: None,
                slots: Vec::new(),
            });
        };
        let limit = request.limit.unwrap_or(DEFAULT_LIMIT);
        let extent = if limit > LOOK_LIMIT {
            Extent::All
        } else {
            Extent::Look
        };
        let mut slots: BTreeMap<Place, Vec<Candidate>> = BTreeMap::new();
        for (item, stored) in gallery.items.iter().enumerate() {
            let Some(piece) = rack.piece(item).filter(|piece| {
                worn.iter().all(|worn| {
                    worn.item != item
                        && together(worn.piece.family, piece.family, extent)
                        && one_wearer(worn.piece, piece)
                })
            }) else {
                continue;
            };
            if !stored.product.in_stock() || !accepted(stored, &filters) || !limits.allows(&stored.product) {
                continue;
            }
            // A look has nothing that clashes; in the order of everything the facts of a pair weigh what they weigh.
            if extent == Extent::Look && worn.iter().any(|worn| clash(worn.piece, piece)) {
                continue;
            }
            let scores = worn.iter().map(|worn| {
                let shown = if looks.shown_together(worn.item, item) {
                    SHOWN
                } else {
                    0.0
                };
                worn.score(&gallery, rack, scorer, item).0 + shown
            });
            slots.entry(piece.slot).or_default().push(Candidate {
                item,
                score: scores.sum::<f32>() / worn.len() as f32,
                price: stored.product.price,
            });
        }
        for candidates in slots.values_mut() {
            candidates.sort_by(|a, b| {
                b.score.total_cmp(&a.score).then_with(|| {
                    gallery.items[a.item]
                        .product
                        .id
                        .cmp(&gallery.items[b.item].product.id)
                })
            });
        }
        if let Some(seed) = request.seed {
            shuffle(&mut slots, &mut Random::new(seed, 0));
        }
        if extent == Extent::Look {
            let wish = Wish {
                budget: request.budget,
                worn: worn.iter().map(|worn| worn.piece).collect(),
            };
            assemble(rack, &wish, &mut slots);
        }
        let slots = Place::ALL.into_iter().filter_map(|place| {
            let candidates = slots.get(&place).filter(|candidates| !candidates.is_empty())?;
            Some(self.slot_of(
                &gallery,
                rack,
                scorer,
                &worn[0],
                place,
                &candidates[..limit.min(candidates.len())],
            ))
        });
        Ok(CompleteResponse {
            slot: Some(own.slot),
            slots: slots.collect(),
        })
    }

    fn slot_of(
        &self,
        gallery: &Gallery,
        rack: &Rack,
        scorer: &Scorer,
        worn: &Worn<'_>,
        place: Place,
        candidates: &[Candidate],
    ) -> Slot {
        let mut hits = Vec::new();
        for candidate in candidates {
            let stored = &gallery.items[candidate.item];
            let Some(piece) = rack.piece(candidate.item) else {
                continue;
            };
            let pictures = worn.score(gallery, rack, scorer, candidate.item).1;
            let own = (worn.piece, &gallery.items[worn.item].product);
            let why = reasons(scorer, (piece, &stored.product), own, pictures);
            let score = 1.0 / (1.0 + (-0.7 * candidate.score).exp());
            hits.push(self.hit(gallery, stored, score, why));
        }
        Slot {
            category: place,
            hits,
        }
    }

    /// What a client can wear at any price; everything where no client is named.
    fn wearable(&self, profile: Option<&str>) -> Result<Limits, EngineError> {
        let Some(name) = profile else {
            return Ok(Limits::default());
        };
        let mut state = self.clients();
        let db = self.user_db(&mut state)?;
        let profile = self.find(db, Some(name), false)?;
        let quiz: Quiz = serde_json::from_str(&profile.quiz).unwrap_or_default();
        Ok(Limits::read(db, profile.key, quiz)?.without_budget())
    }
}

impl<'a> Worn<'a> {
    fn new(gallery: &Gallery, rack: &'a Rack, scorer: &Scorer, item: usize) -> Option<Worn<'a>> {
        let piece = rack.piece(item)?;
        let direction = match embedding(gallery, &gallery.items[item]) {
            Some(row) => scorer.direction(rack, &rack.centred(piece.family, row)),
            None => vec![0.0; rack.dim()],
        };
        Some(Worn {
            item,
            piece,
            means: rack.along_means(&direction),
            direction,
        })
    }

    /// How well a product goes with it, and what the pictures add to that.
    fn score(&self, gallery: &Gallery, rack: &Rack, scorer: &Scorer, item: usize) -> (f32, f32) {
        let stored = &gallery.items[item];
        let Some(piece) = rack.piece(item) else {
            return (0.0, 0.0);
        };
        let pictures = rack.along(item, embedding(gallery, stored), &self.direction, &self.means);
        let facts = facts(
            self.piece,
            &gallery.items[self.item].product,
            piece,
            &stored.product,
        );
        (pictures + scorer.worth(&facts), pictures)
    }
}

fn embedding<'a>(gallery: &'a Gallery, item: &Item) -> Option<&'a [f32]> {
    item.row.map(|row| gallery.matrix.row(row))
}

fn shuffle(slots: &mut BTreeMap<Place, Vec<Candidate>>, random: &mut Random) {
    for candidates in slots.values_mut() {
        candidates.truncate(SHUFFLED);
        for candidate in candidates.iter_mut() {
            candidate.score += SHUFFLE * normal::uniform(random) as f32;
        }
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    }
}
