//! Unit vectors to nearest neighbours: an exact scan, which is the oracle, and HNSW by `instant-distance`.
//!
//! Deliberately absent: which products the rows stand for, filters' meaning, and where the vectors come from
//! (`nova-engine`, `nova-store`). Rows are numbers in the order of insertion.

mod bytes;
mod centres;
mod dot;
mod hnsw;
mod kernel;
mod matrix;
mod partitions;
mod rotation;
mod scan;
mod sealed;
mod signs;
#[cfg(test)]
mod test_rows;

pub use bytes::ByteRows;
pub use dot::dot;
pub use hnsw::{HnswIndex, Parameters};
pub use matrix::Matrix;
pub use partitions::{Allowed, Followed, PartitionIndex, PartitionParameters};
pub use scan::{Neighbour, cosines, cosines_of, nearest, top_k};
pub use sealed::IndexError;
