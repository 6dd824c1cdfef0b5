//! A server of a library of its own, and devices that speak to it.

use nova_api::{ErrorCode, OpenOptions, Role, Session};
use nova_engine::{Cancel, ImportRequest, SharedDatabase};
use nova_server::{Options, Running, announce, start};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::{Arc, mpsc};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use ureq::Agent;
use ureq::http::{HeaderMap, Response};

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    fn of(mut response: Response<ureq::Body>) -> Answer {
        let bytes = response.body_mut().with_config().limit(1 << 30).read_to_vec();
        Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            bytes: bytes.expect("the body comes whole"),
        }
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.bytes)))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The answer of a request that is served.
    pub fn served(self) -> Value {
        assert!(
            (200..300).contains(&self.status),
            "{}: {}",
            self.status,
            self.json()
        );
        self.json()
    }

    /// The code of one that is not.
    pub fn code(&self) -> String {
        let kind = self.header("content-type");
        assert_eq!(kind, Some("application/problem+json"), "{self:?}");
        let problem = self.json();
        assert_eq!(problem["status"], self.status, "the problem says its status");
        problem["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// A server that runs.
pub struct Shop {
    pub folder: TempDir,
    pub runtime: Runtime,
    running: Option<Running>,
    pub origin: String,
    pub agent: Agent,
}

impl Shop {
    /// With a few garments and two clients.
    pub fn new() -> Shop {
        Shop::with(Options::default())
    }

    pub fn with(options: Options) -> Shop {
        Shop::with_rows_at(None, options)
    }

    /// The same with its rows at a server's database.
    pub fn with_rows_at(database: Option<SharedDatabase>, options: Options) -> Shop {
        let folder = tempfile::tempdir().expect("a folder");
        {
            let session = open_at(folder.path(), database.clone());
            let request = ImportRequest {
                source: catalogue(folder.path()),
                ..ImportRequest::default()
            };
            session
                .engine()
                .import(&request, &Cancel::default(), &|_| ())
                .expect("the catalogue comes in");
            for name in ["Amélie", "Noor"] {
                session
                    .call("create_profile", json!({ "name": name }), &|_| ())
                    .expect("a client is made");
            }
        }
        Shop::at(folder, database, options)
    }

    /// With the demo catalogue.
    pub fn demo() -> Shop {
        let folder = tempfile::tempdir().expect("a folder");
        let session = open(folder.path());
        session
            .engine()
            .import_demo(&Cancel::default(), &|_| ())
            .expect("the demo comes in");
        drop(session);
        Shop::of(folder, Options::default())
    }

    /// Of a library that is there.
    pub fn of(folder: TempDir, options: Options) -> Shop {
        Shop::at(folder, None, options)
    }

    /// Of a library whose rows may be at a server's database.
    pub fn at(folder: TempDir, database: Option<SharedDatabase>, options: Options) -> Shop {
        let runtime = Runtime::new().expect("a runtime");
        let options = Options {
            address: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
            commands_a_minute_of_address: options.commands_a_minute_of_address.max(100_000),
            ..options
        };
        let session = Arc::new(open_at(folder.path(), database));
        let running = runtime
            .block_on(start(session, options))
            .expect("the server starts");
        let agent: Agent = Agent::config_builder().http_status_as_error(false).build().into();
        Shop {
            folder,
            runtime,
            origin: format!("http://{}", running.address()),
            running: Some(running),
            agent,
        }
    }

    pub fn running(&self) -> &Running {
        self.running.as_ref().expect("it runs")
    }

    pub fn address(&self) -> SocketAddr {
        self.running().address()
    }

    /// Stops the server, and gives the library back.
    pub fn stop(mut self) -> TempDir {
        let running = self.running.take().expect("it runs");
        self.runtime.block_on(running.stop()).expect("it stops by itself");
        self.folder
    }

    /// A device that was paired from the terminal.
    pub fn device(&self, role: Role) -> Device<'_> {
        let code = announce(self.running(), role).expect("a code is made").code;
        self.pair(&code)
    }

    pub fn pair(&self, code: &str) -> Device<'_> {
        let answer = self.post(
            "/api/v1/session",
            &json!({ "code": code, "name": "Tablet", "tokens": true }),
        );
        let session = answer.served();
        let of = |name: &str| session["tokens"][name].as_str().expect("a token").to_owned();
        Device {
            shop: self,
            id: session["device"]["id"].as_str().expect("an id").to_owned(),
            access: of("access_token"),
            refresh: of("refresh_token"),
        }
    }

    /// A kiosk of a client's, paired by an owner.
    pub fn kiosk(&self, client: &str) -> Device<'_> {
        let owner = self.device(Role::Owner);
        let asked = owner.post(
            "/api/v1/devices/codes",
            &json!({ "role": "kiosk", "profile": client }),
        );
        self.pair(asked.served()["code"].as_str().expect("a code"))
    }

    pub fn get(&self, path: &str) -> Answer {
        Answer::of(
            self.agent
                .get(format!("{}{path}", self.origin))
                .call()
                .expect("it answers"),
        )
    }

    pub fn post(&self, path: &str, request: &Value) -> Answer {
        let asked = self
            .agent
            .post(format!("{}{path}", self.origin))
            .content_type("application/json");
        Answer::of(asked.send(request.to_string()).expect("it answers"))
    }
}

