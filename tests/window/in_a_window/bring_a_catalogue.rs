//! A catalogue of one's own: dropped, watched, stopped, gone on with, and what was left out.

use std::fmt::Write as _;
use std::path::PathBuf;

use image::{Rgb, RgbImage};
use serde_json::json;

use crate::page::Page;
use crate::stage::Stage;

/// So many that a person, and this test, can stop the import before it ends.
const PIECES: u32 = 600;

/// Writes a catalogue of plain coloured cards and one picture that is none.
fn write_catalogue(stage: &Stage) -> PathBuf {
    let folder = stage.folder().join("spring");
    std::fs::create_dir_all(folder.join("pictures")).expect("a folder is made");
    let mut table = String::from("id,title,type,image,price\n");
    for piece in 0..PIECES {
        let name = format!("pictures/{piece}.png");
        writeln!(table, "s{piece},Card number {piece},Cards,{name},{}", 10 + piece).expect("text grows");
        let shade = |step: u32| u8::try_from(piece * step % 256).expect("below 256");
        let card = RgbImage::from_fn(90, 120, |x, y| {
            Rgb([shade(3), shade(7), if x > y { 90 } else { 200 }])
        });
        card.save(folder.join(&name)).expect("a picture is written");
    }
    std::fs::write(folder.join("pictures/0.png"), "not a picture at all").expect("a file is written");
    let file = folder.join("spring.csv");
    std::fs::write(&file, table).expect("the table is written");
    file
}

#[tokio::test]
async fn an_import_shows_its_progress_can_be_stopped_and_goes_on() {
    let Some(stage) = Stage::with_demo() else { return };
    let catalogue = write_catalogue(&stage);
    let page = Page::open(&stage, "import").await;
    page.until_demo_is_there().await;

    page.drop_files(&[&catalogue]).await;
    page.until_there("import-sheet").await;
    page.picture("1-sheet").await;
    page.click("import-confirm").await;
    page.until_there("import-progress").await;
    let embedding =
        "return document.querySelector('[data-testid=import-progress]')?.dataset.step === 'embedding'";
    page.until_script("the pictures to be looked at", embedding, vec![])
        .await;
    page.picture("2-progress").await;

    page.click("import-cancel").await;
    page.until_there("import-summary").await;
    page.picture("3-stopped").await;
    assert_eq!(
        outcome(&page).await,
        "stopped",
        "stopping ended the import before its end"
    );

    page.click("import-resume").await;
    let done = "return document.querySelector('[data-testid=import-summary]')?.dataset.outcome === 'done'";
    page.until_script("the import to go on to its end", done, vec![])
        .await;
    page.until_there("left-out").await;
    page.picture("4-done").await;
    assert!(
        page.text("left-out").await.contains("0.png"),
        "the file that is no picture is named"
    );

    page.click("nav-search").await;
    page.search("card number 599").await;
    page.results("card number 599").await;
    page.picture("5-found").await;
    let total = page.run(
        "return Number(document.querySelector('[data-testid=result-count]').dataset.total)",
        vec![],
    );
    assert!(
        total.await.as_u64() >= Some(u64::from(PIECES) - 1),
        "every piece of the new catalogue can be found"
    );
    page.close().await;
}

async fn outcome(page: &Page<'_>) -> String {
    let script = "return document.querySelector('[data-testid=import-summary]').dataset.outcome";
    page.until_script("the end of the import", script, vec![json!(null)])
        .await
        .as_str()
        .unwrap_or_default()
        .to_owned()
}
