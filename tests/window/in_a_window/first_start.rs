//! From the first start of all to the first like, in one go, and what that leaves on the disk.

use crate::page::Page;
use crate::stage::Stage;

#[tokio::test]
async fn the_first_start_leads_to_a_first_like_that_is_there_the_next_day() {
    let Some(stage) = Stage::set() else { return };
    let page = Page::open(&stage, "first-start").await;
    page.until_there("welcome").await;
    page.until_demo_is_there().await;
    page.until_script(
        "every place of the welcome to have its picture",
        "return document.querySelectorAll('[data-testid=welcome] .blank').length === 0",
        vec![],
    )
    .await;
    page.picture("1-welcome").await;
    page.click("welcome-look").await;
    page.until_gone("welcome").await;

    page.click("nav-discover").await;
    page.until_there("deck-card").await;
    page.until_says("client-head", "Nothing swiped yet").await;
    page.click("deck-like").await;
    page.until_says("client-head", "1 swipe").await;
    page.picture("2-first-like").await;

    // A larger page is kept as well, and everything of it can still be reached.
    page.press("\u{e009}=").await;
    page.press("\u{e009}=").await;
    page.until_says("toast", "125").await;
    page.picture("3-larger").await;
    page.close().await;

    let page = Page::open(&stage, "second-start").await;
    page.until_demo_is_there().await;
    page.click("nav-discover").await;
    page.until_says("client-head", "1 swipe").await;
    let larger = "return devicePixelRatio > 1.2 || innerWidth < outerWidth / 1.2";
    page.until_script("the page to be as large as it was", larger, vec![])
        .await;
    page.picture("1-the-next-day").await;
    page.press("\u{e009}0").await;
    page.until_says("toast", "100").await;
    page.close().await;
    assert!(
        stage.library().join("webview").is_dir(),
        "what the web view keeps is in the library"
    );
}
