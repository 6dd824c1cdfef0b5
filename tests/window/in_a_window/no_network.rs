//! Nothing leaves the machine: the window opens no network socket.

use std::collections::BTreeSet;
use std::net::{TcpListener, UdpSocket};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::sockets;
use crate::stage::Stage;

#[test]
fn an_open_socket_would_be_seen() {
    let listening = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let asking = UdpSocket::bind(("127.0.0.1", 0)).expect("a port");
    let seen = sockets::held_by(std::process::id()).join("\n");
    for (table, address) in [("tcp", listening.local_addr()), ("udp", asking.local_addr())] {
        let port = format!(":{:04X}", address.expect("a socket has an address").port());
        let found = seen
            .lines()
            .any(|line| line.contains(&format!(" {table} ")) && line.contains(&port));
        assert!(found, "the {table} socket of this very test is seen in\n{seen}");
    }
}

#[test]
fn the_window_opens_no_network_socket() {
    let Some(stage) = Stage::set() else { return };
    let mut command = Command::new(stage.app());
    command.arg("--report-ready");
    let mut app = stage.start("window", &mut command);
    let root = app.child().id();
    let deadline = Instant::now() + Duration::from_secs(180);
    let (mut held, mut watched) = (BTreeSet::new(), BTreeSet::new());
    // Looks all the while the window starts, imports the demo catalogue, and shows it.
    loop {
        let ready = stage.printed("window").lines().any(|line| line == "ready");
        for process in sockets::tree(root) {
            watched.insert(sockets::name(process));
            held.extend(sockets::held_by(process));
        }
        if ready {
            break;
        }
        assert!(
            Instant::now() < deadline,
            "no demo catalogue was in view:\n{}",
            stage.printed("window")
        );
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(
        watched.iter().any(|name| name.starts_with("WebKit")),
        "the page's own process was watched: {watched:?}"
    );
    assert!(held.is_empty(), "network sockets were open: {held:#?}");
}
