//! The next cards of a client's deck.

use crate::clientele::Visit;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::library::thumb_key;
use crate::problem::Thing;
use nova_domain::Reason;
use nova_store::Card as ShownCard;
use nova_taste::attribute::Attribute;
use nova_taste::context;
use nova_taste::crowd::Marks;
use nova_taste::deck::{Card as Dealt, deck};
use nova_taste::explain::{Cause, Components, Explanation, Term};
use nova_taste::normal;
use nova_taste::random::Random;
use nova_taste::signal::excluded;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use ts_rs::TS;

/// Products from which on it is worth sharing them among threads.
const PARALLEL: usize = 8_192;
const DEFAULT_COUNT: usize = 10;
const MAX_COUNT: usize = 100;
/// Cards seen last, from which the next ones should differ.
const RECENT: usize = 4;
/// Scores of `seed` lie in 0..1, and so closer together by this than those of the others.
const SEED_SCALE: f64 = 0.1;

/// Which cards are wanted.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct NextCardsRequest {
    /// The client's name; the guest when left out.
    pub profile: Option<String>,
    /// How many; 10 when left out, 100 at most.
    #[serde(alias = "count")]
    pub n: Option<usize>,
    /// The strategy; the client's own when left out.
    pub strategy: Option<String>,
    /// A seed: equal seeds deal equal cards to an unchanged client.
    #[ts(as = "Option<f64>")]
    pub seed: Option<u64>,
    /// An occasion or season that the cards should suit, for instance `party`.
    pub context: Option<String>,
    /// The season as a soft wish; that of the date in the north when left out, none when empty.
    pub season: Option<String>,
    /// Products that must not be dealt: those in the client's hand.
    #[ts(as = "Option<Vec<String>>")]
    pub exclude: Vec<String>,
}

/// A card.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct Card {
    /// The product's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How much the client should like it, 0..1, higher is better.
    pub score: f64,
    /// What each kind of signal says of it.
    pub components: Components,
    /// What each kind of signal weighs.
    pub weights: Components,
    /// The terms of the score, on the strategy's own scale, on which they add up to `total`.
    pub terms: Vec<Term>,
    /// The sum of the terms.
    pub total: f64,
    /// Whether it is shown to learn, and not as the best.
    pub explored: bool,
    /// The probability with which it was dealt, given the cards before it.
    pub propensity: f64,
    /// The strategy that dealt it.
    pub strategy: String,
    /// Because of what: first that it is shown to learn, then the strongest.
    pub reasons: Vec<Because>,
    /// Price in `currency`.
    pub price: Option<f64>,
    /// Currency of the price.
    pub currency: String,
    /// Label.
    pub brand: String,
    /// Kind of garment.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whom it is made for.
    pub gender: String,
    /// Colours, the main one first.
    pub colours: Vec<String>,
    /// Attributes of which less can be asked for.
    pub attributes: Vec<Attribute>,
    /// Path of its picture.
    pub image: Option<String>,
    /// Key of its thumbnail.
    pub thumb: Option<String>,
}

/// A reason for a card with what it counts.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
pub struct Because {
    /// The reason.
    #[serde(flatten)]
    pub reason: Reason,
    /// What it adds to the score, as a share of the largest: above 0 and at most 1; `None` for what adds nothing.
    pub share: Option<f64>,
}

/// What keeps products from being dealt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Limit {
    /// The budget of the quiz.
    Budget,
    /// The sizes of the quiz.
    Sizes,
    /// What the client never wears, by the quiz.
    Never,
    /// That they were swiped.
    Seen,
    /// That they are sold out.
    Stock,
}

/// What could be relaxed so that there are cards again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct Relaxation {
    /// What holds them back.
    pub what: Limit,
    /// Products that would come back.
    pub products: usize,
}

/// Why there are fewer cards than asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Shortage {
    /// The catalogue is empty.
    Empty,
    /// Everything there is was shown.
    Shown,
    /// What is left does not keep to the client's limits, was swiped or is sold out.
    Limits,
}

/// The next cards.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct NextCardsResponse {
    /// The cards in their order.
    pub cards: Vec<Card>,
    /// Products from which they were dealt.
    pub pool: usize,
    /// The context that counted, the season of the date among it.
    pub context: Vec<String>,
    /// Why there are fewer cards than asked for.
    pub short: Option<Shortage>,
    /// What could be relaxed when there are too few.
    pub relax: Vec<Relaxation>,
}

/// What a context is worth to a product, with the attribute that suits it.
pub(super) struct Wish {
    attributes: Vec<u32>,
    /// The context by its name, where the catalogue has no word for it and what pieces are has to tell.
    pieces: Option<String>,
    /// The products that suit it.
    suited: Arc<Marks>,
    gain: f64,
}

