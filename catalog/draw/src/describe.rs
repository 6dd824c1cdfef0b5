//! The catalogue's records: titles, prices and descriptions told from a garment's facts.

use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

use crate::brand::{self, PIECE_NAMES};
use crate::facts::Facts;
use crate::range::Kind;

/// The columns of the catalogue, in their order.
pub const COLUMNS: [&str; 19] = [
    "id",
    "title",
    "brand",
    "category",
    "subcategory",
    "type",
    "gender",
    "colours",
    "tags",
    "styles",
    "occasions",
    "season",
    "sizes",
    "price",
    "currency",
    "stock",
    "description",
    "image",
    "year",
];

/// One row of the catalogue.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its identity.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its picture, relative to the catalogue's folder.
    pub image: String,
    cells: Vec<String>,
}

/// "red", "red and white", "red, white and navy blue".
fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A price that ends as shops' prices do.
fn priced(euros: f32) -> f32 {
    match euros {
        e if e < 40.0 => e.round() - 0.05,
        e if e < 150.0 => (e / 5.0).round() * 5.0 - 1.0,
        e => (e / 10.0).round() * 10.0 - 5.0,
    }
}

impl Record {
    /// The record of a garment with these facts.
    pub fn of(id: String, kind: &Kind, facts: &Facts, rng: &mut StdRng) -> Record {
        let brand = brand::choose(rng, kind.category, &facts.styles);
        let colours: Vec<&str> = facts.colours.iter().map(|c| c.name).collect();
        let name = PIECE_NAMES.choose(rng).copied().unwrap_or("Maren");
        let title = title(name, facts, &listed(&colours), rng);
        let material_price = match facts.material {
            "silk" | "leather" | "suede" | "velvet" => 1.35,
            "cable-knit" | "chunky-knit" | "wool" | "tweed" | "bouclé" | "linen" => 1.12,
            _ => 1.0,
        };
        let price = priced(kind.price * brand.price * material_price * rng.random_range(0.82..1.2));
        let stock = if rng.random_range(0..12) == 0 {
            0
        } else {
            rng.random_range(1..64)
        };
        let mut tags = vec![facts.pattern, facts.material];
        for detail in &facts.details {
            if !tags.contains(detail) {
                tags.push(detail);
            }
        }
        let image = format!("images/{id}.jpg");
        let cells = vec![
            id.clone(),
            title.clone(),
            brand.name.to_owned(),
            kind.category.to_owned(),
            kind.subcategory.to_owned(),
            kind.name.to_owned(),
            facts.gender.name().to_owned(),
            colours.join(";"),
            tags.join(";"),
            facts.styles.join(";"),
            facts.occasions.join(";"),
            facts.seasons.join(";"),
            kind.sizing.sizes(facts.gender).join(";"),
            format!("{price:.2}"),
            "EUR".to_owned(),
            stock.to_string(),
            description(facts, brand.name, &listed(&colours), rng),
            image.clone(),
            (2026 - rng.random_range(0..3)).to_string(),
        ];
        Record {
            id,
            title,
            image,
            cells,
        }
    }

    /// The cells in the order of [`COLUMNS`].
    pub fn cells(&self) -> &[String] {
        &self.cells
    }
}

/// The material and pattern as they stand before the noun, each said only once.
fn cloth_words(facts: &Facts) -> String {
    let mut words = String::new();
    for word in [facts.pattern, facts.material] {
        let said =
            word == "plain" || facts.noun.split([' ', '-']).any(|w| w == word) || facts.noun.contains(word);
        if !said {
            words.push_str(word);
            words.push(' ');
        }
    }
    words
}

fn title(name: &str, facts: &Facts, colours: &str, rng: &mut StdRng) -> String {
    let sleeve = facts
        .details
        .iter()
        .copied()
        .find(|d| d.ends_with("-sleeve") && *d != "long-sleeve");
    let detail = facts
        .details
        .iter()
        .copied()
        .filter(|d| !d.ends_with("-sleeve") && !d.ends_with("-neck"))
        .find(|d| !facts.noun.contains(*d) && !facts.noun.split(' ').any(|word| d.starts_with(word)));
    let cloth = cloth_words(facts);
    match (rng.random_range(0..4), sleeve, detail) {
        (0, Some(sleeve), _) => format!("{name} {sleeve} {cloth}{} in {colours}", facts.noun),
        (1, _, Some(detail)) if !["sleeveless", "faded"].contains(&detail) && !detail.ends_with("length") => {
            format!(
                "{name} {cloth}{} with {} in {colours}",
                facts.noun,
                article(detail)
            )
        }
        _ => format!("{name} {cloth}{} in {colours}", facts.noun),
    }
}

/// "a hood", "notch lapels", "an asymmetric zip".
fn article(detail: &str) -> String {
    let plural = detail.ends_with('s') && !detail.ends_with("ss");
    match detail {
        "faded" => "a faded wash".to_owned(),
        "quilted" => "quilted channels".to_owned(),
        "double-breasted" => "a double-breasted front".to_owned(),
        "gold hardware" | "silver hardware" => detail.to_owned(),
        _ if plural => detail.to_owned(),
        _ if detail.ends_with(" length") => format!("a {} cut", detail.replace(' ', "-")),
        _ if detail.starts_with(['a', 'e', 'i', 'o', 'u']) => format!("an {detail}"),
        _ => format!("a {detail}"),
    }
}

fn description(facts: &Facts, brand: &str, colours: &str, rng: &mut StdRng) -> String {
    let cloth = cloth_words(facts);
    let plural = facts.noun.ends_with('s') && !facts.noun.ends_with("ss");
    let (this, it) = if plural {
        ("these", "They have")
    } else {
        ("this", "It has")
    };
    let style = article(facts.styles.first().unwrap_or(&"classic"));
    let opening = match rng.random_range(0..3) {
        0 => format!("{brand} makes {this} {cloth}{} in {colours}.", facts.noun),
        1 => format!(
            "In {colours}, {style} piece by {brand}: the {cloth}{}.",
            facts.noun
        ),
        _ => format!("The {cloth}{} by {brand}, in {colours}.", facts.noun),
    };
    let details: Vec<String> = facts
        .details
        .iter()
        .filter(|d| !facts.noun.contains(**d))
        .map(|d| match *d {
            d if d.ends_with("-sleeve") => format!("{} sleeves", d.trim_end_matches("-sleeve")),
            d if d.ends_with("-neck") => article(&d.replace("-neck", " neck")),
            "sleeveless" => "no sleeves".to_owned(),
            "cropped" | "boxy" => format!("a {d} cut"),
            d => article(d),
        })
        .collect();
    let shown: Vec<&str> = details.iter().map(String::as_str).collect();
    let cut = if shown.is_empty() {
        String::new()
    } else {
        format!(" {it} {}.", listed(&shown))
    };
    let seasons = listed(&facts.seasons);
    let use_for = facts.occasions.iter().map(|o| match *o {
        "work" => "the office",
        "party" => "an evening out",
        "wedding" => "a wedding",
        "beach" => "the beach",
        "sports" => "sports",
        "travel" => "travel",
        "winter" => "cold days",
        _ => "every day",
    });
    let uses: Vec<&str> = use_for.collect();
    format!("{opening}{cut} For {}, in {seasons}.", listed(&uses))
}
