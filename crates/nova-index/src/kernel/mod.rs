//! The two loops that decide the speed of compact vectors, on the widest instructions that the processor has at run time:
//! products of bytes, and for one-bit codes sums of looked-up values with what is made of them.
//!
//! Every path gives the same numbers, which the tests hold against the plain one, so that answers do not depend on the
//! processor. What the bytes and the codes mean is told in `bytes.rs` and `signs.rs`; floats are in `dot.rs`.

#[cfg(target_arch = "aarch64")]
mod arm;
mod plain;
#[cfg(target_arch = "x86_64")]
mod x86;

/// Rows whose codes lie side by side, one lane each.
pub(crate) const LANES: usize = 32;
/// Vectors are padded with zeros to a multiple of this many numbers, so that no loop has a tail.
pub(crate) const STEP: usize = 64;
/// The highest value of a looked-up entry: four of them still fit into a byte.
pub(crate) const HIGHEST: u16 = 63;

/// The instructions in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kernel {
    /// What every processor has.
    Plain,
    /// AVX2.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// AVX-512 with byte lanes and VNNI.
    #[cfg(target_arch = "x86_64")]
    Avx512,
    /// NEON, which every 64-bit ARM has.
    #[cfg(target_arch = "aarch64")]
    Neon,
}

impl Kernel {
    /// The widest that this processor has.
    pub fn best() -> Kernel {
        *Kernel::all().last().unwrap_or(&Kernel::Plain)
    }

    /// All that this processor has, the widest last.
    pub fn all() -> Vec<Kernel> {
        let mut all = vec![Kernel::Plain];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") {
                all.push(Kernel::Avx2);
            }
            if is_x86_feature_detected!("avx512bw") && is_x86_feature_detected!("avx512vnni") {
                all.push(Kernel::Avx512);
            }
        }
        #[cfg(target_arch = "aarch64")]
        all.push(Kernel::Neon);
        all
    }

    /// Scalar product of a row of bytes and a query, both of one length that is a multiple of [`STEP`]. The sum must
    /// fit into 32 bits, as it does for queries within ±1,023 of up to 16,384 numbers.
    ///
    /// # Panics
    /// When the lengths differ or are no such multiple.
    #[inline]
    pub fn product(self, row: &[i8], query: &[i16]) -> i32 {
        assert!(row.len() == query.len() && row.len().is_multiple_of(STEP));
        match self {
            Kernel::Plain => plain::product(row, query),
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code, reason = "the instructions were found by `all`")]
            // SAFETY: `Avx2` and `Avx512` are only made by `all`, which asks the processor.
            Kernel::Avx2 => unsafe { x86::product_avx2(row, query) },
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code, reason = "the instructions were found by `all`")]
            // SAFETY: as above.
            Kernel::Avx512 => unsafe { x86::product_avx512(row, query) },
            #[cfg(target_arch = "aarch64")]
            Kernel::Neon => arm::product(row, query),
        }
    }

    /// For each of [`LANES`] rows what `Line` makes of its sum, and the highest of that.
    ///
    /// A row's sum is that of what its codes select from `tables`. `codes` holds [`LANES`] bytes for each two tables: the
    /// low four bits of byte *i* are row *i*'s place in the first of the two, the high four its place in the second.
    /// Entries are at most [`HIGHEST`], and sums fit into 16 bits.
    ///
    /// # Panics
    /// When the number of tables is not a multiple of eight, or `codes` is not half as many times [`LANES`] long.
    #[inline]
    pub fn lines(self, codes: &[u8], tables: &[[u8; 16]], line: Line<'_>) -> ([f32; LANES], f32) {
        assert!(tables.len().is_multiple_of(8) && codes.len() == tables.len() / 2 * LANES);
        match self {
            Kernel::Plain => plain::lines(plain::sums(codes, tables), line),
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code, reason = "the instructions were found by `all`")]
            // SAFETY: as in `product`.
            Kernel::Avx2 => unsafe { x86::lines_avx2(codes, tables, line) },
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code, reason = "the instructions were found by `all`")]
            // SAFETY: as in `product`.
            Kernel::Avx512 => unsafe { x86::lines_avx512(codes, tables, line) },
            #[cfg(target_arch = "aarch64")]
            Kernel::Neon => plain::lines(arm::sums(codes, tables), line),
        }
    }
}

