//! `bench catalogue`: what grows with a catalogue: opening it, making what searches want, each first look at a part of it, swipes,
//! and the memory that all of it takes.

use super::Figure;
use crate::output::Output;
use nova_api::WireError;
use nova_engine::{
    CompleteRequest, CreateProfileRequest, Engine, FacetsRequest, NextCardsRequest, OpenOptions,
    ProfileRequest, SearchRequest, SimilarRequest, Sort, SwipeRequest, Verdict,
};
use serde::Serialize;
use std::time::Instant;

/// Cards that are dealt with each swipe, as the window asks for them.
const HAND: usize = 3;

#[derive(Serialize)]
struct Step {
    name: &'static str,
    /// The first time, with what is made for it.
    first_ms: f64,
    /// Each further time; none where there is only a first one.
    #[serde(skip_serializing_if = "Option::is_none")]
    again: Option<Figure>,
    /// Resident memory afterwards in MB, without pages of files; 0 where the system does not tell.
    held_mb: f64,
}

struct Steps {
    repeat: usize,
    done: Vec<Step>,
}

impl Steps {
    fn step(
        &mut self,
        name: &'static str,
        repeat: usize,
        mut act: impl FnMut(usize) -> Result<(), WireError>,
    ) -> Result<(), WireError> {
        let mut times = Vec::new();
        for run in 0..=repeat {
            let start = Instant::now();
            act(run)?;
            times.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        let again = times.split_off(1);
        self.done.push(Step {
            name,
            first_ms: times[0],
            again: (repeat > 0).then(|| Figure::of(again)),
            held_mb: held_mb(),
        });
        Ok(())
    }

    fn verb(
        &mut self,
        name: &'static str,
        act: impl FnMut(usize) -> Result<(), WireError>,
    ) -> Result<(), WireError> {
        self.step(name, self.repeat, act)
    }
}

/// Opens the library that `options` name and goes through its verbs. A client is made for the swipes and deleted afterwards.
pub fn catalogue(options: &OpenOptions, repeat: usize, output: &Output) -> Result<(), WireError> {
    let mut steps = Steps {
        repeat: repeat.max(1),
        done: Vec::new(),
    };
    let mut opened = None;
    steps.step("opening", 0, |_| {
        opened = Some(Engine::open(OpenOptions {
            write: true,
            ..options.clone()
        })?);
        Ok(())
    })?;
    let Some(engine) = &opened else { return Ok(()) };
    let first = engine.search(&SearchRequest {
        limit: Some(1),
        ..SearchRequest::default()
    })?;
    let Some(piece) = first.hits.first().map(|hit| hit.id.clone()) else {
        return Err(WireError::invalid(
            "the library is empty",
            "Import a catalogue first.",
        ));
    };
    let search = |request: SearchRequest| engine.search(&request).map(drop).map_err(WireError::from);
    let browse = |sort| SearchRequest {
        sort,
        ..SearchRequest::default()
    };
    steps.verb("first page", |_| search(browse(Sort::Relevance)))?;
    steps.step("preparing", 0, |_| Ok(engine.prepare()?))?;
    steps.verb("by title", |_| search(browse(Sort::Title)))?;
    steps.verb("words", |run| {
        search(SearchRequest {
            text: Some(format!("red dress {run}")),
            ..SearchRequest::default()
        })
    })?;
    steps.verb("refusals", |run| {
        search(SearchRequest {
            text: Some(format!("dress not red {run}")),
            ..SearchRequest::default()
        })
    })?;
    steps.verb("one for all colours", |run| {
        search(SearchRequest {
            text: Some(format!("red dress {run}")),
            fold: true,
            ..SearchRequest::default()
        })
    })?;
    steps.verb("filters", |_| {
        Ok(engine.facets(&FacetsRequest::default()).map(drop)?)
    })?;
    steps.verb("filters, one chosen", |_| {
        let filters = vec!["gender=Women".to_owned()];
        Ok(engine.facets(&FacetsRequest { filters }).map(drop)?)
    })?;
    steps.verb("alike", |_| {
        Ok(engine
            .similar(&SimilarRequest {
                id: piece.clone(),
                ..SimilarRequest::default()
            })
            .map(drop)?)
    })?;
    steps.verb("goes with", |_| {
        Ok(engine
            .complete(&CompleteRequest {
                id: piece.clone(),
                ..CompleteRequest::default()
            })
            .map(drop)?)
    })?;
    steps.verb("map", |_| Ok(engine.map().map(drop)?))?;
    swipes(engine, &mut steps)?;
    output.answer(&steps.done, |steps| {
        let lines = steps.iter().map(|step| {
            let again = step.again.as_ref().map_or(String::new(), |figure| {
                format!("median {:.2} ms, p95 {:.2} ms", figure.median_ms, figure.p95_ms)
            });
            let Step {
                name,
                first_ms,
                held_mb,
                ..
            } = step;
            format!("{name:<20} {first_ms:>9.1} ms first   {again:<34} {held_mb:>6.0} MB held")
        });
        lines.collect::<Vec<_>>().join("\n")
    })
}

/// Swipes as the window does, each answered with the next cards, and looks at what was learnt.
fn swipes(engine: &Engine, steps: &mut Steps) -> Result<(), WireError> {
    let client = format!("Bench {}", std::process::id());
    engine.create_profile(&CreateProfileRequest { name: client.clone() })?;
    let profile = ProfileRequest {
        profile: Some(client.clone()),
    };
    let deal = NextCardsRequest {
        profile: Some(client.clone()),
        n: Some(HAND),
        seed: Some(1),
        ..NextCardsRequest::default()
    };
    let mut hand = Vec::new();
    let dealt = steps.verb("cards", |_| {
        hand = engine.next_cards(&deal)?.cards;
        Ok(())
    });
    let swiped = dealt.and_then(|()| {
        steps.verb("swipe", |run| {
            let Some(card) = hand.first() else { return Ok(()) };
            let verdict = if run % 3 == 0 {
                Verdict::Like
            } else {
                Verdict::Pass
            };
            let answer = engine.swipe(&SwipeRequest {
                profile: Some(client.clone()),
                product_id: card.id.clone(),
                verdict,
                attribute: None,
                swipe_id: None,
                deal: Some(deal.clone()),
            })?;
            hand = answer.dealt.map(|dealt| dealt.cards).unwrap_or_default();
            Ok(())
        })
    });
    let looked = swiped.and_then(|()| steps.verb("insights", |_| Ok(engine.insights(&profile).map(drop)?)));
    engine.delete_profile(&profile)?;
    looked
}

/// Resident memory of this process without pages of files, in MB.
fn held_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let anonymous = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    let number = anonymous.and_then(|rest| rest.split_whitespace().next());
    number
        .and_then(|number| number.parse::<f64>().ok())
        .unwrap_or(0.0)
        / 1024.0
}
