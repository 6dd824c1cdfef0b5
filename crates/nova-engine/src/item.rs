//! A product of the catalogue with what is known of its picture.

use nova_domain::Product;
use std::collections::BTreeMap;

/// A product and its picture.
pub struct Item {
    /// The product.
    pub product: Product,
    /// Where its picture is, as it is stored.
    pub picture_path: Option<String>,
    /// Hash of the picture's bytes, once it has been read.
    pub picture_hash: Option<String>,
    /// Row of the matrix that holds its embedding.
    pub row: Option<usize>,
    /// Whether the shop wants it shown first.
    pub first: bool,
}

/// Corrects what was seen in a product's picture by what its shop's hand wrote, by fields: what was corrected is no guess any
/// more. What the shop's own file says stays.
pub(crate) fn corrected(product: &mut Product, facts: &BTreeMap<String, Vec<String>>) {
    for (field, values) in facts {
        let Some(first) = values.first() else { continue };
        if !product.is_inferred(field) {
            continue;
        }
        match field.as_str() {
            "colours" => product.colours.clone_from(values),
            "type" => product.kind.clone_from(first),
            "category" => product.category.clone_from(first),
            "subcategory" => product.subcategory.clone_from(first),
            _ => continue,
        }
        product.inferred.retain(|inferred| inferred != field);
    }
}

#[cfg(test)]
mod tests {
    use super::corrected;
    use nova_domain::Product;
    use std::collections::BTreeMap;

    #[test]
    fn a_correction_takes_the_place_of_a_guess_and_of_nothing_else() {
        let mut product = Product::new("a", "Shirt");
        product.colours = vec!["black".into()];
        product.kind = "Shirts".into();
        product.inferred = vec!["colours".into()];
        let facts = BTreeMap::from([
            ("colours".to_owned(), vec!["Navy".to_owned()]),
            ("type".to_owned(), vec!["Hats".to_owned()]),
        ]);
        corrected(&mut product, &facts);
        assert_eq!(product.colours, ["Navy"], "what was seen is corrected");
        assert!(!product.is_inferred("colours"), "and is no guess any more");
        assert_eq!(product.kind, "Shirts", "what the shop says stays");
    }
}
