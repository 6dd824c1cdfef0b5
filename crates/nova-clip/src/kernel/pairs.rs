//! The matrix product of numbers rounded to bfloat16, two at a time, as AVX-512 with BF16 has it: twice as
//! many multiplications an instruction as in f32, added up in f32.
//!
//! Which weights may be rounded is decided where they are loaded; what they are on other processors is in `panels`.

use std::arch::x86_64::*;

use half::bf16;
use pulp::x86::V4;

use super::WIDE;
use super::product::{Product, Rows, Store, TILE_OF_ONE, each_height};

/// As many pairs of inputs at a time, of two panels: this part of them (16 kB) and of a tile's rows
/// stay in the first-level cache.
const DEPTH: usize = 128;
/// Pairs between two looks at where a tile's rows are.
const STEP: usize = 4;

/// For one pair of inputs the weights of a panel's outputs: the first input's in the low half of each number.
type Weights = [u32; WIDE];

/// A matrix of rounded numbers, and the proof that the processor can multiply them.
pub(super) struct Pairs {
    /// Panel after panel, pair after pair.
    values: Vec<Weights>,
    /// How many pairs the inputs make; the last one is filled up with a zero.
    count: usize,
    simd: V4,
}

/// Two numbers rounded to the nearest, the first in the low half.
fn pair(first: f32, second: f32) -> u32 {
    u32::from(bf16::from_f32(first).to_bits()) | u32::from(bf16::from_f32(second).to_bits()) << 16
}

impl Pairs {
    /// From the weight of each (output, input); nothing where the processor cannot multiply pairs.
    pub(super) fn new(outputs: usize, inputs: usize, weight: impl Fn(usize, usize) -> f32) -> Option<Self> {
        let simd = V4::try_new().filter(|_| is_x86_feature_detected!("avx512bf16"))?;
        let at = |output: usize, input: usize| match output < outputs && input < inputs {
            true => weight(output, input),
            false => 0.0,
        };
        let count = inputs.div_ceil(2);
        let mut values = Vec::with_capacity(outputs.div_ceil(WIDE) * count);
        for first in (0..outputs).step_by(WIDE) {
            values.extend((0..count).map(|i| -> Weights {
                std::array::from_fn(|lane| pair(at(first + lane, 2 * i), at(first + lane, 2 * i + 1)))
            }));
        }
        Some(Self { values, count, simd })
    }

    /// Computes a product whose weights these are.
    pub(super) fn run<T: Store>(&self, product: Product<'_, T>) {
        #[expect(unsafe_code, reason = "the instructions were found by `new`")]
        // SAFETY: there is no `Pairs` without the instructions: `new` asks the processor.
        unsafe {
            self.all(product);
        }
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512cd,avx512dq,avx512vl,avx512bf16")]
    #[target_feature(enable = "avx2,fma,bmi1,bmi2,lzcnt,popcnt")]
    fn all<T: Store>(&self, mut product: Product<'_, T>) {
        let rows = rounded(product.input, product.panels.inputs());
        let mut kept = vec![[0.0; WIDE]; 2 * product.input.count];
        let single = product.last - (product.last - product.first) % 2;
        for panel in (product.first..single).step_by(2) {
            self.panels::<T, 2>(&mut product, &rows, panel, &mut kept);
        }
        for panel in single..product.last {
            self.panels::<T, 1>(&mut product, &rows, panel, &mut kept);
        }
    }

    /// All rows times `P` panels from `panel` on.
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,avx512cd,avx512dq,avx512vl,avx512bf16")]
    #[target_feature(enable = "avx2,fma,bmi1,bmi2,lzcnt,popcnt")]
    fn panels<T: Store, const P: usize>(
        &self,
        product: &mut Product<'_, T>,
        rows: &[u32],
        panel: usize,
        kept: &mut [[f32; WIDE]],
    ) {
        let count = product.input.count;
        let tiles = count.div_ceil(TILE_OF_ONE);
        let parts = if tiles < 3 {
            1
        } else {
            self.count.div_ceil(DEPTH).max(1)
        };
        for part in 0..parts {
            let depth = part * self.count / parts..(part + 1) * self.count / parts;
            let weights: [&[Weights]; P] =
                std::array::from_fn(|p| &self.values[(panel + p) * self.count..][depth.clone()]);
            let mut first = 0;
            for tile in 1..=tiles {
                let end = tile * count / tiles;
                let at = Tile {
                    rows: &rows[first * self.count + depth.start..],
                    stride: self.count,
                    is_first: part == 0,
                };
                let sums = &mut kept[first * P..end * P];
                each_height!(end - first, true, M => tile_of::<M, P>(&at, &weights, sums));
                if part + 1 == parts {
                    for (m, sums) in sums.chunks_exact(P).enumerate() {
                        for (p, sums) in sums.iter().enumerate() {
                            let sums = pulp::cast(*sums);
                            product
                                .store
                                .store::<_, 1>(self.simd, first + m, panel + p, &[sums]);
                        }
                    }
                }
                first = end;
            }
        }
    }
}

/// The rows of a tile, and which part of the inputs they are.
struct Tile<'a> {
    rows: &'a [u32],
    stride: usize,
    /// Whether the sums begin here.
    is_first: bool,
}

