//! A catalogue's pieces, ready to be put together: what each is, and its embedding less its family's mean, so that what
//! is left is how it looks and not what it shows.

use super::facts::Facts;
use super::kind::Family;
use super::piece::Piece;
use super::slot::Slot;
use crate::parallel::CHUNK;
use nova_domain::Product;
use nova_domain::vector::normalise;
use rayon::prelude::*;
use std::ops::Range;

/// Pieces by which a family's mean is drawn towards that of its slot.
const SHRINKAGE: f32 = 8.0;

/// Coordinates whose sums a thread finds together.
const COLUMNS: usize = 128;

/// The pieces of a catalogue, in its order.
#[derive(Debug, Clone, Default)]
pub struct Rack {
    pieces: Vec<Option<Piece>>,
    facts: Facts,
    dim: usize,
    /// The mean of each family's embeddings, by its number.
    means: Vec<Vec<f32>>,
    /// One by the length of what is left of an embedding; 0 where there is none.
    inverse: Vec<f32>,
    /// Standard deviation of the cosines of what is left, over pairs of different slots.
    spread: f32,
}

impl Rack {
    /// The rack of `count` products, each given by its place; `embedding` gives the unit vector of a product's picture,
    /// where it has one.
    pub fn of<'a>(
        count: usize,
        product: &(dyn Fn(usize) -> &'a Product + Sync),
        embedding: &(dyn Fn(usize) -> Option<&'a [f32]> + Sync),
    ) -> Rack {
        let pieces = Piece::of_all(count, product);
        let facts = Facts::of(&pieces, product);
        Rack {
            facts,
            ..Rack::new(pieces, embedding)
        }
    }

    /// The rack of pieces of whose products nothing more is told.
    pub fn new<'a>(
        pieces: Vec<Option<Piece>>,
        embedding: &(dyn Fn(usize) -> Option<&'a [f32]> + Sync),
    ) -> Rack {
        let dim = (0..pieces.len()).find_map(embedding).map_or(0, <[f32]>::len);
        let mut rack = Rack {
            dim,
            means: vec![vec![0.0; dim]; Family::ALL.len()],
            inverse: Vec::new(),
            spread: 1.0,
            facts: Facts::default(),
            pieces,
        };
        let mut counts = vec![0.0_f32; Family::ALL.len()];
        let mut of_slots = [0.0_f32; Slot::ALL.len()];
        for (item, piece) in rack.pieces.iter().enumerate() {
            if let (Some(piece), Some(_)) = (piece, embedding(item)) {
                counts[piece.family.number()] += 1.0;
                of_slots[piece.slot as usize] += 1.0;
            }
        }
        // Each coordinate is summed up by one thread, in the catalogue's order.
        let blocks: Vec<Sums> = (0..dim.div_ceil(COLUMNS))
            .into_par_iter()
            .map(|block| rack.sums(block * COLUMNS..dim.min((block + 1) * COLUMNS), embedding))
            .collect();
        for family in Family::ALL {
            let Some(slot) = super::slot(family).filter(|slot| of_slots[*slot as usize] > 0.0) else {
                continue;
            };
            let (number, count) = (family.number(), of_slots[slot as usize]);
            let own = counts[number];
            let sums = blocks
                .iter()
                .flat_map(|block| block.families[number].iter().zip(&block.slots[slot as usize]));
            for (mean, (sum, slot)) in rack.means[number].iter_mut().zip(sums) {
                *mean = (*sum + SHRINKAGE * slot / count) / (own + SHRINKAGE);
            }
        }
        let inverse = |item: usize| match (&rack.pieces[item], embedding(item)) {
            (Some(piece), Some(row)) => {
                let mean = &rack.means[piece.family.number()];
                let square: f32 = row.iter().zip(mean).map(|(x, mean)| (x - mean).powi(2)).sum();
                if square > 1e-10 {
                    square.sqrt().recip()
                } else {
                    0.0
                }
            }
            _ => 0.0,
        };
        let items = (0..rack.pieces.len()).into_par_iter().with_min_len(CHUNK);
        rack.inverse = items.map(inverse).collect();
        rack.spread = rack.measured(embedding);
        rack
    }

    /// Sums of the embeddings' `columns` over families and slots.
    fn sums<'a>(
        &self,
        columns: Range<usize>,
        embedding: &(dyn Fn(usize) -> Option<&'a [f32]> + Sync),
    ) -> Sums {
        let mut sums = Sums {
            families: vec![vec![0.0; columns.len()]; Family::ALL.len()],
            slots: vec![vec![0.0; columns.len()]; Slot::ALL.len()],
        };
        for (item, piece) in self.pieces.iter().enumerate() {
            let (Some(piece), Some(row)) = (piece, embedding(item)) else {
                continue;
            };
            let family = &mut sums.families[piece.family.number()];
            let slot = &mut sums.slots[piece.slot as usize];
            for ((family, slot), x) in family.iter_mut().zip(slot).zip(&row[columns.clone()]) {
                *family += x;
                *slot += x;
            }
        }
        sums
    }

    /// What is known of the pieces' products for pairs of them.
    pub(super) fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Whether a product was sold out when the rack was made.
    pub fn sold_out(&self, item: usize) -> bool {
        self.facts.sold_out.has(item)
    }

    /// How many products there are, pieces or not.
    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// A product as a piece; `None` where it is none.
    pub fn piece(&self, item: usize) -> Option<&Piece> {
        self.pieces.get(item)?.as_ref()
    }

    /// Numbers of an embedding.
    pub fn dim(&self) -> usize {
        self.dim
    }

    /// Standard deviation of the cosines of [`Rack::centred`] vectors.
    pub fn spread(&self) -> f32 {
        self.spread
    }

    /// What is left of an embedding of a piece of `family` without the family's mean, to unit length; zeros where
    /// nothing is.
    pub fn centred(&self, family: Family, embedding: &[f32]) -> Vec<f32> {
        let mean = &self.means[family.number()];
        let mut left: Vec<f32> = embedding.iter().zip(mean).map(|(x, mean)| x - mean).collect();
        if !normalise(&mut left) {
            left.fill(0.0);
        }
        left
    }

    /// The products of `direction` with the family means, by the family's number, for [`Rack::along`].
    pub fn along_means(&self, direction: &[f32]) -> Vec<f32> {
        self.means
            .iter()
            .map(|mean| crate::reduce::dot(mean, direction))
            .collect()
    }

    /// The product of `direction` with a product's centred embedding, where `means` are those of the direction with the
    /// families' means; 0 where the product has no picture.
    pub fn along(&self, item: usize, embedding: Option<&[f32]>, direction: &[f32], means: &[f32]) -> f32 {
        match (self.piece(item), embedding) {
            (Some(piece), Some(row)) => {
                (crate::reduce::dot(row, direction) - means[piece.family.number()]) * self.inverse[item]
            }
            _ => 0.0,
        }
    }

    fn measured<'a>(&self, embedding: &(dyn Fn(usize) -> Option<&'a [f32]> + Sync)) -> f32 {
        const MOST: usize = 120;
        let seen: Vec<usize> = (0..self.len()).filter(|item| self.inverse[*item] > 0.0).collect();
        let step = seen.len().div_ceil(MOST).max(1);
        let rows: Vec<(Family, Vec<f32>)> = seen
            .into_iter()
            .step_by(step)
            .filter_map(|item| {
                let family = self.piece(item)?.family;
                Some((family, self.centred(family, embedding(item)?)))
            })
            .collect();
        let mut cosines = Vec::new();
        for (at, (family, row)) in rows.iter().enumerate() {
            let others = rows[..at]
                .iter()
                .filter(|(other, _)| super::slot(*other) != super::slot(*family));
            cosines.extend(others.map(|(_, other)| crate::reduce::dot(row, other)));
        }
        let square = cosines.iter().map(|x| x * x).sum::<f32>() / cosines.len().max(1) as f32;
        if square > 1e-8 { square.sqrt() } else { 1.0 }
    }
}

/// Sums of some coordinates of embeddings.
struct Sums {
    families: Vec<Vec<f32>>,
    slots: Vec<Vec<f32>>,
}
