//! Simulated clients, to measure recommenders with. What a client likes depends on the facts of products (or, in one
//! variant, on how their pictures look to another eye), never on the embedding that is ranked with.
//!
//! A client likes a product with probability p = σ(w·a + b), where a are its attributes and w is sparse over gender,
//! category, type, colour, occasion and season; b is set so that a tenth of the catalogue has p ≥ 0.5, and those are
//! the relevant products. A recommender sees the quiz answers and the verdicts, and nothing of w, b or p.

use crate::attribute::Field;
use crate::features::FeatureTable;
use crate::normal::{self, below, uniform};
use crate::prior::Quiz;
use crate::random::Random;

/// What a simulated client's likes depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// The facts, always the same.
    Facts,
    /// The facts; halfway through the session half of the fields are wanted otherwise.
    Drift,
    /// The looks, given as groups of like pictures; the quiz is skipped.
    Looks,
}

impl Variant {
    /// The variant's name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Variant::Facts => "facts",
            Variant::Drift => "drift",
            Variant::Looks => "looks",
        }
    }
}

/// Each field with how many of its values a client cares about.
const CARES: [(Field, usize); 6] = [
    (Field::Gender, 2),
    (Field::Category, 2),
    (Field::Type, 8),
    (Field::Colour, 6),
    (Field::Occasion, 2),
    (Field::Season, 2),
];
/// Standard deviation of a weight that is not zero.
const SHARPNESS: f64 = 2.0;
/// Share of the catalogue that is relevant.
const RELEVANT: f64 = 0.1;
/// Chosen values of a step of the quiz.
const QUIZ_CHOICES: usize = 3;
/// Groups of looks that a client cares about.
const LOOKS: usize = 6;

/// A simulated client.
#[derive(Debug, Clone)]
pub struct Client {
    /// Probability of liking each product.
    pub appeal: Vec<f32>,
    /// The same after the drift; equal where there is none.
    pub later: Vec<f32>,
    /// The answers to the quiz: the largest positive weights of each step, without their size.
    pub quiz: Quiz,
}

impl Client {
    /// Draws client number `client` of the shop with this seed. `looks` gives each product's group of looks.
    pub fn draw(table: &FeatureTable, looks: &[usize], variant: Variant, seed: u64, client: usize) -> Client {
        let mut random = Random::new(seed, client as u64);
        if variant == Variant::Looks {
            let appeal = look_appeal(looks, &mut random);
            return Client {
                later: appeal.clone(),
                appeal,
                quiz: Quiz::default(),
            };
        }
        let mut weights = vec![0.0; table.vocabulary.len()];
        for (field, count) in CARES {
            draw_field(table, field, count, &mut weights, &mut random);
        }
        let quiz = answers(table, &weights);
        let appeal = fact_appeal(table, &weights);
        let later = if variant == Variant::Drift {
            for (field, count) in CARES.into_iter().step_by(2) {
                for number in table.vocabulary.of_field(field) {
                    weights[number as usize] = 0.0;
                }
                draw_field(table, field, count, &mut weights, &mut random);
            }
            fact_appeal(table, &weights)
        } else {
            appeal.clone()
        };
        Client { appeal, later, quiz }
    }
}

/// Draws which values of a field count, in proportion to the square root of their frequency, and their weights.
fn draw_field(table: &FeatureTable, field: Field, count: usize, weights: &mut [f64], random: &mut Random) {
    let numbers: Vec<u32> = table.vocabulary.of_field(field).collect();
    let mut chances: Vec<f64> = numbers
        .iter()
        .map(|number| (table.vocabulary.count(*number) as f64).sqrt())
        .collect();
    for _ in 0..count.min(numbers.len()) {
        let Some(at) = normal::weighted(&chances, random) else {
            break;
        };
        chances[at] = 0.0;
        weights[numbers[at] as usize] = SHARPNESS * normal::draw(random);
    }
}

fn fact_appeal(table: &FeatureTable, weights: &[f64]) -> Vec<f32> {
    let value = |item: usize| -> f64 {
        let attributes = table.row(item).attributes.iter();
        attributes.map(|(number, _)| weights[number as usize]).sum()
    };
    probabilities((0..table.len()).map(value).collect())
}

fn look_appeal(looks: &[usize], random: &mut Random) -> Vec<f32> {
    let groups = looks.iter().max().map_or(0, |last| last + 1);
    let mut weights = vec![0.0; groups];
    for _ in 0..LOOKS.min(groups) {
        weights[below(groups, random)] = SHARPNESS * normal::draw(random).abs();
    }
    probabilities(looks.iter().map(|group| weights[*group]).collect())
}

