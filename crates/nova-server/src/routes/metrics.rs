//! The server in numbers: `/metrics`.

use super::who::Who;
use crate::address::Address;
use crate::problem::Problem;
use crate::state::App;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// The numbers, for this machine and for owners.
///
/// # Errors
/// For anybody else.
pub async fn metrics(
    State(app): State<Arc<App>>,
    address: Address,
    request: Request,
) -> Result<Response, Problem> {
    if !address.ip().is_loopback() {
        let (mut parts, _) = request.into_parts();
        Who::from_request_parts(&mut parts, &app).await?.must_own(&app)?;
    }
    let text = app
        .run(|app| {
            let stats = app.session.engine().stats().ok();
            Ok(app.metrics.text(app.devices.all().len(), stats.as_ref()))
        })
        .await?;
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], text).into_response())
}
