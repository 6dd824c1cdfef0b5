//! One door to the indexes for many rows: parts with compact codes, or the HNSW graph of `instant-distance`.
//!
//! Which is better was measured (`docs/search.md`): parts are built, brought up to changes and searched in a small share of the
//! graph's time and memory, from ten thousand rows to a million. The graph is there for who wants one.

use crate::hnsw::{HnswIndex, Parameters};
use crate::matrix::Matrix;
use crate::partitions::{PartitionIndex, PartitionParameters};
use crate::scan::{Allowed, Neighbour};
use crate::sealed::IndexError;
use std::path::Path;

/// The most neighbours that parts are asked for at once; who wants more looks at every row.
const MOST: usize = 1024;

/// What an index is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NearKind {
    /// Parts by k-means, in which codes of one bit and of one byte a number are read.
    #[default]
    Parts,
    /// A navigable graph over copies of the rows.
    Graph,
}

/// An index over the rows of a matrix.
pub enum NearIndex {
    /// See [`NearKind::Parts`].
    Parts(Box<PartitionIndex>),
    /// See [`NearKind::Graph`].
    Graph(HnswIndex),
}

impl NearIndex {
    /// Builds an index over all rows of `matrix` with its default parameters, on all threads of the current pool. `told` is
    /// called with the share that is done, 0..1; of the graph only at the end.
    pub fn build(kind: NearKind, matrix: &Matrix, told: &(dyn Fn(f32) + Sync)) -> NearIndex {
        match kind {
            NearKind::Parts => {
                let index = PartitionIndex::build(matrix, PartitionParameters::default(), told);
                NearIndex::Parts(Box::new(index))
            }
            NearKind::Graph => {
                let index = HnswIndex::build(matrix, Parameters::default());
                told(1.0);
                NearIndex::Graph(index)
            }
        }
    }

    /// Reads the index at `path` and brings it up to the rows of `matrix`, which `fingerprint` names, where it was built for
    /// others and not too much changed. Tells whether it was, and so should be saved again.
    ///
    /// # Errors
    /// [`IndexError::Missing`], [`IndexError::Stale`] and [`IndexError::Damaged`] all mean: build it anew.
    pub fn open(
        kind: NearKind,
        path: &Path,
        fingerprint: &str,
        matrix: &Matrix,
    ) -> Result<(NearIndex, bool), IndexError> {
        if kind == NearKind::Graph {
            return Ok((NearIndex::Graph(HnswIndex::load(path, fingerprint)?), false));
        }
        match PartitionIndex::load(path, fingerprint) {
            Ok(index) => Ok((NearIndex::Parts(Box::new(index)), false)),
            Err(IndexError::Stale { path }) => {
                let mut index = PartitionIndex::load_any(&path)?;
                if index.follow(matrix).is_none() {
                    return Err(IndexError::Stale { path });
                }
                Ok((NearIndex::Parts(Box::new(index)), true))
            }
            Err(other) => Err(other),
        }
    }

    /// Looks whether the file at `path` is whole and was built for the rows that `fingerprint` names.
    ///
    /// # Errors
    /// As [`NearIndex::open`], but never brought up to date.
    pub fn check(kind: NearKind, path: &Path, fingerprint: &str) -> Result<(), IndexError> {
        match kind {
            NearKind::Parts => PartitionIndex::load(path, fingerprint).map(|_| ()),
            NearKind::Graph => HnswIndex::load(path, fingerprint).map(|_| ()),
        }
    }

    /// Writes the index to `path`, beside it first and then in its place. `fingerprint` names the rows that it has.
    ///
    /// # Errors
    /// [`IndexError::Io`] when it cannot be written; what was there before stays.
    pub fn save(&self, path: &Path, fingerprint: &str) -> Result<(), IndexError> {
        match self {
            NearIndex::Parts(index) => index.save(path, fingerprint),
            NearIndex::Graph(index) => index.save(path, fingerprint),
        }
    }

    /// What it is made of.
    pub fn kind(&self) -> NearKind {
        match self {
            NearIndex::Parts(_) => NearKind::Parts,
            NearIndex::Graph(_) => NearKind::Graph,
        }
    }

    /// The most neighbours that it should be asked for; for more, looking at every row is as fast.
    pub fn most(&self) -> usize {
        match self {
            NearIndex::Parts(_) => MOST,
            NearIndex::Graph(index) => index.ef_search(),
        }
    }

    /// Up to `k` rows near `query`, a unit vector, best first, with their exact cosines; where `allowed` says which rows may
    /// be found, `k` of those if there are as many. `matrix` has the rows that the index was built for.
    pub fn nearest(
        &self,
        matrix: &Matrix,
        query: &[f32],
        k: usize,
        allowed: Option<Allowed<'_>>,
    ) -> Vec<Neighbour> {
        match self {
            NearIndex::Parts(index) => index.nearest(matrix, query, k, allowed),
            NearIndex::Graph(index) => index.nearest_allowed(matrix, query, k, allowed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::nearest_of;
    use crate::test_rows::clustered;

    #[test]
    fn both_kinds_keep_to_filters_and_find_what_there_is() {
        let (matrix, queries) = (clustered(1500, 32, 1), clustered(20, 32, 2));
        for kind in [NearKind::Parts, NearKind::Graph] {
            let index = NearIndex::build(kind, &matrix, &|_| ());
            for every in [1, 2, 20, 500, 5000] {
                let accepts = |row: usize| row.is_multiple_of(every);
                let allowed = Allowed {
                    accepts: &accepts,
                    count: (0..matrix.len()).filter(|row| accepts(*row)).count(),
                };
                let (mut hits, mut all) = (0, 0);
                for query in 0..queries.len() {
                    let exact = nearest_of(&matrix, queries.row(query), 10, accepts);
                    let found = index.nearest(&matrix, queries.row(query), 10, Some(allowed));
                    assert!(found.iter().all(|near| accepts(near.row)), "{kind:?}");
                    assert_eq!(found.len(), exact.len(), "{kind:?}, one in {every}");
                    all += exact.len();
                    let is_near = |row: usize| exact.iter().any(|near| near.row == row);
                    hits += found.iter().filter(|near| is_near(near.row)).count();
                }
                let recall = hits as f64 / all as f64;
                assert!(recall >= 0.99, "{kind:?}, one in {every}: {recall}");
            }
        }
    }

    #[test]
    fn parts_are_brought_up_to_changes_and_the_graph_is_built_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pictures.index");
        let (before, mut after) = (clustered(500, 16, 1), clustered(500, 16, 1));
        after.push(clustered(1, 16, 3).row(0));
        for (kind, is_stale) in [(NearKind::Parts, false), (NearKind::Graph, true)] {
            let index = NearIndex::build(kind, &before, &|_| ());
            index.save(&path, "before").unwrap();
            let (same, changed) = NearIndex::open(kind, &path, "before", &before).unwrap();
            assert!(same.kind() == kind && !changed);
            NearIndex::check(kind, &path, "before").unwrap();
            match NearIndex::open(kind, &path, "after", &after) {
                Ok((index, changed)) => {
                    assert!(!is_stale && changed, "to be saved again");
                    let found = index.nearest(&after, after.row(500), 1, None);
                    assert_eq!(found[0].row, 500, "the row that came");
                }
                Err(error) => assert!(is_stale && matches!(error, IndexError::Stale { .. })),
            }
            let other = clustered(5000, 16, 9);
            let opened = NearIndex::open(kind, &path, "other", &other);
            assert!(
                matches!(opened, Err(IndexError::Stale { .. })),
                "too much changed"
            );
        }
    }
}
