//! How good the answers are, measured on the library at hand: one evaluation a file, each a function of an open engine.
//!
//! What is asked is made from the catalogue's own facts or read from tables (`sets/`), and judged by rules of its own that
//! share nothing with what answers. Deliberately absent: the verbs that are measured (`nova-engine`), the measures
//! themselves (`nova_domain::retrieval`, `nova_taste::metrics`), and how fast it all is (`stylenova bench`).

mod buyers;
mod infer;
mod queries;
mod recommend;
mod retrieval;
mod rules;
mod search;
mod shares;
mod truth;
mod understanding;

pub use buyers::{BuyersFigures, BuyersRow, buyers};
pub use infer::{InferFigures, Inferred, infer};
pub use nova_taste::metrics::Mean;
pub use recommend::{RecommendFigures, RecommendRequest, recommend};
pub use retrieval::{Metric, RetrievalFigures, RetrievalRequest, retrieval};
pub use search::{SearchFigures, Searches, search};
pub use understanding::{Meant, Missed};

use nova_engine::EngineError;

/// That the user stopped a measurement.
fn stopped() -> EngineError {
    EngineError::Cancelled {
        kept: "nothing was measured".to_owned(),
    }
}
