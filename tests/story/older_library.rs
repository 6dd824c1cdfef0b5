//! A library that an older version made opens with all that its clients said, and their tastes to the bit
//! (`tests/fixtures/older_library`).

use crate::support::{Folder, Library, in_a_folder};
use nova_engine::{HistoryRequest, OpenOptions, ProfileRequest};
use serde_json::{Value, json};
use std::path::Path;

/// The client of whom `nova` thinks otherwise than the older one did, by a rule that came since.
const UNLIKE: &str = "Dora";

/// The kept library, in a folder of its own, with the model that it was searched with.
pub fn older_library() -> Library {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Folder::new();
    let copy = |from: &Path, to: &Path| {
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    };
    let library = folder.library();
    copy(&tests.join("fixtures/older_library"), &library);
    copy(&tests.join("golden/tiny-clip"), &library.join("models/tiny"));
    Library::of(folder, OpenOptions::default())
}

fn expected() -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/older_library/expected.json");
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}

fn client(name: &str) -> ProfileRequest {
    ProfileRequest {
        profile: Some(name.to_owned()),
    }
}

#[test]
fn its_clients_are_there() {
    if !in_a_folder() {
        return;
    }
    let library = older_library();
    let profiles = library.engine.profiles().unwrap().profiles;
    let told: Vec<Value> = profiles
        .into_iter()
        .map(|card| {
            json!([
                card.name,
                card.created,
                card.swipes,
                card.likes,
                card.favourites,
                card.quiz_done,
                card.strategy
            ])
        })
        .collect();
    assert_eq!(json!(told), expected()["profiles"]);
}

#[test]
fn their_boards_favourites_and_searches_are_as_they_were() {
    if !in_a_folder() {
        return;
    }
    let library = older_library();
    for (name, then) in expected()["clients"].as_object().unwrap() {
        let client = client(name);
        let boards = library.engine.boards(&client).unwrap().boards.into_iter();
        let boards = boards.map(|board| {
            let items = board.items.into_iter();
            let items = items.map(|pin| json!([pin.id, pin.note, pin.at]));
            json!([board.name, items.collect::<Vec<_>>()])
        });
        assert_eq!(json!(boards.collect::<Vec<_>>()), then["boards"], "{name}");
        let favourites = library.engine.favourites(&client).unwrap().favourites.into_iter();
        let favourites: Vec<String> = favourites.map(|favourite| favourite.id).collect();
        assert_eq!(json!(favourites), then["favourites"], "{name}");
        let searches = library.engine.searches(&client).unwrap().recent.into_iter();
        let searches =
            searches.map(|search| json!([search.key, search.name, search.request, search.at, search.times]));
        assert_eq!(json!(searches.collect::<Vec<_>>()), then["searches"], "{name}");
    }
}

#[test]
fn their_swipes_and_answers_are_there_and_make_the_same_tastes_to_the_bit() {
    if !in_a_folder() {
        return;
    }
    let library = older_library();
    for (name, then) in expected()["clients"].as_object().unwrap() {
        let history = HistoryRequest {
            profile: Some(name.clone()),
            ..HistoryRequest::default()
        };
        let swipes = library.engine.history(&history).unwrap().swipes.into_iter();
        let swipes = swipes.map(|swipe| json!([swipe.swipe_id, swipe.id, swipe.verdict]));
        assert_eq!(json!(swipes.collect::<Vec<_>>()), then["swipes"], "{name}");
        let taste = library.engine.taste(&client(name)).unwrap();
        assert_eq!(json!(taste.quiz), then["quiz"], "{name}");
        if name == UNLIKE {
            continue;
        }
        let bits = |number: f64| format!("{:016x}", number.to_bits());
        let attributes = taste.attributes.into_iter().map(|own| {
            let numbers = (bits(own.weight), bits(own.deviation));
            json!([
                own.field, own.value, numbers.0, numbers.1, own.likes, own.passes, own.edited
            ])
        });
        let attributes: Vec<Value> = attributes.collect();
        let before = then["taste"].as_array().unwrap();
        for (now, then) in attributes.iter().zip(before) {
            assert_eq!(now, then, "{name}");
        }
        assert_eq!(attributes.len(), before.len(), "{name}");
    }
}

#[test]
fn a_taste_that_came_out_otherwise_has_the_same_evidence_and_keeps_to_the_new_rule() {
    if !in_a_folder() {
        return;
    }
    let library = older_library();
    let taste = library.engine.taste(&client(UNLIKE)).unwrap();
    let evidence = |field: &Value, value: &Value, likes: &Value, passes: &Value| {
        format!("{field} {value}: {likes} likes, {passes} passes")
    };
    let mut now: Vec<String> = Vec::new();
    for own in taste.attributes {
        let often = own.likes >= 2 && own.likes > own.passes;
        assert!(!often || own.weight >= 0.0, "{own:?} is liked");
        now.push(evidence(
            &json!(own.field),
            &json!(own.value),
            &json!(own.likes),
            &json!(own.passes),
        ));
    }
    let before = &expected()["clients"][UNLIKE]["taste"];
    let before = before.as_array().unwrap().iter();
    let mut before: Vec<String> = before
        .map(|own| evidence(&own[0], &own[1], &own[4], &own[5]))
        .collect();
    now.sort();
    before.sort();
    assert_eq!(now, before);
}
