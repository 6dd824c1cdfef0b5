//! What passes from layer to layer, and its pooling.

use std::ops::Range;

use pulp::Arch;

/// Keeps the square root's argument away from zero.
const VARIANCE_EPS: f64 = 1e-5;

/// A map of `height × width` pixels of some channels, in a buffer that is reused.
#[derive(Default)]
pub(super) struct Map {
    pub values: Vec<f32>,
    pub height: usize,
    pub width: usize,
}

impl Map {
    /// Gives the map a size; its numbers are then any.
    pub(super) fn resize(&mut self, height: usize, width: usize, channels: usize) {
        (self.height, self.width) = (height, width);
        self.values.resize(height * width * channels, 0.0);
    }
}

/// Appends the mean and then the standard deviation (of the population) of the
/// first `channels` channels.
pub(super) fn pool(map: &Map, stride: usize, channels: usize, features: &mut Vec<f32>) {
    let pixels = (map.height * map.width) as f64;
    let arch = Arch::new();
    let sums = arch.dispatch(|| totals(map, stride, &vec![0.0; channels], |x| x));
    let mean: Vec<f32> = sums.into_iter().map(|total| (total / pixels) as f32).collect();
    let squares = arch.dispatch(|| totals(map, stride, &mean, |x| x * x));
    features.extend_from_slice(&mean);
    features.extend(
        squares
            .into_iter()
            .map(|total| (total / pixels + VARIANCE_EPS).sqrt() as f32),
    );
}

/// What cell `index` of `cells` covers of `length`: whole pixels, so that two cells may
/// share one where the length is no multiple (adaptive pooling).
pub(super) fn span(index: usize, cells: usize, length: usize) -> Range<usize> {
    index * length / cells..((index + 1) * length).div_ceil(cells)
}

/// Appends the means of the first `channels` channels over each cell of a grid of
/// `side × side`, row by row.
pub(super) fn pool_cells(map: &Map, stride: usize, channels: usize, side: usize, features: &mut Vec<f32>) {
    Arch::new().dispatch(|| cells(map, stride, channels, side, features));
}

#[inline(always)]
fn cells(map: &Map, stride: usize, channels: usize, side: usize, features: &mut Vec<f32>) {
    for cell in 0..side * side {
        let rows = span(cell / side, side, map.height);
        let columns = span(cell % side, side, map.width);
        let count = (rows.len() * columns.len()) as f32;
        let start = features.len();
        features.resize(start + channels, 0.0);
        let means = &mut features[start..];
        for row in rows {
            let row = &map.values[(row * map.width + columns.start) * stride..][..columns.len() * stride];
            for pixel in row.chunks_exact(stride) {
                means.iter_mut().zip(pixel).for_each(|(sum, &x)| *sum += x);
            }
        }
        means.iter_mut().for_each(|sum| *sum /= count);
    }
}

/// For each channel the sum over the map of `of(x - centre)`. A row is summed in
/// f32 and the rows in f64, which is as fast and exact enough.
#[inline(always)]
fn totals(map: &Map, stride: usize, centre: &[f32], of: impl Fn(f32) -> f32) -> Vec<f64> {
    let mut totals = vec![0.0_f64; centre.len()];
    let mut sums = vec![0.0_f32; centre.len()];
    for row in map.values.chunks_exact(map.width * stride) {
        sums.fill(0.0);
        for pixel in row.chunks_exact(stride) {
            for ((sum, &x), &centre) in sums.iter_mut().zip(pixel).zip(centre) {
                *sum += of(x - centre);
            }
        }
        totals
            .iter_mut()
            .zip(&sums)
            .for_each(|(total, &sum)| *total += f64::from(sum));
    }
    totals
}
