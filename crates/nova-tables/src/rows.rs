//! A table as it stands: its header and its rows, whatever they mean. For tables that hold no products, such as orders
//! and looks.

use crate::fault::RowFault;
use crate::header;
use crate::read::Reading;
use crate::records::{Facts, Problem, Sink, is_empty};
use crate::synonyms::folded;
use std::path::Path;

/// A table as it stands.
#[derive(Debug, Default)]
pub struct Rows {
    /// The names of its columns.
    pub header: Vec<String>,
    /// Its rows with the lines they stand in, counted from 1 with the header.
    pub rows: Vec<(u64, Vec<String>)>,
    /// Rows that cannot be read, with the reasons.
    pub bad: Vec<(u64, RowFault)>,
}

impl Rows {
    /// Reads a table. Of several rows at its beginning the first that has one of `known` names, folded as
    /// [`folded`] folds them, is the header. `cancelled` is asked between rows whether to stop.
    ///
    /// # Errors
    /// When the file cannot be read as a whole, or reading was stopped.
    pub fn read(path: &Path, known: &[&str], cancelled: &(dyn Fn() -> bool + Sync)) -> Result<Rows, Problem> {
        let mut gathered = Gathered::default();
        let reading = Reading {
            path,
            columns: &[],
            today: None,
            may_be_empty: true,
            cancelled,
            report: &|_, _| (),
        };
        reading.raw(&mut gathered)?;
        let mut table = gathered.rows;
        if table.header.is_empty() {
            let is_header = |(_, cells): &(u64, Vec<String>)| {
                cells.iter().any(|cell| known.contains(&folded(cell).as_str()))
            };
            let first = table.rows.iter().take(header::WITHIN).position(is_header);
            let at = first.unwrap_or(0);
            if at < table.rows.len() {
                table.header = table.rows[at].1.clone();
                table.rows.drain(..=at);
            }
        }
        Ok(table)
    }

    /// The place of the first column that is called one of `names`, the earlier names first.
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        let header: Vec<String> = self.header.iter().map(|name| folded(name)).collect();
        names
            .iter()
            .find_map(|name| header.iter().position(|own| own == name))
    }
}

#[derive(Default)]
struct Gathered {
    rows: Rows,
}

impl Sink for Gathered {
    fn begin(&mut self, _: Facts, header: Option<Vec<String>>) -> Result<(), Problem> {
        self.rows.header = header.unwrap_or_default();
        Ok(())
    }

    fn row(&mut self, line: u64, cells: Vec<String>) -> Result<(), Problem> {
        if !is_empty(&cells) {
            self.rows.rows.push((line, cells));
        }
        Ok(())
    }

    fn bad_row(&mut self, line: u64, fault: RowFault) {
        self.rows.bad.push((line, fault));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_anything_is_read_as_it_stands() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("looks.csv");
        std::fs::write(&path, "Look;Id\nbeach;a1\n\nbeach;b2\n").unwrap();
        let rows = Rows::read(&path, &["look"], &|| false).unwrap();
        assert_eq!(
            (rows.column(&["outfit", "look"]), rows.column(&["id"])),
            (Some(0), Some(1))
        );
        let cells: Vec<&str> = rows.rows.iter().map(|(_, cells)| cells[1].as_str()).collect();
        assert_eq!(cells, ["a1", "b2"]);
    }
}
