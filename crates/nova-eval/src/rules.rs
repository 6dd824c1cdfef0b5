//! Rules on the facts of a product by which an evaluation judges what was found: `type=@shirt; colour=@blue / title~denim`.
//!
//! Conditions between `;` must all hold, and one of the alternatives between ` / `. A condition compares a field with values
//! between commas, one of which must be it (`=`) or stand in it (`~`); `!` before the sign refuses them. `@word` stands for
//! the values that `sets/words.csv` gives it. The rules know nothing of the vocabulary that reads queries, and are kept
//! apart from it on purpose.

use nova_domain::Product;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Values that rules name by one word.
const WORDS: &str = include_str!("sets/words.csv");

/// What a product must be.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rule {
    alternatives: Vec<Vec<Condition>>,
}

#[derive(Debug, Clone, PartialEq)]
struct Condition {
    field: String,
    refused: bool,
    within: bool,
    values: Vec<String>,
}

impl Rule {
    /// Reads a rule. The error is a sentence.
    pub fn read(text: &str) -> Result<Rule, String> {
        let alternatives = text
            .split(" / ")
            .map(|all| all.split(';').map(condition).collect());
        Ok(Rule {
            alternatives: alternatives.collect::<Result<_, String>>()?,
        })
    }

    /// Whether a product is so, in the shop's own words.
    pub fn holds(&self, product: &Product) -> bool {
        self.alternatives
            .iter()
            .any(|all| all.iter().all(|condition| condition.holds(product)))
    }
}

impl Condition {
    fn holds(&self, product: &Product) -> bool {
        let one = |value: &str| {
            let value = value.trim().to_lowercase();
            let compare = |wanted: &String| match self.within {
                true => value.contains(wanted.as_str()),
                false => value == *wanted,
            };
            self.values.iter().any(compare)
        };
        let any = |values: &[String]| values.iter().any(|value| one(value));
        let held = match self.field.as_str() {
            "type" => one(&product.kind),
            "subcategory" => one(&product.subcategory),
            "category" => one(&product.category),
            "gender" => one(&product.gender),
            "brand" => one(&product.brand),
            "title" => one(&product.title),
            "colour" => any(&product.colours),
            "occasion" => any(&product.occasions),
            "season" => any(&product.season),
            "style" => any(&product.styles),
            "tag" => any(&product.tags),
            "description" => one(&product.description),
            _ => false,
        };
        held != self.refused
    }
}

/// Fields that a rule may look at.
const FIELDS: [&str; 12] = [
    "type",
    "subcategory",
    "category",
    "gender",
    "brand",
    "title",
    "colour",
    "occasion",
    "season",
    "style",
    "tag",
    "description",
];

fn condition(text: &str) -> Result<Condition, String> {
    let text = text.trim();
    let at = text
        .find(['=', '~'])
        .ok_or_else(|| format!("\"{text}\" has neither = nor ~"))?;
    let (left, right) = text.split_at(at);
    let refused = left.ends_with('!') || right[1..].starts_with('~');
    let field = left.trim_end_matches('!').trim();
    if !FIELDS.contains(&field) {
        return Err(format!("\"{field}\" is no field of a rule"));
    }
    let mut values = Vec::new();
    for value in right.trim_start_matches(['=', '~']).split(',').map(str::trim) {
        match value.strip_prefix('@') {
            Some(word) => {
                let known = words()
                    .get(word)
                    .ok_or_else(|| format!("\"@{word}\" stands for nothing"))?;
                values.extend(known.iter().cloned());
            }
            None => values.push(value.to_lowercase()),
        }
    }
    Ok(Condition {
        field: field.to_owned(),
        refused,
        within: right.starts_with('~'),
        values,
    })
}

fn words() -> &'static HashMap<String, Vec<String>> {
    static KNOWN: OnceLock<HashMap<String, Vec<String>>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let lines = WORDS.lines().skip(1).filter_map(|line| line.split_once('|'));
        lines
            .map(|(word, values)| {
                let values = values.split(',').map(|value| value.trim().to_lowercase());
                (word.to_owned(), values.collect())
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shirt() -> Product {
        let mut shirt = Product::new("1", "Ada striped shirt");
        shirt.kind = "Shirts".to_owned();
        shirt.colours = vec!["Navy Blue".to_owned()];
        shirt
    }

    #[test]
    fn all_conditions_of_one_alternative_must_hold() {
        for (rule, holds) in [
            ("type=@shirt; colour=@blue", true),
            ("type=shirts; colour=red", false),
            ("type=ties / title~strip", true),
            ("type=@shirt; colour!=@blue", false),
            ("type=@shirt; title!~check,dot", true),
        ] {
            assert_eq!(Rule::read(rule).unwrap().holds(&shirt()), holds, "{rule}");
        }
    }

    #[test]
    fn what_is_no_rule_is_told() {
        for rule in ["type", "shape=round", "type=@nothing"] {
            assert!(Rule::read(rule).is_err(), "{rule}");
        }
    }
}
