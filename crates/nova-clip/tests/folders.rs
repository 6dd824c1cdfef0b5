//! A model folder that is incomplete or damaged says which file is at fault and how.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::type_complexity,
    reason = "a test may panic, and says what it skips"
)]

use std::fs;
use std::path::{Path, PathBuf};

use nova_clip::{ClipError, Embedder, inspect, load, validate};
use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use serde_json::{Value, json};
use tempfile::TempDir;

struct Folder(TempDir);

impl Folder {
    fn clip() -> Self {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/tiny-clip");
        let folder = Self(tempfile::tempdir().unwrap());
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), folder.file(&entry.file_name().to_string_lossy())).unwrap();
        }
        folder
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn edit_json(&self, name: &str, edit: impl FnOnce(&mut Value)) {
        let mut value: Value = serde_json::from_slice(&fs::read(self.file(name)).unwrap()).unwrap();
        edit(&mut value);
        fs::write(self.file(name), value.to_string()).unwrap();
    }

    /// Rewrites the weights; `edit` gives each tensor's new shape and bytes, or drops it.
    fn edit_weights(
        &self,
        edit: impl Fn(&str, Dtype, Vec<usize>, Vec<u8>) -> Option<(Dtype, Vec<usize>, Vec<u8>)>,
    ) {
        let bytes = fs::read(self.file("model.safetensors")).unwrap();
        let kept: Vec<_> = SafeTensors::deserialize(&bytes)
            .unwrap()
            .tensors()
            .into_iter()
            .filter_map(|(name, view)| {
                let edited = edit(&name, view.dtype(), view.shape().to_vec(), view.data().to_vec())?;
                Some((name, edited))
            })
            .collect();
        let views = kept.iter().map(|(name, (dtype, shape, data))| {
            (name, TensorView::new(*dtype, shape.clone(), data).unwrap())
        });
        let bytes = safetensors::serialize(views, None).unwrap();
        fs::write(self.file("model.safetensors"), bytes).unwrap();
    }

    /// The error of `inspect`, which must also be that of `load` and of `spawn`.
    fn error(&self) -> ClipError {
        let error = inspect(self.0.path()).expect_err("the folder is broken");
        let of_load = load(self.0.path()).err().expect("as inspect");
        assert_eq!(error.to_string(), of_load.to_string());
        let of_spawn = Embedder::spawn(self.0.path()).err().expect("as inspect");
        assert_eq!(error.to_string(), of_spawn.to_string());
        error
    }
}

#[test]
fn each_missing_file_is_named() {
    for name in [
        "config.json",
        "tokenizer.json",
        "preprocessor_config.json",
        "model.safetensors",
    ] {
        let folder = Folder::clip();
        fs::remove_file(folder.file(name)).unwrap();
        match folder.error() {
            ClipError::ModelMissing { path, file } => {
                assert_eq!((path.as_path(), file.as_str()), (folder.0.path(), name));
            }
            other => panic!("{name}: {other}"),
        }
    }
    let nowhere = inspect(Path::new("/nowhere/at/all")).unwrap_err();
    assert!(matches!(nowhere, ClipError::ModelMissing { .. }), "{nowhere}");
    let not_a_folder = Folder::clip();
    let error = inspect(&not_a_folder.file("config.json")).unwrap_err();
    assert!(
        matches!(error, ClipError::ModelMissing { .. }),
        "a file is not a folder: {error}"
    );
}

#[test]
fn a_missing_tensor_is_named_the_class_embedding_too() {
    for missing in [
        "vision_model.embeddings.class_embedding",
        "text_model.encoder.layers.1.mlp.fc2.bias",
    ] {
        let folder = Folder::clip();
        folder.edit_weights(|name, dtype, shape, data| (name != missing).then_some((dtype, shape, data)));
        match folder.error() {
            ClipError::TensorMissing { path, name } => {
                assert_eq!((path, name.as_str()), (folder.file("model.safetensors"), missing));
            }
            other => panic!("{missing}: {other}"),
        }
    }
}

