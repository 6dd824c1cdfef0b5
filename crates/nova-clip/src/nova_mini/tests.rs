use std::collections::HashMap;
use std::fs;

use safetensors::tensor::{Dtype, TensorView};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::*;
use crate::weights::Needed;
use crate::{inspect, load};
use image::RgbImage;

/// A model of a few channels, none of them a multiple of a vector's width.
fn small() -> Value {
    json!({
        "model_type": "nova_mini", "name": "small", "version": 1, "embed_dim": 12,
        "image": {
            "stem_channels": 5,
            "blocks": [
                {"kernel": 3, "stride": 1, "expand_channels": 5, "in_channels": 5, "out_channels": 7, "residual": false},
                {"kernel": 5, "stride": 2, "expand_channels": 21, "in_channels": 7, "out_channels": 9, "residual": false},
                {"kernel": 3, "stride": 1, "expand_channels": 20, "in_channels": 9, "out_channels": 9, "residual": true},
            ],
            "head_channels": 18, "stages": [0, 2],
            "grid": {"side": 3, "stages": [0]}, "histogram": {"side": 8, "levels": 3},
            "hidden": 10, "activation": "gelu", "attributes": [3, 5], "colours": {"share": 0.4}, "kinds": {"share": 0.6, "temperature": 3},
        },
        "text": {
            "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16,
            "vocab_size": 610, "max_position_embeddings": 32, "type_vocab_size": 2,
            "layer_norm_eps": 1e-12, "max_length": 16, "pooling": "mean",
        },
    })
}

type Tensors = HashMap<String, (Dtype, Vec<usize>, Vec<u8>)>;

fn floats(values: impl Iterator<Item = f32>) -> Vec<u8> {
    values.flat_map(f32::to_le_bytes).collect()
}

/// Every tensor of `config` with numbers that differ from tensor to tensor.
fn tensors(config: &Value) -> Tensors {
    let config = Config::parse(config.to_string().as_bytes()).unwrap();
    let matrices = config
        .matrices()
        .map(|(name, shape)| Needed::new(format!("{name}.weight"), &shape));
    config
        .needed()
        .into_iter()
        .chain(matrices)
        .enumerate()
        .map(|(seed, Needed { name, shape })| {
            let count: usize = shape.iter().product();
            let values = (0..count).map(|i| ((i * 89 + seed * 37) % 251) as f32 / 250.0 - 0.45);
            (name, (Dtype::F32, shape, floats(values)))
        })
        .collect()
}

/// Writes a model folder; its tokenizer is the one of the golden CLIP.
fn folder(config: &Value, tensors: &Tensors) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("config.json", config.to_string().as_bytes());
    write(
        "tokenizer.json",
        include_bytes!("../../../../tests/golden/tiny-clip/tokenizer.json"),
    );
    write(
        "preprocessor_config.json",
        br#"{"do_center_crop":false,"size":{"height":33,"width":33}}"#,
    );
    let views = tensors
        .iter()
        .map(|(name, (dtype, shape, data))| (name, TensorView::new(*dtype, shape.clone(), data).unwrap()));
    write("model.safetensors", &safetensors::serialize(views, None).unwrap());
    folder
}

fn photos() -> Vec<RgbImage> {
    (0..5_u32)
        .map(|seed| {
            RgbImage::from_fn(40 + seed, 31, |x, y| {
                image::Rgb([(x * 7 + seed * 50) as u8, (y * 8) as u8, (x * y) as u8])
            })
        })
        .collect()
}

fn apart(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| (x - y).abs()).fold(0.0, f32::max)
}

#[test]
fn a_model_of_odd_sizes_embeds_and_a_batch_changes_nothing() {
    let folder = folder(&small(), &tensors(&small()));
    let encoder = load(folder.path()).unwrap();
    assert_eq!(
        (
            encoder.info().dim,
            encoder.info().image_size,
            encoder.info().name.as_str()
        ),
        (12, 33, "small")
    );
    let pixels: Vec<_> = photos()
        .iter()
        .map(|photo| encoder.preprocess().apply(photo))
        .collect();
    let rows = encoder.embed_pixels(&pixels).unwrap();
    for (index, row) in rows.iter().enumerate() {
        assert!(
            (row.iter().map(|x| x * x).sum::<f32>() - 1.0).abs() < 1e-5,
            "of length 1"
        );
        let alone = encoder.embed_pixels(&pixels[index..=index]).unwrap();
        assert!(
            apart(row, &alone[0]) < 1e-5,
            "picture {index} in a batch and alone"
        );
    }
    assert!(
        apart(&rows[0], &rows[4]) > 1e-3,
        "different pictures have different vectors"
    );
    let texts = ["red", "a much longer sentence about a summer dress", ""];
    for (text, row) in texts.iter().zip(encoder.embed_texts(&texts).unwrap()) {
        let alone = encoder.embed_texts(&[text]).unwrap();
        assert!(apart(&row, &alone[0]) < 1e-5, "'{text}' padded and alone");
    }
}

