//! Embeddings agree with those that PyTorch computed from the same folders.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic, and says what it skips"
)]

mod common;

use std::fs;
use std::path::Path;

use common::{Golden, assert_agrees, assert_batches_change_nothing, golden_dir, root};
use nova_clip::{inspect, load};
use serde::Deserialize;
use serde_json::Value;

fn golden(file: &str) -> Golden {
    let json = fs::read(golden_dir().join(file)).unwrap();
    serde_json::from_slice(&json).unwrap()
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
    let golden = golden("tiny-clip.golden.json");
    assert_agrees(&*encoder, &golden);
    assert_batches_change_nothing(&*encoder, &golden);
}

#[test]
fn the_built_in_model_agrees_with_pytorch() {
    let encoder = load(&root().join("models/nova-mini")).unwrap();
    let info = encoder.info();
    assert_eq!(
        (info.name.as_str(), info.family.as_str()),
        ("nova-mini", "nova_mini")
    );
    assert_eq!((info.dim, info.image_size, info.context_length), (512, 160, 64));
    assert!(
        info.bytes <= 64_000_000,
        "the folder's limit, and it has {}",
        info.bytes
    );
    let golden = golden("nova-mini.golden.json");
    assert_agrees(&*encoder, &golden);
    assert_batches_change_nothing(&*encoder, &golden);
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
    let variants: Vec<Variant> = serde_json::from_str(include_str!("data/exact-clip.json")).unwrap();
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
        assert_agrees(&*encoder, &golden);
        assert_batches_change_nothing(&*encoder, &golden);
    }
}

#[test]
fn a_text_is_cut_at_the_context_and_the_rest_does_not_count() {
    for folder in [golden_dir().join("tiny-clip"), root().join("models/nova-mini")] {
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
