//! The one command table: each command's name, request and response, what runs it, and its TypeScript.
//!
//! The window and the terminal's `rpc` both come through [`Session::call`], so they cannot drift apart.
//! Deliberately absent: how a command travels (`src-tauri`, `nova-cli`) and what it does (`nova-engine`).

mod caller;
mod commands;
mod elsewhere;
pub mod english;
mod error;
mod jobs;
mod kiosk;
mod schema;
mod session;
mod typescript;

pub use caller::{CallError, Caller, Role, changes, may};
pub use commands::{CancelRequest, CancelResponse, ImportEvent, NAMES, is_job};
pub use elsewhere::{ELSEWHERE, Elsewhere};
pub use error::{Happened, WindowProblem, WireError};
pub use nova_engine::{
    Advice, Documents, EngineError, ErrorCode, OpenOptions, Problem, StatsResponse, default_library,
    library_in_use,
};
pub use schema::{Collector, CommandSchema, Schemas, schemas};
pub use session::Session;
pub use typescript::typescript;
