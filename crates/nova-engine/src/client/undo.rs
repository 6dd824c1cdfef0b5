//! Undo of any swipe, and redo.

use super::profiles::ProfileRequest;
use super::taste::TasteResponse;
use crate::clientele::Visit;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::problem::Thing;
use nova_store::Swipe;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which swipe to take back.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct UndoRequest {
    /// The client's name; the guest when left out.
    pub profile: Option<String>,
    /// The swipe; the last one when left out. A swipe that is undone already stays so.
    pub swipe_id: Option<String>,
}

/// A swipe that was taken back or made to count again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct SwipeName {
    /// The product.
    pub id: String,
    /// What was said of it.
    pub verdict: String,
    /// The swipe's name.
    pub swipe_id: String,
}

/// What an undo did.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct UndoResponse {
    /// The swipe; `None` when there was nothing to undo.
    pub undone: Option<SwipeName>,
    /// Verdicts that count now.
    pub feedback_count: usize,
    /// The taste, as if the swipe had not been.
    pub taste: TasteResponse,
}

/// What a redo did.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct RedoResponse {
    /// The swipe; `None` when there was nothing to redo.
    pub redone: Option<SwipeName>,
    /// Verdicts that count now.
    pub feedback_count: usize,
    /// The taste now.
    pub taste: TasteResponse,
}

fn named(swipe: Swipe) -> SwipeName {
    SwipeName {
        id: swipe.product,
        verdict: swipe.verdict,
        swipe_id: swipe.id,
    }
}

impl Engine {
    /// Takes back a swipe. The taste is made anew from the log without it, and so equals, to the bit, what it would
    /// be had the swipe not been.
    ///
    /// # Errors
    /// When there is no such client or swipe.
    pub fn undo(&self, request: &UndoRequest) -> Result<UndoResponse, EngineError> {
        let undone = self.change(request.profile.as_deref(), |db, profile| {
            let Some(id) = &request.swipe_id else {
                return Ok(db.undo(profile.key, None)?);
            };
            let known = db.swipe(profile.key, id)?.ok_or_else(|| EngineError::NotFound {
                what: Thing::Swipe,
                name: id.clone(),
                hint: "`history` lists the swipes.".to_owned(),
            })?;
            db.undo(profile.key, Some(id))?;
            Ok(Some(known.0))
        })?;
        let taste = self.visit(request.profile.as_deref(), |visit: &mut Visit<'_>| {
            visit.taste(usize::MAX)
        })?;
        Ok(UndoResponse {
            undone: undone.map(named),
            feedback_count: taste.feedback_count,
            taste,
        })
    }

    /// Makes the swipe that was undone last count again, at its old place in the log.
    ///
    /// # Errors
    /// When there is no such client.
    pub fn redo(&self, request: &ProfileRequest) -> Result<RedoResponse, EngineError> {
        let redone = self.change(
            request.profile.as_deref(),
            |db, profile| Ok(db.redo(profile.key)?),
        )?;
        let taste = self.taste_of(request.profile.as_deref(), usize::MAX)?;
        Ok(RedoResponse {
            redone: redone.map(named),
            feedback_count: taste.feedback_count,
            taste,
        })
    }
}
