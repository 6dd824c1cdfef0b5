//! Why an address brought nothing.

use std::time::Duration;

/// A failure. The message is a clause that names no address; whoever lists it does.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// The address is none that is followed.
    #[error("{0}")]
    Address(&'static str),
    /// It leads to a machine of the local network.
    #[error("it leads to a machine of the local network, which only an address in the file itself may name")]
    Local,
    /// There is no such machine.
    #[error("there is no machine called {0}")]
    NoHost(String),
    /// The server says no.
    #[error("the server answered {}{}", .0, meaning(*.0))]
    Status(u16),
    /// The server asks to wait for longer than anybody would.
    #[error("the server asks to come back in {} s", .0.as_secs())]
    ComeBack(Duration),
    /// It leads on and on, or in a circle.
    #[error("it leads on to another address more than {0} times")]
    Redirects(usize),
    /// There is more than the limit.
    #[error("there are more than {} MB", .0 >> 20)]
    TooLarge(u64),
    /// The server was silent for too long, or dripped.
    #[error("the server took too long")]
    TooSlow,
    /// The connection ended before everything had come.
    #[error("the connection was cut before everything had come")]
    Cut,
    /// The user stopped it.
    #[error("it was stopped")]
    Stopped,
    /// Anything else that happens on networks.
    #[error("the connection failed ({0})")]
    Connection(String),
}

impl FetchError {
    /// Whether another try may bring it.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            FetchError::Status(status) => matches!(status, 408 | 425 | 500 | 502 | 503 | 504),
            FetchError::Cut | FetchError::TooSlow | FetchError::Connection(_) => true,
            _ => false,
        }
    }
}

fn meaning(status: u16) -> &'static str {
    match status {
        401 | 403 => ": not for everybody",
        404 | 410 => ": there is nothing at this address",
        429 => ": too many requests",
        500..=599 => ": it has a problem of its own",
        _ => "",
    }
}
