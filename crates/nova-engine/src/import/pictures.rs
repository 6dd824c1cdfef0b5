//! The long part of an import: find each product's picture, read it, make its thumbnail and its embedding.
//! Work goes chunk by chunk; each chunk is in the library before the next begins.

use crate::brought::read_photo;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::import::picture_places::{Pictures, Refused};
use crate::import::waiting::Model;
use crate::infer::infer;
use crate::library::write_atomically;
use crate::locks::locked;
use crate::photo::{ensure_thumb, shades};
use crate::problem::SourceFault;
use crate::progress::{Cancel, Progress, Step};
use crate::quarantine::LeftOut;
use crate::slot::ModelSlot;
use nova_clip::Pixels;
use nova_domain::Product;
use nova_domain::garment::Shade;
use nova_pictures::{Photo, PhotoLimits};
use nova_store::{CatalogDb, FileState, NewProduct, PictureUpdate, QuarantineEntry};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::UNIX_EPOCH;

/// Pictures that are read, embedded and stored together: small enough that a cancel is felt at once.
pub(crate) const CHUNK: usize = 64;

/// Products whose pictures are shared out together, in chunks: many enough that few wait for the last one.
const SHARE: usize = 16 * CHUNK;

/// Most pictures of a product beside its first: what is beyond shows a seam or a label.
pub(crate) const MAX_VIEWS: usize = 8;

/// The pictures of one import.
pub(crate) struct PictureRun<'a> {
    pub engine: &'a Engine,
    /// The model that embeds.
    pub slot: &'a ModelSlot,
    /// Folder that pictures are relative to.
    pub images: &'a Path,
    /// Whether to copy pictures into the library.
    pub copy: bool,
    pub cancel: &'a Cancel,
    pub report: &'a (dyn Fn(Progress) + Sync),
    /// Rows that were left out before, and pictures since.
    pub quarantined: AtomicUsize,
}

/// What became of the pictures.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub embedded: usize,
    /// Products whose picture cannot be used.
    pub failed: usize,
    /// Pictures that cannot be used, further ones of products among them.
    pub rejected: usize,
    /// Products that have a picture.
    pub with: usize,
    /// Products that have no picture here, and whose catalogue did not promise one.
    pub without: usize,
}

/// What is known before the pictures are read.
pub(crate) struct Known {
    pub(super) files: HashMap<String, FileState>,
    pub(super) model: Model,
    pub pictures: Pictures,
    /// What grows while the next pictures are read.
    done: Mutex<Done>,
}

/// Pictures that are done, by their hashes.
struct Done {
    embedded: HashSet<String>,
    /// Those whose shades were found.
    looked_at: HashSet<String>,
    /// How many were embedded when the gallery was last read.
    shown: usize,
}

impl Known {
    /// Whether a picture is embedded.
    pub(super) fn is_embedded(&self, hash: &str) -> bool {
        locked(&self.done).embedded.contains(hash)
    }

    /// Notes that a picture is embedded, or will be at once; whether that is new.
    pub(super) fn embedded(&self, hash: &str) -> bool {
        locked(&self.done).embedded.insert(hash.to_owned())
    }

    /// Notes that the shades of a picture were found.
    pub(super) fn looked_at(&self, hash: &str) {
        locked(&self.done).looked_at.insert(hash.to_owned());
    }
}

/// What a picture's file looks like from outside.
pub(super) struct Facts {
    size: u64,
    modified_ns: i64,
}

impl Facts {
    /// Whether the file is as it was.
    pub(super) fn is_of(&self, state: &FileState) -> bool {
        state.size == self.size && state.modified_ns == self.modified_ns
    }

    /// With what it holds.
    pub(super) fn state(&self, bytes: &[u8]) -> FileState {
        FileState {
            size: self.size,
            modified_ns: self.modified_ns,
            hash: blake3::hash(bytes).to_hex().to_string(),
        }
    }
}

/// The pictures of a product, as far as they are here.
struct Album {
    face: Result<Option<Found>, Failure>,
    views: Vec<Result<Found, Failure>>,
}

/// A picture that was found.
struct Found {
    place: String,
    state: FileState,
    /// Pixels for the model, where there is no embedding yet.
    pixels: Option<Pixels>,
    /// Shades of the garment, where the shop names no colour and they are not known.
    shades: Option<Vec<Shade>>,
}

