use serde_json::json;

use super::*;

fn parse(value: &Value) -> Result<Config, String> {
    Config::parse(value.to_string().as_bytes())
}

#[test]
fn what_is_absent_has_the_default_of_transformers() {
    let config = parse(&json!({"model_type": "siglip"})).unwrap();
    assert_eq!(
        (config.text.vocab_size, config.text.max_position_embeddings),
        (32000, 64)
    );
    assert_eq!((config.vision.image_size, config.vision.patches()), (224, 196));
    assert_eq!(config.text.pad_token_id, 1);
    assert_eq!(config.size().dim, 768);
}

#[test]
fn sizes_that_cannot_be_are_refused_with_their_name() {
    for (value, expected) in [
        (
            json!({"text_config": {"projection_size": 512}}),
            "512 and pictures of 768",
        ),
        (
            json!({"vision_config": {"vision_use_head": false}}),
            "vision_use_head",
        ),
        (json!({"text_config": {"pad_token_id": 32000}}), "pad_token_id"),
        (json!({"vision_config": {"patch_size": 0}}), "patch_size"),
        (json!({"vision_config": {"hidden_act": "relu"}}), "relu"),
        (json!({"text_config": {"num_attention_heads": 7}}), "7 heads"),
    ] {
        let error = parse(&value).unwrap_err();
        assert!(error.contains(expected), "{value} gives '{error}'");
    }
}
