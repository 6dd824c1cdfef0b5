//! The loops on NEON, as in `x86.rs`: a table of 16 bytes lies in a register, and one instruction looks up 16 rows.

#![allow(unsafe_code, reason = "loads into vector registers go through pointers")]

use super::{LANES, STEP};
use std::arch::aarch64::*;

pub(super) fn product(row: &[i8], query: &[i16]) -> i32 {
    // SAFETY: every 64-bit ARM has NEON, and each load reads what its chunk has: 16 bytes, or 8 numbers of 16 bits.
    unsafe {
        let mut sums = [vdupq_n_s32(0); 4];
        for (row, query) in row.chunks_exact(STEP).zip(query.chunks_exact(STEP)) {
            for (lane, sum) in sums.iter_mut().enumerate() {
                let row = vld1q_s8(row.as_ptr().add(lane * 16));
                let (low, high) = (vmovl_s8(vget_low_s8(row)), vmovl_high_s8(row));
                let first = vld1q_s16(query.as_ptr().add(lane * 16));
                let second = vld1q_s16(query.as_ptr().add(lane * 16 + 8));
                *sum = vmlal_s16(*sum, vget_low_s16(low), vget_low_s16(first));
                *sum = vmlal_high_s16(*sum, low, first);
                *sum = vmlal_s16(*sum, vget_low_s16(high), vget_low_s16(second));
                *sum = vmlal_high_s16(*sum, high, second);
            }
        }
        vaddvq_s32(vaddq_s32(
            vaddq_s32(sums[0], sums[1]),
            vaddq_s32(sums[2], sums[3]),
        ))
    }
}

pub(super) fn sums(codes: &[u8], tables: &[[u8; 16]]) -> [u16; LANES] {
    let mut sums = [0_u16; LANES];
    // SAFETY: every 64-bit ARM has NEON; a pair of tables has 32 bytes of codes, read in two halves of 16, and the sums
    // are stored eight at a time.
    unsafe {
        let nibble = vdupq_n_u8(15);
        let mut wide = [vdupq_n_u16(0); 4];
        for (codes, tables) in codes.chunks_exact(2 * LANES).zip(tables.chunks_exact(4)) {
            for half in 0..2 {
                let mut four = vdupq_n_u8(0);
                for pair in 0..2 {
                    let codes = vld1q_u8(codes.as_ptr().add(pair * LANES + half * 16));
                    let low = vld1q_u8(tables[2 * pair].as_ptr());
                    let high = vld1q_u8(tables[2 * pair + 1].as_ptr());
                    four = vaddq_u8(four, vqtbl1q_u8(low, vandq_u8(codes, nibble)));
                    four = vaddq_u8(four, vqtbl1q_u8(high, vshrq_n_u8::<4>(codes)));
                }
                wide[2 * half] = vaddw_u8(wide[2 * half], vget_low_u8(four));
                wide[2 * half + 1] = vaddw_high_u8(wide[2 * half + 1], four);
            }
        }
        for (part, wide) in wide.into_iter().enumerate() {
            vst1q_u16(sums.as_mut_ptr().add(part * 8), wide);
        }
    }
    sums
}
