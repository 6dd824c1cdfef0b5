//! The window in a client's hands: only the client is served, a PIN takes it back, wrong ones make the next one wait, and
//! all of it outlasts the program.

use crate::support::{Folder, database, in_a_folder, small_catalogue, text};
use nova_api::{ErrorCode, OpenOptions, Session, WireError};
use nova_engine::{Cancel, Clock, ImportRequest};
use serde_json::{Value, json};

const NOON: i64 = 1_700_000_000_000;

/// A shop with a catalogue and two clients.
struct Shop {
    folder: Folder,
}

impl Shop {
    fn new() -> Shop {
        let shop = Shop {
            folder: Folder::new(),
        };
        let day = shop.at(NOON);
        let request = ImportRequest {
            source: text(&small_catalogue(shop.folder.path())),
            ..ImportRequest::default()
        };
        // Not by the command, after which a thread that learns the shop may still hold the library.
        day.engine()
            .import(&request, &Cancel::default(), &|_| ())
            .unwrap();
        for name in ["Amélie", "Noor"] {
            tell(&day, "create_profile", json!({ "name": name }));
        }
        drop(day);
        shop
    }

    /// The program as it is started at a moment.
    fn at(&self, now: i64) -> Session {
        Session::open(OpenOptions {
            database: database(&self.folder.library()),
            library: Some(self.folder.library()),
            write: true,
            clock: Clock::at(now),
            ..OpenOptions::default()
        })
        .unwrap()
    }
}

fn ask(session: &Session, command: &str, request: Value) -> Result<Value, WireError> {
    session.call(command, request, &|_| ())
}

fn tell(session: &Session, command: &str, request: Value) -> Value {
    ask(session, command, request).unwrap_or_else(|error| panic!("{command} fails: {error:?}"))
}

#[test]
fn a_client_has_the_window_until_the_pin_takes_it_back() {
    let shop = Shop::new();
    let day = shop.at(NOON);
    tell(
        &day,
        "set_favourite",
        json!({ "profile": "Noor", "product_id": "1", "favourite": true }),
    );
    tell(&day, "start_kiosk", json!({ "profile": "Amélie", "pin": "٢٥٨٠" }));

    let cards = tell(&day, "next_cards", json!({ "n": 2 }));
    let id = |at: usize| cards["cards"][at]["id"].clone();
    tell(&day, "swipe", json!({ "product_id": id(0), "verdict": "like" }));
    tell(
        &day,
        "swipe",
        json!({ "profile": "Amélie", "product_id": id(1), "verdict": "pass" }),
    );
    tell(
        &day,
        "set_favourite",
        json!({ "product_id": id(0), "favourite": true }),
    );
    assert!(tell(&day, "search", json!({ "text": "dress" }))["total"].as_u64() > Some(0));
    for (command, request) in [
        ("favourites", json!({ "profile": "Noor" })),
        ("delete_profile", json!({ "profile": "Amélie" })),
        ("boards", json!({})),
        ("stats", json!({})),
        ("start_kiosk", json!({ "profile": "Noor" })),
        ("set_pin", json!({ "current": "2580", "pin": "1111" })),
    ] {
        let refused = ask(&day, command, request).unwrap_err();
        assert_eq!(refused.code, ErrorCode::Kiosk, "{command} is the stylist's");
    }
    let named = tell(&day, "profiles", json!({}))["profiles"].clone();
    assert_eq!(named.as_array().map(Vec::len), Some(1), "{named}");
    drop(day);

    let later = shop.at(NOON + 60_000);
    assert_eq!(
        tell(&later, "kiosk", json!({}))["client"],
        "Amélie",
        "closing the window is no way out"
    );
    let wrong = tell(&later, "end_kiosk", json!({ "pin": "2581" }));
    assert_eq!(wrong["outcome"], "wrong");
    let back = tell(&later, "end_kiosk", json!({ "pin": "2580" }));
    let did = json!({ "client": "Amélie", "took_ms": 60_000, "swipes": 2, "likes": 1, "favourites": 1, "quiz": false });
    assert_eq!(back, json!({ "outcome": "right", "visit": did }));
    let kept = tell(&later, "favourites", json!({ "profile": "Noor" }));
    assert_eq!(
        kept["favourites"].as_array().map(Vec::len),
        Some(1),
        "all is the stylist's again"
    );
}

#[test]
fn the_third_wrong_pin_makes_the_next_one_wait_also_after_a_restart() {
    let shop = Shop::new();
    let day = shop.at(NOON);
    tell(&day, "start_kiosk", json!({ "pin": "2580" }));
    let typed = |session: &Session, pin: &str| tell(session, "end_kiosk", json!({ "pin": pin }));
    for _ in 0..2 {
        assert_eq!(typed(&day, "0000"), json!({ "outcome": "wrong", "wait_ms": 0 }));
    }
    assert_eq!(
        typed(&day, "0000"),
        json!({ "outcome": "wrong", "wait_ms": 5_000 })
    );
    assert_eq!(
        typed(&day, "2580"),
        json!({ "outcome": "wait", "wait_ms": 5_000 }),
        "not even the right one"
    );
    drop(day);
    let soon = shop.at(NOON + 4_000);
    assert_eq!(
        typed(&soon, "2580"),
        json!({ "outcome": "wait", "wait_ms": 1_000 })
    );
    drop(soon);
    let then = shop.at(NOON + 5_000);
    assert_eq!(
        typed(&then, "0000"),
        json!({ "outcome": "wrong", "wait_ms": 10_000 }),
        "twice as long"
    );
    drop(then);
    let end = shop.at(NOON + 15_000);
    assert_eq!(typed(&end, "2580")["outcome"], "right");
}

#[test]
fn a_pin_is_set_once_changed_by_itself_and_forgotten_with_its_file() {
    if !in_a_folder() {
        return;
    }
    let shop = Shop::new();
    let day = shop.at(NOON);
    for none in [
        json!({}),
        json!({ "pin": "123" }),
        json!({ "pin": "" }),
        json!({ "pin": "12 ab" }),
    ] {
        let refused = ask(&day, "start_kiosk", none).unwrap_err();
        assert_eq!(refused.code, ErrorCode::InvalidInput);
    }
    assert!(ask(&day, "start_kiosk", json!({ "profile": "Nobody", "pin": "2580" })).is_err());
    assert_eq!(
        tell(&day, "kiosk", json!({}))["pin_set"],
        false,
        "nothing came of what was refused"
    );
    tell(&day, "start_kiosk", json!({ "pin": "2580" }));
    tell(&day, "end_kiosk", json!({ "pin": "25 80" }));
    assert!(
        ask(&day, "start_kiosk", json!({ "pin": "1111" })).is_err(),
        "nobody sets another without the first"
    );
    let changed = tell(
        &day,
        "set_pin",
        json!({ "current": "2580", "pin": "9".repeat(64) }),
    );
    assert_eq!(changed["outcome"], "right");
    tell(&day, "start_kiosk", json!({ "profile": "Noor" }));
    assert_eq!(
        tell(&day, "end_kiosk", json!({ "pin": "2580" }))["outcome"],
        "wrong"
    );
    std::fs::remove_file(shop.folder.path().join("library/kiosk.json")).unwrap();
    assert_eq!(
        tell(&day, "kiosk", json!({})),
        json!({ "pin_set": false, "client": null, "wait_ms": 0 })
    );
    assert!(
        ask(&day, "boards", json!({})).is_ok(),
        "who can take files away is the stylist"
    );
}
