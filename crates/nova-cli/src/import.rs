//! `import` and `reindex`, with their progress.

use crate::args::ImportArgs;
use crate::output::Output;
use indicatif::ProgressBar;
use nova_api::WireError;
use nova_engine::{Cancel, Engine, ImportRequest, Progress, Step};

pub fn import(engine: &Engine, args: &ImportArgs, output: &Output) -> Result<(), WireError> {
    let request = ImportRequest {
        source: args.source.to_string_lossy().into_owned(),
        images: args
            .images
            .as_ref()
            .map(|folder| folder.to_string_lossy().into_owned()),
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
        if let Some(file) = &done.quarantine_file {
            text.push_str(&format!(
                "\n{} left out; {file} says which and why",
                done.quarantined
            ));
        }
        text
    })
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
