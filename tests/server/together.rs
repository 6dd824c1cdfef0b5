//! Many devices on one library: they hear of one another, and none loses what another did.

use crate::support::{Shop, listen};
use nova_api::Role;
use serde_json::{Value, json};
use std::time::Duration;

const SOON: Duration = Duration::from_secs(20);
const MOMENT: Duration = Duration::from_millis(300);

#[test]
fn a_swipe_on_one_device_is_heard_on_others_that_may_hear_of_the_client() {
    let shop = Shop::new();
    let (tablet, laptop, floor) = (
        shop.device(Role::Stylist),
        shop.device(Role::Stylist),
        shop.device(Role::Floor),
    );
    let own = shop.kiosk("Amélie");
    let others = shop.kiosk("Noor");
    let heard = [&laptop, &floor, &own, &others].map(listen);
    let swipe = json!({ "profile": "Amélie", "product_id": "1", "verdict": "like", "swipe_id": "s-1" });
    tablet.call("swipe", &swipe).served();
    for listener in [&heard[0], &heard[2]] {
        let (kind, change) = listener.recv_timeout(SOON).expect("it is told");
        assert_eq!(
            (kind.as_str(), &change["command"], &change["profile"]),
            ("changed", &json!("swipe"), &json!("Amélie"))
        );
        assert_eq!(change["device"], json!(tablet.id));
    }
    assert!(
        heard[1].recv_timeout(MOMENT).is_err(),
        "the floor hears of no client"
    );
    assert!(heard[3].recv_timeout(MOMENT).is_err(), "nor does another client");
}

#[test]
fn a_device_that_is_taken_off_is_told() {
    let shop = Shop::new();
    let (owner, floor) = (shop.device(Role::Owner), shop.device(Role::Floor));
    let heard = listen(&floor);
    assert_eq!(owner.delete(&format!("/api/v1/devices/{}", floor.id)).status, 204);
    assert_eq!(heard.recv_timeout(SOON).expect("it is told").0, "revoked");
}

#[test]
fn two_stylists_with_one_client_lose_nothing() {
    let shop = Shop::new();
    let devices = [shop.device(Role::Stylist), shop.device(Role::Stylist)];
    std::thread::scope(|scope| {
        for (at, device) in devices.iter().enumerate() {
            scope.spawn(move || {
                for piece in 0..4 {
                    let id = (at * 4 + piece + 1).to_string();
                    let verdict = if piece % 2 == 0 { "like" } else { "pass" };
                    let swipe = json!({
                        "profile": "Amélie", "product_id": id, "verdict": verdict, "swipe_id": format!("s-{id}"),
                    });
                    device.call("swipe", &swipe).served();
                    let kept = json!({ "profile": "Amélie", "id": id, "favourite": true });
                    device.call("set_favourite", &kept).served();
                }
            });
        }
    });
    let history = devices[0]
        .call("history", &json!({ "profile": "Amélie" }))
        .served();
    assert_eq!(history["swipes"].as_array().map(Vec::len), Some(8), "{history}");
    let kept = devices[1]
        .call("favourites", &json!({ "profile": "Amélie" }))
        .served();
    assert_eq!(kept["favourites"].as_array().map(Vec::len), Some(8), "{kept}");
}

#[test]
fn two_stylists_with_one_board_keep_what_both_put_there() {
    let shop = Shop::new();
    let (one, other) = (shop.device(Role::Stylist), shop.device(Role::Stylist));
    let pins = |ids: &[&str]| -> Vec<Value> { ids.iter().map(|id| json!({ "id": id })).collect() };
    let board = |items: Vec<Value>, was: &[&str]| json!({ "profile": "Noor", "name": "Spring", "items": items, "was": was });
    one.call("set_board", &board(pins(&["1", "2"]), &[])).served();
    // Both saw 1 and 2. One adds 3; the other, who has not seen that, takes 2 off and adds 4.
    one.call("set_board", &board(pins(&["1", "2", "3"]), &["1", "2"]))
        .served();
    let now = other
        .call("set_board", &board(pins(&["1", "4"]), &["1", "2"]))
        .served();
    let items = now["boards"][0]["items"].as_array().unwrap();
    let ids: Vec<&str> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(
        ids,
        ["1", "4", "3"],
        "what was taken off is off, and what another added stays"
    );
}
