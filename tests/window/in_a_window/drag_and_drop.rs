//! A photo by the ways of the desktop itself: dragged from another program, pasted from its clipboard, and
//! chosen in a dialog. What the other tests tell the page directly comes from the system here.

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use xtask::processes::Guarded;

use crate::desktop::{self, PYTHON, text, xdotool};
use crate::page::Page;
use crate::stage::{Stage, checkout};

/// A picture file of the demo catalogue, under a name of its own.
fn photo(stage: &Stage, name: &str) -> PathBuf {
    let images = checkout().join("catalog").join("images");
    let mut files: Vec<PathBuf> = images
        .read_dir()
        .expect("the demo has pictures")
        .map(|entry| entry.expect("a file").path())
        .collect();
    files.sort();
    let copy = stage.folder().join(name);
    std::fs::copy(&files[0], &copy).expect("the picture is copied");
    copy
}

/// Starts a script of this folder and waits until it has printed `said`.
fn start_script(stage: &Stage, script: &str, arguments: &[&str], said: &str) -> Guarded {
    let mut command = Command::new(PYTHON);
    command
        .arg(checkout().join("tests").join("window").join(script))
        .args(arguments);
    let running = stage.start(script, &mut command);
    let deadline = Instant::now() + Duration::from_secs(60);
    while !stage.printed(script).contains(said) {
        assert!(
            Instant::now() < deadline,
            "{script} did not get ready: {}",
            stage.printed(script)
        );
        std::thread::sleep(Duration::from_millis(20));
    }
    running
}

#[tokio::test]
async fn a_photo_dragged_from_another_program_is_searched_with() {
    let Some(stage) = desktop::set() else { return };
    let photo = photo(&stage, "dragged.jpg");
    let page = Page::open(&stage, "drag").await;
    page.until_demo_is_there().await;
    let _source = start_script(&stage, "drag-source.py", &["1440", "840", text(&photo)], "shown");

    // The pointer goes as a hand would: each step is an event the window has to hear of before the drop.
    xdotool(&stage, &["mousemove", "--sync", "1500", "900", "mousedown", "1"]);
    for step in 1..=10 {
        let (x, y) = (1500 - step * 90, 900 - step * 45);
        xdotool(&stage, &["mousemove", "--sync", &x.to_string(), &y.to_string()]);
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    page.until_there("drop-overlay").await;
    page.picture("1-over-the-window").await;
    xdotool(&stage, &["mouseup", "1"]);
    page.until_there("photo-chip").await;
    page.results("near your photo").await;
    page.until_gone("drop-overlay").await;
    page.picture("2-dropped").await;
    page.close().await;
}

#[tokio::test]
async fn a_picture_on_the_clipboard_is_pasted() {
    let Some(stage) = desktop::set() else { return };
    let photo = photo(&stage, "copied.jpg");
    let page = Page::open(&stage, "paste").await;
    page.until_demo_is_there().await;
    let _owner = start_script(&stage, "clipboard-owner.py", &[text(&photo)], "held");
    page.focus_window(|words| xdotool(&stage, words)).await;
    xdotool(&stage, &["key", "ctrl+v"]);
    page.until_there("photo-chip").await;
    page.results("near your photo").await;
    page.picture("1-pasted").await;
    page.close().await;
}

#[tokio::test]
async fn a_photo_can_be_chosen_in_a_dialog_and_the_dialog_can_be_left() {
    let Some(stage) = desktop::set() else { return };
    let photo = photo(&stage, "chosen.jpg");
    let page = Page::open(&stage, "dialog").await;
    page.until_demo_is_there().await;
    for chosen in [None, Some(photo.as_path())] {
        page.click("choose-photo").await;
        desktop::answer(&page, &stage, "Choose a photo", chosen).await;
    }
    page.until_there("photo-chip").await;
    page.results("near your photo").await;
    page.picture("1-chosen").await;
    page.close().await;
}
