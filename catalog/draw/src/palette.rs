//! The named colours of the catalogue.
//!
//! A colour's name is what the catalogue's `colours` column says; each name is
//! plain and occurs once. How colours are put on cloth is in [`crate::cloth`].

use rand::Rng;
use rand::seq::IndexedRandom;

/// Red, green and blue in 0..1, as displayed (sRGB).
pub type Rgb = [f32; 3];

/// A colour with its plain name.
#[derive(Debug, PartialEq)]
pub struct Shade {
    /// The plain name, in lower case.
    pub name: &'static str,
    /// The colour as `0xRRGGBB`.
    pub hex: u32,
}

impl Shade {
    /// The colour's components.
    pub fn rgb(&self) -> Rgb {
        [16, 8, 0].map(|shift| ((self.hex >> shift) & 255) as f32 / 255.0)
    }
}

macro_rules! shades {
    ($($constant:ident $name:literal $hex:literal)*) => {
        $(#[doc = concat!("The colour “", $name, "”.")] pub static $constant: Shade = Shade { name: $name, hex: $hex };)*
        /// Every colour there is.
        pub static SHADES: &[&Shade] = &[$(&$constant),*];
    };
}

shades! {
    WHITE "white" 0xF3F1ED
    IVORY "ivory" 0xEFE7D6
    CREAM "cream" 0xEBDDBF
    ECRU "ecru" 0xDCCFB4
    BEIGE "beige" 0xCFB998
    TAUPE "taupe" 0x97866F
    CAMEL "camel" 0xBC8B55
    TAN "tan" 0xA9703F
    BROWN "brown" 0x6B4630
    CHOCOLATE "chocolate" 0x44291F
    BLACK "black" 0x232226
    CHARCOAL "charcoal" 0x45474C
    GREY "grey" 0x8C8E92
    LIGHT_GREY "light grey" 0xC6C7C8
    NAVY "navy blue" 0x202A44
    INDIGO "indigo" 0x36476E
    ROYAL "royal blue" 0x2750B3
    BLUE "blue" 0x4178BC
    LIGHT_BLUE "light blue" 0xA9C6E3
    TEAL "teal" 0x1C6F72
    TURQUOISE "turquoise" 0x45B7B2
    GREEN "green" 0x2F8A4E
    FOREST "forest green" 0x254D37
    OLIVE "olive" 0x6C6B3C
    KHAKI "khaki" 0xA39669
    SAGE "sage" 0xA2AF93
    MINT "mint" 0xB8DEC9
    YELLOW "yellow" 0xF0CC45
    MUSTARD "mustard" 0xCB962C
    GOLD "gold" 0xC6A14E
    SILVER "silver" 0xB9BCC1
    ORANGE "orange" 0xE77B31
    PEACH "peach" 0xF3BC9B
    CORAL "coral" 0xEB7767
    RUST "rust" 0xAC5430
    RED "red" 0xC02631
    OXBLOOD "oxblood" 0x5F1C2A
    BURGUNDY "burgundy" 0x7A2340
    PINK "pink" 0xE68FAF
    FUCHSIA "fuchsia" 0xCB2F7F
    BLUSH "blush" 0xE9C5BF
    LAVENDER "lavender" 0xBBABD8
    PURPLE "purple" 0x6D3F8C
    PLUM "plum" 0x572A4C
}

/// Quiet colours that go with most things.
pub static NEUTRALS: &[&Shade] = &[
    &WHITE,
    &IVORY,
    &ECRU,
    &BEIGE,
    &TAUPE,
    &CAMEL,
    &BLACK,
    &CHARCOAL,
    &GREY,
    &LIGHT_GREY,
    &NAVY,
    &CREAM,
];

/// Deep colours, for autumn and the evening.
pub static DEEP: &[&Shade] = &[
    &NAVY, &OXBLOOD, &FOREST, &PLUM, &CHOCOLATE, &TEAL, &BURGUNDY, &BLACK, &CHARCOAL, &OLIVE, &RUST, &PURPLE,
];

/// Clear, strong colours.
pub static BRIGHT: &[&Shade] = &[
    &RED, &ROYAL, &BLUE, &GREEN, &YELLOW, &ORANGE, &FUCHSIA, &TURQUOISE, &CORAL, &MUSTARD, &PINK, &PURPLE,
];

/// Pale, soft colours.
pub static SOFT: &[&Shade] = &[
    &BLUSH,
    &LIGHT_BLUE,
    &SAGE,
    &MINT,
    &LAVENDER,
    &PEACH,
    &IVORY,
    &PINK,
    &CREAM,
    &WHITE,
];

/// Colours of leather goods.
pub static LEATHERS: &[&Shade] = &[
    &BLACK, &BROWN, &TAN, &CAMEL, &CHOCOLATE, &OXBLOOD, &NAVY, &BEIGE, &WHITE, &RED, &FOREST, &TAUPE,
];

/// One of `shades`, each as likely as the other.
pub fn pick(rng: &mut impl Rng, shades: &[&'static Shade]) -> &'static Shade {
    shades.choose(rng).copied().unwrap_or(&BLACK)
}

/// A colour from the whole palette but for the metals; quiet colours are the likelier.
pub fn any(rng: &mut impl Rng) -> &'static Shade {
    match rng.random_range(0..10) {
        0..=2 => pick(rng, NEUTRALS),
        3..=5 => pick(rng, DEEP),
        6 | 7 => pick(rng, BRIGHT),
        _ => pick(rng, SOFT),
    }
}

/// A colour of `shades` that stands off `from`, for patterns and trims.
pub fn contrast(rng: &mut impl Rng, from: &'static Shade, shades: &[&'static Shade]) -> &'static Shade {
    let far: Vec<&'static Shade> = shades
        .iter()
        .copied()
        .filter(|s| distance(s.rgb(), from.rgb()) > 0.42)
        .collect();
    match far.choose(rng) {
        Some(shade) => shade,
        None if luminance(from.rgb()) > 0.5 => &NAVY,
        None => &WHITE,
    }
}