/// `M` rows of some pairs of inputs, times these pairs' weights of each panel, added to what `kept` has.
#[inline]
#[target_feature(enable = "avx512f,avx512bf16")]
fn tile_of<const M: usize, const P: usize>(
    at: &Tile<'_>,
    weights: &[&[Weights]; P],
    kept: &mut [[f32; WIDE]],
) {
    let length = weights[0].len();
    let rows: [(&[[u32; STEP]], &[u32]); M] =
        std::array::from_fn(|m| at.rows[m * at.stride..][..length].as_chunks());
    let weights: [(&[[Weights; STEP]], &[Weights]); P] =
        std::array::from_fn(|p| weights[p][..length].as_chunks());
    let mut sums = [[_mm512_setzero_ps(); P]; M];
    if !at.is_first {
        for m in 0..M {
            for p in 0..P {
                sums[m][p] = load(&kept[m * P + p]);
            }
        }
    }
    for i in 0..length / STEP {
        // Looked up here, so that nothing inside can fail and the sums stay in registers.
        let mut xs = [&[0; STEP]; M];
        for m in 0..M {
            xs[m] = &rows[m].0[i];
        }
        let mut ws = [&weights[0].0[i]; P];
        for p in 1..P {
            ws[p] = &weights[p].0[i];
        }
        for step in 0..STEP {
            for m in 0..M {
                for p in 0..P {
                    sums[m][p] = add_products(sums[m][p], xs[m][step], &ws[p][step]);
                }
            }
        }
    }
    for i in 0..length % STEP {
        for m in 0..M {
            for p in 0..P {
                sums[m][p] = add_products(sums[m][p], rows[m].1[i], &weights[p].1[i]);
            }
        }
    }
    for m in 0..M {
        for p in 0..P {
            store(&mut kept[m * P + p], sums[m][p]);
        }
    }
}

/// Adds to each sum the products of a pair of inputs with an output's pair of weights.
#[inline]
#[target_feature(enable = "avx512f,avx512bf16")]
#[expect(
    unsafe_code,
    reason = "vectors are loaded by pointer, and seen as pairs by a cast"
)]
fn add_products(sums: __m512, inputs: u32, weights: &Weights) -> __m512 {
    // SAFETY: 64 bytes are read, which is what `weights` has; the three types are 64 bytes of plain numbers each.
    unsafe {
        let inputs = std::mem::transmute::<__m512i, __m512bh>(_mm512_set1_epi32(inputs.cast_signed()));
        let weights = _mm512_loadu_si512(weights.as_ptr().cast());
        _mm512_dpbf16_ps(sums, inputs, std::mem::transmute::<__m512i, __m512bh>(weights))
    }
}

#[inline]
#[target_feature(enable = "avx512f")]
#[expect(unsafe_code, reason = "vectors are loaded by pointer")]
fn load(values: &[f32; WIDE]) -> __m512 {
    // SAFETY: as many numbers are read as `values` has.
    unsafe { _mm512_loadu_ps(values.as_ptr()) }
}

#[inline]
#[target_feature(enable = "avx512f")]
#[expect(unsafe_code, reason = "vectors are stored by pointer")]
fn store(values: &mut [f32; WIDE], sums: __m512) {
    // SAFETY: as many numbers are written as `values` has.
    unsafe { _mm512_storeu_ps(values.as_mut_ptr(), sums) }
}

/// The rows' first `inputs` numbers in pairs; an odd last one with a zero.
#[inline]
#[target_feature(enable = "avx512f,avx512vl,avx512bf16")]
fn rounded(input: Rows<'_>, inputs: usize) -> Vec<u32> {
    let mut pairs = Vec::with_capacity(input.count * inputs.div_ceil(2));
    for row in 0..input.count {
        let row = &input.values[row * input.stride..][..inputs];
        let (wide, rest) = row.as_chunks::<WIDE>();
        for wide in wide {
            pairs.extend_from_slice(&eight_pairs(wide));
        }
        let (two, last) = rest.as_chunks();
        pairs.extend(two.iter().map(|&[first, second]| pair(first, second)));
        pairs.extend(last.iter().map(|&last| pair(last, 0.0)));
    }
    pairs
}

#[inline]
#[target_feature(enable = "avx512f,avx512bf16")]
#[expect(unsafe_code, reason = "a vector of short numbers is seen as pairs by a cast")]
fn eight_pairs(values: &[f32; WIDE]) -> [u32; WIDE / 2] {
    let rounded = _mm512_cvtneps_pbh(load(values));
    // SAFETY: both types are 32 bytes of plain numbers.
    unsafe { std::mem::transmute::<__m256bh, [u32; WIDE / 2]>(rounded) }
}
