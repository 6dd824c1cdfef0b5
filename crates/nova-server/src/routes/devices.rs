//! Adding devices and taking them off: `/api/v1/devices`.

use super::body::Body;
use super::who::Who;
use crate::address::Address;
use crate::audit::Event;
use crate::problem::Problem;
use crate::qr;
use crate::state::App;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use nova_api::Role;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Asks for a code.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeRequest {
    /// What the device is for.
    pub role: Role,
    /// The client of a kiosk; the guest when left out.
    #[serde(default)]
    pub profile: Option<String>,
}

/// A code.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CodeAnswer {
    /// To be typed.
    pub code: String,
    /// To be opened on the device.
    pub url: String,
    /// The address as a picture.
    pub qr_svg: String,
    /// Until when it serves, in milliseconds since 1970.
    pub expires_at: i64,
    /// SHA-256 of the server's own certificate, to be compared with what the browser shows.
    pub fingerprint: Option<String>,
}

/// The devices.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DevicesAnswer {
    /// In the order in which they were paired.
    pub devices: Vec<DeviceCard>,
}

/// A device.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DeviceCard {
    /// Its name for the server.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// The client of a kiosk.
    pub profile: Option<String>,
    /// When it was paired, in milliseconds since 1970.
    pub paired_at: i64,
    /// When it last got a token, in milliseconds since 1970.
    pub seen_at: i64,
    /// Whether it is the one that asks.
    pub this: bool,
}

/// The devices.
///
/// # Errors
/// For anybody but an owner.
pub async fn devices(State(app): State<Arc<App>>, who: Who) -> Result<Json<DevicesAnswer>, Problem> {
    who.must_own(&app)?;
    let mut devices: Vec<DeviceCard> = app
        .devices
        .all()
        .into_iter()
        .map(|(id, device)| DeviceCard {
            this: id == who.id,
            id,
            name: device.name,
            role: device.role,
            profile: device.client,
            paired_at: device.paired_at,
            seen_at: device.seen_at,
        })
        .collect();
    devices.sort_by_key(|device| device.paired_at);
    Ok(Json(DevicesAnswer { devices }))
}

/// Makes a code.
///
/// # Errors
/// For anybody but an owner.
pub async fn new_code(
    State(app): State<Arc<App>>,
    who: Who,
    Body(request): Body<CodeRequest>,
) -> Result<Json<CodeAnswer>, Problem> {
    who.must_own(&app)?;
    let client = request.profile.filter(|_| request.role == Role::Kiosk);
    let made = app.codes.make(request.role, client, app.now());
    let (code, invitation) = made.map_err(|error| app.unwritten(error))?;
    let url = app.pairing_url(&code);
    Ok(Json(CodeAnswer {
        qr_svg: qr::picture(&url).unwrap_or_default(),
        url,
        code,
        expires_at: invitation.expires_at,
        fingerprint: app.fingerprint.clone(),
    }))
}

/// Takes a device off.
///
/// # Errors
/// For anybody but an owner, and where there is no such device.
pub async fn take_off(
    State(app): State<Arc<App>>,
    address: Address,
    who: Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    who.must_own(&app)?;
    if !app.devices.remove(&id).map_err(|error| app.unwritten(error))? {
        return Err(Problem::no_such_address());
    }
    app.audit
        .note(app.now(), Event::TakenOff, Some(&id), Some(&address));
    app.let_go(&id);
    Ok(StatusCode::NO_CONTENT)
}
