//! What brings the image tower's features into the space that texts share: two linear layers, and
//! a picture's attributes named between them.
//!
//! The features themselves are made in `tower`; the weights are trained in `models/training`.

use super::config::{Activation, Config, FIRST_PROJECTION};
use crate::ClipError;
use crate::kernel::{Curve, Dense};
use crate::model::unit_rows;
use crate::weights::Weights;

/// Standardised features through two linear layers with a non-linearity between.
pub(super) struct ImageProjection {
    mean: Vec<f32>,
    inv_std: Vec<f32>,
    fc1: Dense,
    fc2: Dense,
    attributes: Option<Attributes>,
    colours: Option<PictureOnly>,
    kinds: Option<(f32, PictureOnly)>,
}

impl ImageProjection {
    pub(super) fn load(config: &Config, weights: &mut Weights) -> Result<Self, ClipError> {
        let image = &config.image;
        let curve = match image.activation {
            Activation::Gelu => Curve::Gelu,
        };
        let mut floats = |name: &str| weights.floats(&format!("image_projection.{name}"));
        let [first_bias, second, second_bias] = ["fc1.bias", "fc2.weight", "fc2.bias"].map(&mut floats);
        let attributes = match image.attributes.as_slice() {
            [] => None,
            sizes => Some(Attributes {
                sizes: sizes.to_vec(),
                name: Dense::new(
                    &floats("attributes.weight")?,
                    &floats("attributes.bias")?,
                    image.hidden,
                    Curve::Identity,
                ),
                mix: Dense::new(&floats("mix.weight")?, &[], sizes.iter().sum(), Curve::Identity),
            }),
        };
        let colours = match image.colours {
            None => None,
            Some(colours) => Some(PictureOnly {
                share: colours.share,
                map: Dense::new(
                    &floats("colours.weight")?,
                    &floats("colours.bias")?,
                    image.histogram_len(),
                    Curve::Identity,
                ),
            }),
        };
        let kinds = match (image.kinds, image.attributes.first()) {
            (Some(kinds), Some(&count)) => {
                let map = Dense::new(
                    &floats("kinds.weight")?,
                    &floats("kinds.bias")?,
                    count,
                    Curve::Identity,
                );
                let share = kinds.share;
                Some((kinds.temperature, PictureOnly { share, map }))
            }
            _ => None,
        };
        Ok(Self {
            colours,
            kinds,
            mean: floats("mean")?,
            inv_std: floats("inv_std")?,
            fc1: Dense::of_matrix(
                &weights.matrix(FIRST_PROJECTION)?,
                &first_bias?,
                image.features(),
                curve,
            ),
            fc2: Dense::new(&second?, &second_bias?, image.hidden, Curve::Identity),
            attributes,
        })
    }

    /// One row of features a picture → one vector each, not yet of length 1, and how likely each value of each attribute is, row
    /// after row; an error where weights are damaged.
    pub(super) fn forward(&self, features: &[Vec<f32>]) -> Result<(Vec<Vec<f32>>, Vec<f32>), ClipError> {
        let standard: Vec<f32> = features
            .iter()
            .flat_map(|row| row.iter().zip(self.mean.iter().zip(&self.inv_std)))
            .map(|(x, (mean, inv_std))| (x - mean) * inv_std)
            .collect();
        let inner = self.fc1.apply(&standard, None);
        let vectors = self.fc2.apply(&inner, None);
        let vectors = vectors
            .chunks_exact(self.fc2.outputs())
            .map(<[f32]>::to_vec)
            .collect();
        let (mut vectors, said) = match &self.attributes {
            None => (vectors, Vec::new()),
            Some(attributes) => {
                let mut vectors = unit_rows(vectors)?;
                let said = attributes.add(&inner, &mut vectors);
                (vectors, said)
            }
        };
        if self.colours.is_some() || self.kinds.is_some() {
            vectors = unit_rows(vectors)?;
        }
        if let Some(colours) = &self.colours {
            let histograms = features.iter().flat_map(|row| &row[..colours.map.inputs()]);
            colours.add(&histograms.copied().collect::<Vec<f32>>(), &mut vectors);
        }
        if let (Some((temperature, kinds)), Some(attributes)) = (&self.kinds, &self.attributes) {
            let named = said.chunks_exact(attributes.name.outputs());
            let tempered = named.flat_map(|row| tempered(&row[..kinds.map.inputs()], *temperature));
            kinds.add(&tempered.collect::<Vec<f32>>(), &mut vectors);
        }
        Ok((vectors, said))
    }
}

/// What a picture is taken for, attribute by attribute: kind, colour, brand and so on. Each value of an
/// attribute has a vector, and their means, weighted by how likely the values are, are added to the picture's.
struct Attributes {
    /// Number of values of each attribute.
    sizes: Vec<usize>,
    name: Dense,
    mix: Dense,
}

impl Attributes {
    /// Adds to each of `vectors` what its row of `inner` is named, and tells how likely each value is.
    fn add(&self, inner: &[f32], vectors: &mut [Vec<f32>]) -> Vec<f32> {
        let mut said = self.name.apply(inner, None);
        for row in said.chunks_exact_mut(self.name.outputs()) {
            let mut rest = row;
            for &size in &self.sizes {
                let (values, others) = rest.split_at_mut(size);
                softmax(values);
                rest = others;
            }
        }
        let mixed = self.mix.apply(&said, None);
        for (vector, mixed) in vectors.iter_mut().zip(mixed.chunks_exact(self.mix.outputs())) {
            for (x, more) in vector.iter_mut().zip(mixed) {
                *x += more;
            }
        }
        said
    }
}

