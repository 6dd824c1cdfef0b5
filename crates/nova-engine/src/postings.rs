//! Which rows hold which key, where there are as many keys as rows: side by side in the order of the keys, so that they take no
//! more room than they say, and are read from a file in one go.

use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The rows of each key, in order.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Postings {
    /// The keys, one behind the other in their order.
    keys: String,
    /// Where each key ends, and where its rows do.
    ends: Vec<(u32, u32)>,
    rows: Vec<u32>,
}

impl Postings {
    /// Of what was noted of one stretch of rows after the other.
    pub fn of(stretches: Vec<HashMap<String, Vec<u32>>>) -> Postings {
        let mut stretches = stretches.into_iter();
        let mut all = stretches.next().unwrap_or_default();
        for stretch in stretches {
            for (key, rows) in stretch {
                all.entry(key).or_default().extend(rows);
            }
        }
        let mut all: Vec<(String, Vec<u32>)> = all.into_iter().collect();
        all.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let mut postings = Postings {
            keys: String::with_capacity(all.iter().map(|(key, _)| key.len()).sum()),
            ends: Vec::with_capacity(all.len()),
            rows: Vec::with_capacity(all.iter().map(|(_, rows)| rows.len()).sum()),
        };
        let end = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        for (key, rows) in all {
            postings.keys.push_str(&key);
            postings.rows.extend(rows);
            postings
                .ends
                .push((end(postings.keys.len()), end(postings.rows.len())));
        }
        postings
    }

    /// The rows of a key, in order; none where nothing holds it.
    pub fn rows(&self, key: &str) -> &[u32] {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let (start, first) = self.start(middle);
            let (end, last) = self.end(middle);
            match self.keys.get(start..end).unwrap_or_default().cmp(key) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return self.rows.get(first..last).unwrap_or_default(),
            }
        }
        &[]
    }

    fn start(&self, at: usize) -> (usize, usize) {
        at.checked_sub(1).map_or((0, 0), |before| self.end(before))
    }

    fn end(&self, at: usize) -> (usize, usize) {
        let (key, row) = self.ends[at];
        (key as usize, row as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_key_has_the_rows_that_were_noted_of_it(
            noted in prop::collection::vec(prop::collection::vec("[a-cé]{0,3}", 0..4), 0..40), stretch in 1_usize..9,
        ) {
            let mut wanted: HashMap<String, Vec<u32>> = HashMap::new();
            let mut stretches = Vec::new();
            for (number, rows) in noted.chunks(stretch).enumerate() {
                let mut own: HashMap<String, Vec<u32>> = HashMap::new();
                for (at, keys) in rows.iter().enumerate() {
                    let row = (number * stretch + at) as u32;
                    for key in keys {
                        own.entry(key.clone()).or_default().push(row);
                        wanted.entry(key.clone()).or_default().push(row);
                    }
                }
                stretches.push(own);
            }
            let postings = Postings::of(stretches);
            for (key, rows) in &wanted {
                prop_assert_eq!(postings.rows(key), rows.as_slice());
            }
            prop_assert_eq!(postings.rows("d"), &[] as &[u32]);
            let bytes = postcard::to_allocvec(&postings).unwrap();
            prop_assert_eq!(postcard::from_bytes::<Postings>(&bytes).unwrap(), postings);
        }
    }
}
