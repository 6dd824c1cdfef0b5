//! Takes the pictures of the key screens anew, against which the window's tests compare what they see.

use std::fs;
use std::path::Path;
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
    let count = put(&taken, &approved, |from, to| {
        let mut convert = Command::new("convert");
        // The mean of four pixels each, as the comparison does it.
        succeed(
            convert
                .arg(from)
                .args(["-strip", "-filter", "box", "-resize", "50%"])
                // Compressed with losses, a thin line in the accent would lose its colour.
                .args(["-define", "webp:lossless=true"])
                .args(["-define", "webp:near-lossless=40"])
                .args(["-define", "webp:method=6"])
                .arg(to),
        )
    })?;
    println!("{count} pictures are in tests/window/approved; look at them before you commit them");
    Ok(ExitCode::SUCCESS)
}

/// Puts what `convert` makes of the pictures in `taken` in the place of those in `approved`, which stay until all of the
/// new ones are there. Answers with how many there are.
fn put(taken: &Path, approved: &Path, convert: impl Fn(&Path, &Path) -> Result<()>) -> Result<usize> {
    let beside = approved.with_extension("new");
    if beside.exists() {
        fs::remove_dir_all(&beside).context("what an earlier try left could not be removed")?;
    }
    fs::create_dir_all(&beside).context("the folder of the approved pictures could not be made")?;
    let mut count = 0;
    let pictures =
        fs::read_dir(taken).with_context(|| format!("no picture was taken into {}", taken.display()))?;
    for entry in pictures {
        let from = entry?.path();
        let Some(name) = from.file_stem() else { continue };
        convert(&from, &beside.join(name).with_extension("webp"))?;
        count += 1;
    }
    if count == 0 {
        bail!("the test took no picture; what it needs, it says by `cargo xtask test --only window`");
    }
    if approved.exists() {
        fs::remove_dir_all(approved).context("the approved pictures could not be removed")?;
    }
    fs::rename(&beside, approved).context("the new pictures could not be put in their place")?;
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copy(from: &Path, to: &Path) -> Result<()> {
        fs::copy(from, to)?;
        Ok(())
    }

    #[test]
    fn the_old_pictures_stay_until_all_of_the_new_ones_are_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let (taken, approved) = (folder.path().join("taken"), folder.path().join("approved"));
        fs::create_dir_all(&taken).expect("it is made");
        fs::create_dir_all(&approved).expect("it is made");
        fs::write(approved.join("old.webp"), "old").expect("it is written");
        let old = || fs::read(approved.join("old.webp")).is_ok_and(|bytes| bytes == b"old");
        assert!(
            put(&taken, &approved, copy).is_err() && old(),
            "nothing was taken"
        );
        fs::write(taken.join("one.png"), "new").expect("it is written");
        fs::write(taken.join("two.png"), "new").expect("it is written");
        let failing = |from: &Path, to: &Path| match from.ends_with("two.png") {
            true => bail!("no room"),
            false => copy(from, to),
        };
        assert!(
            put(&taken, &approved, failing).is_err() && old(),
            "one of them failed"
        );
        assert_eq!(put(&taken, &approved, copy).expect("all is well"), 2);
        assert!(
            !old() && approved.join("two.webp").is_file(),
            "now they are replaced"
        );
    }
}
