//! Simulated clients who swipe, as `stylenova eval recommend` has them.

use crate::{Catalogue, Wishes, on_two, tunings};
use nova_taste::evaluation::{Setting, Stage, row};
use nova_taste::simulate::Variant;
use std::error::Error;
use std::io::Write;

/// Swipes: as many as coverage is counted over.
const SWIPES: usize = 50;

pub(crate) fn measure(catalogue: &Catalogue, wishes: &Wishes) -> Result<(), Box<dyn Error>> {
    let stage = Stage::new(
        &catalogue.table,
        &catalogue.terms,
        catalogue.pictures(),
        Vec::new(),
    );
    let setting = Setting {
        swipes: SWIPES,
        ..Setting::default()
    };
    let clients = stage.clients(Variant::Facts, wishes.seed, &setting);
    let all = tunings(wishes)?;
    let rows = on_two(&all, |(_, tuning)| {
        stage
            .run("nova", &clients, wishes.seed, &setting, *tuning)
            .map(|shop| row("nova", Variant::Facts, &[shop], None))
    });
    let mut out = std::io::stdout();
    for ((name, _), row) in all.iter().zip(rows) {
        let row = row.ok_or("there is no such strategy")?;
        writeln!(
            out,
            "{name:<24} P@10 {:.3}  ILD {:.3}  coverage {:.3}  regret at {SWIPES} {:.2}",
            row.precision.mean,
            row.diversity.mean,
            row.coverage.mean,
            row.regret.last().map_or(f64::NAN, |regret| regret.regret.mean)
        )?;
    }
    Ok(())
}
