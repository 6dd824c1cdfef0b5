//! A gallery as it was made of the database, kept for the next start: the products read, the rows as they are searched, and what
//! the products say. Four files beside the index, of which the rows are mapped and never read as a whole.
//!
//! They are believed only under the name under which they were written, which has in it the database's name for its state
//! (`CatalogDb::state`), the vocabulary, the model, what was learnt, and what the shop's hand chose; anything else means that they are left aside and
//! written anew. None of it is worth a failure: without them the next start only takes longer.

use super::{Gallery, ViewOf, Words};
use crate::error::EngineError;
use crate::item::Item;
use crate::learnt::Applied;
use crate::library::{Library, create_folder, remove_file};
use crate::slot::ModelSlot;
use nova_domain::{Product, ProductId};
use nova_index::Matrix;
use nova_index::sealed::{IndexError, KIND, Reader, Writer};
use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

// The numbers at their ends grow when anything of what is written, or of how words are taken in, becomes another.
const PRODUCTS: &[u8; KIND] = b"NOVAPRO1";
const WORDS: &[u8; KIND] = b"NOVAWRD1";
/// The file of the rows.
const ROWS: &str = "pictures.rows";
/// Products that one thread reads at a time.
const CHUNK: usize = 4_096;

/// Where a gallery is kept, and under which name.
pub(crate) struct Snapshot {
    folder: PathBuf,
    name: String,
    /// The database's name for the state that it is of.
    pub state: String,
    /// Set once it is there whole.
    kept: OnceLock<()>,
}

/// What is written of a gallery beside its products.
#[derive(Serialize, Deserialize)]
struct Frame {
    model: Option<String>,
    fingerprint: String,
    /// For each further picture its row and its hash.
    views: Vec<(u32, String)>,
    designs: Option<Vec<u32>>,
}

impl Gallery {
    /// Writes the rows to where the gallery is kept and maps them, so that they take no memory that nothing else can have.
    pub(crate) fn map_rows(&mut self) -> Result<(), EngineError> {
        let Some(place) = &self.snapshot else {
            return Ok(());
        };
        create_folder(&place.folder)?;
        let path = place.file(ROWS);
        let saved = self.matrix.save(&path, &place.name);
        let mapped = saved.and_then(|()| Matrix::map(&path, &place.name));
        self.matrix = mapped.map_err(|error| EngineError::Internal(error.to_string()))?;
        Ok(())
    }
}

impl Snapshot {
    /// The place of the gallery that a database has in a state, as it is made with what else `parts` name.
    pub fn new(library: &Library, state: &str, parts: &[&str]) -> Snapshot {
        let mut name = blake3::Hasher::new();
        for part in [state, env!("CARGO_PKG_VERSION")].iter().chain(parts) {
            name.update(&(part.len() as u64).to_le_bytes());
            name.update(part.as_bytes());
        }
        nova_query::tables().into_iter().for_each(|table| {
            name.update(table);
        });
        Snapshot {
            folder: library.snapshot(),
            name: name.finalize().to_hex().to_string(),
            state: state.to_owned(),
            kept: OnceLock::new(),
        }
    }

    /// The gallery that is kept here; `None` where it is another one, or none, or damaged.
    pub fn read(
        self,
        slot: Arc<ModelSlot>,
        generation: u64,
        learnt: Option<Arc<Applied>>,
    ) -> Option<Gallery> {
        let (frame, items) = self.products().ok()?;
        let mut gallery = Gallery::empty(generation, slot);
        gallery.matrix = Matrix::map(&self.file(ROWS), &self.name).ok()?;
        gallery.views = Matrix::map(&self.file("views.rows"), &self.name).ok()?;
        for (place, item) in items.iter().enumerate() {
            match item.row {
                Some(_) => gallery.item_of_row.push(place),
                None => gallery.unseen.push(place),
            }
        }
        let views = frame.views.into_iter();
        gallery.view_of = views
            .map(|(row, hash)| ViewOf {
                row: row as usize,
                hash,
            })
            .collect();
        let whole =
            gallery.matrix.len() == gallery.item_of_row.len() && gallery.views.len() == gallery.view_of.len();
        if !whole {
            return None;
        }
        if let Some(designs) = frame.designs {
            // It was made a moment ago and is nobody else's yet.
            let _ = gallery
                .designs
                .set(designs.into_iter().map(|design| design as usize).collect());
        }
        gallery.items = items;
        gallery.model = frame.model;
        gallery.fingerprint = frame.fingerprint;
        gallery.learnt = learnt;
        gallery.settle();
        let _ = self.kept.set(());
        gallery.snapshot = Some(self);
        Some(gallery)
    }

