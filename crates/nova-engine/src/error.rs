//! What reaches the user when something fails: a code where the caller acts on it, a sentence that says what
//! happened, and one that says what to do.

use crate::problem::{CatalogFault, DownloadFault, Thing};
use crate::rejection::Rejection;
use nova_clip::ClipError;
use nova_domain::FilterError;
use nova_pictures::PictureError;
use nova_store::StoreError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use ts_rs::TS;

/// Kinds of failure that callers tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
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
    DatabaseUnreachable,
    Kiosk,
    Internal,
}

/// What the user can do about a failure, for a caller that says it in a language of its own. A new one needs its
/// sentence in `ui/src/state/failures.ts` and the six languages, and does not compile without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Advice {
    /// Put the model's folder back.
    PutModelBack,
    /// Copy the model's folder anew, as one of its files is not whole.
    CopyModelAnew,
    /// Choose a picture of a kind that is read.
    ChooseAnotherPhoto,
    /// Copy the picture again, or save it as a file and drop that.
    SaveAndDrop,
    /// Correct the catalogue's file and import it again.
    CorrectFile,
    /// Look at the connection; another try goes on where the last one stopped.
    LookAtConnection,
    /// Close the program that has the library open.
    CloseOther,
    /// Update StyleNova.
    Update,
    /// Make room on the disk; what was done is kept.
    MakeRoom,
    /// Start it again; it goes on where it stopped.
    GoOn,
    /// It is gone: look what is there now.
    LookAgain,
    /// Correct what was asked for.
    Correct,
    /// Wait a moment.
    Wait,
    /// Try again; if it stays, have the library checked.
    TryAgain,
    /// Keep the database of clients, which is damaged and holds what nothing else holds, and restore a backup.
    KeepClients,
    /// Move the damaged catalogue away and import it again.
    ImportAgain,
    /// Rename the file or its folder.
    RenameFile,
    /// Give the window back to the stylist first.
    GiveBack,
}

/// The database of clients, which cannot be made again.
const USER_DB: &str = "user.db";

