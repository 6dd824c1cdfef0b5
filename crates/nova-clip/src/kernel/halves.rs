//! Numbers of 16 bits (IEEE 754 half precision) as numbers of 32, with the processor's own instruction, and back
//! where nothing is lost.
//!
//! The crate `half` widens too, eight at a time behind a call each, which takes as long as the product itself.

use half::f16;
use half::slice::HalfFloatSliceExt;

/// Numbers that are narrowed and compared at a time.
const CHUNK: usize = 4096;

/// The numbers in 16 bits each, where that holds all of them exactly.
pub(super) fn exact(numbers: &[f32]) -> Option<Vec<f16>> {
    let mut halves = vec![f16::ZERO; numbers.len()];
    let mut back = [0.0; CHUNK];
    for (numbers, halves) in numbers.chunks(CHUNK).zip(halves.chunks_mut(CHUNK)) {
        let back = &mut back[..numbers.len()];
        halves.convert_from_f32_slice(numbers);
        spread(halves, back);
        if back != numbers {
            return None;
        }
    }
    Some(halves)
}

/// Widens each half. Both slices are of one length.
#[inline]
pub(super) fn spread(halves: &[f16], numbers: &mut [f32]) {
    assert_eq!(halves.len(), numbers.len(), "a number for each half");
    #[cfg(target_arch = "x86_64")]
    x86::spread(halves, numbers);
    #[cfg(not(target_arch = "x86_64"))]
    halves.convert_to_f32_slice(numbers);
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::*;

    use half::f16;

    pub(super) fn spread(halves: &[f16], numbers: &mut [f32]) {
        if is_x86_feature_detected!("avx512f") {
            #[expect(unsafe_code, reason = "the instructions were asked for")]
            // SAFETY: as asked the line before.
            unsafe {
                by_sixteen(halves, numbers);
            }
        } else if is_x86_feature_detected!("avx") && is_x86_feature_detected!("f16c") {
            #[expect(unsafe_code, reason = "the instructions were asked for")]
            // SAFETY: as asked the line before.
            unsafe {
                by_eight(halves, numbers);
            }
        } else {
            one_by_one(halves, numbers);
        }
    }

    fn one_by_one(halves: &[f16], numbers: &mut [f32]) {
        for (number, half) in numbers.iter_mut().zip(halves) {
            *number = half.to_f32();
        }
    }

    #[target_feature(enable = "avx512f")]
    fn by_sixteen(halves: &[f16], numbers: &mut [f32]) {
        let (halves, last) = halves.as_chunks::<16>();
        let (numbers, rest) = numbers.as_chunks_mut::<16>();
        for (number, half) in numbers.iter_mut().zip(halves) {
            #[expect(unsafe_code, reason = "vectors are loaded and stored by pointer")]
            // SAFETY: 32 bytes are read of sixteen halves, and 64 written to sixteen numbers.
            unsafe {
                let half = _mm256_loadu_si256(half.as_ptr().cast());
                _mm512_storeu_ps(number.as_mut_ptr(), _mm512_cvtph_ps(half));
            }
        }
        one_by_one(last, rest);
    }

    #[target_feature(enable = "avx,f16c")]
    fn by_eight(halves: &[f16], numbers: &mut [f32]) {
        let (halves, last) = halves.as_chunks::<8>();
        let (numbers, rest) = numbers.as_chunks_mut::<8>();
        for (number, half) in numbers.iter_mut().zip(halves) {
            #[expect(unsafe_code, reason = "vectors are loaded and stored by pointer")]
            // SAFETY: 16 bytes are read of eight halves, and 32 written to eight numbers.
            unsafe {
                let half = _mm_loadu_si128(half.as_ptr().cast());
                _mm256_storeu_ps(number.as_mut_ptr(), _mm256_cvtph_ps(half));
            }
        }
        one_by_one(last, rest);
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn every_half_is_widened_as_the_standard_says() {
            // All of them but those that are no numbers, and a rest that fills no vector.
            let halves: Vec<f16> = (0..=u16::MAX)
                .map(f16::from_bits)
                .filter(|half| !half.is_nan())
                .collect();
            let halves = &halves[..halves.len() - 3];
            let exact: Vec<f32> = halves.iter().map(|half| half.to_f32()).collect();
            let mut found = vec![0.0; halves.len()];
            spread(halves, &mut found);
            assert_eq!(found, exact, "by the widest instructions");
            if is_x86_feature_detected!("avx") && is_x86_feature_detected!("f16c") {
                found.fill(0.0);
                #[expect(unsafe_code, reason = "the instructions were asked for")]
                // SAFETY: as asked the line before.
                unsafe {
                    by_eight(halves, &mut found);
                }
                assert_eq!(found, exact, "by eight at a time");
            }
        }
    }
}
