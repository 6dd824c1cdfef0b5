//! What of a query is kept from one request to the next: sentences as they were read, embeddings, cosines with every row, and
//! the rows that keep to filters. It makes a moved slider fast, and no answer depends on it.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::locks::locked;
use crate::ranking::{
    Asked, Cosines, Keyed, Mask, NearSide, REFUSED, Scored, Sentence, fused_weights, gains, level,
    own_embedding, refusals, refused_rows, steer,
};
use crate::rejection::Rejection;
use crate::request::{Region, SearchRequest, checked_text, normalised};
use nova_domain::vector::normalise;
use nova_domain::{Filter, fusion};
use nova_query::{Facet, Language, Refusal};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// Share of the cosine with what is refused that is taken from a candidate's.
const NOT_WEIGHT: f32 = 0.5;
/// Spreads by which a picture's cosine with a refused pattern stands out where it shows it.
const SHOWN: f32 = 2.5;

/// The slider between words and a photo.
pub struct Slider {
    words: Scored,
    photo: Scored,
}

impl Slider {
    /// Each row's value by the words alone.
    pub fn words(&self) -> &[f32] {
        &self.words.cosines.values
    }

    /// Each row's value by the photo alone.
    pub fn photo(&self) -> &[f32] {
        &self.photo.cosines.values
    }

    /// What the words and the photo count where the slider stands at `mix`, 0 to 1; `None` where they cancel out.
    pub fn weights(&self, mix: f32) -> Option<(f32, f32)> {
        fused_weights(&self.words, &self.photo, mix)
    }
}

/// The direction between several embeddings, with a key of all of them; `None` of none.
fn mean(parts: Vec<Keyed>) -> Result<Option<Keyed>, EngineError> {
    if parts.len() < 2 {
        return Ok(parts.into_iter().next());
    }
    let mut sum = vec![0.0; parts[0].1.len()];
    for (_, embedding) in &parts {
        for (total, value) in sum.iter_mut().zip(embedding.iter()) {
            *total += value;
        }
    }
    if !normalise(&mut sum) {
        return Err(Rejection::PhotosApart.into());
    }
    let keys: Vec<String> = parts.into_iter().map(|(key, _)| key).collect();
    Ok(Some((keys.join(" + "), Arc::new(sum))))
}

/// Tells one sentence from another: two may be one in English and say different things of the shop's own, or be read in two
/// languages.
fn as_read(sentence: &Sentence) -> String {
    format!("{:?} {}", sentence.understood.language, sentence.text)
}

impl Engine {
    /// The embedding of words, with the key under which what follows from it is kept.
    pub(super) fn text_embedding(&self, gallery: &Gallery, text: &str) -> Result<Keyed, EngineError> {
        let info = self.inspect_model(&gallery.slot.folder)?;
        let key = format!("text {} {}", info.hash, normalised(text));
        let embedding = self.query_embedding(&key, info.dim, || {
            Ok(gallery.slot.embedder()?.embed_text(&normalised(text))?)
        })?;
        Ok(self.as_searched(gallery, (key, embedding), Gallery::text))
    }

    /// The embedding of a query by the model as it is compared with a gallery's rows: through what was learnt, which is kept
    /// in memory beside it.
    pub(super) fn as_searched(
        &self,
        gallery: &Gallery,
        (key, embedding): Keyed,
        map: fn(&Gallery, Vec<f32>) -> Vec<f32>,
    ) -> Keyed {
        let Some(learnt) = &gallery.learnt else {
            return (key, embedding);
        };
        let key = format!("{key} learnt {}", learnt.identity);
        if let Some(kept) = locked(&self.embeddings).get(&key) {
            return (key, Arc::clone(kept));
        }
        let mapped = Arc::new(map(gallery, embedding.to_vec()));
        locked(&self.embeddings).put(key.clone(), Arc::clone(&mapped));
        (key, mapped)
    }

    /// The embedding of a photo, or of a part of it, as it is compared with a gallery's rows.
    pub(crate) fn photo_as_searched(
        &self,
        gallery: &Gallery,
        path: &Path,
        part: Option<Region>,
    ) -> Result<Keyed, EngineError> {
        let photo = self.photo_embedding(&gallery.slot, path, part)?;
        Ok(self.as_searched(gallery, photo, Gallery::picture_embedding))
    }

