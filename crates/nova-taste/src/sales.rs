//! What orders say of products: how much of each was sold, and what the same people bought with it. Deliberately absent:
//! where orders come from (`nova-engine`'s `orders`), and what a sale is worth to a client ([`crate::crowd`]).

use std::collections::{BTreeMap, HashMap};

/// What of one person's purchases counts: the last of them.
const MOST: usize = 40;
/// Months in which a sale comes to count half.
const HALF_LIFE: f32 = 6.0;
/// Sales that each of two products is taken to have had without the other.
const SHRINKAGE: f32 = 3.0;
/// Products beside each that are kept.
const NEAREST: usize = 60;

/// What one person bought of a product in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bought {
    /// The product's number in the catalogue.
    pub item: u32,
    /// Months since a day that is the same for all.
    pub month: i64,
    /// How many; below zero for a return.
    pub quantity: i64,
}

/// Sums of orders, by the products' numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sales {
    /// How many people bought each product, the recent counting more; empty where no orders are known.
    pub sold: Vec<f32>,
    /// For each product those that the same people bought, with a cosine that is shrunk for small counts, the greatest
    /// first; empty where no orders are known.
    pub together: Vec<Vec<(u32, f32)>>,
}

impl Sales {
    /// Sums up what people bought of a catalogue of `items` products, person by person.
    pub fn of(baskets: &[Vec<Bought>], items: usize) -> Sales {
        if baskets.is_empty() {
            return Sales::default();
        }
        let mut sales = Sales {
            sold: vec![0.0; items],
            together: vec![Vec::new(); items],
        };
        let newest = baskets.iter().flatten().map(|bought| bought.month).max();
        let newest = newest.unwrap_or(0);
        let mut buyers = vec![0.0_f32; items];
        let mut pairs: HashMap<(u32, u32), f32> = HashMap::new();
        for basket in baskets {
            // Bought less what came back, at the time of the last of it.
            let mut kept: BTreeMap<u32, (i64, i64)> = BTreeMap::new();
            for bought in basket {
                let entry = kept.entry(bought.item).or_insert((0, bought.month));
                *entry = (entry.0 + bought.quantity, bought.month.max(entry.1));
            }
            let mut kept: Vec<(u32, i64)> = kept
                .into_iter()
                .filter(|(_, (quantity, _))| *quantity > 0)
                .map(|(item, (_, month))| (item, month))
                .collect();
            kept.sort_by_key(|(_, month)| std::cmp::Reverse(*month));
            kept.truncate(MOST);
            for (item, month) in &kept {
                let age = (newest - month).max(0) as f32;
                sales.sold[*item as usize] += 0.5_f32.powf(age / HALF_LIFE);
                buyers[*item as usize] += 1.0;
            }
            // Who buys everything says little of what goes with what.
            let weight = 1.0 / (2.0 + kept.len() as f32).ln();
            for (at, (a, _)) in kept.iter().enumerate() {
                for (b, _) in &kept[..at] {
                    *pairs.entry((*a.min(b), *a.max(b))).or_default() += weight;
                }
            }
        }
        for ((a, b), weight) in pairs {
            let both = (buyers[a as usize] + SHRINKAGE) * (buyers[b as usize] + SHRINKAGE);
            let cosine = weight / both.sqrt();
            sales.together[a as usize].push((b, cosine));
            sales.together[b as usize].push((a, cosine));
        }
        for near in &mut sales.together {
            near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            near.truncate(NEAREST);
        }
        sales
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bought(item: u32, month: i64, quantity: i64) -> Bought {
        Bought {
            item,
            month,
            quantity,
        }
    }

    #[test]
    fn what_came_back_was_not_sold_and_old_sales_count_less() {
        let baskets = [
            vec![bought(0, 12, 1), bought(1, 12, 1), bought(1, 12, -1)],
            vec![bought(2, 6, 1), bought(0, 12, 2)],
        ];
        let sales = Sales::of(&baskets, 4);
        assert_eq!(
            sales.sold,
            [2.0, 0.0, 0.5, 0.0],
            "people count, not pieces; half after six months"
        );
        assert_eq!(sales.together[0].len(), 1, "only 2 was kept beside 0");
        assert_eq!(sales.together[2][0].0, 0);
        assert!(sales.together[1].is_empty() && sales.together[3].is_empty());
    }

    #[test]
    fn what_is_bought_together_by_many_is_nearer_than_by_one() {
        let pair = |a, b| vec![bought(a, 1, 1), bought(b, 1, 1)];
        let mut baskets = vec![pair(2, 3)];
        baskets.extend((0..9).map(|_| pair(0, 1)));
        let sales = Sales::of(&baskets, 4);
        assert!(
            sales.together[0][0].1 > sales.together[2][0].1,
            "one basket may be chance: {:?}",
            sales.together
        );
    }
}
