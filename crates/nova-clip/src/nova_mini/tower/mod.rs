//! EfficientNet-Lite (Tan & Le 2019, arXiv 1905.11946; the Lite variants have
//! ReLU6 and no squeeze-and-excitation) with a histogram of colours, and the mean and
//! the standard deviation of several stages as its features; of the early stages, which
//! know colour and texture, also the means over the cells of a grid.
//!
//! Here are the stem, the order of the layers and the threads: pictures of a batch
//! are computed side by side, each on one thread, and of a single picture each thread
//! takes some rows of every map. `block` is the inverted
//! bottleneck, `map` what passes from layer to layer and how it is pooled, `histogram`
//! the colours.

mod block;
mod histogram;
mod map;

use rayon::prelude::*;

use super::config::Image;
use super::conv::{Epilogue, Place, Pointwise};
use crate::weights::Weights;
use crate::{ClipError, Pixels, Preprocess};
use block::{Block, Same, same_padding};
use histogram::Histogram;
pub(super) use histogram::PLACES;
use map::{Map, pool, pool_cells};

/// The stem's kernel and stride.
const STEM: (usize, usize) = (3, 2);

pub(super) struct ImageTower {
    histogram: Option<Histogram>,
    stem: Pointwise,
    blocks: Vec<Block>,
    head: Pointwise,
    /// Channels of the head that are real.
    head_channels: usize,
}

/// Buffers of one picture.
struct Buffers {
    map: Map,
    next: Map,
    /// One for each thread that works on the picture.
    scratches: Vec<Scratch>,
}

impl Buffers {
    fn new(threads: usize) -> Self {
        Self {
            map: Map::default(),
            next: Map::default(),
            scratches: std::iter::repeat_with(Scratch::default).take(threads).collect(),
        }
    }
}

/// Buffers of one thread.
#[derive(Default)]
struct Scratch {
    ring: Vec<f32>,
    strip: Vec<f32>,
    zeros: Vec<f32>,
}

impl ImageTower {
    pub(super) fn load(
        config: &Image,
        preprocess: &Preprocess,
        weights: &mut Weights,
    ) -> Result<Self, ClipError> {
        let blocks = (0..config.blocks.len())
            .map(|index| Block::load(config, index, weights))
            .collect::<Result<_, _>>()?;
        let stem = weights.floats("image.stem.weight")?;
        let stem = Pointwise::new(&patch_order(&stem), &weights.floats("image.stem.bias")?);
        let head = pointwise(weights, "image.head")?;
        Ok(Self {
            histogram: config
                .histogram
                .map(|histogram| Histogram::new(histogram, preprocess)),
            stem,
            blocks,
            head,
            head_channels: config.head_channels,
        })
    }

    /// Features of each picture: the histogram if the model has one, then of each stage
    /// and of the head the mean and the standard deviation of each channel, and behind
    /// them the means over the cells of those stages that have a grid.
    pub(super) fn forward(&self, pixels: &[Pixels]) -> Vec<Vec<f32>> {
        match pixels {
            [one] => vec![self.features(one, &mut Buffers::new(rayon::current_num_threads()))],
            many => many
                .par_iter()
                .with_max_len(1)
                .map_init(
                    || Buffers::new(1),
                    |buffers, picture| self.features(picture, buffers),
                )
                .collect(),
        }
    }

    fn features(&self, pixels: &Pixels, buffers: &mut Buffers) -> Vec<f32> {
        let mut features = Vec::new();
        if let Some(histogram) = &self.histogram {
            histogram.append(pixels, &mut features);
        }
        self.stem(pixels, buffers);
        let Buffers { map, next, scratches } = buffers;
        for block in &self.blocks {
            block.forward(map, next, scratches);
            std::mem::swap(map, next);
            if let Some(channels) = block.pooled {
                pool(map, block.project.outputs(), channels, &mut features);
                if let Some(side) = block.grid {
                    pool_cells(map, block.project.outputs(), channels, side, &mut features);
                }
            }
        }
        let (inputs, outputs) = (self.head.inputs(), self.head.outputs());
        next.resize(map.height, map.width, outputs);
        let share = (map.height * map.width).div_ceil(scratches.len());
        next.values
            .par_chunks_mut(share * outputs)
            .zip(map.values.par_chunks(share * inputs))
            .with_max_len(1)
            .for_each(|(out, input)| self.head.apply(input, out, Place::InOrder, RELU6));
        pool(next, outputs, self.head_channels, &mut features);
        features
    }

    /// The picture through the stem, into the buffers' map.
    fn stem(&self, pixels: &Pixels, buffers: &mut Buffers) {
        let side = pixels.size;
        let Same { out, before } = same_padding(side, STEM.0, STEM.1);
        let (inputs, outputs) = (self.stem.inputs(), self.stem.outputs());
        let Buffers { map, scratches, .. } = buffers;
        map.resize(out, out, outputs);
        let share = out.div_ceil(scratches.len());
        let corner = |at: usize| (at * STEM.1) as isize - before as isize;
        map.values
            .par_chunks_mut(share * out * outputs)
            .zip(scratches)
            .enumerate()
            .with_max_len(1)
            .for_each(|(part, (rows, Scratch { strip, .. }))| {
                strip.clear();
                strip.resize(out * inputs, 0.0);
                for (y, row) in rows.chunks_exact_mut(out * outputs).enumerate() {
                    for (x, patch) in strip.chunks_exact_mut(inputs).enumerate() {
                        gather(pixels, patch, corner(part * share + y), corner(x));
                    }
                    self.stem.apply(strip, row, Place::InOrder, RELU6);
                }
            });
    }
}

const RELU6: Epilogue<'static> = Epilogue {
    residual: None,
    relu6: true,
};

/// The stem's patch whose corner is at (top, left); zero outside the picture.
fn gather(pixels: &Pixels, patch: &mut [f32], top: isize, left: isize) {
    let side = pixels.size as isize;
    let inside = |at: isize| (0..side).contains(&at);
    for (ky, out) in patch.chunks_exact_mut(STEM.0 * 3).take(STEM.0).enumerate() {
        let y = top + ky as isize;
        for (kx, out) in out.chunks_exact_mut(3).enumerate() {
            let x = left + kx as isize;
            if inside(y) && inside(x) {
                let at = (y * side + x) as usize * 3;
                out.copy_from_slice(&pixels.values[at..at + 3]);
            } else {
                out.fill(0.0);
            }
        }
    }
}

/// The stem's weights from (out, channel, y, x) to the order of a patch: (out, y, x, channel).
fn patch_order(weight: &[f32]) -> Vec<f32> {
    let area = STEM.0 * STEM.0;
    weight
        .chunks_exact(3 * area)
        .flat_map(|filter| (0..3 * area).map(|at| filter[at % 3 * area + at / 3]))
        .collect()
}

fn pointwise(weights: &mut Weights, name: &str) -> Result<Pointwise, ClipError> {
    let weight = weights.floats(&format!("{name}.weight"))?;
    let bias = weights.floats(&format!("{name}.bias"))?;
    Ok(Pointwise::rounded(&weight, &bias))
}

#[cfg(test)]
mod tests;