#[test]
fn a_tensor_of_another_shape_is_named_with_both_shapes() {
    let folder = Folder::clip();
    folder.edit_weights(|name, dtype, shape, data| {
        let shape = if name == "visual_projection.weight" {
            vec![32, 24]
        } else {
            shape
        };
        Some((dtype, shape, data))
    });
    match folder.error() {
        ClipError::TensorShape {
            name,
            expected,
            found,
            ..
        } => {
            assert_eq!(name, "visual_projection.weight");
            assert_eq!((expected, found), (vec![24, 32], vec![32, 24]));
        }
        other => panic!("{other}"),
    }
}

#[test]
fn a_tensor_of_integers_is_refused() {
    let folder = Folder::clip();
    folder.edit_weights(|name, dtype, shape, data| {
        Some((
            if name == "visual_projection.weight" {
                Dtype::I32
            } else {
                dtype
            },
            shape,
            data,
        ))
    });
    let error = folder.error().to_string();
    assert!(
        error.contains("visual_projection.weight") && error.contains("I32"),
        "{error}"
    );
}

#[test]
fn half_precision_weights_give_nearly_the_same_embeddings() {
    let whole = load(Folder::clip().0.path()).unwrap();
    for dtype in [Dtype::F16, Dtype::BF16] {
        let folder = Folder::clip();
        folder.edit_weights(|_, _, shape, data| {
            let halves = data.as_chunks().0.iter().flat_map(|&bytes| {
                let x = f32::from_le_bytes(bytes);
                match dtype {
                    Dtype::F16 => half::f16::from_f32(x).to_le_bytes(),
                    _ => half::bf16::from_f32(x).to_le_bytes(),
                }
            });
            Some((dtype, shape, halves.collect()))
        });
        let halved = load(folder.0.path()).unwrap();
        let (a, b) = (
            &whole.embed_texts(&["red dress"]).unwrap()[0],
            &halved.embed_texts(&["red dress"]).unwrap()[0],
        );
        let cosine: f32 = a.iter().zip(b).map(|(x, y)| x * y).sum();
        assert!(cosine > 0.999, "{dtype:?} gives cosine {cosine}");
    }
}

#[test]
fn weights_that_are_cut_off_or_of_another_kind_are_told_apart() {
    let sound = fs::read(Folder::clip().file("model.safetensors")).unwrap();
    let cases: [(Vec<u8>, &str); 6] = [
        (sound[..sound.len() - 1].to_vec(), "cut off"),
        (sound[..100].to_vec(), "cut off"),
        (sound[..5].to_vec(), "too short"),
        (Vec::new(), "too short"),
        ([b"PK\x03\x04".to_vec(), vec![0; 200]].concat(), "pickle"),
        ([&64_u64.to_le_bytes()[..], &[b'{'; 64]].concat(), "header"),
    ];
    for (bytes, expected) in cases {
        let folder = Folder::clip();
        fs::write(folder.file("model.safetensors"), &bytes).unwrap();
        match folder.error() {
            ClipError::ModelInvalid { path, reason } => {
                assert_eq!(path, folder.file("model.safetensors"));
                assert!(reason.contains(expected), "{} bytes give '{reason}'", bytes.len());
            }
            other => panic!("{other}"),
        }
    }
}

