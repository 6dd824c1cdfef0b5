//! The catalogue in memory, as search sees it: products in their order and a matrix of their embeddings. A
//! gallery never changes; an import makes a new one and swaps it in, so a search sees one state throughout. It is read from the
//! database (`load`) or, where nothing has changed since, from what was kept of it (`snapshot`).

mod load;
mod snapshot;
mod words;

pub(crate) use snapshot::{Snapshot, verify};
pub(crate) use words::Words;

use crate::concepts::Concepts;
use crate::design;
use crate::error::EngineError;
use crate::item::Item;
use crate::learnt::Applied;
use crate::lexicon::Lexicon;
use crate::library::Library;
use crate::problem::Thing;
use crate::ranking::sorted;
use crate::request::Sort;
use crate::slot::ModelSlot;
use nova_clip::Embedder;
use nova_domain::Filter;
use nova_index::{Matrix, NearIndex};
use nova_query::{Language, ShopWords};
use nova_taste::look::rack::Rack;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// What a further picture belongs to.
pub(crate) struct ViewOf {
    /// The row of its product.
    pub row: usize,
    /// Hash of the picture's bytes.
    pub hash: String,
}

/// One state of the catalogue.
pub struct Gallery {
    /// The products in their order.
    pub items: Vec<Item>,
    /// Embeddings of the products' first pictures, as they are searched.
    pub matrix: Matrix,
    /// For each row of the matrix, the item it belongs to.
    pub item_of_row: Vec<usize>,
    /// Embeddings of further pictures, which photos alone are compared with.
    pub(crate) views: Matrix,
    /// For each of them, whose it is.
    pub(crate) view_of: Vec<ViewOf>,
    /// Items without an embedding, which only words can find; they are counted as rows after those of the matrix.
    unseen: Vec<usize>,
    /// Rows that the shop wants shown first.
    pub(crate) first: Vec<usize>,
    /// Places of the items in the order of their ids.
    by_id: Vec<u32>,
    /// Products whose picture could be read and has no embedding yet.
    pending: usize,
    /// The model that made the rows.
    pub(crate) slot: Arc<ModelSlot>,
    /// Its name, where it can be used.
    pub model: Option<String>,
    /// What was learnt on top of the model; the rows, and all that they are compared with, went through it.
    pub(crate) learnt: Option<Arc<Applied>>,
    /// Hash of what the rows are; an index built for other rows has another.
    pub(crate) fingerprint: String,
    words: OnceLock<Words>,
    /// Places of the items by price upwards and downwards, newest first, and by title.
    orders: [OnceLock<Vec<u32>>; 4],
    designs: OnceLock<Vec<usize>>,
    rack: OnceLock<Rack>,
    places: OnceLock<HashMap<String, usize>>,
    /// How far the best hits of words must stand out for the catalogue to answer them, once that is known.
    pub(crate) reach: OnceLock<f32>,
    /// The approximate index, where the gallery is large enough to want one and it has been made.
    pub(crate) index: OnceLock<Arc<NearIndex>>,
    /// Where it is kept for the next start, if it is worth that.
    pub(crate) snapshot: Option<Snapshot>,
    /// Tells one gallery from another in caches.
    pub(crate) generation: u64,
}

impl Gallery {
    pub(crate) fn empty(generation: u64, slot: Arc<ModelSlot>) -> Gallery {
        Gallery {
            items: Vec::new(),
            matrix: Matrix::default(),
            item_of_row: Vec::new(),
            views: Matrix::default(),
            view_of: Vec::new(),
            unseen: Vec::new(),
            first: Vec::new(),
            by_id: Vec::new(),
            pending: 0,
            slot,
            model: None,
            learnt: None,
            fingerprint: String::new(),
            words: OnceLock::new(),
            orders: Default::default(),
            designs: OnceLock::new(),
            rack: OnceLock::new(),
            places: OnceLock::new(),
            reach: OnceLock::new(),
            index: OnceLock::new(),
            snapshot: None,
            generation,
        }
    }

    /// A gallery of products without pictures, for tests; each is the row of its place.
    #[cfg(test)]
    pub(crate) fn of(products: Vec<nova_domain::Product>) -> Gallery {
        let nowhere = ModelSlot::new(String::new(), std::path::PathBuf::new());
        let mut gallery = Gallery::empty(0, Arc::new(nowhere));
        for (position, product) in products.into_iter().enumerate() {
            gallery.unseen.push(position);
            gallery.items.push(Item {
                product,
                picture_path: None,
                picture_hash: None,
                row: None,
                first: false,
            });
        }
        gallery.settle();
        gallery
    }

    /// Notes what follows from the items and is asked for often.
    fn settle(&mut self) {
        let id = |place: &u32| self.items[*place as usize].product.id.as_str();
        let mut by_id: Vec<u32> = (0..).take(self.items.len()).collect();
        by_id.par_sort_unstable_by(|a, b| id(a).cmp(id(b)));
        let unseen = self.unseen.iter().map(|place| &self.items[*place]);
        self.pending = unseen.filter(|item| item.picture_hash.is_some()).count();
        self.first = (0..self.rows()).filter(|row| self.item(*row).first).collect();
        self.by_id = by_id;
    }

    /// Takes prices that the shop's file gives without a currency as prices in this one. What the file says stays as it is.
    pub(crate) fn price_in(&mut self, currency: &str) {
        for item in &mut self.items {
            if item.product.price.is_some() && item.product.currency.is_empty() {
                item.product.currency = currency.to_owned();
            }
        }
    }

