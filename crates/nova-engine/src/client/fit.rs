//! Stock by size: whether a piece is here in a size of a client's.

use crate::clientele::{Fit, Limits};
use crate::engine::Engine;
use crate::error::EngineError;
use nova_taste::prior::Quiz;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which piece, for whom.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct FitRequest {
    /// The client's name; the guest when left out.
    #[serde(default)]
    pub profile: Option<String>,
    /// The product's id.
    pub id: String,
}

/// How a piece comes in a client's sizes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct FitResponse {
    /// `None` where the piece has no sizes, or one for all, or nothing is known of the client's.
    pub fit: Option<Fit>,
}

impl Engine {
    /// Whether a piece is here in a client's size.
    ///
    /// # Errors
    /// When there is no such client or product.
    pub fn fit(&self, request: &FitRequest) -> Result<FitResponse, EngineError> {
        let gallery = self.gallery();
        let item = gallery.find(&request.id)?;
        let fit = self.limits_of(request.profile.as_deref())?.fit(&item.product);
        Ok(FitResponse { fit })
    }

    /// What a client can wear at any price; the guest when no name is given.
    pub(crate) fn limits_of(&self, name: Option<&str>) -> Result<Limits, EngineError> {
        let mut state = self.clients();
        let db = self.user_db(&mut state)?;
        let profile = self.find(db, name, false)?;
        let quiz: Quiz = serde_json::from_str(&profile.quiz).unwrap_or_default();
        Ok(Limits::read(db, profile.key, quiz)?.without_budget())
    }
}
