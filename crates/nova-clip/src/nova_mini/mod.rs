//! The built-in family: an EfficientNet-Lite image tower whose stages are pooled,
//! a MiniLM sentence tower, and trained projections into one space.
//!
//! `config` is the folder's `config.json`; `tower` the image tower, on the
//! kernels of `conv`, with `projection` on it; `text` the sentence tower. Training is in `models/training`.

mod config;
mod conv;
mod projection;
mod text;
mod tower;

pub(crate) use config::Config;

use projection::ImageProjection;
use text::TextTower;
use tower::ImageTower;

use crate::model::unit_rows;
use crate::tokens::Tokens;
use crate::weights::Weights;
use crate::{ClipError, DualEncoder, ModelInfo, Pixels, Preprocess};

/// Enough pictures to keep the threads busy and to share one pass over the
/// projection's weights; they take about a twentieth of a second on two cores.
const BATCH: usize = 16;

/// A loaded model of the built-in family.
pub(crate) struct NovaMini {
    info: ModelInfo,
    preprocess: Preprocess,
    tokens: Tokens,
    text: TextTower,
    image: ImageTower,
    projection: ImageProjection,
}

impl NovaMini {
    pub(crate) fn load(
        config: &Config,
        info: ModelInfo,
        preprocess: Preprocess,
        tokens: Tokens,
        mut weights: Weights,
    ) -> Result<Self, ClipError> {
        Ok(Self {
            text: TextTower::load(config, &mut weights)?,
            image: ImageTower::load(&config.image, &preprocess, &mut weights)?,
            projection: ImageProjection::load(config, &mut weights)?,
            info,
            preprocess,
            tokens,
        })
    }
}

impl NovaMini {
    /// The vectors of pictures, and what they are named.
    fn seen(&self, pixels: &[Pixels]) -> Result<(Vec<Vec<f32>>, Vec<f32>), ClipError> {
        if pixels.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        pixels
            .iter()
            .try_for_each(|picture| picture.check(self.info.image_size))?;
        let (vectors, said) = self.projection.forward(&self.image.forward(pixels))?;
        Ok((unit_rows(vectors)?, said))
    }
}

impl DualEncoder for NovaMini {
    fn info(&self) -> &ModelInfo {
        &self.info
    }

    fn preprocess(&self) -> &Preprocess {
        &self.preprocess
    }

    fn batch_len(&self) -> usize {
        BATCH
    }

    fn embed_texts(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, ClipError> {
        if texts.is_empty() {
            return Ok(Vec::new());
        }
        unit_rows(self.text.forward(&self.tokens.encode_all(texts)?)?)
    }

    fn embed_pixels(&self, pixels: &[Pixels]) -> Result<Vec<Vec<f32>>, ClipError> {
        Ok(self.seen(pixels)?.0)
    }

    fn embed_and_name(&self, pixels: &[Pixels]) -> Result<Vec<Vec<f32>>, ClipError> {
        let (mut rows, said) = self.seen(pixels)?;
        let values = said.len() / rows.len().max(1);
        for (row, said) in rows.iter_mut().zip(said.chunks_exact(values.max(1))) {
            row.extend(said);
        }
        Ok(rows)
    }
}

#[cfg(test)]
mod tests;
