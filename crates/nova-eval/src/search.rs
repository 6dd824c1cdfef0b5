//! Whether a search means what it says: colours, colours with types, brands, what is not wanted, and the middle of the
//! slider. What is asked is made from the catalogue's own facts, and judged by them.

use crate::shares::{Wanted, commonest, share_of};
use crate::stopped;
use crate::understanding::{Asker, Meant, Missed};
use nova_domain::fusion;
use nova_engine::inside::{Gallery, Item, milliseconds};
use nova_engine::{Cancel, Engine, EngineError, Progress, SearchRequest, Step};
use serde::Serialize;
use std::path::PathBuf;

/// Depth of the ranking that is judged.
const DEPTH: usize = 10;
/// Products that must answer a query.
const LEAST: usize = 10;
/// Queries of a kind: the commonest pairs.
const PAIRS: usize = 50;
/// Pairs of words and a picture, for the slider.
const SLIDES: usize = 200;
/// Steps of the slider from the words to the photo.
const STEPS: [f32; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];

/// What is measured.
#[derive(Debug, Clone, Default)]
pub struct Searches {
    /// A table of queries of one's own, with `|` between the query and the rule that its answers keep to; they alone are
    /// asked.
    pub queries: Option<PathBuf>,
}

/// All figures.
#[derive(Debug, Clone, Serialize)]
pub struct SearchFigures {
    /// The model's name.
    pub model: String,
    /// Products in the catalogue.
    pub products: usize,
    /// The figures.
    pub figures: Vec<Meant>,
    /// Queries of sentences whose answer fell short.
    pub missed: Vec<Missed>,
    /// Milliseconds.
    pub took_ms: f64,
}

/// A query with what is wanted of its answers.
struct Asked<'a> {
    request: SearchRequest,
    wanted: Wanted<'a>,
}

/// Measures searches on the library as it is.
///
/// # Errors
/// When nothing is embedded, the model fails, or the user stops it.
pub fn search(
    engine: &Engine,
    request: &Searches,
    cancel: &Cancel,
    report: &(dyn Fn(Progress) + Sync),
) -> Result<SearchFigures, EngineError> {
    let start = std::time::Instant::now();
    let gallery = engine.gallery();
    if gallery.matrix.is_empty() {
        return Err(EngineError::invalid(
            "the library has no pictures to search",
            "Import a catalogue first.",
        ));
    }
    let items = gallery.items.as_slice();
    let own = request.queries.as_deref();
    let kinds = if own.is_some() {
        Vec::new()
    } else {
        questions(items)
    };
    let total = kinds.iter().map(|(_, asked)| asked.len()).sum();
    let (mut figures, mut done) = (Vec::new(), 0);
    for (name, asked) in kinds {
        let mut shares = Vec::with_capacity(asked.len());
        for Asked { request, wanted } in &asked {
            if cancel.is_cancelled() {
                return Err(stopped());
            }
            report(Progress {
                step: Step::Checking,
                done,
                total,
                quarantined: 0,
            });
            let hits = engine.search(request)?.hits;
            let found = hits.iter().filter_map(|hit| gallery.find(&hit.id).ok());
            shares.push(share_of(found, wanted, DEPTH));
            done += 1;
        }
        if let Some(figure) = figure(name, items, &asked, &shares) {
            figures.push(figure);
        }
    }
    if own.is_none() {
        figures.extend(slides(engine, &gallery)?);
    }
    let asker = Asker {
        engine,
        gallery: &gallery,
        cancel,
    };
    let sentences = asker.ask(own)?;
    figures.extend(sentences.figures);
    Ok(SearchFigures {
        model: gallery.model.clone().unwrap_or_default(),
        products: items.len(),
        figures,
        missed: sentences.missed,
        took_ms: milliseconds(start),
    })
}

