//! What searches of a gallery want beside its rows, made when the rows are there: how far words reach, and the index.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::library;
use crate::ranking::{REACH, answered};
use nova_index::{IndexError, NearIndex, NearKind};
use std::sync::Arc;

/// From how many embeddings on an index answers in place of the exact scan. Up to here the exact scan
/// stays below what a person can notice (docs/search.md has the measurement), and is exact.
const INDEX_MIN_ROWS: usize = 200_000;

/// From how many products on a gallery is kept for the next start: below, reading the database takes no longer.
const SNAPSHOT_MIN_PRODUCTS: usize = 5_000;

impl Engine {
    pub(crate) fn wants_snapshot(&self, products: usize) -> bool {
        products
            >= self
                .options
                .snapshot_min_products
                .unwrap_or(SNAPSHOT_MIN_PRODUCTS)
    }

    pub(crate) fn wants_index(&self, rows: usize) -> bool {
        rows >= self.options.index_min_rows.unwrap_or(INDEX_MIN_ROWS)
    }

    /// Makes what searches of the gallery want beside its rows: how far words reach, and, where it is large enough to want
    /// one, the index: read from disk and brought up to the rows, else built, and saved where this process may write. Until it
    /// is there the exact scan answers.
    pub(crate) fn prepare_index(&self) -> Result<(), EngineError> {
        self.prepare_index_telling(&|_| ())
    }

    /// As [`Engine::prepare_index`]; `told` hears the share of an index that is built, 0..1.
    pub(crate) fn prepare_index_telling(&self, told: &(dyn Fn(f32) + Sync)) -> Result<(), EngineError> {
        let gallery = self.gallery();
        gallery.words();
        self.measure_reach(&gallery)?;
        self.keep_snapshot(&gallery);
        if !self.wants_index(gallery.matrix.len()) || gallery.index.get().is_some() {
            return Ok(());
        }
        let (kind, path) = (self.options.index, self.library.index(self.options.index));
        let (index, changed) = match NearIndex::open(kind, &path, &gallery.fingerprint, &gallery.matrix) {
            Ok(opened) => opened,
            Err(IndexError::Io { path, source }) => return Err(EngineError::io(path, source)),
            Err(_) if self.lock.is_none() => return Ok(()),
            Err(_) => (NearIndex::build(kind, &gallery.matrix, told), true),
        };
        if changed && self.lock.is_some() {
            library::create_folder(&self.library.folder.join("index"))?;
            index
                .save(&path, &gallery.fingerprint)
                .map_err(|error| match error {
                    IndexError::Io { path, source } => EngineError::io(path, source),
                    other => EngineError::Internal(other.to_string()),
                })?;
            for other in [NearKind::Parts, NearKind::Graph]
                .into_iter()
                .filter(|other| *other != kind)
            {
                // An index of another kind would never be read again. If it cannot be taken away, it only takes up room.
                let _ = std::fs::remove_file(self.library.index(other));
            }
        }
        // Another thread may have been faster; its index is as good.
        let _ = gallery.index.set(Arc::new(index));
        Ok(())
    }

    /// Keeps a gallery for the next start, where it is worth that and nothing has changed since it was read.
    fn keep_snapshot(&self, gallery: &Gallery) {
        let Some(snapshot) = gallery.snapshot.as_ref().filter(|_| self.lock.is_some()) else {
            return;
        };
        let state = self
            .read_db()
            .ok()
            .flatten()
            .and_then(|db| db.state().ok().flatten());
        if state.as_deref() == Some(snapshot.state.as_str()) {
            // Where the disk is full the next start takes longer, and that is all.
            let _ = snapshot.keep(gallery);
        }
    }

    /// Measures what words must reach in a gallery, unless that is known, and keeps it.
    fn measure_reach(&self, gallery: &Gallery) -> Result<(), EngineError> {
        if gallery.matrix.is_empty() || gallery.reach.get().is_some() {
            return Ok(());
        }
        // Where this process may only read, another one keeps it.
        if self.lock.is_none() {
            return Ok(());
        }
        let reach = answered(gallery)?;
        let fact = format!("{} {reach}", gallery.fingerprint);
        self.write_db()?.set_meta(REACH, Some(&fact))?;
        // Another thread may have been faster; its answer is the same.
        let _ = gallery.reach.set(reach);
        Ok(())
    }

    /// Builds an index for as long as this engine is open, however small the gallery, and does not keep it: for
    /// measurements.
    pub fn index_in_memory(&self, kind: NearKind) {
        let gallery = self.gallery();
        gallery
            .index
            .get_or_init(|| Arc::new(NearIndex::build(kind, &gallery.matrix, &|_| ())));
    }
}
