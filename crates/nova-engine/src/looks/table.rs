//! A table of looks in pieces: a line a piece (`look`, `id`), or a product with those that the shop shows beside it, as the
//! columns "related", "cross-sell" and "upsell" of exports have them, one or several in a cell.

use crate::error::EngineError;
use crate::rejection::Rejection;
use nova_tables::{Problem, Rows};
use std::path::Path;

/// Headers of the column that names a look, and of the one that names a product.
const LOOK: [&str; 12] = [
    "look",
    "look_id",
    "outfit",
    "outfit_id",
    "look_name",
    "set",
    "set_id",
    "ensemble",
    "tenue",
    "conjunto",
    "completo",
    "board",
];
const PRODUCT: [&str; 14] = [
    "id",
    "product",
    "product_id",
    "sku",
    "article",
    "article_id",
    "item",
    "item_id",
    "handle",
    "code",
    "produkt",
    "produit",
    "producto",
    "artikelnummer",
];

/// Headers of columns that name what a shop shows beside a product.
const BESIDE: [&str; 24] = [
    "linked",
    "linked_id",
    "related",
    "related_products",
    "related_product_ids",
    "related_ids",
    "related_skus",
    "cross_sell",
    "cross_sells",
    "cross_sell_ids",
    "crosssell",
    "crosssell_skus",
    "cross_sell_skus",
    "upsell",
    "upsells",
    "upsell_ids",
    "upsell_skus",
    "wear_it_with",
    "goes_with",
    "complete_the_look",
    "shop_the_look",
    "complementary_products",
    "associated",
    "passt_dazu",
];
/// Headers of the product beside which they are shown, where it is no id of the catalogue.
const MODEL: [&str; 4] = ["model", "parent", "parent_id", "style"];

/// Between the two products of a look that stands for "shown beside".
pub(super) const BESIDE_SIGN: &str = " + ";

/// The pieces of a table, each a look and a product, sorted and each once.
///
/// # Errors
/// When the file cannot be read, has no columns of looks and products, or reading was stopped.
pub(super) fn pieces(
    path: &Path,
    cancelled: &(dyn Fn() -> bool + Sync),
) -> Result<Vec<(String, String)>, EngineError> {
    let known: Vec<&str> = LOOK.into_iter().chain(PRODUCT).chain(BESIDE).collect();
    let table = Rows::read(path, &known, cancelled).map_err(|problem| match problem {
        Problem::Cancelled => super::stopped(),
        Problem::Invalid { fault, hint } => Rejection::Table {
            file: path.display().to_string(),
            fault,
            hint,
        }
        .into(),
    })?;
    let beside: Vec<usize> = (0..table.header.len())
        .filter(|at| BESIDE.contains(&nova_tables::folded(&table.header[*at]).as_str()))
        .collect();
    let product = table.column(&PRODUCT).or_else(|| table.column(&MODEL));
    let mut pieces: Vec<(String, String)> = Vec::new();
    match (table.column(&LOOK), product) {
        (Some(look), Some(product)) => {
            for (_, cells) in &table.rows {
                if let (Some(look), Some(product)) = (cell(cells, look), cell(cells, product)) {
                    pieces.push((look.to_owned(), product.to_owned()));
                }
            }
        }
        (None, Some(product)) if !beside.is_empty() => {
            for (_, cells) in &table.rows {
                let Some(own) = cell(cells, product) else { continue };
                let others = beside.iter().filter_map(|at| cell(cells, *at));
                for other in others.flat_map(|text| text.split([',', ';', '|'])).map(str::trim) {
                    if !other.is_empty() && other != own {
                        let look = format!("{own}{BESIDE_SIGN}{other}");
                        pieces.push((look.clone(), own.to_owned()));
                        pieces.push((look, other.to_owned()));
                    }
                }
            }
        }
        _ => {
            return Err(Rejection::NoLooks {
                file: path.display().to_string(),
            }
            .into());
        }
    }
    pieces.sort();
    pieces.dedup();
    Ok(pieces)
}

fn cell(cells: &[String], at: usize) -> Option<&str> {
    cells
        .get(at)
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<(String, String)>, EngineError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("looks.csv");
        std::fs::write(&path, text).unwrap();
        pieces(&path, &|| false)
    }

    fn pair(look: &str, product: &str) -> (String, String) {
        (look.to_owned(), product.to_owned())
    }

    #[test]
    fn a_line_a_piece_and_a_piece_once_a_look() {
        let found = read("look,id\nbeach,a\nbeach,b\nbeach,a\n,c\n").unwrap();
        assert_eq!(found, [pair("beach", "a"), pair("beach", "b")]);
    }

    #[test]
    fn what_is_shown_beside_a_product_makes_looks_of_two() {
        let found = read("id,title,related,upsell\na,Coat,\"b, c\",\nb,Hat,,b\n").unwrap();
        let expected = [
            pair("a + b", "a"),
            pair("a + b", "b"),
            pair("a + c", "a"),
            pair("a + c", "c"),
        ];
        assert_eq!(found, expected, "nothing is shown beside itself");
        let models = read("kind,model,linked\ncrosssell,WH01,WP06\n").unwrap();
        assert_eq!(models, [pair("WH01 + WP06", "WH01"), pair("WH01 + WP06", "WP06")]);
    }

    #[test]
    fn a_table_of_something_else_is_refused() {
        assert!(read("id,price\na,3\n").is_err());
    }
}
