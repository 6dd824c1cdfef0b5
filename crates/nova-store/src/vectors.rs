//! The pictures nearest to a vector: by pgvector's index at a server that has it, exactly over all pictures elsewhere.
//!
//! A server holds each vector twice: to the bit in `embedding`, from which all that is told is computed, and as 16-bit floats in
//! a table of its own for each model (`vector_N`), by which the index finds candidates. Deliberately absent: the index in memory that
//! a library in a folder is searched by (`nova-index`).

use crate::catalog::CatalogDb;
use crate::embeddings::{ModelKey, from_bytes};
use crate::error::StoreError;
use crate::sql::{Insert, ToValue, params};
use std::fmt::Write;

/// How a server's index finds candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VectorIndex {
    /// Lists around centres; quick to build and small.
    IvfFlat,
    /// A graph of neighbours; more exact for the same time, slower to build and larger.
    Hnsw,
}

/// Candidates that are scored exactly, for each picture that is asked for: 16 bits may put neighbours in another order.
const CANDIDATES: usize = 4;

/// Vectors that are written to the index's table at a time.
const PAGE: usize = 2_000;

/// The most numbers that a vector in an index has.
const LONGEST: usize = 4_000;

impl CatalogDb {
    /// Whether the server has pgvector, with 16-bit floats. Without it all works, and [`CatalogDb::nearest`] looks at every picture.
    pub fn can_index_vectors(&self) -> Result<bool, StoreError> {
        if !self.sql.is_postgres() {
            return Ok(false);
        }
        self.sql
            .value("SELECT to_regtype('halfvec') IS NOT NULL", params![])
    }

    /// Builds the index of a model's vectors anew; whether there is one now. In a folder there is none. Meanwhile embeddings
    /// can be read, and wait to be written.
    pub fn index_vectors(&self, model: ModelKey, kind: VectorIndex) -> Result<bool, StoreError> {
        let Some(dim) = self.dim(model)?.filter(|dim| *dim <= LONGEST) else {
            return Ok(false);
        };
        if !self.can_index_vectors()? {
            return Ok(false);
        }
        let table = table(model);
        self.sql.transaction(|| {
            self.make_vectors(model, dim)?;
            self.fill_vectors(model, dim)?;
            let count: usize = self
                .sql
                .value(&format!("SELECT count(*) FROM {table}"), params![])?;
            // As many lists as each holds vectors.
            let lists = (count as f64).sqrt().ceil().clamp(1.0, 32_768.0);
            let (method, options) = match kind {
                VectorIndex::IvfFlat => ("ivfflat", format!("WITH (lists = {lists})")),
                VectorIndex::Hnsw => ("hnsw", String::new()),
            };
            self.sql.batch(&format!(
                "SET LOCAL maintenance_work_mem = '{}MB';
                 DROP INDEX IF EXISTS {table}_index;
                 CREATE INDEX {table}_index ON {table} USING {method} (v halfvec_ip_ops) {options}",
                memory(count, dim)
            ))
        })?;
        self.sql.batch(&format!("ANALYZE {table}"))?;
        Ok(true)
    }

    /// The `k` pictures whose embeddings by `model` are nearest to `query`, each with its inner product, the highest first. `effort` is
    /// how many lists (IVFFlat) or neighbours (HNSW) are looked at: more is slower and misses less. Pictures that the catalogue
    /// shows no longer may be among them.
    pub fn nearest(
        &self,
        model: ModelKey,
        query: &[f32],
        k: usize,
        effort: usize,
    ) -> Result<Vec<(String, f32)>, StoreError> {
        if k == 0 {
            return Ok(Vec::new());
        }
        match self.has_vectors(model)? {
            true => self.nearest_by_index(model, query, k, effort),
            false => {
                let statement = "SELECT picture_hash, vector FROM embedding WHERE model = ?1";
                self.scored(statement, params![model.number()], query, k)
            }
        }
    }

