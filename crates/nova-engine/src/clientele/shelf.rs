//! The catalogue as recommenders see it, made once for each state of the catalogue.

use crate::gallery::Gallery;
use crate::layout::{MapResponse, laid_out};
use crate::locks::locked;
use nova_domain::Product;
use nova_taste::context;
use nova_taste::crowd::{Crowd, Marks};
use nova_taste::features::FeatureTable;
use nova_taste::strategy::{Pictures, World};
use nova_taste::terms::Terms;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

/// Contexts whose products are kept; there are about twenty, and any word of the shop beside them.
const KEPT_CONTEXTS: usize = 32;

/// Features of a gallery's products, by their place in it.
pub struct Shelf {
    /// The gallery.
    pub gallery: Arc<Gallery>,
    /// What each product is to a taste.
    pub table: FeatureTable,
    /// The catalogue's words, for the published recommender.
    pub terms: Terms,
    /// The catalogue laid out by what its pictures look like; made when it is first asked for.
    map: OnceLock<MapResponse>,
    /// What can be sold; listed when it is first asked for.
    pool: OnceLock<Arc<Vec<u32>>>,
    /// The products that suit the contexts that were asked for, by the context.
    suited: Mutex<HashMap<String, Arc<Marks>>>,
    row_of_item: Vec<Option<usize>>,
}

/// The shelf of the gallery that was asked for last. No lock is held while one is made.
#[derive(Default)]
pub(crate) struct Shelves(Mutex<Option<Place>>);

/// Where the shelf of a generation of the gallery is, or will be once it is made.
type Place = (u64, Arc<OnceLock<Arc<Shelf>>>);

impl Shelves {
    /// The shelf of a gallery; whoever asks for it while it is made waits for it.
    pub fn of(&self, gallery: Arc<Gallery>) -> Arc<Shelf> {
        let place = {
            let mut kept = locked(&self.0);
            match kept.as_ref() {
                Some((generation, place)) if *generation == gallery.generation => Arc::clone(place),
                _ => {
                    let place = Arc::default();
                    *kept = Some((gallery.generation, Arc::clone(&place)));
                    place
                }
            }
        };
        Arc::clone(place.get_or_init(|| Arc::new(Shelf::new(gallery))))
    }
}

impl Shelf {
    pub(crate) fn new(gallery: Arc<Gallery>) -> Shelf {
        let rows: Vec<(&Product, Option<&[f32]>)> = gallery
            .items
            .par_iter()
            .map(|item| (&item.product, item.row.map(|row| gallery.matrix.row(row))))
            .collect();
        let table = FeatureTable::new(&rows);
        let terms = Terms::new(&table);
        let row_of_item = gallery.items.iter().map(|item| item.row).collect();
        Shelf {
            gallery,
            table,
            terms,
            map: OnceLock::new(),
            pool: OnceLock::new(),
            suited: Mutex::default(),
            row_of_item,
        }
    }

    /// The embeddings, by the place of each product.
    pub fn pictures(&self) -> Pictures<'_> {
        Pictures {
            dim: self.gallery.matrix.dim(),
            values: self.gallery.matrix.values(),
            row_of_item: &self.row_of_item,
        }
    }

    /// What recommenders know of the shop, for a client of the crowd.
    pub fn world<'a>(&'a self, crowd: &'a Crowd, client: Option<usize>) -> World<'a> {
        World {
            table: &self.table,
            terms: &self.terms,
            pictures: self.pictures(),
            crowd,
            client,
        }
    }

    /// The catalogue laid out by what its pictures look like.
    pub(crate) fn map(&self) -> &MapResponse {
        self.map.get_or_init(|| laid_out(&self.gallery, &self.table))
    }

    /// Products that can be dealt to somebody of whom no limits are known, ascending.
    pub fn pool(&self) -> &Arc<Vec<u32>> {
        self.pool.get_or_init(|| {
            let all = (0..self.table.len()).into_par_iter();
            let sold = all.filter(|item| self.product(*item).in_stock());
            Arc::new(sold.map(|item| item as u32).collect())
        })
    }

    /// The products that suit a context: those that have one of its `attributes`, or that suit it by what pieces are.
    pub(crate) fn suited(&self, context: &str, attributes: &[u32], by_pieces: bool) -> Arc<Marks> {
        let name = context.trim().to_lowercase();
        if let Some(known) = locked(&self.suited).get(&name) {
            return Arc::clone(known);
        }
        let suits = |item: usize| match by_pieces {
            true => {
                let piece = self.gallery.rack().piece(item);
                piece.is_some_and(|piece| context::piece_suits(piece, &name))
            }
            false => context::suits(&self.table, item, attributes).is_some(),
        };
        let suited = Arc::new(Marks::where_it_holds(self.table.len(), suits));
        let mut kept = locked(&self.suited);
        if kept.len() >= KEPT_CONTEXTS {
            kept.clear();
        }
        kept.insert(name, Arc::clone(&suited));
        suited
    }

    /// The design of each product, by its place.
    pub fn designs(&self) -> Vec<usize> {
        let gallery = &self.gallery;
        let rows =
            (0..gallery.rows()).map(|row| (gallery.item(row).product.id.as_str(), gallery.designs()[row]));
        let places: HashMap<&str, usize> = rows.collect();
        let items = gallery.items.iter();
        items.map(|item| places[item.product.id.as_str()]).collect()
    }

    /// Whether an attribute tells pieces apart: what nearly all of them have is true of a catalogue of one label, and says
    /// nothing of a taste.
    pub fn tells(&self, attribute: u32) -> bool {
        self.table.vocabulary.count(attribute) * 50 < self.table.len() * 49
    }

    /// The product at a place.
    pub fn product(&self, item: usize) -> &Product {
        &self.gallery.items[item].product
    }
}
