//! The command table over HTTP: answers, problems, jobs, pictures, pages.

use crate::support::Shop;
use nova_api::Role;
use serde_json::{Value, json};

#[test]
fn commands_answer_as_they_do_in_the_window() {
    let shop = Shop::new();
    let stylist = shop.device(Role::Stylist);
    let dealt = stylist
        .call("next_cards", &json!({ "profile": "Amélie" }))
        .served();
    let card = dealt["cards"][0]["id"].as_str().expect("a card").to_owned();
    let swipe = json!({ "profile": "Amélie", "product_id": card, "verdict": "like", "swipe_id": "s-1" });
    stylist.call("swipe", &swipe).served();
    stylist.call("swipe", &swipe).served();
    let history = stylist.call("history", &json!({ "profile": "Amélie" })).served();
    assert_eq!(
        history["swipes"].as_array().map(Vec::len),
        Some(1),
        "the same swipe counts once: {history}"
    );
}

#[test]
fn failures_are_problems_that_say_what_to_do() {
    let shop = Shop::new();
    let owner = shop.device(Role::Owner);
    for (answer, status, code) in [
        (
            owner.call("product", &json!({ "id": "no such" })),
            404,
            "NotFound",
        ),
        (owner.call("search", &json!({ "limit": -1 })), 400, "InvalidInput"),
        (
            owner.call("search", &json!({ "no such field": 1 })),
            400,
            "InvalidInput",
        ),
        (owner.call("search", &json!([])), 400, "InvalidInput"),
        (owner.call("no_such_command", &json!({})), 404, "NoSuchAddress"),
        (
            owner.send("/api/v1/commands/search", "application/json", b"{"),
            400,
            "InvalidInput",
        ),
        (
            owner.send("/api/v1/commands/search", "text/plain", b"{}"),
            415,
            "UnsupportedKind",
        ),
        (owner.get("/api/v1/commands/search"), 405, "NoSuchAddress"),
        (owner.get("/api/v1/nothing"), 404, "NoSuchAddress"),
        (owner.get("/api/v1/products?limit=0"), 400, "InvalidInput"),
        (
            owner.send(
                "/api/v1/commands/search",
                "application/json",
                &vec![b' '; 2 << 20],
            ),
            413,
            "TooLarge",
        ),
    ] {
        assert_eq!((answer.status, answer.code().as_str()), (status, code));
        let problem = answer.json();
        assert!(
            !problem["detail"].as_str().unwrap().is_empty() && !problem["title"].as_str().unwrap().is_empty()
        );
    }
}

#[test]
fn the_catalogue_is_read_page_by_page() {
    let shop = Shop::new();
    let floor = shop.device(Role::Floor);
    let mut path = "/api/v1/products?limit=4".to_owned();
    let mut seen = Vec::new();
    loop {
        let page = floor.get(&path);
        let next = page
            .header("link")
            .map(|link| link[1..link.find('>').unwrap()].to_owned());
        let hits = page.served()["hits"].as_array().unwrap().clone();
        seen.extend(hits.iter().map(|hit| hit["id"].as_str().unwrap().to_owned()));
        match next {
            Some(next) => path = next,
            None => break,
        }
    }
    seen.sort();
    assert_eq!(
        seen,
        ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
        "each piece once"
    );
    let blue = floor.get("/api/v1/products?q=coat&filter=colour%3Dblue").served();
    assert_eq!(blue["hits"][0]["title"], "blue coat");
    assert_eq!(
        floor.get("/api/v1/products/3").served()["product"]["title"],
        "green shirt"
    );
}

