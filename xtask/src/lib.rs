//! What the task runner shares with the tests that open the window: programs that end with the one that
//! started them, and displays that need no screen.
//!
//! The tasks themselves are in the binary; start at `main.rs`.

pub mod display;
pub mod processes;
