//! One client in memory: the log in numbers of the catalogue, and the recommenders that learnt from it.

use super::limits::Limits;
use super::shelf::Shelf;
use crate::error::EngineError;
use nova_index::{cosines, top_k};
use nova_store::{Profile, Purchase, Swipe, UserDb, Weight};
use nova_taste::attribute::Field;
use nova_taste::prior::{Prior, Quiz};
use nova_taste::signal::{Signal, Verdict};
use nova_taste::strategies;
use nova_taste::strategy::{Beginning, Strategy, World};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;

/// Pictures nearest to the quiz's words that stand for what they mean.
const NEAREST_TO_WORDS: usize = 12;

/// A client's choices.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    /// The strategy that chooses cards; the default when `None`.
    pub strategy: Option<String>,
    /// Two strategies between which each deck's cards are shared by lot.
    pub trial: Option<(String, String)>,
}

impl Settings {
    pub fn read(json: &str) -> Settings {
        // What an older or newer version wrote and this one cannot read falls back to the defaults.
        serde_json::from_str(json).unwrap_or_default()
    }

    pub fn strategy(&self) -> &str {
        self.strategy.as_deref().unwrap_or(strategies::DEFAULT)
    }
}

/// A client in memory.
pub(crate) struct Session {
    pub quiz: Quiz,
    /// What the client can wear, by the quiz and the file.
    pub limits: Limits,
    pub settings: Settings,
    pub weights: Vec<Weight>,
    pub log: Vec<Signal>,
    /// What was bought and kept, each with how many entries of the log came before it.
    pub bought: Vec<(usize, Signal)>,
    /// Products that keep to the hard limits and can be sold, ascending.
    pub allowed: Arc<Vec<u32>>,
    liked_pictures: Vec<Vec<f32>>,
    strategies: HashMap<String, Box<dyn Strategy>>,
}

/// What the database knows of a client.
pub(crate) struct Rows {
    quiz: Quiz,
    limits: Limits,
    settings: Settings,
    weights: Vec<Weight>,
    swipes: Vec<Swipe>,
    purchases: Vec<Purchase>,
}

impl Rows {
    pub fn read(db: &UserDb, profile: &Profile) -> Result<Rows, EngineError> {
        let quiz: Quiz = serde_json::from_str(&profile.quiz).unwrap_or_default();
        Ok(Rows {
            limits: Limits::read(db, profile.key, quiz.clone())?,
            settings: Settings::read(&profile.settings),
            weights: db.weights(profile.key)?,
            swipes: db.swipes(profile.key)?,
            purchases: db.purchases(Some(profile.key))?,
            quiz,
        })
    }
}

impl Session {
    /// Makes a client's session; the model is asked what the quiz's words look like.
    pub fn of(rows: Rows, shelf: &Shelf) -> Session {
        let Rows {
            quiz,
            limits,
            settings,
            weights,
            swipes,
            purchases,
        } = rows;
        Session {
            bought: bought(&purchases, shelf, &swipes),
            allowed: allowed(&limits, shelf),
            settings,
            weights,
            log: swipes.iter().map(|swipe| signal(swipe, shelf)).collect(),
            liked_pictures: liked_pictures(shelf, &quiz),
            quiz,
            limits,
            strategies: HashMap::new(),
        }
    }

    /// Takes in a swipe, with every recommender that is awake.
    pub fn learn(&mut self, world: &World<'_>, signal: Signal) {
        for strategy in self.strategies.values_mut() {
            strategy.learn(world, signal);
        }
        self.log.push(signal);
    }

    /// Makes the recommender of that name from the log, if it is not awake.
    pub fn wake(&mut self, name: &str, world: &World<'_>) -> Result<(), EngineError> {
        if self.strategies.contains_key(name) {
            return Ok(());
        }
        let beginning = self.beginning(world);
        let mut made = strategies::make(name, world, beginning).ok_or_else(|| {
            EngineError::invalid(
                format!("there is no strategy \"{name}\""),
                format!("The strategies are {}.", strategies::NAMES.join(", ")),
            )
        })?;
        let mut bought = self.bought.iter().peekable();
        for (at, signal) in self.log.iter().enumerate() {
            while let Some((_, purchase)) = bought.next_if(|(before, _)| *before <= at) {
                made.learn(world, *purchase);
            }
            made.learn(world, *signal);
        }
        for (_, purchase) in bought {
            made.learn(world, *purchase);
        }
        self.strategies.insert(name.to_owned(), made);
        Ok(())
    }

