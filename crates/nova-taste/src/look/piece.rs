//! What is known of a piece beside what it is: who wears it, how warm and how dressy it is, and whether its pattern is
//! loud; from the shop's facts where it gives them, and from its words.

use super::colour::{Oklch, colour};
use super::kind::{Family, Names};
use super::lists::{List, Words};
use super::slot::{Slot, slot};
use crate::parallel::CHUNK;
use nova_domain::Product;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Who wears a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wearer {
    /// Women.
    Women,
    /// Men.
    Men,
    /// Girls.
    Girls,
    /// Boys.
    Boys,
    /// Children of either sex.
    Children,
    /// Babies.
    Babies,
}

impl Wearer {
    /// Whether one person can wear a piece for `self` and one for `other`.
    pub fn same(self, other: Wearer) -> bool {
        use Wearer::*;
        self == other || matches!((self, other), (Girls | Boys, Children) | (Children, Girls | Boys))
    }
}

/// A product as a piece of an outfit.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// What it is.
    pub family: Family,
    /// The slot that it takes.
    pub slot: Slot,
    /// Who wears it; `None` where it is for all or not told.
    pub wearer: Option<Wearer>,
    /// From −1, for the height of summer, to 1, for the depth of winter.
    pub warmth: f32,
    /// From 0, for the sofa, to 1, for an evening.
    pub dressiness: f32,
    /// Whether it is made for sport.
    pub sport: bool,
    /// Whether its pattern is loud.
    pub loud: bool,
    /// Its main colour.
    pub colour: Option<Oklch>,
}

impl Piece {
    /// A product as a piece; `None` for what is no piece of an outfit.
    pub fn of(product: &Product) -> Option<Piece> {
        Reader::default().piece(product)
    }

    /// Many products as pieces; `product` gives each of `count` by its place.
    pub fn of_all<'a>(count: usize, product: impl Fn(usize) -> &'a Product + Sync) -> Vec<Option<Piece>> {
        // What one reader learnt of the shop's words serves the next chunk.
        let resting: Mutex<Vec<Reader>> = Mutex::default();
        let chunks = (0..count.div_ceil(CHUNK)).into_par_iter();
        let read = |chunk: usize| {
            let rested = resting.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut reader = rested.unwrap_or_default();
            let items = chunk * CHUNK..count.min((chunk + 1) * CHUNK);
            let pieces: Vec<Option<Piece>> = items.map(|item| reader.piece(product(item))).collect();
            resting
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(reader);
            pieces
        };
        let read: Vec<Vec<Option<Piece>>> = chunks.map(read).collect();
        let mut pieces = Vec::with_capacity(count);
        pieces.extend(read.into_iter().flatten());
        pieces
    }
}

/// Reads products as pieces, and remembers what the shop's words mean.
#[derive(Default)]
struct Reader {
    names: Names,
    colours: HashMap<String, Option<Oklch>>,
}

impl Reader {
    fn piece(&mut self, product: &Product) -> Option<Piece> {
        let family = self.names.family(product)?;
        let slot = slot(family)?;
        let mut text = format!("{} {} {}", product.title, product.kind, product.subcategory);
        for word in [&product.tags, &product.styles, &product.occasions]
            .into_iter()
            .flatten()
        {
            text.push(' ');
            text.push_str(word);
        }
        let words = Words::of(&text);
        Some(Piece {
            family,
            slot,
            wearer: wearer(product),
            warmth: warmth(product, family, &words),
            dressiness: dressiness(family, &words),
            sport: words.any(List::Sport),
            loud: words.any(List::Patterns) || product.colours.len() > 3,
            colour: product.colours.first().and_then(|word| self.colour(word)),
        })
    }

    fn colour(&mut self, word: &str) -> Option<Oklch> {
        if let Some(known) = self.colours.get(word) {
            return *known;
        }
        let meant = colour(word);
        self.colours.insert(word.to_owned(), meant);
        meant
    }
}

fn wearer(product: &Product) -> Option<Wearer> {
    let fields = format!("{} {} {}", product.category, product.subcategory, product.kind);
    let told = named(&product.gender).or_else(|| named(&fields));
    told.or_else(|| named(&product.title))?
}