    /// How close every row is to a sentence that wants something.
    pub(super) fn scored_sentence(
        &self,
        gallery: &Gallery,
        sentence: &Sentence,
    ) -> Result<Scored, EngineError> {
        let (key, embedding) = self.text_embedding(gallery, &sentence.english)?;
        Ok(self.scored(gallery, key, embedding, Some(sentence)))
    }

    /// Words and the picture of a product as the two ends of the slider.
    ///
    /// # Errors
    /// When there is no such product, it has no embedding, or the model fails.
    pub fn slider(&self, gallery: &Gallery, words: &str, id: &str) -> Result<Slider, EngineError> {
        let (_, embedding) = own_embedding(gallery, id)?;
        let key = format!("product {} {id}", gallery.fingerprint);
        let photo = self.scored(gallery, key, Arc::new(embedding.to_vec()), None);
        let sentence = self.sentence(gallery, words, None);
        let words = self.scored_sentence(gallery, &sentence)?;
        Ok(Slider { words, photo })
    }

    /// The embedding of what the request shows: photos, a product, or the mean of several; and the product's row.
    pub(super) fn shown(
        &self,
        gallery: &Gallery,
        request: &SearchRequest,
    ) -> Result<(Option<Keyed>, Option<usize>), EngineError> {
        let mut parts = Vec::new();
        if let Some(path) = &request.image {
            parts.push(self.photo_as_searched(gallery, Path::new(path), request.crop)?);
        } else if request.crop.is_some() {
            return Err(EngineError::invalid(
                "a part of a photo is asked for, and there is no photo",
                "Give the photo as the image.",
            ));
        }
        for path in &request.images {
            parts.push(self.photo_as_searched(gallery, Path::new(path), None)?);
        }
        let mut itself = None;
        if let Some(id) = &request.like {
            let (row, embedding) = own_embedding(gallery, id)?;
            itself = Some(row);
            let key = format!("product {} {id}", gallery.fingerprint);
            parts.push((key, Arc::new(embedding.to_vec())));
        }
        Ok((mean(parts)?, itself))
    }

    /// How close every row is to an embedding, and to the words that it was made of where there are any.
    pub(crate) fn scored(
        &self,
        gallery: &Gallery,
        key: String,
        embedding: Arc<Vec<f32>>,
        words: Option<&Sentence>,
    ) -> Scored {
        let key = match words {
            Some(sentence) => format!("{key}\n{}", as_read(sentence)),
            None => key,
        };
        let key = (key, gallery.generation);
        let kept = locked(&self.cosines).get(&key).map(Arc::clone);
        let cosines = kept.unwrap_or_else(|| {
            let mut values = nova_index::cosines(&gallery.matrix, &embedding);
            let mean = values.iter().sum::<f32>() / values.len().max(1) as f32;
            let spread = fusion::spread(values.iter().copied());
            let (mut raw, mut width) = (Vec::new(), spread);
            if let Some(sentence) = words {
                raw.clone_from(&values);
                steer(gallery, sentence, (mean, spread), &mut values);
                width = fusion::spread(values[..raw.len()].iter().copied());
            }
            let mut made = Cosines {
                values,
                raw,
                mean,
                spread,
                width,
                seen_from: HashMap::new(),
            };
            if words.is_none() {
                made.lift(gallery, &nova_index::cosines(&gallery.views, &embedding));
            }
            let made = Arc::new(made);
            locked(&self.cosines).put(key, Arc::clone(&made));
            made
        });
        Scored { embedding, cosines }
    }

    /// One side of a query in a large gallery.
    pub(super) fn near_side(&self, gallery: &Gallery, key: String, embedding: Arc<Vec<f32>>) -> NearSide {
        let key = (key, gallery.generation);
        let kept = locked(&self.levels).get(&key).copied();
        let level = kept.unwrap_or_else(|| {
            let made = level(gallery, &embedding);
            locked(&self.levels).put(key, made);
            made
        });
        NearSide { embedding, level }
    }

