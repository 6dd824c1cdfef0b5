//! AdamW (Loshchilov and Hutter, 2019) over any number of matrices, the learning rate of one cycle (Smith and Topin,
//! 2018), and the running average of weights.

use crate::rows::Rows;

/// How fast the running means of the gradients and of their squares forget.
const FIRST: f32 = 0.9;
const SECOND: f32 = 0.98;
const TINY: f32 = 1e-8;

/// The state of AdamW for some matrices.
#[derive(Debug, Clone)]
pub struct AdamW {
    means: Vec<Rows>,
    squares: Vec<Rows>,
    /// What is taken of every weight in a step, as a share, times the learning rate.
    decay: f32,
    steps: i32,
}

impl AdamW {
    /// For matrices of the shapes of `weights`.
    pub fn new(weights: &[&Rows], decay: f32) -> AdamW {
        let zeros = || {
            weights
                .iter()
                .map(|own| Rows::zeros(own.len(), own.width()))
                .collect()
        };
        AdamW {
            means: zeros(),
            squares: zeros(),
            decay,
            steps: 0,
        }
    }

    /// One step: moves `weights`, the matrices that it was made for, against their `gradients`, in one order.
    pub fn step(&mut self, weights: &mut [&mut Rows], gradients: &[Rows], rate: f32) {
        self.steps = self.steps.saturating_add(1);
        let first = 1.0 - FIRST.powi(self.steps);
        let second = 1.0 - SECOND.powi(self.steps);
        let states = self.means.iter_mut().zip(&mut self.squares);
        for ((weights, gradient), (means, squares)) in weights.iter_mut().zip(gradients).zip(states) {
            let states = means.values_mut().iter_mut().zip(squares.values_mut());
            let numbers = weights.values_mut().iter_mut().zip(gradient.values());
            for ((weight, gradient), (mean, square)) in numbers.zip(states) {
                *mean += (1.0 - FIRST) * (gradient - *mean);
                *square += (1.0 - SECOND) * (gradient * gradient - *square);
                let step = (*mean / first) / ((*square / second).sqrt() + TINY);
                *weight -= rate * (step + self.decay * *weight);
            }
        }
    }
}

/// The learning rate at `step` of `steps`: up to `peak` over the share `warm` of them, then down to nothing along a
/// cosine.
pub fn one_cycle(step: usize, steps: usize, peak: f32, warm: f32) -> f32 {
    let rising = (steps as f32 * warm).max(1.0);
    let at = step as f32;
    if at < rising {
        return peak * (0.04 + 0.96 * at / rising);
    }
    let falling = (steps as f32 - rising).max(1.0);
    let share = ((at - rising) / falling).min(1.0);
    peak * 0.5 * (1.0 + (std::f32::consts::PI * share).cos())
}

/// Moves `average` towards `weights`: it keeps the share `keep` of itself.
pub fn average(average: &mut [&mut Rows], weights: &[&Rows], keep: f32) {
    for (average, weights) in average.iter_mut().zip(weights) {
        let pairs = average.values_mut().iter_mut().zip(weights.values());
        pairs.for_each(|(own, new)| *own += (1.0 - keep) * (new - *own));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_finds_the_bottom_of_a_bowl() {
        let wanted = [0.5_f32, -2.0, 3.0];
        let mut weights = Rows::zeros(1, 3);
        let mut optimiser = AdamW::new(&[&weights], 0.0);
        for step in 0..400 {
            let slope = weights
                .values()
                .iter()
                .zip(&wanted)
                .map(|(own, wanted)| own - wanted);
            let gradient = Rows::of(3, slope.collect());
            optimiser.step(&mut [&mut weights], &[gradient], one_cycle(step, 400, 0.1, 0.1));
        }
        for (own, wanted) in weights.values().iter().zip(&wanted) {
            assert!((own - wanted).abs() < 1e-2, "{weights:?}");
        }
    }

    #[test]
    fn decay_alone_draws_weights_to_nothing() {
        let mut weights = Rows::of(1, vec![1.0]);
        let mut optimiser = AdamW::new(&[&weights], 0.5);
        for _ in 0..100 {
            optimiser.step(&mut [&mut weights], &[Rows::zeros(1, 1)], 0.1);
        }
        assert!(weights.values()[0] < 0.01 && weights.values()[0] > 0.0);
    }

    #[test]
    fn the_rate_rises_to_its_peak_and_falls_to_nothing() {
        let rates: Vec<f32> = (0..=100).map(|step| one_cycle(step, 100, 1.0, 0.2)).collect();
        assert!(rates[..=20].is_sorted() && rates[20..].is_sorted_by(|a, b| a >= b));
        assert!((rates[20] - 1.0).abs() < 1e-6 && rates[100] < 1e-6 && rates[0] > 0.0);
        assert!(one_cycle(0, 0, 1.0, 0.2).is_finite(), "no steps at all");
    }

    #[test]
    fn an_average_nears_what_stays() {
        let (mut own, new) = (Rows::zeros(1, 1), Rows::of(1, vec![1.0]));
        (0..100).for_each(|_| average(&mut [&mut own], &[&new], 0.9));
        assert!((own.values()[0] - 1.0).abs() < 1e-3);
    }
}
