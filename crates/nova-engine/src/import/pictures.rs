//! The long part of an import: find each product's picture, read it, make its thumbnail and its embedding.
//! Work goes chunk by chunk; each chunk is in the library before the next begins.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::import::picture_index::PictureIndex;
use crate::import::source::PICTURE_ENDINGS;
use crate::infer::infer;
use crate::library::write_atomically;
use crate::models::{self, ModelSlot};
use crate::photo::{ensure_thumb, read_photo, shades};
use crate::progress::{Cancel, Progress, Step};
use nova_clip::{Embedder, Photo, PhotoLimits, Pixels};
use nova_domain::Product;
use nova_domain::garment::Shade;
use nova_store::{CatalogDb, FileState, ModelKey, NewProduct, PictureUpdate, QuarantineEntry};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;
use std::time::UNIX_EPOCH;

/// Pictures that are read, embedded and stored together: small enough that a cancel is felt at once.
const CHUNK: usize = 64;

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
    /// Rows that were left out before.
    pub quarantined: usize,
}

/// What became of the pictures.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub embedded: usize,
    pub failed: usize,
    /// Products that have no picture here, and whose catalogue did not promise one.
    pub without: usize,
}

/// What is known before the pictures are read.
struct Known {
    files: HashMap<String, FileState>,
    embedded: HashSet<String>,
    /// Pictures whose shades were found.
    looked_at: HashSet<String>,
    model: ModelKey,
    embedder: Embedder,
    pictures: Pictures,
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
    pub fn embed_all(mut self, db: &mut CatalogDb, products: &[NewProduct]) -> Result<Counts, EngineError> {
        let embedder = self.slot.embedder()?;
        let identity = models::identity(embedder.info());
        let model = db.model_key(&identity)?;
        let mut known = Known {
            files: db.known_files()?,
            embedded: db.embedded_hashes(model)?,
            looked_at: db.shades()?.into_keys().collect(),
            model,
            embedder,
            pictures: Pictures::of(self.images),
        };
        let before = self.quarantined;
        let (mut counts, mut shown, mut with) = (Counts::default(), 0, 0);
        for (number, chunk) in products.chunks(CHUNK).enumerate() {
            let done = number * CHUNK;
            self.tell(done, products.len());
            if self.cancel.is_cancelled() {
                let kept = format!("{done} of {} pictures are done and kept", products.len());
                return Err(EngineError::Cancelled { kept });
            }
            let (embedded, found) = self.chunk(db, chunk, &mut known)?;
            counts.embedded += embedded;
            with += found;
            // The gallery is read anew each time it has grown by half, so that search sees pictures as they
            // come at a cost that stays in proportion.
            if counts.embedded >= shown + shown / 2 + CHUNK {
                shown = counts.embedded;
                self.engine.refresh()?;
            }
        }
        self.tell(products.len(), products.len());
        infer(db, &known.embedder, known.model)?;
        counts.failed = self.quarantined - before;
        counts.without = products.len() - with - counts.failed;
        Ok(counts)
    }

    fn tell(&self, done: usize, total: usize) {
        (self.report)(Progress {
            step: Step::Embedding,
            done,
            total,
            quarantined: self.quarantined,
        });
    }

