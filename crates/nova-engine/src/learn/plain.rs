//! Plain language about clothes, which learning a shop must not spoil: general captions, rendered from attributes, that
//! are rehearsed; and sentences of a stylist with rules that say which products answer them, by which it is judged. The
//! sentences are those that the built-in model is measured with.

use crate::infer::kinds;
use crate::words::{singular, split};
use nova_domain::{Product, palette};

/// Sentences, each with its rule; `models/training/nova_training/free_language.py` says what a rule is.
const SENTENCES: &str = include_str!("../../../../models/training/free_language.csv");

/// What a garment may be, where no shop says it.
const MANNERS: [&str; 24] = [
    "plain",
    "striped",
    "checked",
    "polka dot",
    "floral",
    "printed",
    "lace",
    "denim",
    "leather",
    "knitted",
    "linen",
    "cotton",
    "silk",
    "wool",
    "velvet",
    "embroidered",
    "quilted",
    "pleated",
    "cropped",
    "long-sleeved",
    "sleeveless",
    "oversized",
    "slim",
    "high-waisted",
];

/// What clothes are for.
const PURPOSES: [&str; 15] = [
    "for the office",
    "for a wedding",
    "for a party",
    "for the beach",
    "for summer",
    "for winter",
    "for running",
    "for the gym",
    "for a child",
    "for women",
    "for men",
    "for a formal dinner",
    "for every day",
    "for travelling",
    "for a rainy day",
];

/// General captions, each once, in an order of their own.
pub(super) fn captions() -> Vec<String> {
    let colours: Vec<&str> = palette::names().collect();
    let mut captions = Vec::new();
    for (at, plural) in kinds().enumerate() {
        let (plural, one) = (plural.to_lowercase(), in_the_singular(plural));
        let pick = |list: &[&str], turn: usize| list[(at * 7 + turn * 11) % list.len()].to_owned();
        captions.extend([
            plural.clone(),
            format!("a photo of a {one}"),
            format!("{} {one}", pick(&colours, 0)),
            format!("{} {plural}", pick(&colours, 1)),
            format!("a {} {one}", pick(&colours, 2)),
            format!("{} {one}", pick(&MANNERS, 0)),
            format!("{} {plural}", pick(&MANNERS, 1)),
            format!("{plural} {}", pick(&PURPOSES, 0)),
        ]);
    }
    captions.extend(
        colours
            .iter()
            .flat_map(|colour| [format!("{colour} clothes"), format!("something in {colour}")]),
    );
    captions.extend(MANNERS.iter().map(|manner| format!("{manner} clothes")));
    captions.extend(PURPOSES.iter().map(|purpose| format!("something {purpose}")));
    captions.sort();
    captions.dedup();
    captions
}

/// A kind in the singular, in lower case.
pub(super) fn in_the_singular(kind: &str) -> String {
    let kind = kind.to_lowercase();
    match kind.rsplit_once(' ') {
        Some((rest, last)) => format!("{rest} {}", singular(last)),
        None => singular(&kind).to_owned(),
    }
}

/// A sentence with what answers it.
pub(super) struct Sentence {
    pub text: String,
    /// One of them must hold whole.
    alternatives: Vec<Vec<(Column, Vec<String>)>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Column {
    Kind,
    Gender,
    Colour,
    Usage,
    Season,
}

/// All sentences; a line that cannot be understood is left out.
pub(super) fn sentences() -> Vec<Sentence> {
    let mut table = csv::Reader::from_reader(SENTENCES.as_bytes());
    let lines = table.records().filter_map(Result::ok);
    let read = lines.filter_map(|line| {
        Some(Sentence {
            text: line.get(0)?.to_owned(),
            alternatives: line
                .get(1)?
                .split(" or ")
                .map(alternative)
                .collect::<Option<_>>()?,
        })
    });
    read.collect()
}

fn alternative(text: &str) -> Option<Vec<(Column, Vec<String>)>> {
    text.split(';').map(str::trim).map(condition).collect()
}

fn condition(text: &str) -> Option<(Column, Vec<String>)> {
    let (column, values) = text.split_once('=')?;
    let column = match column {
        "type" | "sub" | "group" => Column::Kind,
        "gender" => Column::Gender,
        "colour" => Column::Colour,
        "usage" => Column::Usage,
        "season" => Column::Season,
        _ => return None,
    };
    Some((column, values.split('|').map(folded).collect()))
}

impl Sentence {
    /// Whether a product answers it. What the shop does not say of it is taken to be right, except what it is.
    pub fn is_answered_by(&self, product: &Product) -> bool {
        let holds = |(column, values): &(Column, Vec<String>)| {
            let own = column.of(product);
            (own.is_empty() && *column != Column::Kind) || own.iter().any(|own| values.contains(own))
        };
        self.alternatives
            .iter()
            .any(|conditions| conditions.iter().all(holds))
    }

    /// Whether its rule says what the product is.
    pub fn asks_for_a_kind(&self) -> bool {
        let names = |conditions: &Vec<(Column, Vec<String>)>| {
            conditions.iter().any(|(column, _)| *column == Column::Kind)
        };
        self.alternatives.iter().all(names)
    }
}

impl Column {
    fn of(self, product: &Product) -> Vec<String> {
        let one =
            |text: &String| -> Vec<String> { (!text.is_empty()).then(|| folded(text)).into_iter().collect() };
        let all = |texts: &[String]| texts.iter().map(|text| folded(text)).collect::<Vec<_>>();
        match self {
            Column::Kind => [&product.kind, &product.subcategory, &product.category]
                .into_iter()
                .flat_map(one)
                .collect(),
            Column::Gender => one(&product.gender),
            Column::Colour => all(&product.colours),
            Column::Usage => [all(&product.occasions), all(&product.styles)].concat(),
            Column::Season => all(&product.season),
        }
    }
}

/// A value without what shops write differently: capitals, hyphens, spaces, plurals.
fn folded(text: &str) -> String {
    let words = split(text);
    let words: Vec<&str> = words.iter().map(|word| singular(word)).collect();
    words.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_are_many_and_no_two_the_same() {
        let captions = captions();
        assert!(captions.len() > 400, "{}", captions.len());
        assert!(captions.contains(&"a photo of a dress".to_owned()));
        assert!(captions.is_sorted_by(|one, next| one < next));
    }

    #[test]
    fn every_sentence_is_understood() {
        let lines = SENTENCES.lines().filter(|line| !line.is_empty()).count() - 1;
        assert_eq!(sentences().len(), lines);
    }

    #[test]
    fn a_rule_holds_in_other_shops_spelling_and_where_they_are_silent() {
        let sentences = sentences();
        let sentence = sentences
            .iter()
            .find(|sentence| sentence.text == "a superhero t-shirt for a little boy")
            .unwrap();
        let mut product = Product::new("1", "Tee");
        assert!(!sentence.is_answered_by(&product), "nobody says what it is");
        product.kind = "T-Shirt".to_owned();
        assert!(sentence.is_answered_by(&product), "and for whom is not said");
        product.gender = "Women".to_owned();
        assert!(!sentence.is_answered_by(&product));
        product.gender = "boys".to_owned();
        assert!(sentence.is_answered_by(&product) && sentence.asks_for_a_kind());
    }
}
