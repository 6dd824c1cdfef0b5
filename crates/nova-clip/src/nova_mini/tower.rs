//! EfficientNet-Lite (Tan & Le 2019, arXiv 1905.11946; the Lite variants have
//! ReLU6 and no squeeze-and-excitation) with the mean and the standard deviation
//! of several stages as its features.
//!
//! A block is computed in strips of a few output rows: the expanded rows live in
//! a ring that stays in the cache, and never make a whole map. Pictures of a
//! batch are computed side by side, each on one thread.

use rayon::prelude::*;

use super::config::{self, Image};
use super::conv::{Depthwise, Epilogue, Place, Pointwise};
use crate::weights::Weights;
use crate::{ClipError, Pixels};

/// The stem's kernel and stride.
const STEM: (usize, usize) = (3, 2);
/// What a strip's expanded rows may take, in bytes; about half of a second-level cache.
const STRIP_BYTES: usize = 192 << 10;
/// Fewer pixels than this do not pay for a pass over a layer's weights.
const STRIP_PIXELS: usize = 60;
/// Keeps the square root's argument away from zero.
const VARIANCE_EPS: f64 = 1e-5;

pub(super) struct ImageTower {
    stem: Pointwise,
    blocks: Vec<Block>,
    head: Pointwise,
    /// Channels of the head that are real.
    head_channels: usize,
}

struct Block {
    expand: Option<Pointwise>,
    depthwise: Depthwise,
    project: Pointwise,
    residual: bool,
    /// How many channels of the output are pooled.
    pooled: Option<usize>,
}

/// A map of `height × width` pixels of some channels, in a buffer that is reused.
#[derive(Default)]
struct Map {
    values: Vec<f32>,
    height: usize,
    width: usize,
}

/// Buffers of one thread.
#[derive(Default)]
struct Scratch {
    map: Map,
    next: Map,
    ring: Vec<f32>,
    strip: Vec<f32>,
    zeros: Vec<f32>,
}

impl ImageTower {
    pub(super) fn load(config: &Image, weights: &mut Weights) -> Result<Self, ClipError> {
        let blocks = (0..config.blocks.len())
            .map(|index| Block::load(config, index, weights))
            .collect::<Result<_, _>>()?;
        let stem = weights.floats("image.stem.weight")?;
        let stem = Pointwise::new(&patch_order(&stem), &weights.floats("image.stem.bias")?);
        let head = pointwise(weights, "image.head")?;
        Ok(Self {
            stem,
            blocks,
            head,
            head_channels: config.head_channels,
        })
    }

    /// Pooled features of each picture: of each stage and of the head, the mean
    /// and then the standard deviation of each channel.
    pub(super) fn forward(&self, pixels: &[Pixels]) -> Vec<Vec<f32>> {
        match pixels {
            [one] => vec![self.features(one, &mut Scratch::default())],
            many => many
                .par_iter()
                .with_max_len(1)
                .map_init(Scratch::default, |scratch, picture| {
                    self.features(picture, scratch)
                })
                .collect(),
        }
    }

    fn features(&self, pixels: &Pixels, scratch: &mut Scratch) -> Vec<f32> {
        let mut features = Vec::new();
        self.stem(pixels, scratch);
        for block in &self.blocks {
            block.forward(scratch);
            std::mem::swap(&mut scratch.map, &mut scratch.next);
            if let Some(channels) = block.pooled {
                pool(&scratch.map, block.project.outputs(), channels, &mut features);
            }
        }
        let Scratch { map, next, .. } = scratch;
        let outputs = self.head.outputs();
        next.resize(map.height, map.width, outputs);
        self.head.apply(
            &map.values,
            &mut next.values,
            Place::IN_ORDER,
            Epilogue {
                residual: None,
                relu6: true,
            },
        );
        pool(next, outputs, self.head_channels, &mut features);
        features
    }

    /// The picture through the stem, into `scratch.map`.
    fn stem(&self, pixels: &Pixels, scratch: &mut Scratch) {
        let side = pixels.size;
        let Same { out, before } = same_padding(side, STEM.0, STEM.1);
        let (inputs, outputs) = (self.stem.inputs(), self.stem.outputs());
        let Scratch { map, strip, .. } = scratch;
        map.resize(out, out, outputs);
        strip.clear();
        strip.resize(out * inputs, 0.0);
        for (y, row) in map.values.chunks_exact_mut(out * outputs).enumerate() {
            for (x, patch) in strip.chunks_exact_mut(inputs).enumerate() {
                gather(
                    pixels,
                    patch,
                    (y * STEM.1) as isize - before as isize,
                    (x * STEM.1) as isize - before as isize,
                );
            }
            self.stem.apply(
                strip,
                row,
                Place::IN_ORDER,
                Epilogue {
                    residual: None,
                    relu6: true,
                },
            );
        }
    }
}

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
    Ok(Pointwise::new(&weight, &bias))
}

impl Block {
    fn load(config: &Image, index: usize, weights: &mut Weights) -> Result<Self, ClipError> {
        let config::Block {
            kernel,
            stride,
            out_channels,
            residual,
            ..
        } = config.blocks[index];
        let name = |part: &str| format!("image.blocks.{index}.{part}");
        let expand = match config.blocks[index].expands() {
            true => Some(pointwise(weights, &name("expand"))?),
            false => None,
        };
        let taps = weights.floats(&name("depthwise.weight"))?;
        let bias = weights.floats(&name("depthwise.bias"))?;
        Ok(Self {
            expand,
            depthwise: Depthwise::new(&taps, &bias, kernel, stride),
            project: pointwise(weights, &name("project"))?,
            residual,
            pooled: config.stages.contains(&index).then_some(out_channels),
        })
    }

