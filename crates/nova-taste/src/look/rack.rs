//! A catalogue's pieces, ready to be put together: what each is, and its embedding less its family's mean, so that what
//! is left is how it looks and not what it shows.

use super::kind::Family;
use super::piece::Piece;
use nova_domain::vector::normalise;

/// Pieces by which a family's mean is drawn towards that of its slot.
const SHRINKAGE: f32 = 8.0;

/// The pieces of a catalogue, in its order.
#[derive(Debug, Clone, Default)]
pub struct Rack {
    pieces: Vec<Option<Piece>>,
    dim: usize,
    /// The mean of each family's embeddings, by its number.
    means: Vec<Vec<f32>>,
    /// One by the length of what is left of an embedding; 0 where there is none.
    inverse: Vec<f32>,
    /// Standard deviation of the cosines of what is left, over pairs of different slots.
    spread: f32,
}

impl Rack {
    /// The rack of a catalogue; `embedding` gives the unit vector of a product's picture, where it has one.
    pub fn new<'a>(pieces: Vec<Option<Piece>>, embedding: &dyn Fn(usize) -> Option<&'a [f32]>) -> Rack {
        let dim = (0..pieces.len()).find_map(embedding).map_or(0, <[f32]>::len);
        let mut rack = Rack {
            dim,
            means: vec![vec![0.0; dim]; Family::ALL.len()],
            inverse: vec![0.0; pieces.len()],
            spread: 1.0,
            pieces,
        };
        let mut counts = vec![0.0_f32; Family::ALL.len()];
        let mut slots: std::collections::HashMap<super::Slot, (Vec<f32>, f32)> =
            std::collections::HashMap::new();
        for (item, piece) in rack.pieces.iter().enumerate() {
            let (Some(piece), Some(row)) = (piece, embedding(item)) else {
                continue;
            };
            let number = piece.family.number();
            counts[number] += 1.0;
            let slot = slots.entry(piece.slot).or_insert_with(|| (vec![0.0; dim], 0.0));
            slot.1 += 1.0;
            for ((sum, slot), x) in rack.means[number].iter_mut().zip(&mut slot.0).zip(row) {
                *sum += x;
                *slot += x;
            }
        }
        for family in Family::ALL {
            let Some((sum, count)) = super::slot(family).and_then(|slot| slots.get(&slot)) else {
                continue;
            };
            let own = counts[family.number()];
            for (mean, slot) in rack.means[family.number()].iter_mut().zip(sum) {
                *mean = (*mean + SHRINKAGE * slot / count) / (own + SHRINKAGE);
            }
        }
        for item in 0..rack.pieces.len() {
            if let (Some(piece), Some(row)) = (&rack.pieces[item], embedding(item)) {
                let mean = &rack.means[piece.family.number()];
                let square: f32 = row.iter().zip(mean).map(|(x, mean)| (x - mean).powi(2)).sum();
                if square > 1e-10 {
                    rack.inverse[item] = square.sqrt().recip();
                }
            }
        }
        rack.spread = rack.measured(embedding);
        rack
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

    fn measured<'a>(&self, embedding: &dyn Fn(usize) -> Option<&'a [f32]>) -> f32 {
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
