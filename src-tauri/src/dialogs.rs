//! The system's own dialogs for a photo, a catalogue file and a folder. Each answers with the chosen path,
//! or nothing when the user thought better of it.

use std::ffi::OsStr;
use std::path::PathBuf;

use nova_api::{ErrorCode, WireError};
use rfd::{AsyncFileDialog, FileHandle};
use serde::Deserialize;
use tauri::WebviewWindow;
use tokio::sync::oneshot;

/// Endings of the pictures that can be read.
pub const PICTURES: [&str; 9] = ["jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff", "jfif"];
/// Endings of the tables that can be imported.
const TABLES: [&str; 10] = [
    "csv", "tsv", "txt", "json", "jsonl", "ndjson", "xlsx", "xlsm", "xls", "ods",
];

/// Asks for a photo to search with.
///
/// # Errors
/// `InvalidInput` when the path is not Unicode, `Internal` when the window is gone.
#[tauri::command]
pub async fn choose_photo(window: WebviewWindow) -> Result<Option<String>, WireError> {
    ask(&window, |dialog| {
        dialog
            .set_title("Choose a photo")
            .add_filter("Pictures", &both_cases(&PICTURES))
            .pick_file()
    })
    .await
}

/// Asks for a catalogue file to import.
///
/// # Errors
/// As [`choose_photo`].
#[tauri::command]
pub async fn choose_catalogue(window: WebviewWindow) -> Result<Option<String>, WireError> {
    ask(&window, |dialog| {
        dialog
            .set_title("Choose a catalogue")
            .add_filter("Catalogues", &both_cases(&TABLES))
            .pick_file()
    })
    .await
}

/// Asks for a folder: pictures to import, or the pictures that belong to a catalogue file.
///
/// # Errors
/// As [`choose_photo`].
#[tauri::command]
pub async fn choose_folder(window: WebviewWindow) -> Result<Option<String>, WireError> {
    ask(&window, |dialog| {
        dialog.set_title("Choose a folder of pictures").pick_folder()
    })
    .await
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
}

impl Saved {
    /// Title of its dialog, what its files are called, and their endings, the usual one first.
    fn words(self) -> (&'static str, &'static str, &'static [&'static str]) {
        match self {
            Saved::Backup => ("Save a backup", "Backups", &["zip"]),
            Saved::Board => ("Share a board", "Pages and tables", &["html", "csv"]),
            Saved::Client => ("Save a client", "Clients", &["json"]),
        }
    }

    /// A path with one of the endings of its kind, without which no dialog would list the file again. A dot in
    /// a name, as in "Look 2.5", is no ending.
    fn ended(self, chosen: PathBuf) -> PathBuf {
        let (_, _, endings) = self.words();
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

/// Asks where to write a file, which is called `name` unless the user says otherwise.
///
/// # Errors
/// As [`choose_photo`].
#[tauri::command]
pub async fn choose_save(
    window: WebviewWindow,
    kind: Saved,
    name: String,
) -> Result<Option<String>, WireError> {
    let chosen = ask(&window, move |dialog| {
        let (title, files, endings) = kind.words();
        dialog
            .set_title(title)
            .set_file_name(kind.ended(name.into()).to_string_lossy())
            .add_filter(files, endings)
            .save_file()
    })
    .await?;
    chosen.map(|path| as_text(kind.ended(path.into()))).transpose()
}

/// Asks for a backup to restore.
///
/// # Errors
/// As [`choose_photo`].
#[tauri::command]
pub async fn choose_backup(window: WebviewWindow) -> Result<Option<String>, WireError> {
    ask(&window, |dialog| {
        dialog
            .set_title("Choose a backup")
            .add_filter("Backups", &both_cases(&["zip"]))
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
    }
}

/// A path as the page can hold it.
pub fn as_text(path: PathBuf) -> Result<String, WireError> {
    path.into_os_string().into_string().map_err(|path| WireError {
        code: ErrorCode::InvalidInput,
        message: format!("The name {} cannot be read as text.", path.to_string_lossy()),
        hint: "Rename the file or its folder, or copy it to another place.".into(),
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
    }
}
