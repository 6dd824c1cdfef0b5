//! Against a server on this machine that does what servers do.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use nova_fetch::{Address, FetchError, Fetcher, Limits};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

type Handler = dyn Fn(&str, usize, &mut TcpStream) + Send + Sync;

/// A server that hands each request's path and number to a handler, which writes the whole answer.
struct Server {
    port: u16,
    requests: Arc<AtomicUsize>,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn new(handler: impl Fn(&str, usize, &mut TcpStream) + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (requests, heads) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(Vec::new())));
        let handler: Arc<Handler> = Arc::new(handler);
        let (counted, kept) = (Arc::clone(&requests), Arc::clone(&heads));
        thread::spawn(move || {
            for stream in listener.incoming().filter_map(Result::ok) {
                let (handler, counted, kept) =
                    (Arc::clone(&handler), Arc::clone(&counted), Arc::clone(&kept));
                thread::spawn(move || serve(stream, &*handler, &counted, &kept));
            }
        });
        Server {
            port,
            requests,
            heads,
        }
    }

    fn at(&self, path: &str) -> Address {
        Address::parse(&format!("http://127.0.0.1:{}{path}", self.port)).unwrap()
    }

    fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

fn serve(mut stream: TcpStream, handler: &Handler, counted: &AtomicUsize, kept: &Mutex<Vec<String>>) {
    let mut head = String::new();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).unwrap_or(0) == 0 {
            return;
        }
    }
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    kept.lock().unwrap().push(head);
    let number = counted.fetch_add(1, Ordering::SeqCst);
    handler(&path, number, &mut stream);
}

fn answer(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) {
    // Whoever asked may be gone; that is what some tests are about.
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n",
        body.len()
    );
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(body);
}

fn limits() -> Limits {
    Limits {
        max_bytes: 1 << 20,
        pause: Duration::from_millis(1),
        // Long enough for a machine that is busy with other work.
        patience: Duration::from_secs(60),
        silence: Duration::from_secs(60),
        whole: Duration::from_secs(120),
        ..Limits::default()
    }
}

fn fetch(server: &Server, path: &str) -> Result<Vec<u8>, FetchError> {
    Fetcher::new("StyleNova/test", limits()).fetch(&server.at(path), &|| false)
}

#[test]
fn a_picture_comes_and_the_server_hears_who_asks() {
    let server = Server::new(|_, _, stream| answer(stream, "200 OK", "", b"picture"));
    assert_eq!(fetch(&server, "/a%20b.jpg?v=1#part").unwrap(), b"picture");
    let head = server.heads.lock().unwrap().concat();
    assert!(head.starts_with("GET /a%20b.jpg?v=1 HTTP/1.1"), "{head}");
    assert!(
        head.to_lowercase().contains("user-agent: stylenova/test"),
        "{head}"
    );
    assert!(!head.to_lowercase().contains("cookie"), "{head}");
}

#[test]
fn what_is_not_there_is_asked_for_once() {
    let server = Server::new(|_, _, stream| answer(stream, "404 Not Found", "", b"gone"));
    assert_eq!(fetch(&server, "/a.jpg"), Err(FetchError::Status(404)));
    assert_eq!(server.requests(), 1);
}

#[test]
fn a_cut_connection_is_tried_again() {
    let server = Server::new(|_, number, stream| {
        if number == 0 {
            stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
                .unwrap();
        } else {
            answer(stream, "200 OK", "", b"whole");
        }
    });
    assert_eq!(fetch(&server, "/a.jpg").unwrap(), b"whole");
    let always = Server::new(|_, _, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
    });
    assert!(matches!(
        fetch(&always, "/a.jpg"),
        Err(FetchError::Cut | FetchError::Connection(_))
    ));
    assert_eq!(always.requests(), 3, "and not for ever");
}

#[test]
fn a_server_that_has_a_problem_is_tried_again() {
    let server = Server::new(|_, number, stream| match number {
        0 => answer(stream, "502 Bad Gateway", "", b""),
        _ => answer(stream, "200 OK", "", b"well"),
    });
    assert_eq!(fetch(&server, "/a.jpg").unwrap(), b"well");
}

#[test]
fn a_server_that_asks_to_wait_is_left_alone_for_so_long() {
    let server = Server::new(|_, number, stream| match number {
        0 => answer(stream, "429 Too Many Requests", "Retry-After: 1\r\n", b""),
        _ => answer(stream, "200 OK", "", b"well"),
    });
    let start = Instant::now();
    assert_eq!(fetch(&server, "/a.jpg").unwrap(), b"well");
    assert!(start.elapsed() >= Duration::from_secs(1), "it waited");
    let later = Server::new(|_, _, stream| {
        answer(stream, "503 Service Unavailable", "Retry-After: 3600\r\n", b"");
    });
    assert_eq!(
        fetch(&later, "/a.jpg"),
        Err(FetchError::ComeBack(Duration::from_secs(3600))),
        "nobody waits for an hour"
    );
}

#[test]
fn redirects_are_followed_but_not_in_circles() {
    let server = Server::new(|path, _, stream| match path {
        "/old.jpg" => answer(stream, "301 Moved", "Location: /new.jpg\r\n", b""),
        "/new.jpg" => answer(stream, "200 OK", "", b"moved"),
        _ => answer(stream, "302 Found", "Location: /circle.jpg\r\n", b""),
    });
    assert_eq!(fetch(&server, "/old.jpg").unwrap(), b"moved");
    assert_eq!(fetch(&server, "/circle.jpg"), Err(FetchError::Redirects(5)));
    let out =
        Server::new(|_, _, stream| answer(stream, "302 Found", "Location: file:///etc/passwd\r\n", b""));
    assert!(matches!(fetch(&out, "/a.jpg"), Err(FetchError::Address(_))));
}