impl PictureRun<'_> {
    /// Goes through the pictures of all products.
    pub fn embed_all(self, db: &mut CatalogDb, products: &[NewProduct]) -> Result<Counts, EngineError> {
        let mut known = self.begin(db)?;
        let mut counts = Counts::default();
        for (number, share) in products.chunks(SHARE).enumerate() {
            let (before, total) = (number * SHARE, products.len());
            let tell = |done| self.tell(before + done, total);
            let shared = self.share_out(db, share, &mut known, &mut counts, &tell)?;
            let tell = |done| {
                if !shared {
                    self.tell(before + done, total);
                }
            };
            self.chunks(db, share, &known, &mut counts, (before, total), &tell)?;
        }
        self.tell(products.len(), products.len());
        self.finish(db, &known)?;
        counts.without = products.len() - counts.with - counts.failed;
        Ok(counts)
    }

    /// Goes through the pictures of products chunk by chunk. The next chunk is read while one is embedded and stored. `before`
    /// of `total` products are done already, and `tell` hears how many of these.
    fn chunks(
        &self,
        db: &mut CatalogDb,
        products: &[NewProduct],
        known: &Known,
        counts: &mut Counts,
        (before, total): (usize, usize),
        tell: &dyn Fn(usize),
    ) -> Result<(), EngineError> {
        let products: Vec<&Product> = products.iter().map(|new| &new.product).collect();
        let chunks = || products.chunks(CHUNK);
        let (give, take) = std::sync::mpsc::sync_channel(0);
        tell(0);
        std::thread::scope(|scope| {
            let read = chunks().map(|chunk| self.albums(chunk, known));
            scope.spawn(move || {
                // Nobody takes any more where it was cancelled or has failed.
                let _ = read.map(|albums| give.send(albums)).find(Result::is_err);
            });
            for (number, (chunk, albums)) in chunks().zip(take).enumerate() {
                let done = number * CHUNK;
                if done > 0 {
                    tell(done);
                }
                if self.cancel.is_cancelled() {
                    let kept = format!("{} of {total} pictures are done and kept", before + done);
                    return Err(EngineError::Cancelled { kept });
                }
                self.keep(db, chunk, albums, known, counts)?;
            }
            Ok(())
        })
    }

    /// Looks up what is known before the first chunk.
    pub fn begin(&self, db: &CatalogDb) -> Result<Known, EngineError> {
        let model = Model::of(self.slot.embedder()?, db)?;
        Ok(Known {
            files: db.known_files()?,
            done: Mutex::new(Done {
                embedded: db.embedded_hashes(model.key)?,
                looked_at: db.shades()?.into_keys().collect(),
                shown: 0,
            }),
            model,
            pictures: Pictures::of(self.images, &self.engine.library, db.web_pictures()?),
        })
    }

    /// What is left to do after the last chunk.
    pub fn finish(&self, db: &mut CatalogDb, known: &Known) -> Result<(), EngineError> {
        infer(db, &known.model.embedder, known.model.key)
    }

    fn tell(&self, done: usize, total: usize) {
        (self.report)(Progress {
            step: Step::Embedding,
            done,
            total,
            quarantined: self.quarantined.load(Ordering::Relaxed),
        });
    }

    /// The pictures of a few products, from their files.
    fn albums(&self, products: &[&Product], known: &Known) -> Vec<Album> {
        let read = products.par_iter().map(|product| self.album(product, known));
        read.collect()
    }

    /// The pictures of a few products, from their files to their embeddings in the library.
    pub fn chunk(
        &self,
        db: &mut CatalogDb,
        products: &[&Product],
        known: &Known,
        counts: &mut Counts,
    ) -> Result<(), EngineError> {
        self.keep(db, products, self.albums(products, known), known, counts)
    }

    /// Embeds the pictures of a few products and puts all of them into the library.
    fn keep(
        &self,
        db: &mut CatalogDb,
        products: &[&Product],
        albums: Vec<Album>,
        known: &Known,
        counts: &mut Counts,
    ) -> Result<(), EngineError> {
        self.check_folder(&albums)?;
        let mut made = Made::default();
        let mut updates = Vec::new();
        for (product, album) in products.iter().zip(albums) {
            let id = &product.id.0;
            let picture = match album.face {
                Ok(found) => found.map(|found| made.take(found, known)),
                Err(failure) => {
                    counts.failed += 1;
                    made.reject(id, failure)?;
                    None
                }
            };
            let mut views: Vec<(String, FileState)> = Vec::new();
            for view in album.views {
                match view {
                    Ok(found) => views.push(made.take(found, known)),
                    Err(failure) => made.reject(id, failure)?,
                }
            }
            let product = id.clone();
            updates.push(PictureUpdate {
                product,
                picture,
                views,
            });
        }
        let rows = known.model.embed(made.hashes, made.pixels)?;
        db.together(|db| {
            db.put_embeddings(known.model.key, &rows.vectors)?;
            db.put_named(known.model.key, &rows.named)?;
            db.put_shades(&made.shades)?;
            db.set_pictures(&updates)?;
            db.quarantine(&made.rejected)
        })?;
        self.quarantined.fetch_add(made.rejected.len(), Ordering::Relaxed);
        counts.rejected += made.rejected.len();
        counts.embedded += rows.vectors.len();
        counts.with += updates.iter().filter(|update| update.picture.is_some()).count();
        // The gallery is read anew each time it has grown by half, so that search sees pictures as they
        // come at a cost that stays in proportion.
        let grown = {
            let mut done = locked(&known.done);
            let grown = counts.embedded >= done.shown + done.shown / 2 + CHUNK;
            done.shown = if grown { counts.embedded } else { done.shown };
            grown
        };
        if grown {
            self.engine.refresh()?;
        }
        Ok(())
    }

    /// Stops where pictures are missing because their folder is: the products keep those that they had.
    fn check_folder(&self, albums: &[Album]) -> Result<(), EngineError> {
        let missing = albums
            .iter()
            .any(|album| matches!(album.face, Ok(None) | Err(Failure::Picture { .. })));
        if !missing || self.images.is_dir() {
            return Ok(());
        }
        Err(EngineError::CatalogInvalid {
            path: self.images.to_owned(),
            fault: SourceFault::PictureFolderGone.into(),
            hint: "Put it back, or name where it is now with --images, and import again; what was done until now is kept."
                .to_owned(),
        })
    }

    fn album(&self, product: &Product, known: &Known) -> Album {
        let found = known.pictures.find(product).map_err(Failure::from);
        let face = found.and_then(|path| {
            path.map(|path| self.read_picture(product, path, known))
                .transpose()
        });
        // Where its own is missing or broken, another view is no stand-in: the shop should hear of it.
        let views = if matches!(face, Ok(Some(_))) {
            let named = product.views.iter().take(MAX_VIEWS);
            let paths = named.filter_map(|view| known.pictures.find_view(view));
            paths
                .map(|path| self.read_picture(product, path, known))
                .collect()
        } else {
            Vec::new()
        };
        Album { face, views }
    }

    fn read_picture(&self, product: &Product, path: PathBuf, known: &Known) -> Result<Found, Failure> {
        let name = self.engine.library.stored(&path);
        let unreadable = |error: EngineError| Failure::Picture {
            file: name.clone(),
            reason: advice(&error),
            why: why(&error),
        };
        let facts = self.facts(&path).map_err(unreadable)?;
        if !self.copy
            && let Some(state) = known.files.get(&name).filter(|state| facts.is_of(state))
            && self.is_done(&state.hash, known)?
        {
            let look = wants_shades(product, &state.hash, known);
            return Ok(Found {
                place: name,
                state: state.clone(),
                pixels: None,
                shades: look.then(|| self.shades_of_thumb(&state.hash)).flatten(),
            });
        }
        let bytes = read_photo(&path).map_err(unreadable)?;
        let state = facts.state(&bytes);
        let embedded = known.is_embedded(&state.hash);
        let look = wants_shades(product, &state.hash, known);
        let (mut pixels, mut seen) = (None, None);
        if !self.is_done(&state.hash, known)? {
            let photo = Photo::decode(&bytes, &name, &PhotoLimits::default());
            let photo = photo.map_err(|error| unreadable(error.into()))?;
            ensure_thumb(&photo, &state.hash, &self.engine.library).map_err(Failure::library)?;
            let thumb = self.engine.library.thumb(&state.hash);
            self.engine.share_file(&thumb).map_err(Failure::library)?;
            pixels = (!embedded).then(|| known.model.embedder.preprocess().apply(photo.rgb()));
            seen = look.then(|| shades(&photo));
        } else if look {
            seen = self.shades_of_thumb(&state.hash);
        }
        let place = if self.copy {
            self.copy_picture(&path, &bytes, &state.hash)
                .map_err(Failure::library)?
        } else {
            name
        };
        Ok(Found {
            place,
            state,
            pixels,
            shades: seen,
        })
    }

    /// The shades of a picture that was embedded before, of which the thumbnail is at hand. `None` where it cannot be
    /// read; the doctor finds that.
    fn shades_of_thumb(&self, hash: &str) -> Option<Vec<Shade>> {
        let path = self.engine.library.thumb(hash);
        Photo::open(&path, &PhotoLimits::default())
            .ok()
            .as_ref()
            .map(shades)
    }

    /// Copies a picture into the library under its hash; the answer is its place there.
    pub(super) fn copy_picture(&self, path: &Path, bytes: &[u8], hash: &str) -> Result<String, EngineError> {
        let ending = path
            .extension()
            .map(|ending| ending.to_string_lossy().to_lowercase())
            .unwrap_or_default();
        let place = format!("images/{hash}.{ending}");
        let target = self.engine.library.picture(&place);
        if !target.is_file() {
            write_atomically(&target, bytes)?;
            self.engine.share_file(&target)?;
        }
        Ok(place)
    }

    /// What a picture's file looks like from outside.
    pub(super) fn facts(&self, path: &Path) -> Result<Facts, EngineError> {
        let facts = std::fs::metadata(path).map_err(|error| EngineError::io(path, error))?;
        let modified = facts
            .modified()
            .ok()
            .and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Ok(Facts {
            size: facts.len(),
            modified_ns: modified.map_or(0, |since| i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)),
        })
    }

    /// Whether a picture is embedded and has its thumbnail, be it another server that made them.
    fn is_done(&self, hash: &str, known: &Known) -> Result<bool, Failure> {
        if !known.is_embedded(hash) {
            return Ok(false);
        }
        let thumb = self.engine.library.thumb(hash);
        self.engine.fetch_file(&thumb).map_err(Failure::library)?;
        Ok(thumb.is_file())
    }
}

