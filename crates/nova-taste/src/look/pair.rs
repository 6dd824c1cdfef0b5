//! What the facts of two pieces say of their going together, each as a number; what each weighs is the scorer's matter.

use super::colour::harmony;
use super::kind::Family;
use super::kinds_table::lift;
use super::piece::Piece;
use nova_domain::Product;

/// How many facts there are.
pub const FACTS: usize = 9;

/// What each fact weighs where nothing was learnt of the shop's own looks, in standard deviations of the cosine.
pub const PRIOR: [f32; FACTS] = [0.8, 0.6, 0.6, -1.5, -1.5, -1.0, -1.0, 0.5, -0.6];

/// From which warmths on, one below and one above zero, two pieces are for different seasons.
const SEASONS_APART: f32 = 0.16;
/// How far apart the dressiness of two pieces may be.
const DRESS_APART: f32 = 0.5;

/// The facts: harmony of colours, occasions and styles in common, opposite seasons, distance in dressiness, sport with
/// what is not for sport, two loud patterns, how often such kinds are worn together, vagueness of what it is. What is not
/// known is 0.
pub fn facts(piece: &Piece, product: &Product, other: &Piece, other_product: &Product) -> [f32; FACTS] {
    let colours = match (piece.colour, other.colour) {
        (Some(own), Some(other)) => harmony(own, other) as f32 - 0.6,
        _ => 0.0,
    };
    facts_of(
        piece,
        other,
        colours,
        shared(&product.occasions, &other_product.occasions),
        shared(&product.styles, &other_product.styles),
        lift(piece.family, other.family),
    )
}

/// The facts where it is known what colours, occasions and styles say, and how much oftener than chance such kinds are
/// worn together.
pub(super) fn facts_of(
    piece: &Piece,
    other: &Piece,
    colours: f32,
    occasions: f32,
    styles: f32,
    lift: f32,
) -> [f32; FACTS] {
    [
        colours,
        occasions,
        styles,
        (-piece.warmth * other.warmth).max(0.0),
        (piece.dressiness - other.dressiness).abs(),
        sport(piece, other),
        f32::from(u8::from(piece.loud && other.loud)),
        lift,
        f32::from(u8::from(matches!(
            other.family,
            Family::OtherWorn | Family::Wallet
        ))),
    ]
}

fn sport(piece: &Piece, other: &Piece) -> f32 {
    match (piece.sport, other.sport) {
        (true, true) | (false, false) => 0.0,
        (true, false) => other.dressiness,
        (false, true) => piece.dressiness,
    }
}

/// −½ to ½: the share of the shorter list that the other has, less a half; 0 where one says nothing.
pub(super) fn shared(own: &[String], other: &[String]) -> f32 {
    if own.is_empty() || other.is_empty() {
        return 0.0;
    }
    let common = own
        .iter()
        .filter(|value| other.iter().any(|other| other.eq_ignore_ascii_case(value)));
    common.count() as f32 / own.len().min(other.len()) as f32 - 0.5
}

/// Whether one wearer can wear both.
pub fn one_wearer(piece: &Piece, other: &Piece) -> bool {
    match (piece.wearer, other.wearer) {
        (Some(own), Some(other)) => own.same(other),
        _ => true,
    }
}

/// Whether two pieces do not belong in one look: seasons or occasions that are opposite, or two loud patterns.
pub fn clash(piece: &Piece, other: &Piece) -> bool {
    let seasons = -piece.warmth * other.warmth >= SEASONS_APART;
    let dress = (piece.dressiness - other.dressiness).abs() > DRESS_APART;
    seasons || dress || sport(piece, other) > 0.45 || (piece.loud && other.loud)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(title: &str, kind: &str) -> Piece {
        let mut product = Product::new("1", title);
        product.kind = kind.into();
        Piece::of(&product).unwrap_or_else(|| panic!("{title} is a piece"))
    }

    #[test]
    fn what_stylists_never_put_together_clashes() {
        for ((a, a_kind), (b, b_kind)) in [
            (
                ("Oxford shirt", "Shirts"),
                ("Pink running tights", "Sports tights"),
            ),
            (
                ("Tropical print dress", "Dresses"),
                ("Hooded parka with faux fur", "Coats"),
            ),
            (("Floral tunic", "Tunics"), ("Zigzag skirt", "Skirts")),
            (("Floral tunic", "Tunics"), ("Striped tote", "Bags")),
            (("Linen shorts", "Shorts"), ("Quilted winter coat", "Coats")),
        ] {
            assert!(clash(&piece(a, a_kind), &piece(b, b_kind)), "{a} and {b}");
        }
    }

    #[test]
    fn what_is_worn_together_does_not() {
        for ((a, a_kind), (b, b_kind)) in [
            (("Oxford shirt", "Shirts"), ("Chinos", "Trousers")),
            (("Jersey T-shirt", "T-shirts"), ("Slim jeans", "Jeans")),
            (
                ("Tropical print dress", "Dresses"),
                ("Leather sandals", "Sandals"),
            ),
            (("Wool coat", "Coats"), ("Ankle boots", "Boots")),
            (
                ("Running top", "Sports tops"),
                ("Running tights", "Sports tights"),
            ),
            (("Jersey T-shirt", "T-shirts"), ("Blazer", "Blazers")),
            (("Slim jeans", "Jeans"), ("Heels", "Heels")),
        ] {
            assert!(!clash(&piece(a, a_kind), &piece(b, b_kind)), "{a} and {b}");
        }
    }
}
