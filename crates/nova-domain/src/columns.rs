//! Which column of a table holds which field of a product: the mapping of a header line, and a product from the
//! cells of a row. The headers that mean a field are in `synonyms`, how a cell is read in `values`; reading the table
//! itself is `nova-engine`'s matter.

use crate::product::{Product, ProductId};
use crate::synonyms::{SYNONYMS, folded};
use crate::values;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A field of a product that a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
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
    Skus,
}

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

    /// All fields.
    pub fn all() -> impl Iterator<Item = Column> {
        SYNONYMS.iter().map(|(column, ..)| *column)
    }

    /// Names of all fields, for messages.
    pub fn names() -> Vec<&'static str> {
        SYNONYMS.iter().map(|(_, name, _)| *name).collect()
    }
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
        let ColumnMap { mut at } = ColumnMap::only(header, chosen)?;
        let folded_header: Vec<String> = header.iter().map(|name| folded(name)).collect();
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

    /// Finds in `header` the `chosen` columns alone. The error is as with [`ColumnMap::recognise`].
    pub fn only(header: &[String], chosen: &[(Column, String)]) -> Result<ColumnMap, String> {
        let mut at = Vec::new();
        for (column, wanted) in chosen {
            match header.iter().position(|name| folded(name) == folded(wanted)) {
                Some(index) => at.push((*column, index)),
                None => return Err(wanted.clone()),
            }
        }
        Ok(ColumnMap { at })
    }

    /// Whether the table holds `column`.
    pub fn has(&self, column: Column) -> bool {
        self.at.iter().any(|(have, _)| *have == column)
    }

    /// Where the column of a field stands.
    pub fn index(&self, column: Column) -> Option<usize> {
        self.at
            .iter()
            .find(|(have, _)| *have == column)
            .map(|(_, at)| *at)
    }

    /// The field that the column at `index` holds.
    pub fn field(&self, index: usize) -> Option<Column> {
        self.at
            .iter()
            .find(|(_, at)| *at == index)
            .map(|(column, _)| *column)
    }

    /// Reads a product from the cells of a row. The error says what is wrong with the row and what to do.
    pub fn product(&self, cells: &[String]) -> Result<Product, String> {
        let mut product = Product::new("", "");
        self.fill(&mut product, cells)?;
        if product.id.0.is_empty() {
            return Err("the id is empty; give every row an id of its own".to_owned());
        }
        let parts = values::path(&product.category);
        if parts.len() > 1 && product.subcategory.is_empty() {
            product.category.clone_from(&parts[0]);
            product.subcategory = parts[1..].join(" > ");
        }
        Ok(product)
    }

    /// Puts what the cells of a row say over the fields of `product`; an empty cell changes nothing.
    pub fn fill(&self, product: &mut Product, cells: &[String]) -> Result<(), String> {
        let mut currency = None;
        for (column, index) in &self.at {
            let Some(cell) = cells
                .get(*index)
                .map(|cell| cell.trim())
                .filter(|cell| !cell.is_empty())
            else {
                continue;
            };
            match column {
                Column::Id => product.id = ProductId(plain(cell)),
                Column::Title => product.title = plain(cell),
                Column::Image => product.image = picture(cell),
                Column::Brand => product.brand = plain(cell),
                Column::Category => product.category = plain(cell),
                Column::Subcategory => product.subcategory = plain(cell),
                Column::Type => product.kind = plain(cell),
                Column::Gender => product.gender = gender(cell),
                Column::Colours => product.colours = values::colours(cell),
                Column::Tags => product.tags = values::words(cell),
                Column::Styles => product.styles = values::words(cell),
                Column::Occasions => product.occasions = values::words(cell),
                Column::Season => product.season = values::words(cell),
                Column::Sizes => product.sizes = values::sizes(cell),
                Column::Price => {
                    let money = values::money(cell)?;
                    product.price = Some(money.amount);
                    currency = money.currency;
                }
                Column::Currency => product.currency = plain(cell),
                Column::Stock => product.stock = Some(values::stock(cell)?),
                Column::Description => product.description = plain(cell),
                // A year is a nicety: one that cannot be read is left out and does not cost the row.
                Column::Year => {
                    product.year = cell.split('.').next().and_then(|year| year.trim().parse().ok())
                }
                Column::Skus => product.skus = values::words(cell),
            }
        }
        // A column of its own says more about the currency than a sign beside the price.
        if let (Some(currency), true) = (currency, product.currency.is_empty()) {
            product.currency = currency.to_owned();
        }
        Ok(())
    }
}

