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
        let list: Vec<&str> = match self {
            Field::Gender => vec![&product.gender],
            Field::Category => vec![&product.category],
            Field::Subcategory => vec![&product.subcategory],
            Field::Type => vec![&product.kind],
            Field::Brand => vec![&product.brand],
            Field::Colour => product.colours.iter().map(String::as_str).collect(),
            Field::Style => product.styles.iter().map(String::as_str).collect(),
            Field::Occasion => product.occasions.iter().map(String::as_str).collect(),
            Field::Season => product.season.iter().map(String::as_str).collect(),
            Field::Tag => product.tags.iter().map(String::as_str).collect(),
        };
        list.into_iter().filter(|value| known(value)).collect()
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
