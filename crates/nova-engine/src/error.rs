//! What reaches the user when something fails: a code where the caller acts on it, a sentence that says what
//! happened, and one that says what to do.

use nova_clip::ClipError;
use nova_domain::FilterError;
use nova_store::StoreError;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use ts_rs::TS;

/// Kinds of failure that callers tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[allow(
    missing_docs,
    reason = "the names are the whole meaning; the message carries the facts"
)]
pub enum ErrorCode {
    ModelMissing,
    ModelInvalid,
    PhotoUnreadable,
    CatalogInvalid,
    DownloadFailed,
    LibraryLocked,
    LibraryTooNew,
    DiskFull,
    Cancelled,
    NotFound,
    InvalidInput,
    Busy,
    Internal,
}

/// A failure of a verb.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The library's files failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A model or a photo failed.
    #[error(transparent)]
    Clip(#[from] ClipError),
    /// A filter could not be read.
    #[error(transparent)]
    Filter(#[from] FilterError),
    /// The request makes no sense as it is.
    #[error("{message}")]
    InvalidInput {
        /// What is wrong.
        message: String,
        /// What to do.
        hint: String,
    },
    /// The catalogue's file or folder cannot be imported.
    #[error("{path} cannot be imported: {reason}")]
    CatalogInvalid {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong.
        reason: String,
        /// What to do.
        hint: String,
    },
    /// A model could not be downloaded.
    #[error("{model} could not be downloaded: {reason}")]
    Download {
        /// The model, as `owner/name`.
        model: String,
        /// What went wrong.
        reason: String,
    },
    /// There is no such thing.
    #[error("there is no {what} \"{name}\"")]
    NotFound {
        /// Kind of thing.
        what: &'static str,
        /// The name asked for.
        name: String,
        /// What to do.
        hint: String,
    },
    /// The user stopped it.
    #[error("stopped as you asked; {kept}")]
    Cancelled {
        /// What was done until then, and is kept.
        kept: String,
    },
    /// The library was opened for reading only.
    #[error("this library is open for reading only")]
    ReadOnly,
    /// A file or folder cannot be used.
    #[error("{path} cannot be used: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A thread of ours ended with a panic, which is a defect.
    #[error("something went wrong inside StyleNova: {0}")]
    Internal(String),
}

impl EngineError {
    pub(crate) fn io(path: impl Into<PathBuf>, source: std::io::Error) -> EngineError {
        EngineError::Io {
            path: path.into(),
            source,
        }
    }

    pub(crate) fn invalid(message: impl Into<String>, hint: impl Into<String>) -> EngineError {
        EngineError::InvalidInput {
            message: message.into(),
            hint: hint.into(),
        }
    }

    /// The kind of failure.
    pub fn code(&self) -> ErrorCode {
        match self {
            EngineError::Store(error) => match error {
                StoreError::Locked { .. } => ErrorCode::LibraryLocked,
                StoreError::TooNew { .. } => ErrorCode::LibraryTooNew,
                StoreError::DiskFull { .. } => ErrorCode::DiskFull,
                StoreError::Io { source, .. } if is_full(source) => ErrorCode::DiskFull,
                _ => ErrorCode::Internal,
            },
            EngineError::Clip(error) => match error {
                ClipError::ModelMissing { .. } => ErrorCode::ModelMissing,
                ClipError::ModelInvalid { .. }
                | ClipError::TensorMissing { .. }
                | ClipError::TensorShape { .. } => ErrorCode::ModelInvalid,
                ClipError::PhotoUnreadable { .. }
                | ClipError::PhotoTooLarge { .. }
                | ClipError::UnsupportedFormat { .. } => ErrorCode::PhotoUnreadable,
                ClipError::Io { source, .. } if source.kind() == std::io::ErrorKind::NotFound => {
                    ErrorCode::NotFound
                }
                ClipError::Busy => ErrorCode::Busy,
                _ => ErrorCode::Internal,
            },
            EngineError::Filter(_) | EngineError::InvalidInput { .. } => ErrorCode::InvalidInput,
            EngineError::CatalogInvalid { .. } => ErrorCode::CatalogInvalid,
            EngineError::Download { .. } => ErrorCode::DownloadFailed,
            EngineError::NotFound { .. } => ErrorCode::NotFound,
            EngineError::Cancelled { .. } => ErrorCode::Cancelled,
            EngineError::ReadOnly => ErrorCode::LibraryLocked,
            EngineError::Io { source, .. } if is_full(source) => ErrorCode::DiskFull,
            EngineError::Io { .. } | EngineError::Internal(_) => ErrorCode::Internal,
        }
    }

    /// What the user can do about it.
    pub fn hint(&self) -> String {
        match self {
            EngineError::InvalidInput { hint, .. }
            | EngineError::CatalogInvalid { hint, .. }
            | EngineError::NotFound { hint, .. } => hint.clone(),
            EngineError::Filter(_) => "Correct the filter and search again.".to_owned(),
            EngineError::Cancelled { .. } => "Start it again to go on where it stopped.".to_owned(),
            EngineError::Store(StoreError::Damaged { .. } | StoreError::Row { .. }) => {
                "Move the file away and import the catalogue again; it holds nothing that the catalogue does not."
                    .to_owned()
            }
            EngineError::Store(StoreError::TooOld { .. }) => {
                "Close the StyleNova that has this library open and try again; it is then brought up to date.".to_owned()
            }
            _ => hint_by_code(self.code()).to_owned(),
        }
    }
}

fn hint_by_code(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::ModelMissing => {
            "Put the model's folder back, or set STYLENOVA_MODELS to the folder that holds nova-mini."
        }
        ErrorCode::ModelInvalid => {
            "Copy the model's folder anew from where it came; one of its files is not whole."
        }
        ErrorCode::PhotoUnreadable => {
            "Choose a JPEG, PNG, WebP, GIF, BMP or TIFF picture that other programs can open."
        }
        ErrorCode::CatalogInvalid => "Correct the file and import it again.",
        ErrorCode::DownloadFailed => {
            "Look at the connection and try again, which goes on where it stopped; or copy the model's folder here by other means."
        }
        ErrorCode::LibraryLocked => "Close the other StyleNova, or choose another library with --library.",
        ErrorCode::LibraryTooNew => "Update StyleNova, or choose another library with --library.",
        ErrorCode::DiskFull => "Make room on the disk and try again; what was done until now is kept.",
        ErrorCode::Cancelled => "Start it again to go on where it stopped.",
        ErrorCode::NotFound => "Check the name and try again.",
        ErrorCode::InvalidInput => "Correct the request and try again.",
        ErrorCode::Busy => "Wait a moment and try again.",
        ErrorCode::Internal => "Try again; if it stays, run `stylenova doctor` and look at what it finds.",
    }
}

fn is_full(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failure_says_what_to_do() {
        let failures = [
            EngineError::ReadOnly,
            EngineError::Clip(ClipError::Busy),
            EngineError::Store(StoreError::Locked { path: "lib".into() }),
            EngineError::Cancelled {
                kept: "12 pictures are kept".into(),
            },
            EngineError::Internal("x".into()),
        ];
        for failure in failures {
            assert!(
                failure.hint().ends_with('.'),
                "{failure} needs a sentence of advice"
            );
        }
    }

    #[test]
    fn a_full_disk_is_told_as_such_wherever_it_shows() {
        let full = || std::io::Error::from(std::io::ErrorKind::StorageFull);
        assert_eq!(EngineError::io("x", full()).code(), ErrorCode::DiskFull);
        let store = StoreError::Io {
            path: "x".into(),
            source: full(),
        };
        assert_eq!(EngineError::from(store).code(), ErrorCode::DiskFull);
    }
}
