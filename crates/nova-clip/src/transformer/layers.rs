//! Linear layers, normalisation and attention on candle's tensors: on the CPU by the
//! kernels of this crate, on any other device by candle's plain operations.

use candle_core::{CpuStorage, CustomOp1, CustomOp2, D, Device, Layout, Module, Result, Shape, Tensor};
use candle_nn::ops::softmax_last_dim;

use crate::kernel::{self, Curve, Dense, Visible};

/// A linear layer and the non-linearity behind it.
pub(crate) enum Linear {
    /// By our kernels.
    Kernel(Dense),
    /// By candle.
    Plain(candle_nn::Linear, Curve),
}

impl Linear {
    /// From a weight (outputs, inputs), row by row; a bias (outputs), or none if it is empty.
    pub(super) fn new(
        weight: &[f32],
        bias: &[f32],
        inputs: usize,
        curve: Curve,
        device: Option<&Device>,
    ) -> Result<Self> {
        let Some(device) = device else {
            return Ok(Self::Kernel(Dense::new(weight, bias, inputs, curve)));
        };
        let outputs = weight.len() / inputs;
        let weight = Tensor::from_slice(weight, (outputs, inputs), device)?;
        let bias = match bias {
            [] => None,
            bias => Some(Tensor::from_slice(bias, outputs, device)?),
        };
        Ok(Self::Plain(candle_nn::Linear::new(weight, bias), curve))
    }

    /// (…, inputs) → (…, outputs)
    pub(crate) fn forward(&self, xs: &Tensor) -> Result<Tensor> {
        match self {
            Self::Kernel(dense) => xs.contiguous()?.apply_op1_no_bwd(&DenseOp(dense)),
            Self::Plain(linear, curve) => bend(&linear.forward(xs)?, *curve),
        }
    }

    /// As [`Linear::forward`], with `residual` (…, outputs) added.
    pub(crate) fn forward_onto(&self, xs: &Tensor, residual: &Tensor) -> Result<Tensor> {
        match self {
            Self::Kernel(dense) => xs
                .contiguous()?
                .apply_op2_no_bwd(&residual.contiguous()?, &DenseOp(dense)),
            Self::Plain(..) => self.forward(xs)? + residual,
        }
    }
}

fn bend(xs: &Tensor, curve: Curve) -> Result<Tensor> {
    match curve {
        Curve::Identity => Ok(xs.clone()),
        Curve::QuickGelu => xs * candle_nn::ops::sigmoid(&(xs * 1.702)?)?,
        Curve::Gelu => xs.gelu_erf(),
        Curve::GeluTanh => xs.gelu(),
    }
}

struct DenseOp<'a>(&'a Dense);

impl DenseOp<'_> {
    fn shape(&self, layout: &Layout) -> Result<Shape> {
        let mut sides = layout.dims().to_vec();
        match sides.last_mut() {
            Some(last) if *last == self.0.inputs() => *last = self.0.outputs(),
            _ => candle_core::bail!("{sides:?} is not for a layer of {} inputs", self.0.inputs()),
        }
        Ok(Shape::from(sides))
    }
}

impl CustomOp1 for DenseOp<'_> {
    fn name(&self) -> &'static str {
        "linear"
    }

    fn cpu_fwd(&self, storage: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let shape = self.shape(layout)?;
        Ok((
            CpuStorage::F32(self.0.apply(values(storage, layout)?, None)),
            shape,
        ))
    }
}

impl CustomOp2 for DenseOp<'_> {
    fn name(&self) -> &'static str {
        "linear with residual"
    }

    fn cpu_fwd(
        &self,
        s1: &CpuStorage,
        l1: &Layout,
        s2: &CpuStorage,
        l2: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let shape = self.shape(l1)?;
        if l2.dims() != shape.dims() {
            candle_core::bail!("a residual of {:?} is added to {shape:?}", l2.dims());
        }
        let out = self.0.apply(values(s1, l1)?, Some(values(s2, l2)?));
        Ok((CpuStorage::F32(out), shape))
    }
}

/// Layer normalisation over the last dimension.
pub(crate) enum Norm {
    /// By our kernels.
    Kernel(kernel::Norm),
    /// By candle.
    Plain(candle_nn::LayerNorm),
}

