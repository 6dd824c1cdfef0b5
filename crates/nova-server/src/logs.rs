//! What the server writes to standard error: lines of JSON.

use tracing_subscriber::EnvFilter;

/// Writes to standard error from now on; how much says `RUST_LOG`, `info` by default.
pub fn log_to_stderr() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    // Fails where something listens already, which then goes on to do so.
    let _ = tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}
