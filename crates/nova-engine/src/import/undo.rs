//! Taking the last import back: the catalogue as it was before is kept in the library until the next one.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::library::{create_folder, remove_file, remove_folder};
use crate::rejection::Rejection;
use nova_store::CatalogDb;
use schemars::JsonSchema;
use serde::Serialize;
use std::path::Path;
use std::sync::Arc;
use ts_rs::TS;

/// The catalogue that is kept, in its folder.
const CATALOG: &str = "catalog.db";
/// What had been learnt of it.
const LEARNT: &str = "learnt";

/// An import that was taken back.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct UndoImportResponse {
    /// Products in the catalogue now.
    pub products: usize,
}

impl Engine {
    /// Puts the catalogue back that the last import replaced, with what had been learnt of it and the model it
    /// was searched with. What clients did meanwhile stays.
    ///
    /// # Errors
    /// When the last import was the first or was taken back already, the library cannot be written, or an import runs.
    pub fn undo_import(&self) -> Result<UndoImportResponse, EngineError> {
        self.must_write()?;
        let _one_at_a_time = self.start_import()?;
        let kept = self.library.before_import();
        if !self.can_undo_import() {
            return Err(Rejection::NoImport.into());
        }
        self.stop_learning_by_itself();
        match self.database.is_shared() {
            true => self.write_alone(|_| self.take_back(&kept)),
            false => self.take_back(&kept),
        }
    }

    fn take_back(&self, kept: &Path) -> Result<UndoImportResponse, EngineError> {
        self.know_boards()?;
        self.put_back(kept)?;
        remove_folder(kept)?;
        self.forget_missing_model()?;
        self.take_over(Arc::new(self.chosen_slot()?))?;
        self.prepare_index()?;
        self.write_quarantine_file(&self.write_db()?)?;
        Ok(UndoImportResponse {
            products: self.gallery().items.len(),
        })
    }

    /// Whether the last import can be taken back.
    pub(crate) fn can_undo_import(&self) -> bool {
        self.library.before_import().join(CATALOG).is_file()
    }

    /// Keeps the catalogue as it is, so that what comes next can be taken back. An import does not fail for want of room for a
    /// second catalogue; it can then not be taken back.
    pub(super) fn keep_before_import(&self, db: &CatalogDb) {
        let folder = self.library.before_import();
        let keep = || -> Result<(), EngineError> {
            remove_folder(&folder)?;
            create_folder(&folder)?;
            let learnt = self.library.learnt();
            if learnt.is_file() {
                let copy = folder.join(LEARNT);
                std::fs::copy(&learnt, &copy).map_err(|error| EngineError::io(&copy, error))?;
            }
            Ok(db.copy_to(&folder.join(CATALOG))?)
        };
        // A first import has nothing before it.
        let kept = !self.gallery().items.is_empty() && keep().is_ok();
        if !kept {
            // What is left of a copy that failed would be taken for one.
            let _ = remove_folder(&folder);
        }
    }

    /// Moves what was kept into its place. Killed on the way, the library is as it was or as it was before.
    fn put_back(&self, kept: &Path) -> Result<(), EngineError> {
        if self.database.is_shared() {
            self.write_db()?.take_over(&kept.join(CATALOG))?;
            return self.put_back_learnt(kept);
        }
        // Closed, a database whose log is empty is one file.
        self.write_db()?.empty_log()?;
        let catalog = self.library().join(CATALOG);
        for end in ["-wal", "-shm"] {
            remove_file(&self.library().join(format!("{CATALOG}{end}")))?;
        }
        let moved =
            |from: &Path, to: &Path| std::fs::rename(from, to).map_err(|error| EngineError::io(to, error));
        moved(&kept.join(CATALOG), &catalog)?;
        self.put_back_learnt(kept)
    }

    fn put_back_learnt(&self, kept: &Path) -> Result<(), EngineError> {
        let learnt = self.library.learnt();
        remove_file(&learnt)?;
        let before = kept.join(LEARNT);
        if before.is_file() {
            std::fs::rename(&before, &learnt).map_err(|error| EngineError::io(&learnt, error))?;
        }
        self.share_learnt()
    }
}