impl Norm {
    pub(super) fn new(weight: Vec<f32>, bias: Vec<f32>, eps: f64, device: Option<&Device>) -> Result<Self> {
        let Some(device) = device else {
            let eps = eps as f32;
            return Ok(Self::Kernel(kernel::Norm { weight, bias, eps }));
        };
        let width = weight.len();
        Ok(Self::Plain(candle_nn::LayerNorm::new(
            Tensor::from_vec(weight, width, device)?,
            Tensor::from_vec(bias, width, device)?,
            eps,
        )))
    }

    pub(crate) fn forward(&self, xs: &Tensor) -> Result<Tensor> {
        match self {
            Self::Kernel(norm) => xs.contiguous()?.apply_op1_no_bwd(&NormOp(norm)),
            Self::Plain(norm) => norm.forward(xs),
        }
    }
}

struct NormOp<'a>(&'a kernel::Norm);

impl CustomOp1 for NormOp<'_> {
    fn name(&self) -> &'static str {
        "layer norm"
    }

    fn cpu_fwd(&self, storage: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        if layout.dims().last() != Some(&self.0.weight.len()) {
            candle_core::bail!(
                "{:?} is normalised by {} weights",
                layout.dims(),
                self.0.weight.len()
            );
        }
        let out = self.0.apply(values(storage, layout)?);
        Ok((CpuStorage::F32(out), layout.shape().clone()))
    }
}

/// (rows, tokens, 3·width), queries scaled → (rows, tokens, width). `like` is the
/// layer that made `qkv`, and decides by what this is computed.
pub(super) fn attention(qkv: &Tensor, heads: usize, visible: &Visible, like: &Linear) -> Result<Tensor> {
    if let Linear::Kernel(_) = like {
        return qkv.apply_op1_no_bwd(&AttentionOp { heads, visible });
    }
    let (rows, tokens, width) = qkv.dims3()?;
    let (width, size) = (width / 3, width / 3 / heads);
    let part = |index: usize| {
        qkv.narrow(2, index * width, width)?
            .reshape((rows, tokens, heads, size))?
            .transpose(1, 2)?
            .contiguous()
    };
    let mut scores = part(0)?.matmul(&part(1)?.transpose(D::Minus2, D::Minus1)?.contiguous()?)?;
    if let Some(mask) = mask(visible, rows, tokens, qkv.device())? {
        scores = scores.broadcast_add(&mask)?;
    }
    let mixed = softmax_last_dim(&scores)?.matmul(&part(2)?)?;
    mixed.transpose(1, 2)?.reshape((rows, tokens, width))
}

/// (rows or 1, 1, tokens, tokens): zero where a token may look, the lowest number where not.
fn mask(visible: &Visible, rows: usize, tokens: usize, device: &Device) -> Result<Option<Tensor>> {
    let kinds = match visible {
        Visible::All => return Ok(None),
        Visible::Before => 1,
        Visible::First(_) => rows,
    };
    let hidden = |row: usize, token: usize, key: usize| key >= visible.count(row, token, tokens);
    let mut mask = Vec::with_capacity(kinds * tokens * tokens);
    for row in 0..kinds {
        for token in 0..tokens {
            mask.extend((0..tokens).map(|key| if hidden(row, token, key) { f32::MIN } else { 0.0 }));
        }
    }
    Ok(Some(Tensor::from_vec(mask, (kinds, 1, tokens, tokens), device)?))
}

struct AttentionOp<'a> {
    heads: usize,
    visible: &'a Visible,
}

impl CustomOp1 for AttentionOp<'_> {
    fn name(&self) -> &'static str {
        "attention"
    }

    fn cpu_fwd(&self, storage: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let (rows, tokens, width) = layout.shape().dims3()?;
        let width = width / 3;
        let out = kernel::attention(values(storage, layout)?, width, tokens, self.heads, self.visible);
        Ok((CpuStorage::F32(out), Shape::from((rows, tokens, width))))
    }
}

/// The numbers of a contiguous tensor.
fn values<'a>(storage: &'a CpuStorage, layout: &Layout) -> Result<&'a [f32]> {
    match layout.contiguous_offsets() {
        Some((start, end)) => Ok(&storage.as_slice::<f32>()?[start..end]),
        None => candle_core::bail!("a tensor of {:?} does not lie in one piece", layout.dims()),
    }
}
