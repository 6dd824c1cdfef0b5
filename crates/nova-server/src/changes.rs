//! What changed, for pages that show it.

use serde::Serialize;
use std::sync::Arc;
use tokio::sync::{broadcast, watch};

/// Most changes that a slow page may be behind; it is then told to look at everything.
const BEHIND: usize = 256;

/// Something that changed.
#[derive(Debug, Clone, Serialize)]
pub struct Changed {
    /// The command that changed it; `elsewhere` where another server did, and nobody knows by which.
    pub command: String,
    /// The client whose it is; `None` where it is nobody's.
    pub profile: Option<String>,
    /// The device that did it; empty where that is not known.
    pub device: String,
}

/// What is told.
#[derive(Debug, Clone)]
pub enum News {
    /// Something changed.
    Changed(Arc<Changed>),
    /// A device was taken off.
    Revoked(String),
}

/// What changed, for whoever listens.
pub struct Changes {
    news: broadcast::Sender<News>,
    /// Turns true when the server stops, so that connections that never end by themselves do.
    stopping: watch::Sender<bool>,
}

impl Default for Changes {
    fn default() -> Changes {
        Changes {
            news: broadcast::Sender::new(BEHIND),
            stopping: watch::Sender::new(false),
        }
    }
}

impl Changes {
    /// Tells that a device changed something.
    pub fn tell(&self, command: &str, profile: Option<String>, device: &str) {
        let changed = Changed {
            command: command.to_owned(),
            profile,
            device: device.to_owned(),
        };
        // Fails only where nobody listens.
        let _ = self.news.send(News::Changed(Arc::new(changed)));
    }

    /// Tells a device that it was taken off.
    pub fn revoke(&self, device: &str) {
        let _ = self.news.send(News::Revoked(device.to_owned()));
    }

    /// What is told from now on.
    pub fn news(&self) -> broadcast::Receiver<News> {
        self.news.subscribe()
    }

    /// Ends all connections that listen.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Turns true when the server stops.
    pub fn stopping(&self) -> watch::Receiver<bool> {
        self.stopping.subscribe()
    }
}
