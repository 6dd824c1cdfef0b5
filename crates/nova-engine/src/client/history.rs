//! What a client swiped, the newest first.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::library::thumb_key;
use crate::request::page;
use nova_taste::attribute::{Attribute, Field};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which part of a client's history.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct HistoryRequest {
    /// The client's name; the guest when left out.
    pub profile: Option<String>,
    /// Most swipes in the answer; 24 when left out.
    pub limit: Option<usize>,
    /// Swipes to pass over.
    pub offset: Option<usize>,
}

/// A swipe of the past.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct PastSwipe {
    /// Its name, by which it can be undone.
    pub swipe_id: String,
    /// The product's id.
    pub id: String,
    /// Its title; empty when the catalogue no longer has it.
    pub title: String,
    /// What was said of it.
    pub verdict: String,
    /// Of what less was wanted.
    pub attribute: Option<Attribute>,
    /// When, in milliseconds since 1970.
    #[ts(type = "number")]
    pub at: i64,
    /// The strategy that dealt its card; `None` when the client found it elsewhere.
    pub strategy: Option<String>,
    /// Probability with which its card was dealt.
    pub propensity: Option<f64>,
    /// Whether its card was shown to learn.
    pub explored: bool,
    /// Key of its thumbnail.
    pub thumb: Option<String>,
}

/// A part of a client's history.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct HistoryResponse {
    /// All swipes that count.
    pub total: usize,
    /// The newest first.
    pub swipes: Vec<PastSwipe>,
}

impl Engine {
    /// What a client swiped, the newest first.
    ///
    /// # Errors
    /// When there is no such client.
    pub fn history(&self, request: &HistoryRequest) -> Result<HistoryResponse, EngineError> {
        let swipes = {
            let mut state = self.clients();
            let may_write = self.lock.is_some();
            let db = self.user_db(&mut state)?;
            let profile = self.find(db, request.profile.as_deref(), may_write)?;
            db.swipes(profile.key)?
        };
        let gallery = self.gallery();
        let (offset, limit) = page(request.offset, request.limit);
        let total = swipes.len();
        let past = swipes.into_iter().rev().skip(offset).take(limit).map(|swipe| {
            let item = gallery.find(&swipe.product).ok();
            let attribute = swipe.attribute.and_then(|(field, value)| {
                Some(Attribute {
                    field: Field::from_name(&field)?,
                    value,
                })
            });
            PastSwipe {
                swipe_id: swipe.id,
                title: item.map(|item| item.product.title.clone()).unwrap_or_default(),
                thumb: item.and_then(|item| item.picture_hash.as_deref()).map(thumb_key),
                id: swipe.product,
                verdict: swipe.verdict,
                attribute,
                at: swipe.at,
                explored: swipe.card.as_ref().is_some_and(|card| card.2),
                propensity: swipe.card.as_ref().map(|card| card.1),
                strategy: swipe.card.map(|card| card.0),
            }
        });
        Ok(HistoryResponse {
            total,
            swipes: past.collect(),
        })
    }
}