impl Engine {
    /// Deals the next cards and logs each with its strategy and propensity.
    ///
    /// # Errors
    /// When there is no such client, strategy or context.
    pub fn next_cards(&self, request: &NextCardsRequest) -> Result<NextCardsResponse, EngineError> {
        self.must_write()?;
        self.visit(request.profile.as_deref(), |visit| {
            visit.next_cards(self, request)
        })
    }
}

impl Visit<'_> {
    pub(crate) fn next_cards(
        &mut self,
        engine: &Engine,
        request: &NextCardsRequest,
    ) -> Result<NextCardsResponse, EngineError> {
        let count = request.n.unwrap_or(DEFAULT_COUNT).min(MAX_COUNT);
        let names = self.strategies(request);
        for name in &names {
            self.wake(name)?;
        }
        let (wishes, context) = self.wishes(request, &names[0])?;
        let mut random = Random::new(request.seed.unwrap_or(self.seed), 0);
        // Which strategy of a trial deals each place is decided by lot before the cards are.
        let lots: Vec<usize> = (0..count)
            .map(|_| normal::below(names.len(), &mut random))
            .collect();
        let mut dealt: Vec<(Dealt, usize)> = Vec::new();
        let mut pool = 0;
        for (which, name) in names.iter().enumerate() {
            let wanted = lots.iter().filter(|lot| **lot == which).count();
            let strategy = self.session.strategy(name)?;
            let mut out = self.excluded(strategy.recent_passes(), &request.exclude);
            out.extend(dealt.iter().map(|(card, _)| card.item));
            let candidates = self.candidates(out);
            pool = pool.max(candidates.len());
            let boost = boost(&candidates, &wishes);
            let mut recent = self.recent()?;
            recent.extend(dealt.iter().map(|(card, _)| card.item));
            let world = self.world();
            let cards = deck(
                strategy,
                &world,
                &candidates,
                &boost,
                &recent,
                wanted,
                &mut random,
            );
            dealt.extend(cards.into_iter().map(|card| (card, which)));
        }
        // A trial's cards take the places that the lot gave their strategy.
        let mut by_strategy: Vec<_> = (0..names.len())
            .map(|which| dealt.iter().filter(move |(_, own)| *own == which).copied())
            .collect();
        let ordered: Vec<(Dealt, usize)> = lots.iter().filter_map(|lot| by_strategy[*lot].next()).collect();
        let mut by_strategy = Vec::with_capacity(names.len());
        for (which, name) in names.iter().enumerate() {
            let own = ordered.iter().filter(|(_, other)| *other == which);
            let own: Vec<Dealt> = own.map(|(card, _)| *card).collect();
            by_strategy.push(self.cards(engine, &own, name, &wishes)?.into_iter());
        }
        let places = ordered.iter();
        let cards: Vec<Card> = places
            .filter_map(|(_, which)| by_strategy[*which].next())
            .collect();
        let shown: Vec<ShownCard> = cards
            .iter()
            .map(|card| ShownCard {
                product: card.id.clone(),
                strategy: card.strategy.clone(),
                propensity: card.propensity,
                score: card.score,
                explored: card.explored,
            })
            .collect();
        let (key, at) = (self.profile.key, self.at);
        self.together(|db, crowd, _| {
            db.show_cards(key, &shown, at)?;
            ordered.iter().for_each(|(card, _)| crowd.shown[card.item] += 1);
            Ok(())
        })?;
        let (short, relax) = self.shortage(count - cards.len(), &names[0], &request.exclude)?;
        Ok(NextCardsResponse {
            cards,
            pool,
            context,
            short,
            relax,
        })
    }

    /// The strategy that deals, or both of a trial.
    fn strategies(&self, request: &NextCardsRequest) -> Vec<String> {
        match (&request.strategy, &self.session.settings.trial) {
            (Some(name), _) => vec![name.clone()],
            (None, Some((own, against))) => vec![own.clone(), against.clone()],
            (None, None) => vec![self.session.settings.strategy().to_owned()],
        }
    }

    fn wishes(
        &self,
        request: &NextCardsRequest,
        strategy: &str,
    ) -> Result<(Vec<Wish>, Vec<String>), EngineError> {
        let scale = if strategy == "seed" { SEED_SCALE } else { 1.0 };
        let table = &self.shelf.table;
        let (mut wishes, mut names) = (Vec::new(), Vec::new());
        let asked = request
            .context
            .as_deref()
            .map(str::trim)
            .filter(|context| !context.is_empty());
        if let Some(asked) = asked {
            let attributes = context::attributes(table, asked);
            let pieces = attributes.is_empty() && context::by_pieces(asked);
            if attributes.is_empty() && !pieces {
                return Err(EngineError::NotFound {
                    what: Thing::Context,
                    name: asked.to_owned(),
                    hint: format!(
                        "Choose {} or an occasion, season, style or tag of the catalogue.",
                        context::names().join(", ")
                    ),
                });
            }
            names.push(asked.to_owned());
            wishes.push(Wish {
                suited: self.shelf.suited(asked, &attributes, pieces),
                attributes,
                pieces: pieces.then(|| asked.to_lowercase()),
                gain: scale * context::GAIN,
            });
        }
        // The published baseline knows no seasons.
        let season = match &request.season {
            _ if strategy == "seed" => None,
            Some(named) => Some(named.trim().to_owned()).filter(|named| !named.is_empty()),
            None => Some(context::season(month_of(self.at), false).to_owned()),
        };
        if let Some(season) = season {
            let attributes = context::attributes(table, &season);
            if !attributes.is_empty() {
                let suited = self.shelf.suited(&season, &attributes, false);
                names.push(season);
                wishes.push(Wish {
                    suited,
                    attributes,
                    pieces: None,
                    gain: scale * context::SEASON_GAIN,
                });
            }
        }
        Ok((wishes, names))
    }

    /// What the context adds to a product's score, as terms.
    fn gains(&self, item: usize, wishes: &[Wish]) -> Vec<Term> {
        let table = &self.shelf.table;
        let suiting = wishes.iter().filter(|wish| wish.suited.has(item));
        let suited = suiting.filter_map(|wish| {
            let attribute = match &wish.pieces {
                None => {
                    let number = context::suits(table, item, &wish.attributes)?;
                    table.vocabulary.attribute(number).clone()
                }
                Some(context) => Attribute {
                    field: nova_taste::attribute::Field::Occasion,
                    value: context.clone(),
                },
            };
            Some(Term {
                cause: Cause::Context(attribute),
                amount: wish.gain,
            })
        });
        suited.collect()
    }

    fn recent(&self) -> Result<Vec<usize>, EngineError> {
        let ids = self.with_db(|db| Ok(db.last_cards(self.profile.key, RECENT)?))?;
        Ok(ids
            .iter()
            .filter_map(|id| self.shelf.gallery.position(id))
            .collect())
    }

    /// Products that stay out, ascending: by the log and as asked for.
    fn excluded(&self, recent_passes: usize, asked: &[String]) -> Vec<usize> {
        let mut out = excluded(&self.session.log, recent_passes);
        // What one has is not offered again; another colour of it may be.
        out.extend(self.session.bought.iter().filter_map(|(_, signal)| signal.item));
        out.extend(asked.iter().filter_map(|id| self.shelf.gallery.position(id)));
        out
    }

    fn candidates(&self, mut out: Vec<usize>) -> Vec<u32> {
        out.sort_unstable();
        out.dedup();
        let allowed: &[u32] = &self.session.allowed;
        let mut candidates = Vec::with_capacity(allowed.len());
        let mut from = 0;
        // What stays out is little; what lies between is taken over at once.
        for item in out {
            // A catalogue has fewer than 2³² products.
            if let Ok(at) = allowed.binary_search(&(item as u32)) {
                candidates.extend_from_slice(&allowed[from..at]);
                from = at + 1;
            }
        }
        candidates.extend_from_slice(&allowed[from..]);
        candidates
    }

    /// The cards of what a strategy dealt, in its order.
    pub(super) fn cards(
        &self,
        engine: &Engine,
        dealt: &[Dealt],
        name: &str,
        wishes: &[Wish],
    ) -> Result<Vec<Card>, EngineError> {
        let strategy = self.session.strategy(name)?;
        let items: Vec<u32> = dealt.iter().map(|card| card.item as u32).collect();
        let explained = strategy.explain(&self.world(), &items).into_iter();
        let liked = self.session.log.iter().any(|signal| signal.verdict.is_like());
        Ok(dealt
            .iter()
            .zip(explained)
            .map(|(card, explanation)| self.card(engine, card, name, wishes, explanation, liked))
            .collect())
    }

    fn card(
        &self,
        engine: &Engine,
        dealt: &Dealt,
        name: &str,
        wishes: &[Wish],
        mut explanation: Explanation,
        liked: bool,
    ) -> Card {
        for term in self.gains(dealt.item, wishes) {
            explanation.total += term.amount;
            explanation.terms.push(term);
        }
        let score = if name == "seed" {
            explanation.total.clamp(0.0, 1.0)
        } else {
            normal::distribution(explanation.total)
        };
        let explored = dealt.explored.then_some((Reason::Explored, None));
        let raising = explanation.because(liked).into_iter();
        let reasons = explored
            .into_iter()
            .chain(raising.map(|(reason, share)| (reason, Some(share))))
            .map(|(reason, share)| Because { reason, share })
            .collect();
        let item = &self.shelf.gallery.items[dealt.item];
        let product = &item.product;
        let attributes = self.shelf.table.row(dealt.item).attributes.iter();
        let vocabulary = &self.shelf.table.vocabulary;
        Card {
            id: product.id.0.clone(),
            title: product.title.clone(),
            score,
            components: explanation.components,
            weights: explanation.weights,
            terms: explanation.terms,
            total: explanation.total,
            explored: dealt.explored,
            propensity: dealt.propensity,
            strategy: name.to_owned(),
            reasons,
            price: product.price,
            currency: product.currency.clone(),
            brand: product.brand.clone(),
            kind: product.kind.clone(),
            gender: product.gender.clone(),
            colours: product.colours.clone(),
            attributes: attributes
                .filter(|(number, _)| self.shelf.tells(*number))
                .map(|(number, _)| vocabulary.attribute(number).clone())
                .collect(),
            image: self.shelf.gallery.picture(item, &engine.library),
            thumb: item.picture_hash.as_deref().map(thumb_key),
        }
    }

    /// Why cards are missing, and what would bring how many products back, the most first.
    fn shortage(
        &self,
        missing: usize,
        strategy: &str,
        asked: &[String],
    ) -> Result<(Option<Shortage>, Vec<Relaxation>), EngineError> {
        if missing == 0 {
            return Ok((None, Vec::new()));
        }
        let recent = self.session.strategy(strategy)?.recent_passes();
        let out = self.excluded(recent, asked);
        let seen: std::collections::HashSet<usize> = out.into_iter().collect();
        let count =
            |keep: &dyn Fn(usize) -> bool| (0..self.shelf.table.len()).filter(|item| keep(*item)).count();
        let now_allowed = self.session.allowed.len();
        let without = |change: &dyn Fn(&mut nova_taste::prior::Quiz)| {
            let mut limits = self.session.limits.clone();
            change(&mut limits.quiz);
            count(&|item| {
                let product = self.shelf.product(item);
                product.in_stock() && limits.allows(product) && !seen.contains(&item)
            })
        };
        let unseen_now = count(&|item| {
            self.session.allowed.binary_search(&(item as u32)).is_ok() && !seen.contains(&item)
        });
        let sold_out = count(&|item| {
            let product = self.shelf.product(item);
            !product.in_stock() && self.session.limits.allows(product)
        });
        let offers = [
            (
                Limit::Budget,
                without(&|quiz| quiz.budget = Default::default()) - unseen_now,
            ),
            (
                Limit::Sizes,
                without(&|quiz| {
                    quiz.sizes.clear();
                    quiz.shoe_sizes = None;
                }) - unseen_now,
            ),
            (Limit::Never, without(&|quiz| quiz.never.clear()) - unseen_now),
            (Limit::Seen, now_allowed - unseen_now),
            (Limit::Stock, sold_out),
        ];
        let mut relax: Vec<Relaxation> = offers
            .into_iter()
            .filter(|(_, products)| *products > 0)
            .map(|(what, products)| Relaxation { what, products })
            .collect();
        relax.sort_by_key(|relaxation| std::cmp::Reverse(relaxation.products));
        let short = if self.shelf.table.is_empty() {
            Shortage::Empty
        } else if relax.is_empty() {
            Shortage::Shown
        } else {
            Shortage::Limits
        };
        Ok((Some(short), relax))
    }
}

/// What the context adds to the score of each candidate.
fn boost(candidates: &[u32], wishes: &[Wish]) -> Vec<f32> {
    let gain = |item: &u32| -> f32 {
        let suited = wishes.iter().filter(|wish| wish.suited.has(*item as usize));
        suited.map(|wish| wish.gain as f32).sum()
    };
    if wishes.is_empty() {
        return Vec::new();
    }
    let all = candidates.par_iter().with_min_len(PARALLEL);
    all.map(gain).collect()
}

/// The month (1..12) of a time in milliseconds since 1970, in universal time, by Howard Hinnant's algorithm for
/// civil dates.
fn month_of(at: i64) -> u32 {
    let days = at.div_euclid(86_400_000) + 719_468;
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    (if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    }) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_those_of_the_calendar() {
        for (at, month) in [
            (0, 1),
            (951_782_400_000, 2),
            (951_868_800_000, 3),
            (1_767_139_200_000, 12),
        ] {
            assert_eq!(month_of(at), month, "{at} ms since 1970");
        }
    }
}
