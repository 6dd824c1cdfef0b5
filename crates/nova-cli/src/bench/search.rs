//! `bench search`: searches end to end, each new to the caches but for the slider, where the caches are the point; under filters that
//! leave more and less of the catalogue; and how many a second are answered when two ask at once.

use super::{Figure, QUERIES, catalogue_pictures, filters};
use crate::output::Output;
use nova_api::WireError;
use nova_engine::{Engine, SearchRequest};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Shares of the catalogue for which a filter is sought.
const SHARES: [f64; 3] = [0.5, 0.05, 0.001];
/// How many ask at once, and for how long.
const ASKERS: usize = 2;
const AT_ONCE: Duration = Duration::from_secs(5);

#[derive(Serialize)]
struct Figures {
    text: Figure,
    photo: Figure,
    hybrid: Figure,
    slider: Figure,
    filtered: Vec<Filtered>,
    /// Searches a second, words and photos in turn, that two askers got.
    a_second: f64,
}

/// The same where a filter that was not asked for before leaves a share of the catalogue.
#[derive(Serialize)]
struct Filtered {
    filter: String,
    share: f64,
    /// Looking up which products keep to the filter, with a first search.
    first_ms: f64,
    text: Figure,
    photo: Figure,
    hybrid: Figure,
}

/// What is asked for; each number names another question.
struct Questions {
    photos: Vec<PathBuf>,
    filter: Option<String>,
}

impl Questions {
    fn text(&self, run: usize) -> SearchRequest {
        SearchRequest {
            // The number makes each query a new one.
            text: Some(format!("{} {run}", QUERIES[run % QUERIES.len()])),
            filters: self.filter.iter().cloned().collect(),
            limit: Some(10),
            ..SearchRequest::default()
        }
    }

    fn photo(&self, run: usize) -> SearchRequest {
        let photo = self.photos.get(run % self.photos.len().max(1));
        SearchRequest {
            text: None,
            image: photo.map(|path| path.to_string_lossy().into_owned()),
            ..self.text(run)
        }
    }

    fn hybrid(&self, run: usize) -> SearchRequest {
        SearchRequest {
            text: self.text(run).text,
            ..self.photo(run)
        }
    }

    fn slider(&self, run: usize) -> SearchRequest {
        SearchRequest {
            mix: Some((run % 99 + 1) as f32 / 100.0),
            ..self.hybrid(0)
        }
    }
}

/// Times searches on the library as it is, with what the window makes before its first one.
pub fn search(
    engine: &Engine,
    image: Option<&Path>,
    repeat: usize,
    output: &Output,
) -> Result<(), WireError> {
    engine.prepare()?;
    let repeat = repeat.max(1);
    // Each of the runs with photos takes others, so that none is known to the caches.
    let photos = match image {
        Some(path) => vec![path.to_owned()],
        None => catalogue_pictures(engine, 2 * repeat * (SHARES.len() + 1))?,
    };
    let asked = |part: usize, filter: Option<String>| Questions {
        photos: photos
            .iter()
            .cycle()
            .skip(part * 2 * repeat)
            .take(2 * repeat)
            .cloned()
            .collect(),
        filter,
    };
    let all = asked(0, None);
    engine.search(&all.text(usize::MAX))?;
    engine.search(&all.slider(0))?;
    let run = |part: usize, questions: &Questions| -> Result<[Figure; 3], WireError> {
        let first = part * 10_000;
        Ok([
            timed(engine, repeat, |run| questions.text(first + run))?,
            timed(engine, repeat, |run| questions.photo(first + run))?,
            timed(engine, repeat, |run| questions.hybrid(first + repeat + run))?,
        ])
    };
    let [text, photo, hybrid] = run(0, &all)?;
    let slider = timed(engine, repeat, |run| all.slider(run))?;
    let mut filtered = Vec::new();
    for (part, (filter, share)) in filters(engine, &SHARES)?.into_iter().enumerate() {
        let questions = asked(part + 1, Some(filter.clone()));
        let start = Instant::now();
        engine.search(&questions.text(usize::MAX))?;
        let first_ms = start.elapsed().as_secs_f64() * 1000.0;
        let [text, photo, hybrid] = run(part + 1, &questions)?;
        filtered.push(Filtered {
            filter,
            share,
            first_ms,
            text,
            photo,
            hybrid,
        });
    }
    let figures = Figures {
        text,
        photo,
        hybrid,
        slider,
        filtered,
        a_second: a_second(engine, &all)?,
    };
    output.answer(&figures, told)
}

fn timed(
    engine: &Engine,
    runs: usize,
    request: impl Fn(usize) -> SearchRequest,
) -> Result<Figure, WireError> {
    let mut times = Vec::with_capacity(runs);
    for run in 0..runs {
        let request = request(run);
        let start = Instant::now();
        engine.search(&request)?;
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(Figure::of(times))
}

/// Words and photos in turn. The photos are known by now, the words are not.
fn a_second(engine: &Engine, questions: &Questions) -> Result<f64, WireError> {
    let next = AtomicUsize::new(0);
    let start = Instant::now();
    let ask = || -> Result<(), WireError> {
        while start.elapsed() < AT_ONCE {
            let run = next.fetch_add(1, Ordering::Relaxed);
            let request = match run % 2 {
                0 => questions.text(1_000_000 + run),
                _ => questions.photo(run),
            };
            engine.search(&request)?;
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let askers: Vec<_> = (0..ASKERS).map(|_| scope.spawn(ask)).collect();
        let ended = askers.into_iter().map(|asker| asker.join());
        ended
            .map(|ended| ended.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect::<Result<Vec<()>, WireError>>()
    })?;
    Ok(next.into_inner() as f64 / start.elapsed().as_secs_f64())
}

fn told(figures: &Figures) -> String {
    let line = |name: &str, figure: &Figure| {
        let Figure {
            median_ms,
            p95_ms,
            runs,
        } = figure;
        format!("{name:<8} median {median_ms:.2} ms, p95 {p95_ms:.2} ms ({runs} runs)")
    };
    let sides = |text, photo, hybrid| [line("text", text), line("photo", photo), line("hybrid", hybrid)];
    let Figures {
        text,
        photo,
        hybrid,
        slider,
        filtered,
        a_second,
    } = figures;
    let mut lines = sides(text, photo, hybrid).to_vec();
    lines.push(line("slider", slider));
    for one in filtered {
        lines.push(format!(
            "{} leaves {:.2} %; the first search {:.1} ms",
            one.filter,
            one.share * 100.0,
            one.first_ms
        ));
        lines.extend(sides(&one.text, &one.photo, &one.hybrid));
    }
    lines.push(format!("{ASKERS} at once: {a_second:.0} searches a second"));
    lines.join("\n")
}
