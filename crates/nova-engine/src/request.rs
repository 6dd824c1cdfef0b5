//! What a search asks for, and how its parts are read: words, filters, and which page.

use crate::error::EngineError;
use crate::item::Item;
use crate::rejection::Rejection;
use nova_domain::{Filter, Product};
use nova_taste::look::footwear;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Characters of a query: far more than any model reads, and few enough that a file dropped into the box by
/// mistake is told as such.
const MAX_QUERY_CHARS: usize = 2_000;
/// Hits of a page when nothing is said.
const DEFAULT_LIMIT: usize = 24;

/// A search that is kept, and so answered with, has what it asks for alone.
fn nothing_is_required(schema: &mut Schema) {
    schema.remove("required");
}

/// What is searched.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
#[schemars(transform = nothing_is_required)]
pub struct SearchRequest {
    /// Words, in English, French, Spanish, German, Chinese or Arabic. What they say no to ("not floral", "sans rayures") is
    /// taken as in `not`, and a limit ("under 50 €", "size M") as a filter.
    pub text: Option<String>,
    /// Code of the language in which the asker uses StyleNova, such as `fr`: it decides where the words leave their language
    /// open ("robe"), and in it the answer tells what they were read as. Left out, the words alone decide.
    pub language: Option<String>,
    /// Path of a photo.
    pub image: Option<String>,
    /// Paths of further photos; what all of them have in common is sought.
    #[ts(as = "Option<Vec<String>>")]
    pub images: Vec<String>,
    /// The part of `image` that counts, as shares of its width and height.
    pub crop: Option<Region>,
    /// Id of a product to be found more like, as if its picture were a photo; it is not among the hits itself.
    pub like: Option<String>,
    /// The photo's share, 0..1, where both are given; 0.5 when left out.
    pub mix: Option<f32>,
    /// What must not be found.
    #[ts(as = "Option<Vec<String>>")]
    pub not: Vec<String>,
    /// What it is for, an occasion or a season: `work`, `party`, `beach`, `winter` or a word of the shop's own. What
    /// suits it comes earlier; nothing is left out.
    pub context: Option<String>,
    /// Filters, for instance `colour=red,blue`; all of them must hold.
    #[ts(as = "Option<Vec<String>>")]
    pub filters: Vec<String>,
    /// Order of the hits.
    #[ts(as = "Option<Sort>")]
    pub sort: Sort,
    /// Most hits in the answer; 24 when left out.
    pub limit: Option<usize>,
    /// Hits to pass over.
    pub offset: Option<usize>,
    /// Never use the approximate index.
    #[ts(as = "Option<bool>")]
    pub exact: bool,
    /// Show one hit for all colours of a design, with the others in its `variants`.
    #[ts(as = "Option<bool>")]
    pub fold: bool,
}

/// A part of a picture, as shares of its width and height from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Left edge, 0..1.
    pub x: f32,
    /// Upper edge, 0..1.
    pub y: f32,
    /// Width, above 0, to 1 at most with `x`.
    pub width: f32,
    /// Height, above 0, to 1 at most with `y`.
    pub height: f32,
}

/// Order of the hits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// Best score first; the catalogue's order when nothing is searched.
    #[default]
    Relevance,
    /// Cheapest first; unknown prices last.
    PriceAsc,
    /// Dearest first; unknown prices last.
    PriceDesc,
    /// Newest year first; unknown years last.
    Newest,
    /// By title.
    Title,
}

impl SearchRequest {
    /// Whether there is a photo, or a product in the place of one.
    pub(crate) fn shows_something(&self) -> bool {
        self.image.is_some() || !self.images.is_empty() || self.like.is_some()
    }
}

/// Reads filters as they are written.
pub(crate) fn parse_filters(filters: &[String]) -> Result<Vec<Filter>, EngineError> {
    filters
        .iter()
        .map(|text| text.parse::<Filter>().map_err(EngineError::from))
        .collect()
}

/// The fields of sizes that are told apart by what has them: of shoes, and of everything else.
pub(crate) const APART: [&str; 2] = ["shoe_size", "clothes_size"];

/// The one of [`APART`] that looks at a product.
pub(crate) fn size_field(product: &Product) -> &'static str {
    match footwear(product) {
        true => "shoe_size",
        false => "clothes_size",
    }
}

