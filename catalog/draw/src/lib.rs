//! Draws the demo catalogue and the application icon.

pub mod error;
pub mod icon;
