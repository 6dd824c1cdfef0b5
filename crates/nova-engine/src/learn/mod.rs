//! Learning the shop: small maps on top of the model's embeddings, from the catalogue's own titles, prose and facts, so
//! that its words find its pictures. No picture is embedded again; what is learnt is one file, made again at any time.
//!
//! A fifth of the designs is held out. By them the number of steps is chosen, and whether what was learnt is adopted at
//! all (`decision`); then the same steps are gone with every piece (`teach`). What is asked of them is in `questions`, what is
//! taught in `material`; how the library keeps and applies it in the crate's `learnt`. The maths is `nova-learn`.

mod decision;
mod material;
mod plain;
mod questions;
mod record;
mod teach;

pub use questions::LearnFigures;

use crate::engine::Engine;
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::learnt::{LearntLeftAside, forget, keep, named};
use crate::locks::locked;
use crate::progress::{Cancel, Progress, milliseconds};
use crate::rejection::Rejection;
use crate::slot::{ModelSlot, identity};
use material::Material;
use nova_learn::Learnt;
use nova_store::ModelIdentity;
use record::{Record, sketch};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Instant;
use teach::{FEWEST_PIECES, nothing, teach};
use ts_rs::TS;

/// What to do about learning.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct LearnRequest {
    /// Measure only, and adopt nothing.
    #[ts(as = "Option<bool>")]
    pub dry_run: bool,
    /// Go back to the model as it came, and stay with it until learning is asked for again.
    #[ts(as = "Option<bool>")]
    pub off: bool,
    /// A name by which it can be cancelled.
    pub job: Option<String>,
}

/// What came of learning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LearnOutcome {
    /// It is searched with from now on.
    Adopted,
    /// It would have been adopted, and was only to be measured.
    Measured,
    /// Held-out pieces are not found better by more than chance.
    NotBetter,
    /// They are, but pictures among themselves or plain language are answered worse.
    WorseElsewhere,
    /// There are too few designs to hold some out.
    TooFew,
    /// The shop says too little of its pieces.
    TooLittleText,
    /// It was switched off.
    Off,
}

/// What was learnt, and how the pieces that it had not seen are found before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct LearnResponse {
    /// Pieces that there was something to learn of.
    pub pieces: usize,
    /// Distinct texts that they are described with.
    pub texts: usize,
    /// Pieces that were held out.
    pub held_out: usize,
    /// How the held-out pieces are found by the model alone.
    pub before: LearnFigures,
    /// How they are found by what was learnt; where nothing was, as before.
    pub after: LearnFigures,
    /// Whether it is searched with from now on.
    pub adopted: bool,
    /// Why, or why not.
    pub outcome: LearnOutcome,
    /// Milliseconds.
    pub took_ms: f64,
}

/// Where learning stands.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
pub struct LearningResponse {
    /// Whether searches use what was learnt.
    pub active: bool,
    /// Whether the model is used as it came because someone wished it.
    pub off: bool,
    /// Whether it is being learnt now.
    pub running: bool,
    /// What came of the last time.
    pub last: Option<LearnResponse>,
    /// Why what was learnt is left aside.
    pub left_aside: Option<LearntLeftAside>,
}

impl Engine {
    /// Learns the catalogue, and adopts what was learnt where held-out pieces are found better by more than chance and
    /// nothing else gets worse; or goes back to the model alone. Searches go on meanwhile. Stopped or killed on the way, all
    /// is as it was.
    ///
    /// # Errors
    /// When the library is only read (unless it is a dry run), the model cannot be used, the disk is full, learning is
    /// under way already, or the user stops it.
    pub fn learn(
        &self,
        request: &LearnRequest,
        cancel: &Cancel,
        report: &(dyn Fn(Progress) + Sync),
    ) -> Result<LearnResponse, EngineError> {
        if request.off {
            return self.unlearn();
        }
        if !request.dry_run {
            self.must_write()?;
        }
        let _one_at_a_time = self.learning.try_lock().map_err(|_| Rejection::Learning)?;
        self.learn_now(request.dry_run, cancel, report)
    }

    /// Learns after an import or a change of model, where that is worth it: unless it is switched off, the catalogue is the
    /// demo (which the built-in model knows), or much the same was learnt before. It takes half of the processor's cores.
    ///
    /// # Errors
    /// As [`Engine::learn`].
    pub fn learn_by_itself(&self, cancel: &Cancel) -> Result<Option<LearnResponse>, EngineError> {
        if self.lock.is_none() || !self.is_worth_learning()? {
            return Ok(None);
        }
        let Ok(_one_at_a_time) = self.learning.try_lock() else {
            return Ok(None);
        };
        *locked(&self.learning_by_itself) = Some(cancel.clone());
        let threads = std::thread::available_parallelism()
            .map_or(1, |cores| cores.get() / 2)
            .max(1);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let learnt = match pool {
            Ok(pool) => pool.install(|| self.learn_now(false, cancel, &|_| {})),
            Err(error) => Err(EngineError::Internal(error.to_string())),
        };
        *locked(&self.learning_by_itself) = None;
        learnt.map(Some)
    }

