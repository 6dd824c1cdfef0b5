//! What a library keeps: the catalogue (all of it can be rebuilt by another import) and what belongs to clients (which is
//! precious). A [`Database`] says where: in a folder, as the SQLite files `catalog.db` and `user.db` with a lock that lets one
//! process at a time write, or as a schema of a PostgreSQL server that several processes share.
//!
//! Deliberately absent: what the rows mean for search (`nova-engine`), vectors' neighbours in memory (`nova-index`), and
//! pictures' pixels (`nova-clip`). Only this crate speaks SQL, through `sql/`.

mod arrivals;
mod catalog;
mod database;
mod embeddings;
mod error;
mod files;
mod jobs;
mod keywords;
mod lock;
mod moving;
mod named;
mod pictures;
#[cfg(test)]
mod places;
mod products;
mod quarantine;
mod server;
mod shades;
mod shop_schema;
mod sql;
mod transfer;
mod turns;
mod upgrade;
mod user;
mod vectors;

pub use arrivals::News;
pub use catalog::CatalogDb;
pub use database::Database;
pub use embeddings::{Embeddings, ModelIdentity, ModelKey};
pub use error::{SqlError, StoreError};
pub use files::Files;
pub use jobs::{Job, JobCounts};
pub use lock::LibraryLock;
pub use moving::{Joined, Moved, is_empty, merge_up, move_down, move_up};
pub use pictures::{FileState, PictureUpdate, View};
pub use products::{Diff, NewProduct, StoredProduct};
pub use quarantine::QuarantineEntry;
pub use upgrade::upgrade;
pub use user::{
    Board, BoardItem, Card, Entry, ErasedProfile, LastKnown, Lookbook, Looked, NewSearch, NewSwipe, Opinion,
    PieceChoice, Profile, ProfileKey, Purchase, Sales, Search, ServerState, Sold, Swipe, UserDb, Weight,
};
pub use vectors::VectorIndex;