#[test]
fn matrices_in_eight_bits_are_scaled_back() {
    let config = Config::parse(small().to_string().as_bytes()).unwrap();
    let mut eight_bits = tensors(&small());
    let mut whole = eight_bits.clone();
    for (name, [rows, width]) in config.matrices() {
        let levels: Vec<u8> = (0..rows * width).map(|i| (i * 31 % 256) as u8).collect();
        let scales: Vec<f32> = (0..rows).map(|row| 0.01 + row as f32 * 1e-4).collect();
        let values = levels
            .iter()
            .enumerate()
            .map(|(i, &level)| (f32::from(level) - 128.0) * scales[i / width]);
        let (weight, scale) = (format!("{name}.weight"), format!("{name}.scale"));
        whole.insert(weight.clone(), (Dtype::F32, vec![rows, width], floats(values)));
        eight_bits.insert(weight, (Dtype::U8, vec![rows, width], levels));
        eight_bits.insert(scale, (Dtype::F32, vec![rows], floats(scales.iter().copied())));
    }
    let embed = |tensors: &Tensors| {
        let folder = folder(&small(), tensors);
        let encoder = load(folder.path()).unwrap();
        let pixels = encoder.preprocess().apply(&photos()[0]);
        let text = encoder.embed_texts(&["red summer dress"]).unwrap();
        [text, encoder.embed_pixels(&[pixels]).unwrap()].concat()
    };
    for (found, wanted) in embed(&eight_bits).iter().zip(&embed(&whole)) {
        assert!(apart(found, wanted) < 1e-5, "(level - 128) × scale of the row");
    }

    for (name, _) in config.matrices() {
        let scale = format!("{name}.scale");
        let mut without = eight_bits.clone();
        without.remove(&scale);
        let error = inspect(folder(&small(), &without).path()).unwrap_err();
        assert!(
            matches!(&error, ClipError::TensorMissing { name, .. } if *name == scale),
            "{error}"
        );
    }
}

#[test]
fn each_tensor_is_needed_in_its_shape() {
    let sound = tensors(&small());
    for name in sound.keys() {
        let mut without = sound.clone();
        without.remove(name);
        let error = inspect(folder(&small(), &without).path()).unwrap_err();
        assert!(
            matches!(&error, ClipError::TensorMissing { name: missing, .. } if missing == name),
            "{error}"
        );

        let mut reshaped = sound.clone();
        if let Some((_, shape, _)) = reshaped.get_mut(name) {
            shape.push(1);
        }
        let error = inspect(folder(&small(), &reshaped).path()).unwrap_err();
        assert!(
            matches!(&error, ClipError::TensorShape { name: wrong, .. } if wrong == name),
            "{error}"
        );
    }
}

#[test]
fn configurations_that_cannot_be_are_refused_with_their_reason() {
    let cases: [(&str, Value, &str); 27] = [
        ("/version", json!(2), "version 2"),
        ("/embed_dim", json!(0), "embed_dim is 0"),
        (
            "/image/blocks/0/in_channels",
            json!(6),
            "image.blocks[0]: it takes 6 channels and is given 5",
        ),
        ("/image/blocks/1/kernel", json!(4), "kernel of 4"),
        ("/image/blocks/1/stride", json!(3), "stride 3"),
        ("/image/blocks/1/residual", json!(true), "residual"),
        (
            "/image/blocks/2/expand_channels",
            json!(0),
            "expand_channels is 0",
        ),
        ("/image/stages", json!([2, 0]), "stages"),
        ("/image/stages", json!([3]), "stages"),
        ("/image/grid/side", json!(0), "image.grid.side is 0"),
        ("/image/grid/stages", json!([1]), "image.grid.stages [1]"),
        ("/image/grid/stages", json!([2, 0]), "image.grid.stages [2, 0]"),
        ("/image/histogram/levels", json!(1), "image.histogram.levels is 1"),
        ("/image/histogram/side", json!(0), "image.histogram.side is 0"),
        (
            "/image/histogram/side",
            json!(100_000),
            "image.histogram.side is 100000",
        ),
        ("/image/attributes/1", json!(0), "image.attributes[1] is 0"),
        ("/image/attributes", json!(vec![2; 65]), "image.attributes is 65"),
        (
            "/image/histogram",
            json!(null),
            "image.colours needs image.histogram",
        ),
        ("/image/colours/share", json!(-1), "image.colours.share is -1"),
        (
            "/image/colours/share",
            json!(1e9),
            "image.colours.share is 1000000000",
        ),
        ("/image/kinds/share", json!(-1), "image.kinds.share is -1"),
        (
            "/image/kinds/temperature",
            json!(0),
            "image.kinds.temperature is 0",
        ),
        (
            "/image/attributes",
            json!([]),
            "image.kinds needs image.attributes",
        ),
        ("/image/activation", json!("relu"), "relu"),
        ("/text/num_attention_heads", json!(3), "3 heads"),
        ("/text/max_length", json!(33), "max_length is 33"),
        ("/text/pooling", json!("cls"), "cls"),
    ];
    for (pointer, value, expected) in cases {
        let mut config = small();
        *config.pointer_mut(pointer).unwrap() = value;
        let error = Config::parse(config.to_string().as_bytes()).unwrap_err();
        assert!(
            error.contains(expected),
            "{pointer}: '{error}' and not '{expected}'"
        );
    }
}
