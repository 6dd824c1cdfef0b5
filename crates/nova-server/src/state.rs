//! What all requests share.

use crate::audit::Audit;
use crate::changes::Changes;
use crate::error::ServeError;
use crate::identity::{Codes, Devices, Tokens};
use crate::limits::Limits;
use crate::metrics::Metrics;
use crate::options::Options;
use crate::problem::Problem;
use crate::uploads::Uploads;
use nova_api::{Session, WireError};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::sync::Semaphore;

/// Most commands that wait for a processor; beyond that the answer is `Busy`.
pub const MOST_WAITING: usize = 512;

/// What all requests share.
pub struct App {
    /// The open library.
    pub session: Arc<Session>,
    /// How the server is run.
    pub options: Options,
    /// Address under which devices reach it.
    pub origin: String,
    /// Whether devices reach it encrypted, by itself or by a proxy.
    pub encrypted: bool,
    /// SHA-256 of its own certificate.
    pub fingerprint: Option<String>,
    pub devices: Devices,
    pub codes: Codes,
    pub tokens: Tokens,
    pub audit: Audit,
    pub limits: Limits,
    pub changes: Changes,
    pub uploads: Uploads,
    pub metrics: Metrics,
    /// Commands that compute at a time.
    pub computing: Semaphore,
}

impl App {
    /// Milliseconds since 1970.
    pub fn now(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }

    /// The shop's name.
    pub fn shop(&self) -> Option<String> {
        let settings = self.session.engine().settings().ok()?;
        settings
            .values
            .get("shop")
            .filter(|name| !name.is_empty())
            .cloned()
    }

    /// The address that pairs a device. The code stands behind `#`, which browsers keep to themselves, so that it reaches no
    /// log.
    pub fn pairing_url(&self, code: &str) -> String {
        format!("{}/#pair={code}", self.origin)
    }

    /// Forgets what a device that was taken off had, and tells its pages.
    pub fn let_go(&self, id: &str) {
        self.changes.revoke(id);
        self.uploads.forget_device(id);
        if let Err(error) = self.session.forget_place(id) {
            tracing::warn!(device = id, code = ?error.code, "what the device kept could not be forgotten");
        }
    }

    /// What is told where something of the server's cannot be written.
    pub fn unwritten(&self, error: ServeError) -> Problem {
        tracing::error!(%error, "something of the server's cannot be written");
        if let ServeError::Library(error) = error {
            return Problem::from(WireError::from(error));
        }
        Problem::from(WireError {
            code: nova_api::ErrorCode::DiskFull,
            message: "the server cannot write its files".to_owned(),
            hint: "Make room on its disk, and try again.".to_owned(),
            advice: Some(nova_api::Advice::MakeRoom),
            problem: None,
        })
    }

    /// Runs blocking work in its turn.
    ///
    /// # Errors
    /// Those of the work, and `Busy` where too much waits already.
    pub async fn compute<T: Send + 'static>(
        self: &Arc<App>,
        work: impl FnOnce(&App) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let waiting = self.metrics.wait(MOST_WAITING).ok_or_else(Problem::busy)?;
        // The semaphore is never closed; were it, there would be no more turns to wait for.
        let turn = self.computing.acquire().await.map_err(|_| Problem::busy())?;
        drop(waiting);
        let app = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || work(&app)).await;
        drop(turn);
        done.unwrap_or_else(|error| Err(stopped(&error)))
    }

    /// Runs work that takes long beside what waits for turns.
    ///
    /// # Errors
    /// Those of the work.
    pub async fn run<T: Send + 'static>(
        self: &Arc<App>,
        work: impl FnOnce(&App) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let app = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || work(&app)).await;
        done.unwrap_or_else(|error| Err(stopped(&error)))
    }
}

fn stopped(error: &tokio::task::JoinError) -> Problem {
    tracing::error!(%error, "work stopped unexpectedly");
    Problem::from(WireError {
        code: nova_api::ErrorCode::Internal,
        message: "the work stopped unexpectedly".to_owned(),
        hint: "Try again; when it happens twice, please report it.".to_owned(),
        advice: Some(nova_api::Advice::TryAgain),
        problem: None,
    })
}