    fn nearest_by_index(
        &self,
        model: ModelKey,
        query: &[f32],
        k: usize,
        effort: usize,
    ) -> Result<Vec<(String, f32)>, StoreError> {
        // A power of two, so that few different statements are kept prepared.
        let candidates = k
            .saturating_mul(CANDIDATES)
            .checked_next_power_of_two()
            .unwrap_or(k);
        let (probes, neighbours) = (effort.clamp(1, 32_768), effort.max(candidates).clamp(1, 1_000));
        let statement = format!(
            "SELECT e.picture_hash, e.vector FROM (
                SELECT picture_hash FROM {} ORDER BY v <#> CAST(CAST(?1 AS TEXT) AS halfvec) LIMIT {candidates}
             ) AS near JOIN embedding e ON e.model = ?2 AND e.picture_hash = near.picture_hash",
            table(model)
        );
        // For the session: a transaction would take two more ways there and back, and whoever asks next says it again.
        self.sql.batch(&format!(
            "SET ivfflat.probes = {probes}; SET hnsw.ef_search = {neighbours}"
        ))?;
        self.scored(&statement, params![written(query), model.number()], query, k)
    }

    /// The best `k` of what a statement gives of hashes and vectors, scored to the bit.
    fn scored(
        &self,
        statement: &str,
        values: &[crate::sql::ValueRef<'_>],
        query: &[f32],
        k: usize,
    ) -> Result<Vec<(String, f32)>, StoreError> {
        let mut best: Vec<(String, f32)> = Vec::new();
        let keep = |best: &mut Vec<(String, f32)>| {
            best.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            best.truncate(k);
        };
        self.sql.each(statement, values, |row| {
            if let Some(vector) = from_bytes(row.bytes(1)?, query.len()) {
                let score = vector.iter().zip(query).map(|(a, b)| a * b).sum();
                best.push((row.get(0)?, score));
            }
            if best.len() >= k.saturating_mul(2).max(PAGE) {
                keep(&mut best);
            }
            Ok(())
        })?;
        keep(&mut best);
        Ok(best)
    }

    /// Makes the table of a model's vectors where the server can hold them.
    pub(crate) fn make_vectors(&self, model: ModelKey, dim: usize) -> Result<(), StoreError> {
        if !(1..=LONGEST).contains(&dim) || !self.can_index_vectors()? {
            return Ok(());
        }
        self.sql.batch(&format!(
            "CREATE TABLE IF NOT EXISTS {} (picture_hash TEXT COLLATE \"C\" PRIMARY KEY, v halfvec({dim}) NOT NULL)",
            table(model)
        ))
    }

    /// Drops it.
    pub(crate) fn forget_vectors(&self, model: ModelKey) -> Result<(), StoreError> {
        match self.sql.is_postgres() {
            true => self.sql.batch(&format!("DROP TABLE IF EXISTS {}", table(model))),
            false => Ok(()),
        }
    }

    /// Drops those of all models.
    pub(crate) fn forget_all_vectors(&self) -> Result<(), StoreError> {
        self.models()?
            .into_iter()
            .try_for_each(|(model, _)| self.forget_vectors(model))
    }

    /// Writes what is missing of all models' vectors, where the server can hold them.
    pub(crate) fn complete_vectors(&self) -> Result<(), StoreError> {
        for (model, dim) in self.models()? {
            self.make_vectors(model, dim)?;
            if self.has_vectors(model)? {
                self.fill_vectors(model, dim)?;
            }
        }
        Ok(())
    }

    fn models(&self) -> Result<Vec<(ModelKey, usize)>, StoreError> {
        self.sql
            .all("SELECT model, dim FROM model ORDER BY model", params![], |row| {
                Ok((ModelKey::of(row.get(0)?), row.get(1)?))
            })
    }

    /// Writes vectors beside the embeddings; those of another length than the model's have no place there.
    pub(crate) fn put_vectors(&self, model: ModelKey, rows: &[(String, Vec<f32>)]) -> Result<(), StoreError> {
        if !self.has_vectors(model)? {
            return Ok(());
        }
        let dim = self.dim(model)?;
        let whole = rows.iter().filter(|(_, vector)| Some(vector.len()) == dim);
        let texts: Vec<(&String, String)> = whole.map(|(hash, vector)| (hash, written(vector))).collect();
        let values: Vec<_> = texts
            .iter()
            .map(|(hash, text)| vec![hash.to_value(), text.to_value()])
            .collect();
        let insert = Insert {
            into: &format!("{} (picture_hash, v)", table(model)),
            values: &["?", "CAST(CAST(? AS TEXT) AS halfvec)"],
            conflict: "ON CONFLICT (picture_hash) DO UPDATE SET v = excluded.v",
        };
        self.sql.insert(&insert, &values)
    }

    /// Writes what is missing, for instance since pgvector came later than the embeddings.
    fn fill_vectors(&self, model: ModelKey, dim: usize) -> Result<(), StoreError> {
        let statement = format!(
            "SELECT picture_hash, vector FROM embedding e WHERE model = ?1 AND picture_hash > ?2
                AND NOT EXISTS (SELECT 1 FROM {} v WHERE v.picture_hash = e.picture_hash)
             ORDER BY picture_hash LIMIT ?3",
            table(model)
        );
        let mut after = String::new();
        loop {
            let page: Vec<(String, Option<Vec<f32>>)> =
                self.sql
                    .all(&statement, params![model.number(), after, PAGE], |row| {
                        Ok((row.get(0)?, from_bytes(row.bytes(1)?, dim)))
                    })?;
            let Some((last, _)) = page.last() else {
                return Ok(());
            };
            after.clone_from(last);
            let whole: Vec<(String, Vec<f32>)> = page
                .into_iter()
                .filter_map(|(hash, vector)| Some((hash, vector?)))
                .collect();
            self.put_vectors(model, &whole)?;
        }
    }

    fn has_vectors(&self, model: ModelKey) -> Result<bool, StoreError> {
        if !self.sql.is_postgres() {
            return Ok(false);
        }
        self.sql.value(
            "SELECT to_regclass(quote_ident(current_schema()) || '.' || CAST(?1 AS TEXT)) IS NOT NULL",
            params![table(model)],
        )
    }

    fn dim(&self, model: ModelKey) -> Result<Option<usize>, StoreError> {
        let statement = "SELECT dim FROM model WHERE model = ?1";
        self.sql
            .one(statement, params![model.number()], |row| Ok(row.get(0)?))
    }
}

