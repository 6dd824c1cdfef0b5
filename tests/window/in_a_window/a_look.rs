//! From a photo to a look on a board, which is still there the next day.

use crate::catalogue::Catalogue;
use crate::page::Page;
use crate::stage::{Stage, checkout};

#[tokio::test]
async fn a_photo_leads_to_a_look_on_a_board_that_is_there_the_next_day() {
    let Some(stage) = Stage::with_demo() else { return };
    let catalogue = Catalogue::demo();
    let page = Page::open(&stage, "look").await;
    page.until_demo_is_there().await;

    // A photo of a dress, told apart from the piece by its size and its file.
    let worn = catalogue
        .first(|fact| fact("type") == "dresses" && fact("gender") == "women")
        .to_owned();
    let photo = stage.folder().join("seen at lunch.jpg");
    let picture = image::open(checkout().join("catalog").join(catalogue.fact(&worn, "image")));
    let small = picture.expect("the demo has the picture").thumbnail(300, 400);
    small.save(&photo).expect("the photo is written");
    page.drop_files(&[&photo]).await;
    let whole = page.results("near your photo").await;

    // Its upper part alone, framed by hand, finds other pieces; all of it finds the same again.
    page.click("photo-open").await;
    page.until_there("crop").await;
    page.hand("[data-testid=crop-photo]", (0.2, 0.1), (0.8, 0.45))
        .await;
    let part = page.changed_order(&whole).await;
    page.picture("0-part-of-the-photo").await;
    page.click("crop-whole").await;
    page.changed_order(&part).await;
    page.click("crop-done").await;
    page.until_gone("crop").await;

    page.search("black").await;
    let both = page.results("black” near your photo").await;
    page.mix(15).await;
    let mostly_words = page.changed_order(&both).await;
    page.mix(85).await;
    page.changed_order(&mostly_words).await;
    page.picture("1-photo-and-words").await;

    // A filter leaves pieces of one kind, and its chip takes it back.
    page.click("filter-type").await;
    page.until_there("facet-value").await;
    page.picture("2-filter").await;
    page.click_on("[data-testid=facet-value][data-value=Dresses]")
        .await;
    page.press("\u{e00c}").await;
    page.until("dresses only", || async {
        let cards = page.results("black” near your photo").await;
        let dresses = |card: &crate::page::Card| catalogue.fact(&card.id, "type") == "dresses";
        cards.iter().all(dresses).then_some(())
    })
    .await;
    page.picture("3-filtered").await;

    // A card that a finger rests on is picked up, and goes where it is told to.
    let carried = page.results("black” near your photo").await[1].clone();
    page.rest_on(&format!("[data-testid=card][data-product-id='{}']", carried.id))
        .await;
    page.until_there("board-sheet").await;
    page.picture("3b-picked-up").await;
    page.click("board-place").await;
    page.until_there("toast").await;
    page.click("toast-undo").await;
    page.until_gone("toast").await;

    // The piece, and what goes with it.
    page.click("card").await;
    page.until_there("look").await;
    let title = page.text("detail-title").await;
    page.until("pieces for the look", || async {
        (page.count("look-piece").await >= 3).then_some(())
    })
    .await;
    page.picture("4-look").await;
    page.click("look-hold").await;
    page.until_script(
        "the piece to be held",
        "return document.querySelector('[data-testid=look-hold]')?.ariaPressed === 'true'",
        vec![],
    )
    .await;
    let held = page.text("look-piece").await;
    page.click("look-shuffle").await;
    page.until_script(
        "the look to be shuffled",
        "return document.querySelector('[data-testid=look]')?.ariaBusy !== 'true'",
        vec![],
    )
    .await;
    assert_eq!(
        page.text("look-piece").await,
        held,
        "the piece that is held stays"
    );

    // Onto the favourites and a new board.
    page.click("detail-keep").await;
    page.click("detail-boards").await;
    page.fill("detail-board-name", "Autumn, in black").await;
    page.until_there("detail-board").await;
    page.picture("5-on-a-board").await;
    page.press("\u{e00c}").await;
    page.click("detail-close").await;
    page.click("nav-boards").await;
    page.until_says("pins", &title).await;
    page.fill("pin-note", "For the concert").await;
    page.picture("6-board").await;
    page.close().await;

    let page = Page::open(&stage, "look-again").await;
    page.until_demo_is_there().await;
    page.click("nav-boards").await;
    page.until_says("pins", &title).await;
    page.click_on("[data-testid=board-tab][data-value='Autumn, in black']")
        .await;
    let noted = "return document.querySelector('[data-testid=pin-note]')?.value === 'For the concert'";
    page.until_script("the note", noted, vec![]).await;
    page.picture("1-the-next-day").await;
    page.click_on("[data-testid=pin] .open").await;
    page.until_there("look").await;
    page.picture("2-opened-beside").await;
    page.click("detail-close").await;
    page.click("pin-remove").await;
    page.until_gone("pin").await;
    page.close().await;
}
