//! The standard normal distribution: density, distribution function, and draws from a uniform source.

use crate::random::Random;
use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// Density of the standard normal at `z`.
pub fn density(z: f64) -> f64 {
    (-0.5 * z * z).exp() / (2.0 * PI).sqrt()
}

/// Distribution function of the standard normal at `z`, with an error below 1.2e-7: the complementary error
/// function by the Chebyshev fit in Press et al., *Numerical Recipes* (1992), section 6.2.
pub fn distribution(z: f64) -> f64 {
    let x = z * FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.5 * x.abs());
    const COEFFICIENTS: [f64; 10] = [
        0.170_872_77,
        -0.822_152_23,
        1.488_515_87,
        -1.135_203_98,
        0.278_868_07,
        -0.186_288_06,
        0.096_784_18,
        0.374_091_96,
        1.000_023_68,
        -1.265_512_23,
    ];
    let exponent = COEFFICIENTS
        .iter()
        .fold(0.0, |sum, coefficient| sum * t + coefficient);
    let tail = 0.5 * t * (exponent - x * x).exp();
    if x > 0.0 { 1.0 - tail } else { tail }
}

/// A uniform draw in 0..1 with 53 random bits.
pub fn uniform(random: &mut Random) -> f64 {
    (random.bits() >> 11) as f64 / (1_u64 << 53) as f64
}

/// A standard normal draw (Box and Muller, 1958).
pub fn draw(random: &mut Random) -> f64 {
    let radius = (-2.0 * (1.0 - uniform(random)).ln()).sqrt();
    radius * (2.0 * PI * uniform(random)).cos()
}

/// A uniform draw from 0..`bound`; 0 for a bound of 0.
pub fn below(bound: usize, random: &mut Random) -> usize {
    ((uniform(random) * bound as f64) as usize).min(bound.saturating_sub(1))
}

/// Draws an index in proportion to `weights`, which must not be negative; `None` when all are zero.
pub fn weighted(weights: &[f64], random: &mut Random) -> Option<usize> {
    let total: f64 = weights.iter().sum();
    if total <= 0.0 {
        return None;
    }
    let mut left = uniform(random) * total;
    let mut last = None;
    for (index, weight) in weights.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
        last = Some(index);
        if left < *weight {
            break;
        }
        left -= weight;
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distribution_has_its_tabled_values() {
        for (z, expected) in [
            (0.0, 0.5),
            (1.0, 0.841_344_7),
            (-1.96, 0.024_997_9),
            (3.0, 0.998_650_1),
        ] {
            assert!((distribution(z) - expected).abs() < 2e-7, "Φ({z}) is {expected}");
        }
    }

    #[test]
    fn draws_have_the_mean_and_variance_of_a_standard_normal() {
        let mut random = Random::new(1, 0);
        let draws: Vec<f64> = (0..20_000).map(|_| draw(&mut random)).collect();
        let mean = draws.iter().sum::<f64>() / draws.len() as f64;
        let variance = draws.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / draws.len() as f64;
        assert!(
            mean.abs() < 0.03 && (variance - 1.0).abs() < 0.05,
            "mean {mean}, variance {variance}"
        );
    }

    #[test]
    fn a_weighted_draw_never_takes_what_weighs_nothing() {
        let mut random = Random::new(2, 0);
        for _ in 0..1000 {
            assert_ne!(
                weighted(&[0.5, 0.0, 0.5, 0.0], &mut random),
                Some(1),
                "its weight is zero"
            );
            assert_ne!(
                weighted(&[0.5, 0.0, 0.5, 0.0], &mut random),
                Some(3),
                "its weight is zero"
            );
        }
        assert_eq!(weighted(&[0.0], &mut random), None, "there is nothing to draw");
    }
}