    /// A recommender that [`Session::wake`] was called for.
    pub fn strategy(&self, name: &str) -> Result<&dyn Strategy, EngineError> {
        let awake = self.strategies.get(name);
        awake
            .map(AsRef::as_ref)
            .ok_or_else(|| EngineError::Internal(format!("the strategy {name} sleeps")))
    }

    fn beginning(&self, world: &World<'_>) -> Beginning<'_> {
        let mut prior = Prior::of_quiz(world.table, &self.quiz, &self.liked_pictures);
        let mut pinned = Vec::new();
        for weight in &self.weights {
            let field = Field::from_name(&weight.field);
            let Some(number) = field.and_then(|field| world.table.vocabulary.find(field, &weight.value))
            else {
                continue;
            };
            if weight.pinned {
                prior.pin(number, weight.weight);
                pinned.push((number, weight.weight));
            } else {
                prior.begin_at(number, weight.weight);
            }
        }
        Beginning {
            quiz: &self.quiz,
            prior,
            pinned,
        }
    }
}

/// Products that keep to the limits and can be sold, ascending.
fn allowed(limits: &Limits, shelf: &Shelf) -> Arc<Vec<u32>> {
    let pool = shelf.pool();
    if limits.are_none() {
        return Arc::clone(pool);
    }
    let pool = pool.par_iter().copied();
    Arc::new(
        pool.filter(|item| limits.allows(shelf.product(*item as usize)))
            .collect(),
    )
}

/// What a client bought and did not bring back, as strong likes, in the order of time among the swipes.
fn bought(purchases: &[Purchase], shelf: &Shelf, swipes: &[Swipe]) -> Vec<(usize, Signal)> {
    let mut kept: Vec<(usize, i64, i64)> = Vec::new();
    for purchase in purchases {
        let Some(item) = shelf.gallery.places().get(&purchase.product).copied() else {
            continue;
        };
        match kept.iter_mut().find(|(other, ..)| *other == item) {
            Some((_, quantity, _)) => *quantity += purchase.quantity,
            None => kept.push((item, purchase.quantity, purchase.at)),
        }
    }
    let kept = kept.into_iter().filter(|(_, quantity, _)| *quantity > 0);
    kept.map(|(item, _, at)| {
        let before = swipes.iter().take_while(|swipe| swipe.at < at).count();
        (before, Signal::of(item, Verdict::Super))
    })
    .collect()
}

/// A swipe in numbers of the catalogue as it is.
pub(crate) fn signal(swipe: &Swipe, shelf: &Shelf) -> Signal {
    let attribute = swipe.attribute.as_ref().and_then(|(field, value)| {
        let field = Field::from_name(field)?;
        shelf.table.vocabulary.find(field, value)
    });
    Signal {
        item: shelf.gallery.position(&swipe.product),
        attribute,
        // The table admits no other verdicts.
        verdict: Verdict::from_name(&swipe.verdict).unwrap_or(Verdict::Pass),
    }
}

/// Coordinates of pictures that stand for what the quiz said: the examples', and those nearest to its words.
fn liked_pictures(shelf: &Shelf, quiz: &Quiz) -> Vec<Vec<f32>> {
    let of = |item: usize| shelf.table.row(item).picture.to_vec();
    let examples = quiz.examples.iter().filter_map(|id| shelf.gallery.position(id));
    let mut pictures: Vec<Vec<f32>> = examples.map(of).collect();
    let words: Vec<&str> = [&quiz.styles, &quiz.colours, &quiz.categories]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    if words.is_empty() || shelf.gallery.matrix.is_empty() {
        return pictures;
    }
    // Without a model the quiz still counts by its attributes.
    let embedded = shelf.gallery.slot.embedder();
    if let Ok(embedded) = embedded.and_then(|embedder| Ok(embedder.embed_text(&words.join(" "))?))
        && embedded.len() == shelf.gallery.matrix.dim()
    {
        let all = cosines(&shelf.gallery.matrix, &shelf.gallery.text(embedded));
        let nearest = top_k(&all, NEAREST_TO_WORDS, |_| true);
        pictures.extend(nearest.iter().map(|near| of(shelf.gallery.item_of_row[near.row])));
    }
    pictures
}
