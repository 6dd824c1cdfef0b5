//! The page of an open window: what a test sees on it and does with it.

mod gestures;

use std::future::Future;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use fantoccini::error::CmdError;
use fantoccini::wd::{Capabilities, TimeoutConfiguration};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use nova_engine::{Engine, OpenOptions};
use serde_json::{Value, json};
use xtask::processes::Guarded;

use crate::stage::{Stage, screenshots};

/// How long anything on the page may take before the test gives up. Generous, since tests share a machine;
/// no test waits longer than what it waits for.
const PATIENCE: Duration = Duration::from_secs(120);

/// An open window. The window and its driver end when this is dropped.
pub struct Page<'stage> {
    client: Client,
    stage: &'stage Stage,
    name: &'static str,
    _driver: Guarded,
}

/// A piece in the grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The product.
    pub id: String,
    /// Its place in the order of the results.
    pub rank: usize,
}

impl<'stage> Page<'stage> {
    /// Opens the window under a driver. `name` is that of the test, for its pictures.
    pub async fn open(stage: &'stage Stage, name: &'static str) -> Self {
        let port = free_port();
        let mut driver = Command::new("WebKitWebDriver");
        driver
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true");
        let driver = stage.start("window", &mut driver);
        let options = json!({
            "webkitgtk:browserOptions": { "binary": stage.app(), "args": ["--library", stage.library()] },
        });
        let capabilities: Capabilities = options.as_object().expect("an object").clone();
        let address = format!("http://127.0.0.1:{port}");
        let deadline = Instant::now() + PATIENCE;
        let client = loop {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            match builder.capabilities(capabilities.clone()).connect(&address).await {
                Ok(client) => break client,
                // The driver takes a moment before it listens.
                Err(_) if Instant::now() < deadline => tokio::time::sleep(Duration::from_millis(50)).await,
                Err(error) => panic!("no window: {error}\n{}", stage.printed("window")),
            }
        };
        // A busy machine may take longer over a script than a driver waits unless told.
        let patient = TimeoutConfiguration::new(Some(PATIENCE), Some(PATIENCE), None);
        client
            .update_timeouts(patient)
            .await
            .expect("the driver takes timeouts");
        Self {
            client,
            stage,
            name,
            _driver: driver,
        }
    }

    /// The driver's own door to the page.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Saves a picture of the whole display as step `step` of this test, once the page is at rest.
    pub async fn picture(&self, step: &str) {
        self.until_painted().await;
        self.picture_now(step);
    }

    /// Saves a picture of the display as it is, such as of a dialog above the page.
    pub fn picture_now(&self, step: &str) {
        self.stage.picture(&format!("{}-{step}", self.name));
    }

    /// Saves a picture of the page alone, once it is at rest, under this name among the screenshots.
    pub async fn shot(&self, name: &str) {
        self.until_painted().await;
        let picture = self
            .client
            .screenshot()
            .await
            .expect("the page can be taken a picture of");
        let file = screenshots().join(format!("{name}.png"));
        std::fs::create_dir_all(file.parent().expect("it is in a folder")).expect("the folder is made");
        std::fs::write(file, picture).expect("the picture is written");
    }

    /// Makes the page so many pixels large.
    pub async fn resize(&self, width: u32, height: u32) {
        let there = "return innerWidth === arguments[0] && innerHeight === arguments[1]";
        let moved = self.client.set_window_rect(0, 0, width, height).await;
        moved.expect("the window can be resized");
        self.until_script(
            "the window to take its size",
            there,
            vec![json!(width), json!(height)],
        )
        .await;
    }

    /// Runs a script that calls back with its result.
    pub async fn run_async(&self, script: &str, arguments: Vec<Value>) -> Value {
        let result = self.client.execute_async(script, arguments).await;
        result.unwrap_or_else(|error| panic!("{script} fails: {error}"))
    }

    /// Runs a script in the page and returns what it returns.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        let mut left = if script.starts_with("return ") { 5 } else { 0 };
        loop {
            match self.client.execute(script, arguments.clone()).await {
                Ok(value) => return value,
                // The driver now and then cannot read what a script returned. One that only looks can look again.
                Err(error) if left > 0 && error.to_string().contains("Could not parse script result") => {
                    left -= 1;
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                Err(error) => panic!("{script} fails: {error}\n{}", self.stage.printed("window")),
            }
        }
    }

