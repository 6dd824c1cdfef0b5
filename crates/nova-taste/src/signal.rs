//! What a client tells: likes, passes, and "less of this".

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a client thinks of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Yes.
    Like,
    /// Not this one.
    Pass,
    /// Very much so.
    Super,
    /// Less of one of its attributes; it says nothing of the card as a whole.
    Less,
}

impl Verdict {
    /// The verdict's name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Like => "like",
            Verdict::Pass => "pass",
            Verdict::Super => "super",
            Verdict::Less => "less",
        }
    }

    /// The verdict of that name.
    pub fn from_name(name: &str) -> Option<Verdict> {
        [Verdict::Like, Verdict::Pass, Verdict::Super, Verdict::Less]
            .into_iter()
            .find(|verdict| verdict.name() == name)
    }

    /// Whether the card itself was liked.
    pub fn is_like(self) -> bool {
        matches!(self, Verdict::Like | Verdict::Super)
    }
}

/// One entry of the swipe log, in numbers of a feature table. A product or an attribute that the catalogue no longer
/// has is `None`: the swipe still counts as feedback, and teaches nothing more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signal {
    /// The product.
    pub item: Option<usize>,
    /// The attribute, where the verdict is [`Verdict::Less`].
    pub attribute: Option<u32>,
    /// What was said.
    pub verdict: Verdict,
}

impl Signal {
    /// A like, pass or super-like of a product.
    pub fn of(item: usize, verdict: Verdict) -> Signal {
        Signal {
            item: Some(item),
            attribute: None,
            verdict,
        }
    }
}

/// What stays out of the deck because of the log: what was liked (the client has it in the history), what was passed
/// twice, and the last `recent` passes. What was passed once, long ago, may return.
pub fn excluded(log: &[Signal], recent: usize) -> Vec<usize> {
    let mut out: Vec<usize> = Vec::new();
    let mut passed: Vec<usize> = Vec::new();
    for signal in log {
        match (signal.item, signal.verdict) {
            (Some(item), Verdict::Like | Verdict::Super) => out.push(item),
            (Some(item), Verdict::Pass) => passed.push(item),
            _ => {}
        }
    }
    out.extend(passed.iter().rev().take(recent));
    passed.sort_unstable();
    out.extend(
        passed
            .windows(2)
            .filter(|pair| pair[0] == pair[1])
            .map(|pair| pair[0]),
    );
    out.sort_unstable();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_passed_once_long_ago_may_return() {
        let pass = |item| Signal::of(item, Verdict::Pass);
        let log = [
            pass(1),
            pass(2),
            Signal::of(9, Verdict::Like),
            pass(3),
            pass(4),
            pass(5),
            pass(2),
            pass(6),
        ];
        assert_eq!(
            excluded(&log, 3),
            [2, 5, 6, 9],
            "2 was passed twice, 5 and 6 (and 2) last, 9 was liked; 1, 3 and 4 may return"
        );
    }
}
