//! Picture files: what they held when last read, which product shows which, and which were downloaded from where.

use crate::catalog::CatalogDb;
use crate::error::StoreError;
use crate::sql::{Insert, ToValue, params};
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
    /// The same of its further pictures, in their order.
    pub views: Vec<(String, FileState)>,
}

/// A further picture of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Where the picture was found.
    pub path: String,
    /// Hash of its bytes.
    pub hash: String,
}

impl CatalogDb {
    /// All files that were read before, by path.
    pub fn known_files(&self) -> Result<HashMap<String, FileState>, StoreError> {
        let statement = "SELECT path, size, modified_ns, hash FROM picture_file";
        self.sql.all(statement, params![], |row| {
            let size: i64 = row.get(1)?;
            let state = FileState {
                size: u64::try_from(size).unwrap_or(0),
                modified_ns: row.get(2)?,
                hash: row.get(3)?,
            };
            Ok((row.get(0)?, state))
        })
    }

    /// Records where pictures were found and what they hold, in one transaction.
    pub fn set_pictures(&mut self, updates: &[PictureUpdate]) -> Result<(), StoreError> {
        let sql = &self.sql;
        sql.transaction(|| {
            let mut files = Vec::new();
            for update in updates {
                let face = update.picture.as_ref();
                let (place, hash) = face.map(|(place, state)| (place, &state.hash)).unzip();
                sql.execute(
                    "UPDATE product SET picture_path = ?2, picture_hash = ?3 WHERE id = ?1",
                    params![update.product, place, hash],
                )?;
                sql.execute("DELETE FROM view WHERE product = ?1", params![update.product])?;
                for (position, (place, state)) in update.views.iter().enumerate() {
                    sql.execute(
                        "INSERT INTO view (product, position, path, hash) VALUES (?1, ?2, ?3, ?4)",
                        params![update.product, position, place, state.hash],
                    )?;
                }
                for (place, state) in face.into_iter().chain(&update.views) {
                    let size = i64::try_from(state.size).unwrap_or(i64::MAX);
                    files.push((place, size, state));
                }
            }
            let rows = files.iter().map(|(place, size, state)| {
                vec![
                    place.to_value(),
                    size.to_value(),
                    state.modified_ns.to_value(),
                    state.hash.to_value(),
                ]
            });
            let insert = Insert {
                into: "picture_file (path, size, modified_ns, hash)",
                values: &["?", "?", "?", "?"],
                conflict: "ON CONFLICT (path) DO UPDATE SET size = excluded.size,
                    modified_ns = excluded.modified_ns, hash = excluded.hash",
            };
            sql.insert(&insert, &rows.collect::<Vec<_>>())
        })
    }

    /// The further pictures of products, by the product's id, in their order.
    pub fn views(&self) -> Result<HashMap<String, Vec<View>>, StoreError> {
        let mut all: HashMap<String, Vec<View>> = HashMap::new();
        let statement = "SELECT product, path, hash FROM view ORDER BY product, position";
        self.sql.each(statement, params![], |row| {
            let view = View {
                path: row.get(1)?,
                hash: row.get(2)?,
            };
            all.entry(row.get(0)?).or_default().push(view);
            Ok(())
        })?;
        Ok(all)
    }

    /// Where the pictures are that were downloaded, by their address.
    pub fn web_pictures(&self) -> Result<HashMap<String, String>, StoreError> {
        self.sql
            .all("SELECT address, path FROM web_picture", params![], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
    }

    /// Records that the picture at `address` was downloaded to `path`.
    pub fn put_web_picture(&mut self, address: &str, path: &str) -> Result<(), StoreError> {
        let statement = "INSERT INTO web_picture (address, path) VALUES (?1, ?2)
            ON CONFLICT (address) DO UPDATE SET path = excluded.path";
        self.sql.execute(statement, params![address, path]).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::on_each;
    use crate::products::tests::new;

    #[test]
    fn a_picture_is_remembered_and_can_go_away() {
        on_each(|place| {
            let mut db = place.catalog();
            db.replace_products(&[new("a", "Shirt")]).unwrap();
            let state = FileState {
                size: 7,
                modified_ns: -3,
                hash: "h".into(),
            };
            let found = PictureUpdate {
                product: "a".into(),
                picture: Some(("a.jpg".into(), state.clone())),
                views: Vec::new(),
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
                views: Vec::new(),
            }])
            .unwrap();
            assert_eq!(
                db.products().unwrap()[0].picture_path,
                None,
                "a product can lose its picture"
            );
        });
    }

    #[test]
    fn further_pictures_keep_their_order_and_go_with_their_product() {
        on_each(|place| {
            let mut db = place.catalog();
            db.replace_products(&[new("a", "Shirt"), new("b", "Dress")])
                .unwrap();
            let picture = |name: &str| {
                let state = FileState {
                    size: 1,
                    modified_ns: 0,
                    hash: format!("hash of {name}"),
                };
                (name.to_owned(), state)
            };
            let update = |views: Vec<(String, FileState)>| PictureUpdate {
                product: "a".into(),
                picture: Some(picture("front")),
                views,
            };
            db.set_pictures(&[update(vec![picture("side"), picture("back")])])
                .unwrap();
            let paths = |db: &CatalogDb| -> Vec<String> {
                let views = db.views().unwrap().remove("a").unwrap_or_default();
                views.into_iter().map(|view| view.path).collect()
            };
            assert_eq!(paths(&db), ["side", "back"]);
            db.set_pictures(&[update(vec![picture("back")])]).unwrap();
            assert_eq!(paths(&db), ["back"], "what is no longer named is gone");
            db.replace_products(&[new("b", "Dress")]).unwrap();
            assert!(db.views().unwrap().is_empty(), "the product went");
        });
    }

    #[test]
    fn a_download_is_remembered_by_its_address() {
        on_each(|place| {
            let mut db = place.catalog();
            db.put_web_picture("https://x.y/a.jpg", "images/1.jpg").unwrap();
            db.put_web_picture("https://x.y/a.jpg", "images/2.jpg").unwrap();
            assert_eq!(
                db.web_pictures().unwrap().into_iter().collect::<Vec<_>>(),
                [("https://x.y/a.jpg".to_owned(), "images/2.jpg".to_owned())]
            );
        });
    }
}
