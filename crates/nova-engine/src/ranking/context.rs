//! What a search is for: an occasion or a season that brings forward what the shop says suits it.

use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::problem::Thing;
use crate::request::SearchRequest;
use nova_domain::fusion::spread;
use nova_domain::{Product, Reason};
use nova_taste::context;

/// Spreads of the query's cosines that a product gains which suits the context: less than words that stand in its
/// facts, as a context is a wish and no condition.
const GAIN: f32 = 1.0;

/// A context that the catalogue knows.
pub(crate) struct Context {
    words: Vec<String>,
}

impl Context {
    /// The context of a request; `None` where it has none.
    ///
    /// # Errors
    /// When no product says anything of it.
    pub fn read(gallery: &Gallery, request: &SearchRequest) -> Result<Option<Context>, EngineError> {
        let asked = request.context.as_deref().map(str::trim);
        let Some(asked) = asked.filter(|asked| !asked.is_empty()) else {
            return Ok(None);
        };
        let words = context::words(asked);
        if gallery
            .items
            .iter()
            .all(|item| context::said(&item.product, &words).is_none())
        {
            return Err(EngineError::NotFound {
                what: Thing::Context,
                name: asked.to_owned(),
                hint: format!(
                    "Ask for one that the catalogue has, for instance among {}.",
                    context::names().join(", ")
                ),
            });
        }
        Ok(Some(Context { words }))
    }

    /// Adds to each row's cosine what its product gains.
    pub fn add(&self, gallery: &Gallery, values: &mut [f32]) {
        let seen = gallery.matrix.len().min(values.len());
        let gain = GAIN * spread(values[..seen].iter().copied());
        for (row, value) in values.iter_mut().enumerate() {
            if context::said(&gallery.item(row).product, &self.words).is_some() {
                *value += gain;
            }
        }
    }

    /// That a product suits the context, in the shop's word.
    pub fn reason(&self, product: &Product) -> Option<Reason> {
        let value = context::said(product, &self.words)?.trim().to_owned();
        Some(Reason::Context { value })
    }
}
