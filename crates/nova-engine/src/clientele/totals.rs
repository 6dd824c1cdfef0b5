//! All orders of the library as recommenders know them: in numbers of the catalogue, summed up, with what each signal counts
//! here by what the shop's own buyers bought.

use crate::error::EngineError;
use crate::gallery::Gallery;
use nova_store::{ProfileKey, Sold, UserDb};
use nova_taste::counts::Counts;
use nova_taste::sales::{Bought, Sales};
use std::collections::HashMap;

const DAY: i64 = 86_400_000;

/// The name under which the counts are kept.
pub(crate) const COUNTS: &str = "counts";

/// What all orders say.
#[derive(Debug, Clone, Default)]
pub(crate) struct Totals {
    /// What was sold, and with what.
    pub sales: Sales,
    /// What each signal counts; `None` where nothing was adopted.
    pub counts: Option<Counts>,
}

impl Totals {
    /// Sums up all that is known of orders.
    pub fn new(db: &UserDb, gallery: &Gallery) -> Result<Totals, EngineError> {
        Ok(Totals {
            sales: Sales::of(&baskets(db, gallery)?, gallery.items.len()),
            counts: counts(db)?,
        })
    }
}

/// What each signal counts, as it was adopted.
pub(crate) fn counts(db: &UserDb) -> Result<Option<Counts>, EngineError> {
    let kept = db.learnt(COUNTS)?;
    Ok(kept.and_then(|(_, kept)| serde_json::from_slice(&kept).ok()))
}

/// What everybody bought of the catalogue, person by person, in the order of time.
pub(crate) fn baskets(db: &UserDb, gallery: &Gallery) -> Result<Vec<Vec<Bought>>, EngineError> {
    let mut baskets = db.baskets()?;
    let mut places: HashMap<ProfileKey, usize> = HashMap::new();
    for purchase in db.purchases(None)? {
        let place = *places.entry(purchase.profile).or_insert_with(|| {
            baskets.push(Vec::new());
            baskets.len() - 1
        });
        baskets[place].push(Sold {
            product: purchase.product,
            month: month(purchase.at),
            quantity: purchase.quantity,
        });
    }
    let places = gallery.places();
    let known = |sold: &Sold| {
        Some(Bought {
            // A catalogue has fewer than 2³² products.
            item: *places.get(sold.product.as_str())? as u32,
            month: sold.month,
            quantity: sold.quantity,
        })
    };
    let known = baskets
        .iter()
        .map(|basket| basket.iter().filter_map(known).collect());
    Ok(known.filter(|basket: &Vec<Bought>| !basket.is_empty()).collect())
}

/// Months since 1970 of a time, of thirty and a half days each: near enough for what is recent.
pub(crate) fn month(at: i64) -> i64 {
    at.div_euclid(DAY) * 24 / 731
}
