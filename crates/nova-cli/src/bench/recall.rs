//! `bench recall`: what the plan for large catalogues (the index, or a scan of the rows that filters leave) finds of what a
//! look at every row finds, under filters that leave more and less of the catalogue.

use super::{Figure, filters};
use crate::output::Output;
use nova_api::WireError;
use nova_engine::{Engine, SearchRequest};
use serde::Serialize;
use std::time::Instant;

/// Shares of the catalogue for which a filter is sought, beside the whole of it.
const SHARES: [f64; 5] = [0.5, 0.2, 0.05, 0.01, 0.001];
const DEPTH: usize = 10;

#[derive(Serialize)]
struct Row {
    /// The filter; none for the whole catalogue.
    filter: Option<String>,
    /// Share of the catalogue that it leaves.
    share: f64,
    words: Compared,
    pictures: Compared,
}

#[derive(Serialize)]
struct Compared {
    recall_at_10: f64,
    planned: Figure,
    exact: Figure,
}

/// Measures on the library as it is, with an index that is built for this run and not kept.
pub fn recall(engine: &Engine, queries: usize, output: &Output) -> Result<(), WireError> {
    let start = Instant::now();
    engine.index_in_memory(nova_engine::NearKind::Parts);
    eprintln!("The index was built in {:.0} s.", start.elapsed().as_secs_f64());
    let total = engine.stats()?.embedded;
    let hits = engine
        .search(&SearchRequest {
            limit: Some(total),
            ..SearchRequest::default()
        })?
        .hits;
    let step = (hits.len() / queries.max(1)).max(1);
    let asked: Vec<_> = hits.iter().step_by(step).take(queries).collect();
    let words: Vec<SearchRequest> = asked
        .iter()
        .map(|hit| SearchRequest {
            text: Some(hit.title.clone()),
            ..SearchRequest::default()
        })
        .collect();
    let pictures: Vec<SearchRequest> = asked
        .iter()
        .filter_map(|hit| hit.image.clone())
        .map(|image| SearchRequest {
            image: Some(image),
            ..SearchRequest::default()
        })
        .collect();
    let mut rows = Vec::new();
    let some = filters(engine, &SHARES)?
        .into_iter()
        .map(|(filter, share)| (Some(filter), share));
    for (filter, share) in std::iter::once((None, 1.0)).chain(some) {
        rows.push(Row {
            words: compared(engine, &words, filter.as_deref())?,
            pictures: compared(engine, &pictures, filter.as_deref())?,
            filter,
            share,
        });
    }
    output.answer(&rows, |rows| {
        let head = "share of the catalogue, filter: recall@10 and median ms of words, of pictures (exact)";
        let lines = rows.iter().map(|row| {
            let side = |side: &Compared| {
                format!(
                    "{:.3} {:.1} ms ({:.1})",
                    side.recall_at_10, side.planned.median_ms, side.exact.median_ms
                )
            };
            let filter = row.filter.as_deref().unwrap_or("none");
            let (words, pictures) = (side(&row.words), side(&row.pictures));
            format!("{:>6.2} % {filter:<32} {words}   {pictures}", row.share * 100.0)
        });
        let lines: Vec<String> = std::iter::once(head.to_owned()).chain(lines).collect();
        lines.join("\n")
    })
}

fn compared(engine: &Engine, queries: &[SearchRequest], filter: Option<&str>) -> Result<Compared, WireError> {
    let (mut found, mut wanted) = (0, 0);
    let (mut planned_ms, mut exact_ms) = (Vec::new(), Vec::new());
    for query in queries {
        let request = |exact: bool| SearchRequest {
            filters: filter.map(str::to_owned).into_iter().collect(),
            limit: Some(DEPTH),
            exact,
            ..query.clone()
        };
        // The embedding is made before, so that the times are those of the search.
        engine.search(&request(false))?;
        let timed = |exact: bool, times: &mut Vec<f64>| -> Result<Vec<String>, WireError> {
            let start = Instant::now();
            let hits = engine.search(&request(exact))?.hits;
            times.push(start.elapsed().as_secs_f64() * 1000.0);
            Ok(hits.into_iter().map(|hit| hit.id).collect())
        };
        let (near, all) = (timed(false, &mut planned_ms)?, timed(true, &mut exact_ms)?);
        found += all.iter().filter(|id| near.contains(id)).count();
        wanted += all.len();
    }
    Ok(Compared {
        recall_at_10: found as f64 / f64::from(u32::try_from(wanted.max(1)).unwrap_or(u32::MAX)),
        planned: Figure::of(planned_ms),
        exact: Figure::of(exact_ms),
    })
}
