//! Search by words, by a photo, or by both with the slider between them.
//!
//! Every request is complete in itself: no answer depends on an earlier one, and what makes a moved slider fast
//! are caches of embeddings and of cosines. Where there is no model, keywords serve and the answer says so.

use crate::engine::{Engine, locked};
use crate::error::EngineError;
use crate::explain;
use crate::gallery::{Gallery, Item};
use crate::library::thumb_key;
use nova_clip::ClipError;
use nova_domain::Filter;
use nova_domain::fusion::{self, Side};
use nova_domain::negation;
use nova_domain::vector::score_of_cosine;
use nova_index::{Neighbour, top_k};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use ts_rs::TS;

/// Characters of a query: far more than any model reads, and few enough that a file dropped into the box by
/// mistake is told as such.
const MAX_QUERY_CHARS: usize = 2_000;
const DEFAULT_LIMIT: usize = 24;
const DEFAULT_MIX: f32 = 0.5;
/// Share of the cosine with an unwanted text that is taken from a candidate's.
const NOT_WEIGHT: f32 = 0.5;
/// Sorting by price or date looks at what answers the query, and not at all of the catalogue: candidates at
/// least this many standard deviations above the catalogue's mean.
const RELEVANT: f32 = 2.0;

/// What is searched.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct SearchRequest {
    /// Words. What they say no to ("not floral", "without stripes") is taken as in `not`.
    pub text: Option<String>,
    /// Path of a photo.
    pub image: Option<String>,
    /// The photo's share, 0..1, where both are given; 0.5 when left out.
    pub mix: Option<f32>,
    /// What must not be found.
    #[ts(as = "Option<Vec<String>>")]
    pub not: Vec<String>,
    /// Filters, for instance `colour=red,blue`; all of them must hold.
    #[ts(as = "Option<Vec<String>>")]
    pub filters: Vec<String>,
    /// Order of the hits.
    #[ts(as = "Option<Sort>")]
    pub sort: Sort,
    /// Most hits in the answer; 24 when left out.
    pub limit: Option<usize>,
    /// Hits to pass over.
    pub offset: Option<usize>,
    /// Never use the approximate index.
    #[ts(as = "Option<bool>")]
    pub exact: bool,
}

/// Order of the hits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// Best score first; the catalogue's order when nothing is searched.
    #[default]
    Relevance,
    /// Cheapest first; unknown prices last.
    PriceAsc,
    /// Dearest first; unknown prices last.
    PriceDesc,
    /// Newest year first; unknown years last.
    Newest,
    /// By title.
    Title,
}

/// A product that was found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Hit {
    /// The product's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How well it answers, 0..1, higher is better; 0 when nothing was searched.
    pub score: f32,
    /// Score of the words alone, where there were any.
    pub text_score: Option<f32>,
    /// Score of the photo alone, where there was one.
    pub image_score: Option<f32>,
    /// Price in `currency`.
    pub price: Option<f64>,
    /// Currency of the price.
    pub currency: String,
    /// Label.
    pub brand: String,
    /// Kind of garment.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whom it is made for.
    pub gender: String,
    /// Colours, the main one first.
    pub colours: Vec<String>,
    /// Whether it can be sold now.
    pub in_stock: bool,
    /// Path of its picture.
    pub image: Option<String>,
    /// Key of its thumbnail.
    pub thumb: Option<String>,
    /// Why it was found.
    pub why: Vec<String>,
}

/// A page of hits.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SearchResponse {
    /// Model that answered; `None` when keywords did.
    pub model: Option<String>,
    /// How many products can be paged through.
    pub total: usize,
    /// The page.
    pub hits: Vec<Hit>,
    /// Milliseconds that the search took.
    pub took_ms: f64,
    /// Why less than the full search served, as a sentence; `None` when all is well.
    pub degraded: Option<String>,
}

/// One side of a query.
pub(crate) struct Scored {
    pub embedding: Arc<Vec<f32>>,
    pub cosines: Arc<Cosines>,
}

/// How close each row is to one side of a query.
pub(crate) struct Cosines {
    /// The cosines; of words, with what the rows' facts say of them added.
    pub values: Vec<f32>,
    /// Mean and standard deviation of the cosines as the model gave them.
    pub mean: f32,
    pub spread: f32,
}

