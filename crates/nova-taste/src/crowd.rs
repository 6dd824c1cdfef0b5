//! What all clients of a library did, as far as a recommender may know it: numbers without names.

use crate::counts::Counts;
use crate::parallel::CHUNK;
use crate::sales::Sales;
use rayon::prelude::*;

/// A client's ratings: product and +1 for a like, −1 for a pass.
pub type Ratings = Vec<(u32, f32)>;

/// The swipes of all clients.
#[derive(Debug, Clone, Default)]
pub struct Crowd {
    /// Ratings by client.
    pub ratings: Vec<Ratings>,
    /// Likes of each product.
    pub likes: Vec<u32>,
    /// Verdicts on each product.
    pub verdicts: Vec<u32>,
    /// How often each product was on a card.
    pub shown: Vec<u32>,
    /// Likes of each product by clients on whose cards it had not been: what is dealt more is liked more often, and that
    /// says nothing of what sells.
    pub wanted: Vec<u32>,
    /// How many of each product were sold, what was sold lately counting more; all 0 where no orders are known.
    pub sold: Vec<f32>,
    /// For each product those that the same people bought, with how much that says, 0..1; empty where no orders are known.
    pub together: Vec<Vec<(u32, f32)>>,
    /// What each signal counts, as fitted to the shop's own buyers; `None` where they have not told.
    pub counts: Option<Counts>,
}

/// Verdicts that a product is taken to have had already, so that one like is not certainty.
const SHRINKAGE: f32 = 10.0;

impl Crowd {
    /// A crowd of clients who have not yet done anything with `items` products.
    pub fn new(clients: usize, items: usize) -> Crowd {
        Crowd {
            ratings: vec![Vec::new(); clients],
            likes: vec![0; items],
            verdicts: vec![0; items],
            shown: vec![0; items],
            wanted: vec![0; items],
            sold: vec![0.0; items],
            together: Vec::new(),
            counts: None,
        }
    }

    /// Enters what was sold, in place of what was known of it.
    pub fn take_in(&mut self, sales: &Sales) {
        if !sales.sold.is_empty() {
            self.sold.clone_from(&sales.sold);
            self.together.clone_from(&sales.together);
        }
    }

    /// Enters a verdict.
    pub fn add(&mut self, client: usize, item: usize, liked: bool) {
        self.ratings[client].push((item as u32, if liked { 1.0 } else { -1.0 }));
        self.verdicts[item] += 1;
        self.likes[item] += u32::from(liked);
    }

    /// Enters a like of a product that had not been on the client's cards, beside the verdict.
    pub fn want(&mut self, item: usize) {
        self.wanted[item] += 1;
    }

    /// Share of likes among all verdicts; 0 before the first.
    pub fn base_rate(&self) -> f32 {
        let (likes, verdicts) = (self.likes.iter().sum::<u32>(), self.verdicts.iter().sum::<u32>());
        likes as f32 / verdicts.max(1) as f32
    }

    /// How much likelier than the average product each is to be liked, as a difference of shrunk rates, −1..1.
    pub fn appeal(&self, item: usize, base_rate: f32) -> f32 {
        (self.likes[item] as f32 + SHRINKAGE * base_rate) / (self.verdicts[item] as f32 + SHRINKAGE)
            - base_rate
    }

    /// How much more than the average product each was bought, or liked without having been dealt, as the logarithm of
    /// shrunk counts; 0 for all where nothing is known.
    pub fn popularity(&self) -> Vec<f32> {
        let demand = Demand::of(self);
        (0..self.wanted.len())
            .map(|item| demand.popularity(item))
            .collect()
    }

    /// For each product how much those who share likes with a client like it, and how often it was bought by those who
    /// bought what the client likes, 0 and above. `liked` are the client's likes, `client` its place.
    pub fn shared(&self, liked: &[u32], client: Option<usize>) -> Vec<f32> {
        let shared = self.shared_by_few(liked, client);
        (0..self.likes.len()).map(|item| shared.of(item)).collect()
    }

