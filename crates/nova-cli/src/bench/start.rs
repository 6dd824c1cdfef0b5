//! `bench start`: how soon the window shows something, as the window itself tells it (`--report-start`).

use super::Figure;
use crate::output::Output;
use nova_api::WireError;
use nova_engine::{Cancel, Engine, ErrorCode, OpenOptions};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What the window prints of one start.
#[derive(Deserialize)]
struct Start {
    paint_ms: f64,
    cards_ms: f64,
}

#[derive(Serialize)]
struct StartFigures {
    first_paint: Figure,
    first_cards: Figure,
}

/// Starts the window `repeat` times on a library that holds the demo catalogue and goes away again.
pub fn start(window: Option<&Path>, repeat: usize, output: &Output) -> Result<(), WireError> {
    let program = window.map_or_else(beside_this_program, Path::to_owned);
    if !program.is_file() {
        return Err(WireError {
            code: ErrorCode::NotFound,
            message: format!("the window's program is not at {}", program.display()),
            hint: "Build it with `cargo xtask run`, or name it with --window.".to_owned(),
            advice: None,
            problem: None,
        });
    }
    let folder = std::env::temp_dir().join(format!("stylenova-start-{}", std::process::id()));
    let measured = measured(&program, &folder, repeat.max(1));
    // A folder of temporary files that stays behind is the system's to clear away.
    let _ = std::fs::remove_dir_all(&folder);
    let starts = measured?;
    let of = |time: fn(&Start) -> f64| Figure::of(starts.iter().map(time).collect());
    let figures = StartFigures {
        first_paint: of(|start| start.paint_ms),
        first_cards: of(|start| start.cards_ms),
    };
    output.answer(&figures, |figures| {
        let line = |name: &str, figure: &Figure| {
            let Figure {
                median_ms,
                p95_ms,
                runs,
            } = figure;
            format!("{name:<12} median {median_ms:.0} ms, p95 {p95_ms:.0} ms ({runs} starts)")
        };
        let (paint, cards) = (&figures.first_paint, &figures.first_cards);
        format!("{}\n{}", line("first paint", paint), line("first cards", cards))
    })
}

fn measured(program: &Path, folder: &Path, repeat: usize) -> Result<Vec<Start>, WireError> {
    let engine = Engine::open(OpenOptions {
        library: Some(folder.to_owned()),
        write: true,
        ..OpenOptions::default()
    })?;
    engine.import_demo(&Cancel::default(), &|_| ())?;
    // The window is to have the library to itself.
    drop(engine);
    (0..repeat).map(|_| one(program, folder)).collect()
}

fn one(program: &Path, folder: &Path) -> Result<Start, WireError> {
    let failed = |reason: String| WireError {
        code: ErrorCode::Internal,
        message: format!("the window could not be timed: {reason}"),
        hint: "It needs a display; where there is none, run this under `xvfb-run`.".to_owned(),
        advice: None,
        problem: None,
    };
    let ended = Command::new(program)
        .arg("--report-start")
        .arg("--library")
        .arg(folder)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| failed(error.to_string()))?;
    let line = String::from_utf8_lossy(&ended.stdout);
    serde_json::from_str(line.trim()).map_err(|_| failed(format!("it ended with {}", ended.status)))
}

fn beside_this_program() -> PathBuf {
    let own = std::env::current_exe().unwrap_or_default();
    own.with_file_name(format!("stylenova-window{}", std::env::consts::EXE_SUFFIX))
}
