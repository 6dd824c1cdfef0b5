//! Colours in a look: what a shop's colour word stands for, and which colours go together.

/// A colour in OKLCH: lightness 0..1, chroma 0..0.4, hue in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Oklch {
    /// Lightness.
    pub lightness: f64,
    /// Chroma; below [`NEUTRAL`] the colour goes with all.
    pub chroma: f64,
    /// Hue.
    pub hue: f64,
}

/// Chroma below which a colour counts as neutral.
pub const NEUTRAL: f64 = 0.045;

impl Oklch {
    /// The colour with these sRGB values (Björn Ottosson, "A perceptual color space for image processing", 2020).
    pub fn of_srgb(rgb: [u8; 3]) -> Oklch {
        let linear = rgb.map(|value| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        });
        let mix = |weights: [f64; 3]| -> f64 { weights.iter().zip(&linear).map(|(w, x)| w * x).sum() };
        let l = mix([0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9]).cbrt();
        let m = mix([0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6]).cbrt();
        let s = mix([0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5]).cbrt();
        let a = 1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s;
        let b = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s;
        Oklch {
            lightness: 0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
            chroma: a.hypot(b),
            hue: b.atan2(a).to_degrees().rem_euclid(360.0),
        }
    }
}

/// Colour words of shops with an sRGB value that stands for them.
const COLOURS: [(&str, [u8; 3]); 60] = [
    ("black", [20, 20, 20]),
    ("white", [250, 250, 250]),
    ("off white", [245, 241, 230]),
    ("ivory", [255, 252, 235]),
    ("ecru", [236, 228, 208]),
    ("cream", [250, 243, 220]),
    ("grey", [128, 128, 128]),
    ("gray", [128, 128, 128]),
    ("grey melange", [150, 150, 150]),
    ("charcoal", [60, 62, 66]),
    ("steel", [113, 121, 126]),
    ("silver", [192, 192, 192]),
    ("gold", [212, 175, 55]),
    ("bronze", [150, 100, 50]),
    ("copper", [184, 115, 51]),
    ("metallic", [170, 170, 175]),
    ("red", [200, 25, 35]),
    ("maroon", [110, 20, 35]),
    ("burgundy", [115, 20, 45]),
    ("wine", [110, 25, 50]),
    ("rust", [175, 70, 30]),
    ("orange", [240, 125, 25]),
    ("coral", [250, 120, 95]),
    ("peach", [250, 195, 160]),
    ("apricot", [250, 190, 140]),
    ("pink", [240, 140, 175]),
    ("rose", [225, 110, 135]),
    ("blush", [240, 200, 200]),
    ("magenta", [205, 30, 130]),
    ("fuchsia", [215, 30, 140]),
    ("purple", [115, 45, 140]),
    ("plum", [105, 40, 90]),
    ("lavender", [190, 170, 225]),
    ("lilac", [200, 165, 210]),
    ("mauve", [170, 125, 155]),
    ("burnt orange", [190, 85, 20]),
    ("navy blue", [25, 35, 85]),
    ("navy", [25, 35, 85]),
    ("blue", [40, 90, 190]),
    ("sky blue", [130, 190, 235]),
    ("light blue", [160, 200, 235]),
    ("denim", [60, 95, 145]),
    ("turquoise blue", [50, 180, 195]),
    ("turquoise", [50, 185, 185]),
    ("teal", [15, 110, 115]),
    ("sea green", [45, 140, 100]),
    ("mint", [170, 225, 195]),
    ("green", [45, 130, 60]),
    ("forest green", [30, 80, 45]),
    ("lime green", [150, 205, 50]),
    ("fluorescent green", [120, 255, 60]),
    ("olive", [105, 105, 45]),
    ("khaki", [165, 150, 105]),
    ("yellow", [245, 215, 60]),
    ("mustard", [205, 160, 45]),
    ("beige", [220, 200, 170]),
    ("tan", [190, 145, 100]),
    ("camel", [190, 145, 95]),
    ("brown", [105, 65, 40]),
    ("coffee brown", [85, 55, 40]),
];

/// The colour that a shop's word stands for; a word such as "light denim blue" is understood by its longest part that
/// is known.
pub fn colour(word: &str) -> Option<Oklch> {
    let word = word.to_lowercase();
    // Words of other languages are understood by the colour of the palette that they mean.
    longest(&word).or_else(|| longest(nova_domain::palette::of(&word)?))
}

fn longest(word: &str) -> Option<Oklch> {
    let known = COLOURS.iter().filter(|(name, _)| word.contains(name));
    known
        .max_by_key(|(name, _)| name.len())
        .map(|(_, rgb)| Oklch::of_srgb(*rgb))
}

/// How well two colours go together, 0..1: neutrals go with all (best with a difference in lightness), near hues go as
/// one family, and opposite ones as a contrast; hues that are neither, and two loud colours, clash.
pub fn harmony(a: Oklch, b: Oklch) -> f64 {
    let apart = (a.lightness - b.lightness).abs();
    if a.chroma < NEUTRAL || b.chroma < NEUTRAL {
        return 0.75 + 0.25 * (apart / 0.4).min(1.0);
    }
    let between = (a.hue - b.hue).rem_euclid(360.0);
    let between = between.min(360.0 - between);
    let near = |target: f64, width: f64| (-((between - target) / width).powi(2)).exp();
    // One family, a triad and the opposite, after Itten's accords; the family is the safest.
    let accord = near(0.0, 30.0)
        .max(0.7 * near(120.0, 18.0))
        .max(0.85 * near(180.0, 25.0));
    let loudness = ((a.chroma.min(b.chroma) - 0.12) / 0.12).clamp(0.0, 1.0);
    let calm = 1.0 - 0.25 * loudness * (1.0 - near(0.0, 30.0));
    (0.15 + 0.7 * accord + 0.15 * (apart / 0.4).min(1.0)) * calm
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oklch_has_its_published_values() {
        let red = Oklch::of_srgb([255, 0, 0]);
        assert!(
            (red.lightness - 0.628).abs() < 2e-3 && (red.chroma - 0.2577).abs() < 2e-3,
            "{red:?}"
        );
        assert!((red.hue - 29.23).abs() < 0.5, "{red:?}");
        let white = Oklch::of_srgb([255, 255, 255]);
        assert!(
            (white.lightness - 1.0).abs() < 1e-3 && white.chroma < 1e-3,
            "{white:?}"
        );
    }

    #[test]
    fn neutrals_go_with_all_and_loud_neighbours_clash() {
        let named = |word: &str| colour(word).unwrap_or_else(|| panic!("{word} is a colour"));
        let pair = |a: &str, b: &str| harmony(named(a), named(b));
        assert!(pair("black", "red") > 0.75 && pair("navy blue", "white") > 0.75);
        assert!(
            pair("navy blue", "sky blue") > pair("red", "purple"),
            "one family before a clash"
        );
        assert!(
            pair("orange", "blue") > pair("orange", "magenta"),
            "opposites before near clashes"
        );
        assert_eq!(
            colour("Light Denim Blue").map(|c| c.hue),
            colour("denim").map(|c| c.hue)
        );
    }
}
