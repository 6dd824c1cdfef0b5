//! What happened when a verb failed, as a fact that travels; the window says it in the page's language.
//!
//! To add a problem, write its variant here, tell in `told.rs` when it is, run `cargo xtask gen`, and write its text,
//! `problem.…`, in the six languages of `ui/src/i18n`. The page does not compile until they are there.

use crate::rejection::Rejection;
use nova_domain::{Field, FilterError, PictureFault};
use nova_tables::TableFault;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What happened. Paths are shown as they are; what the system or a library says stays in its own language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Problem {
    /// The request is rejected.
    Rejected {
        /// Why.
        rejection: Rejection,
    },
    /// A filter cannot be read.
    Filter {
        /// Why.
        fault: FilterError,
    },
    /// A catalogue's file or folder cannot be imported.
    Catalogue {
        /// The file or folder.
        path: String,
        /// Why.
        fault: CatalogFault,
    },
    /// A picture cannot be used.
    Picture {
        /// Its file, or what it was called.
        name: String,
        /// Why.
        fault: PictureFault,
    },
    /// There is no such thing.
    Missing {
        /// What kind of thing.
        thing: Thing,
        /// The name asked for.
        name: String,
    },
    /// A model could not be downloaded.
    Download {
        /// The model, as `owner/name`.
        model: String,
        /// Why.
        fault: DownloadFault,
    },
    /// The user stopped it.
    Stopped,
    /// The library was opened for reading only.
    ReadOnly,
    /// Another process writes the library.
    LibraryInUse {
        /// The library's folder.
        path: String,
    },
    /// The database's server does not answer; what was acknowledged before is kept there.
    DatabaseUnreachable {
        /// The database, without a password.
        path: String,
    },
    /// A newer StyleNova wrote a database.
    Newer {
        /// The database.
        path: String,
    },
    /// An older StyleNova wrote a database, and it is only read now.
    Older {
        /// The database.
        path: String,
    },
    /// A database is damaged.
    Damaged {
        /// The database.
        path: String,
    },
    /// No room is left on the disk.
    DiskFull {
        /// The file that could not grow.
        path: String,
    },
    /// A file or folder cannot be used.
    File {
        /// The file or folder.
        path: String,
        /// What the system says.
        system: String,
    },
    /// A model's folder lacks a file that every model has.
    NoModel {
        /// The folder.
        path: String,
        /// The file.
        file: String,
    },
    /// A model's file cannot be used.
    ModelUnusable {
        /// The file or folder.
        path: String,
    },
    /// The model has too much to do.
    ModelBusy,
    /// The model could not compute.
    ModelFailed,
    /// A defect of StyleNova's.
    Internal {
        /// What is known of it.
        detail: String,
    },
}

/// What there is none of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "field")]
#[allow(missing_docs, reason = "they are called after themselves")]
pub enum Thing {
    Product,
    Profile,
    Board,
    Search,
    Swipe,
    Entry,
    Model,
    ModelFolder,
    Context,
    /// A value of a field.
    Value(Field),
}

impl Thing {
    /// It in an English sentence.
    pub fn name(self) -> &'static str {
        match self {
            Thing::Product => "product",
            Thing::Profile => "profile",
            Thing::Board => "board",
            Thing::Search => "search",
            Thing::Swipe => "swipe",
            Thing::Entry => "entry",
            Thing::Model => "model",
            Thing::ModelFolder => "model folder",
            Thing::Context => "context",
            Thing::Value(field) => field.name(),
        }
    }
}

/// Why a catalogue cannot be imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema, thiserror::Error)]
#[serde(untagged)]
pub enum CatalogFault {
    /// Because of where it lies.
    #[error(transparent)]
    Source(SourceFault),
    /// Because of what is in the table.
    #[error(transparent)]
    Table(TableFault),
}

/// Why there is nothing to read at the place of a catalogue or of its pictures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum SourceFault {
    /// There is no such file or folder.
    #[error("there is no such file or folder")]
    Missing,
    /// It is neither a file nor a folder.
    #[error("it is neither a file nor a folder")]
    NoFile,
    /// The folder of the pictures is not there.
    #[error("the folder of the pictures is not there")]
    NoPictureFolder,
    /// The folder of the pictures went away.
    #[error("the folder of the pictures is no longer there")]
    PictureFolderGone,
    /// The folder holds no pictures.
    #[error("the folder holds no pictures")]
    NoPictures,
    /// The folder holds too many pictures.
    #[error("the folder holds more than {most} pictures")]
    TooManyPictures {
        /// Most pictures of a folder.
        most: usize,
    },
    /// What only a programmer meets, in English.
    #[error("{detail}")]
    Other {
        /// What is wrong.
        detail: String,
    },
}

impl From<SourceFault> for CatalogFault {
    fn from(fault: SourceFault) -> CatalogFault {
        CatalogFault::Source(fault)
    }
}

/// Why a model could not be downloaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum DownloadFault {
    /// The server has no such model, or no such file of it.
    #[error("{server} has no such model, or the model no {file} that anybody may read")]
    Missing {
        /// The server.
        server: String,
        /// The file.
        file: String,
    },
    /// A file arrived damaged.
    #[error("{file} arrived damaged: its hash is not the one that the server told")]
    Damaged {
        /// The file.
        file: String,
    },
    /// A file could not be had.
    #[error("{file} could not be had from {server}: {detail}")]
    Failed {
        /// The server.
        server: String,
        /// The file.
        file: String,
        /// What the connection says.
        detail: String,
    },
}
