//! `serve`: serves tablets and telephones on the shop floor until it is told to end.

use crate::output::Output;
use clap::Args as ClapArgs;
use nova_api::{Role, Session, WireError};
use nova_server::{Announcement, Encryption, Options, Running, announce};
use serde_json::json;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Debug, ClapArgs)]
pub struct ServeArgs {
    /// Address and port to listen at; 0.0.0.0:7878 reaches the whole network, encrypted.
    #[arg(long, default_value = "127.0.0.1:7878", value_name = "ADDRESS:PORT")]
    listen: SocketAddr,
    /// A certificate of the shop's own, in PEM; without one the server makes its own.
    #[arg(long, requires = "key", value_name = "FILE")]
    certificate: Option<PathBuf>,
    /// The certificate's private key, in PEM.
    #[arg(long, requires = "certificate", value_name = "FILE")]
    key: Option<PathBuf>,
    /// Encrypt on this machine alone, too.
    #[arg(long, conflicts_with = "certificate")]
    tls: bool,
    /// A proxy that encrypts and says who asks; more than one may be named.
    #[arg(long, value_name = "ADDRESS")]
    behind_proxy: Vec<IpAddr>,
    /// Another origin whose pages may call the server, such as https://shop.example.
    #[arg(long, value_name = "ORIGIN")]
    allow_origin: Vec<String>,
    /// Address under which devices reach the server, where it is another than it listens at.
    #[arg(long, value_name = "ORIGIN")]
    origin: Option<String>,
    /// Commands that a device may give a minute.
    #[arg(long, default_value_t = 100, value_name = "N")]
    rate: u32,
    /// Commands that all devices of one address may give a minute.
    #[arg(long, default_value_t = 1000, value_name = "N")]
    address_rate: u32,
    /// Show a code that pairs a device: owner, stylist or floor. Without an owner, one for an owner is shown.
    #[arg(long, value_parser = role, value_name = "ROLE")]
    pair: Option<Role>,
}

fn role(text: &str) -> Result<Role, String> {
    match text {
        "owner" => Ok(Role::Owner),
        "stylist" => Ok(Role::Stylist),
        "floor" => Ok(Role::Floor),
        _ => Err("a device is paired from here as owner, stylist or floor".to_owned()),
    }
}

impl ServeArgs {
    fn options(&self) -> Options {
        let encryption = match (&self.certificate, &self.key) {
            (Some(certificate), Some(key)) => Some(Encryption::Given {
                certificate: certificate.clone(),
                key: key.clone(),
            }),
            _ => self.tls.then_some(Encryption::Own),
        };
        Options {
            address: self.listen,
            encryption,
            proxies: self.behind_proxy.clone(),
            origins: self.allow_origin.clone(),
            origin: self.origin.clone(),
            commands_a_minute: self.rate,
            commands_a_minute_of_address: self.address_rate,
        }
    }
}

/// Serves a library that was opened to be written.
pub fn serve(session: Session, args: &ServeArgs, output: &Output) -> Result<(), WireError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime
        .map_err(|error| WireError::invalid(error.to_string(), "Close other programs and try again."))?;
    nova_server::log_to_stderr();
    let pair = args.pair;
    runtime
        .block_on(nova_server::serve(Arc::new(session), args.options(), |running| {
            let role = pair.or_else(|| (!running.has_owner()).then_some(Role::Owner));
            let made = role.map(|role| announce(running, role)).transpose();
            // It serves the devices that are paired; another start shows a code.
            let invitation = made.unwrap_or_else(|error| {
                eprintln!("{error}");
                None
            });
            // Where nobody reads what is printed, the server serves all the same.
            let _ = output.answer(&told(running, invitation.as_ref()), |_| {
                text(running, invitation.as_ref())
            });
        }))
        .map_err(|error| WireError::invalid(error.to_string(), ""))
}

fn told(running: &Running, invitation: Option<&Announcement>) -> serde_json::Value {
    json!({
        "listening": running.address().to_string(),
        "origin": running.origin(),
        "pair": invitation.map(|one| json!({
            "code": one.code, "role": one.role, "url": one.url, "fingerprint": one.fingerprint,
        })),
    })
}

fn text(running: &Running, invitation: Option<&Announcement>) -> String {
    let mut lines = vec![format!(
        "StyleNova is served at {}. Ctrl-C ends it.",
        running.origin()
    )];
    if let Some(one) = invitation {
        let (first, second) = one.code.split_at(one.code.len() / 2);
        lines.push(String::new());
        lines.push(one.qr.clone());
        lines.push(format!("To pair a device, open {} there.", one.url));
        lines.push(format!(
            "The code is {first}-{second}. It serves once, for ten minutes."
        ));
        if let Some(fingerprint) = &one.fingerprint {
            lines.push(
                "The browser warns of the server's own certificate; see that its SHA-256 is".to_owned(),
            );
            lines.push(fingerprint.clone());
        }
    }
    lines.join("\n")
}
