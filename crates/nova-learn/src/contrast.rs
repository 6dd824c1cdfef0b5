//! Cross-entropy between cosines, sharpened by a temperature, and what they should be: the loss of contrast (Radford et
//! al., 2021), where a text that belongs to several pictures shares its target among them.

use crate::product::{Panels, product};
use crate::rows::Rows;

/// The slope of a loss by the rows of both sides and by the logarithm of the sharpness.
pub(crate) struct Slopes {
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "what it is the slope of; tests compare the two")
    )]
    pub loss: f32,
    pub left: Rows,
    pub right: Rows,
    pub sharpness: f32,
}

/// Pictures on the left, distinct texts on the right: picture `i` goes with text `text_of[i]`. The mean of both
/// directions; `both` false is that from pictures to texts alone.
pub(crate) fn contrast(left: &Rows, right: &Rows, text_of: &[usize], sharpness: f32, both: bool) -> Slopes {
    let cosines = product(left, &Panels::of_transposed(right));
    let (rows, columns) = (left.len(), right.len());
    let mut slope = Rows::zeros(rows, columns);
    let (mut loss, share) = (0.0, if both { 0.5 } else { 1.0 });
    for (row, own) in text_of.iter().enumerate() {
        let target = |column: usize| if column == *own { 1.0 } else { 0.0 };
        let weight = share / rows as f32;
        loss += weight * cross_entropy(cosines.row(row), sharpness, target, weight, slope.row_mut(row));
    }
    if both {
        let mut counts = vec![0.0_f32; columns];
        text_of.iter().for_each(|own| counts[*own] += 1.0);
        let turned = cosines.transposed();
        let mut back = Rows::zeros(columns, rows);
        for (column, count) in counts.iter().enumerate() {
            let target = |row: usize| if text_of[row] == column { 1.0 / count } else { 0.0 };
            // A text counts as often as it was drawn.
            let weight = share * count / rows as f32;
            loss += weight
                * cross_entropy(
                    turned.row(column),
                    sharpness,
                    target,
                    weight,
                    back.row_mut(column),
                );
        }
        slope.add(&back.transposed(), 1.0);
    }
    of_cosines(loss, &slope, &cosines, left, right, sharpness)
}

/// Texts on the left find among the pictures on the right what they found before: the cross-entropy against `before`, a
/// distribution over the pictures for each text.
pub(crate) fn rehearsal(left: &Rows, right: &Rows, before: &Rows, sharpness: f32) -> Slopes {
    let cosines = product(left, &Panels::of_transposed(right));
    let mut slope = Rows::zeros(left.len(), right.len());
    let (mut loss, weight) = (0.0, 1.0 / left.len().max(1) as f32);
    for row in 0..left.len() {
        let target = |column: usize| before.row(row)[column];
        loss += weight * cross_entropy(cosines.row(row), sharpness, target, weight, slope.row_mut(row));
    }
    of_cosines(loss, &slope, &cosines, left, right, sharpness)
}

/// For each row of `left` how it is shared among the rows of `right`.
pub(crate) fn shares(left: &Rows, right: &Rows, sharpness: f32) -> Rows {
    let mut cosines = product(left, &Panels::of_transposed(right));
    for row in 0..cosines.len() {
        soften(cosines.row_mut(row), sharpness);
    }
    cosines
}

/// Writes the slope by the sharpened cosines, times `weight`, and answers with the loss.
fn cross_entropy(
    cosines: &[f32],
    sharpness: f32,
    target: impl Fn(usize) -> f32,
    weight: f32,
    slope: &mut [f32],
) -> f32 {
    slope.copy_from_slice(cosines);
    soften(slope, sharpness);
    let mut loss = 0.0;
    for (at, share) in slope.iter_mut().enumerate() {
        let target = target(at);
        if target > 0.0 {
            loss -= target * share.max(f32::MIN_POSITIVE).ln();
        }
        *share = weight * (*share - target);
    }
    loss
}

/// Cosines become shares that add up to one.
fn soften(values: &mut [f32], sharpness: f32) {
    let most = values.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for value in values.iter_mut() {
        *value = (sharpness * (*value - most)).exp();
        sum += *value;
    }
    values.iter_mut().for_each(|value| *value /= sum);
}

