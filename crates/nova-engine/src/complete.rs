//! What goes with a product, or with a piece that a client owns: a piece for each slot of the outfit, from what is in stock.

mod assemble;
mod candidates;
mod own;

use crate::clientele::Limits;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::item::Item;
use crate::locks::locked;
use crate::request::{Region, accepted, parse_filters};
use crate::search::Hit;
use crate::shop_looks::{Candidate, Candidates};
use assemble::{TRIED, Wish, assemble};
use candidates::Search;
use nova_domain::Product;
use nova_taste::look::rack::Rack;
use nova_taste::look::reason::reasons;
use nova_taste::look::scorer::Scorer;
use nova_taste::look::{Extent, Pairing, Piece, Slot as Place};
use nova_taste::normal;
use nova_taste::random::Random;
use own::Own;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use ts_rs::TS;

const DEFAULT_LIMIT: usize = 4;
/// From more pieces a slot on not a look is asked for, but the order of everything that can be worn with the piece.
const LOOK_LIMIT: usize = 100;
/// Pieces of a slot among which a shuffle chooses.
const SHUFFLED: usize = 24;
/// How far a shuffle may lift a piece's score.
const SHUFFLE: f32 = 1.0;

/// What to complete.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct CompleteRequest {
    /// The product; left out, it is about a piece that is in no catalogue, by `image`, `said` or both.
    #[serde(default)]
    #[ts(as = "Option<String>")]
    pub id: String,
    /// A photo of the piece.
    #[serde(default)]
    pub image: Option<String>,
    /// The part of the photo that shows it.
    #[serde(default)]
    pub crop: Option<Region>,
    /// What the piece is: "Camel coat".
    #[serde(default)]
    pub said: Option<String>,
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
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct Slot {
    /// The slot: top, bottom, dress, outerwear, shoes, bag or accessory.
    pub category: Place,
    /// Pieces, best first; the first ones of all slots make one look.
    pub hits: Vec<Hit>,
}

/// What goes with a product.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct CompleteResponse {
    /// The slot of the product itself; `None` for what is no piece of an outfit.
    pub slot: Option<Place>,
    /// The other slots, those without pieces left out.
    pub slots: Vec<Slot>,
}

