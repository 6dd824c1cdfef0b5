//! The library of this window: opened once, away from the window's thread, and again by the next command
//! when that failed.

use std::path::PathBuf;
use std::sync::Arc;

use nova_api::{Advice, ErrorCode, Happened, OpenOptions, Problem, Session, WireError};
use tauri::{AppHandle, Manager};
use tokio::sync::OnceCell;

use crate::kiosk;
use crate::window::LABEL;

/// The library, open or not yet.
pub struct Library {
    options: OpenOptions,
    session: OnceCell<Arc<Session>>,
}

impl Library {
    /// A library in `folder`, or in the platform's own place, that is opened by the first call of
    /// [`Library::session`].
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self {
            options: OpenOptions {
                library: folder,
                write: true,
                ..OpenOptions::default()
            },
            session: OnceCell::new(),
        }
    }

    /// The open library. Whoever calls while it is being opened waits for the same opening; after a
    /// failure the next call tries again, so that a retry in the page helps once another program has
    /// let go of the library.
    ///
    /// # Errors
    /// What [`Session::open`] answers, such as `LibraryLocked` or `LibraryTooNew`.
    pub async fn session(&self) -> Result<Arc<Session>, WireError> {
        let open = || async {
            let options = self.options.clone();
            away(move || Session::open(options)).await.map(Arc::new)
        };
        self.session.get_or_try_init(open).await.cloned()
    }

    /// The library, where it is open already.
    pub fn opened(&self) -> Option<&Arc<Session>> {
        self.session.get()
    }
}

/// Starts to open the library and to load the model, so that both are under way while the page loads.
pub fn open_early(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        // The page's first command meets the same error and shows it.
        if let Ok(session) = app.state::<Library>().session().await {
            // A window that was closed by force in a client's hands opens in them.
            if session.kiosk_client().is_some()
                && let Some(window) = app.get_webview_window(LABEL)
            {
                kiosk::settle(&window, &session);
            }
            session.warm();
        }
    });
}

/// Runs blocking work on a thread that may block.
///
/// # Errors
/// Those of the work; `Internal` when it panicked.
pub async fn away<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, WireError> + Send + 'static,
) -> Result<T, WireError> {
    match tauri::async_runtime::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => Err(WireError {
            code: ErrorCode::Internal,
            message: format!("The work stopped unexpectedly: {error}"),
            hint: "Try again; when it happens twice, please report it.".into(),
            advice: Some(Advice::TryAgain),
            problem: Some(Box::new(Happened::Engine(Problem::Internal {
                detail: error.to_string(),
            }))),
        }),
    }
}
