use proptest::prelude::*;

use super::super::config;
use super::super::conv::{Depthwise, WIDE};
use super::map::span;
use super::*;

fn numbers(count: usize, seed: usize) -> Vec<f32> {
    (0..count)
        .map(|i| ((i * 89 + seed * 37) % 251) as f32 / 125.0 - 1.0)
        .collect()
}

/// A block whose weights are few and random; all channel counts are multiples of `WIDE`.
struct Case {
    kernel: usize,
    stride: usize,
    inputs: usize,
    expanded: usize,
    outputs: usize,
    residual: bool,
    side: usize,
}

/// The same block by definition: one whole map after the other, each output a sum
/// over the kernel with zeros outside the map.
fn by_definition(case: &Case, map: &[f32], weights: &[Vec<f32>; 6]) -> Vec<f32> {
    let Case {
        kernel,
        stride,
        inputs,
        expanded,
        outputs,
        residual,
        side,
    } = *case;
    let [expand, expand_bias, taps, taps_bias, project, project_bias] = weights;
    let relu6 = |x: f32| x.clamp(0.0, 6.0);
    let mut wide = Vec::new();
    for pixel in map.chunks_exact(inputs) {
        if inputs == expanded {
            wide.extend_from_slice(pixel);
            continue;
        }
        for channel in 0..expanded {
            let row = &expand[channel * inputs..][..inputs];
            let product: f32 = row.iter().zip(pixel).map(|(w, x)| w * x).sum();
            wide.push(relu6(product + expand_bias[channel]));
        }
    }
    let out_side = side.div_ceil(stride);
    let total = ((out_side - 1) * stride + kernel).saturating_sub(side);
    let before = (total / 2) as isize;
    let mut result = Vec::new();
    for y in 0..out_side {
        for x in 0..out_side {
            let mut deep = taps_bias.clone();
            for ky in 0..kernel {
                for kx in 0..kernel {
                    let at_y = (y * stride + ky) as isize - before;
                    let at_x = (x * stride + kx) as isize - before;
                    if (0..side as isize).contains(&at_y) && (0..side as isize).contains(&at_x) {
                        let pixel = &wide[(at_y as usize * side + at_x as usize) * expanded..][..expanded];
                        for channel in 0..expanded {
                            deep[channel] += taps[(channel * kernel + ky) * kernel + kx] * pixel[channel];
                        }
                    }
                }
            }
            for output in 0..outputs {
                let row = &project[output * expanded..][..expanded];
                let product: f32 = row.iter().zip(&deep).map(|(w, x)| w * relu6(*x)).sum();
                let added = if residual {
                    map[(y * side + x) * inputs + output]
                } else {
                    0.0
                };
                result.push(product + project_bias[output] + added);
            }
        }
    }
    result
}

#[test]
fn a_block_in_strips_is_the_block_by_definition() {
    let w = WIDE;
    for (kernel, stride, inputs, expanded, outputs, residual, side) in [
        (3, 1, w, w, w, false, 9),
        (3, 1, w, 6 * w, w, true, 10),
        (5, 1, 2 * w, 4 * w, 2 * w, true, 7),
        (3, 2, w, 3 * w, 2 * w, false, 11),
        (5, 2, w, 3 * w, w, false, 12),
        (5, 1, w, 2 * w, w, true, 1),
        (5, 2, w, 2 * w, w, false, 2),
        // Wide enough for its rows to come in several strips, and the ring to go round.
        (3, 1, w, 8 * w, w, true, 80),
        (5, 2, w, 8 * w, w, false, 79),
    ] {
        let case = Case {
            kernel,
            stride,
            inputs,
            expanded,
            outputs,
            residual,
            side,
        };
        let what = format!("kernel {kernel}, stride {stride}, {inputs}-{expanded}-{outputs}, side {side}");
        let weights = [
            numbers(expanded * inputs, 1),
            numbers(expanded, 2),
            numbers(expanded * kernel * kernel, 3),
            numbers(expanded, 4),
            numbers(outputs * expanded, 5),
            numbers(outputs, 6),
        ];
        let map = numbers(side * side * inputs, 7);
        let block = Block {
            expand: (inputs != expanded).then(|| Pointwise::new(&weights[0], &weights[1])),
            depthwise: Depthwise::new(&weights[2], &weights[3], kernel, stride),
            project: Pointwise::new(&weights[4], &weights[5]),
            residual,
            pooled: None,
            grid: None,
        };
        let map = Map {
            values: map,
            height: side,
            width: side,
        };
        let expected = by_definition(&case, &map.values, &weights);
        for threads in [1, 2, 3, 16] {
            // What another block left behind must not matter.
            let used = || Scratch {
                ring: vec![99.0; 12_345],
                strip: vec![99.0; 12_345],
                ..Scratch::default()
            };
            let mut scratches: Vec<Scratch> = std::iter::repeat_with(used).take(threads).collect();
            let mut next = Map::default();
            block.forward(&map, &mut next, &mut scratches);
            assert_eq!(next.values.len(), expected.len(), "{what}");
            for (at, (a, b)) in next.values.iter().zip(&expected).enumerate() {
                assert!(
                    (a - b).abs() < 1e-3,
                    "{what}, {threads} threads: number {at} is {a} and not {b}"
                );
            }
        }
    }
}