    /// As [`Crowd::shared`], of the products alone that share something with the client: few of a large catalogue.
    pub(crate) fn shared_by_few(&self, liked: &[u32], client: Option<usize>) -> Few {
        if liked.is_empty() {
            return Few::default();
        }
        let mut few = Few::among(self.likes.len());
        let mut own = Marks::among(self.likes.len());
        liked.iter().for_each(|item| own.set(*item as usize));
        for (other, ratings) in self.ratings.iter().enumerate() {
            if Some(other) == client {
                continue;
            }
            let theirs = ratings.iter().filter(|(_, rating)| *rating > 0.0);
            let common = theirs.clone().filter(|(item, _)| own.has(*item as usize)).count() as f32;
            if common == 0.0 {
                continue;
            }
            // A like in common by chance counts little.
            let weight = LIKED * common / (common + FEW) / (theirs.clone().count() as f32).sqrt();
            for (item, _) in theirs {
                few.add(*item as usize, weight);
            }
        }
        for item in liked {
            for (other, weight) in self.together.get(*item as usize).into_iter().flatten() {
                few.add(*other as usize, BOUGHT * weight);
            }
        }
        let length = (liked.len() as f32).sqrt().max(1.0).ln_1p();
        few.each(|sum| {
            if *sum > 0.0 {
                *sum = (1.0 + *sum).ln() / length;
            }
        });
        few
    }
}

/// A bit for each product. Those of a million products lie in a processor's cache.
#[derive(Debug, Clone, Default)]
pub struct Marks(Vec<u64>);

impl Marks {
    /// Nothing is marked of so many products.
    pub fn among(items: usize) -> Marks {
        Marks(vec![0; items.div_ceil(64)])
    }

    /// Marks the products of so many for which `holds`.
    pub fn where_it_holds(items: usize, holds: impl Fn(usize) -> bool + Sync) -> Marks {
        let words = (0..items.div_ceil(64)).into_par_iter();
        let word = |word: usize| {
            let own = 64 * word..items.min(64 * word + 64);
            own.filter(|item| holds(*item))
                .fold(0, |all, item| all | 1 << (item % 64))
        };
        Marks(words.with_min_len(CHUNK / 64).map(word).collect())
    }

    /// Marks a product.
    pub fn set(&mut self, item: usize) {
        self.0[item / 64] |= 1 << (item % 64);
    }

    /// Whether a product is marked.
    pub fn has(&self, item: usize) -> bool {
        self.0
            .get(item / 64)
            .is_some_and(|word| word >> (item % 64) & 1 == 1)
    }
}

/// A number for few of many products; 0 for all others.
#[derive(Debug, Default)]
pub(crate) struct Few {
    marked: Marks,
    /// Read where a product is marked alone, so that most pages of it are never touched.
    values: Vec<f32>,
}

impl Few {
    fn among(items: usize) -> Few {
        Few {
            marked: Marks::among(items),
            values: vec![0.0; items],
        }
    }

    fn add(&mut self, item: usize, value: f32) {
        self.marked.set(item);
        self.values[item] += value;
    }

    fn each(&mut self, mut act: impl FnMut(&mut f32)) {
        for (word, values) in self.marked.0.iter().zip(self.values.chunks_mut(64)) {
            let mut left = *word;
            while left != 0 {
                act(&mut values[left.trailing_zeros() as usize]);
                left &= left - 1;
            }
        }
    }

    /// The number of a product.
    pub fn of(&self, item: usize) -> f32 {
        if self.marked.has(item) {
            self.values[item]
        } else {
            0.0
        }
    }
}

/// What is bought, or wanted without having been dealt, over all products.
pub(crate) struct Demand<'a> {
    crowd: &'a Crowd,
    mean: f32,
    prior: f32,
    /// The popularity of what nobody bought or wanted.
    none: f32,
}

