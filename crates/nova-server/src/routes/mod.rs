//! The addresses, and what every request goes through.

mod body;
mod commands;
mod devices;
mod events;
mod files;
mod health;
mod logs;
mod metrics;
mod openapi;
mod page;
mod pictures;
mod products;
mod session;
mod who;

pub use openapi::document;

use crate::address::Address;
use crate::problem::Problem;
use crate::state::App;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, ETAG, LINK, RETRY_AFTER};
use axum::http::{HeaderValue, Method};
use axum::middleware::{Next, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::cors::{AllowOrigin, CorsLayer};
use tower_http::map_request_body::MapRequestBodyLayer;
use tower_http::timeout::RequestBodyTimeoutLayer;

/// How long a request may fall silent before it is whole.
const SILENCE: Duration = Duration::from_secs(20);

/// All addresses of the server.
pub fn routes(app: Arc<App>) -> Router {
    let api = Router::new()
        .route(
            "/session",
            get(session::current)
                .post(session::pair)
                .delete(session::sign_out),
        )
        .route("/session/refresh", post(session::refresh))
        .route("/devices", get(devices::devices))
        .route("/devices/codes", post(devices::new_code))
        .route("/devices/{id}", delete(devices::take_off))
        .route("/commands/{name}", post(commands::run))
        .route("/products", get(products::products))
        .route("/products/{id}", get(products::product))
        .route("/uploads", post(files::upload))
        .route("/previews", post(files::preview))
        .route("/downloads/{key}/{name}", get(files::download))
        .route("/pictures/{kind}/{*name}", get(pictures::picture))
        .route("/events", get(events::listen))
        .route("/openapi.json", get(async || Json(document())))
        .method_not_allowed_fallback(async || Problem::no_such_method());
    // Pictures are packed already, and events must not wait for a packet to fill.
    let packed = SizeAbove::new(512)
        .and(NotForContentType::IMAGES)
        .and(NotForContentType::SSE);
    Router::new()
        .nest("/api/v1", api)
        .route("/health", get(health::health))
        .route("/ready", get(health::ready))
        .route("/metrics", get(metrics::metrics))
        .fallback(page::file)
        .layer(DefaultBodyLimit::disable())
        .layer(MapRequestBodyLayer::new(Body::new))
        .layer(RequestBodyTimeoutLayer::new(SILENCE))
        .layer(CompressionLayer::new().compress_when(packed))
        .layer(from_fn_with_state(Arc::clone(&app), counted))
        .layer(others(&app))
        .layer(map_response(page::guarded))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            Problem::from(nova_api::WireError {
                code: nova_api::ErrorCode::Internal,
                message: "the server made a mistake".to_owned(),
                hint: "Try again; when it happens twice, please report it.".to_owned(),
                advice: Some(nova_api::Advice::TryAgain),
                problem: None,
            })
            .into_response()
        }))
        .layer(from_fn_with_state(Arc::clone(&app), logs::request))
        .with_state(app)
}

/// Counts a request by its address, before anything else is done for it.
async fn counted(State(app): State<Arc<App>>, address: Address, request: Request, next: Next) -> Response {
    match app.limits.address(&address, request.uri().path()) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

/// Pages of other origins may call the server where they were named (Fetch standard, CORS).
fn others(app: &App) -> CorsLayer {
    let named = app.options.origins.iter();
    let named: Vec<HeaderValue> = named
        .filter_map(|origin| HeaderValue::from_str(origin).ok())
        .collect();
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(named))
        .allow_methods([Method::GET, Method::POST, Method::DELETE])
        .allow_headers([ACCEPT, AUTHORIZATION, CONTENT_TYPE])
        .expose_headers([ETAG, LINK, RETRY_AFTER])
}
