//! Light and dark, and the languages.

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
    let Some(stage) = Stage::with_demo() else { return };
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

#[tokio::test]
async fn another_language_turns_the_page_and_is_spoken_again_after_a_restart() {
    let Some(stage) = Stage::with_demo() else { return };
    let page = Page::open(&stage, "languages").await;
    page.until_demo_is_there().await;
    page.click("nav-settings").await;
    page.click("theme-dark").await;
    for (language, direction, place) in [
        ("fr", "ltr", "Recherche"),
        ("de", "ltr", "Suche"),
        ("es", "ltr", "Buscar"),
        ("zh", "ltr", "搜索"),
        ("ar", "rtl", "بحث"),
    ] {
        page.click("nav-settings").await;
        page.click(&format!("language-{language}")).await;
        page.until_says("nav-search", place).await;
        let turned = format!("return document.documentElement.dir === '{direction}'");
        page.until_script("the lines to run their way", &turned, vec![])
            .await;
        page.picture(&format!("{language}-settings")).await;
        page.click("nav-search").await;
        page.picture(&format!("{language}-search")).await;
        page.click("nav-discover").await;
        page.until_there("deck-card").await;
        page.picture(&format!("{language}-discover")).await;
    }
    page.close().await;

    let page = Page::open(&stage, "languages-again").await;
    page.until_demo_is_there().await;
    page.until_says("nav-search", "بحث").await;
    let (paper, _) = brightness(&page).await;
    assert!(paper < 60.0, "the theme is kept as well");
    page.picture("1-kept").await;
    page.close().await;
}
