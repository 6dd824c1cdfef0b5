//! The demo catalogue as its file says, to judge what the window found.

use std::collections::HashMap;

use crate::stage::checkout;

/// The facts of each piece by its id: a column's name to the text of its cell, in small letters.
pub struct Catalogue(HashMap<String, HashMap<String, String>>);

impl Catalogue {
    /// Reads the demo catalogue of this checkout.
    pub fn demo() -> Self {
        let file = checkout().join("catalog").join("catalog.csv");
        let mut reader = csv::Reader::from_path(&file).expect("the demo catalogue is there");
        let names: Vec<String> = reader
            .headers()
            .expect("it has a header")
            .iter()
            .map(str::to_owned)
            .collect();
        let pieces = reader.records().map(|record| {
            let record = record.expect("each row is valid");
            let cells = names
                .iter()
                .cloned()
                .zip(record.iter().map(str::to_lowercase))
                .collect();
            (
                record
                    .get(column(&names, "id"))
                    .expect("each row has an id")
                    .to_owned(),
                cells,
            )
        });
        Self(pieces.collect())
    }

    /// How many pieces there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The cell of a piece, in small letters.
    pub fn fact(&self, id: &str, column: &str) -> &str {
        let piece = self
            .0
            .get(id)
            .unwrap_or_else(|| panic!("{id} is not in the demo catalogue"));
        piece
            .get(column)
            .unwrap_or_else(|| panic!("the demo catalogue has no column {column}"))
    }

    /// The first piece, in the order of ids, of which `wanted` holds.
    pub fn first(&self, wanted: impl Fn(&dyn Fn(&str) -> String) -> bool) -> &str {
        let mut ids: Vec<&String> = self.0.keys().collect();
        ids.sort();
        let fits = |id: &&String| wanted(&|column: &str| self.fact(id, column).to_owned());
        ids.into_iter()
            .find(fits)
            .expect("the demo catalogue has such a piece")
    }
}

fn column(names: &[String], name: &str) -> usize {
    names
        .iter()
        .position(|found| found == name)
        .unwrap_or_else(|| panic!("there is no column {name}"))
}
