use image::{Rgb, RgbImage};
use proptest::prelude::*;
use serde::Deserialize;

use super::config::{ResizeTo, Steps};
use super::resize::{Span, resize_and_crop, shortest_edge_size};
use super::*;

#[derive(Deserialize)]
struct Pillow {
    resizes: Vec<Resized>,
    crops: Vec<Cropped>,
}

#[derive(Deserialize)]
struct Resized {
    source: (u32, u32),
    target: (u32, u32),
    resample: u32,
    pixels: Vec<u8>,
}

#[derive(Deserialize)]
struct Cropped {
    source: (u32, u32),
    edge: u32,
    crop: u32,
    pixels: Vec<u8>,
}

fn pillow() -> Pillow {
    serde_json::from_str(include_str!("../../tests/data/pillow.json")).unwrap()
}

/// As `pattern` of tests/data/make.py.
fn pattern((width, height): (u32, u32)) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let red = ((x * 37 + y * 11) % 256) as u8;
        let green = if (x / 3 + y / 5).is_multiple_of(2) {
            240
        } else {
            15
        };
        let blue = ((x * x + 3 * y * y) % 256) as u8;
        Rgb([red, green, blue])
    })
}

fn filter(code: u32) -> fast_image_resize::ResizeAlg {
    let json = format!(r#"{{"resample":{code}}}"#);
    Steps::parse(json.as_bytes(), Processor::Clip).unwrap().filter
}

fn largest_difference(ours: &RgbImage, theirs: &[u8]) -> u8 {
    assert_eq!(ours.as_raw().len(), theirs.len(), "the pictures have one size");
    ours.as_raw()
        .iter()
        .zip(theirs)
        .map(|(a, b)| a.abs_diff(*b))
        .max()
        .unwrap_or(0)
}

#[test]
fn resizes_agree_with_pillow_to_one_step() {
    for case in pillow().resizes {
        let (width, height) = case.target;
        let ours = {
            let whole = Some(ResizeTo::Exact { width, height });
            resize_and_crop(&pattern(case.source), whole, None, filter(case.resample))
        };
        let difference = largest_difference(&ours, &case.pixels);
        let Resized {
            source,
            target,
            resample,
            ..
        } = case;
        assert!(
            difference <= 1,
            "{source:?} to {target:?} by filter {resample} is off by {difference}"
        );
    }
}

#[test]
fn shortest_edge_and_crop_agree_with_transformers_to_one_step() {
    for Cropped {
        source,
        edge,
        crop,
        pixels,
    } in pillow().crops
    {
        let resize = Some(ResizeTo::ShortestEdge(edge));
        let ours = resize_and_crop(&pattern(source), resize, Some((crop, crop)), filter(3));
        let difference = largest_difference(&ours, &pixels);
        assert!(
            difference <= 1,
            "{source:?} to edge {edge}, crop {crop} is off by {difference}"
        );
    }
}

#[test]
fn a_hair_thin_picture_is_cropped_without_being_blown_up() {
    // Whole, it would be 224 × 22,400,000 pixels.
    let thin = RgbImage::from_pixel(1, 100_000, Rgb([10, 20, 30]));
    let preprocess = Preprocess::from_json(b"{}", Processor::Clip, Some(224)).unwrap();
    let pixels = preprocess.apply(&(thin));
    assert_eq!(pixels.values.len(), 224 * 224 * 3, "the crop is full");
    assert!(
        pixels.values.chunks_exact(3).all(|p| p == &pixels.values[..3]),
        "one colour stays one colour"
    );
}

#[test]
fn an_empty_configuration_is_the_processor_of_clip() {
    let pixels = Preprocess::from_json(b"{}", Processor::Clip, Some(224))
        .unwrap()
        .apply(&(RgbImage::new(300, 250)));
    let black = (0.0 - 0.481_454_66) / 0.268_629_54;
    assert!(
        (pixels.values[0] - black).abs() < 1e-6,
        "black, normalised by OpenAI's statistics"
    );
}

#[test]
fn a_fixed_size_squeezes_and_the_built_in_statistics_apply() {
    let json = br#"{"do_resize":true,"size":{"height":160,"width":160},"resample":3,"do_center_crop":false,
        "do_rescale":true,"rescale_factor":0.00392156862745098,"do_normalize":true,
        "image_mean":[0.4980392156862745,0.4980392156862745,0.4980392156862745],
        "image_std":[0.5019607843137255,0.5019607843137255,0.5019607843137255],"do_convert_rgb":true}"#;
    let preprocess = Preprocess::from_json(json, Processor::Clip, None).unwrap();
    assert_eq!(preprocess.size(), 160);
    let mut two = RgbImage::from_pixel(40, 400, Rgb([255, 255, 255]));
    for y in 200..400 {
        for x in 0..40 {
            two.put_pixel(x, y, Rgb([127, 127, 127]));
        }
    }
    let pixels = preprocess.apply(&(two));
    assert!(
        (pixels.values[0] - 1.0).abs() < 1e-6,
        "white is (255 - 127) / 128"
    );
    assert!(
        pixels.values[160 * 160 * 3 - 1].abs() < 1e-6,
        "the bottom is still there, and 127 is zero"
    );
}

