//! Rows in a thirty-second of their room: one bit a number, with an estimate of the product and how far it may be off.
//!
//! After Gao and Long, "RaBitQ: Quantizing High-Dimensional Vectors with a Theoretical Error Bound for Approximate Nearest
//! Neighbor Search" (SIGMOD 2024). A row is kept as what remains of it beside the centre of its part: the signs of the
//! remainder *r*, and of the remainder its length and how well its signs stand for it. With a vector *v* the product
//! ⟨r, v⟩ is estimated without bias by `|r|² / Σ|rᵢ| · ⟨sign r, v⟩`, and it is off by a standard deviation of
//! `|r| |v| √((1 − a²) / (a² (n − 1)))`, where `a = Σ|rᵢ| / (√n |r|)` is the cosine of the remainder with its signs.
//!
//! Codes of 32 rows lie side by side, so that one shuffle looks up what four numbers of each contribute
//! (`kernel/x86.rs`). Unlike in the paper, the query's side is rounded into those tables and not into bits.

use crate::dot::dot;
use crate::kernel::{HIGHEST, Kernel, LANES, Line};
use pulp::Arch;

/// One-bit codes of rows, in blocks of 32.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SignRows {
    padded: usize,
    len: usize,
    /// For each block 32 bytes for each eight numbers.
    codes: Vec<u8>,
    facts: Vec<Facts>,
}

/// What is known of the rows of a block beside their signs.
#[derive(Debug, Clone, Copy, PartialEq, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(C)]
pub(crate) struct Facts {
    /// The product of the remainder with the centre, ⟨c, r⟩.
    along: [f32; LANES],
    /// `|r|² / Σ|rᵢ|`.
    factor: [f32; LANES],
    /// The standard deviation of the estimate for a vector of length one.
    error: [f32; LANES],
}

/// What a list is asked: the query's remainder beside the list's centre, as tables of its sums.
#[derive(Default)]
pub(crate) struct SignQuery {
    tables: Vec<[u8; 16]>,
    /// The numbers without their signs, in steps.
    steps: Vec<u32>,
    /// Value of one step of a table's entries.
    step: f32,
    /// Sum of the absolute values of all numbers, in steps.
    total: f32,
    /// Length of the remainder.
    pub length: f32,
}

/// From 2²³ to 2²⁴ floats are the whole numbers.
const ONE_APART: f32 = 8_388_608.0;
/// Sums of four numbers below this are none.
const NOTHING: f32 = 1e-20;
/// A one in each of eight bytes.
const EVERY: u64 = 0x0101_0101_0101_0101;
/// For each of the three lower bits of a place, a one in each of eight bytes whose place has that bit.
const WITH_BIT: [u64; 3] = [
    0x0100_0100_0100_0100,
    0x0101_0000_0101_0000,
    0x0101_0101_0000_0000,
];

/// The sums of each choice of four numbers, in steps from the lowest of them: a place's bits say which are chosen.
///
/// So an entry grows by a positive number's steps where its bit is set, and by a negative one's where it is not. Eight
/// entries are made at once in the bytes of a word; none of them overflows into the next.
#[inline(always)]
fn table(four: &[f32; 4], steps: &[u32; 4]) -> [u8; 16] {
    // All ones for a negative number: signs are as good as random, so that no branch could be foretold.
    let negative = |at: usize| 0_u64.wrapping_sub(u64::from(four[at].to_bits() >> 31));
    let lower: u64 = (0..3)
        .map(|at| (WITH_BIT[at] ^ (EVERY & negative(at))) * u64::from(steps[at]))
        .sum();
    let highest = EVERY * u64::from(steps[3]);
    let (clear, set) = (highest & negative(3), highest & !negative(3));
    let mut table = [0; 16];
    table[..8].copy_from_slice(&(lower + clear).to_le_bytes());
    table[8..].copy_from_slice(&(lower + set).to_le_bytes());
    table
}

impl SignQuery {
    /// Sets the question to `vector`, whose length is a multiple of 64.
    pub fn set(&mut self, vector: &[f32]) {
        self.length = dot(vector, vector).sqrt();
        Arch::new().dispatch(|| self.set_tables(vector));
    }

