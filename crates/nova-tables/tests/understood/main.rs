//! Files of many systems, of shops that nobody listed and in many languages, and what must come of them.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod cases;
mod fuzz;
mod mutations;
mod repeats;
mod shopify;
mod spoilt;
mod support;
mod woocommerce;