    /// From `scratch.map` to `scratch.next`.
    fn forward(&self, scratch: &mut Scratch) {
        let Scratch {
            map,
            next,
            ring,
            strip,
            zeros,
        } = scratch;
        let (kernel, stride) = (self.depthwise.kernel(), self.depthwise.stride());
        let (channels, outputs) = (self.depthwise.channels(), self.project.outputs());
        let down = same_padding(map.height, kernel, stride);
        let across = same_padding(map.width, kernel, stride);
        next.resize(down.out, across.out, outputs);

        let padded_width = (across.out - 1) * stride + kernel;
        let row_len = padded_width * channels;
        let strip_rows = strip_rows(row_len * stride, across.out).min(down.out);
        let ring_rows = (strip_rows - 1) * stride + kernel;
        clear_margins(
            ring,
            ring_rows,
            row_len,
            across.before * channels,
            map.width * channels,
        );
        strip.resize(strip_rows * across.out * channels, 0.0);
        zeros.clear();
        zeros.resize(row_len, 0.0);

        let inputs = map.values.len() / (map.height * map.width);
        let mut expanded = 0;
        for first in (0..down.out).step_by(strip_rows) {
            let last = (first + strip_rows).min(down.out);
            let needed = ((last - 1) * stride + kernel - down.before).min(map.height);
            let fresh = &map.values[expanded * map.width * inputs..needed * map.width * inputs];
            let place = Place {
                width: map.width,
                first_row: expanded,
                rows: ring_rows,
                row_len,
                margin: across.before * channels,
            };
            self.expand(fresh, ring, place);
            expanded = needed;

            for y in first..last {
                let mut rows: [&[f32]; 5] = [&*zeros; 5];
                for (ky, row) in rows[..kernel].iter_mut().enumerate() {
                    if let Some(y) = (y * stride + ky)
                        .checked_sub(down.before)
                        .filter(|&y| y < map.height)
                    {
                        *row = &ring[y % ring_rows * row_len..][..row_len];
                    }
                }
                let out_len = across.out * channels;
                self.depthwise
                    .row(&rows[..kernel], &mut strip[(y - first) * out_len..][..out_len]);
            }

            let pixels = first * across.out..last * across.out;
            let residual = self
                .residual
                .then(|| &map.values[pixels.start * outputs..pixels.end * outputs]);
            self.project.apply(
                &strip[..pixels.len() * channels],
                &mut next.values[pixels.start * outputs..pixels.end * outputs],
                Place::IN_ORDER,
                Epilogue {
                    residual,
                    relu6: false,
                },
            );
        }
    }

    fn expand(&self, fresh: &[f32], ring: &mut [f32], place: Place) {
        match &self.expand {
            Some(expand) => expand.apply(
                fresh,
                ring,
                place,
                Epilogue {
                    residual: None,
                    relu6: true,
                },
            ),
            None => {
                let channels = self.depthwise.channels();
                for (pixel, values) in fresh.chunks_exact(channels).enumerate() {
                    ring[place.of(pixel, channels)..][..channels].copy_from_slice(values);
                }
            }
        }
    }
}

impl Map {
    fn resize(&mut self, height: usize, width: usize, channels: usize) {
        (self.height, self.width) = (height, width);
        self.values.resize(height * width * channels, 0.0);
    }
}

/// How many output rows a strip has, by what one of them adds to the ring (in
/// numbers) and its width (in pixels).
fn strip_rows(ring_len: usize, width: usize) -> usize {
    let by_cache = STRIP_BYTES / (ring_len * size_of::<f32>()).max(1);
    by_cache.max(STRIP_PIXELS.div_ceil(width))
}

/// Gives the ring its size, and zeros where no row's pixels will be written.
fn clear_margins(ring: &mut Vec<f32>, rows: usize, row_len: usize, before: usize, filled: usize) {
    ring.resize(rows * row_len, 0.0);
    for row in ring.chunks_exact_mut(row_len) {
        row[..before].fill(0.0);
        row[before + filled..].fill(0.0);
    }
}

/// TensorFlow's "SAME": as many outputs as strides begin, the odd pixel of
/// padding behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Same {
    out: usize,
    before: usize,
}

fn same_padding(length: usize, kernel: usize, stride: usize) -> Same {
    let out = length.div_ceil(stride);
    let total = ((out - 1) * stride + kernel).saturating_sub(length);
    Same {
        out,
        before: total / 2,
    }
}

/// Appends the mean and then the standard deviation (of the population) of the
/// first `channels` channels.
fn pool(map: &Map, stride: usize, channels: usize, features: &mut Vec<f32>) {
    let pixels = (map.height * map.width) as f64;
    let sums = totals(map, stride, &vec![0.0; channels], |x| x);
    let mean: Vec<f32> = sums.into_iter().map(|total| (total / pixels) as f32).collect();
    let squares = totals(map, stride, &mean, |x| x * x);
    features.extend_from_slice(&mean);
    features.extend(
        squares
            .into_iter()
            .map(|total| (total / pixels + VARIANCE_EPS).sqrt() as f32),
    );
}

/// For each channel the sum over the map of `of(x - centre)`. A row is summed in
/// f32 and the rows in f64, which is as fast and exact enough.
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

#[cfg(test)]
mod tests;