/// A failure of a verb. What each displays is for the terminal; [`EngineError::problem`] tells it as a fact.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The library's files failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A model failed.
    #[error(transparent)]
    Clip(#[from] ClipError),
    /// A picture cannot be used.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// A filter could not be read.
    #[error(transparent)]
    Filter(#[from] FilterError),
    /// The request is rejected.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// The request makes no sense as it is, which only whoever writes requests can bring about.
    #[error("{message}")]
    InvalidInput {
        /// What is wrong.
        message: String,
        /// What to do.
        hint: String,
    },
    /// The catalogue's file or folder cannot be imported.
    #[error("{path} cannot be imported: {fault}")]
    CatalogInvalid {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong.
        fault: CatalogFault,
        /// What to do.
        hint: String,
    },
    /// A model could not be downloaded.
    #[error("{model} could not be downloaded: {fault}")]
    Download {
        /// The model, as `owner/name`.
        model: String,
        /// What went wrong.
        fault: DownloadFault,
    },
    /// There is no such thing.
    #[error("there is no {} \"{name}\"", .what.name())]
    NotFound {
        /// Kind of thing.
        what: Thing,
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

impl From<nova_print::PrintError> for EngineError {
    fn from(error: nova_print::PrintError) -> Self {
        EngineError::Internal(error.to_string())
    }
}

impl EngineError {
    /// That a file or folder cannot be used.
    pub fn io(path: impl Into<PathBuf>, source: std::io::Error) -> EngineError {
        EngineError::Io {
            path: path.into(),
            source,
        }
    }

    /// A request that cannot be granted, with what to do about it.
    pub fn invalid(message: impl Into<String>, hint: impl Into<String>) -> EngineError {
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
                StoreError::Importing { .. } => ErrorCode::Busy,
                StoreError::Unreachable { .. } => ErrorCode::DatabaseUnreachable,
                StoreError::Address { .. } => ErrorCode::InvalidInput,
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
                ClipError::Io { source, .. } if source.kind() == std::io::ErrorKind::NotFound => {
                    ErrorCode::NotFound
                }
                ClipError::Busy => ErrorCode::Busy,
                _ => ErrorCode::Internal,
            },
            EngineError::Picture(error) => match error {
                PictureError::Io { source, .. } if source.kind() == std::io::ErrorKind::NotFound => {
                    ErrorCode::NotFound
                }
                PictureError::Io { .. } => ErrorCode::Internal,
                _ => ErrorCode::PhotoUnreadable,
            },
            EngineError::Filter(_) | EngineError::Rejected(_) | EngineError::InvalidInput { .. } => {
                ErrorCode::InvalidInput
            }
            EngineError::CatalogInvalid { .. } => ErrorCode::CatalogInvalid,
            EngineError::Download { .. } => ErrorCode::DownloadFailed,
            EngineError::NotFound { .. } => ErrorCode::NotFound,
            EngineError::Cancelled { .. } => ErrorCode::Cancelled,
            EngineError::ReadOnly => ErrorCode::LibraryLocked,
            EngineError::Io { source, .. } if is_full(source) => ErrorCode::DiskFull,
            EngineError::Io { .. } | EngineError::Internal(_) => ErrorCode::Internal,
        }
    }

    /// What the user can do about it, for a caller that says it in a language of its own.
    pub fn advice(&self) -> Advice {
        match self {
            EngineError::Store(StoreError::Damaged { path, .. } | StoreError::Row { path, .. }) => {
                if path.ends_with(USER_DB) {
                    Advice::KeepClients
                } else {
                    Advice::ImportAgain
                }
            }
            EngineError::Store(StoreError::TooOld { .. }) => Advice::CloseOther,
            _ => match self.code() {
                ErrorCode::ModelMissing => Advice::PutModelBack,
                ErrorCode::ModelInvalid => Advice::CopyModelAnew,
                ErrorCode::PhotoUnreadable => Advice::ChooseAnotherPhoto,
                ErrorCode::CatalogInvalid => Advice::CorrectFile,
                ErrorCode::DownloadFailed => Advice::LookAtConnection,
                ErrorCode::LibraryLocked => Advice::CloseOther,
                ErrorCode::LibraryTooNew => Advice::Update,
                ErrorCode::DiskFull => Advice::MakeRoom,
                ErrorCode::Cancelled => Advice::GoOn,
                ErrorCode::NotFound => Advice::LookAgain,
                ErrorCode::InvalidInput => Advice::Correct,
                ErrorCode::Busy | ErrorCode::DatabaseUnreachable => Advice::Wait,
                ErrorCode::Kiosk => Advice::GiveBack,
                ErrorCode::Internal => Advice::TryAgain,
            },
        }
    }

    /// What the user can do about it, in English and for the terminal.
    pub fn hint(&self) -> String {
        match self {
            EngineError::InvalidInput { hint, .. }
            | EngineError::CatalogInvalid { hint, .. }
            | EngineError::NotFound { hint, .. } => hint.clone(),
            EngineError::Rejected(rejection) => rejection.hint(),
            EngineError::Filter(_) => "Correct the filter and search again.".to_owned(),
            EngineError::Cancelled { .. } => "Start it again to go on where it stopped.".to_owned(),
            EngineError::Store(StoreError::Damaged { path, .. } | StoreError::Row { path, .. }) => {
                if path.ends_with(USER_DB) {
                    "Keep the file: clients, boards and searches are in it and nowhere else. Copy it to a safe place and \
                     restore your newest backup; what the last restore replaced is in the library's folder before-restore."
                        .to_owned()
                } else {
                    "Move the file away and import the catalogue again; it holds nothing that the catalogue does not."
                        .to_owned()
                }
            }
            EngineError::Store(StoreError::TooOld { .. }) => {
                "Close the StyleNova that has this library open and try again; it is then brought up to date."
                    .to_owned()
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
            "Choose a JPEG, PNG, WebP, AVIF, HEIC, GIF, BMP or TIFF picture that other programs can open."
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
        ErrorCode::Busy | ErrorCode::DatabaseUnreachable => "Wait a moment and try again.",
        ErrorCode::Kiosk => "Give the window back with the PIN first.",
        ErrorCode::Internal => "Try again; if it stays, run `stylenova doctor` and look at what it finds.",
    }
}

pub(crate) fn is_full(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_told_to_throw_the_clients_away() {
        let damaged = |file: &str| {
            let path = PathBuf::from("library").join(file);
            let reason = "it is no database".to_owned();
            EngineError::from(StoreError::Damaged { path, reason }).hint()
        };
        assert!(
            damaged("catalog.db").starts_with("Move the file away"),
            "it comes back with an import"
        );
        let precious = damaged("user.db");
        assert!(precious.starts_with("Keep the file"), "{precious}");
        let path = PathBuf::from("library").join(USER_DB);
        let reason = "it is no database".to_owned();
        let error = EngineError::from(StoreError::Damaged { path, reason });
        assert_eq!(error.advice(), Advice::KeepClients, "the window says so too");
        assert!(
            precious.contains("backup"),
            "it says where they may be otherwise: {precious}"
        );
    }

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
    fn a_database_that_does_not_answer_is_no_defect_and_loses_nothing() {
        let error = EngineError::from(StoreError::Unreachable {
            path: "postgres://db/shops/main".into(),
            reason: "connection refused".to_owned(),
        });
        assert_eq!(error.code(), ErrorCode::DatabaseUnreachable);
        assert_eq!(error.advice(), Advice::Wait);
        assert!(
            error
                .to_string()
                .contains("nothing that was acknowledged is lost"),
            "{error}"
        );
        assert!(matches!(
            error.problem(),
            Some(crate::problem::Problem::DatabaseUnreachable { .. })
        ));
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
