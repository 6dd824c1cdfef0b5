//! Simulated shops: what buyers with hidden tastes buy over two years, to measure with how well what they buy next is
//! found. Nothing here is seen by a recommender but the purchases.
//!
//! At each purchase a buyer draws a product not bought before with a probability in proportion to exp(u), where u sums
//! what the buyer wants of its facts (whom it is for, kinds, colours and the rest), how its picture looks to the buyer's
//! eye (which is not the eye that is ranked with: half of it is noise), what the buyer's circle has taken to whatever the
//! facts are, how well the product sells with everybody, and whether the month is one of its own.

use crate::attribute::Field;
use crate::features::FeatureTable;
use crate::normal;
use crate::random::Random;
use crate::sales::Bought;
use crate::strategy::Pictures;
use nova_domain::vector::normalise;

/// What kind of shop it is; each weight is a standard deviation of u.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Market {
    /// People who buy.
    pub buyers: usize,
    /// Purchases of a person on average; at least four each.
    pub purchases: f64,
    /// What a buyer's own wishes for facts weigh.
    pub facts: f64,
    /// What the looks of pictures weigh.
    pub eye: f64,
    /// What it weighs to which things the buyer's circle takes.
    pub circles: f64,
    /// How much better some products sell than others with everybody.
    pub trends: f64,
    /// How much a product's month matters.
    pub months: f64,
}

impl Market {
    /// The shops that measurements are made on, with their names.
    pub const KINDS: [(&'static str, Market); 5] = {
        // Tastes as weak as those of real buyers: what somebody buys next is mostly not to be foreseen.
        let chain = Market {
            buyers: 1_500,
            purchases: 8.0,
            facts: 0.35,
            eye: 0.25,
            circles: 0.5,
            trends: 0.8,
            months: 0.7,
        };
        [
            ("chain", chain),
            (
                "trends",
                Market {
                    trends: 1.3,
                    circles: 0.3,
                    ..chain
                },
            ),
            (
                "no trends",
                Market {
                    trends: 0.0,
                    months: 0.0,
                    facts: 0.6,
                    ..chain
                },
            ),
            (
                "circles",
                Market {
                    circles: 1.1,
                    ..chain
                },
            ),
            (
                "few buyers",
                Market {
                    buyers: 150,
                    facts: 0.6,
                    ..chain
                },
            ),
        ]
    };

    /// What each person of the shop with this seed buys, in the order of time.
    pub fn baskets(&self, table: &FeatureTable, pictures: Pictures<'_>, seed: u64) -> Vec<Vec<Bought>> {
        let ground = Ground::new(self, table, pictures, seed);
        (0..self.buyers)
            .map(|buyer| ground.basket(&mut Random::new(seed, 1 + buyer as u64)))
            .collect()
    }
}

/// Months over which is bought.
const MONTHS: i64 = 24;
/// Width of a product's season in months.
const SEASON: f64 = 3.0;
/// Share of the products that sell all the time.
const EVERGREEN: f64 = 0.4;
/// What a product for somebody else loses, and the share of buyers who buy for two.
const OTHERS: f64 = 4.0;
const FOR_TWO: f64 = 0.25;
/// Hidden directions in which circles differ.
const CIRCLES: usize = 8;
/// Products the looks of which a buyer has in mind.
const MODELS: usize = 3;
/// Fewest purchases of a person.
const FEWEST: usize = 4;

struct Ground<'a> {
    market: &'a Market,
    table: &'a FeatureTable,
    /// How pictures look to buyers: unit vectors of half the centred embedding and half noise.
    eye: Vec<Vec<f32>>,
    circles: Vec<[f64; CIRCLES]>,
    hits: Vec<f64>,
    /// The month of a product; `None` for what sells all the time.
    months: Vec<Option<f64>>,
}

