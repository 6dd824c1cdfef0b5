//! What pieces' products say for pairs, in columns: of the colours, occasions and styles of a catalogue there are few
//! different ones, so that what a pair says of them is worked out once for each and looked up for all pieces.

use super::colour::{Oklch, harmony};
use super::kind::Family;
use super::kinds_table::lift;
use super::pair::{FACTS, facts_of, shared};
use super::piece::Piece;
use super::rack::Rack;
use crate::crowd::Marks;
use nova_domain::Product;
use std::collections::HashMap;

/// The colours and the lists of a catalogue's products, each product's by its number.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    /// What cannot be sold.
    pub sold_out: Marks,
    colours: Numbered<Oklch>,
    occasions: Numbered<Vec<String>>,
    styles: Numbered<Vec<String>>,
}

/// Different values, with the number of each product's.
#[derive(Debug, Clone)]
struct Numbered<T> {
    values: Vec<T>,
    /// 0 for a product without a value, else its number plus 1.
    of_item: Vec<u32>,
}

impl Facts {
    /// What products say; `product` gives each by its place.
    pub fn of<'a>(pieces: &[Option<Piece>], product: &(dyn Fn(usize) -> &'a Product + Sync)) -> Facts {
        let list = |of: fn(&Product) -> &Vec<String>| {
            let lists = (0..pieces.len()).map(|item| of(product(item)));
            Numbered::of(
                lists.map(|list| Some(list).filter(|list| !list.is_empty())),
                |list| (*list).clone(),
            )
        };
        let ((colours, sold_out), (occasions, styles)) = rayon::join(
            || {
                let colours = pieces.iter().map(|piece| piece.as_ref()?.colour);
                let bits = colours
                    .map(|colour| colour.map(|own| [own.lightness, own.chroma, own.hue].map(f64::to_bits)));
                let colours = Numbered::of(bits, |bits| {
                    let [lightness, chroma, hue] = bits.map(f64::from_bits);
                    Oklch {
                        lightness,
                        chroma,
                        hue,
                    }
                });
                let sold_out = Marks::where_it_holds(pieces.len(), |item| !product(item).in_stock());
                (colours, sold_out)
            },
            || {
                (
                    list(|product| &product.occasions),
                    list(|product| &product.styles),
                )
            },
        );
        Facts {
            sold_out,
            colours,
            occasions,
            styles,
        }
    }
}

impl<T> Default for Numbered<T> {
    fn default() -> Numbered<T> {
        Numbered {
            values: Vec::new(),
            of_item: Vec::new(),
        }
    }
}

impl<T> Numbered<T> {
    /// Numbers values; `kept` makes what is kept of one.
    fn of<K: Eq + std::hash::Hash>(
        all: impl Iterator<Item = Option<K>>,
        kept: impl Fn(&K) -> T,
    ) -> Numbered<T> {
        let mut numbers: HashMap<K, u32> = HashMap::new();
        let mut values = Vec::new();
        let of_item = all.map(|value| {
            let Some(value) = value else { return 0 };
            if let Some(number) = numbers.get(&value) {
                return *number;
            }
            values.push(kept(&value));
            // There are not more values than products, of which there are fewer than 2³².
            let number = values.len() as u32;
            numbers.insert(value, number);
            number
        });
        let of_item = of_item.collect();
        Numbered { values, of_item }
    }

    /// `what` of each value, after that of no value.
    fn each(&self, none: f32, what: impl Fn(&T) -> f32) -> Vec<f32> {
        std::iter::once(none)
            .chain(self.values.iter().map(what))
            .collect()
    }
}

/// A piece that is there, with what its pairs with all pieces of a rack say.
pub struct Pairing<'a> {
    piece: &'a Piece,
    facts: &'a Facts,
    /// By the numbers of the rack's colours, occasions and styles, and by family.
    harmonies: Vec<f32>,
    occasions: Vec<f32>,
    styles: Vec<f32>,
    lifts: [f32; Family::ALL.len()],
}

impl<'a> Pairing<'a> {
    /// The pairs of a piece with those of a rack that was made by [`Rack::of`].
    pub fn new(rack: &'a Rack, piece: &'a Piece, product: &Product) -> Pairing<'a> {
        let facts = rack.facts();
        let harmonies = facts.colours.each(0.0, |other| match piece.colour {
            Some(own) => harmony(own, *other) as f32 - 0.6,
            None => 0.0,
        });
        Pairing {
            piece,
            facts,
            harmonies,
            occasions: facts
                .occasions
                .each(0.0, |other| shared(&product.occasions, other)),
            styles: facts.styles.each(0.0, |other| shared(&product.styles, other)),
            lifts: Family::ALL.map(|other| lift(piece.family, other)),
        }
    }

    /// The facts of the pair with a product of the rack, `other`, as [`super::pair::facts`] has them.
    pub fn with(&self, item: usize, other: &Piece) -> [f32; FACTS] {
        facts_of(
            self.piece,
            other,
            self.harmonies[self.facts.colours.of_item[item] as usize],
            self.occasions[self.facts.occasions.of_item[item] as usize],
            self.styles[self.facts.styles.of_item[item] as usize],
            self.lifts[other.family.number()],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::pair::facts;

    #[test]
    fn looked_up_facts_are_those_of_the_pair() {
        let product = |at: usize| {
            let mut product = Product::new(
                &at.to_string(),
                ["Floral top", "Linen shorts", "Running shoes"][at % 3],
            );
            product.kind = ["T-shirts", "Shorts", "Sneakers", "Dresses", "Gift cards"][at % 5].into();
            product.colours = [vec![], vec!["red".into()], vec!["Navy Blue".into()]][at % 3].clone();
            product.occasions =
                [vec![], vec!["Work".into(), "party".into()], vec!["Party".into()]][(at / 3) % 3].clone();
            product.styles = [vec![], vec!["boho".into()]][(at / 2) % 2].clone();
            product
        };
        let products: Vec<Product> = (0..60).map(product).collect();
        let rack = Rack::of(60, &|item| &products[item], &|_| None);
        for own in 0..60 {
            let Some(piece) = rack.piece(own) else { continue };
            let pairing = Pairing::new(&rack, piece, &products[own]);
            for item in 0..60 {
                let Some(other) = rack.piece(item) else { continue };
                let plain = facts(piece, &products[own], other, &products[item]);
                assert_eq!(
                    pairing.with(item, other).map(f32::to_bits),
                    plain.map(f32::to_bits)
                );
            }
        }
    }
}
