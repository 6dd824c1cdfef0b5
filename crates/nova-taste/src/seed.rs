//! `seed`: the recommender as first published, which every other one is measured against.
//!
//! Score = w_c·content + w_k·collaborative + w_v·visual, each part in 0..1, with weights by the number of verdicts.
//! Content is the cosine of TF-IDF vectors over tags, colours, brand and category; the client's vector is the mean of
//! the liked products' plus the exponential moving averages (α = 0.3) of colours, styles and categories.
//! Collaborative is user-based k-nearest-neighbours over all clients' verdicts; visual the cosine with the mean of
//! the liked pictures. One card in ε is drawn at random, ε falling with the number of verdicts. What the publication
//! leaves open (the decay of ε, k, how the quiz enters) is fixed here by the constants below.

use crate::attribute::Field;
use crate::crowd::Ratings;
use crate::explain::{Cause, Components, Explanation, Term};
use crate::parallel::CHUNK;
use crate::policy::Policy;
use crate::random::Random;
use crate::reduce::dot;
use crate::signal::{Signal, Verdict};
use crate::strategy::{Beginning, Draft, Strategy, World, top};
use crate::terms::Terms;
use rayon::prelude::*;

/// Share of a new verdict in a moving average.
pub const ALPHA: f64 = 0.3;
/// How many clients of like taste are asked.
pub const NEIGHBOURS: usize = 20;
/// The last passes that stay out of the deck.
pub const RECENT_PASSES: usize = 3;
const EPSILON_FIRST: f64 = 0.3;
const EPSILON_DECAY: f64 = 0.95;
const EPSILON_LAST: f64 = 0.05;

/// Weights of content, collaborative and visual after `feedback` verdicts.
pub fn weights(feedback: usize) -> Components {
    let (content, collaborative, visual) = match feedback {
        0..5 => (0.6, 0.2, 0.2),
        5..20 => (0.4, 0.4, 0.2),
        _ => (0.3, 0.5, 0.2),
    };
    Components {
        content,
        collaborative,
        visual,
    }
}

/// One step of the moving average of an attribute: towards 1 by a like, towards −1 by a pass.
pub fn moved(average: f64, liked: bool) -> f64 {
    (1.0 - ALPHA) * average + ALPHA * if liked { 1.0 } else { -1.0 }
}

/// Chance of a random card after `feedback` verdicts.
pub fn epsilon(feedback: usize) -> f64 {
    let exponent = i32::try_from(feedback).unwrap_or(i32::MAX);
    (EPSILON_FIRST * EPSILON_DECAY.powi(exponent)).max(EPSILON_LAST)
}

/// Whether an attribute has a moving average: colours, styles (and occasions, which shops without style words give)
/// and categories.
fn averaged(field: Field) -> bool {
    matches!(
        field,
        Field::Colour | Field::Style | Field::Occasion | Field::Category | Field::Subcategory | Field::Type
    )
}

/// The published recommender for one client.
pub struct Seed {
    feedback: usize,
    liked: usize,
    /// Sum of the liked products' TF-IDF vectors.
    words: Vec<f32>,
    averages: Vec<f64>,
    pinned: Vec<(u32, f64)>,
    ratings: Ratings,
    /// Sum of the liked pictures' embeddings.
    looks: Vec<f32>,
    /// Each product's scalar product with that sum, kept up as likes come; empty before the first.
    alike: Vec<f32>,
}

impl Seed {
    /// The recommender of a client who has not swiped. What the quiz chose begins with a moving average of 1.
    pub fn new(world: &World<'_>, beginning: &Beginning<'_>) -> Seed {
        let mut averages = vec![0.0; world.table.vocabulary.len()];
        for term in beginning.quiz.chosen(world.table) {
            averages[term as usize] = 1.0;
        }
        let mut seed = Seed {
            feedback: 0,
            liked: 0,
            words: vec![0.0; world.table.vocabulary.len()],
            averages,
            pinned: beginning.pinned.clone(),
            ratings: Vec::new(),
            looks: vec![0.0; world.pictures.dim],
            alike: Vec::new(),
        };
        seed.hold_pins();
        seed
    }

    fn hold_pins(&mut self) {
        for (term, weight) in &self.pinned {
            self.averages[*term as usize] = *weight;
        }
    }

    /// The client's vector over terms, of length 1 or all zero.
    fn profile(&self, terms: &Terms) -> Vec<f32> {
        let mut preferred: Vec<f32> = self
            .averages
            .iter()
            .zip(terms.rarity())
            .map(|(average, idf)| *average as f32 * idf)
            .collect();
        let length = dot(&preferred, &preferred).sqrt().max(1.0);
        let likes = self.liked.max(1) as f32;
        for (preferred, liked) in preferred.iter_mut().zip(&self.words) {
            *preferred = *preferred / length + liked / likes;
        }
        nova_domain::vector::normalise(&mut preferred);
        preferred
    }

