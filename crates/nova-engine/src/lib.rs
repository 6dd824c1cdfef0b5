//! The façade over one library folder: import a catalogue, search it by words, by a photo or by both, look at
//! a product and what resembles it.
//!
//! One verb a file, each a method of [`Engine`] with its request and response beside it. Deliberately absent:
//! windows, terminals and wire formats (`nova-api`, `nova-cli`, `src-tauri`), SQL (`nova-store`), neural
//! networks (`nova-clip`) and nearest neighbours (`nova-index`).

mod doctor;
mod embed;
mod engine;
mod error;
mod eval;
mod explain;
mod facets;
mod gallery;
mod import;
mod lexicon;
mod library;
mod models;
mod photo;
mod product;
mod progress;
mod quarantine;
mod search;
mod similar;
mod stats;
mod words;

pub use doctor::{Check, DoctorResponse};
pub use embed::{BatchFailure, BatchInput, BatchVectors, EmbedResponse};
pub use engine::{Engine, OpenOptions};
pub use error::{EngineError, ErrorCode};
pub use eval::{EvalRetrievalRequest, EvalRetrievalResponse, Metric};
pub use facets::{FacetValue, FacetsRequest, FacetsResponse, PriceRange};
pub use import::{ImportRequest, ImportResponse, ReindexResponse};
pub use library::default_library;
pub use models::{
    AddModelRequest, KnownModel, ModelCard, ModelResponse, ModelsResponse, RemoveModelRequest,
    UseModelRequest, UseModelResponse, VerifiedModel, VerifyModelsRequest, VerifyModelsResponse,
};
pub use product::{ProductRequest, ProductResponse};
pub use progress::{Cancel, Progress, Step};
pub use quarantine::{QuarantineRequest, QuarantineResponse, Quarantined};
pub use search::{Hit, SearchRequest, SearchResponse, Sort};
pub use similar::SimilarRequest;
pub use stats::{IndexKind, StatsResponse};
