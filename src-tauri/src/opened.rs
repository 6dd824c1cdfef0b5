//! Files that the system wants to have opened: a catalogue's table, a picture, a backup. The page takes them as if they had been
//! dropped on it, which asks before anything is read. Those that come with a second start travel in its call ([`written`],
//! [`read`]).

use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;
use tauri::{Emitter, EventTarget, WebviewWindow};

use crate::ready;

/// The page's event of files that were dropped on it.
const DROPPED: &str = "tauri://drag-drop";
/// How often the page is asked whether it listens.
const GLANCE: Duration = Duration::from_millis(100);
/// Most bytes of a call that are read: a long list of long paths.
const MOST: usize = 1 << 20;

#[derive(Clone, Serialize)]
struct Dropped {
    paths: Vec<String>,
    position: Position,
}

#[derive(Clone, Serialize)]
struct Position {
    x: f64,
    y: f64,
}

/// Hands files to the page of `window` once it listens. A path that is no text is left out, as it is when it is dropped.
pub fn hand_over(window: WebviewWindow, files: Vec<PathBuf>) {
    let paths: Vec<String> = files
        .into_iter()
        .filter_map(|file| file.into_os_string().into_string().ok())
        .collect();
    if paths.is_empty() {
        return;
    }
    tauri::async_runtime::spawn(async move {
        loop {
            match ready::is_listening(&window).await {
                Some(true) => break,
                Some(false) => tokio::time::sleep(GLANCE).await,
                // The window was closed.
                None => return,
            }
        }
        let dropped = Dropped {
            paths,
            position: Position { x: 0.0, y: 0.0 },
        };
        // Nobody is left to be told when the window has been closed meanwhile.
        let _ = window.emit_to(EventTarget::webview(window.label()), DROPPED, dropped);
    });
}

/// Files as they stand in the call of a second start: a path a line.
pub fn written(files: &[PathBuf]) -> String {
    let lines: Vec<&str> = files
        .iter()
        .filter_map(|file| file.to_str())
        .filter(|path| !path.contains('\n'))
        .collect();
    lines.join("\n")
}

/// The files of such a call. What is no absolute path is none of ours.
pub fn read(call: &[u8]) -> Vec<PathBuf> {
    let call = &call[..call.len().min(MOST)];
    String::from_utf8_lossy(call)
        .lines()
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_out_of_a_call_as_they_went_in() {
        let root = if cfg!(windows) { "C:\\shop\\" } else { "/shop/" };
        let files = [format!("{root}a b.csv"), format!("{root}été.jpg")].map(PathBuf::from);
        assert_eq!(read(written(&files).as_bytes()), files);
        assert!(
            read(b"").is_empty(),
            "a start without files calls for the window alone"
        );
        assert!(read(b"relative.csv\n\n\xff").is_empty());
    }
}