#[test]
fn configurations_that_cannot_work_are_refused_with_their_reason() {
    for (json, expected) in [
        (r#"{"crop_size":{"height":10,"width":20}}"#, "square"),
        (r#"{"do_center_crop":false}"#, "equal in size"),
        (r#"{"resample":9}"#, "resample 9"),
        (r#"{"image_std":[0,1,1]}"#, "not finite"),
        (r#"{"size":{"shortest_edge":0}}"#, "0 pixels"),
        (r#"{"size":100000}"#, "100000 pixels"),
        (r#"{"crop_size":0}"#, "0×0"),
        ("{", "EOF"),
        ("[]", "map"),
    ] {
        let error = Preprocess::from_json(json.as_bytes(), Processor::Clip, None).unwrap_err();
        assert!(error.contains(expected), "{json} gives '{error}'");
    }
    let error = Preprocess::from_json(b"{}", Processor::Clip, Some(336)).unwrap_err();
    assert!(error.contains("336"), "the tower's size is named: {error}");
}

#[test]
fn pixels_of_another_model_are_refused() {
    let pixels = Preprocess::from_json(b"{}", Processor::Clip, None)
        .unwrap()
        .apply(&(RgbImage::new(9, 9)));
    assert!(pixels.check(224).is_ok());
    assert!(pixels.check(160).is_err(), "224 is not 160");
}

#[test]
fn even_an_empty_picture_gives_pixels() {
    let preprocess = Preprocess::from_json(b"{}", Processor::Clip, None).unwrap();
    assert_eq!(
        preprocess.apply(&(RgbImage::new(0, 0))).values.len(),
        224 * 224 * 3
    );
}

proptest! {
    #[test]
    fn the_shorter_side_becomes_the_edge(width in 1_u32..70_000, height in 1_u32..70_000, edge in 1_u32..4097) {
        let (w, h) = shortest_edge_size(width, height, edge);
        prop_assert_eq!(w.min(h), u64::from(edge));
        prop_assert_eq!(w <= h, width <= height || w == h, "the longer side stays the longer one");
        let exact = f64::from(edge) * f64::from(width.max(height)) / f64::from(width.min(height));
        prop_assert_eq!(w.max(h), exact as u64, "cut to a whole number");
    }

    #[test]
    fn a_crop_is_filled_and_centred(length in 1_u64..5_000_000, crop in 1_u32..4097) {
        let Span { start, length: shown, margin } = Span::centred(length, crop);
        if length >= u64::from(crop) {
            prop_assert_eq!((shown, margin), (crop, 0));
            let behind = length - u64::from(crop) - start;
            prop_assert!(behind == start || behind == start + 1, "what is cut off is halved");
        } else {
            prop_assert_eq!((start, u64::from(shown)), (0, length));
            let behind = crop - shown - margin;
            prop_assert!(margin == behind || margin == behind + 1, "what is added is halved");
        }
    }

    #[test]
    fn no_picture_and_no_crop_makes_it_panic(
        width in 1_u32..300, height in 1_u32..300, edge in 1_u32..80, crop in 1_u32..80, code in 0_u32..6,
    ) {
        let resize = Some(ResizeTo::ShortestEdge(edge));
        let out = resize_and_crop(&pattern((width, height)), resize, Some((crop, crop)), filter(code));
        prop_assert_eq!(out.dimensions(), (crop, crop));
    }
}

#[test]
fn a_siglip_processor_squeezes_and_takes_nulls_for_its_defaults() {
    let json = br#"{"size":{"height":2,"width":2},"do_center_crop":null,"crop_size":null,"image_std":null}"#;
    let preprocess = Preprocess::from_json(json, Processor::Siglip, Some(2)).unwrap();
    let halves = RgbImage::from_fn(40, 10, |x, _| if x < 20 { Rgb([0; 3]) } else { Rgb([255; 3]) });
    let pixels = preprocess.apply(&(halves));
    assert_eq!(pixels.size, 2);
    for row in pixels.values.chunks_exact(6) {
        assert!(
            row[..3].iter().all(|&x| x < -0.75),
            "black is near −1 on the left: {row:?}"
        );
        assert!(
            row[3..].iter().all(|&x| x > 0.75),
            "white is near 1 on the right: {row:?}"
        );
    }
}
