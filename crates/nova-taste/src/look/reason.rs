//! Why two pieces go together: what is true of the pair, the strongest of the terms that chose it first.

use super::pair::facts;
use super::piece::Piece;
use super::scorer::Scorer;
use nova_domain::{Field, Product, Reason};

/// Harmony, less its middle, from which on colours are worth a word.
const HARMONIOUS: f32 = 0.15;
/// What pictures add, in standard deviations, from which on they are worth a word.
const WORTH_SAYING: f32 = 0.8;
const MOST: usize = 2;

/// The reasons for wearing `piece` with `other`, strongest first, at most two. `pictures` is what their pictures add to
/// the score.
pub fn reasons(
    scorer: &Scorer,
    (piece, product): (&Piece, &Product),
    (other, other_product): (&Piece, &Product),
    pictures: f32,
) -> Vec<Reason> {
    let facts = facts(other, other_product, piece, product);
    let worth = |at: usize| facts[at] * scorer.weights[2 + at];
    let mut all: Vec<(f32, Reason)> = Vec::new();
    if facts[0] >= HARMONIOUS
        && let (Some(own), Some(other)) = (product.colours.first(), other_product.colours.first())
    {
        let (own, other) = (own.clone(), other.clone());
        all.push((worth(0).max(0.05), Reason::Harmony { own, other }));
    }
    let lists = [
        (
            worth(1).max(0.04),
            Field::Occasion,
            &product.occasions,
            &other_product.occasions,
        ),
        (
            worth(2).max(0.03),
            Field::Style,
            &product.styles,
            &other_product.styles,
        ),
        (0.02, Field::Season, &product.season, &other_product.season),
    ];
    for (worth, field, own, other) in lists {
        all.extend(common(own, other).map(|value| (worth, Reason::shared(field, value))));
    }
    if pictures >= WORTH_SAYING {
        all.push((pictures, Reason::Together));
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    all.into_iter().take(MOST).map(|(_, reason)| reason).collect()
}

fn common<'a>(own: &'a [String], other: &[String]) -> Option<&'a str> {
    own.iter()
        .find(|value| other.iter().any(|other| other.eq_ignore_ascii_case(value)))
        .map(String::as_str)
}