/// Three numbers of each row, and what is made of them and of its sum *s*: `start + first + second (scale s + offset) +
/// weight third`.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    pub first: &'a [f32; LANES],
    pub second: &'a [f32; LANES],
    pub third: &'a [f32; LANES],
    pub start: f32,
    pub scale: f32,
    pub offset: f32,
    pub weight: f32,
}

/// Asks the memory for a row that will be read soon. It changes nothing but the time.
#[inline]
pub(crate) fn fetch(row: &[i8]) {
    #[cfg(target_arch = "x86_64")]
    x86::fetch(row);
    #[cfg(not(target_arch = "x86_64"))]
    let _ = row;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn products_are_the_same_on_all_instructions(
            (row, query) in (1_usize..12).prop_flat_map(|steps| (
                prop::collection::vec(any::<i8>(), steps * STEP),
                prop::collection::vec(-1023_i16..=1023, steps * STEP),
            )),
        ) {
            let plain: i64 = row.iter().zip(&query).map(|(a, b)| i64::from(*a) * i64::from(*b)).sum();
            for kernel in Kernel::all() {
                prop_assert_eq!(i64::from(kernel.product(&row, &query)), plain, "{:?}", kernel);
            }
        }

        #[test]
        fn sums_are_the_same_on_all_instructions(
            (codes, tables) in (1_usize..20).prop_flat_map(|eighths| (
                prop::collection::vec(any::<u8>(), eighths * 4 * LANES),
                prop::collection::vec(prop::array::uniform16(0_u8..=HIGHEST as u8), eighths * 8),
            )),
        ) {
            let (zeros, ones) = ([0.0; LANES], [1.0; LANES]);
            let line = Line {
                first: &zeros,
                second: &ones,
                third: &ones,
                start: 0.5,
                scale: 2.0,
                offset: -3.0,
                weight: 0.25,
            };
            for kernel in Kernel::all() {
                let (lines, highest) = kernel.lines(&codes, &tables, line);
                prop_assert_eq!(highest, lines.iter().copied().fold(f32::MIN, f32::max));
                for (row, value) in lines.iter().enumerate() {
                    let plain: u16 = tables.iter().enumerate().map(|(table, entries)| {
                        let byte = codes[table / 2 * LANES + row];
                        let code = if table % 2 == 0 { byte & 15 } else { byte >> 4 };
                        u16::from(entries[usize::from(code)])
                    }).sum();
                    let plain = 0.5 + (f32::from(plain) * 2.0 - 3.0) + 0.25;
                    prop_assert_eq!(*value, plain, "{:?}, row {}", kernel, row);
                }
            }
        }
    }

    #[test]
    fn the_largest_values_do_not_overflow() {
        let (row, query) = (vec![-127_i8; 16_384], vec![1023_i16; 16_384]);
        let tables = vec![[HIGHEST as u8; 16]; 1024];
        let codes = vec![0xa5_u8; 512 * LANES];
        for kernel in Kernel::all() {
            assert_eq!(kernel.product(&row, &query), -127 * 1023 * 16_384, "{kernel:?}");
            let (zeros, ones) = ([0.0; LANES], [1.0; LANES]);
            let line = Line {
                first: &zeros,
                second: &ones,
                third: &zeros,
                start: 0.0,
                scale: 1.0,
                offset: 0.0,
                weight: 0.0,
            };
            let all = f32::from(HIGHEST * 1024);
            assert_eq!(
                kernel.lines(&codes, &tables, line),
                ([all; LANES], all),
                "{kernel:?}"
            );
        }
    }
}
