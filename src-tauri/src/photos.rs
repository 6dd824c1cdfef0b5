//! Photos the user brings to the window: from the clipboard, as bytes from the page, and the small pictures
//! of them that the page shows.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use nova_api::{Advice, ErrorCode, Happened, WindowProblem, WireError};
use serde::Serialize;
use tauri::State;

use crate::clipboard::{self, Copied};
use crate::dialogs::as_text;
use crate::library::{Library, away};

/// Previews handed to the page by this window. The page can fetch these and no other file by such a key.
#[derive(Default)]
pub struct Previews(Mutex<HashMap<String, PathBuf>>);

impl Previews {
    /// Makes a preview fetchable and returns its key, which is its file name.
    fn hand_out(&self, file: PathBuf) -> Option<String> {
        let key = file.file_name()?.to_str()?.to_owned();
        // The map is whole even if another thread panicked while holding it: an insert cannot stop midway.
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(key.clone(), file);
        Some(key)
    }

    /// The file of a key that was handed out.
    pub fn find(&self, key: &str) -> Option<PathBuf> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(key)
            .cloned()
    }
}

/// A pasted photo, as the page gets it.
#[derive(Serialize)]
pub struct Pasted {
    /// Where the photo lies.
    path: String,
    /// In pixels.
    width: u32,
    /// In pixels.
    height: u32,
}

/// A photo that was saved from bytes.
#[derive(Serialize)]
pub struct Saved {
    /// Where the photo lies.
    path: String,
}

/// Puts the picture of a product on the clipboard.
///
/// # Errors
/// `NotFound` when it has none, and those of the clipboard.
#[tauri::command]
pub async fn copy_picture(library: State<'_, Library>, id: String) -> Result<(), WireError> {
    let session = library.session().await?;
    away(move || {
        let file = session.picture_path(&id).ok_or_else(|| WireError {
            code: ErrorCode::NotFound,
            message: "This piece has no picture any more.".into(),
            hint: "Import its catalogue again.".into(),
            advice: Some(Advice::LookAgain),
            problem: Some(Box::new(Happened::Window(WindowProblem::NoPicture))),
        })?;
        clipboard::write(&file)
    })
    .await
}

/// The picture on the clipboard, saved in the library when it has no file of its own; `None` when the
/// clipboard holds no picture.
///
/// # Errors
/// When the clipboard or the library cannot be used.
#[tauri::command]
pub async fn paste_photo(library: State<'_, Library>) -> Result<Option<Pasted>, WireError> {
    let session = library.session().await?;
    away(move || {
        let Some((copied, width, height)) = clipboard::read()? else {
            return Ok(None);
        };
        let path = match copied {
            Copied::File(file) => file,
            Copied::Pixels(png) => session.keep_photo(&png, "pasted.png")?,
        };
        Ok(Some(Pasted {
            path: as_text(path)?,
            width,
            height,
        }))
    })
    .await
}

/// Saves the bytes of a photo that the page holds, such as one dragged from a browser.
///
/// # Errors
/// When the bytes are no picture or the library cannot be used.
#[tauri::command]
pub async fn save_pasted(
    name: String,
    bytes: Vec<u8>,
    library: State<'_, Library>,
) -> Result<Saved, WireError> {
    let session = library.session().await?;
    away(move || {
        Ok(Saved {
            path: as_text(session.keep_photo(&bytes, &name)?)?,
        })
    })
    .await
}

/// Makes a small picture of a photo and answers with its key for `photo/…` of the picture protocol.
///
/// # Errors
/// `PhotoUnreadable` when the file is no picture, and when the library cannot be used.
#[tauri::command]
pub async fn photo_preview(
    path: String,
    library: State<'_, Library>,
    previews: State<'_, Previews>,
) -> Result<String, WireError> {
    let session = library.session().await?;
    let preview = away(move || session.photo_preview(Path::new(&path))).await?;
    previews.hand_out(preview).ok_or_else(|| WireError {
        code: ErrorCode::Internal,
        message: "The preview of the photo has no name.".into(),
        hint: "Try another photo.".into(),
        advice: Some(Advice::ChooseAnotherPhoto),
        problem: Some(Box::new(Happened::Window(WindowProblem::NoPicture))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_previews_that_were_handed_out_are_found() {
        let previews = Previews::default();
        assert_eq!(previews.find("abc.jpg"), None, "nothing was handed out");
        let key = previews
            .hand_out("/library/previews/abc.jpg".into())
            .expect("the file has a name");
        assert_eq!(key, "abc.jpg", "the key tells nothing of the place");
        assert_eq!(previews.find(&key), Some("/library/previews/abc.jpg".into()));
        assert_eq!(
            previews.find("../catalog.db"),
            None,
            "a key is looked up, not followed"
        );
    }
}
