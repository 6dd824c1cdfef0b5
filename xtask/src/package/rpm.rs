//! A package for Fedora, openSUSE and their kin, by rpmbuild, where that is installed. It finds by itself what the programs
//! depend on.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use xtask::processes::is_installed;

use super::stage::files_below;
use super::{Effort, Parcel, emptied};
use crate::succeed;

/// Packs the stage; nothing where there is no rpmbuild.
///
/// # Errors
/// When rpmbuild fails.
pub fn pack(parcel: &Parcel, effort: Effort) -> Result<Option<PathBuf>> {
    if !is_installed("rpmbuild") {
        println!("There is no rpmbuild here, so no .rpm is made.");
        return Ok(None);
    }
    let work = parcel.out.join("rpm");
    emptied(&work)?;
    let spec = work.join("stylenova.spec");
    fs::write(&spec, described(parcel)?)?;
    let root = work.join("root");
    let define = |name: &str, value: &str| format!("{name} {value}");
    let pressing = match effort {
        Effort::Little => "w1.gzdio",
        Effort::Much => "w6.xzdio",
    };
    let mut build = Command::new("rpmbuild");
    build.args(["-bb", "--quiet", "--buildroot"]).arg(&root);
    for (name, value) in [
        ("_topdir", work.to_string_lossy().as_ref()),
        ("stage", parcel.stage.to_string_lossy().as_ref()),
        // The programs are stripped already, and compressing once is enough.
        ("__os_install_post", "%{nil}"),
        ("_build_id_links", "none"),
        ("_binary_payload", pressing),
    ] {
        build.arg("--define").arg(define(name, value));
    }
    succeed(build.arg(&spec))?;
    let made = files_below(&work.join("RPMS"))?;
    let made = made.first().context("rpmbuild made no package")?;
    let file = parcel.out.join(made.file_name().context("a package has a name")?);
    fs::rename(work.join("RPMS").join(made), &file)?;
    Ok(Some(file))
}

fn described(parcel: &Parcel) -> Result<String> {
    let mut text = format!(
        "Name: stylenova\n\
         Version: {}\n\
         Release: 1\n\
         Summary: Find garments by words or by a photo\n\
         License: MIT AND OFL-1.1\n\
         AutoReqProv: yes\n\
         Requires: fontconfig\n\n\
         %description\n\
         StyleNova searches a shop's catalogue by words, by a photo, or by both, and\n\
         learns what each client likes. Everything is computed on this machine; no\n\
         network is needed.\n\n\
         %install\n\
         mkdir -p %{{buildroot}}\n\
         cp -a %{{stage}}/usr %{{buildroot}}/\n\n\
         %files\n",
        parcel.version.replace('-', "~")
    );
    for file in files_below(&parcel.stage)? {
        text.push_str(&format!("\"/{}\"\n", file.display()));
    }
    Ok(text)
}