#[test]
fn nobody_is_led_to_the_local_network() {
    let secret = Server::new(|_, _, stream| answer(stream, "200 OK", "", b"secret"));
    let there = secret.port;
    for location in [
        format!("http://127.0.0.1:{there}/"),
        format!("http://localhost:{there}/"),
        format!("http://[::ffff:127.0.0.1]:{there}/"),
        format!("http://2130706433:{there}/"),
        format!("//127.1:{there}/"),
    ] {
        let server = Server::new(move |_, _, stream| {
            answer(stream, "302 Found", &format!("Location: {location}\r\n"), b"");
        });
        assert_eq!(fetch(&server, "/a.jpg"), Err(FetchError::Local));
    }
    assert_eq!(secret.requests(), 0, "it was never spoken to");
}

#[test]
fn a_server_that_is_silent_or_drips_is_given_up() {
    let hasty = Limits {
        silence: Duration::from_millis(400),
        whole: Duration::from_millis(1500),
        attempts: 1,
        ..limits()
    };
    // Left alone, either server would take minutes.
    let silent = Server::new(|_, _, _| thread::sleep(Duration::from_secs(300)));
    let fetcher = Fetcher::new("StyleNova/test", hasty);
    assert_eq!(
        fetcher.fetch(&silent.at("/a.jpg"), &|| false),
        Err(FetchError::TooSlow)
    );
    let drips = Server::new(|_, _, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n");
        while stream.write_all(b"x").is_ok() {
            thread::sleep(Duration::from_millis(50));
        }
    });
    assert_eq!(
        fetcher.fetch(&drips.at("/a.jpg"), &|| false),
        Err(FetchError::TooSlow)
    );
}

#[test]
fn more_than_the_limit_is_not_read() {
    let promised = Server::new(|_, _, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n");
    });
    assert_eq!(fetch(&promised, "/a.jpg"), Err(FetchError::TooLarge(1 << 20)));
    let endless = Server::new(|_, _, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
        while stream.write_all(&[0; 65536]).is_ok() {}
    });
    assert_eq!(fetch(&endless, "/a.jpg"), Err(FetchError::TooLarge(1 << 20)));
}

/// A gzip member (RFC 1952) of so many mebibytes of zeros: its one block of deflate (RFC 1951) repeats the zero before it.
fn packed_zeros(mebibytes: usize) -> Vec<u8> {
    let mut bits = vec![true, true, false];
    let mut put = |code: u32, length: u32| {
        // Huffman codes stand with their highest bit first.
        bits.extend((0..length).rev().map(|bit| code >> bit & 1 == 1));
    };
    put(0x30, 8);
    // 258 bytes from one byte back, by the fixed codes: length 285, distance 1.
    for _ in 0..(mebibytes << 20) / 258 {
        put(0xC5, 8);
        put(0, 5);
    }
    put(0, 7);
    let body = bits.chunks(8).map(|byte| {
        let set = byte.iter().enumerate().filter(|(_, bit)| **bit);
        set.fold(0_u8, |byte, (place, _)| byte | 1 << place)
    });
    let head = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];
    head.into_iter().chain(body).chain([0; 8]).collect()
}

#[test]
fn what_a_server_packs_is_never_unpacked_beyond_the_limit() {
    let packed = packed_zeros(64);
    assert!(packed.len() < 1 << 20, "{} bytes pass as such", packed.len());
    let bytes = packed.clone();
    let server = Server::new(move |_, _, stream| {
        answer(
            stream,
            "200 OK",
            "Content-Encoding: gzip\r\nContent-Type: image/jpeg\r\n",
            &bytes,
        );
    });
    match fetch(&server, "/a.jpg") {
        // Either nothing is unpacked, and no picture will be found in it, or it is given up.
        Ok(bytes) => assert_eq!(bytes.len(), packed.len()),
        Err(error) => assert_eq!(error, FetchError::TooLarge(1 << 20)),
    }
}

#[test]
fn a_stopped_fetch_ends_soon() {
    let server = Server::new(|_, _, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
        while stream.write_all(b"x").is_ok() {
            thread::sleep(Duration::from_millis(20));
        }
    });
    let start = Instant::now();
    let stopped = || start.elapsed() > Duration::from_millis(200);
    // All bytes would take twenty seconds.
    let found = Fetcher::new("StyleNova/test", limits()).fetch(&server.at("/a.jpg"), &stopped);
    assert_eq!(found, Err(FetchError::Stopped));
}

#[test]
fn a_machine_is_not_asked_faster_than_the_pause_allows() {
    let server = Server::new(|_, _, stream| answer(stream, "200 OK", "", b"x"));
    let slow = Limits {
        pause: Duration::from_millis(100),
        ..limits()
    };
    let fetcher = Fetcher::new("StyleNova/test", slow);
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| fetcher.fetch(&server.at("/a.jpg"), &|| false).unwrap());
        }
    });
    assert!(
        start.elapsed() >= Duration::from_millis(300),
        "four requests, three pauses"
    );
}
