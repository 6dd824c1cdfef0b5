//! Which problem a failure is.

use crate::error::{EngineError, is_full};
use crate::problem::Problem;
use crate::rejection::Rejection;
use nova_clip::ClipError;
use nova_store::StoreError;
use std::path::Path;

impl EngineError {
    /// What happened, as a fact. `None` where only a programmer can bring it about; its message says it all.
    pub fn problem(&self) -> Option<Problem> {
        Some(match self {
            // Only whoever starts a server gives an address; its message says it all.
            EngineError::Store(StoreError::Address { .. }) => return None,
            EngineError::Store(error) => of_store(error),
            EngineError::Clip(error) => of_model(error),
            EngineError::Picture(error) => Problem::Picture {
                name: error.name(),
                fault: error.fault(),
            },
            EngineError::Filter(fault) => Problem::Filter { fault: fault.clone() },
            EngineError::Rejected(rejection) => Problem::Rejected {
                rejection: rejection.clone(),
            },
            EngineError::InvalidInput { .. } => return None,
            EngineError::CatalogInvalid { path, fault, .. } => Problem::Catalogue {
                path: shown(path),
                fault: fault.clone(),
            },
            EngineError::Download { model, fault } => Problem::Download {
                model: model.clone(),
                fault: fault.clone(),
            },
            EngineError::NotFound { what, name, .. } => Problem::Missing {
                thing: *what,
                name: name.clone(),
            },
            EngineError::Cancelled { .. } => Problem::Stopped,
            EngineError::ReadOnly => Problem::ReadOnly,
            EngineError::Io { path, source } => of_file(path, source),
            EngineError::Internal(detail) => Problem::Internal {
                detail: detail.clone(),
            },
        })
    }
}

fn of_store(error: &StoreError) -> Problem {
    match error {
        StoreError::Locked { path } => Problem::LibraryInUse { path: shown(path) },
        StoreError::Importing { .. } => Problem::Rejected {
            rejection: Rejection::Importing,
        },
        StoreError::Unreachable { path, .. } => Problem::DatabaseUnreachable { path: shown(path) },
        StoreError::Address { reason } => Problem::Internal {
            detail: reason.clone(),
        },
        StoreError::TooNew { path } => Problem::Newer { path: shown(path) },
        StoreError::TooOld { path } => Problem::Older { path: shown(path) },
        StoreError::Damaged { path, .. } | StoreError::Row { path, .. } => {
            Problem::Damaged { path: shown(path) }
        }
        StoreError::DiskFull { path } => Problem::DiskFull { path: shown(path) },
        StoreError::Sql { path, source } => Problem::File {
            path: shown(path),
            system: source.to_string(),
        },
        StoreError::Io { path, source } => of_file(path, source),
    }
}

fn of_model(error: &ClipError) -> Problem {
    match error {
        ClipError::ModelMissing { path, file } => Problem::NoModel {
            path: shown(path),
            file: file.clone(),
        },
        ClipError::ModelInvalid { path, .. }
        | ClipError::TensorMissing { path, .. }
        | ClipError::TensorShape { path, .. } => Problem::ModelUnusable { path: shown(path) },
        ClipError::Io { path, source } => of_file(path, source),
        ClipError::Busy => Problem::ModelBusy,
        _ => Problem::ModelFailed,
    }
}

fn of_file(path: &Path, error: &std::io::Error) -> Problem {
    let path = shown(path);
    match is_full(error) {
        true => Problem::DiskFull { path },
        false => Problem::File {
            path,
            system: error.to_string(),
        },
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
