//! The two small maps that a shop is learnt with, on top of a model's embeddings, with the way forward and the way back:
//! pictures x → x·W + b + GELU(g·x·U₁)·U₂/g, texts t → t·V + c, both brought to length 1. W and V begin as the identity
//! and U₂ at nothing, so that untrained maps change nothing; g is the square root of the width, which gives the hidden
//! layer inputs around one. How they are trained is `fit`'s matter.

use crate::product::{Panels, product, product_over_rows};
use crate::rows::Rows;
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// Rows that are mapped at once where there are many, which bounds the memory in between.
const BLOCK: usize = 1_024;

/// The map of pictures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PictureMap {
    linear: Rows,
    bias: Rows,
    inner: Rows,
    outer: Rows,
}

/// The map of texts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextMap {
    linear: Rows,
    bias: Rows,
}

/// What the way back needs of the way forward.
pub(crate) struct Passed {
    /// The mapped rows, of length 1.
    pub mapped: Rows,
    /// Their lengths before.
    lengths: Vec<f32>,
    input: Rows,
    /// Of pictures: the hidden layer before and after its curve.
    hidden: Option<(Rows, Rows)>,
}

impl PictureMap {
    /// The map that changes nothing, for embeddings of `width` numbers, with a hidden layer of `hidden`.
    pub fn identity(width: usize, hidden: usize, random: &mut ChaCha8Rng) -> PictureMap {
        let mut inner = Rows::zeros(width, hidden);
        // Even numbers have a variance of a third of their bound's square; these have 1/(4·width).
        let bound = (0.75 / width.max(1) as f32).sqrt();
        for value in inner.values_mut() {
            *value = random.random_range(-bound..=bound);
        }
        PictureMap {
            linear: identity(width),
            bias: Rows::zeros(1, width),
            inner,
            outer: Rows::zeros(hidden, width),
        }
    }

    /// Numbers in an embedding.
    pub fn width(&self) -> usize {
        self.linear.width()
    }

    /// Embeddings mapped, each of length 1.
    pub fn apply(&self, rows: &Rows) -> Rows {
        in_blocks(rows, |block| self.forward(block).mapped)
    }

    pub(crate) fn forward(&self, input: Rows) -> Passed {
        let gain = gain(self.width());
        let before = product(&input, &Panels::of(&self.inner));
        let mut after = before.clone();
        over(&mut after, |value| *value = gelu(gain * *value) / gain);
        let mut mapped = product(&input, &Panels::of(&self.linear));
        mapped.add(&product(&after, &Panels::of(&self.outer)), 1.0);
        add_to_rows(&mut mapped, self.bias.values());
        let lengths = mapped.normalise();
        Passed {
            mapped,
            lengths,
            input,
            hidden: Some((before, after)),
        }
    }

    /// The gradients of the weights, in the order of [`PictureMap::weights`], from that of the mapped rows.
    pub(crate) fn backward(&self, passed: &Passed, slope: Rows) -> Vec<Rows> {
        let slope = before_length(passed, slope);
        let mut gradients = vec![product_over_rows(&passed.input, &slope), sum_of_rows(&slope)];
        if let Some((before, after)) = &passed.hidden {
            let gain = gain(self.width());
            let mut inside = product(&slope, &Panels::of_transposed(&self.outer));
            let pairs = inside
                .values_mut()
                .par_chunks_mut(CHUNK)
                .zip(before.values().par_chunks(CHUNK));
            pairs.for_each(|(inside, before)| {
                let pairs = inside.iter_mut().zip(before);
                pairs.for_each(|(slope, before)| *slope *= gelu_slope(gain * before));
            });
            gradients.push(product_over_rows(&passed.input, &inside));
            gradients.push(product_over_rows(after, &slope));
        }
        gradients
    }

    pub(crate) fn weights(&self) -> [&Rows; 4] {
        [&self.linear, &self.bias, &self.inner, &self.outer]
    }

    pub(crate) fn weights_mut(&mut self) -> [&mut Rows; 4] {
        [&mut self.linear, &mut self.bias, &mut self.inner, &mut self.outer]
    }

    /// Whether the shapes go together and every number is one.
    pub(crate) fn is_sound(&self) -> bool {
        let width = self.width();
        let shape = |rows: &Rows, count: usize| rows.len() == count && (rows.width() == width);
        shape(&self.linear, width)
            && shape(&self.bias, 1)
            && shape(&self.outer, self.inner.width())
            && self.inner.len() == width
            && self.weights().iter().all(|rows| all_finite(rows))
    }
}

impl TextMap {
    /// The map that changes nothing, for embeddings of `width` numbers.
    pub fn identity(width: usize) -> TextMap {
        TextMap {
            linear: identity(width),
            bias: Rows::zeros(1, width),
        }
    }

