//! Every file in `tests/cases`, invented with the structure of a system's real exports, with `NAME.expected.json` beside it:
//! how many products it holds, and of some of them what must be known. `STYLENOVA_CASES` may name another folder of such.

use crate::support::{paths, understood};
use nova_domain::Product;
use serde_json::Value;
use std::collections::BTreeSet;

fn words(value: &Value) -> BTreeSet<String> {
    let texts = value.as_array().into_iter().flatten().filter_map(Value::as_str);
    texts.map(|text| text.to_lowercase().replace(' ', "")).collect()
}

fn set(have: &[String]) -> BTreeSet<String> {
    have.iter()
        .map(|text| text.to_lowercase().replace(' ', ""))
        .collect()
}

/// Whether a field of a product is what is wanted.
fn right(field: &str, wanted: &Value, product: &Product) -> bool {
    let text = wanted.as_str().unwrap_or_default().to_lowercase();
    let is = |have: &str| have.to_lowercase() == text;
    match field {
        "id" => is(product.id.as_str()),
        "title" => is(&product.title),
        "brand" => is(&product.brand),
        "currency" => is(&product.currency),
        "gender" => is(&product.gender),
        "price" => product
            .price
            .zip(wanted.as_f64())
            .is_some_and(|(have, want)| (have - want).abs() < 0.005),
        "stock" => product.stock == wanted.as_i64(),
        "sizes" => set(&product.sizes) == words(wanted),
        "colours" => set(&product.colours) == words(wanted),
        "image" => product
            .image
            .as_deref()
            .and_then(|image| image.split('?').next())
            .is_some_and(|image| image.to_lowercase().ends_with(&text)),
        "category" | "type" => [&product.category, &product.subcategory, &product.kind]
            .iter()
            .any(|have| have.to_lowercase().contains(&text)),
        "type_not" => !words(wanted).contains(&product.kind.to_lowercase()),
        other => panic!("nothing is known of the field {other}"),
    }
}

fn any(key: &str, wanted: &Value, product: &Product) -> bool {
    match key.strip_suffix("_any") {
        Some(field) => wanted
            .as_array()
            .into_iter()
            .flatten()
            .any(|wanted| right(field, wanted, product)),
        None => right(key, wanted, product),
    }
}

#[test]
fn files_of_every_kind_come_in_right() {
    let (mut seen, mut wrong) = (0, Vec::new());
    for path in &paths() {
        seen += 1;
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let expected = std::fs::read_to_string(path.with_extension("expected.json")).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let table = match understood(path, &[]) {
            Ok(table) => table,
            Err(problem) => {
                wrong.push(format!("{name}: {problem}"));
                continue;
            }
        };
        if Some(table.products.len() as u64) != expected["products"].as_u64() {
            wrong.push(format!("{name}: {} products", table.products.len()));
        }
        for sample in expected["sample"].as_array().unwrap() {
            let sample = sample.as_object().unwrap();
            let named = |product: &&Product| {
                sample
                    .iter()
                    .filter(|(key, _)| key.starts_with("id") || key.starts_with("title"))
                    .any(|(key, wanted)| any(key, wanted, product))
            };
            let Some(product) = table.products.iter().find(named) else {
                wrong.push(format!("{name}: {sample:?} is not there"));
                continue;
            };
            for (key, wanted) in sample.iter().filter(|(key, wanted)| !any(key, wanted, product)) {
                wrong.push(format!(
                    "{name}: {} should have {key} {wanted}: {product:?}",
                    product.id
                ));
            }
        }
    }
    assert!(seen >= 128, "only {seen} files");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
