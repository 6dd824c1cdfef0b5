//! What the log says: of a client, which strategy's cards it liked, how much it swiped week by week, and what of; of the
//! shop, how much of the catalogue was seen, and what was searched and not found.

use super::profiles::ProfileRequest;
use super::searches::{RememberedSearch, remembered};
use crate::engine::Engine;
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::request::SearchRequest;
use nova_domain::Product;
use nova_store::{Search, Swipe};
use nova_taste::metrics::{self, Mean};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use ts_rs::TS;

/// How a strategy's cards were received.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
pub struct Trial {
    /// The strategy with the higher share of likes.
    pub better: String,
    /// The other.
    pub other: String,
    /// Difference of the shares.
    pub difference: f64,
    /// Probability of a difference at least as unlikely if both were equally good (Fisher's exact test).
    pub p_value: f64,
    /// What follows.
    pub verdict: TrialVerdict,
}

/// What follows from a trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TrialVerdict {
    /// One is liked more often than the other, by more than chance.
    Better,
    /// There are enough swipes, and the difference may well be chance.
    Chance,
    /// There are too few swipes to tell.
    Few,
}

/// What became of a client's cards.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct CardCounts {
    /// Cards that were shown.
    pub shown: usize,
    /// Those that were swiped.
    pub swiped: usize,
    /// Those that were liked.
    pub liked: usize,
}

/// How much of the catalogue anybody has seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct Coverage {
    /// Products of the catalogue.
    pub products: usize,
    /// Those that were on a card of any client.
    pub shown: usize,
    /// Those that were on the first page of a search on which a client stayed.
    pub searched: usize,
}

/// A week of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct Week {
    /// Its Monday, at midnight in UTC, in milliseconds since 1970.
    #[ts(type = "number")]
    pub start: i64,
    /// Likes in it.
    pub likes: usize,
    /// Passes in it.
    pub passes: usize,
}

/// An attribute of what a client liked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct LikedValue {
    /// Field of the product: `type`, `colour`, `style`, `occasion` or `brand`.
    pub field: String,
    /// Its value, as the shop writes it.
    pub value: String,
    /// Liked products that have it, in the weeks that are shown.
    pub likes: usize,
    /// The same week by week, beside [`InsightsResponse::weeks`].
    pub weeks: Vec<usize>,
}

/// A search that the catalogue hardly answers.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct Gap {
    /// Its words; empty for a photo alone.
    pub words: String,
    /// The search.
    #[ts(as = "SearchRequest")]
    pub request: Value,
    /// How often it was made, over all clients.
    pub times: usize,
    /// When it was last made, in milliseconds since 1970.
    #[ts(type = "number")]
    pub at: i64,
    /// Products that answered.
    pub total: usize,
    /// Products of the first page that answered well.
    pub strong: usize,
}

/// What was searched and hardly found, over all clients: what a shop may want to buy.
#[derive(Debug, Clone, Default, Serialize, TS, JsonSchema)]
pub struct SearchGaps {
    /// Different searches on which clients stayed.
    pub count: usize,
    /// Those that nothing answered, the most frequent first.
    pub nothing: Vec<Gap>,
    /// Those that nothing answered well, the most frequent first.
    pub weak: Vec<Gap>,
}

/// What the log says.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct InsightsResponse {
    /// The client's strategies; cards found elsewhere do not count.
    pub strategies: Vec<StrategyRecord>,
    /// The comparison, where two strategies were swiped.
    pub trial: Option<Trial>,
    /// What became of the client's cards.
    pub cards: CardCounts,
    /// How much of the catalogue anybody has seen.
    pub coverage: Coverage,
    /// The client's last weeks, without gaps, the oldest first; empty while nothing was swiped.
    pub weeks: Vec<Week>,
    /// What the client liked most in them.
    pub liked: Vec<LikedValue>,
    /// What was searched and hardly found, over all clients.
    pub searches: SearchGaps,
}

/// Verdicts of each strategy below which the test is not to be trusted.
const ENOUGH: usize = 30;
const LEVEL: f64 = 0.05;
/// Weeks that are shown, attributes, and searches of each kind.
const WEEKS: i64 = 12;
const LIKED: usize = 12;
const GAPS: usize = 20;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

impl Engine {
    /// How a client's cards were received and what it liked, and what all clients saw and searched in vain.
    ///
    /// # Errors
    /// When there is no such client.
    pub fn insights(&self, request: &ProfileRequest) -> Result<InsightsResponse, EngineError> {
        let gallery = self.gallery();
        let (swipes, shown, seen, searches) = {
            let mut state = self.clients();
            let may_write = self.lock.is_some();
            let db = self.user_db(&mut state)?;
            let profile = self.find(db, request.profile.as_deref(), may_write)?;
            (
                db.swipes(profile.key)?,
                db.cards_shown(profile.key)?,
                db.shown_counts()?,
                db.searches(None)?,
            )
        };
        let strategies = records(&swipes);
        let trial = match strategies.as_slice() {
            [first, second, ..] => Some(compared(first, second)),
            _ => None,
        };
        let weeks = weeks(&swipes, self.now());
        Ok(InsightsResponse {
            cards: CardCounts {
                shown,
                swiped: strategies.iter().map(|record| record.verdicts).sum(),
                liked: strategies.iter().map(|record| record.likes).sum(),
            },
            strategies,
            trial,
            coverage: Coverage {
                products: gallery.items.len(),
                shown: seen
                    .iter()
                    .filter(|(id, _)| gallery.position(id).is_some())
                    .count(),
                searched: searched(&gallery, &searches),
            },
            liked: liked(&gallery, &swipes, &weeks),
            weeks,
            searches: gaps(searches),
        })
    }
}

