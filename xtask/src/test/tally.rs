//! Counts what ran, and says it at the end.

use std::fmt;
use std::time::Duration;

/// How one part ended.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Tests that held. A part without tests of its own counts as one.
    pub passed: usize,
    /// Tests that did not.
    pub failed: usize,
    /// The names of those that did not, as far as they are known.
    pub failures: Vec<String>,
    /// Tests that failed, and held when they were run once more on their own. They count as passed.
    pub unsteady: Vec<String>,
    /// Tests that could not run here: their name, and why.
    pub skipped: Vec<(String, String)>,
    /// Why the part failed or was skipped as a whole.
    pub why: Option<String>,
}

impl Outcome {
    /// One check that held.
    pub fn passed() -> Self {
        Self {
            passed: 1,
            ..Self::default()
        }
    }

    /// One check that did not hold, or tests that did not even start.
    pub fn failed(why: impl Into<String>) -> Self {
        Self {
            failed: 1,
            why: Some(why.into()),
            ..Self::default()
        }
    }

    /// One check that cannot run here.
    pub fn skipped(name: &str, why: impl Into<String>) -> Self {
        let why = why.into();
        Self {
            skipped: vec![(name.into(), why.clone())],
            why: Some(format!("skipped: {why}")),
            ..Self::default()
        }
    }

    /// What is left of this outcome once the tests that failed were run again, with `again` as what came of that.
    #[must_use]
    pub fn after(mut self, again: &Outcome) -> Self {
        let (held, failing): (Vec<String>, Vec<String>) = std::mem::take(&mut self.failures)
            .into_iter()
            .partition(|name| !again.failures.contains(name));
        // Tests of one name in two binaries both ran again, so what held is counted by what still fails.
        let still = again.failed.max(failing.len()).min(self.failed);
        self.passed += self.failed - still;
        self.failed = still;
        self.unsteady.extend(held);
        self.why = (!failing.is_empty()).then(|| failing.join(", "));
        self.failures = failing;
        self
    }

    /// This and what came of further tests of the same part.
    #[must_use]
    pub fn and(mut self, other: Outcome) -> Self {
        self.passed += other.passed;
        self.failed += other.failed;
        self.failures.extend(other.failures);
        self.unsteady.extend(other.unsteady);
        self.skipped.extend(other.skipped);
        self.why = self.why.or(other.why);
        self
    }

    /// The verdict in a word.
    pub fn word(&self) -> &'static str {
        match (self.failed, self.passed, self.skipped.is_empty()) {
            (1.., _, _) => "FAILED",
            (0, 0, false) => "skipped",
            (0, 0, true) => "nothing to do",
            (0, _, _) => "passed",
        }
    }
}

/// What all parts came to.
#[derive(Default)]
pub struct Tally {
    parts: Vec<(&'static str, Outcome, Duration)>,
}

impl Tally {
    /// Adds a part.
    pub fn add(&mut self, title: &'static str, outcome: Outcome, took: Duration) {
        self.parts.push((title, outcome, took));
    }

