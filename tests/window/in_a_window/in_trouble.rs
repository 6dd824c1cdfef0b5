//! What cannot be done is said where it was asked for, and what is left works.

use crate::page::Page;
use crate::stage::Stage;

#[tokio::test]
async fn a_broken_photo_is_refused_and_the_pieces_stay() {
    let Some(stage) = Stage::with_demo() else { return };
    let page = Page::open(&stage, "broken-photo").await;
    page.until_demo_is_there().await;
    page.search("linen shirt").await;
    page.results("linen shirt").await;

    let photo = stage.folder().join("holiday.jpg");
    std::fs::write(&photo, "not a picture at all").expect("a file is written");
    page.drop_files(&[&photo]).await;
    page.until_says("error", "This photo cannot be read").await;
    page.until_gone("photo-chip").await;
    page.results("linen shirt").await;
    page.picture("1-said").await;
    assert_eq!(
        page.attribute("error", "data-code").await,
        "PhotoUnreadable",
        "what went wrong is named"
    );
    page.click_on("[data-testid=error] .icon-button").await;
    page.until_gone("error").await;
    page.close().await;
}

#[tokio::test]
async fn without_a_model_words_still_find_pieces_and_the_page_says_so() {
    let Some(stage) = Stage::with_demo() else { return };
    let stage = stage.without_models();
    let page = Page::open(&stage, "no-model").await;
    page.until_there("card").await;
    page.search("linen shirt").await;
    page.results("linen shirt").await;
    page.until_there("banner").await;
    page.picture("1-words-only").await;
    page.click("nav-settings").await;
    page.until_there("models").await;
    page.until_count("model", 0).await;
    page.picture("2-settings").await;
    page.click("nav-discover").await;
    page.until_there("deck-card").await;
    page.picture("3-deck").await;
    page.close().await;
}

#[tokio::test]
async fn what_a_crash_left_behind_is_offered_once_and_can_be_read() {
    let Some(stage) = Stage::with_demo() else { return };
    std::fs::write(
        stage.library().join("crash.txt"),
        "thread 'main' panicked at the seam",
    )
    .expect("a report is written");
    let page = Page::open(&stage, "crash").await;
    page.until_demo_is_there().await;
    page.until_there("crash-note").await;
    page.picture("1-note").await;
    page.click("crash-show").await;
    page.until_says("crash-sheet", "panicked at the seam").await;
    page.picture("2-report").await;
    page.click("crash-sheet-close").await;
    page.click("crash-dismiss").await;
    page.until_gone("crash-note").await;
    page.close().await;

    let page = Page::open(&stage, "crash-again").await;
    page.until_demo_is_there().await;
    assert_eq!(page.count("crash-note").await, 0, "what was put away stays away");
    page.close().await;
}
