//! How the catalogue lies as a map: a grid of pictures on which neighbours look alike. The maths is [`nova_domain::som`]; how
//! it is drawn and zoomed is the window's matter.

use crate::gallery::Gallery;
use crate::library::thumb_key;
use nova_domain::Product;
use nova_domain::som::Som;
use nova_taste::features::FeatureTable;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;
use ts_rs::TS;

/// Cells of a map: as many as a screen can show at its closest.
const MOST_CELLS: usize = 48 * 32;
/// Products that a thread lays out together.
const PARALLEL: usize = 4_096;
/// Columns for each row.
const ASPECT: f64 = 2.4;

/// A cell of the map with what lies there.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
pub struct MapCell {
    /// Its column, from the left.
    pub column: usize,
    /// Its row, from above.
    pub row: usize,
    /// Products that lie there.
    pub count: usize,
    /// Id of the product that stands for them: the one nearest to the cell's middle.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Key of its thumbnail.
    pub thumb: Option<String>,
    /// What most of them are.
    pub label: String,
}

/// The catalogue laid out by what its pictures look like.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS, JsonSchema)]
pub struct MapResponse {
    /// Columns of the grid.
    pub columns: usize,
    /// Rows of the grid.
    pub rows: usize,
    /// The cells that hold something, along the rows. Products without an embedding are nowhere.
    pub cells: Vec<MapCell>,
}

/// A cell while products are put into it.
#[derive(Default)]
struct Pile {
    items: Vec<usize>,
    nearest: Option<(f32, usize)>,
}

/// Lays a gallery out by the pictures in the features of its products.
pub(crate) fn laid_out(gallery: &Gallery, table: &FeatureTable) -> MapResponse {
    let items = &gallery.items;
    let seen: Vec<usize> = (0..items.len())
        .filter(|item| items[*item].row.is_some())
        .collect();
    let points: Vec<&[f32]> = seen.iter().map(|item| table.row(*item).picture).collect();
    let (columns, rows) = size(points.len());
    let som = Som::fit(&points, columns, rows);
    let mut piles: Vec<Pile> = Vec::new();
    piles.resize_with(columns * rows, Pile::default);
    let finder = som.finder();
    let places = points.par_iter().with_min_len(PARALLEL);
    let places: Vec<(usize, f32)> = places.map(|point| finder.nearest(point)).collect();
    for (item, (cell, distance)) in seen.iter().zip(places) {
        if let Some(pile) = piles.get_mut(cell) {
            pile.items.push(*item);
            if pile.nearest.is_none_or(|(best, _)| distance < best) {
                pile.nearest = Some((distance, *item));
            }
        }
    }
    let cells = piles.par_iter().enumerate().filter_map(|(at, pile)| {
        let (_, item) = pile.nearest?;
        let item = &items[item];
        Some(MapCell {
            column: at % columns,
            row: at / columns,
            count: pile.items.len(),
            id: item.product.id.0.clone(),
            title: item.product.title.clone(),
            thumb: item.picture_hash.as_deref().map(thumb_key),
            label: commonest(pile.items.iter().map(|item| kind(&items[*item].product))),
        })
    });
    MapResponse {
        columns,
        rows,
        cells: cells.collect(),
    }
}

/// Columns and rows for so many products: about a cell for each, up to the most that a screen can show.
fn size(products: usize) -> (usize, usize) {
    let cells = products.min(MOST_CELLS) as f64;
    let columns = ((cells * ASPECT).sqrt().round() as usize).min(products);
    let rows = (cells / columns.max(1) as f64).round() as usize;
    (columns, rows)
}

/// The finest class that the shop gives.
fn kind(product: &Product) -> &str {
    [&product.kind, &product.subcategory, &product.category]
        .into_iter()
        .find(|kind| !kind.is_empty())
        .map_or("", String::as_str)
}

/// The text that comes up most often, the first by the alphabet among equals; empty when there is none.
fn commonest<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for text in texts.filter(|text| !text.is_empty()) {
        *counts.entry(text).or_default() += 1;
    }
    let most = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
    most.map(|(text, _)| text.to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{commonest, size};

    #[test]
    fn a_map_has_about_a_cell_a_product_until_a_screen_is_full() {
        assert_eq!(size(0), (0, 0), "nothing to show");
        assert_eq!(size(1), (1, 1));
        let (columns, rows) = size(353);
        assert!(
            (columns * rows).abs_diff(353) < 20,
            "{columns} x {rows} for 353 products"
        );
        assert_eq!(size(40_056), (61, 25));
    }

    #[test]
    fn the_commonest_word_is_the_label() {
        assert_eq!(commonest(["b", "a", "b", ""].into_iter()), "b");
        assert_eq!(commonest(["b", "a"].into_iter()), "a", "equals by the alphabet");
        assert_eq!(commonest(["", ""].into_iter()), "", "the shop says nothing");
    }
}
