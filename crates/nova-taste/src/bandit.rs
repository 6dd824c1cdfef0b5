//! The textbook recommenders that the default is measured against: random cards, the most liked, the quiz alone,
//! and Bayesian ridge regression under four rules of drawing.

use crate::belief::{Belief, Likelihood};
use crate::explain::{Cause, Components, Explanation, Term};
use crate::features::FeatureTable;
use crate::normal;
use crate::policy::{Policy, best_of};
use crate::prior::Prior;
use crate::random::Random;
use crate::seed::epsilon;
use crate::signal::{Signal, Verdict};
use crate::strategy::{Beginning, Draft, Strategy, World, top};

/// Noise of a verdict of ±1 around a linear appeal.
const NOISE: f64 = 0.7;
/// The quiz speaks on the probit scale, on which appeals are about twice as far apart as verdicts of ±1.
const PRIOR_SCALE: f64 = 0.5;
/// How many of the best by mean the rules with uncertainty look at.
const POOL: usize = 32;
/// Standard deviations of optimism of LinUCB.
const OPTIMISM: f64 = 0.5;

/// How a card is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// The best by mean.
    Greedy,
    /// The best by mean, but now and then any.
    EpsilonGreedy,
    /// The best by mean plus some standard deviations (Li et al., 2010).
    LinUcb,
    /// Each with its chance to be the best (Thompson, 1933).
    Thompson,
}

/// Bayesian ridge regression on attributes and pictures, with a rule of drawing.
pub struct Bandit {
    rule: Rule,
    belief: Belief,
    feedback: usize,
}

impl Bandit {
    /// The bandit of a client who has not swiped.
    pub fn new(rule: Rule, beginning: Beginning<'_>) -> Bandit {
        let Prior { mean, variance } = beginning.prior;
        let scaled = |values: Vec<f64>, by: f64| values.into_iter().map(|value| value * by).collect();
        let prior = Prior {
            mean: scaled(mean, PRIOR_SCALE),
            variance: scaled(variance, PRIOR_SCALE * PRIOR_SCALE),
        };
        Bandit {
            rule,
            belief: Belief::new(prior),
            feedback: 0,
        }
    }

    fn pool(&self, world: &World<'_>, draft: &Draft<'_>) -> Vec<(u32, f64, f64)> {
        let start = world.table.picture_start();
        let places = top(draft.scores, draft.alive, POOL);
        let with_deviation = places.into_iter().map(|place| {
            let row = world.table.row(draft.candidates[place as usize] as usize);
            let deviation = self.belief.variance(row, start).sqrt();
            (place, f64::from(draft.scores[place as usize]), deviation)
        });
        with_deviation.collect()
    }
}

impl Strategy for Bandit {
    fn name(&self) -> &'static str {
        match self.rule {
            Rule::Greedy => "greedy",
            Rule::EpsilonGreedy => "epsilon-greedy",
            Rule::LinUcb => "linucb",
            Rule::Thompson => "thompson",
        }
    }

    fn learn(&mut self, world: &World<'_>, signal: Signal) {
        self.feedback += 1;
        let likelihood = Likelihood::Linear { noise: NOISE };
        match (signal.verdict, signal.item, signal.attribute) {
            (Verdict::Less, _, Some(attribute)) => self.belief.learn_less(attribute, likelihood),
            (Verdict::Less, _, None) | (_, None, _) => {}
            (verdict, Some(item), _) => {
                self.belief
                    .learn(world.table, item, verdict.is_like(), likelihood, 1.0, 1.0);
            }
        }
    }

    fn scores(&self, world: &World<'_>, candidates: &[u32], scores: &mut Vec<f32>, _: &mut Random) {
        world.table.scores(self.belief.mean(), candidates, scores);
    }

    fn policy(&self, world: &World<'_>, draft: &Draft<'_>) -> Policy {
        match self.rule {
            Rule::Greedy => Policy::certain(top(draft.scores, draft.alive, 1)[0]),
            Rule::EpsilonGreedy => {
                let best = top(draft.scores, draft.alive, 1)[0];
                Policy::epsilon_greedy(best, epsilon(self.feedback), draft.alive.len())
            }
            Rule::LinUcb => {
                let pool = self.pool(world, draft);
                let bound = |entry: &(u32, f64, f64)| entry.1 + OPTIMISM * entry.2;
                let best = pool
                    .iter()
                    .max_by(|a, b| bound(a).total_cmp(&bound(b)).then(b.0.cmp(&a.0)));
                Policy::certain(best.map_or(draft.alive[0], |best| best.0))
            }
            Rule::Thompson => {
                let pool = self.pool(world, draft);
                let values: Vec<(f64, f64)> = pool.iter().map(|(_, mean, sd)| (*mean, *sd)).collect();
                let chances = pool.iter().map(|entry| entry.0).zip(best_of(&values));
                Policy {
                    exploit: chances.collect(),
                    ..Policy::default()
                }
            }
        }
    }

    fn explain(&self, world: &World<'_>, items: &[u32]) -> Vec<Explanation> {
        let mean = self.belief.mean();
        let of = |item: &u32| explained(world.table, mean, *item as usize, None);
        items.iter().map(of).collect()
    }

    fn weight(&self, attribute: u32) -> Option<(f64, f64)> {
        let at = 1 + attribute as usize;
        Some((*self.belief.mean().get(at)?, self.belief.variance_of(at)))
    }
}

