//! Where this checkout and its build results lie, and how cargo is called in it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// This checkout.
pub struct Workspace {
    /// The folder of the root `Cargo.toml`.
    pub root: PathBuf,
    /// Where cargo builds; honours `CARGO_TARGET_DIR`.
    pub target: PathBuf,
    /// What `cargo metadata --no-deps` says.
    pub metadata: Value,
}

impl Workspace {
    /// Asks cargo about the checkout that holds the current folder.
    pub fn find() -> Result<Self> {
        let output = Command::new(cargo())
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .output()
            .context("cargo could not be started")?;
        if !output.status.success() {
            bail!(
                "cargo metadata failed: {}",
                String::from_utf8_lossy(&output.stderr).trim()
            );
        }
        let metadata: Value = serde_json::from_slice(&output.stdout).context("cargo metadata is not JSON")?;
        let folder = |key: &str| -> Result<PathBuf> {
            Ok(metadata[key]
                .as_str()
                .with_context(|| format!("cargo metadata names no {key}"))?
                .into())
        };
        Ok(Self {
            root: folder("workspace_root")?,
            target: folder("target_directory")?,
            metadata,
        })
    }

    /// The folder of the user interface.
    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// Where a program of a profile (`debug` or `release`) is built.
    pub fn program(&self, profile: &str, name: &str) -> PathBuf {
        self.target
            .join(profile)
            .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// A cargo command in this checkout.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(cargo());
        command.current_dir(&self.root).args(arguments);
        command
    }

    /// Clippy on everything, each warning an error.
    ///
    /// `.ci/run` puts a wrapper around rustc, which `cargo clippy` would replace by its own. Then the
    /// wrapper `clippy` beside it is used, which does the same.
    pub fn clippy(&self) -> Command {
        let everything = ["--workspace", "--all-targets"];
        let beside = std::env::var_os("RUSTC_WORKSPACE_WRAPPER")
            .map(|wrapper| Path::new(&wrapper).with_file_name("clippy"))
            .filter(|clippy| clippy.is_file());
        if let Some(clippy) = beside {
            let mut command = self.cargo(&["check"]);
            command.args(everything).env("RUSTC_WORKSPACE_WRAPPER", clippy);
            command
        } else {
            let mut command = self.cargo(&["clippy"]);
            command.args(everything).args(["--", "-D", "warnings"]);
            command
        }
    }
}

/// The cargo that started this program, else the one on the `PATH`.
fn cargo() -> PathBuf {
    std::env::var_os("CARGO").map_or_else(|| "cargo".into(), PathBuf::from)
}
