//! An open library: its files, its gallery in memory, the model, clients and caches, and how verbs come to them. The verbs
//! are in the files named after them, above this one.

mod clients;
mod learnt;
mod loaded;
pub(crate) mod models;
mod query_embeddings;

use crate::brought::Photos;
use crate::clientele::{Clients, Shelves};
use crate::clock::{Clock, Seeds};
use crate::documents::Documents;
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::library::{self, Library};
use crate::locks::locked;
use crate::missing::FetchPicturesResponse;
use crate::progress::Cancel;
use crate::ranking::{Cosines, Mask, Sentence, kept_reach};
use crate::rejection::Rejection;
use crate::shop_looks::Looks;
use crate::slot::{ModelSlot, identity};
use lru::LruCache;
use nova_clip::ModelInfo;
use nova_index::NearKind;
use nova_store::{CatalogDb, Database, LibraryLock, Looked, UserDb};
use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, TryLockError};
use std::time::{Duration, Instant, SystemTime};

/// How many query embeddings, and how many queries' cosines with the whole gallery, are kept.
const EMBEDDING_CACHE: NonZeroUsize = NonZeroUsize::new(256).unwrap();
const COSINES_CACHE: NonZeroUsize = NonZeroUsize::new(16).unwrap();
/// How many sentences' gains with the whole of a large gallery are kept.
const GAINS_CACHE: NonZeroUsize = NonZeroUsize::new(8).unwrap();
/// How many sets of filters' rows are kept.
const MASK_CACHE: NonZeroUsize = NonZeroUsize::new(16).unwrap();
/// How many sentences are kept as they were read.
const SENTENCE_CACHE: NonZeroUsize = NonZeroUsize::new(64).unwrap();

/// How a library is opened.
#[derive(Debug, Clone, Default)]
pub struct OpenOptions {
    /// The library's folder; the platform's own when `None`.
    pub library: Option<PathBuf>,
    /// The PostgreSQL database that has the rows, where a chain shares one; files in the library's folder when `None`.
    pub database: Option<SharedDatabase>,
    /// Folder of the models that ship with the app.
    pub models: Option<PathBuf>,
    /// Folder of the demo catalogue.
    pub catalog: Option<PathBuf>,
    /// Name or folder of the model to use; nova-mini when `None`.
    pub model: Option<String>,
    /// Whether to write: takes the library's lock and makes the folder where it is missing.
    pub write: bool,
    /// From how many embeddings on an index answers; a measured default when `None`.
    pub index_min_rows: Option<usize>,
    /// From how many products on the catalogue is kept as it is in memory, for the next start; a measured default when `None`.
    pub snapshot_min_products: Option<usize>,
    /// What that index is made of.
    pub index: NearKind,
    /// What tells the time.
    pub clock: Clock,
    /// The first seed of draws whose request names none; another at each start when `None`.
    pub seed: Option<u64>,
}

/// How long nobody changes a catalogue that has come to rest.
const REST: Duration = Duration::from_secs(1);
/// How long a catalogue that others go on changing is not read anew.
const LONGEST_UNREAD: Duration = Duration::from_secs(30);

/// The catalogue's revisions, see [`CatalogDb::revision`].
#[derive(Default)]
struct Seen {
    /// That of the gallery.
    of_gallery: i64,
    /// That which was looked at last, and when another one was.
    last: i64,
    moved: Option<Instant>,
    /// When another than the gallery's was first seen.
    since: Option<Instant>,
}

/// A shop's rows at a PostgreSQL server. The library's folder then holds only what can be made again.
#[derive(Clone)]
pub struct SharedDatabase {
    /// Its address: `postgres://user:password@host:port/database`.
    pub url: String,
    /// Another address at which it is read: a replica that follows the first.
    pub replica: Option<String>,
    /// The shop, whose rows are in a schema of this name: a small letter, then at most 40 small letters, digits and `_`.
    pub shop: String,
}

impl std::fmt::Debug for SharedDatabase {
    // The addresses have passwords in them.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("SharedDatabase")
            .field("shop", &self.shop)
            .finish_non_exhaustive()
    }
}

impl SharedDatabase {
    pub(crate) fn database(&self) -> Result<Database, EngineError> {
        Ok(match &self.replica {
            Some(replica) => Database::postgres_with_replica(&self.url, replica, &self.shop)?,
            None => Database::postgres(&self.url, &self.shop)?,
        })
    }
}

/// Cosines with a whole gallery, by the query's key and the gallery's generation.
type CosinesCache = LruCache<(String, u64), Arc<Cosines>>;

/// What the facts of the rows say of a sentence, by the sentence and the gallery's generation.
type GainsCache = LruCache<(String, u64), Arc<Vec<f32>>>;

/// Mean and spread of an embedding's cosines with the rows, by its key and the gallery's generation.
type LevelCache = LruCache<(String, u64), (f32, f32)>;

