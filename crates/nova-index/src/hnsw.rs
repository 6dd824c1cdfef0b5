//! Approximate nearest neighbours by a hierarchical navigable small world (Malkov and Yashunin, 2016), built
//! by `instant-distance`, and its file.
//!
//! The graph is built once for a set of rows: no insertion, no deletion. When the rows change it is built
//! anew, and the exact scan serves meanwhile. The file carries a fingerprint of the rows it was built for and
//! a checksum, so that a stale or damaged one is never used.

use crate::dot::dot;
use crate::matrix::Matrix;
use crate::scan::{Allowed, Neighbour, nearest_of};
use crate::sealed::{IndexError, KIND, Reader, Writer};
use instant_distance::{Builder, HnswMap, Point, Search};
use serde::{Deserialize, Serialize};
use std::path::Path;

const GRAPH: &[u8; KIND] = b"NOVAHNS1";

/// Times the wanted rows that the graph's neighbours must be expected to hold after filtering.
const MARGIN: usize = 4;

/// How the graph is built and searched.
#[derive(Debug, Clone, Copy)]
pub struct Parameters {
    /// Candidates kept while searching; also the most neighbours that a search can give.
    pub ef_search: usize,
    /// Candidates kept while building.
    pub ef_construction: usize,
    /// Seed of the rows' levels.
    pub seed: u64,
}

impl Default for Parameters {
    fn default() -> Self {
        Parameters {
            ef_search: 256,
            ef_construction: 100,
            seed: 7,
        }
    }
}

#[derive(Clone, Serialize, Deserialize)]
struct UnitVector(Vec<f32>);

impl Point for UnitVector {
    fn distance(&self, other: &Self) -> f32 {
        1.0 - dot(&self.0, &other.0)
    }
}

/// A built graph over the rows of a matrix.
pub struct HnswIndex {
    graph: HnswMap<UnitVector, u32>,
    ef_search: usize,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    ef_search: usize,
    graph: HnswMap<UnitVector, u32>,
}

impl HnswIndex {
    /// Builds the graph over all rows of `matrix`, on all threads of the current pool.
    pub fn build(matrix: &Matrix, parameters: Parameters) -> HnswIndex {
        let points = (0..matrix.len())
            .map(|row| UnitVector(matrix.row(row).to_vec()))
            .collect();
        let rows = (0..matrix.len() as u32).collect();
        let graph = Builder::default()
            .ef_search(parameters.ef_search)
            .ef_construction(parameters.ef_construction)
            .seed(parameters.seed)
            .build(points, rows);
        HnswIndex {
            graph,
            ef_search: parameters.ef_search,
        }
    }

    /// The most neighbours that a search can give.
    pub fn ef_search(&self) -> usize {
        self.ef_search
    }

    /// Up to `k` rows near `query`, a unit vector, best first, of those that `allowed` lets through. The graph answers where
    /// its neighbours can be expected to hold several times as many; else those rows are compared one by one, exactly.
    pub(crate) fn nearest_allowed(
        &self,
        matrix: &Matrix,
        query: &[f32],
        k: usize,
        allowed: Option<Allowed<'_>>,
    ) -> Vec<Neighbour> {
        let accepts = |row: usize| allowed.is_none_or(|allowed| (allowed.accepts)(row));
        let all = matrix.len();
        let count = allowed.map_or(all, |allowed| allowed.count);
        let enough = match allowed {
            Some(_) => count * self.ef_search >= MARGIN * k * all,
            None => k <= self.ef_search,
        };
        if enough {
            let near = self.nearest(query, self.ef_search).into_iter();
            let found: Vec<Neighbour> = near
                .filter(|near| near.row < all && accepts(near.row))
                .take(k)
                .collect();
            if found.len() >= k.min(count) {
                return found;
            }
        }
        nearest_of(matrix, query, k, accepts)
    }

    /// Up to `k` rows near `query`, a unit vector, best first; never more than [`HnswIndex::ef_search`].
    pub fn nearest(&self, query: &[f32], k: usize) -> Vec<Neighbour> {
        let mut search = Search::default();
        let query = UnitVector(query.to_vec());
        let found = self.graph.search(&query, &mut search);
        found
            .take(k)
            .map(|item| Neighbour {
                row: *item.value as usize,
                cosine: 1.0 - item.distance,
            })
            .collect()
    }

