//! Files on their way to and from devices: `/api/v1/uploads`, `/previews`, `/downloads`.

use super::body::{Body as JsonBody, read};
use super::who::Who;
use crate::error::ServeError;
use crate::identity::secrets;
use crate::problem::Problem;
use crate::state::App;
use crate::uploads::{PHOTO, UPLOAD, no_such_file, plain, remove};
use axum::Json;
use axum::body::Body;
use axum::extract::{Path as InPath, Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use nova_api::Role;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::Arc;

/// Largest photo, in bytes.
const LARGEST_PHOTO: usize = 32 << 20;
/// Largest catalogue or backup of an owner's, in bytes.
const LARGEST_FILE: usize = 1 << 30;

/// What a file is called.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Named {
    /// Its name on the device; its ending tells what it is.
    #[serde(default)]
    pub name: String,
}

/// A file that was taken.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Uploaded {
    /// What requests call it.
    pub path: String,
}

/// A photo to be shown small.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewRequest {
    /// What requests call it.
    pub path: String,
}

/// A small picture of a photo.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PreviewAnswer {
    /// Its key in `/api/v1/pictures/photo/{key}`.
    pub key: String,
}

/// Takes a file. A picture becomes a photo of the library's, anything else waits to be used.
///
/// # Errors
/// When it is too large, or the role may send nothing but photos.
pub async fn upload(
    State(app): State<Arc<App>>,
    who: Who,
    Query(named): Query<Named>,
    request: Request,
) -> Result<(StatusCode, Json<Uploaded>), Problem> {
    // A client who holds a device searches what the catalogue shows, and by no files.
    if app.session.holder(&who.caller()).is_some() {
        return Err(Problem::from(nova_api::WireError::for_the_stylist()));
    }
    let most = match who.device.role {
        Role::Owner => LARGEST_FILE,
        Role::Stylist | Role::Floor | Role::Kiosk => LARGEST_PHOTO,
    };
    let bytes = read(request, most).await?;
    let path = app
        .compute(move |app| {
            let name = plain(&named.name);
            if bytes.len() <= LARGEST_PHOTO
                && image::guess_format(&bytes).is_ok()
                && let Ok(photo) = app.session.keep_photo(&bytes, &name)
                && let Some(hash) = photo.file_name()
            {
                return Ok(format!("{PHOTO}{}/{name}", hash.to_string_lossy()));
            }
            if who.device.role == Role::Floor {
                let error = app.session.keep_photo(&bytes, &name).err();
                return Err(error.map_or_else(Problem::forbidden, Problem::from));
            }
            let key = secrets::name();
            let file = app
                .uploads
                .enter(&who.id, &key, &name, app.now())
                .ok_or_else(no_such_file)?;
            std::fs::write(&file, &bytes).map_err(|system| {
                app.unwritten(ServeError::File {
                    path: file.clone(),
                    system,
                })
            })?;
            Ok(format!("{UPLOAD}{key}/{name}"))
        })
        .await?;
    Ok((StatusCode::CREATED, Json(Uploaded { path })))
}

/// Makes a small picture of a photo that was uploaded.
///
/// # Errors
/// When it was not, or is none.
pub async fn preview(
    State(app): State<Arc<App>>,
    who: Who,
    JsonBody(request): JsonBody<PreviewRequest>,
) -> Result<Json<PreviewAnswer>, Problem> {
    let key = app
        .compute(move |app| {
            let file = app
                .uploads
                .uploaded(&who.id, &request.path)
                .ok_or_else(no_such_file)?;
            let preview = app.session.photo_preview(Path::new(&file))?;
            let name = preview
                .file_name()
                .map(|name| name.to_string_lossy().into_owned());
            name.ok_or_else(no_such_file)
        })
        .await?;
    Ok(Json(PreviewAnswer { key }))
}

/// Gives a file that a command wrote, once.
///
/// # Errors
/// When there is none for this device.
pub async fn download(
    State(app): State<Arc<App>>,
    who: Who,
    InPath((key, _)): InPath<(String, String)>,
) -> Result<Response, Problem> {
    let file = app
        .uploads
        .take(&who.id, &key)
        .ok_or_else(Problem::no_such_address)?;
    let bytes = tokio::fs::read(&file)
        .await
        .map_err(|_| Problem::no_such_address())?;
    remove(&file);
    let name = file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let named = utf8_percent_encode(&name, NON_ALPHANUMERIC);
    let mut response = Body::from(bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/octet-stream"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // RFC 6266, with the name in UTF-8 as RFC 8187 writes it.
    if let Ok(how) = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{named}")) {
        headers.insert(header::CONTENT_DISPOSITION, how);
    }
    Ok(response)
}
