//! Keyword search. It serves where no model can, and knows nothing of meaning. SQLite's FTS5 ranks by BM25 (Robertson and
//! Zaragoza, 2009), PostgreSQL by how often and where the words stand; both find the same products: words are letters
//! and digits, without regard to case and to the accents of Latin letters, and a word is found by its beginning.

use crate::catalog::CatalogDb;
use crate::error::StoreError;
use crate::sql::{Dialect, Insert, ToValue, params};
use nova_domain::{Product, palette};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Products whose words are held at a time while they are written anew.
const PAGE: usize = 2_000;

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

/// The words of a text as FTS5's `unicode61` has them with `remove_diacritics 2`, which PostgreSQL has no parser for.
fn folded(text: &str) -> impl Iterator<Item = String> {
    let plain = |c: char| {
        let base = std::iter::once(c).nfd().next().unwrap_or(c);
        if base.is_ascii_alphabetic() { base } else { c }
    };
    text.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c))
        .filter(|word| !word.is_empty())
        .map(move |word| {
            let letters = word.chars().filter(|c| !is_combining_mark(*c));
            letters
                .map(plain)
                .flat_map(char::to_lowercase)
                .collect::<String>()
        })
        .filter(|word| !word.is_empty())
}

/// The words of a product as a text of PostgreSQL's type `tsvector`, each with its places and weights.
fn as_tsvector(product: &Product) -> String {
    /// PostgreSQL counts no further, and keeps no more places of a word.
    const LAST: usize = 16_383;
    const PLACES: usize = 255;
    /// PostgreSQL's longest word, in bytes.
    const LONGEST: usize = 2_046;
    let rest = words(product);
    let parts = [
        (product.title.as_str(), 'A'),
        (product.brand.as_str(), 'B'),
        (rest.as_str(), 'C'),
    ];
    let weighted = parts
        .into_iter()
        .flat_map(|(text, weight)| folded(text).map(move |word| (word, weight)));
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (place, (word, weight)) in (1..).zip(weighted).filter(|(_, (word, _))| word.len() <= LONGEST) {
        let known = places.entry(word).or_default();
        if known.len() < PLACES {
            known.push(format!("{}{weight}", LAST.min(place)));
        }
    }
    let entries: Vec<String> = places
        .into_iter()
        .map(|(word, places)| format!("'{word}':{}", places.join(",")))
        .collect();
    entries.join(" ")
}

impl CatalogDb {
    /// Writes the words of all products anew, as they are stored: those that were seen in pictures are among them.
    pub(crate) fn rebuild_words(&self) -> Result<(), StoreError> {
        self.sql.execute("DELETE FROM product_text", params![])?;
        let mut after = -1;
        loop {
            let statement =
                "SELECT position, document FROM product WHERE position > ?1 ORDER BY position LIMIT ?2";
            let page: Vec<(i64, Product)> = self.sql.all(statement, params![after, PAGE], |row| {
                Ok((row.get(0)?, serde_json::from_str(row.text(1)?)?))
            })?;
            let Some((last, _)) = page.last() else {
                return Ok(());
            };
            after = *last;
            self.put_words(&page)?;
        }
    }

    fn put_words(&self, page: &[(i64, Product)]) -> Result<(), StoreError> {
        let texts = page.iter().map(|(_, product)| match self.sql.dialect() {
            Dialect::Sqlite => words(product),
            Dialect::Postgres => as_tsvector(product),
        });
        let texts: Vec<String> = texts.collect();
        let rows = page.iter().zip(&texts).map(|((position, product), text)| {
            let id = product.id.0.to_value();
            match self.sql.dialect() {
                Dialect::Sqlite => vec![
                    id,
                    product.title.to_value(),
                    product.brand.to_value(),
                    text.to_value(),
                ],
                Dialect::Postgres => vec![id, position.to_value(), text.to_value()],
            }
        });
        let rows: Vec<_> = rows.collect();
        let insert = match self.sql.dialect() {
            Dialect::Sqlite => Insert {
                into: "product_text (id, title, brand, words)",
                values: &["?", "?", "?", "?"],
                conflict: "",
            },
            Dialect::Postgres => Insert {
                into: "product_text (id, place, words)",
                values: &["?", "?", "CAST(CAST(? AS TEXT) AS TSVECTOR)"],
                conflict: "",
            },
        };
        self.sql.insert(&insert, &rows)
    }