/// How each strategy's cards were received, the most swiped first.
fn records(swipes: &[Swipe]) -> Vec<StrategyRecord> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for swipe in swipes.iter().filter(|swipe| swipe.verdict != "less") {
        if let Some((strategy, ..)) = &swipe.card {
            let own = counts.entry(strategy).or_default();
            own.0 += 1;
            own.1 += usize::from(swipe.verdict != "pass");
        }
    }
    let mut strategies: Vec<StrategyRecord> = counts
        .into_iter()
        .map(|(strategy, (verdicts, likes))| StrategyRecord {
            strategy: strategy.to_owned(),
            verdicts,
            likes,
            rate: metrics::proportion(likes, verdicts),
        })
        .collect();
    strategies.sort_by_key(|strategy| std::cmp::Reverse(strategy.verdicts));
    strategies
}

/// Number of the week of a moment, counted from the one of 1 January 1970, which was a Thursday.
fn week(at: i64) -> i64 {
    (at.div_euclid(DAY_MS) + 3).div_euclid(7)
}

fn is_like(swipe: &Swipe) -> bool {
    matches!(swipe.verdict.as_str(), "like" | "super")
}

/// The weeks from the first swipe, or the last [`WEEKS`] of them, up to the present one.
fn weeks(swipes: &[Swipe], now: i64) -> Vec<Week> {
    let Some(first) = swipes.iter().map(|swipe| week(swipe.at)).min() else {
        return Vec::new();
    };
    let last = week(now).max(first);
    let in_week = |number: i64, wanted: &dyn Fn(&Swipe) -> bool| {
        let inside = swipes.iter().filter(|swipe| week(swipe.at) == number);
        inside.filter(|swipe| wanted(swipe)).count()
    };
    (first.max(last - WEEKS + 1)..=last)
        .map(|number| Week {
            start: (number * 7 - 3) * DAY_MS,
            likes: in_week(number, &is_like),
            passes: in_week(number, &|swipe| swipe.verdict == "pass"),
        })
        .collect()
}

/// What the liked products have most in common, week by week.
fn liked(gallery: &Gallery, swipes: &[Swipe], weeks: &[Week]) -> Vec<LikedValue> {
    let mut values: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for swipe in swipes.iter().filter(|swipe| is_like(swipe)) {
        let start = (week(swipe.at) * 7 - 3) * DAY_MS;
        let place = weeks.iter().position(|week| week.start == start);
        let (Some(place), Some(item)) = (place, gallery.position(&swipe.product)) else {
            continue;
        };
        for key in attributes(&gallery.items[item].product) {
            values.entry(key).or_insert_with(|| vec![0; weeks.len()])[place] += 1;
        }
    }
    let mut liked: Vec<LikedValue> = values
        .into_iter()
        .map(|((field, value), weeks)| LikedValue {
            field: field.to_owned(),
            value: value.to_owned(),
            likes: weeks.iter().sum(),
            weeks,
        })
        .collect();
    liked.sort_by_key(|value| std::cmp::Reverse(value.likes));
    liked.truncate(LIKED);
    liked
}

fn attributes(product: &Product) -> impl Iterator<Item = (&str, &str)> {
    let lists = [
        ("colour", &product.colours),
        ("style", &product.styles),
        ("occasion", &product.occasions),
    ];
    let lists = lists
        .into_iter()
        .flat_map(|(field, values)| values.iter().map(move |value| (field, value.as_str())));
    let single = [("type", product.kind.as_str()), ("brand", product.brand.as_str())];
    single
        .into_iter()
        .chain(lists)
        .filter(|(_, value)| !value.is_empty())
}

/// How many products were on the first page of a search.
fn searched(gallery: &Gallery, searches: &[Search]) -> usize {
    let pages = searches
        .iter()
        .filter_map(|search| serde_json::from_str::<Vec<String>>(&search.hits).ok());
    let ids: HashSet<String> = pages.flatten().collect();
    ids.iter().filter(|id| gallery.position(id).is_some()).count()
}

