//! Rows that stand in a table twice, as where two parts of an export overlap or somebody pasted them once more: they change
//! nothing.

use crate::support::{rewritten, understood};
use nova_tables::Table;
use std::path::Path;

/// Rows that are repeated.
const REPEATED: usize = 10;

/// Starts of repeated rows that are tried in each file.
const STARTS: usize = 40;

/// A table of these rows.
fn read<'a>(path: &Path, rows: impl Iterator<Item = &'a Vec<String>>) -> Table {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_path(path).unwrap();
    rows.for_each(|row| writer.write_record(row).unwrap());
    writer.flush().unwrap();
    understood(path, &[]).unwrap()
}

#[test]
fn ten_rows_repeated_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("shop.csv");
    let (mut compared, mut wrong) = (0, Vec::new());
    for (name, rows) in rewritten() {
        let before = read(&copy, rows.iter());
        // What stands above the header stands above the rows once more, too, and is none of them.
        let first = rows.len().saturating_sub(before.rows).max(1);
        for start in (first..rows.len()).step_by(1 + (rows.len() - first) / STARTS) {
            let end = (start + REPEATED).min(rows.len());
            let again = &rows[start..end];
            let behind = read(&copy, rows[..end].iter().chain(again).chain(&rows[end..]));
            let at_the_end = read(&copy, rows.iter().chain(again));
            for (after, place) in [(behind, "behind themselves"), (at_the_end, "at the end")] {
                compared += 1;
                let differs = before
                    .products
                    .iter()
                    .zip(&after.products)
                    .find(|(one, other)| one != other);
                if before.products.len() != after.products.len()
                    || differs.is_some()
                    || before.grouping != after.grouping
                    || before.variants != after.variants
                {
                    wrong.push(format!(
                        "{name}, rows {start} to {end} {place}: {:?} {} products, {} variants; not {:?} {} and {}; {differs:?}",
                        after.grouping,
                        after.products.len(),
                        after.variants,
                        before.grouping,
                        before.products.len(),
                        before.variants,
                    ));
                }
            }
        }
    }
    assert!(compared > 500, "only {compared} tables");
    assert!(
        wrong.is_empty(),
        "{} of {compared}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
