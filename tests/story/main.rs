//! Stories across the whole engine, with the real model, a real library and real files: what a stylist does,
//! one file a theme.

mod bad_input;
mod demo;
mod reimport;
mod shared_data;
mod support;
