//! Reads mutated files, bytes to products, and tells how many were read, how many refused, how much processor time the
//! slowest took and how much memory was held at the most. What panics or takes over a second is kept.
//!
//! ```text
//! cargo run --release -p nova-tables --example mutate_tables -- 1000000 7 crates/nova-tables/tests/cases
//! ```
//!
//! The arguments are the number of inputs, the seed, and folders of sound files to begin with.

#![allow(clippy::print_stdout, reason = "it prints its figures")]
#![allow(
    clippy::unwrap_used,
    reason = "the tables that mutations choose from are not empty"
)]

#[path = "../tests/understood/mutations.rs"]
mod mutations;

use mutations::mutated;
use nova_tables::Reading;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

/// Inputs after which it says how far it is.
const TELL_EVERY: usize = 50_000;

/// What came of the inputs.
#[derive(Default)]
struct Tally {
    read: usize,
    refused: usize,
    panics: usize,
    over: usize,
    slowest: Duration,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let count: usize = arguments.next().ok_or("how many inputs?")?.parse()?;
    let seed: u64 = arguments.next().ok_or("which seed?")?.parse()?;
    let cases = cases(arguments)?;
    // In memory, where there is such a folder: a disk would be slower than the reading.
    let folder = match Path::new("/dev/shm") {
        memory if memory.is_dir() => tempfile::tempdir_in(memory)?,
        _ => tempfile::tempdir()?,
    };
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let (mut tally, start) = (Tally::default(), Instant::now());
    for number in 1..=count {
        let (ending, sound) = &cases[random.random_range(0..cases.len())];
        let (mut bytes, _) = mutated(sound, &mut random);
        if random.random_bool(0.3) {
            (bytes, _) = mutated(&bytes, &mut random);
        }
        let path = folder.path().join(format!("shop.{ending}"));
        std::fs::write(&path, &bytes)?;
        let begun = processor_time();
        let answer = std::panic::catch_unwind(|| understood(&path));
        let took = processor_time().saturating_sub(begun);
        match &answer {
            Ok(true) => tally.read += 1,
            Ok(false) => tally.refused += 1,
            Err(_) => tally.panics += 1,
        }
        if answer.is_err() || took > Duration::from_secs(1) {
            tally.over += usize::from(answer.is_ok());
            let kept = std::env::temp_dir().join(format!("mutated-{seed}-{number}.{ending}"));
            std::fs::copy(&path, &kept)?;
            println!("{took:?}, kept as {}", kept.display());
        }
        tally.slowest = tally.slowest.max(took);
        if number % TELL_EVERY == 0 || number == count {
            println!(
                "{number} inputs in {:.0} s: {} read, {} refused, {} panics, {} over a second; the slowest took {:.3} s; at most {} MB",
                start.elapsed().as_secs_f64(),
                tally.read,
                tally.refused,
                tally.panics,
                tally.over,
                tally.slowest.as_secs_f64(),
                peak_megabytes().unwrap_or(0)
            );
        }
    }
    Ok(())
}

/// A file's ending and its bytes.
type Case = (String, Vec<u8>);

/// Sound files with their endings.
fn cases(folders: impl Iterator<Item = String>) -> Result<Vec<Case>, Box<dyn Error>> {
    let mut cases = Vec::new();
    for folder in folders {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_file() && !path.to_string_lossy().ends_with(".expected.json") {
                let ending = path.extension().unwrap_or_default().to_string_lossy();
                cases.push((ending.into_owned(), std::fs::read(&path)?));
            }
        }
    }
    cases.sort();
    Ok(cases)
}

/// Whether a file could be read.
fn understood(path: &Path) -> bool {
    Reading {
        path,
        columns: &[],
        today: Some((2026, 5, 1)),
        may_be_empty: false,
        cancelled: &|| false,
        report: &|_, _| (),
    }
    .read()
    .is_ok()
}

/// Processor time of this thread so far: what a busy machine does meanwhile counts nothing. Where the system does not say it,
/// no time passes.
fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = stat.split(' ').next().and_then(|first| first.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or(0))
}

/// The most memory that the process held, where Linux says it.
fn peak_megabytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024)
}
