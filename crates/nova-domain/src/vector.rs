//! Unit vectors: normalisation and the cosine between two of them. Bulk scans live in `nova-index`.

/// Scales `vector` to length 1 in place. Returns `false`, and leaves it as it is, when its length is zero or
/// not finite, since such a vector has no direction.
pub fn normalise(vector: &mut [f32]) -> bool {
    let length = vector
        .iter()
        .map(|&x| f64::from(x) * f64::from(x))
        .sum::<f64>()
        .sqrt();
    if !length.is_finite() || length <= f64::from(f32::MIN_POSITIVE) {
        return false;
    }
    for value in vector.iter_mut() {
        *value = (f64::from(*value) / length) as f32;
    }
    true
}

/// Scalar product of two vectors of one length, which is their cosine when both have length 1.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(&x, &y)| x * y).sum()
}

/// A cosine (−1..1) as a score (0..1), higher is better. The order of cosines is kept.
pub fn score_of_cosine(cosine: f32) -> f32 {
    ((1.0 + cosine) / 2.0).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_zero_vector_has_no_direction() {
        let mut zero = [0.0_f32; 4];
        assert!(!normalise(&mut zero), "a zero vector cannot be normalised");
        assert_eq!(zero, [0.0; 4], "it is left as it was");
    }

    #[test]
    fn a_vector_with_a_nan_is_refused() {
        assert!(
            !normalise(&mut [f32::NAN, 1.0]),
            "a length that is not a number is no length"
        );
    }

    proptest! {
        #[test]
        fn a_normalised_vector_has_length_one(mut v in prop::collection::vec(-1e3_f32..1e3, 1..64)) {
            prop_assume!(v.iter().any(|x| x.abs() > 1e-3));
            prop_assert!(normalise(&mut v));
            prop_assert!((dot(&v, &v) - 1.0).abs() < 1e-4, "length must be one");
        }

        #[test]
        fn scores_keep_the_order_of_cosines(a in -1.0_f32..1.0, b in -1.0_f32..1.0) {
            prop_assert_eq!(a < b && score_of_cosine(a) != score_of_cosine(b), score_of_cosine(a) < score_of_cosine(b));
        }
    }
}
