//! Embeddings for their own sake: of one text or photo, or of a whole list for comparison with other programs.

use crate::brought::read_photo;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::progress::Cancel;
use nova_clip::{ClipError, Embedder, Pixels};
use nova_pictures::{Photo, PhotoLimits};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Lines that are read, embedded and reported together.
const CHUNK: usize = 64;

/// An embedding.
#[derive(Debug, Clone, Serialize)]
pub struct EmbedResponse {
    /// The model's name.
    pub model: String,
    /// Numbers in the vector.
    pub dim: usize,
    /// The unit vector.
    pub vector: Vec<f32>,
}

/// What embeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmbeddedBy {
    /// What this library searches with: the model, and what was learnt of the catalogue on top of it.
    Library,
    /// The model alone.
    Model,
}

impl EmbeddedBy {
    fn text(self, gallery: &Gallery, vector: Vec<f32>) -> Vec<f32> {
        match self {
            EmbeddedBy::Library => gallery.text(vector),
            EmbeddedBy::Model => vector,
        }
    }

    fn picture(self, gallery: &Gallery, vector: Vec<f32>) -> Vec<f32> {
        match self {
            EmbeddedBy::Library => gallery.picture_embedding(vector),
            EmbeddedBy::Model => vector,
        }
    }
}

/// One line of a list to embed.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BatchInput {
    /// A text.
    Text(String),
    /// Path of a photo.
    Image(PathBuf),
}

/// The embeddings of a list.
#[derive(Debug, Clone)]
pub struct BatchVectors {
    /// Numbers in a vector.
    pub dim: usize,
    /// A unit vector for each line; empty for a line that failed.
    pub vectors: Vec<Vec<f32>>,
    /// The lines that failed.
    pub failures: Vec<BatchFailure>,
}

/// A line that could not be embedded.
#[derive(Debug, Clone, Serialize)]
pub struct BatchFailure {
    /// The line, counted from 0.
    pub row: usize,
    /// Why.
    pub message: String,
}

impl Engine {
    /// The embedding of a text, as this library searches with it, or by the model alone.
    ///
    /// # Errors
    /// When the model cannot be used.
    pub fn embed_text(&self, text: &str, by: EmbeddedBy) -> Result<EmbedResponse, EngineError> {
        let gallery = self.gallery();
        let embedder = gallery.slot.embedder()?;
        let vector = by.text(&gallery, embedder.embed_text(text)?);
        Ok(response(&embedder, vector))
    }

    /// The embedding of a photo, likewise.
    ///
    /// # Errors
    /// When the photo cannot be read or the model cannot be used.
    pub fn embed_photo(&self, path: &Path, by: EmbeddedBy) -> Result<EmbedResponse, EngineError> {
        let gallery = self.gallery();
        let embedder = gallery.slot.embedder()?;
        let vector = by.picture(&gallery, embedder.embed_photo(open(path)?.rgb())?);
        Ok(response(&embedder, vector))
    }

    /// The embeddings of a list of texts and photos, in its order; a line that fails is listed with its reason.
    /// `done` hears how many lines are finished.
    ///
    /// # Errors
    /// When the model cannot be used, or the user stops it.
    pub fn embed_batch(
        &self,
        inputs: &[Result<BatchInput, String>],
        by: EmbeddedBy,
        cancel: &Cancel,
        done: &dyn Fn(usize),
    ) -> Result<BatchVectors, EngineError> {
        let gallery = self.gallery();
        let embedder = gallery.slot.embedder()?;
        let dim = embedder.info().dim;
        let mut vectors = vec![Vec::new(); inputs.len()];
        let mut failures = Vec::new();
        for start in (0..inputs.len()).step_by(CHUNK) {
            if cancel.is_cancelled() {
                return Err(EngineError::Cancelled {
                    kept: format!("{start} lines were embedded"),
                });
            }
            let end = (start + CHUNK).min(inputs.len());
            for (row, embedded) in (start..end).zip(chunk(&embedder, &inputs[start..end])?) {
                match embedded {
                    Ok(vector) => {
                        vectors[row] = match &inputs[row] {
                            Ok(BatchInput::Image(_)) => by.picture(&gallery, vector),
                            _ => by.text(&gallery, vector),
                        };
                    }
                    Err(message) => failures.push(BatchFailure { row, message }),
                }
            }
            done(end);
        }
        Ok(BatchVectors {
            dim,
            vectors,
            failures,
        })
    }
}

fn chunk(
    embedder: &Embedder,
    inputs: &[Result<BatchInput, String>],
) -> Result<Vec<Result<Vec<f32>, String>>, ClipError> {
    let mut answers: Vec<Result<Vec<f32>, String>> = vec![Ok(Vec::new()); inputs.len()];
    let (mut texts, mut text_rows) = (Vec::new(), Vec::new());
    let mut pictures: Vec<(usize, &Path)> = Vec::new();
    for (row, input) in inputs.iter().enumerate() {
        match input {
            Ok(BatchInput::Text(text)) => {
                texts.push(text.clone());
                text_rows.push(row);
            }
            Ok(BatchInput::Image(path)) => pictures.push((row, path)),
            Err(reason) => answers[row] = Err(reason.clone()),
        }
    }
    if !texts.is_empty() {
        for (row, vector) in text_rows.into_iter().zip(embedder.embed_texts_batch(texts)?) {
            answers[row] = Ok(vector);
        }
    }
    let preprocess = embedder.preprocess();
    let read: Vec<(usize, Result<Pixels, String>)> = pictures
        .into_par_iter()
        .map(|(row, path)| {
            (
                row,
                open(path)
                    .map(|photo| preprocess.apply(photo.rgb()))
                    .map_err(|error| error.to_string()),
            )
        })
        .collect();
    let (mut pixels, mut pixel_rows) = (Vec::new(), Vec::new());
    for (row, result) in read {
        match result {
            Ok(picture) => {
                pixels.push(picture);
                pixel_rows.push(row);
            }
            Err(reason) => answers[row] = Err(reason),
        }
    }
    if !pixels.is_empty() {
        for (row, vector) in pixel_rows.into_iter().zip(embedder.embed_pixels_batch(pixels)?) {
            answers[row] = Ok(vector);
        }
    }
    Ok(answers)
}

fn open(path: &Path) -> Result<Photo, EngineError> {
    let bytes = read_photo(path)?;
    Ok(Photo::decode(
        &bytes,
        &path.to_string_lossy(),
        &PhotoLimits::default(),
    )?)
}

fn response(embedder: &Embedder, vector: Vec<f32>) -> EmbedResponse {
    EmbedResponse {
        model: embedder.info().name.clone(),
        dim: vector.len(),
        vector,
    }
}
