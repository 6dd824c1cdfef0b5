//! Filters: `field=value`, `field!=value`, `field<=number`, `field>=number`, `field~text`.
//!
//! A value with commas means any of them; several filters mean all of them; values compare without case.
//! `size` looks at the sizes of every product, `shoe_size` at those of shoes and `clothes_size` at those of all others.
//! Here is the grammar and whether one product passes. Which rows are scanned, and what is a shoe, is `nova-engine`'s matter.

use crate::palette;
use crate::product::Product;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use ts_rs::TS;

/// What a filter may look at, in the order in which errors list them.
pub const FIELDS: [&str; 15] = [
    "category",
    "subcategory",
    "type",
    "gender",
    "colour",
    "brand",
    "style",
    "occasion",
    "season",
    "size",
    "clothes_size",
    "shoe_size",
    "price",
    "in_stock",
    "tag",
];

/// Why a filter could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum FilterError {
    /// No operator was found.
    #[error(
        "the filter \"{filter}\" has no operator: write field=value, field!=value, field<=number, field>=number or field~text"
    )]
    NoOperator {
        /// The filter.
        filter: String,
    },
    /// The field is not one that can be filtered.
    #[error("\"{field}\" is not a field that can be filtered; the fields are {list}", list = FIELDS.join(", "))]
    UnknownField {
        /// The name that was given.
        field: String,
    },
    /// A number was expected.
    #[error("the filter on {field} needs a number, and \"{value}\" is none")]
    NotANumber {
        /// Field of the filter.
        field: String,
        /// What stood where the number should.
        value: String,
    },
    /// The operator does not go with the field.
    #[error("{operator} does not go with {field}")]
    Operator {
        /// Field of the filter.
        field: String,
        /// Operator as written.
        operator: String,
    },
    /// Nothing stands after the operator.
    #[error("the filter \"{filter}\" has no value after its operator")]
    NoValue {
        /// The filter.
        filter: String,
    },
}

#[derive(Debug, Clone, PartialEq)]
enum Test {
    AnyOf(Vec<String>),
    NoneOf(Vec<String>),
    AtMost(f64),
    AtLeast(f64),
    Contains(String),
}

/// One condition on a product.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    field: &'static str,
    test: Test,
}

impl Filter {
    /// The field that is looked at.
    pub fn field(&self) -> &'static str {
        self.field
    }

    /// Whether it says what must not be.
    pub fn refuses(&self) -> bool {
        matches!(self.test, Test::NoneOf(_))
    }

    /// Whether `product` passes. A product without a price passes no test on the price but `!=`. The tests on `shoe_size` and
    /// `clothes_size` look at the sizes alone; whether the product is a shoe is for the caller to know.
    pub fn accepts(&self, product: &Product) -> bool {
        match self.field {
            "price" => self.accepts_price(product.price),
            "in_stock" => self.accepts_text(&[if product.in_stock() { "true" } else { "false" }]),
            "category" => self.accepts_text(&[&product.category]),
            "subcategory" => self.accepts_text(&[&product.subcategory]),
            "type" => self.accepts_text(&[&product.kind]),
            "gender" => self.accepts_text(&[&product.gender]),
            "brand" => self.accepts_text(&[&product.brand]),
            "colour" => self.accepts_colours(&product.colours),
            "style" => self.accepts_text(&product.styles),
            "occasion" => self.accepts_text(&product.occasions),
            "season" => self.accepts_text(&product.season),
            "size" | "clothes_size" | "shoe_size" => self.accepts_text(&product.sizes),
            _ => self.accepts_text(&product.tags),
        }
    }

    fn accepts_price(&self, price: Option<f64>) -> bool {
        let Some(price) = price else {
            return matches!(self.test, Test::NoneOf(_));
        };
        let equals = |text: &String| {
            text.parse::<f64>()
                .is_ok_and(|value| (value - price).abs() < 0.005)
        };
        match &self.test {
            Test::AtMost(limit) => price <= *limit,
            Test::AtLeast(limit) => price >= *limit,
            Test::AnyOf(values) => values.iter().any(equals),
            Test::NoneOf(values) => !values.iter().any(equals),
            Test::Contains(_) => false,
        }
    }

    /// Looks at the shop's own words and at the palette's: `navy` finds `Midnight Blue` too.
    fn accepts_colours(&self, colours: &[String]) -> bool {
        let meant = || {
            colours
                .iter()
                .filter_map(|colour| palette::of(colour))
                .collect::<Vec<_>>()
        };
        match &self.test {
            Test::NoneOf(_) => self.accepts_text(colours) && self.accepts_text(&meant()),
            _ => self.accepts_text(colours) || self.accepts_text(&meant()),
        }
    }

    fn accepts_text<S: AsRef<str>>(&self, have: &[S]) -> bool {
        let holds = |wanted: &String| have.iter().any(|value| value.as_ref().to_lowercase() == *wanted);
        match &self.test {
            Test::AnyOf(values) => values.iter().any(holds),
            Test::NoneOf(values) => !values.iter().any(holds),
            Test::Contains(part) => have
                .iter()
                .any(|value| value.as_ref().to_lowercase().contains(part)),
            Test::AtMost(limit) => numbers(have).any(|value| value <= *limit),
            Test::AtLeast(limit) => numbers(have).any(|value| value >= *limit),
        }
    }
}

