//! Weights of a CLIP in the configuration of OpenAI's ViT-B/32, each number from its
//! tensor's name and its place alone. `counted` in `models/training/make_random_clip.py`
//! is the same rule; its numbers need no more than 16 bits, so they are written so.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use half::f16;
use serde_json::{Map, json};

/// Writes `model.safetensors`, 302 MB.
pub fn write_vit_b_32(path: &Path) {
    let tensors = tensors();
    let mut header = Map::new();
    let mut end = 0;
    for (name, shape) in &tensors {
        let start = end;
        end += 2 * shape.iter().product::<usize>();
        let entry = json!({"dtype": "F16", "shape": shape, "data_offsets": [start, end]});
        header.insert(name.clone(), entry);
    }
    let header = json!(header).to_string();
    let mut file = BufWriter::new(File::create(path).unwrap());
    file.write_all(&(header.len() as u64).to_le_bytes()).unwrap();
    file.write_all(header.as_bytes()).unwrap();
    for (name, shape) in &tensors {
        let bytes: Vec<u8> = counted(name, shape).flat_map(f16::to_le_bytes).collect();
        file.write_all(&bytes).unwrap();
    }
    file.flush().unwrap();
}

/// Names and shapes.
fn tensors() -> Vec<(String, Vec<usize>)> {
    let mut all: Vec<(String, Vec<usize>)> = Vec::new();
    let mut add = |name: &str, shape: &[usize]| all.push((name.to_owned(), shape.to_vec()));
    add("text_projection.weight", &[512, 512]);
    add("visual_projection.weight", &[512, 768]);
    add("text_model.embeddings.token_embedding.weight", &[49408, 512]);
    add("text_model.embeddings.position_embedding.weight", &[77, 512]);
    add("vision_model.embeddings.class_embedding", &[768]);
    add(
        "vision_model.embeddings.patch_embedding.weight",
        &[768, 3, 32, 32],
    );
    add("vision_model.embeddings.position_embedding.weight", &[50, 768]);
    let both = |add: &mut dyn FnMut(&str, &[usize]), name: &str, shape: &[usize]| {
        add(&format!("{name}.weight"), shape);
        add(&format!("{name}.bias"), &shape[..1]);
    };
    both(&mut add, "text_model.final_layer_norm", &[512]);
    both(&mut add, "vision_model.pre_layrnorm", &[768]);
    both(&mut add, "vision_model.post_layernorm", &[768]);
    for (tower, width) in [("text_model", 512), ("vision_model", 768)] {
        for layer in 0..12 {
            let name = |part: &str| format!("{tower}.encoder.layers.{layer}.{part}");
            for part in ["q_proj", "k_proj", "v_proj", "out_proj"] {
                both(&mut add, &name(&format!("self_attn.{part}")), &[width, width]);
            }
            both(&mut add, &name("mlp.fc1"), &[4 * width, width]);
            both(&mut add, &name("mlp.fc2"), &[width, 4 * width]);
            both(&mut add, &name("layer_norm1"), &[width]);
            both(&mut add, &name("layer_norm2"), &[width]);
        }
    }
    all.sort();
    all
}

/// Number i is the highest byte of splitmix64(FNV-1a of the name, i), taken as
/// −128…127 and multiplied by a power of two near an initialiser's spread; the weights of a
/// normalisation lie around 1.
fn counted(name: &str, shape: &[usize]) -> impl Iterator<Item = f16> {
    let seed = name.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)
    });
    let count: usize = shape.iter().product();
    let inputs = (count / shape[0]) as f64;
    let exponent = match shape.len() {
        1 => -9,
        2 if name.contains("embedding") => -6,
        _ => -6 - inputs.sqrt().log2().round_ties_even() as i32,
    };
    let scale = 2.0_f32.powi(exponent);
    let norm = name.contains("norm") && name.ends_with("weight");
    (1..=count as u64).map(move |i| {
        let mut x = seed.wrapping_add(i.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^= x >> 31;
        let level = (x >> 56) as f32 - 128.0;
        let value = level * scale + if norm { 1.0 } else { 0.0 };
        let half = f16::from_f32(value);
        debug_assert_eq!(half.to_f32(), value, "{name}: {value} needs more than 16 bits");
        half
    })
}