    /// Answers with how many pictures were embedded, and how many products have one.
    fn chunk(
        &mut self,
        db: &mut CatalogDb,
        products: &[NewProduct],
        known: &mut Known,
    ) -> Result<(usize, usize), EngineError> {
        let read: Vec<Result<Option<Found>, Failure>> = products
            .par_iter()
            .map(|new| self.read_picture(&new.product, known))
            .collect();
        self.check_folder(&read)?;
        let (mut updates, mut rejected) = (Vec::new(), Vec::new());
        let (mut hashes, mut pixels, mut shades) = (Vec::new(), Vec::new(), Vec::new());
        for (new, result) in products.iter().zip(read) {
            let id = new.product.id.0.clone();
            let picture = match result {
                Ok(found) => found.map(|mut found| {
                    if let Some(own) = found.shades.take() {
                        known.looked_at.insert(found.state.hash.clone());
                        shades.push((found.state.hash.clone(), own));
                    }
                    // Several products may show one picture; it is embedded once.
                    if let Some(picture) = found
                        .pixels
                        .filter(|_| known.embedded.insert(found.state.hash.clone()))
                    {
                        hashes.push(found.state.hash.clone());
                        pixels.push(picture);
                    }
                    (found.place, found.state)
                }),
                Err(Failure::Picture { file, reason }) => {
                    rejected.push(QuarantineEntry {
                        line: None,
                        product: Some(id.clone()),
                        file: Some(file),
                        reason,
                    });
                    None
                }
                Err(Failure::Library(error)) => return Err(*error),
            };
            updates.push(PictureUpdate { product: id, picture });
        }
        let vectors = if pixels.is_empty() {
            Vec::new()
        } else {
            known.embedder.embed_pixels_batch(pixels)?
        };
        let rows: Vec<(String, Vec<f32>)> = hashes.into_iter().zip(vectors).collect();
        db.put_embeddings(known.model, &rows)?;
        db.put_shades(&shades)?;
        db.set_pictures(&updates)?;
        db.quarantine(&rejected)?;
        self.quarantined += rejected.len();
        let found = updates.iter().filter(|update| update.picture.is_some()).count();
        Ok((rows.len(), found))
    }

    /// Stops where pictures are missing because their folder is: the products keep those that they had.
    fn check_folder(&self, read: &[Result<Option<Found>, Failure>]) -> Result<(), EngineError> {
        let missing = read
            .iter()
            .any(|read| matches!(read, Ok(None) | Err(Failure::Picture { .. })));
        if !missing || self.images.is_dir() {
            return Ok(());
        }
        Err(EngineError::CatalogInvalid {
            path: self.images.to_owned(),
            reason: "the folder of the pictures is no longer there".to_owned(),
            hint: "Put it back, or name where it is now with --images, and import again; what was done until now is kept."
                .to_owned(),
        })
    }

