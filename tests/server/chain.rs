//! Several servers of one shop, whose rows are at a PostgreSQL server: whatever is done at one is true at the others.

use crate::support::{Device, Shop};
use nova_api::Role;
use nova_engine::{Cancel, ImportRequest, SharedDatabase};
use nova_server::{Options, announce};
use serde_json::{Value, json};
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

    let table = first.folder.path().join("later.csv");
    std::fs::write(&table, "id,title,price\nnew,Golden umbrella,20\n").expect("a table");
    let request = ImportRequest {
        source: table.to_string_lossy().into_owned(),
        update: true,
        ..ImportRequest::default()
    };
    let imported = first
        .running()
        .session()
        .engine()
        .import(&request, &Cancel::default(), &|_| ());
    imported.expect("it comes in");
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
