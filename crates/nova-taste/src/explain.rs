//! Why a product has the score it has: terms that add up to it, and the reasons they give.

use crate::attribute::Attribute;
use nova_domain::Reason;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

/// What a term of a score stands for.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
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
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, TS, JsonSchema)]
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
    /// The signals that raised the score most, strongest first, each with its share of the largest, above 0 and at
    /// most 1. Where the client has not `liked` anything yet, nothing is told to be like it.
    pub fn because(&self, liked: bool) -> Vec<(Reason, f64)> {
        let like_it = |cause: &Cause| matches!(cause, Cause::Picture | Cause::Content);
        let told = |term: &&Term| term.amount > 0.0 && (liked || !like_it(&term.cause));
        let reasons = self.terms.iter().filter(told);
        let mut raising: Vec<(Reason, f64)> = reasons
            .filter_map(|term| Some((term.cause.reason()?, term.amount)))
            .collect();
        raising.sort_by(|a, b| b.1.total_cmp(&a.1));
        let most = raising.first().map_or(1.0, |(_, amount)| *amount);
        let shares = raising
            .into_iter()
            .map(|(reason, amount)| (reason, amount / most));
        shares
            .take_while(|(_, share)| *share >= WORTH_SAYING)
            .take(MOST_REASONS)
            .collect()
    }
}

impl Cause {
    /// What the term says of the product; nothing where it says the same of every one.
    fn reason(&self) -> Option<Reason> {
        match self {
            Cause::Base => None,
            Cause::Picture => Some(Reason::Picture),
            Cause::Crowd => Some(Reason::Crowd),
            Cause::Content => Some(Reason::Content),
            Cause::Context(Attribute { value, .. }) => Some(Reason::Context { value: value.clone() }),
            Cause::Attribute(attribute) => Some(Reason::Attribute(attribute.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribute::Field;

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
        let likes = |field, value: &str| {
            let value = value.to_owned();
            Reason::Attribute(Attribute { field, value })
        };
        assert_eq!(
            explanation.because(true),
            [
                (likes(Field::Type, "Dresses"), 1.0),
                (likes(Field::Colour, "Red"), 0.4)
            ],
            "the base says nothing, what lowers the score is no reason, and a tenth is not worth saying"
        );
    }

    #[test]
    fn nothing_is_like_what_was_liked_before_anything_was() {
        let picture = Term {
            cause: Cause::Picture,
            amount: 1.0,
        };
        let explanation = Explanation {
            total: 1.0,
            score: 0.8,
            terms: vec![picture],
            components: Components::default(),
            weights: Components::default(),
        };
        assert!(explanation.because(false).is_empty());
        assert_eq!(explanation.because(true), [(Reason::Picture, 1.0)]);
    }
}
