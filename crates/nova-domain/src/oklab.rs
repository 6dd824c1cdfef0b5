//! OKLab (Björn Ottosson, 2020), a space in which the distance of two colours is close to how different they look.
//! Names of colours are `palette`'s matter, and where in a picture a colour counts is `garment`'s.

use std::sync::OnceLock;

/// A colour: how light it is, how red rather than green, and how yellow rather than blue.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Oklab {
    /// 0 is black and 1 white.
    pub l: f32,
    /// About −0.23 (green) to 0.28 (red).
    pub a: f32,
    /// About −0.31 (blue) to 0.20 (yellow).
    pub b: f32,
}

impl Oklab {
    /// A pixel of 8-bit sRGB.
    pub fn from_srgb(rgb: [u8; 3]) -> Oklab {
        let linear = linear();
        let [r, g, b] = rgb.map(|channel| linear[usize::from(channel)]);
        let l = (0.412_221_47 * r + 0.536_332_54 * g + 0.051_445_99 * b).cbrt();
        let m = (0.211_903_5 * r + 0.680_699_5 * g + 0.107_396_96 * b).cbrt();
        let s = (0.088_302_46 * r + 0.281_718_85 * g + 0.629_978_7 * b).cbrt();
        Oklab {
            l: 0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_047 * s,
            a: 1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s,
            b: 0.025_904_037 * l + 0.782_771_77 * m - 0.808_675_77 * s,
        }
    }

    /// How different two colours look, squared.
    pub fn distance2(self, other: Oklab) -> f32 {
        let (l, a, b) = (self.l - other.l, self.a - other.a, self.b - other.b);
        l * l + a * a + b * b
    }

    /// How different two colours look.
    pub fn distance(self, other: Oklab) -> f32 {
        self.distance2(other).sqrt()
    }
}

/// Light by the value of a channel (IEC 61966-2-1).
fn linear() -> &'static [f32; 256] {
    static LINEAR: OnceLock<[f32; 256]> = OnceLock::new();
    LINEAR.get_or_init(|| {
        std::array::from_fn(|value| {
            let value = value as f32 / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_colours_are_where_the_author_puts_them() {
        for (rgb, [l, a, b]) in [
            ([255, 255, 255], [1.0, 0.0, 0.0]),
            ([0, 0, 0], [0.0, 0.0, 0.0]),
            ([255, 0, 0], [0.627_96, 0.224_86, 0.125_85]),
            ([0, 0, 255], [0.452_01, -0.032_46, -0.311_53]),
        ] {
            let found = Oklab::from_srgb(rgb);
            assert!(
                found.distance(Oklab { l, a, b }) < 1e-3,
                "{rgb:?} is {found:?} and not {l}, {a}, {b}"
            );
        }
    }

    proptest! {
        #[test]
        fn a_grey_has_no_hue_and_more_light_is_lighter(value in 0_u8..255) {
            let (dark, light) = (Oklab::from_srgb([value; 3]), Oklab::from_srgb([value + 1; 3]));
            prop_assert!(dark.a.abs() < 1e-3 && dark.b.abs() < 1e-3, "{dark:?}");
            prop_assert!(dark.l < light.l, "{dark:?} {light:?}");
        }
    }
}
