//! What models name of pictures, by the content of the picture.

use crate::catalog::CatalogDb;
use crate::embeddings::ModelKey;
use crate::error::StoreError;
use rusqlite::params;
use std::collections::HashMap;

impl CatalogDb {
    /// Keeps likelihoods (0..1) that a model gave pictures, in one transaction; to a part in 255 of their square root.
    pub fn put_named(&mut self, model: ModelKey, rows: &[(String, Vec<f32>)]) -> Result<(), StoreError> {
        let path = self.path.clone();
        let mut write = || -> rusqlite::Result<()> {
            let transaction = self.connection.savepoint()?;
            {
                let mut statement = transaction.prepare_cached(
                    "INSERT OR REPLACE INTO named (picture_hash, model, likelihoods) VALUES (?1, ?2, ?3)",
                )?;
                for (hash, likelihoods) in rows {
                    let byte = |likelihood: &f32| (likelihood.clamp(0.0, 1.0).sqrt() * 255.0).round() as u8;
                    let bytes: Vec<u8> = likelihoods.iter().map(byte).collect();
                    statement.execute(params![hash, model.number(), bytes])?;
                }
            }
            transaction.commit()
        };
        write().map_err(|error| StoreError::sqlite(&path, error))
    }

    /// The likelihoods that a model gave the first pictures of products, by the hash of the picture. A row whose length is not
    /// `values` is left out, as if it had never been made.
    pub fn named(&self, model: ModelKey, values: usize) -> Result<HashMap<String, Vec<f32>>, StoreError> {
        let mut statement = self.wrap(self.connection.prepare(
            "SELECT picture_hash, likelihoods FROM named
             WHERE model = ?1 AND picture_hash IN (SELECT picture_hash FROM product)",
        ))?;
        let mut rows = self.wrap(statement.query([model.number()]))?;
        let mut all = HashMap::new();
        while let Some(row) = self.wrap(rows.next())? {
            let hash: String = self.wrap(row.get(0))?;
            let bytes = self.wrap(row.get_ref(1))?.as_blob().unwrap_or_default();
            if bytes.len() == values {
                let likelihood = |byte: &u8| (f32::from(*byte) / 255.0).powi(2);
                all.insert(hash, bytes.iter().map(likelihood).collect());
            }
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embeddings::ModelIdentity;
    use crate::pictures::{FileState, PictureUpdate};
    use crate::products::tests::new;

    #[test]
    fn likelihoods_come_back_nearly_as_they_were_and_go_with_their_model() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = CatalogDb::open(folder.path()).unwrap();
        let identity = ModelIdentity {
            name: "toy".into(),
            hash: "h".into(),
            dim: 2,
            preprocessing: 1,
        };
        let model = db.model_key(&identity).unwrap();
        db.replace_products(&[new("1", "Coat")]).unwrap();
        let state = FileState {
            size: 1,
            modified_ns: 1,
            hash: "a".into(),
        };
        let update = PictureUpdate {
            product: "1".into(),
            picture: Some(("a.jpg".into(), state)),
            views: Vec::new(),
        };
        db.set_pictures(&[update]).unwrap();
        let said = vec![0.96, 0.03, 0.01, 0.0];
        db.put_named(
            model,
            &[("a".to_owned(), said.clone()), ("gone".to_owned(), said.clone())],
        )
        .unwrap();
        let kept = db.named(model, 4).unwrap();
        assert_eq!(kept.len(), 1, "of what the catalogue shows");
        for (kept, said) in kept["a"].iter().zip(&said) {
            assert!((kept - said).abs() < 0.004, "{kept} and not {said}");
        }
        assert!(db.named(model, 3).unwrap().is_empty(), "another model's length");
        db.forget_model(&identity).unwrap();
        let model = db.model_key(&identity).unwrap();
        assert!(db.named(model, 4).unwrap().is_empty());
    }
}
