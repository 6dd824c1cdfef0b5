//! The façade over one library folder: import a catalogue, search it by words, by a photo or by both, look at
//! a product and what resembles it.
//!
//! One verb a file, each a method of [`Engine`] with its request and response beside it. Deliberately absent:
//! windows, terminals and wire formats (`nova-api`, `nova-cli`, `src-tauri`), SQL (`nova-store`), neural
//! networks (`nova-clip`) and nearest neighbours (`nova-index`).

mod backup;
mod brand_words;
mod brought;
mod client;
mod client_table;
mod clientele;
mod clock;
mod colour_words;
mod columns;
mod complete;
mod concepts;
mod design;
mod doctor;
mod documents;
mod embed;
mod engine;
mod error;
mod facets;
mod fetch;
mod gallery;
mod import;
mod infer;
mod instead;
mod item;
mod kiosk;
mod layout;
mod learn;
mod learnt;
mod lexicon;
mod library;
mod line_fault;
mod locks;
mod lookbook;
mod looks;
mod map;
mod missing;
mod models;
mod newer;
mod news;
mod orders;
mod photo;
mod pieces;
mod postings;
mod prepare;
mod print;
mod problem;
mod product;
mod progress;
mod push;
mod quarantine;
mod ranking;
mod rejection;
mod request;
mod search;
mod settings;
mod shared_files;
mod shop;
mod shop_looks;
mod similar;
mod slot;
mod stats;
mod told;
mod vocabulary;
mod words;
mod worker;

pub use backup::{BackupRequest, BackupResponse, Finding, RestoreRequest, RestoreResponse};
pub use client::arrivals::{ArrivalsRequest, ArrivalsResponse, Awaited, Want, Wanted};
pub use client::boards::{
    BoardCard, BoardsResponse, Pinned, RenameBoardRequest, SetBoardRequest, ShareBoardRequest,
    ShareBoardResponse, ToPin,
};
pub use client::erasure::{DeleteProfileResponse, UndoDeleteProfileRequest};
pub use client::exchange::{ExportProfileRequest, ImportProfileRequest};
pub use client::favourites::{FavouritesResponse, SetFavouriteRequest};
pub use client::file::{ClientFileResponse, FileEntry, Kept, KeptSize, RemoveEntryRequest, SetEntryRequest};
pub use client::fit::{FitRequest, FitResponse};
pub use client::history::{HistoryRequest, HistoryResponse, PastSwipe};
pub use client::insights::{
    CardCounts, Coverage, Gap, InsightsResponse, LikedValue, SearchGaps, StrategyRecord, Trial, TrialVerdict,
    Week,
};
pub use client::listed::{ClientOrder, ListClientsRequest, ListClientsResponse, ListedClient, OpenTasks};
pub use client::next_cards::{
    Because, Card, Limit, NextCardsRequest, NextCardsResponse, Relaxation, Shortage,
};
pub use client::profiles::{
    CreateProfileRequest, ProfileCard, ProfileRequest, ProfilesResponse, RenameProfileRequest,
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
pub use client::visit::{Arranged, Coming, Due, GoesWith, PrepareVisitRequest, PrepareVisitResponse};
pub use client_table::{ClientsColumn, ImportClientsRequest, ImportClientsResponse};
pub use clientele::{Channel, Entry, Fit, GUEST};
pub use clock::Clock;
pub use complete::{CompleteRequest, CompleteResponse, Slot};
pub use doctor::{Check, DoctorResponse};
pub use documents::{Changing, Documents};
pub use embed::{BatchFailure, BatchInput, BatchVectors, EmbedResponse, EmbeddedBy};
pub use engine::{Engine, OpenOptions, SharedDatabase};
pub use error::{Advice, EngineError, ErrorCode};
pub use facets::{FacetValue, FacetsRequest, FacetsResponse, PriceRange};
pub use fetch::FetchPicturesRequest;
pub use import::{
    ForgetColumnsRequest, ForgetColumnsResponse, Format, ImportChange, ImportPreviewRequest,
    ImportPreviewResponse, ImportRequest, ImportResponse, PreviewColumn, PreviewGrouping, ReindexResponse,
    ShopSystem, UndoImportResponse,
};
pub use instead::{Common, Instead, InsteadRequest, InsteadResponse};
pub use kiosk::{EndKioskRequest, KioskResponse, KioskVisit, PinAnswer, SetPinRequest, StartKioskRequest};
pub use layout::{MapCell, MapResponse};
pub use learn::{LearnFigures, LearnOutcome, LearnRequest, LearnResponse, LearningResponse};
pub use learnt::LearntLeftAside;
pub use library::{default_library, library_in_use};
pub use line_fault::{LeftOutLine, LineFault};
pub use lookbook::{
    LookbookPart, LookbookRequest, LookbookResponse, LookbookTexts, ReactionsRequest, ReactionsResponse,
};
pub use looks::{ImportLooksRequest, ImportLooksResponse, LearntLooks, LearntOfSlot};
pub use missing::{FailedPicture, FetchFault, FetchPicturesResponse, PictureHost};
pub use models::{
    AddModelRequest, KnownModel, ModelCard, ModelResponse, ModelsResponse, RemoveModelRequest,
    UseModelRequest, UseModelResponse, VerifiedModel, VerifyModelsRequest, VerifyModelsResponse,
};
pub use newer::{NewerVersion, NewerVersionResponse};
pub use nova_domain::{Attribute, Field, FilterError, PictureFault, Product, Reason};
pub use nova_index::NearKind;
pub use nova_tables::{Column, RowFault, TableFault};
pub use nova_taste::prior::{Budget, Quiz};
pub use nova_taste::signal::Verdict;
pub use orders::{DateOrder, ImportOrdersRequest, ImportOrdersResponse, OrdersColumn, UnclearPerson};
pub use pieces::{ChosenPiece, ChosenPiecesResponse, Corrected, PieceCorrection, SetPieceRequest};
pub use print::{PrintBoardRequest, PrintBoardResponse, PrintTexts, Printed};
pub use problem::{CatalogFault, DownloadFault, Problem, SourceFault, Thing};
pub use product::{ProductRequest, ProductResponse};
pub use progress::{Cancel, Progress, Step};
pub use push::{MergedResponse, PullResponse, PushResponse};
pub use quarantine::{LeftOut, QuarantineRequest, QuarantineResponse, Quarantined};
pub use ranking::{Band, Grasp, ReadPart, ReadPrice, Role, Understanding};
pub use rejection::{Part, Rejection};
pub use request::{Region, SearchRequest, Sort};
pub use search::{Degraded, Hit, SearchResponse};
pub use settings::{SetSettingRequest, SettingsResponse};
pub use shop::SetLogoRequest;
pub use similar::SimilarRequest;
pub use stats::{IndexKind, StatsResponse};
pub use worker::{Batch, WorkResponse, Worked, Worker};

/// What the verbs are made of, for those who measure them (`nova-eval`); nothing else looks at it.
pub mod inside {
    pub use crate::clientele::Shelf;
    pub use crate::gallery::Gallery;
    pub use crate::infer::{By, ColourSense, FIELDS, Kind, KindSense, Named, PhraseBook};
    pub use crate::item::Item;
    pub use crate::library::thumb_key;
    pub use crate::orders::Orders;
    pub use crate::photo::shades;
    pub use crate::progress::milliseconds;
    pub use crate::search::Slider;
}
