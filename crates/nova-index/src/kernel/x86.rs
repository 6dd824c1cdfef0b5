//! The loops on AVX2 and AVX-512 with VNNI.
//!
//! The sums follow André, Kermarrec and Le Scouarnec, "Cache locality is not enough: high-performance nearest neighbor
//! search with product quantization fast scan" (VLDB 2015): a table of 16 bytes lies in a register, and one shuffle looks
//! up as many rows as the register has bytes. Every slice that is read was cut to the width of its load beforehand, which
//! is what makes the loads sound.

#![allow(unsafe_code, reason = "loads into vector registers go through pointers")]

use super::{LANES, Line, STEP, plain};
use std::arch::x86_64::*;

#[target_feature(enable = "avx2")]
pub(super) fn product_avx2(row: &[i8], query: &[i16]) -> i32 {
    let mut sums = [_mm256_setzero_si256(); 4];
    for (row, query) in row.chunks_exact(STEP).zip(query.chunks_exact(STEP)) {
        for (lane, sum) in sums.iter_mut().enumerate() {
            // SAFETY: both chunks have 64 numbers, of which four lanes read 16 each.
            let (row, query) = unsafe {
                (
                    _mm_loadu_si128(row.as_ptr().add(lane * 16).cast()),
                    _mm256_loadu_si256(query.as_ptr().add(lane * 16).cast()),
                )
            };
            let products = _mm256_madd_epi16(_mm256_cvtepi8_epi16(row), query);
            *sum = _mm256_add_epi32(*sum, products);
        }
    }
    let halves = [
        _mm256_add_epi32(sums[0], sums[1]),
        _mm256_add_epi32(sums[2], sums[3]),
    ];
    let eight = _mm256_add_epi32(halves[0], halves[1]);
    let four = _mm_add_epi32(
        _mm256_castsi256_si128(eight),
        _mm256_extracti128_si256::<1>(eight),
    );
    let two = _mm_add_epi32(four, _mm_shuffle_epi32::<0b00_00_11_10>(four));
    let one = _mm_add_epi32(two, _mm_shuffle_epi32::<0b00_00_00_01>(two));
    _mm_cvtsi128_si32(one)
}

#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub(super) fn product_avx512(row: &[i8], query: &[i16]) -> i32 {
    let mut sums = [_mm512_setzero_si512(); 2];
    for (row, query) in row.chunks_exact(STEP).zip(query.chunks_exact(STEP)) {
        for (lane, sum) in sums.iter_mut().enumerate() {
            // SAFETY: both chunks have 64 numbers, of which two lanes read 32 each.
            let (row, query) = unsafe {
                (
                    _mm256_loadu_si256(row.as_ptr().add(lane * 32).cast()),
                    _mm512_loadu_si512(query.as_ptr().add(lane * 32).cast()),
                )
            };
            *sum = _mm512_dpwssd_epi32(*sum, _mm512_cvtepi8_epi16(row), query);
        }
    }
    _mm512_reduce_add_epi32(_mm512_add_epi32(sums[0], sums[1]))
}

#[target_feature(enable = "avx2")]
pub(super) fn lines_avx2(codes: &[u8], tables: &[[u8; 16]], line: Line<'_>) -> ([f32; LANES], f32) {
    plain::lines(sums_avx2(codes, tables), line)
}

#[target_feature(enable = "avx512f,avx512bw")]
pub(super) fn lines_avx512(codes: &[u8], tables: &[[u8; 16]], line: Line<'_>) -> ([f32; LANES], f32) {
    plain::lines(sums_avx512(codes, tables), line)
}

