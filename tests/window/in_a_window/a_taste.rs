//! A taste, from the first question to the first like and back, and that each client has one of their own.

use serde_json::Value;

use crate::page::Page;
use crate::stage::Stage;

/// The product on top of the deck, once there is one and none is on its way out.
async fn top_card(page: &Page<'_>) -> String {
    let script = r#"
        const card = document.querySelector("[data-testid=deck-card][data-top]");
        return card?.querySelector(".title")?.textContent ? card.dataset.productId : null;
    "#;
    let id = page.until_script("a card", script, vec![]).await;
    id.as_str().expect("a card names its product").to_owned()
}

async fn another_card(page: &Page<'_>, before: &str) -> String {
    page.until("another card", || async {
        let now = top_card(page).await;
        (now != before).then_some(now)
    })
    .await
}

/// Whether two tastes give what both of them show the same weight. What moved last is shown as well as what
/// is strongest, so that the same taste may show other attributes.
fn alike(one: &Value, other: &Value) -> bool {
    let weights = one.as_object().expect("weights by attribute");
    weights
        .iter()
        .all(|(attribute, weight)| other.get(attribute).is_none_or(|known| known == weight))
}

/// Waits until the taste beside the deck is, or is no longer, as it was.
async fn taste_that(page: &Page<'_>, is: bool, before: &Value) -> Value {
    let awaited = if is {
        "the taste to be as before"
    } else {
        "the taste to move"
    };
    page.until(awaited, || async {
        let now = page.taste().await;
        (if is { alike(&now, before) } else { now != *before }).then_some(now)
    })
    .await
}

/// Answers the quiz: the first answers to the first questions, and nothing to the others.
async fn answer_quiz(page: &Page<'_>) {
    let steps = page.attribute("quiz-progress", "aria-valuemax").await;
    let steps: u64 = steps.parse().expect("the quiz counts its steps");
    assert_eq!(steps, 6, "the demo catalogue has something to ask in each step");
    for step in 1..=steps {
        let here = format!(
            "return document.querySelector('[data-testid=quiz-progress]')?.ariaValueNow === '{step}'"
        );
        page.until_script("the next question", &here, vec![]).await;
        page.picture(&format!("quiz-{step}")).await;
        if step <= 2 {
            page.click_on("[data-testid=choice][aria-checked=false]").await;
            page.click_on("[data-testid=choice][aria-checked=false]").await;
            page.click("quiz-next").await;
        } else {
            page.click("quiz-skip").await;
        }
    }
}

#[tokio::test]
async fn answers_and_swipes_move_the_taste_of_one_client_and_undo_moves_it_back() {
    let Some(stage) = Stage::with_demo() else { return };
    let page = Page::open(&stage, "taste").await;
    page.until_demo_is_there().await;

    // A guest has a deck at once and nothing has to be answered.
    page.click("nav-discover").await;
    top_card(&page).await;
    page.picture("1-guest").await;

    page.click("to-quiz").await;
    answer_quiz(&page).await;
    let first = top_card(&page).await;
    let asked = page.taste().await;
    page.picture("2-after-the-quiz").await;

    // The first like, then each other way to say something, then all of it taken back.
    page.click("deck-like").await;
    let second = another_card(&page, &first).await;
    let liked = taste_that(&page, false, &asked).await;
    page.picture("3-first-like").await;
    page.click("deck-undo").await;
    page.until("the first card to come back", || async {
        (top_card(&page).await == first).then_some(())
    })
    .await;
    taste_that(&page, true, &asked).await;
    page.picture("4-undone").await;
    page.click("deck-redo").await;
    another_card(&page, &first).await;
    taste_that(&page, true, &liked).await;

    page.drag("[data-testid=deck-card][data-top]", -420, 20).await;
    let third = another_card(&page, &second).await;
    let passed = taste_that(&page, false, &liked).await;
    page.press("\u{e013}").await;
    another_card(&page, &third).await;
    let loved = taste_that(&page, false, &passed).await;
    page.click("less").await;
    taste_that(&page, false, &loved).await;
    page.picture("5-said-in-every-way").await;

    // A weight that is pinned by hand says so.
    page.click("nav-taste").await;
    page.until_there("weight").await;
    page.picture("6-believed").await;
    page.click("weight-pin").await;
    let pinned = "return document.querySelector('[data-testid=weight-pin]')?.ariaPressed === 'true'";
    page.until_script("the weight to be pinned", pinned, vec![]).await;
    page.picture("7-pinned").await;

    // Another client knows nothing of it.
    page.click("nav-clients").await;
    page.until_says("clients", "4 swipes").await;
    page.fill("client-name", "Amélie Moreau").await;
    page.until_there("quiz").await;
    page.click_on("[data-testid=quiz] header .icon-button").await;
    top_card(&page).await;
    page.until_says("client-head", "Amélie").await;
    page.until_there("to-quiz").await;
    page.picture("8-another-client").await;
    page.click("deck-like").await;
    page.until_says("client-head", "1 swipe").await;
    page.close().await;

    // And both are there after a restart.
    let page = Page::open(&stage, "taste-again").await;
    page.until_demo_is_there().await;
    page.click("nav-discover").await;
    page.until_says("client-head", "Amélie").await;
    page.click("client-head").await;
    page.until_count("client", 2).await;
    page.picture("1-clients").await;
    page.click_on("[data-testid=client]:not(.here) [data-testid=client-choose]")
        .await;
    page.until_says("client-head", "Guest").await;
    page.until_says("client-head", "4 swipes").await;
    page.click("nav-clients").await;
    page.click_on("[data-name='Amélie Moreau'] [data-testid=client-delete]")
        .await;
    page.until_there("question").await;
    page.picture("2-erase").await;
    page.click("question-yes").await;
    page.until_count("client", 1).await;
    page.close().await;
}
