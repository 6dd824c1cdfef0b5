//! Failures as they travel: a code, a sentence that says what happened, one that says what to do.

use nova_engine::{EngineError, ErrorCode};
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
    /// What to do.
    pub hint: String,
}

impl WireError {
    /// A request that cannot be understood.
    pub fn invalid(message: impl Into<String>, hint: impl Into<String>) -> WireError {
        WireError {
            code: ErrorCode::InvalidInput,
            message: message.into(),
            hint: hint.into(),
        }
    }
}

impl From<EngineError> for WireError {
    fn from(error: EngineError) -> Self {
        WireError {
            code: error.code(),
            message: error.to_string(),
            hint: error.hint(),
        }
    }
}

impl fmt::Display for WireError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}. {}", self.message.trim_end_matches('.'), self.hint)
    }
}

impl std::error::Error for WireError {}
