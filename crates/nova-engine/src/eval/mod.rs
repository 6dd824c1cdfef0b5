//! Measuring the engine on the library at hand.

mod infer;
mod queries;
mod retrieval;

pub use infer::{EvalInferResponse, Inferred};
pub use retrieval::{EvalRetrievalRequest, EvalRetrievalResponse, Metric};
