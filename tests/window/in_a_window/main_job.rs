//! The main job, from an empty library to a piece and its look-alikes.

use std::path::PathBuf;

use nova_engine::{Engine, OpenOptions};

use crate::catalogue::Catalogue;
use crate::page::{Card, Page};
use crate::stage::{Stage, checkout};

/// How many of the first ten cards have a piece of this type.
fn of_type(catalogue: &Catalogue, cards: &[Card], part: &str) -> usize {
    cards
        .iter()
        .take(10)
        .filter(|card| catalogue.fact(&card.id, "type").contains(part))
        .count()
}

/// A photo that is not in the library: the picture of a piece, smaller, mirrored and saved anew.
fn photo_of(stage: &Stage, catalogue: &Catalogue, id: &str, name: &str) -> PathBuf {
    let file = checkout().join("catalog").join(catalogue.fact(id, "image"));
    let picture = image::open(&file).expect("the demo catalogue has the picture");
    let photo = stage.folder().join(name);
    picture
        .thumbnail(300, 400)
        .fliph()
        .save(&photo)
        .expect("the photo is written");
    photo
}

#[tokio::test]
async fn words_a_photo_the_slider_and_a_piece_lead_to_the_right_garments() {
    let Some(stage) = Stage::set() else { return };
    let catalogue = Catalogue::demo();
    let page = Page::open(&stage, "main-job").await;

    let pieces = page.until_demo_is_there().await;
    assert_eq!(
        pieces,
        catalogue.len() as u64,
        "the whole demo catalogue came into the empty library"
    );
    page.picture("1-demo").await;

    page.search("summer dress").await;
    let dresses = page.results("summer dress").await;
    page.picture("2-words").await;
    let found = of_type(&catalogue, &dresses, "dress");
    assert!(
        found >= 6,
        "of the first ten pieces for “summer dress”, {found} are dresses: {dresses:?}"
    );
    page.search("blue jeans").await;
    let jeans = page.results("blue jeans").await;
    let found = of_type(&catalogue, &jeans, "jeans");
    assert!(
        found >= 4,
        "of the first ten pieces for “blue jeans”, {found} are jeans: {jeans:?}"
    );
    let blue = jeans
        .iter()
        .take(4)
        .filter(|card| catalogue.fact(&card.id, "colours").contains("blue"))
        .count();
    assert!(blue >= 2, "of the first four, {blue} are blue");

    page.search("leather handbag").await;
    let bags = page.results("leather handbag").await;
    let found = of_type(&catalogue, &bags, "bag") + of_type(&catalogue, &bags, "tote");
    assert!(
        found >= 8,
        "of the first ten pieces for “leather handbag”, {found} are bags: {bags:?}"
    );

    // The words stay, and the photo comes beside them.
    let worn = catalogue.first(|fact| fact("type").contains("dress")).to_owned();
    let photo = photo_of(&stage, &catalogue, &worn, "found on the street.jpg");
    page.drop_files(&[&photo]).await;
    page.until_there("photo-chip").await;
    page.results("leather handbag” near your photo").await;
    page.picture("3-words-and-photo").await;

    page.mix(0).await;
    // All the way to the words, the photo counts for nothing.
    page.until_order(&bags).await;
    page.mix(100).await;
    let by_photo = page.changed_order(&bags).await;
    page.picture("4-slider-at-photo").await;
    assert_eq!(
        by_photo[0].id, worn,
        "all the way to the photo, the piece on it comes first"
    );
    let found = of_type(&catalogue, &by_photo, "dress");
    assert!(
        found >= 6,
        "of the first ten look-alikes of a dress, {found} are dresses: {by_photo:?}"
    );
    page.mix(50).await;
    let between = page.changed_order(&by_photo).await;
    assert_ne!(between, bags, "in the middle both count");

    page.search("").await;
    let alike = page.results("near your photo").await;
    page.picture("5-photo").await;
    page.until_gone("mix-slider").await;
    assert_eq!(alike[0].id, worn, "a photo alone finds the piece it shows");

    page.click("card").await;
    assert!(
        !page.text("detail-title").await.is_empty(),
        "an opened piece has its title"
    );
    page.until_there("similar-card").await;
    page.picture("6-detail").await;
    let first = page.text("detail-title").await;
    page.click("similar-card").await;
    page.until("another piece", || async {
        let title = page.text("detail-title").await;
        (!title.is_empty() && title != first).then_some(())
    })
    .await;
    page.until_there("similar-card").await;
    page.picture("7-similar").await;
    page.close().await;
}

#[tokio::test]
async fn a_library_in_use_is_said_and_can_be_tried_again() {
    let Some(stage) = Stage::with_demo() else { return };
    // No window, which would come to the front, but a program as in a terminal.
    let holder = Engine::open(OpenOptions {
        library: Some(stage.library()),
        write: true,
        ..OpenOptions::default()
    })
    .expect("the library is free");

    let page = Page::open(&stage, "in-use").await;
    let said = page.text("error").await;
    page.picture("1-said").await;
    assert!(
        said.contains("Another StyleNova is using the library"),
        "the page says who has the library: {said}"
    );
    drop(holder);
    page.click("retry").await;
    page.until_demo_is_there().await;
    page.picture("2-tried-again").await;
    page.close().await;
}
