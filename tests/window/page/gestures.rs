//! What a hand does on the page beyond a click: choosing one of many, typing, pressing keys, dragging.

use std::time::Duration;

use fantoccini::Locator;
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use serde_json::{Value, json};

use super::{FIND, Page};

impl Page<'_> {
    /// Clicks on the first element that a CSS selector finds and that can be seen and used.
    pub async fn click_on(&self, selector: &str) {
        let script = r#"
            const usable = (element) => element.checkVisibility({ checkVisibilityCSS: true })
                && element.getBoundingClientRect().width > 0 && !element.matches(":disabled") && !element.closest("[inert]");
            const found = [...document.querySelectorAll(arguments[0])].find(usable);
            found?.scrollIntoView({ block: "nearest" });
            document.querySelector("[data-next-click]")?.removeAttribute("data-next-click");
            found?.setAttribute("data-next-click", "");
            return found !== undefined;
        "#;
        self.until_script(selector, script, vec![json!(selector)]).await;
        self.until_done(&format!("a click on {selector}"), || async {
            self.client.execute(script, vec![json!(selector)]).await?;
            self.client
                .find(Locator::Css("[data-next-click]"))
                .await?
                .click()
                .await
        })
        .await;
    }

    /// Replaces the text of a field by typing, and presses Enter.
    pub async fn fill(&self, testid: &str, text: &str) {
        self.until_there(testid).await;
        let selector = format!("[data-testid={testid}]");
        // Control and A, then Delete, the text and Enter. The driver's own way to clear a field does it without the events of
        // a keyboard, which the page waits for.
        for keys in ["\u{e009}a", &format!("\u{e017}{text}\u{e007}")] {
            self.until_done(&format!("typing into {testid}"), || async {
                self.client
                    .find(Locator::Css(&selector))
                    .await?
                    .send_keys(keys)
                    .await
            })
            .await;
        }
    }

    /// Presses keys where the focus is, such as `"\u{e00c}"` for Escape (the codes are WebDriver's).
    pub async fn press(&self, keys: &str) {
        self.until_done(&format!("pressing {keys:?}"), || async {
            self.client.active_element().await?.send_keys(keys).await
        })
        .await;
    }

    /// Moves the pointer, in pixels of the page.
    pub async fn point_at(&self, x: f64, y: f64) {
        let move_there =
            MouseActions::new("mouse".into()).then(PointerAction::MoveTo { duration: None, x, y });
        let moved = self.client.perform_actions(move_there).await;
        moved.expect("the pointer can be moved");
    }

    /// Drags with the mouse itself from one place of an element to another, both as shares of its width and height.
    pub async fn hand(&self, selector: &str, from: (f64, f64), to: (f64, f64)) {
        let script = "const found = document.querySelector(arguments[0]); if (!found) return null; \
                      const box = found.getBoundingClientRect(); return [box.left, box.top, box.width, box.height]";
        let found = self.until_script(selector, script, vec![json!(selector)]).await;
        let side = |at: usize| found[at].as_f64().expect("a box has four numbers");
        let spot = |(across, down): (f64, f64)| PointerAction::MoveTo {
            duration: Some(Duration::from_millis(120)),
            x: (side(0) + across * side(2)).round(),
            y: (side(1) + down * side(3)).round(),
        };
        let drag = MouseActions::new("mouse".into())
            .then(spot(from))
            .then(PointerAction::Down {
                button: MOUSE_BUTTON_LEFT,
            })
            .then(spot(((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0)))
            .then(spot(to))
            .then(PointerAction::Up {
                button: MOUSE_BUTTON_LEFT,
            });
        let dragged = self.client.perform_actions(drag).await;
        dragged.expect("the mouse can be moved");
    }

    /// Lets a finger rest on an element and lift, with the events that it makes: no driver has a finger for this
    /// web view. Waits for as long as the page waits for a click that the system may make of it.
    pub async fn rest_on(&self, selector: &str) {
        let script = r#"
            const done = arguments[arguments.length - 1];
            const node = document.querySelector(arguments[0]);
            const box = node.getBoundingClientRect();
            const send = (type) => node.dispatchEvent(new PointerEvent(type, {
                bubbles: true, cancelable: true, isPrimary: true, pointerId: 7, pointerType: "touch", button: 0,
                clientX: box.left + box.width / 2, clientY: box.top + box.height / 3,
            }));
            send("pointerdown");
            setTimeout(() => { send("pointerup"); setTimeout(() => done(true), 450); }, 600);
        "#;
        self.run_async(script, vec![json!(selector)]).await;
    }

    /// How many elements with this `data-testid` can be seen.
    pub async fn count(&self, testid: &str) -> u64 {
        let script = format!("{FIND}; return all().length");
        self.run(&script, vec![json!(testid)]).await.as_u64().unwrap_or(0)
    }

    /// Waits until so many elements with this `data-testid` can be seen.
    pub async fn until_count(&self, testid: &str, wanted: u64) {
        self.until(&format!("{wanted} of {testid}"), || async {
            (self.count(testid).await == wanted).then_some(())
        })
        .await;
    }

    /// The value of an attribute of an element once it can be seen.
    pub async fn attribute(&self, testid: &str, name: &str) -> String {
        let script = format!("{FIND}; return seen()?.getAttribute(arguments[1]) ?? null");
        let value = self
            .until_script(testid, &script, vec![json!(testid), json!(name)])
            .await;
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the text of an element contains `part`.
    pub async fn until_says(&self, testid: &str, part: &str) {
        let script = format!("{FIND}; return seen()?.textContent.includes(arguments[1]) ?? false");
        let awaited = format!("{testid} to say {part:?}");
        self.until_script(&awaited, &script, vec![json!(testid), json!(part)])
            .await;
    }

    /// Drags an element by so many pixels, with the events that a finger or a mouse makes.
    pub async fn drag(&self, selector: &str, dx: i32, dy: i32) {
        let script = r#"
            const [selector, dx, dy] = arguments;
            const node = document.querySelector(selector);
            if (!node) return false;
            const box = node.getBoundingClientRect();
            const [x, y] = [box.left + box.width / 2, box.top + box.height / 3];
            const send = (type, part) => node.dispatchEvent(new PointerEvent(type, {
                bubbles: true, cancelable: true, isPrimary: true, pointerId: 1, button: 0, buttons: type === "pointerup" ? 0 : 1,
                clientX: x + dx * part, clientY: y + dy * part,
            }));
            // A made event has no pointer behind it that could be captured.
            node.setPointerCapture = () => undefined;
            send("pointerdown", 0);
            for (let step = 1; step <= 8; step += 1) send("pointermove", step / 8);
            send("pointerup", 1);
            return true;
        "#;
        self.until_script(selector, script, vec![json!(selector), json!(dx), json!(dy)])
            .await;
    }

    /// The weights that stand beside the deck, by attribute, once there are any.
    pub async fn taste(&self) -> Value {
        let script = r#"
            const rows = document.querySelectorAll("[data-testid=taste-bars] > li");
            const weights = [...rows].map((row) => [row.dataset.key, row.querySelector(".visually-hidden").textContent]);
            return weights.length > 0 && Object.fromEntries(weights);
        "#;
        self.until_script("the taste beside the deck", script, vec![])
            .await
    }
}
