//! Several servers of one shop, whose rows are at a PostgreSQL server: whatever is done at one is true at the others.

use crate::support::{Device, Shop, listen};
use nova_api::Role;
use nova_engine::{Cancel, ErrorCode, ImportRequest, SharedDatabase};
use nova_server::{Options, announce};
use serde_json::{Value, json};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// A shop of its own at the server of the tests. Its rows go away with this.
struct Rows(SharedDatabase);

impl Rows {
    fn new(shop: &str) -> Option<Rows> {
        let Ok(url) = std::env::var("STYLENOVA_TEST_POSTGRES") else {
            println!("skipped: STYLENOVA_TEST_POSTGRES names no PostgreSQL server");
            return None;
        };
        let shop = format!("chain_{}_{shop}", std::process::id());
        let replica = None;
        Some(Rows(SharedDatabase { url, replica, shop }))
    }

    fn database(&self) -> Option<SharedDatabase> {
        Some(self.0.clone())
    }

    /// Two servers of it, each with a folder of its own.
    fn served_twice(&self) -> [Shop; 2] {
        let first = Shop::with_rows_at(self.database(), Options::default());
        let folder = tempfile::tempdir().expect("a folder");
        [first, Shop::at(folder, self.database(), Options::default())]
    }
}

impl Drop for Rows {
    fn drop(&mut self) {
        if let Ok(mut server) = postgres::Client::connect(&self.0.url, postgres::NoTls) {
            let _ = server.batch_execute(&format!("DROP SCHEMA IF EXISTS {} CASCADE", self.0.shop));
        }
    }
}

/// A device that was paired at one server, at another.
fn elsewhere<'a>(device: &Device<'_>, shop: &'a Shop) -> Device<'a> {
    Device {
        shop,
        id: device.id.clone(),
        access: device.access.clone(),
        refresh: device.refresh.clone(),
    }
}

