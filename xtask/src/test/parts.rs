//! The parts of `cargo xtask test`, in their order.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result};
use serde_json::Value;
use xtask::processes::is_installed;

use super::tally::{Outcome, of_cargo_test};
use crate::postgres::Server;
use crate::workspace::Workspace;
use crate::{check, name, succeed, ui};

/// Something that is checked.
pub struct Part {
    /// Its name for `--only`.
    pub key: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What is done. An error is a failure of the part.
    pub perform: fn(&Workspace) -> Result<Outcome>,
}

/// All parts. What is quick comes first, and the user interface before the crates, since the window
/// contains it.
pub const PARTS: [Part; 10] = [
    Part {
        key: "format",
        title: "Formatting",
        perform: format,
    },
    Part {
        key: "architecture",
        title: "Dependency rules",
        perform: architecture,
    },
    Part {
        key: "ui",
        title: "User interface: build",
        perform: build_ui,
    },
    Part {
        key: "ui",
        title: "User interface: types",
        perform: check_ui,
    },
    Part {
        key: "ui",
        title: "User interface: tests",
        perform: test_ui,
    },
    Part {
        key: "lint",
        title: "Lints",
        perform: lint,
    },
    Part {
        key: "licences",
        title: "Licences and sources",
        perform: licences,
    },
    Part {
        key: "build",
        title: "Programs and tests: build",
        perform: build,
    },
    Part {
        key: "crates",
        title: "Tests of the crates",
        perform: crates,
    },
    Part {
        key: "window",
        title: "Tests in the window",
        perform: window,
    },
];

/// The variable that has the stories keep their libraries' rows at the server of the tests.
const STORIES_AT_A_SERVER: &str = "STYLENOVA_STORIES_AT_POSTGRES";

/// Tests whose path begins so open a window; they have a part of their own.
const IN_A_WINDOW: &str = "in_a_window::";

fn format(workspace: &Workspace) -> Result<Outcome> {
    verdict(workspace.cargo(&["fmt", "--all", "--check"]))
}

fn architecture(workspace: &Workspace) -> Result<Outcome> {
    let breaches = check::breaches(workspace)?;
    Ok(if breaches.is_empty() {
        Outcome::passed()
    } else {
        Outcome::failed(breaches.join("\n"))
    })
}

fn build_ui(workspace: &Workspace) -> Result<Outcome> {
    ui::build(workspace)?;
    Ok(Outcome::passed())
}

fn check_ui(workspace: &Workspace) -> Result<Outcome> {
    ui::install_packages(workspace)?;
    verdict(ui::npm(workspace, &["run", "--silent", "check"]))
}

/// Vitest prints for people and writes its counts to a file.
fn test_ui(workspace: &Workspace) -> Result<Outcome> {
    ui::install_packages(workspace)?;
    let report = workspace.target.join("vitest.json");
    // A report of an earlier run must not be counted when this one does not get as far as writing it.
    if report.exists() {
        std::fs::remove_file(&report).context("the report of an earlier run could not be removed")?;
    }
    let mut vitest = ui::npm(
        workspace,
        &["run", "--silent", "test", "--", "--reporter=default"],
    );
    vitest
        .arg("--reporter=json")
        .arg(format!("--outputFile.json={}", report.display()));
    let succeeded = vitest.status().context("npm could not be started")?.success();
    let text = std::fs::read(&report).context("vitest wrote no report")?;
    let mut outcome = of_vitest(&serde_json::from_slice(&text).context("the report of vitest is not JSON")?);
    if !succeeded && outcome.failed == 0 {
        // A file that does not even load has no tests to fail.
        outcome.failed = 1;
    }
    Ok(outcome)
}

