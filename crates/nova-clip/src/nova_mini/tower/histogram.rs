//! The colours of a picture, by place.
//!
//! A network's maps know what a garment is better than which of two reds it has, and
//! their means mix a red collar with a white body. So the features begin with plain
//! counts: each pixel of the picture averaged down is shared among the eight nearest
//! of an even lattice of colours, in the upper, middle and lower third of the picture
//! and in its centre.

use super::map::span;
use crate::nova_mini::config;
use crate::{Pixels, Preprocess};

/// Thirds from the top, and the centre.
pub(in crate::nova_mini) const PLACES: usize = 4;

pub(super) struct Histogram {
    /// Side that the picture is averaged down to.
    side: usize,
    /// Of each channel.
    levels: usize,
    /// What black and white are in the pixels' numbers.
    pub(super) bounds: [(f32, f32); 3],
}

impl Histogram {
    pub(super) fn new(config: config::Histogram, preprocess: &Preprocess) -> Self {
        Self {
            side: config.side,
            levels: config.levels,
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
        let centre = side / 4..side - side / 4;
        for y in 0..side {
            for x in 0..side {
                let shares = self.shares(self.average(pixels, y, x));
                // Exact thirds of the rows, as Python's `i * side // 3` cuts them.
                let third = (0..2).filter(|i| y >= (i + 1) * side / 3).count();
                let in_centre = (centre.contains(&y) && centre.contains(&x)).then_some(PLACES - 1);
                for place in std::iter::once(third).chain(in_centre) {
                    areas[place] += 1.0;
                    let counts = &mut counts[place * lattice..][..lattice];
                    shares.iter().for_each(|&(at, share)| counts[at] += share);
                }
            }
        }
        for (counts, area) in counts.chunks_exact(lattice).zip(areas) {
            features.extend(counts.iter().map(|count| (count / area.max(1.0)).sqrt()));
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