    #[inline(always)]
    fn set_tables(&mut self, vector: &[f32]) {
        let (fours, _) = vector.as_chunks::<4>();
        // Sums of all tables must fit into 16 bits, and an entry into its share of a byte.
        let highest = HIGHEST.min((usize::from(u16::MAX) / fours.len().max(1)) as u16);
        let (sixteens, _) = vector.as_chunks::<16>();
        let mut widest = [NOTHING; 4];
        for sixteen in sixteens {
            for (at, widest) in widest.iter_mut().enumerate() {
                let sum = sixteen[4 * at..4 * at + 4].iter().map(|value| value.abs()).sum();
                *widest = if *widest < sum { sum } else { *widest };
            }
        }
        let widest = widest.into_iter().fold(0.0, f32::max);
        // Each of four numbers is rounded by at most a half.
        self.step = widest / f32::from(highest - 2);
        let per_step = self.step.recip();
        self.steps.resize(vector.len(), 0);
        for (step, value) in self.steps.iter_mut().zip(vector) {
            // At this size floats lie one apart, so that adding rounds, and the lowest bits count; a cast would be slower.
            *step = (value.abs() * per_step + ONE_APART).to_bits() & 0xff;
        }
        let (steps, _) = self.steps.as_chunks::<4>();
        self.tables.clear();
        self.tables
            .extend(fours.iter().zip(steps).map(|(four, steps)| table(four, steps)));
        let total: u32 = self.steps.iter().sum();
        self.total = total as f32;
    }
}

impl SignRows {
    /// No rows yet, of vectors of `padded` numbers, a multiple of 64.
    pub fn new(padded: usize) -> SignRows {
        SignRows {
            padded,
            len: 0,
            codes: Vec::new(),
            facts: Vec::new(),
        }
    }

    pub fn reserve(&mut self, rows: usize) {
        let blocks = rows.div_ceil(LANES);
        self.codes.reserve_exact(blocks * self.block());
        self.facts.reserve_exact(blocks);
    }

    /// Adds a row by its remainder beside the centre, and the remainder's product with the centre.
    pub fn push(&mut self, remainder: &[f32], along: f32) {
        if self.len.is_multiple_of(LANES) {
            self.codes.resize(self.codes.len() + self.block(), 0);
            self.facts.push(bytemuck::Zeroable::zeroed());
        }
        let (block, lane) = (self.len / LANES, self.len % LANES);
        self.len += 1;
        let start = block * self.block();
        let (eights, _) = remainder.as_chunks::<8>();
        for (pair, eight) in eights.iter().enumerate() {
            let bits = eight
                .iter()
                .enumerate()
                .fold(0, |bits, (bit, value)| bits | (u8::from(*value >= 0.0) << bit));
            self.codes[start + pair * LANES + lane] = bits;
        }
        let squares = dot(remainder, remainder);
        let sizes: f32 = remainder.iter().map(|value| value.abs()).sum();
        let facts = &mut self.facts[block];
        facts.along[lane] = along;
        if sizes > f32::MIN_POSITIVE && squares > f32::MIN_POSITIVE {
            let numbers = self.padded as f32;
            let likeness = (sizes * sizes / (numbers * squares)).min(1.0);
            facts.factor[lane] = squares / sizes;
            facts.error[lane] = (squares * (1.0 - likeness) / (likeness * (numbers - 1.0))).sqrt();
        } else {
            facts.factor[lane] = 0.0;
            facts.error[lane] = 0.0;
        }
    }

    /// Takes a row away; the last one takes its place.
    ///
    /// # Panics
    /// When there is no such row.
    pub fn swap_remove(&mut self, at: usize) {
        assert!(at < self.len, "row {at} of {}", self.len);
        let last = self.len - 1;
        let (from, to) = ((last / LANES, last % LANES), (at / LANES, at % LANES));
        let block = self.block();
        for pair in 0..self.padded / 8 {
            let code = self.codes[from.0 * block + pair * LANES + from.1];
            self.codes[to.0 * block + pair * LANES + to.1] = code;
        }
        let facts = self.facts[from.0];
        let place = &mut self.facts[to.0];
        place.along[to.1] = facts.along[from.1];
        place.factor[to.1] = facts.factor[from.1];
        place.error[to.1] = facts.error[from.1];
        self.len = last;
        let blocks = last.div_ceil(LANES);
        self.facts.truncate(blocks);
        self.codes.truncate(blocks * self.block());
    }

    /// Calls `visit` for each block with the number of its first row, how many it has, for each the most that its
    /// product may be, and the highest of those: `base`, the product of the query with the centre, what is estimated, and
    /// `doubt` standard deviations. Beyond the rows that a block has, the values mean nothing.
    #[inline]
    pub fn scan(
        &self,
        kernel: Kernel,
        query: &SignQuery,
        base: f32,
        doubt: f32,
        mut visit: impl FnMut(usize, usize, &[f32; LANES], f32),
    ) {
        let codes = self.codes.chunks_exact(self.block());
        for (block, (codes, facts)) in codes.zip(&self.facts).enumerate() {
            let line = Line {
                first: &facts.along,
                second: &facts.factor,
                third: &facts.error,
                start: base,
                scale: 2.0 * query.step,
                offset: -query.step * query.total,
                weight: doubt * query.length,
            };
            let (most, highest) = kernel.lines(codes, &query.tables, line);
            let start = block * LANES;
            visit(start, (self.len - start).min(LANES), &most, highest);
        }
    }

