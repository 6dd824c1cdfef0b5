//! The catalogue in memory, as search sees it: products in their order and a matrix of their embeddings. A
//! gallery never changes; an import makes a new one and swaps it in, so a search sees one state throughout.

use crate::concepts::Concepts;
use crate::design;
use crate::error::EngineError;
use crate::item::{Item, corrected};
use crate::learnt::Applied;
use crate::lexicon::Lexicon;
use crate::library::Library;
use crate::problem::Thing;
use crate::slot::ModelSlot;
use crate::vocabulary;
use nova_clip::Embedder;
use nova_domain::ProductId;
use nova_index::{Matrix, NearIndex};
use nova_learn::Rows;
use nova_query::{Language, ShopWords};
use nova_store::{CatalogDb, ModelIdentity, PieceChoice};
use nova_taste::look::rack::Rack;
use std::collections::{BTreeMap, HashMap};
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
    by_id: HashMap<ProductId, usize>,
    /// The model that made the rows.
    pub(crate) slot: Arc<ModelSlot>,
    /// Its name, where it can be used.
    pub model: Option<String>,
    /// What was learnt on top of the model; the rows, and all that they are compared with, went through it.
    pub(crate) learnt: Option<Arc<Applied>>,
    /// Hash of what the rows are; an index built for other rows has another.
    pub(crate) fingerprint: String,
    lexicon: OnceLock<Lexicon>,
    language: OnceLock<Option<Language>>,
    concepts: OnceLock<Concepts>,
    shop_words: OnceLock<ShopWords>,
    designs: OnceLock<Vec<usize>>,
    rack: OnceLock<Rack>,
    places: OnceLock<HashMap<String, usize>>,
    /// How far the best hits of words must stand out for the catalogue to answer them, once that is known.
    pub(crate) reach: OnceLock<f32>,
    /// The approximate index, where the gallery is large enough to want one and it has been made.
    pub(crate) index: OnceLock<Arc<NearIndex>>,
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
            by_id: HashMap::new(),
            slot,
            model: None,
            learnt: None,
            fingerprint: String::new(),
            lexicon: OnceLock::new(),
            language: OnceLock::new(),
            concepts: OnceLock::new(),
            shop_words: OnceLock::new(),
            designs: OnceLock::new(),
            rack: OnceLock::new(),
            places: OnceLock::new(),
            reach: OnceLock::new(),
            index: OnceLock::new(),
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
            gallery.by_id.insert(product.id.clone(), position);
            gallery.items.push(Item {
                product,
                picture_path: None,
                picture_hash: None,
                row: None,
                first: false,
            });
        }
        gallery
    }

    /// Reads the catalogue with the embeddings by `model`, where there is one, as they are searched by what was `learnt`, and
    /// as the shop's hand `chose`: without what is hidden, and with what was corrected.
    pub(crate) fn load(
        db: &CatalogDb,
        model: Option<&ModelIdentity>,
        slot: Arc<ModelSlot>,
        generation: u64,
        learnt: Option<Arc<Applied>>,
        chose: &BTreeMap<String, PieceChoice>,
    ) -> Result<Gallery, EngineError> {
        let hidden = |id: &str| chose.get(id).is_some_and(|choice| choice.hidden);
        let mut stored = db.products()?;
        stored.retain(|stored| !hidden(stored.product.id.as_str()));
        let mut vectors = HashMap::new();
        let mut gallery = Gallery::empty(generation, slot);
        if let Some(identity) = model {
            if let Some(key) = db.find_model(identity)? {
                vectors = db.embeddings(key, identity.dim)?;
            }
            gallery.matrix = Matrix::with_capacity(identity.dim, stored.len());
            gallery.model = Some(identity.name.clone());
        }
        let mut further = db.views()?;
        if let Some(identity) = model {
            gallery.views = Matrix::with_capacity(identity.dim, further.values().map(Vec::len).sum());
        }
        let mut rows = blake3::Hasher::new();
        if let Some(identity) = model {
            rows.update(identity.hash.as_bytes());
        }
        for (position, mut stored) in stored.into_iter().enumerate() {
            let choice = chose.get(stored.product.id.as_str());
            if let Some(choice) = choice {
                corrected(&mut stored.product, &choice.facts);
            }
            let first = choice.is_some_and(|choice| choice.first);
            let vector = stored.picture_hash.as_ref().and_then(|hash| vectors.get(hash));
            let row = vector
                .filter(|vector| gallery.matrix.push(vector))
                .map(|_| gallery.matrix.len() - 1);
            if let Some(row) = row {
                let own = further.remove(stored.product.id.as_str()).unwrap_or_default();
                for view in own {
                    if vectors
                        .get(&view.hash)
                        .is_some_and(|vector| gallery.views.push(vector))
                    {
                        gallery.view_of.push(ViewOf { row, hash: view.hash });
                    }
                }
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
                first,
            });
        }
        let rows_first = (0..gallery.rows()).filter(|row| gallery.item(*row).first);
        gallery.first = rows_first.collect();
        if let Some(learnt) = learnt
            && let Some(searched_rows) = searched(&gallery.matrix, &learnt)
            && let Some(views) = searched(&gallery.views, &learnt)
        {
            rows.update(learnt.identity.as_bytes());
            // Which pictures are alike enough for one design is told by the model: what is learnt draws colours apart.
            let _ = gallery.designs.set(gallery.find_designs());
            gallery.matrix = searched_rows;
            gallery.views = views;
            gallery.learnt = Some(learnt);
        }
        gallery.fingerprint = rows.finalize().to_hex().to_string();
        Ok(gallery)
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

    /// The rows by the words of their products; made when it is first needed.
    pub(crate) fn lexicon(&self) -> &Lexicon {
        self.lexicon
            .get_or_init(|| Lexicon::new((0..self.rows()).map(|row| self.item(row))))
    }

    /// The language that the shop writes in; `None` where its words tell none. Found when it is first needed.
    pub(crate) fn language(&self) -> Option<Language> {
        *self.language.get_or_init(|| vocabulary::language_of(&self.items))
    }

    /// What the rows say by the concepts of the vocabulary; made when it is first needed.
    pub(crate) fn concepts(&self) -> &Concepts {
        self.concepts.get_or_init(|| {
            let items: Vec<&Item> = (0..self.rows()).map(|row| self.item(row)).collect();
            Concepts::new(&items, self.language())
        })
    }

    /// What the shop calls its things; made when it is first needed.
    pub(crate) fn shop_words(&self) -> &ShopWords {
        self.shop_words
            .get_or_init(|| vocabulary::shop_words(&self.items, self.language()))
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
        let seen = self.item_of_row.len();
        let position = if row < seen {
            self.item_of_row[row]
        } else {
            self.unseen[row - seen]
        };
        &self.items[position]
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
        self.by_id.get(&ProductId(id.to_owned())).copied()
    }

    /// Whether every product whose picture could be read has its embedding.
    pub(crate) fn pending(&self) -> usize {
        self.items
            .iter()
            .filter(|item| item.picture_hash.is_some() && item.row.is_none())
            .count()
    }

    /// Absolute place of an item's picture.
    pub(crate) fn picture(&self, item: &Item, library: &Library) -> Option<String> {
        item.picture_path
            .as_deref()
            .map(|stored| library.picture(stored).to_string_lossy().into_owned())
    }
}

/// Rows as they are searched; `None` where one would lose its direction, as no search could find it then.
fn searched(matrix: &Matrix, learnt: &Applied) -> Option<Matrix> {
    let mapped = learnt.pictures(&Rows::of(matrix.dim(), matrix.values().to_vec()));
    let mut searched = Matrix::with_capacity(matrix.dim(), matrix.len());
    (0..mapped.len())
        .all(|row| searched.push(mapped.row(row)))
        .then_some(searched)
}