    /// Embeddings mapped, each of length 1.
    pub fn apply(&self, rows: &Rows) -> Rows {
        in_blocks(rows, |block| self.forward(block).mapped)
    }

    pub(crate) fn forward(&self, input: Rows) -> Passed {
        let mut mapped = product(&input, &Panels::of(&self.linear));
        add_to_rows(&mut mapped, self.bias.values());
        let lengths = mapped.normalise();
        Passed {
            mapped,
            lengths,
            input,
            hidden: None,
        }
    }

    /// The gradients of the weights, in the order of [`TextMap::weights`], from that of the mapped rows.
    pub(crate) fn backward(&self, passed: &Passed, slope: Rows) -> Vec<Rows> {
        let slope = before_length(passed, slope);
        vec![product_over_rows(&passed.input, &slope), sum_of_rows(&slope)]
    }

    pub(crate) fn weights(&self) -> [&Rows; 2] {
        [&self.linear, &self.bias]
    }

    pub(crate) fn weights_mut(&mut self) -> [&mut Rows; 2] {
        [&mut self.linear, &mut self.bias]
    }

    /// Whether the shapes go together and every number is one.
    pub(crate) fn is_sound(&self) -> bool {
        let width = self.linear.width();
        self.linear.len() == width
            && (self.bias.len(), self.bias.width()) == (1, width)
            && self.weights().iter().all(|rows| all_finite(rows))
    }
}

/// Adds to the gradient of a square matrix that of `weight` times its squared distance from the identity.
pub(crate) fn pull_to_identity(gradient: &mut Rows, weights: &Rows, weight: f32) {
    for row in 0..gradient.len() {
        let pairs = gradient.row_mut(row).iter_mut().zip(weights.row(row));
        for (column, (gradient, own)) in pairs.enumerate() {
            let rest = if row == column { 1.0 } else { 0.0 };
            *gradient += 2.0 * weight * (own - rest);
        }
    }
}

fn identity(width: usize) -> Rows {
    let mut rows = Rows::zeros(width, width);
    (0..width).for_each(|at| rows.row_mut(at)[at] = 1.0);
    rows
}

fn gain(width: usize) -> f32 {
    (width as f32).sqrt().max(1.0)
}

/// Numbers that one task goes through.
const CHUNK: usize = 16_384;

fn over(rows: &mut Rows, change: impl Fn(&mut f32) + Sync) {
    let chunks = rows.values_mut().par_chunks_mut(CHUNK);
    chunks.for_each(|chunk| chunk.iter_mut().for_each(&change));
}

fn all_finite(rows: &Rows) -> bool {
    rows.values().iter().all(|value| value.is_finite())
}

fn add_to_rows(rows: &mut Rows, bias: &[f32]) {
    for row in 0..rows.len() {
        let pairs = rows.row_mut(row).iter_mut().zip(bias);
        pairs.for_each(|(own, bias)| *own += bias);
    }
}

fn sum_of_rows(rows: &Rows) -> Rows {
    let mut sum = Rows::zeros(1, rows.width());
    for row in 0..rows.len() {
        let pairs = sum.values_mut().iter_mut().zip(rows.row(row));
        pairs.for_each(|(sum, own)| *sum += own);
    }
    sum
}

/// The gradient before rows were brought to length 1, from that after.
fn before_length(passed: &Passed, mut slope: Rows) -> Rows {
    for (row, length) in passed.lengths.iter().enumerate() {
        let mapped = passed.mapped.row(row);
        let along: f32 = slope
            .row(row)
            .iter()
            .zip(mapped)
            .map(|(slope, own)| slope * own)
            .sum();
        let pairs = slope.row_mut(row).iter_mut().zip(mapped);
        pairs.for_each(|(slope, own)| *slope = (*slope - along * own) / length);
    }
    slope
}

fn in_blocks(rows: &Rows, map: impl Fn(Rows) -> Rows) -> Rows {
    let width = rows.width();
    let mut values = Vec::with_capacity(rows.values().len());
    for block in rows.values().chunks(BLOCK * width.max(1)) {
        values.extend_from_slice(map(Rows::of(width, block.to_vec())).values());
    }
    Rows::of(width, values)
}

/// The Gaussian error linear unit, with the logistic function in place of the error function (Hendrycks and Gimpel,
/// 2016).
fn gelu(x: f32) -> f32 {
    x * logistic(x)
}

fn gelu_slope(x: f32) -> f32 {
    let share = logistic(x);
    share + x * SHARP * share * (1.0 - share)
}

const SHARP: f32 = 1.702;

fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + (-SHARP * x).exp())
}