fn numbers<S: AsRef<str>>(values: &[S]) -> impl Iterator<Item = f64> {
    values
        .iter()
        .filter_map(|value| value.as_ref().trim().parse::<f64>().ok())
}

impl FromStr for Filter {
    type Err = FilterError;

    fn from_str(text: &str) -> Result<Self, FilterError> {
        let filter = || text.to_owned();
        let no_operator = || FilterError::NoOperator { filter: filter() };
        let no_value = || FilterError::NoValue { filter: filter() };
        let at = text.find(['=', '<', '>', '~', '!']).ok_or_else(no_operator)?;
        let (name, rest) = text.split_at(at);
        let operator = ["!=", "<=", ">=", "=", "~"]
            .into_iter()
            .find(|operator| rest.starts_with(operator))
            .ok_or_else(no_operator)?;
        let name = name.trim().to_lowercase();
        let field = FIELDS
            .into_iter()
            .find(|field| *field == name)
            .ok_or_else(|| FilterError::UnknownField { field: name.clone() })?;
        let value = rest[operator.len()..].trim();
        if value.is_empty() {
            return Err(no_value());
        }
        let number = || {
            let read = value.parse::<f64>().ok().filter(|number| number.is_finite());
            read.ok_or_else(|| FilterError::NotANumber {
                field: field.to_owned(),
                value: value.to_owned(),
            })
        };
        let wrong = || FilterError::Operator {
            field: field.to_owned(),
            operator: operator.to_owned(),
        };
        let test = match operator {
            "<=" | ">=" if !matches!(field, "price" | "size" | "clothes_size" | "shoe_size") => {
                return Err(wrong());
            }
            "~" if matches!(field, "price" | "in_stock") => return Err(wrong()),
            "<=" => Test::AtMost(number()?),
            ">=" => Test::AtLeast(number()?),
            "~" => Test::Contains(value.to_lowercase()),
            _ => {
                let values: Vec<String> = value
                    .split(',')
                    .map(|part| spelling(field, part.trim()))
                    .filter(|part| !part.is_empty())
                    .collect();
                if values.is_empty() {
                    return Err(no_value());
                }
                if field == "price" {
                    number_list(field, &values)?;
                }
                if operator == "=" {
                    Test::AnyOf(values)
                } else {
                    Test::NoneOf(values)
                }
            }
        };
        Ok(Filter { field, test })
    }
}

fn number_list(field: &str, values: &[String]) -> Result<(), FilterError> {
    match values.iter().find(|value| value.parse::<f64>().is_err()) {
        Some(value) => Err(FilterError::NotANumber {
            field: field.to_owned(),
            value: value.clone(),
        }),
        None => Ok(()),
    }
}

/// `in_stock` answers to what people write for yes and no.
fn spelling(field: &str, value: &str) -> String {
    let value = value.to_lowercase();
    match (field, value.as_str()) {
        ("in_stock", "yes" | "1" | "y") => "true".to_owned(),
        ("in_stock", "no" | "0" | "n") => "false".to_owned(),
        _ => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shirt() -> Product {
        let mut shirt = Product::new("s1", "Linen shirt");
        shirt.kind = "Shirts".into();
        shirt.brand = "Maren & Co".into();
        shirt.colours = vec!["Navy Blue".into(), "White".into()];
        shirt.sizes = vec!["38".into(), "40".into()];
        shirt.price = Some(79.5);
        shirt.stock = Some(0);
        shirt
    }

    fn check(text: &str, expected: bool) {
        let filter: Filter = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(filter.accepts(&shirt()), expected, "{text}");
    }

    #[test]
    fn values_compare_without_case_and_commas_mean_any() {
        check("type=shirts", true);
        check("type=Jeans,SHIRTS", true);
        check("colour=navy blue", true);
        check("colour!=white", false);
        check("brand~maren", true);
        check("type=Jeans", false);
    }

    #[test]
    fn a_colour_answers_to_the_shops_word_and_to_the_palettes() {
        check("colour=navy", true);
        check("colour=Red,Navy", true);
        check("colour!=navy", false);
        check("colour=blue", false);
        check("colour~nav", true);
    }

    #[test]
    fn numbers_bound_price_and_size() {
        check("price<=79.5", true);
        check("price>=80", false);
        check("price=79.5", true);
        check("size>=40", true);
        check("size>=41", false);
        check("shoe_size>=40", true);
        check("clothes_size=39", false);
    }

    #[test]
    fn stock_answers_to_yes_and_no() {
        check("in_stock=yes", false);
        check("in_stock=false", true);
    }

    #[test]
    fn an_unknown_field_lists_the_fields() {
        let error = "fabric=silk".parse::<Filter>().unwrap_err();
        assert!(
            error.to_string().contains("in_stock"),
            "the message lists what can be filtered: {error}"
        );
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for text in [
            "colour",
            "price<=cheap",
            "price=",
            "brand<=3",
            "price~7",
            "=red",
            "colour=,",
            "price=1,x",
        ] {
            assert!(text.parse::<Filter>().is_err(), "{text} must be refused");
        }
    }

    #[test]
    fn a_product_without_a_price_passes_no_bound() {
        let plain = Product::new("p", "Plain");
        assert!(
            !"price<=1000".parse::<Filter>().unwrap().accepts(&plain),
            "an unknown price is not below"
        );
    }
}
