//! Pictures that wait in a shop's database until somebody embeds them: the server that imports, and workers on whichever machines.
//!
//! What was made of a picture is there in the same transaction in which it no longer waits, so that whoever is killed leaves it to the
//! others. A picture that cannot be read or reached is given up here; the import looks at it itself and says why.

use crate::brought::read_photo;
use crate::error::EngineError;
use crate::infer::Names;
use crate::library::{Library, thumb_key};
use crate::photo::{shades, thumb_bytes};
use crate::slot::identity;
use nova_clip::{Embedder, ModelInfo, Pixels, Seen};
use nova_domain::garment::Shade;
use nova_pictures::{Photo, PhotoLimits};
use nova_store::{CatalogDb, Job, ModelKey};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// How the kinds of this work begin; the model's identity follows.
pub(crate) const KIND: &str = "embed ";

/// Where, among the shop's files, pictures are while they wait that the library has no copy of.
pub(crate) const LENT: &str = "waiting/";

/// Products whose pictures are taken at a time: enough for the model to be busy, and few enough to stop soon.
const AT_A_TIME: usize = 16;

/// The pictures of a product that wait.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Waiting {
    pub pictures: Vec<Picture>,
    /// Whether the first of them is the product's own, without which the others are not wanted.
    pub face: bool,
}

/// A picture that waits.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Picture {
    /// The hash of its bytes.
    pub hash: String,
    /// Its file, as a library names it.
    pub place: String,
    /// Its name among the shop's files.
    pub key: String,
    /// Whether its shades are wanted.
    pub look: bool,
}

impl Waiting {
    /// As it waits.
    pub fn written(&self) -> Result<String, EngineError> {
        serde_json::to_string(self).map_err(|error| EngineError::Internal(error.to_string()))
    }

    /// What waits; `None` for what another version wrote and this one cannot read.
    pub fn read(written: &str) -> Option<Waiting> {
        serde_json::from_str(written).ok()
    }
}

/// What the work for a model is called.
pub(crate) fn kind(info: &ModelInfo) -> String {
    format!(
        "{KIND}{} {} {} {}",
        info.hash, info.dim, info.preprocessing_version, info.name
    )
}

/// A loaded model, by its number in the catalogue.
pub(crate) struct Model {
    pub embedder: Embedder,
    pub key: ModelKey,
    /// What it names, where it does.
    names: Option<Names>,
}

/// What a model made, by the hashes of the pictures.
pub(crate) struct Rows {
    pub vectors: Vec<(String, Vec<f32>)>,
    pub named: Vec<(String, Vec<f32>)>,
}

impl Model {
    /// One that is loaded. It gets a number where it has none.
    pub fn of(embedder: Embedder, db: &CatalogDb) -> Result<Model, EngineError> {
        Ok(Model {
            key: db.model_key(&identity(embedder.info()))?,
            names: Names::of(&embedder.info().path),
            embedder,
        })
    }

    /// Embeds pictures.
    pub fn embed(&self, hashes: Vec<String>, pixels: Vec<Pixels>) -> Result<Rows, EngineError> {
        let seen = match pixels.is_empty() {
            true => Vec::new(),
            false => self.embedder.embed_and_name_batch(pixels)?,
        };
        let (mut vectors, mut named) = (Vec::with_capacity(seen.len()), Vec::new());
        for (hash, Seen { vector, named: said }) in hashes.into_iter().zip(seen) {
            if let Some(said) = self.names.as_ref().and_then(|names| names.kept(&said)) {
                named.push((hash.clone(), said));
            }
            vectors.push((hash, vector));
        }
        Ok(Rows { vectors, named })
    }
}

/// What came of a few products.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Came {
    /// Products that were taken; none where nothing waits that nobody else has in hand.
    pub taken: usize,
    /// Pictures that were embedded.
    pub embedded: usize,
    /// Products of which a picture was given up.
    pub failed: usize,
}

/// What is made of a picture, apart from its embedding.
struct Made {
    thumb: Vec<u8>,
    pixels: Pixels,
    shades: Option<Vec<Shade>>,
}