impl<'a> Ground<'a> {
    fn new(market: &'a Market, table: &'a FeatureTable, pictures: Pictures<'_>, seed: u64) -> Ground<'a> {
        let mut random = Random::new(seed, 0);
        let items = table.len();
        let mut mean = vec![0.0_f32; pictures.dim];
        for row in (0..items).filter_map(|item| pictures.of(item)) {
            for (sum, x) in mean.iter_mut().zip(row) {
                *sum += x / items as f32;
            }
        }
        let eye = (0..items).map(|item| {
            let Some(row) = pictures.of(item) else {
                return Vec::new();
            };
            let mut own: Vec<f32> = row.iter().zip(&mean).map(|(x, mean)| x - mean).collect();
            normalise(&mut own);
            let scale = (own.len() as f32).sqrt().recip();
            own.iter_mut()
                .for_each(|x| *x += scale * normal::draw(&mut random) as f32);
            normalise(&mut own);
            own
        });
        let eye = eye.collect();
        // Whole kinds and colours are in fashion, and single products beside.
        let mut of_attribute = vec![0.0; table.vocabulary.len()];
        for field in [Field::Type, Field::Colour] {
            for number in table.vocabulary.of_field(field) {
                of_attribute[number as usize] = normal::draw(&mut random);
            }
        }
        let hits = (0..items).map(|item| {
            let facts = table.row(item).attributes.iter();
            let shared: f64 = facts.map(|(number, _)| of_attribute[number as usize]).sum();
            0.45 * shared + 0.77 * normal::draw(&mut random)
        });
        let hits = hits.collect();
        let circles = (0..items).map(|_| std::array::from_fn(|_| normal::draw(&mut random)));
        let circles = circles.collect();
        let months = (0..items).map(|_| {
            let evergreen = normal::uniform(&mut random) < EVERGREEN;
            let month = normal::uniform(&mut random) * MONTHS as f64;
            (!evergreen).then_some(month)
        });
        Ground {
            market,
            table,
            eye,
            circles,
            hits,
            months: months.collect(),
        }
    }

    fn basket(&self, random: &mut Random) -> Vec<Bought> {
        let wants = self.wants(random);
        let count = FEWEST
            + (-(1.0 - normal::uniform(random)).ln() * (self.market.purchases - FEWEST as f64)).round()
                as usize;
        let mut months: Vec<i64> = (0..count)
            .map(|_| normal::below(MONTHS as usize, random) as i64)
            .collect();
        months.sort_unstable();
        let mut basket: Vec<Bought> = Vec::with_capacity(count);
        for month in months {
            // Gumbel-max: the largest of u plus Gumbel noise is a draw in proportion to exp(u).
            let value = |item: usize, random: &mut Random| {
                let season = self.months[item].map_or(-0.5, |own| {
                    1.0 - 2.0 * (1.0 - (-((month as f64 - own) / SEASON).powi(2)).exp())
                });
                let gumbel = -(-(1.0 - normal::uniform(random)).ln()).ln();
                wants[item] + self.market.months * season + gumbel
            };
            let mut best: Option<(f64, usize)> = None;
            for item in 0..self.table.len() {
                let value = value(item, random);
                let owned = basket.iter().any(|bought| bought.item as usize == item);
                if !owned && best.is_none_or(|(most, _)| value > most) {
                    best = Some((value, item));
                }
            }
            basket.extend(best.map(|(_, item)| Bought {
                item: item as u32,
                month,
                quantity: 1,
            }));
        }
        basket
    }

    /// What a buyer makes of each product, but for its month.
    fn wants(&self, random: &mut Random) -> Vec<f64> {
        let (table, items) = (self.table, self.table.len());
        let mut weights = vec![0.0; table.vocabulary.len()];
        for field in [
            Field::Category,
            Field::Subcategory,
            Field::Type,
            Field::Colour,
            Field::Occasion,
            Field::Season,
            Field::Brand,
        ] {
            for number in table.vocabulary.of_field(field) {
                weights[number as usize] = normal::draw(random);
            }
        }
        let genders: Vec<u32> = table.vocabulary.of_field(Field::Gender).collect();
        let shares: Vec<f64> = genders
            .iter()
            .map(|number| table.vocabulary.count(*number) as f64)
            .collect();
        for number in &genders {
            weights[*number as usize] = -OTHERS / self.market.facts.max(0.1);
        }
        let mut people = 1 + usize::from(normal::uniform(random) < FOR_TWO);
        while people > 0 {
            people -= 1;
            if let Some(at) = normal::weighted(&shares, random) {
                weights[genders[at] as usize] = 0.0;
            }
        }
        let models: Vec<usize> = (0..MODELS).map(|_| normal::below(items, random)).collect();
        let circle: [f64; CIRCLES] = std::array::from_fn(|_| normal::draw(random));
        let scale = 1.0 / (CIRCLES as f64).sqrt();
        (0..items)
            .map(|item| {
                let facts = table.row(item).attributes.iter();
                let facts: f64 = facts
                    .map(|(number, share)| weights[number as usize] * f64::from(share))
                    .sum();
                let seen = models.iter().map(|model| {
                    let both = self.eye[item].iter().zip(&self.eye[*model]);
                    both.map(|(x, y)| f64::from(x * y)).sum::<f64>()
                });
                let seen = seen.fold(0.0, f64::max);
                let shared: f64 = circle.iter().zip(&self.circles[item]).map(|(a, b)| a * b).sum();
                self.market.facts * facts
                    // Cosines of such vectors have a standard deviation of about a tenth.
                    + self.market.eye * 10.0 * seen
                    + self.market.circles * scale * shared
                    + self.market.trends * self.hits[item]
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nova_domain::Product;

    fn table() -> FeatureTable {
        let products: Vec<Product> = (0..120)
            .map(|number| {
                let mut product = Product::new(&number.to_string(), "A thing");
                product.gender = ["Women", "Men"][number % 2].into();
                product.kind = ["Shirts", "Jeans", "Bags"][number % 3].into();
                product
            })
            .collect();
        FeatureTable::new(&products.iter().map(|product| (product, None)).collect::<Vec<_>>())
    }

    fn counts(market: &Market) -> Vec<usize> {
        let mut counts = vec![0; 120];
        for bought in market.baskets(&table(), Pictures::default(), 7).iter().flatten() {
            counts[bought.item as usize] += 1;
        }
        counts.sort_unstable();
        counts
    }

    #[test]
    fn nobody_buys_twice_and_equal_seeds_buy_equally() {
        let market = Market {
            buyers: 30,
            ..Market::KINDS[0].1
        };
        let baskets = market.baskets(&table(), Pictures::default(), 7);
        assert_eq!(baskets, market.baskets(&table(), Pictures::default(), 7));
        assert_ne!(baskets, market.baskets(&table(), Pictures::default(), 8));
        for basket in &baskets {
            let mut items: Vec<u32> = basket.iter().map(|bought| bought.item).collect();
            items.sort_unstable();
            items.dedup();
            assert!(items.len() == basket.len() && items.len() >= FEWEST, "{basket:?}");
            assert!(basket.is_sorted_by_key(|bought| bought.month));
        }
    }

    #[test]
    fn trends_make_some_products_sell_far_better_than_others() {
        let market = |trends| Market {
            buyers: 200,
            trends,
            months: 0.0,
            ..Market::KINDS[0].1
        };
        let share = |counts: &[usize]| {
            counts[108..].iter().sum::<usize>() as f64 / counts.iter().sum::<usize>() as f64
        };
        let (with, without) = (share(&counts(&market(1.4))), share(&counts(&market(0.0))));
        assert!(
            with > 1.5 * without,
            "the best tenth has {with:.2} and {without:.2}"
        );
    }
}