impl Engine {
    /// Searches the catalogue; without words and photo it answers with the catalogue itself.
    ///
    /// # Errors
    /// On a query that is blank or far too long, an unreadable photo or filter, and a failing model where a
    /// photo leaves nothing else to search by.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResponse, EngineError> {
        let start = Instant::now();
        let filters = parse_filters(&request.filters)?;
        let sentence = checked_text(request.text.as_deref())?.map(negation::split);
        let text = sentence.as_ref().map(|sentence| sentence.wanted.as_str());
        let refused = sentence.iter().flat_map(|sentence| &sentence.unwanted);
        let unwanted: Vec<String> = refused.chain(&request.not).cloned().collect();
        let gallery = self.gallery();
        let mut response = match (text, request.image.as_deref()) {
            (None, None) => self.browse(&gallery, request, &filters),
            (text, image) => match self.semantic(&gallery, request, &filters, (text, image), &unwanted) {
                Err(EngineError::Clip(error)) if image.is_none() && is_model_failure(&error) => {
                    self.keywords(&gallery, request, &filters, text.unwrap_or_default(), &error)?
                }
                other => other?,
            },
        };
        response.took_ms = milliseconds(start);
        Ok(response)
    }

    fn semantic(
        &self,
        gallery: &Gallery,
        request: &SearchRequest,
        filters: &[Filter],
        (text, image): (Option<&str>, Option<&str>),
        unwanted: &[String],
    ) -> Result<SearchResponse, EngineError> {
        let mix = request.mix.unwrap_or(DEFAULT_MIX);
        if !(0.0..=1.0).contains(&mix) {
            return Err(EngineError::invalid(
                format!("the mix is {mix}, and it must lie between 0 (words) and 1 (photo)"),
                "Choose a mix from 0 to 1.",
            ));
        }
        let text_side = text.map(|text| self.scored_text(gallery, text)).transpose()?;
        let photo_side = image
            .map(|path| self.scored_photo(gallery, Path::new(path)))
            .transpose()?;
        let (query, values) = match (&text_side, &photo_side) {
            (Some(text), Some(photo)) => fused(text, photo, mix)?,
            (Some(side), None) | (None, Some(side)) => (side.embedding.to_vec(), side.cosines.values.clone()),
            (None, None) => {
                return Err(EngineError::Internal(
                    "a search with nothing to search".to_owned(),
                ));
            }
        };
        let values = self.without_unwanted(gallery, values, unwanted)?;
        let (offset, limit) = page(request.offset, request.limit);
        let accept = |row: usize| accepted(&gallery.items[gallery.item_of_row[row]], filters);
        let plain = filters.is_empty() && unwanted.is_empty() && request.sort == Sort::Relevance;
        let (rows, total) = match gallery.hnsw.get() {
            Some(index) if plain && !request.exact && offset + limit <= index.ef_search() => {
                let mut rows = index.nearest(&query, offset + limit);
                // The index knows vectors only; what the words say of a row may lift one that it leaves out.
                rows.extend(
                    text.map(|text| spoken(gallery, text, &values, offset + limit))
                        .unwrap_or_default(),
                );
                (best_of(rows, &values, offset + limit), gallery.matrix.len())
            }
            _ => ranked(gallery, &values, request.sort, offset + limit, accept),
        };
        let describe = |neighbour: &Neighbour| {
            let item = &gallery.items[gallery.item_of_row[neighbour.row]];
            let mut why = Vec::new();
            why.extend(text.and_then(|text| explain::matched_words(text, &item.product)));
            if let Some(photo) = &photo_side {
                why.extend(explain::close_to_photo(
                    photo.cosines.values[neighbour.row],
                    photo.cosines.mean,
                    photo.cosines.spread,
                ));
            }
            let mut hit = self.hit(gallery, item, score_of_cosine(values[neighbour.row]), why);
            hit.text_score = text_side
                .as_ref()
                .map(|side| score_of_cosine(side.cosines.values[neighbour.row]));
            hit.image_score = photo_side
                .as_ref()
                .map(|side| score_of_cosine(side.cosines.values[neighbour.row]));
            hit
        };
        let hits = rows.iter().skip(offset).take(limit).map(describe).collect();
        let degraded = (gallery.pending() > 0).then(|| {
            format!(
                "{} pictures are not embedded yet, so they cannot be found; import again to go on.",
                gallery.pending()
            )
        });
        Ok(SearchResponse {
            model: gallery.model.clone(),
            total,
            hits,
            took_ms: 0.0,
            degraded,
        })
    }

    fn browse(&self, gallery: &Gallery, request: &SearchRequest, filters: &[Filter]) -> SearchResponse {
        let mut items: Vec<&Item> = gallery
            .items
            .iter()
            .filter(|item| accepted(item, filters))
            .collect();
        items.sort_by(|a, b| compare(request.sort, a, b));
        self.page_of_items(gallery, request, &items, None)
    }

    fn keywords(
        &self,
        gallery: &Gallery,
        request: &SearchRequest,
        filters: &[Filter],
        text: &str,
        error: &ClipError,
    ) -> Result<SearchResponse, EngineError> {
        let found = match self.read_db()? {
            Some(db) => db.keyword_search(text, gallery.items.len())?,
            None => Vec::new(),
        };
        let positions = found.iter().filter_map(|(id, _)| gallery.position(id));
        let mut items: Vec<&Item> = positions
            .map(|at| &gallery.items[at])
            .filter(|item| accepted(item, filters))
            .collect();
        items.sort_by(|a, b| compare(request.sort, a, b));
        let degraded = format!("Only words are matched, since the model cannot be used: {error}.");
        let mut response = self.page_of_items(gallery, request, &items, Some(degraded));
        let count = response.total.max(1) as f32;
        let first = page(request.offset, request.limit).0 as f32;
        for (place, hit) in response.hits.iter_mut().enumerate() {
            // BM25 ranks have no upper bound, so the place in the list is the score.
            hit.score = 1.0 - (first + place as f32) / count;
            hit.text_score = Some(hit.score);
        }
        Ok(response)
    }

    fn page_of_items(
        &self,
        gallery: &Gallery,
        request: &SearchRequest,
        items: &[&Item],
        degraded: Option<String>,
    ) -> SearchResponse {
        let (offset, limit) = page(request.offset, request.limit);
        let hits = items
            .iter()
            .skip(offset)
            .take(limit)
            .map(|item| self.hit(gallery, item, 0.0, Vec::new()));
        let hits = hits.collect();
        SearchResponse {
            model: None,
            total: items.len(),
            hits,
            took_ms: 0.0,
            degraded,
        }
    }

    pub(crate) fn hit(&self, gallery: &Gallery, item: &Item, score: f32, why: Vec<String>) -> Hit {
        let product = &item.product;
        Hit {
            id: product.id.0.clone(),
            title: product.title.clone(),
            score,
            text_score: None,
            image_score: None,
            price: product.price,
            currency: product.currency.clone(),
            brand: product.brand.clone(),
            kind: product.kind.clone(),
            gender: product.gender.clone(),
            colours: product.colours.clone(),
            in_stock: product.in_stock(),
            image: gallery.picture(item, &self.library),
            thumb: item.picture_hash.as_deref().map(thumb_key),
            why,
        }
    }

    fn scored_text(&self, gallery: &Gallery, text: &str) -> Result<Scored, EngineError> {
        let embedder = gallery.slot.embedder()?;
        let key = format!("text {} {}", embedder.info().hash, normalised(text));
        let kept = locked(&self.embeddings).get(&key).map(Arc::clone);
        let embedding = match kept {
            Some(kept) => kept,
            None => {
                let made = Arc::new(embedder.embed_text(&normalised(text))?);
                locked(&self.embeddings).put(key.clone(), Arc::clone(&made));
                made
            }
        };
        Ok(self.scored(gallery, key, embedding, Some(text)))
    }

    fn scored_photo(&self, gallery: &Gallery, path: &Path) -> Result<Scored, EngineError> {
        let (key, embedding) = self.photo_embedding(&gallery.slot, path)?;
        Ok(self.scored(gallery, key, embedding, None))
    }

    /// How close every row is to an embedding, and to the words that it was made of where there are any.
    pub(crate) fn scored(
        &self,
        gallery: &Gallery,
        key: String,
        embedding: Arc<Vec<f32>>,
        words: Option<&str>,
    ) -> Scored {
        let key = (key, gallery.generation);
        let kept = locked(&self.cosines).get(&key).map(Arc::clone);
        let cosines = kept.unwrap_or_else(|| {
            let mut values = nova_index::cosines(&gallery.matrix, &embedding);
            let mean = values.iter().sum::<f32>() / values.len().max(1) as f32;
            let spread = fusion::spread(values.iter().copied());
            if let Some(words) = words {
                gallery.lexicon().add(words, spread, &mut values);
            }
            let made = Arc::new(Cosines { values, mean, spread });
            locked(&self.cosines).put(key, Arc::clone(&made));
            made
        });
        Scored { embedding, cosines }
    }

    /// Takes from each candidate a share of what it has more than the catalogue of anything unwanted.
    fn without_unwanted(
        &self,
        gallery: &Gallery,
        mut values: Vec<f32>,
        unwanted: &[String],
    ) -> Result<Vec<f32>, EngineError> {
        for text in unwanted {
            let Some(text) = checked_text(Some(text))? else {
                continue;
            };
            let side = self.scored_text(gallery, text)?;
            for (value, cosine) in values.iter_mut().zip(&side.cosines.values) {
                *value -= NOT_WEIGHT * (cosine - side.cosines.mean).max(0.0);
            }
        }
        Ok(values)
    }
}

