//! What leaves the library because somebody asked for it: a client as a file, a board as a page, by the dialog of the system.

use std::path::Path;

use crate::page::Page;
use crate::stage::Stage;
use crate::{clientele, desktop};

/// Presses a button that opens a dialog to save, and names the file in it.
async fn save(page: &Page<'_>, stage: &Stage, button: &str, title: &str, file: &Path) {
    page.click_on(button).await;
    desktop::answer(page, stage, title, Some(file)).await;
    page.until_says("written", &file.display().to_string()).await;
}

#[tokio::test]
async fn a_client_and_a_board_are_written_where_the_dialog_says() {
    let Some(stage) = desktop::set() else { return };
    clientele::meet(&stage);
    let page = Page::open(&stage, "handed-over").await;
    page.until_demo_is_there().await;

    page.click("nav-clients").await;
    let client = stage.folder().join("amelie.json");
    let export = "[data-name='Amélie Moreau'] [data-testid=client-export]";
    save(&page, &stage, export, "Save a client", &client).await;
    page.picture("1-client").await;
    let written = std::fs::read_to_string(&client).expect("the file was written");
    assert!(written.contains("Amélie Moreau"), "it holds the client");

    page.click_on("[data-name='Amélie Moreau'] [data-testid=client-choose]")
        .await;
    page.until_there("deck-card").await;
    page.click("nav-boards").await;
    page.until_there("pin").await;
    page.click_on("[data-testid=board-tab][data-value='Opening night']")
        .await;
    // Whoever leaves the ending out still gets a page that a browser opens.
    let board = stage.folder().join("opening night.html");
    page.click("board-share").await;
    desktop::answer(&page, &stage, "Share a board", Some(&board.with_extension(""))).await;
    page.until_says("written", "opening night.html").await;
    page.picture("2-board").await;
    let written = std::fs::read_to_string(&board).expect("the page was written");
    assert_eq!(
        written.matches("<article class=\"piece\">").count(),
        6,
        "with every piece of the board that can be had; one of the seven is sold out"
    );
    page.close().await;
}
