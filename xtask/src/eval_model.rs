//! `cargo xtask eval-model`: the figures of `models/nova-mini`, by the training pipeline's own measurement in
//! Python, with an environment that is made on first use.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{finish, succeed};

/// Runs the task.
///
/// # Errors
/// When Python or one of its packages cannot be had.
pub fn eval_model(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    let training = workspace.root.join("models").join("training");
    let python = environment(&training)?;
    finish(
        Command::new(python)
            .current_dir(&training)
            .args(["-m", "nova_training.evaluate"])
            .args(arguments),
    )
}

/// The Python that has the packages: the one that `STYLENOVA_PYTHON` names, else that of `models/training/.venv`.
fn environment(training: &Path) -> Result<PathBuf> {
    if let Some(python) = std::env::var_os("STYLENOVA_PYTHON").filter(|python| !python.is_empty()) {
        return Ok(python.into());
    }
    let folder = training.join(".venv");
    let python = if cfg!(windows) {
        folder.join("Scripts").join("python.exe")
    } else {
        folder.join("bin").join("python")
    };
    // Written last, so that an environment that was not finished is finished the next time.
    let complete = folder.join("complete");
    if !complete.is_file() {
        println!(
            "Making {} (some gigabytes, the first time only)",
            folder.display()
        );
        succeed(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        succeed(
            Command::new(&python)
                .args(["-m", "pip", "install", "--quiet", "-r"])
                .arg(training.join("requirements.txt")),
        )?;
        std::fs::write(&complete, "")?;
    }
    Ok(python)
}
