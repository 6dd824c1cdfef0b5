//! A picture as tokens: squares of it through one linear layer.

use candle_core::{Device, Tensor};

use super::{Linear, Loader, VisionConfig};
use crate::kernel::Curve;
use crate::{ClipError, Pixels};

pub(crate) struct Patches {
    linear: Linear,
    /// Side of a square, in pixels.
    side: usize,
    /// Side of the picture, in pixels.
    image: usize,
    device: Device,
}

impl Patches {
    /// The convolution `{name}.weight` (width, 3, side, side), with `{name}.bias` or without.
    pub(crate) fn load(
        config: &VisionConfig,
        name: &str,
        has_bias: bool,
        device: &Device,
        loader: &mut Loader<'_>,
    ) -> Result<Self, ClipError> {
        let side = config.patch_size;
        let area = side * side;
        let given = loader.weights.floats(&format!("{name}.weight"))?;
        // From channel by channel to pixel by pixel, as the pictures are.
        let weight: Vec<f32> = given
            .chunks_exact(3 * area)
            .flat_map(|filter| (0..3 * area).map(|at| filter[at % 3 * area + at / 3]))
            .collect();
        let bias = match has_bias {
            true => loader.weights.floats(&format!("{name}.bias"))?,
            false => Vec::new(),
        };
        Ok(Self {
            linear: loader.dense(&weight, &bias, 3 * area, Curve::Identity)?,
            side,
            image: config.image_size,
            device: device.clone(),
        })
    }

    /// One picture each → (pictures, patches, width).
    pub(crate) fn forward(&self, pixels: &[Pixels]) -> Result<Tensor, ClipError> {
        let grid = self.image / self.side;
        let run = 3 * self.side;
        let mut values = Vec::with_capacity(pixels.len() * grid * grid * run * self.side);
        for picture in pixels {
            picture.check(self.image)?;
            for top in (0..grid).map(|row| row * self.side) {
                for left in (0..grid).map(|column| column * run) {
                    for y in top..top + self.side {
                        values.extend_from_slice(&picture.values[y * 3 * self.image + left..][..run]);
                    }
                }
            }
        }
        let shape = (pixels.len(), grid * grid, run * self.side);
        let patches = Tensor::from_vec(values, shape, &self.device)?;
        Ok(self.linear.forward(&patches)?)
    }
}
