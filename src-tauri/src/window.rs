//! The main window: its size, its title, and that it never leaves the page it was built with.

use std::path::Path;

use nova_api::{Advice, ErrorCode, Happened, Problem, WireError};
use tauri::{AppHandle, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

/// The label by which the capability file knows the window.
pub const LABEL: &str = "main";

/// The folder of a library in which the system's web view keeps what it wants to keep.
const WEB_VIEW: &str = "webview";

/// Opens the main window on a library, in which the web view's own files are kept as well: a library that is
/// carried away or erased leaves nothing of itself elsewhere.
///
/// # Errors
/// Those of the system's web view.
pub fn open(app: &AppHandle, library: Option<&Path>) -> tauri::Result<WebviewWindow> {
    let mut window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("StyleNova")
        .inner_size(1280.0, 860.0)
        .min_inner_size(900.0, 600.0)
        .on_navigation(is_own_page);
    if let Some(library) = library {
        window = window.data_directory(library.join(WEB_VIEW));
    }
    window.build()
}

/// Lets the window fill the screen, or no longer.
///
/// # Errors
/// `Internal` when the system's windows refuse.
#[tauri::command]
pub fn toggle_full_screen(window: WebviewWindow) -> Result<(), WireError> {
    let full = window.is_fullscreen().map_err(refused)?;
    window.set_fullscreen(!full).map_err(refused)
}

/// Prints what the window shows, by the system's own dialog.
///
/// # Errors
/// `Internal` when the web view cannot print.
#[tauri::command]
pub fn print_page(window: WebviewWindow) -> Result<(), WireError> {
    window.print().map_err(refused)
}

fn refused(error: tauri::Error) -> WireError {
    WireError {
        code: ErrorCode::Internal,
        message: format!("The window could not do this: {error}"),
        hint: "Try again.".into(),
        advice: Some(Advice::TryAgain),
        problem: Some(Box::new(Happened::Engine(Problem::Internal {
            detail: error.to_string(),
        }))),
    }
}

/// Whether an address belongs to the page inside this program: `tauri://localhost` on Linux and macOS,
/// `http://tauri.localhost` on Windows.
fn is_own_page(address: &Url) -> bool {
    match address.scheme() {
        "tauri" => address.host_str() == Some("localhost"),
        "http" | "https" => address.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_built_in_page_can_be_shown() {
        let own = |address: &str| is_own_page(&address.parse().expect("an address"));
        assert!(own("tauri://localhost/index.html"), "the page on Linux and macOS");
        assert!(own("http://tauri.localhost/"), "the page on Windows");
        for foreign in [
            "https://example.org/",
            "http://localhost/",
            "file:///etc/passwd",
            "nova://localhost/x",
            "about:blank",
        ] {
            assert!(!own(foreign), "{foreign} must not replace the page");
        }
    }
}
