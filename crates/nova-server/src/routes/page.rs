//! The page: the window's own, built for browsers.

use crate::problem::Problem;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use rust_embed::RustEmbed;

/// What `npm run build:web` wrote. A development build reads it from there while it runs.
#[derive(RustEmbed)]
#[folder = "../../ui/dist-web"]
struct Built;

/// Scripts and styles of ours alone, and nothing of anybody else's around or in the page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; \
     img-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'";
/// Files under `assets` carry a hash of their content in their name, but for the icons.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

const NOT_BUILT: &str = "<!doctype html><title>StyleNova</title><p>The page is not built into this program. Run \
     <code>npm run build:web</code> in <code>ui</code>, and build it again.";

/// A file of the page.
pub async fn file(method: Method, uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("api/") {
        return Problem::no_such_address().into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return Problem::no_such_method().into_response();
    }
    let path = if path.is_empty() { "index.html" } else { path };
    match Built::get(path) {
        Some(file) => {
            let caching = if path.starts_with("assets/") && !path.starts_with("assets/icon-") {
                FOR_EVER
            } else {
                "no-cache"
            };
            let kind = [
                (header::CONTENT_TYPE, kind(path)),
                (header::CACHE_CONTROL, caching),
            ];
            (kind, file.data.into_owned()).into_response()
        }
        None if path == "index.html" => (StatusCode::SERVICE_UNAVAILABLE, Html(NOT_BUILT)).into_response(),
        None => Problem::no_such_address().into_response(),
    }
}

/// Headers of every answer.
pub async fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(
        "permissions-policy",
        HeaderValue::from_static("geolocation=(), microphone=(), payment=(), usb=()"),
    );
    response
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
