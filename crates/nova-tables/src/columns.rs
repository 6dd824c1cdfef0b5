//! What the cells of some columns are. Which column holds which field is told in `meaning`, how a cell is read in `values`.

use crate::values;

/// A cell as one text, also where it came as a list.
pub(crate) fn plain(cell: &str) -> String {
    if cell.contains(values::UNIT) {
        return values::list(cell).join(", ");
    }
    cell.to_owned()
}

/// Words for women and men as they are written, and in other languages as the catalogue writes them.
pub(crate) fn gender(cell: &str) -> String {
    let cell = plain(cell);
    match values::gender_in_column(&cell) {
        Some(known) if known.to_lowercase() != cell.to_lowercase() => known.to_owned(),
        _ => cell,
    }
}

/// Tags in a form that [`values::words`] splits, also where `;` and commas stand side by side.
pub(crate) fn tags(cell: &str) -> String {
    if cell.contains(values::UNIT) || cell.contains('|') {
        return cell.to_owned();
    }
    cell.replace(';', ",")
}

/// A text of an export that writes line breaks and commas with a backslash.
pub(crate) fn unescaped(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    text.replace("\\n", "\n")
        .replace("\\,", ",")
        .replace("\\\"", "\"")
}

/// The pictures that a cell names, in their order. Web addresses may be separated by commas and spaces too, and may hold
/// `;` and commas. What is longer than any server
/// takes, or is a script and no place, is left out.
pub(crate) fn pictures(cell: &str) -> Vec<String> {
    const LONGEST: usize = 4_096;
    let cell = cell.trim().trim_matches('"');
    if is_script(cell) {
        return Vec::new();
    }
    let parts: Vec<String> = if cell.contains(values::UNIT) {
        values::list(cell)
    } else if cell.contains("://") {
        let split = cell
            .split("&&")
            .flat_map(|part| part.split(|c: char| c.is_whitespace() || c == '|'));
        let parts = split.flat_map(addresses);
        parts
            // Of "a1b2:1:0:|https://x.y/a.jpg" and "https://x.y/a.jpg#{[en]:;}" the address alone.
            .filter(|part| !part.ends_with(':'))
            .map(|part| {
                part.split("#{")
                    .next()
                    .unwrap_or(part)
                    .trim_matches([',', ';', '"'])
                    .to_owned()
            })
            .collect()
    } else if cell.contains([';', '|']) {
        values::list(cell)
    } else {
        // A file's name may have a comma in it; several have endings each.
        let parts: Vec<String> = values::words(cell);
        match parts.iter().all(|part| part.contains('.')) {
            true => parts,
            false => vec![cell.to_owned()],
        }
    };
    parts
        .into_iter()
        .filter(|part| !part.is_empty() && part.len() <= LONGEST && !is_script(part))
        .collect()
}

