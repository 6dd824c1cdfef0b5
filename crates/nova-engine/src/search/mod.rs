//! Search by words, by a photo, or by both with the slider between them.
//!
//! Every request is complete in itself: no answer depends on an earlier one, and what makes a moved slider fast
//! are caches of embeddings and of cosines. Where there is no model, keywords serve and the answer says so.

mod caches;
mod hit;

pub use caches::Slider;
pub use hit::Hit;

use crate::engine::Engine;
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::item::Item;
use crate::lexicon::{NOTHING_SAID, bounded};
use crate::progress::milliseconds;
use crate::ranking::{
    Asked, Band, Bands, Context, Found, Keyed, Near, REFUSED, Sentence, Understanding, Verdict,
    close_to_photo, compare, fused_values, ranked, reasons, refused_rows, variants,
};
use crate::request::{SearchRequest, Sort, accepted, page, parse_filters};
use nova_clip::ClipError;
use nova_domain::Filter;
use nova_domain::vector::score_of_cosine;
use nova_index::Neighbour;
use nova_query::Refusal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::thread::ScopedJoinHandle;
use std::time::Instant;
use ts_rs::TS;

const DEFAULT_MIX: f32 = 0.5;
/// What a piece gains that the shop shows first, in spreads of the values: as much as a word of the title, and less than a
/// kind or a colour. Set by hand.
const FIRST: f32 = 0.5;

/// A page of hits.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct SearchResponse {
    /// Model that answered; `None` when keywords did.
    pub model: Option<String>,
    /// What the words were read as; `None` where there were none.
    pub understood: Option<Understanding>,
    /// How many products can be paged through.
    pub total: usize,
    /// The page.
    pub hits: Vec<Hit>,
    /// Milliseconds that the search took.
    pub took_ms: f64,
    /// Why less than the full search served; `None` when all is well.
    pub degraded: Option<Degraded>,
}

/// Why less than the full search served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Degraded {
    /// Pictures are not embedded yet, so that only words can find what they show. Another import goes on with them.
    Pending {
        /// How many.
        pictures: usize,
    },
    /// The model cannot be used, so that only words are matched.
    Model {
        /// What went wrong with it, as its crate tells it.
        detail: String,
    },
}

/// A request with what was read in it.
struct Query<'a> {
    request: &'a SearchRequest,
    asked: Asked,
    filters: Vec<Filter>,
    /// The filters as they are written.
    written: Vec<String>,
}

/// The values by which rows are put in order: those that the shop shows first gain, and how good an answer they are called
/// does not change.
fn first_lifted<'a>(gallery: &Gallery, values: &'a [f32]) -> Cow<'a, [f32]> {
    if gallery.first.is_empty() {
        return Cow::Borrowed(values);
    }
    let seen = gallery.matrix.len().min(values.len());
    let gain = FIRST * nova_domain::fusion::spread(values[..seen].iter().copied());
    let mut lifted = values.to_vec();
    for row in &gallery.first {
        if let Some(value) = lifted.get_mut(*row) {
            *value += gain;
        }
    }
    Cow::Owned(lifted)
}

/// Lets no hit stand in a better band than one before it, as the page parts the bands where they begin.
fn worse_only(before: Option<Band>, hits: &mut [Hit]) {
    let mut worst = before;
    for hit in hits {
        hit.band = hit.band.max(worst);
        worst = hit.band;
    }
}

