//! `cargo xtask test`: everything that is checked, part after part, with a summary at the end. A part that
//! fails does not keep the rest from running.

mod parts;
mod tally;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::install::{self, Purpose};
use crate::workspace::Workspace;
use parts::PARTS;
use tally::{Outcome, Tally};

/// Runs the task.
///
/// # Errors
/// When an argument is wrong, or something that is needed is missing and cannot be installed from here.
pub fn test(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    let only = parse(arguments)?;
    install::system_packages(Purpose::Tests)?;
    let mut tally = Tally::default();
    for part in PARTS
        .iter()
        .filter(|part| only.as_deref().is_none_or(|only| part.key == only))
    {
        println!("\n=== {} ===", part.title);
        let started = Instant::now();
        let outcome = (part.perform)(workspace).unwrap_or_else(|error| Outcome::failed(format!("{error:#}")));
        if let Some(why) = &outcome.why {
            println!("{why}");
        }
        println!(
            "--- {} in {:.1} s",
            outcome.word(),
            started.elapsed().as_secs_f32()
        );
        tally.add(part.title, outcome, started.elapsed());
    }
    print!("{tally}");
    Ok(if tally.failed() == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The part named by `--only`, if any.
fn parse(arguments: &[String]) -> Result<Option<String>> {
    match arguments {
        [] => Ok(None),
        [only, part] if only == "--only" && PARTS.iter().any(|known| known.key == part) => {
            Ok(Some(part.clone()))
        }
        [only, ..] if only == "--only" => {
            let mut keys: Vec<&str> = PARTS.iter().map(|part| part.key).collect();
            keys.dedup();
            bail!("--only takes one of: {}", keys.join(", "))
        }
        [unknown, ..] => bail!("test does not know {unknown:?}; see cargo xtask help"),
    }
}