#[test]
fn pooling_is_the_mean_and_the_deviation_of_the_population() {
    // Channel 0 is 1, 3, 5, 7; channel 1 is constant; channel 2 is not pooled.
    let values = vec![1.0, 2.0, 9.0, 3.0, 2.0, 9.0, 5.0, 2.0, 9.0, 7.0, 2.0, 9.0];
    let mut features = vec![-1.0];
    pool(
        &Map {
            values,
            height: 2,
            width: 2,
        },
        3,
        2,
        &mut features,
    );
    let deviation = (5.0_f32 + 1e-5).sqrt();
    assert_eq!(
        features,
        [-1.0, 4.0, 2.0, deviation, 1e-5_f32.sqrt()],
        "means first, behind what was there"
    );
}

#[test]
fn cells_that_do_not_divide_a_map_share_its_pixels() {
    // 4×4 pixels, of which only the first of two channels is pooled; 3×3 cells of two pixels a side.
    let map = Map {
        values: (0..16).flat_map(|i| [i as f32, 99.0]).collect(),
        height: 4,
        width: 4,
    };
    let mut features = vec![-1.0];
    pool_cells(&map, 2, 1, 3, &mut features);
    assert_eq!(
        features,
        [-1.0, 2.5, 3.5, 4.5, 6.5, 7.5, 8.5, 10.5, 11.5, 12.5],
        "as PyTorch's adaptive_avg_pool2d cuts them, row by row"
    );
}

fn histogram(side: usize, levels: usize) -> Histogram {
    let json = br#"{"do_center_crop":false,"size":{"height":12,"width":12}}"#;
    let preprocess = Preprocess::from_json(json, crate::preprocess::Processor::Clip, None).unwrap();
    Histogram::new(config::Histogram { side, levels }, &preprocess)
}

/// A picture whose rows have one grey each, from 0 to 1, as the histogram's preprocessing scales it.
fn rows_of_grey(histogram: &Histogram, greys: [f32; 12]) -> Pixels {
    let pixel = |grey: f32| {
        histogram
            .bounds
            .map(|(black, white)| black + grey * (white - black))
    };
    Pixels {
        values: greys
            .iter()
            .flat_map(|&grey| [pixel(grey); 12])
            .flatten()
            .collect(),
        size: 12,
    }
}

#[test]
fn colours_are_counted_where_they_are() {
    let histogram = histogram(6, 2);
    let mut greys = [1.0; 12];
    greys[..4].fill(0.0);
    let mut features = Vec::new();
    histogram.append(&rows_of_grey(&histogram, greys), &mut features);
    let near = |at: usize, wanted: f32, why: &str| {
        let found = features[at];
        assert!((found - wanted).abs() < 1e-3, "{found} and not {wanted}: {why}");
    };
    near(
        0,
        0.875_f32.sqrt(),
        "two rows of the upper part are black, and a third counts a quarter",
    );
    near(7, 0.125_f32.sqrt(), "that one is white");
    near(
        8,
        0.125_f32.sqrt(),
        "the second row counts a quarter in the middle part, which is 2 high",
    );
    near(8 + 7, 0.875_f32.sqrt(), "the rest of it is white");
    near(16, 0.0, "nothing black reaches the lower part");
    near(16 + 7, 1.0, "it is white");
    let black = (0.5 - 0.75_f32.sqrt() / 2.0 + 0.5) / 3.0;
    near(
        24,
        black.sqrt(),
        "the centre fades towards the edge as a squared sine",
    );
    near(24 + 7, (1.0 - black).sqrt(), "and is white below");
}

