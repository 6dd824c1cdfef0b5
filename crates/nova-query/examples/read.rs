//! Reads each line of the standard input as a query and prints what it says; with `--time`, how long reading takes and
//! what the tables weigh.
//!
//! `echo "robe noire pour un mariage" | cargo run -p nova-query --example read`

#![allow(clippy::print_stdout)]

use nova_query::{Language, ShopWords, concepts, read};
use std::io::BufRead;
use std::time::Instant;

fn main() {
    let shop = ShopWords::default();
    let timed = std::env::args().any(|argument| argument == "--time");
    let begin = Instant::now();
    read("", &shop);
    if timed {
        let words = |language| {
            let words = concepts().map(|concept| concept.words(language).count());
            format!("{language:?} {}", words.sum::<usize>())
        };
        let each: Vec<String> = Language::ALL.into_iter().map(words).collect();
        println!(
            "{} concepts; words: {}; tables read in {:?}",
            concepts().count(),
            each.join(", "),
            begin.elapsed()
        );
    }
    let mut times = Vec::new();
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let begin = Instant::now();
        let understood = read(&line, &shop);
        times.push(begin.elapsed());
        if timed {
            continue;
        }
        println!("{line}\n  {:?} → {:?}", understood.language, understood.english);
        for item in &understood.wanted {
            let read_as = item.read_as.join(", ");
            println!("  + {:?} {} {:?} {read_as}", item.facet, item.id, item.certainty);
        }
        for refusal in &understood.refused {
            let mild = if refusal.mild { " (too)" } else { "" };
            println!("  - {:?} {}{mild}", refusal.facet, refusal.id);
        }
        if let Some(price) = &understood.price {
            println!(
                "  price {:?} to {:?} {:?} {:?}",
                price.min, price.max, price.currency, price.limit
            );
        }
        for size in &understood.sizes {
            println!("  size {}", size.size);
        }
        for correction in &understood.corrections {
            println!("  {} was read as {}", correction.said, correction.meant);
        }
        for contradiction in &understood.contradictions {
            println!("  ! {contradiction:?}");
        }
        for rest in &understood.rest {
            println!("  ? {}", rest.said);
        }
    }
    times.sort();
    if let (true, Some(median), Some(worst)) = (timed, times.get(times.len() / 2), times.last()) {
        println!("{} queries: median {median:?}, slowest {worst:?}", times.len());
    }
}
