//! The one door for commands of the page: name and request in, response or error out, events in between.

use nova_api::WireError;
use serde_json::Value;
use std::sync::Arc;
use tauri::ipc::Channel;
use tauri::{State, WebviewWindow};

use crate::kiosk;
use crate::library::{Library, away};

/// Carries the command `cmd` with the request `req` to nova-api. Events of a job go to `on_event` while it
/// runs.
///
/// # Errors
/// What opening the library or the command answers.
#[tauri::command]
pub async fn rpc(
    cmd: String,
    req: Value,
    on_event: Channel<Value>,
    library: State<'_, Library>,
    window: WebviewWindow,
) -> Result<Value, WireError> {
    let session = library.session().await?;
    let changes_hands = kiosk::CHANGES_HANDS.contains(&cmd.as_str());
    let carried = Arc::clone(&session);
    let answer = away(move || {
        carried.call(&cmd, req, &|event| {
            // Sending fails only when the page is gone; the job goes on and the next page asks for its state.
            let _ = on_event.send(event);
        })
    })
    .await;
    if changes_hands {
        kiosk::settle(&window, &session);
    }
    answer
}
