//! Search by words, by a photo, or by both with the slider between them.
//!
//! Every request is complete in itself: no answer depends on an earlier one, and what makes a moved slider fast
//! are caches of embeddings and of cosines. Where there is no model, keywords serve and the answer says so.

mod band;
mod context;
mod hit;
mod mask;
mod near;
mod order;
mod reach;
mod sides;

pub use band::Band;
pub(crate) use band::Bands;
pub use hit::Hit;
pub(crate) use mask::Mask;
pub(crate) use order::{accepted, page};
pub(crate) use reach::kept as kept_reach;
pub(crate) use sides::{Cosines, fused_weights, own_embedding};

use crate::engine::Engine;
use crate::error::EngineError;
use crate::explain;
use crate::gallery::{Gallery, Item};
use crate::lexicon::NOTHING_SAID;
use near::{Found, Near};
use nova_clip::ClipError;
use nova_domain::Filter;
use nova_domain::negation;
use nova_domain::vector::score_of_cosine;
use nova_index::Neighbour;
use serde::{Deserialize, Serialize};
use sides::{Keyed, fused_query, fused_values};
use std::time::Instant;
use ts_rs::TS;

/// Characters of a query: far more than any model reads, and few enough that a file dropped into the box by
/// mistake is told as such.
const MAX_QUERY_CHARS: usize = 2_000;
const DEFAULT_MIX: f32 = 0.5;

/// What is searched.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct SearchRequest {
    /// Words. What they say no to ("not floral", "without stripes") is taken as in `not`.
    pub text: Option<String>,
    /// Path of a photo.
    pub image: Option<String>,
    /// Paths of further photos; what all of them have in common is sought.
    #[ts(as = "Option<Vec<String>>")]
    pub images: Vec<String>,
    /// The part of `image` that counts, as shares of its width and height.
    pub crop: Option<Region>,
    /// Id of a product to be found more like, as if its picture were a photo; it is not among the hits itself.
    pub like: Option<String>,
    /// The photo's share, 0..1, where both are given; 0.5 when left out.
    pub mix: Option<f32>,
    /// What must not be found.
    #[ts(as = "Option<Vec<String>>")]
    pub not: Vec<String>,
    /// What it is for, an occasion or a season: `work`, `party`, `beach`, `winter` or a word of the shop's own. What
    /// suits it comes earlier; nothing is left out.
    pub context: Option<String>,
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
    /// Show one hit for all colours of a design, with the others in its `variants`.
    #[ts(as = "Option<bool>")]
    pub fold: bool,
}

