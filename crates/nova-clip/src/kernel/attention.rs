//! Attention with several heads, each head of each sentence or picture by itself.

use pulp::{Arch, Simd, WithSimd};
use rayon::prelude::*;

use super::curves::{Block, softmax};
use super::dense::columns;
use super::{Panels, Product, Rows, Store, WIDE};

/// Queries whose scores are held at a time.
const QUERIES: usize = 48;
/// Multiplications that make a task of their own worth while.
const SHARE: usize = 1 << 18;

/// Which tokens a token looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Visible {
    /// All of its row.
    All,
    /// Itself and those before it.
    Before,
    /// The first so many of its row; one number a row.
    First(Vec<usize>),
}

impl Visible {
    /// How many tokens token `token` of `row` sees, from the first on.
    pub(crate) fn count(&self, row: usize, token: usize, tokens: usize) -> usize {
        match self {
            Self::All => tokens,
            Self::Before => token + 1,
            Self::First(counts) => counts[row].clamp(1, tokens),
        }
    }
}

/// softmax(Q·Kᵀ)·V of each head. `qkv` holds for each token its queries, keys and
/// values of all heads one after another, the queries scaled; `tokens` is how many
/// make a row. The result holds for each token what each head found.
pub(crate) fn attention(
    qkv: &[f32],
    width: usize,
    tokens: usize,
    heads: usize,
    visible: &Visible,
) -> Vec<f32> {
    let mut out = vec![0.0; qkv.len() / 3];
    let size = width / heads;
    let tasks: Vec<Head<'_>> = out
        .chunks_exact_mut(tokens * width)
        .enumerate()
        .flat_map(|(row, part)| {
            columns(part, width, size)
                .into_iter()
                .enumerate()
                .map(move |(head, out)| Head {
                    row,
                    start: row * tokens * 3 * width + head * size,
                    out,
                })
        })
        .collect();
    let together = (SHARE / (2 * tokens * tokens * size)).max(1);
    tasks
        .into_par_iter()
        .with_min_len(together)
        .for_each_init(Scratch::default, |scratch, head| {
            let shape = Shape {
                width,
                size,
                tokens,
                visible,
            };
            shape.attend(qkv, head, scratch);
        });
    out
}

/// One head of one row.
struct Head<'o> {
    row: usize,
    /// Where its first query is.
    start: usize,
    /// For each token where the head's result goes.
    out: Vec<&'o mut [f32]>,
}

#[derive(Default)]
struct Scratch {
    keys: Panels,
    values: Panels,
    scores: Vec<Block>,
}

#[derive(Clone, Copy)]
struct Shape<'a> {
    width: usize,
    size: usize,
    tokens: usize,
    visible: &'a Visible,
}

impl Shape<'_> {
    fn attend(self, qkv: &[f32], mut head: Head<'_>, scratch: &mut Scratch) {
        let Self {
            width, size, tokens, ..
        } = self;
        let stride = 3 * width;
        let queries = &qkv[head.start..];
        let (keys, values) = (&queries[width..], &queries[2 * width..]);
        scratch
            .keys
            .fill(tokens, size, |token, i| keys[token * stride + i]);
        scratch
            .values
            .fill(size, tokens, |i, token| values[token * stride + i]);

        let blocks = scratch.keys.count();
        for (index, out) in head.out.chunks_mut(QUERIES).enumerate() {
            let first = index * QUERIES;
            scratch.scores.resize(out.len() * blocks, [0.0; WIDE]);
            let product = Product {
                panels: &scratch.keys,
                first: 0,
                last: blocks,
                input: Rows {
                    values: &queries[first * stride..],
                    stride,
                    count: out.len(),
                },
                store: Scores {
                    scores: &mut scratch.scores,
                    blocks,
                },
            };
            product.run();
            Arch::new().dispatch(Softmax {
                scores: &mut scratch.scores,
                blocks,
                count: |query| self.visible.count(head.row, first + query, tokens),
            });
            let product = Product {
                panels: &scratch.values,
                first: 0,
                last: scratch.values.count(),
                input: Rows {
                    values: scratch.scores.as_flattened(),
                    stride: blocks * WIDE,
                    count: out.len(),
                },
                store: Mixed { out },
            };
            product.run();
        }
    }
}

struct Scores<'a> {
    scores: &'a mut [Block],
    /// Of sixteen scores each, a query.
    blocks: usize,
}

impl Store for Scores<'_> {
    #[inline(always)]
    fn store<S: Simd, const V: usize>(&mut self, _: S, row: usize, panel: usize, sums: &[S::f32s; V]) {
        let out = S::as_mut_simd_f32s(&mut self.scores[row * self.blocks + panel]).0;
        out.copy_from_slice(sums);
    }
}

struct Softmax<'a, F> {
    scores: &'a mut [Block],
    blocks: usize,
    /// How many of a query's scores count.
    count: F,
}

impl<F: Fn(usize) -> usize> WithSimd for Softmax<'_, F> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for (query, scores) in self.scores.chunks_exact_mut(self.blocks).enumerate() {
            softmax(scores, (self.count)(query));
        }
    }
}

struct Mixed<'a, 'o> {
    out: &'a mut [&'o mut [f32]],
}

impl Store for Mixed<'_, '_> {
    #[inline(always)]
    fn store<S: Simd, const V: usize>(&mut self, _: S, row: usize, panel: usize, sums: &[S::f32s; V]) {
        let mut values = [0.0; WIDE];
        S::as_mut_simd_f32s(&mut values).0.copy_from_slice(sums);
        let out = &mut self.out[row][panel * WIDE..];
        let there = out.len().min(WIDE);
        out[..there].copy_from_slice(&values[..there]);
    }
}
