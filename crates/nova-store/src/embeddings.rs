//! Embeddings of pictures' contents, each beside the identity of the model that made it. A picture that
//! several products share is embedded once.

use crate::catalog::CatalogDb;
use crate::error::StoreError;
use crate::sql::{Insert, ToValue, params};
use std::collections::{HashMap, HashSet};

/// What makes two embeddings comparable: they come from one model with one preprocessing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelIdentity {
    /// The model's name.
    pub name: String,
    /// Hash of its files.
    pub hash: String,
    /// Numbers in a vector.
    pub dim: usize,
    /// Version of the preprocessing of pictures.
    pub preprocessing: u32,
}

/// A model's number in this catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ModelKey(i64);

impl ModelKey {
    pub(crate) fn of(number: i64) -> ModelKey {
        ModelKey(number)
    }

    pub(crate) fn number(self) -> i64 {
        self.0
    }
}

/// The numbers of a vector as they are stored.
pub(crate) fn to_bytes(vector: &[f32]) -> Vec<u8> {
    vector.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// The vector that is stored; `None` where it has not `dim` numbers, as if it had never been made.
pub(crate) fn from_bytes(bytes: &[u8], dim: usize) -> Option<Vec<f32>> {
    Some(numbers(bytes, dim)?.collect())
}

fn numbers(bytes: &[u8], dim: usize) -> Option<impl Iterator<Item = f32>> {
    let (numbers, rest) = bytes.as_chunks::<4>();
    let whole = numbers.len() == dim && rest.is_empty();
    whole.then(|| numbers.iter().map(|number| f32::from_le_bytes(*number)))
}

/// Embeddings of one length by the hashes of their pictures, side by side.
#[derive(Debug, Default)]
pub struct Embeddings {
    dim: usize,
    values: Vec<f32>,
    places: HashMap<String, usize>,
}

impl Embeddings {
    /// The embedding of the picture with this hash, if there is one.
    pub fn get(&self, hash: &str) -> Option<&[f32]> {
        let place = *self.places.get(hash)?;
        self.values.get(place * self.dim..(place + 1) * self.dim)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// All of them, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[f32])> {
        let all = self.places.keys();
        all.filter_map(|hash| Some((hash.as_str(), self.get(hash)?)))
    }
}

impl CatalogDb {
    /// The number of `model`, if it has embeddings here.
    pub fn find_model(&self, model: &ModelIdentity) -> Result<Option<ModelKey>, StoreError> {
        self.sql.one(
            "SELECT model FROM model WHERE name = ?1 AND hash = ?2 AND dim = ?3 AND preprocessing = ?4",
            params![model.name, model.hash, model.dim, model.preprocessing],
            |row| Ok(ModelKey(row.get(0)?)),
        )
    }

    /// The number of `model`, given on first use.
    pub fn model_key(&self, model: &ModelIdentity) -> Result<ModelKey, StoreError> {
        if let Some(known) = self.find_model(model)? {
            return Ok(known);
        }
        self.sql.transaction(|| {
            self.sql.execute(
                "INSERT INTO model (name, hash, dim, preprocessing) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
                params![model.name, model.hash, model.dim, model.preprocessing],
            )?;
            let key = self
                .find_model(model)?
                .ok_or_else(|| self.sql.damaged(format!("the model {} was not recorded", model.name)))?;
            self.make_vectors(key, model.dim)?;
            Ok(key)
        })
    }

    /// Forgets `model` with all embeddings that it made.
    pub fn forget_model(&self, model: &ModelIdentity) -> Result<(), StoreError> {
        self.sql.transaction(|| {
            let statement = "SELECT model FROM model WHERE hash = ?1";
            let keys: Vec<i64> = self
                .sql
                .all(statement, params![model.hash], |row| Ok(row.get(0)?))?;
            for key in keys {
                self.forget_vectors(ModelKey(key))?;
            }
            // The embeddings go with it, by their foreign key.
            self.sql
                .execute("DELETE FROM model WHERE hash = ?1", params![model.hash])
                .map(drop)
        })
    }

    /// Stores unit vectors by the hash of the picture's bytes, in one transaction. A vector that is there
    /// already is replaced.
    pub fn put_embeddings(&mut self, model: ModelKey, rows: &[(String, Vec<f32>)]) -> Result<(), StoreError> {
        let bytes: Vec<Vec<u8>> = rows.iter().map(|(_, vector)| to_bytes(vector)).collect();
        let values = rows.iter().zip(&bytes);
        let values: Vec<_> = values
            .map(|((hash, _), bytes)| vec![hash.to_value(), model.0.to_value(), bytes.to_value()])
            .collect();
        self.sql.transaction(|| {
            let insert = Insert {
                into: "embedding (picture_hash, model, vector)",
                values: &["?", "?", "?"],
                conflict: "ON CONFLICT (picture_hash, model) DO UPDATE SET vector = excluded.vector",
            };
            self.sql.insert(&insert, &values)?;
            self.put_vectors(model, rows)
        })
    }

    /// Hashes of all pictures that `model` has embedded.
    pub fn embedded_hashes(&self, model: ModelKey) -> Result<HashSet<String>, StoreError> {
        let statement = "SELECT picture_hash FROM embedding WHERE model = ?1";
        self.sql.all(statement, params![model.0], |row| Ok(row.get(0)?))
    }

    /// The embeddings by `model` of pictures that the catalogue shows now, by the hash of the picture.
    /// A row whose length is not `dim` numbers is left out, as if it had never been made.
    pub fn embeddings(&self, model: ModelKey, dim: usize) -> Result<Embeddings, StoreError> {
        let mut all = Embeddings {
            dim,
            ..Embeddings::default()
        };
        self.sql.each(
            "SELECT picture_hash, vector FROM embedding
             WHERE model = ?1 AND picture_hash IN (SELECT picture_hash FROM product UNION SELECT hash FROM view)",
            params![model.0],
            |row| {
                if let Some(numbers) = numbers(row.bytes(1)?, dim) {
                    all.places.insert(row.get(0)?, all.places.len());
                    all.values.extend(numbers);
                }
                Ok(())
            },
        )?;
        Ok(all)
    }

    /// The embedding by `model` of one picture, also of one that the catalogue no longer shows; `None` where there is none of
    /// `dim` numbers.
    pub fn embedding(&self, model: ModelKey, dim: usize, hash: &str) -> Result<Option<Vec<f32>>, StoreError> {
        let statement = "SELECT vector FROM embedding WHERE model = ?1 AND picture_hash = ?2";
        let found = self.sql.one(statement, params![model.0, hash], |row| {
            Ok(from_bytes(row.bytes(0)?, dim))
        })?;
        Ok(found.flatten())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pictures::{FileState, PictureUpdate};
    use crate::places::on_each;
    use crate::products::tests::new;

    fn identity(hash: &str) -> ModelIdentity {
        ModelIdentity {
            name: "toy".into(),
            hash: hash.into(),
            dim: 2,
            preprocessing: 1,
        }
    }

    #[test]
    fn embeddings_belong_to_one_model_and_to_shown_pictures() {
        on_each(|place| {
            let mut db = place.catalog();
            db.replace_products(&[new("a", "Shirt")]).unwrap();
            let state = FileState {
                size: 1,
                modified_ns: 0,
                hash: "shown".into(),
            };
            db.set_pictures(&[PictureUpdate {
                product: "a".into(),
                picture: Some(("a.jpg".into(), state)),
                views: Vec::new(),
            }])
            .unwrap();
            let key = db.model_key(&identity("one")).unwrap();
            assert_eq!(
                db.model_key(&identity("one")).unwrap(),
                key,
                "one identity, one number"
            );
            let rows = [
                ("shown".to_owned(), vec![0.6, 0.8]),
                ("gone".to_owned(), vec![1.0, 0.0]),
            ];
            db.put_embeddings(key, &rows).unwrap();
            let all = db.embeddings(key, 2).unwrap();
            assert_eq!(all.len(), 1, "a picture that no product shows is not loaded");
            assert_eq!(
                all.get("shown"),
                Some(&[0.6, 0.8][..]),
                "the numbers come back to the bit"
            );
            assert_eq!(
                db.embedded_hashes(key).unwrap().len(),
                2,
                "it is kept all the same, for when it returns"
            );
            let other = db.model_key(&identity("two")).unwrap();
            assert!(
                db.embeddings(other, 2).unwrap().is_empty(),
                "another model has its own embeddings"
            );
        });
    }

    #[test]
    fn a_forgotten_model_takes_its_embeddings_along_and_no_others() {
        on_each(|place| {
            let mut db = place.catalog();
            let (one, two) = (identity("one"), identity("two"));
            for model in [&one, &two] {
                let key = db.model_key(model).unwrap();
                db.put_embeddings(key, &[("h".to_owned(), vec![0.6, 0.8])])
                    .unwrap();
            }
            db.forget_model(&one).unwrap();
            assert_eq!(db.find_model(&one).unwrap(), None, "it is gone");
            let rows: i64 = db.sql.value("SELECT count(*) FROM embedding", params![]).unwrap();
            assert_eq!(rows, 1, "the other model keeps its embeddings");
        });
    }

    #[test]
    fn a_vector_of_another_length_is_left_out() {
        on_each(|place| {
            let mut db = place.catalog();
            let key = db.model_key(&identity("one")).unwrap();
            db.put_embeddings(key, &[("h".to_owned(), vec![1.0])]).unwrap();
            assert!(
                db.embeddings(key, 2).unwrap().is_empty(),
                "a damaged row must not be searched"
            );
        });
    }
}
