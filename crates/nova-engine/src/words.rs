//! Words of queries and of products: where one ends, which carry nothing, and what counts as the same.

use nova_domain::{Product, palette};

/// Words that carry no fact about a garment.
pub(crate) const STOP_WORDS: [&str; 27] = [
    "a", "an", "and", "any", "as", "at", "but", "by", "for", "from", "in", "is", "it", "like", "me", "my",
    "not", "of", "on", "or", "some", "that", "the", "this", "to", "up", "with",
];

/// The words of all that is known of a product but its prose, and the common names of its colours, in lower case.
pub(crate) fn facts(product: &Product) -> Vec<String> {
    let single = [
        &product.title,
        &product.brand,
        &product.category,
        &product.subcategory,
        &product.kind,
        &product.gender,
    ];
    let lists = [
        &product.colours,
        &product.tags,
        &product.styles,
        &product.occasions,
        &product.season,
        &product.skus,
    ];
    let common = product.colours.iter().filter_map(|colour| palette::of(colour));
    single
        .into_iter()
        .chain(lists.into_iter().flatten())
        .map(String::as_str)
        .chain(common)
        .flat_map(split)
        .collect()
}

/// The words of a text, in lower case.
pub(crate) fn split(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Things that end as a verb's form does and are none.
const NO_VERBS: [&str; 6] = ["bedding", "clothing", "earring", "legging", "stocking", "wedding"];

/// A word without the ending of an English plural.
pub(crate) fn singular(word: &str) -> &str {
    for ending in ["sses", "shes", "ches", "xes"] {
        if word.ends_with(ending) {
            return &word[..word.len() - 2];
        }
    }
    match word.strip_suffix('s') {
        Some(rest) if rest.len() > 2 && !rest.ends_with('s') => rest,
        _ => word,
    }
}

/// What the forms of an English word have in common, so that "dresses" is found in "dress", "printed" in "print",
/// "striped" in "stripes" and "running" in "run". A few of the first steps of Porter's stemmer (1980); its later ones take
/// too much from names. It is for comparing and not to be shown.
pub(crate) fn stem(word: &str) -> &str {
    let word = singular(word);
    if !word.is_ascii() || NO_VERBS.contains(&word) {
        return word;
    }
    let has_vowel = |part: &str| part.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    let verb = ["ing", "ed"].iter().find_map(|ending| word.strip_suffix(ending));
    let verb = verb.filter(|rest| rest.len() > 2 && has_vowel(rest) && !word.ends_with("eed"));
    let base = verb.unwrap_or(word);
    let bytes = base.as_bytes();
    let doubled = verb.is_some() && bytes.len() > 3 && bytes[bytes.len() - 2] == bytes[bytes.len() - 1];
    if doubled && base.ends_with(['b', 'd', 'g', 'm', 'n', 'p', 't']) {
        return &base[..base.len() - 1];
    }
    match base.strip_suffix('e') {
        Some(rest) if rest.len() > 2 && has_vowel(rest) => rest,
        _ => base,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plural_has_the_stem_of_its_singular() {
        assert_eq!(stem("dress"), "dress", "a double s is no plural");
        assert_eq!(stem("watches"), "watch");
        assert_eq!(stem("shirts"), stem("shirt"));
    }

    #[test]
    fn the_forms_of_a_word_have_one_stem() {
        for (one, other) in [
            ("striped", "stripes"),
            ("printed", "print"),
            ("running", "run"),
            ("checked", "checks"),
            ("laced", "lace"),
            ("knitted", "knit"),
            ("shoes", "shoe"),
        ] {
            assert_eq!(stem(one), stem(other), "{one} and {other}");
        }
        for (one, other) in [
            ("leggings", "leg"),
            ("red", "r"),
            ("ring", "r"),
            ("earrings", "ear"),
            ("string", "str"),
        ] {
            assert_ne!(stem(one), stem(other), "{one} is no form of {other}");
        }
        assert_eq!(stem("tweed"), "tweed");
        assert_eq!(stem("dressed"), "dress");
        assert_eq!(stem("früher"), "früher", "other languages are left as they are");
    }

    #[test]
    fn words_end_where_letters_and_digits_end() {
        assert_eq!(
            split("T-shirt, navy/blue (XL)"),
            ["t", "shirt", "navy", "blue", "xl"]
        );
    }
}
