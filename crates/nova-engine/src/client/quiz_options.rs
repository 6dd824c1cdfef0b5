//! What the quiz can ask on the catalogue at hand: choices with counts, and pictures from the catalogue itself.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::facets::{FacetsRequest, PriceRange};
use crate::gallery::Gallery;
use crate::item::Item;
use crate::library::thumb_key;
use nova_domain::Product;
use nova_taste::attribute::Field;
use nova_taste::look::kind::family;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;
use ts_rs::TS;

/// Choices of a step; more would be a list to search and no question.
const MOST_CHOICES: usize = 24;
/// Pictures a choice.
const PICTURES: usize = 3;
/// Products offered as examples to like.
const EXAMPLES: usize = 12;

/// A choice.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
pub struct Choice {
    /// Its field.
    pub field: String,
    /// Its value, as it is sent back.
    pub value: String,
    /// Products that have it.
    pub count: usize,
    /// Keys of thumbnails of some of them.
    pub thumbs: Vec<String>,
}

/// A product that can be liked as an example.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
pub struct Example {
    /// The product's id, as it is sent back.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Key of its thumbnail.
    pub thumb: String,
}

/// The quiz's steps; an empty one is left out of the quiz.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct QuizOptionsResponse {
    /// Whom for, and what.
    pub categories: Vec<Choice>,
    /// Colours.
    pub colours: Vec<Choice>,
    /// Labels.
    pub brands: Vec<Choice>,
    /// Styles, occasions and seasons.
    pub styles: Vec<Choice>,
    /// Sizes, in their order: of `size`, or of `clothes_size` and then of `shoe_size` where the catalogue has both.
    pub sizes: Vec<Choice>,
    /// Lowest and highest price.
    pub budget: Option<PriceRange>,
    /// Currency of the prices.
    pub currency: String,
    /// Products of many kinds to like as examples.
    pub examples: Vec<Example>,
}

impl Engine {
    /// The choices of the quiz on the catalogue at hand.
    ///
    /// # Errors
    /// None that the catalogue's own state does not bring.
    pub fn quiz_options(&self) -> Result<QuizOptionsResponse, EngineError> {
        let facets = self.facets(&FacetsRequest::default())?;
        let gallery = self.gallery();
        let shown = best_first(&gallery);
        let mut pictures: HashMap<(&str, String), Vec<String>> = HashMap::new();
        for item in &shown {
            let Some(hash) = item.picture_hash.as_deref() else {
                continue;
            };
            for field in Field::ALL {
                for value in field.values(&item.product) {
                    let own = pictures.entry((field.name(), value.to_lowercase())).or_default();
                    if own.len() < PICTURES {
                        own.push(thumb_key(hash));
                    }
                }
            }
        }
        let has = |field: &str| facets.fields.get(field).is_some_and(|values| !values.is_empty());
        let choices = |fields: &[&str]| -> Vec<Choice> {
            fields
                .iter()
                .flat_map(|field| {
                    let values = facets.fields.get(*field).into_iter().flatten();
                    // What nearly all pieces have is nothing to choose by.
                    let known = values.filter(|value| value.count * 50 < gallery.items.len() * 49);
                    known.take(MOST_CHOICES).map(|value| Choice {
                        field: (*field).to_owned(),
                        value: value.value.clone(),
                        count: value.count,
                        thumbs: pictures
                            .get(&(*field, value.value.to_lowercase()))
                            .cloned()
                            .unwrap_or_default(),
                    })
                })
                .collect()
        };
        let mut sizes = choices(match has("shoe_size") && has("clothes_size") {
            true => &["clothes_size", "shoe_size"],
            false => &["size"],
        });
        sizes.sort_by(|a, b| {
            let order = size_order(&a.value).total_cmp(&size_order(&b.value));
            a.field.cmp(&b.field).then(order)
        });
        // One product of each of the most frequent types, so that the examples differ.
        let types = facets.fields.get("type").into_iter().flatten();
        let examples = types.filter_map(|kind| {
            let of_type = |item: &&&Item| item.product.kind.eq_ignore_ascii_case(&kind.value);
            let item = shown
                .iter()
                .filter(of_type)
                .find(|item| item.picture_hash.is_some() && item.product.in_stock())
                .filter(|item| worn_outside(&item.product))?;
            Some(Example {
                id: item.product.id.0.clone(),
                title: item.product.title.clone(),
                thumb: thumb_key(item.picture_hash.as_deref()?),
            })
        });
        Ok(QuizOptionsResponse {
            categories: choices(&["gender", "type"]),
            colours: choices(&["colour"]),
            brands: choices(&["brand"]),
            styles: choices(&["style", "occasion", "season"]),
            sizes,
            budget: facets.price,
            currency: gallery
                .items
                .first()
                .map(|item| item.product.currency.clone())
                .unwrap_or_default(),
            examples: examples.take(EXAMPLES).collect(),
        })
    }
}

/// Whether it is a garment, shoe, bag or jewel that a client would be shown first, and not underwear, hosiery, or what is
/// sold beside clothes.
fn worn_outside(product: &Product) -> bool {
    family(product).is_some_and(|family| !family.unasked())
}

/// The catalogue with its best dressed side to the front: what the shop shows first, what is worn outside, what is in stock;
/// in its own order otherwise.
fn best_first(gallery: &Gallery) -> Vec<&Item> {
    let mut items: Vec<&Item> = gallery.items.iter().collect();
    items.sort_by_cached_key(|item| {
        let product = &item.product;
        (!item.first, !worn_outside(product), !product.in_stock())
    });
    items
}

/// Letters from small to large, then numbers, then the rest.
fn size_order(size: &str) -> f64 {
    const LETTERS: [&str; 9] = ["xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl", "4xl"];
    let folded = size.trim().to_lowercase();
    if let Some(place) = LETTERS.iter().position(|letter| *letter == folded) {
        return place as f64;
    }
    folded.parse::<f64>().map_or(1e6, |number| 100.0 + number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_stand_from_small_to_large() {
        let mut sizes = ["40", "XL", "One size", "S", "38.5", "M"];
        sizes.sort_by(|a, b| size_order(a).total_cmp(&size_order(b)));
        assert_eq!(sizes, ["S", "M", "XL", "38.5", "40", "One size"]);
    }
}
