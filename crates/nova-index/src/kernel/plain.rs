//! The loops in plain Rust, for processors that the other files do not know.

use super::{LANES, Line};

pub(super) fn product(row: &[i8], query: &[i16]) -> i32 {
    row.iter()
        .zip(query)
        .map(|(a, b)| i32::from(*a) * i32::from(*b))
        .sum()
}

pub(super) fn sums(codes: &[u8], tables: &[[u8; 16]]) -> [u16; LANES] {
    let mut sums = [0_u16; LANES];
    for (codes, tables) in codes.chunks_exact(LANES).zip(tables.chunks_exact(2)) {
        for (sum, code) in sums.iter_mut().zip(codes) {
            let (low, high) = (usize::from(code & 15), usize::from(code >> 4));
            *sum += u16::from(tables[0][low]) + u16::from(tables[1][high]);
        }
    }
    sums
}

/// Compiled into its callers, for their instructions.
#[inline(always)]
pub(super) fn lines(sums: [u16; LANES], line: Line<'_>) -> ([f32; LANES], f32) {
    let mut values = [0.0; LANES];
    for row in 0..LANES {
        let scaled = f32::from(sums[row]) * line.scale + line.offset;
        values[row] =
            line.start + line.first[row] + line.second[row] * scaled + line.weight * line.third[row];
    }
    // The highest is found by halves, which vectors can do.
    let mut highest = values;
    let mut half = LANES / 2;
    while half > 0 {
        for row in 0..half {
            let other = highest[row + half];
            highest[row] = if highest[row] < other { other } else { highest[row] };
        }
        half /= 2;
    }
    (values, highest[0])
}