    /// The nearest clients with their cosine over verdicts, nearest first; only those of positive likeness.
    fn neighbours(&self, world: &World<'_>) -> Vec<(f32, usize)> {
        let mut own = vec![0.0_f32; world.table.len()];
        for (item, rating) in &self.ratings {
            own[*item as usize] = *rating;
        }
        let own_length = (self.ratings.len() as f32).sqrt();
        let others = world.crowd.ratings.iter().enumerate();
        let mut near: Vec<(f32, usize)> = others
            .filter(|(client, ratings)| Some(*client) != world.client && !ratings.is_empty())
            .filter_map(|(client, ratings)| {
                let common: f32 = ratings
                    .iter()
                    .map(|(item, rating)| own[*item as usize] * rating)
                    .sum();
                let cosine = common / (own_length * (ratings.len() as f32).sqrt());
                (cosine > 0.0).then_some((cosine, client))
            })
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        near.truncate(NEIGHBOURS);
        near
    }

    /// What the nearest clients think of each product they know, −1..1.
    fn opinions(&self, world: &World<'_>) -> Vec<(u32, f32)> {
        let mut sums = vec![(0.0_f32, 0.0_f32); world.table.len()];
        let mut known = Vec::new();
        for (cosine, client) in self.neighbours(world) {
            for (item, rating) in &world.crowd.ratings[client] {
                let sum = &mut sums[*item as usize];
                if sum.1 == 0.0 {
                    known.push(*item);
                }
                *sum = (sum.0 + cosine * rating, sum.1 + cosine);
            }
        }
        known.sort_unstable();
        known
            .into_iter()
            .map(|item| (item, sums[item as usize].0 / sums[item as usize].1))
            .collect()
    }

    fn visual(&self, world: &World<'_>, item: usize, length: f32) -> f64 {
        match self.alike.get(item) {
            Some(alike) if length > 0.0 && world.pictures.of(item).is_some() => {
                f64::from(0.5 + 0.5 * alike / length)
            }
            _ => 0.5,
        }
    }

    fn likes_picture(&mut self, world: &World<'_>, picture: &[f32]) {
        for (sum, value) in self.looks.iter_mut().zip(picture) {
            *sum += value;
        }
        self.alike.resize(world.table.len(), 0.0);
        let all = self.alike.par_iter_mut().with_min_len(CHUNK).enumerate();
        all.for_each(|(item, alike)| {
            *alike += world.pictures.of(item).map_or(0.0, |other| dot(other, picture));
        });
    }

    fn components(&self, world: &World<'_>, items: &[u32]) -> Vec<Components> {
        let profile = self.profile(world.terms);
        let beside = world.terms.beside(&profile);
        let opinions = self.opinions(world);
        let mut collaborative = vec![0.5_f64; world.table.len()];
        for (item, opinion) in opinions {
            collaborative[item as usize] = f64::from(0.5 + 0.5 * opinion);
        }
        let length = dot(&self.looks, &self.looks).sqrt();
        items
            .par_iter()
            .with_min_len(CHUNK)
            .map(|item| Components {
                content: f64::from(0.5 + 0.5 * beside.dot(*item as usize)),
                collaborative: collaborative[*item as usize],
                visual: self.visual(world, *item as usize, length),
            })
            .collect()
    }
}

fn weighed(parts: Components, weights: Components) -> f64 {
    weights.content * parts.content
        + weights.collaborative * parts.collaborative
        + weights.visual * parts.visual
}

