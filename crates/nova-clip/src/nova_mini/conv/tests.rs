use pulp::{Arch, Scalar, WithSimd};

use super::depthwise::DepthwiseRow;
use super::*;

/// Numbers between -1 and 1 that repeat after 251.
fn numbers(count: usize, seed: usize) -> Vec<f32> {
    (0..count)
        .map(|i| ((i * 89 + seed * 37) % 251) as f32 / 125.0 - 1.0)
        .collect()
}

/// `channels` numbers a pixel, filled up with zeros.
fn fill_up(values: &[f32], channels: usize) -> Vec<f32> {
    values
        .chunks_exact(channels)
        .flat_map(|pixel| {
            pixel
                .iter()
                .copied()
                .chain(std::iter::repeat(0.0))
                .take(padded(channels))
        })
        .collect()
}

/// The channels of one group, of pixels of `channels`.
fn of_group(row: &[f32], group: usize, channels: usize) -> Vec<f32> {
    let pixels = row.chunks_exact(channels);
    pixels
        .flat_map(|pixel| &pixel[group * WIDE..][..WIDE])
        .copied()
        .collect()
}

fn assert_close(ours: &[f32], expected: &[f32], what: &str) {
    assert_eq!(ours.len(), expected.len(), "{what}");
    for (at, (a, b)) in ours.iter().zip(expected).enumerate() {
        assert!((a - b).abs() < 1e-4, "{what}: number {at} is {a} and not {b}");
    }
}

#[test]
fn pointwise_is_the_matrix_product() {
    for (pixels, inputs, outputs) in [(1, 16, 16), (5, 3, 7), (7, 24, 40), (13, 33, 16), (25, 48, 88)] {
        let weight = numbers(inputs * outputs, 1);
        let bias = numbers(outputs, 2);
        let input = numbers(pixels * inputs, 3);
        let residual = numbers(pixels * outputs, 4);
        for (relu6, added) in [(false, false), (true, false), (false, true)] {
            let mut expected = Vec::new();
            for pixel in 0..pixels {
                for output in 0..outputs {
                    let product: f32 = (0..inputs)
                        .map(|i| input[pixel * inputs + i] * weight[output * inputs + i])
                        .sum();
                    let sum = product
                        + bias[output]
                        + if added {
                            residual[pixel * outputs + output]
                        } else {
                            0.0
                        };
                    expected.push(if relu6 { sum.clamp(0.0, 6.0) } else { sum });
                }
            }
            let layer = Pointwise::new(&weight, &bias);
            let residual = fill_up(&residual, outputs);
            let width = layer.outputs();
            let mut out = vec![f32::NAN; pixels * width];
            let epilogue = Epilogue {
                residual: added.then_some(&residual),
                relu6,
            };
            layer.apply(&fill_up(&input, inputs), &mut out, Place::InOrder, epilogue);
            let what = format!("{pixels}×{inputs}×{outputs}, relu6 {relu6}, residual {added}");
            assert_close(&out, &fill_up(&expected, outputs), &what);
        }
    }
}

#[test]
fn pointwise_puts_pixels_where_it_is_told() {
    // Output 0 is 2x + 1 and output 16, which begins the second group, is 3x + 1.
    let mut weight = [0.0; WIDE + 1];
    (weight[0], weight[WIDE]) = (2.0, 3.0);
    let layer = Pointwise::new(&weight, &[1.0; WIDE + 1]);
    let mut out = vec![-1.0; 8 * WIDE];
    let input = fill_up(&[10.0, 20.0], 1);
    let epilogue = Epilogue {
        residual: None,
        relu6: false,
    };
    // Rows of one pixel behind a margin of one, in a ring of two rows; the first is row 3. Two groups of channels.
    let place = Place::Ring(Ring {
        width: 1,
        first_row: 3,
        rows: 2,
        row_len: 2,
        margin: 1,
    });
    layer.apply(&input, &mut out, place, epilogue);
    let firsts: Vec<f32> = out.iter().step_by(WIDE).copied().collect();
    assert_eq!(firsts, [-1.0, 41.0, -1.0, 21.0, -1.0, 61.0, -1.0, 31.0]);
}

#[test]
fn depthwise_is_the_convolution_of_each_channel() {
    for (channels, columns) in [(16, 1), (20, 5), (32, 9), (48, 10), (16, 31)] {
        for (kernel, stride) in [(3, 1), (3, 2), (5, 1), (5, 2)] {
            let weight = numbers(channels * kernel * kernel, 5);
            let bias: Vec<f32> = numbers(channels, 6).iter().map(|x| x + 2.0).collect();
            let width = (columns - 1) * stride + kernel;
            let rows: Vec<Vec<f32>> = (0..kernel)
                .map(|row| numbers(width * channels, 7 + row))
                .collect();
            let mut expected = Vec::new();
            for x in 0..columns {
                for channel in 0..channels {
                    let mut sum = bias[channel];
                    for (ky, row) in rows.iter().enumerate() {
                        for kx in 0..kernel {
                            let w = weight[(channel * kernel + ky) * kernel + kx];
                            sum += w * row[(x * stride + kx) * channels + channel];
                        }
                    }
                    expected.push(sum.clamp(0.0, 6.0));
                }
            }
            let layer = Depthwise::new(&weight, &bias, kernel, stride);
            let rows: Vec<Vec<f32>> = rows.iter().map(|row| fill_up(row, channels)).collect();
            let mut out = vec![f32::NAN; columns * layer.channels()];
            for group in 0..layer.channels() / WIDE {
                let rows: Vec<Vec<f32>> = rows
                    .iter()
                    .map(|row| of_group(row, group, layer.channels()))
                    .collect();
                let rows: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
                layer.row(group, &rows, &mut out);
            }
            let what = format!("{channels} channels, {columns} columns, kernel {kernel}, stride {stride}");
            assert_close(&out, &fill_up(&expected, channels), &what);
        }
    }
}

#[test]
fn a_machine_without_vectors_computes_the_same() {
    let layer = Pointwise::new(&numbers(40 * 24, 1), &numbers(40, 2));
    let input = fill_up(&numbers(11 * 24, 3), 24);
    let width = layer.outputs();
    let place = Place::InOrder;
    let epilogue = Epilogue {
        residual: None,
        relu6: true,
    };
    let (mut vectors, mut plain) = (vec![0.0; 11 * width], vec![0.0; 11 * width]);
    layer.apply(&input, &mut vectors, place, epilogue);
    layer
        .product(&input, &mut plain, place, epilogue)
        .with_simd(Scalar);
    assert_close(&vectors, &plain, "pointwise");

    let layer = Depthwise::new(&numbers(32 * 9, 5), &numbers(32, 6), 3, 1);
    let row = numbers(9 * WIDE, 7);
    let rows = [&row[..]; 3];
    let (mut vectors, mut plain) = (vec![0.0; 7 * 32], vec![0.0; 7 * 32]);
    Arch::new().dispatch(DepthwiseRow::<3, 1> {
        layer: &layer,
        group: 1,
        rows,
        out: &mut vectors,
    });
    DepthwiseRow::<3, 1> {
        layer: &layer,
        group: 1,
        rows,
        out: &mut plain,
    }
    .with_simd(Scalar);
    assert_close(&vectors, &plain, "depthwise");
}
