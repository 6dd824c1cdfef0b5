//! Completing a look: which pieces of other slots go with a garment.
//!
//! A piece fits by its colour (harmony of hue and lightness in OKLCH, Ottosson 2020), by the occasions, seasons,
//! styles and the gender it shares, and by how its picture goes with the garment's. Deliberately absent: what the
//! client likes (that is the taste's matter) and which pieces are in stock (`nova-engine`).

use nova_domain::Product;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A place in an outfit, which one garment takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(rename = "LookSlot")]
pub enum Slot {
    /// Shirts, knitwear and the like.
    Top,
    /// Trousers, skirts and the like.
    Bottom,
    /// Dresses and suits, which take the place of top and bottom.
    Dress,
    /// Coats, jackets and blazers.
    Outerwear,
    /// Shoes.
    Shoes,
    /// Bags.
    Bag,
    /// Belts, scarves, jewellery, hats, watches, glasses.
    Accessory,
}

/// Words of types and categories by the slot they belong to, the more telling first: "dress shoes" are shoes, and a
/// "shirt dress" is a dress.
const WORDS: [(Slot, &[&str]); 9] = [
    // Before "cap", with which they begin.
    (Slot::Bottom, &["capri"]),
    (Slot::Outerwear, &["cape"]),
    (
        Slot::Shoes,
        &[
            "shoe",
            "sneaker",
            "trainer",
            "boot",
            "heel",
            "pump",
            "sandal",
            "loafer",
            "flat",
            "flip flop",
            "mule",
            "footwear",
            "slipper",
            "espadrille",
            "ballerina",
            "brogue",
            "derby",
        ],
    ),
    (
        Slot::Bag,
        &[
            "bag", "handbag", "backpack", "clutch", "tote", "rucksack", "satchel", "wallet", "purse",
            "duffel",
        ],
    ),
    (
        Slot::Accessory,
        &[
            "accessor", "belt", "scar", "stole", "hat", "cap", "beanie", "beret", "glove", "tie", "jewel",
            "earring", "necklace", "bracelet", "ring", "pendant", "bangle", "watch", "sunglass", "eyewear",
            "sock", "headband", "cufflink", "dupatta", "mitten", "shawl",
        ],
    ),
    (
        Slot::Dress,
        &[
            "dress",
            "gown",
            "jumpsuit",
            "playsuit",
            "suit",
            "saree",
            "sari",
            "overall",
            "romper",
            "kurta set",
        ],
    ),
    (
        Slot::Outerwear,
        &[
            "coat",
            "jacket",
            "blazer",
            "parka",
            "outerwear",
            "gilet",
            "cape",
            "poncho",
            "anorak",
            "waistcoat",
            "vest",
        ],
    ),
    (
        Slot::Bottom,
        &[
            "trouser", "jean", "pant", "short", "skirt", "chino", "legging", "jogger", "bottom", "capri",
            "churidar", "salwar", "patiala", "tight", "jegging", "culotte",
        ],
    ),
    (
        Slot::Top,
        &[
            "top",
            "shirt",
            "blouse",
            "tee",
            "tshirt",
            "sweater",
            "sweatshirt",
            "jumper",
            "cardigan",
            "knit",
            "hoodie",
            "polo",
            "tunic",
            "kurta",
            "kurti",
            "camisole",
            "pullover",
            "turtleneck",
            "bodysuit",
            "shrug",
        ],
    ),
];

/// Words of what is no piece of an outfit, though it may look like one.
const NOT_WORN: [&str; 12] = [
    "innerwear",
    "underwear",
    "bra",
    "brief",
    "boxer",
    "trunk",
    "nightwear",
    "loungewear",
    "lingerie",
    "nightdress",
    "swimwear",
    "night suit",
];

/// The slot of a product; `None` for what is no piece of an outfit, for instance perfume or underwear. The type
/// decides, then the subcategory, then the category.
pub fn slot(product: &Product) -> Option<Slot> {
    let texts = [&product.kind, &product.subcategory, &product.category];
    let lower = texts.map(|text| text.to_lowercase());
    let any = |text: &String, words: &[&str]| words.iter().any(|word| begins_a_word(text, word));
    if lower
        .iter()
        .any(|text| NOT_WORN.iter().any(|word| says(text, word)))
    {
        return None;
    }
    lower.iter().find_map(|text| {
        WORDS
            .iter()
            .find(|(_, words)| any(text, words))
            .map(|(slot, _)| *slot)
    })
}

/// Whether `word`, or its plural, stands in `text` as a word of its own: a bracelet is no bra.
fn says(text: &str, word: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let single = words.map(|own| own.strip_suffix('s').unwrap_or(own));
    if word.contains(' ') {
        text.contains(word)
    } else {
        single.into_iter().any(|own| own == word)
    }
}

/// Whether a word of `text` begins with `word`, or the text's last word ends with it ("Handbags", "Sweatshirts").
fn begins_a_word(text: &str, word: &str) -> bool {
    let mut at = 0;
    while let Some(found) = text[at..].find(word) {
        let start = at + found;
        let begins = start == 0 || !text[..start].ends_with(char::is_alphanumeric);
        let rest = &text[start + word.len()..];
        let ends =
            word.len() > 3 && (rest.is_empty() || rest == "s" || rest == "es" || rest.starts_with(' '));
        if begins || ends {
            return true;
        }
        at = start + word.len();
    }
    false
}

