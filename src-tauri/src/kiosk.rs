//! The window while a client has it: it fills the screen, cannot be closed, and does nothing but carry commands, of which
//! `nova-api` lets through what a client may ask for.

use nova_api::Session;
use tauri::ipc::Invoke;
use tauri::{Manager, Runtime, WebviewWindow, Window, WindowEvent};

use crate::library::Library;

/// The commands of `nova-api` after which the window may be in other hands.
pub const CHANGES_HANDS: [&str; 2] = ["start_kiosk", "end_kiosk"];

/// What the page may ask of the window itself meanwhile: to carry commands, to write down that it failed, and, as it does at
/// its start, whether it had; a client is not shown that.
const OPEN: [&str; 3] = ["rpc", "report_crash", "crash_report"];

/// Lets the window fill the screen while a client has it, and be as it was once the stylist has it back.
pub fn settle<R: Runtime>(window: &WebviewWindow<R>, session: &Session) {
    let handed = session.kiosk_client().is_some();
    // Where the system's windows refuse, the page still shows the client nothing but what is theirs.
    if window.is_fullscreen().is_ok_and(|full| full != handed) {
        let _ = window.set_fullscreen(handed);
    }
    let _ = window.set_closable(!handed);
}

/// Keeps the window open while a client has it.
pub fn on_event<R: Runtime>(window: &Window<R>, event: &WindowEvent) {
    if let WindowEvent::CloseRequested { api, .. } = event
        && is_handed(window)
    {
        api.prevent_close();
    }
}

/// Whether what the page asks of the window is the stylist's, and a client has it.
pub fn refuses<R: Runtime>(invoke: &Invoke<R>) -> bool {
    !OPEN.contains(&invoke.message.command()) && is_handed(invoke.message.webview_ref())
}

fn is_handed<R: Runtime>(manager: &impl Manager<R>) -> bool {
    let library = manager.state::<Library>();
    library
        .opened()
        .is_some_and(|session| session.kiosk_client().is_some())
}
