//! The server as a shop runs it: a real library behind it, real connections in front of it.

#![allow(clippy::print_stdout, reason = "a test says what it skips")]

#[cfg(unix)]
mod away;
#[path = "../window/axe.rs"]
mod axe;
mod bad_clients;
mod chain;
mod commands;
mod files;
#[cfg(unix)]
#[path = "../../crates/nova-store/tests/own_server/mod.rs"]
mod own_server;
mod pairing;
mod roles;
mod support;
mod tablet;
mod together;
mod watched;
