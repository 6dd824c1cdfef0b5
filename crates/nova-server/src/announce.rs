//! The code that a terminal shows.

use crate::error::ServeError;
use crate::qr;
use crate::server::Running;
use nova_api::Role;

/// What a terminal shows so that a device can be paired.
#[derive(Debug, Clone)]
pub struct Announcement {
    /// The code.
    pub code: String,
    /// What it pairs a device as.
    pub role: Role,
    /// To be opened on the device.
    pub url: String,
    /// The address as blocks of text.
    pub qr: String,
    /// SHA-256 of the server's own certificate.
    pub fingerprint: Option<String>,
}

/// Makes a code for whoever sits at the terminal.
///
/// # Errors
/// When the database that several servers share does not answer.
pub fn announce(running: &Running, role: Role) -> Result<Announcement, ServeError> {
    let app = &running.app;
    let (code, _) = app.codes.make(role, None, app.now())?;
    let url = app.pairing_url(&code);
    Ok(Announcement {
        qr: qr::for_terminal(&url).unwrap_or_default(),
        url,
        code,
        role,
        fingerprint: app.fingerprint.clone(),
    })
}
