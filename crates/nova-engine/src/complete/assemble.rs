//! One look of the candidates of all slots: pieces that do not clash with each other either, a dress or top and bottom,
//! and within the budget.

use crate::shop_looks::Candidate;
use nova_taste::look::pair::{clash, one_wearer};
use nova_taste::look::rack::Rack;
use nova_taste::look::{Piece, Slot, Wearer};
use std::collections::BTreeMap;

/// How many of a slot's best are tried beside the pieces that were chosen before.
pub(super) const TRIED: usize = 60;

/// What the look should keep to.
pub(super) struct Wish<'a> {
    /// What the chosen pieces may cost together.
    pub budget: Option<f64>,
    /// What is worn already.
    pub worn: Vec<&'a Piece>,
}

/// Puts the piece that is chosen for each slot first in it, and takes away slots that the look does not have.
pub(super) fn assemble(rack: &Rack, wish: &Wish<'_>, slots: &mut BTreeMap<Slot, Vec<Candidate>>) {
    if let Some(budget) = wish.budget {
        for candidates in slots.values_mut() {
            candidates.retain(|candidate| candidate.price.is_some_and(|price| price <= budget));
        }
    }
    one_form(wish, slots);
    let mut left = wish.budget;
    let mut chosen: Vec<usize> = Vec::new();
    // What is for anybody is worn by the grown-up.
    let for_anybody = wish.worn.iter().all(|piece| piece.wearer.is_none());
    let mut open: Vec<Slot> = slots.keys().copied().collect();
    // What dresses a person comes before what adorns; of a budget each slot leaves to the others what they cost at least.
    open.sort();
    for (at, slot) in open.iter().enumerate() {
        let least: f64 = open[at + 1..]
            .iter()
            .filter_map(|other| cheapest(&slots[other]))
            .sum();
        let Some(candidates) = slots.get_mut(slot) else {
            continue;
        };
        if let Some(left) = left {
            let most = (left - least).max(cheapest(candidates).unwrap_or(0.0).min(left));
            candidates.retain(|candidate| candidate.price.is_some_and(|price| price <= most));
        }
        let fits = |candidate: &Candidate| {
            let piece = rack.piece(candidate.item);
            piece.is_some_and(|piece| {
                let mut others = chosen.iter().filter_map(|item| rack.piece(*item));
                !(for_anybody && for_children(piece))
                    && others.all(|other| !clash(other, piece) && one_wearer(other, piece))
            })
        };
        let Some(place) = candidates.iter().take(TRIED).position(fits) else {
            slots.remove(slot);
            continue;
        };
        candidates[..=place].rotate_right(1);
        chosen.push(candidates[0].item);
        left = left
            .zip(candidates[0].price)
            .map(|(left, price)| left - price)
            .or(left);
    }
    slots.retain(|_, candidates| !candidates.is_empty());
}

fn for_children(piece: &Piece) -> bool {
    use Wearer::{Babies, Boys, Children, Girls};
    matches!(piece.wearer, Some(Girls | Boys | Children | Babies))
}

fn cheapest(candidates: &[Candidate]) -> Option<f64> {
    candidates
        .iter()
        .filter_map(|candidate| candidate.price)
        .min_by(f64::total_cmp)
}

/// Leaves either a dress or top and bottom, whichever goes better, where what is worn leaves both open.
fn one_form(wish: &Wish<'_>, slots: &mut BTreeMap<Slot, Vec<Candidate>>) {
    let worn = |slot: Slot| wish.worn.iter().any(|piece| piece.slot == slot);
    for slot in wish.worn.iter().map(|piece| piece.slot) {
        slots.remove(&slot);
    }
    if worn(Slot::Top) || worn(Slot::Bottom) {
        slots.remove(&Slot::Dress);
    }
    let best = |slot: Slot| {
        slots
            .get(&slot)
            .and_then(|all| all.first())
            .map(|best| best.score)
    };
    let Some(dress) = best(Slot::Dress) else {
        return;
    };
    let men = wish
        .worn
        .iter()
        .any(|piece| matches!(piece.wearer, Some(Wearer::Men | Wearer::Boys)));
    match (best(Slot::Top), best(Slot::Bottom)) {
        (Some(top), Some(bottom)) if men || 0.5 * (top + bottom) >= dress => {
            slots.remove(&Slot::Dress);
        }
        _ => {
            slots.remove(&Slot::Top);
            slots.remove(&Slot::Bottom);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nova_domain::Product;

    fn piece(title: &str, kind: &str) -> Option<Piece> {
        let mut product = Product::new("1", title);
        product.kind = kind.into();
        Piece::of(&product)
    }

    fn candidate(item: usize, score: f32, price: f64) -> Candidate {
        Candidate {
            item,
            score,
            price: Some(price),
        }
    }

    fn rack() -> Rack {
        let pieces = vec![
            piece("Plain shirt", "Shirts"),
            piece("Floral skirt", "Skirts"),
            piece("Plain skirt", "Skirts"),
            piece("Striped bag", "Bags"),
            piece("Plain bag", "Bags"),
            piece("Plain dress", "Dresses"),
            piece("Plain shoes", "Shoes"),
        ];
        Rack::new(pieces, &|_| None)
    }

    #[test]
    fn one_pattern_is_enough_for_a_look() {
        let rack = rack();
        let mut slots = BTreeMap::from([
            (
                Slot::Bottom,
                vec![candidate(1, 2.0, 10.0), candidate(2, 1.0, 10.0)],
            ),
            (Slot::Bag, vec![candidate(3, 2.0, 10.0), candidate(4, 1.0, 10.0)]),
        ]);
        let wish = Wish {
            budget: None,
            worn: rack.piece(0).into_iter().collect(),
        };
        assemble(&rack, &wish, &mut slots);
        assert_eq!(slots[&Slot::Bottom][0].item, 1, "the best, with its flowers");
        assert_eq!(slots[&Slot::Bag][0].item, 4, "and no stripes beside them");
    }

    #[test]
    fn a_look_keeps_to_its_budget() {
        let rack = rack();
        let mut slots = BTreeMap::from([
            (
                Slot::Bottom,
                vec![candidate(1, 2.0, 90.0), candidate(2, 1.0, 40.0)],
            ),
            (Slot::Bag, vec![candidate(3, 2.0, 70.0), candidate(4, 1.0, 50.0)]),
        ]);
        let wish = Wish {
            budget: Some(100.0),
            worn: rack.piece(0).into_iter().collect(),
        };
        assemble(&rack, &wish, &mut slots);
        let first = |slot| slots[&slot][0].price.unwrap_or(f64::NAN);
        assert!(first(Slot::Bottom) + first(Slot::Bag) <= 100.0, "{slots:?}");
    }

    #[test]
    fn shoes_are_worn_with_a_dress_or_with_top_and_bottom() {
        let rack = rack();
        let wish = Wish {
            budget: None,
            worn: rack.piece(6).into_iter().collect(),
        };
        let all = |dress: f32| {
            let mut slots = BTreeMap::from([
                (Slot::Top, vec![candidate(0, 1.0, 10.0)]),
                (Slot::Bottom, vec![candidate(2, 1.0, 10.0)]),
                (Slot::Dress, vec![candidate(5, dress, 10.0)]),
            ]);
            assemble(&rack, &wish, &mut slots);
            slots.into_keys().collect::<Vec<Slot>>()
        };
        assert_eq!(all(2.0), [Slot::Dress]);
        assert_eq!(all(0.0), [Slot::Top, Slot::Bottom]);
    }
}