fn of_cosines(loss: f32, slope: &Rows, cosines: &Rows, left: &Rows, right: &Rows, sharpness: f32) -> Slopes {
    let pairs = slope.values().iter().zip(cosines.values());
    let by_sharpness = sharpness * pairs.map(|(slope, cosine)| slope * cosine).sum::<f32>();
    let mut of_left = product(slope, &Panels::of(right));
    let mut of_right = product(&slope.transposed(), &Panels::of(left));
    for rows in [&mut of_left, &mut of_right] {
        rows.values_mut().iter_mut().for_each(|value| *value *= sharpness);
    }
    Slopes {
        loss,
        left: of_left,
        right: of_right,
        sharpness: by_sharpness,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maps::{PictureMap, TextMap};
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    const WIDTH: usize = 5;
    const SHARPNESS: f32 = 4.0;

    fn directions(count: usize, random: &mut ChaCha8Rng) -> Rows {
        let values = (0..count * WIDTH)
            .map(|_| random.random_range(-1.0_f32..1.0))
            .collect();
        let mut rows = Rows::of(WIDTH, values);
        rows.normalise();
        rows
    }

    struct Toy {
        pictures: Rows,
        texts: Rows,
        text_of: Vec<usize>,
        before: Rows,
        picture_map: PictureMap,
        text_map: TextMap,
    }

    impl Toy {
        fn new() -> Toy {
            let mut random = ChaCha8Rng::seed_from_u64(3);
            let (pictures, texts) = (directions(6, &mut random), directions(4, &mut random));
            let mut picture_map = PictureMap::identity(WIDTH, 7, &mut random);
            let mut text_map = TextMap::identity(WIDTH);
            let weights = picture_map
                .weights_mut()
                .into_iter()
                .chain(text_map.weights_mut());
            for value in weights.flat_map(|rows| rows.values_mut()) {
                *value += random.random_range(-0.3..0.3);
            }
            Toy {
                before: shares(&texts, &pictures, 3.0),
                pictures,
                texts,
                text_of: vec![0, 1, 1, 2, 3, 0],
                picture_map,
                text_map,
            }
        }

        /// Moves one weight.
        fn nudge(&mut self, matrix: usize, at: usize, by: f32) {
            let weights = self.picture_map.weights_mut().into_iter();
            let mut weights: Vec<&mut Rows> = weights.chain(self.text_map.weights_mut()).collect();
            weights[matrix].values_mut()[at] += by;
        }

        /// The sum of all losses, with the gradients of all weights and of the sharpness.
        fn loss(&self, sharpness: f32) -> (f32, Vec<Rows>, f32) {
            let pictures = self.picture_map.forward(self.pictures.clone());
            let texts = self.text_map.forward(self.texts.clone());
            let terms = [
                contrast(&pictures.mapped, &texts.mapped, &self.text_of, sharpness, true),
                contrast(&pictures.mapped, &texts.mapped, &self.text_of, sharpness, false),
            ];
            let kept = rehearsal(&texts.mapped, &pictures.mapped, &self.before, sharpness);
            let mut loss = kept.loss;
            let (mut of_pictures, mut of_texts) = (kept.right, kept.left);
            let mut by_sharpness = kept.sharpness;
            for term in terms {
                loss += term.loss;
                of_pictures.add(&term.left, 1.0);
                of_texts.add(&term.right, 1.0);
                by_sharpness += term.sharpness;
            }
            let mut gradients = self.picture_map.backward(&pictures, of_pictures);
            gradients.extend(self.text_map.backward(&texts, of_texts));
            (loss, gradients, by_sharpness)
        }
    }

    #[test]
    fn gradients_are_what_the_loss_does_when_a_weight_moves() {
        let mut toy = Toy::new();
        let (_, gradients, by_sharpness) = toy.loss(SHARPNESS);
        let step = 1e-2;
        let slope = |up: f32, down: f32| (up - down) / (2.0 * step);
        let near = |own: f32, wanted: f32| (own - wanted).abs() < 2e-3 + 2e-2 * wanted.abs();
        for (matrix, gradient) in gradients.iter().enumerate() {
            for at in (0..gradient.values().len()).step_by(3) {
                toy.nudge(matrix, at, step);
                let up = toy.loss(SHARPNESS).0;
                toy.nudge(matrix, at, -2.0 * step);
                let down = toy.loss(SHARPNESS).0;
                toy.nudge(matrix, at, step);
                let wanted = slope(up, down);
                let own = gradient.values()[at];
                assert!(
                    near(own, wanted),
                    "matrix {matrix}, number {at}: {own} and not {wanted}"
                );
            }
        }
        // The gradient is by the logarithm.
        let (up, down) = (
            toy.loss(SHARPNESS * step.exp()).0,
            toy.loss(SHARPNESS * (-step).exp()).0,
        );
        assert!(
            near(by_sharpness, slope(up, down)),
            "{by_sharpness} and not {}",
            slope(up, down)
        );
    }

    #[test]
    fn shares_add_up_to_one_also_of_endless_sharpness() {
        let mut random = ChaCha8Rng::seed_from_u64(4);
        let (left, right) = (directions(3, &mut random), directions(5, &mut random));
        for sharpness in [0.0, 5.0, 1e4] {
            let shares = shares(&left, &right, sharpness);
            for row in 0..3 {
                let sum: f32 = shares.row(row).iter().sum();
                assert!((sum - 1.0).abs() < 1e-5, "{sum} at {sharpness}");
            }
        }
    }
}
