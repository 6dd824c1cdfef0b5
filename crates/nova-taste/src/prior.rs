//! What is believed before the first swipe: how far each weight may be from zero, and what the quiz moved.

use crate::attribute::Field;
use crate::features::FeatureTable;
use crate::look::footwear;
use nova_domain::Product;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A Gaussian with independent weights; a variance of 0 is a weight that the client has pinned.
#[derive(Debug, Clone, PartialEq)]
pub struct Prior {
    /// Mean of each weight, in the order of a feature table's weight vector.
    pub mean: Vec<f64>,
    /// Variance of each weight.
    pub variance: Vec<f64>,
}

/// Mean of the constant: most cards are passed.
const BASE: f64 = -0.6;
const BASE_VARIANCE: f64 = 0.3;
/// Variance of the picture's part for a product of mean squared length.
const PICTURE_VARIANCE: f64 = 0.8;
/// What a chosen value's weight gains in the quiz, and what the others of its field lose.
const CHOSEN: f64 = 0.9;
const NOT_CHOSEN: f64 = 0.25;
/// What a chosen colour or style gains: the quiz asks for what one likes, and few wear one colour only.
const CHOSEN_DETAIL: f64 = 0.6;
const NOT_CHOSEN_DETAIL: f64 = 0.1;
/// Length of the direction that liked pictures give the picture's weights.
const DIRECTION: f64 = 0.5;

/// Variance of an attribute's weight: what a client's swipes depend on most may move most.
fn variance(field: Field) -> f64 {
    match field {
        Field::Type | Field::Gender => 0.8,
        Field::Colour | Field::Occasion => 0.6,
        Field::Category | Field::Season | Field::Style => 0.5,
        Field::Subcategory => 0.3,
        Field::Brand | Field::Tag => 0.3,
    }
}

/// A budget in the catalogue's currency; an end that is left out has no bound.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Budget {
    /// Lowest price.
    pub min: Option<f64>,
    /// Highest price.
    pub max: Option<f64>,
}

/// The answers to the quiz; every step can be skipped.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(rename = "QuizAnswers")]
pub struct Quiz {
    /// Categories, subcategories, types or genders.
    #[ts(as = "Option<Vec<String>>", optional)]
    pub categories: Vec<String>,
    /// Colours.
    #[ts(as = "Option<Vec<String>>", optional)]
    pub colours: Vec<String>,
    /// Labels.
    #[ts(as = "Option<Vec<String>>", optional)]
    pub brands: Vec<String>,
    /// Styles, occasions, seasons or tags; any other words are understood by the model.
    #[ts(as = "Option<Vec<String>>", optional)]
    pub styles: Vec<String>,
    /// Sizes that fit: a hard limit, of shoes too where `shoe_sizes` is left out.
    #[ts(as = "Option<Vec<String>>", optional)]
    pub sizes: Vec<String>,
    /// Sizes of shoes that fit: a hard limit on shoes alone. Where it is given, even without a size, `sizes` says nothing of
    /// shoes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub shoe_sizes: Option<Vec<String>>,
    /// What may be spent: a hard limit.
    #[ts(as = "Option<Budget>", optional)]
    pub budget: Budget,
    /// Values of any field that are never worn: a hard limit.
    #[ts(as = "Option<Vec<String>>", optional)]
    pub never: Vec<String>,
    /// Ids of products that were liked as examples.
    #[ts(as = "Option<Vec<String>>", optional)]
    pub examples: Vec<String>,
}

