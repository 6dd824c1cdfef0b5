//! Two linear maps on embeddings: how well b goes with a beside what they have in common is (xₐA)·(x_bB), where x is the
//! embedding less its family's mean, brought to unit length. They are learnt by `learn`; those that ship were learnt on
//! garments worn together in street photos.

use std::sync::OnceLock;

/// Two maps from `dim` numbers to `rank`, row after row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Maps {
    /// Numbers of an embedding.
    pub dim: usize,
    /// Numbers that each map makes of it.
    pub rank: usize,
    /// The map of the piece that is there.
    pub own: Vec<f32>,
    /// The map of the piece that may join it.
    pub other: Vec<f32>,
}

impl Maps {
    /// One pair of maps whose product is the mean of the products of all of them.
    pub fn mean(all: &[Maps]) -> Maps {
        let Some(first) = all.first() else {
            return Maps::default();
        };
        let side_by_side = |map: fn(&Maps) -> &Vec<f32>, by: f32| {
            let row = |maps: &Maps, at: usize| map(maps)[at * maps.rank..(at + 1) * maps.rank].to_vec();
            let rows = (0..first.dim).flat_map(|at| all.iter().flat_map(move |maps| row(maps, at)));
            rows.map(|x| by * x).collect()
        };
        Maps {
            dim: first.dim,
            rank: all.iter().map(|maps| maps.rank).sum(),
            own: side_by_side(|maps| &maps.own, 1.0 / all.len() as f32),
            other: side_by_side(|maps| &maps.other, 1.0),
        }
    }

    /// `x` by the first map.
    pub fn of_own(&self, x: &[f32]) -> Vec<f32> {
        apply(&self.own, self.rank, x)
    }

    /// `x` by the second map.
    pub fn of_other(&self, x: &[f32]) -> Vec<f32> {
        apply(&self.other, self.rank, x)
    }

    /// The direction whose product with another piece's x is how well it goes with this one, either way round.
    pub fn direction(&self, x: &[f32]) -> Vec<f32> {
        let (own, other) = (self.of_own(x), self.of_other(x));
        let rows = self
            .own
            .chunks_exact(self.rank)
            .zip(self.other.chunks_exact(self.rank));
        rows.map(|(a, b)| 0.5 * (crate::reduce::dot(b, &own) + crate::reduce::dot(a, &other)))
            .collect()
    }

    /// The maps in bytes: dimension, rank, and for each map its scale and its entries in steps of it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        // Far below what 32 bits count.
        bytes.extend((self.dim as u32).to_le_bytes());
        bytes.extend((self.rank as u32).to_le_bytes());
        for map in [&self.own, &self.other] {
            let scale = map.iter().fold(0.0_f32, |most, x| most.max(x.abs())) / 32_767.0;
            bytes.extend(scale.to_le_bytes());
            for x in map {
                let step = if scale > 0.0 { (x / scale).round() } else { 0.0 };
                bytes.extend((step as i16).to_le_bytes());
            }
        }
        bytes
    }

    /// The maps that [`Maps::to_bytes`] wrote; `None` where the bytes are no maps.
    pub fn from_bytes(bytes: &[u8]) -> Option<Maps> {
        let number =
            |at: usize| -> Option<u32> { Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?)) };
        let (dim, rank) = (number(0)? as usize, number(4)? as usize);
        let entries = dim.checked_mul(rank)?;
        let length = entries.checked_mul(2)?.checked_add(4)?;
        if bytes.len() != 8 + length.checked_mul(2)? {
            return None;
        }
        let map = |start: usize| -> Option<Vec<f32>> {
            let scale = f32::from_bits(number(start)?);
            let steps = bytes.get(start + 4..start + length)?.chunks_exact(2);
            Some(
                steps
                    .map(|step| scale * f32::from(i16::from_le_bytes([step[0], step[1]])))
                    .collect(),
            )
        };
        Some(Maps {
            dim,
            rank,
            own: map(8)?,
            other: map(8 + length)?,
        })
    }
}

fn apply(map: &[f32], rank: usize, x: &[f32]) -> Vec<f32> {
    let mut out = vec![0.0; rank];
    for (row, x) in map.chunks_exact(rank.max(1)).zip(x) {
        for (sum, weight) in out.iter_mut().zip(row) {
            *sum += x * weight;
        }
    }
    out
}

/// The maps that ship, for the embeddings of nova-mini; made by `cargo run -p nova-taste --example street_prior`.
pub fn street() -> &'static Maps {
    static STREET: OnceLock<Maps> = OnceLock::new();
    STREET.get_or_init(|| Maps::from_bytes(include_bytes!("street.maps")).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_come_back_from_their_bytes() {
        let maps = Maps {
            dim: 3,
            rank: 2,
            own: vec![0.5, -1.0, 0.25, 0.0, 1.0, 0.125],
            other: vec![0.0; 6],
        };
        let read = Maps::from_bytes(&maps.to_bytes()).expect("they are maps");
        assert!(
            maps.own.iter().zip(&read.own).all(|(a, b)| (a - b).abs() < 1e-4),
            "{read:?}"
        );
        assert_eq!((read.dim, read.rank, &read.other), (3, 2, &maps.other));
        assert_eq!(
            Maps::from_bytes(&maps.to_bytes()[..20]),
            None,
            "a file that was cut off is none"
        );
    }

    #[test]
    fn the_mean_of_maps_has_the_mean_of_their_products() {
        let maps = |own: [f32; 2], other: [f32; 2]| Maps {
            dim: 2,
            rank: 1,
            own: own.to_vec(),
            other: other.to_vec(),
        };
        let both = [maps([1.0, 2.0], [3.0, -1.0]), maps([0.5, -1.0], [2.0, 0.25])];
        let (a, b) = ([0.6, 0.8], [1.0, -0.5]);
        let goes = |maps: &Maps| crate::reduce::dot(&maps.direction(&a), &b);
        let found = goes(&Maps::mean(&both));
        assert!(
            (found - 0.5 * (goes(&both[0]) + goes(&both[1]))).abs() < 1e-6,
            "{found}"
        );
        assert_eq!(Maps::mean(&[]), Maps::default());
    }

    #[test]
    fn a_direction_is_the_mean_of_both_ways_round() {
        let maps = Maps {
            dim: 2,
            rank: 1,
            own: vec![1.0, 2.0],
            other: vec![3.0, -1.0],
        };
        let (a, b) = ([0.6, 0.8], [1.0, 0.0]);
        let one_way = maps.of_own(&a)[0] * maps.of_other(&b)[0];
        let other_way = maps.of_own(&b)[0] * maps.of_other(&a)[0];
        let found = crate::reduce::dot(&maps.direction(&a), &b);
        assert!((found - 0.5 * (one_way + other_way)).abs() < 1e-6, "{found}");
    }
}
