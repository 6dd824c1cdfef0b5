//! The system's own dialogs for a photo, a catalogue file and a folder. Each answers with the chosen path,
//! or nothing when the user thought better of it. What stands in them is in the language of the page, which says it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use nova_api::{Advice, ErrorCode, Happened, Problem, WindowProblem, WireError};
use rfd::{AsyncFileDialog, FileHandle};
use serde::Deserialize;
use tauri::WebviewWindow;
use tokio::sync::oneshot;

/// Endings of the pictures that can be read.
pub const PICTURES: [&str; 12] = [
    "jpg", "jpeg", "jfif", "png", "webp", "avif", "heic", "heif", "gif", "bmp", "tif", "tiff",
];
/// Endings of the files that a shop's mark comes in.
const LOGOS: [&str; 6] = ["svg", "png", "jpg", "jpeg", "webp", "gif"];
/// Endings of the tables that can be imported.
const TABLES: [&str; 17] = [
    "csv", "tsv", "txt", "tab", "sql", "impex", "json", "jsonl", "ndjson", "xml", "rss", "atom", "yml",
    "xlsx", "xlsm", "xls", "ods",
];

/// What a dialog says.
#[derive(Debug, Clone, Deserialize)]
pub struct Words {
    /// Its title.
    title: String,
    /// What the files are called that it lists; empty where it lists folders.
    #[serde(default)]
    files: String,
}

/// Asks for a photo to search with.
///
/// # Errors
/// `InvalidInput` when the path is not Unicode, `Internal` when the window is gone.
#[tauri::command]
pub async fn choose_photo(window: WebviewWindow, words: Words) -> Result<Option<String>, WireError> {
    ask(&window, move |dialog| {
        dialog
            .set_title(words.title)
            .add_filter(words.files, &both_cases(&PICTURES))
            .pick_file()
    })
    .await
}

/// Asks for the shop's mark, which may be a drawing as well.
///
/// # Errors
/// As [`choose_photo`].
#[tauri::command]
pub async fn choose_logo(window: WebviewWindow, words: Words) -> Result<Option<String>, WireError> {
    ask(&window, move |dialog| {
        dialog
            .set_title(words.title)
            .add_filter(words.files, &both_cases(&LOGOS))
            .pick_file()
    })
    .await
}

/// Asks for a catalogue file to import.
///
/// # Errors
/// As [`choose_photo`].
#[tauri::command]
pub async fn choose_catalogue(window: WebviewWindow, words: Words) -> Result<Option<String>, WireError> {
    ask(&window, move |dialog| {
        dialog
            .set_title(words.title)
            .add_filter(words.files, &both_cases(&TABLES))
            .pick_file()
    })
    .await
}

/// Asks for a folder: pictures to import, or the pictures that belong to a catalogue file.
///
/// # Errors
/// As [`choose_photo`].
#[tauri::command]
pub async fn choose_folder(window: WebviewWindow, words: Words) -> Result<Option<String>, WireError> {
    ask(&window, move |dialog| dialog.set_title(words.title).pick_folder()).await
}

/// What a file that is to be written holds.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Saved {
    /// The whole library.
    Backup,
    /// A board to be shown to others.
    Board,
    /// A client, for another library.
    Client,
    /// Pages to print.
    Print,
}

impl Saved {
    /// The endings of its files, the usual one first.
    fn endings(self) -> &'static [&'static str] {
        match self {
            Saved::Backup => &["zip"],
            Saved::Board => &["html", "pdf", "csv"],
            Saved::Client => &["json"],
            Saved::Print => &["pdf"],
        }
    }

    /// A path with one of the endings of its kind, without which no dialog would list the file again. A dot in
    /// a name, as in "Look 2.5", is no ending.
    fn ended(self, chosen: PathBuf) -> PathBuf {
        let endings = self.endings();
        let known = |ending: &OsStr| endings.iter().any(|own| ending.eq_ignore_ascii_case(own));
        if chosen.extension().is_some_and(known) {
            return chosen;
        }
        let mut whole = chosen.into_os_string();
        whole.push(".");
        whole.push(endings[0]);
        whole.into()
    }
}

/// Where a file goes once its name has an ending.
#[derive(Debug, PartialEq, Eq)]
enum Named {
    /// The user has said so, and has been asked before another file is replaced.
    There(PathBuf),
    /// The ending makes it the name of a file that is there, of which the dialog did not ask.
    AskAgain(PathBuf),
}

fn named(kind: Saved, chosen: PathBuf, exists: impl Fn(&Path) -> bool) -> Named {
    let whole = kind.ended(chosen.clone());
    if whole != chosen && exists(&whole) {
        return Named::AskAgain(whole);
    }
    Named::There(whole)
}

