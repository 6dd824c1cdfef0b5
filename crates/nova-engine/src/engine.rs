//! An open library: its files, its gallery in memory, the model, and the caches. The verbs are in the files
//! named after them.

use crate::client::Clients;
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::library::{self, Library};
use crate::models::{self, ModelSlot};
use crate::query_embeddings;
use crate::search::{Cosines, Mask};
use lru::LruCache;
use nova_clip::ModelInfo;
use nova_index::{HnswIndex, IndexError, Parameters};
use nova_store::{CatalogDb, LibraryLock};
use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::SystemTime;

/// From how many embeddings on the HNSW index answers in place of the exact scan. Up to here the exact scan
/// stays below what a person can notice (ARCHITECTURE.md has the measurement), and is exact.
const HNSW_MIN_ROWS: usize = 200_000;

/// How many query embeddings, and how many queries' cosines with the whole gallery, are kept.
const EMBEDDING_CACHE: NonZeroUsize = NonZeroUsize::new(256).unwrap();
const COSINES_CACHE: NonZeroUsize = NonZeroUsize::new(16).unwrap();
/// How many sets of filters' rows are kept.
const MASK_CACHE: NonZeroUsize = NonZeroUsize::new(16).unwrap();

/// How a library is opened.
#[derive(Debug, Clone, Default)]
pub struct OpenOptions {
    /// The library's folder; the platform's own when `None`.
    pub library: Option<PathBuf>,
    /// Folder of the models that ship with the app.
    pub models: Option<PathBuf>,
    /// Folder of the demo catalogue.
    pub catalog: Option<PathBuf>,
    /// Name or folder of the model to use; nova-mini when `None`.
    pub model: Option<String>,
    /// Whether to write: takes the library's lock and makes the folder where it is missing.
    pub write: bool,
    /// From how many embeddings on HNSW answers; a measured default when `None`.
    pub hnsw_min_rows: Option<usize>,
}

/// Cosines with a whole gallery, by the query's key and the gallery's generation.
type CosinesCache = LruCache<(String, u64), Arc<Cosines>>;

/// Rows that keep to filters, by the filters and the gallery's generation.
type MaskCache = LruCache<(String, u64), Arc<Mask>>;

/// An open library. Every method may be called from any thread.
pub struct Engine {
    pub(crate) options: OpenOptions,
    pub(crate) library: Library,
    pub(crate) models_folder: PathBuf,
    pub(crate) catalog_folder: PathBuf,
    pub(crate) lock: Option<LibraryLock>,
    pub(crate) inspected: Mutex<HashMap<PathBuf, ModelInfo>>,
    pub(crate) embeddings: Mutex<LruCache<String, Arc<Vec<f32>>>>,
    pub(crate) cosines: Mutex<CosinesCache>,
    pub(crate) masks: Mutex<MaskCache>,
    /// One import at a time.
    pub(crate) importing: Mutex<()>,
    pub(crate) clients: Clients,
    /// The gallery that serves, which holds the model that made its rows.
    gallery: RwLock<Arc<Gallery>>,
    generation: AtomicU64,
}

impl Engine {
    /// Opens a library and reads its catalogue into memory. The model is loaded when it is first needed.
    ///
    /// # Errors
    /// When the folder cannot be used, is being written by another process, or was written by a newer version.
    pub fn open(options: OpenOptions) -> Result<Engine, EngineError> {
        let folder = options
            .library
            .clone()
            .or_else(library::default_library)
            .ok_or_else(|| {
                EngineError::invalid(
                    "the system names no folder for the library",
                    "Name one with --library or STYLENOVA_LIBRARY.",
                )
            })?;
        let folder = std::path::absolute(&folder).map_err(|error| EngineError::io(&folder, error))?;
        let mut lock = None;
        if options.write {
            library::create_folder(&folder)?;
            lock = Some(LibraryLock::take(&folder)?);
            // Brings the schema up to date before anything reads.
            CatalogDb::open(&folder)?;
            query_embeddings::prune(
                &Library {
                    folder: folder.clone(),
                }
                .queries(),
                SystemTime::now(),
            );
        } else {
            nova_store::upgrade(&folder)?;
        }
        let models_folder = options
            .models
            .clone()
            .unwrap_or_else(|| library::shipped("models", "STYLENOVA_MODELS"));
        let catalog_folder = options
            .catalog
            .clone()
            .unwrap_or_else(|| library::shipped("catalog", "STYLENOVA_CATALOG"));
        let nowhere = Arc::new(ModelSlot::new(String::new(), PathBuf::new()));
        let engine = Engine {
            options,
            library: Library { folder },
            models_folder,
            catalog_folder,
            lock,
            inspected: Mutex::new(HashMap::new()),
            embeddings: Mutex::new(LruCache::new(EMBEDDING_CACHE)),
            cosines: Mutex::new(LruCache::new(COSINES_CACHE)),
            masks: Mutex::new(LruCache::new(MASK_CACHE)),
            importing: Mutex::new(()),
            clients: Clients::default(),
            gallery: RwLock::new(Arc::new(Gallery::empty(0, nowhere))),
            generation: AtomicU64::new(1),
        };
        engine.take_over(Arc::new(engine.chosen_slot()?))?;
        Ok(engine)
    }

