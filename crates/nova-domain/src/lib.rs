//! Plain types and pure maths that every other crate shares.
//!
//! Deliberately absent: files, databases, models, clocks and sources of randomness. What is here can be
//! understood and tested with values alone. The crates that do the work are `nova-clip` (embedding),
//! `nova-index` (nearest neighbours), `nova-store` (SQLite) and `nova-tables` (shops' files); `nova-engine` puts
//! them together.

mod attribute;
pub mod brands;
pub mod filter;
pub mod fusion;
pub mod garment;
pub mod oklab;
pub mod palette;
mod picture_fault;
pub mod product;
pub mod reason;
pub mod retrieval;
pub mod som;
pub mod vector;

pub use attribute::{Attribute, Field};
pub use filter::{Filter, FilterError};
pub use picture_fault::PictureFault;
pub use product::{Product, ProductId};
pub use reason::Reason;