/// Asks where to write a file, which is called `name` unless the user says otherwise. A name without an ending gets
/// that of its kind; where that is the name of another file, the dialog comes back with it, and asks whether to
/// replace that file as it does for any name.
///
/// # Errors
/// As [`choose_photo`].
#[tauri::command]
pub async fn choose_save(
    window: WebviewWindow,
    kind: Saved,
    name: String,
    words: Words,
) -> Result<Option<String>, WireError> {
    let mut offered = kind.ended(name.into());
    loop {
        let (path, words) = (offered.clone(), words.clone());
        let chosen = ask(&window, move |dialog| {
            let dialog = dialog
                .set_title(words.title)
                .set_file_name(path.file_name().unwrap_or_default().to_string_lossy())
                .add_filter(words.files, kind.endings());
            match path.parent().filter(|folder| folder.is_absolute()) {
                Some(folder) => dialog.set_directory(folder),
                None => dialog,
            }
            .save_file()
        })
        .await?;
        let Some(chosen) = chosen else { return Ok(None) };
        match named(kind, chosen.into(), Path::exists) {
            Named::There(path) => return as_text(path).map(Some),
            Named::AskAgain(path) => offered = path,
        }
    }
}

/// Asks for a backup to restore.
///
/// # Errors
/// As [`choose_photo`].
#[tauri::command]
pub async fn choose_backup(window: WebviewWindow, words: Words) -> Result<Option<String>, WireError> {
    ask(&window, move |dialog| {
        dialog
            .set_title(words.title)
            .add_filter(words.files, &both_cases(&["zip"]))
            .pick_file()
    })
    .await
}

/// Endings in lower and in upper case: on Linux the filter of a dialog tells them apart, and cameras write
/// upper case.
fn both_cases(endings: &[&str]) -> Vec<String> {
    endings
        .iter()
        .flat_map(|ending| [(*ending).to_owned(), ending.to_uppercase()])
        .collect()
}

/// Shows a dialog above `window` and waits for its answer. The dialog is made on the window's thread, as
/// every system demands, and waited for elsewhere.
async fn ask<F, A>(window: &WebviewWindow, make: F) -> Result<Option<String>, WireError>
where
    F: FnOnce(AsyncFileDialog) -> A + Send + 'static,
    A: Future<Output = Option<FileHandle>> + Send + 'static,
{
    let (send, made) = oneshot::channel();
    let parent = window.clone();
    window
        .run_on_main_thread(move || {
            // Nobody waits for the answer only when the window has been closed meanwhile.
            let _ = send.send(make(AsyncFileDialog::new().set_parent(&parent)));
        })
        .map_err(|_| window_gone())?;
    let answer = made.await.map_err(|_| window_gone())?.await;
    answer.map(|chosen| as_text(chosen.path().to_owned())).transpose()
}

fn window_gone() -> WireError {
    WireError {
        code: ErrorCode::Internal,
        message: "The window was closed before the dialog opened.".into(),
        hint: "Open the window again.".into(),
        advice: Some(Advice::TryAgain),
        problem: Some(Box::new(Happened::Engine(Problem::Internal {
            detail: "the window is gone".into(),
        }))),
    }
}

/// A path as the page can hold it.
pub fn as_text(path: PathBuf) -> Result<String, WireError> {
    path.into_os_string().into_string().map_err(|path| WireError {
        code: ErrorCode::InvalidInput,
        message: format!("The name {} cannot be read as text.", path.to_string_lossy()),
        hint: "Rename the file or its folder, or copy it to another place.".into(),
        advice: Some(Advice::RenameFile),
        problem: Some(Box::new(Happened::Window(WindowProblem::NameNotText {
            name: path.to_string_lossy().into_owned(),
        }))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_saved_has_an_ending_by_which_it_is_found_again() {
        let ended = |kind: Saved, chosen: &str| kind.ended(chosen.into()).to_string_lossy().into_owned();
        assert_eq!(ended(Saved::Backup, "/keep/shop"), "/keep/shop.zip");
        assert_eq!(ended(Saved::Client, "/keep/Inès.JSON"), "/keep/Inès.JSON");
        assert_eq!(
            ended(Saved::Board, "/keep/Look 2.5"),
            "/keep/Look 2.5.html",
            "a dot in a name is no ending"
        );
        assert_eq!(
            ended(Saved::Board, "/keep/look.csv"),
            "/keep/look.csv",
            "a board may be a table as well"
        );
        assert_eq!(
            ended(Saved::Board, "/keep/look.PDF"),
            "/keep/look.PDF",
            "or pages"
        );
        assert_eq!(ended(Saved::Print, "/keep/tags"), "/keep/tags.pdf");
    }

    #[test]
    fn an_ending_that_is_added_never_makes_it_the_name_of_another_file_unasked() {
        let there = |path: &Path| path == Path::new("/keep/shop.zip");
        let of = |chosen: &str| named(Saved::Backup, chosen.into(), there);
        assert_eq!(of("/keep/shop"), Named::AskAgain("/keep/shop.zip".into()));
        assert_eq!(of("/keep/store"), Named::There("/keep/store.zip".into()));
        assert_eq!(
            of("/keep/shop.zip"),
            Named::There("/keep/shop.zip".into()),
            "the dialog itself has asked about a name that was written out"
        );
    }
}