/// Takes the oldest that waits and embeds it. `now` is in milliseconds since 1970.
pub(crate) fn take_part(
    db: &mut CatalogDb,
    library: &Library,
    model: &Model,
    worker: &str,
    now: i64,
) -> Result<Came, EngineError> {
    let kind = kind(model.embedder.info());
    db.work(&kind, worker, AT_A_TIME, now, |db, jobs| {
        embed(db, library, model, &jobs)
    })
}

fn embed(db: &mut CatalogDb, library: &Library, model: &Model, jobs: &[Job]) -> Result<Came, EngineError> {
    let work: Vec<Option<Waiting>> = jobs.iter().map(|job| Waiting::read(&job.payload)).collect();
    let wanted: Vec<&Picture> = work.iter().flatten().flat_map(|work| &work.pictures).collect();
    let mut made = make_all(db, library, model, &wanted)?;
    let mut came = Came {
        taken: jobs.len(),
        ..Came::default()
    };
    let (mut hashes, mut pixels, mut looked) = (Vec::new(), Vec::new(), Vec::new());
    for (job, work) in jobs.iter().zip(&work) {
        let mut whole = work.is_some();
        for (number, picture) in work.iter().flat_map(|work| &work.pictures).enumerate() {
            let Some(made) = made.remove(picture.hash.as_str()) else {
                whole = false;
                if number == 0 && work.as_ref().is_some_and(|work| work.face) {
                    break;
                }
                continue;
            };
            if let Some(files) = db.files() {
                files.put(&format!("thumbs/{}", thumb_key(&picture.hash)), &made.thumb)?;
            }
            looked.extend(made.shades.map(|shades| (picture.hash.clone(), shades)));
            hashes.push(picture.hash.clone());
            pixels.push(made.pixels);
        }
        match whole {
            true => db.done(job.key)?,
            false => {
                came.failed += 1;
                db.failed(job.key, false)?;
            }
        }
    }
    let rows = model.embed(hashes, pixels)?;
    db.put_embeddings(model.key, &rows.vectors)?;
    db.put_named(model.key, &rows.named)?;
    db.put_shades(&looked)?;
    came.embedded = rows.vectors.len();
    Ok(came)
}

/// What is made of pictures, by their hashes; nothing of those that cannot be had or read.
fn make_all<'a>(
    db: &CatalogDb,
    library: &Library,
    model: &Model,
    wanted: &[&'a Picture],
) -> Result<HashMap<&'a str, Made>, EngineError> {
    let here: Vec<Option<Vec<u8>>> = wanted
        .par_iter()
        .map(|picture| at_hand(picture, library))
        .collect();
    let mut had = Vec::with_capacity(wanted.len());
    for (picture, here) in wanted.iter().zip(here) {
        let bytes = match here {
            Some(here) => Some(here),
            None => shared(picture, db)?,
        };
        had.extend(bytes.map(|bytes| (*picture, bytes)));
    }
    let made = had.into_par_iter().filter_map(|(picture, bytes)| {
        let made = make(&bytes, picture, model)?;
        Some(made.map(|made| (picture.hash.as_str(), made)))
    });
    made.collect()
}

/// The bytes of a picture whose file is at hand and is still the one that is meant.
fn at_hand(picture: &Picture, library: &Library) -> Option<Vec<u8>> {
    let path = library.picture(&picture.place);
    let bytes = path.is_file().then(|| read_photo(&path).ok()).flatten();
    bytes.filter(|bytes| is_meant(bytes, picture))
}

/// Those of one that the shop's database has.
fn shared(picture: &Picture, db: &CatalogDb) -> Result<Option<Vec<u8>>, EngineError> {
    let Some(files) = db.files() else {
        return Ok(None);
    };
    Ok(files.get(&picture.key)?.filter(|bytes| is_meant(bytes, picture)))
}

fn is_meant(bytes: &[u8], picture: &Picture) -> bool {
    blake3::hash(bytes).to_hex().as_str() == picture.hash
}

/// What is made of a picture's bytes; `None` where they are no picture that can be read.
fn make(bytes: &[u8], picture: &Picture, model: &Model) -> Option<Result<Made, EngineError>> {
    let photo = Photo::decode(bytes, &picture.place, &PhotoLimits::default()).ok()?;
    Some(thumb_bytes(&photo).map(|thumb| Made {
        thumb,
        pixels: model.embedder.preprocess().apply(photo.rgb()),
        shades: picture.look.then(|| shades(&photo)),
    }))
}
