//! A lookbook goes out and comes back: written in the window, opened in a browser, answered there by clicks, and its code
//! pasted in the window again.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use nova_engine::{Engine, HistoryRequest, OpenOptions};
use serde_json::json;

use crate::axe;
use crate::clientele::{self, AMELIE};
use crate::desktop;
use crate::page::{Page, free_port};
use crate::screens::show;
use crate::stage::{Stage, screenshots, skip};
use xtask::processes::is_installed;

#[tokio::test]
async fn a_board_is_printed_from_its_menu_with_the_shops_name() {
    let Some(stage) = desktop::set() else { return };
    clientele::meet(&stage);
    let page = Page::open(&stage, "print").await;
    page.until_demo_is_there().await;
    show(&page, &stage, "settings").await;
    page.fill("shop-name", "Maison Odile").await;
    show(&page, &stage, "boards").await;
    for (entry, name) in [
        ("menu-print-lookbook", "book.pdf"),
        ("menu-print-tags", "tags.pdf"),
        ("menu-print-list", "list.pdf"),
    ] {
        let file = stage.folder().join(name);
        page.click("board-print").await;
        page.click(entry).await;
        desktop::answer(&page, &stage, "Save pages to print", Some(&file)).await;
        page.until_says("written", name).await;
        let written = std::fs::read(&file).expect("it was written");
        assert!(written.starts_with(b"%PDF-1.7"), "{name}");
    }
    page.picture("printed").await;
    page.close().await;
}

/// Chromium beside the window: a client's browser is another one than the web view.
async fn browser(stage: &Stage) -> (Client, xtask::processes::Guarded) {
    let port = free_port();
    let mut driver = Command::new("chromedriver");
    let driver = stage.start("browser", driver.arg(format!("--port={port}")));
    // Root, as in a container, has no sandbox; /dev/shm may be too small there.
    let arguments = json!(["--headless=new", "--no-sandbox", "--disable-dev-shm-usage"]);
    let mut wishes = serde_json::Map::new();
    wishes.insert("goog:chromeOptions".to_owned(), json!({ "args": arguments }));
    let deadline = Instant::now() + Duration::from_secs(120);
    loop {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(wishes.clone());
        match builder.connect(&format!("http://127.0.0.1:{port}")).await {
            Ok(client) => return (client, driver),
            Err(_) if Instant::now() < deadline => tokio::time::sleep(Duration::from_millis(50)).await,
            Err(error) => panic!("no browser: {error}\n{}", stage.printed("browser")),
        }
    }
}

/// How many swipes of Amélie's there are.
fn swipes(stage: &Stage) -> usize {
    let engine = Engine::open(OpenOptions {
        library: Some(stage.library()),
        ..OpenOptions::default()
    });
    let request = HistoryRequest {
        profile: Some(AMELIE.to_owned()),
        ..HistoryRequest::default()
    };
    engine.unwrap().history(&request).unwrap().total
}

/// Clicks on what a selector finds.
async fn click(browser: &Client, selector: &str) {
    let found = browser.find(Locator::Css(selector)).await;
    found.expect(selector).click().await.expect(selector);
}

/// Opens a lookbook, takes pictures of it on a telephone and a laptop, and sees whether everybody can use it.
async fn seen(browser: &Client, file: &Path, language: &str) {
    browser.goto(&format!("file://{}", file.display())).await.unwrap();
    axe::bring(browser).await;
    for (name, width, height) in [("laptop", 1366, 768), ("telephone", 390, 844)] {
        browser.set_window_rect(0, 0, width, height).await.unwrap();
        assert_eq!(
            axe::violations(browser).await,
            Vec::<String>::new(),
            "in {language} on a {name}"
        );
        for (part, script) in [
            ("cover", "scrollTo(0, 0)"),
            ("piece", "document.querySelector('.piece').scrollIntoView()"),
            ("back", "document.querySelector('.back').scrollIntoView()"),
        ] {
            browser.execute(script, vec![]).await.unwrap();
            let picture = browser.screenshot().await.unwrap();
            let file = format!("lookbook-{language}-{name}-{part}.png");
            std::fs::write(screenshots().join("window").join(file), picture).unwrap();
        }
    }
}

