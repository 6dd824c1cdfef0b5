//! What the desktop does beside the window: another program, the pointer and the keys of the system, its dialogs.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use xtask::processes::is_installed;

use crate::page::Page;
use crate::stage::{Stage, checkout, skip};

/// Debian's Python, which has its bindings of GTK; another one on the `PATH` may not.
pub const PYTHON: &str = "/usr/bin/python3";

/// A stage with the demo catalogue and other programs beside the window, or why there is none.
pub fn set() -> Option<Stage> {
    if !is_installed("xdotool") {
        return skip("xdotool is not installed (Debian package xdotool)");
    }
    let gtk = ["-c", "import gi; gi.require_version('Gtk', '3.0')"];
    if !Command::new(PYTHON)
        .args(gtk)
        .output()
        .is_ok_and(|output| output.status.success())
    {
        return skip("PyGObject is not installed (Debian packages python3-gi and gir1.2-gtk-3.0)");
    }
    Stage::with_demo()
}

/// Has xdotool do something, such as `["key", "Return"]`; whether it could.
pub fn xdotool(stage: &Stage, words: &[&str]) -> bool {
    let mut command = Command::new("xdotool");
    stage
        .lend(command.args(words))
        .output()
        .expect("xdotool runs")
        .status
        .success()
}

/// Asks every window of the program to close, as the cross in its corner does; how many were asked.
pub fn ask_to_close(stage: &Stage) -> usize {
    let mut search = Command::new("xdotool");
    let found = stage
        .lend(search.args(["search", "--onlyvisible", "--name", "StyleNova"]))
        .output()
        .expect("xdotool runs");
    let script = checkout().join("tests/window/close-window.py");
    String::from_utf8_lossy(&found.stdout)
        .lines()
        .filter(|window| {
            let mut ask = Command::new(PYTHON);
            stage
                .lend(ask.arg(&script).arg(window))
                .status()
                .is_ok_and(|done| done.success())
        })
        .count()
}

/// A path as it is typed.
pub fn text(path: &Path) -> &str {
    path.to_str().expect("temporary folders have plain names")
}

/// Waits for the dialog with this title, writes a path into it and confirms, or leaves it by Escape; until it is closed.
pub async fn answer(page: &Page<'_>, stage: &Stage, title: &str, path: Option<&Path>) {
    let named = format!("^{title}$");
    let find = ["search", "--onlyvisible", "--name", &named];
    let focus = [&find[..], &["windowfocus", "--sync"]].concat();
    page.until(&format!("the dialog {title:?} to open"), || async {
        xdotool(stage, &focus).then_some(())
    })
    .await;
    page.until(&format!("the dialog {title:?} to close"), || async {
        if let Some(path) = path {
            xdotool(stage, &["key", "ctrl+l", "ctrl+a"]);
            xdotool(stage, &["type", text(path)]);
            // A picture for whoever looks later; while it is taken, the dialog takes in what was typed.
            page.picture_now("dialog");
            xdotool(stage, &["key", "Return"]);
        } else {
            xdotool(stage, &["key", "Escape"]);
        }
        // What is written while it still reads a folder may be lost, and is then written again; but not into the
        // window behind a dialog that is closing.
        for _ in 0..40 {
            if !xdotool(stage, &find) {
                return Some(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        None
    })
    .await;
}
