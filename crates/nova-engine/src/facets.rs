//! Which values the catalogue's fields have, and how often: what the filters can choose from.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::request::{APART, parse_filters, size_field};
use nova_domain::{Filter, Product};
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use ts_rs::TS;

/// Under which filters to count.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FacetsRequest {
    /// Filters; a field's own filters do not narrow its own counts, so that other values stay to be chosen.
    #[ts(as = "Option<Vec<String>>", optional)]
    pub filters: Vec<String>,
}

/// A value and how many products have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct FacetValue {
    /// The value as the shop writes it most often.
    pub value: String,
    /// Products.
    pub count: usize,
}

/// Lowest and highest price.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS, JsonSchema)]
pub struct PriceRange {
    /// Lowest.
    pub min: f64,
    /// Highest.
    pub max: f64,
}

/// Values by field.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct FacetsResponse {
    /// Products under all filters.
    pub total: usize,
    /// Values of each field, the most frequent first.
    pub fields: BTreeMap<String, Vec<FacetValue>>,
    /// Prices under all filters.
    pub price: Option<PriceRange>,
}

impl Engine {
    /// Counts the values of each field that can be filtered.
    ///
    /// # Errors
    /// When a filter cannot be read.
    pub fn facets(&self, request: &FacetsRequest) -> Result<FacetsResponse, EngineError> {
        Ok(facets_of(&self.gallery(), &parse_filters(&request.filters)?))
    }
}

fn facets_of(gallery: &Gallery, all: &[Filter]) -> FacetsResponse {
    let (items, columns) = (&gallery.items, &gallery.words().columns);
    let chosen = gallery.accepted(all);
    let fields = nova_domain::filter::FIELDS
        .into_iter()
        .filter(|field| *field != "price");
    let counted_of = |field: &'static str| {
        let others: Vec<_> = all
            .iter()
            .filter(|filter| filter.field() != field)
            // Sizes of shoes and of clothes are chosen beside each other.
            .filter(|filter| !(APART.contains(&filter.field()) && APART.contains(&field)))
            .cloned()
            .collect();
        let under_others = (others.len() < all.len()).then(|| gallery.accepted(&others));
        let counts = columns
            .of(field)
            .map(|column| column.counts(under_others.as_ref().unwrap_or(&chosen)));
        let values = counts.into_iter().flatten().filter(|(_, count)| *count > 0);
        let values = values.map(|(place, count)| (values_of(field, &items[place].product), count));
        (field.to_owned(), counted(values))
    };
    let fields: Vec<&str> = fields.collect();
    let fields = fields.into_par_iter().map(counted_of).collect();
    let kept = chosen.iter().zip(items).filter(|(chosen, _)| **chosen);
    let mut price: Option<PriceRange> = None;
    for own in kept.filter_map(|(_, item)| item.product.price) {
        let range = price.get_or_insert(PriceRange { min: own, max: own });
        *range = PriceRange {
            min: range.min.min(own),
            max: range.max.max(own),
        };
    }
    FacetsResponse {
        total: chosen.iter().filter(|chosen| **chosen).count(),
        fields,
        price,
    }
}

fn values_of<'a>(field: &str, product: &'a Product) -> Vec<&'a str> {
    let list = |values: &'a [String]| values.iter().map(String::as_str).collect();
    match field {
        "category" => vec![&product.category],
        "subcategory" => vec![&product.subcategory],
        "type" => vec![&product.kind],
        "gender" => vec![&product.gender],
        "brand" => vec![&product.brand],
        "in_stock" => vec![if product.in_stock() { "true" } else { "false" }],
        "colour" => list(&product.colours),
        "style" => list(&product.styles),
        "occasion" => list(&product.occasions),
        "season" => list(&product.season),
        "size" => list(&product.sizes),
        "clothes_size" | "shoe_size" if product.sizes.is_empty() || size_field(product) != field => {
            Vec::new()
        }
        "clothes_size" | "shoe_size" => list(&product.sizes),
        _ => list(&product.tags),
    }
}

/// Counts values without regard to case, of products of which so many have the same. A product counts once for each value.
fn counted<'a>(products: impl Iterator<Item = (Vec<&'a str>, usize)>) -> Vec<FacetValue> {
    let mut counts: HashMap<String, HashMap<&str, usize>> = HashMap::new();
    for (values, count) in products {
        let mut seen: Vec<String> = Vec::new();
        for value in values.into_iter().filter(|value| !value.is_empty()) {
            let folded = value.to_lowercase();
            if !seen.contains(&folded) {
                *counts
                    .entry(folded.clone())
                    .or_default()
                    .entry(value)
                    .or_default() += count;
                seen.push(folded);
            }
        }
    }
    let mut values: Vec<FacetValue> = counts
        .into_values()
        .filter_map(|spellings| {
            let count = spellings.values().sum();
            let most = spellings
                .into_iter()
                .max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)))?;
            Some(FacetValue {
                value: most.0.to_owned(),
                count,
            })
        })
        .collect();
    values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_shoes_and_of_clothes_are_counted_apart_and_chosen_beside_each_other() {
        let of = |id: &str, kind: &str, sizes: &[&str]| Product {
            kind: kind.to_owned(),
            sizes: sizes.iter().map(|size| (*size).to_owned()).collect(),
            ..Product::new(id, "")
        };
        let gallery = Gallery::of(vec![
            of("boots", "Boots", &["38", "39"]),
            of("pumps", "Heels", &["38"]),
            of("dress", "Dresses", &["38"]),
            of("ring", "Rings", &[]),
        ]);
        let counts = |filters: &[&str], field: &str| -> Vec<(String, usize)> {
            let filters: Vec<Filter> = filters.iter().map(|filter| filter.parse().unwrap()).collect();
            let values = facets_of(&gallery, &filters).fields.remove(field).unwrap();
            values.into_iter().map(|own| (own.value, own.count)).collect()
        };
        let owned = |value: &str, count: usize| (value.to_owned(), count);
        assert_eq!(counts(&[], "size"), [owned("38", 3), owned("39", 1)]);
        assert_eq!(counts(&[], "shoe_size"), [owned("38", 2), owned("39", 1)]);
        assert_eq!(counts(&[], "clothes_size"), [owned("38", 1)]);
        assert_eq!(
            counts(&["clothes_size=38"], "shoe_size"),
            counts(&[], "shoe_size")
        );
    }

    #[test]
    fn spellings_of_one_value_are_counted_together() {
        let products = [
            (vec!["Red", "red"], 1),
            (vec!["Red"], 1),
            (vec!["Blue", ""], 1),
            (vec![], 1),
        ];
        let values = counted(products.into_iter());
        let expected = [("Red", 2), ("Blue", 1)].map(|(value, count)| FacetValue {
            value: value.into(),
            count,
        });
        assert_eq!(
            values, expected,
            "a product counts once for a value, and empty is no value"
        );
    }
}
