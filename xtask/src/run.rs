//! `cargo xtask run`: builds StyleNova and shows it. On a display it opens the window on the user's own
//! library; without one it opens the same window on a virtual display, on a library of its own, and saves
//! a picture of it.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;
use xtask::display::Display;
use xtask::processes::Guarded;

use crate::install::{self, Purpose};
use crate::workspace::Workspace;
use crate::{finish, succeed, ui};

/// How long the window may take to import the demo catalogue and to show it.
const PATIENCE: Duration = Duration::from_secs(600);

/// How `run` was called.
#[derive(Default, Debug, PartialEq, Eq)]
struct Wanted {
    release: bool,
    /// Arguments of the terminal program, when that is to run instead of the window.
    terminal: Option<Vec<String>>,
}

/// Runs the task.
///
/// # Errors
/// When something is missing, does not build or does not start.
pub fn run(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    let wanted = parse(arguments)?;
    match &wanted.terminal {
        Some(words) => terminal(workspace, &wanted, words),
        None if has_display() => window(workspace, &wanted),
        None => screenshot(workspace, &wanted),
    }
}

fn parse(arguments: &[String]) -> Result<Wanted> {
    let mut wanted = Wanted::default();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--release" => wanted.release = true,
            "--" => {}
            "--cli" => wanted.terminal = Some(rest.by_ref().cloned().collect()),
            unknown => bail!("run does not know {unknown:?}; see cargo xtask help"),
        }
    }
    Ok(wanted)
}

/// Whether this system can show a window to somebody.
fn has_display() -> bool {
    let names = |variable: &str| std::env::var_os(variable).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || names("DISPLAY") || names("WAYLAND_DISPLAY")
}

impl Wanted {
    fn profile(&self) -> &'static str {
        if self.release { "release" } else { "debug" }
    }

    /// Builds one of the programs. The whole workspace and a test are named beside it because cargo chooses
    /// the features of shared dependencies by what is named: so `cargo xtask test` and this share them all,
    /// and neither builds what the other has.
    fn build(&self, workspace: &Workspace, program: &str) -> Result<()> {
        println!(
            "Building {program} ({}); the first time takes several minutes",
            self.profile()
        );
        let mut cargo = workspace.cargo(&["build", "--workspace", "--test", "window", "--bin", program]);
        if self.release {
            cargo.arg("--release");
        }
        succeed(&mut cargo)
    }
}

/// The program with the models and the demo catalogue of this checkout.
fn program(workspace: &Workspace, wanted: &Wanted, name: &str) -> Command {
    let mut command = Command::new(workspace.program(wanted.profile(), name));
    command.env("STYLENOVA_MODELS", workspace.root.join("models"));
    command.env("STYLENOVA_CATALOG", workspace.root.join("catalog"));
    command
}

fn window(workspace: &Workspace, wanted: &Wanted) -> Result<ExitCode> {
    install::system_packages(Purpose::Window)?;
    ui::build(workspace)?;
    wanted.build(workspace, "stylenova-window")?;
    println!("Opening the window");
    finish(&mut program(workspace, wanted, "stylenova-window"))
}

/// The library of runs without a display, so that they never touch the user's own.
fn own_library(workspace: &Workspace) -> PathBuf {
    workspace.target.join("run-library")
}

fn screenshot(workspace: &Workspace, wanted: &Wanted) -> Result<ExitCode> {
    println!("There is no display here (DISPLAY and WAYLAND_DISPLAY are empty): using a virtual one.");
    install::system_packages(Purpose::Screenshot)?;
    ui::build(workspace)?;
    wanted.build(workspace, "stylenova-window")?;

    let display = Display::start(1280, 860).context("the virtual display could not be started")?;
    let mut command = program(workspace, wanted, "stylenova-window");
    command
        .arg("--report-ready")
        .arg("--library")
        .arg(own_library(workspace));
    display.lend(command.stdout(Stdio::piped()));
    println!("Opening the window on the virtual display {}", display.name());
    let started = Instant::now();
    let mut app = Guarded::start(&mut command).context("the window could not be started")?;
    let ready = wait_until_ready(&mut app);

    let picture = workspace.target.join("screenshots").join("run.png");
    display
        .screenshot(&picture)
        .context("the screenshot could not be taken")?;
    println!("Screenshot: {}", picture.display());
    ready?;
    println!(
        "The demo catalogue was in view after {:.1} s.",
        started.elapsed().as_secs_f32()
    );
    Ok(ExitCode::SUCCESS)
}

