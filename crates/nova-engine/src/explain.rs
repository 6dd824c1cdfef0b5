//! Why a product was found, in words that are true: what of the query stands in its facts, and whether its
//! picture is close to the photo.

use crate::words::{STOP_WORDS, facts, split, stem};
use nova_domain::Product;

/// Standard deviations above the catalogue's mean cosine from which a picture counts as close to a photo.
const CLOSE: f32 = 3.0;

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
