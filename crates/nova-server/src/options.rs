//! How a server is run.

use crate::error::ServeError;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

/// How what travels is kept from others on the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Encryption {
    /// TLS with a certificate of the server's own, made at first use and kept in the library.
    Own,
    /// TLS with a certificate that is given, in PEM.
    Given {
        /// The chain.
        certificate: PathBuf,
        /// Its private key.
        key: PathBuf,
    },
    /// None: for this machine alone, or behind a proxy that encrypts.
    None,
}

/// How a server is run.
#[derive(Debug, Clone)]
pub struct Options {
    /// Address it listens at.
    pub address: SocketAddr,
    /// `None` chooses: none on this machine alone or behind a proxy, the server's own certificate otherwise.
    pub encryption: Option<Encryption>,
    /// Proxies whose word is taken for the address of a device and for its connection being encrypted.
    pub proxies: Vec<IpAddr>,
    /// Other origins whose pages may call the server, as `https://shop.example`.
    pub origins: Vec<String>,
    /// Address under which devices reach the server, where it is not the one that it listens at.
    pub origin: Option<String>,
    /// Commands that a device may give a minute.
    pub commands_a_minute: u32,
    /// Commands that all devices of one address may give a minute.
    pub commands_a_minute_of_address: u32,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            address: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 7878),
            encryption: None,
            proxies: Vec::new(),
            origins: Vec::new(),
            origin: None,
            commands_a_minute: 100,
            commands_a_minute_of_address: 1000,
        }
    }
}

impl Options {
    /// The encryption that is used.
    ///
    /// # Errors
    /// When it would be none on a network, with no proxy to encrypt.
    pub(crate) fn chosen(&self) -> Result<Encryption, ServeError> {
        let alone = self.address.ip().is_loopback();
        let behind_proxy = !self.proxies.is_empty();
        match &self.encryption {
            None if alone || behind_proxy => Ok(Encryption::None),
            None => Ok(Encryption::Own),
            Some(Encryption::None) if !alone && !behind_proxy => Err(ServeError::Unencrypted),
            Some(given) => Ok(given.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_over_a_network_is_encrypted_or_behind_a_named_proxy() {
        let alone = Options::default();
        assert_eq!(alone.chosen().unwrap(), Encryption::None);
        let network = Options {
            address: SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 7878),
            ..Options::default()
        };
        assert_eq!(network.chosen().unwrap(), Encryption::Own);
        let bare = Options {
            encryption: Some(Encryption::None),
            ..network.clone()
        };
        assert!(matches!(bare.chosen(), Err(ServeError::Unencrypted)));
        let proxied = Options {
            proxies: vec![IpAddr::V4(Ipv4Addr::LOCALHOST)],
            ..bare
        };
        assert_eq!(proxied.chosen().unwrap(), Encryption::None);
    }
}
