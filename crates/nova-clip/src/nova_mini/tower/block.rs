//! The inverted bottleneck: expand, depthwise, project.
//!
//! It is computed in strips of a few output rows: the expanded rows live in a ring
//! that stays in the cache, and never make a whole map.

use super::super::config::{self, Image};
use super::super::conv::{Depthwise, Epilogue, Place, Pointwise};
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

        let padded_width = (across.out - 1) * stride + kernel;
        let row_len = padded_width * channels;
        let strip_rows = strip_rows(row_len * stride, across.out).min(bottom - top);
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
        let mut expanded = (top * stride).saturating_sub(down.before).min(map.height);
        for first in (top..bottom).step_by(strip_rows) {
            let last = (first + strip_rows).min(bottom);
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
            let begin = (first - top) * across.out * outputs;
            self.project.apply(
                &strip[..pixels.len() * channels],
                &mut out[begin..][..pixels.len() * outputs],
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
