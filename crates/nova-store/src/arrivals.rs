//! When products came into the catalogue.

use crate::catalog::CatalogDb;
use crate::error::StoreError;
use std::collections::HashMap;

impl CatalogDb {
    /// Notes for each product that was not in the catalogue before that it came at `now`, in milliseconds since 1970, and
    /// forgets those that are gone. What a first import brings was there from the start, at 0.
    pub fn note_arrivals(&self, now: i64) -> Result<(), StoreError> {
        let any = "SELECT EXISTS (SELECT 1 FROM arrival)";
        let any: bool = self.wrap(self.connection.query_row(any, [], |row| row.get(0)))?;
        let gone = "DELETE FROM arrival WHERE product NOT IN (SELECT id FROM product)";
        self.wrap(self.connection.execute(gone, []))?;
        let came = "INSERT OR IGNORE INTO arrival (product, at) SELECT id, ?1 FROM product";
        self.wrap(self.connection.execute(came, [if any { now } else { 0 }]))?;
        Ok(())
    }

    /// When each product came, in milliseconds since 1970; 0 for what was there from the start.
    pub fn arrivals(&self) -> Result<HashMap<String, i64>, StoreError> {
        let mut statement = self.wrap(self.connection.prepare("SELECT product, at FROM arrival"))?;
        let rows = self.wrap(statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))))?;
        self.wrap(rows.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::products::tests::new;

    #[test]
    fn what_comes_after_the_first_import_has_its_time() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = CatalogDb::open(folder.path()).unwrap();
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
    }
}
