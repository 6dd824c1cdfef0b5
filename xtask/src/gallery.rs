//! Pictures of every screen for `docs/gallery`, taken from the real window by its tests.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;
use crate::{succeed, ui};

/// The tests that go through every screen, and through lookbooks, and leave their pictures in the target folder.
const WALKS: [&str; 2] = ["in_a_window::every_screen", "in_a_window::lookbook"];
/// The size of which the documents show pictures; the others stay in the target folder.
const SHOWN: &str = "1600x1000";
/// Each screen with what a reader should see in it.
const CAPTIONS: [(&str, &str); 31] = [
    (
        "discover",
        "Discover: one piece at a time, why it came, and the taste as it moves",
    ),
    (
        "results",
        "Search: words and a photo in one box, and the slider between them",
    ),
    ("look", "Complete the look around an opened piece"),
    (
        "sold-out",
        "A piece that is sold out, and what is in stock in its place",
    ),
    ("recolour", "The same shape in another colour"),
    (
        "taste",
        "Taste: what is believed, on what evidence, and each weight a slider",
    ),
    ("search", "The collection, with filters and orders"),
    ("filter", "A filter with its counts"),
    ("piece", "An opened piece beside the others"),
    ("quiz", "The quiz: the first of six questions"),
    ("quiz-colours", "The quiz: colours"),
    ("guest", "A guest, of whom nothing is known yet"),
    ("boards", "Boards: pieces in the client’s order, with notes"),
    ("insights", "Insights: what a client’s swipes tell"),
    (
        "insights-shop",
        "Insights: what the collection holds, and what was sought in vain",
    ),
    ("map", "The catalogue as a map: what looks alike lies together"),
    ("several", "Several boards become one lookbook"),
    ("reactions", "What comes back of a lookbook: a code, or a file"),
    ("clients", "Clients, each with a taste of their own"),
    (
        "file",
        "A client’s file: the next visit, what is written down, the own wardrobe",
    ),
    ("own-look", "A look around a piece that the client owns"),
    ("pin", "Handing the window over: the PIN that takes it back"),
    ("kiosk-greeting", "The window in a client’s hands"),
    ("kiosk", "A client’s own window: cards, search, favourites, quiz"),
    ("palette", "The palette: everything by a few letters"),
    ("keys", "The sheet of keys"),
    ("catalogue", "The catalogue, and the way to bring one’s own"),
    ("settings", "Settings: theme, language, library, backup, models"),
    ("erase", "What cannot be undone is asked about"),
    ("error", "What went wrong is said in place"),
    ("nothing", "An empty board leads on"),
];

/// Screens that are shown in French and Arabic as well.
const SPOKEN: [&str; 10] = [
    "boards",
    "several",
    "reactions",
    "clients",
    "file",
    "own-look",
    "pin",
    "kiosk-greeting",
    "kiosk",
    "catalogue",
];
/// What is shown of a lookbook on a telephone, in each language.
const OF_LOOKBOOKS: [&str; 3] = ["cover", "piece", "back"];
const LANGUAGES: [(&str, &str); 3] = [("en", "English"), ("fr", "French"), ("ar", "Arabic")];

/// Takes the pictures, makes them small, and writes the page that shows them.
///
/// # Errors
/// When the window cannot be built or shown, or ImageMagick cannot write WebP.
pub fn gallery(workspace: &Workspace) -> Result<ExitCode> {
    ui::build(workspace)?;
    // All targets of the workspace, as in `cargo xtask test`: another choice would build dependencies anew.
    succeed(&mut workspace.cargo(&["build", "--workspace", "--all-targets"]))?;
    succeed(
        workspace
            .cargo(&["test", "--workspace", "--test", "window"])
            .arg("--")
            .args(WALKS),
    )?;
    let screenshots = workspace.target.join("screenshots");
    let docs = workspace.root.join("docs");
    let folder = docs.join("gallery");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("the old pictures could not be removed")?;
    }
    fs::create_dir_all(&folder).context("the folder of the pictures could not be made")?;
    let pictures = pictures();
    for (from, to) in &pictures {
        shrink(&screenshots.join(from), &folder.join(format!("{to}.webp")))?;
    }
    fs::write(docs.join("gallery.md"), page()).context("the gallery could not be written")?;
    println!("docs/gallery.md and {} pictures were written", pictures.len());
    Ok(ExitCode::SUCCESS)
}

/// Each picture that is shown: where it was taken below the screenshots, and its name here.
fn pictures() -> Vec<(PathBuf, String)> {
    let of = |screen: &str, how: &str| {
        let name = format!("{screen}-{how}");
        (Path::new(SHOWN).join(format!("{name}.png")), name)
    };
    let themes = CAPTIONS
        .iter()
        .flat_map(|(screen, _)| ["light", "dark"].map(|theme| of(screen, theme)));
    let spoken = SPOKEN
        .iter()
        .flat_map(|screen| ["fr", "ar"].map(|language| of(screen, language)));
    let books = LANGUAGES.iter().flat_map(|(language, _)| {
        OF_LOOKBOOKS.map(|part| {
            let name = format!("lookbook-{language}-telephone-{part}");
            (Path::new("window").join(format!("{name}.png")), name)
        })
    });
    themes.chain(spoken).chain(books).collect()
}

fn shrink(from: &Path, to: &Path) -> Result<()> {
    if !from.is_file() {
        bail!("{} was not taken", from.display());
    }
    let mut convert = Command::new("convert");
    succeed(
        convert
            .arg(from)
            .args(["-strip", "-quality", "80", "-define", "webp:method=6"])
            .arg(to),
    )
}

/// The page that shows every picture, a screen a section.
fn page() -> String {
    let mut page = String::from(
        "# The screens\n\nTaken from the real window by `cargo xtask gallery`, at 1600 × 1000 pixels, light and dark. \
         The same walk takes them at 1024 × 700 into `screenshots/` of the target folder.\n",
    );
    for (screen, caption) in CAPTIONS {
        let _ = write!(
            page,
            "\n## {caption}\n\n| Light | Dark |\n|---|---|\n| ![{caption}, light](gallery/{screen}-light.webp) \
             | ![{caption}, dark](gallery/{screen}-dark.webp) |\n"
        );
        if SPOKEN.contains(&screen) {
            let _ = write!(
                page,
                "\n| French | Arabic |\n|---|---|\n| ![{caption}, French](gallery/{screen}-fr.webp) \
                 | ![{caption}, Arabic](gallery/{screen}-ar.webp) |\n"
            );
        }
    }
    page.push_str("\n## A lookbook on a telephone\n");
    for (language, name) in LANGUAGES {
        page.push_str("\n|");
        for part in OF_LOOKBOOKS {
            let _ = write!(page, " {name}: {part} |");
        }
        page.push_str("\n|---|---|---|\n|");
        for part in OF_LOOKBOOKS {
            let file = format!("gallery/lookbook-{language}-telephone-{part}.webp");
            let _ = write!(page, " ![A lookbook in {name}: {part}]({file}) |");
        }
        page.push('\n');
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_shows_every_picture() {
        let page = page();
        for (_, name) in pictures() {
            assert!(page.contains(&format!("(gallery/{name}.webp)")), "{name}");
        }
    }
}
