//! Clients with tastes, favourites and boards, so that every screen has something to show.

use nova_api::{OpenOptions, Session};
use serde_json::{Value, json};

use crate::stage::{Stage, checkout};

/// The client whose taste is known best.
pub const AMELIE: &str = "Amélie Moreau";

/// Fills the stage's library with clients, through the same commands that the page calls.
pub fn meet(stage: &Stage) {
    let session = Session::open(OpenOptions {
        library: Some(stage.library()),
        models: Some(checkout().join("models")),
        catalog: Some(checkout().join("catalog")),
        write: true,
        ..OpenOptions::default()
    });
    let session = session.expect("no window has the library yet");
    let tell = |command: &str, request: Value| {
        session
            .call(command, request, &|_| ())
            .unwrap_or_else(|error| panic!("{command} fails: {error:?}"))
    };
    for (name, answers, swipes) in [
        (
            AMELIE,
            json!({ "categories": ["women"], "colours": ["navy blue", "forest green", "oxblood"], "styles": ["classic", "tailored", "elegant"], "budget": { "max": 380 } }),
            36,
        ),
        (
            "Noor El Amrani",
            json!({ "categories": ["women"], "colours": ["camel", "cream"], "styles": ["minimal", "relaxed"] }),
            12,
        ),
        (
            "Jonas Lindqvist",
            json!({ "categories": ["men"], "styles": ["streetwear", "sporty"] }),
            7,
        ),
    ] {
        tell("create_profile", json!({ "name": name }));
        tell("quiz", json!({ "profile": name, "answers": answers }));
        for swipe in 0..swipes {
            let hand = tell(
                "next_cards",
                json!({ "profile": name, "n": 1, "seed": swipe, "season": "" }),
            );
            let Some(card) = hand["cards"].get(0) else { break };
            tell(
                "swipe",
                json!({ "profile": name, "product_id": card["id"], "verdict": verdict(card, swipe), "swipe_id": format!("{name}-{swipe}") }),
            );
        }
    }
    let kept = found(&tell, "navy tailored", 5);
    for id in &kept {
        tell(
            "set_favourite",
            json!({ "profile": AMELIE, "product_id": id, "favourite": true }),
        );
    }
    for (board, words, count) in [
        ("Opening night", "evening gown or dress", 7),
        ("Paris, three days", "classic coat", 4),
    ] {
        let items: Vec<Value> = found(&tell, words, count)
            .iter()
            .map(|id| json!({ "id": id }))
            .collect();
        tell(
            "set_board",
            json!({ "profile": AMELIE, "name": board, "items": items }),
        );
    }
}

/// What a client who likes dark colours and tailoring says of a card.
fn verdict(card: &Value, swipe: usize) -> &'static str {
    let facts = card["attributes"].to_string().to_lowercase();
    let drawn = ["navy", "green", "oxblood", "tailored", "camel", "sporty"]
        .iter()
        .any(|value| facts.contains(value));
    match (drawn, swipe % 9) {
        (true, 4) => "super",
        (true, _) => "like",
        (false, _) => "pass",
    }
}

fn found(tell: &impl Fn(&str, Value) -> Value, words: &str, count: usize) -> Vec<Value> {
    let answer = tell(
        "search",
        json!({ "text": words, "filters": ["gender=women"], "limit": count }),
    );
    let hits = answer["hits"].as_array().expect("the search answers");
    hits.iter().map(|hit| hit["id"].clone()).collect()
}
