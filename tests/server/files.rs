//! Files on their way to and from devices: none names one of the server's.

use crate::support::{Shop, picture};
use nova_api::Role;
use serde_json::json;

#[test]
fn a_photo_that_was_uploaded_is_searched_with_and_shown_small() {
    let shop = Shop::new();
    let floor = shop.device(Role::Floor);
    let photo = floor.upload("camera.png", &picture([200, 30, 30]));
    assert!(photo.starts_with("photo:"), "{photo}");
    let found = floor.call("search", &json!({ "image": photo })).served();
    assert!(
        found["hits"][0]["title"].as_str().unwrap().starts_with("red"),
        "{found}"
    );
    let key = floor.post("/api/v1/previews", &json!({ "path": photo })).served()["key"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        floor
            .get(&format!("/api/v1/pictures/photo/{key}"))
            .header("content-type"),
        Some("image/jpeg")
    );
}

#[test]
fn no_device_names_a_file_of_the_servers() {
    let shop = Shop::new();
    let owner = shop.device(Role::Owner);
    let secret = shop.folder.path().join("shop.csv");
    let secret = secret.to_str().unwrap();
    for named in [
        secret,
        "/etc/passwd",
        "upload:../../etc/passwd",
        "photo:../devices.json",
        "download:x/y",
        "",
    ] {
        assert_eq!(
            owner.call("import", &json!({ "source": named })).status,
            400,
            "{named}"
        );
        assert_eq!(
            owner.call("search", &json!({ "image": named })).status,
            400,
            "{named}"
        );
        assert_eq!(
            owner.call("backup", &json!({ "file": named })).status,
            400,
            "{named}"
        );
    }
    let folder = owner.call(
        "import",
        &json!({ "source": owner.upload("a.csv", b"id\n1\n"), "images": "/etc" }),
    );
    assert_eq!(folder.status, 400);
    for path in [
        "/api/v1/pictures/thumb/..%2F..%2Fuser.db",
        "/api/v1/pictures/photo/..%2Fkiosk.json",
        "/api/v1/pictures/picture/..%2F..%2Fetc%2Fpasswd",
        "/api/v1/downloads/..%2F..%2Fserver/devices.json",
        "/assets/..%2F..%2F..%2FCargo.toml",
        "/..%2F..%2FCargo.toml",
    ] {
        assert_eq!(owner.get(path).status, 404, "{path}");
    }
}

#[test]
fn what_one_device_uploaded_is_none_of_anothers() {
    let shop = Shop::new();
    let (one, other) = (shop.device(Role::Owner), shop.device(Role::Owner));
    let table = one.upload("clients.csv", b"name\nIris\n");
    assert_eq!(
        other.call("import_clients", &json!({ "file": table })).status,
        400
    );
    assert_eq!(one.call("import_clients", &json!({ "file": table })).status, 200);
}

#[test]
fn a_file_that_a_command_writes_is_fetched_once_by_who_asked_for_it() {
    let shop = Shop::new();
    let (stylist, other) = (shop.device(Role::Stylist), shop.device(Role::Stylist));
    stylist
        .call(
            "set_board",
            &json!({ "profile": "Amélie", "name": "Spring", "items": [{ "id": "1" }] }),
        )
        .served();
    let file = "download:3f0c9a52-0000-4000-8000-1234567890ab/Spring & Co.csv";
    let made = stylist
        .call(
            "share_board",
            &json!({ "profile": "Amélie", "name": "Spring", "file": file }),
        )
        .served();
    assert!(
        !made.to_string().contains(shop.folder.path().to_str().unwrap()),
        "no path of the server's: {made}"
    );
    let path = "/api/v1/downloads/3f0c9a52-0000-4000-8000-1234567890ab/Spring%20%26%20Co.csv";
    assert_eq!(other.get(path).status, 404);
    let got = stylist.get(path);
    assert!(String::from_utf8_lossy(&got.bytes).contains("red shirt"));
    assert!(
        got.header("content-disposition")
            .unwrap()
            .starts_with("attachment")
    );
    assert_eq!(stylist.get(path).status, 404, "once");
}

#[test]
fn a_picture_bomb_or_nonsense_is_refused_and_harms_nobody() {
    let shop = Shop::new();
    let floor = shop.device(Role::Floor);
    // A PNG whose head says 60,000 by 60,000 pixels.
    let mut bomb = picture([0, 0, 0]);
    bomb[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
    for bytes in [
        bomb,
        b"not a picture".to_vec(),
        Vec::new(),
        b"\x89PNG\r\n\x1a\n".to_vec(),
    ] {
        let answer = floor.send("/api/v1/uploads?name=a.png", "image/png", &bytes);
        assert!((400..500).contains(&answer.status), "{answer:?}");
    }
    let large = vec![0; (32 << 20) + 1];
    let sent = shop
        .agent
        .post(format!("{}/api/v1/uploads?name=a.png", shop.origin));
    let sent = sent
        .header("authorization", format!("Bearer {}", floor.access))
        .content_type("image/png")
        .send(&large[..]);
    // The server may hang up before it has all of it.
    assert!(sent.map_or(true, |answer| answer.status() == 413));
    assert_eq!(floor.call("search", &json!({})).status, 200);
}
