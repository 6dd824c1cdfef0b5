//! Why a file is not a picture that can be used, with the facts a person needs.

use nova_domain::PictureFault;
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
        /// The same as a fact.
        fault: PictureFault,
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

impl PictureError {
    /// The picture's file, or what the caller named the bytes.
    pub fn name(&self) -> String {
        match self {
            PictureError::Unreadable { source_name, .. }
            | PictureError::TooLarge { source_name, .. }
            | PictureError::Unsupported { source_name, .. } => source_name.clone(),
            PictureError::Io { path, .. } => path.display().to_string(),
        }
    }

    /// What is wrong, as a fact.
    pub fn fault(&self) -> PictureFault {
        match self {
            PictureError::Unreadable { fault, .. } => fault.clone(),
            PictureError::Unsupported { .. } => PictureFault::NotRead,
            PictureError::TooLarge {
                found,
                limit,
                unit: "pixels",
                ..
            } => PictureFault::TooManyPixels {
                found: *found,
                limit: *limit,
            },
            PictureError::TooLarge { found, limit, .. } => PictureFault::TooManyBytes {
                found: *found,
                limit: *limit,
            },
            PictureError::Io { source, .. } => PictureFault::Unreachable {
                system: source.to_string(),
            },
        }
    }
}

/// Why bytes did not become pixels; the name of the picture is added by who knows it.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// Not a picture, or a broken one; a clause.
    Unreadable(PictureFault, String),
    /// A known format that is not read; a clause.
    Unsupported(String),
    /// More pixels than the limit.
    TooManyPixels { found: u64, limit: u64 },
}

impl Refusal {
    pub fn damaged(error: impl std::fmt::Display) -> Refusal {
        Refusal::Unreadable(PictureFault::Damaged, format!("it is damaged ({error})"))
    }

    /// A picture that ends too early; `reason` is a clause.
    pub fn cut_off(reason: &str) -> Refusal {
        Refusal::Unreadable(PictureFault::CutOff, reason.to_owned())
    }

    /// A picture for which there is not the memory.
    pub fn too_much_memory() -> Refusal {
        let reason = "decoding it would take too much memory".to_owned();
        Refusal::Unreadable(PictureFault::TooMuchMemory, reason)
    }

    pub fn of(self, name: &str) -> PictureError {
        let source_name = name.to_owned();
        match self {
            Refusal::Unreadable(fault, reason) => PictureError::Unreadable {
                source_name,
                reason,
                fault,
            },
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
