//! Every screen of the page, and the way to each from any other.

use serde_json::json;

use crate::clientele;
use crate::page::Page;
use crate::stage::{Stage, checkout};

/// The screens, in the order of the gallery.
pub const SCREENS: [&str; 38] = [
    "search",
    "results",
    "crop",
    "filter",
    "pick-up",
    "piece",
    "zoom",
    "look",
    "sold-out",
    "recolour",
    "nothing",
    "discover",
    "guest",
    "quiz",
    "quiz-colours",
    "taste",
    "insights",
    "insights-shop",
    "map",
    "map-list",
    "boards",
    "several",
    "reactions",
    "clients",
    "file",
    "own-look",
    "erase",
    "pin",
    "kiosk-greeting",
    "kiosk",
    "kiosk-back",
    "catalogue",
    "import",
    "settings",
    "error",
    "palette",
    "keys",
    "licences",
];

/// Those that are looked at in further languages as well: what clients see, and what is written for them.
pub const SPOKEN: [&str; 10] = [
    "boards",
    "several",
    "reactions",
    "clients",
    "file",
    "own-look",
    "pin",
    "kiosk-greeting",
    "kiosk",
    "catalogue",
];

/// The PIN by which the stylist takes the window back.
pub const PIN: &str = "2580";

/// Hands the window to a client, who is greeted.
pub async fn hand_over(page: &Page<'_>, name: &str) {
    client(page, name).await;
    page.click("nav-clients").await;
    page.click("client-hand").await;
    page.until_there("pin").await;
    if page.count("pin-typed").await > 0 {
        page.fill("pin-typed", PIN).await;
        page.fill("pin-again", PIN).await;
    } else {
        page.click("pin-yes").await;
    }
    page.until_there("kiosk-greeting").await;
}

/// Takes the window back from a client, where one has it.
async fn take_back(page: &Page<'_>) {
    if page.count("kiosk-greeting").await > 0 {
        page.click("kiosk-greeting").await;
    }
    if page.count("nav-back").await == 0 {
        return;
    }
    page.click("nav-back").await;
    page.fill("pin-typed", PIN).await;
    page.click("kiosk-visit-dismiss").await;
}

