//! The catalogue in memory, as search sees it: products in their order and a matrix of their embeddings. A
//! gallery never changes; an import makes a new one and swaps it in, so a search sees one state throughout.

use crate::design;
use crate::error::EngineError;
use crate::lexicon::Lexicon;
use crate::library::Library;
use crate::models::ModelSlot;
use crate::search;
use nova_domain::{Product, ProductId};
use nova_index::{HnswIndex, Matrix};
use nova_store::{CatalogDb, ModelIdentity};
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// A product and its picture.
pub(crate) struct Item {
    pub product: Product,
    pub picture_path: Option<String>,
    pub picture_hash: Option<String>,
    /// Row of the matrix that holds its embedding.
    pub row: Option<usize>,
}

/// One state of the catalogue.
pub(crate) struct Gallery {
    pub items: Vec<Item>,
    pub matrix: Matrix,
    /// For each row of the matrix, the item it belongs to.
    pub item_of_row: Vec<usize>,
    /// Items without an embedding, which only words can find; they are counted as rows after those of the matrix.
    unseen: Vec<usize>,
    by_id: HashMap<ProductId, usize>,
    /// The model that made the rows.
    pub slot: Arc<ModelSlot>,
    /// Its name, where it can be used.
    pub model: Option<String>,
    /// Hash of what the rows are; an index built for other rows has another.
    pub fingerprint: String,
    lexicon: OnceLock<Lexicon>,
    designs: OnceLock<Vec<usize>>,
    /// How far the best hits of words stand out where the catalogue answers them, once that is known.
    pub reach: OnceLock<f32>,
    /// The approximate index, where the gallery is large enough to want one and it has been made.
    pub hnsw: OnceLock<Arc<HnswIndex>>,
    /// Tells one gallery from another in caches.
    pub generation: u64,
}

impl Gallery {
    pub fn empty(generation: u64, slot: Arc<ModelSlot>) -> Gallery {
        Gallery {
            items: Vec::new(),
            matrix: Matrix::default(),
            item_of_row: Vec::new(),
            unseen: Vec::new(),
            by_id: HashMap::new(),
            slot,
            model: None,
            fingerprint: String::new(),
            lexicon: OnceLock::new(),
            designs: OnceLock::new(),
            reach: OnceLock::new(),
            hnsw: OnceLock::new(),
            generation,
        }
    }

    /// Reads the catalogue with the embeddings by `model`, where there is one.
    pub fn load(
        db: &CatalogDb,
        model: Option<&ModelIdentity>,
        slot: Arc<ModelSlot>,
        generation: u64,
    ) -> Result<Gallery, EngineError> {
        let stored = db.products()?;
        let mut vectors = HashMap::new();
        let mut gallery = Gallery::empty(generation, slot);
        if let Some(identity) = model {
            if let Some(key) = db.find_model(identity)? {
                vectors = db.embeddings(key, identity.dim)?;
            }
            gallery.matrix = Matrix::with_capacity(identity.dim, stored.len());
            gallery.model = Some(identity.name.clone());
        }
        let mut rows = blake3::Hasher::new();
        if let Some(identity) = model {
            rows.update(identity.hash.as_bytes());
        }
        for (position, stored) in stored.into_iter().enumerate() {
            let vector = stored.picture_hash.as_ref().and_then(|hash| vectors.get(hash));
            let row = vector
                .filter(|vector| gallery.matrix.push(vector))
                .map(|_| gallery.matrix.len() - 1);
            if row.is_some() {
                gallery.item_of_row.push(position);
                rows.update(stored.picture_hash.as_deref().unwrap_or_default().as_bytes());
            } else {
                gallery.unseen.push(position);
            }
            gallery.by_id.insert(stored.product.id.clone(), position);
            gallery.items.push(Item {
                product: stored.product,
                picture_path: stored.picture_path,
                picture_hash: stored.picture_hash,
                row,
            });
        }
        gallery.fingerprint = rows.finalize().to_hex().to_string();
        if let Some(reach) = search::kept_reach(db, &gallery.fingerprint)? {
            // It was made a moment ago and is nobody else's yet.
            let _ = gallery.reach.set(reach);
        }
        Ok(gallery)
    }

    /// The rows by the words of their products; made when it is first needed.
    pub fn lexicon(&self) -> &Lexicon {
        self.lexicon
            .get_or_init(|| Lexicon::new((0..self.rows()).map(|row| self.item(row))))
    }

    /// The design of each row; made when it is first needed.
    pub fn designs(&self) -> &[usize] {
        self.designs.get_or_init(|| design::designs(self))
    }

    /// Rows that can be found: those of the matrix, and after them the items without an embedding.
    pub fn rows(&self) -> usize {
        self.items.len()
    }

    /// The item of a row.
    pub fn item(&self, row: usize) -> &Item {
        let seen = self.item_of_row.len();
        let position = if row < seen {
            self.item_of_row[row]
        } else {
            self.unseen[row - seen]
        };
        &self.items[position]
    }

    /// The embedding of a row; `None` where its item has none.
    pub fn embedding(&self, row: usize) -> Option<&[f32]> {
        (row < self.matrix.len()).then(|| self.matrix.row(row))
    }

    pub fn find(&self, id: &str) -> Result<&Item, EngineError> {
        let found = self
            .by_id
            .get(&ProductId(id.to_owned()))
            .map(|position| &self.items[*position]);
        found.ok_or_else(|| EngineError::NotFound {
            what: "product",
            name: id.to_owned(),
            hint: "Check the id; `stylenova search` lists the ids of what it finds.".to_owned(),
        })
    }

    pub fn position(&self, id: &str) -> Option<usize> {
        self.by_id.get(&ProductId(id.to_owned())).copied()
    }

    /// Whether every product whose picture could be read has its embedding.
    pub fn pending(&self) -> usize {
        self.items
            .iter()
            .filter(|item| item.picture_hash.is_some() && item.row.is_none())
            .count()
    }

    /// Absolute place of an item's picture.
    pub fn picture(&self, item: &Item, library: &Library) -> Option<String> {
        item.picture_path
            .as_deref()
            .map(|stored| library.picture(stored).to_string_lossy().into_owned())
    }
}
