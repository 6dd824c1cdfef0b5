//! What each role may ask for, and that no answer tells whether a client exists.

use crate::support::Shop;
use nova_api::Role;
use serde_json::json;

#[test]
fn the_floor_searches_and_completes_looks_and_sees_nothing_of_clients() {
    let shop = Shop::new();
    let floor = shop.device(Role::Floor);
    let found = floor.call("search", &json!({ "text": "red dress" })).served();
    assert_eq!(found["hits"][0]["title"], "red dress");
    assert_eq!(floor.call("complete", &json!({ "id": "1" })).status, 200);
    assert_eq!(floor.call("product", &json!({ "id": "1" })).status, 200);
    for command in [
        "list_clients",
        "client_file",
        "favourites",
        "boards",
        "swipe",
        "create_profile",
        "import",
        "backup",
    ] {
        assert_eq!(floor.call(command, &json!({})).code(), "Forbidden", "{command}");
    }
    let profiles = floor.call("profiles", &json!({})).served();
    let mut named = profiles["profiles"].as_array().unwrap().iter();
    assert!(named.all(|one| one["name"] == "guest"), "{profiles}");
    let there = floor.call("search", &json!({ "text": "red", "profile": "Amélie" }));
    let not_there = floor.call("search", &json!({ "text": "red", "profile": "Nobody" }));
    assert_eq!(
        (there.status, &there.bytes),
        (not_there.status, &not_there.bytes),
        "alike to the last byte"
    );
    assert_eq!(there.code(), "Forbidden");
}

#[test]
fn a_stylist_serves_clients_and_leaves_the_shop_alone() {
    let shop = Shop::new();
    let stylist = shop.device(Role::Stylist);
    assert_eq!(stylist.call("list_clients", &json!({})).status, 200);
    assert_eq!(
        stylist
            .call(
                "set_favourite",
                &json!({ "profile": "Amélie", "id": "1", "favourite": true })
            )
            .status,
        200
    );
    for command in [
        "import",
        "restore",
        "backup",
        "use_model",
        "undo_import",
        "set_pin",
        "set_logo",
        "doctor",
    ] {
        assert_eq!(stylist.call(command, &json!({})).code(), "Forbidden", "{command}");
    }
    assert_eq!(
        stylist
            .call("set_setting", &json!({ "key": "shop", "value": "Mine" }))
            .code(),
        "Forbidden"
    );
    assert_eq!(
        stylist
            .call("set_setting", &json!({ "key": "theme", "value": "dark" }))
            .status,
        200
    );
    assert_eq!(stylist.get("/api/v1/devices").code(), "Forbidden");
}

#[test]
fn what_is_a_devices_own_stays_its_own() {
    let shop = Shop::new();
    let (one, other) = (shop.device(Role::Stylist), shop.device(Role::Stylist));
    for (key, value) in [("client", "Amélie"), ("theme", "dark")] {
        one.call("set_setting", &json!({ "key": key, "value": value }))
            .served();
    }
    let own = one.call("settings", &json!({})).served();
    assert_eq!(
        (&own["values"]["client"], &own["values"]["theme"]),
        (&json!("Amélie"), &json!("dark"))
    );
    let others = other.call("settings", &json!({})).served();
    assert!(others["values"]["client"].is_null() && others["values"]["theme"].is_null());
    one.call("rename_profile", &json!({ "name": "Amélie", "to": "Amelia" }))
        .served();
    let own = one.call("settings", &json!({})).served();
    assert_eq!(own["values"]["client"], "Amelia");
    one.call("delete_profile", &json!({ "profile": "Amelia" }))
        .served();
    let own = one.call("settings", &json!({})).served();
    assert!(
        own["values"]["client"].is_null(),
        "no device names who was erased"
    );
}

#[test]
fn a_kiosk_serves_its_client_and_has_no_way_out() {
    let shop = Shop::new();
    let kiosk = shop.kiosk("Amélie");
    assert_eq!(kiosk.call("kiosk", &json!({})).served()["client"], "Amélie");
    assert_eq!(
        kiosk
            .call("set_favourite", &json!({ "id": "1", "favourite": true }))
            .status,
        200
    );
    assert_eq!(
        kiosk.call("favourites", &json!({})).served()["favourites"][0]["id"],
        "1"
    );
    for (command, request) in [
        ("taste", json!({ "profile": "Noor" })),
        ("client_file", json!({})),
        ("list_clients", json!({})),
        ("import", json!({})),
        ("end_kiosk", json!({ "pin": "1234" })),
    ] {
        assert_eq!(kiosk.call(command, &request).status, 403, "{command}");
    }
    let photo = kiosk.send(
        "/api/v1/uploads?name=a.png",
        "image/png",
        &crate::support::picture([1, 2, 3]),
    );
    assert_eq!(photo.status, 403);
    assert_eq!(kiosk.get("/api/v1/devices").status, 403);
}

#[test]
fn a_tablet_in_a_clients_hands_comes_back_by_the_pin_alone_and_others_go_on() {
    let shop = Shop::new();
    let (tablet, other) = (shop.device(Role::Owner), shop.device(Role::Stylist));
    tablet
        .call("start_kiosk", &json!({ "profile": "Amélie", "pin": "2468" }))
        .served();
    for command in ["client_file", "list_clients", "import", "settings"] {
        let status = tablet.call(command, &json!({})).status;
        assert_eq!(status, if command == "settings" { 200 } else { 403 }, "{command}");
    }
    assert_eq!(
        tablet.get("/api/v1/devices").code(),
        "Forbidden",
        "though it is an owner's"
    );
    assert_eq!(
        tablet.delete("/api/v1/session").status,
        403,
        "signing out would be a way round the PIN"
    );
    assert_eq!(other.call("list_clients", &json!({})).status, 200, "others go on");
    assert_eq!(
        tablet.call("end_kiosk", &json!({ "pin": "1111" })).served()["outcome"],
        "wrong"
    );
    assert_eq!(
        tablet.call("end_kiosk", &json!({ "pin": "2468" })).served()["outcome"],
        "right"
    );
    assert_eq!(tablet.call("list_clients", &json!({})).status, 200);
}
