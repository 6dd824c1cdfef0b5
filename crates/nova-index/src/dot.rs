//! The scalar product, which decides the speed of everything here: four independent vector sums, summed in a
//! tree, on the widest instructions that the processor has at run time.

use pulp::{Arch, Simd, WithSimd};

/// Scalar product of two vectors of one length; what one has more than the other is left out.
#[inline]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    // `Arch::new` reads a cached answer after the first call.
    dot_on(Arch::new(), a, b)
}

/// As [`dot`], with the processor's instructions already looked up, for loops.
#[inline]
pub(crate) fn dot_on(arch: Arch, a: &[f32], b: &[f32]) -> f32 {
    let length = a.len().min(b.len());
    arch.dispatch(Dot {
        a: &a[..length],
        b: &b[..length],
    })
}

struct Dot<'a> {
    a: &'a [f32],
    b: &'a [f32],
}

impl WithSimd for Dot<'_> {
    type Output = f32;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> f32 {
        let (a, a_rest) = S::as_simd_f32s(self.a);
        let (b, b_rest) = S::as_simd_f32s(self.b);
        let (a4, a1) = pulp::as_arrays::<4, _>(a);
        let (b4, b1) = pulp::as_arrays::<4, _>(b);
        let mut sums = [simd.splat_f32s(0.0); 4];
        for (x, y) in a4.iter().zip(b4) {
            for lane in 0..4 {
                sums[lane] = simd.mul_add_f32s(x[lane], y[lane], sums[lane]);
            }
        }
        for (x, y) in a1.iter().zip(b1) {
            sums[0] = simd.mul_add_f32s(*x, *y, sums[0]);
        }
        let halves = [simd.add_f32s(sums[0], sums[1]), simd.add_f32s(sums[2], sums[3])];
        let mut total = simd.reduce_sum_f32s(simd.add_f32s(halves[0], halves[1]));
        for (x, y) in a_rest.iter().zip(b_rest) {
            total += x * y;
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn equals_the_plain_sum_for_every_length(
            pairs in prop::collection::vec((-1.0_f32..1.0, -1.0_f32..1.0), 0..200),
        ) {
            let (a, b): (Vec<f32>, Vec<f32>) = pairs.into_iter().unzip();
            let plain: f64 = a.iter().zip(&b).map(|(x, y)| f64::from(*x) * f64::from(*y)).sum();
            prop_assert!((f64::from(dot(&a, &b)) - plain).abs() < 1e-4, "tails and lanes all count");
        }
    }

    #[test]
    fn what_one_side_has_more_is_left_out() {
        assert_eq!(
            dot(&[1.0, 2.0, 3.0], &[1.0, 1.0]),
            3.0,
            "only the common length counts"
        );
    }
}
