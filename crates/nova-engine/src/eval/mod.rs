//! Measuring the engine on the library at hand.

mod queries;
mod retrieval;

pub use retrieval::{EvalRetrievalRequest, EvalRetrievalResponse, Metric};
