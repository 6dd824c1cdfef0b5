//! Unit vectors to nearest neighbours: an exact scan, which is the oracle, and HNSW by `instant-distance`.
//!
//! Deliberately absent: which products the rows stand for, filters' meaning, and where the vectors come from
//! (`nova-engine`, `nova-store`). Rows are numbers in the order of insertion.

mod dot;
mod hnsw;
mod matrix;
mod scan;

pub use dot::dot;
pub use hnsw::{HnswIndex, IndexError, Parameters};
pub use matrix::Matrix;
pub use scan::{Neighbour, cosines, cosines_of, nearest, top_k};
