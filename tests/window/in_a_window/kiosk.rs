//! The window in a client's hands: nothing leads out but the PIN, and then all is the stylist's again.

use serde_json::{Value, json};

use crate::clientele::{self, AMELIE};
use crate::desktop;
use crate::page::Page;
use crate::screens::{PIN, hand_over};
use crate::stage::Stage;

/// What the engine or the window answers to a call that the page would not make by itself.
async fn called(page: &Page<'_>, command: &str, arguments: Value) -> String {
    let script = r#"
        const [command, given, done] = arguments;
        const channel = window.__TAURI_INTERNALS__.transformCallback(() => undefined);
        const all = command === "rpc" ? { ...given, onEvent: `__CHANNEL__:${channel}` } : given;
        window.__TAURI_INTERNALS__.invoke(command, all).then(
            (answer) => done("answered " + JSON.stringify(answer)),
            (error) => done(error.code ?? String(error)),
        );
    "#;
    let answer = page.run_async(script, vec![json!(command), arguments]).await;
    answer.as_str().unwrap_or_default().to_owned()
}

/// What of the window shows that the client still has it.
async fn is_theirs(page: &Page<'_>) -> bool {
    let script = r#"
        const there = (id) => document.querySelector(`[data-testid=${id}]`) !== null;
        return there("kiosk") && there("nav-back") && !there("nav-settings") && !there("nav-clients") && !there("commands") && !there("question");
    "#;
    page.run(script, vec![]).await == json!(true)
}

#[tokio::test]
async fn nothing_leads_out_of_a_clients_window_but_the_pin() {
    let Some(stage) = desktop::set() else { return };
    clientele::meet(&stage);
    let page = Page::open(&stage, "kiosk").await;
    page.until_demo_is_there().await;
    hand_over(&page, AMELIE).await;
    page.picture("greeting").await;
    page.click("kiosk-greeting").await;
    page.until_there("client-head").await;
    page.picture("deck").await;

    // Keys, the pointer, files and the window's own doors.
    for keys in [
        "\u{e00c}",
        "\u{e03b}",
        "\u{e009}k",
        "\u{e009}p",
        "\u{e009},",
        "\u{e009}4",
        "\u{e009}i",
        "\u{e00a}\u{e012}",
        "\u{e009}v",
        "?",
    ] {
        page.press(keys).await;
        assert!(is_theirs(&page).await, "{keys:?} leads nowhere");
    }
    page.run(
        "document.querySelector('[data-top]').dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }))",
        vec![],
    )
    .await;
    assert_eq!(page.count("menu").await, 0, "a right click offers nothing");
    let table = stage.folder().join("other.csv");
    std::fs::write(&table, "id,title\n1,Coat\n").unwrap();
    page.drop_files(&[&table]).await;
    assert!(is_theirs(&page).await, "a dropped table is not asked about");
    page.run("location.href = 'https://example.org/'", vec![]).await;
    assert!(desktop::ask_to_close(&stage) > 0, "the window is asked to close");
    // What is asked for comes before the next call of the page.
    page.run("return true", vec![]).await;
    assert!(is_theirs(&page).await, "it neither leaves its page nor closes");
    for (command, arguments) in [
        ("rpc", json!({ "cmd": "boards", "req": { "profile": AMELIE } })),
        (
            "rpc",
            json!({ "cmd": "taste", "req": { "profile": "Noor El Amrani" } }),
        ),
        (
            "rpc",
            json!({ "cmd": "backup", "req": { "file": "/tmp/all.zip" } }),
        ),
        ("choose_catalogue", json!({ "words": { "title": "Open" } })),
        ("toggle_full_screen", json!({})),
        ("print_page", json!({})),
    ] {
        assert_eq!(
            called(&page, command, arguments.clone()).await,
            "Kiosk",
            "{command} {arguments}"
        );
    }

    // What is theirs works.
    page.press("\u{e014}").await;
    page.click("nav-search").await;
    page.search("camel coat").await;
    page.results("camel coat").await;
    page.picture("search").await;
    page.click("nav-boards").await;
    page.until_there("kiosk-kept").await;
    page.picture("favourites").await;

    page.click("nav-back").await;
    page.fill("pin-typed", "1111").await;
    page.until_says("pin-said", "not the PIN").await;
    page.picture("wrong").await;
    page.fill("pin-typed", PIN).await;
    page.until_says("kiosk-visit", "1 card swiped").await;
    page.until_there("nav-settings").await;
    page.picture("back").await;
    let boards = called(
        &page,
        "rpc",
        json!({ "cmd": "boards", "req": { "profile": AMELIE } }),
    )
    .await;
    assert!(boards.starts_with("answered"), "{boards}");
    assert!(desktop::ask_to_close(&stage) > 0, "the same is asked again");
    page.until("the stylist's window to close", || async {
        let still = desktop::xdotool(&stage, &["search", "--onlyvisible", "--name", "StyleNova"]);
        (!still).then_some(())
    })
    .await;
    page.close().await;
}

#[tokio::test]
async fn a_window_that_was_closed_by_force_opens_in_the_clients_hands() {
    let Some(stage) = Stage::with_demo() else { return };
    clientele::meet(&stage);
    let page = Page::open(&stage, "kiosk-again").await;
    page.until_demo_is_there().await;
    hand_over(&page, AMELIE).await;
    page.close().await;
    let page = Page::open(&stage, "kiosk-again").await;
    page.until_there("nav-back").await;
    assert!(is_theirs(&page).await);
    page.picture("again").await;
    page.close().await;
}
