//! A gallery as it was made of the database, kept for the next start: the products read, the rows as they are searched, and what
//! the products say. Four files beside the index, of which the rows are mapped and never read as a whole.
//!
//! They are believed only under the name under which they were written, which has in it the database's name for its state
//! (`CatalogDb::state`), the model, what was learnt, and what the shop's hand chose; anything else means that they are left aside and
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
