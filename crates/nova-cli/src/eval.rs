//! `eval`: figures of quality on the library at hand.

use crate::args::EvalCommand;
use crate::import::show;
use crate::output::Output;
use crate::recommend::recommend;
use nova_api::WireError;
use nova_engine::{Cancel, Engine};
use nova_eval::{RetrievalRequest, Searches};

pub fn eval(engine: &Engine, command: &EvalCommand, output: &Output) -> Result<(), WireError> {
    match command {
        EvalCommand::Retrieval { queries, k } => {
            let request = RetrievalRequest {
                queries: queries.as_ref().map(|path| path.to_string_lossy().into_owned()),
                k: k.clone(),
            };
            let bar = output.bar("Embedding");
            let response =
                nova_eval::retrieval(engine, &request, &Cancel::default(), &|progress| show(&bar, progress));
            bar.finish_and_clear();
            output.answer(&response?, |response| {
                let mut text = format!(
                    "{} on {} pictures\n{:<36} {:>7} {:>7} {:>8} {:>8}",
                    response.model, response.gallery, "", "value", "chance", "ceiling", "queries"
                );
                for metric in &response.metrics {
                    let name = format!("{} at {}", metric.name, metric.k);
                    text.push_str(&format!(
                        "\n{name:<36} {:>7.3} {:>7.3} {:>8.3} {:>8}",
                        metric.value, metric.chance, metric.ceiling, metric.queries
                    ));
                }
                text
            })
        }
        EvalCommand::Search { queries, missed } => {
            let bar = output.bar("Searching");
            let request = Searches {
                queries: queries.clone(),
            };
            let response = nova_eval::search(engine, &request, &Cancel::default(), &|progress| show(&bar, progress));
            bar.finish_and_clear();
            output.answer(&response?, |response| {
                let mut text = format!(
                    "{} on {} products\n{:<42} {:>7} {:>7} {:>8} {:>8}",
                    response.model, response.products, "", "value", "chance", "ceiling", "queries"
                );
                let known =
                    |value: Option<f64>| value.map_or_else(String::new, |value| format!("{value:.3}"));
                for figure in &response.figures {
                    text.push_str(&format!(
                        "\n{:<42} {:>7.3} {:>7} {:>8} {:>8}",
                        figure.name,
                        figure.value,
                        known(figure.chance),
                        known(figure.ceiling),
                        figure.queries
                    ));
                }
                for miss in response.missed.iter().filter(|_| *missed) {
                    text.push_str(&format!(
                        "\n{:.1}  {}: {}  ← {}",
                        miss.value,
                        miss.part,
                        miss.query,
                        miss.wrong.join("; ")
                    ));
                }
                text
            })
        }
        EvalCommand::Infer => {
            let bar = output.bar("Looking");
            let response = nova_eval::infer(engine, &Cancel::default(), &|progress| show(&bar, progress));
            bar.finish_and_clear();
            output.answer(&response?, |response| {
                let mut text = format!(
                    "{}\n{:<36} {:>7} {:>7} {:>9} {:>8} {:>8} {:>8}",
                    response.model, "", "value", "chance", "commonest", "ceiling", "answered", "products"
                );
                for figure in &response.figures {
                    text.push_str(&format!(
                        "\n{:<36} {:>7.3} {:>7.3} {:>9.3} {:>8.3} {:>8.3} {:>8}",
                        figure.name,
                        figure.value,
                        figure.chance,
                        figure.commonest,
                        figure.ceiling,
                        figure.coverage,
                        figure.products
                    ));
                }
                text
            })
        }
        EvalCommand::Recommend(args) => recommend(engine, args, output),
        EvalCommand::Buyers { strategies } => output.answer(&nova_eval::buyers(engine, strategies)?, |response| {
            let mut text = format!(
                "{} buyers, {} products: share of what was bought later among the next {} cards (chance {:.3})",
                response.buyers, response.products, response.cards, response.chance
            );
            for row in &response.rows {
                let (own, above) = (&row.recall, &row.above_popularity);
                text.push_str(&format!(
                    "\n{:<16} {:.3} [{:.3}, {:.3}]   above popularity {:+.3} [{:+.3}, {:+.3}]",
                    row.strategy, own.mean, own.low, own.high, above.mean, above.low, above.high
                ));
            }
            let worth = if response.worth_it { "is" } else { "is not" };
            text.push_str(&format!("\nThe default {worth} ahead of popularity here by more than chance."));
            text
        }),
    }
}