/// Megabytes in which an index is built at once: those of a graph of so many vectors and their neighbours. The server takes no more than
/// it needs; with less, it builds many times as slowly.
fn memory(count: usize, dim: usize) -> usize {
    const NEIGHBOURS: usize = 600;
    (count.saturating_mul(2 * dim + NEIGHBOURS) >> 20).clamp(64, 4_096)
}

fn table(model: ModelKey) -> String {
    format!("vector_{}", model.number())
}

/// A vector as pgvector reads it.
fn written(vector: &[f32]) -> String {
    let mut text = String::from("[");
    for (place, number) in vector.iter().enumerate() {
        let comma = if place > 0 { "," } else { "" };
        // Writing to a String cannot fail.
        let _ = write!(text, "{comma}{number}");
    }
    text.push(']');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embeddings::ModelIdentity;
    use crate::places::on_each;

    fn toy() -> ModelIdentity {
        ModelIdentity {
            name: "toy".into(),
            hash: "h".into(),
            dim: 8,
            preprocessing: 1,
        }
    }

    /// Unit vectors that are spread over all directions, always the same.
    fn spread(count: usize) -> Vec<(String, Vec<f32>)> {
        let mut state = 7_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 40) as f32 / 16_777_216.0 - 0.5
        };
        (0..count)
            .map(|number| {
                let raw: Vec<f32> = (0..8).map(|_| next()).collect();
                let length = raw.iter().map(|x| x * x).sum::<f32>().sqrt();
                (format!("{number:05}"), raw.iter().map(|x| x / length).collect())
            })
            .collect()
    }

    #[test]
    fn the_nearest_are_scored_to_the_bit_with_an_index_and_without() {
        on_each(|place| {
            let mut db = place.catalog();
            let model = db.model_key(&toy()).unwrap();
            let rows = spread(1_500);
            db.put_embeddings(model, &rows[..1_000]).unwrap();
            let query = &rows[3].1;
            let mut exact: Vec<(String, f32)> = rows
                .iter()
                .map(|(hash, vector)| (hash.clone(), vector.iter().zip(query).map(|(a, b)| a * b).sum()))
                .collect();
            let order = |a: &(String, f32), b: &(String, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
            let mut first: Vec<_> = exact[..1_000].to_vec();
            first.sort_by(order);
            exact.sort_by(order);
            assert_eq!(db.nearest(model, query, 10, 100).unwrap(), first[..10]);
            for kind in [VectorIndex::IvfFlat, VectorIndex::Hnsw] {
                let made = db.index_vectors(model, kind).unwrap();
                assert_eq!(made, db.can_index_vectors().unwrap(), "{kind:?}");
                assert_eq!(
                    db.nearest(model, query, 10, 100).unwrap(),
                    first[..10],
                    "{kind:?}"
                );
            }
            db.put_embeddings(model, &rows[1_000..]).unwrap();
            assert_eq!(
                db.nearest(model, query, 10, 100).unwrap(),
                exact[..10],
                "what comes later is found as well"
            );
            assert!(db.nearest(model, query, 0, 1).unwrap().is_empty());
            db.forget_model(&toy()).unwrap();
            let model = db.model_key(&toy()).unwrap();
            assert!(
                db.nearest(model, query, 3, 100).unwrap().is_empty(),
                "all went with the model"
            );
        });
    }
}
