//! Lays out the files of a package as they will lie on the system: programs, models, demo, icons, manual, completions, and what
//! a desktop reads of a program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use xtask::processes::is_installed;

use super::{Parcel, emptied};
use crate::succeed;
use crate::workspace::Workspace;

/// Name of the program in the desktop's files.
const ID: &str = "app.stylenova.StyleNova";
/// Sides of the icons in pixels.
const ICONS: [u32; 8] = [16, 24, 32, 48, 64, 128, 256, 512];

/// Fills the parcel's stage.
///
/// # Errors
/// When a file is missing or cannot be written, or the desktop's files are wrong.
pub fn lay(workspace: &Workspace, parcel: &Parcel, built: &Path) -> Result<()> {
    emptied(&parcel.stage)?;
    let usr = parcel.stage.join("usr");
    let share = usr.join("share");
    for program in ["stylenova", "stylenova-window"] {
        copy(&built.join(program), &usr.join("bin").join(program), 0o755)?;
        strip(&usr.join("bin").join(program))?;
    }
    let shipped = share.join("stylenova");
    for file in ["models/manifest.toml", "catalog/catalog.csv"] {
        copy(&workspace.root.join(file), &shipped.join(file), 0o644)?;
    }
    for folder in ["models/nova-mini", "catalog/images"] {
        copy_folder(&workspace.root.join(folder), &shipped.join(folder))?;
    }
    desktop(workspace, parcel, &share)?;
    icons(workspace, &share.join("icons/hicolor"))?;
    manual(parcel, built, &share)?;
    documents(workspace, parcel, &share.join("doc/stylenova"))
}

/// The entry of the menu and what software centres show, with a look at both by the tools of the desktop where they are.
fn desktop(workspace: &Workspace, parcel: &Parcel, share: &Path) -> Result<()> {
    let from = workspace.root.join("packaging/linux");
    let entry = share.join("applications").join(format!("{ID}.desktop"));
    copy(&from.join(format!("{ID}.desktop")), &entry, 0o644)?;
    let name = format!("{ID}.metainfo.xml");
    let text = fs::read_to_string(from.join(&name))?
        .replace("@VERSION@", &parcel.version)
        .replace("@DATE@", &last_change(workspace)?);
    let info = share.join("metainfo").join(&name);
    write(&info, text.as_bytes())?;
    if is_installed("desktop-file-validate") {
        succeed(Command::new("desktop-file-validate").arg(&entry))?;
    }
    if is_installed("appstreamcli") {
        succeed(
            Command::new("appstreamcli")
                .args(["validate", "--no-net"])
                .arg(&info),
        )?;
    }
    Ok(())
}

/// The day of the last commit, so that one state of the sources is always packed alike.
fn last_change(workspace: &Workspace) -> Result<String> {
    let output = Command::new("git")
        .current_dir(&workspace.root)
        .args(["log", "-1", "--format=%cs"])
        .output()
        .context("git could not be started")?;
    match String::from_utf8_lossy(&output.stdout).trim() {
        "" => bail!("git names no day of the last change"),
        day => Ok(day.to_owned()),
    }
}

fn icons(workspace: &Workspace, folder: &Path) -> Result<()> {
    let source = workspace.root.join("icons/icon.svg");
    copy(
        &source,
        &folder.join("scalable/apps").join(format!("{ID}.svg")),
        0o644,
    )?;
    let large = workspace.root.join("icons/icon.png");
    for side in ICONS {
        let size = format!("{side}x{side}");
        let icon = folder.join(&size).join("apps").join(format!("{ID}.png"));
        make_parent(&icon)?;
        succeed(
            Command::new("convert")
                .arg(&large)
                .args(["-strip", "-resize", &size])
                .arg(&icon),
        )?;
    }
    Ok(())
}

fn manual(parcel: &Parcel, built: &Path, share: &Path) -> Result<()> {
    let made = parcel.out.join("manual");
    emptied(&made)?;
    succeed(Command::new(built.join("examples/manual")).arg(&made))?;
    for page in fs::read_dir(made.join("man"))? {
        let page = page?.path();
        let name = page.file_name().context("a page has no name")?;
        let target = share.join("man/man1").join(name);
        copy(&page, &target, 0o644)?;
        succeed(Command::new("gzip").args(["-9n", "-f"]).arg(&target))?;
    }
    for (file, place) in [
        ("stylenova.bash", "bash-completion/completions/stylenova"),
        ("stylenova.fish", "fish/vendor_completions.d/stylenova.fish"),
        ("_stylenova", "zsh/vendor-completions/_stylenova"),
    ] {
        copy(&made.join("completions").join(file), &share.join(place), 0o644)?;
    }
    Ok(())
}

fn documents(workspace: &Workspace, parcel: &Parcel, folder: &Path) -> Result<()> {
    let licence = fs::read_to_string(workspace.root.join("LICENSE"))?;
    let mut copyright = fs::read_to_string(workspace.root.join("packaging/linux/copyright"))?;
    for line in licence.lines() {
        let line = if line.trim().is_empty() { "." } else { line };
        copyright.push_str(&format!(" {line}\n"));
    }
    write(&folder.join("copyright"), copyright.as_bytes())?;
    copy(
        &workspace.root.join("crates/nova-print/fonts/OFL.txt"),
        &folder.join("OFL.txt"),
        0o644,
    )?;
    let news = folder.join("changelog");
    write(
        &news,
        format!(
            "stylenova ({})\n\n  * See the releases of the project.\n",
            parcel.version
        )
        .as_bytes(),
    )?;
    succeed(Command::new("gzip").args(["-9n", "-f"]).arg(&news))
}

/// Takes names out of a program that only a debugger reads.
fn strip(program: &Path) -> Result<()> {
    succeed(Command::new("strip").arg("--strip-unneeded").arg(program))
}

fn make_parent(file: &Path) -> Result<()> {
    let folder = file.parent().context("a file lies in a folder")?;
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))
}

fn write(file: &Path, bytes: &[u8]) -> Result<()> {
    make_parent(file)?;
    fs::write(file, bytes).with_context(|| format!("{} cannot be written", file.display()))
}

fn copy(from: &Path, to: &Path, mode: u32) -> Result<()> {
    make_parent(to)?;
    fs::copy(from, to).with_context(|| format!("{} cannot be copied", from.display()))?;
    set_mode(to, mode)
}

#[cfg(unix)]
fn set_mode(file: &Path, mode: u32) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::set_permissions(file, fs::Permissions::from_mode(mode))?)
}

#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) -> Result<()> {
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for file in files_below(from)? {
        copy(&from.join(&file), &to.join(&file), 0o644)?;
    }
    Ok(())
}

/// All files below a folder by their paths in it, in order.
pub(super) fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).with_context(|| format!("{} cannot be read", next.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path.strip_prefix(folder)?.to_owned());
            }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_copied_with_all_below_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        for file in ["a/b/c.txt", "d.txt"] {
            write(&from.join(file), file.as_bytes()).expect("written");
        }
        copy_folder(&from, &to).expect("copied");
        assert_eq!(
            files_below(&to).expect("read"),
            [PathBuf::from("a/b/c.txt"), "d.txt".into()]
        );
    }
}
