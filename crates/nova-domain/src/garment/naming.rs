//! The palette's name for shades: how likely each name is, by what shops call such a colour.

use super::points::POINTS;
use super::shades::Shade;

/// How much more the larger of two shades says: shares count by this power.
const LARGEST: f32 = 1.5;
/// From which share on a second shade is a second colour.
const SECOND: f32 = 0.30;
/// What remains for every name, however far a shade is from it, so that the model can still speak for it.
const REST: f32 = 1e-3;

/// What a shop calls by one name of the palette: a normal distribution in OKLab.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Name of the palette.
    pub name: &'static str,
    /// Its middle: lightness, a, b.
    pub mean: [f32; 3],
    /// Inverse of its covariance: ll, la, lb, aa, ab, bb.
    pub precision: [f32; 6],
    /// Logarithm of its density in the middle and of how common the name is.
    pub weight: f32,
}

impl Point {
    fn log_density(&self, shade: &Shade) -> f32 {
        let own = [shade.colour.l, shade.colour.a, shade.colour.b];
        let [l, a, b] = std::array::from_fn(|at| own[at] - self.mean[at]);
        let [ll, la, lb, aa, ab, bb] = self.precision;
        let squares = ll * l * l + aa * a * a + bb * b * b;
        self.weight - 0.5 * (squares + 2.0 * (la * l * a + lb * l * b + ab * a * b))
    }
}

/// The names that shades may have.
#[derive(Debug, Clone, PartialEq)]
pub struct Naming {
    /// Each name of the palette that is one colour, with the logarithm of its probability.
    pub names: Vec<(&'static str, f32)>,
    /// The name of the second shade, where it is large and named otherwise than the first.
    pub second: Option<&'static str>,
}

impl Naming {
    /// The likeliest name.
    pub fn first(&self) -> Option<&'static str> {
        let best = self.names.iter().max_by(|left, right| left.1.total_cmp(&right.1));
        best.map(|(name, _)| *name)
    }
}

/// Names shades, the largest of which comes first. `multicolour` is never said, nor is `light blue`, which the
/// shop that teaches calls blue.
pub fn naming(shades: &[Shade]) -> Naming {
    naming_by(&POINTS, shades)
}

/// Names shades by other points than the palette's own.
pub fn naming_by(points: &[Point], shades: &[Shade]) -> Naming {
    let shares: Vec<f32> = shades.iter().map(|shade| shade.share.powf(LARGEST)).collect();
    let whole: f32 = shares.iter().sum();
    let mut probability = vec![REST / points.len() as f32; points.len()];
    for (shade, share) in shades.iter().zip(&shares) {
        for (sum, own) in probability.iter_mut().zip(posterior(points, shade)) {
            *sum += (1.0 - REST) * own * share / whole.max(f32::MIN_POSITIVE);
        }
    }
    let names = points.iter().map(|point| point.name);
    let naming = Naming {
        names: names
            .zip(probability.iter().map(|probability| probability.ln()))
            .collect(),
        second: None,
    };
    let second = shades.get(1).filter(|second| second.share >= SECOND);
    let second = second.and_then(|second| {
        let own = posterior(points, second);
        let best = (0..points.len()).max_by(|left, right| own[*left].total_cmp(&own[*right]))?;
        Some(points[best].name)
    });
    Naming {
        second: second.filter(|second| Some(*second) != naming.first()),
        ..naming
    }
}

fn posterior(points: &[Point], shade: &Shade) -> Vec<f32> {
    let logs: Vec<f32> = points.iter().map(|point| point.log_density(shade)).collect();
    let most = logs.iter().copied().fold(f32::MIN, f32::max);
    let likely: Vec<f32> = logs.iter().map(|log| (log - most).exp()).collect();
    let whole: f32 = likely.iter().sum();
    likely.into_iter().map(|likely| likely / whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oklab::Oklab;
    use crate::palette;
    use proptest::prelude::*;

    fn named(rgb: [u8; 3]) -> Option<&'static str> {
        let colour = Oklab::from_srgb(rgb);
        naming(&[Shade { colour, share: 1.0 }]).first()
    }

    #[test]
    fn plain_colours_have_their_plain_names() {
        for (rgb, name) in [
            ([20, 20, 22], "black"),
            ([250, 250, 250], "white"),
            ([190, 20, 35], "red"),
            ([58, 62, 80], "navy"),
            ([40, 90, 190], "blue"),
            ([30, 120, 50], "green"),
            ([235, 200, 30], "yellow"),
            ([230, 110, 20], "orange"),
            ([100, 65, 40], "brown"),
            ([100, 45, 130], "purple"),
        ] {
            assert_eq!(named(rgb), Some(name), "{rgb:?}");
        }
    }

    #[test]
    fn every_name_that_was_taught_has_its_point() {
        let mut points: Vec<&str> = POINTS.iter().map(|point| point.name).collect();
        // The shop that teaches calls nothing light blue.
        points.extend(["light blue", "multicolour"]);
        points.sort_unstable();
        let mut names: Vec<&str> = palette::names().collect();
        names.sort_unstable();
        assert_eq!(points, names);
    }

    #[test]
    fn a_small_second_shade_is_no_second_colour() {
        let shade = |rgb, share| Shade {
            colour: Oklab::from_srgb(rgb),
            share,
        };
        let two = |share| naming(&[shade([20, 20, 22], 1.0 - share), shade([190, 20, 35], share)]);
        assert_eq!((two(0.4).first(), two(0.4).second), (Some("black"), Some("red")));
        assert_eq!(two(0.1).second, None, "a label or a button");
    }

    proptest! {
        #[test]
        fn probabilities_add_up(rgb in any::<[u8; 3]>(), other in any::<[u8; 3]>(), share in 0.5_f32..1.0) {
            let shade = |rgb, share| Shade { colour: Oklab::from_srgb(rgb), share };
            let found = naming(&[shade(rgb, share), shade(other, 1.0 - share)]);
            let sum: f32 = found.names.iter().map(|(_, log)| log.exp()).sum();
            prop_assert!((sum - 1.0).abs() < 1e-3, "{sum}");
            prop_assert!(found.second != found.first());
        }
    }
}
