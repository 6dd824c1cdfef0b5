//! The command table over HTTP, for tablets and telephones beside the desktop: `stylenova serve`.
//!
//! One engine serves all devices. Each device is paired once, by a code, and has a role; whatever it asks goes through
//! [`nova_api::Session::call_as`], which knows what a role may ask for. The page that the window shows is served as well.
//!
//! Deliberately absent: what the commands do (`nova-engine`), and what a role may ask for (`nova-api`'s `caller`). Start
//! at [`serve`], then `routes/mod.rs` for the addresses and `identity` for who is who.

mod address;
mod announce;
mod audit;
mod changes;
mod error;
mod identity;
mod limits;
mod logs;
mod metrics;
mod options;
mod paths;
mod private;
mod problem;
mod qr;
mod routes;
mod server;
mod state;
mod tls;
mod uploads;

pub use announce::{Announcement, announce};
pub use error::ServeError;
pub use logs::log_to_stderr;
pub use options::{Encryption, Options};
pub use routes::document;
pub use server::{Running, serve, start, told_to_end};
