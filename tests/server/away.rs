//! A server whose database goes away for some time and comes back.

use crate::own_server::{Server, programs};
use crate::support::{Device, Shop, picture};
use nova_api::Role;
use nova_engine::{Cancel, ErrorCode, ImportRequest, SharedDatabase};
use nova_server::Options;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Products of the tables that come in meanwhile.
const PRODUCTS: usize = 150;

/// A table whose prices are all `price`.
fn table(folder: &Path, price: usize) -> PathBuf {
    let mut table = "id,title,price,image\n".to_owned();
    for number in 0..PRODUCTS {
        let name = format!("p{number}.png");
        let path = folder.join(&name);
        if !path.is_file() {
            let shade = u8::try_from(number).expect("few");
            std::fs::write(&path, picture([shade, 90, 255 - shade])).expect("a picture is written");
        }
        table += &format!("p{number},Scarf {number},{price},{name}\n");
    }
    let path = folder.join("scarves.csv");
    std::fs::write(&path, table).expect("the table is written");
    path
}

/// Swipes until it is told to stop, each swipe again until it is acknowledged; how many were, and how often one was not.
fn swipe_on(device: &Device<'_>, stop: &AtomicBool) -> (usize, usize) {
    let (mut done, mut refused) = (0, 0);
    while !stop.load(Ordering::Relaxed) {
        let verdict = if done % 2 == 0 { "like" } else { "pass" };
        let product = (done % 9 + 1).to_string();
        let asked = json!({ "profile": "Amélie", "product_id": product, "verdict": verdict, "swipe_id": format!("s{done}") });
        let answer = device.call("swipe", &asked);
        match answer.status {
            200 => done += 1,
            _ => {
                assert_eq!(answer.code(), "DatabaseUnreachable", "{answer:?}");
                refused += 1;
                std::thread::sleep(Duration::from_millis(50));
            }
        }
    }
    (done, refused)
}

/// Imports one price after another until it is told to stop, each again until it is in; the last price, and how often one was not.
fn import_on(shop: &Shop, stop: &AtomicBool) -> (usize, usize) {
    let (mut price, mut refused) = (1, 0);
    loop {
        let request = ImportRequest {
            source: table(shop.folder.path(), price).to_string_lossy().into_owned(),
            update: true,
            ..ImportRequest::default()
        };
        let engine = shop.running().session().engine();
        match engine.import(&request, &Cancel::default(), &|_| ()) {
            Ok(_) if stop.load(Ordering::Relaxed) => return (price, refused),
            Ok(_) => price += 1,
            Err(error) => {
                assert_eq!(error.code(), ErrorCode::DatabaseUnreachable, "{error}");
                refused += 1;
                std::thread::sleep(Duration::from_millis(50));
            }
        }
    }
}

fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while !is_so() {
        assert!(Instant::now() < deadline, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn what_is_acknowledged_stays_while_the_database_goes_and_the_server_goes_on_when_it_comes_back() {
    let Some(programs) = programs() else {
        println!("skipped: STYLENOVA_TEST_POSTGRES names no server of this machine");
        return;
    };
    let mut database = Server::new(&programs);
    database.start();
    let rows = SharedDatabase {
        url: database.address(),
        replica: None,
        shop: "shop".to_owned(),
    };
    let options = Options {
        commands_a_minute: 100_000,
        ..Options::default()
    };
    let shop = Shop::with_rows_at(Some(rows), options);
    let (stylist, other) = (shop.device(Role::Stylist), shop.device(Role::Stylist));
    let stop = AtomicBool::new(false);
    let ((swiped, refused), (price, broken_off)) = std::thread::scope(|scope| {
        let swiping = scope.spawn(|| swipe_on(&stylist, &stop));
        let importing = scope.spawn(|| import_on(&shop, &stop));
        for _ in 0..3 {
            std::thread::sleep(Duration::from_millis(700));
            database.kill();
            let away = Instant::now();
            until("the server to say that it is not ready", || {
                shop.get("/ready").status == 503
            });
            assert_eq!(shop.get("/ready").code(), "DatabaseUnreachable");
            assert_eq!(shop.get("/health").status, 200, "it lives");
            let found = other.call("search", &json!({ "text": "scarf", "limit": 3 }));
            assert_eq!(found.status, 200, "and finds what it has in memory: {found:?}");
            std::thread::sleep(Duration::from_secs(3).saturating_sub(away.elapsed()));
            database.start();
            until("the server to be ready", || shop.get("/ready").status == 200);
        }
        std::thread::sleep(Duration::from_millis(700));
        stop.store(true, Ordering::Relaxed);
        (
            swiping.join().expect("swipes go on"),
            importing.join().expect("imports go on"),
        )
    });
    assert!(
        refused > 3 && broken_off > 3,
        "{refused} swipes and {broken_off} imports were told"
    );
    let told = other
        .call("history", &json!({ "profile": "Amélie", "limit": 1_000_000 }))
        .served();
    let mut ids: Vec<String> = told["swipes"]
        .as_array()
        .expect("there are swipes")
        .iter()
        .map(|swipe| swipe["swipe_id"].as_str().expect("an id").to_owned())
        .collect();
    ids.reverse();
    let wanted: Vec<String> = (0..swiped).map(|number| format!("s{number}")).collect();
    assert_eq!(ids, wanted, "each that was acknowledged, once, in its place");
    for number in [0, PRODUCTS - 1] {
        let shown = other.get(&format!("/api/v1/products/p{number}")).served();
        assert_eq!(shown["product"]["price"].as_f64(), Some(price as f64), "{shown}");
    }
    let stats = other.call("stats", &json!({})).served();
    assert_eq!(
        (stats["products"].as_u64(), stats["pending"].as_u64()),
        (Some(PRODUCTS as u64 + 9), Some(0)),
        "{stats}"
    );
}
