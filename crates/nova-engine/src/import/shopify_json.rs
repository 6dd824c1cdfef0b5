//! A Shopify shop's products as its `products.json` and its API give them, each with its options, variants and images,
//! taken apart into the rows that the shop's own tables would have. What the rows mean is told in `shopify`.

use crate::import::json::text;
use serde_json::{Map, Value};

const COLUMNS: [&str; 21] = [
    "Handle",
    "Title",
    "Body (HTML)",
    "Vendor",
    "Type",
    "Tags",
    "Status",
    "Option1 Name",
    "Option1 Value",
    "Option2 Name",
    "Option2 Value",
    "Option3 Name",
    "Option3 Value",
    "Variant SKU",
    "Variant Barcode",
    "Variant Inventory Tracker",
    "Variant Inventory Qty",
    "Variant Inventory Policy",
    "Variant Price",
    "Image Src",
    "Product Category",
];

type Object = Map<String, Value>;

/// Whether an object looks like a product of Shopify.
pub(crate) fn is_product(object: &Object) -> bool {
    let variants = object.get("variants").and_then(Value::as_array);
    let named = object.contains_key("handle") || object.contains_key("title");
    named && variants.is_some_and(|variants| variants.iter().any(Value::is_object))
}

/// The header of the rows.
pub(crate) fn header() -> Vec<String> {
    COLUMNS.map(str::to_owned).to_vec()
}

/// The product's rows: a variant each.
pub(crate) fn rows(product: &Object) -> Vec<Vec<String>> {
    let of = |object: &Object, key: &str| object.get(key).map(text).unwrap_or_default();
    let handle = ["handle", "id", "title"]
        .into_iter()
        .map(|key| of(product, key))
        .find(|name| !name.is_empty())
        .unwrap_or_default();
    let list = |key: &str| -> Vec<&Object> {
        let values = product.get(key).and_then(Value::as_array);
        values
            .into_iter()
            .flatten()
            .filter_map(Value::as_object)
            .collect()
    };
    let tags = match product.get("tags") {
        Some(Value::Array(tags)) => tags.iter().map(text).collect::<Vec<_>>().join(", "),
        Some(other) => text(other),
        None => String::new(),
    };
    let category = match product.get("category") {
        Some(Value::Object(category)) => of(category, "full_name"),
        Some(other) => text(other),
        None => String::new(),
    };
    let first_image = list("images").first().map(|image| of(image, "src"));
    let image = product
        .get("image")
        .and_then(Value::as_object)
        .map(|image| of(image, "src"));
    let image = image.or(first_image).unwrap_or_default();
    let options = list("options");
    let name = |at: usize| {
        options
            .get(at)
            .map(|option| of(option, "name"))
            .unwrap_or_default()
    };
    let no_variant = Object::new();
    let mut variants = list("variants");
    if variants.is_empty() {
        variants.push(&no_variant);
    }
    let row = |variant: &&Object| -> Vec<String> {
        let (tracker, pieces) = stock(variant);
        let cells = [
            handle.clone(),
            of(product, "title"),
            of(product, "body_html"),
            of(product, "vendor"),
            of(product, "product_type"),
            tags.clone(),
            of(product, "status"),
            name(0),
            of(variant, "option1"),
            name(1),
            of(variant, "option2"),
            name(2),
            of(variant, "option3"),
            of(variant, "sku"),
            of(variant, "barcode"),
            tracker,
            pieces,
            of(variant, "inventory_policy"),
            of(variant, "price"),
            image.clone(),
            category.clone(),
        ];
        cells.to_vec()
    };
    variants.iter().map(row).collect()
}

/// Who counts the variant's pieces, and how many there are. The public list tells only whether there are any.
fn stock(variant: &Object) -> (String, String) {
    let pieces = variant
        .get("inventory_quantity")
        .map(text)
        .filter(|pieces| !pieces.is_empty());
    let tracker = variant.get("inventory_management").map(text).unwrap_or_default();
    match (pieces, variant.get("available")) {
        (Some(pieces), _) => (tracker, pieces),
        (None, Some(Value::Bool(false))) => ("shopify".to_owned(), "0".to_owned()),
        _ => (String::new(), String::new()),
    }
}