/// A piece that is worn already, with what others are compared with.
struct Worn<'a> {
    /// Its place in the catalogue; `None` for one that a client owns.
    item: Option<usize>,
    product: &'a Product,
    piece: &'a Piece,
    pairing: Pairing<'a>,
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
        let limits = match &request.profile {
            Some(name) => self.limits_of(Some(name))?,
            None => Limits::default(),
        };
        let gallery = self.gallery();
        let rack = gallery.rack();
        let looks = self.looks(&gallery)?;
        let scorer = &looks.scorer;
        let brought = self.brought_piece(&gallery, rack, request)?;
        let about = Some(&request.id).filter(|_| brought.is_none());
        let ids = about
            .into_iter()
            .chain(request.locked.iter().filter(|id| **id != request.id));
        let items: Vec<usize> = ids
            .map(|id| gallery.find_position(id))
            .collect::<Result<_, _>>()?;
        let own = match &brought {
            Some(own) => own.piece.as_ref(),
            None => items.first().and_then(|item| rack.piece(*item)),
        };
        let mut worn: Vec<Worn<'_>> = Vec::new();
        worn.extend(brought.as_ref().and_then(|own| Worn::own(rack, scorer, own)));
        worn.extend(
            items
                .into_iter()
                .filter_map(|item| Worn::new(&gallery, rack, scorer, item)),
        );
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
        let kept = match (extent, request.budget) {
            (Extent::Look, None) => limit.max(TRIED).max(SHUFFLED),
            // Of these all have to be in order, or any may be the one that can be paid.
            _ => usize::MAX,
        };
        let accepts = |item: usize| {
            let stored = &gallery.items[item];
            (filters.is_empty() || accepted(stored, &filters))
                && (limits.are_none() || limits.allows(&stored.product))
        };
        let search = Search {
            gallery: &gallery,
            rack,
            scorer,
            worn: &worn,
            extent,
            partners: worn.iter().map(|worn| looks.partners.get(&worn.item?)).collect(),
        };
        // What stands for itself is asked for again with every shuffle.
        let key = (brought.is_none() && request.budget.is_none() && limits.are_none()).then(|| {
            let items: Vec<_> = worn.iter().map(|worn| worn.item).collect();
            format!("{items:?} {extent:?} {kept} {:?}", request.filters)
        });
        let known = key.as_ref().and_then(|key| {
            let mut known = locked(&looks.candidates);
            known.get(key).map(Arc::clone)
        });
        let mut slots = match known {
            Some(known) => Candidates::clone(&known),
            None => search.candidates(kept, &accepts),
        };
        if let (Some(key), Extent::Look) = (key, extent) {
            locked(&looks.candidates).get_or_insert(key, || Arc::new(slots.clone()));
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

    /// The piece that the request is about where that is none of the catalogue.
    fn brought_piece(
        &self,
        gallery: &Gallery,
        rack: &Rack,
        request: &CompleteRequest,
    ) -> Result<Option<Own>, EngineError> {
        if !request.id.is_empty() {
            return Ok(None);
        }
        let said = request.said.as_deref().unwrap_or_default();
        if request.image.is_none() && said.trim().is_empty() {
            return Err(EngineError::invalid(
                "nothing is named for which a look is to be made",
                "Name a product, a photo of a piece, or what the piece is.",
            ));
        }
        let photo = (request.image.as_deref(), request.crop);
        Own::of(self, gallery, rack, photo, said).map(Some)
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
            let own = (worn.piece, worn.product);
            let why = reasons(scorer, (piece, &stored.product), own, pictures);
            let score = 1.0 / (1.0 + (-0.7 * candidate.score).exp());
            hits.push(self.hit(gallery, stored, score, why));
        }
        Slot {
            category: place,
            hits,
        }
    }
}

impl<'a> Worn<'a> {
    fn new(gallery: &'a Gallery, rack: &'a Rack, scorer: &Scorer, item: usize) -> Option<Worn<'a>> {
        let piece = rack.piece(item)?;
        let stored = &gallery.items[item];
        let picture = embedding(gallery, stored);
        let mut worn = Worn::looking(rack, scorer, (&stored.product, piece), picture);
        worn.item = Some(item);
        Some(worn)
    }

    /// A piece that a client owns.
    fn own(rack: &'a Rack, scorer: &Scorer, own: &'a Own) -> Option<Worn<'a>> {
        let piece = own.piece.as_ref()?;
        let picture = own.embedding.as_deref().map(Vec::as_slice);
        Some(Worn::looking(rack, scorer, (&own.product, piece), picture))
    }

    fn looking(
        rack: &'a Rack,
        scorer: &Scorer,
        (product, piece): (&'a Product, &'a Piece),
        picture: Option<&[f32]>,
    ) -> Worn<'a> {
        let direction = match picture.filter(|row| row.len() == rack.dim()) {
            Some(row) => scorer.direction(rack, &rack.centred(piece.family, row)),
            None => vec![0.0; rack.dim()],
        };
        Worn {
            item: None,
            product,
            piece,
            pairing: Pairing::new(rack, piece, product),
            means: rack.along_means(&direction),
            direction,
        }
    }

    /// How well a product goes with it, and what the pictures add to that.
    fn score(&self, gallery: &Gallery, rack: &Rack, scorer: &Scorer, item: usize) -> (f32, f32) {
        let Some(piece) = rack.piece(item) else {
            return (0.0, 0.0);
        };
        let picture = embedding(gallery, &gallery.items[item]);
        let pictures = rack.along(item, picture, &self.direction, &self.means);
        (pictures + scorer.worth(&self.pairing.with(item, piece)), pictures)
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
