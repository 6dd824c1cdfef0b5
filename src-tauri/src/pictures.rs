//! Pictures for the page, by the scheme `nova:`.
//!
//! `thumb/KEY` is a thumbnail of the library, `picture/ID` the full picture of a product, `photo/KEY` the
//! preview of a photo that the user brought, `logo/KEY` the shop's mark. Pixels go this way and never through a command. Whatever the
//! address, only files the session names are read, and only when their first bytes are those of a picture.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use nova_api::Session;
use percent_encoding::percent_decode_str;
use tauri::http::{HeaderValue, Method, Request, Response, StatusCode, header};
use tauri::{Manager, UriSchemeContext, UriSchemeResponder, Wry};

use crate::library::{Library, away};
use crate::photos::Previews;
use crate::window;

/// The scheme, as it stands in the content security policy.
pub const SCHEME: &str = "nova";

/// Pictures larger than this are not sent to the page.
const MOST_BYTES: u64 = 64 << 20;

/// The name of a thumbnail or preview comes from its content, so what it shows never changes.
const FOR_EVER: &str = "private, max-age=31536000, immutable";

/// The picture of a product can be replaced by an import.
const FOR_A_MINUTE: &str = "private, max-age=60";

/// Answers a request of the page, away from the window's thread.
pub fn serve(context: UriSchemeContext<'_, Wry>, request: Request<Vec<u8>>, responder: UriSchemeResponder) {
    if context.webview_label() != window::LABEL || request.method() != Method::GET {
        return responder.respond(refusal(StatusCode::METHOD_NOT_ALLOWED));
    }
    let app = context.app_handle().clone();
    tauri::async_runtime::spawn(async move {
        let response = match app.state::<Library>().session().await {
            Ok(session) => {
                let find_preview = {
                    let app = app.clone();
                    move |key: &str| app.state::<Previews>().find(key)
                };
                away(move || Ok(answer(&session, find_preview, request.uri().path())))
                    .await
                    .unwrap_or_else(|_| refusal(StatusCode::INTERNAL_SERVER_ERROR))
            }
            Err(_) => refusal(StatusCode::SERVICE_UNAVAILABLE),
        };
        responder.respond(response);
    });
}

/// The response for the path of an address. Reads files.
fn answer(
    session: &Session,
    find_preview: impl Fn(&str) -> Option<PathBuf>,
    path: &str,
) -> Response<Vec<u8>> {
    let Some((kind, name)) = path.strip_prefix('/').and_then(|path| path.split_once('/')) else {
        return refusal(StatusCode::NOT_FOUND);
    };
    let Ok(name) = percent_decode_str(name).decode_utf8() else {
        return refusal(StatusCode::BAD_REQUEST);
    };
    let found = match kind {
        "thumb" => session
            .thumb_path(&name)
            .filter(|file| lies_in(file, session.library())),
        "logo" => session
            .logo_path(&name)
            .filter(|file| lies_in(file, session.library())),
        "picture" => session.picture_path(&name),
        "photo" => find_preview(&name).filter(|file| lies_in(file, session.library())),
        _ => None,
    };
    let Some(file) = found else {
        return refusal(StatusCode::NOT_FOUND);
    };
    let caching = if kind == "picture" { FOR_A_MINUTE } else { FOR_EVER };
    match read(&file) {
        Ok((bytes, format)) => picture(bytes, format, caching),
        Err(status) => refusal(status),
    }
}

/// Whether `file` lies inside `folder` after every link is followed.
fn lies_in(file: &Path, folder: &Path) -> bool {
    match (file.canonicalize(), folder.canonicalize()) {
        (Ok(file), Ok(folder)) => file.starts_with(folder),
        _ => false,
    }
}

/// The bytes of a picture file and their media type.
fn read(file: &Path) -> Result<(Vec<u8>, &'static str), StatusCode> {
    let file = File::open(file).map_err(|_| StatusCode::NOT_FOUND)?;
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| StatusCode::NOT_FOUND)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let format = image::guess_format(&bytes).map_err(|_| StatusCode::UNSUPPORTED_MEDIA_TYPE)?;
    Ok((bytes, format.to_mime_type()))
}

fn picture(bytes: Vec<u8>, format: &'static str, caching: &'static str) -> Response<Vec<u8>> {
    let mut response = Response::new(bytes);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    response
}

fn refusal(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    // A picture that is missing now may be there after the next import.
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
