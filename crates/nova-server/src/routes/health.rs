//! Whether the server lives (`/health`) and can serve (`/ready`), for whatever watches over it.

use crate::problem::Problem;
use crate::state::App;
use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;
use std::sync::Arc;

/// That it lives.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Health {
    /// Always "ok".
    pub status: String,
    /// The version of the program.
    pub version: String,
}

/// It lives.
pub async fn health() -> Json<Health> {
    Json(Health {
        status: "ok".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}

/// It can serve: the library can be read.
///
/// # Errors
/// When it cannot be, or the server stops.
pub async fn ready(State(app): State<Arc<App>>) -> Result<Json<Health>, Problem> {
    if *app.changes.stopping().borrow() {
        return Err(Problem::busy());
    }
    app.run(|app| Ok(app.session.engine().stats().map_err(nova_api::WireError::from)?))
        .await?;
    Ok(health().await)
}
