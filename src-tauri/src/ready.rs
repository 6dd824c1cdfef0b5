//! Tells the program that started the window when there is something to look at, for screenshots (`--report-ready`), and
//! how long that took (`--report-start`). Nothing in the page takes part.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tauri::{Manager, WebviewWindow};

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

/// When the page painted something first, in milliseconds since 1970; 0 while it has not. A web view that keeps no record
/// of it is asked whether there is something to read, which is drawn with the next frame.
const PAINTED: &str = r#"(() => {
  const first = performance.getEntriesByName("first-contentful-paint")[0];
  if (first) return performance.timeOrigin + first.startTime;
  return document.body && document.body.innerText.trim() ? Date.now() : 0;
})()"#;

/// How often the page is looked at to time the start; the figures are as fine as that.
const GLANCE: Duration = Duration::from_millis(20);

/// How long one answer is waited for. A page that is replaced meanwhile never gives it.
const PATIENCE: Duration = Duration::from_millis(200);

/// Times the start from `started`, prints both times as JSON, and ends the program.
pub fn report_start(window: WebviewWindow, started: SystemTime) {
    tauri::async_runtime::spawn(async move {
        let began = since_1970(started);
        let mut paint = 0.0;
        loop {
            if paint == 0.0 {
                paint = answer(&window, PAINTED)
                    .await
                    .and_then(|text| text.parse().ok())
                    .unwrap_or(0.0);
            }
            let Some(seen) = answer(&window, LOOK).await else {
                return;
            };
            if paint > 0.0 && seen == "true" {
                let cards = since_1970(SystemTime::now()) - began;
                let paint = paint - began;
                // Whoever reads the line may have gone; there is nobody else to be told.
                let _ = writeln!(
                    std::io::stdout(),
                    r#"{{"paint_ms":{paint:.0},"cards_ms":{cards:.0}}}"#
                );
                window.app_handle().exit(0);
                return;
            }
            tokio::time::sleep(GLANCE).await;
        }
    });
}

/// What the page answers to a script, as JSON; nothing when it does not answer in time, as before it is there; `None` when
/// the window was closed.
async fn answer(window: &WebviewWindow, script: &str) -> Option<String> {
    let (send, answer) = tokio::sync::oneshot::channel();
    let send = std::sync::Mutex::new(Some(send));
    let asked = window.eval_with_callback(script, move |result| {
        let send = send.lock().ok().and_then(|mut send| send.take());
        if let Some(send) = send {
            // Nobody waits any more only when the program ends.
            let _ = send.send(result);
        }
    });
    asked.ok()?;
    let answer = tokio::time::timeout(PATIENCE, answer).await;
    Some(answer.ok().and_then(Result::ok).unwrap_or_default())
}

fn since_1970(at: SystemTime) -> f64 {
    at.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64() * 1000.0
}

/// Whether the page has shown its first state, after which it takes what is dropped on it; `None` when the window was closed.
pub async fn is_listening(window: &WebviewWindow) -> Option<bool> {
    let seen = answer(window, "document.documentElement.dataset.ready === \"true\"").await?;
    Some(seen == "true")
}

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