/// Goes to a screen of [`SCREENS`] and waits until it is there.
pub async fn show(page: &Page<'_>, stage: &Stage, screen: &str) {
    leave(page).await;
    take_back(page).await;
    match screen {
        "search" => browse(page, "", "the collection").await,
        "results" => with_photo(page, stage).await,
        "filter" => {
            browse(page, "an evening out", "an evening out").await;
            page.click("filter-colour").await;
            page.until_there("facet-value").await;
        }
        "crop" => {
            with_photo(page, stage).await;
            page.click("photo-open").await;
            page.until_there("crop").await;
        }
        "pick-up" => {
            browse(page, "camel coat", "camel coat").await;
            page.rest_on("[data-testid=card]").await;
            page.until_there("board-sheet").await;
        }
        "piece" => open_piece(page).await,
        "zoom" => {
            open_piece(page).await;
            page.click("detail-zoom").await;
            page.until_there("zoom").await;
        }
        "look" => {
            open_piece(page).await;
            page.until("pieces for the look", || async {
                (page.count("look-piece").await >= 3).then_some(())
            })
            .await;
            page.run(
                "document.querySelector('[data-testid=look]').scrollIntoView({ block: 'start' })",
                vec![],
            )
            .await;
        }
        "sold-out" => {
            browse(page, "blue denim shirt", "blue denim shirt").await;
            page.click_on("[data-testid=card]:has([data-testid=card-instead])")
                .await;
            page.until_there("instead").await;
        }
        "recolour" => {
            open_piece(page).await;
            page.click("recolour").await;
            page.until_there("recolour-colour").await;
        }
        "nothing" => {
            page.click("nav-boards").await;
            page.click_on("[data-testid=board-tab]").await;
            client(page, "Jonas Lindqvist").await;
            page.click("nav-boards").await;
            page.until_there("empty").await;
        }
        "discover" => client(page, clientele::AMELIE).await,
        "guest" => client(page, "guest").await,
        "quiz" => quiz(page).await,
        "quiz-colours" => {
            quiz(page).await;
            page.click("quiz-next").await;
            page.until_script(
                "the second question",
                "return document.querySelector('[data-testid=quiz-progress]')?.ariaValueNow === '2'",
                vec![],
            )
            .await;
        }
        "taste" => {
            client(page, clientele::AMELIE).await;
            page.click("nav-taste").await;
            page.until_there("weight").await;
        }
        "insights" => {
            client(page, clientele::NOOR).await;
            // Cards that were dealt, of which there is something to count.
            for _ in 0..3 {
                swipe(page).await;
            }
            page.click("nav-insights").await;
            page.click("insights-client").await;
            page.until_there("insights-strategies").await;
        }
        "insights-shop" => insights(page, "insights-shop", "insights-coverage").await,
        "map" => insights(page, "insights-map", "map-cell").await,
        "map-list" => {
            insights(page, "insights-map", "map-cell").await;
            page.click("map-other").await;
            page.until_there("map-list").await;
        }
        "palette" => {
            browse(page, "", "the collection").await;
            page.press("\u{e009}k").await;
            page.until_there("command").await;
        }
        "keys" => {
            browse(page, "", "the collection").await;
            page.click("nav-search").await;
            page.press("?").await;
            page.until_there("keys").await;
        }
        "licences" => {
            page.click("nav-settings").await;
            page.click("open-licences").await;
            page.until_there("licences").await;
        }
        "boards" => opening_night(page).await,
        "several" => {
            opening_night(page).await;
            page.click("board-print").await;
            page.click("menu-print-several").await;
            page.until_there("several-board").await;
        }
        "reactions" => {
            page.click("nav-boards").await;
            page.click("board-reactions").await;
            page.until_there("reactions-code").await;
        }
        "clients" => {
            page.click("nav-clients").await;
            page.until_there("client").await;
        }
        "file" | "own-look" => {
            page.click("nav-clients").await;
            page.click_on(&format!(
                "[data-name='{}'] [data-testid=client-file-open]",
                clientele::NOOR
            ))
            .await;
            page.until_there("visit").await;
            page.until_there("own-look-open").await;
            if screen == "own-look" {
                page.click("own-look-open").await;
                page.until_there("look-piece").await;
            }
        }
        "erase" => {
            page.click("nav-clients").await;
            page.click_on("[data-name='Noor El Amrani'] [data-testid=client-delete]")
                .await;
            page.until_there("question").await;
        }
        "pin" => {
            page.click("nav-clients").await;
            page.click("client-hand").await;
            page.until_there("pin").await;
        }
        "kiosk-greeting" => hand_over(page, clientele::AMELIE).await,
        "kiosk" | "kiosk-back" => {
            hand_over(page, clientele::AMELIE).await;
            page.click("kiosk-greeting").await;
            let dealt = "return document.querySelector('[data-top] .title') !== null";
            page.until_script("a deck", dealt, vec![]).await;
            if screen == "kiosk-back" {
                page.click("nav-back").await;
                page.until_there("pin-typed").await;
            }
        }
        "catalogue" => {
            page.click("nav-catalogue").await;
            page.until_there("library-facts").await;
        }
        "import" => {
            page.click("nav-catalogue").await;
            let own = stage.folder().join("spring.csv");
            std::fs::write(&own, "id,title,image\n").expect("a file is written");
            page.drop_files(&[&own]).await;
            page.until_there("import-sheet").await;
        }
        "settings" => {
            page.click("nav-settings").await;
            page.until_there("model").await;
        }
        "error" => {
            browse(page, "an evening out", "an evening out").await;
            let broken = stage.folder().join("holiday.jpg");
            std::fs::write(&broken, "not a picture").expect("a file is written");
            page.drop_files(&[&broken]).await;
            page.until_there("error").await;
        }
        other => panic!("there is no screen {other}"),
    }
}

