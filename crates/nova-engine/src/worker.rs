//! A worker: it embeds the pictures that wait in a shop's database, beside the server that imports them. Any number of them may do so on
//! any number of machines; each needs the models, and reaches pictures by their files where it has them and by the database elsewhere.
//!
//! Deliberately absent: what waits and how it is done (`import/waiting.rs`), and what puts it there (`import/share_out.rs`).

use crate::engine::OpenOptions;
use crate::engine::models::model_folders;
use crate::error::EngineError;
use crate::import::waiting::{KIND, Model, kind, take_part};
use crate::library::{Library, default_library, shipped};
use crate::progress::{Cancel, milliseconds};
use nova_clip::{Embedder, ModelInfo};
use nova_store::{CatalogDb, Database, StoreError};
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How often a worker looks for work where there is none.
const LOOK: Duration = Duration::from_secs(1);

/// How often it looks whether it is told to stop meanwhile.
const LISTEN: Duration = Duration::from_millis(100);

/// What a worker tells of itself.
#[derive(Debug, Clone)]
pub enum Worked {
    /// Pictures were embedded, and are in the catalogue.
    Batch(Batch),
    /// Pictures wait for a model that is not here.
    NoModel {
        /// The model, by hash and name.
        model: String,
    },
    /// The database does not answer; it is asked again.
    Unreachable {
        /// What the system or the server says.
        reason: String,
    },
}

/// Pictures that were embedded together.
#[derive(Debug, Clone)]
pub struct Batch {
    /// The model's name.
    pub model: String,
    /// Pictures that were embedded.
    pub pictures: usize,
    /// Products of which a picture was given up; the server that imports says why.
    pub failed: usize,
    /// Milliseconds.
    pub took_ms: f64,
}

/// What a worker did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct WorkResponse {
    /// Pictures that were embedded.
    pub pictures: usize,
    /// Products of which a picture was given up.
    pub failed: usize,
}

/// One that embeds what waits in a shop's database. It writes nothing into a library's folder.
pub struct Worker {
    database: Database,
    library: Library,
    /// Folder of the models that ship with the app.
    models: PathBuf,
    /// What is known of models by their folders: telling it needs a hash over all the weights.
    inspected: HashMap<PathBuf, Option<ModelInfo>>,
    /// The model that was used last, by the kind of its work.
    loaded: Option<(String, Embedder)>,
    /// Kinds of work whose model is not here.
    refused: HashSet<String>,
    done: WorkResponse,
}

impl Worker {
    /// A worker for the shop that is named. Its library's folder is looked into for models and pictures, and need not be there.
    ///
    /// # Errors
    /// When no database is named, or its address cannot be used.
    pub fn new(options: &OpenOptions) -> Result<Worker, EngineError> {
        let Some(shared) = &options.database else {
            return Err(EngineError::invalid(
                "a worker needs the database of a shop",
                "Name it with --database or STYLENOVA_DATABASE.",
            ));
        };
        let folder = options.library.clone().or_else(default_library);
        Ok(Worker {
            database: shared.database()?,
            library: Library {
                folder: folder.unwrap_or_default(),
            },
            models: options
                .models
                .clone()
                .unwrap_or_else(|| shipped("models", "STYLENOVA_MODELS")),
            inspected: HashMap::new(),
            loaded: None,
            refused: HashSet::new(),
            done: WorkResponse::default(),
        })
    }

    /// Embeds what waits until it is stopped, which it is between two batches, or, with `once`, until there is nothing that nobody
    /// else has in hand. A database that does not answer is waited for, except with `once`.
    ///
    /// # Errors
    /// When the database refuses, or a model fails.
    pub fn run(
        mut self,
        once: bool,
        cancel: &Cancel,
        tell: &dyn Fn(Worked),
    ) -> Result<WorkResponse, EngineError> {
        loop {
            let worked = CatalogDb::open(&self.database)
                .map_err(EngineError::from)
                .and_then(|mut db| db.attending(|db| self.until_stopped(db, once, cancel, tell)));
            match worked {
                Err(EngineError::Store(StoreError::Unreachable { reason, .. })) if !once => {
                    tell(Worked::Unreachable { reason });
                    wait(cancel);
                }
                worked => return worked.map(|()| self.done),
            }
            if cancel.is_cancelled() {
                return Ok(self.done);
            }
        }
    }

    fn until_stopped(
        &mut self,
        db: &mut CatalogDb,
        once: bool,
        cancel: &Cancel,
        tell: &dyn Fn(Worked),
    ) -> Result<(), EngineError> {
        while !cancel.is_cancelled() {
            let mut taken = 0;
            for kind in db.waiting_kinds(KIND)? {
                taken += self.take(db, &kind, tell)?;
            }
            if taken == 0 {
                if once {
                    break;
                }
                wait(cancel);
            }
        }
        Ok(())
    }

    /// Takes a few of a kind; how many.
    fn take(
        &mut self,
        db: &mut CatalogDb,
        wanted: &str,
        tell: &dyn Fn(Worked),
    ) -> Result<usize, EngineError> {
        let start = Instant::now();
        let Some(embedder) = self.embedder(wanted)? else {
            if self.refused.insert(wanted.to_owned()) {
                let model = wanted.trim_start_matches(KIND).to_owned();
                tell(Worked::NoModel { model });
            }
            return Ok(0);
        };
        let name = embedder.info().name.clone();
        let model = Model::of(embedder, db)?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = i64::try_from(now.as_millis()).unwrap_or(i64::MAX);
        let worker = format!("worker {}", std::process::id());
        let came = take_part(db, &self.library, &model, &worker, now)?;
        if came.taken > 0 {
            self.done.pictures += came.embedded;
            self.done.failed += came.failed;
            tell(Worked::Batch(Batch {
                model: name,
                pictures: came.embedded,
                failed: came.failed,
                took_ms: milliseconds(start),
            }));
        }
        Ok(came.taken)
    }

    /// The model that a kind of work is for; `None` where it is not here.
    fn embedder(&mut self, wanted: &str) -> Result<Option<Embedder>, EngineError> {
        if let Some((_, embedder)) = self.loaded.as_ref().filter(|(kind, _)| kind == wanted) {
            return Ok(Some(embedder.clone()));
        }
        for folder in model_folders(&self.library, &self.models) {
            let known = self.inspected.entry(folder);
            let (folder, info) = (
                known.key().clone(),
                known.or_insert_with_key(|folder| nova_clip::inspect(folder).ok()),
            );
            if info.as_ref().is_some_and(|info| kind(info) == wanted) {
                let embedder = Embedder::spawn(&folder)?;
                self.loaded = Some((wanted.to_owned(), embedder.clone()));
                return Ok(Some(embedder));
            }
        }
        Ok(None)
    }
}

/// Waits before the next look, and no longer than until it is told to stop.
fn wait(cancel: &Cancel) {
    let until = Instant::now() + LOOK;
    while !cancel.is_cancelled() && Instant::now() < until {
        std::thread::sleep(LISTEN);
    }
}
