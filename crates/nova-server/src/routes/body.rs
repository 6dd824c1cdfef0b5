//! How a request's body is read.

use crate::problem::Problem;
use crate::state::App;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// Largest JSON that is read, in bytes.
const LARGEST_JSON: usize = 1 << 20;

/// A body of JSON, whose type was said to be that.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<App>> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &Arc<App>) -> Result<Body<T>, Problem> {
        let kind = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok());
        let kind = kind.and_then(|kind| kind.split(';').next()).map(str::trim);
        if !kind.is_some_and(|kind| kind.eq_ignore_ascii_case("application/json")) {
            return Err(Problem::not_json());
        }
        let bytes = read(request, LARGEST_JSON).await?;
        serde_json::from_slice(&bytes).map(Body).map_err(|error| {
            Problem::invalid(
                format!("the request cannot be read: {error}"),
                "Correct its fields.",
            )
        })
    }
}

/// The bytes of a body.
///
/// # Errors
/// When they are more than `most`, or stop coming.
pub async fn read(request: Request, most: usize) -> Result<Bytes, Problem> {
    axum::body::to_bytes(request.into_body(), most)
        .await
        .map_err(|error| {
            let mut cause: Option<&dyn std::error::Error> = Some(&error);
            while let Some(one) = cause {
                if one.to_string().contains("length limit exceeded") {
                    return Problem::too_large(most);
                }
                cause = one.source();
            }
            Problem::invalid("the request broke off", "Send it again.")
        })
}