pub(super) fn wants_shades(product: &Product, hash: &str, known: &Known) -> bool {
    product.colours.is_empty() && !locked(&known.done).looked_at.contains(hash)
}

/// What a chunk adds to the library.
#[derive(Default)]
struct Made {
    hashes: Vec<String>,
    pixels: Vec<Pixels>,
    shades: Vec<(String, Vec<Shade>)>,
    rejected: Vec<QuarantineEntry>,
}

impl Made {
    /// Takes over what a picture brings; the answer is its place and what its file holds.
    fn take(&mut self, mut found: Found, known: &Known) -> (String, FileState) {
        if let Some(own) = found.shades.take() {
            known.looked_at(&found.state.hash);
            self.shades.push((found.state.hash.clone(), own));
        }
        // Several products may show one picture; it is embedded once.
        if let Some(picture) = found.pixels.filter(|_| known.embedded(&found.state.hash)) {
            self.hashes.push(found.state.hash.clone());
            self.pixels.push(picture);
        }
        (found.place, found.state)
    }

    fn reject(&mut self, product: &str, failure: Failure) -> Result<(), EngineError> {
        match failure {
            Failure::Picture { file, reason, why } => self.rejected.push(QuarantineEntry {
                line: None,
                product: Some(product.to_owned()),
                file: Some(file),
                reason,
                fact: why.and_then(|why| why.kept()),
            }),
            Failure::Library(error) => return Err(*error),
        }
        Ok(())
    }
}

enum Failure {
    /// This picture cannot be used; the rest goes on.
    Picture {
        file: String,
        reason: String,
        why: Option<LeftOut>,
    },
    /// The library itself cannot be written; nothing can go on.
    Library(Box<EngineError>),
}

impl Failure {
    fn library(error: EngineError) -> Failure {
        Failure::Library(Box::new(error))
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Failure {
        Failure::Picture {
            file: refused.file,
            reason: refused.reason,
            why: Some(refused.why),
        }
    }
}

fn why(error: &EngineError) -> Option<LeftOut> {
    let problem = Box::new(error.problem()?);
    Some(LeftOut::File { problem })
}

fn advice(error: &EngineError) -> String {
    format!("{error}. {}", error.hint())
}