/// How far apart two colours look, roughly: 0 for the same, 1 for black and white.
pub fn distance(a: Rgb, b: Rgb) -> f32 {
    let square = |i: usize, weight: f32| weight * (a[i] - b[i]).powi(2);
    (square(0, 0.35) + square(1, 0.45) + square(2, 0.2)).sqrt()
}

/// Brightness in 0..1.
pub fn luminance([r, g, b]: Rgb) -> f32 {
    0.299 * r + 0.587 * g + 0.114 * b
}

/// The mixture of two colours, `t` of the second.
pub fn blend(a: Rgb, b: Rgb, t: f32) -> Rgb {
    [0, 1, 2].map(|i| a[i] + (b[i] - a[i]) * t)
}

/// The colour made darker (`factor` < 1) or lighter (> 1).
pub fn toned(colour: Rgb, factor: f32) -> Rgb {
    if factor <= 1.0 {
        colour.map(|c| c * factor)
    } else {
        blend(colour, [1.0; 3], factor - 1.0)
    }
}

/// The colour as SVG writes it.
pub fn css([r, g, b]: Rgb) -> String {
    let byte = |c: f32| (c.clamp(0.0, 1.0) * 255.0).round() as u8;
    format!("#{:02x}{:02x}{:02x}", byte(r), byte(g), byte(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn colour_names_and_values_are_unique() {
        let names: HashSet<_> = SHADES.iter().map(|s| s.name).collect();
        let values: HashSet<_> = SHADES.iter().map(|s| s.hex).collect();
        assert_eq!(names.len(), SHADES.len(), "a name stands for one colour");
        assert_eq!(values.len(), SHADES.len(), "a colour has one name");
    }

    #[test]
    fn a_contrasting_colour_can_be_told_apart() {
        use rand::SeedableRng;
        let mut rng = rand::rngs::StdRng::seed_from_u64(1);
        for shade in SHADES {
            let other = contrast(&mut rng, shade, SHADES);
            assert!(
                distance(shade.rgb(), other.rgb()) > 0.3,
                "{} on {}",
                other.name,
                shade.name
            );
        }
    }
}
