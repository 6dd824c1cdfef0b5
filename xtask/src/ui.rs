//! Builds the user interface, and only when something in it has changed.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::install;
use crate::workspace::Workspace;

/// A file beside the npm packages that says what they were installed from. npm removes it with them.
const INSTALLED: &str = "node_modules/.stylenova-installed";
/// A file that says what `ui/dist` and `ui/dist-web` were built from. Not in those, all of which goes into the programs.
const BUILT: &str = "node_modules/.stylenova-built";
/// What in `ui/` is not a source.
const NOT_SOURCE: [&str; 3] = ["node_modules", "dist", "dist-web"];

/// A command of npm in the folder of the user interface.
pub fn npm(workspace: &Workspace, arguments: &[&str]) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(workspace.ui()).args(arguments);
    command
}

/// Installs the npm packages that `package-lock.json` names, unless they are there.
///
/// # Errors
/// When Node is missing or npm fails.
pub fn install_packages(workspace: &Workspace) -> Result<()> {
    install::node()?;
    let ui = workspace.ui();
    let lock = ui.join("package-lock.json");
    let wanted = digest(&ui, &[lock])?;
    if says(&ui.join(INSTALLED), &wanted) {
        return Ok(());
    }
    println!("Installing the npm packages of the user interface");
    crate::succeed(&mut npm(workspace, &["ci", "--no-audit", "--no-fund"]))?;
    fs::write(ui.join(INSTALLED), wanted).context("the npm packages could not be marked as installed")
}

/// Builds `ui/dist`, the window's page, and `ui/dist-web`, the one for browsers, unless they were built from these very
/// sources.
///
/// # Errors
/// When the build fails or a source cannot be read.
pub fn build(workspace: &Workspace) -> Result<()> {
    install_packages(workspace)?;
    let ui = workspace.ui();
    let mut sources = Vec::new();
    collect(&ui, &mut sources).context("the sources of the user interface could not be listed")?;
    sources.sort();
    let wanted = digest(&ui, &sources)?;
    let built = |folder: &str| ui.join(folder).join("index.html").is_file();
    if built("dist") && built("dist-web") && says(&ui.join(BUILT), &wanted) {
        return Ok(());
    }
    println!("Building the user interface");
    crate::succeed(&mut npm(workspace, &["run", "--silent", "build"]))?;
    crate::succeed(&mut npm(workspace, &["run", "--silent", "build:web"]))?;
    fs::write(ui.join(BUILT), wanted).context("the user interface could not be marked as built")
}

fn says(file: &Path, wanted: &str) -> bool {
    fs::read_to_string(file).is_ok_and(|found| found == wanted)
}

/// All files below the folder of the user interface that a build may read.
fn collect(folder: &Path, into: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            if !NOT_SOURCE.iter().any(|name| entry.file_name() == *name) {
                collect(&entry.path(), into)?;
            }
        } else {
            into.push(entry.path());
        }
    }
    Ok(())
}

/// A number for the names and contents of files. Not for security: it only has to differ when they do.
fn digest(base: &Path, files: &[PathBuf]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.strip_prefix(base).unwrap_or(file).hash(&mut hasher);
        let content = fs::read(file).with_context(|| format!("{} could not be read", file.display()))?;
        content.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_or_a_new_name_changes_the_digest_and_packages_do_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let ui = folder.path();
        let of = || {
            let mut files = Vec::new();
            collect(ui, &mut files).expect("the folder is listed");
            files.sort();
            digest(ui, &files).expect("the files are read")
        };
        fs::create_dir_all(ui.join("src")).expect("a folder is made");
        fs::write(ui.join("src/a.ts"), "1").expect("a file is written");
        let first = of();
        fs::create_dir_all(ui.join("node_modules/x")).expect("a folder is made");
        fs::write(ui.join("node_modules/x/index.js"), "1").expect("a file is written");
        assert_eq!(of(), first, "npm packages are not sources");
        fs::write(ui.join("src/a.ts"), "2").expect("a file is written");
        let second = of();
        assert_ne!(second, first, "another content is another build");
        fs::rename(ui.join("src/a.ts"), ui.join("src/b.ts")).expect("a file is renamed");
        assert_ne!(of(), second, "another name is another build");
    }
}
