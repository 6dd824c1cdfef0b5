//! What models name of pictures, by the content of the picture.

use crate::catalog::CatalogDb;
use crate::embeddings::ModelKey;
use crate::error::StoreError;
use crate::sql::{Insert, ToValue, params};
use std::collections::HashMap;

impl CatalogDb {
    /// Keeps likelihoods (0..1) that a model gave pictures, in one transaction; to a part in 255 of their square root.
    pub fn put_named(&mut self, model: ModelKey, rows: &[(String, Vec<f32>)]) -> Result<(), StoreError> {
        let byte = |likelihood: &f32| (likelihood.clamp(0.0, 1.0).sqrt() * 255.0).round() as u8;
        let bytes = rows.iter().map(|(hash, likelihoods)| {
            let bytes: Vec<u8> = likelihoods.iter().map(byte).collect();
            (hash, bytes)
        });
        let bytes: Vec<_> = bytes.collect();
        let key = model.number();
        let values: Vec<_> = bytes
            .iter()
            .map(|(hash, bytes)| vec![hash.to_value(), key.to_value(), bytes.to_value()])
            .collect();
        let insert = Insert {
            into: "named (picture_hash, model, likelihoods)",
            values: &["?", "?", "?"],
            conflict: "ON CONFLICT (picture_hash, model) DO UPDATE SET likelihoods = excluded.likelihoods",
        };
        self.sql.insert(&insert, &values)
    }

    /// The likelihoods that a model gave the first pictures of products, by the hash of the picture. A row whose length is not
    /// `values` is left out, as if it had never been made.
    pub fn named(&self, model: ModelKey, values: usize) -> Result<HashMap<String, Vec<f32>>, StoreError> {
        let mut all = HashMap::new();
        self.sql.each(
            "SELECT picture_hash, likelihoods FROM named
             WHERE model = ?1 AND picture_hash IN (SELECT picture_hash FROM product)",
            params![model.number()],
            |row| {
                let bytes = row.bytes(1)?;
                if bytes.len() == values {
                    let likelihood = |byte: &u8| (f32::from(*byte) / 255.0).powi(2);
                    all.insert(row.get(0)?, bytes.iter().map(likelihood).collect());
                }
                Ok(())
            },
        )?;
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use crate::embeddings::ModelIdentity;
    use crate::pictures::{FileState, PictureUpdate};
    use crate::places::on_each;
    use crate::products::tests::new;

    #[test]
    fn likelihoods_come_back_nearly_as_they_were_and_go_with_their_model() {
        on_each(|place| {
            let mut db = place.catalog();
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
        });
    }
}
