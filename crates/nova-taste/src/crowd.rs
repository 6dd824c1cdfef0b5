//! What all clients of a library did, as far as a recommender may know it: numbers without names.

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
        }
    }

    /// Enters a verdict.
    pub fn add(&mut self, client: usize, item: usize, liked: bool) {
        self.ratings[client].push((item as u32, if liked { 1.0 } else { -1.0 }));
        self.verdicts[item] += 1;
        self.likes[item] += u32::from(liked);
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
}
