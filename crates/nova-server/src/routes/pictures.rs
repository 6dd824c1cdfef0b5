//! Pictures for the page, as the window has them by a scheme of its own: `/api/v1/pictures/{kind}/{name}`.
//!
//! `thumb/KEY` is a thumbnail of the library, `picture/ID` the full picture of a product, `photo/KEY` the preview of a photo
//! that a device uploaded, `logo/KEY` the shop's mark. Whatever the name, only files that the session names are read.

use super::who::Who;
use crate::problem::Problem;
use crate::state::App;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

/// Larger pictures are not sent.
const LARGEST: u64 = 64 << 20;
/// The name of a thumbnail or preview comes from its content, so what it shows never changes.
const FOR_EVER: &str = "private, max-age=31536000, immutable";
/// The picture of a product can be replaced by an import; whether it was is asked for by its tag.
const WITH_A_QUESTION: &str = "private, no-cache";

/// A picture.
///
/// # Errors
/// When there is none.
pub async fn picture(
    State(app): State<Arc<App>>,
    _who: Who,
    Path((kind, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let known = headers.get(header::IF_NONE_MATCH).cloned();
    app.run(move |app| answer(app, &kind, &name, known.as_ref()))
        .await
}

fn answer(app: &App, kind: &str, name: &str, known: Option<&HeaderValue>) -> Result<Response, Problem> {
    let session = &app.session;
    let found = match kind {
        "thumb" => session.thumb_path(name),
        "logo" => session.logo_path(name),
        "picture" => session.picture_path(name),
        "photo" => preview(app, name),
        _ => None,
    };
    let file = found.ok_or_else(Problem::no_such_address)?;
    let missing = |_| Problem::no_such_address();
    let facts = std::fs::metadata(&file).map_err(missing)?;
    if !facts.is_file() || facts.len() > LARGEST {
        return Err(Problem::no_such_address());
    }
    let changed = facts
        .modified()
        .ok()
        .and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let facts = format!("{kind}/{name}/{}/{:?}", facts.len(), changed);
    let tag = format!("\"{}\"", &blake3::hash(facts.as_bytes()).to_hex()[..32]);
    let tag = HeaderValue::from_str(&tag).map_err(|_| Problem::no_such_address())?;
    let same = known.is_some_and(|known| {
        let known = known.to_str().unwrap_or_default();
        known
            .split(',')
            .any(|one| one.trim().trim_start_matches("W/").as_bytes() == tag.as_bytes())
    });
    let mut response = match same {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => {
            let bytes = std::fs::read(&file).map_err(missing)?;
            let kind = match image::guess_format(&bytes) {
                Ok(format) => format.to_mime_type(),
                Err(_) => return Err(Problem::no_such_address()),
            };
            ([(header::CONTENT_TYPE, kind)], bytes).into_response()
        }
    };
    let caching = if kind == "picture" {
        WITH_A_QUESTION
    } else {
        FOR_EVER
    };
    let headers = response.headers_mut();
    headers.insert(header::ETAG, tag);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    Ok(response)
}

/// The file of a preview, by its name: a hash and an ending.
fn preview(app: &App, name: &str) -> Option<PathBuf> {
    let hash = name.strip_suffix(".preview.jpg")?;
    let is_hash = hash.len() == 64 && hash.chars().all(|letter| letter.is_ascii_hexdigit());
    is_hash.then(|| app.session.library().join("photos").join(name))
}