#[target_feature(enable = "avx2")]
#[inline]
fn sums_avx2(codes: &[u8], tables: &[[u8; 16]]) -> [u16; LANES] {
    let (nibble, byte) = (_mm256_set1_epi8(15), _mm256_set1_epi16(255));
    let (mut even, mut odd) = (_mm256_setzero_si256(), _mm256_setzero_si256());
    for (codes, tables) in codes.chunks_exact(2 * LANES).zip(tables.chunks_exact(4)) {
        let mut four = _mm256_setzero_si256();
        for pair in 0..2 {
            // SAFETY: 64 bytes of codes and four tables of 16 bytes; each pair reads half of both.
            let (codes, low, high) = unsafe {
                (
                    _mm256_loadu_si256(codes.as_ptr().add(pair * LANES).cast()),
                    _mm_loadu_si128(tables[2 * pair].as_ptr().cast()),
                    _mm_loadu_si128(tables[2 * pair + 1].as_ptr().cast()),
                )
            };
            let first = _mm256_and_si256(codes, nibble);
            let second = _mm256_and_si256(_mm256_srli_epi16::<4>(codes), nibble);
            let first = _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(low), first);
            let second = _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(high), second);
            four = _mm256_add_epi8(four, _mm256_add_epi8(first, second));
        }
        even = _mm256_add_epi16(even, _mm256_and_si256(four, byte));
        odd = _mm256_add_epi16(odd, _mm256_srli_epi16::<8>(four));
    }
    in_order(even, odd)
}

#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
fn sums_avx512(codes: &[u8], tables: &[[u8; 16]]) -> [u16; LANES] {
    let (nibble, byte) = (_mm512_set1_epi8(15), _mm512_set1_epi16(255));
    let (mut even, mut odd) = (_mm512_setzero_si512(), _mm512_setzero_si512());
    for (codes, tables) in codes.chunks_exact(4 * LANES).zip(tables.chunks_exact(8)) {
        let mut four = _mm512_setzero_si512();
        for half in 0..2 {
            // SAFETY: 128 bytes of codes and eight tables of 16 bytes; each half reads 64 bytes of both.
            let (codes, tables) = unsafe {
                (
                    _mm512_loadu_si512(codes.as_ptr().add(half * 2 * LANES).cast()),
                    _mm512_loadu_si512(tables.as_ptr().add(4 * half).cast()),
                )
            };
            // The lower half of the codes belongs to tables 0 and 1, the upper half to 2 and 3.
            let low = _mm512_shuffle_i32x4::<0b10_10_00_00>(tables, tables);
            let high = _mm512_shuffle_i32x4::<0b11_11_01_01>(tables, tables);
            let first = _mm512_and_si512(codes, nibble);
            let second = _mm512_and_si512(_mm512_srli_epi16::<4>(codes), nibble);
            let first = _mm512_shuffle_epi8(low, first);
            let second = _mm512_shuffle_epi8(high, second);
            four = _mm512_add_epi8(four, _mm512_add_epi8(first, second));
        }
        even = _mm512_add_epi16(even, _mm512_and_si512(four, byte));
        odd = _mm512_add_epi16(odd, _mm512_srli_epi16::<8>(four));
    }
    let folded = |sums| _mm256_add_epi16(_mm512_castsi512_si256(sums), _mm512_extracti64x4_epi64::<1>(sums));
    in_order(folded(even), folded(odd))
}

/// Sums of the rows with even and with odd numbers, row after row.
#[target_feature(enable = "avx2")]
fn in_order(even: __m256i, odd: __m256i) -> [u16; LANES] {
    // Rows 0..8 and 16..24, then 8..16 and 24..32.
    let (outer, inner) = (_mm256_unpacklo_epi16(even, odd), _mm256_unpackhi_epi16(even, odd));
    let mut sums = [0_u16; LANES];
    // SAFETY: 64 bytes, written in two halves.
    unsafe {
        let start: *mut __m256i = sums.as_mut_ptr().cast();
        _mm256_storeu_si256(start, _mm256_permute2x128_si256::<0x20>(outer, inner));
        _mm256_storeu_si256(start.add(1), _mm256_permute2x128_si256::<0x31>(outer, inner));
    }
    sums
}

pub(super) fn fetch(row: &[i8]) {
    for line in row.chunks(64) {
        // SAFETY: a prefetch never faults, and the address lies within the slice.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(line.as_ptr()) };
    }
}
