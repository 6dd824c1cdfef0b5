//! The inverted bottleneck: expand, depthwise, project.
//!
//! It is computed in strips of a few output rows: the expanded rows live in a ring
//! that stays in the cache, and never make a whole map.

use super::super::config::{self, Image};
use super::super::conv::{Depthwise, Epilogue, Place, Pointwise, Ring, WIDE};
use super::map::Map;
use super::{Scratch, pointwise};
use crate::ClipError;
use crate::weights::Weights;
use rayon::prelude::*;

/// What a strip's expanded rows may take, in bytes; about half of a second-level cache.
const STRIP_BYTES: usize = 192 << 10;
/// Fewer pixels than this do not pay for a pass over a layer's weights.
const STRIP_PIXELS: usize = 60;

pub(super) struct Block {
    pub expand: Option<Pointwise>,
    pub depthwise: Depthwise,
    pub project: Pointwise,
    pub residual: bool,
    /// How many channels of the output are pooled.
    pub pooled: Option<usize>,
    /// Cells along a side of the grid over which they are pooled too.
    pub grid: Option<usize>,
}

impl Block {
    pub(super) fn load(config: &Image, index: usize, weights: &mut Weights) -> Result<Self, ClipError> {
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
            grid: config.grid_side(index),
        })
    }

    /// From `map` to `next`, over as many threads as `scratches` has buffers for: each
    /// takes some rows of the output, and expands again what two of them look at.
    pub(super) fn forward(&self, map: &Map, next: &mut Map, scratches: &mut [Scratch]) {
        let (kernel, stride) = (self.depthwise.kernel(), self.depthwise.stride());
        let down = same_padding(map.height, kernel, stride);
        let across = same_padding(map.width, kernel, stride);
        let outputs = self.project.outputs();
        next.resize(down.out, across.out, outputs);
        let share = down.out.div_ceil(scratches.len());
        next.values
            .par_chunks_mut(share * across.out * outputs)
            .zip(scratches)
            .enumerate()
            .with_max_len(1)
            .for_each(|(index, (out, scratch))| {
                self.rows(map, index * share, out, [down, across], scratch);
            });
    }

    /// The output's rows from `top` on, as many as `out` has room for.
    fn rows(&self, map: &Map, top: usize, out: &mut [f32], [down, across]: [Same; 2], scratch: &mut Scratch) {
        let Scratch { ring, strip, zeros } = scratch;
        let (kernel, stride) = (self.depthwise.kernel(), self.depthwise.stride());
        let (channels, outputs) = (self.depthwise.channels(), self.project.outputs());
        let bottom = top + out.len() / (across.out * outputs);

        let row_len = (across.out - 1) * stride + kernel;
        let strip_rows = strip_rows(row_len * channels * stride, across.out).min(bottom - top);
        let mut place = Ring {
            width: map.width,
            first_row: (top * stride).saturating_sub(down.before).min(map.height),
            rows: (strip_rows - 1) * stride + kernel,
            row_len,
            margin: across.before,
        };
        clear_margins(ring, place, channels / WIDE);
        strip.resize(strip_rows * across.out * channels, 0.0);
        zeros.clear();
        zeros.resize(row_len * WIDE, 0.0);

        let inputs = map.values.len() / (map.height * map.width);
        for first in (top..bottom).step_by(strip_rows) {
            let last = (first + strip_rows).min(bottom);
            let needed = ((last - 1) * stride + kernel - down.before).min(map.height);
            let fresh = &map.values[place.first_row * map.width * inputs..needed * map.width * inputs];
            self.expand(fresh, ring, place);
            place.first_row = needed;

            for (group, ring) in ring.chunks_exact(place.len()).enumerate() {
                for y in first..last {
                    let mut rows: [&[f32]; 5] = [&*zeros; 5];
                    for (ky, row) in rows[..kernel].iter_mut().enumerate() {
                        if let Some(y) = (y * stride + ky)
                            .checked_sub(down.before)
                            .filter(|&y| y < map.height)
                        {
                            *row = &ring[y % place.rows * row_len * WIDE..][..row_len * WIDE];
                        }
                    }
                    let out_len = across.out * channels;
                    let out = &mut strip[(y - first) * out_len..][..out_len];
                    self.depthwise.row(group, &rows[..kernel], out);
                }
            }

            let pixels = first * across.out..last * across.out;
            let residual = self
                .residual
                .then(|| &map.values[pixels.start * outputs..pixels.end * outputs]);
            let begin = (first - top) * across.out * outputs;
            self.project.apply(
                &strip[..pixels.len() * channels],
                &mut out[begin..][..pixels.len() * outputs],
                Place::InOrder,
                Epilogue {
                    residual,
                    relu6: false,
                },
            );
        }
    }

    fn expand(&self, fresh: &[f32], ring: &mut [f32], place: Ring) {
        match &self.expand {
            Some(expand) => expand.apply(
                fresh,
                ring,
                Place::Ring(place),
                Epilogue {
                    residual: None,
                    relu6: true,
                },
            ),
            None => {
                for (pixel, values) in fresh.chunks_exact(self.depthwise.channels()).enumerate() {
                    let at = place.of(pixel);
                    for (ring, values) in ring.chunks_exact_mut(place.len()).zip(values.chunks_exact(WIDE)) {
                        ring[at..at + WIDE].copy_from_slice(values);
                    }
                }
            }
        }
    }
}

/// How many output rows a strip has, by what one of them adds to the ring (in
/// numbers) and its width (in pixels).
fn strip_rows(ring_len: usize, width: usize) -> usize {
    let by_cache = STRIP_BYTES / (ring_len * size_of::<f32>()).max(1);
    by_cache.max(STRIP_PIXELS.div_ceil(width))
}

/// Gives the rings of all groups their size, and zeros where no row's pixels will be written.
fn clear_margins(ring: &mut Vec<f32>, place: Ring, groups: usize) {
    ring.resize(groups * place.len(), 0.0);
    for row in ring.chunks_exact_mut(place.row_len * WIDE) {
        row[..place.margin * WIDE].fill(0.0);
        row[(place.margin + place.width) * WIDE..].fill(0.0);
    }
}

/// TensorFlow's "SAME": as many outputs as strides begin, the odd pixel of
/// padding behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Same {
    pub out: usize,
    pub before: usize,
}

pub(super) fn same_padding(length: usize, kernel: usize, stride: usize) -> Same {
    let out = length.div_ceil(stride);
    let total = ((out - 1) * stride + kernel).saturating_sub(length);
    Same {
        out,
        before: total / 2,
    }
}