/// Rows that keep to filters, by the filters and the gallery's generation.
type MaskCache = LruCache<(String, u64), Arc<Mask>>;

/// Sentences that were read, by their text and the gallery's generation.
type SentenceCache = LruCache<(String, u64, Option<nova_query::Language>), Arc<Sentence>>;

/// An open library. Every method may be called from any thread.
pub struct Engine {
    pub(crate) options: OpenOptions,
    pub(crate) library: Library,
    /// Where its rows are.
    pub(crate) database: Database,
    pub(crate) models_folder: PathBuf,
    pub(crate) catalog_folder: PathBuf,
    pub(crate) lock: Option<LibraryLock>,
    /// What is known of models by their folders, each under a lock of its own while its weights are hashed.
    pub(crate) inspected: Mutex<HashMap<PathBuf, Arc<Mutex<Option<ModelInfo>>>>>,
    pub(crate) embeddings: Mutex<LruCache<String, Arc<Vec<f32>>>>,
    pub(crate) cosines: Mutex<CosinesCache>,
    pub(crate) gains: Mutex<GainsCache>,
    pub(crate) levels: Mutex<LevelCache>,
    pub(crate) masks: Mutex<MaskCache>,
    pub(crate) sentences: Mutex<SentenceCache>,
    /// One import at a time.
    pub(crate) importing: Mutex<()>,
    /// One shop is learnt at a time, and what began by itself can be stopped.
    pub(crate) learning: Mutex<()>,
    pub(crate) learning_by_itself: Mutex<Option<Cancel>>,
    pub(crate) documents: Documents,
    /// The database of clients and what was made from it.
    pub(crate) clients: Clients,
    /// The features of the catalogue.
    pub(crate) shelves: Shelves,
    /// The photos that were searched with last.
    pub(crate) photos: Photos,
    /// The connection for what the window keeps.
    pub(crate) settings: Mutex<Option<UserDb>>,
    pub(crate) seeds: Seeds,
    /// What is known to be missing of the pictures that the catalogue names by address, for the gallery of a generation:
    /// telling it looks through the folder of the pictures.
    pub(crate) missing: Mutex<Option<(u64, FetchPicturesResponse)>>,
    /// What is known of the shop's looks, for the gallery of a generation.
    pub(crate) looks: Mutex<Option<Arc<Looks>>>,
    /// What of the changes to the catalogue by other servers was seen.
    seen: Mutex<Seen>,
    /// What of those to clients.
    looked: Mutex<Looked>,
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
        let database = match &options.database {
            Some(shared) => shared.database()?,
            None => Database::folder(&folder),
        };
        let mut lock = None;
        if options.write {
            library::create_folder(&folder)?;
            lock = Some(LibraryLock::take(&folder)?);
            // Brings the schema up to date before anything reads.
            CatalogDb::open(&database)?;
            query_embeddings::prune(
                &Library {
                    folder: folder.clone(),
                }
                .queries(),
                SystemTime::now(),
            );
        } else {
            nova_store::upgrade(&database)?;
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
        let seeds = Seeds::new(options.seed);
        let engine = Engine {
            options,
            documents: Documents::of(&database, &folder),
            library: Library { folder },
            database,
            models_folder,
            catalog_folder,
            lock,
            inspected: Mutex::new(HashMap::new()),
            embeddings: Mutex::new(LruCache::new(EMBEDDING_CACHE)),
            cosines: Mutex::new(LruCache::new(COSINES_CACHE)),
            gains: Mutex::new(LruCache::new(GAINS_CACHE)),
            levels: Mutex::new(LruCache::new(EMBEDDING_CACHE)),
            masks: Mutex::new(LruCache::new(MASK_CACHE)),
            sentences: Mutex::new(LruCache::new(SENTENCE_CACHE)),
            importing: Mutex::new(()),
            learning: Mutex::new(()),
            learning_by_itself: Mutex::new(None),
            clients: Clients::default(),
            shelves: Shelves::default(),
            photos: Photos::default(),
            settings: Mutex::new(None),
            seeds,
            missing: Mutex::new(None),
            looks: Mutex::new(None),
            seen: Mutex::default(),
            looked: Mutex::default(),
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

    /// What is kept whole beside the tables.
    pub fn documents(&self) -> &Documents {
        &self.documents
    }

    /// Milliseconds since 1970 by the clock that the library was opened with.
    pub(crate) fn now(&self) -> i64 {
        self.options.clock.now()
    }

    /// The catalogue as it is now.
    pub fn gallery(&self) -> Arc<Gallery> {
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

    /// Reads the catalogue into memory anew where another server has changed it and has come to rest, or goes on for long. Whether it
    /// was. To be called every second or so.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn look_again(&self) -> Result<bool, EngineError> {
        if !self.database.is_shared() {
            return Ok(false);
        }
        // Whoever imports here sees to it itself.
        let Ok(_no_import) = self.importing.try_lock() else {
            return Ok(false);
        };
        let now = self.read_db()?.map_or(Ok(0), |db| db.revision())?;
        let mut seen = locked(&self.seen);
        if seen.of_gallery == now {
            return Ok(false);
        }
        if seen.last != now {
            seen.last = now;
            seen.moved = Some(Instant::now());
        }
        let rests = seen.moved.is_none_or(|moved| moved.elapsed() >= REST);
        let since = *seen.since.get_or_insert_with(Instant::now);
        if !rests && since.elapsed() < LONGEST_UNREAD {
            return Ok(false);
        }
        drop(seen);
        self.take_over(Arc::new(self.chosen_slot()?))?;
        self.prepare_index()?;
        Ok(true)
    }

    /// The names of the clients whom other servers, or programs at the shop's database, changed since this was called last; `None`
    /// for those who are gone.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn clients_changed_elsewhere(&self) -> Result<Vec<Option<String>>, EngineError> {
        self.with_settings(|db| {
            let mut looked = locked(&self.looked);
            db.forget_changes()?;
            Ok(db.changed_elsewhere(&mut looked)?)
        })
    }

    /// Reads the catalogue into memory with the embeddings by another model, which serves from then on.
    pub(crate) fn take_over(&self, slot: Arc<ModelSlot>) -> Result<(), EngineError> {
        let generation = self.generation.fetch_add(1, Ordering::Relaxed);
        self.fetch_learnt()?;
        let loaded = match self.read_db()? {
            Some(db) => {
                // Read before the rows, so that what changes in between is found later.
                *locked(&self.seen) = Seen {
                    of_gallery: db.revision()?,
                    ..Seen::default()
                };
                let info = self.inspect_model(&slot.folder).ok();
                let identity = info.as_ref().map(identity);
                let learnt = identity.as_ref().and_then(|identity| self.learnt_for(identity));
                let loaded = self.loaded(&db, identity.as_ref(), slot, generation, learnt.map(Arc::new))?;
                if let Some(reach) = kept_reach(&db, &loaded.fingerprint)? {
                    // It was made a moment ago and is nobody else's yet.
                    let _ = loaded.reach.set(reach);
                }
                loaded
            }
            None => Gallery::empty(generation, slot),
        };
        *self.gallery.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(loaded);
        Ok(())
    }

    /// Whether there may be a database of clients: a library in which nothing is kept yet gets none by being read.
    pub(crate) fn keeps_clients(&self) -> bool {
        self.database.is_shared() || self.library.folder.join("user.db").is_file()
    }

    /// A connection for reading; `None` while nothing was ever imported.
    pub(crate) fn read_db(&self) -> Result<Option<CatalogDb>, EngineError> {
        Ok(CatalogDb::open_to_read(&self.database)?)
    }

    /// A connection for writing.
    pub(crate) fn write_db(&self) -> Result<CatalogDb, EngineError> {
        self.must_write()?;
        Ok(CatalogDb::open(&self.database)?)
    }

    /// Changes the catalogue by a connection of its own, as the only one of all servers of the shop.
    ///
    /// # Errors
    /// Those of `act`, and when another server changes it.
    pub(crate) fn write_alone<T>(
        &self,
        act: impl FnOnce(&mut CatalogDb) -> Result<T, EngineError>,
    ) -> Result<T, EngineError> {
        self.write_db()?.alone(act)
    }

    /// The table of the demo catalogue.
    pub(crate) fn demo_table(&self) -> PathBuf {
        let folder =
            std::fs::canonicalize(&self.catalog_folder).unwrap_or_else(|_| self.catalog_folder.clone());
        folder.join("catalog.csv")
    }

    pub(crate) fn must_write(&self) -> Result<(), EngineError> {
        self.lock.as_ref().map(drop).ok_or(EngineError::ReadOnly)
    }

    /// The right to change the catalogue or its embeddings, which one piece of work has at a time.
    pub(crate) fn start_import(&self) -> Result<MutexGuard<'_, ()>, EngineError> {
        match self.importing.try_lock() {
            Ok(right) => Ok(right),
            // One that ended with a panic is under way no longer, and what it had stored is whole.
            Err(TryLockError::Poisoned(ended)) => Ok(ended.into_inner()),
            Err(TryLockError::WouldBlock) => Err(Rejection::Importing.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(folder: &Path) -> Engine {
        Engine::open(OpenOptions {
            library: Some(folder.to_owned()),
            write: true,
            ..OpenOptions::default()
        })
        .expect("an empty library opens")
    }

    #[test]
    fn an_import_that_panicked_does_not_stand_in_the_way_of_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let engine = opened(folder.path());
        let right = engine.start_import().unwrap();
        assert!(engine.start_import().is_err(), "one at a time");
        drop(right);
        let broken = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let _right = engine.start_import().unwrap();
            panic!("in the middle");
        }));
        assert!(broken.is_err());
        assert!(engine.start_import().is_ok(), "it has ended");
    }
}
