//! Exact nearest neighbours by looking at every row.

use crate::dot::dot_on;
use crate::matrix::Matrix;
use pulp::Arch;
use rayon::prelude::*;
use std::cmp::Ordering;

/// Rows that one task scans before it asks for more work: 2 MB of 512-dimensional vectors.
const ROWS_PER_TASK: usize = 1024;

/// A row and its cosine with the query.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    /// The row's number in the matrix.
    pub row: usize,
    /// Cosine with the query, −1..1.
    pub cosine: f32,
}

/// Which rows may be found.
#[derive(Clone, Copy)]
pub struct Allowed<'a> {
    /// Whether a row may be found.
    pub accepts: &'a (dyn Fn(usize) -> bool + Sync),
    /// For how many rows that is so.
    pub count: usize,
}

/// The cosine of `query`, a unit vector of the matrix's dimension, with every row, in row order.
pub fn cosines(matrix: &Matrix, query: &[f32]) -> Vec<f32> {
    if matrix.is_empty() {
        return Vec::new();
    }
    let arch = Arch::new();
    let dim = matrix.dim();
    let mut all = vec![0.0_f32; matrix.len()];
    all.par_chunks_mut(ROWS_PER_TASK)
        .zip(matrix.values().par_chunks(ROWS_PER_TASK * dim))
        .for_each(|(cosines, rows)| {
            for (cosine, row) in cosines.iter_mut().zip(rows.chunks_exact(dim)) {
                *cosine = dot_on(arch, row, query);
            }
        });
    all
}

/// The cosine of `query`, a unit vector of the matrix's dimension, with each of `rows`, in their order.
pub fn cosines_of(matrix: &Matrix, query: &[f32], rows: &[usize]) -> Vec<f32> {
    let arch = Arch::new();
    rows.par_iter()
        .with_min_len(ROWS_PER_TASK)
        .map(|row| dot_on(arch, matrix.row(*row), query))
        .collect()
}

/// The `k` rows with the highest values, best first, among those that `accept` lets through. Equal values
/// keep the order of their rows, so that pages of results never overlap.
pub fn top_k(values: &[f32], k: usize, accept: impl Fn(usize) -> bool) -> Vec<Neighbour> {
    if k == 0 {
        return Vec::new();
    }
    // Most rows fall below the best seen so far, and are passed over by one comparison.
    let room = k.saturating_mul(2).max(64);
    let mut kept: Vec<Neighbour> = Vec::with_capacity(room.min(values.len()));
    let mut floor = None;
    for (row, cosine) in values.iter().enumerate() {
        // A later row with the same value comes after an earlier one.
        let passed = |floor: f32| *cosine < floor || cosine.total_cmp(&floor) != Ordering::Greater;
        if floor.is_some_and(passed) || !accept(row) {
            continue;
        }
        kept.push(Neighbour { row, cosine: *cosine });
        if kept.len() == room {
            kept.select_nth_unstable_by(k - 1, better_first);
            kept.truncate(k);
            floor = Some(kept[k - 1].cosine);
        }
    }
    best(kept, k)
}

/// The `k` rows nearest to `query`, best first: the oracle that approximate search is measured against.
pub fn nearest(matrix: &Matrix, query: &[f32], k: usize) -> Vec<Neighbour> {
    top_k(&cosines(matrix, query), k, |_| true)
}

/// The `k` rows nearest to `query` among those that `accepts` lets through, best first: those alone are looked at.
pub(crate) fn nearest_of(
    matrix: &Matrix,
    query: &[f32],
    k: usize,
    accepts: impl Fn(usize) -> bool,
) -> Vec<Neighbour> {
    let rows: Vec<usize> = (0..matrix.len()).filter(|row| accepts(*row)).collect();
    let values = cosines_of(matrix, query, &rows);
    let found = top_k(&values, k, |_| true).into_iter();
    let of_row = |near: Neighbour| Neighbour {
        row: rows[near.row],
        cosine: near.cosine,
    };
    found.map(of_row).collect()
}

/// The `k` best of `values`, best first, equal ones by their rows.
pub(crate) fn best(mut values: Vec<Neighbour>, k: usize) -> Vec<Neighbour> {
    values.sort_unstable_by(better_first);
    values.truncate(k);
    values
}

fn better_first(a: &Neighbour, b: &Neighbour) -> Ordering {
    b.cosine.total_cmp(&a.cosine).then(a.row.cmp(&b.row))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    // Three axes: x is "dress", y is "blue", z is "striped".
    fn toy() -> Matrix {
        let mut matrix = Matrix::with_capacity(3, 4);
        for row in [[1.0, 0.0, 0.0], [1.0, 1.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]] {
            assert!(matrix.push(&row));
        }
        matrix
    }

    #[test]
    fn the_nearest_rows_come_first() {
        let rows: Vec<usize> = nearest(&toy(), &[0.9, 0.436, 0.0], 3)
            .iter()
            .map(|n| n.row)
            .collect();
        assert_eq!(rows, [1, 0, 2], "a blue dress, then a dress, then something blue");
    }

    #[test]
    fn the_cosines_of_some_rows_are_those_of_all() {
        let (query, matrix) = ([0.6, 0.8, 0.0], toy());
        let all = cosines(&matrix, &query);
        assert_eq!(cosines_of(&matrix, &query, &[3, 1]), [all[3], all[1]]);
        assert!(cosines_of(&matrix, &query, &[]).is_empty(), "none asked");
    }

    #[test]
    fn rows_that_are_not_accepted_take_no_place() {
        let values = cosines(&toy(), &[1.0, 0.0, 0.0]);
        let rows: Vec<usize> = top_k(&values, 2, |row| row != 0).iter().map(|n| n.row).collect();
        assert_eq!(
            rows,
            [1, 2],
            "the next best move up; of the equal rows 2 and 3 the first comes first"
        );
    }

    #[test]
    fn more_than_there_is_gives_all_there_is() {
        assert_eq!(nearest(&toy(), &[1.0, 0.0, 0.0], 99).len(), 4, "every row");
        assert!(
            nearest(&toy(), &[1.0, 0.0, 0.0], 0).is_empty(),
            "none asked, none given"
        );
        assert!(
            nearest(&Matrix::with_capacity(3, 0), &[1.0, 0.0, 0.0], 5).is_empty(),
            "an empty matrix"
        );
    }

    proptest! {
        #[test]
        fn the_best_are_the_head_of_the_sorted_list(
            values in prop::collection::vec((-20_i32..20).prop_map(|value| value as f32 / 20.0), 1..600), k in 0_usize..50,
        ) {
            let mut all: Vec<Neighbour> = values
                .iter()
                .enumerate()
                .map(|(row, cosine)| Neighbour { row, cosine: *cosine })
                .collect();
            all.sort_by(better_first);
            let some = top_k(&values, k, |_| true);
            prop_assert_eq!(&all[..k.min(all.len())], &some[..], "pages must fit together");
        }
    }
}
