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
fn a_rounded_layer_stays_within_what_rounding_can_do() {
    for (rows, inputs, outputs) in [(1, 1, 1), (5, 24, 24), (7, 33, 130), (50, 64, 16), (301, 600, 37)] {
        let (x, weight) = (numbers(rows * inputs, 1), numbers(outputs * inputs, 2));
        let bias = numbers(outputs, 3);
        let found = Dense::rounded(&weight, &bias, inputs, Curve::Identity).apply(&x, None);
        for (at, &found) in found.iter().enumerate() {
            let (row, output) = (at / outputs, at % outputs);
            let pairs = x[row * inputs..][..inputs].iter().zip(&weight[output * inputs..]);
            let products = pairs.map(|(&a, &b)| f64::from(a) * f64::from(b));
            let (sum, size) = products.fold((f64::from(bias[output]), 0.0), |(sum, size), product| {
                (sum + product, size + product.abs())
            });
            // Both numbers are off by at most 2⁻⁹ of themselves (half of the last of eight bits).
            let off = (f64::from(found) - sum).abs();
            assert!(
                off <= size / 255.0 + 1e-5,
                "{rows}×{inputs}→{outputs}, row {row}, output {output}: off by {off} of {size}"
            );
        }
    }
}

#[test]
#[cfg(target_arch = "x86_64")]
fn a_rounded_layer_sums_its_rounded_numbers_exactly() {
    let round = |x: &f32| half::bf16::from_f32(*x).to_f32();
    for (rows, inputs, outputs) in [(1, 2, 16), (13, 29, 40), (40, 300, 32), (2, 7, 5)] {
        let (x, weight) = (numbers(rows * inputs, 5), numbers(outputs * inputs, 6));
        let rounded = Dense::rounded(&weight, &[], inputs, Curve::Identity);
        let [x, weight] = [&x, &weight].map(|numbers| numbers.iter().map(round).collect::<Vec<f32>>());
        let exact = Dense::new(&weight, &[], inputs, Curve::Identity).apply(&x, None);
        let exact: Vec<f64> = exact.into_iter().map(f64::from).collect();
        let off = apart(&rounded.apply(&x, None), &exact);
        assert!(
            off < 1e-4 || !is_x86_feature_detected!("avx512bf16"),
            "off by {off}"
        );
    }
}

#[test]
fn a_product_in_plain_code_gives_what_vectors_give() {
    /// Sums by row and panel, of which there are so many.
    struct Into(Vec<[f32; WIDE]>, usize);
    impl Store for &mut Into {
        fn store<S: pulp::Simd, const V: usize>(
            &mut self,
            _: S,
            row: usize,
            panel: usize,
            sums: &[S::f32s; V],
        ) {
            let (place, panels) = (&mut self.0, self.1);
            S::as_mut_simd_f32s(&mut place[row * panels + panel])
                .0
                .copy_from_slice(sums);
        }
    }
    for (rows, inputs, outputs) in [(13, 29, 40), (1, 300, 170), (50, 300, 33)] {
        let (x, weight) = (numbers(rows * inputs, 5), numbers(outputs * inputs, 6));
        let panels = Panels::new(outputs, inputs, |o, i| weight[o * inputs + i]);
        let count = panels.count();
        let product = |store| Product {
            panels: &panels,
            first: 0,
            last: count,
            input: Rows {
                values: &x,
                stride: inputs,
                count: rows,
            },
            store,
        };
        let [mut plain, mut best] = [(); 2].map(|()| Into(vec![[f32::NAN; WIDE]; rows * count], count));
        pulp::WithSimd::with_simd(product(&mut plain), pulp::Scalar);
        pulp::Arch::new().dispatch(product(&mut best));
        #[cfg(target_arch = "x86_64")]
        if let Some(simd) = pulp::x86::V3::try_new() {
            let mut avx2 = Into(vec![[f32::NAN; WIDE]; rows * count], count);
            pulp::Simd::vectorize(simd, product(&mut avx2));
            let best: Vec<f64> = best.0.as_flattened().iter().map(|&x| f64::from(x)).collect();
            let off = apart(avx2.0.as_flattened(), &best);
            assert!(off < 1e-4, "a processor with AVX2 alone is off by {off}");
        }
        let exact: Vec<f64> = plain.0.as_flattened().iter().map(|&x| f64::from(x)).collect();
        assert!(
            exact.iter().any(|x| x.abs() > 0.1),
            "there is something to compare"
        );
        let off = apart(best.0.as_flattened(), &exact);
        assert!(off < 1e-4, "a processor without vectors is off by {off}");
    }
}

#[test]
fn weights_that_fit_into_16_bits_are_kept_so_and_give_the_same_sums() {
    for (rows, inputs, outputs) in [(1, 300, 170), (8, 384, 48), (50, 33, 17)] {
        let x = numbers(rows * inputs, 1);
        let weight: Vec<f32> = numbers(outputs * inputs, 2)
            .into_iter()
            .map(|w| half::f16::from_f32(w).to_f32())
            .collect();
        let kept = Panels::of(outputs, inputs, &weight);
        assert!(kept.values.are_spread(), "in half of the memory");
        let mut sums = Vec::new();
        for row in x.chunks_exact(inputs) {
            for weights in weight.chunks_exact(inputs) {
                let pairs = row.iter().zip(weights);
                sums.push(pairs.map(|(&a, &b)| f64::from(a) * f64::from(b)).sum::<f64>());
            }
        }
        let off = apart(
            &Dense::new(&weight, &[], inputs, Curve::Identity).apply(&x, None),
            &sums,
        );
        assert!(off < 1e-4, "{rows}×{inputs}→{outputs} is off by {off}");
    }
    // One number far behind that 16 bits do not hold.
    let mut third = vec![0.5; 10_000];
    third[9_999] = 1.0 / 3.0;
    assert!(
        !Panels::of(100, 100, &third).values.are_spread(),
        "nothing is rounded"
    );
}

#[test]
fn scaled_outputs_are_those_of_scaled_weights() {
    let (x, weight, bias) = (numbers(5 * 20, 1), numbers(12 * 20, 2), numbers(12, 3));
    let scaled: Vec<f32> = weight
        .iter()
        .enumerate()
        .map(|(at, w)| if at < 7 * 20 { w * 0.3 } else { *w })
        .collect();
    let wanted = Dense::new(&scaled, &bias, 20, Curve::Identity).apply(&x, None);
    let wanted: Vec<f64> = wanted.into_iter().map(f64::from).collect();
    let found = Dense::new(&weight, &bias, 20, Curve::Identity)
        .scaled(7, 0.3)
        .apply(&x, None);
    assert!(
        apart(&found, &wanted) < 1e-5,
        "the first seven, and not their bias"
    );
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
