use candle_core::{Device, Tensor};
use safetensors::tensor::{Dtype, TensorView};

use super::config::HiddenAct;
use super::*;
use crate::weights::Weights;

/// Numbers between −1 and 1 that differ from seed to seed.
fn numbers(count: usize, seed: usize) -> Vec<f32> {
    (0..count)
        .map(|i| (((i + 1) * 7919 + seed * 104_729) % 2003) as f32 / 1001.0 - 1.0)
        .collect()
}

#[test]
fn our_kernels_and_candles_operations_compute_the_same_layers() {
    let config = EncoderConfig {
        hidden_size: 24,
        intermediate_size: 40,
        num_attention_heads: 3,
        num_hidden_layers: 2,
        hidden_act: HiddenAct::QuickGelu,
        layer_norm_eps: 1e-5,
    };
    for names in [&CLIP_NAMES, &BERT_NAMES] {
        let mut needed = Vec::new();
        for layer in 0..config.num_hidden_layers {
            names.need(&format!("layers.{layer}"), &config, &mut needed);
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model.safetensors");
        let data: Vec<(String, Vec<usize>, Vec<u8>)> = needed
            .into_iter()
            .enumerate()
            .map(|(seed, Needed { name, shape })| {
                let values = numbers(shape.iter().product(), seed);
                let bytes = values.iter().flat_map(|x| (0.4 * x).to_le_bytes()).collect();
                (name, shape, bytes)
            })
            .collect();
        let views = data
            .iter()
            .map(|(name, shape, bytes)| (name, TensorView::new(Dtype::F32, shape.clone(), bytes).unwrap()));
        std::fs::write(&path, safetensors::serialize(views, None).unwrap()).unwrap();

        let shape = (3, 7, config.hidden_size);
        let xs = Tensor::from_vec(numbers(3 * 7 * config.hidden_size, 99), shape, &Device::Cpu).unwrap();
        for hidden_act in [HiddenAct::QuickGelu, HiddenAct::Gelu, HiddenAct::GeluPytorchTanh] {
            let config = EncoderConfig {
                hidden_act,
                ..config.clone()
            };
            for norm_at in [NormAt::Input, NormAt::Sum] {
                for visible in [Visible::All, Visible::Before, Visible::First(vec![7, 2, 5])] {
                    let mut weights = Weights::open(&path).unwrap();
                    let mut run = |plain: bool| -> Vec<f32> {
                        let mut loader = match plain {
                            true => Loader::plain(&mut weights),
                            false => Loader::new(&mut weights, &Device::Cpu),
                        };
                        let encoder = Encoder::load(&config, names, norm_at, "layers", &mut loader).unwrap();
                        let out = encoder.forward(&xs, &visible).unwrap();
                        assert_eq!(out.dims(), xs.dims());
                        out.flatten_all().unwrap().to_vec1().unwrap()
                    };
                    let (ours, plain) = (run(false), run(true));
                    let apart = ours
                        .iter()
                        .zip(&plain)
                        .map(|(a, b)| (a - b).abs())
                        .fold(0.0, f32::max);
                    assert!(
                        plain.iter().any(|x| x.abs() > 0.1),
                        "there is something to compare"
                    );
                    assert!(
                        apart < 1e-4,
                        "{hidden_act:?}, {norm_at:?}, {visible:?}: {apart} apart"
                    );
                }
            }
        }
    }
}
