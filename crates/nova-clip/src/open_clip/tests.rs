//! What of a configuration is refused; that what is translated computes right is shown by the golden tests.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;

use serde_json::json;

use super::*;

/// Weights of another family, whose header is sound.
fn weights() -> Weights {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/tiny-clip/model.safetensors");
    Weights::open(&golden).unwrap()
}

fn refusal(config: Value) -> String {
    translate(config.to_string().as_bytes(), &weights()).unwrap_err()
}

#[test]
fn what_cannot_be_computed_is_refused_by_its_name() {
    let model = |vision: Value, text: Value| json!({"model_cfg": {"embed_dim": 8, "vision_cfg": vision, "text_cfg": text}});
    let cases = [
        (
            model(json!({"layers": [3, 4, 6, 3]}), json!({})),
            "only vision transformers",
        ),
        (
            model(json!({"attentional_pool": true}), json!({})),
            "vision_cfg.attentional_pool is true",
        ),
        (
            model(json!({}), json!({"hf_model_name": "roberta-base"})),
            "text_cfg.hf_model_name",
        ),
        (model(json!({}), json!({"pool_type": "last"})), "'last'"),
        (
            model(json!({"timm_model_name": "convnext_base"}), json!({})),
            "convnext_base",
        ),
        (
            model(
                json!({"timm_model_name": "vit_base_patch16_siglip_gap_224", "timm_pool": "map"}),
                json!({}),
            ),
            "gap",
        ),
        (
            model(json!({}), json!({"tokenizer_kwargs": {"strip_sep_token": true}})),
            "strip_sep_token",
        ),
    ];
    for (config, expected) in cases {
        let reason = refusal(config);
        assert!(reason.contains(expected), "{reason} should speak of {expected}");
    }
}

#[test]
fn a_setting_at_its_usual_value_is_no_reason_to_refuse() {
    let config = json!({"model_cfg": {
        "embed_dim": 8,
        "vision_cfg": {"pool_type": "tok", "patch_dropout": 0.5, "no_ln_pre": false, "ls_init_value": null},
        "text_cfg": {"output_tokens": true, "embed_cls": false},
    }});
    let found = translate(config.to_string().as_bytes(), &weights()).unwrap();
    assert_eq!(found.config["model_type"], "clip");
    assert_eq!(
        found.clean,
        Clean::Lower,
        "open_clip's own tokenizer lowers the case"
    );
}
