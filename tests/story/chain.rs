//! A laptop's library goes up to a chain's database, both go on, what came about on the laptop goes up as well, and a shop comes down to a
//! laptop that leaves the network.

use crate::support::{small_catalogue, text, words};
use nova_engine::{
    Cancel, Engine, EngineError, ImportRequest, OpenOptions, ProfileRequest, PushResponse, SharedDatabase,
};
use serde_json::{Value, json};
use std::path::Path;
use tempfile::TempDir;

/// A shop of the story's own at the server of the tests.
struct Shop(SharedDatabase);

impl Shop {
    /// `None`, and says so, where there is no server.
    fn new(name: &str) -> Option<Shop> {
        let Ok(url) = std::env::var("STYLENOVA_TEST_POSTGRES") else {
            println!("skipped: STYLENOVA_TEST_POSTGRES names no PostgreSQL server");
            return None;
        };
        Some(Shop(SharedDatabase {
            url,
            replica: None,
            shop: format!("chain_{name}_{}", std::process::id()),
        }))
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        if let Ok(mut server) = postgres::Client::connect(&self.0.url, postgres::NoTls) {
            let _ = server.batch_execute(&format!("DROP SCHEMA IF EXISTS {} CASCADE", self.0.shop));
        }
    }
}

fn opened(folder: &Path, shop: Option<&Shop>) -> Engine {
    let opened = Engine::open(OpenOptions {
        library: Some(folder.join("library")),
        database: shop.map(|shop| shop.0.clone()),
        write: true,
        ..OpenOptions::default()
    });
    opened.unwrap()
}

/// A laptop with three products, a PIN, and a client with swipes, a board and a note.
fn laptop(folder: &TempDir) -> Engine {
    let engine = opened(folder.path(), None);
    let request = ImportRequest {
        source: text(&small_catalogue(folder.path())),
        copy_images: true,
        ..ImportRequest::default()
    };
    engine.import(&request, &Cancel::default(), &|_| ()).unwrap();
    engine
        .create_profile(&serde_json::from_value(json!({ "name": "Ada" })).unwrap())
        .unwrap();
    swipe(&engine, "Ada", "1", "like", "first");
    note(&engine, "likes linen");
    board(&engine, "Summer", &["1"]);
    engine
        .start_kiosk(&serde_json::from_value(json!({ "profile": "Ada", "pin": "4711" })).unwrap())
        .unwrap();
    engine
        .end_kiosk(&serde_json::from_value(json!({ "pin": "4711" })).unwrap())
        .unwrap();
    engine
}

fn swipe(engine: &Engine, client: &str, product: &str, verdict: &str, id: &str) {
    let request = json!({ "profile": client, "product_id": product, "verdict": verdict, "swipe_id": id });
    engine.swipe(&serde_json::from_value(request).unwrap()).unwrap();
}

fn note(engine: &Engine, said: &str) {
    let request = json!({ "profile": "Ada", "entry": { "kind": "note", "text": said } });
    engine
        .set_entry(&serde_json::from_value(request).unwrap())
        .unwrap();
}

fn board(engine: &Engine, name: &str, products: &[&str]) {
    let items: Vec<Value> = products.iter().map(|product| json!({ "id": product })).collect();
    let request = json!({ "profile": "Ada", "name": name, "items": items });
    engine
        .set_board(&serde_json::from_value(request).unwrap())
        .unwrap();
}

/// All that is known of a client.
fn known(engine: &Engine, client: &str) -> Value {
    let request = ProfileRequest {
        profile: Some(client.to_owned()),
    };
    let history = json!({ "profile": client });
    let history = engine.history(&serde_json::from_value(history).unwrap()).unwrap();
    let said = |value: Result<Value, serde_json::Error>| value.unwrap();
    json!({
        "taste": said(serde_json::to_value(engine.taste(&request).unwrap())),
        "boards": said(serde_json::to_value(engine.boards(&request).unwrap())),
        "file": said(serde_json::to_value(engine.client_file(&request).unwrap())),
        "history": said(serde_json::to_value(history)),
    })
}

/// Hits with their scores.
fn found(engine: &Engine, sentence: &str) -> Vec<(String, f32)> {
    let hits = engine.search(&words(sentence)).unwrap();
    assert_eq!(hits.degraded, None, "nothing waits to be embedded");
    hits.hits.into_iter().map(|hit| (hit.id, hit.score)).collect()
}