/// The slider between a piece's title and another piece's picture.
fn slides(engine: &Engine, gallery: &Gallery) -> Result<Vec<Meant>, EngineError> {
    let rows = gallery.matrix.len();
    let count = SLIDES.min(rows);
    let (mut ratios, mut monotone) = (Vec::with_capacity(count), 0_usize);
    for at in 0..count {
        let words = &gallery.item(at * rows / count).product.title;
        // Far from the first in the catalogue, and another one for each.
        let other = gallery.item((at * rows / count + rows / 2 + at * 7) % rows);
        let slider = engine.slider(gallery, words, other.product.id.as_str())?;
        let (text, photo) = (slider.words(), slider.photo());
        let spread = |values: &[f32]| f64::from(fusion::spread(values.iter().copied()));
        let weights = slider.weights(0.5).unwrap_or_default();
        let of_text = f64::from(weights.0) * spread(text);
        let of_photo = f64::from(weights.1) * spread(photo);
        ratios.push(of_text / of_photo.max(f64::MIN_POSITIVE));

        let nearness = STEPS.map(|mix| {
            let weights = slider.weights(mix).unwrap_or_default();
            let value = |row: usize| {
                let (t, p) = (text[row], photo[row]);
                weights.0 * t + weights.1 * p
            };
            let mut order: Vec<usize> = (0..rows).collect();
            order.select_nth_unstable_by(DEPTH.min(rows - 1), |a, b| value(*b).total_cmp(&value(*a)));
            let first = order[..DEPTH.min(rows)].iter();
            first.map(|row| f64::from(photo[*row])).sum::<f64>()
        });
        // The last bit of a sum of ten may differ.
        monotone += usize::from(nearness.windows(2).all(|pair| pair[1] >= pair[0] - 1e-5));
    }
    ratios.sort_by(f64::total_cmp);
    let at = |share: f64| ratios[((ratios.len() - 1) as f64 * share).round() as usize];
    let ratio = |name: &str, value| Meant {
        name: name.to_owned(),
        value,
        chance: None,
        ceiling: None,
        queries: count,
    };
    Ok(vec![
        ratio("slider's middle: words to photo, median", at(0.5)),
        ratio("the same, 5th percentile", at(0.05)),
        ratio("the same, 95th percentile", at(0.95)),
        ratio("slider: ever nearer to the photo", monotone as f64 / count as f64),
    ])
}

/// Kinds of queries, each with what wants answering.
fn questions(items: &[Item]) -> Vec<(&'static str, Vec<Asked<'_>>)> {
    let colours = commonest(items, |product| {
        product.colours.first().map(|colour| vec![colour.as_str()])
    });
    let pairs = commonest(items, |product| {
        let colour = product.colours.first().filter(|_| !product.kind.is_empty())?;
        Some(vec![colour.as_str(), product.kind.as_str()])
    });
    let brands = commonest(items, |product| {
        let named = !product.brand.is_empty() && !product.kind.is_empty();
        named.then(|| vec![product.brand.as_str(), product.kind.as_str()])
    });
    let often = |found: &[(Vec<&'_ str>, usize)]| found.iter().filter(|(_, count)| *count >= LEAST).count();
    let words = |text: String| SearchRequest {
        text: Some(text),
        limit: Some(DEPTH),
        ..SearchRequest::default()
    };
    let by_colour = colours[..often(&colours)].iter().map(|(named, _)| Asked {
        request: words(named[0].to_owned()),
        wanted: Wanted::of(&[("colour", named[0])]),
    });
    let by_pair = pairs[..often(&pairs)].iter().map(|(named, _)| Asked {
        request: words(format!("{} {}", named[0], named[1])),
        wanted: Wanted::of(&[("colour", named[0]), ("type", named[1])]),
    });
    let by_brand = brands[..often(&brands).min(PAIRS)]
        .iter()
        .map(|(named, _)| Asked {
            request: words(format!("{} {}", named[0], named[1])),
            wanted: Wanted::of(&[("brand", named[0]), ("type", named[1])]),
        });
    let refused = |ask: fn(&str, &str) -> (String, Vec<String>)| {
        let pairs = pairs[..often(&pairs).min(PAIRS)].iter();
        let asked = pairs.map(move |(named, _)| {
            let (text, not) = ask(named[1], named[0]);
            let mut wanted = Wanted::of(&[("type", named[1])]);
            wanted.refused = Some(("colour", named[0]));
            Asked {
                request: SearchRequest { not, ..words(text) },
                wanted,
            }
        });
        asked.collect::<Vec<_>>()
    };
    vec![
        ("colour: of that label", by_colour.collect()),
        ("colour and type: of both", by_pair.collect()),
        ("brand and type: of both", by_brand.collect()),
        (
            "type alone: of it, without a colour",
            refused(|kind, _| (kind.to_owned(), Vec::new())),
        ),
        (
            "type, --not colour: the same",
            refused(|kind, colour| (kind.to_owned(), vec![colour.to_owned()])),
        ),
        (
            "\"type not colour\": the same",
            refused(|kind, colour| (format!("{kind} not {}", colour.to_lowercase()), Vec::new())),
        ),
    ]
}

fn figure(name: &str, items: &[Item], asked: &[Asked<'_>], shares: &[f64]) -> Option<Meant> {
    if asked.is_empty() {
        return None;
    }
    let count = asked.len() as f64;
    let rows: Vec<usize> = asked.iter().map(|asked| asked.wanted.count(items)).collect();
    let reachable = |rows: &usize| (*rows).min(DEPTH) as f64 / DEPTH.min(items.len()) as f64;
    Some(Meant {
        name: name.to_owned(),
        value: shares.iter().sum::<f64>() / count,
        chance: Some(
            rows.iter()
                .map(|rows| *rows as f64 / items.len() as f64)
                .sum::<f64>()
                / count,
        ),
        ceiling: Some(rows.iter().map(reachable).sum::<f64>() / count),
        queries: asked.len(),
    })
}
