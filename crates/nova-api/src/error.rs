//! Failures as they travel: a code, a sentence that says what happened, one that says what to do in the terminal, and
//! what to do as a fact, which the window says in the page's language.

use nova_engine::{Advice, EngineError, ErrorCode};
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

/// A failure on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WireError {
    /// Kind of failure.
    pub code: ErrorCode,
    /// What happened.
    pub message: String,
    /// What to do, in English and for the terminal.
    pub hint: String,
    /// What to do, for a caller that says it in a language of its own; `None` where the hint says it all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub advice: Option<Advice>,
}

impl WireError {
    /// A request that cannot be understood.
    pub fn invalid(message: impl Into<String>, hint: impl Into<String>) -> WireError {
        WireError {
            code: ErrorCode::InvalidInput,
            message: message.into(),
            hint: hint.into(),
            advice: Some(Advice::Correct),
        }
    }

    /// What is said to a client who has the window and asks for what is the stylist's.
    pub fn for_the_stylist() -> WireError {
        WireError {
            code: ErrorCode::Kiosk,
            message: "This is for the stylist".to_owned(),
            hint: "Give the window back with the PIN first.".to_owned(),
            advice: Some(Advice::GiveBack),
        }
    }
}

impl From<EngineError> for WireError {
    fn from(error: EngineError) -> Self {
        WireError {
            code: error.code(),
            message: error.to_string(),
            hint: error.hint(),
            advice: Some(error.advice()),
        }
    }
}

impl fmt::Display for WireError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}. {}", self.message.trim_end_matches('.'), self.hint)
    }
}

impl std::error::Error for WireError {}
