//! Which column of a table holds which field of a product: the fields' names, their usual synonyms (shop
//! systems' exports among them), and the mapping of a header line. Reading the table itself is
//! `nova-engine`'s matter.

use crate::product::{Product, ProductId};
use serde::{Deserialize, Serialize};

/// A field of a product that a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "the variants are the documented columns of a catalogue, named alike"
)]
pub enum Column {
    Id,
    Title,
    Image,
    Brand,
    Category,
    Subcategory,
    Type,
    Gender,
    Colours,
    Tags,
    Styles,
    Occasions,
    Season,
    Sizes,
    Price,
    Currency,
    Stock,
    Description,
    Year,
}

/// Each field with its name and the other headers that mean it, in lower case with spaces, `-` and `_` as `_`.
/// The first match in the order of the header's columns wins, and the field's own name wins over a synonym.
const SYNONYMS: [(Column, &str, &[&str]); 19] = [
    (
        Column::Id,
        "id",
        &[
            "product_id",
            "sku",
            "handle",
            "variant_sku",
            "item_id",
            "article",
            "article_id",
            "article_number",
            "ref",
            "reference",
        ],
    ),
    (
        Column::Title,
        "title",
        &[
            "name",
            "product_name",
            "product_title",
            "display_name",
            "product_display_name",
            "productdisplayname",
        ],
    ),
    (
        Column::Image,
        "image",
        &[
            "images",
            "image_src",
            "image_file",
            "filename",
            "file",
            "photo",
            "picture",
            "image_path",
            "image_url",
            "image_link",
        ],
    ),
    (
        Column::Brand,
        "brand",
        &["vendor", "label", "maker", "manufacturer", "brands", "designer"],
    ),
    (
        Column::Category,
        "category",
        &[
            "master_category",
            "mastercategory",
            "categories",
            "product_category",
            "department",
        ],
    ),
    (
        Column::Subcategory,
        "subcategory",
        &["sub_category", "product_subcategory"],
    ),
    (
        Column::Type,
        "type",
        &["article_type", "articletype", "product_type", "garment_type"],
    ),
    (Column::Gender, "gender", &["sex", "target_gender"]),
    (
        Column::Colours,
        "colours",
        &[
            "colour",
            "color",
            "colors",
            "base_colour",
            "basecolour",
            "base_color",
            "option_color",
            "attribute_color",
        ],
    ),
    (Column::Tags, "tags", &["tag", "labels", "keywords"]),
    (Column::Styles, "styles", &["style"]),
    (Column::Occasions, "occasions", &["occasion", "usage", "use"]),
    (Column::Season, "season", &["seasons"]),
    (Column::Sizes, "sizes", &["size", "option_size"]),
    (
        Column::Price,
        "price",
        &[
            "variant_price",
            "regular_price",
            "list_price",
            "unit_price",
            "rrp",
        ],
    ),
    (Column::Currency, "currency", &["currency_code", "price_currency"]),
    (
        Column::Stock,
        "stock",
        &[
            "quantity",
            "qty",
            "inventory",
            "variant_inventory_qty",
            "stock_quantity",
        ],
    ),
    (
        Column::Description,
        "description",
        &["body", "body_(html)", "body_html", "long_description"],
    ),
    (Column::Year, "year", &["collection_year"]),
];

impl Column {
    /// The field's name, as a catalogue's header writes it.
    pub fn name(self) -> &'static str {
        SYNONYMS
            .iter()
            .find(|(column, ..)| *column == self)
            .map_or("", |(_, name, _)| name)
    }

    /// The field of that name, without regard to case; synonyms are not names.
    pub fn from_name(name: &str) -> Option<Column> {
        let name = folded(name);
        SYNONYMS
            .iter()
            .find(|(_, own, _)| *own == name)
            .map(|(column, ..)| *column)
    }

    /// Names of all fields, for messages.
    pub fn names() -> Vec<&'static str> {
        SYNONYMS.iter().map(|(_, name, _)| *name).collect()
    }
}

fn folded(header: &str) -> String {
    let header = header.trim().trim_start_matches('\u{feff}').to_lowercase();
    header
        .split([' ', '-', '_'])
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("_")
}

