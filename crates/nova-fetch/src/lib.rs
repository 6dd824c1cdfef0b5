//! Bytes from the web addresses that a shop's file names: politely, within limits, and never from the local network by
//! accident.
//!
//! [`Address`] says which addresses are followed at all, `guard` which machines are spoken to, `pace` how fast, and
//! [`Fetcher`] does it. This crate opens sockets and does so only inside [`Fetcher::fetch`]; it starts no thread that
//! outlives the call, keeps no cookies, sends nothing but the request, and believes no server.
//!
//! Deliberately not here: what the bytes are (`nova-pictures`), where they are kept, and who asked (`nova-engine`).

mod address;
mod client;
mod error;
mod guard;
mod pace;

pub use address::Address;
pub use client::{Fetcher, Limits};
pub use error::FetchError;
