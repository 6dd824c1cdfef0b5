//! What `open_clip` and `timm` call the tensors that `clip` and `siglip` ask for.

use crate::origin::{Origin, Origins};
use crate::weights::Weights;

/// What stands before all names: a wrapper of `transformers` around the model leaves one.
pub(super) fn prefix(weights: &Weights) -> String {
    let wrapped = weights
        .names()
        .iter()
        .any(|name| name.starts_with("model.visual."));
    if wrapped { "model." } else { "" }.to_owned()
}

/// The image tower of timm.
pub(super) fn trunk(prefix: &str) -> String {
    format!("{prefix}visual.trunk")
}

/// How many layers the tower has.
pub(super) fn blocks(weights: &Weights, tower: &str) -> usize {
    (0..)
        .take_while(|block| {
            weights
                .shape(&format!("{tower}.blocks.{block}.norm1.weight"))
                .is_some()
        })
        .count()
}

fn both(origins: &mut Origins, name: &str, from: &str) {
    for part in ["weight", "bias"] {
        origins.insert(format!("{name}.{part}"), Origin::named(format!("{from}.{part}")));
    }
}

/// A layer in the words of `transformers` from one that keeps queries, keys and values together.
struct Layer {
    qkv: [&'static str; 2],
    /// As they are called here and there.
    rest: [(&'static str, &'static str); 5],
}

const OPEN_CLIP: Layer = Layer {
    qkv: ["attn.in_proj_weight", "attn.in_proj_bias"],
    rest: [
        ("self_attn.out_proj", "attn.out_proj"),
        ("layer_norm1", "ln_1"),
        ("layer_norm2", "ln_2"),
        ("mlp.fc1", "mlp.c_fc"),
        ("mlp.fc2", "mlp.c_proj"),
    ],
};

const TIMM: Layer = Layer {
    qkv: ["attn.qkv.weight", "attn.qkv.bias"],
    rest: [
        ("self_attn.out_proj", "attn.proj"),
        ("layer_norm1", "norm1"),
        ("layer_norm2", "norm2"),
        ("mlp.fc1", "mlp.fc1"),
        ("mlp.fc2", "mlp.fc2"),
    ],
};

impl Layer {
    fn add(&self, origins: &mut Origins, tower: &str, from: &str, layers: usize) {
        for layer in 0..layers {
            let name = |part: &str| format!("{tower}.encoder.layers.{layer}.{part}");
            let from = |part: &str| format!("{from}.{layer}.{part}");
            for (third, projection) in ["q_proj", "k_proj", "v_proj"].iter().enumerate() {
                for (part, together) in ["weight", "bias"].iter().zip(self.qkv) {
                    origins.insert(
                        name(&format!("self_attn.{projection}.{part}")),
                        Origin::third(from(together), third),
                    );
                }
            }
            for (here, there) in self.rest {
                both(origins, &name(here), &from(there));
            }
        }
    }
}

/// The image tower of `open_clip`.
pub(super) fn clip_vision(origins: &mut Origins, prefix: &str, layers: usize) {
    let from = |part: &str| format!("{prefix}visual.{part}");
    let mut one = |name: &str, origin: Origin| origins.insert(name.to_owned(), origin);
    one(
        "vision_model.embeddings.class_embedding",
        Origin::named(from("class_embedding")),
    );
    one(
        "vision_model.embeddings.patch_embedding.weight",
        Origin::named(from("conv1.weight")),
    );
    one(
        "vision_model.embeddings.position_embedding.weight",
        Origin::named(from("positional_embedding")),
    );
    one(
        "visual_projection.weight",
        Origin::named(from("proj")).transposed(),
    );
    // Hugging Face's spelling.
    both(origins, "vision_model.pre_layrnorm", &from("ln_pre"));
    both(origins, "vision_model.post_layernorm", &from("ln_post"));
    OPEN_CLIP.add(origins, "vision_model", &from("transformer.resblocks"), layers);
}

/// The image tower of timm's SigLIP.
pub(super) fn siglip_vision(origins: &mut Origins, tower: &str, layers: usize) {
    let from = |part: &str| format!("{tower}.{part}");
    let pool = |part: &str| format!("{tower}.attn_pool.{part}");
    both(
        origins,
        "vision_model.embeddings.patch_embedding",
        &from("patch_embed.proj"),
    );
    origins.insert(
        "vision_model.embeddings.position_embedding.weight".to_owned(),
        Origin::named(from("pos_embed")).wrapped(),
    );
    both(origins, "vision_model.post_layernorm", &from("norm"));
    origins.insert(
        "vision_model.head.probe".to_owned(),
        Origin::named(pool("latent")),
    );
    for part in ["weight", "bias"] {
        origins.insert(
            format!("vision_model.head.attention.in_proj_{part}"),
            Origin::stacked([pool(&format!("q.{part}")), pool(&format!("kv.{part}"))]),
        );
    }
    both(origins, "vision_model.head.attention.out_proj", &pool("proj"));
    both(origins, "vision_model.head.layernorm", &pool("norm"));
    both(origins, "vision_model.head.mlp.fc1", &pool("mlp.fc1"));
    both(origins, "vision_model.head.mlp.fc2", &pool("mlp.fc2"));
    TIMM.add(origins, "vision_model", &from("blocks"), layers);
}

/// The text tower of `open_clip`, without what is behind its last normalisation.
pub(super) fn text(origins: &mut Origins, prefix: &str, layers: usize) {
    let from = |part: &str| format!("{prefix}{part}");
    origins.insert(
        "text_model.embeddings.token_embedding.weight".to_owned(),
        Origin::named(from("token_embedding.weight")),
    );
    origins.insert(
        "text_model.embeddings.position_embedding.weight".to_owned(),
        Origin::named(from("positional_embedding")),
    );
    both(origins, "text_model.final_layer_norm", &from("ln_final"));
    OPEN_CLIP.add(origins, "text_model", &from("transformer.resblocks"), layers);
}

/// CLIP's projection of texts, a matrix on its side.
pub(super) fn clip_text_projection(origins: &mut Origins, prefix: &str) {
    origins.insert(
        "text_projection.weight".to_owned(),
        Origin::named(format!("{prefix}text_projection")).transposed(),
    );
}

/// SigLIP's, which is a layer with a bias.
pub(super) fn siglip_text_head(origins: &mut Origins, prefix: &str) {
    both(origins, "text_model.head", &format!("{prefix}text_projection"));
}