/// Writes a lookbook of two boards in a language, through the window's own sheet.
async fn of_two_boards(page: &Page<'_>, stage: &Stage, language: &str, dialog: &str) -> PathBuf {
    show(page, stage, "settings").await;
    page.click(&format!("language-{language}")).await;
    show(page, stage, "several").await;
    // All that are offered.
    let unticked = "const box = document.querySelector('[data-testid=several-board]:not(:checked)'); box?.click(); return !box";
    page.until_script("all boards to be chosen", unticked, vec![])
        .await;
    let file = stage.folder().join(format!("{language}.html"));
    page.click("several-page").await;
    desktop::answer(page, stage, dialog, Some(&file)).await;
    page.until_says("written", &format!("{language}.html")).await;
    file
}

#[tokio::test]
async fn a_lookbook_of_several_boards_is_read_in_french_and_in_arabic() {
    let Some(stage) = desktop::set() else { return };
    if !is_installed("chromedriver") {
        skip::<()>("chromedriver is not installed (Debian package chromium-driver)");
        return;
    }
    clientele::meet(&stage);
    let page = Page::open(&stage, "lookbooks").await;
    page.until_demo_is_there().await;
    let (browser, _driver) = browser(&stage).await;
    for (language, dialog) in [("fr", "Partager une planche"), ("ar", "مشاركة لوحة")] {
        let file = of_two_boards(&page, &stage, language, dialog).await;
        let direction = if language == "ar" { "rtl" } else { "ltr" };
        let written = std::fs::read_to_string(&file).unwrap();
        assert!(written.contains(&format!("dir=\"{direction}\"")), "{language}");
        assert!(
            written.matches("class=\"part\"").count() >= 2,
            "each board is a part"
        );
        seen(&browser, &file, language).await;
    }
    browser.close().await.unwrap();
    page.close().await;
}

#[tokio::test]
async fn a_lookbook_is_answered_in_a_browser_and_taken_in() {
    let Some(stage) = desktop::set() else { return };
    if !is_installed("chromedriver") {
        skip::<()>("chromedriver is not installed (Debian package chromium-driver)");
        return;
    }
    clientele::meet(&stage);
    let page = Page::open(&stage, "lookbook").await;
    page.until_demo_is_there().await;
    show(&page, &stage, "boards").await;
    let file = stage.folder().join("opening.html");
    page.click("board-share").await;
    desktop::answer(&page, &stage, "Share a board", Some(&file)).await;
    page.until_there("written").await;
    page.picture("written").await;

    let (browser, _driver) = browser(&stage).await;
    seen(&browser, &file, "en").await;
    click(&browser, ".piece:nth-child(1) button[value=love]").await;
    click(&browser, ".piece:nth-child(2) button[value=no]").await;
    click(&browser, ".piece:nth-child(3) button[value=no]").await;
    click(&browser, ".piece:nth-child(3) button[value=no]").await;
    let word = browser
        .find(Locator::Css(".piece:nth-child(1) .word"))
        .await
        .unwrap();
    word.send_keys("in a darker cream?").await.unwrap();
    let foreign = browser
        .execute("return performance.getEntriesByType('resource').filter(({ name }) => !name.startsWith('data:')).length", vec![])
        .await
        .unwrap();
    assert_eq!(foreign, json!(0), "it asks nothing of anybody");
    click(&browser, ".copy").await;
    let code = browser
        .execute("return document.querySelector('.code').value", vec![])
        .await
        .unwrap();
    let code = code.as_str().unwrap().to_owned();
    assert!(code.starts_with("SN1."), "{code}");
    browser.close().await.unwrap();

    let before = swipes(&stage);
    page.click("board-reactions").await;
    page.fill("reactions-code", &code).await;
    page.click("reactions-yes").await;
    page.until_says("reactions-came", "1 loved · 1 not for them · 1 note")
        .await;
    page.picture("came").await;
    assert_eq!(swipes(&stage), before + 2, "{AMELIE} is known better");
    page.close().await;
}
