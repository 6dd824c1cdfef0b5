//! Picture files: what they held when last read, and which product shows which.

use crate::catalog::CatalogDb;
use crate::error::StoreError;
use rusqlite::params;
use std::collections::HashMap;

/// What a file held when it was last read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileState {
    /// Bytes.
    pub size: u64,
    /// Time of the last change, in nanoseconds since 1970.
    pub modified_ns: i64,
    /// Hash of the bytes.
    pub hash: String,
}

/// A product's picture after it was looked for.
#[derive(Debug, Clone)]
pub struct PictureUpdate {
    /// The product's id.
    pub product: String,
    /// Where the picture is and what it holds; `None` when the product has no readable picture.
    pub picture: Option<(String, FileState)>,
}

impl CatalogDb {
    /// All files that were read before, by path.
    pub fn known_files(&self) -> Result<HashMap<String, FileState>, StoreError> {
        let mut statement = self.wrap(
            self.connection
                .prepare("SELECT path, size, modified_ns, hash FROM picture_file"),
        )?;
        let rows = self.wrap(statement.query_map([], |row| {
            let size: i64 = row.get(1)?;
            let state = FileState {
                size: u64::try_from(size).unwrap_or(0),
                modified_ns: row.get(2)?,
                hash: row.get(3)?,
            };
            Ok((row.get::<_, String>(0)?, state))
        }))?;
        self.wrap(rows.collect())
    }

    /// Records where pictures were found and what they hold, in one transaction.
    pub fn set_pictures(&mut self, updates: &[PictureUpdate]) -> Result<(), StoreError> {
        let path = self.path.clone();
        let mut write = || -> rusqlite::Result<()> {
            let transaction = self.connection.transaction()?;
            {
                let mut product = transaction.prepare_cached(
                    "UPDATE product SET picture_path = ?2, picture_hash = ?3 WHERE id = ?1",
                )?;
                let mut file = transaction.prepare_cached(
                    "INSERT INTO picture_file (path, size, modified_ns, hash) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (path) DO UPDATE SET size = excluded.size,
                        modified_ns = excluded.modified_ns, hash = excluded.hash",
                )?;
                for update in updates {
                    let Some((place, state)) = &update.picture else {
                        product.execute(params![update.product, None::<String>, None::<String>])?;
                        continue;
                    };
                    product.execute(params![update.product, place, state.hash])?;
                    let size = i64::try_from(state.size).unwrap_or(i64::MAX);
                    file.execute(params![place, size, state.modified_ns, state.hash])?;
                }
            }
            transaction.commit()
        };
        write().map_err(|error| StoreError::sqlite(&path, error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::products::tests::new;

    #[test]
    fn a_picture_is_remembered_and_can_go_away() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = CatalogDb::open(folder.path()).unwrap();
        db.replace_products(&[new("a", "Shirt")]).unwrap();
        let state = FileState {
            size: 7,
            modified_ns: -3,
            hash: "h".into(),
        };
        let found = PictureUpdate {
            product: "a".into(),
            picture: Some(("a.jpg".into(), state.clone())),
        };
        db.set_pictures(&[found]).unwrap();
        assert_eq!(
            db.known_files().unwrap().get("a.jpg"),
            Some(&state),
            "the file's state is kept"
        );
        assert_eq!(
            db.products().unwrap()[0].picture_hash.as_deref(),
            Some("h"),
            "the product shows it"
        );
        db.set_pictures(&[PictureUpdate {
            product: "a".into(),
            picture: None,
        }])
        .unwrap();
        assert_eq!(
            db.products().unwrap()[0].picture_path,
            None,
            "a product can lose its picture"
        );
    }
}
