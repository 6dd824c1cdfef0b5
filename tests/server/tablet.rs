//! A tablet and a telephone on the shop floor, in Debian's Chromium: paired, searched with words and a photo, swiped, and
//! signed out, by the page that the server serves.

use crate::axe;
use crate::support::{Shop, picture};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use nova_api::Role;
use nova_server::announce;
use serde_json::{Value, json};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};
use xtask::processes::{Guarded, is_installed};

const PATIENCE: Duration = Duration::from_secs(60);

/// A browser that shows a page as large as a device does, and is touched.
struct Device {
    client: Client,
    name: &'static str,
    _driver: Guarded,
}

impl Device {
    /// `None`, and said so, where there is no Chromium.
    async fn open(name: &'static str, width: u32, height: u32) -> Option<Device> {
        if !is_installed("chromedriver") {
            skip("chromedriver is not installed (Debian package chromium-driver)");
            return None;
        }
        let port = free_port();
        let driver =
            Guarded::start(Command::new("chromedriver").arg(format!("--port={port}"))).expect("it starts");
        // Root, as in a container, has no sandbox; /dev/shm may be too small there.
        let arguments = json!([
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--lang=en-GB"
        ]);
        let screen = json!({ "width": width, "height": height, "pixelRatio": 1.0, "touch": true });
        let mut wishes = serde_json::Map::new();
        let options = json!({ "args": arguments, "mobileEmulation": { "deviceMetrics": screen } });
        wishes.insert("goog:chromeOptions".to_owned(), options);
        wishes.insert("goog:loggingPrefs".to_owned(), json!({ "browser": "ALL" }));
        let deadline = Instant::now() + PATIENCE;
        loop {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            builder.capabilities(wishes.clone());
            match builder.connect(&format!("http://127.0.0.1:{port}")).await {
                Ok(client) => {
                    return Some(Device {
                        client,
                        name,
                        _driver: driver,
                    });
                }
                Err(_) if Instant::now() < deadline => tokio::time::sleep(Duration::from_millis(50)).await,
                Err(error) => panic!("no browser: {error}"),
            }
        }
    }

    /// Opens the page with a code for a role, and connects.
    async fn connect(&self, shop: &Shop, role: Role) {
        let code = announce(shop.running(), role).expect("a code is made").code;
        self.client
            .goto(&format!("{}/#pair={code}", shop.origin))
            .await
            .expect("the page opens");
        self.tap("[data-testid=pair-yes]").await;
        self.until_there("[data-testid=card]").await;
        let address = self.script("return location.href").await;
        assert!(
            !address.to_string().contains(&code),
            "the code is gone from the address: {address}"
        );
    }

    async fn until_there(&self, selector: &str) {
        let found = self
            .client
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::Css(selector))
            .await;
        if let Err(error) = found {
            self.look("missing").await;
            panic!("{}: no {selector}: {error}", self.name);
        }
    }

    async fn tap(&self, selector: &str) {
        self.until_there(selector).await;
        let deadline = Instant::now() + PATIENCE;
        loop {
            let tapped = match self.client.find(Locator::Css(selector)).await {
                Ok(element) => element.click().await,
                Err(error) => Err(error),
            };
            match tapped {
                Ok(()) => return,
                // What moves or lies below something that is closing can be tapped in a moment.
                Err(_) if Instant::now() < deadline => tokio::time::sleep(Duration::from_millis(100)).await,
                Err(error) => panic!("{}: {selector} cannot be tapped: {error}", self.name),
            }
        }
    }

    async fn script(&self, script: &str) -> Value {
        self.client
            .execute(script, vec![])
            .await
            .expect("the page answers")
    }

    /// Waits until a script answers with something that is true.
    async fn until(&self, what: &str, script: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let seen = self.script(script).await;
            if seen != Value::Null && seen != json!(false) {
                return;
            }
            if Instant::now() > deadline {
                self.look("waiting").await;
                panic!("{}: waited for {what}", self.name);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Keeps a picture of the screen, and sees that everybody can use it and that nothing sticks out at the side.
    async fn look(&self, name: &str) {
        let folder = pictures();
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        let picture = self.client.screenshot().await.expect("a picture");
        std::fs::write(folder.join(format!("{}-{name}.png", self.name)), picture)
            .expect("the picture is written");
    }

    async fn is_well_made(&self, name: &str) {
        self.look(name).await;
        let wide = self
            .script("return document.documentElement.scrollWidth - innerWidth")
            .await;
        assert!(
            wide.as_i64().is_some_and(|wide| wide <= 0),
            "{} {name} sticks out by {wide} px",
            self.name
        );
        axe::bring(&self.client).await;
        let violations = axe::violations(&self.client).await;
        assert!(
            violations.is_empty(),
            "{} {name}:\n{}",
            self.name,
            violations.join("\n")
        );
    }

    /// Drops a photo on the page, as from a folder that lies beside it.
    async fn drop_photo(&self, bytes: &[u8]) {
        let bytes: Vec<Value> = bytes.iter().map(|byte| json!(byte)).collect();
        let script = "const file = new File([new Uint8Array(arguments[0])], 'photo.png', { type: 'image/png' });
            const data = new DataTransfer();
            data.items.add(file);
            for (const kind of ['dragenter', 'dragover', 'drop'])
              document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));";
        self.client
            .execute(script, vec![json!(bytes)])
            .await
            .expect("it is dropped");
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("the system gives out a port");
    listener.local_addr().expect("a listener has an address").port()
}