    fn read_picture(&self, product: &Product, known: &Known) -> Result<Option<Found>, Failure> {
        let Some(path) = known.pictures.find(product)? else {
            return Ok(None);
        };
        let name = self.engine.library.stored(&path);
        let unreadable = |error: EngineError| Failure::Picture {
            file: name.clone(),
            reason: advice(&error),
        };
        let facts = std::fs::metadata(&path).map_err(|error| unreadable(EngineError::io(&path, error)))?;
        let modified = facts
            .modified()
            .ok()
            .and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let modified_ns = modified.map_or(0, |since| i64::try_from(since.as_nanos()).unwrap_or(i64::MAX));
        let same = |state: &&FileState| state.size == facts.len() && state.modified_ns == modified_ns;
        if !self.copy
            && let Some(state) = known.files.get(&name).filter(same)
            && known.embedded.contains(&state.hash)
            && self.engine.library.thumb(&state.hash).is_file()
        {
            let look = wants_shades(product, &state.hash, known);
            return Ok(Some(Found {
                place: name,
                state: state.clone(),
                pixels: None,
                shades: look.then(|| self.shades_of_thumb(&state.hash)).flatten(),
            }));
        }
        let bytes = read_photo(&path).map_err(unreadable)?;
        let hash = blake3::hash(&bytes).to_hex().to_string();
        let state = FileState {
            size: facts.len(),
            modified_ns,
            hash,
        };
        let embedded = known.embedded.contains(&state.hash);
        let look = wants_shades(product, &state.hash, known);
        let (mut pixels, mut seen) = (None, None);
        if !embedded || !self.engine.library.thumb(&state.hash).is_file() {
            let photo = Photo::decode(&bytes, &name, &PhotoLimits::default());
            let photo = photo.map_err(|error| unreadable(error.into()))?;
            ensure_thumb(&photo, &state.hash, &self.engine.library).map_err(Failure::library)?;
            pixels = (!embedded).then(|| known.embedder.preprocess().apply(&photo));
            seen = look.then(|| shades(&photo));
        } else if look {
            seen = self.shades_of_thumb(&state.hash);
        }
        let place = if self.copy {
            self.copy_picture(&path, &bytes, &state.hash)?
        } else {
            name
        };
        Ok(Some(Found {
            place,
            state,
            pixels,
            shades: seen,
        }))
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
    fn copy_picture(&self, path: &Path, bytes: &[u8], hash: &str) -> Result<String, Failure> {
        let ending = path
            .extension()
            .map(|ending| ending.to_string_lossy().to_lowercase())
            .unwrap_or_default();
        let place = format!("images/{hash}.{ending}");
        let target = self.engine.library.picture(&place);
        if !target.is_file() {
            write_atomically(&target, bytes).map_err(Failure::library)?;
        }
        Ok(place)
    }
}

fn wants_shades(product: &Product, hash: &str, known: &Known) -> bool {
    product.colours.is_empty() && !known.looked_at.contains(hash)
}

enum Failure {
    /// This picture cannot be used; the rest goes on.
    Picture { file: String, reason: String },
    /// The library itself cannot be written; nothing can go on.
    Library(Box<EngineError>),
}

impl Failure {
    fn library(error: EngineError) -> Failure {
        Failure::Library(Box::new(error))
    }
}

fn advice(error: &EngineError) -> String {
    format!("{error}. {}", error.hint())
}

/// Where pictures are looked for.
struct Pictures {
    /// Folder that pictures are relative to, without links.
    folder: PathBuf,
    index: OnceLock<PictureIndex>,
}

impl Pictures {
    fn of(folder: &Path) -> Pictures {
        Pictures {
            folder: std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned()),
            index: OnceLock::new(),
        }
    }

    /// The picture files of the folder; searched for when they are first asked for.
    fn index(&self) -> &PictureIndex {
        self.index.get_or_init(|| PictureIndex::of(&self.folder))
    }

    /// The file of a product's picture: as the catalogue names it, inside the folder of the pictures; else the one that
    /// is called so; else the one that is called by the product's id. `None` when there is none and the catalogue names
    /// no file here.
    fn find(&self, product: &Product) -> Result<Option<PathBuf>, Failure> {
        let id = product.id.as_str();
        let Some(named) = product.image.as_deref() else {
            return Ok(self.by_id(id));
        };
        let refused = |reason: String| Failure::Picture {
            file: named.to_owned(),
            reason,
        };
        let searched = || {
            let found = self.index().find(named).or_else(|| self.index().find_stem(id));
            found.map(Path::to_owned)
        };
        // Of a web address only the file's name can be found offline, and none is promised.
        if named.contains("://") || named.starts_with("//") || named.starts_with("data:") {
            return Ok(searched());
        }
        let local = PathBuf::from(named.replace('\\', "/"));
        if local.components().any(|part| part == Component::ParentDir) {
            return Err(refused(
                "the picture's path leads out of its folder; put the picture into the folder".to_owned(),
            ));
        }
        if local.is_absolute() && local.is_file() {
            return Ok(Some(local));
        }
        let name = local.file_name().map(PathBuf::from).unwrap_or_default();
        let places = if local.is_absolute() {
            Vec::new()
        } else {
            vec![local, Path::new("images").join(&name), name]
        };
        let mut places = places.iter().map(|place| self.folder.join(place));
        if let Some(place) = places.find(|place| place.is_file()) {
            let leads_out = std::fs::canonicalize(&place).is_ok_and(|real| !real.starts_with(&self.folder));
            if leads_out {
                return Err(refused(
                    "the picture is a link that leads out of its folder; put the picture itself into the folder"
                        .to_owned(),
                ));
            }
            return Ok(Some(place));
        }
        searched().map(Some).ok_or_else(|| {
            refused(format!(
                "the picture is not in {}; put it there, or name the right folder with --images, and import again",
                self.folder.display()
            ))
        })
    }

