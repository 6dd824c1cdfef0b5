//! `cargo xtask package`: a `.deb` and an `.rpm` of StyleNova for this system, from a release build in a target of its own.
//!
//! `stage` lays the files out as they will lie on the system, `deb` and `rpm` pack them with the tools of those systems
//! (dpkg-deb, rpmbuild), and `bare` tries the `.deb` on a system that has nothing else.

mod bare;
mod deb;
mod rpm;
mod stage;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::install::{self, Purpose};
use crate::workspace::Workspace;
use crate::{succeed, ui};

/// How `package` was called.
#[derive(Debug, Default, PartialEq, Eq)]
struct Wanted {
    /// A folder of programs that are built already, such as `target/debug`: to see how packages come about.
    built: Option<PathBuf>,
    /// Try the package on a bare system once it is made.
    attempt: bool,
}

/// How hard files are pressed together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// A little, for a package that is only tried.
    Little,
    /// As much as is worth it, for one that is handed out.
    Much,
}

/// What is packed, and where.
pub(crate) struct Parcel {
    /// The version as it stands in the manifest.
    pub version: String,
    /// The folder in which the files lie as they will on the system.
    pub stage: PathBuf,
    /// Where packages are written.
    pub out: PathBuf,
}

/// Runs the task.
///
/// # Errors
/// When something is missing, does not build, or cannot be packed.
pub fn package(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    let wanted = parse(arguments)?;
    if !cfg!(target_os = "linux") {
        bail!("packages for Windows and macOS are built by .github/workflows/release.yml");
    }
    install::system_packages(Purpose::Package)?;
    let built = match &wanted.built {
        Some(built) => std::path::absolute(built)?,
        None => build(workspace)?,
    };
    let out = workspace.target.join("package");
    let parcel = Parcel {
        version: version(workspace)?,
        stage: out.join("stage"),
        out,
    };
    stage::lay(workspace, &parcel, &built)?;
    let effort = match wanted.built {
        Some(_) => Effort::Little,
        None => Effort::Much,
    };
    let mut packages = vec![deb::pack(&parcel, &parcel.version, effort)?];
    packages.extend(rpm::pack(&parcel, effort)?);
    for package in &packages {
        let bytes = std::fs::metadata(package)?.len();
        println!("{}: {:.1} MB", package.display(), bytes as f64 / 1e6);
    }
    if wanted.attempt {
        bare::attempt(&parcel, &packages[0])?;
    }
    Ok(ExitCode::SUCCESS)
}

fn parse(arguments: &[String]) -> Result<Wanted> {
    let mut wanted = Wanted::default();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--built" => wanted.built = Some(rest.next().context("--built needs a folder")?.into()),
            "--try" => wanted.attempt = true,
            unknown => bail!("package does not know {unknown:?}; see cargo xtask help"),
        }
    }
    Ok(wanted)
}

/// Builds both programs and what writes their manual; the folder in which they are.
fn build(workspace: &Workspace) -> Result<PathBuf> {
    ui::build(workspace)?;
    let target = workspace.target.join("package").join("target");
    println!("Building for release; the first time takes long");
    let crates = ["-p", "nova-cli", "-p", "stylenova-window"];
    let products = [
        "--bin",
        "stylenova",
        "--bin",
        "stylenova-window",
        "--example",
        "manual",
    ];
    let mut cargo = workspace.cargo(&["build", "--release", "--locked"]);
    cargo.args(crates).args(products).arg("--target-dir").arg(&target);
    succeed(&mut cargo)?;
    Ok(target.join("release"))
}

fn version(workspace: &Workspace) -> Result<String> {
    let packages = workspace.metadata["packages"]
        .as_array()
        .context("cargo metadata lists no packages")?;
    let window = packages
        .iter()
        .find(|package| package["name"] == "stylenova-window");
    let version = window.and_then(|package| package["version"].as_str());
    Ok(version.context("the window has no version")?.to_owned())
}

/// Replaces a folder by an empty one.
fn emptied(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("{} is in the way", folder.display()))?;
    }
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_argument_is_refused() {
        assert_eq!(
            parse(&["--try".to_owned()]).expect("valid"),
            Wanted {
                built: None,
                attempt: true
            }
        );
        assert!(parse(&["--trry".to_owned()]).is_err());
        assert!(parse(&["--built".to_owned()]).is_err(), "it has no folder");
    }
}