impl<'a> Demand<'a> {
    /// What a crowd bought and wanted.
    pub fn of(crowd: &'a Crowd) -> Demand<'a> {
        let mut sum = 0.0_f32;
        // Most products were never sold. To add a zero changes no sum, so that a block of them is passed over at once.
        for (wanted, sold) in crowd.wanted.chunks(BLOCK).zip(crowd.sold.chunks(BLOCK)) {
            let none = wanted.iter().fold(0, |all, count| all | count) == 0;
            if none && sold.iter().fold(0, |all, sold| all | sold.to_bits()) == 0 {
                continue;
            }
            for (wanted, sold) in wanted.iter().zip(sold) {
                sum += *wanted as f32 + sold;
            }
        }
        let mean = sum / crowd.wanted.len().min(crowd.sold.len()).max(1) as f32;
        // A like or two among thousands of products say nothing of what sells.
        let prior = mean.max(COMMON);
        Demand {
            crowd,
            mean,
            prior,
            none: (prior / (mean + prior)).ln(),
        }
    }

    /// How much more than the average product one was bought or wanted, see [`Crowd::popularity`].
    pub fn popularity(&self, item: usize) -> f32 {
        let count = self.crowd.wanted[item] as f32 + self.crowd.sold[item];
        if count > 0.0 {
            ((count + self.prior) / (self.mean + self.prior)).ln()
        } else {
            self.none
        }
    }
}

/// Products that are passed over at once where none of them was sold.
const BLOCK: usize = 64;
/// Likes and sales that every product is taken to have had.
const COMMON: f32 = 1.0;
/// What it counts, beside likes in common, that things were bought by the same people: their cosines are small.
const BOUGHT: f32 = 4.0;
/// What likes in common count beside it: who was dealt the same cards likes the same things.
const LIKED: f32 = 0.4;
/// Likes in common that are taken to be chance.
const FEW: f32 = 2.0;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_liked_beside_the_same_things_stands_out() {
        let mut crowd = Crowd::new(3, 4);
        for (client, item) in [(1, 0), (1, 1), (2, 2), (2, 3)] {
            crowd.add(client, item, true);
        }
        let shared = crowd.shared(&[0], Some(0));
        assert!(
            shared[1] > 0.0 && shared[2] == 0.0 && shared[3] == 0.0,
            "{shared:?}"
        );
        assert_eq!(crowd.shared(&[], Some(0)), [0.0; 4]);
    }

    #[test]
    fn what_sells_is_popular_and_without_sales_nothing_is() {
        let mut crowd = Crowd::new(0, 3);
        assert_eq!(crowd.popularity(), [0.0; 3]);
        crowd.sold = vec![9.0, 1.0, 0.0];
        let popularity = crowd.popularity();
        assert!(popularity[0] > 0.0 && popularity[0] > popularity[1] && popularity[1] > popularity[2]);
    }

    proptest! {
        #[test]
        fn few_that_share_and_sell_say_what_all_say(
            ratings in prop::collection::vec((0_usize..5, 0_usize..300, any::<bool>()), 0..80),
            sold in prop::collection::vec((0_usize..300, 0.0_f32..9.0), 0..9), liked in prop::collection::vec(0_u32..300, 0..9),
        ) {
            let mut crowd = Crowd::new(5, 300);
            for (client, item, wanted) in &ratings {
                crowd.add(*client, *item, *wanted);
                if item % 3 == 0 { crowd.want(*item); }
            }
            sold.iter().for_each(|(item, sold)| crowd.sold[*item] = *sold);
            crowd.together = vec![Vec::new(); 300];
            crowd.together[7] = vec![(1, 0.5), (290, 0.25)];

            let counts: Vec<f32> = crowd.wanted.iter().zip(&crowd.sold).map(|(wanted, sold)| *wanted as f32 + sold).collect();
            let mean = counts.iter().sum::<f32>() / 300.0;
            let prior = mean.max(COMMON);
            let plain = counts.into_iter().map(|count| ((count + prior) / (mean + prior)).ln().to_bits());
            let found = crowd.popularity().into_iter().map(f32::to_bits);
            prop_assert_eq!(found.collect::<Vec<_>>(), plain.collect::<Vec<_>>());

            let mut sums = vec![0.0_f32; 300];
            for ratings in &crowd.ratings[1..] {
                let theirs: Vec<u32> = ratings.iter().filter(|own| own.1 > 0.0).map(|own| own.0).collect();
                let common = theirs.iter().filter(|item| liked.contains(item)).count() as f32;
                if common > 0.0 {
                    let weight = LIKED * common / (common + FEW) / (theirs.len() as f32).sqrt();
                    theirs.iter().for_each(|item| sums[*item as usize] += weight);
                }
            }
            for item in &liked {
                crowd.together[*item as usize].iter().for_each(|(other, weight)| sums[*other as usize] += BOUGHT * weight);
            }
            let length = (liked.len() as f32).sqrt().max(1.0).ln_1p();
            let plain = sums.into_iter().map(|sum| if sum > 0.0 { ((1.0 + sum).ln() / length).to_bits() } else { 0 });
            let found = crowd.shared(&liked, Some(0)).into_iter().map(f32::to_bits);
            prop_assert_eq!(found.collect::<Vec<_>>(), plain.collect::<Vec<_>>());
        }
    }
}
