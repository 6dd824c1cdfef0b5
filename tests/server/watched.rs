//! The server as it is watched over: health, numbers, logs, and its end.

use crate::support::{Shop, open};
use nova_api::Role;
use serde_json::json;

#[test]
fn it_says_that_it_lives_and_serves_and_how_much() {
    let shop = Shop::new();
    let floor = shop.device(Role::Floor);
    assert_eq!(shop.get("/health").served()["status"], "ok");
    assert_eq!(shop.get("/ready").served()["status"], "ok");
    for _ in 0..3 {
        floor
            .call("search", &json!({ "text": "a very private search" }))
            .served();
    }
    let numbers = shop.get("/metrics");
    let text = String::from_utf8(numbers.bytes).unwrap();
    assert!(
        text.contains(r#"stylenova_commands_total{command="search",outcome="Done"} 3"#),
        "{text}"
    );
    assert!(text.contains("stylenova_products 9"), "{text}");
    assert!(text.contains("stylenova_devices 1"), "{text}");
    assert!(text.ends_with("# EOF\n") && !text.contains("private"), "{text}");
}

#[test]
fn what_is_under_way_is_finished_when_it_stops_and_the_library_is_let_go() {
    let shop = Shop::new();
    let floor = shop.device(Role::Floor);
    let (origin, agent, token) = (shop.origin.clone(), shop.agent.clone(), floor.access.clone());
    let listening = agent
        .get(format!("{origin}/api/v1/events"))
        .header("authorization", format!("Bearer {token}"));
    let events = listening.call().expect("it answers");
    let asking = std::thread::spawn(move || {
        let asked = agent
            .post(format!("{origin}/api/v1/commands/search"))
            .header("authorization", format!("Bearer {token}"));
        asked
            .content_type("application/json")
            .send(r#"{"text":"a long red dress for a wedding"}"#)
    });
    std::thread::sleep(std::time::Duration::from_millis(30));
    let folder = shop.stop();
    if let Ok(answer) = asking.join().unwrap() {
        assert_eq!(answer.status(), 200, "what had begun is finished");
    }
    drop(events);
    assert_eq!(open(folder.path()).engine().stats().unwrap().products, 9);
}

#[test]
fn the_audit_log_tells_who_signed_in_and_what_was_erased_and_no_name_of_a_client() {
    let shop = Shop::new();
    let stylist = shop.device(Role::Stylist);
    stylist
        .call("delete_profile", &json!({ "profile": "Noor" }))
        .served();
    stylist.delete("/api/v1/session");
    let log = std::fs::read_to_string(shop.folder.path().join("library/server/audit.jsonl")).unwrap();
    for event in ["paired", "client_erased", "signed_out"] {
        assert!(log.contains(&format!("\"event\":\"{event}\"")), "{log}");
    }
    assert!(log.contains(&stylist.id) && !log.contains("Noor"), "{log}");
}
