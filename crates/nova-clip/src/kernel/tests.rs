use super::curves::{Block, exp, softmax};
use super::*;
use crate::weights::Matrix;

/// Numbers between −1 and 1 that differ from seed to seed.
fn numbers(count: usize, seed: usize) -> Vec<f32> {
    (0..count)
        .map(|i| (((i + 1) * 7919 + seed * 104_729) % 2003) as f32 / 1001.0 - 1.0)
        .collect()
}

fn apart(a: &[f32], b: &[f64]) -> f64 {
    assert_eq!(a.len(), b.len(), "of one shape");
    a.iter()
        .zip(b)
        .map(|(&a, b)| (f64::from(a) - b).abs())
        .fold(0.0, f64::max)
}

#[test]
fn the_exponential_is_exact_to_its_last_bits_over_its_range() {
    for i in -8700..=8800_i32 {
        let x = i as f32 / 100.0;
        let exact = f64::from(x).exp();
        let relative = (f64::from(exp(x)) - exact).abs() / exact;
        assert!(relative < 2.5e-7, "exp({x}) is off by {relative}");
    }
    assert!(
        exp(f32::NEG_INFINITY) < 1e-37 && exp(1e9).is_finite(),
        "it stays at its ends"
    );
    assert!(exp(f32::NAN).is_nan(), "a NaN is not hidden");
}

/// The error function by its series, which converges for all x (Abramowitz & Stegun 7.1.6).
fn erf(x: f64) -> f64 {
    let mut term = x;
    let mut sum = x;
    for n in 1..200 {
        term *= 2.0 * x * x / f64::from(2 * n + 1);
        sum += term;
    }
    2.0 / std::f64::consts::PI.sqrt() * (-x * x).exp() * sum
}

#[test]
fn each_curve_is_what_its_formula_says() {
    let of = |curve: Curve, x: f64| match curve {
        Curve::Identity => x,
        Curve::QuickGelu => x / (1.0 + (-1.702 * x).exp()),
        Curve::Gelu => 0.5 * x * (1.0 + erf(x / 2.0_f64.sqrt())),
        Curve::GeluTanh => {
            0.5 * x * (1.0 + ((2.0 / std::f64::consts::PI).sqrt() * (x + 0.044715 * x.powi(3))).tanh())
        }
    };
    for curve in [Curve::Identity, Curve::QuickGelu, Curve::Gelu, Curve::GeluTanh] {
        for start in -80..64 {
            let xs: Block = std::array::from_fn(|i| start as f32 / 10.0 + i as f32 / 100.0);
            let exact = xs.map(|x| of(curve, f64::from(x)));
            let mut found = xs;
            curve.apply(&mut found);
            let off = apart(&found, &exact);
            assert!(off < 1e-6, "{curve:?} near {} is off by {off}", xs[0]);
        }
        let mut nan = [f32::NAN; WIDE];
        curve.apply(&mut nan);
        assert!(nan[0].is_nan(), "{curve:?} hides a NaN");
    }
}

#[test]
fn a_matrix_in_eight_bits_gives_what_its_numbers_give() {
    for (rows, inputs, outputs) in [(1, 700, 33), (5, 16, 16), (20, 1025, 7), (3, 1, 1)] {
        let matrix = Matrix::Bytes {
            levels: (0..inputs * outputs).map(|i| (i * 89 % 256) as u8).collect(),
            scales: (0..outputs).map(|i| 0.001 + i as f32 * 1e-4).collect(),
        };
        let (x, bias) = (numbers(rows * inputs, 1), numbers(outputs, 2));
        let found = Dense::of_matrix(&matrix, &bias, inputs, Curve::Identity).apply(&x, None);
        let weight = matrix.into_floats();
        let exact: Vec<f64> = (0..rows * outputs)
            .map(|at| {
                let (row, output) = (at / outputs, at % outputs);
                let pairs = x[row * inputs..][..inputs].iter().zip(&weight[output * inputs..]);
                pairs.map(|(&a, &b)| f64::from(a) * f64::from(b)).sum::<f64>() + f64::from(bias[output])
            })
            .collect();
        let off = apart(&found, &exact);
        assert!(off < 1e-4, "{rows} rows, {inputs} to {outputs}: off by {off}");
    }
}

#[test]
fn softmax_sums_to_one_over_what_counts_and_is_zero_behind() {
    for count in [1, 2, 15, 16, 17, 31, 32] {
        let mut scores: Vec<Block> = vec![[3e4; WIDE]; 2];
        let given = numbers(count, count);
        scores.as_flattened_mut()[..count].copy_from_slice(&given);
        softmax(&mut scores, count);
        let total: f64 = given.iter().map(|&x| f64::from(x).exp()).sum();
        let exact: Vec<f64> = given.iter().map(|&x| f64::from(x).exp() / total).collect();
        assert!(
            apart(&scores.as_flattened()[..count], &exact) < 1e-6,
            "of {count}"
        );
        assert!(
            scores.as_flattened()[count..].iter().all(|&x| x == 0.0),
            "behind {count}"
        );
    }
}