/// σ(value + b), with b such that a tenth of the values, or as few more as ties allow, come to 0.5 or above.
fn probabilities(values: Vec<f64>) -> Vec<f32> {
    let mut sorted = values.clone();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let last = ((values.len() as f64 * RELEVANT).ceil() as usize).clamp(1, values.len().max(1)) - 1;
    let threshold = sorted.get(last).copied().unwrap_or(0.0);
    values
        .into_iter()
        .map(|value| (1.0 / (1.0 + (threshold - value).exp())) as f32)
        .collect()
}

fn answers(table: &FeatureTable, weights: &[f64]) -> Quiz {
    let liked = |fields: &[Field]| -> Vec<String> {
        let mut values: Vec<(f64, u32)> = fields
            .iter()
            .flat_map(|field| table.vocabulary.of_field(*field))
            .map(|number| (weights[number as usize], number))
            .filter(|(weight, _)| *weight > 0.0)
            .collect();
        values.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let named = values.into_iter().take(QUIZ_CHOICES);
        named
            .map(|(_, number)| table.vocabulary.attribute(number).value.clone())
            .collect()
    };
    let mut categories = liked(&[Field::Type]);
    categories.extend(liked(&[Field::Gender, Field::Category]));
    Quiz {
        categories,
        colours: liked(&[Field::Colour]),
        styles: liked(&[Field::Occasion, Field::Season]),
        ..Quiz::default()
    }
}

/// Whether the client's finger likes the product: drawn with its appeal, and flipped with probability `flips`. The
/// draw belongs to the shop, the client and the product, so that every recommender hears the same answer.
pub fn verdict(appeal: f32, flips: f64, seed: u64, client: usize, item: usize) -> bool {
    let mut random = Random::new(seed ^ 0x00C1_1E27, ((client as u64) << 32) | item as u64);
    let liked = uniform(&mut random) < f64::from(appeal);
    liked != (uniform(&mut random) < flips)
}

/// Groups rows by k-means (Lloyd, 1982) with the first centres spread over the rows; for each row its group.
pub fn groups(rows: &[Vec<f32>], count: usize) -> Vec<usize> {
    if rows.is_empty() || count == 0 {
        return vec![0; rows.len()];
    }
    let distance = |a: &[f32], b: &[f32]| -> f32 { a.iter().zip(b).map(|(x, y)| (x - y).powi(2)).sum() };
    let count = count.min(rows.len());
    let mut centres: Vec<Vec<f32>> = (0..count)
        .map(|at| rows[at * rows.len() / count].clone())
        .collect();
    let mut group = vec![0; rows.len()];
    for _ in 0..15 {
        for (own, row) in group.iter_mut().zip(rows) {
            let nearest =
                (0..count).min_by(|a, b| distance(row, &centres[*a]).total_cmp(&distance(row, &centres[*b])));
            *own = nearest.unwrap_or(0);
        }
        for (at, centre) in centres.iter_mut().enumerate() {
            let own: Vec<&Vec<f32>> = group
                .iter()
                .zip(rows)
                .filter(|(g, _)| **g == at)
                .map(|(_, r)| r)
                .collect();
            if own.is_empty() {
                continue;
            }
            for (place, value) in centre.iter_mut().enumerate() {
                *value = own.iter().map(|row| row[place]).sum::<f32>() / own.len() as f32;
            }
        }
    }
    group
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_of_the_catalogue_is_relevant() {
        let p = probabilities((0..200).map(f64::from).collect());
        assert_eq!(
            p.iter().filter(|p| **p >= 0.5).count(),
            20,
            "a tenth of two hundred"
        );
    }

    #[test]
    fn answers_do_not_depend_on_who_asks_and_flips_are_as_rare_as_said() {
        let likes = (0..2000).filter(|item| verdict(1.0, 0.1, 7, 3, *item)).count();
        assert!(
            (1740..1860).contains(&likes),
            "nine in ten of what is surely liked: {likes}"
        );
        assert_eq!(
            verdict(0.5, 0.1, 7, 3, 11),
            verdict(0.5, 0.1, 7, 3, 11),
            "the same question, the same answer"
        );
    }

    #[test]
    fn rows_of_one_kind_are_grouped() {
        let rows: Vec<Vec<f32>> = (0..40)
            .map(|i| vec![(i % 2) as f32 * 10.0, (i % 3) as f32 * 0.1])
            .collect();
        let group = groups(&rows, 2);
        assert!(
            (0..40).all(|i| group[i] == group[i % 2]) && group[0] != group[1],
            "{group:?}"
        );
    }
}
