//! The tasks of this repository, as `cargo xtask TASK`: run, test, check, gen, gallery, approve,
//! package, draw-catalog, eval-model.
//!
//! Each task is a file; `install.rs` brings what they need, `ui.rs` builds the user interface.

#![expect(clippy::print_stdout, reason = "a task talks to the person at the terminal")]

mod approve;
mod check;
mod eval_model;
mod gallery;
mod install;
mod package;
mod postgres;
mod run;
mod test;
mod ui;
mod workspace;

use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};
use workspace::Workspace;

const USAGE: &str = "\
usage: cargo xtask TASK

  run [--release]           build StyleNova and open its window on the demo catalogue;
                            without a display: on a virtual one, with a screenshot
  run -- --cli ARGS...      the terminal program instead, as in
                            cargo xtask run -- --cli search \"red summer dress\"
  test [--only PART]        every test; parts: format, ui, lint, architecture, licences,
                            build, crates, window
  check                     the dependency rules of the crates and of the user interface
  gen                       write ui/src/ipc/generated.ts from nova-api
  gallery                   pictures of every screen from the real window, into docs/gallery
  approve                   pictures of the key screens, against which the window's tests
                            compare, into tests/window/approved
  package [--try]           a .deb and an .rpm of a release build, into target/package; with --try
                            the .deb is installed on a bare system, used and removed (as root)
  package --built DIR       the same of the programs in a folder, such as target/debug
  draw-catalog [ARGS...]    draw the demo catalogue
  eval-model [ARGS...]      the figures of models/nova-mini on the data that STYLENOVA_DATA
                            names, else ../shared/data (Python; --help says more)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match perform(&arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(arguments: &[String]) -> Result<ExitCode> {
    let Some((task, rest)) = arguments.split_first() else {
        println!("{USAGE}");
        return Ok(ExitCode::from(2));
    };
    match task.as_str() {
        "run" => run::run(&Workspace::find()?, rest),
        "test" => test::test(&Workspace::find()?, rest),
        "check" => check::check(&Workspace::find()?),
        "gen" => pass_on(
            &Workspace::find()?,
            &["run", "--quiet", "-p", "nova-api", "--example", "generate"],
            rest,
        ),
        "gallery" => gallery::gallery(&Workspace::find()?),
        "approve" => approve::approve(&Workspace::find()?),
        "package" => package::package(&Workspace::find()?, rest),
        "draw-catalog" => {
            let drawing = ["run", "--quiet", "--release", "-p", "draw-catalog", "--"];
            pass_on(&Workspace::find()?, &drawing, rest)
        }
        "eval-model" => eval_model::eval_model(&Workspace::find()?, rest),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        unknown => bail!("there is no task {unknown:?}\n\n{USAGE}"),
    }
}

/// Runs cargo with the arguments after the task's name added.
fn pass_on(workspace: &Workspace, cargo: &[&str], rest: &[String]) -> Result<ExitCode> {
    finish(workspace.cargo(cargo).args(rest))
}

/// Runs a command to its end and takes over its exit code.
fn finish(command: &mut Command) -> Result<ExitCode> {
    let status = command
        .status()
        .with_context(|| format!("{} could not be started", name(command)))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// Runs a command and makes its failure an error.
fn succeed(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("{} could not be started", name(command)))?;
    if !status.success() {
        bail!("{} failed ({status})", name(command));
    }
    Ok(())
}

/// A command as one would type it.
fn name(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
