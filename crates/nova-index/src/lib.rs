//! Unit vectors to nearest neighbours: an exact scan, which is the oracle (`scan.rs`), and for many rows an index, of parts
//! with compact codes (`partitions`) or HNSW by `instant-distance` (`hnsw.rs`), behind one door (`near.rs`).
//!
//! Deliberately absent: which products the rows stand for, filters' meaning, and where the vectors come from
//! (`nova-engine`, `nova-store`). Rows are numbers in the order of insertion.

mod bytes;
mod centres;
mod dot;
mod hnsw;
mod kernel;
mod matrix;
mod near;
mod partitions;
mod rotation;
mod scan;
pub mod sealed;
mod signs;
#[cfg(test)]
mod test_rows;

pub use bytes::ByteRows;
pub use dot::dot;
pub use hnsw::{HnswIndex, Parameters};
pub use matrix::Matrix;
pub use near::{NearIndex, NearKind};
pub use partitions::{Followed, PartitionIndex, PartitionParameters};
pub use scan::{Allowed, Neighbour, cosines, cosines_of, nearest, top_k};
pub use sealed::IndexError;
