//! `import` and `reindex`, with their progress.

use crate::args::ImportArgs;
use crate::output::Output;
use indicatif::ProgressBar;
use nova_api::WireError;
use nova_engine::{
    Cancel, Engine, ForgetColumnsRequest, ImportPreviewRequest, ImportPreviewResponse, ImportRequest,
    PreviewGrouping, Progress, Step,
};
use std::path::Path;

pub fn import(engine: &Engine, args: &ImportArgs, output: &Output) -> Result<(), WireError> {
    if args.undo {
        return output.answer(&engine.undo_import()?, |undone| {
            format!(
                "The last import was taken back; there are {} products",
                undone.products
            )
        });
    }
    let request = ImportRequest {
        source: text(&args.source),
        images: args.images.as_deref().map(text),
        map: args.map.clone(),
        copy_images: args.copy_images,
        update: args.update,
        job: None,
    };
    if args.forget {
        forget(engine, args)?;
    }
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
        update: Some(args.update),
    };
    output.answer(&engine.import_preview(&request)?, described)
}

/// Forgets which columns were named for tables with the same headings.
fn forget(engine: &Engine, args: &ImportArgs) -> Result<(), WireError> {
    let request = ImportPreviewRequest {
        source: text(&args.source),
        ..ImportPreviewRequest::default()
    };
    let columns = engine.import_preview(&request)?.columns.into_iter();
    let headers = columns.map(|column| column.header).collect();
    engine.forget_columns(&ForgetColumnsRequest { headers })?;
    Ok(())
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn described(preview: &ImportPreviewResponse) -> String {
    let mut facts = vec![named(&preview.format)];
    facts.extend(preview.shop.map(|shop| {
        let marks: Vec<&str> = preview.marks.iter().take(3).map(String::as_str).collect();
        let by = if marks.is_empty() {
            String::new()
        } else {
            format!(", known by {}", marks.join(" and "))
        };
        format!("as {shop:?} writes it{by}")
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
    lines.push(format!("\n{}; the first of them:", counted(preview)));
    if !preview.learnt.is_empty() {
        lines.insert(
            1,
            format!("columns as they were named: {}", preview.learnt.join(", ")),
        );
    }
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
    for change in &preview.changes {
        let field = named(&change.field);
        lines.push(format!(
            "  {} {}: {field} {:?} becomes {:?}",
            change.id, change.title, change.before, change.after
        ));
    }
    if preview.partial && !preview.update {
        lines.push("The file says what products cost or how many there are, and not what they are: --update changes that alone and removes nothing".to_owned());
    }
    for entry in &preview.left_out {
        let line = entry.row.map(|line| format!("line {line}: ")).unwrap_or_default();
        lines.push(format!("  {line}{}", entry.reason));
    }
    lines.join("\n")
}

/// How many rows, products and variants there are, and how they belong together.
fn counted(preview: &ImportPreviewResponse) -> String {
    let how = match &preview.grouping {
        PreviewGrouping::Rows => return format!("{} rows are {} products", preview.rows, preview.total),
        PreviewGrouping::Shared { column } => format!("by \"{column}\""),
        PreviewGrouping::Parents => "variants by the product that they name".to_owned(),
        PreviewGrouping::Numbers => "sizes by their article numbers".to_owned(),
        PreviewGrouping::Titles => "by their names".to_owned(),
    };
    format!(
        "{} rows are {} products with {} variants, {how}",
        preview.rows, preview.total, preview.variants
    )
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
        Step::Fetching => "Downloading pictures",
        Step::Learning => "Learning",
    });
    bar.set_length(progress.total as u64);
    bar.set_position(progress.done as u64);
}