/// A device.
pub struct Device<'a> {
    pub shop: &'a Shop,
    pub id: String,
    pub access: String,
    pub refresh: String,
}

impl Device<'_> {
    pub fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut asked = self.shop.agent.get(format!("{}{path}", self.shop.origin));
        asked = asked.header("authorization", format!("Bearer {}", self.access));
        for (name, value) in headers {
            asked = asked.header(*name, *value);
        }
        Answer::of(asked.call().expect("it answers"))
    }

    pub fn post(&self, path: &str, request: &Value) -> Answer {
        self.send(path, "application/json", &request.to_string().into_bytes())
    }

    pub fn send(&self, path: &str, kind: &str, bytes: &[u8]) -> Answer {
        let asked = self.shop.agent.post(format!("{}{path}", self.shop.origin));
        let asked = asked.header("authorization", format!("Bearer {}", self.access));
        Answer::of(asked.content_type(kind).send(bytes).expect("it answers"))
    }

    pub fn delete(&self, path: &str) -> Answer {
        let asked = self.shop.agent.delete(format!("{}{path}", self.shop.origin));
        let asked = asked.header("authorization", format!("Bearer {}", self.access));
        Answer::of(asked.call().expect("it answers"))
    }

    /// Runs a command of the table.
    pub fn call(&self, name: &str, request: &Value) -> Answer {
        self.post(&format!("/api/v1/commands/{name}"), request)
    }

    /// Uploads a file; answers with what requests call it.
    pub fn upload(&self, name: &str, bytes: &[u8]) -> String {
        let path = format!("/api/v1/uploads?name={name}");
        let taken = self.send(&path, "application/octet-stream", bytes);
        taken.served()["path"].as_str().expect("a path").to_owned()
    }
}

/// Opens the library, which a server that stopped lets go of once its model has been read.
pub fn open(folder: &Path) -> Session {
    open_at(folder, None)
}

/// The same with its rows at a server's database.
pub fn open_at(folder: &Path, database: Option<SharedDatabase>) -> Session {
    for _ in 0..600 {
        let opened = Session::open(OpenOptions {
            database: database.clone(),
            library: Some(folder.join("library")),
            write: true,
            ..OpenOptions::default()
        });
        match opened {
            Err(error) if error.code == ErrorCode::LibraryLocked => {
                std::thread::sleep(std::time::Duration::from_millis(50));
            }
            opened => return opened.expect("the library opens"),
        }
    }
    panic!("the library is not let go of");
}

/// Listens as a page does; what is told comes out of the channel.
pub fn listen(device: &Device<'_>) -> mpsc::Receiver<(String, Value)> {
    let asked = device
        .shop
        .agent
        .get(format!("{}/api/v1/events", device.shop.origin));
    let response = asked
        .header("authorization", format!("Bearer {}", device.access))
        .call()
        .expect("it answers");
    let (send, heard) = mpsc::channel();
    std::thread::spawn(move || {
        let mut kind = String::new();
        for line in BufReader::new(response.into_body().into_reader()).lines() {
            let Ok(line) = line else { return };
            if let Some(named) = line.strip_prefix("event: ") {
                named.clone_into(&mut kind);
            } else if let Some(data) = line.strip_prefix("data: ") {
                let data = serde_json::from_str(data).expect("data is JSON");
                if send.send((kind.clone(), data)).is_err() {
                    return;
                }
            }
        }
    });
    heard
}

/// A picture of one colour.
pub fn picture(colour: [u8; 3]) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(120, 160, image::Rgb(colour));
    picture
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("a picture is written");
    bytes.into_inner()
}

/// A table of nine garments with pictures.
fn catalogue(folder: &Path) -> String {
    let mut table = String::from("id,title,category,type,colour,price,stock,image\n");
    let kinds = ["shirt", "dress", "coat"];
    let colours = [
        ("red", [200, 30, 30]),
        ("blue", [30, 40, 200]),
        ("green", [20, 140, 40]),
    ];
    for (kind_at, kind) in kinds.iter().enumerate() {
        for (colour_at, (name, colour)) in colours.iter().enumerate() {
            let id = kind_at * 3 + colour_at + 1;
            std::fs::write(folder.join(format!("{id}.png")), picture(*colour)).expect("a picture is written");
            table += &format!(
                "{id},{name} {kind},clothing,{kind},{name},{}.00,3,{id}.png\n",
                id * 10
            );
        }
    }
    let path = folder.join("shop.csv");
    std::fs::write(&path, table).expect("the table is written");
    path.to_string_lossy().into_owned()
}
