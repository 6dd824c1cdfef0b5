//! What a card is for: an occasion or a season that is asked for re-weights the deck and the search.

use crate::attribute::Field;
use crate::features::FeatureTable;
use crate::look::{Family, Piece};
use nova_domain::Product;

/// What a product gains that suits the context, on the scale of the default recommender.
pub const GAIN: f64 = 0.8;
/// What a product gains in the season of the date, as a soft default.
pub const SEASON_GAIN: f64 = 0.2;

/// Words by which a context is asked for, with the words that shops write for it.
const CONTEXTS: [(&str, &[&str]); 12] = [
    (
        "work",
        &["work", "office", "business", "formal", "smart", "smart casual"],
    ),
    ("party", &["party", "evening", "cocktail", "club", "celebration"]),
    (
        "beach",
        &["beach", "swim", "swimwear", "resort", "holiday", "vacation"],
    ),
    ("wedding", &["wedding", "formal", "ceremony", "bridal"]),
    (
        "sport",
        &["sport", "sports", "gym", "running", "training", "active"],
    ),
    ("travel", &["travel", "trip", "journey"]),
    ("casual", &["casual", "everyday", "weekend", "leisure"]),
    ("formal", &["formal", "black tie", "business", "ceremony"]),
    ("spring", &["spring"]),
    ("summer", &["summer"]),
    ("autumn", &["autumn", "fall"]),
    ("winter", &["winter"]),
];

/// Names of all contexts that are known by name; a shop's own occasions, seasons, styles and tags are known as well.
pub fn names() -> Vec<&'static str> {
    CONTEXTS.iter().map(|(name, _)| *name).collect()
}

/// The words that shops write for a context, in lower case; a context that is not known by name is its own word.
pub fn words(context: &str) -> Vec<String> {
    let asked = context.trim().to_lowercase();
    let asked = if asked == "fall" {
        "autumn".to_owned()
    } else {
        asked
    };
    match CONTEXTS.iter().find(|(name, _)| *name == asked) {
        Some((_, words)) => words.iter().map(|word| (*word).to_owned()).collect(),
        None => vec![asked],
    }
}

/// The attributes of a catalogue that a context asks for; none where the catalogue has nothing of the kind.
pub fn attributes(table: &FeatureTable, context: &str) -> Vec<u32> {
    let words = words(context);
    let fields = [Field::Occasion, Field::Season, Field::Style, Field::Tag];
    let mut numbers: Vec<u32> = fields
        .into_iter()
        .flat_map(|field| {
            words
                .iter()
                .filter_map(move |word| table.vocabulary.find(field, word))
        })
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Whether a context can be told by what pieces are, where a catalogue has no word for it.
pub fn by_pieces(context: &str) -> bool {
    let context = context.trim().to_lowercase();
    CONTEXTS.iter().any(|(name, _)| *name == context) && context != "travel" || context == "fall"
}

/// Whether a piece suits a context, by how dressy, warm and sporty it is.
pub fn piece_suits(piece: &Piece, context: &str) -> bool {
    let dressy = piece.dressiness;
    match context.trim() {
        "work" => !piece.sport && (0.5..=0.9).contains(&dressy) && piece.family != Family::Swim,
        "party" | "wedding" | "formal" => !piece.sport && dressy >= 0.65,
        "sport" => piece.sport,
        "casual" => !piece.sport && dressy <= 0.45 && piece.family != Family::Swim,
        "beach" => piece.warmth <= -0.6,
        "summer" => piece.warmth <= -0.3,
        "spring" => (-0.4..=0.1).contains(&piece.warmth),
        "autumn" | "fall" => (0.2..=0.5).contains(&piece.warmth),
        "winter" => piece.warmth >= 0.4,
        _ => false,
    }
}

/// The first of a product's occasions, seasons, styles and tags that is one of `words`.
pub fn said<'a>(product: &'a Product, words: &[String]) -> Option<&'a str> {
    [
        &product.occasions,
        &product.season,
        &product.styles,
        &product.tags,
    ]
    .into_iter()
    .flatten()
    .find(|value| words.contains(&value.trim().to_lowercase()))
    .map(String::as_str)
}

/// Which of `attributes` a product has first, if any, by its number.
pub fn suits(table: &FeatureTable, item: usize, attributes: &[u32]) -> Option<u32> {
    attributes.iter().copied().find(|number| table.has(item, *number))
}

/// The season of a month (1..12) in the northern or southern half of the world.
pub fn season(month: u32, southern: bool) -> &'static str {
    let month = if southern { (month + 5) % 12 + 1 } else { month };
    match month {
        3..=5 => "spring",
        6..=8 => "summer",
        9..=11 => "autumn",
        _ => "winter",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_context_finds_the_shops_own_words() {
        let mut suit = Product::new("1", "Suit");
        (suit.occasions, suit.season) = (vec!["Formal".into()], vec!["Fall".into()]);
        let table = FeatureTable::new(&[(&suit, None)]);
        assert_eq!(attributes(&table, "work").len(), 1, "formal wear is for work");
        assert_eq!(
            attributes(&table, "Autumn"),
            attributes(&table, "fall"),
            "two words of one season"
        );
        assert!(attributes(&table, "autumn").len() == 1 && attributes(&table, "beach").is_empty());
        let found = suits(&table, 0, &attributes(&table, "work"));
        assert_eq!(
            found.map(|number| table.vocabulary.attribute(number).value.as_str()),
            Some("Formal")
        );
    }

    #[test]
    fn a_product_says_a_context_in_the_shops_words() {
        let mut suit = Product::new("1", "Suit");
        suit.occasions = vec!["Casual".into(), "Formal ".into()];
        assert_eq!(
            said(&suit, &words("work")),
            Some("Formal "),
            "formal wear is for work"
        );
        assert_eq!(said(&suit, &words("beach")), None);
        assert_eq!(words("Opera"), ["opera"], "an unknown context is its own word");
    }

    #[test]
    fn a_shop_without_occasions_has_contexts_by_its_pieces() {
        let piece = |title: &str, kind: &str| {
            let mut product = Product::new("1", title);
            product.kind = kind.into();
            Piece::of(&product).expect("a piece")
        };
        let (dress, shorts) = (
            piece("Evening dress in satin", "Dresses"),
            piece("Running shorts", "Shorts"),
        );
        assert!(by_pieces("Party") && !by_pieces("opera"));
        assert!(piece_suits(&dress, "party") && !piece_suits(&shorts, "party"));
        assert!(piece_suits(&shorts, "sport") && !piece_suits(&dress, "sport"));
    }

    #[test]
    fn july_is_summer_here_and_winter_there() {
        assert_eq!((season(7, false), season(7, true)), ("summer", "winter"));
        assert_eq!(
            (season(1, false), season(12, true), season(4, true)),
            ("winter", "summer", "autumn")
        );
    }
}
