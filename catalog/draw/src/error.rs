//! What can go wrong while drawing and writing the catalogue.

use std::path::{Path, PathBuf};

use thiserror::Error;

/// A failure to draw or to write, with the file or piece it happened at.
#[derive(Debug, Error)]
pub enum DrawError {
    /// A file or folder could not be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// A picture could not be encoded or saved.
    #[error("cannot save the picture {}: {source}", path.display())]
    Image {
        /// The picture's file.
        path: PathBuf,
        /// The cause.
        source: image::ImageError,
    },
    /// An SVG text written by this crate did not parse.
    #[error("the drawing of {what} does not parse: {source}")]
    Svg {
        /// What was drawn.
        what: String,
        /// The cause.
        source: resvg::usvg::Error,
    },
    /// The table of the catalogue could not be written.
    #[error("cannot write the table {}: {source}", path.display())]
    Table {
        /// The CSV file.
        path: PathBuf,
        /// The cause.
        source: csv::Error,
    },
    /// A canvas of no or too many pixels was asked for.
    #[error("a canvas of {0} by {1} pixels cannot be made")]
    Size(u32, u32),
}

impl DrawError {
    /// A failed write of `path`.
    pub fn write(path: &Path, source: std::io::Error) -> Self {
        DrawError::Write {
            path: path.to_owned(),
            source,
        }
    }

    /// A failed save of the picture `path`.
    pub fn image(path: &Path, source: image::ImageError) -> Self {
        DrawError::Image {
            path: path.to_owned(),
            source,
        }
    }
}