/// Where each field of a product stands in a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnMap {
    at: Vec<(Column, usize)>,
}

impl ColumnMap {
    /// Finds the fields in `header`. `chosen` names columns outright, as `(field, header)`, and wins over what
    /// would be recognised. Answers with the first chosen header that is not in the table as the error.
    pub fn recognise(header: &[String], chosen: &[(Column, String)]) -> Result<ColumnMap, String> {
        let folded_header: Vec<String> = header.iter().map(|name| folded(name)).collect();
        let mut at = Vec::new();
        for (column, wanted) in chosen {
            match folded_header.iter().position(|name| *name == folded(wanted)) {
                Some(index) => at.push((*column, index)),
                None => return Err(wanted.clone()),
            }
        }
        for (column, name, synonyms) in SYNONYMS {
            let taken = |index: usize| at.iter().any(|(_, used)| *used == index);
            if at.iter().any(|(have, _)| *have == column) {
                continue;
            }
            let own = folded_header.iter().position(|header| header == name);
            let found = own.or_else(|| {
                synonyms
                    .iter()
                    .find_map(|synonym| folded_header.iter().position(|header| header == synonym))
            });
            if let Some(index) = found.filter(|index| !taken(*index)) {
                at.push((column, index));
            }
        }
        Ok(ColumnMap { at })
    }

    /// Whether the table holds `column`.
    pub fn has(&self, column: Column) -> bool {
        self.at.iter().any(|(have, _)| *have == column)
    }

    /// Reads a product from the cells of a row. The error says what is wrong with the row and what to do.
    pub fn product(&self, cells: &[String]) -> Result<Product, String> {
        let mut product = Product::new("", "");
        for (column, index) in &self.at {
            let Some(cell) = cells
                .get(*index)
                .map(|cell| cell.trim())
                .filter(|cell| !cell.is_empty())
            else {
                continue;
            };
            match column {
                Column::Id => product.id = ProductId(cell.to_owned()),
                Column::Title => product.title = cell.to_owned(),
                Column::Image => product.image = list(cell).into_iter().next(),
                Column::Brand => product.brand = cell.to_owned(),
                Column::Category => product.category = cell.to_owned(),
                Column::Subcategory => product.subcategory = cell.to_owned(),
                Column::Type => product.kind = cell.to_owned(),
                Column::Gender => product.gender = cell.to_owned(),
                Column::Colours => product.colours = list(cell),
                Column::Tags => product.tags = list(cell),
                Column::Styles => product.styles = list(cell),
                Column::Occasions => product.occasions = list(cell),
                Column::Season => product.season = list(cell),
                Column::Sizes => product.sizes = list(cell),
                Column::Price => product.price = Some(price(cell)?),
                Column::Currency => product.currency = cell.to_owned(),
                Column::Stock => product.stock = Some(stock(cell)?),
                Column::Description => product.description = cell.to_owned(),
                // A year is a nicety: one that cannot be read is left out and does not cost the row.
                Column::Year => {
                    product.year = cell.split('.').next().and_then(|year| year.trim().parse().ok())
                }
            }
        }
        if product.id.0.is_empty() {
            return Err("the id is empty; give every row an id of its own".to_owned());
        }
        Ok(product)
    }
}