    /// Waits until `look` finds something.
    pub async fn until<T, F>(&self, awaited: &str, mut look: impl FnMut() -> F) -> T
    where
        F: Future<Output = Option<T>>,
    {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = look().await {
                return found;
            }
            if Instant::now() > deadline {
                self.picture_now("failed");
                panic!("waited in vain for {awaited}\n{}", self.stage.printed("window"));
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until a script returns something that is neither `null` nor `false`, and returns that.
    pub async fn until_script(&self, awaited: &str, script: &str, arguments: Vec<Value>) -> Value {
        self.until(awaited, || async {
            let value = self.run(script, arguments.clone()).await;
            (!value.is_null() && value != json!(false)).then_some(value)
        })
        .await
    }

    /// Waits for an element with this `data-testid` that can be seen.
    pub async fn until_there(&self, testid: &str) {
        self.until_script(
            testid,
            &format!("{FIND}; return seen() !== null"),
            vec![json!(testid)],
        )
        .await;
    }

    /// Waits until no element with this `data-testid` can be seen.
    pub async fn until_gone(&self, testid: &str) {
        let awaited = format!("{testid} to go");
        self.until_script(
            &awaited,
            &format!("{FIND}; return seen() === null"),
            vec![json!(testid)],
        )
        .await;
    }

    /// Clicks on an element once it can be seen.
    pub async fn click(&self, testid: &str) {
        self.until_there(testid).await;
        let selector = format!("[data-testid={testid}]");
        // The page scrolls as it does for keys, so that nothing comes to lie below a bar; the driver's own scrolling knows of none.
        let near =
            "document.querySelector(arguments[0])?.scrollIntoView({ block: 'nearest', inline: 'nearest' })";
        self.until_done(&format!("a click on {testid}"), || async {
            self.client.execute(near, vec![json!(selector)]).await?;
            self.client.find(Locator::Css(&selector)).await?.click().await
        })
        .await;
    }

    /// Does something with an element until it succeeds: what is being drawn anew is another element in a moment.
    pub(super) async fn until_done<F>(&self, deed: &str, mut act: impl FnMut() -> F)
    where
        F: Future<Output = Result<(), CmdError>>,
    {
        let deadline = Instant::now() + Duration::from_secs(30);
        while let Err(error) = act().await {
            if Instant::now() > deadline {
                self.picture_now("failed");
                panic!("{deed} fails: {error}\n{}", self.stage.printed("window"));
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// The text of an element once it can be seen.
    pub async fn text(&self, testid: &str) -> String {
        let script = format!("{FIND}; const found = seen(); return found && found.textContent.trim()");
        let text = self.until_script(testid, &script, vec![json!(testid)]).await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Replaces the words in the search box by typing, and presses Enter.
    pub async fn search(&self, words: &str) {
        self.fill("search-input", words).await;
    }

    /// Waits until no search is pending and the headline tells of the words or the photo asked for, then
    /// returns the cards in their order. `said` is the headline's beginning, quotation marks left aside.
    pub async fn results(&self, said: &str) -> Vec<Card> {
        let script = r#"
            const said = arguments[0].toLowerCase();
            const grid = document.querySelector("[data-testid=results]");
            const headline = document.querySelector("[data-testid=headline]");
            if (!grid || grid.dataset.busy === "true" || !headline) return null;
            if (!headline.textContent.toLowerCase().replace(/^“/, "").startsWith(said)) return null;
            const cards = [...grid.querySelectorAll("[data-testid=card]")];
            // A card of the search before must not stand beside its successor.
            const ranks = new Set(cards.map((card) => card.dataset.rank));
            if (cards.length === 0 || ranks.size !== cards.length) return null;
            return cards.map((card) => [card.dataset.productId, Number(card.dataset.rank)])
                .sort((one, other) => one[1] - other[1]);
        "#;
        let found = self
            .until_script(&format!("results for {said:?}"), script, vec![json!(said)])
            .await;
        found
            .as_array()
            .into_iter()
            .flatten()
            .map(|pair| Card {
                id: pair[0].as_str().expect("a card names its product").to_owned(),
                rank: pair[1]
                    .as_u64()
                    .and_then(|rank| rank.try_into().ok())
                    .expect("a card has a rank"),
            })
            .collect()
    }

    /// Waits until the cards stand in this order, and returns it.
    pub async fn until_order(&self, wanted: &[Card]) {
        self.until("the order by words alone", || async {
            let cards = self.results("").await;
            (cards.len() >= 10
                && cards
                    .iter()
                    .zip(wanted)
                    .take(10)
                    .all(|(card, other)| card == other))
            .then_some(())
        })
        .await;
    }

    /// Waits until the cards stand in another order than this, and returns it.
    pub async fn changed_order(&self, before: &[Card]) -> Vec<Card> {
        self.until("another order", || async {
            let cards = self.results("").await;
            (cards.first() != before.first() || cards.get(..6) != before.get(..6)).then_some(cards)
        })
        .await
    }

    /// Gives the window the keyboard, as a click on it would under a window manager.
    pub async fn focus_window(&self, xdotool: impl Fn(&[&str]) -> bool) {
        let focus = [
            "search",
            "--onlyvisible",
            "--name",
            "^StyleNova$",
            "windowfocus",
            "--sync",
        ];
        self.until("the window to take the keyboard", || async {
            xdotool(&focus).then_some(())
        })
        .await;
    }

    /// Waits until every picture that can be seen has loaded, nothing on the page moves, and the display
    /// shows all of it.
    async fn until_painted(&self) {
        let script = r#"
            const inside = (picture) => {
                const box = picture.getBoundingClientRect();
                return picture.checkVisibility({ checkVisibilityCSS: true })
                    && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
            };
            const loaded = (picture) => picture.complete && picture.naturalWidth > 0;
            const placing = document.querySelector("[data-testid=map][aria-busy=true]");
            return !placing && [...document.images].filter(inside).every(loaded)
                && document.getAnimations().every((animation) => animation.playState !== "running");
        "#;
        self.until_script("the page to be at rest", script, vec![]).await;
        // A callback runs before its frame is painted, so the third one comes after two painted frames.
        let frames = r#"
            const done = arguments[arguments.length - 1];
            requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));
        "#;
        let painted = self.client.execute_async(frames, vec![]).await;
        painted.expect("the page paints its frames");
    }

    /// Waits until the demo catalogue is in the library, which a window on an empty one brings by itself.
    /// Returns how many pieces the page counts.
    pub async fn until_demo_is_there(&self) -> u64 {
        let script = r#"
            const count = document.querySelector("[data-testid=result-count]");
            const busy = document.querySelector("[data-testid=import-progress], [data-busy=true]");
            if (document.documentElement.dataset.ready !== "true" || busy || !count) return null;
            return Number(count.dataset.total) || null;
        "#;
        self.until("every picture of the demo to be searchable", || async {
            let library = Some(self.stage.library().to_owned());
            let engine = Engine::open(OpenOptions {
                library,
                ..OpenOptions::default()
            })
            .ok()?;
            let stats = engine.stats().ok()?;
            (stats.products > 0 && stats.embedded == stats.products).then_some(())
        })
        .await;
        let pieces = self.until_script("the demo catalogue", script, vec![]).await;
        pieces.as_u64().expect("a number of pieces")
    }

    /// Moves the slider between words and photo, as a person would by dragging it.
    pub async fn mix(&self, percent: u32) {
        self.until_there("mix-slider").await;
        let script = r#"
            const slider = document.querySelector("[data-testid=mix-slider]");
            slider.value = String(arguments[0]);
            slider.dispatchEvent(new Event("input", { bubbles: true }));
            slider.dispatchEvent(new Event("change", { bubbles: true }));
        "#;
        self.run(script, vec![json!(percent)]).await;
    }

    /// Tells the page what the window tells it when files are dropped: the same event, to the same
    /// listeners. (`drag_and_drop.rs` drops files for real.)
    pub async fn drop_files(&self, paths: &[&Path]) {
        let script = r#"
            const listeners = window.__internal_unstable_listeners_object_id__?.["tauri://drag-drop"];
            if (!listeners) return false;
            const payload = { paths: arguments[0], position: { x: 600, y: 400 } };
            for (const id of Object.getOwnPropertyNames(listeners)) {
                const event = { event: "tauri://drag-drop", id: Number(id), payload };
                window.__TAURI_INTERNALS__.runCallback(listeners[id].handlerId, event);
            }
            return true;
        "#;
        self.until_script(
            "the page to listen for files",
            script,
            vec![json!([paths])[0].clone()],
        )
        .await;
    }

    /// Ends the session, so that the driver closes the window, and waits until it has let go of the library.
    pub async fn close(self) {
        // The driver is killed in any case.
        let _ = self.client.close().await;
        let Self {
            stage,
            _driver: driver,
            ..
        } = self;
        drop(driver);
        let deadline = Instant::now() + PATIENCE;
        while let Err(error) = Engine::open(OpenOptions {
            library: Some(stage.library()),
            write: true,
            ..OpenOptions::default()
        }) {
            assert!(
                Instant::now() < deadline,
                "the closed window keeps the library: {error}"
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

/// Finds the elements that can be seen, and the first of them, by the `data-testid` in the first argument.
const FIND: &str = r#"
    const all = () => [...document.querySelectorAll(`[data-testid=${arguments[0]}]`)].filter((element) =>
        element.checkVisibility({ checkVisibilityCSS: true }) && element.getBoundingClientRect().width > 0);
    const seen = () => all()[0] ?? null"#;

/// A port nobody listens on. Another program may take it before the driver does; then no session starts
/// and the test says so.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("the system gives out a port");
    listener.local_addr().expect("a listener has an address").port()
}
