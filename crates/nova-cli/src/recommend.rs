//! `eval recommend`: recommenders against simulated clients, as a table.

use crate::output::Output;
use clap::Args;
use nova_api::WireError;
use nova_engine::Engine;
use nova_eval::{Mean, RecommendFigures, RecommendRequest};
use std::fmt::Write;

/// The evaluation of recommenders.
#[derive(Debug, Args)]
pub struct RecommendArgs {
    /// Clients of a shop.
    #[arg(long, default_value_t = 200)]
    pub users: usize,
    /// Swipes of a client.
    #[arg(long, default_value_t = 100)]
    pub swipes: usize,
    /// The first shop's seed.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Shops, each with clients of its own.
    #[arg(long, default_value_t = 5)]
    pub shops: usize,
    /// Strategies, separated by commas; all when left out.
    #[arg(long, value_delimiter = ',')]
    pub strategies: Vec<String>,
    /// Leave out the variants with a drifting taste and with one for looks.
    #[arg(long)]
    pub only_facts: bool,
}

/// Evaluates recommenders and writes the tables.
pub fn recommend(engine: &Engine, args: &RecommendArgs, output: &Output) -> Result<(), WireError> {
    if args.users == 0 || args.swipes == 0 || args.shops == 0 {
        return Err(WireError::invalid(
            "there must be clients, swipes and shops",
            "Give numbers above zero.",
        ));
    }
    let response = nova_eval::recommend(
        engine,
        &RecommendRequest {
            users: args.users,
            swipes: args.swipes,
            seed: args.seed,
            shops: args.shops,
            strategies: args.strategies.clone(),
            variants: !args.only_facts,
        },
    )?;
    output.answer(&response, table)
}

fn table(response: &RecommendFigures) -> String {
    let mut text = format!(
        "{} products, {} shops of {} clients, {} swipes each, {:.0} s\n\n",
        response.products,
        response.shops,
        response.users,
        response.swipes,
        response.took_ms / 1000.0
    );
    let _ = write!(
        text,
        "| variant | strategy | P@10 | NDCG@10 | ILD | raw ILD | coverage | novelty | P@10 at the end |"
    );
    let horizons: Vec<usize> = response
        .rows
        .first()
        .map_or_else(Vec::new, |row| row.regret.iter().map(|r| r.swipes).collect());
    for horizon in &horizons {
        let _ = write!(text, " regret at {horizon} (of random) |");
    }
    let _ = write!(text, "\n|---|---|");
    let _ = writeln!(text, "{}", "---|".repeat(7 + horizons.len()));
    for row in &response.rows {
        let plus = |mean: &Mean| format!("{:.3} ± {:.3}", mean.mean, (mean.high - mean.low) / 2.0);
        let _ = write!(
            text,
            "| {} | {} | {} | {} | {} | {:.3} | {} | {:.2} | {} |",
            row.variant,
            row.strategy,
            plus(&row.precision),
            plus(&row.ndcg),
            plus(&row.diversity),
            row.raw_diversity.mean,
            plus(&row.coverage),
            row.novelty.mean,
            plus(&row.last_precision),
        );
        for regret in &row.regret {
            let share = regret
                .of_random
                .map(|share| format!(" ({:.0} %)", share * 100.0))
                .unwrap_or_default();
            let half = (regret.regret.high - regret.regret.low) / 2.0;
            let _ = write!(text, " {:.2} ± {half:.2}{share} |", regret.regret.mean);
        }
        text.push('\n');
    }
    for comparison in response
        .comparisons
        .iter()
        .filter(|comparison| comparison.against == "seed")
    {
        let span = |mean: &Mean| format!("{:+.3} [{:+.3}, {:+.3}]", mean.mean, mean.low, mean.high);
        let _ = write!(
            text,
            "\n{}: {} less {}, client by client: P@10 {}, NDCG@10 {}",
            comparison.variant,
            comparison.strategy,
            comparison.against,
            span(&comparison.precision),
            span(&comparison.ndcg)
        );
        for regret in &comparison.regret {
            let _ = write!(text, ", regret at {} {}", regret.swipes, span(&regret.regret));
        }
    }
    text
}