    fn by_id(&self, id: &str) -> Option<PathBuf> {
        let plain = !id.contains(['/', '\\']) && id != "..";
        let mut places = PICTURE_ENDINGS
            .iter()
            .map(|ending| self.folder.join(format!("{id}.{ending}")));
        places.find(|place| plain && place.is_file())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(image: Option<&str>, files: &[&str]) -> Result<Option<String>, String> {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, b"x").unwrap();
        }
        let mut product = Product::new("7", "Shirt");
        product.image = image.map(str::to_owned);
        match Pictures::of(folder.path()).find(&product) {
            Ok(found) => Ok(found.map(|path| {
                path.strip_prefix(std::fs::canonicalize(folder.path()).unwrap())
                    .unwrap()
                    .to_string_lossy()
                    .into_owned()
            })),
            Err(Failure::Picture { reason, .. }) => Err(reason),
            Err(Failure::Library(error)) => panic!("{error}"),
        }
    }

    #[test]
    fn pictures_are_found_where_shops_put_them() {
        assert_eq!(
            find(Some("a.jpg"), &["a.jpg"]),
            Ok(Some("a.jpg".into())),
            "as named"
        );
        assert_eq!(
            find(Some("a.jpg"), &["images/a.jpg"]),
            Ok(Some("images/a.jpg".into())),
            "in images/"
        );
        assert_eq!(
            find(Some("x\\a.jpg"), &["a.jpg"]),
            Ok(Some("a.jpg".into())),
            "by its name alone"
        );
        assert_eq!(
            find(Some("https://x.y/z/a.jpg?v=1"), &["a.jpg"]),
            Ok(Some("a.jpg".into())),
            "of a web address"
        );
        assert_eq!(
            find(Some("a.jpg"), &["deep/down/A.JPG"]),
            Ok(Some("deep/down/A.JPG".into())),
            "anywhere in the folder"
        );
        assert_eq!(
            find(Some("gone.jpg"), &["7.png"]),
            Ok(Some("7.png".into())),
            "by the product's id, where the name is no help"
        );
        assert_eq!(
            find(None, &["7.png"]),
            Ok(Some("7.png".into())),
            "by the product's id"
        );
    }

    #[test]
    fn a_product_without_a_picture_is_no_failure_but_a_missing_file_is() {
        assert_eq!(find(None, &[]), Ok(None), "the catalogue promises none");
        assert_eq!(
            find(Some("https://x.y/a.jpg"), &[]),
            Ok(None),
            "a web address promises none here"
        );
        assert!(
            find(Some("a.jpg"), &[]).unwrap_err().contains("--images"),
            "it says what to do"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_out_is_refused() {
        let (shop, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::fs::write(outside.path().join("secret.jpg"), b"x").unwrap();
        std::fs::write(shop.path().join("real.jpg"), b"x").unwrap();
        std::os::unix::fs::symlink(outside.path().join("secret.jpg"), shop.path().join("a.jpg")).unwrap();
        std::os::unix::fs::symlink(shop.path().join("real.jpg"), shop.path().join("b.jpg")).unwrap();
        let found = |name: &str| {
            let mut product = Product::new("7", "Shirt");
            product.image = Some(name.to_owned());
            Pictures::of(shop.path()).find(&product)
        };
        match found("a.jpg") {
            Err(Failure::Picture { reason, .. }) => assert!(reason.contains("link"), "{reason}"),
            _ => panic!("it must be refused"),
        }
        assert!(
            matches!(found("b.jpg"), Ok(Some(_))),
            "a link within the folder may stay"
        );
    }

    #[test]
    fn a_path_that_climbs_out_is_refused() {
        assert!(
            find(Some("../../etc/passwd"), &[])
                .unwrap_err()
                .contains("out of its folder"),
            "never followed"
        );
    }
}