/// Who is named; `Some(None)` where it is said to be for all.
fn named(text: &str) -> Option<Option<Wearer>> {
    let words = Words::of(text);
    if words.any(List::ForAll) {
        return Some(None);
    }
    if words.any(List::Babies) && !words.any(List::NotBabies) {
        return Some(Some(Wearer::Babies));
    }
    match (
        words.any(List::Girls),
        words.any(List::Boys),
        words.any(List::Children),
    ) {
        (true, false, _) => return Some(Some(Wearer::Girls)),
        (false, true, _) => return Some(Some(Wearer::Boys)),
        (true, true, _) | (_, _, true) => return Some(Some(Wearer::Children)),
        _ => {}
    }
    match (words.any(List::Women), words.any(List::Men)) {
        (true, false) => Some(Some(Wearer::Women)),
        (false, true) => Some(Some(Wearer::Men)),
        (true, true) => Some(None),
        (false, false) => None,
    }
}

fn warmth(product: &Product, family: Family, words: &Words) -> f32 {
    use Family::*;
    let base: f32 = match family {
        Coat => 0.6,
        Gloves => 0.9,
        Boots | Scarf => 0.4,
        Knit => 0.35,
        Jacket => 0.25,
        Swim | Cover => -1.0,
        Sandals | Shorts => -0.7,
        Tee => -0.1,
        _ => 0.0,
    };
    let said = 0.5 * (words.count(List::Warm).min(2) as f32 - words.count(List::Cool).min(2) as f32);
    let seasons: Vec<f32> = product
        .season
        .iter()
        .filter_map(|season| season_warmth(season))
        .collect();
    // What is worn all the year says nothing.
    let told = seasons.iter().sum::<f32>() / seasons.len().max(1) as f32;
    (base + said + 0.4 * told).clamp(-1.0, 1.0)
}

fn season_warmth(season: &str) -> Option<f32> {
    let words = Words::of(season);
    let known = [
        (List::Winter, 0.8),
        (List::Summer, -0.8),
        (List::Autumn, 0.3),
        (List::Spring, -0.2),
    ];
    known
        .into_iter()
        .find(|(list, _)| words.any(*list))
        .map(|(_, warmth)| warmth)
}

fn dressiness(family: Family, words: &Words) -> f32 {
    use Family::*;
    let base: f32 = match family {
        Swim | Cover => 0.1,
        Sneakers | Shorts => 0.2,
        Leggings | Hat => 0.25,
        Tee | Jeans | Underwear | Night | Hair | Beauty | Household => 0.3,
        Sandals | Jacket | Knit => 0.4,
        Gloves | Boots | Glasses | Bag | OnePiece | Watch | Wallet | OtherWorn | Coat | Hosiery => 0.5,
        Shirt | Skirt | Trousers | Belt | Scarf => 0.55,
        Dress | Shoes | Jewellery => 0.6,
        Heels | Blazer => 0.75,
        Suit | Tie => 0.9,
    };
    let said = 0.2 * (words.count(List::Smart).min(2) as f32 - words.count(List::Casual).min(2) as f32);
    let sport = if words.any(List::Sport) { 0.3 } else { 0.0 };
    (base + said - sport).clamp(0.0, 1.0)
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
    fn a_parka_is_warm_and_a_tropical_dress_is_not() {
        let parka = piece("Hooded parka with faux fur", "Coats");
        let dress = piece("Tropical print dress", "Dresses");
        assert!(
            parka.warmth > 0.6 && dress.warmth < -0.3,
            "{} {}",
            parka.warmth,
            dress.warmth
        );
        assert!(dress.loud && !parka.loud);
    }

    #[test]
    fn sports_tights_are_for_sport_and_an_oxford_shirt_is_not() {
        let tights = piece("Pink running tights", "Sports tights");
        let shirt = piece("Oxford shirt", "Shirts");
        assert!(tights.sport && !shirt.sport);
        assert!(shirt.dressiness > tights.dressiness + 0.4);
    }

    #[test]
    fn who_wears_it_is_read_from_the_gender_or_the_words() {
        let mut product = Product::new("1", "Women's shirt");
        product.kind = "Shirts".into();
        assert_eq!(wearer(&product), Some(Wearer::Women));
        product.gender = "Herren".into();
        assert_eq!(
            wearer(&product),
            Some(Wearer::Men),
            "the field says more than the title"
        );
        product.gender = "Unisex".into();
        assert_eq!(wearer(&product), None, "it is for all");
        product.gender = String::new();
        product.category = "Baby/Children".into();
        assert_eq!(wearer(&product), Some(Wearer::Babies));
        assert!(!Wearer::Men.same(Wearer::Women) && Wearer::Girls.same(Wearer::Children));
    }
}
