//! What a stylist changes with their own hand: pieces that are not shown or shown first, a look that is kept, a board and a client
//! with other names, and what was seen in a picture.

use std::fmt::Write as _;

use serde_json::json;

use crate::page::Page;
use crate::screens::leave;
use crate::stage::{Stage, checkout};
use crate::{axe, clientele};

/// Opens the menu of the first piece in sight.
const MENU: &str = "const card = document.querySelector('[data-testid=card]'); const { x, y } = card.getBoundingClientRect();
    card.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: x + 60, clientY: y + 60 }));
    return card.dataset.productId";

async fn first_piece(page: &Page<'_>) -> String {
    let id = page
        .run(
            "return document.querySelector('[data-testid=card]')?.dataset.productId ?? ''",
            vec![],
        )
        .await;
    id.as_str().unwrap_or_default().to_owned()
}

/// Takes a picture of what is shown and notes what axe-core has against it.
async fn look_at(page: &Page<'_>, step: &str, report: &mut String) {
    page.picture(step).await;
    for line in axe::violations(page.client()).await {
        let _ = writeln!(report, "{step}: {line}");
    }
}

#[tokio::test]
async fn a_stylist_hides_puts_first_keeps_renames_and_corrects() {
    let Some(stage) = Stage::with_demo() else { return };
    clientele::meet(&stage);
    let page = Page::open(&stage, "by-hand").await;
    page.until_demo_is_there().await;
    axe::bring(page.client()).await;
    let mut report = String::new();

    page.click("nav-search").await;
    page.search("camel coat").await;
    page.results("camel coat").await;
    let coat = page.run(MENU, vec![]).await;
    let coat = coat.as_str().expect("a piece").to_owned();
    page.until_there("menu-hide").await;
    look_at(&page, "1-menu", &mut report).await;
    page.click("menu-hide").await;
    page.until("another piece in its place", || async {
        (first_piece(&page).await != coat).then_some(())
    })
    .await;
    page.run(MENU, vec![]).await;
    page.click("menu-first").await;

    page.click("nav-catalogue").await;
    page.until("both on the list", || async {
        (page.count("chosen-piece").await == 2).then_some(())
    })
    .await;
    page.run(
        "document.querySelector('[data-testid=chosen-pieces]').scrollIntoView()",
        vec![],
    )
    .await;
    look_at(&page, "2-chosen", &mut report).await;
    page.click_on(&format!("[data-product-id='{coat}'] [data-testid=chosen-undo]"))
        .await;
    page.until("one on the list", || async {
        (page.count("chosen-piece").await == 1).then_some(())
    })
    .await;

    page.click("nav-search").await;
    page.search("evening gown").await;
    page.results("evening gown").await;
    page.click("card").await;
    page.until_there("look-keep").await;
    page.click("look-keep").await;
    page.until_there("look-name").await;
    look_at(&page, "3-look", &mut report).await;
    page.fill("look-name", "For the opera").await;
    page.until_there("toast-undo").await;
    leave(&page).await;
    page.click("nav-boards").await;
    page.until_script(
        "the look among the boards",
        "return [...document.querySelectorAll('[data-testid=board-tab]')].some((tab) => tab.textContent.includes('For the opera'))",
        vec![],
    )
    .await;
    page.run(
        "[...document.querySelectorAll('[data-testid=board-tab]')].find((tab) => tab.textContent.includes('For the opera')).click()",
        vec![],
    )
    .await;
    page.until_there("board-total").await;
    page.click("board-rename").await;
    page.until_there("board-newname").await;
    look_at(&page, "4-rename", &mut report).await;
    page.fill("board-newname", "For La Scala").await;
    page.until_script(
        "its new name",
        "return document.querySelector('[data-testid=board-tab][aria-pressed=true]')?.textContent.includes('For La Scala')",
        vec![],
    )
    .await;

    page.click("nav-clients").await;
    let noor = format!("[data-name='{}'] [data-testid=client-rename]", clientele::NOOR);
    page.click_on(&noor).await;
    page.until_there("client-newname").await;
    look_at(&page, "5-client", &mut report).await;
    page.fill("client-newname", "Noor Haddad").await;
    page.until_script(
        "her new name",
        "return document.querySelector(\"[data-name='Noor Haddad']\") !== null",
        vec![],
    )
    .await;

    // A shop that says neither kinds nor colours, so that they are seen in the pictures.
    let images = checkout().join("catalog").join("images");
    let table = stage.folder().join("bare.csv");
    let rows: Vec<String> = ["sn-0120", "sn-0134", "sn-0027"]
        .iter()
        .map(|id| format!("{id},Piece {id},{}", images.join(format!("{id}.jpg")).display()))
        .collect();
    std::fs::write(&table, format!("id,title,image\n{}\n", rows.join("\n"))).expect("the table is written");
    page.drop_files(&[&table]).await;
    page.until_there("import-sheet").await;
    page.click("import-confirm").await;
    page.until_script(
        "three pieces",
        "return document.querySelector('[data-testid=import-summary]') !== null",
        vec![],
    )
    .await;
    page.click("nav-search").await;
    page.search("").await;
    page.click("card").await;
    page.until_there("correct").await;
    page.click("correct").await;
    page.until_there("correct-value").await;
    look_at(&page, "6-correct", &mut report).await;
    page.fill("correct-value", "Rust, Navy").await;
    page.until_script(
        "what is true",
        "return document.querySelector('[data-testid=detail-facts]')?.textContent.includes(arguments[0])",
        vec![json!("Rust")],
    )
    .await;
    page.close().await;
    assert!(report.is_empty(), "axe-core found:\n{report}");
}