    /// What the products of the gallery say, where that is kept.
    pub fn words(&self) -> Option<Words> {
        self.kept.get()?;
        let mut file = Reader::open(&self.file("words"), WORDS, Some(&self.name)).ok()?;
        let bytes = file.rest().ok()?;
        file.sound().ok()?;
        postcard::from_bytes(&bytes).ok()
    }

    /// Keeps a gallery of which this is the place, unless it is kept.
    pub fn keep(&self, gallery: &Gallery) -> Result<(), EngineError> {
        if self.kept.get().is_some() {
            return Ok(());
        }
        create_folder(&self.folder)?;
        // The products are looked at first and so are written last.
        remove_file(&self.file("products"))?;
        let written = self.write(gallery);
        if let Err(error) = written {
            // What was begun takes room on a disk that may have none.
            for name in ["products", "words", ROWS, "views.rows"] {
                let _ = remove_file(&self.file(name).with_extension("new"));
            }
            return Err(EngineError::Internal(error.to_string()));
        }
        // Another thread may have been faster; what it wrote is the same.
        let _ = self.kept.set(());
        Ok(())
    }

    fn write(&self, gallery: &Gallery) -> Result<(), IndexError> {
        let rows = self.file(ROWS);
        if !gallery.matrix.is_mapped() {
            gallery.matrix.save(&rows, &self.name)?;
        }
        gallery.views.save(&self.file("views.rows"), &self.name)?;
        let mut words = Writer::new(&self.file("words"), WORDS, &self.name)?;
        words.put(&packed(gallery.words()))?;
        words.seal()?;
        let views = gallery.view_of.iter();
        let frame = Frame {
            model: gallery.model.clone(),
            fingerprint: gallery.fingerprint.clone(),
            views: views.map(|view| (view.row as u32, view.hash.clone())).collect(),
            designs: gallery
                .designs
                .get()
                .map(|designs| designs.iter().map(|design| *design as u32).collect()),
        };
        let chunks: Vec<Vec<u8>> = gallery
            .items
            .par_chunks(CHUNK)
            .map(|items| packed(&items.iter().map(KeptItem::of).collect::<Vec<_>>()))
            .collect();
        let mut file = Writer::new(&self.file("products"), PRODUCTS, &self.name)?;
        let frame = packed(&frame);
        let lengths: Vec<u64> = chunks
            .iter()
            .chain([&frame])
            .map(|part| part.len() as u64)
            .collect();
        file.put(&[lengths.len() as u64])?;
        file.put(&lengths)?;
        chunks
            .iter()
            .chain([&frame])
            .try_for_each(|part| file.put(part))?;
        file.seal()
    }

