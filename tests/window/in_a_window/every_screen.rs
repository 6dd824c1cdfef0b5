//! Every screen, light and dark, in a small window and a large one, and some of them in French and Arabic: a picture of each,
//! and that it can be used by everybody, as far as a program can tell (axe-core, the rules of WCAG 2.2 AA).

use std::fmt::Write as _;

use crate::page::Page;
use crate::screens::{SCREENS, SPOKEN, show};
use crate::stage::Stage;
use crate::{axe, clientele, stage};

const SIZES: [(u32, u32); 2] = [(1024, 700), (1600, 1000)];
/// Further languages, each in a theme.
const LANGUAGES: [(&str, &str); 2] = [("fr", "light"), ("ar", "dark")];

#[tokio::test]
async fn every_screen_can_be_used_by_everybody_in_both_themes_and_sizes() {
    let Some(stage) = Stage::with_demo() else { return };
    clientele::meet(&stage);
    let page = Page::open(&stage, "screens").await;
    page.until_demo_is_there().await;
    axe::bring(page.client()).await;
    let mut report = String::new();
    for (width, height) in SIZES {
        page.resize(width, height).await;
        for theme in ["light", "dark"] {
            show(&page, &stage, "settings").await;
            page.click(&format!("theme-{theme}")).await;
            for screen in SCREENS {
                let name = format!("{width}x{height}/{screen}-{theme}");
                look_at(&page, &stage, screen, &name, &mut report).await;
            }
        }
    }
    let (width, height) = SIZES[1];
    for (language, theme) in LANGUAGES {
        show(&page, &stage, "settings").await;
        page.click(&format!("theme-{theme}")).await;
        page.click(&format!("language-{language}")).await;
        for screen in SPOKEN {
            let name = format!("{width}x{height}/{screen}-{language}");
            look_at(&page, &stage, screen, &name, &mut report).await;
        }
    }
    page.close().await;
    std::fs::write(stage::screenshots().join("axe.txt"), &report).expect("the report is written");
    assert!(report.is_empty(), "axe-core found:\n{report}");
}

/// Goes to a screen, takes its picture, and writes down what axe-core finds on it.
async fn look_at(page: &Page<'_>, stage: &Stage, screen: &str, name: &str, report: &mut String) {
    show(page, stage, screen).await;
    page.shot(name).await;
    for line in axe::violations(page.client()).await {
        let _ = writeln!(report, "{name}: {line}");
    }
}
