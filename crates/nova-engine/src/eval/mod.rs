//! Measuring the engine on the library at hand.

mod infer;
mod queries;
mod retrieval;
mod search;
mod shares;

pub use infer::{EvalInferResponse, Inferred};
pub use retrieval::{EvalRetrievalRequest, EvalRetrievalResponse, Metric};
pub use search::{EvalSearchResponse, Meant};
