//! What is true of a garment: filled in by the code that draws it, told by the catalogue.

use std::sync::Arc;

use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

use crate::cloth::{self, Cloth, Material};
use crate::palette::{self, BRIGHT, DEEP, NEUTRALS, Rgb, SOFT, Shade};
use crate::pattern::Pattern;
use crate::piece::Drawing;

/// For whom a garment is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// Women's cuts.
    Women,
    /// Men's cuts.
    Men,
    /// For everyone.
    Unisex,
}

impl Gender {
    /// The word in the catalogue.
    pub fn name(self) -> &'static str {
        match self {
            Gender::Women => "women",
            Gender::Men => "men",
            Gender::Unisex => "unisex",
        }
    }
}

/// What the picture of a garment shows.
#[derive(Clone, Debug)]
pub struct Facts {
    /// What it is, as a title says it in the singular: "wrap coat", "crew-neck T-shirt".
    pub noun: String,
    /// The material's word.
    pub material: &'static str,
    /// The pattern's word, "plain" where it has none.
    pub pattern: &'static str,
    /// Its colours, the main one first.
    pub colours: Vec<&'static Shade>,
    /// Visible details: "long-sleeve", "patch pockets".
    pub details: Vec<&'static str>,
    /// For whom.
    pub gender: Gender,
    /// Styles it belongs to.
    pub styles: Vec<&'static str>,
    /// Occasions it suits.
    pub occasions: Vec<&'static str>,
    /// Seasons it is worn in.
    pub seasons: Vec<&'static str>,
}

/// A drawn garment with what is true of it.
#[derive(Clone, Debug)]
pub struct Garment {
    /// The drawing.
    pub drawing: Drawing,
    /// What it shows.
    pub facts: Facts,
}

impl Garment {
    /// A garment of the chosen cloth.
    pub fn new(drawing: Drawing, noun: &str, chosen: &Chosen, gender: Gender) -> Self {
        let facts = Facts {
            noun: noun.to_owned(),
            material: chosen.material.name,
            pattern: chosen.pattern.name(),
            colours: chosen.colours.clone(),
            details: Vec::new(),
            gender,
            styles: Vec::new(),
            occasions: Vec::new(),
            seasons: Vec::new(),
        };
        Garment { drawing, facts }
    }

    /// Adds visible details.
    pub fn details(mut self, details: &[&'static str]) -> Self {
        self.facts
            .details
            .extend(details.iter().filter(|d| !d.is_empty()));
        self
    }

    /// Adds another colour that shows, as of a trim or a sole.
    pub fn with(mut self, shade: &'static Shade) -> Self {
        if !self.facts.colours.contains(&shade) {
            self.facts.colours.push(shade);
        }
        self
    }

    /// Says when and how it is worn.
    pub fn worn(
        mut self,
        styles: &[&'static str],
        occasions: &[&'static str],
        seasons: &[&'static str],
    ) -> Self {
        self.facts.styles.extend(styles);
        self.facts.occasions.extend(occasions);
        self.facts.seasons.extend(seasons);
        self
    }
}

/// A cloth chosen for a garment.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The cloth.
    pub cloth: Arc<Cloth>,
    /// Its material.
    pub material: &'static Material,
    /// Its pattern.
    pub pattern: Pattern,
    /// Its colours, ground first.
    pub colours: Vec<&'static Shade>,
}

impl Chosen {
    /// One of `materials` in `ground`, with one of `patterns` in colours that stand off the ground.
    pub fn from(
        rng: &mut StdRng,
        materials: &[&'static Material],
        patterns: &[Pattern],
        ground: &'static Shade,
    ) -> Self {
        let material = materials.choose(rng).copied().unwrap_or(&cloth::JERSEY);
        let pattern = patterns.choose(rng).copied().unwrap_or(Pattern::Plain);
        let ground = match pattern {
            Pattern::Leopard(_) => palette::pick(
                rng,
                &[&palette::CAMEL, &palette::BEIGE, &palette::CREAM, &palette::BLUSH],
            ),
            _ => ground,
        };
        let mut colours = vec![ground];
        let strong = BRIGHT.contains(&ground);
        let pool = match pattern {
            Pattern::Leopard(_) => vec![&palette::BLACK, &palette::CHOCOLATE],
            Pattern::Herringbone(_) | Pattern::Houndstooth(_) | Pattern::Pinstripe(_) => NEUTRALS.to_vec(),
            // A strong ground takes quiet figures, so that the print does not shout.
            _ if strong => vec![
                &palette::WHITE,
                &palette::CREAM,
                &palette::NAVY,
                &palette::IVORY,
                &palette::BLUSH,
                &palette::BLACK,
            ],
            Pattern::Floral(_) | Pattern::Ditsy(_) | Pattern::Abstract(_) | Pattern::Leaf(_) => {
                [BRIGHT, SOFT, DEEP].concat()
            }
            _ => [NEUTRALS, NEUTRALS, DEEP, BRIGHT].concat(),
        };
        let mut tries = 0;
        while colours.len() < pattern.colours() {
            let next = match tries {
                0..30 => palette::contrast(rng, ground, &pool),
                _ => palette::pick(rng, palette::SHADES),
            };
            tries += 1;
            if colours
                .iter()
                .all(|c| palette::distance(c.rgb(), next.rgb()) > 0.14)
            {
                colours.push(next);
            }
        }
        let values: Vec<Rgb> = colours.iter().map(|c| c.rgb()).collect();
        let cloth = Cloth::patterned(material, pattern, &values, rng.random());
        Chosen {
            cloth,
            material,
            pattern,
            colours,
        }
    }

    /// The cloth's main colour.
    pub fn ground(&self) -> &'static Shade {
        self.colours[0]
    }

    /// The same colour plain in another material, as of a rib or a lining.
    pub fn plain(&self, material: &Material) -> Arc<Cloth> {
        Cloth::plain(material, self.cloth.base, self.cloth.seed.wrapping_add(11))
    }
}
