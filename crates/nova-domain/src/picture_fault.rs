//! Why a picture cannot be used, as a fact; whoever tells it makes a sentence of it.
//!
//! To add a fault, write its variant here, run `cargo xtask gen`, and write its text, `picture.…`, in the six languages of
//! `ui/src/i18n`. The page does not compile until they are there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is wrong with a picture's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum PictureFault {
    /// There is no such file.
    Missing,
    /// It is a folder, or something else that is no file.
    NoFile,
    /// Its file has no bytes.
    Empty,
    /// It holds text.
    Text,
    /// It is of no format that is known.
    Unknown,
    /// Its format is known and not read.
    NotRead,
    /// It cannot be decoded.
    Damaged,
    /// It ends too early.
    CutOff,
    /// Decoding it would take too much memory.
    TooMuchMemory,
    /// It has too many pixels.
    TooManyPixels {
        /// How many it has.
        found: u64,
        /// How many are read.
        limit: u64,
    },
    /// Its file is too large.
    TooManyBytes {
        /// Bytes of the file.
        found: u64,
        /// Bytes that are read.
        limit: u64,
    },
    /// The system does not give it out.
    Unreachable {
        /// What the system says.
        system: String,
    },
}
