//! The shades of garments by the content of their pictures, so that no picture is looked at twice for them.

use crate::catalog::CatalogDb;
use crate::error::StoreError;
use crate::sql::{Insert, ToValue, params};
use nova_domain::garment::Shade;
use nova_domain::oklab::Oklab;
use std::collections::HashMap;

/// Raised whenever the same picture gives other shades than before.
const VERSION: i64 = 1;

impl CatalogDb {
    /// The shades that are known, by the hash of the picture.
    pub fn shades(&self) -> Result<HashMap<String, Vec<Shade>>, StoreError> {
        let statement = "SELECT picture_hash, shades FROM shade WHERE version = ?1";
        self.sql.all(statement, params![VERSION], |row| {
            Ok((row.get(0)?, from_bytes(row.bytes(1)?)))
        })
    }

    /// Keeps the shades of pictures, in one transaction.
    pub fn put_shades(&mut self, rows: &[(String, Vec<Shade>)]) -> Result<(), StoreError> {
        let bytes: Vec<_> = rows
            .iter()
            .map(|(hash, shades)| (hash, to_bytes(shades)))
            .collect();
        let values: Vec<_> = bytes
            .iter()
            .map(|(hash, bytes)| vec![hash.to_value(), VERSION.to_value(), bytes.to_value()])
            .collect();
        let insert = Insert {
            into: "shade (picture_hash, version, shades)",
            values: &["?", "?", "?"],
            conflict: "ON CONFLICT (picture_hash) DO UPDATE SET version = excluded.version, shades = excluded.shades",
        };
        self.sql.insert(&insert, &values)
    }
}

fn to_bytes(shades: &[Shade]) -> Vec<u8> {
    let numbers = shades.iter().flat_map(|shade| {
        let Oklab { l, a, b } = shade.colour;
        [l, a, b, shade.share]
    });
    numbers.flat_map(f32::to_le_bytes).collect()
}

fn from_bytes(bytes: &[u8]) -> Vec<Shade> {
    let (shades, _) = bytes.as_chunks::<16>();
    let number = |shade: &[u8; 16], at: usize| {
        f32::from_le_bytes([shade[at], shade[at + 1], shade[at + 2], shade[at + 3]])
    };
    let shade = |shade: &[u8; 16]| Shade {
        colour: Oklab {
            l: number(shade, 0),
            a: number(shade, 4),
            b: number(shade, 8),
        },
        share: number(shade, 12),
    };
    shades.iter().map(shade).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::on_each;

    #[test]
    fn shades_come_back_to_the_bit_and_those_of_another_version_do_not() {
        on_each(|place| {
            let mut db = place.catalog();
            let shade = |l, share| Shade {
                colour: Oklab { l, a: -0.1, b: 0.2 },
                share,
            };
            let shades = vec![shade(0.3, 0.7), shade(0.9, 0.3)];
            db.put_shades(&[("h".to_owned(), shades.clone()), ("none".to_owned(), Vec::new())])
                .unwrap();
            let kept = db.shades().unwrap();
            assert_eq!((&kept["h"], &kept["none"]), (&shades, &Vec::new()));
            db.sql.execute("UPDATE shade SET version = 0", params![]).unwrap();
            assert!(db.shades().unwrap().is_empty(), "they are to be found anew");
        });
    }
}
