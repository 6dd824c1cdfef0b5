//! Simulated shops and what their buyers buy next: with nothing known of others, with what others swiped, with all orders.

use crate::{Catalogue, Wishes, on_two, tunings};
use nova_taste::counts::{choice, fit};
use nova_taste::crowd::Crowd;
use nova_taste::market::Market;
use nova_taste::metrics::mean;
use nova_taste::nova::{Nova, Tuning};
use nova_taste::prior::{Prior, Quiz};
use nova_taste::random::Random;
use nova_taste::replay::{Case, cases};
use nova_taste::sales::{Bought, Sales};
use nova_taste::strategies::make;
use nova_taste::strategy::{Beginning, Strategy, World};
use std::error::Error;
use std::io::Write;

/// Buyers that are replayed of each shop, in so many folds.
const REPLAYED: usize = 200;
const FOLDS: usize = 3;
/// Things that were not bought beside each that was.
const OTHERS: usize = 60;

/// What is known of other people.
#[derive(Clone, Copy, PartialEq)]
enum Known {
    Nothing,
    Swipes,
    Orders,
}

struct Shop<'a> {
    catalogue: &'a Catalogue,
    pool: Vec<u32>,
    cases: Vec<Case>,
    /// The crowd of each fold, which its cases are not in.
    crowds: Vec<Crowd>,
}

impl<'a> Shop<'a> {
    fn new(catalogue: &'a Catalogue, market: &Market, known: Known, seed: u64) -> Shop<'a> {
        let baskets = market.baskets(&catalogue.table, catalogue.pictures(), seed);
        let items = catalogue.table.len();
        let pool: Vec<u32> = (0..items as u32).collect();
        let all = cases(&baskets, &catalogue.designs, &pool, seed);
        let step = all.len().div_ceil(REPLAYED).max(1);
        let crowds = (0..FOLDS).map(|fold| {
            let mut crowd = Crowd::new(if known == Known::Swipes { REPLAYED } else { 0 }, items);
            match known {
                Known::Nothing => {}
                // As many clients as are replayed, each with the likes and passes of the case.
                Known::Swipes => {
                    for (client, case) in all
                        .iter()
                        .step_by(step)
                        .enumerate()
                        .filter(|(at, _)| at % FOLDS != fold)
                    {
                        for item in &case.known {
                            crowd.add(client, *item as usize, true);
                            crowd.want(*item as usize);
                        }
                        case.passed
                            .iter()
                            .for_each(|item| crowd.add(client, *item as usize, false));
                    }
                }
                Known::Orders => {
                    let others: Vec<Vec<Bought>> = baskets
                        .iter()
                        .enumerate()
                        .filter(|(person, _)| person % FOLDS != fold)
                        .map(|(_, basket)| basket.clone())
                        .collect();
                    let sales = Sales::of(&others, items);
                    (crowd.sold, crowd.together) = (sales.sold, sales.together);
                }
            }
            crowd
        });
        let crowds = crowds.collect();
        let mut cases: Vec<Case> = all.into_iter().step_by(step).collect();
        if known == Known::Swipes {
            cases
                .iter_mut()
                .enumerate()
                .for_each(|(at, case)| case.person = at);
        }
        Shop {
            catalogue,
            pool,
            cases,
            crowds,
        }
    }

    fn world(&self, case: &Case) -> World<'_> {
        World {
            table: &self.catalogue.table,
            terms: &self.catalogue.terms,
            pictures: self.catalogue.pictures(),
            crowd: &self.crowds[case.person % FOLDS],
            client: None,
        }
    }

    /// The recall of each case with the default so tuned, or with another strategy.
    fn recalls(&self, name: &str, tuning: Tuning) -> Vec<f64> {
        on_two(&self.cases, |case| {
            let world = self.world(case);
            let quiz = Quiz::default();
            let beginning = beginning(self.catalogue, &quiz);
            let mut strategy: Box<dyn Strategy> = match name {
                "nova" => Box::new(Nova::tuned(beginning, tuning)),
                name => make(name, &world, beginning).unwrap_or_else(|| panic!("{name} is a strategy")),
            };
            case.teach(strategy.as_mut(), &world);
            let mut random = Random::new(7, case.person as u64);
            case.recall(
                strategy.as_ref(),
                &world,
                &self.catalogue.designs,
                &self.pool,
                &mut random,
            )
        })
    }
}

