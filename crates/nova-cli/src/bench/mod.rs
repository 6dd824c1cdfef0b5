//! `bench`: what the engine does in how long, on the machine and the library at hand.

mod catalogue;
mod recall;
mod search;
mod start;

pub use catalogue::catalogue;

use crate::args::BenchCommand;
use crate::output::{Output, failed};
use nova_api::WireError;
use nova_engine::{
    BatchInput, Cancel, EmbeddedBy, Engine, FacetsRequest, ImportRequest, OpenOptions, SearchRequest,
};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Queries of various lengths, so that no single one decides the figure.
const QUERIES: [&str; 8] = [
    "navy blue check shirt",
    "red summer dress",
    "party heels",
    "something warm for a walk in winter",
    "black leather handbag",
    "white sneakers",
    "smart but not formal, for work",
    "floral print top",
];

#[derive(Serialize)]
struct Figure {
    median_ms: f64,
    p95_ms: f64,
    runs: usize,
}

impl Figure {
    fn of(mut times: Vec<f64>) -> Figure {
        times.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let place = ((times.len() as f64 - 1.0) * share).round() as usize;
            times.get(place).copied().unwrap_or(0.0)
        };
        Figure {
            median_ms: at(0.5),
            p95_ms: at(0.95),
            runs: times.len(),
        }
    }
}

pub fn bench(engine: &Engine, command: &BenchCommand, output: &Output) -> Result<(), WireError> {
    match command {
        BenchCommand::Search { image, repeat } => search::search(engine, image.as_deref(), *repeat, output),
        BenchCommand::Import { source, images } => import(source.as_deref(), images.as_deref(), output),
        BenchCommand::Embed { pictures, .. } => embed(engine, *pictures, output),
        BenchCommand::Recall { queries } => recall::recall(engine, *queries, output),
        // It opens the library itself, as that is a part of what it measures.
        BenchCommand::Catalogue { .. } => Ok(()),
        BenchCommand::Start { window, repeat } => start::start(window.as_deref(), *repeat, output),
    }
}

#[derive(Serialize)]
struct ImportFigures {
    products: usize,
    images: usize,
    quarantined: usize,
    seconds: f64,
    pictures_per_second: f64,
}

/// Imports into a library in the system's folder for temporary files, so that nothing is there from before.
fn import(source: Option<&Path>, images: Option<&Path>, output: &Output) -> Result<(), WireError> {
    let folder = std::env::temp_dir().join(format!("stylenova-bench-{}", std::process::id()));
    let engine = Engine::open(OpenOptions {
        library: Some(folder.clone()),
        write: true,
        ..OpenOptions::default()
    })?;
    let cancel = Cancel::default();
    let imported = match source {
        Some(source) => engine.import(
            &ImportRequest {
                source: source.to_string_lossy().into_owned(),
                images: images.map(|folder| folder.to_string_lossy().into_owned()),
                ..ImportRequest::default()
            },
            &cancel,
            &|_| (),
        ),
        None => engine.import_demo(&cancel, &|_| ()),
    };
    drop(engine);
    // A folder of temporary files that stays behind is the system's to clear away.
    let _ = std::fs::remove_dir_all(&folder);
    let imported = imported?;
    let seconds = imported.took_ms / 1000.0;
    let figures = ImportFigures {
        products: imported.added,
        images: imported.images,
        quarantined: imported.quarantined,
        seconds,
        pictures_per_second: imported.images as f64 / seconds.max(f64::MIN_POSITIVE),
    };
    output.answer(&figures, |figures| {
        format!(
            "{} products with {} pictures in {:.1} s: {:.0} pictures a second; {} left out",
            figures.products,
            figures.images,
            figures.seconds,
            figures.pictures_per_second,
            figures.quarantined
        )
    })
}

#[derive(Serialize)]
struct EmbedFigures {
    model: String,
    text_ms: f64,
    picture_ms: f64,
    pictures_per_second: f64,
}

fn embed(engine: &Engine, count: usize, output: &Output) -> Result<(), WireError> {
    let pictures = catalogue_pictures(engine, count)?;
    if pictures.is_empty() {
        return Err(WireError::invalid(
            "the library has no pictures to embed",
            "Import a catalogue first.",
        ));
    }
    let model = engine.embed_text("warm", EmbeddedBy::Model)?.model;
    let each = |action: &dyn Fn(usize) -> Result<(), WireError>, runs: usize| -> Result<f64, WireError> {
        let start = Instant::now();
        (0..runs).try_for_each(action)?;
        Ok(start.elapsed().as_secs_f64() * 1000.0 / runs.max(1) as f64)
    };
    let text_ms = each(
        &|run| {
            Ok(engine
                .embed_text(QUERIES[run % QUERIES.len()], EmbeddedBy::Model)
                .map(drop)?)
        },
        40,
    )?;
    let picture_ms = each(
        &|run| {
            Ok(engine
                .embed_photo(&pictures[run % pictures.len()], EmbeddedBy::Model)
                .map(drop)?)
        },
        40,
    )?;
    let inputs: Vec<Result<BatchInput, String>> = pictures
        .into_iter()
        .map(|path| Ok(BatchInput::Image(path)))
        .collect();
    let start = Instant::now();
    let embedded = engine.embed_batch(&inputs, EmbeddedBy::Model, &Cancel::default(), &|_| ())?;
    let pictures_per_second = embedded.vectors.len() as f64 / start.elapsed().as_secs_f64();
    let figures = EmbedFigures {
        model,
        text_ms,
        picture_ms,
        pictures_per_second,
    };
    output.answer(&figures, |figures| {
        format!(
            "{}: {:.1} ms a text, {:.1} ms a picture alone, {:.0} pictures a second in batches",
            figures.model, figures.text_ms, figures.picture_ms, figures.pictures_per_second
        )
    })
}

/// Picture files of the catalogue, in its order.
fn catalogue_pictures(engine: &Engine, count: usize) -> Result<Vec<PathBuf>, WireError> {
    let request = SearchRequest {
        limit: Some(count),
        ..SearchRequest::default()
    };
    let hits = engine
        .search(&request)
        .map_err(|error| failed(&error.to_string()))?
        .hits;
    Ok(hits
        .into_iter()
        .filter_map(|hit| hit.image)
        .map(PathBuf::from)
        .collect())
}

/// For each share of the catalogue the filter of one value that leaves nearest to it, with the share that it leaves.
fn filters(engine: &Engine, shares: &[f64]) -> Result<Vec<(String, f64)>, WireError> {
    let facets = engine.facets(&FacetsRequest::default())?;
    let total = facets.total.max(1) as f64;
    let mut values = Vec::new();
    for (field, counts) in &facets.fields {
        // A comma would make two values of one.
        for value in counts.iter().filter(|value| !value.value.contains(',')) {
            values.push((format!("{field}={}", value.value), value.count as f64 / total));
        }
    }
    let nearest = |share: &f64| {
        let off = |own: f64| (own / share).ln().abs();
        values
            .iter()
            .min_by(|a, b| off(a.1).total_cmp(&off(b.1)))
            .cloned()
    };
    Ok(shares.iter().filter_map(nearest).collect())
}
