//! draw-catalog
fn main() {}
