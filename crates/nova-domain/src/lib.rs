//! Plain types and pure maths that every other crate shares.
//!
//! Deliberately absent: files, databases, models, clocks and sources of randomness. What is here can be
//! understood and tested with values alone. The crates that do the work are `nova-clip` (embedding),
//! `nova-index` (nearest neighbours) and `nova-store` (SQLite); `nova-engine` puts them together.

pub mod brands;
pub mod columns;
pub mod filter;
pub mod fusion;
pub mod garment;
pub mod negation;
pub mod oklab;
pub mod palette;
pub mod product;
pub mod retrieval;
pub mod som;
mod synonyms;
pub mod values;
pub mod vector;

pub use columns::{Column, ColumnMap};
pub use filter::{Filter, FilterError};
pub use product::{Product, ProductId};
pub use synonyms::{field_of, folded};