/// Whether a product keeps to filters. Of those on sizes of shoes and of clothes, which nothing can keep to at once, its own
/// hold; where only the others ask for something, it is not meant.
pub(crate) fn accepted(item: &Item, filters: &[Filter]) -> bool {
    let product = &item.product;
    let apart = |filter: &&Filter| APART.contains(&filter.field());
    if !filters
        .iter()
        .all(|filter| apart(&filter) || filter.accepts(product))
    {
        return false;
    }
    if !filters.iter().any(|filter| apart(&filter)) {
        return true;
    }
    let own = size_field(product);
    let (own, others): (Vec<&Filter>, Vec<&Filter>) = filters
        .iter()
        .filter(apart)
        .partition(|filter| filter.field() == own);
    let asks = |filters: &[&Filter]| filters.iter().any(|filter| !filter.refuses());
    own.iter().all(|filter| filter.accepts(product)) && (asks(&own) || !asks(&others))
}

/// Hits to pass over, and hits of the page.
pub(crate) fn page(offset: Option<usize>, limit: Option<usize>) -> (usize, usize) {
    let limit = limit.unwrap_or(DEFAULT_LIMIT);
    // Both come from outside; their sum must not overflow.
    (offset.unwrap_or(0).min(usize::MAX / 4), limit.min(usize::MAX / 4))
}

/// The words of a query; `None` where there are none.
///
/// # Errors
/// When they are blank or far too many.
pub(crate) fn checked_text(text: Option<&str>) -> Result<Option<&str>, EngineError> {
    let Some(text) = text else { return Ok(None) };
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(Rejection::EmptyQuery.into());
    }
    let length = trimmed.chars().count();
    if length > MAX_QUERY_CHARS {
        return Err(Rejection::LongQuery {
            length,
            most: MAX_QUERY_CHARS,
        }
        .into());
    }
    Ok(Some(trimmed))
}

/// A query as the model reads it and the cache keeps it: without control characters, single spaces.
pub(crate) fn normalised(text: &str) -> String {
    let plain = text.replace(|c: char| c.is_control(), " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_or_endless_query_is_told_as_such() {
        assert!(
            checked_text(Some("  \n "))
                .unwrap_err()
                .to_string()
                .contains("empty"),
            "blank"
        );
        let long = "x".repeat(10_000);
        assert!(
            checked_text(Some(&long))
                .unwrap_err()
                .to_string()
                .contains("10000"),
            "the length is named"
        );
        assert_eq!(
            checked_text(Some(" red ")).unwrap(),
            Some("red"),
            "spaces around do not matter"
        );
    }

    #[test]
    fn queries_that_differ_in_spaces_are_one() {
        assert_eq!(normalised(" red\t\u{0} dress\n"), "red dress");
    }

    #[test]
    fn a_page_from_outside_cannot_overflow() {
        let (offset, limit) = page(Some(usize::MAX), Some(usize::MAX));
        assert!(offset.checked_add(limit).is_some(), "their sum must be a number");
    }

    #[test]
    fn sizes_of_shoes_find_shoes_and_those_of_clothes_find_the_rest() {
        let of = |id: &str, kind: &str, size: &str| Product {
            kind: kind.to_owned(),
            sizes: vec![size.to_owned()],
            ..Product::new(id, "")
        };
        let gallery = crate::gallery::Gallery::of(vec![
            of("boots", "Boots", "38"),
            of("dress", "Dresses", "38"),
            of("shirt", "Shirts", "M"),
            of("pumps", "Heels", "40"),
        ]);
        let found = |filters: &[&str]| -> Vec<String> {
            let filters = filters
                .iter()
                .map(|filter| filter.parse().unwrap())
                .collect::<Vec<_>>();
            let items = gallery.items.iter().filter(|item| accepted(item, &filters));
            items.map(|item| item.product.id.0.clone()).collect()
        };
        assert_eq!(found(&["size=38"]), ["boots", "dress"]);
        assert_eq!(found(&["shoe_size=38"]), ["boots"]);
        assert_eq!(found(&["clothes_size=38"]), ["dress"]);
        assert_eq!(
            found(&["shoe_size=38", "clothes_size=M"]),
            ["boots", "shirt"],
            "either of its own"
        );
        assert_eq!(found(&["shoe_size=38", "size=40"]), [""; 0]);
        assert_eq!(found(&["shoe_size!=38"]), ["dress", "shirt", "pumps"]);
    }
}
