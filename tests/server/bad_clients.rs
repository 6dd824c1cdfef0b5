//! Clients that are slow, rude or many.

use crate::support::Shop;
use nova_api::Role;
use nova_server::Options;
use serde_json::json;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

#[test]
fn a_device_that_asks_too_much_is_told_how_long_to_wait_and_others_are_served() {
    let shop = Shop::with(Options {
        commands_a_minute: 20,
        ..Options::default()
    });
    let (greedy, other) = (shop.device(Role::Floor), shop.device(Role::Floor));
    let statuses: Vec<u16> = (0..25)
        .map(|_| greedy.call("facets", &json!({})).status)
        .collect();
    assert!(statuses[..20].iter().all(|status| *status == 200), "{statuses:?}");
    let told = greedy.call("facets", &json!({}));
    assert_eq!((told.status, told.code().as_str()), (429, "TooManyRequests"));
    assert!(
        told.header("retry-after")
            .and_then(|value| value.parse::<u64>().ok())
            .is_some_and(|wait| wait >= 1)
    );
    assert_eq!(other.call("facets", &json!({})).status, 200);
}

#[test]
fn half_requests_and_silent_connections_hold_nobody_up() {
    let shop = Shop::new();
    let floor = shop.device(Role::Floor);
    let mut held = Vec::new();
    for at in 0..500 {
        let mut stream = TcpStream::connect(shop.address()).expect("it is let in");
        match at % 3 {
            0 => (),
            1 => stream.write_all(b"POST /api/v1/commands/search HT").unwrap(),
            _ => stream
                .write_all(b"POST /api/v1/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{")
                .unwrap(),
        }
        held.push(stream);
    }
    assert_eq!(floor.call("search", &json!({ "text": "red" })).status, 200);
    // Nonsense is answered or hung up on, and never waited with.
    let mut rude = TcpStream::connect(shop.address()).unwrap();
    rude.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    rude.write_all(b"\x16\x03\x01 what is this\r\n\r\n").unwrap();
    let mut told = Vec::new();
    let _ = rude.read_to_end(&mut told);
    assert!(
        told.is_empty() || told.starts_with(b"HTTP/1.1 400"),
        "{}",
        String::from_utf8_lossy(&told)
    );
    drop(held);
}

#[test]
fn a_request_that_never_ends_is_hung_up_on() {
    let shop = Shop::new();
    let half = [
        "GET /health HTTP/1.1\r\nx: ",
        "POST /api/v1/session HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{",
    ];
    let held = half.map(|half| {
        let mut slow = TcpStream::connect(shop.address()).unwrap();
        slow.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        slow.write_all(half.as_bytes()).unwrap();
        slow
    });
    for mut slow in held {
        let mut told = Vec::new();
        let ended = slow.read_to_end(&mut told);
        assert!(ended.is_ok(), "the server waits for ever: {ended:?}");
    }
}

#[test]
fn thousands_of_connections_leave_it_answering() {
    let shop = Shop::new();
    let floor = shop.device(Role::Floor);
    let held: Vec<TcpStream> = (0..4000)
        .map_while(|_| TcpStream::connect(shop.address()).ok())
        .collect();
    assert!(
        held.len() > 200,
        "this machine lets a program have {} connections",
        held.len()
    );
    // Some are let go of where the machine allows no more of them.
    let kept = held.len().min(4000) - 50;
    let held: Vec<TcpStream> = held.into_iter().take(kept).collect();
    assert_eq!(floor.call("search", &json!({ "text": "red" })).status, 200);
    drop(held);
}
