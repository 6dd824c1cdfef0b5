//! The shades of garments by the content of their pictures, so that no picture is looked at twice for them.

use crate::catalog::CatalogDb;
use crate::error::StoreError;
use nova_domain::garment::Shade;
use nova_domain::oklab::Oklab;
use rusqlite::params;
use std::collections::HashMap;

/// Raised whenever the same picture gives other shades than before.
const VERSION: i64 = 1;

impl CatalogDb {
    /// The shades that are known, by the hash of the picture.
    pub fn shades(&self) -> Result<HashMap<String, Vec<Shade>>, StoreError> {
        let mut statement = self.wrap(
            self.connection
                .prepare("SELECT picture_hash, shades FROM shade WHERE version = ?1"),
        )?;
        let rows = self.wrap(statement.query_map([VERSION], |row| {
            Ok((
                row.get::<_, String>(0)?,
                from_bytes(row.get_ref(1)?.as_blob().unwrap_or_default()),
            ))
        }))?;
        self.wrap(rows.collect())
    }

    /// Keeps the shades of pictures, in one transaction.
    pub fn put_shades(&mut self, rows: &[(String, Vec<Shade>)]) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        let path = self.path.clone();
        let mut write = || -> rusqlite::Result<()> {
            let transaction = self.connection.savepoint()?;
            {
                let mut statement = transaction.prepare_cached(
                    "INSERT OR REPLACE INTO shade (picture_hash, version, shades) VALUES (?1, ?2, ?3)",
                )?;
                for (hash, shades) in rows {
                    statement.execute(params![hash, VERSION, to_bytes(shades)])?;
                }
            }
            transaction.commit()
        };
        write().map_err(|error| StoreError::sqlite(&path, error))
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

    #[test]
    fn shades_come_back_to_the_bit_and_those_of_another_version_do_not() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = CatalogDb::open(folder.path()).unwrap();
        let shade = |l, share| Shade {
            colour: Oklab { l, a: -0.1, b: 0.2 },
            share,
        };
        let shades = vec![shade(0.3, 0.7), shade(0.9, 0.3)];
        db.put_shades(&[("h".to_owned(), shades.clone()), ("none".to_owned(), Vec::new())])
            .unwrap();
        let kept = db.shades().unwrap();
        assert_eq!((&kept["h"], &kept["none"]), (&shades, &Vec::new()));
        db.connection.execute("UPDATE shade SET version = 0", []).unwrap();
        assert!(db.shades().unwrap().is_empty(), "they are to be found anew");
    }
}
