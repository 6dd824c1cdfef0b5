//! A product as the shop describes it. How it is stored is `nova-store`'s matter, how its picture is
//! embedded `nova-clip`'s.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

/// The shop's own identifier of a product: any non-empty text, compared exactly.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS, JsonSchema)]
#[serde(transparent)]
pub struct ProductId(pub String);

impl ProductId {
    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProductId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<&str> for ProductId {
    fn from(text: &str) -> Self {
        ProductId(text.to_owned())
    }
}

/// One article of a catalogue. Every field but `id` may be empty; values are as the shop wrote them,
/// trimmed, with lists split.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Product {
    /// The shop's identifier, unique in a catalogue.
    pub id: ProductId,
    /// Name shown to clients.
    pub title: String,
    /// Label or maker.
    pub brand: String,
    /// Widest class, for instance `Apparel`.
    pub category: String,
    /// Class in between, for instance `Topwear`.
    pub subcategory: String,
    /// Finest class, for instance `Shirts`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whom it is made for, for instance `Women`.
    pub gender: String,
    /// Colour names in the shop's own words, the main one first; what they mean is told by [`crate::palette`].
    pub colours: Vec<String>,
    /// Free labels.
    pub tags: Vec<String>,
    /// Style words, for instance `classic`.
    pub styles: Vec<String>,
    /// Occasions it suits, for instance `work`.
    pub occasions: Vec<String>,
    /// Seasons it suits.
    pub season: Vec<String>,
    /// Sizes on offer.
    pub sizes: Vec<String>,
    /// Price in units of `currency`; never negative.
    pub price: Option<f64>,
    /// ISO 4217 code or the shop's own sign; empty where unknown.
    pub currency: String,
    /// Pieces in stock; `None` where the shop does not say.
    #[ts(type = "number | null")]
    pub stock: Option<i64>,
    /// Longer text.
    pub description: String,
    /// Year of the collection.
    pub year: Option<i32>,
    /// Picture as the catalogue names it: a path relative to the images' folder, or absolute, or a web address, of
    /// which the file's name is looked for here, unless its picture was downloaded.
    pub image: Option<String>,
    /// Further pictures, named as `image` is: other views of the article, in the catalogue's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<String>>", optional)]
    pub views: Vec<String>,
    /// Article numbers beside the identifier, those of its variants among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<String>>", optional)]
    pub skus: Vec<String>,
    /// Fields whose values the shop does not give: `colours`, `category`, `subcategory` and `type`, seen in the picture,
    /// and `brand`, read from the title.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<String>>", optional)]
    pub inferred: Vec<String>,
}

impl Product {
    /// A product with only its identifier and title filled in.
    pub fn new(id: &str, title: &str) -> Self {
        Product {
            id: ProductId(id.to_owned()),
            title: title.to_owned(),
            brand: String::new(),
            category: String::new(),
            subcategory: String::new(),
            kind: String::new(),
            gender: String::new(),
            colours: Vec::new(),
            tags: Vec::new(),
            styles: Vec::new(),
            occasions: Vec::new(),
            season: Vec::new(),
            sizes: Vec::new(),
            price: None,
            currency: String::new(),
            stock: None,
            description: String::new(),
            year: None,
            image: None,
            views: Vec::new(),
            skus: Vec::new(),
            inferred: Vec::new(),
        }
    }

    /// Whether the values of a field were found out and not given by the shop.
    pub fn is_inferred(&self, field: &str) -> bool {
        self.inferred.iter().any(|inferred| inferred == field)
    }

    /// The product as the shop gives it, without what was found out.
    pub fn as_the_shop_says(&self) -> Product {
        let mut own = self.clone();
        for field in std::mem::take(&mut own.inferred) {
            match field.as_str() {
                "brand" => own.brand.clear(),
                "colours" => own.colours.clear(),
                "category" => own.category.clear(),
                "subcategory" => own.subcategory.clear(),
                "type" => own.kind.clear(),
                _ => {}
            }
        }
        own
    }

    /// Whether the product can be sold now. A shop that keeps no stock figures sells everything it lists.
    pub fn in_stock(&self) -> bool {
        self.stock.is_none_or(|pieces| pieces > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_in_the_picture_can_be_taken_away_again() {
        let mut product = Product::new("1", "Coat");
        product.category = "Outerwear".to_owned();
        let own = product.clone();
        product.colours = vec!["navy".to_owned()];
        product.kind = "Trench coats".to_owned();
        product.inferred = vec!["colours".to_owned(), "type".to_owned()];
        assert!(product.is_inferred("colours") && !product.is_inferred("category"));
        assert_eq!(product.as_the_shop_says(), own, "the shop's own category stays");
    }

    #[test]
    fn a_product_of_an_earlier_version_has_nothing_inferred() {
        let mut document = serde_json::to_value(Product::new("1", "Coat")).unwrap();
        assert!(
            document.get("inferred").is_none(),
            "nothing is written where nothing was seen"
        );
        document["skus"] = serde_json::json!(["x"]);
        let product: Product = serde_json::from_value(document).unwrap();
        assert!(product.inferred.is_empty());
    }

    #[test]
    fn more_than_nothing_is_in_stock_and_so_is_what_is_not_counted() {
        for (stock, sold) in [
            (None, true),
            (Some(3), true),
            (Some(0), false),
            // Shops that sell on order count below nothing.
            (Some(-2), false),
        ] {
            let product = Product {
                stock,
                ..Product::new("1", "Coat")
            };
            assert_eq!(product.in_stock(), sold, "{stock:?}");
        }
    }
}
