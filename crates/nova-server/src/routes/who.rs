//! Who asks: the device of a request, by its token.

use crate::address::Address;
use crate::identity::Device;
use crate::problem::Problem;
use crate::state::App;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header::{AUTHORIZATION, COOKIE, ORIGIN};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use nova_api::{Caller, Role};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// Cookie with the token.
pub const ACCESS: &str = "stylenova_access";
/// Cookie with the secret that gets the next token.
pub const REFRESH: &str = "stylenova_refresh";

/// The device of a request.
#[derive(Debug, Clone)]
pub struct Who {
    /// Its name for the server.
    pub id: String,
    /// What is known of it.
    pub device: Device,
}

impl Who {
    /// As the command table knows it.
    pub fn caller(&self) -> Caller {
        self.device.caller(&self.id)
    }

    /// Passes an owner alone.
    ///
    /// # Errors
    /// When the device is for something else, or in a client's hands.
    pub fn must_own(&self, app: &App) -> Result<(), Problem> {
        let held = app.session.holder(&self.caller()).is_some();
        match self.device.role {
            Role::Owner if !held => Ok(()),
            _ => Err(Problem::forbidden()),
        }
    }
}

impl FromRequestParts<Arc<App>> for Who {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Who, Problem> {
        let (token, by_cookie) = match bearer(&parts.headers) {
            Some(token) => (Some(token.to_owned()), false),
            None => (cookie(&parts.headers, ACCESS), true),
        };
        let id = token.and_then(|token| app.tokens.device(&token, app.now()));
        let id = id.ok_or_else(Problem::signed_out)?;
        let device = app.devices.find(&id).ok_or_else(Problem::signed_out)?;
        // A browser sends its cookies with whatever a page of another origin asks for; what changes something must
        // come from a page of ours.
        if by_cookie && parts.method != Method::GET && !from_own_page(&parts.headers, app) {
            return Err(Problem::forbidden());
        }
        app.limits.device(&id, parts.uri.path())?;
        Ok(Who { id, device })
    }
}

impl FromRequestParts<Arc<App>> for Address {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Address, Problem> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        // Every connection has a peer; a request without one was made inside the program.
        let peer = peer.map_or(IpAddr::from([127, 0, 0, 1]), |peer| peer.0.ip());
        let forwarded = parts
            .headers
            .get("x-forwarded-for")
            .and_then(|value| value.to_str().ok());
        Ok(Address::of(peer, forwarded, &app.options.proxies))
    }
}

/// The token of an `Authorization` header (RFC 6750).
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// The value of a cookie (RFC 6265).
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(own, _)| *own == name)
        .map(|(_, value)| value.to_owned())
}

/// Whether a request comes from a page of this server's, or of an origin that was named. Programs that are no browsers name
/// none.
pub fn from_own_page(headers: &HeaderMap, app: &App) -> bool {
    let Some(origin) = headers.get(ORIGIN) else {
        let site = headers.get("sec-fetch-site").and_then(|site| site.to_str().ok());
        return !matches!(site, Some("cross-site" | "same-site"));
    };
    let Ok(origin) = origin.to_str() else {
        return false;
    };
    let host = headers
        .get(axum::http::header::HOST)
        .and_then(|host| host.to_str().ok());
    let of_host = origin.split_once("://").map(|(_, host)| host);
    (of_host.is_some() && of_host == host) || app.options.origins.iter().any(|named| named == origin)
}