/// Whether an address holds what it says and leads nowhere.
fn is_script(address: &str) -> bool {
    let lower: String = address.chars().take(11).flat_map(char::to_lowercase).collect();
    ["javascript:", "vbscript:", "data:", "blob:", "about:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme))
}

/// Addresses that only commas or `;` stand between.
fn addresses(text: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = vec![0];
    for separator in [",http", ";http", ",//", ";//"] {
        starts.extend(text.match_indices(separator).map(|(at, _)| at + 1));
    }
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).map(|at| at - 1).chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| text.get(*start..end))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synonyms::Column;
    use crate::table::tests::table;
    use nova_domain::Product;

    fn read(names: &[&str], cells: &[&str]) -> Product {
        let line = |cells: &[&str]| {
            cells
                .iter()
                .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")))
                .collect::<Vec<_>>()
                .join(",")
        };
        let (mut products, left_out) = table(&format!("{}\n{}\n", line(names), line(cells)), &[]);
        assert!(left_out.is_empty(), "{left_out:?}");
        products.remove(0)
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
        );
        assert_eq!(shirt.id.as_str(), "s1", "SKU is the id");
        assert_eq!(shirt.brand, "Maren", "vendor is the brand");
        assert_eq!(shirt.kind, "Shirts", "article type is the type");
        assert_eq!(shirt.colours, ["Navy Blue", "White"], "lists split at |");
        assert_eq!(shirt.occasions, ["Formal"], "usage is the occasion");
        assert_eq!(shirt.price, Some(79.9), "a decimal comma is one");
    }

    #[test]
    fn a_fields_own_name_wins_over_a_synonym() {
        let product = read(&["sku", "id"], &["a", "b"]);
        assert_eq!(product.id.as_str(), "b", "the column called id is the id");
    }

    #[test]
    fn a_chosen_column_wins() {
        let chosen = [
            (Some(Column::Title), "nom".to_owned()),
            (None, "price".to_owned()),
        ];
        let (products, _) = table("id,title,Nom,price\n1,x,Robe,5\n", &chosen);
        assert_eq!(products[0].title, "Robe", "the chosen column counts");
        assert_eq!(
            products[0].price, None,
            "a column that is to fill nothing fills nothing"
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
            );
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
            let shirt = read(&["id", "title", name], &["s1", "Shirt", "a.jpg"]);
            assert_eq!(shirt.image.as_deref(), Some("a.jpg"), "{name}");
        }
    }

    #[test]
    fn a_path_of_categories_is_taken_apart_and_a_gender_is_put_into_plain_words() {
        let hoodie = read(
            &["id", "category", "gender"],
            &["1", "Clothing > Hoodies", "Damen"],
        );
        assert_eq!(
            (hoodie.category.as_str(), hoodie.subcategory.as_str()),
            ("Clothing", "Hoodies")
        );
        assert_eq!(hoodie.gender, "Women");
        let kept = read(&["id", "gender"], &["1", "women"]);
        assert_eq!(kept.gender, "women", "a plain word stays as it is written");
    }

    #[test]
    fn a_sku_beside_an_id_is_kept_and_a_currency_column_wins_over_a_sign() {
        let shirt = read(&["ID", "SKU", "Price", "Currency"], &["7", "AB-1", "$5", "CAD"]);
        assert_eq!(
            (shirt.id.as_str(), shirt.skus.as_slice()),
            ("7", &["AB-1".to_owned()][..])
        );
        assert_eq!(shirt.currency, "CAD");
    }

    #[test]
    fn the_pictures_of_a_cell_are_taken_apart() {
        for (cell, expected) in [
            ("a.jpg;b.jpg", &["a.jpg", "b.jpg"][..]),
            (
                "https://x.y/a.jpg, https://x.y/b.jpg",
                &["https://x.y/a.jpg", "https://x.y/b.jpg"],
            ),
            (
                "https://x.y/a.jpg,https://x.y/b.jpg",
                &["https://x.y/a.jpg", "https://x.y/b.jpg"],
            ),
            (
                "https://x.y/a.jpg;https://x.y/b.jpg",
                &["https://x.y/a.jpg", "https://x.y/b.jpg"],
            ),
            ("https://x.y/a.jpg?v=1;2", &["https://x.y/a.jpg?v=1;2"]),
            (
                "https://x.y/a.jpg&&https://x.y/b.jpg",
                &["https://x.y/a.jpg", "https://x.y/b.jpg"],
            ),
            ("\"https://x.y/a.jpg\"", &["https://x.y/a.jpg"]),
            ("front, blue.jpg", &["front, blue.jpg"]),
        ] {
            assert_eq!(pictures(cell), expected, "{cell}");
        }
        assert!(pictures(&format!("https://x.y/{}.jpg", "a".repeat(10_000))).is_empty());
        assert!(
            pictures("javascript:alert(1)").is_empty() && pictures("data:text/html;base64,AA").is_empty()
        );
    }

    #[test]
    fn a_short_row_leaves_the_rest_empty() {
        let product = read(&["id", "title", "brand"], &["7"]);
        assert_eq!(
            (product.title.as_str(), product.brand.as_str()),
            ("", ""),
            "missing cells are empty fields"
        );
    }
}
