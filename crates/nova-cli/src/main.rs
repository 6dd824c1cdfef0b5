//! nova-cli
fn main() {}
