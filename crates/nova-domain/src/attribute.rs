//! What a product is said to be: a value of one of its fields, as tastes and reasons name it.

use crate::Product;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A field of a product that a taste is about.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[ts(rename = "TasteField")]
#[allow(missing_docs, reason = "the variants are a product's fields, named alike")]
pub enum Field {
    Gender,
    Category,
    Subcategory,
    Type,
    Colour,
    Style,
    Occasion,
    Season,
    Brand,
    Tag,
}

impl Field {
    /// All fields.
    pub const ALL: [Field; 10] = [
        Field::Gender,
        Field::Category,
        Field::Subcategory,
        Field::Type,
        Field::Colour,
        Field::Style,
        Field::Occasion,
        Field::Season,
        Field::Brand,
        Field::Tag,
    ];

    /// The field's name as filters write it.
    pub fn name(self) -> &'static str {
        match self {
            Field::Gender => "gender",
            Field::Category => "category",
            Field::Subcategory => "subcategory",
            Field::Type => "type",
            Field::Colour => "colour",
            Field::Style => "style",
            Field::Occasion => "occasion",
            Field::Season => "season",
            Field::Brand => "brand",
            Field::Tag => "tag",
        }
    }

    /// The field of that name.
    pub fn from_name(name: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.name() == name)
    }

    /// The values that `product` has of this field, as the shop wrote them.
    pub fn values(self, product: &Product) -> Vec<&str> {
        self.each_value(product).collect()
    }

    /// The same one after another, without a list of them.
    pub fn each_value(self, product: &Product) -> impl Iterator<Item = &str> {
        let list: &[String] = match self {
            Field::Gender => std::slice::from_ref(&product.gender),
            Field::Category => std::slice::from_ref(&product.category),
            Field::Subcategory => std::slice::from_ref(&product.subcategory),
            Field::Type => std::slice::from_ref(&product.kind),
            Field::Brand => std::slice::from_ref(&product.brand),
            Field::Colour => &product.colours,
            Field::Style => &product.styles,
            Field::Occasion => &product.occasions,
            Field::Season => &product.season,
            Field::Tag => &product.tags,
        };
        list.iter().map(String::as_str).filter(|value| known(value))
    }
}

/// Whether a cell holds a value; shops also write `NA` where they have none.
fn known(value: &str) -> bool {
    !value.is_empty() && !value.eq_ignore_ascii_case("na") && !value.eq_ignore_ascii_case("n/a")
}

/// A value of a field, as the shop writes it most often.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS, JsonSchema)]
pub struct Attribute {
    /// The field.
    pub field: Field,
    /// Its value.
    pub value: String,
}
