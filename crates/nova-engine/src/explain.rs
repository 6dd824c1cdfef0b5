//! Why a product was found, in words that are true: what of the query stands in its facts, and whether its
//! picture is close to the photo.

use nova_domain::Product;

/// Standard deviations above the catalogue's mean cosine from which a picture counts as close to a photo.
const CLOSE: f32 = 3.0;

/// Words that carry no fact about a garment.
const STOP_WORDS: [&str; 27] = [
    "a", "an", "and", "any", "as", "at", "but", "by", "for", "from", "in", "is", "it", "like", "me", "my",
    "not", "of", "on", "or", "some", "that", "the", "this", "to", "up", "with",
];

/// The words of `query` that stand in the product's facts, as a sentence's end; nothing when none does.
pub(crate) fn matched_words(query: &str, product: &Product) -> Option<String> {
    let facts = facts(product);
    let mut matched: Vec<String> = Vec::new();
    for word in split(query) {
        let known = matched.iter().any(|have| stem(have) == stem(&word));
        if !STOP_WORDS.contains(&word.as_str())
            && !known
            && facts.iter().any(|fact| stem(fact) == stem(&word))
        {
            matched.push(word);
        }
    }
    match matched.as_slice() {
        [] => None,
        [one] => Some(format!("{one}, as you said")),
        [first @ .., last] => Some(format!("{} and {last}, as you said", first.join(", "))),
    }
}

/// That a picture is close to the photo, when its cosine stands out from the catalogue's.
pub(crate) fn close_to_photo(cosine: f32, mean: f32, spread: f32) -> Option<String> {
    (spread > f32::EPSILON && (cosine - mean) / spread >= CLOSE).then(|| "close to your photo".to_owned())
}

fn facts(product: &Product) -> Vec<String> {
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
    ];
    single
        .into_iter()
        .chain(lists.into_iter().flatten())
        .flat_map(|text| split(text))
        .collect()
}

fn split(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// A word without the ending of an English plural, so that "dresses" is found in "dress" and the other way.
fn stem(word: &str) -> &str {
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

    fn dress() -> Product {
        let mut dress = Product::new("1", "Ada wrap dress");
        dress.colours = vec!["Red".into()];
        dress.kind = "Dresses".into();
        dress
    }

    #[test]
    fn only_words_that_stand_in_the_facts_are_named() {
        assert_eq!(
            matched_words("a red summer dress", &dress()).as_deref(),
            Some("red and dress, as you said")
        );
        assert_eq!(
            matched_words("blue shoes", &dress()),
            None,
            "nothing of it is true"
        );
        assert_eq!(
            matched_words("the a of", &dress()),
            None,
            "stop words explain nothing"
        );
    }

    #[test]
    fn plurals_are_one_word_with_their_singular() {
        assert_eq!(
            matched_words("dresses dress", &dress()).as_deref(),
            Some("dresses, as you said")
        );
        assert_eq!(stem("dress"), "dress", "a double s is no plural");
        assert_eq!(stem("watches"), "watch");
    }

    #[test]
    fn a_picture_is_close_only_when_it_stands_out() {
        assert!(close_to_photo(0.9, 0.3, 0.15).is_some(), "four deviations above");
        assert!(close_to_photo(0.5, 0.3, 0.15).is_none(), "one and a third");
        assert!(
            close_to_photo(0.5, 0.5, 0.0).is_none(),
            "a catalogue of one picture has no spread"
        );
    }
}
