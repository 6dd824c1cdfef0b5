//! What can go wrong between a file and a vector, with the facts a person needs.

use std::io;
use std::path::PathBuf;

/// An error of this crate. Messages name the file and what to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClipError {
    /// The model folder, or a file that every model folder needs, is not there.
    #[error("the model folder {} has no {file}", path.display())]
    ModelMissing {
        /// The model folder.
        path: PathBuf,
        /// The file that was looked for.
        file: String,
    },
    /// A file of the model folder is there and cannot be used.
    #[error("the model {} cannot be used: {reason}", path.display())]
    ModelInvalid {
        /// The file or folder at fault.
        path: PathBuf,
        /// What is wrong with it, as a clause without a full stop.
        reason: String,
    },
    /// The weights lack a tensor that the architecture needs.
    #[error("the weights {} have no tensor '{name}'", path.display())]
    TensorMissing {
        /// The weights file.
        path: PathBuf,
        /// The tensor's name.
        name: String,
    },
    /// A tensor has another shape than the configuration asks for.
    #[error("the tensor '{name}' in {} has the shape {found:?}, and config.json asks for {expected:?}", path.display())]
    TensorShape {
        /// The weights file.
        path: PathBuf,
        /// The tensor's name.
        name: String,
        /// The shape that follows from the configuration.
        expected: Vec<usize>,
        /// The shape in the file.
        found: Vec<usize>,
    },
    /// Reading a file failed.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The model's queue is full; ask again later.
    #[error("the model is busy: its queue is full")]
    Busy,
    /// The model's thread has ended.
    #[error("the model has been closed")]
    Closed,
    /// The model could not compute an embedding.
    #[error("the model failed: {0}")]
    Inference(String),
}

impl From<candle_core::Error> for ClipError {
    fn from(error: candle_core::Error) -> Self {
        Self::Inference(error.to_string())
    }
}
