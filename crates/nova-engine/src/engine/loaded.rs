//! The catalogue in memory when a library is opened: from what was kept of it, or from its database.

use super::Engine;
use crate::error::EngineError;
use crate::gallery::{Gallery, Snapshot};
use crate::learnt::Applied;
use crate::slot::ModelSlot;
use nova_store::{CatalogDb, ModelIdentity};
use std::sync::Arc;

impl Engine {
    /// The catalogue in memory: as it is kept where nothing has changed since, else as the database has it.
    pub(super) fn loaded(
        &self,
        db: &CatalogDb,
        model: Option<&ModelIdentity>,
        slot: Arc<ModelSlot>,
        generation: u64,
        learnt: Option<Arc<Applied>>,
    ) -> Result<Gallery, EngineError> {
        let chosen = self.pieces_chosen()?;
        let currency = self.shop_currency();
        let parts = model.map(|model| {
            let learnt = learnt.as_ref().map(|learnt| &learnt.identity);
            let shop = self.options.database.as_ref();
            let shop = shop.map(|shared| (&shared.url, &shared.shop));
            format!("{shop:?} {model:?} {learnt:?} {chosen:?} {currency:?}")
        });
        // Named before the rows are read, so that what changes in between takes the name away.
        let state = match parts.is_some() && self.wants_snapshot(db.count_products()?) {
            true if self.lock.is_some() => self.write_db()?.name_state(&self.fresh_name())?,
            true => db.state()?,
            false => None,
        };
        let snapshot = || {
            let place = state.as_deref().zip(parts.as_deref());
            place.map(|(state, parts)| Snapshot::new(&self.library, state, &[parts]))
        };
        let kept = snapshot().and_then(|kept| kept.read(Arc::clone(&slot), generation, learnt.clone()));
        if let Some(kept) = kept {
            return Ok(kept);
        }
        let mut loaded = Gallery::load(db, model, slot, generation, learnt, &chosen)?;
        if let Some(currency) = currency {
            loaded.price_in(&currency);
        }
        loaded.snapshot = snapshot();
        if self.lock.is_some() && self.wants_index(loaded.matrix.len()) {
            // Where they cannot be written they stay in memory.
            let _ = loaded.map_rows();
        }
        Ok(loaded)
    }

    /// A name that nothing else has.
    fn fresh_name(&self) -> String {
        let parts = format!("{} {} {}", self.seeds.next(), self.now(), std::process::id());
        blake3::hash(parts.as_bytes()).to_hex().to_string()
    }
}
