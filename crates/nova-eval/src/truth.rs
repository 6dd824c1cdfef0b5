//! Whether the reasons that a hit gives are true of the piece. The rule is written apart from what makes the reasons: it
//! looks at the shop's own facts with a table of what words mean, and for any other word whether it stands there.

use crate::rules::Rule;
use nova_domain::{Product, Reason};
use nova_engine::Hit;

/// How many words the hit's reasons credit to the query, and those that are not true of the product.
pub(super) fn checked(hit: &Hit, product: &Product, truths: &[(String, Rule)]) -> (usize, Vec<String>) {
    let own = product.as_the_shop_says();
    let words = hit.reasons.iter().filter_map(|reason| match reason {
        Reason::Said { words } => Some(words),
        _ => None,
    });
    let said: Vec<&String> = words.flatten().collect();
    let wrong = said.iter().filter(|words| !is_true(words, &own, truths));
    (said.len(), wrong.map(|words| (*words).clone()).collect())
}

/// Whether words of a query are true of a product, in the shop's own facts alone.
fn is_true(words: &str, own: &Product, truths: &[(String, Rule)]) -> bool {
    let words = words.to_lowercase();
    if let Some((_, rule)) = truths.iter().find(|(known, _)| *known == words) {
        return rule.holds(own);
    }
    let known = |word: &str| truths.iter().find(|(known, _)| known == word);
    words
        .split_whitespace()
        .all(|word| known(word).map_or_else(|| stands(word, own), |(_, rule)| rule.holds(own)))
}

/// Whether a word, or its plural or singular, stands in the facts; of the title only what is not the brand's name.
fn stands(word: &str, own: &Product) -> bool {
    let split = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words
            .map(str::to_lowercase)
            .filter(|word| !word.is_empty())
            .collect()
    };
    let brand = split(&own.brand);
    let title = split(&own.title).into_iter().filter(|word| !brand.contains(word));
    let lists = [
        &own.colours,
        &own.tags,
        &own.styles,
        &own.occasions,
        &own.season,
        &own.sizes,
    ];
    let facts = [
        &own.brand,
        &own.category,
        &own.subcategory,
        &own.kind,
        &own.gender,
    ];
    let mut all = lists
        .into_iter()
        .flatten()
        .chain(facts)
        .flat_map(|text| split(text))
        .chain(title);
    let bare = word.trim_end_matches("'s").trim_end_matches('s');
    all.any(|fact| fact.trim_end_matches('s') == bare || fact == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_must_stand_in_the_shops_own_facts_and_not_in_the_brands_name() {
        let mut bag = Product::new("1", "Garden Soho tote bag");
        bag.brand = "Garden Soho".to_owned();
        bag.kind = "Bags".to_owned();
        assert!(is_true("bag", &bag, &[]));
        assert!(is_true("tote bags", &bag, &[]));
        assert!(!is_true("linen", &bag, &[]), "nobody says so");
        let truths = vec![("bag".to_owned(), Rule::read("type=ties").unwrap())];
        assert!(
            !is_true("bag", &bag, &truths),
            "the table decides where it knows the word"
        );
    }
}
