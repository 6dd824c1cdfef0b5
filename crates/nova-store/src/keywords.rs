//! Keyword search by SQLite's FTS5, with its BM25 ranking (Robertson and Zaragoza, 2009). It serves where no
//! model can, and knows nothing of meaning.

use crate::catalog::CatalogDb;
use crate::error::{Failure, StoreError};
use nova_domain::{Product, palette};
use rusqlite::{Savepoint, params};

/// Writes the words of all products anew, as they are stored: those that were seen in pictures are among them.
pub(crate) fn rebuild(transaction: &Savepoint<'_>) -> Result<(), Failure> {
    transaction.execute("DELETE FROM product_text", [])?;
    let mut insert = transaction
        .prepare_cached("INSERT INTO product_text (id, title, brand, words) VALUES (?1, ?2, ?3, ?4)")?;
    let mut documents = transaction.prepare_cached("SELECT document FROM product ORDER BY position")?;
    let mut rows = documents.query([])?;
    while let Some(row) = rows.next()? {
        let product: Product = serde_json::from_str(row.get_ref(0)?.as_str().unwrap_or_default())?;
        let words = words(&product);
        insert.execute(params![product.id.as_str(), product.title, product.brand, words])?;
    }
    Ok(())
}

fn words(product: &Product) -> String {
    let single = [
        &product.category,
        &product.subcategory,
        &product.kind,
        &product.gender,
        &product.description,
    ];
    let lists = [
        &product.colours,
        &product.tags,
        &product.styles,
        &product.occasions,
        &product.season,
        &product.skus,
    ]
    .into_iter()
    .flatten();
    let id = std::iter::once(&product.id.0);
    // A colour is found by the shop's word and by the palette's.
    let meant = product.colours.iter().filter_map(|colour| palette::of(colour));
    single
        .into_iter()
        .chain(lists)
        .chain(id)
        .map(String::as_str)
        .chain(meant)
        .collect::<Vec<_>>()
        .join(" ")
}

impl CatalogDb {
    /// Ids of the products that hold any word of `text` (or a word that starts with it), best first, each with
    /// its rank: higher is better, without an upper bound. Products that hold every word come before those
    /// that hold some.
    pub fn keyword_search(&self, text: &str, limit: usize) -> Result<Vec<(String, f64)>, StoreError> {
        let words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(64)
            .map(|word| format!("\"{word}\"*"))
            .collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let mut hits = self.matches(&words.join(" AND "), limit)?;
        if words.len() > 1 && hits.len() < limit {
            let have: std::collections::HashSet<String> = hits.iter().map(|(id, _)| id.clone()).collect();
            let some = self.matches(&words.join(" OR "), limit)?;
            hits.extend(some.into_iter().filter(|(id, _)| !have.contains(id)));
            hits.truncate(limit);
        }
        Ok(hits)
    }

    fn matches(&self, expression: &str, limit: usize) -> Result<Vec<(String, f64)>, StoreError> {
        let mut statement = self.wrap(self.connection.prepare_cached(
            "SELECT id, -bm25(product_text, 0.0, 4.0, 2.0, 1.0) AS rank FROM product_text
             WHERE product_text MATCH ?1 ORDER BY rank DESC, rowid LIMIT ?2",
        ))?;
        let rows = self.wrap(statement.query_map(
            params![expression, i64::try_from(limit).unwrap_or(i64::MAX)],
            |row| Ok((row.get(0)?, row.get(1)?)),
        ))?;
        self.wrap(rows.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::products::tests::new;

    fn ids(text: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let mut db = CatalogDb::open(folder.path()).unwrap();
        let products = [
            new("1", "Puma Ferrari jacket"),
            new("2", "Ferrari cap"),
            new("3", "Robe d'été à fleurs"),
            new("4", "Puma tee"),
        ];
        db.replace_products(&products).unwrap();
        db.keyword_search(text, 10)
            .unwrap()
            .into_iter()
            .map(|(id, _)| id)
            .collect()
    }

    #[test]
    fn products_with_every_word_come_first() {
        assert_eq!(
            ids("puma ferrari jacket")[0],
            "1",
            "it alone holds all three words"
        );
        assert_eq!(ids("puma ferrari jacket").len(), 3, "those that hold some follow");
    }

    #[test]
    fn accents_case_and_word_starts_do_not_matter() {
        assert_eq!(ids("ETE fleu"), ["3"], "été is found as ETE, fleurs by its start");
    }

    #[test]
    fn a_colour_is_found_by_the_palettes_word_and_a_variant_by_its_number() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = CatalogDb::open(folder.path()).unwrap();
        let mut coat = new("c", "Coat");
        coat.product.colours = vec!["Midnight".into()];
        coat.product.skus = vec!["WX-310".into()];
        db.replace_products(&[coat, new("d", "Dress")]).unwrap();
        for words in ["navy", "midnight", "WX-310"] {
            assert_eq!(db.keyword_search(words, 10).unwrap().len(), 1, "{words}");
        }
    }

    #[test]
    fn what_was_seen_in_a_picture_is_found_and_lasts_over_another_import() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = CatalogDb::open(folder.path()).unwrap();
        let shop = [new("c", "Coat"), new("d", "Dress")];
        db.replace_products(&shop).unwrap();
        let mut seen = shop[0].product.clone();
        seen.colours = vec!["navy".into()];
        seen.inferred = vec!["colours".into()];
        db.revise_products(std::slice::from_ref(&seen)).unwrap();
        assert_eq!(db.keyword_search("navy", 10).unwrap().len(), 1);
        let diff = db.replace_products(&[shop[0].clone(), new("e", "Hat")]).unwrap();
        assert_eq!(
            (diff.unchanged, diff.added, diff.removed),
            (1, 1, 1),
            "its row is as it was"
        );
        assert_eq!(db.products().unwrap()[0].product, seen);
        assert_eq!(
            db.keyword_search("navy", 10).unwrap().len(),
            1,
            "it is still found by it"
        );
    }

    #[test]
    fn operators_and_quotes_in_a_query_are_plain_text() {
        assert_eq!(
            ids("\"cap\" OR ) NEAR("),
            ["2"],
            "a query is never an expression of the search engine"
        );
        assert!(ids("* \" '").is_empty(), "a query without a word finds nothing");
    }
}
