//! Which rows are shown, in which order, and how many there are to page through.

use super::band::Band;
use crate::gallery::Gallery;
use crate::item::Item;
use crate::request::{SearchRequest, Sort};
use nova_index::{Neighbour, top_k};
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

/// The rows on the pages up to `count`, in the order asked for, and how many rows there are to page through.
///
/// Sorting by price or date looks at what answers the query, and not at all of the catalogue: at what is fair or
/// strong, and at everything where nothing is.
pub(crate) fn ranked(
    gallery: &Gallery,
    values: &[f32],
    band: impl Fn(usize) -> Band,
    request: &SearchRequest,
    count: usize,
    accept: impl Fn(usize) -> bool,
) -> (Vec<Neighbour>, usize) {
    if request.sort == Sort::Relevance && !request.fold {
        let total = (0..values.len()).filter(|row| accept(*row)).count();
        return (top_k(values, count, accept), total);
    }
    let mut rows = top_k(values, values.len(), accept);
    if request.fold {
        let mut shown = HashSet::new();
        rows.retain(|neighbour| shown.insert(gallery.designs()[neighbour.row]));
    }
    if request.sort != Sort::Relevance {
        let answers = |neighbour: &Neighbour| band(neighbour.row) != Band::Far;
        if rows.iter().any(answers) {
            rows.retain(answers);
        }
        let item = |neighbour: &Neighbour| gallery.item(neighbour.row);
        rows.sort_by(|a, b| compare(request.sort, item(a), item(b)));
    }
    let total = rows.len();
    (rows, total)
}

/// Ids of the other accepted rows of each shown row's design, best first.
pub(crate) fn variants<'a>(
    gallery: &Gallery,
    values: &[f32],
    shown: impl Iterator<Item = &'a Neighbour>,
    accept: impl Fn(usize) -> bool,
) -> Vec<Vec<String>> {
    let designs = gallery.designs();
    let shown: Vec<usize> = shown.map(|neighbour| neighbour.row).collect();
    let wanted: HashSet<usize> = shown.iter().map(|row| designs[*row]).collect();
    let mut rows_of: HashMap<usize, Vec<usize>> = HashMap::new();
    for (row, design) in designs.iter().enumerate().take(values.len()) {
        if wanted.contains(design) && accept(row) {
            rows_of.entry(*design).or_default().push(row);
        }
    }
    let ids = |own: &usize| {
        let mut others: Vec<usize> = rows_of.get(&designs[*own]).cloned().unwrap_or_default();
        others.retain(|row| row != own);
        others.sort_by(|a, b| values[*b].total_cmp(&values[*a]).then(a.cmp(b)));
        let ids = others
            .into_iter()
            .map(|row| gallery.item(row).product.id.0.clone());
        ids.collect()
    };
    shown.iter().map(ids).collect()
}

/// The places of products in an order; equal ones keep theirs.
pub(crate) fn sorted(items: &[Item], sort: Sort) -> Vec<u32> {
    let mut places: Vec<u32> = (0..).take(items.len()).collect();
    if sort == Sort::Title {
        // Each title is folded once and not at each comparison.
        let titles: Vec<String> = items
            .par_iter()
            .map(|item| item.product.title.to_lowercase())
            .collect();
        places.par_sort_by(|a, b| titles[*a as usize].cmp(&titles[*b as usize]));
    } else {
        places.par_sort_by(|a, b| compare(sort, &items[*a as usize], &items[*b as usize]));
    }
    places
}

/// Order of two products; equal ones keep the order they have, as the sorts here are stable.
pub(crate) fn compare(sort: Sort, a: &Item, b: &Item) -> Ordering {
    let last = |value: Option<f64>, other: f64| value.unwrap_or(other);
    let (a, b) = (&a.product, &b.product);
    match sort {
        Sort::Relevance => Ordering::Equal,
        Sort::PriceAsc => last(a.price, f64::INFINITY).total_cmp(&last(b.price, f64::INFINITY)),
        Sort::PriceDesc => last(b.price, f64::NEG_INFINITY).total_cmp(&last(a.price, f64::NEG_INFINITY)),
        Sort::Newest => b.year.cmp(&a.year),
        Sort::Title => a.title.to_lowercase().cmp(&b.title.to_lowercase()),
    }
}