/// Goes to a client's board.
async fn opening_night(page: &Page<'_>) {
    client(page, clientele::AMELIE).await;
    page.click("nav-boards").await;
    page.click_on("[data-testid=board-tab][data-value='Opening night']")
        .await;
    page.until_there("pin").await;
}

/// Passes the card on top by its key, and waits for the next.
async fn swipe(page: &Page<'_>) {
    let top = "return document.querySelector('[data-top] .title')?.textContent ?? null";
    let before = page.run(top, vec![]).await;
    page.press("\u{e012}").await;
    page.until("the next card", || async {
        let now = page.run(top, vec![]).await;
        (!now.is_null() && now != before).then_some(())
    })
    .await;
}

/// Goes to a page of Insights, with its map as a map, and waits for what is on it.
async fn insights(page: &Page<'_>, tab: &str, awaited: &str) {
    page.click("nav-insights").await;
    page.click(tab).await;
    let script = r#"
        if (document.querySelector("[data-testid=map-list]")) document.querySelector("[data-testid=map-other]").click();
        return document.querySelector(`[data-testid=${arguments[0]}]`) !== null;
    "#;
    page.until_script("a page of Insights", script, vec![json!(awaited)])
        .await;
}

/// Closes whatever lies over a place, puts the welcome away, and takes photo and words away.
pub async fn leave(page: &Page<'_>) {
    let script = r#"
        const over = ["pin-no", "several-no", "reactions-no", "question-no", "import-decline", "keys-close", "licences-close", "crash-dismiss", "welcome-look", "crop-done", "board-sheet-close", "own-look-close", "zoom-close", "detail-close", "photo-remove", "piece-remove"];
        const open = over.flatMap((id) => [...document.querySelectorAll(`[data-testid=${id}]`)]);
        for (const button of open) button.click();
        document.querySelector("[data-testid=error] .icon-button")?.click();
        document.querySelector("[data-testid=commands]")?.parentElement.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
        document.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
        return open.length === 0 && !document.querySelector("[data-testid=commands]");
    "#;
    page.until_script("the place to be free", script, vec![]).await;
}

async fn browse(page: &Page<'_>, words: &str, said: &str) {
    page.click("nav-search").await;
    page.search(words).await;
    page.results(said).await;
}

async fn with_photo(page: &Page<'_>, stage: &Stage) {
    page.click("nav-search").await;
    let photo = stage.folder().join("seen at lunch.jpg");
    let picture = image::open(checkout().join("catalog").join("images").join("sn-0120.jpg"))
        .expect("the demo has the picture");
    picture
        .thumbnail(300, 400)
        .save(&photo)
        .expect("the photo is written");
    page.drop_files(&[&photo]).await;
    page.search("navy, for the office").await;
    page.results("navy, for the office” near your photo").await;
}

async fn open_piece(page: &Page<'_>) {
    browse(page, "camel coat", "camel coat").await;
    page.click("card").await;
    page.until_there("look").await;
    page.until_there("similar-card").await;
}

/// Turns to a client and to their deck.
async fn client(page: &Page<'_>, name: &str) {
    page.click("nav-clients").await;
    page.click_on(&format!("[data-name='{name}'] [data-testid=client-choose]"))
        .await;
    let dealt = "return document.querySelector('[data-testid=client-head]') && document.querySelector('[data-top] .title') !== null";
    page.until_script("a deck", dealt, vec![json!(name)]).await;
}

async fn quiz(page: &Page<'_>) {
    client(page, clientele::AMELIE).await;
    page.click("nav-clients").await;
    page.click("client-quiz").await;
    page.until_there("choice").await;
}