#[allow(
    clippy::print_stdout,
    reason = "whoever runs the tests is to see what was left out"
)]
fn skip(why: &str) {
    println!("skipped: {why}");
}

fn pictures() -> PathBuf {
    let test = std::env::current_exe().expect("the system knows where this test lies");
    let target = test
        .ancestors()
        .nth(3)
        .expect("cargo puts a test into TARGET/PROFILE/deps");
    target.join("screenshots/tablet")
}

/// What cards show, in a line.
const TITLES: &str = "return [...document.querySelectorAll('[data-testid=card]')].slice(0, 6).map((card) => card.textContent).join('|')";

#[test]
fn a_tablet_is_paired_searches_takes_a_photo_swipes_and_signs_out() {
    let shop = Shop::demo();
    shop.runtime.block_on(async {
        let Some(tablet) = Device::open("tablet", 768, 1024).await else {
            return;
        };
        let code = announce(shop.running(), Role::Stylist)
            .expect("a code is made")
            .code;
        tablet.client.goto(&shop.origin).await.expect("the page opens");
        tablet.until_there("[data-testid=pair-code]").await;
        tablet.is_well_made("1-pair").await;
        let field = tablet
            .client
            .find(Locator::Css("[data-testid=pair-code]"))
            .await
            .unwrap();
        field.send_keys(&code.to_lowercase()).await.unwrap();
        tablet.tap("[data-testid=pair-yes]").await;
        tablet.until_there("[data-testid=card]").await;
        tablet.is_well_made("2-search").await;

        let words = tablet
            .client
            .find(Locator::Css("input[type=search], [data-testid=search-input]"))
            .await
            .unwrap();
        words.send_keys("red dress").await.unwrap();
        tablet
            .until(
                "red dresses",
                "return /dress/i.test(document.querySelector('[data-testid=card]')?.textContent ?? '')",
            )
            .await;
        tablet.look("3-words").await;
        let by_words = tablet.script(TITLES).await;
        words.clear().await.unwrap();
        tablet.drop_photo(&picture([20, 60, 160])).await;
        tablet
            .until(
                "other pieces",
                &format!(
                    "{} !== {}",
                    TITLES.replacen("return ", "return (", 1) + ")",
                    by_words
                ),
            )
            .await;
        tablet.is_well_made("4-photo").await;
        tablet.tap("[data-testid=card]").await;
        tablet.until_there("[data-testid=detail]").await;
        tablet.is_well_made("5-piece").await;

        tablet.tap("[data-testid=nav-discover]").await;
        tablet.until_there("[data-testid=deck-card][data-top]").await;
        tablet.is_well_made("6-deck").await;
        tablet.tap("[data-testid=deck-like]").await;
        tablet
            .until(
                "the swipe to count",
                "return /1 swipe/.test(document.body.textContent)",
            )
            .await;

        tablet.tap("[data-testid=nav-settings]").await;
        tablet.tap("[data-testid=sign-out]").await;
        tablet.look("7-sign-out").await;
        tablet.tap("[data-testid=question-yes]").await;
        tablet.until_there("[data-testid=pair-code]").await;
        assert_eq!(
            tablet.client.get_all_cookies().await.unwrap().len(),
            0,
            "nothing is left of it"
        );
        tablet.client.clone().close().await.unwrap();
    });
}

#[test]
fn a_swipe_on_a_telephone_moves_the_deck_on_the_laptop() {
    let shop = Shop::demo();
    shop.runtime.block_on(async {
        let Some(laptop) = Device::open("laptop", 1366, 768).await else {
            return;
        };
        let Some(telephone) = Device::open("telephone", 390, 844).await else {
            return;
        };
        for device in [&laptop, &telephone] {
            device.connect(&shop, Role::Stylist).await;
            device.tap("[data-testid=nav-discover]").await;
            device.until_there("[data-testid=deck-card][data-top]").await;
        }
        telephone.is_well_made("1-deck").await;
        telephone.tap("[data-testid=deck-like]").await;
        laptop
            .until(
                "the swipe to arrive",
                "return /1 swipe/.test(document.body.textContent)",
            )
            .await;
        laptop.look("1-deck").await;
        for device in [laptop, telephone] {
            device.client.close().await.unwrap();
        }
    });
}

#[test]
fn the_floor_is_shown_nothing_of_clients() {
    let shop = Shop::demo();
    shop.runtime.block_on(async {
        let Some(telephone) = Device::open("floor", 390, 844).await else {
            return;
        };
        telephone.connect(&shop, Role::Floor).await;
        telephone.is_well_made("1-search").await;
        for place in ["clients", "discover", "boards", "taste", "catalogue", "insights"] {
            let shown = format!("return document.querySelector('[data-testid=nav-{place}]') !== null");
            assert_eq!(
                telephone.script(&shown).await,
                json!(false),
                "{place} is not for the floor"
            );
        }
        telephone.client.close().await.unwrap();
    });
}
