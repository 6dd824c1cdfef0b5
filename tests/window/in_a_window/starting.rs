//! A second start brings the first window forward, and a start can be timed.

use crate::stage::Stage;
use serde_json::Value;
use std::process::Command;
use std::time::{Duration, Instant};
use xtask::processes::Guarded;

/// Waits until a program has ended; whether it did well.
fn ended(program: &mut Guarded) -> bool {
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        if let Some(status) = program.child().try_wait().expect("the system tells of its child") {
            return status.success();
        }
        assert!(Instant::now() < deadline, "the program has not ended in time");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_second_start_brings_the_first_window_forward_and_ends() {
    let Some(stage) = Stage::with_demo() else { return };
    let mut first = stage.start("first", Command::new(stage.app()).arg("--report-ready"));
    let deadline = Instant::now() + Duration::from_secs(60);
    while !stage.printed("first").contains("ready") {
        assert!(Instant::now() < deadline, "no window: {}", stage.printed("first"));
        std::thread::sleep(Duration::from_millis(50));
    }
    let mut second = stage.start("second", &mut Command::new(stage.app()));
    assert!(ended(&mut second), "it ends well: {}", stage.printed("second"));
    assert!(
        stage.printed("second").contains("open already"),
        "and says why: {}",
        stage.printed("second")
    );
    let still = first.child().try_wait().expect("the system tells of its child");
    assert!(still.is_none(), "the first window is still open");
}

#[test]
fn the_window_tells_how_long_its_start_took() {
    let Some(stage) = Stage::with_demo() else { return };
    let mut window = stage.start("timed", Command::new(stage.app()).arg("--report-start"));
    assert!(
        ended(&mut window),
        "it ends by itself: {}",
        stage.printed("timed")
    );
    let printed = stage.printed("timed");
    let line = printed.lines().find(|line| line.starts_with('{'));
    let figures: Value = serde_json::from_str(line.unwrap_or_default()).expect("one line of JSON");
    let time = |name: &str| figures[name].as_f64().expect("a number");
    assert!(time("paint_ms") > 0.0, "{printed}");
    assert!(
        time("cards_ms") >= time("paint_ms"),
        "pictures are seen after the first paint: {printed}"
    );
}
