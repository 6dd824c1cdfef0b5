//! How the program is run by its tests.

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

pub fn stylenova(library: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stylenova"));
    command
        .arg("--library")
        .arg(library)
        .env_remove("STYLENOVA_LIBRARY");
    command
}

pub fn run(library: &Path, arguments: &[&str]) -> Output {
    stylenova(library)
        .args(arguments)
        .output()
        .expect("the program runs")
}

/// The one JSON value on stdout of a run that must succeed.
pub fn json_of(library: &Path, arguments: &[&str]) -> Value {
    let output = run(library, &[&["--json"], arguments].concat());
    let problem = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {problem}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {problem}"))
}

/// The failure on stderr of a run that must fail, with its exit code.
pub fn failure_of(library: &Path, arguments: &[&str]) -> (Value, i32) {
    let output = run(library, &[&["--json"], arguments].concat());
    assert!(
        output.stdout.is_empty(),
        "{arguments:?}: a failure writes nothing to stdout"
    );
    let text = String::from_utf8_lossy(&output.stderr);
    let last = text.lines().last().unwrap_or_default();
    let value: Value =
        serde_json::from_str(last).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {text}"));
    (value["error"].clone(), output.status.code().unwrap_or(-1))
}