    /// The loaded model that made the rows; the first call loads it.
    ///
    /// # Errors
    /// When it cannot be used.
    pub fn embedder(&self) -> Result<Embedder, EngineError> {
        self.slot.embedder()
    }

    /// The embedding of a text by the model, as it is compared with the rows.
    pub fn text(&self, embedding: Vec<f32>) -> Vec<f32> {
        match &self.learnt {
            Some(learnt) => learnt.text(&embedding),
            None => embedding,
        }
    }

    /// The embedding of a picture by the model, as it is compared with the rows.
    pub(crate) fn picture_embedding(&self, embedding: Vec<f32>) -> Vec<f32> {
        match &self.learnt {
            Some(learnt) => learnt.picture(&embedding),
            None => embedding,
        }
    }

    /// What the products say; read from the snapshot or made when it is first needed.
    pub(crate) fn words(&self) -> &Words {
        self.words.get_or_init(|| {
            let kept = self.snapshot.as_ref().and_then(Snapshot::words);
            kept.unwrap_or_else(|| Words::new(self))
        })
    }

    /// The rows by the words of their products.
    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.words().lexicon
    }

    /// The language that the shop writes in; `None` where its words tell none.
    pub(crate) fn language(&self) -> Option<Language> {
        self.words().language
    }

    /// What the rows say by the concepts of the vocabulary.
    pub(crate) fn concepts(&self) -> &Concepts {
        &self.words().concepts
    }

    /// What the shop calls its things.
    pub(crate) fn shop_words(&self) -> &ShopWords {
        &self.words().shop
    }

    /// Which products keep to all of `filters`, by their places.
    pub(crate) fn accepted(&self, filters: &[Filter]) -> Vec<bool> {
        self.words().columns.accepted(&self.items, filters)
    }

    /// The places of the products in an order; `None` of the catalogue's own. Made when it is first needed.
    pub(crate) fn sorted(&self, sort: Sort) -> Option<&[u32]> {
        let at = match sort {
            Sort::Relevance => return None,
            Sort::PriceAsc => 0,
            Sort::PriceDesc => 1,
            Sort::Newest => 2,
            Sort::Title => 3,
        };
        Some(self.orders[at].get_or_init(|| sorted(&self.items, sort)))
    }

    /// The place of a row's product.
    pub(crate) fn place(&self, row: usize) -> usize {
        let seen = self.item_of_row.len();
        match row < seen {
            true => self.item_of_row[row],
            false => self.unseen[row - seen],
        }
    }

    /// The design of each row; made when it is first needed.
    pub(crate) fn designs(&self) -> &[usize] {
        self.designs.get_or_init(|| self.find_designs())
    }

    fn find_designs(&self) -> Vec<usize> {
        let rows = (0..self.rows()).map(|row| (self.item(row), self.embedding(row)));
        design::designs(&rows.collect::<Vec<_>>())
    }

    /// The place of each product by its id and by its article numbers, for tables of other things than products.
    pub(crate) fn places(&self) -> &HashMap<String, usize> {
        self.places.get_or_init(|| {
            let mut places = HashMap::new();
            for (place, item) in self.items.iter().enumerate() {
                for sku in &item.product.skus {
                    places.entry(sku.clone()).or_insert(place);
                }
            }
            places.extend(
                self.items
                    .iter()
                    .enumerate()
                    .map(|(place, item)| (item.product.id.0.clone(), place)),
            );
            places
        })
    }

    /// The items as pieces of outfits; made when it is first needed.
    pub(crate) fn rack(&self) -> &Rack {
        self.rack.get_or_init(|| {
            let product = |item: usize| &self.items[item].product;
            let embedding = |item: usize| self.items[item].row.map(|row| self.matrix.row(row));
            Rack::of(self.items.len(), &product, &embedding)
        })
    }

    /// Rows that can be found: those of the matrix, and after them the items without an embedding.
    pub(crate) fn rows(&self) -> usize {
        self.items.len()
    }

    /// The item of a row.
    pub fn item(&self, row: usize) -> &Item {
        &self.items[self.place(row)]
    }

    /// The embedding of a row; `None` where its item has none.
    pub(crate) fn embedding(&self, row: usize) -> Option<&[f32]> {
        (row < self.matrix.len()).then(|| self.matrix.row(row))
    }

    /// The item of the product with that id.
    ///
    /// # Errors
    /// When there is none.
    pub fn find(&self, id: &str) -> Result<&Item, EngineError> {
        self.find_position(id).map(|position| &self.items[position])
    }

    /// The place of the product with that id.
    pub(crate) fn find_position(&self, id: &str) -> Result<usize, EngineError> {
        self.position(id).ok_or_else(|| EngineError::NotFound {
            what: Thing::Product,
            name: id.to_owned(),
            hint: "Check the id; `stylenova search` lists the ids of what it finds.".to_owned(),
        })
    }

    pub(crate) fn position(&self, id: &str) -> Option<usize> {
        let of = |place: &u32| self.items[*place as usize].product.id.as_str().cmp(id);
        let at = self.by_id.binary_search_by(of).ok()?;
        Some(self.by_id[at] as usize)
    }

    /// How many products have a picture that could be read and no embedding yet.
    pub(crate) fn pending(&self) -> usize {
        self.pending
    }

    /// Absolute place of an item's picture.
    pub(crate) fn picture(&self, item: &Item, library: &Library) -> Option<String> {
        item.picture_path
            .as_deref()
            .map(|stored| library.picture(stored).to_string_lossy().into_owned())
    }
}
