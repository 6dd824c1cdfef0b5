//! The quiz: what a client says before the first swipe.

use super::taste::TasteResponse;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::rejection::Rejection;
use nova_taste::prior::Quiz;
use schemars::JsonSchema;
use serde::Deserialize;
use ts_rs::TS;

/// Answers to the quiz.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct QuizRequest {
    /// The client's name; the guest when left out.
    pub profile: Option<String>,
    /// The answers, which take the place of earlier ones. A step that is left out was skipped.
    #[ts(as = "Option<Quiz>")]
    pub answers: Quiz,
}

impl Engine {
    /// Keeps the answers to the quiz and answers with the taste that follows from them and from all swipes.
    ///
    /// # Errors
    /// When there is no such client, or the budget makes no sense.
    pub fn quiz(&self, request: &QuizRequest) -> Result<TasteResponse, EngineError> {
        let budget = request.answers.budget;
        let ends = [budget.min, budget.max];
        let senseless = ends
            .into_iter()
            .flatten()
            .any(|end| !end.is_finite() || end < 0.0)
            || budget.min.zip(budget.max).is_some_and(|(min, max)| min > max);
        if senseless {
            return Err(Rejection::Budget.into());
        }
        let json = serde_json::to_string(&request.answers)
            .map_err(|error| EngineError::Internal(error.to_string()))?;
        self.change(request.profile.as_deref(), |db, profile| {
            Ok(db.set_quiz(profile.key, &json)?)
        })?;
        self.taste_of(request.profile.as_deref(), usize::MAX)
    }
}
