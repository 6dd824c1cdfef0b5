//! What the model says of a picture when it is asked which of some phrases it shows (zero-shot classification, Radford
//! et al., 2021), in units that are alike for every model.

use crate::error::EngineError;
use nova_clip::Embedder;
use nova_domain::vector::{dot, normalise};
use std::collections::HashMap;

/// Phrases that are embedded together.
const CHUNK: usize = 64;

/// Pictures from which the spread of the cosines is told: enough for two digits.
const PICTURES: usize = 2_000;

/// Embeddings of phrases, each made once.
pub struct PhraseBook<'a> {
    embedder: &'a Embedder,
    known: HashMap<String, Vec<f32>>,
}

impl PhraseBook<'_> {
    /// An empty one for a model.
    pub fn new(embedder: &Embedder) -> PhraseBook<'_> {
        PhraseBook {
            embedder,
            known: HashMap::new(),
        }
    }

    fn learn<'p>(&mut self, phrases: impl Iterator<Item = &'p String>) -> Result<(), EngineError> {
        let mut new: Vec<String> = phrases
            .filter(|phrase| !self.known.contains_key(*phrase))
            .cloned()
            .collect();
        new.sort_unstable();
        new.dedup();
        for chunk in new.chunks(CHUNK) {
            let embedded = self.embedder.embed_texts_batch(chunk.to_vec())?;
            self.known.extend(chunk.iter().cloned().zip(embedded));
        }
        Ok(())
    }

    /// The direction of some phrases together, as a unit vector.
    fn direction(&self, phrases: &[String]) -> Vec<f32> {
        let mut sum = vec![0.0; self.embedder.info().dim];
        for vector in phrases.iter().filter_map(|phrase| self.known.get(phrase)) {
            sum.iter_mut().zip(vector).for_each(|(sum, own)| *sum += own);
        }
        normalise(&mut sum);
        sum
    }
}

/// Answers that can be told apart.
pub(super) struct Sense {
    /// A unit vector for each answer: the direction of its phrases together.
    answers: Vec<Vec<f32>>,
    /// Spread of an answer's cosine around the mean of all answers, over the catalogue's pictures.
    spread: f32,
}

impl Sense {
    /// `phrases` holds the phrases of each answer; `vectors` are the catalogue's pictures.
    pub fn new<'a>(
        book: &mut PhraseBook<'_>,
        phrases: &[Vec<String>],
        vectors: impl Iterator<Item = &'a [f32]>,
    ) -> Result<Sense, EngineError> {
        book.learn(phrases.iter().flatten())?;
        let mut sense = Sense {
            answers: phrases.iter().map(|phrases| book.direction(phrases)).collect(),
            spread: 1.0,
        };
        let (mut squares, mut count) = (0.0_f64, 0_usize);
        for vector in vectors.take(PICTURES) {
            let heard = sense.hears(vector);
            squares += heard.iter().map(|own| f64::from(own * own)).sum::<f64>();
            count += heard.len();
        }
        let spread = (squares / count.max(1) as f64).sqrt() as f32;
        if spread > f32::EPSILON {
            sense.spread = spread;
        }
        Ok(sense)
    }

    /// For each answer, by how many spreads its cosine is above the mean of all answers.
    pub fn hears(&self, vector: &[f32]) -> Vec<f32> {
        let cosines: Vec<f32> = self.answers.iter().map(|answer| dot(answer, vector)).collect();
        let mean = cosines.iter().sum::<f32>() / cosines.len().max(1) as f32;
        cosines
            .iter()
            .map(|cosine| (cosine - mean) / self.spread)
            .collect()
    }
}
