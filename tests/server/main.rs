//! The server as a shop runs it: a real library behind it, real connections in front of it.

mod bad_clients;
mod commands;
mod files;
mod pairing;
mod roles;
mod support;
mod together;
mod watched;
