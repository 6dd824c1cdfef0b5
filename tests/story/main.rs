//! Stories across the whole engine, with the real model, a real library and real files: what a stylist does,
//! one file a theme.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic, and says what it skips"
)]

mod any_picture;
mod arrivals;
mod at_a_time;
mod backup;
mod bad_input;
mod bad_source;
mod chain;
mod client_file;
mod client_table;
mod day;
mod demo;
mod facts;
mod formats;
mod inferred;
mod killed;
mod kiosk;
mod learn;
mod lookbook;
mod looks;
mod older_library;
mod orders;
mod print;
mod promise;
mod refine;
mod reimport;
mod searches;
mod seasons;
mod shared_data;
mod shop;
mod support;
mod taste;
mod update;
mod web_pictures;