/// A part of a picture, as shares of its width and height from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Left edge, 0..1.
    pub x: f32,
    /// Upper edge, 0..1.
    pub y: f32,
    /// Width, above 0, to 1 at most with `x`.
    pub width: f32,
    /// Height, above 0, to 1 at most with `y`.
    pub height: f32,
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
        let mut response = match (text, request.shows_something()) {
            (None, false) => self.browse(&gallery, request, &filters)?,
            (text, shown) => match self.semantic(&gallery, request, &filters, text, &unwanted) {
                Err(EngineError::Clip(error)) if !shown && is_model_failure(&error) => {
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
        text: Option<&str>,
        unwanted: &[String],
    ) -> Result<SearchResponse, EngineError> {
        let mix = request.mix.unwrap_or(DEFAULT_MIX);
        if !(0.0..=1.0).contains(&mix) {
            return Err(EngineError::invalid(
                format!("the mix is {mix}, and it must lie between 0 (words) and 1 (photo)"),
                "Choose a mix from 0 to 1.",
            ));
        }
        let (photo, itself) = self.shown(gallery, request)?;
        let words = text
            .map(|text| Ok::<_, EngineError>((text, self.text_embedding(gallery, text)?)))
            .transpose()?;
        let mask = self.mask(gallery, filters, &request.filters);
        let context = context::Context::read(gallery, request)?;
        let (offset, limit) = page(request.offset, request.limit);
        let wanted = offset + limit;
        let plain = request.sort == Sort::Relevance
            && !(request.exact || request.fold)
            && unwanted.is_empty()
            && itself.is_none()
            && context.is_none();
        let near = gallery
            .hnsw
            .get()
            .filter(|index| plain && wanted <= index.ef_search());
        let near = near.map(|index| Near {
            gallery,
            index,
            mask: mask.as_deref(),
            wanted,
            mix,
        });
        let Found {
            text: text_side,
            photo: photo_side,
            values,
            bands,
        } = match &near {
            Some(near) => near.search(words, photo)?,
            None => self.everywhere(gallery, words, photo, mix, unwanted, context.as_ref())?,
        };
        let seen = gallery.matrix.len();
        // What has no embedding is found by what it says, or not at all.
        let said = |row: usize| {
            let words = text_side.as_ref().and_then(|side| side.cosines.values.get(row));
            words.is_some_and(|cosine| *cosine > NOTHING_SAID)
        };
        let accept = |row: usize| {
            (row < seen || said(row))
                && itself != Some(row)
                && mask.as_ref().is_none_or(|mask| mask.accepts(row))
        };
        let (rows, total) = match &near {
            Some(near) => {
                let looked_at = |row: usize| values[row].is_finite() && accept(row);
                (nova_index::top_k(&values, wanted, looked_at), near.total())
            }
            None => order::ranked(gallery, &values, bands, request, wanted, accept),
        };
        let describe = |neighbour: &Neighbour| {
            let (row, item) = (neighbour.row, gallery.item(neighbour.row));
            let mut why = Vec::new();
            why.extend(text.and_then(|text| explain::matched_words(text, &item.product)));
            let shown = photo_side.as_ref().and_then(|photo| {
                let cosine = photo.cosines.values.get(row)?;
                Some((*cosine, &photo.cosines))
            });
            if let Some((cosine, cosines)) = shown {
                why.extend(explain::close_to_photo(cosine, cosines.mean, cosines.spread));
            }
            why.extend(context.as_ref().and_then(|context| context.why(&item.product)));
            let mut hit = self.hit(gallery, item, score_of_cosine(values[row]), why);
            hit.band = Some(bands.of(values[row]));
            hit.text_score = text_side
                .as_ref()
                .map(|side| score_of_cosine(side.cosines.values[row]));
            hit.image_score = shown.map(|(cosine, _)| score_of_cosine(cosine));
            hit
        };
        let mut hits: Vec<Hit> = rows.iter().skip(offset).take(limit).map(describe).collect();
        if request.fold {
            let shown = rows.iter().skip(offset).take(limit);
            for (hit, variants) in hits
                .iter_mut()
                .zip(order::variants(gallery, &values, shown, accept))
            {
                hit.variants = variants;
            }
        }
        let degraded = (gallery.pending() > 0).then(|| {
            format!(
                "{} pictures are not embedded yet, so only words can find them; import again to go on.",
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

    /// Looks at every row. What is cached of either side makes a moved slider fast.
    fn everywhere(
        &self,
        gallery: &Gallery,
        words: Option<(&str, Keyed)>,
        photo: Option<Keyed>,
        mix: f32,
        unwanted: &[String],
        context: Option<&context::Context>,
    ) -> Result<Found, EngineError> {
        let text = words.map(|(text, (key, embedding))| self.scored(gallery, key, embedding, Some(text)));
        let photo = photo.map(|(key, embedding)| self.scored(gallery, key, embedding, None));
        let sides = [&text, &photo].map(Option::as_ref);
        // Asked for its refusal of sides that cancel out; the cosines follow from those of the sides.
        fused_query(
            sides.map(|side| side.map(|side| side.embedding.as_slice())),
            sides.map(|side| side.map_or(0.0, |side| side.cosines.spread)),
            mix,
        )?;
        let values = fused_values(sides[0], sides[1], mix);
        let mut values = self.without_unwanted(gallery, values, unwanted)?;
        if let Some(context) = context {
            context.add(gallery, &mut values);
        }
        let seen = gallery.matrix.len().min(values.len());
        let reach = gallery.reach.get().copied().filter(|_| photo.is_none());
        let bands = Bands::new(&values[..seen], reach);
        Ok(Found {
            text,
            photo,
            values,
            bands,
        })
    }

    fn browse(
        &self,
        gallery: &Gallery,
        request: &SearchRequest,
        filters: &[Filter],
    ) -> Result<SearchResponse, EngineError> {
        let mut items: Vec<&Item> = gallery
            .items
            .iter()
            .filter(|item| accepted(item, filters))
            .collect();
        items.sort_by(|a, b| order::compare(request.sort, a, b));
        if let (Some(context), Sort::Relevance) = (context::Context::read(gallery, request)?, request.sort) {
            items.sort_by_key(|item| context.why(&item.product).is_none());
        }
        Ok(self.page_of_items(gallery, request, &items, None))
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
        items.sort_by(|a, b| order::compare(request.sort, a, b));
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
}

impl SearchRequest {
    /// Whether there is a photo, or a product in the place of one.
    pub(crate) fn shows_something(&self) -> bool {
        self.image.is_some() || !self.images.is_empty() || self.like.is_some()
    }
}

pub(crate) fn parse_filters(filters: &[String]) -> Result<Vec<Filter>, EngineError> {
    filters
        .iter()
        .map(|text| text.parse::<Filter>().map_err(EngineError::from))
        .collect()
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
}
