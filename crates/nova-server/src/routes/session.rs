//! Signing in and out: `/api/v1/session`.

use super::body::Body;
use super::who::{ACCESS, REFRESH, Who, cookie, from_own_page};
use crate::address::Address;
use crate::audit::Event;
use crate::identity::{LIFETIME_S, REFRESH_MS, Refreshed};
use crate::problem::Problem;
use crate::state::App;
use axum::Json;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use nova_api::Role;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Pairs a device.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PairRequest {
    /// The code as it was typed or scanned.
    pub code: String,
    /// What the device is called.
    #[serde(default)]
    pub name: String,
    /// Whether the answer carries the tokens, for programs that keep no cookies.
    #[serde(default)]
    pub tokens: bool,
}

/// Gets the next token.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RefreshRequest {
    /// The secret, for programs that keep no cookies.
    pub refresh_token: Option<String>,
}

/// The device that is signed in.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SessionAnswer {
    /// The device.
    pub device: DeviceName,
    /// What it may do.
    pub role: Role,
    /// The client who holds it.
    pub profile: Option<String>,
    /// The shop's name.
    pub shop: Option<String>,
    /// The tokens, for programs that asked for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tokens: Option<TokenPair>,
}

/// A device by its names.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DeviceName {
    /// For the server.
    pub id: String,
    /// For people.
    pub name: String,
}

/// What a program shows in place of cookies.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TokenPair {
    /// For `Authorization: Bearer`.
    pub access_token: String,
    /// For the next one.
    pub refresh_token: String,
    /// For how many seconds the first is good.
    pub expires_in: i64,
}

/// The device that is signed in.
pub async fn current(State(app): State<Arc<App>>, who: Who) -> Json<SessionAnswer> {
    Json(answer(&app, &who, None))
}

/// Pairs a device.
///
/// # Errors
/// When the code does not serve, or too many were tried.
pub async fn pair(
    State(app): State<Arc<App>>,
    address: Address,
    headers: HeaderMap,
    Body(request): Body<PairRequest>,
) -> Result<Response, Problem> {
    if !from_own_page(&headers, &app) {
        return Err(Problem::forbidden());
    }
    app.limits.sign_in(&address)?;
    let now = app.now();
    let taken = app.codes.take(&request.code, now);
    let Some(invitation) = taken.map_err(|error| app.unwritten(error))? else {
        app.audit.note(now, Event::WrongCode, None, Some(&address));
        return Err(Problem::wrong_code());
    };
    let role = invitation.role;
    let added = app.devices.add(&request.name, invitation, now);
    let (id, secret) = added
        .map_err(|error| app.unwritten(error))?
        .ok_or_else(Problem::busy)?;
    app.audit.note(now, Event::Paired, Some(&id), Some(&address));
    let device = app.devices.find(&id).ok_or_else(Problem::signed_out)?;
    let token = app.tokens.sign(&id, role, now);
    let pair = request.tokens.then(|| TokenPair {
        access_token: token.clone(),
        refresh_token: secret.clone(),
        expires_in: LIFETIME_S,
    });
    let mut response = Json(answer(&app, &Who { id, device }, pair)).into_response();
    set(&app, &mut response, ACCESS, &token, LIFETIME_S);
    set(&app, &mut response, REFRESH, &secret, REFRESH_MS / 1000);
    Ok(response)
}

/// Gets the next token.
///
/// # Errors
/// When the secret is not known or is over.
pub async fn refresh(
    State(app): State<Arc<App>>,
    address: Address,
    headers: HeaderMap,
    Body(request): Body<RefreshRequest>,
) -> Result<Response, Problem> {
    if !from_own_page(&headers, &app) {
        return Err(Problem::forbidden());
    }
    app.limits.address(&address, "/api/v1/session/refresh")?;
    let by_program = request.refresh_token.is_some();
    let secret = request.refresh_token.or_else(|| cookie(&headers, REFRESH));
    let secret = secret.ok_or_else(Problem::signed_out)?;
    let now = app.now();
    let refreshed = app
        .devices
        .refresh(&secret, now)
        .map_err(|error| app.unwritten(error))?;
    let (id, next) = match refreshed {
        Refreshed::Granted { id, secret } => (id, secret),
        Refreshed::Stolen { id } => {
            app.audit
                .note(now, Event::SecretUsedTwice, Some(&id), Some(&address));
            app.let_go(&id);
            return Err(Problem::signed_out());
        }
        Refreshed::Refused => return Err(Problem::signed_out()),
    };
    let device = app.devices.find(&id).ok_or_else(Problem::signed_out)?;
    let token = app.tokens.sign(&id, device.role, now);
    let pair = by_program.then(|| TokenPair {
        access_token: token.clone(),
        refresh_token: next.clone().unwrap_or(secret),
        expires_in: LIFETIME_S,
    });
    let mut response = Json(answer(&app, &Who { id, device }, pair)).into_response();
    set(&app, &mut response, ACCESS, &token, LIFETIME_S);
    if let Some(next) = next {
        set(&app, &mut response, REFRESH, &next, REFRESH_MS / 1000);
    }
    Ok(response)
}

/// Signs out: the device is forgotten.
///
/// # Errors
/// When a client holds the device, or that cannot be written down.
pub async fn sign_out(State(app): State<Arc<App>>, address: Address, who: Who) -> Result<Response, Problem> {
    // Whoever was handed a tablet gives it back with the PIN; signing out would be a way round it.
    if who.device.role != Role::Kiosk && app.session.holder(&who.caller()).is_some() {
        return Err(Problem::from(nova_api::WireError::for_the_stylist()));
    }
    app.devices
        .remove(&who.id)
        .map_err(|error| app.unwritten(error))?;
    app.audit
        .note(app.now(), Event::SignedOut, Some(&who.id), Some(&address));
    app.let_go(&who.id);
    let mut response = StatusCode::NO_CONTENT.into_response();
    set(&app, &mut response, ACCESS, "", 0);
    set(&app, &mut response, REFRESH, "", 0);
    Ok(response)
}

fn answer(app: &App, who: &Who, tokens: Option<TokenPair>) -> SessionAnswer {
    SessionAnswer {
        device: DeviceName {
            id: who.id.clone(),
            name: who.device.name.clone(),
        },
        role: who.device.role,
        profile: app.session.holder(&who.caller()),
        shop: app.shop(),
        tokens,
    }
}

/// Sets a cookie that no script reads and that no other site's page sends.
fn set(app: &App, response: &mut Response, name: &str, value: &str, seconds: i64) {
    let path = if name == REFRESH { "/api/v1/session" } else { "/" };
    let secure = if app.encrypted { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}");
    // Tokens and secrets are letters, digits, dots, dashes and underscores.
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}