/// A cell as one text, also where it came as a list.
fn plain(cell: &str) -> String {
    if cell.contains(values::UNIT) {
        return values::list(cell).join(", ");
    }
    cell.to_owned()
}

/// Words for women and men as they are written, and in other languages as the catalogue writes them.
fn gender(cell: &str) -> String {
    let cell = plain(cell);
    match values::gender(&cell) {
        Some(known) if known.to_lowercase() != cell.to_lowercase() => known.to_owned(),
        _ => cell,
    }
}

/// The first picture that a cell names. Web addresses may be separated by commas and spaces too, and may hold `;`.
fn picture(cell: &str) -> Option<String> {
    if !cell.contains(values::UNIT) && cell.contains("://") {
        return cell
            .split(|c: char| c.is_whitespace() || c == '|')
            .map(|part| part.trim_matches([',', ';']))
            .flat_map(|part| part.split(",http").next())
            .find(|part| !part.is_empty())
            .map(str::to_owned);
    }
    values::list(cell).into_iter().next()
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
    fn headers_in_other_languages_are_recognised() {
        for names in [
            ["Artikelnummer", "Bezeichnung", "Marke", "Farbe", "Größe", "Preis"],
            ["Référence", "Titre", "Marque", "Couleur", "Taille", "Prix"],
            ["Referencia", "Nombre", "Marca", "Color", "Talla", "Precio"],
            ["Codice", "Nome", "Marca", "Colore", "Taglia", "Prezzo"],
        ] {
            let shirt = read(
                &names,
                &["s1", "Shirt", "Maren", "Navy/White", "S, M / L", "1.299,00 €"],
            )
            .unwrap();
            assert_eq!(
                (shirt.id.as_str(), shirt.title.as_str()),
                ("s1", "Shirt"),
                "{names:?}"
            );
            assert_eq!(shirt.brand, "Maren", "{names:?}");
            assert_eq!(shirt.colours, ["Navy", "White"], "{names:?}");
            assert_eq!(shirt.sizes, ["S", "M", "L"], "{names:?}");
            assert_eq!(
                (shirt.price, shirt.currency.as_str()),
                (Some(1299.0), "EUR"),
                "{names:?}"
            );
        }
    }

    #[test]
    fn the_column_of_pictures_is_recognised_in_other_languages() {
        for name in [
            "Bilddatei",
            "Dateiname",
            "Fichier image",
            "Archivo de imagen",
            "Nome file",
        ] {
            let shirt = read(&["id", "title", name], &["s1", "Shirt", "a.jpg"]).unwrap();
            assert_eq!(shirt.image.as_deref(), Some("a.jpg"), "{name}");
        }
    }

    #[test]
    fn a_path_of_categories_is_taken_apart_and_a_gender_is_put_into_plain_words() {
        let hoodie = read(
            &["id", "category", "gender"],
            &["1", "Clothing > Hoodies", "Damen"],
        )
        .unwrap();
        assert_eq!(
            (hoodie.category.as_str(), hoodie.subcategory.as_str()),
            ("Clothing", "Hoodies")
        );
        assert_eq!(hoodie.gender, "Women");
        let kept = read(&["id", "gender"], &["1", "women"]).unwrap();
        assert_eq!(kept.gender, "women", "a plain word stays as it is written");
    }

    #[test]
    fn a_sku_beside_an_id_is_kept_and_a_currency_column_wins_over_a_sign() {
        let shirt = read(&["ID", "SKU", "Price", "Currency"], &["7", "AB-1", "$5", "CAD"]).unwrap();
        assert_eq!(
            (shirt.id.as_str(), shirt.skus.as_slice()),
            ("7", &["AB-1".to_owned()][..])
        );
        assert_eq!(shirt.currency, "CAD");
    }

    #[test]
    fn of_several_pictures_the_first_is_taken() {
        for (cell, first) in [
            ("a.jpg;b.jpg", "a.jpg"),
            ("https://x.y/a.jpg, https://x.y/b.jpg", "https://x.y/a.jpg"),
            ("https://x.y/a.jpg,https://x.y/b.jpg", "https://x.y/a.jpg"),
            ("https://x.y/a.jpg?v=1;2", "https://x.y/a.jpg?v=1;2"),
        ] {
            assert_eq!(picture(cell).as_deref(), Some(first), "{cell}");
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
