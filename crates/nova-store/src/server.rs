//! Where a PostgreSQL server is, and how it is greeted: address, TLS, and the shop's schema.

use crate::error::{StoreError, words};
use postgres::config::{Host, SslMode};
use postgres::{Client, NoTls};
use rustls::{ClientConfig, RootCertStore};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio_postgres_rustls::MakeRustlsConnect;

/// How long a server may take to answer before it counts as out of reach.
const PATIENCE: Duration = Duration::from_secs(5);

/// How soon the server, for its part, lets go of what a client held that is gone without a word: half a minute.
const LET_GO: &str =
    "SET tcp_keepalives_idle TO 15; SET tcp_keepalives_interval TO 5; SET tcp_keepalives_count TO 3";

/// A server's database and the shop in it.
pub(crate) struct Server {
    config: postgres::Config,
    tls: Option<MakeRustlsConnect>,
    shop: String,
    /// What tells the sessions of this process and shop from others.
    process: String,
}

impl Server {
    /// The server at `url`; nothing is asked of it yet.
    ///
    /// # Errors
    /// [`StoreError::Address`] when the address or the shop's name cannot be used.
    pub(crate) fn new(url: &str, shop: &str) -> Result<Server, StoreError> {
        if !is_name(shop) {
            return Err(unusable(
                "a shop's name has a to z, 0 to 9 and _, begins with a letter, and has 41 characters at most",
            ));
        }
        let (url, options) = without_tls_options(url);
        // The parser's own error repeats nothing of the address, which may hold a password.
        let mut config: postgres::Config = url
            .parse()
            .map_err(|error: postgres::Error| unusable(words(&error)))?;
        config
            .application_name(&format!("stylenova:{shop}"))
            .connect_timeout(PATIENCE)
            .keepalives_idle(PATIENCE * 3)
            .tcp_user_timeout(PATIENCE * 3);
        let tls = match options.mode {
            "require" | "verify-ca" | "verify-full" => {
                config.ssl_mode(SslMode::Require);
                Some(MakeRustlsConnect::new(trust(options.roots.map(Path::new))?))
            }
            "" | "disable" | "allow" | "prefer" => {
                config.ssl_mode(SslMode::Disable);
                None
            }
            other => return Err(unusable(format!("sslmode={other} is not known"))),
        };
        Ok(Server {
            config,
            tls,
            shop: shop.to_owned(),
            process: format!("{:016x}", RandomState::new().build_hasher().finish()),
        })
    }

    /// The shop's schema.
    pub(crate) fn shop(&self) -> &str {
        &self.shop
    }

    /// Host, database and shop, without who asks and by which password.
    pub(crate) fn place(&self) -> PathBuf {
        let hosts: Vec<String> = self
            .config
            .get_hosts()
            .iter()
            .map(|host| match host {
                Host::Tcp(name) => name.clone(),
                #[cfg(unix)]
                Host::Unix(path) => path.display().to_string(),
            })
            .collect();
        let database = self.config.get_dbname().unwrap_or("postgres");
        PathBuf::from(format!("postgres://{}/{database}/{}", hosts.join(","), self.shop))
    }

    /// Opens a session in which the shop's tables are found first, then the extensions.
    pub(crate) fn connect(&self) -> Result<Client, postgres::Error> {
        let mut client = match &self.tls {
            Some(tls) => self.config.connect(tls.clone())?,
            None => self.config.connect(NoTls)?,
        };
        client.batch_execute(&format!(
            "SET search_path TO \"{}\", public; SET client_min_messages TO warning; SET stylenova.process TO '{}'; {LET_GO}",
            self.shop, self.process
        ))?;
        Ok(client)
    }
}

/// `[a-z][a-z0-9_]{0,40}`, and none of the server's own schemas.
fn is_name(shop: &str) -> bool {
    shop.len() <= 41
        && shop.starts_with(|first: char| first.is_ascii_lowercase())
        && shop
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && !shop.starts_with("pg_")
        && shop != "information_schema"
}

/// What an address says of TLS.
#[derive(Default)]
struct TlsOptions<'a> {
    mode: &'a str,
    roots: Option<&'a str>,
}

/// Takes `sslmode` and `sslrootcert` out of an address: the client knows one only in part and the other not at all.
fn without_tls_options(url: &str) -> (String, TlsOptions<'_>) {
    let mut options = TlsOptions::default();
    let Some((address, query)) = url.split_once('?') else {
        return (url.to_owned(), options);
    };
    let mut others = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some(("sslmode", mode)) => options.mode = mode,
            Some(("sslrootcert", path)) => options.roots = Some(path),
            _ => others.push(pair),
        }
    }
    let joint = if others.is_empty() { "" } else { "?" };
    (format!("{address}{joint}{}", others.join("&")), options)
}

/// Whom to trust: the certificates of the web, or those in a file alone. Encrypted without a look at who is at the other
/// end would be no protection, so `require` looks as well.
fn trust(roots: Option<&Path>) -> Result<ClientConfig, StoreError> {
    let mut store = RootCertStore::empty();
    match roots {
        None => store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        Some(path) => {
            let unreadable = |reason: String| unusable(format!("{}: {reason}", path.display()));
            let found = CertificateDer::pem_file_iter(path).map_err(|error| unreadable(error.to_string()))?;
            for certificate in found {
                let certificate = certificate.map_err(|error| unreadable(error.to_string()))?;
                store
                    .add(certificate)
                    .map_err(|error| unreadable(error.to_string()))?;
            }
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| unusable(error.to_string()))?;
    Ok(config.with_root_certificates(store).with_no_client_auth())
}

fn unusable(reason: impl Into<String>) -> StoreError {
    StoreError::Address {
        reason: reason.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shops_name_is_a_schema_and_nothing_else() {
        for good in ["a", "shop_2", "z23456789_123456789_123456789_123456789_"] {
            assert!(Server::new("postgres://h/d", good).is_ok(), "{good}");
        }
        for bad in ["", "2a", "A", "a-b", "a\"b", "pg_a", &"a".repeat(42)] {
            let refused = Server::new("postgres://h/d", bad);
            assert!(matches!(refused, Err(StoreError::Address { .. })), "{bad}");
        }
    }

    #[test]
    fn a_password_is_never_told() {
        let url = "postgres://ada:secret@db.example/shops?sslmode=verify-full&application_name=x";
        let place = Server::new(url, "main").unwrap().place();
        assert_eq!(place, Path::new("postgres://db.example/shops/main"));
        let refused = Server::new("postgres://ada:secret@h/d?nonsense=secret", "main").err();
        let told = refused.unwrap().to_string();
        assert!(!told.contains("secret"), "{told}");
    }

    #[test]
    fn tls_is_asked_for_by_name_and_looks_who_answers() {
        assert!(
            Server::new("postgres://h/d?sslmode=require", "a")
                .unwrap()
                .tls
                .is_some()
        );
        assert!(Server::new("postgres://h/d", "a").unwrap().tls.is_none());
        assert!(Server::new("postgres://h/d?sslmode=maybe", "a").is_err());
        assert!(Server::new("postgres://h/d?sslmode=require&sslrootcert=/no/such", "a").is_err());
    }
}
