//! The key screens look as somebody approved them: the same library, the same size, the same cards, nothing that moves.
//!
//! `cargo xtask approve` takes the pictures anew and puts them in `tests/window/approved`; looking at them before they are
//! committed is what approves them. What was taken and what differs lies in `screenshots/approval` of the target folder.

use std::path::PathBuf;
use std::time::Duration;

use crate::clientele;
use crate::likeness::{compare, halved};
use crate::page::Page;
use crate::screens::show;
use crate::stage::{Stage, checkout, screenshots};

/// The screens, by their names in `screens.rs`.
const KEY: [&str; 6] = ["results", "discover", "piece", "boards", "taste", "catalogue"];
/// How often a screen is looked at before it counts as another: for longer than a passing message stays.
const TRIES: usize = 20;
/// The time between two looks.
const BETWEEN: Duration = Duration::from_millis(500);
/// A shop's laptop.
const SIZE: (u32, u32) = (1366, 768);

/// Lets every deck be dealt with the same seed and without the season of the day on which this runs, and nothing move.
async fn fix_chance(page: &Page<'_>) {
    let script = r#"
        const media = window.matchMedia.bind(window);
        window.matchMedia = (query) => (query.includes("reduced-motion") ? { matches: true } : media(query));
        const ask = window.fetch;
        window.fetch = (address, options) => {
            if (!String(address).endsWith("/rpc") || typeof options?.body !== "string") return ask(address, options);
            const call = JSON.parse(options.body);
            if (call.cmd !== "next_cards") return ask(address, options);
            Object.assign(call.req, { seed: 11, season: "" });
            document.documentElement.dataset.chance = "fixed";
            return ask(address, { ...options, body: JSON.stringify(call) });
        };
        return true;
    "#;
    page.run(script, vec![]).await;
}

/// Takes out of sight what is different each time, and the marks of the hand that led here.
async fn settle(page: &Page<'_>) {
    let script = r#"
        for (const changing of document.querySelectorAll("[data-testid=result-count]")) changing.style.display = "none";
        document.activeElement?.blur();
        return true;
    "#;
    page.run(script, vec![]).await;
    page.point_at(1.0, 1.0).await;
}

#[tokio::test]
async fn the_key_screens_look_as_they_were_approved() {
    let Some(stage) = Stage::with_demo() else { return };
    // `cargo xtask approve` only wants the pictures.
    let approving = std::env::var_os("STYLENOVA_APPROVE").is_some();
    clientele::meet(&stage);
    let page = Page::open(&stage, "approved").await;
    page.until_demo_is_there().await;
    fix_chance(&page).await;
    page.resize(SIZE.0, SIZE.1).await;
    let mut differing = Vec::new();
    for theme in ["light", "dark"] {
        show(&page, &stage, "settings").await;
        page.click(&format!("theme-{theme}")).await;
        for screen in KEY {
            show(&page, &stage, screen).await;
            settle(&page).await;
            let name = format!("{screen}-{theme}");
            page.shot(&format!("approval/{name}")).await;
            if !approving {
                differing.extend(differs(&page, &name).await);
            }
        }
    }
    let fixed = page
        .run("return document.documentElement.dataset.chance ?? null", vec![])
        .await;
    assert_eq!(fixed, "fixed", "the cards are dealt with the test's seed");
    page.close().await;
    assert!(
        differing.is_empty(),
        "screens look other than approved; where that is meant, `cargo xtask approve`:\n{}",
        differing.join("\n")
    );
}

/// In what a screen, of which a picture was just taken, differs from its approved one. What comes a little later than the
/// rest, as a picture that is still being decoded, is waited for: the screen is looked at again until it is as approved,
/// or [`TRIES`] times.
async fn differs(page: &Page<'_>, name: &str) -> Option<String> {
    let mut found = judge(name).err();
    for _ in 1..TRIES {
        found.as_ref()?;
        tokio::time::sleep(BETWEEN).await;
        page.shot(&format!("approval/{name}")).await;
        found = judge(name).err();
    }
    found
}

/// Compares a picture that was just taken with its approved one.
fn judge(name: &str) -> Result<(), String> {
    let approved = checkout()
        .join("tests/window/approved")
        .join(format!("{name}.webp"));
    let taken = screenshots().join("approval").join(format!("{name}.png"));
    let read = |file: &PathBuf| {
        let picture = image::open(file).map_err(|error| format!("{}: {error}", file.display()))?;
        Ok::<_, String>(picture.into_rgb8())
    };
    let found =
        compare(&read(&approved)?, &halved(&read(&taken)?)).map_err(|why| format!("{name}: {why}"))?;
    if found.is_tolerable() {
        return Ok(());
    }
    let marked = taken.with_file_name(format!("{name}-differs.png"));
    found
        .marked
        .save(&marked)
        .map_err(|error| format!("{}: {error}", marked.display()))?;
    let (left, top, levels) = found.worst;
    Err(format!(
        "{name}: {:.1} % of it differs, most at {left}, {top} by {levels:.0} levels; see {}",
        100.0 * found.share,
        marked.display()
    ))
}
