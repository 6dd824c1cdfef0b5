//! What a crash leaves behind: a report in the library, which the next start offers to show. Nothing is sent anywhere.

use std::backtrace::Backtrace;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use nova_api::{Advice, ErrorCode, Happened, Problem, WireError};
use serde::Serialize;
use tauri::State;

/// Most bytes of a report; a page that fails in a loop does not fill the disk.
const MAX_BYTES: u64 = 256 * 1024;
const NOW: &str = "crash.txt";
const EARLIER: &str = "crash-earlier.txt";

/// Where reports of this library are; nowhere where the system names no folder for it.
#[derive(Default)]
pub struct Crashes {
    library: Option<PathBuf>,
}

/// What an earlier run left behind.
#[derive(Debug, Serialize)]
pub struct Report {
    path: String,
    text: String,
}

/// Sets earlier reports aside, so that they can be offered, and writes one whenever a thread panics.
pub fn watch(library: PathBuf) -> Crashes {
    // A failure means that there is no report; what cannot be read is not offered.
    let _ = std::fs::rename(library.join(NOW), library.join(EARLIER));
    let (folder, before) = (library.clone(), std::panic::take_hook());
    std::panic::set_hook(Box::new(move |panic| {
        before(panic);
        append(&folder, &format!("{panic}\n\n{}", Backtrace::force_capture()));
    }));
    Crashes {
        library: Some(library),
    }
}

/// Adds to the report of this run. There is nobody left to be told when that fails.
fn append(library: &Path, text: &str) {
    let path = library.join(NOW);
    let size = std::fs::metadata(&path).map_or(0, |facts| facts.len());
    if size + text.len() as u64 > MAX_BYTES {
        return;
    }
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs();
    let head = format!(
        "StyleNova {} on {} {}, {seconds} s after 1970-01-01 UTC",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
    );
    if let Ok(mut file) = OpenOptions::new().create(true).append(true).open(path) {
        let _ = write!(file, "{head}\n{text}\n\n");
    }
}

/// What an earlier run left behind when it crashed; nothing when it did not.
#[tauri::command]
pub fn crash_report(crashes: State<'_, Crashes>) -> Option<Report> {
    let path = crashes.library.as_ref()?.join(EARLIER);
    let bytes = std::fs::read(&path).ok()?;
    Some(Report {
        path: path.to_string_lossy().into_owned(),
        text: String::from_utf8_lossy(&bytes).into_owned(),
    })
}

/// Removes what an earlier run left behind.
///
/// # Errors
/// `Internal` when it is there and cannot be removed.
#[tauri::command]
pub fn dismiss_crash(crashes: State<'_, Crashes>) -> Result<(), WireError> {
    let Some(library) = &crashes.library else {
        return Ok(());
    };
    let path = library.join(EARLIER);
    match std::fs::remove_file(&path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(WireError {
            code: ErrorCode::Internal,
            message: format!("{} could not be removed: {error}", path.display()),
            hint: "Remove it in the file manager.".into(),
            advice: Some(Advice::TryAgain),
            problem: Some(Box::new(Happened::Engine(Problem::File {
                path: path.display().to_string(),
                system: error.to_string(),
            }))),
        }),
    }
}

/// Keeps an error of the page that nobody caught.
#[tauri::command]
pub fn report_crash(text: String, crashes: State<'_, Crashes>) {
    if let Some(library) = &crashes.library {
        append(library, &text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_grows_by_each_crash_and_stays_small() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        append(folder.path(), "the first");
        append(folder.path(), "the second");
        append(folder.path(), &"x".repeat(MAX_BYTES as usize));
        let text = std::fs::read_to_string(folder.path().join(NOW)).expect("a report");
        assert!(
            text.contains("the first") && text.contains("the second"),
            "{text}"
        );
        assert!((text.len() as u64) < MAX_BYTES, "what is too long is left out");
        assert!(
            text.contains(env!("CARGO_PKG_VERSION")),
            "it says of which version"
        );
    }
}
