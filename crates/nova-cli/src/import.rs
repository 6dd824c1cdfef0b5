//! `import` and `reindex`, with their progress.

use crate::args::ImportArgs;
use crate::output::Output;
use indicatif::ProgressBar;
use nova_api::WireError;
use nova_engine::{
    Cancel, Engine, ImportPreviewRequest, ImportPreviewResponse, ImportRequest, Progress, ShopSystem, Step,
};
use std::path::Path;

pub fn import(engine: &Engine, args: &ImportArgs, output: &Output) -> Result<(), WireError> {
    let request = ImportRequest {
        source: text(&args.source),
        images: args.images.as_deref().map(text),
        map: args.map.clone(),
        copy_images: args.copy_images,
        job: None,
    };
    let bar = output.bar("Reading");
    let response = engine.import(&request, &Cancel::default(), &|progress| show(&bar, progress));
    bar.finish_and_clear();
    output.answer(&response?, |done| {
        let mut text = format!(
            "{} added, {} updated, {} unchanged, {} removed; {} pictures embedded in {:.1} s",
            done.added,
            done.updated,
            done.unchanged,
            done.removed,
            done.images,
            done.took_ms / 1000.0
        );
        if done.without_picture > 0 {
            text.push_str(&format!(
                "\n{} have no picture here and are found by words",
                done.without_picture
            ));
        }
        if let Some(file) = &done.quarantine_file {
            text.push_str(&format!(
                "\n{} left out; {file} says which and why",
                done.quarantined
            ));
        }
        text
    })
}

/// Shows what an import would do.
pub fn preview(engine: &Engine, args: &ImportArgs, output: &Output) -> Result<(), WireError> {
    let request = ImportPreviewRequest {
        source: text(&args.source),
        images: args.images.as_deref().map(text),
        map: args.map.clone(),
    };
    output.answer(&engine.import_preview(&request)?, described)
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn described(preview: &ImportPreviewResponse) -> String {
    let mut facts = vec![named(&preview.format)];
    facts.extend(preview.shop.map(|shop| match shop {
        ShopSystem::Shopify => "exported by Shopify".to_owned(),
        ShopSystem::WooCommerce => "exported by WooCommerce".to_owned(),
    }));
    facts.extend(preview.encoding.clone());
    facts.extend(
        preview
            .delimiter
            .as_ref()
            .map(|sign| format!("columns separated by {sign:?}")),
    );
    facts.extend(preview.sheet.as_ref().map(|sheet| format!("sheet \"{sheet}\"")));
    let mut lines = vec![facts.join(", "), String::new()];
    for column in &preview.columns {
        let field = column.field.as_ref().map_or_else(|| "-".to_owned(), named);
        let samples: Vec<String> = column.samples.iter().map(|sample| short(sample)).collect();
        lines.push(format!(
            "{field:<12} {:<32} {}",
            short(&column.header),
            samples.join(" | ")
        ));
    }
    lines.push(format!(
        "\n{} rows, {} products; the first of them:",
        preview.rows, preview.total
    ));
    for product in &preview.products {
        let price = product
            .price
            .map(|price| format!("{price:.2} {}", product.currency));
        let facts = [
            product.title.clone(),
            product.colours.join("/"),
            product.sizes.join("/"),
            price.unwrap_or_default(),
        ];
        let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.trim().is_empty()).collect();
        lines.push(format!("  {}: {}", product.id, facts.join(", ")));
    }
    lines.push(format!(
        "\nWould be {} added, {} updated, {} unchanged, {} removed, {} rows left out",
        preview.added, preview.updated, preview.unchanged, preview.removed, preview.quarantined
    ));
    for entry in &preview.left_out {
        let line = entry.row.map(|line| format!("line {line}: ")).unwrap_or_default();
        lines.push(format!("  {line}{}", entry.reason));
    }
    lines.join("\n")
}

/// The name that a value has on the wire.
fn named<T: serde::Serialize>(value: &T) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// A value cut to what fits beside others, in one line.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(32) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

pub fn reindex(engine: &Engine, output: &Output) -> Result<(), WireError> {
    let bar = output.bar("Embedding");
    let response = engine.reindex(&Cancel::default(), &|progress| show(&bar, progress));
    bar.finish_and_clear();
    output.answer(&response?, |done| {
        let seconds = done.took_ms / 1000.0;
        format!(
            "{} pictures embedded by {} in {seconds:.1} s; {} could not be",
            done.images, done.model, done.quarantined
        )
    })
}

/// Moves a progress bar to where long work is.
pub fn show(bar: &ProgressBar, progress: Progress) {
    bar.set_message(match progress.step {
        Step::Reading => "Reading",
        Step::Saving => "Saving",
        Step::Embedding => "Embedding",
        Step::Indexing => "Indexing",
        Step::Downloading => "Downloading",
        Step::Checking => "Checking",
    });
    bar.set_length(progress.total as u64);
    bar.set_position(progress.done as u64);
}
