//! Whether a search means what it says: colours, colours with types, brands, what is not wanted, and the middle of the
//! slider. What is asked is made from the catalogue's own facts, and judged by them.

use super::shares::{Wanted, commonest, share_of};
use crate::engine::Engine;
use crate::error::EngineError;
use crate::gallery::{Gallery, Item};
use crate::progress::{Cancel, Progress, Step};
use crate::search::{SearchRequest, fused_weights, milliseconds};
use nova_domain::fusion;
use serde::Serialize;

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

/// A figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Meant {
    /// What was asked, and what is counted.
    pub name: String,
    /// The figure: a share of the ten first, 0..1, or a ratio.
    pub value: f64,
    /// What the catalogue in any order reaches; `None` of a ratio.
    pub chance: Option<f64>,
    /// What can be reached; `None` of a ratio.
    pub ceiling: Option<f64>,
    /// Queries that it is a mean of.
    pub queries: usize,
}

/// All figures.
#[derive(Debug, Clone, Serialize)]
pub struct EvalSearchResponse {
    /// The model's name.
    pub model: String,
    /// Products in the catalogue.
    pub products: usize,
    /// The figures.
    pub figures: Vec<Meant>,
    /// Milliseconds.
    pub took_ms: f64,
}

/// A query with what is wanted of its answers.
struct Asked<'a> {
    request: SearchRequest,
    wanted: Wanted<'a>,
}

impl Engine {
    /// Measures searches on the library as it is.
    ///
    /// # Errors
    /// When nothing is embedded, the model fails, or the user stops it.
    pub fn eval_search(
        &self,
        cancel: &Cancel,
        report: &(dyn Fn(Progress) + Sync),
    ) -> Result<EvalSearchResponse, EngineError> {
        let start = std::time::Instant::now();
        let gallery = self.gallery();
        if gallery.matrix.is_empty() {
            return Err(EngineError::invalid(
                "the library has no pictures to search",
                "Import a catalogue first.",
            ));
        }
        let items = gallery.items.as_slice();
        let kinds = questions(items);
        let total = kinds.iter().map(|(_, asked)| asked.len()).sum();
        let (mut figures, mut done) = (Vec::new(), 0);
        for (name, asked) in kinds {
            let mut shares = Vec::with_capacity(asked.len());
            for Asked { request, wanted } in &asked {
                if cancel.is_cancelled() {
                    let kept = "nothing was measured".to_owned();
                    return Err(EngineError::Cancelled { kept });
                }
                report(Progress {
                    step: Step::Checking,
                    done,
                    total,
                    quarantined: 0,
                });
                let hits = self.search(request)?.hits;
                let found = hits.iter().filter_map(|hit| gallery.find(&hit.id).ok());
                shares.push(share_of(found, wanted, DEPTH));
                done += 1;
            }
            if let Some(figure) = figure(name, items, &asked, &shares) {
                figures.push(figure);
            }
        }
        figures.extend(self.slides(&gallery)?);
        Ok(EvalSearchResponse {
            model: gallery.model.clone().unwrap_or_default(),
            products: items.len(),
            figures,
            took_ms: milliseconds(start),
        })
    }

    /// The slider between a piece's title and another piece's picture.
    fn slides(&self, gallery: &Gallery) -> Result<Vec<Meant>, EngineError> {
        let rows = gallery.matrix.len();
        let count = SLIDES.min(rows);
        let (mut ratios, mut monotone) = (Vec::with_capacity(count), 0_usize);
        for at in 0..count {
            let words = &gallery.item(at * rows / count).product.title;
            // Far from the first in the catalogue, and another one for each.
            let other = gallery.item((at * rows / count + rows / 2 + at * 7) % rows);
            let (text, photo) = self.both_sides(gallery, words, other.product.id.as_str())?;
            let spread = |values: &[f32]| f64::from(fusion::spread(values.iter().copied()));
            let weights = fused_weights(&text, &photo, 0.5);
            let of_text = f64::from(weights.0) * spread(&text.cosines.values);
            let of_photo = f64::from(weights.1) * spread(&photo.cosines.values);
            ratios.push(of_text / of_photo.max(f64::MIN_POSITIVE));

            let nearness = STEPS.map(|mix| {
                let weights = fused_weights(&text, &photo, mix);
                let value = |row: usize| {
                    let (t, p) = (text.cosines.values[row], photo.cosines.values[row]);
                    weights.0 * t + weights.1 * p
                };
                let mut order: Vec<usize> = (0..rows).collect();
                order.select_nth_unstable_by(DEPTH.min(rows - 1), |a, b| value(*b).total_cmp(&value(*a)));
                let first = order[..DEPTH.min(rows)].iter();
                first
                    .map(|row| f64::from(photo.cosines.values[*row]))
                    .sum::<f64>()
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
