//! Our CLIP computes what `candle-transformers` computes from the same folder: the same architecture from other hands,
//! on the same tensors, so that nothing but the order of sums may differ.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic, and what it shares with others prints"
)]

#[allow(dead_code, reason = "each file of tests uses a part of it")]
mod common;

use candle_core::{DType, Device, Tensor};
use candle_nn::VarBuilder;
use candle_transformers::models::clip::text_model::{Activation, ClipTextConfig};
use candle_transformers::models::clip::vision_model::ClipVisionConfig;
use candle_transformers::models::clip::{ClipConfig, ClipModel};
use common::{cosine, golden_dir, photo};
use nova_clip::load;
use serde_json::Value;
use std::path::Path;
use tokenizers::Tokenizer;

fn config(folder: &Path) -> ClipConfig {
    let json: Value = serde_json::from_slice(&std::fs::read(folder.join("config.json")).unwrap()).unwrap();
    let number = |side: &str, name: &str| usize::try_from(json[side][name].as_u64().unwrap()).unwrap();
    let projection_dim = usize::try_from(json["projection_dim"].as_u64().unwrap()).unwrap();
    let (text, vision) = ("text_config", "vision_config");
    ClipConfig {
        text_config: ClipTextConfig {
            vocab_size: number(text, "vocab_size"),
            embed_dim: number(text, "hidden_size"),
            activation: Activation::QuickGelu,
            intermediate_size: number(text, "intermediate_size"),
            max_position_embeddings: number(text, "max_position_embeddings"),
            pad_with: None,
            num_hidden_layers: number(text, "num_hidden_layers"),
            num_attention_heads: number(text, "num_attention_heads"),
            projection_dim,
        },
        vision_config: ClipVisionConfig {
            embed_dim: number(vision, "hidden_size"),
            activation: Activation::QuickGelu,
            intermediate_size: number(vision, "intermediate_size"),
            num_hidden_layers: number(vision, "num_hidden_layers"),
            num_attention_heads: number(vision, "num_attention_heads"),
            projection_dim,
            num_channels: 3,
            image_size: number(vision, "image_size"),
            patch_size: number(vision, "patch_size"),
        },
        logit_scale_init_value: 2.6592,
        image_size: number(vision, "image_size"),
    }
}

fn row(features: &Tensor) -> Vec<f32> {
    features.flatten_all().unwrap().to_vec1().unwrap()
}

#[test]
fn texts_and_pictures_agree_with_candle_transformers() {
    let folder = golden_dir().join("tiny-clip");
    let ours = load(&folder).unwrap();
    let weights = std::fs::read(folder.join("model.safetensors")).unwrap();
    let weights = VarBuilder::from_buffered_safetensors(weights, DType::F32, &Device::Cpu).unwrap();
    let peer = ClipModel::new(weights, &config(&folder)).unwrap();
    let tokenizer = Tokenizer::from_file(folder.join("tokenizer.json")).unwrap();
    for text in ["red summer dress", "navy blue check shirt for men", "a"] {
        let ids = tokenizer.encode(text, true).unwrap();
        let ids = Tensor::new(ids.get_ids(), &Device::Cpu)
            .unwrap()
            .unsqueeze(0)
            .unwrap();
        let theirs = row(&peer.get_text_features(&ids).unwrap());
        let own = ours.embed_texts(&[text]).unwrap().remove(0);
        let cosine = cosine(&own, &theirs);
        assert!(cosine > 0.999_999, "'{text}' has cosine {cosine}");
    }
    for file in ["product.jpg", "wide.jpg", "one-pixel.png"] {
        let pixels = ours.preprocess().apply(&photo("images", file));
        let side = ours.info().image_size;
        let given = Tensor::from_slice(pixels.values(), (1, side, side, 3), &Device::Cpu).unwrap();
        let planes = given.permute((0, 3, 1, 2)).unwrap().contiguous().unwrap();
        let theirs = row(&peer.get_image_features(&planes).unwrap());
        let own = ours.embed_pixels(&[pixels]).unwrap().remove(0);
        let cosine = cosine(&own, &theirs);
        // Pictures may be computed by rounded numbers.
        assert!(cosine > 0.9999, "{file} has cosine {cosine}");
    }
}
