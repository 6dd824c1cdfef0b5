//! Light and dark.

use crate::page::Page;
use crate::stage::Stage;

/// How bright the page's background and its text are, from 0 to 255.
async fn brightness(page: &Page<'_>) -> (f64, f64) {
    let script = r#"
        const bright = (colour) => {
            const canvas = document.createElement("canvas").getContext("2d");
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
            const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
            return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        };
        const style = getComputedStyle(document.body);
        return [bright(style.backgroundColor), bright(style.color)];
    "#;
    let pair = page.run(script, vec![]).await;
    (
        pair[0].as_f64().expect("a number"),
        pair[1].as_f64().expect("a number"),
    )
}

#[tokio::test]
async fn the_page_turns_dark_and_light_again() {
    let Some(stage) = Stage::set() else { return };
    let page = Page::open(&stage, "themes").await;
    page.until_demo_is_there().await;
    for (theme, is_dark) in [("dark", true), ("light", false)] {
        page.click("nav-settings").await;
        page.click(&format!("theme-{theme}")).await;
        page.until(&format!("the {theme} theme"), || async {
            let (paper, ink) = brightness(&page).await;
            (if is_dark {
                paper < 60.0 && ink > 180.0
            } else {
                paper > 220.0 && ink < 80.0
            })
            .then_some(())
        })
        .await;
        page.picture(&format!("{theme}-settings")).await;
        page.click("nav-search").await;
        page.picture(&format!("{theme}-search")).await;
        page.click("nav-catalogue").await;
        page.until_there("library-facts").await;
        page.picture(&format!("{theme}-catalogue")).await;
    }
    page.close().await;
}
