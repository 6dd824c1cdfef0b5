//! A linear layer with its bias, its non-linearity and what is added to it, over
//! all threads.

use pulp::Simd;
use rayon::prelude::*;

use super::{Curve, Panels, Product, Rows, Store, WIDE, padded};
use crate::weights::Matrix;

/// Rows of input that are gone through together take about this much, in numbers:
/// half of a second-level cache.
const BLOCK: usize = 64 << 10;
/// Bounds of the rows gone through together: fewer do not pay for a pass over the weights.
const BLOCK_ROWS: (usize, usize) = (48, 192);
/// More panels than this in one task gain nothing.
const TASK_PANELS: usize = 8;
/// Tasks a thread, so that one that is held up is helped by the others.
const TASKS: usize = 4;

/// curve(x·Wᵀ + b) + residual.
pub(crate) struct Dense {
    panels: Panels,
    /// What the sum of each output is multiplied by, filled up to whole panels.
    scale: Vec<f32>,
    /// Filled up with zeros to whole panels.
    bias: Vec<f32>,
    curve: Curve,
}

impl Dense {
    /// From a weight (outputs, inputs), row by row; a bias (outputs), or none if it is empty.
    pub(crate) fn new(weight: &[f32], bias: &[f32], inputs: usize, curve: Curve) -> Self {
        let outputs = weight.len() / inputs;
        Self::of_panels(
            Panels::of(outputs, inputs, weight),
            vec![1.0; outputs],
            bias,
            curve,
        )
    }

    /// With the weights of the first `outputs` outputs, and not their bias, multiplied by `factor`.
    pub(crate) fn scaled(mut self, outputs: usize, factor: f32) -> Self {
        self.scale[..outputs]
            .iter_mut()
            .for_each(|scale| *scale *= factor);
        self
    }

    /// As [`Dense::new`], by rounded numbers where the processor is faster with them, see [`Panels::rounded`].
    pub(crate) fn rounded(weight: &[f32], bias: &[f32], inputs: usize, curve: Curve) -> Self {
        let outputs = weight.len() / inputs;
        let panels = Panels::rounded(outputs, inputs, |output, input| weight[output * inputs + input]);
        Self::of_panels(panels, vec![1.0; outputs], bias, curve)
    }

    /// As [`Dense::new`], and a matrix in eight bits stays so: of a single row of input the
    /// time goes into reading the weights.
    pub(crate) fn of_matrix(weight: &Matrix, bias: &[f32], inputs: usize, curve: Curve) -> Self {
        match weight {
            Matrix::Floats(weight) => Self::new(weight, bias, inputs, curve),
            Matrix::Bytes { levels, scales } => {
                let panels = Panels::of_levels(scales.len(), inputs, levels);
                Self::of_panels(panels, scales.clone(), bias, curve)
            }
        }
    }

    fn of_panels(panels: Panels, mut scale: Vec<f32>, bias: &[f32], curve: Curve) -> Self {
        let mut bias = bias.to_vec();
        bias.resize(padded(panels.outputs()), 0.0);
        scale.resize(padded(panels.outputs()), 0.0);
        Self {
            panels,
            scale,
            bias,
            curve,
        }
    }

    pub(crate) fn inputs(&self) -> usize {
        self.panels.inputs()
    }

    pub(crate) fn outputs(&self) -> usize {
        self.panels.outputs()
    }

    /// `x` (rows × inputs) → rows × outputs. A residual is laid out as the result.
    pub(crate) fn apply(&self, x: &[f32], residual: Option<&[f32]>) -> Vec<f32> {
        let (inputs, width) = (self.inputs(), self.outputs());
        let rows = x.len() / inputs;
        let mut out = vec![0.0; rows * width];

        let count = self.panels.count();
        let wanted = count.div_ceil(TASKS * rayon::current_num_threads());
        let group = wanted.clamp(1, TASK_PANELS);
        let block = (BLOCK / inputs).clamp(BLOCK_ROWS.0, BLOCK_ROWS.1);
        let mut tasks: Vec<Vec<Task<'_>>> = (0..count.div_ceil(group)).map(|_| Vec::new()).collect();
        for (index, part) in out.chunks_mut(block * width).enumerate() {
            let first_row = index * block;
            for (group_index, columns) in columns(part, width, group * WIDE).into_iter().enumerate() {
                let first = group_index * group;
                tasks[group_index].push(Task {
                    first_row,
                    first,
                    last: (first + group).min(count),
                    columns,
                });
            }
        }
        // All rows of one group of panels come before the next group, which reads each weight once.
        let tasks: Vec<Task<'_>> = tasks.into_iter().flatten().collect();
        tasks.into_par_iter().with_max_len(1).for_each(|task| {
            let input = Rows {
                values: &x[task.first_row * inputs..],
                stride: inputs,
                count: task.columns.len(),
            };
            let product = Product {
                panels: &self.panels,
                first: task.first,
                last: task.last,
                input,
                store: Fused {
                    layer: self,
                    residual,
                    task,
                },
            };
            product.run();
        });
        out
    }
}

/// Some rows of some panels.
struct Task<'o> {
    first_row: usize,
    first: usize,
    last: usize,
    /// For each row its outputs.
    columns: Vec<&'o mut [f32]>,
}

/// Cuts rows of `width` numbers into groups of `group` columns: for each group
/// its part of every row.
pub(super) fn columns(rows: &mut [f32], width: usize, group: usize) -> Vec<Vec<&mut [f32]>> {
    let count = rows.len() / width;
    let mut groups: Vec<Vec<&mut [f32]>> = (0..width.div_ceil(group))
        .map(|_| Vec::with_capacity(count))
        .collect();
    for row in rows.chunks_exact_mut(width) {
        for (group, part) in groups.iter_mut().zip(row.chunks_mut(group)) {
            group.push(part);
        }
    }
    groups
}

struct Fused<'a, 'o> {
    layer: &'a Dense,
    residual: Option<&'a [f32]>,
    task: Task<'o>,
}

impl Store for Fused<'_, '_> {
    #[inline(always)]
    fn store<S: Simd, const V: usize>(&mut self, simd: S, row: usize, panel: usize, sums: &[S::f32s; V]) {
        let first = panel * WIDE;
        let mut values = [0.0; WIDE];
        let bias = S::as_simd_f32s(&self.layer.bias[first..first + WIDE]).0;
        let scale = S::as_simd_f32s(&self.layer.scale[first..first + WIDE]).0;
        let out = S::as_mut_simd_f32s(&mut values).0;
        for v in 0..V {
            out[v] = simd.mul_add_e_f32s(sums[v], scale[v], bias[v]);
        }
        self.layer.curve.apply(&mut values);
        let start = (panel - self.task.first) * WIDE;
        let out = &mut self.task.columns[row][start..];
        let there = out.len().min(WIDE);
        if let Some(residual) = self.residual {
            let at = (self.task.first_row + row) * self.layer.outputs() + first;
            for (x, r) in values.iter_mut().zip(&residual[at..at + there]) {
                *x += r;
            }
        }
        out[..there].copy_from_slice(&values[..there]);
    }
}
