//! Failures as they travel: a code, a sentence for the terminal that says what happened and one that says what to do, and
//! both as facts, which the window says in the page's language.

use nova_engine::{Advice, EngineError, ErrorCode, Problem};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

/// A failure on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct WireError {
    /// Kind of failure.
    pub code: ErrorCode,
    /// What happened, in English and for the terminal.
    pub message: String,
    /// What to do, in English and for the terminal.
    pub hint: String,
    /// What to do, for a caller that says it in a language of its own; `None` where the hint says it all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub advice: Option<Advice>,
    /// What happened, for a caller that says it in a language of its own; `None` where only a programmer meets it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub problem: Option<Box<Happened>>,
}

/// What happened, wherever it did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(untagged)]
pub enum Happened {
    /// To a verb of the engine's.
    Engine(Problem),
    /// To the window.
    Window(WindowProblem),
}

/// What can happen to the window alone.
///
/// To add a problem, write its variant here, run `cargo xtask gen`, and write its text, `problem.…`, in the six languages of
/// `ui/src/i18n`. The page does not compile until they are there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum WindowProblem {
    /// The name of a chosen file is no text.
    NameNotText {
        /// The name, as far as it is one.
        name: String,
    },
    /// What was copied is no picture that can be read.
    CopiedPicture,
    /// The clipboard cannot be used.
    Clipboard {
        /// What the system says.
        system: String,
    },
    /// A piece has no picture.
    NoPicture,
}

impl WireError {
    /// A request that cannot be understood.
    pub fn invalid(message: impl Into<String>, hint: impl Into<String>) -> WireError {
        WireError {
            code: ErrorCode::InvalidInput,
            message: message.into(),
            hint: hint.into(),
            advice: Some(Advice::Correct),
            problem: None,
        }
    }

    /// What is said to a client who has the window and asks for what is the stylist's.
    pub fn for_the_stylist() -> WireError {
        WireError {
            code: ErrorCode::Kiosk,
            message: "This is for the stylist".to_owned(),
            hint: "Give the window back with the PIN first.".to_owned(),
            advice: Some(Advice::GiveBack),
            problem: None,
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
            problem: error.problem().map(|problem| Box::new(Happened::Engine(problem))),
        }
    }
}

impl fmt::Display for WireError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}. {}", self.message.trim_end_matches('.'), self.hint)
    }
}

impl std::error::Error for WireError {}
