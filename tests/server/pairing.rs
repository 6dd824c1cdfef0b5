//! Devices are paired by a code, stay signed in by a secret that changes, and are taken off at once.

use crate::support::Shop;
use nova_api::Role;
use nova_server::announce;
use serde_json::json;

#[test]
fn a_device_is_paired_once_with_a_code_and_signs_out() {
    let shop = Shop::new();
    assert_eq!(shop.get("/api/v1/session").code(), "SignedOut");
    let code = announce(shop.running(), Role::Stylist)
        .expect("a code is made")
        .code;
    let typed = format!(" {}-{} ", &code[..4].to_lowercase(), &code[4..]);
    let stylist = shop.pair(&typed);
    let session = stylist.get("/api/v1/session").served();
    assert_eq!(
        (&session["role"], &session["device"]["name"]),
        (&json!("stylist"), &json!("Tablet"))
    );
    let again = shop.post("/api/v1/session", &json!({ "code": code, "name": "Other" }));
    assert_eq!(
        (again.status, again.code().as_str()),
        (401, "WrongCode"),
        "a code serves once"
    );
    assert_eq!(stylist.delete("/api/v1/session").status, 204);
    assert_eq!(
        stylist.get("/api/v1/session").code(),
        "SignedOut",
        "though its token is not over yet"
    );
    let refused = shop.post(
        "/api/v1/session/refresh",
        &json!({ "refresh_token": stylist.refresh }),
    );
    assert_eq!(refused.code(), "SignedOut");
}

#[test]
fn a_browser_is_signed_in_by_cookies_that_no_script_reads_and_no_other_site_sends() {
    let shop = Shop::new();
    let code = announce(shop.running(), Role::Floor)
        .expect("a code is made")
        .code;
    let paired = shop.post("/api/v1/session", &json!({ "code": code, "name": "Tablet" }));
    assert!(paired.json()["tokens"].is_null(), "no script needs them");
    let cookies: Vec<&str> = paired
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|one| one.to_str().unwrap())
        .collect();
    assert_eq!(cookies.len(), 2);
    for cookie in &cookies {
        assert!(
            cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Strict"),
            "{cookie}"
        );
    }
    let access = cookies[0].split(';').next().unwrap();
    let search = |headers: &[(&str, &str)]| {
        let mut asked = shop.agent.post(format!("{}/api/v1/commands/search", shop.origin));
        for (name, value) in headers {
            asked = asked.header(*name, *value);
        }
        asked
            .content_type("application/json")
            .send("{}")
            .unwrap()
            .status()
            .as_u16()
    };
    assert_eq!(search(&[("cookie", access)]), 200);
    assert_eq!(search(&[("cookie", access), ("origin", &shop.origin)]), 200);
    assert_eq!(
        search(&[("cookie", access), ("origin", "https://evil.example")]),
        403
    );
    assert_eq!(
        search(&[("cookie", access), ("sec-fetch-site", "cross-site")]),
        403
    );
}

#[test]
fn a_secret_is_replaced_when_it_is_used_and_one_that_is_made_up_is_refused() {
    let shop = Shop::new();
    let device = shop.device(Role::Floor);
    let next = shop
        .post(
            "/api/v1/session/refresh",
            &json!({ "refresh_token": device.refresh }),
        )
        .served();
    assert_ne!(next["tokens"]["refresh_token"], json!(device.refresh));
    let other = shop.post("/api/v1/session/refresh", &json!({ "refresh_token": "made up" }));
    assert_eq!(other.code(), "SignedOut");
}

#[test]
fn an_owner_adds_devices_sees_them_and_takes_them_off() {
    let shop = Shop::new();
    let owner = shop.device(Role::Owner);
    let asked = owner
        .post("/api/v1/devices/codes", &json!({ "role": "floor" }))
        .served();
    assert!(asked["qr_svg"].as_str().unwrap().contains("<svg"));
    assert!(
        asked["url"].as_str().unwrap().contains("/#pair="),
        "the code reaches no log"
    );
    let floor = shop.pair(asked["code"].as_str().unwrap());
    let devices = owner.get("/api/v1/devices").served();
    let roles: Vec<&str> = devices["devices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["role"].as_str().unwrap())
        .collect();
    assert_eq!(roles, ["owner", "floor"]);
    assert_eq!(floor.get("/api/v1/devices").code(), "Forbidden");
    assert_eq!(owner.delete(&format!("/api/v1/devices/{}", floor.id)).status, 204);
    assert_eq!(floor.call("search", &json!({})).code(), "SignedOut", "at once");
    assert_eq!(owner.delete(&format!("/api/v1/devices/{}", floor.id)).status, 404);
}

#[test]
fn forged_tokens_open_nothing() {
    let shop = Shop::new();
    let mut device = shop.device(Role::Floor);
    let good = device.access.clone();
    let parts: Vec<&str> = good.split('.').collect();
    for forged in [
        format!("{}.{}.{}", parts[0], parts[1], "A".repeat(43)),
        // {"alg":"none","typ":"JWT"}
        format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{}.", parts[1]),
        parts[..2].join("."),
        "x".to_owned(),
    ] {
        device.access = forged;
        assert_eq!(device.get("/api/v1/session").code(), "SignedOut");
    }
    let other = Shop::new();
    device.access = other.device(Role::Owner).access;
    assert_eq!(
        device.get("/api/v1/session").code(),
        "SignedOut",
        "of another library"
    );
}

#[test]
fn devices_outlast_the_server_and_codes_do_not() {
    let shop = Shop::new();
    let device = shop.device(Role::Floor);
    let (access, refresh) = (device.access.clone(), device.refresh.clone());
    let code = announce(shop.running(), Role::Owner)
        .expect("a code is made")
        .code;
    let shop = Shop::of(shop.stop(), nova_server::Options::default());
    let mut device = shop.device(Role::Floor);
    device.access = access;
    assert_eq!(device.get("/api/v1/session").status, 200);
    let next = shop.post("/api/v1/session/refresh", &json!({ "refresh_token": refresh }));
    assert_eq!(next.status, 200);
    let tried = shop.post("/api/v1/session", &json!({ "code": code, "name": "" }));
    assert_eq!(tried.code(), "WrongCode");
}

#[test]
fn whoever_guesses_codes_is_slowed_down() {
    let shop = Shop::new();
    let tried: Vec<u16> = (0..12)
        .map(|at| {
            shop.post(
                "/api/v1/session",
                &json!({ "code": format!("AAAA{at:04}"), "name": "" }),
            )
            .status
        })
        .collect();
    assert_eq!(tried.iter().filter(|status| **status == 401).count(), 10);
    assert_eq!(tried.last(), Some(&429));
    let log = std::fs::read_to_string(shop.folder.path().join("library/server/audit.jsonl")).unwrap();
    assert!(
        log.lines().filter(|line| line.contains("wrong_code")).count() == 10,
        "{log}"
    );
}