/// The explanation of a linear appeal: a term for the constant, each attribute and the picture, and one for the
/// crowd where there is one.
pub(crate) fn explained(
    table: &FeatureTable,
    weights: &[f64],
    item: usize,
    crowd: Option<f64>,
) -> Explanation {
    let mut terms = vec![Term {
        cause: Cause::Base,
        amount: weights[0],
    }];
    for (number, share) in table.row(item).attributes.iter() {
        terms.push(Term {
            cause: Cause::Attribute(table.vocabulary.attribute(number).clone()),
            amount: weights[1 + number as usize] * f64::from(share),
        });
    }
    let content = terms.iter().map(|term| term.amount).sum();
    let visual = table.picture_score(weights, item);
    terms.push(Term {
        cause: Cause::Picture,
        amount: visual,
    });
    if let Some(amount) = crowd {
        terms.push(Term {
            cause: Cause::Crowd,
            amount,
        });
    }
    let total = terms.iter().map(|term| term.amount).sum();
    Explanation {
        total,
        score: normal::distribution(total),
        terms,
        components: Components {
            content,
            collaborative: crowd.unwrap_or(0.0),
            visual,
        },
        weights: Components {
            content: 1.0,
            collaborative: 1.0,
            visual: 1.0,
        },
    }
}

/// An explanation of one term.
fn single(cause: Cause, amount: f64) -> Explanation {
    Explanation {
        total: amount,
        score: amount.clamp(0.0, 1.0),
        terms: vec![Term { cause, amount }],
        components: Components::default(),
        weights: Components::default(),
    }
}

/// Any card.
pub struct RandomCards;

impl Strategy for RandomCards {
    fn name(&self) -> &'static str {
        "random"
    }

    fn learn(&mut self, _: &World<'_>, _: Signal) {}

    fn scores(&self, _: &World<'_>, candidates: &[u32], scores: &mut Vec<f32>, random: &mut Random) {
        scores.clear();
        scores.extend(candidates.iter().map(|_| normal::uniform(random) as f32));
    }

    fn policy(&self, _: &World<'_>, draft: &Draft<'_>) -> Policy {
        Policy {
            uniform: 1.0 / draft.alive.len().max(1) as f64,
            ..Policy::default()
        }
    }

    fn explain(&self, _: &World<'_>, items: &[u32]) -> Vec<Explanation> {
        items.iter().map(|_| single(Cause::Base, 0.0)).collect()
    }
}

/// What other clients like most.
pub struct Popularity;

impl Strategy for Popularity {
    fn name(&self) -> &'static str {
        "popularity"
    }

    fn learn(&mut self, _: &World<'_>, _: Signal) {}

    fn scores(&self, world: &World<'_>, candidates: &[u32], scores: &mut Vec<f32>, _: &mut Random) {
        scores.clear();
        // What sells says more than what is swiped, where orders are known.
        if world.crowd.sold.iter().any(|sold| *sold > 0.0) {
            let popularity = world.crowd.popularity();
            scores.extend(candidates.iter().map(|item| popularity[*item as usize]));
            return;
        }
        let base = world.crowd.base_rate();
        scores.extend(
            candidates
                .iter()
                .map(|item| world.crowd.appeal(*item as usize, base)),
        );
    }

    fn policy(&self, _: &World<'_>, draft: &Draft<'_>) -> Policy {
        Policy::certain(top(draft.scores, draft.alive, 1)[0])
    }

    fn explain(&self, world: &World<'_>, items: &[u32]) -> Vec<Explanation> {
        let mut scores = Vec::new();
        self.scores(world, items, &mut scores, &mut Random::new(0, 0));
        let of = |score: f32| single(Cause::Crowd, f64::from(score));
        scores.into_iter().map(of).collect()
    }
}

/// What the quiz says, whatever is swiped.
pub struct QuizOnly {
    prior: Prior,
}

impl QuizOnly {
    /// The recommender of a client with this quiz.
    pub fn new(beginning: Beginning<'_>) -> QuizOnly {
        QuizOnly {
            prior: beginning.prior,
        }
    }
}

impl Strategy for QuizOnly {
    fn name(&self) -> &'static str {
        "quiz"
    }

    fn learn(&mut self, _: &World<'_>, _: Signal) {}

    fn scores(&self, world: &World<'_>, candidates: &[u32], scores: &mut Vec<f32>, _: &mut Random) {
        world.table.scores(&self.prior.mean, candidates, scores);
    }

    fn policy(&self, _: &World<'_>, draft: &Draft<'_>) -> Policy {
        Policy::certain(top(draft.scores, draft.alive, 1)[0])
    }

    fn explain(&self, world: &World<'_>, items: &[u32]) -> Vec<Explanation> {
        let of = |item: &u32| explained(world.table, &self.prior.mean, *item as usize, None);
        items.iter().map(of).collect()
    }
}