    /// How many tests failed.
    pub fn failed(&self) -> usize {
        self.parts.iter().map(|(_, outcome, _)| outcome.failed).sum()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n=== Summary ===")?;
        let width = self
            .parts
            .iter()
            .map(|(title, ..)| title.chars().count())
            .max()
            .unwrap_or(0);
        writeln!(
            f,
            "{:width$}  {:>7} {:>7} {:>8} {:>9}",
            "", "passed", "failed", "skipped", "seconds"
        )?;
        let (mut passed, mut failed, mut skipped) = (0, 0, 0);
        for (title, outcome, took) in &self.parts {
            let seconds = took.as_secs_f32();
            let left_out = outcome.skipped.len();
            writeln!(
                f,
                "{title:width$}  {:>7} {:>7} {left_out:>8} {seconds:>9.1}",
                outcome.passed, outcome.failed
            )?;
            passed += outcome.passed;
            failed += outcome.failed;
            skipped += left_out;
        }
        if skipped > 0 {
            writeln!(f, "\nSkipped:")?;
            for (name, why) in self.parts.iter().flat_map(|(_, outcome, _)| &outcome.skipped) {
                writeln!(f, "  {name}: {why}")?;
            }
        }
        let mut unsteady = self
            .parts
            .iter()
            .flat_map(|(_, outcome, _)| &outcome.unsteady)
            .peekable();
        if unsteady.peek().is_some() {
            writeln!(f, "\nFailed at first, and held when run again alone:")?;
            for name in unsteady {
                writeln!(f, "  {name}")?;
            }
        }
        if failed > 0 {
            writeln!(f, "\nFailed:")?;
            for (title, outcome, _) in self.parts.iter().filter(|(_, outcome, _)| outcome.failed > 0) {
                writeln!(f, "  {title}: {}", outcome.why.as_deref().unwrap_or("see above"))?;
            }
        }
        writeln!(f, "\n{passed} passed, {failed} failed, {skipped} skipped")
    }
}

/// Reads what `cargo test -- --show-output` printed. A test that prints a line `skipped: WHY` counts as
/// skipped, although it ends without a failure.
pub fn of_cargo_test(output: &str) -> Outcome {
    let mut outcome = Outcome::default();
    let mut showing: Option<&str> = None;
    for line in output.lines() {
        if let Some(name) = line
            .strip_prefix("---- ")
            .and_then(|rest| rest.strip_suffix(" stdout ----"))
        {
            showing = Some(name);
        } else if let Some(result) = line.strip_prefix("test result: ") {
            outcome.passed += number_before(result, " passed");
            outcome.failed += number_before(result, " failed");
            showing = None;
        } else if let Some(name) = line
            .strip_prefix("test ")
            .and_then(|rest| rest.strip_suffix(" ... FAILED"))
        {
            outcome.failures.push(name.into());
        } else if let (Some(why), Some(name)) = (line.trim_start().strip_prefix("skipped: "), showing) {
            // A test may say more than once why it could not run; the first reason stands for it.
            if outcome.skipped.last().is_none_or(|(last, _)| last != name) {
                outcome.skipped.push((name.into(), why.into()));
            }
        }
    }
    outcome.passed = outcome.passed.saturating_sub(outcome.skipped.len());
    if !outcome.failures.is_empty() {
        outcome.why = Some(outcome.failures.join(", "));
    }
    outcome
}

/// The number that stands directly before `word`.
fn number_before(text: &str, word: &str) -> usize {
    let before = text.find(word).map_or("", |at| &text[..at]);
    before
        .rsplit(' ')
        .next()
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "\
running 3 tests
test a::holds ... ok
test a::needs_data ... ok
test a::breaks ... FAILED

successes:

---- a::needs_data stdout ----
skipped: products.csv is not there
skipped: nor are its pictures

failures:

---- a::breaks stdout ----
assertion failed

test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s

running 1 test
test b::holds ... ok

test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 4 filtered out; finished in 0.00s
";

    #[test]
    fn each_test_counts_once_and_a_skipped_one_is_not_passed() {
        let outcome = of_cargo_test(OUTPUT);
        assert_eq!((outcome.passed, outcome.failed), (2, 1), "of two binaries");
        let skipped = ("a::needs_data".to_owned(), "products.csv is not there".to_owned());
        assert_eq!(outcome.skipped, [skipped], "with its first reason");
        assert_eq!(
            outcome.why.as_deref(),
            Some("a::breaks"),
            "the failing test is named"
        );
        assert_eq!(outcome.word(), "FAILED");
    }

    #[test]
    fn what_holds_when_run_again_is_named_and_what_does_not_still_fails() {
        let first = || of_cargo_test(OUTPUT);
        let held = first().after(&of_cargo_test(
            "test a::breaks ... ok\ntest result: ok. 1 passed; 0 failed; 0 ignored",
        ));
        assert_eq!((held.passed, held.failed), (3, 0));
        assert_eq!(held.unsteady, ["a::breaks"]);
        assert_eq!(held.word(), "passed");
        let failing = first().after(&of_cargo_test(OUTPUT));
        assert_eq!((failing.passed, failing.failed), (2, 1));
        assert_eq!(failing.why.as_deref(), Some("a::breaks"));
        assert!(failing.unsteady.is_empty(), "it failed both times");
    }

    #[test]
    fn the_last_line_of_the_summary_gives_the_three_sums() {
        let mut tally = Tally::default();
        tally.add("formatting", Outcome::passed(), Duration::from_secs(1));
        tally.add(
            "licences",
            Outcome::skipped("licences", "cargo-deny is not installed"),
            Duration::ZERO,
        );
        tally.add("tests", of_cargo_test(OUTPUT), Duration::from_secs(2));
        let text = tally.to_string();
        assert_eq!(text.lines().last(), Some("3 passed, 1 failed, 2 skipped"));
        assert!(
            text.contains("licences: cargo-deny is not installed"),
            "each skip says why"
        );
        assert_eq!(tally.failed(), 1);
    }
}
