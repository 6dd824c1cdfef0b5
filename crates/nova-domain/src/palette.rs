//! A small palette of colour names, and which of them a shop's own word means: `Midnight`, `bleu marine` and
//! `NAVY BLUE` are all navy. The shop's word is what a product keeps; the palette only stands beside it, so that a
//! filter on `navy` finds them all. Which colours go together is `nova-taste`'s matter.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Each colour of the palette with the words that mean it, in lower case with single spaces. English words first, then
/// German, French, Spanish and Italian ones.
const WORDS: [(&str, &[&str]); 25] = [
    (
        "black",
        &[
            "black",
            "jet",
            "jet black",
            "onyx",
            "ebony",
            "schwarz",
            "noir",
            "noire",
            "negro",
            "negra",
            "nero",
            "nera",
        ],
    ),
    (
        "grey",
        &[
            "grey",
            "gray",
            "charcoal",
            "graphite",
            "anthracite",
            "slate",
            "ash",
            "smoke",
            "grey melange",
            "steel",
            "gunmetal",
            "grau",
            "anthrazit",
            "gris",
            "grise",
            "grigio",
            "grigia",
        ],
    ),
    (
        "silver",
        &[
            "silver", "metallic", "pewter", "silber", "argent", "plata", "argento",
        ],
    ),
    (
        "white",
        &[
            "white",
            "snow",
            "chalk",
            "optic white",
            "weiß",
            "weiss",
            "blanc",
            "blanche",
            "blanco",
            "blanca",
            "bianco",
            "bianca",
        ],
    ),
    (
        "cream",
        &[
            "cream",
            "off white",
            "offwhite",
            "ivory",
            "ecru",
            "écru",
            "eggshell",
            "pearl",
            "vanilla",
            "oatmeal",
            "creme",
            "crème",
            "elfenbein",
            "crema",
            "marfil",
            "avorio",
        ],
    ),
    (
        "beige",
        &[
            "beige",
            "sand",
            "nude",
            "skin",
            "stone",
            "taupe",
            "mushroom",
            "mushroom brown",
            "natural",
            "linen",
            "arena",
            "sabbia",
        ],
    ),
    ("khaki", &["khaki", "kaki", "caqui", "cachi", "army"]),
    (
        "tan",
        &[
            "tan",
            "camel",
            "cognac",
            "caramel",
            "toffee",
            "honey",
            "light brown",
            "cuoio",
        ],
    ),
    (
        "brown",
        &[
            "brown",
            "chocolate",
            "coffee",
            "coffee brown",
            "mocha",
            "chestnut",
            "bronze",
            "umber",
            "tobacco",
            "walnut",
            "espresso",
            "braun",
            "marron",
            "marrón",
            "brun",
            "brune",
            "marrone",
        ],
    ),
    (
        "burgundy",
        &[
            "burgundy", "maroon", "wine", "oxblood", "bordeaux", "claret", "dark red", "merlot", "weinrot",
            "burdeos", "granate", "bordò",
        ],
    ),
    (
        "red",
        &[
            "red", "scarlet", "crimson", "cherry", "ruby", "tomato", "rot", "rouge", "rojo", "roja", "rosso",
            "rossa",
        ],
    ),
    (
        "coral",
        &[
            "coral", "salmon", "peach", "apricot", "melon", "koralle", "corail", "lachs", "corallo",
        ],
    ),
    (
        "orange",
        &[
            "orange",
            "rust",
            "burnt orange",
            "terracotta",
            "copper",
            "tangerine",
            "pumpkin",
            "naranja",
            "arancione",
            "kupfer",
            "rost",
        ],
    ),
    (
        "yellow",
        &[
            "yellow",
            "mustard",
            "lemon",
            "ochre",
            "amber",
            "sunflower",
            "saffron",
            "gelb",
            "senf",
            "jaune",
            "moutarde",
            "amarillo",
            "amarilla",
            "mostaza",
            "giallo",
            "gialla",
        ],
    ),
    (
        "gold",
        &[
            "gold",
            "golden",
            "rose gold",
            "champagne",
            "brass",
            "doré",
            "dorado",
            "oro",
        ],
    ),
    (
        "olive",
        &["olive", "olive green", "moss", "military green", "oliv", "oliva"],
    ),
    (
        "green",
        &[
            "green",
            "forest green",
            "forest",
            "emerald",
            "bottle green",
            "sage",
            "lime",
            "lime green",
            "sea green",
            "fluorescent green",
            "mint",
            "pistachio",
            "jade",
            "grün",
            "gruen",
            "vert",
            "verte",
            "verde",
            "hunter",
        ],
    ),
    (
        "turquoise",
        &[
            "turquoise",
            "turquoise blue",
            "teal",
            "aqua",
            "cyan",
            "petrol",
            "türkis",
            "tuerkis",
            "turquesa",
            "turchese",
        ],
    ),
    (
        "light blue",
        &[
            "light blue",
            "sky blue",
            "sky",
            "baby blue",
            "powder blue",
            "ice blue",
            "pale blue",
            "hellblau",
            "bleu clair",
            "bleu ciel",
            "azul claro",
            "celeste",
            "azzurro",
            "azzurra",
        ],
    ),
    (
        "blue",
        &[
            "blue",
            "denim",
            "denim blue",
            "cobalt",
            "royal",
            "royal blue",
            "sapphire",
            "azure",
            "indigo",
            "blau",
            "bleu",
            "bleue",
            "azul",
            "blu",
        ],
    ),
    (
        "navy",
        &[
            "navy",
            "navy blue",
            "dark blue",
            "midnight",
            "midnight blue",
            "marine",
            "dunkelblau",
            "nachtblau",
            "bleu marine",
            "bleu nuit",
            "azul marino",
            "azul oscuro",
            "blu navy",
            "blu scuro",
            "dark navy",
        ],
    ),
    (
        "purple",
        &[
            "purple",
            "violet",
            "plum",
            "aubergine",
            "eggplant",
            "grape",
            "lila",
            "violett",
            "pourpre",
            "prune",
            "morado",
            "morada",
            "violeta",
            "viola",
        ],
    ),
    (
        "lavender",
        &[
            "lavender",
            "lilac",
            "mauve",
            "lavande",
            "lavanda",
            "flieder",
            "light purple",
        ],
    ),
    (
        "pink",
        &[
            "pink",
            "rose",
            "blush",
            "magenta",
            "fuchsia",
            "hot pink",
            "fuschia",
            "rosa",
            "rosé",
            "rosado",
            "fucsia",
            "dusty rose",
        ],
    ),
    (
        "multicolour",
        &[
            "multicolour",
            "multicolor",
            "multi",
            "multi colour",
            "multi color",
            "multicoloured",
            "multicolored",
            "rainbow",
            "assorted",
            "bunt",
            "mehrfarbig",
            "multicolore",
            "arcobaleno",
        ],
    ),
];

