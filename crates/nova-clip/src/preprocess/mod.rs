//! From a photo to the numbers that an image tower takes, as the model's
//! `preprocessor_config.json` says: resize, centre crop, rescale, normalise.
//!
//! Agrees with Pillow and with Hugging Face's `CLIPImageProcessor` to within one
//! step of 255. Decoding is `nova-pictures`; reading the file is `config`; the geometry
//! is `resize`.

mod config;
mod resize;

use std::sync::Arc;

use image::{Rgb, RgbImage};

pub(crate) use config::Processor;
use config::Steps;

use crate::ClipError;

/// Raised when the same picture becomes other pixels than before.
pub(crate) const VERSION: u32 = 2;

/// A model's preprocessing. Cloning shares one small table; any thread may use it.
#[derive(Clone, Debug)]
pub struct Preprocess {
    steps: Arc<Steps>,
}

/// One picture, ready for the model that made the [`Preprocess`].
#[derive(Clone, Debug, PartialEq)]
pub struct Pixels {
    /// Row after row, pixel after pixel, red green blue: `size × size × 3`.
    pub(crate) values: Vec<f32>,
    /// Side of the square.
    pub(crate) size: usize,
}

impl Preprocess {
    /// Reads `preprocessor_config.json`; `wanted` is the side that the tower takes,
    /// if it takes one only.
    pub(crate) fn from_json(
        json: &[u8],
        processor: Processor,
        wanted: Option<usize>,
    ) -> Result<Self, String> {
        let steps = Steps::parse(json, processor)?;
        match wanted {
            Some(side) if side != steps.side => Err(format!(
                "it makes pictures of {0}×{0}, and config.json asks for {side}×{side}",
                steps.side
            )),
            _ => Ok(Self {
                steps: Arc::new(steps),
            }),
        }
    }

    /// Side of the square that it makes, in pixels.
    pub(crate) fn size(&self) -> usize {
        self.steps.side
    }

    /// What black and white become in each channel.
    pub(crate) fn bounds(&self) -> [(f32, f32); 3] {
        std::array::from_fn(|channel| {
            let table = &self.steps.table[channel];
            (table[0], table[255])
        })
    }

    /// Resizes, crops and normalises a picture.
    pub fn apply(&self, photo: &RgbImage) -> Pixels {
        let steps = &*self.steps;
        let squared = resize::resize_and_crop(photo, steps.resize, steps.crop, steps.filter);
        let mut values = Vec::with_capacity(squared.len());
        for Rgb([r, g, b]) in squared.pixels() {
            values.push(steps.table[0][usize::from(*r)]);
            values.push(steps.table[1][usize::from(*g)]);
            values.push(steps.table[2][usize::from(*b)]);
        }
        Pixels {
            values,
            size: squared.width() as usize,
        }
    }
}

impl Pixels {
    /// The numbers: row after row, pixel after pixel, red green blue, scaled as the model takes them.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// That these pixels have the model's size; they are of another model if not.
    pub(crate) fn check(&self, size: usize) -> Result<(), ClipError> {
        if self.size == size && self.values.len() == size * size * 3 {
            return Ok(());
        }
        Err(ClipError::Inference(format!(
            "the pixels are {0}×{0} and this model takes {size}×{size}; they were prepared for another model",
            self.size
        )))
    }
}

#[cfg(test)]
mod tests;
