//! Every screen, light and dark, in a small window and a large one: a picture of each, and that it can be
//! used by everybody, as far as a program can tell (axe-core, the rules of WCAG 2.2 AA).

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::page::Page;
use crate::screens::{SCREENS, show};
use crate::stage::{Stage, checkout};
use crate::{clientele, stage};

const SIZES: [(u32, u32); 2] = [(1600, 1000), (1024, 700)];

/// What is wrong on the page, a line for each element.
async fn violations(page: &Page<'_>) -> Vec<String> {
    let script = r#"
        const done = arguments[arguments.length - 1];
        const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
        axe.run(document, { runOnly: tags, resultTypes: ["violations"] }).then(
            ({ violations }) => done(violations.flatMap(({ id, nodes }) =>
                nodes.map(({ html, any, all, none }) => `${id}: ${html.slice(0, 160)} ${[...any, ...all, ...none].map((check) => check.message).join("; ")}`))),
            (failed) => done([`axe failed: ${failed}`]),
        );
    "#;
    let found = page.run_async(script, vec![]).await;
    let lines = found.as_array().expect("axe answers with a list");
    lines
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

async fn bring_axe(page: &Page<'_>) {
    let file = checkout().join("ui/node_modules/axe-core/axe.min.js");
    let source = std::fs::read_to_string(&file).expect("the npm packages of ui/ are installed (npm ci)");
    page.run(&source, vec![]).await;
    assert_eq!(
        page.run("return typeof axe.run", vec![]).await,
        json!("function"),
        "axe is there"
    );
}

#[tokio::test]
async fn every_screen_can_be_used_by_everybody_in_both_themes_and_sizes() {
    let Some(stage) = Stage::with_demo() else { return };
    clientele::meet(&stage);
    let page = Page::open(&stage, "screens").await;
    page.until_demo_is_there().await;
    bring_axe(&page).await;
    let mut report = String::new();
    for (width, height) in SIZES {
        page.resize(width, height).await;
        for theme in ["light", "dark"] {
            show(&page, &stage, "settings").await;
            page.click(&format!("theme-{theme}")).await;
            for screen in SCREENS {
                show(&page, &stage, screen).await;
                page.shot(&format!("{width}x{height}/{screen}-{theme}")).await;
                for line in violations(&page).await {
                    let _ = writeln!(report, "{width}x{height} {theme} {screen}: {line}");
                }
            }
        }
    }
    page.close().await;
    std::fs::write(stage::screenshots().join("axe.txt"), &report).expect("the report is written");
    assert!(report.is_empty(), "axe-core found:\n{report}");
}