impl Quiz {
    /// Each preference with the fields in which its value is looked for.
    fn preferences(&self) -> [(&[String], &'static [Field], f64, f64); 4] {
        const CATEGORIES: &[Field] = &[Field::Gender, Field::Category, Field::Subcategory, Field::Type];
        const STYLES: &[Field] = &[Field::Style, Field::Occasion, Field::Season, Field::Tag];
        [
            (&self.categories, CATEGORIES, CHOSEN, NOT_CHOSEN),
            (&self.colours, &[Field::Colour], CHOSEN_DETAIL, NOT_CHOSEN_DETAIL),
            (&self.brands, &[Field::Brand], CHOSEN_DETAIL, NOT_CHOSEN_DETAIL),
            (&self.styles, STYLES, CHOSEN_DETAIL, NOT_CHOSEN_DETAIL),
        ]
    }

    /// The attributes that were chosen as liked.
    pub fn chosen(&self, table: &FeatureTable) -> Vec<u32> {
        let mut all: Vec<u32> = self
            .preferences()
            .into_iter()
            .flat_map(|(values, fields, ..)| {
                values.iter().flat_map(move |value| {
                    fields
                        .iter()
                        .filter_map(move |field| table.vocabulary.find(*field, value))
                })
            })
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The sizes that fit of products like this one.
    pub fn sizes_for(&self, product: &Product) -> &[String] {
        match &self.shoe_sizes {
            Some(shoes) if footwear(product) => shoes,
            _ => &self.sizes,
        }
    }

    /// Whether it has no hard limits, so that every product keeps to them.
    pub fn limits_nothing(&self) -> bool {
        let shoes = self.shoe_sizes.as_ref().is_none_or(Vec::is_empty);
        let budget = self.budget.min.is_none() && self.budget.max.is_none();
        self.sizes.is_empty() && shoes && budget && self.never.is_empty()
    }

    /// Whether a product keeps to the hard limits: it comes in a size that fits, its price is known to lie in the
    /// budget, and nothing of it is never worn. What has no sizes, or one for all, fits.
    pub fn allows(&self, product: &Product) -> bool {
        let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
        let for_all = |size: &str| {
            ["one size", "onesize", "os", "free size"]
                .iter()
                .any(|all| same(size, all))
        };
        let among = |own: &[String]| {
            let fits = |size: &String| for_all(size) || own.iter().any(|own| same(own, size));
            own.is_empty() || product.sizes.is_empty() || product.sizes.iter().any(fits)
        };
        let fits = match &self.shoe_sizes {
            // Whether it is a shoe is only asked where that decides.
            Some(shoes) if among(shoes) != among(&self.sizes) => among(self.sizes_for(product)),
            _ => among(&self.sizes),
        };
        let affordable = match (self.budget.min, self.budget.max) {
            (None, None) => true,
            (min, max) => product.price.is_some_and(|price| {
                min.is_none_or(|min| price >= min) && max.is_none_or(|max| price <= max)
            }),
        };
        let worn = !self.never.iter().any(|never| {
            Field::ALL
                .into_iter()
                .any(|field| field.values(product).iter().any(|value| same(value, never)))
        });
        fits && affordable && worn
    }
}

impl Prior {
    /// The prior of a client of whom nothing is known.
    pub fn plain(table: &FeatureTable) -> Prior {
        let mut prior = Prior {
            mean: vec![0.0; table.weights()],
            variance: vec![PICTURE_VARIANCE; table.weights()],
        };
        (prior.mean[0], prior.variance[0]) = (BASE, BASE_VARIANCE);
        for number in 0..table.vocabulary.len() {
            let field = table.vocabulary.attribute(number as u32).field;
            prior.variance[1 + number] = variance(field);
        }
        prior
    }

    /// The prior after the quiz. `liked` are coordinates of pictures that stand for what was liked: example
    /// pictures, and those nearest to the quiz's words.
    pub fn of_quiz(table: &FeatureTable, quiz: &Quiz, liked: &[Vec<f32>]) -> Prior {
        let mut prior = Prior::plain(table);
        for (values, fields, gain, loss) in quiz.preferences() {
            for field in fields {
                let chosen: Vec<u32> = values
                    .iter()
                    .filter_map(|value| table.vocabulary.find(*field, value))
                    .collect();
                if chosen.is_empty() {
                    continue;
                }
                for number in table.vocabulary.of_field(*field) {
                    let step = if chosen.contains(&number) { gain } else { -loss };
                    prior.mean[1 + number as usize] += step;
                }
            }
        }
        let mut direction = vec![0.0_f32; table.picture_dim()];
        for picture in liked {
            for (sum, x) in direction.iter_mut().zip(picture) {
                *sum += x;
            }
        }
        if nova_domain::vector::normalise(&mut direction) {
            let start = table.picture_start();
            for (mean, x) in prior.mean[start..].iter_mut().zip(&direction) {
                *mean += DIRECTION * f64::from(*x);
            }
        }
        prior
    }

    /// Begins an attribute's weight at `weight`; swipes may move it from there.
    pub fn begin_at(&mut self, attribute: u32, weight: f64) {
        self.mean[1 + attribute as usize] = weight;
    }

    /// Holds an attribute's weight at `weight`, whatever is swiped.
    pub fn pin(&mut self, attribute: u32, weight: f64) {
        self.begin_at(attribute, weight);
        self.variance[1 + attribute as usize] = 0.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dress() -> Product {
        let mut dress = Product::new("1", "Dress");
        dress.kind = "Dresses".into();
        dress.colours = vec!["Red".into()];
        dress.sizes = vec!["S".into(), "M".into()];
        dress.price = Some(50.0);
        dress
    }

    #[test]
    fn hard_limits_are_limits() {
        let quiz = |json: fn(&mut Quiz)| {
            let mut quiz = Quiz::default();
            json(&mut quiz);
            quiz.allows(&dress())
        };
        assert!(quiz(|_| ()), "nothing was said");
        assert!(
            quiz(|quiz| quiz.sizes = vec!["m".into()]),
            "sizes compare without case"
        );
        assert!(
            !quiz(|quiz| quiz.sizes = vec!["XL".into()]),
            "it does not come in XL"
        );
        assert!(!quiz(|quiz| quiz.budget.max = Some(49.99)), "it costs more");
        assert!(
            quiz(|quiz| quiz.budget.min = Some(50.0)),
            "the bound belongs to the budget"
        );
        assert!(!quiz(|quiz| quiz.never = vec!["red".into()]), "red is never worn");
        let mut unknown = dress();
        unknown.price = None;
        let budget = Quiz {
            budget: Budget {
                min: None,
                max: Some(80.0),
            },
            ..Quiz::default()
        };
        assert!(
            !budget.allows(&unknown),
            "an unknown price is not known to be in the budget"
        );
        unknown.sizes = vec!["One size".into()];
        let sizes = Quiz {
            sizes: vec!["L".into()],
            ..Quiz::default()
        };
        assert!(sizes.allows(&unknown), "one size fits all");
    }

    #[test]
    fn sizes_of_shoes_and_of_clothes_limit_each_their_own() {
        let of = |kind: &str, sizes: &[&str]| Product {
            kind: kind.to_owned(),
            sizes: sizes.iter().map(|size| (*size).to_owned()).collect(),
            ..Product::new("1", "")
        };
        let quiz = |sizes: &[&str], shoes: Option<&[&str]>| Quiz {
            sizes: sizes.iter().map(|size| (*size).to_owned()).collect(),
            shoe_sizes: shoes.map(|shoes| shoes.iter().map(|size| (*size).to_owned()).collect()),
            ..Quiz::default()
        };
        let (boots, dress) = (of("Boots", &["38", "39"]), of("Dresses", &["38", "40"]));
        let own = quiz(&["40"], Some(&["39"]));
        assert!(own.allows(&boots) && own.allows(&dress));
        let crossed = quiz(&["39"], Some(&["40"]));
        assert!(!crossed.allows(&boots) && !crossed.allows(&dress));
        let clothes = quiz(&["40"], Some(&[]));
        assert!(
            clothes.allows(&boots) && clothes.allows(&dress),
            "no size of shoes was chosen"
        );
        let shoes = quiz(&[], Some(&["40"]));
        assert!(!shoes.allows(&boots) && shoes.allows(&dress));
        let all = quiz(&["40"], None);
        assert!(
            !all.allows(&boots) && all.allows(&dress),
            "sizes hold for all where none are apart"
        );
    }

    #[test]
    fn a_chosen_colour_begins_above_the_others() {
        let mut other = dress();
        other.colours = vec!["Blue".into()];
        let table = FeatureTable::new(&[(&dress(), None), (&other, None)]);
        let quiz = Quiz {
            colours: vec!["red".into(), "unheard of".into()],
            ..Quiz::default()
        };
        let prior = Prior::of_quiz(&table, &quiz, &[]);
        let of = |colour| prior.mean[1 + table.vocabulary.find(Field::Colour, colour).unwrap_or(0) as usize];
        assert!(
            of("red") > 0.0 && of("blue") < 0.0,
            "{} and {}",
            of("red"),
            of("blue")
        );
    }
}