/// The fused query vector, and its cosine with every row. The cosines follow from those of the two sides, as
/// the fused vector is a weighted sum of theirs, so that a moved slider needs no scan.
fn fused(text: &Scored, photo: &Scored, mix: f32) -> Result<(Vec<f32>, Vec<f32>), EngineError> {
    if mix <= 0.0 {
        return Ok((text.embedding.to_vec(), text.cosines.values.clone()));
    }
    if mix >= 1.0 {
        return Ok((photo.embedding.to_vec(), photo.cosines.values.clone()));
    }
    let text_side = Side {
        embedding: &text.embedding,
        spread: text.cosines.spread,
    };
    let photo_side = Side {
        embedding: &photo.embedding,
        spread: photo.cosines.spread,
    };
    let query = fusion::fuse(text_side, photo_side, mix).ok_or_else(|| {
        EngineError::invalid(
            "the words and the photo say the opposite of each other",
            "Move the slider to one side, or change the words.",
        )
    })?;
    let weights = fusion::weights(text_side, photo_side, mix);
    let values = text
        .cosines
        .values
        .iter()
        .zip(&photo.cosines.values)
        .map(|(t, p)| weights.0 * t + weights.1 * p);
    Ok((query, values.collect()))
}

/// The best rows among those whose facts say something of the words.
fn spoken(gallery: &Gallery, words: &str, values: &[f32], count: usize) -> Vec<Neighbour> {
    let rows = gallery.lexicon().coverage(words).into_keys();
    let rows = rows.map(|row| Neighbour {
        row: row as usize,
        cosine: 0.0,
    });
    best_of(rows.collect(), values, count)
}

