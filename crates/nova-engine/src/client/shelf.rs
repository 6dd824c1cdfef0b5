//! The catalogue as recommenders see it, made once for each state of the catalogue.

use crate::gallery::Gallery;
use crate::map::MapResponse;
use nova_domain::Product;
use nova_taste::crowd::Crowd;
use nova_taste::features::FeatureTable;
use nova_taste::seed::Terms;
use nova_taste::strategy::{Pictures, World};
use std::sync::{Arc, OnceLock};

/// Features of a gallery's products, by their place in it.
pub(crate) struct Shelf {
    pub gallery: Arc<Gallery>,
    pub table: FeatureTable,
    pub terms: Terms,
    /// The catalogue laid out by what its pictures look like; made when it is first asked for.
    pub map: OnceLock<MapResponse>,
    row_of_item: Vec<Option<usize>>,
}

impl Shelf {
    pub fn new(gallery: Arc<Gallery>) -> Shelf {
        let rows: Vec<(&Product, Option<&[f32]>)> = gallery
            .items
            .iter()
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
            row_of_item,
        }
    }

    pub fn pictures(&self) -> Pictures<'_> {
        Pictures {
            dim: self.gallery.matrix.dim(),
            values: self.gallery.matrix.values(),
            row_of_item: &self.row_of_item,
        }
    }

    pub fn world<'a>(&'a self, crowd: &'a Crowd, client: Option<usize>) -> World<'a> {
        World {
            table: &self.table,
            terms: &self.terms,
            pictures: self.pictures(),
            crowd,
            client,
        }
    }

    pub fn product(&self, item: usize) -> &Product {
        &self.gallery.items[item].product
    }
}