/// Waits for the line `ready` that the window prints with `--report-ready`.
fn wait_until_ready(app: &mut Guarded) -> Result<()> {
    let output = app.child().stdout.take().context("the window has no output")?;
    let (send, seen) = mpsc::channel();
    std::thread::spawn(move || {
        let ready = BufReader::new(output)
            .lines()
            .map_while(Result::ok)
            .any(|line| line == "ready");
        // Nobody listens any more once the patience has run out.
        let _ = send.send(ready);
    });
    match seen.recv_timeout(PATIENCE) {
        Ok(true) => Ok(()),
        Ok(false) => bail!("the window ended before it showed the demo catalogue"),
        Err(_) => bail!(
            "no demo catalogue was in view after {} s; see the screenshot",
            PATIENCE.as_secs()
        ),
    }
}

fn terminal(workspace: &Workspace, wanted: &Wanted, words: &[String]) -> Result<ExitCode> {
    install::system_packages(Purpose::Window)?;
    wanted.build(workspace, "stylenova")?;
    let library = terminal_library(workspace, words);
    let stylenova = || {
        let mut command = program(workspace, wanted, "stylenova");
        if let Some(library) = &library {
            command.env("STYLENOVA_LIBRARY", library);
        }
        command
    };
    // The run that took a screenshot may have stopped half way through the demo; what is there is not read twice.
    let own = library.as_deref() == Some(own_library(workspace).as_path());
    if own || is_empty(stylenova())? {
        println!("Importing what is missing of the demo catalogue first.");
        import_demo(stylenova(), &workspace.root.join("catalog"))?;
    }
    finish(stylenova().args(words))
}

/// The library the terminal program works on, or `None` for its own choice.
fn terminal_library(workspace: &Workspace, words: &[String]) -> Option<PathBuf> {
    let named = words
        .iter()
        .zip(words.iter().skip(1))
        .find(|(word, _)| *word == "--library");
    let named = named.map(|(_, folder)| folder.as_str());
    let joined = words.iter().find_map(|word| word.strip_prefix("--library="));
    match named.or(joined) {
        Some(folder) => Some(folder.into()),
        None if has_display() || std::env::var_os("STYLENOVA_LIBRARY").is_some() => None,
        None => Some(own_library(workspace)),
    }
}

/// Whether the library holds no products, as `stylenova rpc` says.
fn is_empty(mut stylenova: Command) -> Result<bool> {
    let mut child = stylenova
        .arg("rpc")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("the terminal program could not be started")?;
    let mut input = child.stdin.take().context("the terminal program has no input")?;
    writeln!(input, r#"{{"id":1,"cmd":"stats","req":{{}}}}"#)?;
    drop(input);
    let output = child.wait_with_output()?;
    let line = String::from_utf8_lossy(&output.stdout);
    let answer: Value = serde_json::from_str(line.trim()).with_context(|| {
        format!("the terminal program answered {line:?} instead of the state of the library")
    })?;
    match answer["res"]["products"].as_u64() {
        Some(products) => Ok(products == 0),
        None => bail!(
            "the library cannot be used: {}",
            answer["err"]["message"].as_str().unwrap_or("unknown")
        ),
    }
}

fn import_demo(mut stylenova: Command, catalog: &Path) -> Result<()> {
    succeed(
        stylenova
            .arg("import")
            .arg(catalog.join("catalog.csv"))
            .arg("--images")
            .arg(catalog.join("images")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &[&str]) -> Result<Wanted> {
        parse(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn everything_after_cli_belongs_to_the_terminal_program() {
        let wanted =
            parsed(&["--release", "--", "--cli", "search", "--release", "red dress"]).expect("valid");
        let words = ["search", "--release", "red dress"].map(str::to_owned).to_vec();
        assert_eq!(
            wanted,
            Wanted {
                release: true,
                terminal: Some(words)
            },
            "its own --release is not ours"
        );
    }

    #[test]
    fn an_unknown_argument_is_refused() {
        let error = parsed(&["--relase"]).expect_err("a misspelt argument is not ignored");
        assert!(
            error.to_string().contains("--relase"),
            "the message names it: {error}"
        );
    }
}
