//! Smooth seeded noise, for wrinkles, slubs and grain.
//!
//! Value noise on a hashed lattice with quintic interpolation; the same seed and
//! place always give the same value, so pictures repeat exactly.

/// A hash of a lattice point in 0..1.
pub fn lattice(x: i32, y: i32, seed: u32) -> f32 {
    let mut h = (x as u32).wrapping_mul(0x9E37_79B1)
        ^ (y as u32).wrapping_mul(0x85EB_CA77)
        ^ seed.wrapping_mul(0xC2B2_AE3D);
    h ^= h >> 15;
    h = h.wrapping_mul(0x2C1B_3C6D);
    h ^= h >> 12;
    h = h.wrapping_mul(0x297A_2D39);
    h ^= h >> 15;
    (h >> 8) as f32 / 16_777_216.0
}

/// Smooth noise in -1..1 whose bumps are about one unit wide.
pub fn smooth(x: f32, y: f32, seed: u32) -> f32 {
    let (fx, fy) = (x.floor(), y.floor());
    let (ix, iy) = (fx as i32, fy as i32);
    let ease = |t: f32| t * t * t * (t * (t * 6.0 - 15.0) + 10.0);
    let (u, v) = (ease(x - fx), ease(y - fy));
    let row = |y: i32| {
        let (a, b) = (lattice(ix, y, seed), lattice(ix + 1, y, seed));
        a + (b - a) * u
    };
    let (top, bottom) = (row(iy), row(iy + 1));
    (top + (bottom - top) * v) * 2.0 - 1.0
}

/// Several octaves of [`smooth`], each of half the width and half the height.
pub fn rough(x: f32, y: f32, seed: u32, octaves: u32) -> f32 {
    let (mut sum, mut amplitude, mut frequency) = (0.0, 0.5, 1.0);
    for octave in 0..octaves {
        sum += amplitude * smooth(x * frequency, y * frequency, seed.wrapping_add(octave * 101));
        amplitude *= 0.5;
        frequency *= 2.03;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_stays_in_its_range_and_repeats() {
        for i in 0..2000 {
            let (x, y) = (i as f32 * 0.173, i as f32 * -0.091);
            let value = rough(x, y, 5, 4);
            assert!((-1.0..=1.0).contains(&value), "{value} at ({x}, {y})");
            assert_eq!(value, rough(x, y, 5, 4), "the same place has the same value");
        }
        assert_ne!(smooth(0.5, 0.5, 1), smooth(0.5, 0.5, 2), "the seed matters");
    }
}
