//! `cargo xtask check`: the rules of ARCHITECTURE.md: which crates, modules and parts of the user interface know which, and who
//! says sentences.

mod crates;
mod cycles;
mod layers;
mod sentences;

use std::process::ExitCode;

use anyhow::Result;

use crate::workspace::Workspace;

/// Runs the task: prints each breach, and says so when there is none.
///
/// # Errors
/// When the sources cannot be read.
pub fn check(workspace: &Workspace) -> Result<ExitCode> {
    let breaches = breaches(workspace)?;
    for breach in &breaches {
        println!("{breach}");
    }
    if breaches.is_empty() {
        println!("The dependency rules hold.");
        return Ok(ExitCode::SUCCESS);
    }
    println!("{} breaches of the dependency rules", breaches.len());
    Ok(ExitCode::FAILURE)
}

/// Every breach of a rule, as a sentence.
///
/// # Errors
/// When the sources cannot be read.
pub fn breaches(workspace: &Workspace) -> Result<Vec<String>> {
    let mut breaches = crates::breaches(&workspace.metadata)?;
    breaches.extend(cycles::breaches(&workspace.root.join("crates"))?);
    breaches.extend(sentences::breaches(&workspace.root.join("crates"))?);
    breaches.extend(layers::breaches(&workspace.ui().join("src"))?);
    Ok(breaches)
}
