//! How well pieces go together: the terms of a pair and what each weighs, by the prior or as learnt on the shop's looks.

use super::maps::{Maps, street};
use super::pair::{FACTS, PRIOR};
use super::rack::Rack;

/// Terms of a pair beside the shop's own maps: the cosine, the street's maps, and the facts.
pub const TERMS: usize = 2 + FACTS;

/// What the cosine weighs in the prior, in its standard deviations.
const COSINE: f32 = 1.0;
/// What the street's maps weigh.
const STREET: f32 = 0.5;

/// What each term weighs, with the shop's own maps where there are some.
#[derive(Debug, Clone, PartialEq)]
pub struct Scorer {
    /// Weights of the cosine, the street's maps and the facts.
    pub weights: Vec<f32>,
    /// The maps that were learnt on the shop's looks.
    pub own: Option<Maps>,
}

impl Scorer {
    /// The scorer of a shop of whose looks nothing is known.
    pub fn prior() -> Scorer {
        let mut weights = vec![COSINE, STREET];
        weights.extend(PRIOR);
        Scorer { weights, own: None }
    }

    /// The direction along which embeddings go with `centred`: their product with it is the pictures' part of the score.
    pub fn direction(&self, rack: &Rack, centred: &[f32]) -> Vec<f32> {
        let mut sum: Vec<f32> = centred
            .iter()
            .map(|x| self.weights[0] / rack.spread() * x)
            .collect();
        let mut add = |maps: &Maps, weight: f32| {
            if maps.dim == centred.len() {
                for (sum, x) in sum.iter_mut().zip(maps.direction(centred)) {
                    *sum += weight * x;
                }
            }
        };
        add(street(), self.weights[1]);
        if let Some(own) = &self.own {
            add(own, 1.0);
        }
        sum
    }

    /// What the facts of a pair are worth.
    pub fn worth(&self, facts: &[f32; FACTS]) -> f32 {
        facts
            .iter()
            .zip(&self.weights[2..])
            .map(|(fact, weight)| fact * weight)
            .sum()
    }
}
