//! How long work reports itself and is stopped.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use ts_rs::TS;

/// What long work is doing: an import the first four, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[ts(rename = "ImportStep")]
pub enum Step {
    /// Reading the table or the folder.
    Reading,
    /// Writing the products to the library.
    Saving,
    /// Reading pictures and embedding them.
    Embedding,
    /// Making what search needs.
    Indexing,
    /// Downloading a model's file, counted in bytes.
    Downloading,
    /// Trying out a model.
    Checking,
    /// Downloading the pictures of a catalogue.
    Fetching,
    /// Learning the catalogue's own words, counted in steps.
    Learning,
}

/// How far a piece of work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The step at hand.
    pub step: Step,
    /// Things done in this step.
    pub done: usize,
    /// Things to do in this step.
    pub total: usize,
    /// Rows and files left out so far.
    pub quarantined: usize,
}

/// A flag that stops work between two pieces of it. Clones share the flag.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks the work to stop.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the work should stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Milliseconds since `start`, to a hundredth.
pub fn milliseconds(start: std::time::Instant) -> f64 {
    (start.elapsed().as_secs_f64() * 1e5).round() / 1e2
}