/// Counts in the JSON report of Vitest.
fn of_vitest(report: &Value) -> Outcome {
    let count = |key: &str| {
        report[key]
            .as_u64()
            .and_then(|count| usize::try_from(count).ok())
            .unwrap_or(0)
    };
    let files = report["testResults"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let tests = files
        .iter()
        .flat_map(|file| file["assertionResults"].as_array().into_iter().flatten());
    let left_out =
        tests.filter(|test| matches!(test["status"].as_str(), Some("pending" | "skipped" | "todo")));
    let named = left_out.map(|test| {
        test["fullName"]
            .as_str()
            .unwrap_or("a test of the user interface")
            .to_owned()
    });
    let failures = files
        .iter()
        .flat_map(|file| file["assertionResults"].as_array().into_iter().flatten())
        .filter(|test| test["status"] == "failed")
        .filter_map(|test| test["fullName"].as_str().map(str::to_owned));
    Outcome {
        passed: count("numPassedTests"),
        failed: count("numFailedTests"),
        failures: failures.collect(),
        skipped: named
            .map(|name| (name, "marked so in its file".to_owned()))
            .collect(),
        ..Outcome::default()
    }
}

fn lint(workspace: &Workspace) -> Result<Outcome> {
    // The window contains the built page, so it cannot even be looked at without one.
    ui::build(workspace)?;
    verdict(workspace.clippy())
}

fn licences(workspace: &Workspace) -> Result<Outcome> {
    if !is_installed("cargo-deny") {
        let why = "cargo-deny is not installed (cargo install cargo-deny)";
        return Ok(Outcome::skipped("licences of all dependencies", why));
    }
    verdict(workspace.cargo(&["deny", "check", "bans", "licenses", "sources"]))
}

/// Builds all that the next parts run. Each call of cargo names the whole workspace: a smaller choice of
/// crates would choose other features of their dependencies, and build those again.
fn build(workspace: &Workspace) -> Result<Outcome> {
    ui::build(workspace)?;
    verdict(workspace.cargo(&["build", "--workspace", "--all-targets"]))
}

fn crates(workspace: &Workspace) -> Result<Outcome> {
    ui::build(workspace)?;
    let server = Server::find(workspace)?;
    let mut outcome = counted(workspace, Some(&server), false, &[], &["--skip", IN_A_WINDOW])?;
    if let Server::Missing(why) = &server {
        let name = "tests of the store and stories at PostgreSQL".to_owned();
        outcome.skipped.push((name, why.clone()));
        return Ok(outcome);
    }
    println!("\n... and the stories once more, with the rows at PostgreSQL");
    let stories = counted(workspace, Some(&server), true, &["--test", "story"], &[])?;
    Ok(outcome.and(stories))
}

fn window(workspace: &Workspace) -> Result<Outcome> {
    build(workspace)?;
    counted(
        workspace,
        None,
        false,
        &["--test", "window"],
        &["--test-threads=2"],
    )
}

/// Runs a command that either holds or does not.
fn verdict(mut command: Command) -> Result<Outcome> {
    succeed(&mut command)?;
    Ok(Outcome::passed())
}

/// Up to how many failing tests are run once more. More than that are no matter of a busy machine.
const AGAIN: usize = 6;

/// Runs `cargo test` with these arguments, and what failed once more, one test at a time: a window on a busy machine may
/// be late. A test that holds only then is named in the summary. `shared` has the stories keep their rows at the server.
fn counted(
    workspace: &Workspace,
    server: Option<&Server>,
    shared: bool,
    choice: &[&str],
    harness: &[&str],
) -> Result<Outcome> {
    let run = |harness: &[&str]| {
        let mut cargo = workspace.cargo(&["test", "--workspace", "--no-fail-fast"]);
        cargo.args(choice).args(["--", "--show-output"]).args(harness);
        if let Some(server) = server {
            server.tell(&mut cargo);
        }
        if shared {
            cargo.env(STORIES_AT_A_SERVER, "1");
        }
        heard(cargo)
    };
    let outcome = run(harness)?;
    if outcome.failures.is_empty() || outcome.failures.len() > AGAIN {
        return Ok(outcome);
    }
    println!("\n... and once more, alone: {}", outcome.failures.join(", "));
    let mut names: Vec<&str> = vec!["--test-threads=1", "--exact"];
    names.extend(outcome.failures.iter().map(String::as_str));
    let again = run(&names)?;
    // Where it did not even run, nothing was found out.
    Ok(match again.passed + again.failed {
        0 => outcome,
        _ => outcome.after(&again),
    })
}

/// Runs `cargo test`, passing on what it prints, and counts its tests.
fn heard(mut command: Command) -> Result<Outcome> {
    let spoken = name(&command);
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{spoken} could not be started"))?;
    let output = child.stdout.take().context("cargo has no output")?;
    let reader = thread::spawn(move || {
        let mut all = String::new();
        // A test may print bytes that are no text; they are shown as replacement characters.
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            let _ = writeln!(std::io::stdout(), "{line}");
            all.push_str(&line);
            all.push('\n');
        }
        all
    });
    let status = child.wait()?;
    let all = reader.join().unwrap_or_default();
    let mut outcome = of_cargo_test(&all);
    if !status.success() && outcome.failed == 0 {
        outcome.failed = 1;
        outcome.why = Some(format!("{spoken} failed ({status})"));
    }
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn vitest_counts_come_from_its_report_and_skips_are_named() {
        let report = json!({
            "numPassedTests": 4, "numFailedTests": 1,
            "testResults": [{ "assertionResults": [
                { "fullName": "search shows hits", "status": "passed" },
                { "fullName": "search is slow", "status": "skipped" },
            ]}],
        });
        let outcome = of_vitest(&report);
        assert_eq!((outcome.passed, outcome.failed), (4, 1));
        assert_eq!(outcome.skipped.len(), 1, "one test was left out");
        assert_eq!(outcome.skipped[0].0, "search is slow", "and it is named");
    }
}
