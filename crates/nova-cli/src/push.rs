//! `push` and `pull`: a library moves to a shop's database and back, with its progress. Ctrl-C ends the program, and with it the one
//! transaction in which the rows come, so that nothing was moved.

use crate::output::Output;
use indicatif::ProgressBar;
use nova_api::WireError;
use nova_engine::{
    Cancel, Engine, MergedResponse, Progress, PullResponse, PushResponse, SharedDatabase, Step,
};

pub fn push(engine: &Engine, to: &SharedDatabase, merge: bool, output: &Output) -> Result<(), WireError> {
    let bar = output.bar("Files");
    let response = engine.push(to, merge, &Cancel::default(), &|progress| show(&bar, progress));
    bar.finish_and_clear();
    output.answer(&response?, pushed)
}

pub fn pull(engine: &Engine, from: &SharedDatabase, output: &Output) -> Result<(), WireError> {
    let bar = output.bar("Rows");
    let response = engine.pull(from, &Cancel::default(), &|progress| show(&bar, progress));
    bar.finish_and_clear();
    output.answer(&response?, pulled)
}

fn show(bar: &ProgressBar, progress: Progress) {
    bar.set_message(match progress.step {
        Step::Reading => "Files",
        _ => "Rows",
    });
    bar.set_length(progress.total as u64);
    bar.set_position(progress.done as u64);
}

fn pushed(response: &PushResponse) -> String {
    let PushResponse {
        products,
        embeddings,
        profiles,
        swipes,
        files,
        merged,
    } = response;
    match merged {
        None => format!(
            "{products} products, {embeddings} embeddings, {profiles} clients, {swipes} swipes and {files} files are at the shop now."
        ),
        Some(MergedResponse {
            joined,
            pieces,
            entries,
            searches,
            purchases,
            lookbooks,
            looks,
        }) => format!(
            "{profiles} clients came to the shop, and {joined} were joined with theirs there.\n\
             Added: {swipes} swipes, {pieces} pieces on boards, {entries} entries in clients' files, {searches} searches, \
             {purchases} lines of orders, {lookbooks} lookbooks, {looks} pieces of looks, {files} files."
        ),
    }
}

fn pulled(response: &PullResponse) -> String {
    let PullResponse {
        products,
        embeddings,
        profiles,
        swipes,
        files,
    } = response;
    format!(
        "{products} products, {embeddings} embeddings, {profiles} clients, {swipes} swipes and {files} files are in the library now."
    )
}