    pub fn parts(&self) -> (&[u8], &[Facts]) {
        (&self.codes, &self.facts)
    }

    /// Rows from what [`SignRows::parts`] gave; `None` where the lengths do not fit.
    pub fn from_parts(padded: usize, len: usize, codes: Vec<u8>, facts: Vec<Facts>) -> Option<SignRows> {
        let rows = SignRows {
            padded,
            len,
            codes,
            facts,
        };
        let blocks = len.div_ceil(LANES);
        (rows.codes.len() == blocks * rows.block() && rows.facts.len() == blocks).then_some(rows)
    }

    /// Bytes of a block's codes.
    fn block(&self) -> usize {
        self.padded / 8 * LANES
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rotation::Rotation;
    use crate::test_rows::clustered;

    fn rows(count: usize, dim: usize) -> (SignRows, Vec<Vec<f32>>) {
        let (matrix, rotation) = (clustered(count, dim, 5), Rotation::new(dim, 3));
        let all: Vec<Vec<f32>> = (0..count).map(|row| rotation.of(matrix.row(row))).collect();
        let mut signs = SignRows::new(rotation.padded());
        for row in &all {
            signs.push(row, 0.0);
        }
        (signs, all)
    }

    #[test]
    fn estimates_are_without_bias_and_as_far_off_as_they_say() {
        let (signs, all) = rows(500, 512);
        let queries = clustered(20, 512, 6);
        let rotation = Rotation::new(512, 3);
        let (mut off, mut beyond, mut seen) = (0.0, 0, 0);
        for query in 0..queries.len() {
            let vector = rotation.of(queries.row(query));
            let mut asked = SignQuery::default();
            asked.set(&vector);
            let (mut guesses, mut most) = (Vec::new(), Vec::new());
            signs.scan(Kernel::best(), &asked, 0.0, 0.0, |_, count, values, _| {
                guesses.extend_from_slice(&values[..count]);
            });
            signs.scan(Kernel::best(), &asked, 0.0, 2.0, |_, count, values, _| {
                most.extend_from_slice(&values[..count]);
            });
            for ((row, guess), most) in all.iter().zip(guesses).zip(most) {
                let exact = dot(row, &vector);
                off += exact - guess;
                beyond += usize::from(exact > most);
                seen += 1;
            }
        }
        let (off, beyond) = (off / seen as f32, beyond as f32 / seen as f32);
        assert!(off.abs() < 0.005, "on average off by {off}");
        assert!(
            beyond < 0.04,
            "{beyond} are more than two deviations above the estimate"
        );
    }

    #[test]
    fn tables_hold_the_sums_of_their_numbers() {
        let vector: Vec<f32> = (0..64).map(|at| ((at * 37 % 23) as f32 - 11.0) / 11.0).collect();
        let mut asked = SignQuery::default();
        asked.set(&vector);
        for (table, four) in asked.tables.iter().zip(vector.chunks_exact(4)) {
            let lowest: f32 = four.iter().map(|value| value.min(0.0)).sum();
            for (place, entry) in table.iter().enumerate() {
                let bits = four.iter().enumerate().filter(|(bit, _)| place >> bit & 1 == 1);
                let sum: f32 = bits.map(|(_, value)| value).sum();
                let told = f32::from(*entry) * asked.step;
                assert!(
                    (told - (sum - lowest)).abs() <= 2.0 * asked.step,
                    "{told} for {sum}"
                );
                assert!(u16::from(*entry) <= HIGHEST, "four fit into a byte");
            }
        }
    }

    #[test]
    fn a_row_that_is_taken_away_leaves_the_others() {
        let (mut signs, all) = rows(70, 64);
        signs.swap_remove(3);
        let mut expected = SignRows::new(64);
        let kept = (0..69).map(|row| if row == 3 { 69 } else { row });
        for row in kept {
            expected.push(&all[row], 0.0);
        }
        let values = |rows: &SignRows| {
            let (mut asked, mut values) = (SignQuery::default(), Vec::new());
            asked.set(&all[9]);
            rows.scan(Kernel::Plain, &asked, 0.0, 1.0, |_, count, most, _| {
                values.extend_from_slice(&most[..count]);
            });
            values
        };
        assert_eq!(values(&signs), values(&expected), "the last row took the place");
        while signs.len > 0 {
            signs.swap_remove(signs.len - 1);
        }
        assert!(
            signs.codes.is_empty() && signs.facts.is_empty(),
            "nothing is left"
        );
    }
}
