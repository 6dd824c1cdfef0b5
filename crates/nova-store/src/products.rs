//! The products of the catalogue, in the order of their source.

use crate::catalog::CatalogDb;
use crate::error::StoreError;
use crate::sql::{Insert, Sql, ToValue, params};
use nova_domain::Product;
use rayon::prelude::*;
use std::collections::HashMap;

/// A product to be stored, with the fingerprint of its row.
#[derive(Debug, Clone)]
pub struct NewProduct {
    /// The product as read.
    pub product: Product,
    /// Hash of everything the row says; equal fingerprints mean an unchanged row.
    pub fingerprint: String,
}

/// What replacing the catalogue changed, in products.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Diff {
    /// Not there before.
    pub added: usize,
    /// There before, with another row.
    pub updated: usize,
    /// There before, with the same row.
    pub unchanged: usize,
    /// There before and not in the new catalogue.
    pub removed: usize,
}

/// A product as stored, with what is known of its picture.
#[derive(Debug, Clone)]
pub struct StoredProduct {
    /// The product.
    pub product: Product,
    /// Where its picture was found.
    pub picture_path: Option<String>,
    /// Hash of the picture's bytes, once it has been read.
    pub picture_hash: Option<String>,
}

/// Products that are written at a time, and that are read at a time.
const PAGE: usize = 2_000;
const READ: usize = 16_384;

/// Id, position, fingerprint and document of a product.
type NewRow<'a> = (&'a str, usize, &'a String, String);

/// Writes products, in place of those that have their ids.
fn put(sql: &Sql, changed: &mut Vec<NewRow<'_>>) -> Result<(), StoreError> {
    let rows: Vec<_> = changed
        .iter()
        .map(|(id, position, fingerprint, document)| {
            vec![
                id.to_value(),
                position.to_value(),
                fingerprint.to_value(),
                document.to_value(),
            ]
        })
        .collect();
    let insert = Insert {
        into: "product (id, position, fingerprint, document)",
        values: &["?", "?", "?", "?"],
        conflict: "ON CONFLICT (id) DO UPDATE SET position = excluded.position,
            fingerprint = excluded.fingerprint, document = excluded.document",
    };
    sql.insert(&insert, &rows)?;
    changed.clear();
    Ok(())
}

impl CatalogDb {
    /// Makes `products` the whole catalogue, in one transaction: what is new is added, what changed is
    /// updated, what is missing is removed. An updated product keeps its picture until the picture is looked
    /// at again. Ids must be unique in `products`.
    pub fn replace_products(&mut self, products: &[NewProduct]) -> Result<Diff, StoreError> {
        self.replace(products, false)
    }

    /// The same from a table whose pictures are in another folder than those of the last one: an updated product loses
    /// its pictures, which are of the product that had its id before.
    ///
    /// # Errors
    /// As [`CatalogDb::replace_products`].
    pub fn replace_products_and_pictures(&mut self, products: &[NewProduct]) -> Result<Diff, StoreError> {
        self.replace(products, true)
    }

    fn replace(&mut self, products: &[NewProduct], moved: bool) -> Result<Diff, StoreError> {
        let sql = &self.sql;
        sql.transaction(|| {
            let mut before = self.fingerprints()?;
            let mut diff = Diff::default();
            let mut changed = Vec::new();
            for (position, new) in products.iter().enumerate() {
                let id = new.product.id.as_str();
                match before.remove(id) {
                    Some(old) if old == new.fingerprint => {
                        diff.unchanged += 1;
                        sql.execute(
                            "UPDATE product SET position = ?2 WHERE id = ?1 AND position <> ?2",
                            params![id, position],
                        )?;
                        continue;
                    }
                    Some(_) => {
                        diff.updated += 1;
                        if moved {
                            sql.execute(
                                "UPDATE product SET picture_path = NULL, picture_hash = NULL WHERE id = ?1",
                                params![id],
                            )?;
                            sql.execute("DELETE FROM view WHERE product = ?1", params![id])?;
                        }
                    }
                    None => diff.added += 1,
                }
                changed.push((id, position, &new.fingerprint, sql.json(&new.product)?));
                if changed.len() >= PAGE {
                    put(sql, &mut changed)?;
                }
            }
            put(sql, &mut changed)?;
            for id in before.keys() {
                diff.removed += sql.execute("DELETE FROM product WHERE id = ?1", params![id])?;
            }
            if diff.added + diff.updated + diff.removed > 0 {
                self.rebuild_words()?;
            }
            Ok(diff)
        })
    }

