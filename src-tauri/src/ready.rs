//! Tells the program that started the window when there is something to look at. Only runs with
//! `--report-ready`, for screenshots; nothing in the page takes part.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tauri::WebviewWindow;

/// True when the page has painted its first state, no import is under way, no search is pending, and
/// every picture inside the window is there (a picture that failed to load never counts as there).
const LOOK: &str = r#"(() => {
  const inside = (picture) => {
    const box = picture.getBoundingClientRect();
    return box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  };
  const pictures = [...document.images].filter(inside);
  return document.documentElement.dataset.ready === "true"
    && !document.querySelector("[data-testid=import-progress], [data-busy=true]")
    && pictures.length > 0
    && pictures.every((picture) => picture.complete && picture.naturalWidth > 0)
    && document.getAnimations().every((animation) => animation.playState !== "running");
})()"#;

/// How many looks in a row have to find the page so: between the end of an import and the search after it,
/// the page rests for a moment too.
const IN_A_ROW: u32 = 5;

/// Looks at the page ten times a second, and prints `ready` and stops once it is.
pub fn report(window: WebviewWindow) {
    tauri::async_runtime::spawn(async move {
        let row = Arc::new(AtomicU32::new(0));
        loop {
            let looks = Arc::clone(&row);
            let asked = window.eval_with_callback(LOOK, move |result| {
                if result == "true" {
                    looks.fetch_add(1, Ordering::AcqRel);
                } else {
                    looks.store(0, Ordering::Release);
                }
            });
            if asked.is_err() {
                // The window was closed.
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
            if row.load(Ordering::Acquire) >= IN_A_ROW {
                // Whoever reads the line may have gone; the window stays open all the same.
                let _ = writeln!(std::io::stdout(), "ready");
                return;
            }
        }
    });
}
