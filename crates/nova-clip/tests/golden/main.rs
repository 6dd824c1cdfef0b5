//! Embeddings agree with those that PyTorch computed from the same folders.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic, and says what it skips"
)]

#[path = "../common/mod.rs"]
mod common;
mod counted;

use std::fs;
use std::path::Path;

use common::{Golden, assert_agrees, assert_batches_change_nothing, golden_dir, root};
use nova_clip::{DualEncoder, inspect, load};
use safetensors::SafeTensors;
use serde::Deserialize;
use serde_json::Value;

fn golden(file: &str) -> Golden {
    let json = fs::read(golden_dir().join(file)).unwrap();
    serde_json::from_slice(&json).unwrap()
}

/// Compares with both golden files of a model: of the usual pictures and of the odder ones.
fn assert_is_golden(encoder: &dyn DualEncoder, name: &str) {
    let usual = golden(&format!("{name}.golden.json"));
    assert_agrees(encoder, &usual, "images");
    assert_batches_change_nothing(encoder, &usual);
    assert_agrees(encoder, &golden(&format!("{name}.golden.odder.json")), "odder");
}

#[test]
fn a_clip_folder_agrees_with_transformers() {
    let encoder = load(&golden_dir().join("tiny-clip")).unwrap();
    let info = encoder.info();
    assert_eq!(
        (
            info.family.as_str(),
            info.dim,
            info.image_size,
            info.context_length
        ),
        ("clip", 24, 32, 24)
    );
    assert_is_golden(&*encoder, "tiny-clip");
}

#[test]
fn a_siglip_folder_agrees_with_transformers() {
    let encoder = load(&golden_dir().join("tiny-siglip")).unwrap();
    let info = encoder.info();
    assert_eq!(
        (
            info.family.as_str(),
            info.dim,
            info.image_size,
            info.context_length
        ),
        ("siglip", 32, 32, 16)
    );
    assert_is_golden(&*encoder, "tiny-siglip");
}

#[test]
fn a_siglip_2_folder_with_gemmas_tokenizer_agrees_with_transformers() {
    let encoder = load(&golden_dir().join("tiny-siglip2")).unwrap();
    assert_eq!(encoder.info().family, "siglip");
    assert_is_golden(&*encoder, "tiny-siglip2");
}

#[test]
fn folders_as_open_clip_writes_them_agree_with_open_clip() {
    for (name, family, dim) in [("tiny-open-clip", "clip", 24), ("tiny-open-siglip", "siglip", 48)] {
        let encoder = load(&golden_dir().join(name)).unwrap();
        let info = encoder.info();
        assert_eq!(
            (info.family.as_str(), info.dim, info.name.as_str()),
            (family, dim, name)
        );
        assert_is_golden(&*encoder, name);
    }
}

