//! The index as a whole, beside the exact scan.

use super::*;
use crate::scan::{Allowed, Neighbour, cosines, top_k};
use crate::sealed::IndexError;
use crate::test_rows::clustered;

fn built(matrix: &Matrix) -> PartitionIndex {
    PartitionIndex::build(matrix, PartitionParameters::default(), &|_| ())
}

fn rows(found: &[Neighbour]) -> Vec<usize> {
    found.iter().map(|near| near.row).collect()
}

/// The share of the ten nearest of the rows that `accepts` lets through, over all queries.
fn recall(
    index: &PartitionIndex,
    matrix: &Matrix,
    queries: &Matrix,
    accepts: Option<&(dyn Fn(usize) -> bool + Sync)>,
) -> f64 {
    let allowed = accepts.map(|accepts| Allowed {
        accepts,
        count: (0..matrix.len()).filter(|row| accepts(*row)).count(),
    });
    let (mut hits, mut all) = (0, 0);
    for query in 0..queries.len() {
        let query = queries.row(query);
        let values = cosines(matrix, query);
        let exact = top_k(&values, 10, |row| accepts.is_none_or(|accepts| accepts(row)));
        let found = index.nearest(matrix, query, 10, allowed);
        assert_eq!(found.len(), exact.len(), "as many as there are");
        for near in &found {
            assert!(
                accepts.is_none_or(|accepts| accepts(near.row)),
                "filters are kept"
            );
            assert!((near.cosine - values[near.row]).abs() < 1e-6, "cosines are exact");
        }
        assert!(
            found.windows(2).all(|two| two[0].cosine >= two[1].cosine),
            "best first"
        );
        let exact = rows(&exact);
        hits += found.iter().filter(|near| exact.contains(&near.row)).count();
        all += exact.len();
    }
    hits as f64 / all as f64
}

#[test]
fn finds_what_the_exact_scan_finds() {
    for (count, dim) in [(1, 8), (40, 8), (3000, 32), (6000, 100), (20_000, 64)] {
        let matrix = clustered(count, dim, 1);
        let recall = recall(&built(&matrix), &matrix, &clustered(100, dim, 2), None);
        assert!(recall >= 0.99, "{count} rows of {dim}: recall@10 is {recall}");
    }
}

#[test]
fn filters_starve_nothing_at_any_selectivity() {
    let matrix = clustered(20_000, 64, 1);
    let (index, queries) = (built(&matrix), clustered(60, 64, 2));
    for every in [2, 20, 1000, 30_000] {
        let recall = recall(&index, &matrix, &queries, Some(&|row| row.is_multiple_of(every)));
        assert!(recall >= 0.99, "one row in {every}: recall@10 is {recall}");
        if every >= 64 {
            assert_eq!(recall, 1.0, "few rows are compared one by one");
        }
    }
    let none = Allowed {
        accepts: &|_| false,
        count: 0,
    };
    assert!(index.nearest(&matrix, queries.row(0), 10, Some(none)).is_empty());
}

#[test]
fn the_same_rows_give_the_same_answers() {
    let matrix = clustered(5000, 64, 1);
    let (one, other) = (built(&matrix), built(&matrix));
    let queries = clustered(20, 64, 2);
    for query in 0..queries.len() {
        let query = queries.row(query);
        assert_eq!(
            one.nearest(&matrix, query, 30, None),
            other.nearest(&matrix, query, 30, None)
        );
    }
}

#[test]
fn equal_rows_come_in_their_order() {
    let mut matrix = clustered(500, 16, 1);
    let again = matrix.row(3).to_vec();
    matrix.push(&again);
    matrix.push(&again);
    let found = built(&matrix).nearest(&matrix, &again, 3, None);
    assert_eq!(rows(&found), [3, 500, 501]);
}

#[test]
fn progress_comes_to_its_end() {
    let most = std::sync::Mutex::new(0.0_f32);
    PartitionIndex::build(
        &clustered(3000, 16, 1),
        PartitionParameters::default(),
        &|share| {
            let mut most = most.lock().unwrap();
            *most = most.max(share);
        },
    );
    assert_eq!(*most.lock().unwrap(), 1.0);
}

#[test]
fn an_empty_matrix_has_no_neighbours() {
    let (matrix, query) = (Matrix::with_capacity(4, 0), [1.0, 0.0, 0.0, 0.0]);
    let mut index = built(&matrix);
    assert!(
        index.nearest(&matrix, &query, 3, None).is_empty(),
        "nothing to find"
    );
    let mut matrix = matrix;
    matrix.push(&query);
    assert!(index.set(0, &query));
    assert_eq!(
        rows(&index.nearest(&matrix, &query, 3, None)),
        [0],
        "the first row"
    );
}

