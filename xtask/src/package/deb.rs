//! A package for Debian and its kin, by dpkg-deb. What it depends on is told by the programs themselves (dpkg-shlibdeps).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::stage::files_below;
use super::{Effort, Parcel, emptied};
use crate::succeed;

/// Packs the stage under a version.
///
/// # Errors
/// When the tools are missing or fail.
pub fn pack(parcel: &Parcel, version: &str, effort: Effort) -> Result<PathBuf> {
    let architecture = said(Command::new("dpkg").arg("--print-architecture"))?;
    let control = parcel.stage.join("DEBIAN");
    emptied(&control)?;
    let depends = dependencies(parcel)?;
    let kilobytes = installed(&parcel.stage)? / 1024;
    let text = format!(
        "Package: stylenova\n\
         Version: {version}\n\
         Architecture: {architecture}\n\
         Maintainer: The StyleNova developers <stylenova@localhost>\n\
         Installed-Size: {kilobytes}\n\
         Depends: {depends}\n\
         Recommends: fonts-noto-cjk | fonts-droid-fallback\n\
         Section: graphics\n\
         Priority: optional\n\
         Description: Find garments by words or by a photo\n \
         StyleNova searches a shop's catalogue by words, by a photo, or by both, and\n \
         learns what each client likes. Looks become lookbooks to send or to print.\n \
         Everything is computed on this machine; no network is needed.\n"
    );
    fs::write(control.join("control"), text)?;
    fs::write(control.join("md5sums"), sums(&parcel.stage)?)?;
    let file = parcel.out.join(format!("stylenova_{version}_{architecture}.deb"));
    // xz because older systems read no zstd.
    let pressing = match effort {
        Effort::Little => ["-Zgzip", "-z1"],
        Effort::Much => ["-Zxz", "-z6"],
    };
    let packed = succeed(
        Command::new("dpkg-deb")
            // Everything in a package is root's, whoever packs it.
            .arg("--root-owner-group")
            .args(pressing)
            .arg("--build")
            .arg(&parcel.stage)
            .arg(&file),
    );
    fs::remove_dir_all(&control)?;
    packed.map(|()| file)
}

/// Packages in which the libraries of both programs are.
fn dependencies(parcel: &Parcel) -> Result<String> {
    // The tool wants to be called where sources of a package lie.
    let folder = parcel.out.join("shlibs");
    emptied(&folder.join("debian"))?;
    fs::write(
        folder.join("debian/control"),
        "Source: stylenova\n\nPackage: stylenova\nArchitecture: any\n",
    )?;
    let programs = ["stylenova", "stylenova-window"].map(|name| parcel.stage.join("usr/bin").join(name));
    let told = said(
        Command::new("dpkg-shlibdeps")
            .current_dir(&folder)
            .args(["-O", "--ignore-missing-info"])
            .args(&programs),
    )?;
    let depends = told.lines().find_map(|line| line.strip_prefix("shlibs:Depends="));
    let depends = depends.context("dpkg-shlibdeps names no dependencies")?;
    // It is loaded when pages are set, which no tool sees; the web view brings it as well.
    Ok(match depends.contains("libfontconfig1") {
        true => depends.to_owned(),
        false => format!("{depends}, libfontconfig1"),
    })
}

/// Bytes of all files.
fn installed(stage: &Path) -> Result<u64> {
    let mut bytes = 0;
    for file in files_below(stage)? {
        bytes += fs::metadata(stage.join(file))?.len();
    }
    Ok(bytes)
}

/// The checksums by which the system finds damaged files.
fn sums(stage: &Path) -> Result<String> {
    let files = files_below(stage)?;
    let files = files.iter().filter(|file| !file.starts_with("DEBIAN"));
    Ok(said(Command::new("md5sum").current_dir(stage).args(files))? + "\n")
}

/// What a command prints.
pub(super) fn said(command: &mut Command) -> Result<String> {
    let output = command
        .output()
        .with_context(|| format!("{} could not be started", crate::name(command)))?;
    if !output.status.success() {
        bail!(
            "{} failed: {}",
            crate::name(command),
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
