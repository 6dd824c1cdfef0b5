//! Layers from the weights of a model folder, on a device.

use candle_core::{Device, Tensor};

use super::config::Encoder;
use super::{Linear, Norm};
use crate::ClipError;
use crate::kernel::{Curve, Dense};
use crate::weights::Weights;

/// Reads layers by the names of their tensors.
pub(crate) struct Loader<'a> {
    pub weights: &'a mut Weights,
    device: Device,
    /// By candle's plain operations also where our kernels could compute it.
    plain: bool,
    /// Whether our kernels may round what they multiply.
    rounds: bool,
}

impl<'a> Loader<'a> {
    pub(crate) fn new(weights: &'a mut Weights, device: &Device) -> Self {
        Self {
            weights,
            device: device.clone(),
            plain: !device.is_cpu(),
            rounds: false,
        }
    }

    /// As [`Loader::new`]; layers are by rounded numbers where the processor is faster with them. Good enough for
    /// pictures: the cosine with what exact layers give stays above 0.999.
    pub(crate) fn rounding(weights: &'a mut Weights, device: &Device) -> Self {
        Self {
            rounds: true,
            ..Self::new(weights, device)
        }
    }

    /// Of layers that candle computes, to compare with.
    #[cfg(test)]
    pub(super) fn plain(weights: &'a mut Weights) -> Self {
        Self {
            weights,
            device: Device::Cpu,
            plain: true,
            rounds: false,
        }
    }

    fn place(&self) -> Option<&Device> {
        self.plain.then_some(&self.device)
    }

    /// A tensor as it is.
    pub(crate) fn tensor(&mut self, name: &str) -> Result<Tensor, ClipError> {
        Ok(self.weights.tensor(name)?.to_device(&self.device)?)
    }

    /// `{name}.weight` and `{name}.bias`.
    pub(crate) fn linear(&mut self, name: &str) -> Result<Linear, ClipError> {
        self.bent(name, Curve::Identity)
    }

    /// As [`Loader::linear`], with a non-linearity behind it.
    pub(crate) fn bent(&mut self, name: &str, curve: Curve) -> Result<Linear, ClipError> {
        let weight = self.weights.floats(&format!("{name}.weight"))?;
        let bias = self.weights.floats(&format!("{name}.bias"))?;
        self.dense(&weight, &bias, weight.len() / bias.len().max(1), curve)
    }

    /// A linear layer from numbers, as [`Linear::new`] has them.
    pub(crate) fn dense(
        &self,
        weight: &[f32],
        bias: &[f32],
        inputs: usize,
        curve: Curve,
    ) -> Result<Linear, ClipError> {
        if self.rounds && self.place().is_none() {
            return Ok(Linear::Kernel(Dense::rounded(weight, bias, inputs, curve)));
        }
        Ok(Linear::new(weight, bias, inputs, curve, self.place())?)
    }

    /// `{name}.weight`, without a bias.
    pub(crate) fn projection(&mut self, name: &str, inputs: usize) -> Result<Linear, ClipError> {
        let weight = self.weights.floats(&format!("{name}.weight"))?;
        self.dense(&weight, &[], inputs, Curve::Identity)
    }

    /// `{name}.weight` and `{name}.bias`.
    pub(crate) fn norm(&mut self, name: &str, eps: f64) -> Result<Norm, ClipError> {
        let weight = self.weights.floats(&format!("{name}.weight"))?;
        let bias = self.weights.floats(&format!("{name}.bias"))?;
        Ok(Norm::new(weight, bias, eps, self.place())?)
    }

    /// Three linear layers as one, the first scaled by the root of a head's size, so
    /// that no score needs to be.
    pub(super) fn queries_keys_values(
        &mut self,
        config: &Encoder,
        names: [String; 3],
    ) -> Result<Linear, ClipError> {
        let scale = ((config.hidden_size / config.num_attention_heads) as f64)
            .sqrt()
            .recip() as f32;
        // Our kernels scale what comes out, since scaled weights would no longer fit into 16 bits.
        let of_weight = if self.plain { scale } else { 1.0 };
        let (mut weight, mut bias) = (Vec::new(), Vec::new());
        for (name, [of_weight, of_bias]) in names.iter().zip([[of_weight, scale], [1.0; 2], [1.0; 2]]) {
            let mut scaled = |part: &str, factor: f32| -> Result<Vec<f32>, ClipError> {
                let values = self.weights.floats(&format!("{name}.{part}"))?;
                Ok(values.iter().map(|x| x * factor).collect())
            };
            weight.extend(scaled("weight", of_weight)?);
            bias.extend(scaled("bias", of_bias)?);
        }
        Ok(
            match self.dense(&weight, &bias, config.hidden_size, Curve::Identity)? {
                Linear::Kernel(dense) => Linear::Kernel(dense.scaled(config.hidden_size, scale)),
                plain => plain,
            },
        )
    }
}
