//! What a client's history says of the strategies that dealt it: how often their cards were liked, and whether the
//! difference can be chance.

use super::find;
use super::profiles::ProfileRequest;
use crate::engine::Engine;
use crate::error::EngineError;
use nova_taste::metrics::{self, Mean};
use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// How a strategy's cards were received.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct StrategyRecord {
    /// The strategy.
    pub strategy: String,
    /// Cards of it that were swiped.
    pub verdicts: usize,
    /// Likes among them.
    pub likes: usize,
    /// Share of likes with its 95% interval (Wilson, 1927).
    pub rate: Mean,
}

/// The comparison of the two strategies with most verdicts.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Trial {
    /// The strategy with the higher share of likes.
    pub better: String,
    /// The other.
    pub other: String,
    /// Difference of the shares.
    pub difference: f64,
    /// Probability of at least such a difference, either way, if both were equally good (two-proportion z-test).
    pub p_value: f64,
    /// What follows, as a sentence.
    pub verdict: String,
}

/// What a client's history says of the strategies.
#[derive(Debug, Clone, Serialize, TS)]
pub struct InsightsResponse {
    /// By strategy; cards found elsewhere do not count.
    pub strategies: Vec<StrategyRecord>,
    /// The comparison, where two strategies were swiped.
    pub trial: Option<Trial>,
}

/// Verdicts of each strategy below which the test is not to be trusted.
const ENOUGH: usize = 30;
const LEVEL: f64 = 0.05;

impl Engine {
    /// How the cards of each strategy were received by a client.
    ///
    /// # Errors
    /// When there is no such client.
    pub fn insights(&self, request: &ProfileRequest) -> Result<InsightsResponse, EngineError> {
        let swipes = {
            let mut state = self.clients();
            let may_write = self.lock.is_some();
            let db = self.user_db(&mut state)?;
            let profile = find(db, request.profile.as_deref(), may_write)?;
            db.swipes(profile.key)?
        };
        let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for swipe in swipes.iter().filter(|swipe| swipe.verdict != "less") {
            if let Some((strategy, ..)) = &swipe.card {
                let own = counts.entry(strategy.clone()).or_default();
                own.0 += 1;
                own.1 += usize::from(swipe.verdict != "pass");
            }
        }
        let mut strategies: Vec<StrategyRecord> = counts
            .into_iter()
            .map(|(strategy, (verdicts, likes))| StrategyRecord {
                strategy,
                verdicts,
                likes,
                rate: metrics::proportion(likes, verdicts),
            })
            .collect();
        strategies.sort_by_key(|strategy| std::cmp::Reverse(strategy.verdicts));
        let trial = match strategies.as_slice() {
            [first, second, ..] => Some(compared(first, second)),
            _ => None,
        };
        Ok(InsightsResponse { strategies, trial })
    }
}

fn compared(first: &StrategyRecord, second: &StrategyRecord) -> Trial {
    let (better, other) = if first.rate.mean >= second.rate.mean {
        (first, second)
    } else {
        (second, first)
    };
    let p_value = metrics::same_proportion((better.likes, better.verdicts), (other.likes, other.verdicts));
    let few = better.verdicts.min(other.verdicts) < ENOUGH;
    let verdict = if few {
        format!("Too few swipes to tell; at least {ENOUGH} of each are needed.")
    } else if p_value < LEVEL {
        format!("{} is liked more often than {}.", better.strategy, other.strategy)
    } else {
        "The difference may well be chance.".to_owned()
    };
    Trial {
        better: better.strategy.clone(),
        other: other.strategy.clone(),
        difference: better.rate.mean - other.rate.mean,
        p_value,
        verdict,
    }
}
