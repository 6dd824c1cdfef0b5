//! Which of the states that training passed is taken, and whether it is adopted at all: only where a piece's own words
//! find it better by more than chance, and neither pictures among themselves nor plain language are answered worse.

use super::questions::{Answers, Figure};
use nova_learn::{gain, mean};
use std::collections::BTreeMap;

/// What learning is for.
const GAINS: [Figure; 3] = [Figure::TitleColour10, Figure::Description10, Figure::ColourType5];
/// What must not get worse.
const GUARDS: [Figure; 2] = [Figure::ImageType5, Figure::FreeLanguage10];
/// A gain may fall by so much where another rises.
const SLACK: f32 = 0.01;
/// Where plain language cannot be judged by the catalogue's facts, general captions must still find so much of what they
/// found; what learning keeps of them is in `docs/learn.md`.
const LEAST_KEPT: f32 = 0.25;
/// Seed of the bootstrap.
const SEED: u64 = 7;

/// How a state stands beside the model alone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Standing {
    /// Mean rise of what learning is for; of nothing that can be asked, minus infinity.
    pub score: f32,
    /// Whether that is more than chance.
    pub sure: bool,
    /// Whether nothing that counts got worse.
    pub harmless: bool,
}

impl Standing {
    pub fn is_good(self) -> bool {
        self.sure && self.harmless
    }
}

pub(super) fn standing(before: &BTreeMap<Figure, Answers>, after: &BTreeMap<Figure, Answers>) -> Standing {
    let both = |figure: Figure| Some((before.get(&figure)?, after.get(&figure)?));
    let gains: Vec<_> = GAINS
        .into_iter()
        .filter_map(both)
        .map(|(before, after)| gain(&before.values, &after.values, &before.groups, SEED))
        .collect();
    let score = match gains.is_empty() {
        true => f32::NEG_INFINITY,
        false => mean(&gains.iter().map(|gain| gain.mean).collect::<Vec<_>>()),
    };
    let guarded = GUARDS
        .into_iter()
        .filter_map(both)
        .all(|(before, after)| mean(&after.values) >= mean(&before.values));
    let kept = match (
        before.contains_key(&Figure::FreeLanguage10),
        after.get(&Figure::General10),
    ) {
        (false, Some(kept)) => mean(&kept.values) >= LEAST_KEPT,
        _ => true,
    };
    Standing {
        score,
        sure: gains.iter().any(|gain| gain.low > 0.0),
        harmless: guarded && kept && gains.iter().all(|gain| gain.mean >= -SLACK && gain.high >= 0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(figures: &[(Figure, f32)]) -> BTreeMap<Figure, Answers> {
        let made = figures.iter().map(|(figure, value)| {
            let own = Answers {
                values: vec![*value; 40],
                groups: (0..40).collect(),
            };
            (*figure, own)
        });
        made.collect()
    }

    #[test]
    fn what_helps_and_harms_nothing_is_good() {
        let before = answers(&[(Figure::TitleColour10, 0.1), (Figure::ImageType5, 0.5)]);
        let after = answers(&[(Figure::TitleColour10, 0.3), (Figure::ImageType5, 0.5)]);
        let found = standing(&before, &after);
        assert!(found.is_good() && (found.score - 0.2).abs() < 1e-6, "{found:?}");
        assert!(!standing(&before, &before).is_good(), "no rise is no reason");
    }

    #[test]
    fn a_rise_at_the_cost_of_pictures_or_of_plain_language_is_not_taken() {
        for guard in GUARDS {
            let before = answers(&[(Figure::TitleColour10, 0.1), (guard, 0.5)]);
            let after = answers(&[(Figure::TitleColour10, 0.9), (guard, 0.49)]);
            let found = standing(&before, &after);
            assert!(found.sure && !found.harmless, "{guard:?}: {found:?}");
        }
        let before = answers(&[(Figure::ColourType5, 0.1), (Figure::General10, 1.0)]);
        let after = answers(&[(Figure::ColourType5, 0.9), (Figure::General10, 0.1)]);
        assert!(!standing(&before, &after).harmless, "what was known is forgotten");
        let before = answers(&[(Figure::TitleColour10, 0.1), (Figure::Description10, 0.5)]);
        let after = answers(&[(Figure::TitleColour10, 0.9), (Figure::Description10, 0.4)]);
        assert!(
            !standing(&before, &after).harmless,
            "one kind of words at the cost of another"
        );
    }

    #[test]
    fn where_nothing_can_be_asked_nothing_is_taken() {
        assert!(!standing(&BTreeMap::new(), &BTreeMap::new()).is_good());
    }
}
