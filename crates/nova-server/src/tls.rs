//! The server's certificate: one that is given, or one of its own, whose fingerprint the pairing shows.

use crate::error::ServeError;
use crate::options::Encryption;
use crate::private::write_private;
use axum_server::tls_rustls::RustlsConfig;
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use sha2::{Digest, Sha256};
use std::net::IpAddr;
use std::path::Path;

/// A certificate that is ready to be used.
pub struct Certificate {
    /// For the listener.
    pub config: RustlsConfig,
    /// SHA-256 of a certificate of the server's own, as browsers show it; `None` for one that is given.
    pub fingerprint: Option<String>,
}

/// The certificate of `encryption`; `None` where nothing is encrypted here. One of the server's own lies in `folder` and
/// names `hosts`.
///
/// # Errors
/// When it cannot be read, made or used.
pub async fn certificate(
    encryption: &Encryption,
    folder: &Path,
    hosts: &[String],
) -> Result<Option<Certificate>, ServeError> {
    let (chain, key) = match encryption {
        Encryption::None => return Ok(None),
        Encryption::Given { certificate, key } => (read(certificate)?, read(key)?),
        Encryption::Own => own(folder, hosts)?,
    };
    let unusable = |detail: String| ServeError::Certificate { detail };
    let config = RustlsConfig::from_pem(chain.clone(), key)
        .await
        .map_err(|error| unusable(error.to_string()))?;
    let fingerprint = match encryption {
        Encryption::Own => {
            let first =
                CertificateDer::from_pem_slice(&chain).map_err(|error| unusable(error.to_string()))?;
            Some(fingerprint(&first))
        }
        Encryption::Given { .. } | Encryption::None => None,
    };
    Ok(Some(Certificate { config, fingerprint }))
}

/// The server's own certificate, made anew where there is none or the machine has another address.
fn own(folder: &Path, hosts: &[String]) -> Result<(Vec<u8>, Vec<u8>), ServeError> {
    let (certificate, key, named) = (
        folder.join("certificate.pem"),
        folder.join("certificate.key"),
        folder.join("certificate.hosts"),
    );
    let wanted = hosts.join("\n");
    if std::fs::read_to_string(&named).is_ok_and(|known| known == wanted)
        && certificate.is_file()
        && key.is_file()
    {
        return Ok((read(&certificate)?, read(&key)?));
    }
    let unusable = |error: rcgen::Error| ServeError::Certificate {
        detail: error.to_string(),
    };
    let mut params = CertificateParams::new(hosts.to_vec()).map_err(unusable)?;
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "StyleNova");
    let pair = KeyPair::generate().map_err(unusable)?;
    let made = params.self_signed(&pair).map_err(unusable)?;
    write_private(&key, pair.serialize_pem().as_bytes())?;
    write_private(&certificate, made.pem().as_bytes())?;
    write_private(&named, wanted.as_bytes())?;
    Ok((read(&certificate)?, read(&key)?))
}

/// Names by which devices may reach a server that listens at `ip`.
pub fn hosts(ip: IpAddr) -> Vec<String> {
    let mut hosts = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
    let own = match ip.is_unspecified() {
        true => outward(),
        false => Some(ip),
    };
    if let Some(own) = own.filter(|ip| !ip.is_loopback()) {
        hosts.push(own.to_string());
    }
    hosts
}

/// The address by which this machine reaches its network; nothing is sent to find it out.
pub fn outward() -> Option<IpAddr> {
    let socket = std::net::UdpSocket::bind(("0.0.0.0", 0)).ok()?;
    // An address for documentation (RFC 5737): choosing a way to it sends nothing.
    socket.connect(("192.0.2.1", 9)).ok()?;
    Some(socket.local_addr().ok()?.ip())
}

fn read(path: &Path) -> Result<Vec<u8>, ServeError> {
    std::fs::read(path).map_err(|system| ServeError::File {
        path: path.to_owned(),
        system,
    })
}

fn fingerprint(certificate: &CertificateDer<'_>) -> String {
    let bytes = Sha256::digest(certificate);
    let pairs: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    pairs.join(":")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn its_own_certificate_stays_until_the_machine_has_another_address() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let folder = tempfile::tempdir().unwrap();
        let of = async |host: &str| {
            let made = certificate(&Encryption::Own, folder.path(), &[host.to_owned()]).await;
            made.unwrap().unwrap().fingerprint.unwrap()
        };
        let first = of("192.168.1.2").await;
        assert_eq!(first.len(), 32 * 3 - 1, "as browsers write it");
        assert_eq!(of("192.168.1.2").await, first);
        assert_ne!(of("192.168.1.3").await, first);
    }
}
