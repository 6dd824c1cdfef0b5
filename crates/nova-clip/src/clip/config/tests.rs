use serde_json::json;

use super::*;
use crate::transformer::HiddenAct;

fn parse(value: &Value) -> Result<Config, String> {
    Config::parse(value.to_string().as_bytes())
}

#[test]
fn what_is_absent_has_the_default_of_transformers() {
    let config = parse(&json!({"model_type": "clip"})).unwrap();
    assert_eq!(config.projection_dim, 512);
    assert_eq!(
        (
            config.text.encoder.hidden_size,
            config.text.max_position_embeddings
        ),
        (512, 77)
    );
    assert_eq!(
        (config.vision.encoder.hidden_size, config.vision.patch_size),
        (768, 32)
    );
    assert_eq!(config.text.eos_token_id, 49407);
    assert_eq!(config.vision.encoder.hidden_act, HiddenAct::QuickGelu);
}

#[test]
fn sections_override_defaults_and_old_dict_sections_override_both() {
    let config = parse(&json!({
        "projection_dim": 768,
        "text_config": {"hidden_size": 768, "num_attention_heads": 12, "eos_token_id": null},
        "vision_config": {"hidden_size": 64, "num_attention_heads": 8, "hidden_act": "quick_gelu"},
        "vision_config_dict": {"hidden_size": 1024, "num_attention_heads": 16, "hidden_act": "gelu"},
    }))
    .unwrap();
    assert_eq!(config.text.encoder.hidden_size, 768);
    assert_eq!(config.text.eos_token_id, 49407, "null is absent");
    assert_eq!(config.vision.encoder.hidden_size, 1024);
    assert_eq!(config.vision.encoder.hidden_act, HiddenAct::Gelu);
}

#[test]
fn sizes_that_cannot_be_are_refused_with_their_name() {
    for (value, expected) in [
        (json!({"projection_dim": 0}), "projection_dim"),
        (json!({"projection_dim": "wide"}), "projection_dim"),
        (json!({"text_config": {"num_attention_heads": 7}}), "7 heads"),
        (json!({"text_config": {"hidden_act": "swish"}}), "swish"),
        (
            json!({"text_config": {"num_hidden_layers": 1_000_000}}),
            "num_hidden_layers",
        ),
        (json!({"text_config": {"hidden_size": -4}}), "text_config"),
        (json!({"text_config": 3}), "text_config"),
        (json!({"vision_config": {"patch_size": 0}}), "patch_size"),
        (json!({"vision_config": {"patch_size": 300}}), "image_size"),
        (json!({"vision_config": {"num_channels": 1}}), "num_channels"),
    ] {
        let error = parse(&value).unwrap_err();
        assert!(error.contains(expected), "{value} gives '{error}'");
    }
}

#[test]
fn a_sentence_is_read_at_its_first_end_of_text_token() {
    let mut text = parse(&json!({"text_config": {"eos_token_id": 9}})).unwrap().text;
    assert_eq!(text.pooled_position(&[8, 1, 40, 9, 9]), 3, "the first of several");
    assert_eq!(
        text.pooled_position(&[8, 1]),
        0,
        "transformers' argmax of nothing is the start"
    );
    text.eos_token_id = LEGACY_EOS;
    assert_eq!(
        text.pooled_position(&[8, 2, 40, 9, 40]),
        2,
        "the legacy rule takes the highest id"
    );
}