#[test]
fn a_colour_between_is_shared_among_its_neighbours() {
    let histogram = histogram(4, 3);
    let mut features = Vec::new();
    histogram.append(&rows_of_grey(&histogram, [0.25; 12]), &mut features);
    for (at, found) in features.iter().enumerate() {
        // Levels 0 and 1 of each channel stand half as far on either side.
        let all_low = at % 27 / 9 < 2 && at % 9 / 3 < 2 && at % 3 < 2;
        let wanted = if all_low { 0.125_f32.sqrt() } else { 0.0 };
        assert!(
            (found - wanted).abs() < 1e-3,
            "feature {at} is {found} and not {wanted}"
        );
    }
}

#[test]
fn a_deviation_far_from_zero_keeps_its_digits() {
    let values = (0..6400).map(|i| 1000.0 + (i % 2) as f32).collect();
    let mut features = Vec::new();
    pool(
        &Map {
            values,
            height: 80,
            width: 80,
        },
        1,
        1,
        &mut features,
    );
    assert!((features[0] - 1000.5).abs() < 1e-3, "{features:?}");
    assert!((features[1] - 0.5).abs() < 1e-3, "{features:?}");
}

#[test]
fn a_patch_is_row_after_row_with_zeros_outside() {
    let pixels = Pixels {
        values: (1..=12).map(|x| x as f32).collect(),
        size: 2,
    };
    let mut patch = vec![-1.0; 32];
    gather(&pixels, &mut patch, -1, 0);
    assert_eq!(patch[..9], [0.0; 9], "above the picture");
    assert_eq!(
        patch[9..18],
        [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 0.0, 0.0, 0.0],
        "its first row, and right of it"
    );
    assert_eq!(patch[18..27], [7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 0.0, 0.0, 0.0]);
    let weight: Vec<f32> = (0..27).map(|x| x as f32).collect();
    assert_eq!(
        patch_order(&weight)[..6],
        [0.0, 9.0, 18.0, 1.0, 10.0, 19.0],
        "channels of one place together"
    );
}

proptest! {
    #[test]
    fn a_histogram_of_any_picture_is_of_length_one_in_each_place(
        greys in prop::array::uniform12(0.0_f32..=1.0), side in 2_usize..20, levels in 2_usize..7,
    ) {
        let histogram = histogram(side, levels);
        let mut features = Vec::new();
        histogram.append(&rows_of_grey(&histogram, greys), &mut features);
        for place in features.chunks_exact(levels.pow(3)) {
            let length: f32 = place.iter().map(|x| x * x).sum();
            prop_assert!((length - 1.0).abs() < 1e-3, "the shares of a place sum to {}", length);
        }
    }

    #[test]
    fn cells_cover_every_pixel_in_order(cells in 1_usize..9, more in 0_usize..90) {
        let length = cells + more;
        let mut end = 0;
        for cell in 0..cells {
            let found = span(cell, cells, length);
            prop_assert!(found.start <= end && end <= found.end && !found.is_empty(), "no gap");
            end = found.end;
        }
        prop_assert_eq!(end, length, "to the last");
    }

    #[test]
    fn same_padding_covers_the_input_and_favours_the_end(
        length in 1_usize..500, half in 1_usize..3, stride in 1_usize..3,
    ) {
        let kernel = 2 * half + 1;
        let Same { out, before } = same_padding(length, kernel, stride);
        prop_assert_eq!(out, length.div_ceil(stride), "one output a stride that begins");
        let covered = (out - 1) * stride + kernel;
        let total = covered.saturating_sub(length);
        prop_assert!(covered >= length, "every input is seen");
        prop_assert!(before == total - before || before + 1 == total - before, "the odd pixel is behind");
    }
}