#[test]
fn an_open_clip_model_under_the_names_of_a_wrapper_is_the_same_model() {
    let folder = tempfile::tempdir().unwrap();
    let golden = golden_dir().join("tiny-open-siglip");
    for file in ["open_clip_config.json", "tokenizer.json", "tokenizer_config.json"] {
        fs::copy(golden.join(file), folder.path().join(file)).unwrap();
    }
    // As Marqo's folders: a configuration for `transformers` that says nothing of the towers, and its weights.
    fs::write(folder.path().join("config.json"), r#"{"model_type":"siglip"}"#).unwrap();
    let bytes = fs::read(golden.join("open_clip_model.safetensors")).unwrap();
    let tensors = SafeTensors::deserialize(&bytes).unwrap();
    let named = tensors.iter().map(|(name, view)| (format!("model.{name}"), view));
    let wrapped = safetensors::serialize(named, None).unwrap();
    fs::write(folder.path().join("model.safetensors"), wrapped).unwrap();
    assert_eq!(
        nova_clip::files(folder.path()).unwrap(),
        [
            "open_clip_config.json",
            "tokenizer.json",
            "model.safetensors",
            "tokenizer_config.json"
        ],
        "what is copied to take the model along"
    );
    let embed = |folder: &Path| load(folder).unwrap().embed_texts(&["red dress"]).unwrap();
    assert_eq!(embed(folder.path()), embed(&golden));
}

#[test]
fn a_preprocessing_inside_processor_config_json_is_read() {
    let folder = tempfile::tempdir().unwrap();
    copy_folder(&golden_dir().join("tiny-siglip"), folder.path());
    let alone = folder.path().join("preprocessor_config.json");
    let inside: Value = serde_json::from_slice(&fs::read(&alone).unwrap()).unwrap();
    fs::remove_file(alone).unwrap();
    let whole = serde_json::json!({"image_processor": inside, "processor_class": "SiglipProcessor"});
    fs::write(folder.path().join("processor_config.json"), whole.to_string()).unwrap();
    assert_is_golden(&*load(folder.path()).unwrap(), "tiny-siglip");
}

#[test]
fn the_filling_of_a_siglip_sentence_is_the_token_that_the_folder_names() {
    let folder = tempfile::tempdir().unwrap();
    copy_folder(&golden_dir().join("tiny-siglip"), folder.path());
    let embed = || {
        let encoder = load(folder.path()).unwrap();
        let row = encoder.embed_texts(&["red dress"]).unwrap().remove(0);
        (row, encoder.info().hash.clone())
    };
    let named = embed();
    let edit = |file: &str, edit: &dyn Fn(&mut Value)| {
        let path = folder.path().join(file);
        let mut json: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        edit(&mut json);
        fs::write(&path, json.to_string()).unwrap();
    };
    edit("tokenizer_config.json", &|json| {
        json["pad_token"] = "<pad>".into()
    });
    let other = embed();
    assert_ne!(named.0, other.0, "the filling is looked at");
    assert_ne!(named.1, other.1, "and belongs to the model's identity");

    fs::remove_file(folder.path().join("tokenizer_config.json")).unwrap();
    assert_eq!(named, embed(), "config.json has the token that was named");
    edit("config.json", &|json| {
        json["text_config"]["pad_token_id"] = 0.into()
    });
    assert_eq!(other.0, embed().0, "and is followed");

    fs::write(
        folder.path().join("tokenizer_config.json"),
        r#"{"pad_token":"<filling>"}"#,
    )
    .unwrap();
    let error = inspect(folder.path()).unwrap_err().to_string();
    assert!(error.contains("'<filling>'"), "{error}");
}

/// The weights are made here and in `models/training/make_random_clip.py` by one rule.
#[test]
fn a_clip_of_the_size_of_openais_agrees_with_transformers() {
    let folder = tempfile::tempdir().unwrap();
    copy_folder(&golden_dir().join("vit-b-32"), folder.path());
    counted::write_vit_b_32(&folder.path().join("model.safetensors"));
    let encoder = load(folder.path()).unwrap();
    assert_eq!((encoder.info().dim, encoder.info().image_size), (512, 224));
    assert_is_golden(&*encoder, "vit-b-32");
}

#[test]
fn the_built_in_model_agrees_with_pytorch() {
    let encoder = load(&root().join("models/nova-mini")).unwrap();
    let info = encoder.info();
    assert_eq!(
        (info.name.as_str(), info.family.as_str()),
        ("nova-mini", "nova_mini")
    );
    assert_eq!((info.dim, info.image_size, info.context_length), (512, 192, 64));
    assert!(
        info.bytes <= 64_000_000,
        "the folder's limit, and it has {}",
        info.bytes
    );
    assert_is_golden(&*encoder, "nova-mini");
}

#[derive(Deserialize)]
struct Variant {
    hidden_act: String,
    layer_norm_eps: f64,
    eos_token_id: Option<u32>,
    #[serde(flatten)]
    golden: Golden,
}

#[test]
fn clip_folders_with_other_activations_epsilons_and_the_legacy_eos_agree_with_transformers() {
    let variants: Vec<Variant> = serde_json::from_str(include_str!("../data/exact-clip.json")).unwrap();
    for Variant {
        hidden_act,
        layer_norm_eps,
        eos_token_id,
        golden,
    } in variants
    {
        println!("{hidden_act}, {layer_norm_eps}, {eos_token_id:?}");
        let folder = tempfile::tempdir().unwrap();
        copy_folder(&golden_dir().join("tiny-clip"), folder.path());
        let config = folder.path().join("config.json");
        let mut json: Value = serde_json::from_slice(&fs::read(&config).unwrap()).unwrap();
        for tower in ["text_config", "vision_config"] {
            json[tower]["hidden_act"] = hidden_act.clone().into();
            json[tower]["layer_norm_eps"] = layer_norm_eps.into();
        }
        if let Some(eos) = eos_token_id {
            json["text_config"]["eos_token_id"] = eos.into();
        }
        fs::write(&config, json.to_string()).unwrap();
        let encoder = load(folder.path()).unwrap();
        assert_agrees(&*encoder, &golden, "images");
        assert_batches_change_nothing(&*encoder, &golden);
    }
}

#[test]
fn a_text_is_cut_at_the_context_and_the_rest_does_not_count() {
    for folder in [
        golden_dir().join("tiny-clip"),
        golden_dir().join("tiny-siglip"),
        root().join("models/nova-mini"),
    ] {
        let encoder = load(&folder).unwrap();
        let long = "red summer dress with flowers ".repeat(400);
        let longer = format!("{long} and something else");
        let rows = encoder
            .embed_texts(&[&long, &longer, "", "\u{0}\u{fffd}👗"])
            .unwrap();
        assert_eq!(
            rows[0], rows[1],
            "ten thousand characters and more are cut at the same token"
        );
        assert!(
            rows.iter().flatten().all(|x| x.is_finite()),
            "no text breaks the model"
        );
    }
}

#[test]
fn inspect_says_what_load_says_and_the_hash_follows_the_content() {
    let folder = tempfile::tempdir().unwrap();
    copy_folder(&golden_dir().join("tiny-clip"), folder.path());
    let info = inspect(folder.path()).unwrap();
    assert_eq!(&info, load(folder.path()).unwrap().info());
    assert_eq!(info.hash.len(), 32);
    assert_eq!(
        info.hash,
        inspect(&golden_dir().join("tiny-clip")).unwrap().hash,
        "the place does not count"
    );

    let preprocessor = folder.path().join("preprocessor_config.json");
    let mut json = fs::read(&preprocessor).unwrap();
    json.push(b'\n');
    fs::write(&preprocessor, json).unwrap();
    assert_ne!(
        info.hash,
        inspect(folder.path()).unwrap().hash,
        "another preprocessing is another model"
    );
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}
