//! Why a file is not a picture that can be used, with the facts a person needs.

use std::io;
use std::path::PathBuf;

/// A picture that cannot be used. Messages name it and say what to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PictureError {
    /// The file is not a picture, or a broken one.
    #[error("the picture '{source_name}' cannot be read: {reason}")]
    Unreadable {
        /// The file's path, or what the caller named the bytes.
        source_name: String,
        /// What is wrong with it, as a clause without a full stop.
        reason: String,
    },
    /// The picture is over a limit; nothing of it was decoded.
    #[error("the picture '{source_name}' is too large: {found} {unit}, the limit is {limit}")]
    TooLarge {
        /// The file's path, or what the caller named the bytes.
        source_name: String,
        /// How much there is, in `unit`.
        found: u64,
        /// The largest amount accepted, in `unit`.
        limit: u64,
        /// `"pixels"` or `"bytes"`.
        unit: &'static str,
    },
    /// The file is a picture of a format that is not supported.
    #[error("the picture '{source_name}' is not supported: {detail}")]
    Unsupported {
        /// The file's path, or what the caller named the bytes.
        source_name: String,
        /// The format found, and what to do about it.
        detail: String,
    },
    /// Reading the file failed.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Why bytes did not become pixels; the name of the picture is added by who knows it.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// Not a picture, or a broken one; a clause.
    Unreadable(String),
    /// A known format that is not read; a clause.
    Unsupported(String),
    /// More pixels than the limit.
    TooManyPixels { found: u64, limit: u64 },
}

impl Refusal {
    pub fn damaged(error: impl std::fmt::Display) -> Refusal {
        Refusal::Unreadable(format!("it is damaged ({error})"))
    }

    pub fn of(self, name: &str) -> PictureError {
        let source_name = name.to_owned();
        match self {
            Refusal::Unreadable(reason) => PictureError::Unreadable { source_name, reason },
            Refusal::Unsupported(detail) => PictureError::Unsupported { source_name, detail },
            Refusal::TooManyPixels { found, limit } => PictureError::TooLarge {
                source_name,
                found,
                limit,
                unit: "pixels",
            },
        }
    }
}