    /// Where learning stands.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn learning(&self) -> Result<LearningResponse, EngineError> {
        let gallery = self.gallery();
        let record = match self.read_db()? {
            Some(db) => Record::read(&db)?,
            None => Record::default(),
        };
        let left_aside = match gallery.learnt.is_some() {
            true => None,
            false => self.left_aside().map(|reason| reason.kind()),
        };
        Ok(LearningResponse {
            active: gallery.learnt.is_some(),
            off: record.off,
            running: self.learning.try_lock().is_err(),
            last: record.last,
            left_aside,
        })
    }

    fn unlearn(&self) -> Result<LearnResponse, EngineError> {
        let start = Instant::now();
        let db = self.write_db()?;
        self.stop_learning_by_itself();
        let mut record = Record::read(&db)?;
        record.off = true;
        record.keep(&db)?;
        forget(&self.library)?;
        self.share_learnt()?;
        self.refresh()?;
        self.prepare_index()?;
        let mut response = nothing(&Material::of(&self.gallery()), LearnOutcome::Off);
        response.took_ms = milliseconds(start);
        Ok(response)
    }

    fn is_worth_learning(&self) -> Result<bool, EngineError> {
        let gallery = self.gallery();
        let Some(db) = self.read_db()? else {
            return Ok(false);
        };
        let record = Record::read(&db)?;
        let demo = db
            .meta("source")?
            .is_some_and(|source| self.demo_table().to_string_lossy() == source);
        if record.off || demo || gallery.matrix.len() < FEWEST_PIECES {
            return Ok(false);
        }
        let info = self.inspect_model(&gallery.slot.folder)?;
        Ok(!record.is_of(&named(&identity(&info)), &sketch(&gallery)))
    }

    fn learn_now(
        &self,
        dry_run: bool,
        cancel: &Cancel,
        report: &(dyn Fn(Progress) + Sync),
    ) -> Result<LearnResponse, EngineError> {
        let start = Instant::now();
        let slot = self.slot();
        let model = identity(&self.inspect_model(&slot.folder)?);
        let gallery = self.gallery_of_model_alone(&slot, &model)?;
        let (mut response, maps) = teach(&gallery, &slot, cancel, report)?;
        let adopted = maps.filter(|_| !dry_run);
        response.outcome = match (response.outcome, dry_run) {
            (LearnOutcome::Adopted, true) => LearnOutcome::Measured,
            (outcome, _) => outcome,
        };
        response.adopted = adopted.is_some();
        response.took_ms = milliseconds(start);
        if dry_run {
            return Ok(response);
        }
        let db = self.write_db()?;
        let mut record = Record {
            off: false,
            model: named(&model),
            sketch: sketch(&gallery),
            last: Some(response.clone()),
        };
        match adopted {
            Some(maps) => {
                let learnt = Learnt {
                    model: record.model.clone(),
                    catalogue: gallery.fingerprint.clone(),
                    maps,
                };
                keep(&self.library, &learnt)?;
            }
            // What was learnt of an earlier catalogue does not serve this one better than the model.
            None => forget(&self.library)?,
        }
        self.share_learnt()?;
        response.took_ms = milliseconds(start);
        record.last = Some(response.clone());
        record.keep(&db)?;
        self.refresh()?;
        self.prepare_index()?;
        Ok(response)
    }

    /// The catalogue with the rows as the model in use made them, whatever was learnt on top of it.
    ///
    /// # Errors
    /// When the model cannot be used or the library cannot be read.
    pub fn gallery_before_learning(&self) -> Result<Arc<Gallery>, EngineError> {
        let slot = self.slot();
        let model = identity(&self.inspect_model(&slot.folder)?);
        self.gallery_of_model_alone(&slot, &model)
    }

    /// The catalogue with the rows as a model made them.
    pub(crate) fn gallery_of_model_alone(
        &self,
        slot: &Arc<ModelSlot>,
        model: &ModelIdentity,
    ) -> Result<Arc<Gallery>, EngineError> {
        let current = self.gallery();
        if current.learnt.is_none() && Arc::ptr_eq(&current.slot, slot) {
            return Ok(current);
        }
        Ok(Arc::new(match self.read_db()? {
            Some(db) => Gallery::load(
                &db,
                Some(model),
                Arc::clone(slot),
                0,
                None,
                &self.pieces_chosen()?,
            )?,
            None => Gallery::empty(0, Arc::clone(slot)),
        }))
    }
}
