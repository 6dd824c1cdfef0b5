//! StyleNova as a person sees it: the real window, on a display without a screen, driven by WebDriver.
//!
//! Each test has a library, a display, a driver and a window of its own (`stage.rs`) and leaves a picture of
//! every step in `screenshots/window/` of the target folder. They need a built `stylenova-window` and say
//! what is missing when they cannot run. `cargo xtask test --only window` brings and builds what they need.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic, and says what it skips"
)]

mod axe;
mod catalogue;
mod clientele;
mod desktop;
mod likeness;
mod page;
mod screens;
mod sockets;
mod stage;

mod in_a_window {
    mod a_look;
    mod a_taste;
    mod as_approved;
    mod bring_a_catalogue;
    mod by_hand;
    mod drag_and_drop;
    mod every_screen;
    mod first_start;
    mod handed_over;
    mod in_trouble;
    mod kiosk;
    mod lookbook;
    mod main_job;
    mod no_network;
    mod starting;
    mod themes;
}
