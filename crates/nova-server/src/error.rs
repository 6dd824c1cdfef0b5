//! Why a server does not start.

use nova_api::EngineError;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Why a server does not start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// It would have been open to everybody on the network.
    #[error(
        "On a network StyleNova is served encrypted, or behind a proxy that is named (--behind-proxy ADDRESS)."
    )]
    Unencrypted,
    /// Something else listens there, or the address is not this machine's.
    #[error("StyleNova cannot listen at {address}: {system}. Choose another with --listen.")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        system: std::io::Error,
    },
    /// A file of the server's cannot be read or written.
    #[error("{} cannot be used: {system}. See that it is there and that you may write in its folder.", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        system: std::io::Error,
    },
    /// What the server keeps in the library cannot be read or written.
    #[error("{0}")]
    Library(#[from] EngineError),
    /// What the server keeps in the library is not what it should be.
    #[error("{document} of the library is damaged. Move it away; the devices then have to be paired again.")]
    Damaged {
        /// Its name.
        document: &'static str,
    },
    /// A certificate or its key cannot be used.
    #[error("The certificate cannot be used: {detail}")]
    Certificate {
        /// What is wrong with it.
        detail: String,
    },
    /// An origin that is none.
    #[error("\"{origin}\" is no origin. Write it as https://shop.example, with no path.")]
    Origin {
        /// What was given.
        origin: String,
    },
    /// It stopped while it ran.
    #[error("The server stopped: {0}")]
    Stopped(std::io::Error),
}
