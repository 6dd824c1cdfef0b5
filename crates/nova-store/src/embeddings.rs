//! Embeddings of pictures' contents, each beside the identity of the model that made it. A picture that
//! several products share is embedded once.

use crate::catalog::CatalogDb;
use crate::error::StoreError;
use rusqlite::{OptionalExtension, params};
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
    pub(crate) fn number(self) -> i64 {
        self.0
    }
}

impl CatalogDb {
    /// The number of `model`, if it has embeddings here.
    pub fn find_model(&self, model: &ModelIdentity) -> Result<Option<ModelKey>, StoreError> {
        let found = self.connection.query_row(
            "SELECT model FROM model WHERE name = ?1 AND hash = ?2 AND dim = ?3 AND preprocessing = ?4",
            params![model.name, model.hash, model.dim as i64, model.preprocessing],
            |row| row.get(0),
        );
        Ok(self.wrap(found.optional())?.map(ModelKey))
    }

    /// The number of `model`, given on first use.
    pub fn model_key(&self, model: &ModelIdentity) -> Result<ModelKey, StoreError> {
        let inserted = self.connection.execute(
            "INSERT OR IGNORE INTO model (name, hash, dim, preprocessing) VALUES (?1, ?2, ?3, ?4)",
            params![model.name, model.hash, model.dim as i64, model.preprocessing],
        );
        self.wrap(inserted)?;
        self.find_model(model)?.ok_or_else(|| StoreError::Row {
            path: self.path.clone(),
            reason: format!("the model {} was not recorded", model.name),
        })
    }

    /// Forgets `model` with all embeddings that it made.
    pub fn forget_model(&self, model: &ModelIdentity) -> Result<(), StoreError> {
        // The embeddings go with it, by their foreign key.
        let deleted = self
            .connection
            .execute("DELETE FROM model WHERE hash = ?1", [&model.hash]);
        self.wrap(deleted).map(drop)
    }

    /// Stores unit vectors by the hash of the picture's bytes, in one transaction. A vector that is there
    /// already is replaced.
    pub fn put_embeddings(&mut self, model: ModelKey, rows: &[(String, Vec<f32>)]) -> Result<(), StoreError> {
        let path = self.path.clone();
        let mut write = || -> rusqlite::Result<()> {
            let transaction = self.connection.savepoint()?;
            {
                let mut statement = transaction.prepare_cached(
                    "INSERT INTO embedding (picture_hash, model, vector) VALUES (?1, ?2, ?3)
                     ON CONFLICT (picture_hash, model) DO UPDATE SET vector = excluded.vector",
                )?;
                for (hash, vector) in rows {
                    let bytes: Vec<u8> = vector.iter().flat_map(|value| value.to_le_bytes()).collect();
                    statement.execute(params![hash, model.0, bytes])?;
                }
            }
            transaction.commit()
        };
        write().map_err(|error| StoreError::sqlite(&path, error))
    }

    /// Hashes of all pictures that `model` has embedded.
    pub fn embedded_hashes(&self, model: ModelKey) -> Result<HashSet<String>, StoreError> {
        let mut statement = self.wrap(
            self.connection
                .prepare("SELECT picture_hash FROM embedding WHERE model = ?1"),
        )?;
        let rows = self.wrap(statement.query_map([model.0], |row| row.get(0)))?;
        self.wrap(rows.collect())
    }

    /// The embeddings by `model` of pictures that the catalogue shows now, by the hash of the picture.
    /// A row whose length is not `dim` numbers is left out, as if it had never been made.
    pub fn embeddings(&self, model: ModelKey, dim: usize) -> Result<HashMap<String, Vec<f32>>, StoreError> {
        let mut statement = self.wrap(self.connection.prepare(
            "SELECT picture_hash, vector FROM embedding
             WHERE model = ?1 AND picture_hash IN (SELECT picture_hash FROM product UNION SELECT hash FROM view)",
        ))?;
        let mut rows = self.wrap(statement.query([model.0]))?;
        let mut all = HashMap::new();
        while let Some(row) = self.wrap(rows.next())? {
            let hash: String = self.wrap(row.get(0))?;
            let bytes = self.wrap(row.get_ref(1))?.as_blob().unwrap_or_default();
            if bytes.len() == dim * 4 {
                let (numbers, _) = bytes.as_chunks::<4>();
                all.insert(
                    hash,
                    numbers.iter().map(|number| f32::from_le_bytes(*number)).collect(),
                );
            }
        }
        Ok(all)
    }

    /// The embedding by `model` of one picture, also of one that the catalogue no longer shows; `None` where there is none of
    /// `dim` numbers.
    pub fn embedding(&self, model: ModelKey, dim: usize, hash: &str) -> Result<Option<Vec<f32>>, StoreError> {
        let statement = "SELECT vector FROM embedding WHERE model = ?1 AND picture_hash = ?2";
        let mut statement = self.wrap(self.connection.prepare_cached(statement))?;
        let found = statement.query_row(params![model.0, hash], |row| row.get::<_, Vec<u8>>(0));
        let bytes = self
            .wrap(found.optional())?
            .filter(|bytes| bytes.len() == dim * 4);
        Ok(bytes.map(|bytes| {
            let (numbers, _) = bytes.as_chunks::<4>();
            numbers.iter().map(|number| f32::from_le_bytes(*number)).collect()
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pictures::{FileState, PictureUpdate};
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
        let folder = tempfile::tempdir().unwrap();
        let mut db = CatalogDb::open(folder.path()).unwrap();
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
        assert_eq!(all["shown"], [0.6, 0.8], "the numbers come back to the bit");
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
    }

    #[test]
    fn a_forgotten_model_takes_its_embeddings_along_and_no_others() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = CatalogDb::open(folder.path()).unwrap();
        let (one, two) = (identity("one"), identity("two"));
        for model in [&one, &two] {
            let key = db.model_key(model).unwrap();
            db.put_embeddings(key, &[("h".to_owned(), vec![0.6, 0.8])])
                .unwrap();
        }
        db.forget_model(&one).unwrap();
        assert_eq!(db.find_model(&one).unwrap(), None, "it is gone");
        let rows: i64 = db
            .connection
            .query_row("SELECT count(*) FROM embedding", [], |row| row.get(0))
            .unwrap();
        assert_eq!(rows, 1, "the other model keeps its embeddings");
    }

    #[test]
    fn a_vector_of_another_length_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = CatalogDb::open(folder.path()).unwrap();
        let key = db.model_key(&identity("one")).unwrap();
        db.put_embeddings(key, &[("h".to_owned(), vec![1.0])]).unwrap();
        assert!(
            db.embeddings(key, 2).unwrap().is_empty(),
            "a damaged row must not be searched"
        );
    }
}