    /// What the facts of the rows of a large gallery say of a sentence, in spreads of the cosines.
    pub(super) fn gains(&self, gallery: &Gallery, sentence: &Sentence) -> Arc<Vec<f32>> {
        let key = (as_read(sentence), gallery.generation);
        let kept = locked(&self.gains).get(&key).map(Arc::clone);
        kept.unwrap_or_else(|| {
            let made = Arc::new(gains(gallery, sentence));
            locked(&self.gains).put(key, Arc::clone(&made));
            made
        })
    }

    /// Takes from each candidate a share of what it has more than the catalogue of what is refused and can be seen, and
    /// puts behind all others what is refused by a fact, a word, or a pattern that stands out in its picture.
    pub(super) fn without_refused(
        &self,
        gallery: &Gallery,
        mut values: Vec<f32>,
        refused: &[Refusal],
    ) -> Result<Vec<f32>, EngineError> {
        let mut out = vec![false; values.len()];
        for refusal in refused {
            if !refusal.mild {
                refused_rows(gallery, refusal, |row| {
                    if let Some(out) = out.get_mut(row) {
                        *out = true;
                    }
                });
            }
            // What a piece is, for whom and of which brand, is no matter of looks.
            if matches!(refusal.facet, Some(Facet::Kind | Facet::Wearer | Facet::Brand)) {
                continue;
            }
            let (_, embedding) = self.text_embedding(gallery, &refusal.id)?;
            let cosines = nova_index::cosines(&gallery.matrix, &embedding);
            let mean = cosines.iter().sum::<f32>() / cosines.len().max(1) as f32;
            let spread = fusion::spread(cosines.iter().copied());
            let seen = !refusal.mild && refusal.facet == Some(Facet::Pattern);
            for (row, (value, cosine)) in values.iter_mut().zip(&cosines).enumerate() {
                *value -= NOT_WEIGHT * (cosine - mean).max(0.0);
                out[row] |= seen && cosine - mean > SHOWN * spread;
            }
        }
        for (value, out) in values.iter_mut().zip(out) {
            if out {
                *value -= REFUSED;
            }
        }
        Ok(values)
    }

    /// The rows that keep to `filters`; `None` where there are none to keep to.
    pub(super) fn mask(
        &self,
        gallery: &Gallery,
        filters: &[Filter],
        written: &[String],
    ) -> Option<Arc<Mask>> {
        if filters.is_empty() {
            return None;
        }
        let key = (written.join("\n"), gallery.generation);
        let kept = locked(&self.masks).get(&key).map(Arc::clone);
        Some(kept.unwrap_or_else(|| {
            let made = Arc::new(Mask::new(gallery, filters));
            locked(&self.masks).put(key, Arc::clone(&made));
            made
        }))
    }

    /// What a request says in words.
    ///
    /// # Errors
    /// On a sentence that is blank, far too long, or has no words.
    pub(super) fn asked(&self, gallery: &Gallery, request: &SearchRequest) -> Result<Asked, EngineError> {
        let asker = request.language.as_deref().and_then(Language::of_code);
        let text = checked_text(request.text.as_deref())?;
        let sentence = text.map(|text| self.sentence(gallery, text, asker));
        let mut asked = sentence.map(Asked::of).unwrap_or_default();
        if let Some(sentence) = &asked.sentence
            && !sentence.wants()
            && sentence.understood.is_empty()
            && !request.shows_something()
        {
            return Err(Rejection::NoWords.into());
        }
        for text in &request.not {
            let Some(text) = checked_text(Some(text))? else {
                continue;
            };
            let read = self.sentence(gallery, text, asker);
            asked.refused.extend(refusals(&read));
        }
        Ok(asked)
    }

    /// A sentence as it was read with the words of a gallery, of an asker who uses a language.
    pub(crate) fn sentence(&self, gallery: &Gallery, text: &str, asker: Option<Language>) -> Arc<Sentence> {
        let key = (text.to_owned(), gallery.generation, asker);
        let kept = locked(&self.sentences).get(&key).map(Arc::clone);
        kept.unwrap_or_else(|| {
            let read = Arc::new(Sentence::new(text, gallery, asker));
            locked(&self.sentences).put(key, Arc::clone(&read));
            read
        })
    }
}