#[test]
fn a_pickle_or_split_weights_in_place_of_safetensors_are_explained() {
    for (file, expected) in [
        ("pytorch_model.bin", "pickle"),
        ("model.safetensors.index.json", "several files"),
    ] {
        let folder = Folder::clip();
        fs::rename(folder.file("model.safetensors"), folder.file(file)).unwrap();
        let error = folder.error();
        assert!(
            matches!(&error, ClipError::ModelInvalid { path, .. } if *path == folder.file(file)),
            "{error}"
        );
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[test]
fn files_that_do_not_belong_together_are_refused() {
    let cases: [(&str, fn(&mut Value), &str); 6] = [
        ("config.json", |v| v["model_type"] = json!("blip"), "blip"),
        (
            "config.json",
            |v| drop(v.as_object_mut().unwrap().remove("model_type")),
            "no model_type",
        ),
        (
            "config.json",
            |v| v["vision_config"]["num_attention_heads"] = json!(5),
            "5 heads",
        ),
        (
            "preprocessor_config.json",
            |v| v["crop_size"] = json!({"height": 64, "width": 64}),
            "64×64",
        ),
        (
            "preprocessor_config.json",
            |v| v["resample"] = json!(17),
            "resample 17",
        ),
        (
            "tokenizer.json",
            |v| v["post_processor"] = Value::Null,
            "eos_token_id",
        ),
    ];
    for (file, edit, expected) in cases {
        let folder = Folder::clip();
        folder.edit_json(file, edit);
        match folder.error() {
            ClipError::ModelInvalid { path, reason } => {
                assert_eq!(path, folder.file(file), "{expected}");
                assert!(
                    reason.contains(expected),
                    "{file}: '{reason}' and not '{expected}'"
                );
            }
            other => panic!("{file}: {other}"),
        }
    }
    for file in ["config.json", "tokenizer.json", "preprocessor_config.json"] {
        let folder = Folder::clip();
        fs::write(folder.file(file), b"{ \"half\": ").unwrap();
        let error = folder.error();
        assert!(
            matches!(&error, ClipError::ModelInvalid { path, .. } if *path == folder.file(file)),
            "{error}"
        );
    }
}

#[test]
fn weights_that_are_not_numbers_give_an_error_and_no_vector() {
    let folder = Folder::clip();
    folder.edit_weights(|name, dtype, shape, mut data| {
        if name == "text_projection.weight" {
            data[..4].copy_from_slice(&f32::NAN.to_le_bytes());
        }
        Some((dtype, shape, data))
    });
    let embedder = Embedder::spawn(folder.0.path()).unwrap();
    let error = embedder.embed_text("red dress").unwrap_err();
    assert!(matches!(error, ClipError::Inference(_)), "{error}");
}

#[test]
fn validating_a_sound_folder_gives_its_facts_and_a_damaged_one_its_fault() {
    let folder = Folder::clip();
    assert_eq!(
        validate(folder.0.path()).unwrap(),
        inspect(folder.0.path()).unwrap()
    );

    let not_a_number = |broken: &'static str| {
        let folder = Folder::clip();
        folder.edit_weights(|name, dtype, shape, mut data| {
            if name == broken {
                data[..4].copy_from_slice(&f32::NAN.to_le_bytes());
            }
            Some((dtype, shape, data))
        });
        folder
    };
    let constant = Folder::clip();
    constant.edit_weights(|name, dtype, shape, mut data| {
        if name.starts_with("vision_model.post_layernorm.weight") {
            data.fill(0);
        }
        Some((dtype, shape, data))
    });
    for (folder, expected) in [
        (not_a_number("text_projection.weight"), "test sentence"),
        (not_a_number("visual_projection.weight"), "test picture"),
        (constant, "same embedding"),
    ] {
        assert!(inspect(folder.0.path()).is_ok(), "its header shows nothing");
        match validate(folder.0.path()).unwrap_err() {
            ClipError::ModelInvalid { path, reason } => {
                assert_eq!(path, folder.0.path());
                assert!(reason.contains(expected), "'{reason}' and not '{expected}'");
            }
            other => panic!("{expected}: {other}"),
        }
    }
    let missing = Folder::clip();
    fs::remove_file(missing.file("tokenizer.json")).unwrap();
    let error = validate(missing.0.path()).unwrap_err();
    assert!(
        matches!(error, ClipError::ModelMissing { .. }),
        "as inspect: {error}"
    );
}