/// The slots that complete a look around a garment of `slot`, in the order in which they are shown.
pub fn others(slot: Slot) -> Vec<Slot> {
    use Slot::{Accessory, Bag, Bottom, Dress, Outerwear, Shoes, Top};
    let all = [Top, Bottom, Outerwear, Shoes, Bag, Accessory];
    all.into_iter()
        .filter(|other| *other != slot && !(slot == Dress && matches!(other, Top | Bottom)))
        .collect()
}

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

/// The parts of how well two pieces go together, each 0..1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
pub struct Fit {
    /// Harmony of the main colours.
    pub colour: f64,
    /// Occasions that they share.
    pub occasion: f64,
    /// Seasons that they share.
    pub season: f64,
    /// Styles that they share.
    pub style: f64,
    /// Whether they are made for the same person.
    pub gender: f64,
    /// How their pictures go together.
    pub looks: f64,
}

impl Fit {
    /// The parts as one score, 0..1.
    pub fn score(&self) -> f64 {
        let shared = 0.3 * self.colour
            + 0.2 * self.occasion
            + 0.15 * self.season
            + 0.15 * self.style
            + 0.2 * self.looks;
        shared * self.gender
    }

    /// The parts that speak most for the pair, in words.
    pub fn because(&self, piece: &Product, other: &Product) -> Vec<String> {
        let colour = |product: &Product| product.colours.first().map(|colour| colour.to_lowercase());
        let mut reasons = Vec::new();
        if self.colour >= 0.75
            && let (Some(own), Some(other)) = (colour(piece), colour(other))
        {
            reasons.push((self.colour * 0.3, format!("{own} goes with {other}")));
        }
        if let Some(shared) = first_shared(&piece.occasions, &other.occasions) {
            reasons.push((self.occasion * 0.2, format!("both are for {shared}")));
        }
        if let Some(shared) = first_shared(&piece.styles, &other.styles) {
            reasons.push((self.style * 0.15, format!("both are {shared}")));
        }
        if let Some(shared) = first_shared(&piece.season, &other.season) {
            reasons.push((self.season * 0.1, format!("both are for {shared}")));
        }
        if self.looks >= 0.7 {
            reasons.push((self.looks * 0.2, "they look well together".to_owned()));
        }
        reasons.sort_by(|a, b| b.0.total_cmp(&a.0));
        reasons.into_iter().take(2).map(|(_, reason)| reason).collect()
    }
}

fn first_shared(own: &[String], other: &[String]) -> Option<String> {
    own.iter()
        .find(|value| other.iter().any(|other| other.eq_ignore_ascii_case(value)))
        .map(|value| value.to_lowercase())
}

/// Share of the shorter list's values that the other has; a half where one says nothing.
fn shared(own: &[String], other: &[String]) -> f64 {
    if own.is_empty() || other.is_empty() {
        return 0.5;
    }
    let common = own
        .iter()
        .filter(|value| other.iter().any(|other| other.eq_ignore_ascii_case(value)))
        .count();
    common as f64 / own.len().min(other.len()) as f64
}

/// How well `piece` goes with `other`; `looks` is how their pictures go together, 0..1.
pub fn fit(piece: &Product, other: &Product, looks: f64) -> Fit {
    let main = |product: &Product| product.colours.first().and_then(|word| colour(word));
    let colour = match (main(piece), main(other)) {
        (Some(own), Some(other)) => harmony(own, other),
        _ => 0.5,
    };
    Fit {
        colour,
        occasion: shared(&piece.occasions, &other.occasions),
        season: shared(&piece.season, &other.season),
        style: shared(&piece.styles, &other.styles),
        gender: if same_wearer(&piece.gender, &other.gender) {
            1.0
        } else {
            0.0
        },
        looks,
    }
}

/// Whether two pieces can be worn by one person: the genders agree, or one is for all or not told.
pub fn same_wearer(a: &str, b: &str) -> bool {
    let for_all = |gender: &str| gender.is_empty() || gender.eq_ignore_ascii_case("unisex");
    for_all(a) || for_all(b) || a.eq_ignore_ascii_case(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: &str) -> Option<Slot> {
        let mut product = Product::new("1", kind);
        product.kind = kind.to_owned();
        slot(&product)
    }

    #[test]
    fn types_belong_to_their_slots() {
        for (kind, expected) in [
            ("Tshirts", Slot::Top),
            ("T-shirts", Slot::Top),
            ("Sweatshirts", Slot::Top),
            ("Jeans", Slot::Bottom),
            ("Track Pants", Slot::Bottom),
            ("Shirt dresses", Slot::Dress),
            ("Trench coats", Slot::Outerwear),
            ("Casual Shoes", Slot::Shoes),
            ("Flip Flops", Slot::Shoes),
            ("Handbags", Slot::Bag),
            ("Bracelet", Slot::Accessory),
            ("Sunglasses", Slot::Accessory),
            ("Ties", Slot::Accessory),
            ("Rain jackets", Slot::Outerwear),
            ("Ankle boots", Slot::Shoes),
            ("Shorts", Slot::Bottom),
            ("Caps", Slot::Accessory),
            ("Capris", Slot::Bottom),
        ] {
            assert_eq!(of(kind), Some(expected), "{kind}");
        }
        assert_eq!(of("Perfume and Body Mist"), None, "perfume is not worn so");
        assert_eq!(of("Boxers"), None, "nobody asks for underwear to go with a coat");
    }

    #[test]
    fn no_slot_is_taken_twice() {
        for slot in [Slot::Top, Slot::Dress, Slot::Shoes] {
            assert!(!others(slot).contains(&slot));
        }
        assert!(
            !others(Slot::Dress).contains(&Slot::Top),
            "a dress is top and bottom"
        );
    }

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
