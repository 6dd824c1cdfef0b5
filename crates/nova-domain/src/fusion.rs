//! Fusion of a text and a photo into one query vector: E = α·E_image + (1−α)·E_text, each side first
//! divided by the spread of its cosines on the catalogue.
//!
//! Why the spread: a photo's cosines with pictures vary several times as much as a sentence's, so an
//! unscaled half-and-half would be the photo's answer alone. Dividing each side by the standard deviation of
//! its cosines over the catalogue makes one step of either side worth the same; a constant offset between
//! the sides does not matter, as it moves all candidates alike. The re-centring of score distributions before
//! mixing two ranked lists follows the practice of hybrid search engines; here it is folded into the query,
//! so that an approximate index can answer it too. How the spread is measured is `nova-engine`'s matter.

use crate::vector::{dot, normalise};

/// One side of a hybrid query.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// Unit vector of the side.
    pub embedding: &'a [f32],
    /// Standard deviation of the side's cosines over the catalogue; must be positive to count.
    pub spread: f32,
}

/// The unit query vector for a text and a photo, where `mix` in 0..1 is the photo's share.
///
/// At 0 it is the text's embedding exactly, at 1 the photo's. Returns `None` when the two sides cancel out,
/// so that no direction is left.
pub fn fuse(text: Side<'_>, photo: Side<'_>, mix: f32) -> Option<Vec<f32>> {
    let mix = mix.clamp(0.0, 1.0);
    if mix <= 0.0 {
        return Some(text.embedding.to_vec());
    }
    if mix >= 1.0 {
        return Some(photo.embedding.to_vec());
    }
    let (text_share, photo_share) = shares(text.spread, photo.spread, mix);
    let mut fused: Vec<f32> = text
        .embedding
        .iter()
        .zip(photo.embedding)
        .map(|(&t, &p)| photo_share * p + text_share * t)
        .collect();
    normalise(&mut fused).then_some(fused)
}

/// What each side's cosine with a row counts in the row's cosine with the fused query, as `(text, photo)`:
/// the cosine with [`fuse`]'s answer is `text · cos_text + photo · cos_photo`. `None` where the two sides cancel out.
pub fn weights(text: Side<'_>, photo: Side<'_>, mix: f32) -> Option<(f32, f32)> {
    let (text_share, photo_share) = shares(text.spread, photo.spread, mix.clamp(0.0, 1.0));
    let between = dot(text.embedding, photo.embedding);
    let apart = text_share * text_share + photo_share * photo_share;
    let squared = apart + 2.0 * text_share * photo_share * between;
    if squared <= apart * f32::EPSILON {
        return None;
    }
    let length = squared.sqrt();
    Some((text_share / length, photo_share / length))
}

fn shares(text_spread: f32, photo_spread: f32, mix: f32) -> (f32, f32) {
    if text_spread > f32::EPSILON && photo_spread > f32::EPSILON {
        // Only the ratio of the spreads matters; this form keeps the shares near 1 whatever their size.
        (
            (1.0 - mix) * photo_spread.sqrt() / text_spread.sqrt(),
            mix * text_spread.sqrt() / photo_spread.sqrt(),
        )
    } else {
        (1.0 - mix, mix)
    }
}

/// Standard deviation of `values`; 0 for fewer than two.
pub fn spread(values: impl IntoIterator<Item = f32>) -> f32 {
    let (mut count, mut mean, mut squares) = (0.0_f64, 0.0_f64, 0.0_f64);
    for value in values {
        count += 1.0;
        let delta = f64::from(value) - mean;
        mean += delta / count;
        squares += delta * (f64::from(value) - mean);
    }
    if count < 2.0 {
        0.0
    } else {
        (squares / count).sqrt() as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unit(v: Vec<f32>) -> Vec<f32> {
        let mut v = v;
        assert!(normalise(&mut v));
        v
    }

    #[test]
    fn the_ends_of_the_slider_are_the_pure_sides() {
        let (text, photo) = (unit(vec![1.0, 0.2, 0.0]), unit(vec![0.0, 0.1, 1.0]));
        let (t, p) = (
            Side {
                embedding: &text,
                spread: 0.1,
            },
            Side {
                embedding: &photo,
                spread: 0.3,
            },
        );
        assert_eq!(fuse(t, p, 0.0).unwrap(), text, "0 is the text alone, to the bit");
        assert_eq!(
            fuse(t, p, 1.0).unwrap(),
            photo,
            "1 is the photo alone, to the bit"
        );
    }

    #[test]
    fn opposite_sides_leave_no_direction() {
        let (text, photo) = (vec![1.0, 0.0], vec![-1.0, 0.0]);
        let side = |embedding| Side {
            embedding,
            spread: 0.2,
        };
        let (text, photo) = (side(&text), side(&photo));
        assert!(
            fuse(text, photo, 0.5).is_none(),
            "half of each of two opposites is nothing"
        );
        assert_eq!(weights(text, photo, 0.5), None, "by either way");
        assert!(weights(text, photo, 0.4).is_some(), "more of one is something");
    }

    #[test]
    fn spread_is_the_population_standard_deviation() {
        assert!(
            (spread([1.0, 2.0, 3.0, 4.0]) - 1.118_034).abs() < 1e-5,
            "√1.25, by hand"
        );
        assert_eq!(spread([3.0]), 0.0, "one value does not spread");
    }

    proptest! {
        #[test]
        fn the_weights_give_the_cosine_with_the_fused_query(
            text in prop::collection::vec(-1.0_f32..1.0, 8),
            photo in prop::collection::vec(-1.0_f32..1.0, 8),
            row in prop::collection::vec(-1.0_f32..1.0, 8),
            mix in 0.01_f32..0.99, s in 0.01_f32..1.0, t in 0.01_f32..1.0,
        ) {
            prop_assume!(dot(&text, &text) > 0.1 && dot(&photo, &photo) > 0.1 && dot(&row, &row) > 0.1);
            let (text, photo, row) = (unit(text), unit(photo), unit(row));
            prop_assume!(dot(&text, &photo) > -0.9);
            let sides = (Side { embedding: &text, spread: s }, Side { embedding: &photo, spread: t });
            let fused = fuse(sides.0, sides.1, mix).unwrap();
            let (a, b) = weights(sides.0, sides.1, mix).unwrap();
            let cosine = a * dot(&text, &row) + b * dot(&photo, &row);
            prop_assert!((cosine - dot(&fused, &row)).abs() < 1e-3, "one formula, two ways");
        }

        #[test]
        fn moving_to_the_photo_never_moves_away_from_it(
            text in prop::collection::vec(-1.0_f32..1.0, 8),
            photo in prop::collection::vec(-1.0_f32..1.0, 8),
            a in 0.0_f32..1.0, b in 0.0_f32..1.0, s in 0.01_f32..1.0, t in 0.01_f32..1.0,
        ) {
            prop_assume!(dot(&text, &text) > 0.1 && dot(&photo, &photo) > 0.1);
            let (text, photo) = (unit(text), unit(photo));
            prop_assume!(dot(&text, &photo) > -0.99);
            let (low, high) = (a.min(b), a.max(b));
            let sides = (Side { embedding: &text, spread: s }, Side { embedding: &photo, spread: t });
            let near = dot(&fuse(sides.0, sides.1, high).unwrap(), &photo);
            let far = dot(&fuse(sides.0, sides.1, low).unwrap(), &photo);
            prop_assert!(near >= far - 1e-4, "cosine with the photo grows with its share: {far} then {near}");
        }
    }
}
