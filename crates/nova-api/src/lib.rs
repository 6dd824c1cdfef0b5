//! The one command table: each command's name, request and response, what runs it, and its TypeScript.
//!
//! The window and the terminal's `rpc` both come through [`Session::call`], so they cannot drift apart.
//! Deliberately absent: how a command travels (`src-tauri`, `nova-cli`) and what it does (`nova-engine`).

mod commands;
pub mod english;
mod error;
mod jobs;
mod kiosk;
mod session;
mod typescript;

pub use commands::{CancelRequest, CancelResponse, ImportEvent, NAMES, is_job};
pub use error::{Happened, WindowProblem, WireError};
pub use nova_engine::{Advice, ErrorCode, OpenOptions, Problem, default_library, library_in_use};
pub use session::Session;
pub use typescript::typescript;