/// The `count` rows of the highest values, each once.
fn best_of(mut rows: Vec<Neighbour>, values: &[f32], count: usize) -> Vec<Neighbour> {
    for neighbour in &mut rows {
        neighbour.cosine = values[neighbour.row];
    }
    rows.sort_by(|a, b| b.cosine.total_cmp(&a.cosine).then_with(|| a.row.cmp(&b.row)));
    rows.dedup_by_key(|neighbour| neighbour.row);
    rows.truncate(count);
    rows
}

/// The rows on the pages up to `count`, in the order asked for, and how many rows there are to page through.
fn ranked(
    gallery: &Gallery,
    values: &[f32],
    sort: Sort,
    count: usize,
    accept: impl Fn(usize) -> bool,
) -> (Vec<Neighbour>, usize) {
    if sort == Sort::Relevance {
        let total = (0..values.len()).filter(|row| accept(*row)).count();
        return (top_k(values, count, accept), total);
    }
    let mean = values.iter().sum::<f32>() / values.len().max(1) as f32;
    let floor = mean + RELEVANT * fusion::spread(values.iter().copied());
    let mut rows = top_k(values, values.len(), |row| accept(row) && values[row] >= floor);
    let item = |neighbour: &Neighbour| &gallery.items[gallery.item_of_row[neighbour.row]];
    rows.sort_by(|a, b| compare(sort, item(a), item(b)));
    let total = rows.len();
    (rows, total)
}

