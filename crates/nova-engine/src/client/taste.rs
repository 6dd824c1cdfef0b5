//! The taste: each attribute's weight with its evidence, which the client may edit or pin.

use crate::clientele::Visit;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::problem::Thing;
use nova_store::Weight;
use nova_taste::attribute::Field;
use nova_taste::explain::Components;
use nova_taste::prior::Quiz;
use nova_taste::seed;
use nova_taste::signal::Verdict;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use ts_rs::TS;

use super::profiles::ProfileRequest;

/// Largest weight that a client may set, either way. A weight of 2 all but decides by itself.
const MAX_WEIGHT: f64 = 3.0;

/// A weight to be set.
#[derive(Debug, Clone, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SetWeightRequest {
    /// The client's name; the guest when left out.
    #[serde(default)]
    pub profile: Option<String>,
    /// The attribute's field.
    pub field: Field,
    /// The attribute's value.
    pub value: String,
    /// The weight, −3..3; `None` leaves it to the swipes again.
    #[serde(default)]
    pub weight: Option<f64>,
    /// Whether it stays there whatever is swiped; otherwise it only begins there.
    #[serde(default)]
    #[ts(as = "Option<bool>")]
    pub pinned: bool,
}

/// What a client thinks of an attribute.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
pub struct AttributeTaste {
    /// The field.
    pub field: Field,
    /// The value.
    pub value: String,
    /// The weight: above zero draws, below zero repels.
    pub weight: f64,
    /// Standard deviation of the weight: how sure it is.
    pub deviation: f64,
    /// Likes of products that have it.
    pub likes: usize,
    /// Passes of products that have it.
    pub passes: usize,
    /// Pieces with it that were bought and kept.
    pub bought: usize,
    /// How often less of it was asked for.
    pub less: usize,
    /// Whether the quiz chose it.
    pub from_quiz: bool,
    /// Whether the client set where it begins.
    pub edited: bool,
    /// Whether the client pinned it.
    pub pinned: bool,
}

/// A client's taste.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
#[ts(rename = "Taste")]
pub struct TasteResponse {
    /// The client's name.
    pub profile: String,
    /// The strategy whose weights these are.
    pub strategy: String,
    /// Verdicts that count.
    pub feedback_count: usize,
    /// What content, other clients and the picture weigh.
    pub weights: Components,
    /// Attributes for which there is evidence, the strongest first.
    pub attributes: Vec<AttributeTaste>,
    /// The answers to the quiz.
    pub quiz: Quiz,
    /// How many swipes can be redone.
    pub redo: usize,
}

#[derive(Default)]
struct Evidence {
    likes: usize,
    passes: usize,
    bought: usize,
    less: usize,
}