/// The searches of all clients that found nothing, or nothing good.
fn gaps(searches: Vec<Search>) -> SearchGaps {
    let mut different: BTreeMap<String, RememberedSearch> = BTreeMap::new();
    // They come the newest first, so what is kept of equal ones is the newest answer.
    let made = searches.into_iter().filter(|search| search.times > 0);
    for search in made.filter_map(remembered) {
        let times = search.times;
        different
            .entry(search.request.to_string())
            .and_modify(|known| known.times += times)
            .or_insert(search);
    }
    let count = different.len();
    let mut found: Vec<Gap> = different.into_values().map(gap).collect();
    found.sort_by_key(|gap| (std::cmp::Reverse(gap.times), std::cmp::Reverse(gap.at)));
    let (nothing, some): (Vec<Gap>, Vec<Gap>) = found.into_iter().partition(|gap| gap.total == 0);
    SearchGaps {
        count,
        nothing: nothing.into_iter().take(GAPS).collect(),
        weak: some
            .into_iter()
            .filter(|gap| gap.strong == 0)
            .take(GAPS)
            .collect(),
    }
}

fn gap(search: RememberedSearch) -> Gap {
    Gap {
        words: search
            .request
            .get("text")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        request: search.request,
        times: search.times,
        at: search.at,
        total: search.total,
        strong: search.strong,
    }
}

fn compared(first: &StrategyRecord, second: &StrategyRecord) -> Trial {
    let (better, other) = if first.rate.mean >= second.rate.mean {
        (first, second)
    } else {
        (second, first)
    };
    let p_value = metrics::fisher((better.likes, better.verdicts), (other.likes, other.verdicts));
    let few = better.verdicts.min(other.verdicts) < ENOUGH;
    // What is beyond chance already needs no more swipes.
    let verdict = match (p_value < LEVEL, few) {
        (true, _) => TrialVerdict::Better,
        (false, true) => TrialVerdict::Few,
        (false, false) => TrialVerdict::Chance,
    };
    Trial {
        better: better.strategy.clone(),
        other: other.strategy.clone(),
        difference: better.rate.mean - other.rate.mean,
        p_value,
        verdict,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn swipe(verdict: &str, at: i64) -> Swipe {
        Swipe {
            id: String::new(),
            product: String::new(),
            verdict: verdict.to_owned(),
            attribute: None,
            at,
            card: None,
        }
    }

    #[test]
    fn a_week_begins_on_monday() {
        let thursday = week(0);
        assert_eq!(week(3 * DAY_MS + DAY_MS - 1), thursday, "Sunday 4 January 1970");
        assert_eq!(week(4 * DAY_MS), thursday + 1, "the Monday after it");
        assert_eq!(week(-3 * DAY_MS), thursday, "the Monday before");
    }

    #[test]
    fn a_trial_needs_many_swipes_only_where_the_difference_may_be_chance() {
        let of = |name: &str, likes, verdicts| StrategyRecord {
            strategy: name.to_owned(),
            verdicts,
            likes,
            rate: metrics::proportion(likes, verdicts),
        };
        let clear = compared(&of("a", 24, 25), &of("b", 2, 25));
        assert!(clear.p_value < 1e-8, "{clear:?}");
        assert_eq!(
            (clear.verdict, clear.better.as_str()),
            (TrialVerdict::Better, "a")
        );
        assert_eq!(
            compared(&of("a", 3, 5), &of("b", 2, 5)).verdict,
            TrialVerdict::Few
        );
        assert_eq!(
            compared(&of("a", 30, 60), &of("b", 28, 60)).verdict,
            TrialVerdict::Chance
        );
    }

    #[test]
    fn weeks_have_no_gaps_and_end_now() {
        let swipes = [
            swipe("like", 0),
            swipe("pass", 15 * DAY_MS),
            swipe("less", 15 * DAY_MS),
        ];
        let weeks = weeks(&swipes, 15 * DAY_MS);
        let counts: Vec<(usize, usize)> = weeks.iter().map(|week| (week.likes, week.passes)).collect();
        assert_eq!(
            counts,
            [(1, 0), (0, 0), (0, 1)],
            "one like, a week of nothing, one pass"
        );
        assert_eq!(weeks[1].start, 4 * DAY_MS, "Monday 5 January 1970");
        let later = super::weeks(&swipes, 500 * DAY_MS);
        assert_eq!(later.len() as i64, WEEKS, "no more than can be shown");
        assert!(super::weeks(&[], 0).is_empty(), "nothing was swiped");
    }

    #[test]
    fn equal_searches_of_several_clients_count_together() {
        let search = |text: &str, at: i64, total: usize, strong: usize| Search {
            key: at,
            request: format!(r#"{{"text":"{text}"}}"#),
            name: None,
            at,
            times: 2,
            total,
            strong,
            hits: "[]".to_owned(),
        };
        let found = gaps(vec![
            search("umbrella", 9, 40, 0),
            search("red dress", 8, 40, 7),
            search("umbrella", 7, 40, 3),
            search("ball gown", 6, 0, 0),
        ]);
        assert_eq!(found.count, 3, "three different ones");
        let weak: Vec<(&str, usize)> = found.weak.iter().map(|gap| (&*gap.words, gap.times)).collect();
        assert_eq!(weak, [("umbrella", 4)], "by its newest answer");
        assert_eq!(found.nothing[0].words, "ball gown");
    }
}
