//! Pictures that a catalogue names by address: told first, downloaded when asked for, kept, and found by.

use crate::support::{Library, file, picture, text};
use nova_engine::{
    Cancel, EngineError, FetchPicturesRequest, FetchPicturesResponse, ImportRequest, SearchRequest,
};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// A web server on this machine. What it has not is a page that says so, with the status 200, as careless shops answer.
struct Shop {
    port: u16,
    files: Arc<Mutex<HashMap<String, Vec<u8>>>>,
    requests: Arc<AtomicUsize>,
}

impl Shop {
    fn new() -> Shop {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let shop = Shop {
            port,
            files: Arc::default(),
            requests: Arc::default(),
        };
        let (files, requests) = (Arc::clone(&shop.files), Arc::clone(&shop.requests));
        thread::spawn(move || {
            for stream in listener.incoming().filter_map(Result::ok) {
                let (files, requests) = (Arc::clone(&files), Arc::clone(&requests));
                thread::spawn(move || serve(stream, &files, &requests));
            }
        });
        shop
    }

    fn put(&self, path: &str, bytes: Vec<u8>) {
        self.files.lock().unwrap().insert(path.to_owned(), bytes);
    }

    fn at(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

fn serve(mut stream: TcpStream, files: &Mutex<HashMap<String, Vec<u8>>>, requests: &AtomicUsize) {
    let mut head = String::new();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).unwrap_or(0) == 0 {
            return;
        }
    }
    requests.fetch_add(1, Ordering::SeqCst);
    let path = head.split(' ').nth(1).unwrap_or_default();
    let found = files.lock().unwrap().get(path).cloned();
    let body = found.unwrap_or_else(|| b"<html><body>There is nothing here</body></html>".to_vec());
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    // Who asked may be gone.
    let _ = stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(&body));
}

fn drawn(colour: [u8; 3]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::read(picture(folder.path(), "p.jpg", colour)).unwrap()
}

fn fetch(library: &Library, dry_run: bool) -> Result<FetchPicturesResponse, EngineError> {
    let request = FetchPicturesRequest { dry_run, job: None };
    library
        .engine
        .fetch_pictures(&request, &Cancel::default(), &|_| ())
}

fn by_photo(library: &Library, photo: &Path) -> Vec<String> {
    library.titles(&SearchRequest {
        image: Some(text(photo)),
        ..SearchRequest::default()
    })
}

/// Four products of a shop: two pictures that are there, one that is not, and one address that nobody follows.
fn table(folder: &Path, shop: &Shop) -> std::path::PathBuf {
    shop.put("/red.jpg", drawn([180, 20, 30]));
    shop.put("/blue.jpg?v=1", drawn([20, 40, 150]));
    file(
        folder,
        "shop.csv",
        format!(
            "id,title,image\n1,Red dress,{}\n2,Blue dress,{}\n3,Green dress,{}\n4,Odd dress,file:///etc/passwd\n",
            shop.at("/red.jpg"),
            shop.at("/blue.jpg?v=1"),
            shop.at("/green.jpg")
        ),
    )
}

#[test]
fn pictures_come_when_they_are_asked_for_and_products_are_found_by_them() {
    let (library, shop, folder) = (Library::new(), Shop::new(), tempfile::tempdir().unwrap());
    let table = table(folder.path(), &shop);
    library.import(&table).unwrap();
    let told = fetch(&library, true).unwrap();
    assert_eq!((told.wanted, told.fetched, told.bytes), (4, 0, 0));
    assert_eq!(
        (told.hosts.len(), told.hosts[0].pictures),
        (1, 3),
        "{:?}",
        told.hosts
    );
    assert_eq!(told.hosts[0].host, "127.0.0.1");
    assert_eq!(shop.requests(), 0, "nothing is asked for before the user says so");

    let came = fetch(&library, false).unwrap();
    assert_eq!((came.wanted, came.fetched), (4, 2));
    assert!(came.bytes > 1_000);
    let reason = |id: &str| {
        let failed = came.failed.iter().find(|failed| failed.id == id);
        failed.map(|failed| failed.reason.clone()).unwrap_or_default()
    };
    assert!(reason("3").contains("text and not a picture"), "{}", reason("3"));
    assert!(reason("4").contains("http"), "{}", reason("4"));
    let photo = picture(folder.path(), "client.png", [20, 40, 150]);
    assert_eq!(by_photo(&library, &photo)[0], "Blue dress");
    let hit = &library.engine.search(&SearchRequest::default()).unwrap().hits[0];
    let thumb = library
        .folder
        .path()
        .join("library/thumbs")
        .join(hit.thumb.as_ref().unwrap());
    assert!(thumb.is_file(), "its face is made");
}

#[test]
fn a_second_run_asks_only_for_what_failed_and_another_import_finds_what_came() {
    let (library, shop, folder) = (Library::new(), Shop::new(), tempfile::tempdir().unwrap());
    let table = table(folder.path(), &shop);
    library.import(&table).unwrap();
    fetch(&library, false).unwrap();
    let before = shop.requests();
    shop.put("/green.jpg", drawn([20, 130, 60]));
    let again = fetch(&library, false).unwrap();
    assert_eq!((again.wanted, again.fetched), (2, 1), "{:?}", again.failed);
    assert_eq!(shop.requests() - before, 1);

    let response = library
        .import_with(ImportRequest {
            source: text(&table),
            ..ImportRequest::default()
        })
        .unwrap();
    assert_eq!(
        (response.images, response.without_picture),
        (0, 1),
        "nothing is embedded twice"
    );
    assert_eq!(shop.requests() - before, 1, "and nothing downloaded");
    let photo = picture(folder.path(), "client.png", [20, 130, 60]);
    assert_eq!(by_photo(&library, &photo)[0], "Green dress");
}

