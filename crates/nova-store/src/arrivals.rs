//! When products came into the catalogue, and what changed of them for the better since.

use crate::catalog::CatalogDb;
use crate::error::StoreError;
use crate::sql::params;
use std::collections::HashMap;

/// What an import changed of a product that was there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// The product's id.
    pub product: String,
    /// What kind of change it is; the newest of a kind counts.
    pub kind: String,
    /// The change as JSON.
    pub change: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

impl CatalogDb {
    /// Notes for each product that was not in the catalogue before that it came at `now`, in milliseconds since 1970, and
    /// forgets those that are gone. What a first import brings was there from the start, at 0.
    pub fn note_arrivals(&self, now: i64) -> Result<(), StoreError> {
        let any: bool = self
            .sql
            .value("SELECT EXISTS (SELECT 1 FROM arrival)", params![])?;
        let gone = "DELETE FROM arrival WHERE product NOT IN (SELECT id FROM product)";
        self.sql.execute(gone, params![])?;
        // Without the condition SQLite would read ON as that of a join.
        let came = "INSERT INTO arrival (product, at) SELECT id, CAST(?1 AS BIGINT) FROM product WHERE 1 = 1
            ON CONFLICT (product) DO NOTHING";
        self.sql
            .execute(came, params![if any { now } else { 0 }])
            .map(drop)
    }

    /// When each product came, in milliseconds since 1970; 0 for what was there from the start.
    pub fn arrivals(&self) -> Result<HashMap<String, i64>, StoreError> {
        self.sql.all("SELECT product, at FROM arrival", params![], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
    }

    /// Notes changes in place of earlier ones of their kinds, and forgets those of products that are gone.
    pub fn note_news(&self, news: &[News]) -> Result<(), StoreError> {
        let gone = "DELETE FROM news WHERE product NOT IN (SELECT id FROM product)";
        self.sql.execute(gone, params![])?;
        for News {
            product,
            kind,
            change,
            at,
        } in news
        {
            self.sql.execute(
                "INSERT INTO news (product, kind, change, at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (product, kind) DO UPDATE SET change = excluded.change, at = excluded.at",
                params![product, kind, change, at],
            )?;
        }
        Ok(())
    }

    /// What changed of products that are there, the earliest first.
    pub fn news(&self) -> Result<Vec<News>, StoreError> {
        let statement = "SELECT product, kind, change, at FROM news ORDER BY at, product, kind";
        self.sql.all(statement, params![], |row| {
            Ok(News {
                product: row.get(0)?,
                kind: row.get(1)?,
                change: row.get(2)?,
                at: row.get(3)?,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::on_each;
    use crate::products::tests::new;

    #[test]
    fn what_comes_after_the_first_import_has_its_time() {
        on_each(|place| {
            let mut db = place.catalog();
            let mut bring = |ids: &[&str], now| {
                let products: Vec<_> = ids.iter().map(|id| new(id, id)).collect();
                db.replace_products(&products).unwrap();
                db.note_arrivals(now).unwrap();
                let mut arrivals: Vec<_> = db.arrivals().unwrap().into_iter().collect();
                arrivals.sort();
                arrivals
            };
            let at = |id: &str, at| (id.to_owned(), at);
            assert_eq!(bring(&["a", "b"], 5), [at("a", 0), at("b", 0)]);
            assert_eq!(bring(&["a", "c"], 7), [at("a", 0), at("c", 7)]);
            assert_eq!(bring(&["a", "b", "c"], 9), [at("a", 0), at("b", 9), at("c", 7)]);
        });
    }

    #[test]
    fn the_newest_change_of_a_kind_counts_until_its_product_goes() {
        on_each(|place| {
            let mut db = place.catalog();
            db.replace_products(&[new("a", "a"), new("b", "b")]).unwrap();
            let news = |product: &str, kind: &str, at| News {
                product: product.to_owned(),
                kind: kind.to_owned(),
                change: "{}".to_owned(),
                at,
            };
            db.note_news(&[
                news("a", "back", 1),
                news("a", "cheaper", 1),
                news("b", "back", 1),
            ])
            .unwrap();
            db.note_news(&[news("a", "back", 2)]).unwrap();
            let all = [
                news("a", "cheaper", 1),
                news("b", "back", 1),
                news("a", "back", 2),
            ];
            assert_eq!(db.news().unwrap(), all);
            db.replace_products(&[new("b", "b")]).unwrap();
            db.note_news(&[]).unwrap();
            assert_eq!(db.news().unwrap(), [news("b", "back", 1)]);
        });
    }
}