    /// Ids of the products that hold any word of `text` (or a word that starts with it), best first, each with
    /// its rank: higher is better, without an upper bound. Products that hold every word come before those
    /// that hold some.
    pub fn keyword_search(&self, text: &str, limit: usize) -> Result<Vec<(String, f64)>, StoreError> {
        let words: Vec<String> = match self.sql.dialect() {
            Dialect::Sqlite => text
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .take(64)
                .map(|word| format!("\"{word}\"*"))
                .collect(),
            Dialect::Postgres => folded(text).take(64).map(|word| format!("'{word}':*")).collect(),
        };
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let (and, or) = match self.sql.dialect() {
            Dialect::Sqlite => (" AND ", " OR "),
            Dialect::Postgres => (" & ", " | "),
        };
        let mut hits = self.matches(&words.join(and), limit)?;
        if words.len() > 1 && hits.len() < limit {
            let have: std::collections::HashSet<String> = hits.iter().map(|(id, _)| id.clone()).collect();
            let some = self.matches(&words.join(or), limit)?;
            hits.extend(some.into_iter().filter(|(id, _)| !have.contains(id)));
            hits.truncate(limit);
        }
        Ok(hits)
    }

    fn matches(&self, expression: &str, limit: usize) -> Result<Vec<(String, f64)>, StoreError> {
        let statement = match self.sql.dialect() {
            Dialect::Sqlite => {
                "SELECT id, -bm25(product_text, 0.0, 4.0, 2.0, 1.0) AS rank FROM product_text
                 WHERE product_text MATCH ?1 ORDER BY rank DESC, rowid LIMIT ?2"
            }
            // Weights of D, C, B and A; the last number divides by 1 + the logarithm of the length.
            Dialect::Postgres => {
                "SELECT id, CAST(ts_rank('{0, 0.25, 0.5, 1}', words, query, 1) AS DOUBLE PRECISION) AS rank
                 FROM product_text, CAST(CAST(?1 AS TEXT) AS TSQUERY) AS query
                 WHERE words @@ query ORDER BY rank DESC, place LIMIT ?2"
            }
        };
        self.sql.all(statement, params![expression, limit], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::places::{Place, on_each};
    use crate::products::tests::new;

    fn ids(place: &Place, text: &str) -> Vec<String> {
        let mut db = place.catalog();
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
        on_each(|place| {
            assert_eq!(
                ids(place, "puma ferrari jacket")[0],
                "1",
                "it alone holds all three words"
            );
            assert_eq!(
                ids(place, "puma ferrari jacket").len(),
                3,
                "those that hold some follow"
            );
        });
    }

    #[test]
    fn accents_case_and_word_starts_do_not_matter() {
        on_each(|place| {
            assert_eq!(
                ids(place, "ETE fleu"),
                ["3"],
                "été is found as ETE, fleurs by its start"
            );
        });
    }

    #[test]
    fn a_colour_is_found_by_the_palettes_word_and_a_variant_by_its_number() {
        on_each(|place| {
            let mut db = place.catalog();
            let mut coat = new("c", "Coat");
            coat.product.colours = vec!["Midnight".into()];
            coat.product.skus = vec!["WX-310".into()];
            db.replace_products(&[coat, new("d", "Dress")]).unwrap();
            for words in ["navy", "midnight", "WX-310"] {
                assert_eq!(db.keyword_search(words, 10).unwrap().len(), 1, "{words}");
            }
        });
    }

    #[test]
    fn what_was_seen_in_a_picture_is_found_and_lasts_over_another_import() {
        on_each(|place| {
            let mut db = place.catalog();
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
        });
    }

    #[test]
    fn operators_and_quotes_in_a_query_are_plain_text() {
        on_each(|place| {
            assert_eq!(
                ids(place, "\"cap\" OR ) NEAR("),
                ["2"],
                "a query is never an expression of the search engine"
            );
            assert!(
                ids(place, "* \" '").is_empty(),
                "a query without a word finds nothing"
            );
        });
    }

    #[test]
    fn both_databases_find_the_same_words() {
        on_each(|place| {
            let mut db = place.catalog();
            let titles = [
                "T-Shirt 3XL",
                "Größe 42",
                "ΠΑΛΤΟ",
                "Палто",
                "1e5 test",
                "côte-d'azur",
                "Zürich\u{301} x",
                "Łódź",
                "don't",
            ];
            let products: Vec<_> = titles.iter().map(|title| new(title, title)).collect();
            db.replace_products(&products).unwrap();
            let found = |text: &str| {
                let mut ids: Vec<String> = db
                    .keyword_search(text, 20)
                    .unwrap()
                    .into_iter()
                    .map(|(id, _)| id)
                    .collect();
                ids.sort();
                ids
            };
            for (text, wanted) in [
                ("3xl", vec!["T-Shirt 3XL"]),
                ("shirt", vec!["T-Shirt 3XL"]),
                ("grosse", vec![]),
                ("große", vec!["Größe 42"]),
                ("größ", vec!["Größe 42"]),
                ("grö", vec!["Größe 42"]),
                ("gro", vec!["Größe 42"]),
                ("παλτο", vec!["ΠΑΛΤΟ"]),
                ("палт", vec!["Палто"]),
                ("1E", vec!["1e5 test"]),
                ("COTE", vec!["côte-d'azur"]),
                ("zurich", vec!["Zürich\u{301} x"]),
                ("lodz", vec![]),
                ("don", vec!["don't"]),
            ] {
                assert_eq!(found(text), wanted, "{text}");
            }
        });
    }
}