    /// Writes what was seen in pictures to products that are there, in one transaction; their rows count as unchanged.
    pub fn revise_products(&mut self, products: &[Product]) -> Result<(), StoreError> {
        if products.is_empty() {
            return Ok(());
        }
        self.sql.transaction(|| {
            for product in products {
                let document = self.sql.json(product)?;
                self.sql.execute(
                    "UPDATE product SET document = ?2 WHERE id = ?1",
                    params![product.id.as_str(), document],
                )?;
            }
            self.rebuild_words()
        })
    }

    /// How many products there are.
    pub fn count_products(&self) -> Result<usize, StoreError> {
        self.sql.value("SELECT count(*) FROM product", params![])
    }

    fn fingerprints(&self) -> Result<HashMap<String, String>, StoreError> {
        self.sql
            .all("SELECT id, fingerprint FROM product", params![], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
    }

    /// What [`CatalogDb::replace_products`] would change; nothing is written.
    pub fn compare_products(&self, products: &[NewProduct]) -> Result<Diff, StoreError> {
        let mut before = self.fingerprints()?;
        let mut diff = Diff::default();
        for new in products {
            match before.remove(new.product.id.as_str()) {
                Some(old) if old == new.fingerprint => diff.unchanged += 1,
                Some(_) => diff.updated += 1,
                None => diff.added += 1,
            }
        }
        diff.removed = before.len();
        Ok(diff)
    }

    /// All products in the order of their source.
    pub fn products(&self) -> Result<Vec<StoredProduct>, StoreError> {
        let statement = "SELECT document, picture_path, picture_hash FROM product ORDER BY position";
        let (mut all, mut page): (Vec<StoredProduct>, Vec<Row>) = Default::default();
        self.sql.each(statement, params![], |row| {
            page.push((row.get(0)?, row.get(1)?, row.get(2)?));
            if page.len() >= READ {
                all.par_extend(read(&mut page)?);
            }
            Ok(())
        })?;
        let last = read(&mut page).map_err(|error| self.sql.damaged(error.to_string()))?;
        all.par_extend(last);
        Ok(all)
    }
}

/// A product's document, and the place and the hash of its picture.
type Row = (String, Option<String>, Option<String>);

/// What a page of rows says, which is left empty. Documents are read on all threads, as that takes longest.
fn read(page: &mut Vec<Row>) -> Result<Vec<StoredProduct>, serde_json::Error> {
    let read = |(document, picture_path, picture_hash): Row| {
        Ok(StoredProduct {
            product: serde_json::from_str(&document)?,
            picture_path,
            picture_hash,
        })
    };
    page.par_drain(..).map(read).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::places::on_each;

    pub(crate) fn new(id: &str, title: &str) -> NewProduct {
        NewProduct {
            product: Product::new(id, title),
            fingerprint: title.to_owned(),
        }
    }

    #[test]
    fn replacing_the_catalogue_tells_what_changed() {
        on_each(|place| {
            let mut db = place.catalog();
            let first = db
                .replace_products(&[new("a", "Shirt"), new("b", "Dress"), new("c", "Coat")])
                .unwrap();
            assert_eq!(
                first,
                Diff {
                    added: 3,
                    ..Diff::default()
                },
                "all are new"
            );
            let next = [new("d", "Hat"), new("b", "Red dress"), new("a", "Shirt")];
            let compared = db.compare_products(&next).unwrap();
            let second = db.replace_products(&next).unwrap();
            assert_eq!(compared, second, "what would change is what changes");
            assert_eq!(
                second,
                Diff {
                    added: 1,
                    updated: 1,
                    unchanged: 1,
                    removed: 1
                },
                "one of each"
            );
            let titles: Vec<String> = db
                .products()
                .unwrap()
                .into_iter()
                .map(|p| p.product.title)
                .collect();
            assert_eq!(
                titles,
                ["Hat", "Red dress", "Shirt"],
                "the order is the new source's"
            );
        });
    }

    #[test]
    fn a_product_comes_back_as_it_went_in() {
        on_each(|place| {
            let mut db = place.catalog();
            let mut rich = new("x1", "Wickelkleid „Ада“ 🎀");
            rich.product.colours = vec!["red; not a list".into(), "blue".into()];
            rich.product.price = Some(79.95);
            rich.product.stock = Some(0);
            db.replace_products(std::slice::from_ref(&rich)).unwrap();
            assert_eq!(
                db.products().unwrap()[0].product,
                rich.product,
                "no field is lost"
            );
        });
    }
}
