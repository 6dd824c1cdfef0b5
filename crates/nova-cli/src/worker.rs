//! `worker`: embeds the pictures that wait in a shop's database until it is told to end.

use crate::output::Output;
use nova_api::{OpenOptions, WireError};
use nova_engine::{Batch, Cancel, WorkResponse, Worked, Worker};

/// Works, with a line of JSON a batch on standard error.
pub fn work(options: &OpenOptions, once: bool, output: &Output) -> Result<(), WireError> {
    nova_server::log_to_stderr();
    let worker = Worker::new(options)?;
    let cancel = Cancel::default();
    end_when_told(cancel.clone())?;
    let done = worker.run(once, &cancel, &told)?;
    output.answer(&done, |WorkResponse { pictures, failed }| {
        format!("{pictures} pictures embedded; {failed} could not be")
    })
}

fn told(worked: Worked) {
    match worked {
        Worked::Batch(Batch {
            model,
            pictures,
            failed,
            took_ms,
        }) => tracing::info!(model, pictures, failed, took_ms, "embedded"),
        Worked::NoModel { model } => tracing::warn!(model, "pictures wait for a model that is not here"),
        Worked::Unreachable { reason } => tracing::warn!(reason, "the database does not answer"),
    }
}

/// Stops the work after the batch in hand once the program is told to end.
fn end_when_told(cancel: Cancel) -> Result<(), WireError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime
        .map_err(|error| WireError::invalid(error.to_string(), "Close other programs and try again."))?;
    std::thread::spawn(move || {
        runtime.block_on(nova_server::told_to_end());
        cancel.cancel();
    });
    Ok(())
}
