//! `embed`: one vector, or a list of them as a NumPy file.

use crate::args::EmbedArgs;
use crate::npy;
use crate::output::Output;
use nova_api::{ErrorCode, WireError};
use nova_engine::{BatchFailure, BatchInput, BatchVectors, Cancel, EmbeddedBy, Engine};
use serde::Serialize;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

#[derive(Serialize)]
struct BatchResponse {
    model: String,
    dim: usize,
    rows: usize,
    failed: Vec<BatchFailure>,
}

pub fn embed(engine: &Engine, args: &EmbedArgs, output: &Output) -> Result<(), WireError> {
    let by = match args.base {
        true => EmbeddedBy::Model,
        false => EmbeddedBy::Library,
    };
    if let (Some(list), Some(out)) = (&args.batch, &args.out) {
        return batch(engine, list, out, by, output);
    }
    let response = match (&args.text, &args.image) {
        (Some(text), _) => engine.embed_text(text, by)?,
        (None, Some(path)) => engine.embed_photo(path, by)?,
        (None, None) => {
            return Err(WireError::invalid(
                "nothing to embed",
                "Give --text, --image or --batch.",
            ));
        }
    };
    output.answer(&response, |response| {
        response
            .vector
            .iter()
            .map(f32::to_string)
            .collect::<Vec<_>>()
            .join(" ")
    })
}

fn batch(engine: &Engine, list: &Path, out: &Path, by: EmbeddedBy, output: &Output) -> Result<(), WireError> {
    let inputs = read(list)?;
    let bar = output.bar("Embedding");
    bar.set_length(inputs.len() as u64);
    let embedded = engine.embed_batch(&inputs, by, &Cancel::default(), &|done| {
        bar.set_position(done as u64)
    });
    bar.finish_and_clear();
    let BatchVectors {
        dim,
        vectors,
        failures: failed,
    } = embedded?;
    npy::write(out, dim, &vectors).map_err(|error| file_error(out, &error))?;
    let model = engine
        .models()?
        .models
        .into_iter()
        .find(|model| model.active)
        .map(|model| model.name);
    let response = BatchResponse {
        model: model.unwrap_or_default(),
        dim,
        rows: vectors.len(),
        failed,
    };
    output.answer(&response, |response| {
        let mut text = format!(
            "{} rows of {} numbers in {}",
            response.rows,
            response.dim,
            out.display()
        );
        for failure in &response.failed {
            text.push_str(&format!("\nline {}: {}", failure.row + 1, failure.message));
        }
        text
    })
}

/// Reads the list. A line that cannot be read stays in its place as its reason.
fn read(list: &Path) -> Result<Vec<Result<BatchInput, String>>, WireError> {
    let file = File::open(list).map_err(|error| file_error(list, &error))?;
    let mut inputs = Vec::new();
    for line in BufReader::new(file).split(b'\n') {
        let line = line.map_err(|error| file_error(list, &error))?;
        if !line.trim_ascii().is_empty() {
            inputs.push(
                serde_json::from_slice(&line).map_err(|error| {
                    format!("the line must be {{\"text\": …}} or {{\"image\": …}} ({error})")
                }),
            );
        }
    }
    Ok(inputs)
}

fn file_error(path: &Path, error: &std::io::Error) -> WireError {
    WireError {
        code: if error.kind() == std::io::ErrorKind::NotFound {
            ErrorCode::NotFound
        } else {
            ErrorCode::Internal
        },
        message: format!("{} cannot be used: {error}", path.display()),
        hint: "Check the path.".to_owned(),
        advice: None,
        problem: None,
    }
}
