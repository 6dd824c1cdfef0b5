//! A photo by the ways of the desktop itself: dragged from another program, pasted from its clipboard, and
//! chosen in a dialog; and a picture dragged out to another program. What the other tests tell the page directly comes from the system here.

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use xtask::processes::Guarded;

use crate::desktop::{self, PYTHON, text, xdotool};
use crate::page::Page;
use crate::screens::show;
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

/// Takes something up with the pointer and carries it to another place, without letting go.
async fn carry(stage: &Stage, (left, top): (i64, i64), (to_left, to_top): (i64, i64)) {
    let go = |x: i64, y: i64| xdotool(stage, &["mousemove", "--sync", &x.to_string(), &y.to_string()]);
    go(left, top);
    xdotool(stage, &["mousedown", "1"]);
    // The pointer goes as a hand would: each step is an event the window has to hear of before the drop.
    for step in 1..=10 {
        go(
            left + (to_left - left) * step / 10,
            top + (to_top - top) * step / 10,
        );
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
}

#[tokio::test]
async fn a_photo_dragged_from_another_program_is_searched_with() {
    let Some(stage) = desktop::set() else { return };
    let photo = photo(&stage, "dragged.jpg");
    let page = Page::open(&stage, "drag").await;
    page.until_demo_is_there().await;
    let _source = start_script(&stage, "drag-source.py", &["1440", "840", text(&photo)], "shown");

    carry(&stage, (1500, 900), (600, 450)).await;
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
async fn a_pieces_picture_is_dragged_to_another_program_as_a_file() {
    let Some(stage) = desktop::set() else { return };
    let page = Page::open(&stage, "drag-out").await;
    page.until_demo_is_there().await;
    show(&page, &stage, "piece").await;
    let _target = start_script(&stage, "drop-target.py", &["300", "840"], "shown");
    let middle = page
        .run(
            "const { x, y, width, height } = document.querySelector('[data-testid=detail-zoom]').getBoundingClientRect();
             return [Math.round(screenX + x + width / 2), Math.round(screenY + y + height / 2)]",
            vec![],
        )
        .await;
    let middle = (middle[0].as_i64().unwrap(), middle[1].as_i64().unwrap());
    carry(&stage, middle, (360, 900)).await;
    page.picture("1-carried").await;
    xdotool(&stage, &["mouseup", "1"]);
    let address = page
        .until("the picture to come to the other program", || async {
            let printed = stage.printed("drop-target.py");
            let line = printed.lines().find_map(|line| line.strip_prefix("dropped "));
            line.map(str::to_owned)
        })
        .await;
    let file = address.strip_prefix("file://").expect("it comes as a file");
    let picture = std::fs::read(file).expect("the file is there");
    assert!(picture.starts_with(&[0xff, 0xd8]), "{file} is the demo's JPEG");
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