#[test]
fn rows_that_come_change_and_go_are_found_or_not() {
    let matrix = clustered(2000, 32, 1);
    let mut half = Matrix::with_capacity(32, 1000);
    for row in 0..1000 {
        half.push(matrix.row(row));
    }
    let mut index = built(&half);
    for row in 1000..2000 {
        assert!(index.set(row, matrix.row(row)), "a row that comes");
    }
    assert!(index.is_worn(), "as many came as there were");
    assert!(recall(&index, &matrix, &clustered(50, 32, 2), None) >= 0.99);
    assert!(index.remove(17) && !index.remove(17), "once");
    assert!(index.remove(1999) && !index.remove(5000));
    assert_eq!(index.len(), 1998);
    let found = index.nearest(&matrix, matrix.row(17), 5, None);
    assert!(!rows(&found).contains(&17), "what went is not found");
    assert!(index.set(17, matrix.row(17)), "and is when it is back");
    assert_eq!(index.nearest(&matrix, matrix.row(17), 1, None)[0].row, 17);

    let mut changed = Matrix::with_capacity(32, 2000);
    for row in 0..2000 {
        changed.push(matrix.row(if row == 40 { 41 } else { row }));
    }
    assert!(
        index.set(40, changed.row(40)) && !index.set(40, &[1.0]),
        "another dimension"
    );
    let found = index.nearest(&changed, matrix.row(41), 2, None);
    assert_eq!(rows(&found), [40, 41], "a row that changed");
}

#[test]
fn an_index_follows_its_rows_wherever_they_stand() {
    let (before, new) = (clustered(3000, 32, 1), clustered(100, 32, 9));
    let mut index = built(&before);
    // A tenth of the rows goes, new ones come first, and what stays stands elsewhere.
    let mut after = Matrix::with_capacity(32, 3000);
    for row in 0..new.len() {
        after.push(new.row(row));
    }
    for row in (0..before.len()).rev().filter(|row| row % 10 != 0) {
        after.push(before.row(row));
    }
    let followed = index.follow(&after).unwrap();
    let expected = Followed {
        kept: 2700,
        added: 100,
        removed: 300,
    };
    assert_eq!(followed, expected);
    assert!(!index.is_worn());
    assert!(recall(&index, &after, &clustered(50, 32, 2), None) >= 0.99);
    for row in (0..after.len()).step_by(97) {
        assert_eq!(
            index.nearest(&after, after.row(row), 1, None)[0].row,
            row,
            "itself"
        );
    }
    let all = Followed {
        kept: after.len(),
        added: 0,
        removed: 0,
    };
    assert_eq!(index.follow(&after), Some(all), "nothing changed");
    assert_eq!(index.follow(&clustered(3, 16, 1)), None, "another dimension");
    assert_eq!(
        index.follow(&clustered(3000, 32, 5)),
        None,
        "other rows altogether"
    );
    assert_eq!(index.follow(&after), Some(all), "which changed nothing");
}

#[test]
fn a_saved_index_answers_as_before() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pictures.parts");
    let matrix = clustered(3000, 48, 3);
    let mut index = built(&matrix);
    index.remove(5);
    index.save(&path, "rows-1").unwrap();
    let loaded = PartitionIndex::load(&path, "rows-1").unwrap();
    let mut any = PartitionIndex::load_any(&path).unwrap();
    for row in 0..50 {
        let query = matrix.row(row);
        let found = index.nearest(&matrix, query, 20, None);
        assert_eq!(loaded.nearest(&matrix, query, 20, None), found, "the same codes");
        assert_eq!(any.nearest(&matrix, query, 20, None), found, "the same codes");
    }
    assert_eq!(
        any.follow(&matrix).map(|followed| followed.added),
        Some(1),
        "row 5"
    );
    assert!(!path.with_extension("new").exists(), "nothing is left beside it");
}

#[test]
fn a_stale_or_damaged_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pictures.parts");
    let load = || PartitionIndex::load(&path, "a");
    assert!(matches!(load(), Err(IndexError::Missing { .. })), "no file yet");
    built(&clustered(300, 16, 4)).save(&path, "b").unwrap();
    assert!(matches!(load(), Err(IndexError::Stale { .. })), "other rows");
    built(&clustered(300, 16, 4)).save(&path, "a").unwrap();
    let whole = std::fs::read(&path).unwrap();
    for at in (72..whole.len()).step_by(whole.len() / 200) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xff;
        std::fs::write(&path, &bytes).unwrap();
        assert!(
            matches!(load(), Err(IndexError::Damaged { .. })),
            "byte {at} differs"
        );
    }
    for length in [0, 7, 20, 71, 100, whole.len() / 2, whole.len() - 1] {
        std::fs::write(&path, &whole[..length]).unwrap();
        assert!(
            matches!(load(), Err(IndexError::Damaged { .. })),
            "cut off at {length}"
        );
    }
    let longer = [whole.as_slice(), &[0]].concat();
    std::fs::write(&path, &longer).unwrap();
    assert!(
        matches!(load(), Err(IndexError::Damaged { .. })),
        "one byte too many"
    );
    std::fs::write(&path, &whole).unwrap();
    assert!(load().is_ok());
}