/// Order of two products; equal ones keep the order they have, as the sorts here are stable.
fn compare(sort: Sort, a: &Item, b: &Item) -> Ordering {
    let last = |value: Option<f64>, other: f64| value.unwrap_or(other);
    let (a, b) = (&a.product, &b.product);
    match sort {
        Sort::Relevance => Ordering::Equal,
        Sort::PriceAsc => last(a.price, f64::INFINITY).total_cmp(&last(b.price, f64::INFINITY)),
        Sort::PriceDesc => last(b.price, f64::NEG_INFINITY).total_cmp(&last(a.price, f64::NEG_INFINITY)),
        Sort::Newest => b.year.cmp(&a.year),
        Sort::Title => a.title.to_lowercase().cmp(&b.title.to_lowercase()),
    }
}

pub(crate) fn accepted(item: &Item, filters: &[Filter]) -> bool {
    filters.iter().all(|filter| filter.accepts(&item.product))
}

pub(crate) fn parse_filters(filters: &[String]) -> Result<Vec<Filter>, EngineError> {
    filters
        .iter()
        .map(|text| text.parse::<Filter>().map_err(EngineError::from))
        .collect()
}

pub(crate) fn page(offset: Option<usize>, limit: Option<usize>) -> (usize, usize) {
    let limit = limit.unwrap_or(DEFAULT_LIMIT);
    // Both come from outside; their sum must not overflow.
    (offset.unwrap_or(0).min(usize::MAX / 4), limit.min(usize::MAX / 4))
}

pub(crate) fn milliseconds(start: Instant) -> f64 {
    (start.elapsed().as_secs_f64() * 1e5).round() / 1e2
}

fn checked_text(text: Option<&str>) -> Result<Option<&str>, EngineError> {
    let Some(text) = text else { return Ok(None) };
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(EngineError::invalid(
            "the query is empty",
            "Write what you look for, or give a photo.",
        ));
    }
    let length = trimmed.chars().count();
    if length > MAX_QUERY_CHARS {
        return Err(EngineError::invalid(
            format!("the query has {length} characters, and at most {MAX_QUERY_CHARS} are read"),
            "Say it in fewer words.",
        ));
    }
    Ok(Some(trimmed))
}

/// A query as the model reads it and the cache keeps it: without control characters, single spaces.
fn normalised(text: &str) -> String {
    let plain = text.replace(|c: char| c.is_control(), " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_model_failure(error: &ClipError) -> bool {
    !matches!(
        error,
        ClipError::PhotoUnreadable { .. }
            | ClipError::PhotoTooLarge { .. }
            | ClipError::UnsupportedFormat { .. }
            | ClipError::Busy
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_or_endless_query_is_told_as_such() {
        assert!(
            checked_text(Some("  \n "))
                .unwrap_err()
                .to_string()
                .contains("empty"),
            "blank"
        );
        let long = "x".repeat(10_000);
        assert!(
            checked_text(Some(&long))
                .unwrap_err()
                .to_string()
                .contains("10000"),
            "the length is named"
        );
        assert_eq!(
            checked_text(Some(" red ")).unwrap(),
            Some("red"),
            "spaces around do not matter"
        );
    }

    #[test]
    fn queries_that_differ_in_spaces_are_one() {
        assert_eq!(normalised(" red\t\u{0} dress\n"), "red dress");
    }

    #[test]
    fn a_page_from_outside_cannot_overflow() {
        let (offset, limit) = page(Some(usize::MAX), Some(usize::MAX));
        assert!(offset.checked_add(limit).is_some(), "their sum must be a number");
    }
}