    /// The library's folder.
    pub fn library(&self) -> &Path {
        &self.library.folder
    }

    /// The catalogue as it is now.
    pub(crate) fn gallery(&self) -> Arc<Gallery> {
        Arc::clone(&self.gallery.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The model that searches use.
    pub(crate) fn slot(&self) -> Arc<ModelSlot> {
        Arc::clone(&self.gallery().slot)
    }

    /// Reads the catalogue into memory anew. Searches under way finish on the old one.
    pub(crate) fn refresh(&self) -> Result<(), EngineError> {
        self.take_over(self.slot())
    }

    /// Reads the catalogue into memory with the embeddings by another model, which serves from then on.
    pub(crate) fn take_over(&self, slot: Arc<ModelSlot>) -> Result<(), EngineError> {
        let generation = self.generation.fetch_add(1, Ordering::Relaxed);
        let loaded = match self.read_db()? {
            Some(db) => {
                let info = self.inspect_model(&slot.folder).ok();
                let identity = info.as_ref().map(models::identity);
                Gallery::load(&db, identity.as_ref(), slot, generation)?
            }
            None => Gallery::empty(generation, slot),
        };
        *self.gallery.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(loaded);
        Ok(())
    }

    /// A connection for reading; `None` while nothing was ever imported.
    pub(crate) fn read_db(&self) -> Result<Option<CatalogDb>, EngineError> {
        Ok(CatalogDb::open_to_read(&self.library.folder)?)
    }

    /// A connection for writing.
    pub(crate) fn write_db(&self) -> Result<CatalogDb, EngineError> {
        self.must_write()?;
        Ok(CatalogDb::open(&self.library.folder)?)
    }

    pub(crate) fn must_write(&self) -> Result<(), EngineError> {
        self.lock.as_ref().map(drop).ok_or(EngineError::ReadOnly)
    }

    /// The right to change the catalogue or its embeddings, which one piece of work has at a time.
    pub(crate) fn start_import(&self) -> Result<MutexGuard<'_, ()>, EngineError> {
        self.importing.try_lock().map_err(|_| {
            EngineError::invalid(
                "an import is under way already",
                "Wait for it to end, or cancel it first.",
            )
        })
    }

    pub(crate) fn wants_hnsw(&self, rows: usize) -> bool {
        rows >= self.options.hnsw_min_rows.unwrap_or(HNSW_MIN_ROWS)
    }

    /// Makes what searches of the gallery want beside its rows: how far words reach, and, where it is large enough to want
    /// one, the HNSW index, read from disk where it fits, else built, and saved where this process may write. Until it is
    /// there the exact scan answers.
    pub(crate) fn prepare_index(&self) -> Result<(), EngineError> {
        let gallery = self.gallery();
        self.measure_reach(&gallery)?;
        if !self.wants_hnsw(gallery.matrix.len()) || gallery.hnsw.get().is_some() {
            return Ok(());
        }
        let path = self.library.index();
        let index = match HnswIndex::load(&path, &gallery.fingerprint) {
            Ok(index) => index,
            Err(IndexError::Io { path, source }) => return Err(EngineError::io(path, source)),
            Err(_) if self.lock.is_none() => return Ok(()),
            Err(_) => {
                let index = HnswIndex::build(&gallery.matrix, Parameters::default());
                library::create_folder(&self.library.folder.join("index"))?;
                index
                    .save(&path, &gallery.fingerprint)
                    .map_err(|error| match error {
                        IndexError::Io { path, source } => EngineError::io(path, source),
                        other => EngineError::Internal(other.to_string()),
                    })?;
                index
            }
        };
        // Another thread may have been faster; its index is as good.
        let _ = gallery.hnsw.set(Arc::new(index));
        Ok(())
    }
}

impl Engine {
    /// Builds the HNSW index for as long as this engine is open, however small the gallery, and does not keep it: for
    /// measurements.
    pub fn index_in_memory(&self) {
        let gallery = self.gallery();
        gallery
            .hnsw
            .get_or_init(|| Arc::new(HnswIndex::build(&gallery.matrix, Parameters::default())));
    }
}

/// Locks a mutex. What it guards here is a cache, which a panic elsewhere cannot leave half-written.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
