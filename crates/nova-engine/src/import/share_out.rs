//! An import's pictures, shared out among those who embed for a shop: they wait in its database, and the server that imports takes
//! part until none does. Where nobody else is there, nothing waits, and the import goes on alone.

use crate::error::EngineError;
use crate::import::pictures::{Counts, Known, MAX_VIEWS, PictureRun};
use crate::import::waiting::{LENT, Picture, Waiting, kind, take_part};
use crate::locks::locked;
use nova_domain::Product;
use nova_store::{CatalogDb, FileState, JobCounts, NewProduct};
use rayon::prelude::*;
use std::collections::HashSet;
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How long others may have work in hand, and nothing comes of it, before the import does it itself.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often it is looked whether the others are done.
const LOOK: Duration = Duration::from_millis(50);

/// The pictures of a product that were read.
#[derive(Default)]
struct Read {
    /// Those that are to be embedded.
    waiting: Option<Waiting>,
    /// What the files hold, by their names.
    states: Vec<(String, FileState)>,
}

impl PictureRun<'_> {
    /// Has the pictures of some products embedded by all who do that for the shop; whether there are others. What they could not do
    /// is left to the import itself. `tell` hears how many of the products are done.
    pub(super) fn share_out(
        &self,
        db: &mut CatalogDb,
        products: &[NewProduct],
        known: &mut Known,
        counts: &mut Counts,
        tell: &dyn Fn(usize),
    ) -> Result<bool, EngineError> {
        if !db.is_attended()? {
            return Ok(false);
        }
        let kind = kind(known.model.embedder.info());
        // What an import that was killed has left.
        clear(db, &kind)?;
        let taken = Mutex::new(HashSet::new());
        let read: Vec<Read> = products
            .par_iter()
            .map(|new| self.read_unknown(&new.product, known, &taken))
            .collect::<Result<_, _>>()?;
        let mut work = Vec::new();
        for Read { waiting, states } in read {
            known.files.extend(states);
            work.extend(waiting.as_ref().map(Waiting::written).transpose()?);
        }
        db.enqueue(&kind, &work)?;
        let others = products.len() - work.len();
        self.until_done(db, &kind, known, &|done| tell(others + done))?;
        for done in db.done_work(&kind)? {
            for picture in Waiting::read(&done).into_iter().flat_map(|done| done.pictures) {
                counts.embedded += 1;
                if picture.look {
                    known.looked_at(&picture.hash);
                }
                known.embedded(&picture.hash);
            }
        }
        clear(db, &kind)?;
        Ok(true)
    }

    /// Does what waits together with the others until nothing does, or it is stopped.
    fn until_done(
        &self,
        db: &mut CatalogDb,
        kind: &str,
        known: &Known,
        tell: &dyn Fn(usize),
    ) -> Result<(), EngineError> {
        let (mut last, mut since) = (JobCounts::default(), Instant::now());
        while !self.cancel.is_cancelled() {
            let came = take_part(
                db,
                &self.engine.library,
                &known.model,
                "import",
                self.engine.now(),
            )?;
            let counts = db.job_counts(kind)?;
            tell(counts.done + counts.failed);
            if counts.waiting == 0 {
                break;
            }
            if counts != last {
                (last, since) = (counts, Instant::now());
            }
            if came.taken == 0 {
                if since.elapsed() > PATIENCE {
                    break;
                }
                std::thread::sleep(LOOK);
            }
        }
        Ok(())
    }

    /// Reads the pictures of a product that are not known yet, and lays those where all can reach them that are to be embedded and
    /// that `taken` does not have.
    fn read_unknown(
        &self,
        product: &Product,
        known: &Known,
        taken: &Mutex<HashSet<String>>,
    ) -> Result<Read, EngineError> {
        let mut read = Read::default();
        // Why a picture is refused, and which are missing, is said where they are looked at once more.
        let Ok(Some(face)) = known.pictures.find(product) else {
            return Ok(read);
        };
        let views = product.views.iter().take(MAX_VIEWS);
        let views = views.filter_map(|view| known.pictures.find_view(view));
        for (number, path) in std::iter::once(face).chain(views).enumerate() {
            let name = self.engine.library.stored(&path);
            let Ok(facts) = self.facts(&path) else { continue };
            let state = known.files.get(&name).filter(|state| facts.is_of(state));
            if state.is_some_and(|state| known.is_embedded(&state.hash)) {
                continue;
            }
            let Ok(bytes) = crate::brought::read_photo(&path) else {
                continue;
            };
            let state = facts.state(&bytes);
            let hash = state.hash.clone();
            read.states.push((name.clone(), state));
            if known.is_embedded(&hash) || !locked(taken).insert(hash.clone()) {
                continue;
            }
            let (place, key) = self.lay_out(&path, name, &bytes, &hash)?;
            let waiting = read.waiting.get_or_insert_default();
            waiting.face |= number == 0;
            waiting.pictures.push(Picture {
                look: super::pictures::wants_shades(product, &hash, known),
                hash,
                place,
                key,
            });
        }
        Ok(read)
    }

    /// Sees to it that whoever works for the shop can read a picture; its file as a library names it, and its name among the shop's
    /// files.
    fn lay_out(
        &self,
        path: &Path,
        name: String,
        bytes: &[u8],
        hash: &str,
    ) -> Result<(String, String), EngineError> {
        if self.copy {
            let place = self.copy_picture(path, bytes, hash)?;
            return Ok((place.clone(), place));
        }
        let db = self.engine.write_db()?;
        let Some(files) = db.files() else {
            return Ok((name.clone(), name));
        };
        if !Path::new(&name).is_absolute() && files.has(&name)? {
            return Ok((name.clone(), name));
        }
        let key = format!("{LENT}{hash}");
        files.put(&key, bytes)?;
        Ok((name, key))
    }
}

/// Forgets what waits, and the pictures that were laid out for it.
fn clear(db: &mut CatalogDb, kind: &str) -> Result<(), EngineError> {
    db.empty_queue(kind)?;
    Ok(db.files().map_or(Ok(()), |files| files.remove_all(LENT))?)
}