#[test]
fn a_linear_layer_of_any_size_gives_the_sums() {
    for (rows, inputs, outputs) in [(1, 1, 1), (5, 24, 24), (7, 33, 130), (50, 64, 16), (301, 40, 37)] {
        let (x, weight) = (numbers(rows * inputs, 1), numbers(outputs * inputs, 2));
        let (bias, residual) = (numbers(outputs, 3), numbers(rows * outputs, 4));
        let mut exact = Vec::new();
        for row in x.chunks_exact(inputs) {
            for (output, weights) in weight.chunks_exact(inputs).enumerate() {
                let products = row
                    .iter()
                    .zip(weights)
                    .map(|(&a, &b)| f64::from(a) * f64::from(b));
                exact.push(f64::from(bias[output]) + products.sum::<f64>());
            }
        }
        let layer = Dense::new(&weight, &bias, inputs, Curve::Identity);
        let off = apart(&layer.apply(&x, None), &exact);
        assert!(off < 1e-5, "{rows}×{inputs}→{outputs} is off by {off}");

        let bent: Vec<f64> = exact
            .iter()
            .zip(&residual)
            .map(|(x, &r)| x / (1.0 + (-1.702 * x).exp()) + f64::from(r))
            .collect();
        let layer = Dense::new(&weight, &bias, inputs, Curve::QuickGelu);
        let off = apart(&layer.apply(&x, Some(&residual)), &bent);
        assert!(off < 1e-5, "with a curve and a residual it is off by {off}");
    }
}

#[test]
fn a_product_in_plain_code_gives_what_vectors_give() {
    struct Into(Vec<f32>);
    impl Store for &mut Into {
        fn store<S: pulp::Simd, const V: usize>(&mut self, _: S, _: usize, _: usize, sums: &[S::f32s; V]) {
            let mut values = [0.0; WIDE];
            S::as_mut_simd_f32s(&mut values).0.copy_from_slice(sums);
            self.0.extend(values);
        }
    }
    let (rows, inputs, outputs) = (13, 29, 40);
    let (x, weight) = (numbers(rows * inputs, 5), numbers(outputs * inputs, 6));
    let panels = Panels::new(outputs, inputs, |o, i| weight[o * inputs + i]);
    let mut found = [Into(Vec::new()), Into(Vec::new())];
    let [plain, best] = &mut found;
    let product = |store| Product {
        panels: &panels,
        first: 0,
        last: panels.count(),
        input: Rows {
            values: &x,
            stride: inputs,
            count: rows,
        },
        store,
    };
    pulp::WithSimd::with_simd(product(plain), pulp::Scalar);
    pulp::Arch::new().dispatch(product(best));
    let exact: Vec<f64> = found[0].0.iter().map(|&x| f64::from(x)).collect();
    assert!(
        exact.iter().any(|x| x.abs() > 0.1),
        "there is something to compare"
    );
    let off = apart(&found[1].0, &exact);
    assert!(off < 1e-5, "a processor without vectors is off by {off}");
}

#[test]
fn normalised_rows_have_their_weights_mean_and_spread() {
    for width in [1, 5, 16, 24, 770] {
        let x = numbers(width * 200, width);
        let norm = Norm {
            weight: numbers(width, 1),
            bias: numbers(width, 2),
            eps: 1e-5,
        };
        let mut exact = Vec::new();
        for row in x.chunks_exact(width) {
            let mean = row.iter().map(|&x| f64::from(x)).sum::<f64>() / width as f64;
            let variance = row.iter().map(|&x| (f64::from(x) - mean).powi(2)).sum::<f64>() / width as f64;
            exact.extend(
                row.iter()
                    .zip(norm.weight.iter().zip(&norm.bias))
                    .map(|(&x, (&w, &b))| {
                        (f64::from(x) - mean) / (variance + 1e-5).sqrt() * f64::from(w) + f64::from(b)
                    }),
            );
        }
        let off = apart(&norm.apply(&x), &exact);
        assert!(off < 1e-4, "rows of {width} are off by {off}");
    }
}

#[test]
fn attention_is_what_its_formula_says_for_every_kind_of_view() {
    let (rows, heads, size) = (3, 2, 5);
    let width = heads * size;
    for tokens in [1, 4, 17, 60] {
        let qkv = numbers(rows * tokens * 3 * width, tokens);
        let counts = vec![1, tokens.div_ceil(2), tokens];
        for visible in [Visible::All, Visible::Before, Visible::First(counts.clone())] {
            let at = |row: usize, token: usize, part: usize, head: usize, i: usize| {
                f64::from(qkv[(row * tokens + token) * 3 * width + part * width + head * size + i])
            };
            let mut exact = vec![0.0; rows * tokens * width];
            for row in 0..rows {
                for token in 0..tokens {
                    let seen = match visible {
                        Visible::All => tokens,
                        Visible::Before => token + 1,
                        Visible::First(ref counts) => counts[row],
                    };
                    for head in 0..heads {
                        let weights: Vec<f64> = (0..seen)
                            .map(|key| {
                                let dot: f64 = (0..size)
                                    .map(|i| at(row, token, 0, head, i) * at(row, key, 1, head, i))
                                    .sum();
                                dot.exp()
                            })
                            .collect();
                        let total: f64 = weights.iter().sum();
                        for i in 0..size {
                            exact[(row * tokens + token) * width + head * size + i] = (0..seen)
                                .map(|key| weights[key] / total * at(row, key, 2, head, i))
                                .sum();
                        }
                    }
                }
            }
            let off = apart(&attention(&qkv, width, tokens, heads, &visible), &exact);
            assert!(off < 1e-5, "{tokens} tokens, {visible:?}: off by {off}");
        }
    }
}