/// The parts of a list cell: separated by `;` or `|`, trimmed, the empty ones left out.
fn list(cell: &str) -> Vec<String> {
    cell.split([';', '|'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A price as shops write it: `79.90`, `79,90`, `1.299,00`, `1,299.00`, with a sign of currency or not.
fn price(cell: &str) -> Result<f64, String> {
    let digits: String = cell
        .chars()
        .filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'))
        .collect();
    let decimal = match (digits.rfind('.'), digits.rfind(',')) {
        (Some(dot), Some(comma)) => Some(dot.max(comma)),
        (Some(at), None) | (None, Some(at)) => {
            let repeated = digits.matches(['.', ',']).count() > 1;
            let thousands = digits.len() - at == 4 && digits.as_bytes()[at] == b',';
            (!repeated && !thousands).then_some(at)
        }
        (None, None) => None,
    };
    let plain: String = digits
        .char_indices()
        .filter_map(|(at, c)| match c {
            '.' | ',' => (Some(at) == decimal).then_some('.'),
            other => Some(other),
        })
        .collect();
    match plain.parse::<f64>() {
        Ok(value) if value.is_finite() && value >= 0.0 => Ok(value),
        Ok(_) => Err(format!(
            "the price \"{cell}\" is below zero; correct it or leave it empty"
        )),
        Err(_) => Err(format!(
            "the price \"{cell}\" is not a number; correct it or leave it empty"
        )),
    }
}

fn stock(cell: &str) -> Result<i64, String> {
    match cell.to_lowercase().as_str() {
        "yes" | "true" | "in stock" | "instock" => return Ok(1),
        "no" | "false" | "out of stock" | "outofstock" => return Ok(0),
        _ => {}
    }
    let number = cell
        .parse::<f64>()
        .ok()
        .filter(|number| number.is_finite() && number.abs() < 1e15);
    number
        .map(|number| number.trunc() as i64)
        .ok_or_else(|| format!("the stock \"{cell}\" is not a number; correct it or leave it empty"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn read(names: &[&str], cells: &[&str]) -> Result<Product, String> {
        ColumnMap::recognise(&header(names), &[])
            .unwrap()
            .product(&header(cells))
    }

    #[test]
    fn shops_own_headers_are_recognised() {
        let shirt = read(
            &[
                "SKU",
                "Name",
                "Vendor",
                "Article Type",
                "Base-Colour",
                "Usage",
                "Regular price",
            ],
            &[
                "s1",
                "Shirt",
                "Maren",
                "Shirts",
                "Navy Blue|White",
                "Formal",
                "79,90 €",
            ],
        )
        .unwrap();
        assert_eq!(shirt.id.as_str(), "s1", "SKU is the id");
        assert_eq!(shirt.brand, "Maren", "vendor is the brand");
        assert_eq!(shirt.kind, "Shirts", "article type is the type");
        assert_eq!(shirt.colours, ["Navy Blue", "White"], "lists split at |");
        assert_eq!(shirt.occasions, ["Formal"], "usage is the occasion");
        assert_eq!(shirt.price, Some(79.9), "a decimal comma is one");
    }

    #[test]
    fn a_fields_own_name_wins_over_a_synonym() {
        let product = read(&["sku", "id"], &["a", "b"]).unwrap();
        assert_eq!(product.id.as_str(), "b", "the column called id is the id");
    }

    #[test]
    fn a_chosen_column_wins_and_a_missing_one_is_named() {
        let names = header(&["id", "title", "Nom"]);
        let map = ColumnMap::recognise(&names, &[(Column::Title, "nom".into())]).unwrap();
        assert_eq!(
            map.product(&header(&["1", "x", "Robe"])).unwrap().title,
            "Robe",
            "the chosen column counts"
        );
        let missing = ColumnMap::recognise(&names, &[(Column::Title, "titre".into())]);
        assert_eq!(
            missing,
            Err("titre".to_owned()),
            "the error names the column that is not there"
        );
    }

    #[test]
    fn prices_are_read_as_shops_write_them() {
        for (cell, expected) in [
            ("1.299,00", 1299.0),
            ("$1,299.50", 1299.5),
            ("1,299", 1299.0),
            ("12", 12.0),
            ("0,5", 0.5),
            ("1.234.567", 1_234_567.0),
        ] {
            assert_eq!(price(cell), Ok(expected), "{cell}");
        }
        for cell in ["abc", "-5", "--", ""] {
            assert!(price(cell).is_err(), "{cell} is no price");
        }
    }

    #[test]
    fn a_row_without_an_id_says_so() {
        assert!(
            read(&["id", "title"], &["  ", "Shirt"])
                .unwrap_err()
                .contains("id"),
            "the reason names the id"
        );
    }

    #[test]
    fn a_short_row_leaves_the_rest_empty() {
        let product = read(&["id", "title", "brand"], &["7"]).unwrap();
        assert_eq!(
            (product.title.as_str(), product.brand.as_str()),
            ("", ""),
            "missing cells are empty fields"
        );
    }
}
