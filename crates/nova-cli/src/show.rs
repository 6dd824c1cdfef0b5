//! Answers as text for people.

use crate::output::Output;
use nova_api::WireError;
use nova_engine::{BackupResponse, DoctorResponse, Hit, ProductResponse, RestoreResponse, SearchResponse};
use std::fmt::Write;

/// A page of hits.
pub fn hits(response: &SearchResponse, output: &Output) -> Result<(), WireError> {
    if let Some(reason) = response.degraded.as_deref().filter(|_| !output.json) {
        eprintln!("{reason}");
    }
    output.answer(response, |response| {
        if response.hits.is_empty() {
            return "Nothing was found. Import a catalogue, or say it in other words.".to_owned();
        }
        let mut text = String::new();
        for hit in &response.hits {
            let _ = writeln!(text, "{}", hit_line(hit));
        }
        let _ = write!(
            text,
            "{} of {} in {} ms",
            response.hits.len(),
            response.total,
            response.took_ms
        );
        text
    })
}

fn hit_line(hit: &Hit) -> String {
    let price = hit
        .price
        .map(|price| format!("  {price:.2} {}", hit.currency))
        .unwrap_or_default();
    let why = if hit.why.is_empty() {
        String::new()
    } else {
        format!("  ({})", hit.why.join("; "))
    };
    let variants = match hit.variants.len() {
        0 => String::new(),
        more => format!("  +{more} of the design"),
    };
    format!(
        "{:.3}  {:<12}  {}{}{variants}{why}",
        hit.score,
        hit.id,
        hit.title,
        price.trim_end(),
    )
}

/// A product with all its fields.
pub fn product(response: &ProductResponse, output: &Output) -> Result<(), WireError> {
    if output.json {
        // The contract asks for the product itself, with what is known of its picture beside its fields.
        let mut fields = serde_json::to_value(&response.product).unwrap_or_default();
        if let (Some(fields), Ok(serde_json::Value::Object(all))) =
            (fields.as_object_mut(), serde_json::to_value(response))
        {
            fields.extend(
                all.into_iter()
                    .filter(|(key, value)| key != "product" && !value.is_null()),
            );
        }
        return output.answer(&fields, |_| String::new());
    }
    output.answer(response, |response| {
        let product = &response.product;
        let list = |values: &[String]| values.join(", ");
        let fields = [
            ("id", product.id.0.clone()),
            ("title", product.title.clone()),
            ("brand", product.brand.clone()),
            ("category", product.category.clone()),
            ("subcategory", product.subcategory.clone()),
            ("type", product.kind.clone()),
            ("gender", product.gender.clone()),
            ("colours", list(&product.colours)),
            ("tags", list(&product.tags)),
            ("styles", list(&product.styles)),
            ("occasions", list(&product.occasions)),
            ("season", list(&product.season)),
            ("sizes", list(&product.sizes)),
            (
                "price",
                product
                    .price
                    .map(|price| format!("{price:.2} {}", product.currency))
                    .unwrap_or_default(),
            ),
            (
                "stock",
                product.stock.map(|stock| stock.to_string()).unwrap_or_default(),
            ),
            (
                "year",
                product.year.map(|year| year.to_string()).unwrap_or_default(),
            ),
            ("description", product.description.clone()),
            ("image", response.image.clone().unwrap_or_default()),
        ];
        let known = fields.iter().filter(|(_, value)| !value.is_empty());
        let origin = |name: &str| match product.is_inferred(name) {
            true if name == "brand" => "  (read in the title)",
            true => "  (seen in the picture)",
            false => "",
        };
        known
            .map(|(name, value)| format!("{name:<12} {value}{}", origin(name)))
            .collect::<Vec<_>>()
            .join("\n")
    })
}

/// What the doctor found.
pub fn doctor(response: &DoctorResponse, output: &Output) -> Result<(), WireError> {
    output.answer(response, |response| {
        let lines = response.checks.iter().map(|check| {
            let mark = if check.ok { "ok " } else { "BAD" };
            format!("{mark}  {:<20} {}", check.name, check.detail)
        });
        lines.collect::<Vec<_>>().join("\n")
    })
}

/// A backup that was written.
pub fn backup(response: &BackupResponse, output: &Output) -> Result<(), WireError> {
    output.answer(response, |response| {
        format!(
            "{}: {} products, {} clients, {} pictures and thumbnails, {:.1} MB",
            response.file,
            response.products,
            response.profiles,
            response.pictures,
            response.bytes as f64 / 1e6
        )
    })
}

/// What was restored.
pub fn restore(response: &RestoreResponse, output: &Output) -> Result<(), WireError> {
    output.answer(response, |response| {
        let mut lines = vec![format!(
            "{} products, {} clients, {} pictures and thumbnails are back.",
            response.products, response.profiles, response.pictures
        )];
        lines.extend(response.checked.iter().cloned());
        lines.extend(
            response
                .kept
                .iter()
                .map(|folder| format!("What was there before is in {folder} until the next restore.")),
        );
        lines.join("\n")
    })
}
