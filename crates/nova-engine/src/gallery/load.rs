//! A gallery as the database has it.

use super::{Gallery, ViewOf};
use crate::error::EngineError;
use crate::item::{Item, corrected};
use crate::learnt::Applied;
use crate::slot::ModelSlot;
use nova_index::Matrix;
use nova_learn::Rows;
use nova_store::{CatalogDb, Embeddings, ModelIdentity, PieceChoice};
use std::collections::BTreeMap;
use std::sync::Arc;

impl Gallery {
    /// Reads the catalogue with the embeddings by `model`, where there is one, as they are searched by what was `learnt`, and
    /// as the shop's hand `chose`: without what is hidden, and with what was corrected.
    pub(crate) fn load(
        db: &CatalogDb,
        model: Option<&ModelIdentity>,
        slot: Arc<ModelSlot>,
        generation: u64,
        learnt: Option<Arc<Applied>>,
        chose: &BTreeMap<String, PieceChoice>,
    ) -> Result<Gallery, EngineError> {
        let hidden = |id: &str| chose.get(id).is_some_and(|choice| choice.hidden);
        let mut stored = db.products()?;
        stored.retain(|stored| !hidden(stored.product.id.as_str()));
        let mut vectors = Embeddings::default();
        let mut gallery = Gallery::empty(generation, slot);
        if let Some(identity) = model {
            if let Some(key) = db.find_model(identity)? {
                vectors = db.embeddings(key, identity.dim)?;
            }
            gallery.matrix = Matrix::with_capacity(identity.dim, stored.len());
            gallery.model = Some(identity.name.clone());
        }
        let mut further = db.views()?;
        if let Some(identity) = model {
            gallery.views = Matrix::with_capacity(identity.dim, further.values().map(Vec::len).sum());
        }
        let mut rows = blake3::Hasher::new();
        if let Some(identity) = model {
            rows.update(identity.hash.as_bytes());
        }
        for (position, mut stored) in stored.into_iter().enumerate() {
            let choice = chose.get(stored.product.id.as_str());
            if let Some(choice) = choice {
                corrected(&mut stored.product, &choice.facts);
            }
            let first = choice.is_some_and(|choice| choice.first);
            let vector = stored.picture_hash.as_ref().and_then(|hash| vectors.get(hash));
            let row = vector
                .filter(|vector| gallery.matrix.push(vector))
                .map(|_| gallery.matrix.len() - 1);
            if let Some(row) = row {
                let own = further.remove(stored.product.id.as_str()).unwrap_or_default();
                for view in own {
                    if vectors
                        .get(&view.hash)
                        .is_some_and(|vector| gallery.views.push(vector))
                    {
                        gallery.view_of.push(ViewOf { row, hash: view.hash });
                    }
                }
                gallery.item_of_row.push(position);
                rows.update(stored.picture_hash.as_deref().unwrap_or_default().as_bytes());
            } else {
                gallery.unseen.push(position);
            }
            gallery.items.push(Item {
                product: stored.product,
                picture_path: stored.picture_path,
                picture_hash: stored.picture_hash,
                row,
                first,
            });
        }
        gallery.settle();
        if let Some(learnt) = learnt
            && let Some(searched_rows) = searched(&gallery.matrix, &learnt)
            && let Some(views) = searched(&gallery.views, &learnt)
        {
            rows.update(learnt.identity.as_bytes());
            // Which pictures are alike enough for one design is told by the model: what is learnt draws colours apart.
            let _ = gallery.designs.set(gallery.find_designs());
            gallery.matrix = searched_rows;
            gallery.views = views;
            gallery.learnt = Some(learnt);
        }
        gallery.fingerprint = rows.finalize().to_hex().to_string();
        Ok(gallery)
    }
}

/// Rows as they are searched; `None` where one would lose its direction, as no search could find it then.
fn searched(matrix: &Matrix, learnt: &Applied) -> Option<Matrix> {
    let mapped = learnt.pictures(&Rows::of(matrix.dim(), matrix.values().to_vec()));
    let mut searched = Matrix::with_capacity(matrix.dim(), matrix.len());
    (0..mapped.len())
        .all(|row| searched.push(mapped.row(row)))
        .then_some(searched)
}
