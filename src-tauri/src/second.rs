//! A second start: where a window has the library open already, that one comes to the front and this one ends.
//!
//! The two meet through a file in the library, since it is the library that must not be open twice; windows of different
//! libraries may be open side by side. The page takes no part.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tauri::WebviewWindow;

use crate::opened;

/// How often the first window looks whether it is called.
const LOOK: Duration = Duration::from_millis(300);
/// How long a second start waits to be heard: a program in the terminal that holds the library never answers.
const PATIENCE: Duration = Duration::from_secs(3);

fn call(library: &Path) -> PathBuf {
    library.join("focus")
}

/// Calls the window that has the library open, and names the files that it is to open; whether it came forward.
pub fn is_shown_already(library: &Path, files: &[PathBuf]) -> bool {
    if !nova_api::library_in_use(library) {
        return false;
    }
    let call = call(library);
    if std::fs::write(&call, opened::written(files)).is_err() {
        return false;
    }
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        std::thread::sleep(LOOK / 3);
        if !call.exists() {
            return true;
        }
    }
    // Nobody who could hear it holds the library; a failure leaves a file that the next window takes away.
    let _ = std::fs::remove_file(&call);
    false
}

/// Brings `window` to the front whenever another start calls.
pub fn listen(window: WebviewWindow, library: PathBuf) {
    let call = call(&library);
    // What a start that was cut short left behind.
    let _ = std::fs::remove_file(&call);
    tauri::async_runtime::spawn(async move {
        loop {
            tokio::time::sleep(LOOK).await;
            let Ok(said) = std::fs::read(&call) else { continue };
            if std::fs::remove_file(&call).is_err() {
                continue;
            }
            opened::hand_over(window.clone(), opened::read(&said));
            let shown = window
                .unminimize()
                .and_then(|()| window.show())
                .and_then(|()| window.set_focus());
            if shown.is_err() {
                // The window was closed.
                return;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_that_nobody_has_open_shows_nothing() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        assert!(!is_shown_already(folder.path(), &[]), "it is empty");
        assert!(
            !is_shown_already(&folder.path().join("none"), &[]),
            "it is not there"
        );
        assert!(!call(folder.path()).exists(), "and nobody is called");
    }

    #[test]
    fn whoever_holds_the_library_and_does_not_hear_is_no_window() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let options = nova_api::OpenOptions {
            library: Some(folder.path().to_owned()),
            write: true,
            ..nova_api::OpenOptions::default()
        };
        let _held = nova_api::Session::open(options).expect("an empty library opens");
        assert!(!is_shown_already(folder.path(), &[]), "no window answers");
        assert!(!call(folder.path()).exists(), "the call was taken back");
    }
}
