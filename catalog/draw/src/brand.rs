//! The invented brands of the demo catalogue, each with a character.

use rand::Rng;
use rand::rngs::StdRng;

/// A brand: what it is known for, and what it asks.
#[derive(Debug)]
pub struct Brand {
    /// Its name.
    pub name: &'static str,
    /// Styles it makes.
    pub styles: &'static [&'static str],
    /// Categories it makes most.
    pub categories: &'static [&'static str],
    /// Its prices in relation to a usual price.
    pub price: f32,
}

macro_rules! brands {
    ($($name:literal $price:literal $styles:tt $categories:tt;)*) => {
        /// Every brand there is.
        pub const BRANDS: &[Brand] = &[$(Brand { name: $name, price: $price, styles: &$styles, categories: &$categories }),*];
    };
}

brands! {
    "Maren Aubrecht" 1.55 ["minimal", "tailored", "smart"] ["Clothing"];
    "Pellworth" 1.4 ["classic", "tailored", "preppy", "elegant"] ["Clothing", "Accessories"];
    "Tesselin" 0.9 ["feminine", "playful", "bohemian"] ["Clothing", "Accessories"];
    "Corvane" 1.7 ["edgy", "evening", "streetwear"] ["Clothing", "Shoes", "Bags"];
    "Ismarra" 1.05 ["relaxed", "bohemian", "beach"] ["Clothing", "Shoes", "Accessories"];
    "Quillmoor" 1.2 ["cosy", "classic", "preppy"] ["Clothing", "Accessories"];
    "Odavera" 1.85 ["evening", "elegant", "feminine"] ["Clothing", "Bags", "Shoes"];
    "Norrvik Lane" 0.8 ["minimal", "casual", "classic"] ["Clothing", "Accessories"];
    "Brantley Fold" 0.95 ["workwear", "casual", "streetwear"] ["Clothing", "Bags"];
    "Zephyrel" 0.85 ["sporty", "streetwear", "outdoor"] ["Clothing", "Shoes", "Accessories"];
    "Sabeline" 1.1 ["feminine", "elegant", "playful"] ["Clothing", "Shoes"];
    "Hessgard" 1.3 ["outdoor", "sporty", "cosy"] ["Clothing", "Shoes", "Bags"];
    "Cassimund" 1.5 ["classic", "elegant", "smart"] ["Shoes", "Bags", "Accessories"];
    "Lorrenby" 0.75 ["casual", "playful", "relaxed"] ["Clothing", "Shoes", "Bags", "Accessories"];
}

/// A brand that makes garments of this category and of one of these styles.
pub fn choose(rng: &mut StdRng, category: &str, styles: &[&str]) -> &'static Brand {
    let makes = |brand: &Brand| brand.categories.contains(&category);
    let shared = |brand: &Brand| brand.styles.iter().filter(|style| styles.contains(style)).count() as u32;
    let fitting = BRANDS.iter().any(|brand| makes(brand) && shared(brand) > 0);
    let weight = |brand: &Brand| match makes(brand) {
        true if fitting => shared(brand),
        true => 1,
        false => 0,
    };
    let total: u32 = BRANDS.iter().map(weight).sum();
    let mut ticket = rng.random_range(0..total.max(1));
    for brand in BRANDS {
        let share = weight(brand);
        if ticket < share {
            return brand;
        }
        ticket -= share;
    }
    &BRANDS[0]
}

/// Names a brand gives to its pieces.
pub const PIECE_NAMES: &[&str] = &[
    "Maren", "Odile", "Tilda", "Bram", "Isolde", "Anouk", "Soren", "Greta", "Luca", "Petra", "Alba", "Rufus",
    "Nell", "Ines", "Otto", "Freya", "Marlow", "Juno", "Casper", "Lise", "Thea", "Emil", "Rosa", "Hugo",
    "Vera", "Milo", "Edda", "Lorin", "Clara", "Aster", "Bruno", "Elin", "Fenn", "Gia", "Harlan", "Iris",
    "Jonah", "Kaia", "Leda", "Mattis",
];

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use std::collections::HashSet;

    #[test]
    fn there_are_ten_to_fourteen_brands_and_each_category_has_several() {
        assert!((10..=14).contains(&BRANDS.len()), "{} brands", BRANDS.len());
        let names: HashSet<_> = BRANDS.iter().map(|b| b.name).collect();
        assert_eq!(names.len(), BRANDS.len(), "brand names are unique");
        for category in ["Clothing", "Shoes", "Bags", "Accessories"] {
            let mut rng = StdRng::seed_from_u64(2);
            let made: HashSet<_> = (0..60)
                .map(|_| choose(&mut rng, category, &["classic", "elegant", "casual", "sporty"]).name)
                .collect();
            assert!(made.len() >= 3, "{category} is made by {made:?}");
        }
    }
}
