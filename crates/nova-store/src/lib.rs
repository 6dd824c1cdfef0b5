//! The library folder on disk: `catalog.db` (SQLite; all of it can be rebuilt by another import), `user.db` (what
//! belongs to clients, and is precious), and the lock that lets one process at a time write.
//!
//! Deliberately absent: what the rows mean for search (`nova-engine`), vectors' neighbours (`nova-index`), and
//! pictures' pixels (`nova-clip`). Only this crate speaks SQL.

mod arrivals;
mod catalog;
mod embeddings;
mod error;
mod keywords;
mod lock;
mod named;
mod pictures;
mod products;
mod quarantine;
mod shades;
mod upgrade;
mod user;

pub use arrivals::News;
pub use catalog::CatalogDb;
pub use embeddings::{ModelIdentity, ModelKey};
pub use error::StoreError;
pub use lock::LibraryLock;
pub use pictures::{FileState, PictureUpdate, View};
pub use products::{Diff, NewProduct, StoredProduct};
pub use quarantine::QuarantineEntry;
pub use upgrade::upgrade;
pub use user::{
    Board, BoardItem, Card, Entry, ErasedProfile, LastKnown, Lookbook, NewSearch, NewSwipe, Opinion,
    PieceChoice, Profile, ProfileKey, Purchase, Sales, Search, Sold, Swipe, UserDb, Weight,
};
