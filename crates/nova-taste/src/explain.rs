//! Why a product has the score it has: terms that add up to it, and the sentences they make.

use crate::attribute::{Attribute, Field};
use serde::Serialize;
use ts_rs::TS;

/// What a term of a score stands for.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "lowercase", tag = "kind")]
#[ts(rename = "TermKind")]
pub enum Cause {
    /// How much the client likes cards in general.
    Base,
    /// An attribute's weight.
    Attribute(Attribute),
    /// What the picture looks like.
    Picture,
    /// What other clients think of it.
    Crowd,
    /// What the words of liked products have in common with this one's.
    Content,
    /// The occasion or season that was asked for.
    Context(Attribute),
}

/// A part of a score.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Term {
    /// What it stands for.
    #[serde(flatten)]
    pub cause: Cause,
    /// What it adds.
    pub amount: f64,
}

/// A score and its terms, which add up to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The sum of all terms, on the strategy's own scale.
    pub total: f64,
    /// The score on the card, 0..1, which grows with the total.
    pub score: f64,
    /// The terms.
    pub terms: Vec<Term>,
    /// The parts by kind of signal: words and facts, other clients, the picture; each before its weight.
    pub components: Components,
    /// What each part weighs in the total.
    pub weights: Components,
}

/// One number for each kind of signal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, TS)]
pub struct Components {
    /// Words and facts.
    pub content: f64,
    /// Other clients.
    pub collaborative: f64,
    /// The picture.
    pub visual: f64,
}

/// Share of the largest positive term from which another is worth saying.
const WORTH_SAYING: f64 = 0.35;
const MOST_REASONS: usize = 3;

impl Explanation {
    /// The signals that raised the score most, as ends of a sentence that begins with "because", strongest first.
    pub fn because(&self) -> Vec<String> {
        let mut raising: Vec<&Term> = self
            .terms
            .iter()
            .filter(|term| term.amount > 0.0 && term.cause != Cause::Base)
            .collect();
        raising.sort_by(|a, b| b.amount.total_cmp(&a.amount));
        let least = raising.first().map_or(0.0, |term| term.amount * WORTH_SAYING);
        raising
            .into_iter()
            .filter(|term| term.amount >= least)
            .take(MOST_REASONS)
            .map(|term| reason(&term.cause))
            .collect()
    }
}

fn reason(cause: &Cause) -> String {
    match cause {
        Cause::Base => String::new(),
        Cause::Picture => "it looks like what you liked".to_owned(),
        Cause::Crowd => "other clients liked it".to_owned(),
        Cause::Content => "it has much in common with what you liked".to_owned(),
        Cause::Context(attribute) => format!("it is for {}", attribute.value.to_lowercase()),
        Cause::Attribute(Attribute { field, value }) => match field {
            Field::Colour => format!("{} is one of your colours", value.to_lowercase()),
            Field::Brand => format!("you like {value}"),
            Field::Gender => format!("you like what is made for {}", value.to_lowercase()),
            Field::Occasion | Field::Season => format!("you like things for {}", value.to_lowercase()),
            Field::Style | Field::Tag => format!("you like it {}", value.to_lowercase()),
            Field::Category | Field::Subcategory | Field::Type => {
                format!("you like {}", value.to_lowercase())
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_the_largest_terms_that_raise_the_score() {
        let attribute = |field, value: &str, amount| Term {
            cause: Cause::Attribute(Attribute {
                field,
                value: value.into(),
            }),
            amount,
        };
        let explanation = Explanation {
            total: 0.0,
            score: 0.5,
            terms: vec![
                Term {
                    cause: Cause::Base,
                    amount: 3.0,
                },
                attribute(Field::Colour, "Red", 0.4),
                attribute(Field::Type, "Dresses", 1.0),
                attribute(Field::Brand, "Odd", 0.1),
                attribute(Field::Season, "Winter", -2.0),
            ],
            components: Components::default(),
            weights: Components::default(),
        };
        assert_eq!(
            explanation.because(),
            ["you like dresses", "red is one of your colours"],
            "the base says nothing, what lowers the score is no reason, and a tenth is not worth saying"
        );
    }
}