/// What a picture's embedding holds for other pictures alone, in dimensions that no sentence reaches, see
/// [`Colours`](super::config::Colours) and [`Kinds`](super::config::Kinds).
struct PictureOnly {
    share: f32,
    map: Dense,
}

impl PictureOnly {
    /// Adds to each of `vectors`, which have length 1, the direction in which its row of `inputs` is mapped.
    fn add(&self, inputs: &[f32], vectors: &mut [Vec<f32>]) {
        let mapped = self.map.apply(inputs, None);
        for (vector, mapped) in vectors.iter_mut().zip(mapped.chunks_exact(self.map.outputs())) {
            let length = mapped.iter().map(|x| x * x).sum::<f32>().sqrt();
            if length > 0.0 {
                for (x, more) in vector.iter_mut().zip(mapped) {
                    *x += self.share / length * more;
                }
            }
        }
    }
}

/// Square roots of the likelihoods that logits divided by `temperature` would have, from those that they have: length 1.
fn tempered(said: &[f32], temperature: f32) -> Vec<f32> {
    let raised: Vec<f32> = said.iter().map(|likely| likely.powf(0.5 / temperature)).collect();
    // The likelihoods sum to 1, so one of them at least is not zero.
    let length = raised.iter().map(|x| x * x).sum::<f32>().sqrt();
    raised.into_iter().map(|x| x / length).collect()
}

/// Logits to likelihoods that sum to 1, shifted by the greatest so that none overflows.
fn softmax(values: &mut [f32]) {
    let greatest = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for value in values.iter_mut() {
        *value = (*value - greatest).exp();
        sum += *value;
    }
    for value in values {
        *value /= sum;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Attributes, PictureOnly, softmax, tempered};
    use crate::kernel::{Curve, Dense};

    #[test]
    fn a_picture_is_drawn_to_the_vectors_of_what_it_is_named() {
        let likely = [0.0, 50.0, 50.0, 0.0, 0.0];
        // A column a value: of the second of two and of the first of three, and one that is not named.
        let mix = [
            [0.0, 2.0, 0.0, 9.0, 0.0],
            [0.0, 0.0, 2.0, 9.0, 0.0],
            [0.0, 0.0, 0.0, 9.0, 0.0],
        ];
        let attributes = Attributes {
            sizes: vec![2, 3],
            name: Dense::new(&[0.0; 20], &likely, 4, Curve::Identity),
            mix: Dense::new(mix.as_flattened(), &[], 5, Curve::Identity),
        };
        let mut vectors = [vec![0.0, 0.0, 1.0], vec![1.0, 0.0, 0.0]];
        let said = attributes.add(&[1.0; 8], &mut vectors);
        for (found, wanted) in said.iter().zip([0.0, 1.0, 1.0, 0.0, 0.0].repeat(2)) {
            assert!((found - wanted).abs() < 1e-5, "{said:?}");
        }
        for (found, wanted) in vectors.iter().zip([[2.0, 2.0, 1.0], [3.0, 2.0, 0.0]]) {
            let apart = found
                .iter()
                .zip(wanted)
                .map(|(x, y)| (x - y).abs())
                .fold(0.0, f32::max);
            assert!(apart < 1e-5, "{found:?} and not {wanted:?}");
        }
    }

    #[test]
    fn what_pictures_hold_for_each_other_is_added_at_its_share_whatever_its_scale() {
        // Two numbers, of which the first goes to the third dimension and the second to the fourth.
        let map = [[0.0, 0.0], [0.0, 0.0], [2.0, 0.0], [0.0, 2.0]];
        let colours = PictureOnly {
            share: 0.5,
            map: Dense::new(map.as_flattened(), &[0.0; 4], 2, Curve::Identity),
        };
        let mut vectors = vec![vec![1.0, 0.0, 0.0, 0.0]; 3];
        colours.add(&[3.0, 4.0, 0.0, 0.1, 0.0, 0.0], &mut vectors);
        for (found, wanted) in
            vectors
                .iter()
                .zip([[1.0, 0.0, 0.3, 0.4], [1.0, 0.0, 0.0, 0.5], [1.0, 0.0, 0.0, 0.0]])
        {
            assert!(
                found.iter().zip(wanted).all(|(x, y)| (x - y).abs() < 1e-6),
                "{found:?} and not {wanted:?}"
            );
        }
    }

    #[test]
    fn likelihoods_are_those_of_the_logits() {
        let mut values = [1.0_f32.ln(), 2.0_f32.ln(), 5.0_f32.ln()];
        softmax(&mut values);
        for (found, wanted) in values.iter().zip([0.125, 0.25, 0.625]) {
            assert!((found - wanted).abs() < 1e-6, "1 : 2 : 5 of 8, found {values:?}");
        }
    }

    proptest! {
        #[test]
        fn tempered_likelihoods_are_those_of_divided_logits(
            logits in prop::collection::vec(-20.0_f32..20.0, 1..40), temperature in 1.0_f32..8.0
        ) {
            let (mut said, mut divided) = (logits.clone(), logits.iter().map(|x| x / temperature).collect::<Vec<_>>());
            softmax(&mut said);
            softmax(&mut divided);
            for (found, wanted) in tempered(&said, temperature).iter().zip(divided) {
                prop_assert!((found * found - wanted).abs() < 1e-4, "{} and not {}", found * found, wanted);
            }
        }

        #[test]
        fn likelihoods_sum_to_one_however_great_the_logits(mut values in prop::collection::vec(-3e4_f32..3e4, 1..40)) {
            softmax(&mut values);
            prop_assert!((values.iter().sum::<f32>() - 1.0).abs() < 1e-5);
            prop_assert!(values.iter().all(|value| (0.0..=1.0).contains(value)));
        }
    }
}
