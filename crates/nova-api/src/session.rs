//! An open library as the window and the terminal hold it.

use crate::error::WireError;
use crate::jobs::Jobs;
use nova_engine::{Cancel, Engine, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An open library and its jobs. Every method may be called from any thread, and blocks until it is done.
pub struct Session {
    engine: Arc<Engine>,
    pub(crate) jobs: Jobs,
}

impl Session {
    /// Opens a library.
    ///
    /// # Errors
    /// When it is in use by another process, was written by a newer version, or cannot be read.
    pub fn open(options: OpenOptions) -> Result<Session, WireError> {
        Ok(Session {
            engine: Arc::new(Engine::open(options)?),
            jobs: Jobs::default(),
        })
    }

    /// The verbs, for a caller that wants them without the wire.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The library's folder.
    pub fn library(&self) -> &Path {
        self.engine.library()
    }

    /// The file of a thumbnail by its key; `None` for anything that is no such key.
    pub fn thumb_path(&self, key: &str) -> Option<PathBuf> {
        self.engine.thumb_path(key)
    }

    /// The file of the shop's mark by its name in the settings; `None` for anything that is no such name.
    pub fn logo_path(&self, hash: &str) -> Option<PathBuf> {
        self.engine.logo_path(hash)
    }

    /// The file of a product's picture.
    pub fn picture_path(&self, product_id: &str) -> Option<PathBuf> {
        self.engine.picture_path(product_id)
    }

    /// The client who has the window, where it is handed over.
    pub fn kiosk_client(&self) -> Option<String> {
        self.engine.kiosk().client
    }

    /// Keeps a pasted picture in the library and answers with its file.
    ///
    /// # Errors
    /// When the bytes are no picture that can be read.
    pub fn keep_photo(&self, bytes: &[u8], name: &str) -> Result<PathBuf, WireError> {
        Ok(self.engine.keep_photo(bytes, name)?)
    }

    /// A thumbnail of a photo that the user brought.
    ///
    /// # Errors
    /// When the photo cannot be read.
    pub fn photo_preview(&self, path: &Path) -> Result<PathBuf, WireError> {
        Ok(self.engine.photo_preview(path)?)
    }

    /// Starts learning the catalogue in the background, where that is worth it.
    pub(crate) fn learn_by_itself(&self) {
        let engine = Arc::clone(&self.engine);
        // What came of it is asked for with `learning`; a failure leaves all as it was.
        std::thread::spawn(move || drop(engine.learn_by_itself(&Cancel::default())));
    }

    /// Starts loading the model in the background.
    pub fn warm(&self) {
        self.engine.warm();
    }
}
