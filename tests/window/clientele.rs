//! Clients with tastes, favourites and boards, so that every screen has something to show.

use nova_api::{OpenOptions, Session};
use serde_json::{Value, json};

use crate::stage::{Stage, checkout};

/// The client whose taste is known best.
pub const AMELIE: &str = "Amélie Moreau";
/// A client whose screens are compared with none.
pub const NOOR: &str = "Noor El Amrani";

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
            NOOR,
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
        tell("quiz", json!({ "profile": name, "answers": &answers }));
        let gender = answers["categories"][0].clone();
        walk(&tell, name, &gender, swipes);
    }
    let coat = checkout().join("catalog").join("images").join("sn-0134.jpg");
    for entry in [
        json!({ "kind": "contact", "channel": "email", "value": "noor@example.org" }),
        json!({ "kind": "birthday", "day": "1991-12-04" }),
        json!({ "kind": "size", "size": "M", "of": "Tops" }),
        json!({ "kind": "note", "text": "Lives in Lyon, likes linen" }),
        json!({ "kind": "follow_up", "text": "Tell about the new coats", "done": false }),
        json!({ "kind": "wardrobe", "name": "Navy trench coat", "photo": coat }),
        json!({ "kind": "wardrobe", "name": "White trainers" }),
    ] {
        tell("set_entry", json!({ "profile": NOOR, "entry": entry }));
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

/// Lets a client see pieces from the whole demo, the same on every machine: what a deck deals follows from the last digits of
/// many sums, which processors round in their own ways, and some screens are compared with approved pictures.
fn walk(tell: &impl Fn(&str, Value) -> Value, name: &str, gender: &Value, swipes: usize) {
    const PIECES: usize = 353;
    let id_at = |step: usize| format!("sn-{:04}", step * 37 % PIECES + 1);
    let seen = (0..PIECES)
        .map(|step| tell("product", json!({ "id": id_at(step) }))["product"].clone())
        .filter(|piece| piece["gender"] == *gender);
    for (swipe, piece) in seen.take(swipes).enumerate() {
        tell(
            "swipe",
            json!({ "profile": name, "product_id": piece["id"], "verdict": verdict(&piece, swipe), "swipe_id": format!("{name}-{swipe}") }),
        );
    }
}

/// What a client who likes dark colours and tailoring says of a piece.
fn verdict(piece: &Value, swipe: usize) -> &'static str {
    let facts = json!([piece["colours"], piece["tags"], piece["styles"]])
        .to_string()
        .to_lowercase();
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