/// Waits until something is so; servers look once a second at what others did.
fn soon(what: &str, mut is_so: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while !is_so() {
        assert!(Instant::now() < deadline, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn history(device: &Device<'_>) -> Vec<Value> {
    let told = device.call("history", &json!({ "profile": "Amélie" })).served();
    told["swipes"].as_array().cloned().unwrap_or_default()
}

/// One more product, imported at one server.
fn bring_in_an_umbrella(shop: &Shop) {
    let table = shop.folder.path().join("later.csv");
    std::fs::write(&table, "id,title,price\nnew,Golden umbrella,20\n").expect("a table");
    let request = ImportRequest {
        source: table.to_string_lossy().into_owned(),
        update: true,
        ..ImportRequest::default()
    };
    let engine = shop.running().session().engine();
    engine
        .import(&request, &Cancel::default(), &|_| ())
        .expect("it comes in");
}

#[test]
fn a_client_is_the_same_at_both_servers_and_nothing_of_either_is_lost() {
    let Some(rows) = Rows::new("client") else { return };
    let [first, second] = rows.served_twice();
    let here = first.device(Role::Stylist);
    let there = elsewhere(&here, &second);
    soon("the device to be known at the other server", || {
        there.get("/api/v1/session").status == 200
    });
    let swipe = |device: &Device<'_>, product: usize, id: &str| {
        let verdict = if product.is_multiple_of(2) { "like" } else { "pass" };
        let asked = json!({ "profile": "Amélie", "product_id": product.to_string(), "verdict": verdict, "swipe_id": id });
        device.call("swipe", &asked).served()
    };
    swipe(&here, 1, "here-1");
    assert_eq!(history(&there).len(), 1, "it is there at once");
    swipe(&there, 2, "there-1");
    let weights = |device: &Device<'_>| device.call("taste", &json!({ "profile": "Amélie" })).served();
    assert_eq!(weights(&here), weights(&there), "both have learnt the same");

    std::thread::scope(|scope| {
        for device in [&here, &there] {
            let name = device.shop.origin.clone();
            scope.spawn(move || {
                for product in 3..=9 {
                    swipe(device, product, &format!("{name}-{product}"));
                }
            });
        }
    });
    assert_eq!(history(&here).len(), 16, "all of them count");
    assert_eq!(history(&here), history(&there));
    assert_eq!(weights(&here), weights(&there));

    let board = |device: &Device<'_>, items: &[&str], was: &[&str]| {
        let of = |ids: &[&str]| ids.iter().map(|id| json!({ "id": id })).collect::<Vec<_>>();
        let asked = json!({ "profile": "Amélie", "name": "Autumn", "items": of(items), "was": was });
        device.call("set_board", &asked).served()
    };
    board(&here, &["1", "2"], &[]);
    std::thread::scope(|scope| {
        scope.spawn(|| board(&here, &["1", "2", "3"], &["1", "2"]));
        scope.spawn(|| board(&there, &["1", "2", "4"], &["1", "2"]));
    });
    let told = there.call("boards", &json!({ "profile": "Amélie" })).served();
    let mut ids: Vec<&str> = told["boards"][0]["items"]
        .as_array()
        .expect("it has pieces")
        .iter()
        .filter_map(|item| item["id"].as_str())
        .collect();
    ids.sort_unstable();
    assert_eq!(ids, ["1", "2", "3", "4"], "what either put on it is there");
}

#[test]
fn what_one_server_imports_the_other_finds_and_shows() {
    let Some(rows) = Rows::new("catalogue") else {
        return;
    };
    let [first, second] = rows.served_twice();
    let device = second.device(Role::Stylist);
    let hits = |words: &str| {
        let found = device
            .call("search", &json!({ "text": words, "limit": 1 }))
            .served();
        found["hits"][0].clone()
    };
    let dress = hits("blue dress");
    assert_eq!(dress["title"], "blue dress");
    let thumb = dress["thumb"].as_str().expect("it has a picture");
    let shown = device.get(&format!("/api/v1/pictures/thumb/{thumb}"));
    assert_eq!(shown.status, 200, "its thumbnail came from the database");

    bring_in_an_umbrella(&first);
    soon("the new piece to be found at the other server", || {
        hits("golden umbrella")["title"] == "Golden umbrella"
    });
}

#[test]
fn a_device_pairs_at_whichever_server_its_request_comes_to() {
    let Some(rows) = Rows::new("codes") else { return };
    let [first, second] = rows.served_twice();
    let code = announce(first.running(), Role::Floor)
        .expect("a code is made")
        .code;
    let device = second.pair(&code);
    assert_eq!(device.get("/api/v1/session").status, 200);
    let again = first.post("/api/v1/session", &json!({ "code": code, "name": "Other" }));
    assert_eq!(again.code(), "WrongCode", "it was used at the other server");
}

#[test]
fn a_device_that_is_taken_off_at_one_server_is_off_at_all() {
    let Some(rows) = Rows::new("devices") else { return };
    let [first, second] = rows.served_twice();
    let owner = first.device(Role::Owner);
    let lost = first.device(Role::Stylist);
    let there = elsewhere(&lost, &second);
    soon("the device to be known at the other server", || {
        there.get("/api/v1/session").status == 200
    });
    let taken = owner.delete(&format!("/api/v1/devices/{}", lost.id));
    assert!((200..300).contains(&taken.status), "{taken:?}");
    soon("the other server to let it go", || {
        there.get("/api/v1/session").status == 401
    });
}

/// The next change that is heard, without the device that made it.
fn heard(events: &mpsc::Receiver<(String, Value)>) -> (Value, Value) {
    let (kind, told) = events.recv_timeout(Duration::from_secs(20)).expect("it is told");
    assert_eq!(kind, "changed", "{told}");
    (told["command"].clone(), told["profile"].clone())
}

#[test]
fn pages_hear_soon_of_what_was_done_at_another_server() {
    let Some(rows) = Rows::new("events") else { return };
    let [first, second] = rows.served_twice();
    let here = first.device(Role::Owner);
    let (there, floor) = (second.device(Role::Stylist), second.device(Role::Floor));
    let (at_home, away, below) = (listen(&here), listen(&there), listen(&floor));
    // Each server has looked once by then, and knows what is new.
    std::thread::sleep(Duration::from_secs(2));
    let swipe = json!({ "profile": "Amélie", "product_id": "1", "verdict": "like", "swipe_id": "s" });
    let began = Instant::now();
    here.call("swipe", &swipe).served();
    assert_eq!(heard(&away), (json!("elsewhere"), json!("Amélie")));
    println!("a swipe is heard after {:?}", began.elapsed());
    assert_eq!(heard(&at_home), (json!("swipe"), json!("Amélie")));
    here.call("set_setting", &json!({ "key": "shop", "value": "Nova" }))
        .served();
    assert_eq!(heard(&away), (json!("set_setting"), Value::Null));
    assert_eq!(
        heard(&below),
        (json!("set_setting"), Value::Null),
        "the floor hears nothing of clients"
    );
    bring_in_an_umbrella(&first);
    let began = Instant::now();
    assert_eq!(heard(&away), (json!("import"), Value::Null));
    println!("an import is heard after {:?}", began.elapsed());
    let shown = there.get("/api/v1/products/new");
    assert_eq!(shown.status, 200, "and is there when it is heard");
    while let Ok((_, told)) = at_home.recv_timeout(Duration::from_secs(2)) {
        assert_ne!(
            told["command"], "elsewhere",
            "what was done here was told already"
        );
    }
}

#[test]
fn one_server_imports_at_a_time_and_the_other_is_told_to_wait() {
    let Some(rows) = Rows::new("turns") else { return };
    let [first, second] = rows.served_twice();
    let table = first.folder.path().join("shop.csv");
    let request = ImportRequest {
        source: table.to_string_lossy().into_owned(),
        ..ImportRequest::default()
    };
    let import = |shop: &Shop, during: &(dyn Fn() + Sync)| {
        let engine = shop.running().session().engine();
        engine.import(&request, &Cancel::default(), &|_| during())
    };
    import(&first, &|| {
        let refused = import(&second, &|| ()).expect_err("it is not its turn");
        assert_eq!(refused.code(), ErrorCode::Busy, "{refused}");
        assert!(
            refused
                .to_string()
                .contains("another server is changing the catalogue"),
            "{refused}"
        );
        let refused = second
            .running()
            .session()
            .engine()
            .reindex(&Cancel::default(), &|_| ());
        assert_eq!(refused.expect_err("nor is it for this").code(), ErrorCode::Busy);
    })
    .expect("it comes in");
    import(&second, &|| ()).expect("then the other one");
}
