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

/// A word without the ending of an English plural, so that "dresses" is found in "dress" and the other way.
pub(crate) fn stem(word: &str) -> &str {
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
    fn words_end_where_letters_and_digits_end() {
        assert_eq!(
            split("T-shirt, navy/blue (XL)"),
            ["t", "shirt", "navy", "blue", "xl"]
        );
    }
}