impl Strategy for Seed {
    fn name(&self) -> &'static str {
        "seed"
    }

    fn learn(&mut self, world: &World<'_>, signal: Signal) {
        self.feedback += 1;
        if signal.verdict == Verdict::Less {
            if let Some(term) = signal.attribute {
                self.averages[term as usize] = moved(self.averages[term as usize], false);
            }
            self.hold_pins();
            return;
        }
        let Some(item) = signal.item else { return };
        let liked = signal.verdict.is_like();
        for (term, _) in world.table.row(item).attributes.iter() {
            if averaged(world.table.vocabulary.attribute(term).field) {
                let average = &mut self.averages[term as usize];
                *average = moved(*average, liked);
            }
        }
        self.hold_pins();
        self.ratings.retain(|(other, _)| *other as usize != item);
        self.ratings.push((item as u32, if liked { 1.0 } else { -1.0 }));
        if liked {
            self.liked += 1;
            for (term, weight) in world.terms.row(item) {
                self.words[term as usize] += weight;
            }
            if let Some(picture) = world.pictures.of(item) {
                self.likes_picture(world, picture);
            }
        }
    }

    fn scores(&self, world: &World<'_>, candidates: &[u32], scores: &mut Vec<f32>, _: &mut Random) {
        let weights = weights(self.feedback);
        let parts = self.components(world, candidates);
        scores.clear();
        scores.extend(parts.into_iter().map(|parts| weighed(parts, weights) as f32));
    }

    fn policy(&self, _: &World<'_>, draft: &Draft<'_>) -> Policy {
        let best = top(draft.scores, draft.alive, 1);
        Policy::epsilon_greedy(best[0], epsilon(self.feedback), draft.alive.len())
    }

    fn explain(&self, world: &World<'_>, items: &[u32]) -> Vec<Explanation> {
        let weights = weights(self.feedback);
        let term = |cause, amount| Term { cause, amount };
        let of = |components| {
            let total = weighed(components, weights);
            Explanation {
                total,
                score: total.clamp(0.0, 1.0),
                terms: vec![
                    term(Cause::Content, weights.content * components.content),
                    term(Cause::Crowd, weights.collaborative * components.collaborative),
                    term(Cause::Picture, weights.visual * components.visual),
                ],
                components,
                weights,
            }
        };
        self.components(world, items).into_iter().map(of).collect()
    }

    fn recent_passes(&self) -> usize {
        RECENT_PASSES
    }

    fn weight(&self, attribute: u32) -> Option<(f64, f64)> {
        self.averages
            .get(attribute as usize)
            .map(|average| (*average, 0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crowd::Crowd;
    use crate::features::FeatureTable;
    use crate::prior::{Prior, Quiz};
    use crate::strategy::Pictures;
    use nova_domain::Product;

    fn near(found: f64, by_hand: f64) -> bool {
        (found - by_hand).abs() < 2e-6
    }

    #[test]
    fn weights_change_at_five_and_at_twenty_verdicts() {
        let of = |feedback| {
            let weights = weights(feedback);
            (weights.content, weights.collaborative, weights.visual)
        };
        assert_eq!((of(0), of(4)), ((0.6, 0.2, 0.2), (0.6, 0.2, 0.2)), "below five");
        assert_eq!(
            (of(5), of(19)),
            ((0.4, 0.4, 0.2), (0.4, 0.4, 0.2)),
            "below twenty"
        );
        assert_eq!(
            (of(20), of(500)),
            ((0.3, 0.5, 0.2), (0.3, 0.5, 0.2)),
            "from twenty on"
        );
    }

    #[test]
    fn the_moving_average_has_an_alpha_of_three_tenths() {
        let once = moved(0.0, true);
        let twice = moved(once, true);
        assert!(near(once, 0.3) && near(twice, 0.51), "0.3, then 0.7·0.3 + 0.3");
        assert!(near(moved(twice, false), 0.057), "0.7·0.51 − 0.3");
    }

    #[test]
    fn epsilon_falls_with_the_verdicts_to_its_floor() {
        assert!(
            near(epsilon(0), 0.3) && near(epsilon(10), 0.179_621_1),
            "0.3·0.95¹⁰"
        );
        assert!(near(epsilon(1000), 0.05) && epsilon(5) > epsilon(6));
    }

    #[test]
    fn a_score_is_that_found_by_hand() {
        let shirt = |colour: &str| {
            let mut shirt = Product::new(colour, colour);
            (shirt.kind, shirt.colours) = ("Shirts".into(), vec![colour.into()]);
            shirt
        };
        let (red, blue) = (shirt("red"), shirt("blue"));
        let embeddings = [1.0_f32, 0.0, 0.6, 0.8];
        let table = FeatureTable::new(&[(&red, Some(&embeddings[..2])), (&blue, Some(&embeddings[2..]))]);
        let terms = Terms::new(&table);
        // idf is ln(3/3) + 1 = 1 for Shirts and ln(3/2) + 1 = 1.405465 for a colour; the length is 1.724914.
        let row: Vec<f64> = terms
            .row(0)
            .iter()
            .map(|(_, weight)| f64::from(*weight))
            .collect();
        assert!(near(row[0], 0.579_739) && near(row[1], 0.814_803), "{row:?}");

        // Another client likes both shirts, ours the red one.
        let mut crowd = Crowd::new(2, 2);
        crowd.add(1, 0, true);
        crowd.add(1, 1, true);
        let world = World {
            table: &table,
            terms: &terms,
            pictures: Pictures {
                dim: 2,
                values: &embeddings,
                row_of_item: &[Some(0), Some(1)],
            },
            crowd: &crowd,
            client: Some(0),
        };
        let quiz = Quiz::default();
        let beginning = Beginning {
            quiz: &quiz,
            prior: Prior::plain(&table),
            pinned: Vec::new(),
        };
        let mut seed = Seed::new(&world, &beginning);
        seed.learn(&world, Signal::of(0, Verdict::Like));
        let found = seed.explain(&world, &[1]).remove(0);
        // Content: the cosine of the two rows is 0.579739² = 0.336097, which is 0.668049 in 0..1.
        assert!(
            near(found.components.content, 0.668_049),
            "{:?}",
            found.components
        );
        // Collaborative: the one neighbour likes it. Visual: the cosine of the pictures is 0.6.
        assert!(near(found.components.collaborative, 1.0) && near(found.components.visual, 0.8));
        assert!(
            near(found.total, 0.6 * 0.668_049 + 0.2 + 0.16),
            "after one verdict: {}",
            found.total
        );
        assert!(
            near(found.terms.iter().map(|term| term.amount).sum(), found.total),
            "the terms add up"
        );
    }
}
