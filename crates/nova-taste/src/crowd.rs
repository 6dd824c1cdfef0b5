//! What all clients of a library did, as far as a recommender may know it: numbers without names.

use crate::counts::Counts;
use crate::sales::Sales;

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
        let counts: Vec<f32> = self
            .wanted
            .iter()
            .zip(&self.sold)
            .map(|(wanted, sold)| *wanted as f32 + sold)
            .collect();
        let mean = counts.iter().sum::<f32>() / counts.len().max(1) as f32;
        // A like or two among thousands of products say nothing of what sells.
        let prior = mean.max(COMMON);
        let of = |count: f32| ((count + prior) / (mean + prior)).ln();
        // So few are sold or wanted of most products that one logarithm serves nearly all.
        let none = of(0.0);
        counts
            .into_iter()
            .map(|count| if count > 0.0 { of(count) } else { none })
            .collect()
    }

    /// For each product how much those who share likes with a client like it, and how often it was bought by those who
    /// bought what the client likes, 0 and above. `liked` are the client's likes, `client` its place.
    pub fn shared(&self, liked: &[u32], client: Option<usize>) -> Vec<f32> {
        let mut sums = vec![0.0_f32; self.likes.len()];
        if liked.is_empty() {
            return sums;
        }
        let mut own = vec![false; self.likes.len()];
        for item in liked {
            own[*item as usize] = true;
        }
        for (other, ratings) in self.ratings.iter().enumerate() {
            if Some(other) == client {
                continue;
            }
            let theirs = ratings.iter().filter(|(_, rating)| *rating > 0.0);
            let common = theirs.clone().filter(|(item, _)| own[*item as usize]).count() as f32;
            if common == 0.0 {
                continue;
            }
            // A like in common by chance counts little.
            let weight = LIKED * common / (common + FEW) / (theirs.clone().count() as f32).sqrt();
            for (item, _) in theirs {
                sums[*item as usize] += weight;
            }
        }
        for item in liked {
            for (other, weight) in self.together.get(*item as usize).into_iter().flatten() {
                sums[*other as usize] += BOUGHT * weight;
            }
        }
        let length = (liked.len() as f32).sqrt().max(1.0).ln_1p();
        // Most products share nothing with the client, and a logarithm of each would take longer than all else here.
        for sum in sums.iter_mut().filter(|sum| **sum > 0.0) {
            *sum = (1.0 + *sum).ln() / length;
        }
        sums
    }
}

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
}
