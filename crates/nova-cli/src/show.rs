//! Answers as text for people.

use crate::output::Output;
use nova_api::{WireError, english};
use nova_engine::{
    BackupResponse, DoctorResponse, Hit, ImportClientsResponse, ImportLooksResponse, ImportOrdersResponse,
    ProductResponse, RestoreResponse, Role, SearchResponse, Understanding,
};
use std::fmt::Write;

/// A page of hits.
pub fn hits(response: &SearchResponse, output: &Output) -> Result<(), WireError> {
    if let Some(reason) = response.degraded.as_ref().filter(|_| !output.json) {
        eprintln!("{}", english::degraded(reason));
    }
    output.answer(response, |response| {
        if response.hits.is_empty() {
            let read = response.understood.as_ref().map_or_else(String::new, read_as);
            return read + "Nothing was found. Import a catalogue, or say it in other words.";
        }
        let mut text = response.understood.as_ref().map_or_else(String::new, read_as);
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

/// How the words were read, in a line; nothing where there is nothing to tell.
fn read_as(understood: &Understanding) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in &understood.parts {
        let name = match part.role {
            Role::Wanted if part.reading.is_empty() => part.name.clone(),
            Role::Wanted => format!("{} ({})", part.name, part.reading.join(", ")),
            Role::Refused => format!("not {}", part.name),
            Role::Price | Role::Size => part.said.clone(),
            Role::Unread => format!("\"{}\" not understood", part.said),
        };
        parts.push(name);
    }
    match parts.is_empty() {
        true => String::new(),
        false => format!("Read as: {}\n", parts.join(" · ")),
    }
}

/// Orders that came in.
pub fn orders(response: &ImportOrdersResponse) -> String {
    let mut text = format!(
        "{} orders with {} lines, of {} clients; {} products are not in the catalogue.",
        response.orders, response.lines, response.clients, response.unknown_products
    );
    if response.quarantined > 0 {
        let _ = write!(text, "\n{} rows were left out:", response.quarantined);
    }
    for reason in &response.reasons {
        let _ = write!(text, "\n  {reason}");
    }
    if let Some(date) = &response.unclear_date {
        let _ = write!(
            text,
            "\n\"{date}\" may have the day or the month first; say which with --dates."
        );
    }
    for unclear in &response.unclear_people {
        let _ = write!(
            text,
            "\n{} may or may not be {}; say with --client \"{}=NAME\", and with no name if it is somebody else.",
            unclear.person, unclear.client, unclear.person
        );
    }
    text
}

/// Clients who came in.
pub fn clients(response: &ImportClientsResponse) -> String {
    let mut text = format!(
        "{} rows: {} new clients and {} known ones, with {} entries that were not there yet.",
        response.rows, response.new_clients, response.known_clients, response.entries
    );
    for column in &response.columns {
        let field = column.field.as_deref().unwrap_or("passed over");
        let _ = write!(text, "\n  {}: {field}", column.column);
    }
    if response.quarantined > 0 {
        let _ = write!(text, "\n{} rows or cells were left out:", response.quarantined);
    }
    for reason in &response.reasons {
        let _ = write!(text, "\n  {reason}");
    }
    if let Some(date) = &response.unclear_date {
        let _ = write!(
            text,
            "\n\"{date}\" may have the day or the month first; say which with --dates."
        );
    }
    for unclear in &response.unclear_people {
        let _ = write!(
            text,
            "\n{} may or may not be {}; say with --client \"{}=NAME\", by a new name if it is somebody else, and with none to leave them out.",
            unclear.person, unclear.client, unclear.person
        );
    }
    text
}

/// Looks that came in, and what they teach.
pub fn looks(response: &ImportLooksResponse) -> String {
    let learnt = &response.learnt;
    let figures = match (learnt.before, learnt.after) {
        (Some(before), Some(after)) => format!(
            "Of {} looks that were held out a piece stood above {:.0} % of its slot before, and above {:.0} % by what was learnt; it is {}.",
            learnt.held_out,
            100.0 * before,
            100.0 * after,
            if learnt.adopted { "used" } else { "not used" }
        ),
        _ => "There are too few looks to learn from.".to_owned(),
    };
    format!(
        "{} looks with {} pieces; {} products are not in the catalogue.\n{figures}",
        response.looks, response.pieces, response.unknown_products
    )
}

fn hit_line(hit: &Hit) -> String {
    let price = hit
        .price
        .map(|price| format!("  {price:.2} {}", hit.currency))
        .unwrap_or_default();
    let why = if hit.reasons.is_empty() {
        String::new()
    } else {
        format!("  ({})", english::reasons(&hit.reasons))
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
        lines.extend(response.checked.iter().map(english::finding));
        lines.extend(
            response
                .kept
                .iter()
                .map(|folder| format!("What was there before is in {folder} until the next restore.")),
        );
        lines.join("\n")
    })
}
