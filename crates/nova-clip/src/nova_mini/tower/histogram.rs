//! The colours of a picture, by place.
//!
//! A network's maps know what a garment is better than which of two reds it has, and
//! their means mix a red collar with a white body. So the features begin with plain
//! counts: each pixel of the picture averaged down is shared among the eight nearest
//! of an even lattice of colours, in the upper, middle and lower part of the picture
//! and in its centre. The parts have no edges but fade into each other, so that a garment
//! that is cut a little lower is counted nearly as before.

use super::map::span;
use crate::nova_mini::config;
use crate::{Pixels, Preprocess};

/// How far down the picture the parts lie that follow each other: a row counts fully at the centre of one and less and less
/// towards the centre of the next.
const PARTS: [f32; 3] = [1.0 / 6.0, 0.5, 5.0 / 6.0];
/// The parts, and the centre.
pub(in crate::nova_mini) const PLACES: usize = PARTS.len() + 1;

pub(super) struct Histogram {
    /// Side that the picture is averaged down to.
    side: usize,
    /// Of each channel.
    levels: usize,
    /// How much a row counts in each part.
    parts: Vec<[f32; PARTS.len()]>,
    /// How much a row or column counts in the centre.
    centre: Vec<f32>,
    /// What black and white are in the pixels' numbers.
    pub(super) bounds: [(f32, f32); 3],
}

impl Histogram {
    pub(super) fn new(config: config::Histogram, preprocess: &Preprocess) -> Self {
        let side = config.side;
        let at = |index: usize| (index as f32 + 0.5) / side as f32;
        Self {
            side,
            levels: config.levels,
            parts: (0..side).map(|row| parts(at(row))).collect(),
            centre: (0..side)
                .map(|index| (at(index) * std::f32::consts::PI).sin().powi(2))
                .collect(),
            bounds: preprocess.bounds(),
        }
    }

    /// Appends, for each place, the square root (Hellinger) of the share that each colour
    /// of the lattice has, blue fastest.
    pub(super) fn append(&self, pixels: &Pixels, features: &mut Vec<f32>) {
        let side = self.side;
        let lattice = self.levels.pow(3);
        let mut counts = vec![0.0_f32; PLACES * lattice];
        let mut areas = [0.0_f32; PLACES];
        for y in 0..side {
            for x in 0..side {
                let shares = self.shares(self.average(pixels, y, x));
                let [upper, middle, lower] = self.parts[y];
                let weights = [upper, middle, lower, self.centre[y] * self.centre[x]];
                for (place, weight) in weights.into_iter().enumerate() {
                    if weight > 0.0 {
                        areas[place] += weight;
                        let counts = &mut counts[place * lattice..][..lattice];
                        shares
                            .iter()
                            .for_each(|&(at, share)| counts[at] += weight * share);
                    }
                }
            }
        }
        for (counts, area) in counts.chunks_exact(lattice).zip(areas) {
            // A square of one cell has a middle only.
            let area = area.max(f32::MIN_POSITIVE);
            features.extend(counts.iter().map(|count| (count / area).sqrt()));
        }
    }

    /// Red, green and blue from 0 to 1: the mean over the pixels that fall together.
    fn average(&self, pixels: &Pixels, y: usize, x: usize) -> [f32; 3] {
        let (rows, columns) = (span(y, self.side, pixels.size), span(x, self.side, pixels.size));
        let mut sums = [0.0_f32; 3];
        for row in rows.clone() {
            let row = &pixels.values[(row * pixels.size + columns.start) * 3..][..columns.len() * 3];
            for pixel in row.as_chunks::<3>().0 {
                (0..3).for_each(|channel| sums[channel] += pixel[channel]);
            }
        }
        let count = (rows.len() * columns.len()) as f32;
        std::array::from_fn(|channel| {
            let (black, white) = self.bounds[channel];
            ((sums[channel] / count - black) / (white - black)).clamp(0.0, 1.0)
        })
    }

    /// The eight colours of the lattice around a colour, each with its share; together 1.
    fn shares(&self, colour: [f32; 3]) -> [(usize, f32); 8] {
        let last = self.levels - 1;
        let scaled = colour.map(|part| part * last as f32);
        let low = scaled.map(|part| (part as usize).min(last - 1));
        std::array::from_fn(|corner| {
            let mut found = (0, 1.0);
            for channel in 0..3 {
                let up = corner >> (2 - channel) & 1;
                let above = scaled[channel] - low[channel] as f32;
                let share = if up == 1 { above } else { 1.0 - above };
                found = (found.0 * self.levels + low[channel] + up, found.1 * share);
            }
            found
        })
    }
}

/// How much a row `down` the picture, from 0 to 1, counts in each part.
fn parts(down: f32) -> [f32; PARTS.len()] {
    let apart = PARTS[1] - PARTS[0];
    // Above the first centre and below the last a row belongs to that part alone.
    let row = down.clamp(PARTS[0], PARTS[PARTS.len() - 1]);
    PARTS.map(|centre| (1.0 - (row - centre).abs() / apart).max(0.0))
}