impl Visit<'_> {
    /// The taste by the client's own strategy, with at most `most` attributes.
    pub(super) fn taste(&mut self, most: usize) -> Result<TasteResponse, EngineError> {
        let name = self.session.settings.strategy().to_owned();
        self.wake(&name)?;
        let strategy = self.session.strategy(&name)?;
        let vocabulary = &self.shelf.table.vocabulary;
        let mut evidence: HashMap<u32, Evidence> = HashMap::new();
        for signal in &self.session.log {
            if signal.verdict == Verdict::Less {
                if let Some(number) = signal.attribute {
                    evidence.entry(number).or_default().less += 1;
                }
                continue;
            }
            let Some(item) = signal.item else { continue };
            for (number, _) in self.shelf.table.row(item).attributes.iter() {
                let own = evidence.entry(number).or_default();
                own.likes += usize::from(signal.verdict.is_like());
                own.passes += usize::from(!signal.verdict.is_like());
            }
        }
        for (_, purchase) in &self.session.bought {
            let attributes = purchase.item.map(|item| self.shelf.table.row(item).attributes);
            for (number, _) in attributes.iter().flat_map(|attributes| attributes.iter()) {
                evidence.entry(number).or_default().bought += 1;
            }
        }
        evidence.retain(|number, evidence| evidence.less > 0 || self.shelf.tells(*number));
        let chosen = self.session.quiz.chosen(&self.shelf.table);
        let mut set: HashMap<u32, &Weight> = HashMap::new();
        for weight in &self.session.weights {
            let field = Field::from_name(&weight.field);
            if let Some(number) = field.and_then(|field| vocabulary.find(field, &weight.value)) {
                set.insert(number, weight);
            }
        }
        for number in chosen.iter().chain(set.keys()) {
            evidence.entry(*number).or_default();
        }
        let mut attributes: Vec<AttributeTaste> = evidence
            .into_iter()
            .map(|(number, evidence)| {
                let (weight, variance) = strategy.weight(number).unwrap_or((0.0, 0.0));
                let attribute = vocabulary.attribute(number);
                let set = set.get(&number);
                AttributeTaste {
                    field: attribute.field,
                    value: attribute.value.clone(),
                    weight,
                    deviation: variance.max(0.0).sqrt(),
                    likes: evidence.likes,
                    passes: evidence.passes,
                    bought: evidence.bought,
                    less: evidence.less,
                    from_quiz: chosen.contains(&number),
                    edited: set.is_some_and(|set| !set.pinned),
                    pinned: set.is_some_and(|set| set.pinned),
                }
            })
            .collect();
        // Where a shop's classes are its finer classes, they stand there once.
        let finer: HashSet<String> = attributes
            .iter()
            .filter(|own| own.field == Field::Subcategory)
            .map(|own| own.value.to_lowercase())
            .collect();
        attributes.retain(|own| {
            let said_twice = own.field == Field::Category && finer.contains(&own.value.to_lowercase());
            !said_twice || own.pinned || own.edited
        });
        attributes.sort_by(|a, b| {
            let strength = b.weight.abs().total_cmp(&a.weight.abs());
            strength.then_with(|| (a.field, &a.value).cmp(&(b.field, &b.value)))
        });
        attributes.truncate(most);
        Ok(TasteResponse {
            profile: self.profile.name.clone(),
            feedback_count: self.session.log.len(),
            weights: component_weights(&name, self.session.log.len()),
            strategy: name,
            attributes,
            quiz: self.session.quiz.clone(),
            redo: self.with_db(|db| Ok(db.redoable(self.profile.key)?))?,
        })
    }

    pub(super) fn wake(&mut self, name: &str) -> Result<(), EngineError> {
        let place = self.people.places.get(&self.profile.key).copied();
        let world = self.shelf.world(&self.people.crowd, place);
        self.session.wake(name, &world)
    }
}

/// What each kind of signal weighs by a strategy after that many verdicts.
pub(crate) fn component_weights(strategy: &str, feedback: usize) -> Components {
    if strategy == "seed" {
        return seed::weights(feedback);
    }
    Components {
        content: 1.0,
        collaborative: 1.0,
        visual: 1.0,
    }
}

impl Engine {
    /// A client's taste.
    ///
    /// # Errors
    /// When there is no such client.
    pub fn taste(&self, request: &ProfileRequest) -> Result<TasteResponse, EngineError> {
        self.taste_of(request.profile.as_deref(), usize::MAX)
    }

    pub(crate) fn taste_of(&self, name: Option<&str>, most: usize) -> Result<TasteResponse, EngineError> {
        self.visit(name, |visit| visit.taste(most))
    }

    /// Sets where an attribute's weight begins, pins it, or leaves it to the swipes again; answers with the taste.
    ///
    /// # Errors
    /// When there is no such client or attribute, or the weight is out of range.
    pub fn set_weight(&self, request: &SetWeightRequest) -> Result<TasteResponse, EngineError> {
        if let Some(weight) = request.weight
            && !(-MAX_WEIGHT..=MAX_WEIGHT).contains(&weight)
        {
            return Err(EngineError::invalid(
                format!("the weight is {weight}, and it must lie between −{MAX_WEIGHT} and {MAX_WEIGHT}"),
                "Choose a weight in that range.",
            ));
        }
        let value = {
            let shelf = self.shelf();
            let number = shelf.table.vocabulary.find(request.field, &request.value);
            let number = number.ok_or_else(|| EngineError::NotFound {
                what: Thing::Value(request.field),
                name: request.value.clone(),
                hint: "Choose a value that the catalogue has; `facets` lists them.".to_owned(),
            })?;
            shelf.table.vocabulary.attribute(number).value.clone()
        };
        self.change(request.profile.as_deref(), |db, profile| {
            let field = request.field.name().to_owned();
            match request.weight {
                Some(weight) => db.set_weight(
                    profile.key,
                    &Weight {
                        field,
                        value,
                        weight,
                        pinned: request.pinned,
                    },
                )?,
                None => db.forget_weight(profile.key, &field, &value)?,
            }
            Ok(())
        })?;
        self.taste_of(request.profile.as_deref(), usize::MAX)
    }
}