#[test]
fn a_picture_is_sent_once_and_not_again_while_it_is_the_same() {
    let shop = Shop::new();
    let floor = shop.device(Role::Floor);
    let hit = floor.call("search", &json!({})).served()["hits"][0].clone();
    let thumb = format!(
        "/api/v1/pictures/thumb/{}",
        hit["thumb"].as_str().expect("a thumbnail")
    );
    let full = format!("/api/v1/pictures/picture/{}", hit["id"].as_str().unwrap());
    for path in [thumb, full] {
        let first = floor.get(&path);
        assert!(
            first.header("content-type").unwrap().starts_with("image/"),
            "{path}"
        );
        let tag = first.header("etag").expect("a tag").to_owned();
        let again = floor.get_with(&path, &[("if-none-match", &tag)]);
        assert_eq!((again.status, again.bytes.len()), (304, 0), "{path}");
        assert_eq!(
            shop.get(&path).code(),
            "SignedOut",
            "pictures are not for everybody"
        );
    }
}

#[test]
fn a_job_tells_how_far_it_is() {
    let shop = Shop::new();
    let owner = shop.device(Role::Owner);
    let table = "id,title,category,type,colour,price\n77,yellow scarf,accessories,scarf,yellow,12\n";
    let source = owner.upload("new.csv", table.as_bytes());
    let asked = shop.agent.post(format!("{}/api/v1/commands/import", shop.origin));
    let asked = asked
        .header("authorization", format!("Bearer {}", owner.access))
        .header("accept", "text/event-stream");
    let request = json!({ "source": source, "update": true });
    let mut response = asked
        .content_type("application/json")
        .send(request.to_string())
        .unwrap();
    let text = response.body_mut().read_to_string().unwrap();
    assert!(text.contains("event: progress\n"), "{text}");
    let done = text
        .split("event: done\ndata: ")
        .nth(1)
        .expect("it ends with its answer");
    let done: Value = serde_json::from_str(done.lines().next().unwrap()).unwrap();
    assert_eq!(done["added"], 1, "{done}");
    let found = owner.call("search", &json!({ "text": "yellow scarf" })).served();
    assert_eq!(found["hits"][0]["id"], "77");
    let failed = owner.call("import", &json!({ "source": owner.upload("bad.csv", b"") }));
    assert!(failed.status == 422 || failed.status == 400, "{failed:?}");
}

#[test]
fn every_page_is_guarded_and_the_document_is_whole() {
    let shop = Shop::new();
    let answer = shop.get("/api/v1/openapi.json");
    let policy = answer.header("content-security-policy").unwrap().to_owned();
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
    assert!(!policy.contains("script-src 'self' '"), "no script but ours");
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    let document = answer.json();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(
        document["paths"]["/api/v1/commands/search"]["post"]["operationId"],
        "search"
    );
}

#[test]
fn a_kept_search_is_as_the_document_says() {
    let shop = Shop::new();
    let document = shop.get("/api/v1/openapi.json").json();
    let device = shop.device(Role::Stylist);
    let asked = json!({ "profile": "Amélie", "request": { "text": "scarf", "offset": 3 } });
    let kept = device.call("remember_search", &asked).served();
    let request = kept["recent"][0]["request"].as_object().expect("it is kept");
    let schema = &document["components"]["schemas"]["SearchRequest"];
    let named = |name: &str| schema["properties"].get(name).is_some();
    assert!(request.keys().all(|name| named(name)), "{request:?}");
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    assert!(
        required
            .iter()
            .all(|name| request.contains_key(name.as_str().expect("a name"))),
        "{required:?} of {request:?}"
    );
}

#[test]
fn pages_of_other_origins_may_call_where_they_were_named() {
    let shop = Shop::with(nova_server::Options {
        origins: vec!["https://shop.example".to_owned()],
        ..nova_server::Options::default()
    });
    let allowed = |origin: &str| {
        let asked = shop
            .agent
            .get(format!("{}/health", shop.origin))
            .header("origin", origin);
        let answer = asked.call().unwrap();
        answer
            .headers()
            .get("access-control-allow-origin")
            .map(|value| value.to_str().unwrap().to_owned())
    };
    assert_eq!(
        allowed("https://shop.example").as_deref(),
        Some("https://shop.example")
    );
    assert_eq!(allowed("https://evil.example"), None);
}