fn beginning<'a>(catalogue: &Catalogue, quiz: &'a Quiz) -> Beginning<'a> {
    Beginning {
        quiz,
        prior: Prior::of_quiz(&catalogue.table, quiz, &[]),
        pinned: Vec::new(),
    }
}

const KNOWN: [(&str, Known); 3] = [
    ("nothing", Known::Nothing),
    ("swipes", Known::Swipes),
    ("orders", Known::Orders),
];

pub(crate) fn measure(catalogue: &Catalogue, wishes: &Wishes) -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout();
    let all = tunings(wishes)?;
    let mut sums = vec![[0.0; 3]; all.len() + 2];
    let mut names = Vec::new();
    for (kind, market) in Market::KINDS {
        for (at, (known, what)) in KNOWN.into_iter().enumerate() {
            let shop = Shop::new(catalogue, &market, what, wishes.seed);
            let popular = shop.recalls("popularity", wishes.base);
            let mut rows: Vec<(String, Vec<f64>)> = vec![("popularity".to_owned(), popular.clone())];
            rows.push(("linucb".to_owned(), shop.recalls("linucb", wishes.base)));
            for (name, tuning) in &all {
                rows.push((name.clone(), shop.recalls("nova", *tuning)));
            }
            writeln!(out, "{kind}, of others {known}: {} buyers", shop.cases.len())?;
            for (number, (name, recalls)) in rows.iter().enumerate() {
                let above: Vec<f64> = recalls
                    .iter()
                    .zip(&popular)
                    .map(|(own, other)| own - other)
                    .collect();
                let (own, above) = (mean(recalls), mean(&above));
                sums[number][at] += own.mean / Market::KINDS.len() as f64;
                writeln!(
                    out,
                    "  {name:<20} {:.3} [{:.3}, {:.3}]  above popularity {:+.3} [{:+.3}, {:+.3}]",
                    own.mean, own.low, own.high, above.mean, above.low, above.high
                )?;
            }
            names = rows.into_iter().map(|(name, _)| name).collect();
        }
    }
    writeln!(out, "mean of all shops: nothing, swipes, orders")?;
    for (name, sum) in names.iter().zip(sums) {
        writeln!(out, "  {name:<20} {:.4} {:.4} {:.4}", sum[0], sum[1], sum[2])?;
    }
    Ok(())
}

/// What each signal counts in each shop, as its own buyers tell.
pub(crate) fn fitted(catalogue: &Catalogue, wishes: &Wishes) -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout();
    for (kind, market) in Market::KINDS {
        for (known, what) in KNOWN {
            let shop = Shop::new(catalogue, &market, what, wishes.seed);
            let choices = on_two(&shop.cases, |case| {
                let world = shop.world(case);
                let quiz = Quiz::default();
                let mut nova = Nova::tuned(beginning(catalogue, &quiz), wishes.base);
                case.teach(&mut nova, &world);
                let candidates = case.candidates(&catalogue.designs, &shop.pool);
                let signals = nova.signals(&world, &candidates);
                let mut random = Random::new(5, case.person as u64);
                let sought = candidates.iter().zip(&signals);
                let sought = sought.filter(|(item, _)| {
                    case.sought
                        .binary_search(&catalogue.designs[**item as usize])
                        .is_ok()
                });
                sought
                    .map(|(_, own)| choice(*own, &signals, OTHERS, &mut random))
                    .collect::<Vec<_>>()
            });
            let choices: Vec<_> = choices.into_iter().flatten().collect();
            writeln!(
                out,
                "{kind}, of others {known}: {:.2?} of {}",
                fit(&choices, 1.0),
                choices.len()
            )?;
        }
    }
    Ok(())
}