impl Engine {
    /// Searches the catalogue; without words and photo it answers with the catalogue itself.
    ///
    /// # Errors
    /// On a query that is blank or far too long, an unreadable photo or filter, and a failing model where a
    /// photo leaves nothing else to search by.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResponse, EngineError> {
        let start = Instant::now();
        let gallery = self.gallery();
        let asked = self.asked(&gallery, request)?;
        let limits = asked.sentence.as_ref().map(|sentence| sentence.filters(&gallery));
        let written: Vec<String> = request
            .filters
            .iter()
            .chain(limits.iter().flatten())
            .cloned()
            .collect();
        let query = Query {
            request,
            filters: parse_filters(&written)?,
            written,
            asked,
        };
        let mut response = match (query.asked.wanted(), request.shows_something()) {
            (None, false) => self.browse(&gallery, &query)?,
            (wanted, shown) => match self.semantic(&gallery, &query) {
                Err(EngineError::Clip(error)) if !shown && is_model_failure(&error) => {
                    let words = wanted.map_or("", |sentence| sentence.wanted.as_str());
                    self.keywords(&gallery, &query, words, &error)?
                }
                other => other?,
            },
        };
        let Query { asked, .. } = query;
        let limits = limits.unwrap_or_default();
        response.understood = asked
            .sentence
            .map(|read| Understanding::of(&read, &asked.refused, limits));
        response.took_ms = milliseconds(start);
        Ok(response)
    }

    fn semantic(&self, gallery: &Gallery, query: &Query<'_>) -> Result<SearchResponse, EngineError> {
        let request = query.request;
        let sentence = query.asked.wanted();
        let mix = request.mix.unwrap_or(DEFAULT_MIX);
        if !(0.0..=1.0).contains(&mix) {
            return Err(EngineError::invalid(
                format!("the mix is {mix}, and it must lie between 0 (words) and 1 (photo)"),
                "Choose a mix from 0 to 1.",
            ));
        }
        let context = Context::read(gallery, request)?;
        let out = query.asked.out();
        let (offset, limit) = page(request.offset, request.limit);
        let wanted = offset + limit;
        let plain = request.sort == Sort::Relevance
            && !(request.exact || request.fold)
            && out.is_empty()
            && request.like.is_none()
            && context.is_none()
            && gallery.first.is_empty();
        let near = gallery
            .index
            .get()
            .filter(|index| plain && wanted <= index.most());
        let embed = |sentence: &Sentence| self.text_embedding(gallery, &sentence.english);
        let gains = || {
            let sentence = sentence.filter(|_| near.is_some());
            sentence.map(|sentence| self.gains(gallery, sentence))
        };
        // A photo is read, and what the facts say is gone through, while the words are embedded. What is said of a piece is said of
        // its kind, and so waits for it: "more like this vest, but in blue" looks for vests, for the same wearer.
        let (mut embedded, mut gains, (photo, itself)) = match sentence {
            Some(sentence) if request.like.is_none() => std::thread::scope(|scope| {
                let shown = request
                    .shows_something()
                    .then(|| scope.spawn(|| self.shown(gallery, request)));
                let gains = near.map(|_| scope.spawn(gains));
                let embedded = embed(sentence)?;
                let gains = gains.and_then(ended);
                Ok::<_, EngineError>((Some(embedded), gains, shown.map_or(Ok((None, None)), ended)?))
            })?,
            _ => (None, None, self.shown(gallery, request)?),
        };
        let of_piece = sentence.zip(itself).map(|(sentence, row)| {
            let wearer = &gallery.item(row).product.gender;
            sentence.of_piece(|| gallery.concepts().kinds(row), wearer)
        });
        let sentence = of_piece.as_ref().or(sentence);
        let words = sentence
            .map(|sentence| {
                let embedding = embedded.take().map_or_else(|| embed(sentence), Ok)?;
                Ok::<_, EngineError>((sentence.as_ref(), embedding))
            })
            .transpose()?;
        let mask = self.mask(gallery, &query.filters, &query.written);
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
            seen: words_seen,
        } = match &near {
            Some(near) => {
                let text = words.zip(gains.take());
                let text = text
                    .map(|((_, (key, embedding)), gains)| (self.near_side(gallery, key, embedding), gains));
                let photo = photo.map(|(key, embedding)| self.near_side(gallery, key, embedding));
                near.search(text, photo)?
            }
            None => self.everywhere(gallery, words, photo, mix, &out, context.as_ref())?,
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
        // The pictures that are shown say more than the words beside them.
        let verdict = sentence.zip(text_side.as_ref()).filter(|_| photo_side.is_none());
        let verdict = verdict.zip(words_seen);
        let verdict =
            verdict.map(|((sentence, side), seen)| Verdict::new(gallery, sentence, &side.cosines.raw, seen));
        let band = |row: usize| match &verdict {
            _ if values[row] < NOTHING_SAID - REFUSED / 2.0 => Band::Far,
            Some(verdict) => verdict.of(row, values[row], bands),
            None => bands.of(values[row]),
        };
        let order = first_lifted(gallery, &values);
        let (rows, total) = match &near {
            Some(near) => {
                let looked_at = |row: usize| values[row].is_finite() && accept(row);
                (nova_index::top_k(&values, wanted, looked_at), near.total())
            }
            None => ranked(gallery, &order, band, request, wanted, accept),
        };
        let describe = |neighbour: &Neighbour| {
            let (row, item) = (neighbour.row, gallery.item(neighbour.row));
            let mut because = Vec::new();
            if let Some(sentence) = sentence {
                because.extend(reasons(sentence, &out, gallery, row));
            }
            let shown = photo_side.as_ref().and_then(|photo| {
                let cosine = photo.cosines.values.get(row)?;
                Some((*cosine, &photo.cosines))
            });
            if let Some((cosine, cosines)) = shown {
                let view = cosines.seen_from.contains_key(&row);
                because.extend(close_to_photo(cosine, cosines.mean, cosines.spread, view));
            }
            because.extend(context.as_ref().and_then(|context| context.reason(&item.product)));
            // A photo alone adds nothing to its cosines, which are scores as they are.
            let only_photo = text_side.is_none() || (photo_side.is_some() && mix >= 1.0);
            let value = if only_photo {
                values[row]
            } else {
                bounded(values[row])
            };
            let mut hit = self.hit(gallery, item, score_of_cosine(value), because);
            hit.band = Some(band(row));
            hit.text_score = text_side
                .as_ref()
                .map(|side| score_of_cosine(bounded(side.cosines.values[row])));
            hit.image_score = shown.map(|(cosine, _)| score_of_cosine(cosine));
            hit.view = photo_side
                .as_ref()
                .and_then(|photo| photo.cosines.view(gallery, row));
            hit
        };
        let mut hits: Vec<Hit> = rows.iter().skip(offset).take(limit).map(describe).collect();
        if request.sort == Sort::Relevance {
            let before = rows
                .iter()
                .take(offset)
                .map(|neighbour| band(neighbour.row))
                .max();
            worse_only(before, &mut hits);
        }
        if request.fold {
            let shown = rows.iter().skip(offset).take(limit);
            for (hit, variants) in hits.iter_mut().zip(variants(gallery, &values, shown, accept)) {
                hit.variants = variants;
            }
        }
        let pictures = gallery.pending();
        let degraded = (pictures > 0).then_some(Degraded::Pending { pictures });
        Ok(SearchResponse {
            model: gallery.model.clone(),
            understood: None,
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
        words: Option<(&Sentence, Keyed)>,
        photo: Option<Keyed>,
        mix: f32,
        refused: &[Refusal],
        context: Option<&Context>,
    ) -> Result<Found, EngineError> {
        let text = words.map(|(words, (key, embedding))| self.scored(gallery, key, embedding, Some(words)));
        let photo = photo.map(|(key, embedding)| self.scored(gallery, key, embedding, None));
        let mut values = fused_values(text.as_ref(), photo.as_ref(), mix)?;
        if let Some(context) = context {
            context.add(gallery, &mut values);
        }
        // What is refused says nothing of how well the rest answers.
        let seen = gallery.matrix.len().min(values.len());
        let reach = gallery.reach.get().copied().filter(|_| photo.is_none());
        let bands = Bands::new(&values[..seen], reach);
        let values = self.without_refused(gallery, values, refused)?;
        let words_seen = text.as_ref().filter(|_| photo.is_none());
        let words_seen = words_seen.map(|side| Bands::new(&side.cosines.raw, gallery.reach.get().copied()));
        Ok(Found {
            text,
            photo,
            values,
            bands,
            seen: words_seen,
        })
    }

    fn browse(&self, gallery: &Gallery, query: &Query<'_>) -> Result<SearchResponse, EngineError> {
        let request = query.request;
        let kept = (!query.filters.is_empty()).then(|| gallery.accepted(&query.filters));
        let accepted = |place: &u32| kept.as_ref().is_none_or(|kept| kept[*place as usize]);
        let mut places: Vec<u32> = match gallery.sorted(request.sort) {
            Some(order) => order.iter().copied().filter(accepted).collect(),
            None => (0..).take(gallery.items.len()).filter(accepted).collect(),
        };
        let item = |place: &u32| &gallery.items[*place as usize];
        if let (Some(context), Sort::Relevance) = (Context::read(gallery, request)?, request.sort) {
            places.sort_by_cached_key(|place| context.reason(&item(place).product).is_none());
        }
        if request.sort == Sort::Relevance && !gallery.first.is_empty() {
            places.sort_by_key(|place| !item(place).first);
        }
        if !query.asked.refused.is_empty() {
            let mut refused = vec![false; gallery.items.len()];
            for refusal in &query.asked.refused {
                refused_rows(gallery, refusal, |row| refused[gallery.place(row)] = true);
            }
            places.sort_by_key(|place| refused[*place as usize]);
        }
        let (offset, limit) = page(request.offset, request.limit);
        let shown: Vec<&Item> = places.iter().skip(offset).take(limit).map(item).collect();
        Ok(self.page_of_items(gallery, &shown, places.len(), None))
    }

    fn keywords(
        &self,
        gallery: &Gallery,
        query: &Query<'_>,
        text: &str,
        error: &ClipError,
    ) -> Result<SearchResponse, EngineError> {
        let request = query.request;
        let found = match self.read_db()? {
            Some(db) => db.keyword_search(text, gallery.items.len())?,
            None => Vec::new(),
        };
        let positions = found.iter().filter_map(|(id, _)| gallery.position(id));
        let mut items: Vec<&Item> = positions
            .map(|at| &gallery.items[at])
            .filter(|item| accepted(item, &query.filters))
            .collect();
        items.sort_by(|a, b| compare(request.sort, a, b));
        let degraded = Degraded::Model {
            detail: error.to_string(),
        };
        let (offset, limit) = page(request.offset, request.limit);
        let shown: Vec<&Item> = items.iter().skip(offset).take(limit).copied().collect();
        let mut response = self.page_of_items(gallery, &shown, items.len(), Some(degraded));
        let count = response.total.max(1) as f32;
        let first = offset as f32;
        for (place, hit) in response.hits.iter_mut().enumerate() {
            // BM25 ranks have no upper bound, so the place in the list is the score.
            hit.score = 1.0 - (first + place as f32) / count;
            hit.text_score = Some(hit.score);
        }
        Ok(response)
    }

    /// The page of items that were not compared with anything, of `total`.
    fn page_of_items(
        &self,
        gallery: &Gallery,
        shown: &[&Item],
        total: usize,
        degraded: Option<Degraded>,
    ) -> SearchResponse {
        let hits = shown.iter().map(|item| self.hit(gallery, item, 0.0, Vec::new()));
        SearchResponse {
            model: None,
            understood: None,
            total,
            hits: hits.collect(),
            took_ms: 0.0,
            degraded,
        }
    }
}

/// What a thread has found, or its panic.
fn ended<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn is_model_failure(error: &ClipError) -> bool {
    !matches!(error, ClipError::Busy)
}