#[test]
fn a_product_is_found_by_each_of_its_pictures() {
    let (library, shop, folder) = (Library::new(), Shop::new(), tempfile::tempdir().unwrap());
    for (path, colour) in [
        ("/red.jpg", [180, 20, 30]),
        ("/red-back.jpg", [20, 130, 60]),
        ("/blue.jpg", [20, 40, 150]),
        ("/grey.jpg", [120, 120, 120]),
    ] {
        shop.put(path, drawn(colour));
    }
    let table = file(
        folder.path(),
        "shop.csv",
        format!(
            "id,title,images\n1,Two-faced dress,\"{}, {}\"\n2,Blue dress,{}\n3,Grey dress,{}\n",
            shop.at("/red.jpg"),
            shop.at("/red-back.jpg"),
            shop.at("/blue.jpg"),
            shop.at("/grey.jpg")
        ),
    );
    library.import(&table).unwrap();
    let came = fetch(&library, false).unwrap();
    assert_eq!((came.wanted, came.fetched), (4, 4), "{:?}", came.failed);
    for (colour, view) in [([180, 20, 30], false), ([20, 130, 60], true)] {
        let photo = picture(folder.path(), "client.png", colour);
        let request = SearchRequest {
            image: Some(text(&photo)),
            ..SearchRequest::default()
        };
        let found = library.engine.search(&request).unwrap();
        assert_eq!(found.total, 3, "each product once");
        assert_eq!(found.hits[0].title, "Two-faced dress");
        assert_eq!(found.hits[0].view.is_some(), view, "and it says by which picture");
    }
}

#[test]
fn a_download_that_is_stopped_keeps_what_came() {
    let (library, shop, folder) = (Library::new(), Shop::new(), tempfile::tempdir().unwrap());
    let rows: String = (0..40)
        .map(|n| {
            shop.put(&format!("/{n}.jpg"), drawn([n * 5, 90, 255 - n * 5]));
            format!("{n},Piece {n},{}\n", shop.at(&format!("/{n}.jpg")))
        })
        .collect();
    library
        .import(&file(
            folder.path(),
            "shop.csv",
            format!("id,title,image\n{rows}"),
        ))
        .unwrap();
    let cancel = Cancel::default();
    let stop = |progress: nova_engine::Progress| {
        if progress.done >= 5 {
            cancel.cancel();
        }
    };
    let stopped = library
        .engine
        .fetch_pictures(&FetchPicturesRequest::default(), &cancel, &stop);
    assert!(
        matches!(stopped, Err(EngineError::Cancelled { .. })),
        "{stopped:?}"
    );
    let left = fetch(&library, true).unwrap().wanted;
    assert!((1..=35).contains(&left), "{left} are left of 40");
    let embedded = library.engine.stats().unwrap().embedded;
    assert_eq!(embedded, 40 - left, "what came is found by look");
    assert_eq!(fetch(&library, false).unwrap().fetched, left);
}

#[test]
fn a_picture_that_is_far_too_large_is_refused_by_its_header() {
    let (library, shop, folder) = (Library::new(), Shop::new(), tempfile::tempdir().unwrap());
    // A PNG's signature and header, of 60,000 pixels by 60,000.
    let mut huge = b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR".to_vec();
    huge.extend([60_000_u32.to_be_bytes(), 60_000_u32.to_be_bytes()].concat());
    huge.extend([8, 2, 0, 0, 0]);
    let check = crc32(&huge[12..]);
    huge.extend(check.to_be_bytes());
    huge.extend(b"\0\0\0\0IDAT\x35\xAF\x06\x1E");
    shop.put("/huge.png", huge);
    let table = file(
        folder.path(),
        "shop.csv",
        format!("id,title,image\n1,Huge dress,{}\n", shop.at("/huge.png")),
    );
    library.import(&table).unwrap();
    let came = fetch(&library, false).unwrap();
    assert_eq!((came.wanted, came.fetched, came.failed.len()), (1, 0, 1));
    assert!(
        came.failed[0].reason.contains("pixels"),
        "{}",
        came.failed[0].reason
    );
}

/// The checksum of a PNG's chunk (ISO 15948, annex D).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc: u32, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 * (crc & 1))
        })
    })
}

#[test]
fn what_is_missing_is_looked_for_once_for_each_state_of_the_catalogue() {
    let (library, shop, folder) = (Library::new(), Shop::new(), tempfile::tempdir().unwrap());
    let table = table(folder.path(), &shop);
    library.import(&table).unwrap();
    assert_eq!(fetch(&library, true).unwrap().wanted, 4);
    // The shop's own picture now lies beside the table; what was told stays until the catalogue is read again.
    std::fs::write(folder.path().join("red.jpg"), drawn([180, 20, 30])).unwrap();
    assert_eq!(
        fetch(&library, true).unwrap().wanted,
        4,
        "the folder is not searched again"
    );
    library.import(&table).unwrap();
    assert_eq!(fetch(&library, true).unwrap().wanted, 3);
    fetch(&library, false).unwrap();
    assert_eq!(
        fetch(&library, true).unwrap().wanted,
        2,
        "nor does a download leave it as it was"
    );
}