fn swipes(engine: &Engine, client: &str) -> Vec<String> {
    let mut ids: Vec<String> = known(engine, client)["history"]["swipes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|swipe| swipe["swipe_id"].as_str().unwrap().to_owned())
        .collect();
    ids.reverse();
    ids
}

fn push(engine: &Engine, shop: &Shop, merge: bool) -> Result<PushResponse, EngineError> {
    engine.push(&shop.0, merge, &Cancel::default(), &|_| ())
}

fn pull(engine: &Engine, shop: &Shop) -> Result<nova_engine::PullResponse, EngineError> {
    engine.pull(&shop.0, &Cancel::default(), &|_| ())
}

#[test]
fn a_laptop_goes_up_both_go_on_and_nothing_of_either_is_lost() {
    let Some(shop) = Shop::new("day") else { return };
    let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let laptop = laptop(&folders[0]);
    let went = push(&laptop, &shop, false).unwrap();
    assert_eq!((went.products, went.embeddings), (3, 3));
    assert_eq!((went.profiles, went.swipes, went.files), (1, 1, 6));
    assert!(went.merged.is_none());

    let server = opened(folders[1].path(), Some(&shop));
    assert_eq!(found(&server, "blue dress"), found(&laptop, "blue dress"));
    assert_eq!(found(&server, "blue dress")[0].0, "2");
    let (there, here) = (known(&server, "Ada"), known(&laptop, "Ada"));
    assert_eq!(there["taste"], here["taste"], "the same taste");
    assert_eq!(there["history"], here["history"]);
    assert!(server.kiosk().pin_set, "the PIN came along");
    let picture = server.picture_path("2").unwrap();
    let of_laptop = laptop.picture_path("2").unwrap();
    assert_eq!(
        std::fs::read(picture).unwrap(),
        std::fs::read(of_laptop).unwrap(),
        "and the pictures"
    );

    // Both go on.
    swipe(&server, "Ada", "2", "pass", "at the shop");
    note(&server, "moved house");
    board(&server, "Summer", &["1", "2"]);
    server
        .create_profile(&serde_json::from_value(json!({ "name": "Bo" })).unwrap())
        .unwrap();
    swipe(&laptop, "Ada", "3", "super", "on the laptop");
    note(&laptop, "wedding in May");
    board(&laptop, "Summer", &["1", "3"]);
    laptop
        .create_profile(&serde_json::from_value(json!({ "name": "Cid" })).unwrap())
        .unwrap();
    swipe(&laptop, "Cid", "1", "like", "of Cid");

    let refused = push(&laptop, &shop, false).unwrap_err();
    assert!(refused.to_string().contains("not empty"), "{refused}");
    let came = push(&laptop, &shop, true).unwrap();
    assert_eq!(
        (came.products, came.profiles, came.swipes, came.files),
        (0, 1, 2, 0)
    );
    let merged = came.merged.unwrap();
    assert_eq!((merged.joined, merged.pieces, merged.entries), (1, 1, 1));

    let ids = swipes(&server, "Ada");
    assert_eq!(ids, ["first", "at the shop", "on the laptop"], "by their times");
    assert_eq!(swipes(&server, "Cid"), ["of Cid"]);
    let joined = known(&server, "Ada");
    let boards = joined["boards"].to_string();
    for product in ["1", "2", "3"] {
        assert!(
            boards.contains(&format!("\"id\":\"{product}\"")),
            "{product}: {boards}"
        );
    }
    let file = joined["file"].to_string();
    for said in ["likes linen", "moved house", "wedding in May"] {
        assert_eq!(file.matches(said).count(), 1, "{said}: {file}");
    }

    let away = opened(folders[2].path(), None);
    let pulled = pull(&away, &shop).unwrap();
    assert_eq!((pulled.products, pulled.embeddings, pulled.files), (3, 3, 6));
    assert_eq!((pulled.profiles, pulled.swipes), (3, 4));
    assert!(away.kiosk().pin_set, "the PIN came down as well");
    let places = |known: Value, folder: &TempDir| {
        known
            .to_string()
            .replace(&text(&folder.path().join("library")), "LIBRARY")
    };
    for client in ["Ada", "Bo", "Cid"] {
        assert_eq!(
            places(known(&away, client), &folders[2]),
            places(known(&server, client), &folders[1]),
            "{client}"
        );
    }
    assert_eq!(found(&away, "blue dress"), found(&server, "blue dress"));
    assert!(away.picture_path("1").unwrap().is_file());
    drop(away);
    let away = opened(folders[2].path(), None);
    assert_eq!(swipes(&away, "Ada").len(), 3, "also after a restart");
    let refused = pull(&away, &shop).unwrap_err();
    assert!(refused.to_string().contains("not empty"), "{refused}");
    let again = push(&away, &shop, true).unwrap();
    assert_eq!(
        (again.profiles, again.swipes, again.files),
        (0, 0, 0),
        "nothing is new"
    );
}

#[test]
fn what_is_stopped_on_the_way_moves_nothing() {
    let Some(shop) = Shop::new("stopped") else { return };
    let folders = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let laptop = laptop(&folders[0]);
    let stop_at = |step: nova_engine::Step| {
        let cancel = Cancel::default();
        let stopping = cancel.clone();
        let report = move |progress: nova_engine::Progress| {
            if progress.step == step {
                stopping.cancel();
            }
        };
        (cancel, report)
    };
    let (cancel, report) = stop_at(nova_engine::Step::Saving);
    let stopped = laptop.push(&shop.0, false, &cancel, &report).unwrap_err();
    assert!(matches!(stopped, EngineError::Cancelled { .. }), "{stopped}");
    let went = push(&laptop, &shop, false).unwrap();
    assert_eq!(
        (went.products, went.files),
        (3, 0),
        "it was empty; its files were there already"
    );

    let away = opened(folders[1].path(), None);
    for step in [nova_engine::Step::Saving, nova_engine::Step::Reading] {
        let (cancel, report) = stop_at(step);
        let stopped = away.pull(&shop.0, &cancel, &report).unwrap_err();
        assert!(matches!(stopped, EngineError::Cancelled { .. }), "{stopped}");
    }
    assert_eq!(pull(&away, &shop).unwrap().products, 3, "it was empty still");
}

#[test]
fn what_cannot_move_says_why() {
    let Some(shop) = Shop::new("refused") else { return };
    let folders = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let empty = opened(folders[0].path(), None);
    let refused = push(&empty, &shop, false).unwrap_err();
    assert!(refused.to_string().contains("empty"), "{refused}");
    let refused = pull(&empty, &shop).unwrap_err();
    assert!(refused.to_string().contains("no shop"), "{refused}");
    let server = opened(folders[1].path(), Some(&shop));
    for refused in [
        push(&server, &shop, false).map(drop),
        pull(&server, &shop).map(drop),
    ] {
        let refused = refused.unwrap_err();
        assert!(refused.to_string().contains("library in a folder"), "{refused}");
    }
}
