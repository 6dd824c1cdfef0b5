//! stylenova-window
fn main() {}
