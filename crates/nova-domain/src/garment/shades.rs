//! Many pixels as a few shades: k-means (Lloyd, 1982) from starting points that are far apart, then what only differs
//! by light and shadow put together.

use crate::oklab::Oklab;

/// Shades that are looked for.
const MOST: usize = 4;
/// Rounds of k-means; it has settled before.
const ROUNDS: usize = 12;
/// Shades nearer to each other than this are one, where a difference of lightness counts by [`SHADING`].
const SAME: f32 = 0.06;
/// What a difference of lightness counts between two shades: folds of one cloth differ by little else.
const SHADING: f32 = 0.5;
/// The smallest share that is a shade of its own.
const LEAST_SHARE: f32 = 0.03;

/// A colour and how much of a garment has it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shade {
    /// The colour.
    pub colour: Oklab,
    /// Its share, 0..1.
    pub share: f32,
}

/// The shades of pixels that count by their weights, the largest first.
pub(super) fn gather(lab: &[Oklab], weights: &[f32]) -> Vec<Shade> {
    let Some(centre) = mean(lab, weights) else {
        return Vec::new();
    };
    let mut centres = vec![centre];
    while centres.len() < MOST {
        let away = |colour: &Oklab| {
            let distances = centres.iter().map(|centre| centre.distance2(*colour));
            distances.fold(f32::MAX, f32::min)
        };
        let far = lab
            .iter()
            .zip(weights)
            .map(|(colour, weight)| (colour, away(colour) * weight))
            .max_by(|left, right| left.1.total_cmp(&right.1));
        match far {
            Some((colour, away)) if away > 1e-6 => centres.push(*colour),
            _ => break,
        }
    }
    let mut sums = Vec::new();
    for _ in 0..ROUNDS {
        sums = vec![Sum::default(); centres.len()];
        for (colour, weight) in lab.iter().zip(weights) {
            let nearest = (0..centres.len()).min_by(|left, right| {
                let away = |at: usize| centres[at].distance2(*colour);
                away(*left).total_cmp(&away(*right))
            });
            if let Some(nearest) = nearest {
                sums[nearest].add(*colour, f64::from(*weight));
            }
        }
        for (centre, sum) in centres.iter_mut().zip(&sums) {
            *centre = sum.mean().unwrap_or(*centre);
        }
    }
    joined(sums)
}

/// Puts shades together that are one cloth in light and shadow, the largest first to be asked.
fn joined(mut sums: Vec<Sum>) -> Vec<Shade> {
    let total: f64 = sums.iter().map(|sum| sum.weight).sum();
    sums.sort_by(|left, right| right.weight.total_cmp(&left.weight));
    let mut cloths: Vec<Sum> = Vec::new();
    for sum in sums {
        let Some(colour) = sum.mean() else { continue };
        let own = cloths.iter_mut().find(|cloth| {
            cloth.mean().is_some_and(|cloth| {
                let l = SHADING * (cloth.l - colour.l);
                let (a, b) = (cloth.a - colour.a, cloth.b - colour.b);
                l * l + a * a + b * b < SAME * SAME
            })
        });
        match own {
            Some(cloth) => cloth.join(&sum),
            None => cloths.push(sum),
        }
    }
    cloths.sort_by(|left, right| right.weight.total_cmp(&left.weight));
    let kept = cloths
        .iter()
        .enumerate()
        .filter(|(at, cloth)| *at == 0 || cloth.weight >= f64::from(LEAST_SHARE) * total)
        .map(|(_, cloth)| cloth);
    let whole: f64 = kept.clone().map(|cloth| cloth.weight).sum();
    kept.filter_map(|cloth| {
        Some(Shade {
            colour: cloth.mean()?,
            share: (cloth.weight / whole) as f32,
        })
    })
    .collect()
}

/// The weighted mean; `None` where nothing counts.
pub(super) fn mean(lab: &[Oklab], weights: &[f32]) -> Option<Oklab> {
    let mut sum = Sum::default();
    for (colour, weight) in lab.iter().zip(weights) {
        sum.add(*colour, f64::from(*weight));
    }
    sum.mean()
}

/// A weighted sum of colours, in double precision so that the order of a few thousand does not show.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    weight: f64,
    channels: [f64; 3],
}

impl Sum {
    fn add(&mut self, colour: Oklab, weight: f64) {
        self.weight += weight;
        let own = [colour.l, colour.a, colour.b];
        for (sum, own) in self.channels.iter_mut().zip(own) {
            *sum += weight * f64::from(own);
        }
    }

    fn join(&mut self, other: &Sum) {
        self.weight += other.weight;
        for (sum, own) in self.channels.iter_mut().zip(other.channels) {
            *sum += own;
        }
    }

    fn mean(&self) -> Option<Oklab> {
        let [l, a, b] = self.channels.map(|sum| (sum / self.weight) as f32);
        (self.weight > 1e-9).then_some(Oklab { l, a, b })
    }
}
