//! A swipe: logged, learnt from, and answered with what it changed.

use super::next_cards::{NextCardsRequest, NextCardsResponse};
use super::taste::TasteResponse;
use crate::clientele::Visit;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::problem::Thing;
use nova_store::NewSwipe;
use nova_taste::attribute::Attribute;
use nova_taste::explain::Components;
use nova_taste::signal::{Signal, Verdict};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Attributes in the taste that a swipe is answered with; `taste` tells all.
const MOST_ATTRIBUTES: usize = 24;
const MAX_ID: usize = 100;

/// A swipe.
#[derive(Debug, Clone, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SwipeRequest {
    /// The client's name; the guest when left out.
    #[serde(default)]
    pub profile: Option<String>,
    /// The product.
    #[serde(alias = "id")]
    pub product_id: String,
    /// What was said of it.
    pub verdict: Verdict,
    /// Of which attribute less is wanted, where the verdict is `less`.
    #[serde(default)]
    pub attribute: Option<Attribute>,
    /// A name for this swipe: sent again, it changes nothing. Made up when left out.
    #[serde(default)]
    pub swipe_id: Option<String>,
    /// Cards to be dealt with the answer, by what was learnt from the swipe, to the same client; none when left out.
    #[serde(default)]
    pub deal: Option<NextCardsRequest>,
}

/// A weight before and after a swipe.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct ChangedWeight {
    /// The attribute.
    #[serde(flatten)]
    pub attribute: Attribute,
    /// Its weight before.
    pub before: f64,
    /// Its weight now.
    pub after: f64,
}

/// What a swipe did.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct SwipeResponse {
    /// The swipe's name.
    pub swipe_id: String,
    /// Verdicts that count now.
    pub feedback_count: usize,
    /// What content, other clients and the picture weigh now.
    pub weights: Components,
    /// The weights of the product's attributes, the most changed first.
    pub changed: Vec<ChangedWeight>,
    /// The taste now, with its strongest attributes.
    pub taste: TasteResponse,
    /// Whether this swipe was known already, so that nothing changed.
    pub repeated: bool,
    /// The cards that were asked for with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub dealt: Option<NextCardsResponse>,
}

impl Engine {
    /// Logs a swipe and learns from it. The next card reflects it, and can be asked for with it.
    ///
    /// # Errors
    /// When there is no such client, product or attribute; and those of [`Engine::next_cards`], after which the swipe counts.
    pub fn swipe(&self, request: &SwipeRequest) -> Result<SwipeResponse, EngineError> {
        self.must_write()?;
        let swipe_id = match &request.swipe_id {
            Some(id) if id.is_empty() || id.len() > MAX_ID => {
                return Err(EngineError::invalid(
                    format!("a swipe's id has 1 to {MAX_ID} bytes"),
                    "Send a UUID, or leave it out.",
                ));
            }
            Some(id) => id.clone(),
            None => self.made_up_id(&request.product_id),
        };
        self.visit(request.profile.as_deref(), |visit| {
            let mut answer = visit.swipe(request, swipe_id)?;
            if let Some(wanted) = &request.deal {
                answer.dealt = Some(visit.next_cards(self, wanted)?);
            }
            Ok(answer)
        })
    }

    /// An id that no other swipe has: a hash of chance, the time and the product in the form of a UUID.
    fn made_up_id(&self, product: &str) -> String {
        let hash =
            blake3::hash(format!("{} {} {product}", self.seeds.next(), self.now()).as_bytes()).to_hex();
        format!(
            "{}-{}-{}-{}-{}",
            &hash[..8],
            &hash[8..12],
            &hash[12..16],
            &hash[16..20],
            &hash[20..32]
        )
    }
}

impl Visit<'_> {
    /// Logs a swipe under its id at the visit's time, and learns it.
    pub(crate) fn swipe(
        &mut self,
        request: &SwipeRequest,
        swipe_id: String,
    ) -> Result<SwipeResponse, EngineError> {
        let item = self.shelf.gallery.position(&request.product_id);
        let item = item.ok_or_else(|| EngineError::NotFound {
            what: Thing::Product,
            name: request.product_id.clone(),
            hint: "Swipe a product of the catalogue; `next` deals cards.".to_owned(),
        })?;
        let attribute = self.attribute(request)?;
        let signal = Signal {
            item: Some(item),
            attribute,
            verdict: request.verdict,
        };
        let name = self.session.settings.strategy().to_owned();
        self.wake(&name)?;
        let touched: Vec<u32> = match attribute {
            Some(number) => vec![number],
            None => {
                let attributes = self.shelf.table.row(item).attributes;
                attributes.iter().map(|(number, _)| number).collect()
            }
        };
        let before = self.weights_of(&name, &touched)?;
        let named = attribute.map(|number| {
            let attribute = self.shelf.table.vocabulary.attribute(number);
            (attribute.field.name().to_owned(), attribute.value.clone())
        });
        let key = self.profile.key;
        let new = NewSwipe {
            id: swipe_id.clone(),
            product: request.product_id.clone(),
            verdict: request.verdict.name().to_owned(),
            attribute: named,
            at: self.at,
        };
        let added = self.together(|db, crowd, place| {
            let added = db.add_swipe(key, &new)?;
            if added && request.verdict != Verdict::Less {
                let dealt = db.swipe(key, &new.id)?;
                let dealt = dealt.is_some_and(|(swipe, _)| swipe.card.is_some());
                crowd.add(place, item, request.verdict.is_like());
                if request.verdict.is_like() && !dealt {
                    crowd.want(item);
                }
            }
            Ok(added)
        })?;
        if added {
            let place = self.people.places.get(&key).copied();
            let world = self.shelf.world(&self.people.crowd, place);
            self.session.learn(&world, signal);
        }
        let after = self.weights_of(&name, &touched)?;
        let mut changed: Vec<ChangedWeight> = touched
            .iter()
            .zip(before.iter().zip(&after))
            .filter(|(_, (before, after))| before != after)
            .map(|(number, (before, after))| ChangedWeight {
                attribute: self.shelf.table.vocabulary.attribute(*number).clone(),
                before: *before,
                after: *after,
            })
            .collect();
        let step = |weight: &ChangedWeight| (weight.after - weight.before).abs();
        changed.sort_by(|a, b| step(b).total_cmp(&step(a)));
        let taste = self.taste(MOST_ATTRIBUTES)?;
        Ok(SwipeResponse {
            swipe_id,
            feedback_count: taste.feedback_count,
            weights: taste.weights,
            changed,
            taste,
            repeated: !added,
            dealt: None,
        })
    }

    fn attribute(&self, request: &SwipeRequest) -> Result<Option<u32>, EngineError> {
        if request.verdict != Verdict::Less {
            return Ok(None);
        }
        let Some(attribute) = &request.attribute else {
            return Err(EngineError::invalid(
                "\"less\" needs an attribute of which less is wanted",
                "Name its field and value.",
            ));
        };
        let found = self
            .shelf
            .table
            .vocabulary
            .find(attribute.field, &attribute.value);
        found.map(Some).ok_or_else(|| EngineError::NotFound {
            what: Thing::Value(attribute.field),
            name: attribute.value.clone(),
            hint: "Name an attribute of the product.".to_owned(),
        })
    }

    fn weights_of(&self, strategy: &str, attributes: &[u32]) -> Result<Vec<f64>, EngineError> {
        let strategy = self.session.strategy(strategy)?;
        let weight = |number: &u32| strategy.weight(*number).map_or(0.0, |(weight, _)| weight);
        Ok(attributes.iter().map(weight).collect())
    }
}
