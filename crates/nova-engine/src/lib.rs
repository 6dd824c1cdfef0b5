//! The façade over one library folder: import a catalogue, search it by words, by a photo or by both, look at
//! a product and what resembles it.
//!
//! One verb a file, each a method of [`Engine`] with its request and response beside it. Deliberately absent:
//! windows, terminals and wire formats (`nova-api`, `nova-cli`, `src-tauri`), SQL (`nova-store`), neural
//! networks (`nova-clip`) and nearest neighbours (`nova-index`).

mod backup;
mod brand_words;
mod client;
mod colour_words;
mod complete;
mod design;
mod doctor;
mod embed;
mod engine;
mod error;
mod eval;
mod eval_recommend;
mod explain;
mod facets;
mod gallery;
mod import;
mod infer;
mod lexicon;
mod library;
mod map;
mod models;
mod photo;
mod product;
mod progress;
mod quarantine;
mod query_embeddings;
mod search;
mod settings;
mod similar;
mod stats;
mod words;

pub use backup::{BackupRequest, BackupResponse, RestoreRequest, RestoreResponse};
pub use client::boards::{
    BoardCard, BoardsResponse, Pinned, SetBoardRequest, ShareBoardRequest, ShareBoardResponse, ToPin,
};
pub use client::exchange::{ExportProfileRequest, ImportProfileRequest};
pub use client::favourites::{FavouritesResponse, SetFavouriteRequest};
pub use client::history::{HistoryRequest, HistoryResponse, PastSwipe};
pub use client::insights::{
    CardCounts, Coverage, Gap, InsightsResponse, LikedValue, SearchGaps, StrategyRecord, Trial, Week,
};
pub use client::next_cards::{Card, NextCardsRequest, NextCardsResponse, Relaxation};
pub use client::profiles::{
    CreateProfileRequest, DeleteProfileResponse, ProfileCard, ProfileRequest, ProfilesResponse,
    SetStrategyRequest,
};
pub use client::quiz::QuizRequest;
pub use client::quiz_options::{Choice, Example, QuizOptionsResponse};
pub use client::searches::{
    ForgetSearchesRequest, RememberSearchRequest, RememberedSearch, SaveSearchRequest, SearchesResponse,
};
pub use client::swipe::{ChangedWeight, SwipeRequest, SwipeResponse};
pub use client::taste::{AttributeTaste, SetWeightRequest, TasteResponse};
pub use client::undo::{RedoResponse, SwipeName, UndoRequest, UndoResponse};
pub use complete::{CompleteRequest, CompleteResponse, Slot};
pub use doctor::{Check, DoctorResponse};
pub use embed::{BatchFailure, BatchInput, BatchVectors, EmbedResponse};
pub use engine::{Engine, OpenOptions};
pub use error::{EngineError, ErrorCode};
pub use eval::{
    EvalInferResponse, EvalRetrievalRequest, EvalRetrievalResponse, EvalSearchResponse, Inferred, Meant,
    Metric,
};
pub use eval_recommend::{EvalRecommendRequest, EvalRecommendResponse};
pub use facets::{FacetValue, FacetsRequest, FacetsResponse, PriceRange};
pub use import::{
    Format, ImportPreviewRequest, ImportPreviewResponse, ImportRequest, ImportResponse, PreviewColumn,
    ReindexResponse, ShopSystem,
};
pub use library::{default_library, library_in_use};
pub use map::{MapCell, MapResponse};
pub use models::{
    AddModelRequest, KnownModel, ModelCard, ModelResponse, ModelsResponse, RemoveModelRequest,
    UseModelRequest, UseModelResponse, VerifiedModel, VerifyModelsRequest, VerifyModelsResponse,
};
pub use nova_domain::{Column, Product};
pub use nova_taste::attribute::{Attribute, Field};
pub use nova_taste::metrics::Mean;
pub use nova_taste::prior::{Budget, Quiz};
pub use nova_taste::signal::Verdict;
pub use product::{ProductRequest, ProductResponse};
pub use progress::{Cancel, Progress, Step};
pub use quarantine::{QuarantineRequest, QuarantineResponse, Quarantined};
pub use search::{Band, Hit, Region, SearchRequest, SearchResponse, Sort};
pub use settings::{SetSettingRequest, SettingsResponse};
pub use similar::SimilarRequest;
pub use stats::{IndexKind, StatsResponse};
