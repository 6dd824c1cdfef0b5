//! Who signed in and out and what was erased, one line of JSON each. No line names a client, a search or a piece.

use crate::address::Address;
use crate::error::ServeError;
use serde::Serialize;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A device was paired.
    Paired,
    /// A code that does not serve was tried.
    WrongCode,
    /// A device signed out.
    SignedOut,
    /// A device was taken off.
    TakenOff,
    /// A secret came again after it was replaced, and its device was taken off.
    SecretUsedTwice,
    /// A wrong PIN was typed.
    WrongPin,
    /// A client was erased.
    ClientErased,
    /// An erased client was brought back.
    ClientBroughtBack,
    /// A device was handed to a client.
    HandedOver,
    /// A device was taken back.
    TakenBack,
    /// The library was replaced by a backup.
    Restored,
}

#[derive(Serialize)]
struct Line<'a> {
    /// Milliseconds since 1970.
    at: i64,
    event: Event,
    device: Option<&'a str>,
    address: Option<String>,
}

/// The log.
pub struct Audit(Mutex<File>);

impl Audit {
    /// The log in `folder`, which grows.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(folder: &Path) -> Result<Audit, ServeError> {
        let path = folder.join("audit.jsonl");
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let file = options
            .open(&path)
            .map_err(|system| ServeError::File { path, system })?;
        Ok(Audit(Mutex::new(file)))
    }

    /// Writes down what happened at `at`, in milliseconds since 1970.
    pub fn note(&self, at: i64, event: Event, device: Option<&str>, address: Option<&Address>) {
        let line = Line {
            at,
            event,
            device,
            address: address.map(|address| address.ip().to_string()),
        };
        // Names and numbers always become JSON.
        let mut text = serde_json::to_vec(&line).unwrap_or_default();
        text.push(b'\n');
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = file.write_all(&text) {
            tracing::error!(%error, ?event, "the audit log cannot be written");
        }
    }
}