    /// Writes the index to `path` beside it first and then in its place, so that a reader sees the old file or
    /// the new one and never half of one. `fingerprint` names the rows it was built for.
    pub fn save(&self, path: &Path, fingerprint: &str) -> Result<(), IndexError> {
        let stored = StoredRef {
            ef_search: self.ef_search,
            graph: &self.graph,
        };
        let body = postcard::to_stdvec(&stored).map_err(|error| IndexError::Damaged {
            path: path.to_owned(),
            reason: error.to_string(),
        })?;
        let mut file = Writer::new(path, GRAPH, fingerprint)?;
        file.put(&body)?;
        file.seal()
    }

    /// Reads the index at `path` if it was built for the rows that `fingerprint` names.
    ///
    /// # Errors
    /// [`IndexError::Missing`], [`IndexError::Stale`] and [`IndexError::Damaged`] all mean: build it anew.
    pub fn load(path: &Path, fingerprint: &str) -> Result<HnswIndex, IndexError> {
        let mut file = Reader::open(path, GRAPH, Some(fingerprint))?;
        let body = file.rest()?;
        file.sound()?;
        let stored: Stored = postcard::from_bytes(&body).map_err(|error| file.damaged(&error.to_string()))?;
        Ok(HnswIndex {
            graph: stored.graph,
            ef_search: stored.ef_search,
        })
    }
}

#[derive(Serialize)]
struct StoredRef<'a> {
    ef_search: usize,
    graph: &'a HnswMap<UnitVector, u32>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::nearest;
    use crate::test_rows::clustered;

    fn recall_at_10(matrix: &Matrix, index: &HnswIndex, queries: &Matrix) -> f64 {
        let mut found = 0;
        for query in 0..queries.len() {
            let exact: Vec<usize> = nearest(matrix, queries.row(query), 10)
                .iter()
                .map(|n| n.row)
                .collect();
            let near = index.nearest(queries.row(query), 10);
            found += near.iter().filter(|n| exact.contains(&n.row)).count();
        }
        found as f64 / (10 * queries.len()) as f64
    }

    #[test]
    fn finds_what_the_exact_scan_finds() {
        let matrix = clustered(3000, 32, 1);
        let index = HnswIndex::build(&matrix, Parameters::default());
        let recall = recall_at_10(&matrix, &index, &clustered(100, 32, 2));
        assert!(recall >= 0.99, "recall@10 is {recall}");
    }

    #[test]
    fn a_saved_index_answers_as_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rows.hnsw");
        let matrix = clustered(500, 16, 3);
        let index = HnswIndex::build(&matrix, Parameters::default());
        index.save(&path, "rows-1").unwrap();
        let loaded = HnswIndex::load(&path, "rows-1").unwrap();
        assert_eq!(
            loaded.nearest(matrix.row(7), 20),
            index.nearest(matrix.row(7), 20),
            "the same graph"
        );
        assert_eq!(
            loaded.nearest(matrix.row(7), 1)[0].row,
            7,
            "a row is its own nearest neighbour"
        );
    }

    #[test]
    fn a_stale_or_damaged_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rows.hnsw");
        assert!(
            matches!(HnswIndex::load(&path, "a"), Err(IndexError::Missing { .. })),
            "no file yet"
        );
        HnswIndex::build(&clustered(50, 8, 4), Parameters::default())
            .save(&path, "a")
            .unwrap();
        assert!(
            matches!(HnswIndex::load(&path, "b"), Err(IndexError::Stale { .. })),
            "other rows"
        );
        let mut bytes = std::fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0xff;
        std::fs::write(&path, &bytes).unwrap();
        assert!(
            matches!(HnswIndex::load(&path, "a"), Err(IndexError::Damaged { .. })),
            "one byte differs"
        );
        std::fs::write(&path, &bytes[..20]).unwrap();
        assert!(
            matches!(HnswIndex::load(&path, "a"), Err(IndexError::Damaged { .. })),
            "cut off"
        );
    }

    #[test]
    fn an_empty_matrix_has_no_neighbours() {
        let index = HnswIndex::build(&Matrix::with_capacity(4, 0), Parameters::default());
        assert!(
            index.nearest(&[1.0, 0.0, 0.0, 0.0], 3).is_empty(),
            "nothing to find"
        );
    }
}
