//! The loops in plain Rust, for processors that the other files do not know.

use super::LANES;

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
