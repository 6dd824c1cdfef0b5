//! `model`: list, add, use, verify and remove.

use crate::args::ModelCommand;
use crate::import::show;
use crate::output::Output;
use nova_api::WireError;
use nova_engine::{
    AddModelRequest, Cancel, Engine, KnownModel, ModelCard, RemoveModelRequest, UseModelRequest,
    VerifyModelsRequest,
};
use std::process::ExitCode;

impl ModelCommand {
    /// Whether it changes the library.
    pub fn writes(&self) -> bool {
        !matches!(self, ModelCommand::List | ModelCommand::Verify { .. })
    }
}

pub fn run(engine: &Engine, command: &ModelCommand, output: &Output) -> Result<ExitCode, WireError> {
    match command {
        ModelCommand::List => output.answer(&engine.models()?, |response| {
            let mut text = cards(&response.models);
            let others = response.known.iter().filter(|model| !model.installed);
            for model in others {
                text.push_str(&format!("\n{}", known(model)));
            }
            text
        })?,
        ModelCommand::Add { source, name, link } => {
            let request = AddModelRequest {
                source: source.clone(),
                name: name.clone(),
                link: *link,
                job: None,
            };
            let bar = output.bar("Checking");
            let response = engine.add_model(&request, &Cancel::default(), &|progress| show(&bar, progress));
            bar.finish_and_clear();
            output.answer(&response?, |response| {
                let name = &response.model.name;
                format!("{name} was added. `stylenova model use {name}` changes over to it.")
            })?;
        }
        ModelCommand::Use { name } => {
            let request = UseModelRequest {
                name: name.clone(),
                job: None,
            };
            let bar = output.bar("Embedding");
            let response = engine.use_model(&request, &Cancel::default(), &|progress| show(&bar, progress));
            bar.finish_and_clear();
            output.answer(&response?, |done| {
                let seconds = done.took_ms / 1000.0;
                format!(
                    "Searches use {} now; {} pictures embedded in {seconds:.1} s, {} could not be",
                    done.model.name, done.images, done.quarantined
                )
            })?;
        }
        ModelCommand::Verify { name } => {
            let response = engine.verify_models(&VerifyModelsRequest { name: name.clone() })?;
            output.answer(&response, |response| {
                let lines = response.models.iter().map(|model| {
                    let mark = if model.ok { "ok " } else { "BAD" };
                    format!("{mark}  {:<24} {}", model.name, model.detail)
                });
                lines.collect::<Vec<_>>().join("\n")
            })?;
            return Ok(ExitCode::from(u8::from(!response.ok)));
        }
        ModelCommand::Remove { name } => {
            let response = engine.remove_model(&RemoveModelRequest { name: name.clone() })?;
            output.answer(&response, |response| {
                format!("{name} was removed.\n{}", cards(&response.models))
            })?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn cards(models: &[ModelCard]) -> String {
    let lines = models.iter().map(|model| {
        let active = if model.active { "*" } else { " " };
        let size = model.size as f64 / 1e6;
        format!(
            "{active} {:<28} {:>5} dimensions  {size:>7.1} MB  {}  {}  ({})",
            model.name, model.dim, model.device, model.hash, model.device_reason
        )
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        "There is no model.".to_owned()
    } else {
        lines.join("\n")
    }
}

fn known(model: &KnownModel) -> String {
    let size = model.bytes as f64 / 1e6;
    let source = model.source.as_deref().unwrap_or(&model.name);
    let published = model.published.as_ref().map(|found| format!(" ({found})"));
    format!(
        "  {source:<28} {:>5} dimensions  {size:>7.1} MB  to download ({}): {}{}",
        model.dim,
        model.licence,
        model.best_at,
        published.unwrap_or_default()
    )
}