/// Words that make a blue light or dark where they stand beside it.
const LIGHT: [&str; 12] = [
    "light", "pale", "baby", "powder", "ice", "icy", "sky", "pastel", "soft", "hell", "clair", "claro",
];
const DARK: [&str; 7] = ["dark", "deep", "midnight", "night", "dunkel", "foncé", "oscuro"];

/// The longest folded name that is looked up without a copy on the heap.
const SHORT: usize = 32;

/// The names of the palette.
pub fn names() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|(name, _)| *name)
}

/// The colour of the palette that a shop's word means, if it is known. Of several colour words the last one counts, as
/// English puts the main word last: `blush pink`, `forest green`.
pub fn of(name: &str) -> Option<&'static str> {
    let mut buffer = [0; SHORT];
    if let Some(buffer) = buffer.get_mut(..name.len()).filter(|_| name.is_ascii()) {
        buffer.copy_from_slice(name.as_bytes());
        buffer.make_ascii_lowercase();
        if let Some(known) = std::str::from_utf8(buffer)
            .ok()
            .and_then(|text| known().get(text))
        {
            return Some(known);
        }
    }
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let phrases = |end: usize| (0..end).map(move |start| (start, end));
    let base = (1..=words.len())
        .rev()
        .flat_map(phrases)
        .find_map(|(start, end)| known().get(words[start..end].join(" ").as_str()).copied())?;
    let beside = |list: &[&str]| words.iter().any(|word| list.contains(word));
    Some(match base {
        "blue" if beside(&LIGHT) => "light blue",
        "blue" if beside(&DARK) => "navy",
        "red" if beside(&DARK) => "burgundy",
        "brown" if beside(&LIGHT) => "tan",
        "purple" if beside(&LIGHT) => "lavender",
        other => other,
    })
}

fn known() -> &'static HashMap<&'static str, &'static str> {
    static KNOWN: OnceLock<HashMap<&str, &str>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let pairs = WORDS
            .iter()
            .flat_map(|(name, words)| words.iter().map(|word| (*word, *name)));
        pairs.collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_palette_means_itself_and_no_word_means_two() {
        for name in names() {
            assert_eq!(of(name), Some(name), "{name}");
        }
        let all: usize = WORDS.iter().map(|(_, words)| words.len()).sum();
        assert_eq!(known().len(), all, "a word stands under one colour");
    }

    #[test]
    fn shops_own_words_are_understood() {
        for (word, expected) in [
            ("Navy Blue", "navy"),
            ("MIDNIGHT", "navy"),
            ("Bleu marine", "navy"),
            ("Off-White", "cream"),
            ("Grey Melange", "grey"),
            ("Turquoise Blue", "turquoise"),
            ("Coffee Brown", "brown"),
            ("Light denim blue", "light blue"),
            ("Dark Wash Blue", "navy"),
            ("Vintage Forest Green", "green"),
            ("Blush Pink", "pink"),
            ("Grün", "green"),
            ("Weiß", "white"),
            ("rose_gold", "gold"),
            ("Multi", "multicolour"),
        ] {
            assert_eq!(of(word), Some(expected), "{word}");
        }
        for word in ["NA", "", "Groovy", "!!"] {
            assert_eq!(of(word), None, "{word} is no colour");
        }
    }
}
