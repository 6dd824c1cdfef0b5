//! `pictures fetch`, with its progress.

use crate::import::show;
use crate::output::Output;
use nova_api::WireError;
use nova_engine::{Cancel, Engine, FetchPicturesRequest, FetchPicturesResponse};

/// Failures that are listed without `--json`.
const LISTED: usize = 10;

pub fn fetch(engine: &Engine, dry_run: bool, output: &Output) -> Result<(), WireError> {
    let request = FetchPicturesRequest { dry_run, job: None };
    let bar = output.bar("Downloading pictures");
    let response = engine.fetch_pictures(&request, &Cancel::default(), &|progress| show(&bar, progress));
    bar.finish_and_clear();
    output.answer(&response?, |response| described(response, dry_run))
}

fn described(response: &FetchPicturesResponse, dry_run: bool) -> String {
    let hosts = response.hosts.iter();
    let hosts = hosts.map(|host| format!("  {:>6}  {}", host.pictures, host.host));
    if dry_run {
        let mut lines = vec![format!(
            "{} pictures are named by an address and not here",
            response.wanted
        )];
        lines.extend(hosts);
        return lines.join("\n");
    }
    let megabytes = response.bytes as f64 / 1e6;
    let seconds = response.took_ms / 1000.0;
    let mut lines = vec![format!(
        "{} of {} pictures came, {megabytes:.1} MB in {seconds:.1} s",
        response.fetched, response.wanted
    )];
    let failed = response.failed.iter().take(LISTED);
    lines.extend(failed.map(|failed| format!("  {}: {}: {}", failed.id, failed.address, failed.reason)));
    if response.failed.len() > LISTED {
        lines.push(format!(
            "  and {} more; --json lists them",
            response.failed.len() - LISTED
        ));
    }
    lines.join("\n")
}