    fn products(&self) -> Result<(Frame, Vec<Item>), IndexError> {
        let mut file = Reader::open(&self.file("products"), PRODUCTS, Some(&self.name))?;
        let count = file.one::<u64>()? as usize;
        let lengths = file.take::<u64>(count)?;
        let mut parts = Vec::with_capacity(count);
        for length in lengths {
            parts.push(file.take::<u8>(length as usize)?);
        }
        file.sound()?;
        let damaged = || file.damaged("it cannot be read");
        let frame = parts
            .pop()
            .and_then(|frame| unpacked(&frame))
            .ok_or_else(damaged)?;
        let chunks: Option<Vec<Vec<Item>>> = parts
            .into_par_iter()
            .map(|part| {
                let kept: Vec<KeptItem<'_>> = postcard::from_bytes(&part).ok()?;
                Some(kept.into_iter().map(KeptItem::into_item).collect())
            })
            .collect();
        let items = chunks.ok_or_else(damaged)?.into_iter().flatten().collect();
        Ok((frame, items))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// Looks whether the rows that are kept for a library are what was written; `None` where none are.
pub(crate) fn verify(folder: &Path) -> Option<Result<(), IndexError>> {
    match Matrix::verify(&folder.join(ROWS)) {
        Err(IndexError::Missing { .. }) => None,
        looked => Some(looked),
    }
}

fn packed(value: &impl Serialize) -> Vec<u8> {
    // Nothing here has a form that cannot be written, and memory is all that it could be short of.
    postcard::to_allocvec(value).unwrap_or_default()
}

fn unpacked<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

/// An item as it is written: all fields of its product, one behind the other.
#[derive(Serialize, Deserialize)]
struct KeptItem<'a> {
    id: &'a str,
    title: &'a str,
    brand: &'a str,
    category: &'a str,
    subcategory: &'a str,
    kind: &'a str,
    gender: &'a str,
    #[serde(borrow)]
    lists: [Vec<&'a str>; 9],
    price: Option<f64>,
    currency: &'a str,
    stock: Option<i64>,
    description: &'a str,
    year: Option<i32>,
    image: Option<&'a str>,
    picture_path: Option<&'a str>,
    picture_hash: Option<&'a str>,
    row: Option<u32>,
    first: bool,
}

impl<'a> KeptItem<'a> {
    fn of(item: &'a Item) -> KeptItem<'a> {
        // All fields are named, so that a further one is not forgotten here.
        let Product {
            id,
            title,
            brand,
            category,
            subcategory,
            kind,
            gender,
            colours,
            tags,
            styles,
            occasions,
            season,
            sizes,
            price,
            currency,
            stock,
            description,
            year,
            image,
            views,
            skus,
            inferred,
        } = &item.product;
        let lists = [
            colours, tags, styles, occasions, season, sizes, views, skus, inferred,
        ];
        KeptItem {
            id: id.as_str(),
            title,
            brand,
            category,
            subcategory,
            kind,
            gender,
            lists: lists.map(|list| list.iter().map(String::as_str).collect()),
            price: *price,
            currency,
            stock: *stock,
            description,
            year: *year,
            image: image.as_deref(),
            picture_path: item.picture_path.as_deref(),
            picture_hash: item.picture_hash.as_deref(),
            row: item.row.map(|row| row as u32),
            first: item.first,
        }
    }

    fn into_item(self) -> Item {
        let lists = self
            .lists
            .map(|list| list.into_iter().map(str::to_owned).collect());
        let [
            colours,
            tags,
            styles,
            occasions,
            season,
            sizes,
            views,
            skus,
            inferred,
        ] = lists;
        Item {
            product: Product {
                id: ProductId(self.id.to_owned()),
                title: self.title.to_owned(),
                brand: self.brand.to_owned(),
                category: self.category.to_owned(),
                subcategory: self.subcategory.to_owned(),
                kind: self.kind.to_owned(),
                gender: self.gender.to_owned(),
                colours,
                tags,
                styles,
                occasions,
                season,
                sizes,
                price: self.price,
                currency: self.currency.to_owned(),
                stock: self.stock,
                description: self.description.to_owned(),
                year: self.year,
                image: self.image.map(str::to_owned),
                views,
                skus,
                inferred,
            },
            picture_path: self.picture_path.map(str::to_owned),
            picture_hash: self.picture_hash.map(str::to_owned),
            row: self.row.map(|row| row as usize),
            first: self.first,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Engine, OpenOptions};
    use crate::pieces::SetPieceRequest;
    use crate::slot::identity;
    use nova_store::{FileState, NewProduct, PictureUpdate};

    fn opened(folder: &Path, write: bool) -> Engine {
        Engine::open(OpenOptions {
            library: Some(folder.to_owned()),
            snapshot_min_products: Some(1),
            write,
            ..OpenOptions::default()
        })
        .unwrap()
    }

    fn product(id: &str, title: &str) -> NewProduct {
        let mut product = Product::new(id, title);
        product.colours = vec!["Red".to_owned(), "Blue; green".to_owned()];
        product.price = Some(79.95);
        product.stock = Some(-2);
        product.year = Some(2026);
        product.image = Some("a.jpg".to_owned());
        product.skus = vec!["sku".to_owned()];
        product.inferred = vec!["colours".to_owned()];
        NewProduct {
            product,
            fingerprint: title.to_owned(),
        }
    }

    /// Three products, of which two have embeddings and one a further picture.
    fn fill(folder: &Path) {
        let engine = opened(folder, true);
        let mut db = engine.write_db().unwrap();
        let products = [
            product("c", "Wickelkleid"),
            product("a", "Coat"),
            product("b", ""),
        ];
        db.replace_products(&products).unwrap();
        let model = identity(&engine.inspect_model(&engine.slot().folder).unwrap());
        let key = db.model_key(&model).unwrap();
        let unit = |at: usize| {
            let mut vector = vec![0.0; model.dim];
            vector[at] = 1.0;
            vector
        };
        let rows = ["c", "a", "view"].iter().enumerate();
        let rows: Vec<_> = rows.map(|(at, hash)| ((*hash).to_owned(), unit(at))).collect();
        db.put_embeddings(key, &rows).unwrap();
        let picture = |hash: &str| {
            let state = FileState {
                size: 1,
                modified_ns: 0,
                hash: hash.to_owned(),
            };
            (format!("{hash}.jpg"), state)
        };
        let updates = [("c", vec![picture("view")]), ("a", Vec::new()), ("b", Vec::new())];
        let updates: Vec<_> = updates
            .into_iter()
            .map(|(id, views)| PictureUpdate {
                product: id.to_owned(),
                picture: Some(picture(id)),
                views,
            })
            .collect();
        db.set_pictures(&updates).unwrap();
    }

    fn keep(folder: &Path) {
        let engine = opened(folder, true);
        let gallery = engine.gallery();
        assert!(!was_kept(&gallery), "it is of the database");
        gallery.snapshot.as_ref().unwrap().keep(&gallery).unwrap();
    }

    fn was_kept(gallery: &Gallery) -> bool {
        gallery.matrix.is_mapped()
    }

    #[test]
    fn what_is_kept_is_what_was_made() {
        let folder = tempfile::tempdir().unwrap();
        fill(folder.path());
        let made = opened(folder.path(), true).gallery();
        keep(folder.path());
        for write in [true, false] {
            let kept = opened(folder.path(), write).gallery();
            assert!(was_kept(&kept), "also for who only reads");
            assert_eq!(kept.matrix, made.matrix);
            assert_eq!((kept.views.len(), kept.view_of.len()), (1, 1));
            assert_eq!(kept.view_of[0].hash, made.view_of[0].hash);
            assert_eq!(kept.fingerprint, made.fingerprint);
            assert_eq!(
                (kept.pending(), made.pending()),
                (1, 1),
                "b waits for its embedding"
            );
            assert_eq!(kept.position("b"), Some(2));
            assert_eq!(kept.position("d"), None);
            for (kept, made) in kept.items.iter().zip(&made.items) {
                assert_eq!(kept.product, made.product, "no field is lost");
                assert_eq!(kept.picture_path, made.picture_path);
                assert_eq!((&kept.picture_hash, kept.row), (&made.picture_hash, made.row));
            }
            let red = |gallery: &Gallery| gallery.lexicon().coverage("red coat");
            assert_eq!(red(&kept), red(&made), "the words are the same");
        }
    }

    #[test]
    fn what_has_changed_since_is_read_from_the_database() {
        let folder = tempfile::tempdir().unwrap();
        fill(folder.path());
        keep(folder.path());
        let engine = opened(folder.path(), true);
        let products = [product("c", "Wrap dress"), product("a", "Coat")];
        engine.write_db().unwrap().replace_products(&products).unwrap();
        drop(engine);
        let gallery = opened(folder.path(), true).gallery();
        assert!(!was_kept(&gallery));
        assert_eq!(gallery.items[0].product.title, "Wrap dress");
        drop(gallery);
        keep(folder.path());
        let engine = opened(folder.path(), true);
        assert!(was_kept(&engine.gallery()), "it was kept anew");
        let request = SetPieceRequest {
            id: "a".to_owned(),
            hidden: Some(true),
            ..SetPieceRequest::default()
        };
        engine.set_piece(&request).unwrap();
        assert_eq!(
            engine.gallery().items.len(),
            1,
            "what the shop hides is not there"
        );
        drop(engine);
        assert_eq!(opened(folder.path(), false).gallery().items.len(), 1);
    }

    #[test]
    fn what_is_damaged_is_left_aside() {
        for name in ["products", "words", ROWS, "views.rows"] {
            for cut in [true, false] {
                let folder = tempfile::tempdir().unwrap();
                fill(folder.path());
                keep(folder.path());
                let path = folder.path().join("index/snapshot").join(name);
                let mut bytes = std::fs::read(&path).unwrap();
                let end = bytes.len() - 1;
                if cut {
                    bytes.truncate(end);
                } else {
                    bytes[end] ^= 1;
                }
                std::fs::write(&path, bytes).unwrap();
                let engine = opened(folder.path(), true);
                let gallery = engine.gallery();
                assert_eq!(gallery.items.len(), 3, "{name}");
                assert!(gallery.lexicon().coverage("coat")[1] > 0.0, "{name}");
                if name == ROWS && !cut {
                    // The rows are not read as a whole at a start; whoever asks is told.
                    let report = engine.doctor().unwrap();
                    let told = report
                        .checks
                        .iter()
                        .find(|check| check.name == "snapshot")
                        .unwrap();
                    assert!(!told.ok && told.detail.contains("damaged"), "{}", told.detail);
                }
            }
        }
    }
}
