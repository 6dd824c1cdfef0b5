//! Takes the pictures of the key screens anew, against which the window's tests compare what they see.

use std::fs;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::succeed;
use crate::ui;
use crate::workspace::Workspace;

/// The test that takes them.
const TEST: &str = "in_a_window::as_approved";

/// Takes the pictures and puts them in `tests/window/approved`, at half their size.
///
/// # Errors
/// When the window cannot be built or shown, or ImageMagick cannot write WebP.
pub fn approve(workspace: &Workspace) -> Result<ExitCode> {
    let taken = workspace.target.join("screenshots").join("approval");
    if taken.exists() {
        fs::remove_dir_all(&taken).context("the pictures of before could not be removed")?;
    }
    ui::build(workspace)?;
    succeed(&mut workspace.cargo(&["build", "--workspace", "--all-targets"]))?;
    succeed(
        workspace
            .cargo(&["test", "--workspace", "--test", "window"])
            .args(["--", TEST])
            .env("STYLENOVA_APPROVE", "1"),
    )?;
    let approved = workspace.root.join("tests").join("window").join("approved");
    if approved.exists() {
        fs::remove_dir_all(&approved).context("the approved pictures could not be removed")?;
    }
    fs::create_dir_all(&approved).context("the folder of the approved pictures could not be made")?;
    let mut count = 0;
    for entry in
        fs::read_dir(&taken).with_context(|| format!("no picture was taken into {}", taken.display()))?
    {
        let from = entry?.path();
        let Some(name) = from.file_stem() else { continue };
        let to = approved.join(name).with_extension("webp");
        let mut convert = Command::new("convert");
        // The mean of four pixels each, as the comparison does it.
        succeed(
            convert
                .arg(&from)
                .args(["-strip", "-filter", "box", "-resize", "50%"])
                // Compressed with losses, a thin line in the accent would lose its colour.
                .args(["-define", "webp:lossless=true"])
                .args(["-define", "webp:near-lossless=40"])
                .args(["-define", "webp:method=6"])
                .arg(&to),
        )?;
        count += 1;
    }
    if count == 0 {
        bail!("the test took no picture; what it needs, it says by `cargo xtask test --only window`");
    }
    println!("{count} pictures are in tests/window/approved; look at them before you commit them");
    Ok(ExitCode::SUCCESS)
}
