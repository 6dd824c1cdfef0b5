//! The words that names of tables and columns are made of.

/// Words that say only that a column holds numbers or codes.
const NUMBERS: [&str; 14] = [
    "id", "ids", "no", "nr", "num", "number", "code", "key", "fk", "pk", "uid", "uuid", "guid", "pid",
];

/// The words of a name, in lower case and in the singular: `product_variants`, `ProductVariant`, `Product variants`.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let (mut word, mut lower) = (String::new(), false);
    for c in name.chars() {
        let begins = c.is_uppercase() && lower;
        if (!c.is_alphanumeric() || begins) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        lower = c.is_lowercase();
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words.iter().map(|word| singular(word)).collect()
}

/// A word in the singular, as far as its ending tells.
fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    let plural = word.len() > 3 && !word.ends_with("ss") && !word.ends_with("us");
    match word.strip_suffix('s').filter(|_| plural) {
        Some(stem) => stem.to_owned(),
        None => word.to_owned(),
    }
}

/// The words of a column's name that say of what its numbers are.
pub(super) fn of_what(name: &str) -> Vec<String> {
    let mut words = words(name);
    words.retain(|word| !NUMBERS.contains(&word.as_str()));
    words
}

/// Whether a column's name says that it holds numbers or codes.
pub(super) fn is_numbered(name: &str) -> bool {
    words(name).iter().any(|word| NUMBERS.contains(&word.as_str()))
}

/// Whether all of `these` are among `those`.
pub(super) fn within(these: &[String], those: &[String]) -> bool {
    these.iter().all(|word| those.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart() {
        assert_eq!(words("ps_product_lang"), ["ps", "product", "lang"]);
        assert_eq!(
            words("ApparelSizeVariantProduct"),
            ["apparel", "size", "variant", "product"]
        );
        assert_eq!(words("Categories"), ["category"]);
        assert_eq!(of_what("id_manufacturer"), ["manufacturer"]);
        assert!(of_what("id").is_empty() && is_numbered("Article No"));
    }
}
