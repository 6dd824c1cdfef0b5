//! Whether sentences are understood: the same question in six languages, what is refused, free language, and whether the
//! reasons that hits give are true. The questions and their rules are the tables in `sets/`, which were written before the
//! search was tuned and are judged by the shop's facts.

use crate::rules::Rule;
use crate::stopped;
use crate::truth;
use nova_domain::Product;
use nova_engine::inside::Gallery;
use nova_engine::{Cancel, Engine, EngineError, Hit, SearchRequest, SearchResponse};
use serde::Serialize;
use std::path::Path;

/// Depth of the ranking that is judged.
const DEPTH: usize = 10;
/// Products that must answer a query, else it is not asked of the catalogue.
const LEAST: usize = 5;
/// Hits whose reasons are checked, for each query.
const REASONED: usize = 50;
/// What nobody means who asks for clothes.
const MAKE_UP: &str = "category=Personal Care";

const LANGUAGES: &str = include_str!("sets/languages.csv");
const REFUSALS: &str = include_str!("sets/refusals.csv");
const FREE: &str = include_str!("sets/free.csv");
const REASONS: &str = include_str!("sets/reasons.csv");
const TRUTHS: &str = include_str!("sets/truths.csv");

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

/// A query whose answer fell short.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Missed {
    /// The part of the evaluation.
    pub part: String,
    /// The query.
    pub query: String,
    /// Share of the ten first that were right, 0..1.
    pub value: f64,
    /// What stood there that was wrong: title and type, up to three.
    pub wrong: Vec<String>,
}

/// What was measured, and what was missed.
#[derive(Debug, Default)]
pub(super) struct Measured {
    pub figures: Vec<Meant>,
    pub missed: Vec<Missed>,
}

/// A table of `|` between cells, without its first line.
fn table(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = text.lines().skip(1).filter(|line| !line.trim().is_empty());
    lines.map(|line| line.split('|').map(str::trim).collect())
}

fn cell<'a>(cells: &[&'a str], at: usize) -> &'a str {
    cells.get(at).copied().unwrap_or_default()
}

fn rule(text: &str) -> Result<Rule, EngineError> {
    Rule::read(text)
        .map_err(|reason| EngineError::invalid(reason, "Correct the rule in the table of queries."))
}

/// A mean of shares with what chance and the catalogue allow.
struct Mean {
    name: String,
    values: Vec<f64>,
    chances: Vec<f64>,
}

impl Mean {
    fn new(name: impl Into<String>) -> Mean {
        Mean {
            name: name.into(),
            values: Vec::new(),
            chances: Vec::new(),
        }
    }

    fn push(&mut self, value: f64, chance: f64) {
        self.values.push(value);
        self.chances.push(chance);
    }

    fn figure(self, ceiling: f64) -> Option<Meant> {
        let count = self.values.len();
        (count > 0).then(|| Meant {
            name: self.name,
            value: self.values.iter().sum::<f64>() / count as f64,
            chance: Some(self.chances.iter().sum::<f64>() / count as f64),
            ceiling: Some(ceiling),
            queries: count,
        })
    }
}

/// What is measured of queries that say no.
struct Refusing {
    among: Mean,
    kept: Mean,
    idioms: Mean,
}

impl Default for Refusing {
    fn default() -> Refusing {
        Refusing {
            among: Mean::new("refusals: refused among the ten first"),
            kept: Mean::new("refusals: wanted and not refused"),
            idioms: Mean::new("idioms: understood"),
        }
    }
}

impl Refusing {
    fn figures(self) -> impl Iterator<Item = Meant> {
        let figures = [
            self.among.figure(0.0),
            self.kept.figure(1.0),
            self.idioms.figure(1.0),
        ];
        figures.into_iter().flatten()
    }
}

/// Who asks a library's engine sentences, and judges the answers by its catalogue.
pub(super) struct Asker<'a> {
    pub engine: &'a Engine,
    pub gallery: &'a Gallery,
    pub cancel: &'a Cancel,
}

impl Asker<'_> {
    /// The parts of the evaluation that are about sentences; those of a table of the user's own, where there is one, alone.
    pub(super) fn ask(&self, own: Option<&Path>) -> Result<Measured, EngineError> {
        let mut measured = Measured::default();
        if let Some(path) = own {
            let text = std::fs::read_to_string(path).map_err(|error| EngineError::io(path, error))?;
            self.own(&text, &mut measured)?;
            return Ok(measured);
        }
        self.languages(&mut measured)?;
        self.refusals(&mut measured)?;
        self.free("free language", FREE, &mut measured)?;
        self.reasons(&mut measured)?;
        Ok(measured)
    }

    fn first(&self, text: &str, limit: usize) -> Result<Vec<Hit>, EngineError> {
        Ok(self.search(text, limit)?.hits)
    }

    fn search(&self, text: &str, limit: usize) -> Result<SearchResponse, EngineError> {
        if self.cancel.is_cancelled() {
            return Err(stopped());
        }
        let request = SearchRequest {
            text: Some(text.to_owned()),
            limit: Some(limit),
            ..SearchRequest::default()
        };
        self.engine.search(&request)
    }

    /// Share of the ten first that keep to a rule, or of as many as there are, with what was wrong.
    fn share(
        &self,
        (part, query): (&str, &str),
        right: &dyn Fn(&Product) -> bool,
        measured: &mut Measured,
    ) -> Result<Option<(f64, f64)>, EngineError> {
        let all = self
            .gallery
            .items
            .iter()
            .filter(|item| right(&item.product))
            .count();
        if all < LEAST {
            return Ok(None);
        }
        let depth = DEPTH.min(all);
        let hits = self.first(query, depth)?;
        let products: Vec<&Product> = hits
            .iter()
            .filter_map(|hit| self.gallery.find(&hit.id).ok())
            .map(|item| &item.product)
            .collect();
        let wrong: Vec<&&Product> = products.iter().filter(|product| !right(product)).collect();
        let value = (products.len() - wrong.len()) as f64 / depth as f64;
        if value < 1.0 {
            let told = |product: &&&Product| format!("{} ({})", product.title, product.kind);
            measured.missed.push(Missed {
                part: part.to_owned(),
                query: query.to_owned(),
                value,
                wrong: wrong.iter().take(3).map(told).collect(),
            });
        }
        Ok(Some((value, all as f64 / self.gallery.items.len() as f64)))
    }

    fn languages(&self, measured: &mut Measured) -> Result<(), EngineError> {
        for (at, language) in ["en", "fr", "es", "de", "zh", "ar"].into_iter().enumerate() {
            let name = format!("languages: {language}");
            let mut mean = Mean::new(&name);
            for cells in table(LANGUAGES) {
                let wanted = rule(cell(&cells, 0))?;
                let query = cell(&cells, at + 1);
                let right = |product: &Product| wanted.holds(product);
                if let Some((value, chance)) = self.share((&name, query), &right, measured)? {
                    mean.push(value, chance);
                }
            }
            measured.figures.extend(mean.figure(1.0));
        }
        Ok(())
    }

    fn refusals(&self, measured: &mut Measured) -> Result<(), EngineError> {
        let mut means = Refusing::default();
        for cells in table(REFUSALS) {
            let (wanted, refused) = (rule(cell(&cells, 2))?, rule(cell(&cells, 3))?);
            let rules = (&wanted, &refused);
            self.refusal(cell(&cells, 1), rules, (&mut means, measured))?;
            let (query, wanted) = (cell(&cells, 4), rule(cell(&cells, 5))?);
            self.idiom(query, &wanted, (&mut means, measured))?;
        }
        measured.figures.extend(means.figures());
        Ok(())
    }

    /// A query that refuses something, which must not stand among the ten first.
    fn refusal(
        &self,
        query: &str,
        (wanted, refused): (&Rule, &Rule),
        (means, measured): (&mut Refusing, &mut Measured),
    ) -> Result<(), EngineError> {
        let right = |product: &Product| wanted.holds(product) && !refused.holds(product);
        let asked = ("refusals", query);
        let Some((value, chance)) = self.share(asked, &right, measured)? else {
            return Ok(());
        };
        means.kept.push(value, chance);
        let hits = self.first(query, DEPTH)?;
        let bad = hits
            .iter()
            .filter_map(|hit| self.gallery.find(&hit.id).ok())
            .filter(|item| refused.holds(&item.product));
        let bad: Vec<&str> = bad.map(|item| item.product.title.as_str()).collect();
        let all = self
            .gallery
            .items
            .iter()
            .filter(|item| refused.holds(&item.product))
            .count();
        means.among.push(
            bad.len() as f64 / hits.len().max(1) as f64,
            all as f64 / self.gallery.items.len() as f64,
        );
        if !bad.is_empty() {
            measured.missed.push(Missed {
                part: "refused among the first".to_owned(),
                query: query.to_owned(),
                value: bad.len() as f64 / DEPTH as f64,
                wrong: bad.into_iter().take(3).map(str::to_owned).collect(),
            });
        }
        Ok(())
    }

    /// A query that says no and refuses nothing. It is understood where nothing is refused and its kind comes first.
    fn idiom(
        &self,
        query: &str,
        wanted: &Rule,
        (means, measured): (&mut Refusing, &mut Measured),
    ) -> Result<(), EngineError> {
        let right = |product: &Product| wanted.holds(product);
        let Some((value, chance)) = self.share(("idioms", query), &right, measured)? else {
            return Ok(());
        };
        let understood = self.search(query, 1)?.understood;
        let refused = understood.map_or_else(Vec::new, |understood| understood.not);
        let understood = refused.is_empty() && value >= 0.5;
        means.idioms.push(f64::from(u8::from(understood)), chance);
        if !refused.is_empty() {
            measured.missed.push(Missed {
                part: "idioms that refuse".to_owned(),
                query: query.to_owned(),
                value,
                wrong: refused,
            });
        }
        Ok(())
    }

    /// A table of the user's own, `query|rule|refused`: the third cell is empty, a rule of what must not be found, or `-`
    /// where the query says no and refuses nothing.
    fn own(&self, text: &str, measured: &mut Measured) -> Result<(), EngineError> {
        let mut means = Refusing::default();
        let mut plain = String::from("query|rule\n");
        for cells in table(text) {
            let (query, wanted) = (cell(&cells, 0), rule(cell(&cells, 1))?);
            match cell(&cells, 2) {
                "" => plain.push_str(&format!("{query}|{}\n", cell(&cells, 1))),
                "-" => self.idiom(query, &wanted, (&mut means, measured))?,
                refused => {
                    let rules = (&wanted, &rule(refused)?);
                    self.refusal(query, rules, (&mut means, measured))?;
                }
            }
        }
        measured.figures.extend(means.figures());
        self.free("own queries", &plain, measured)
    }

    fn free(&self, name: &str, text: &str, measured: &mut Measured) -> Result<(), EngineError> {
        let mut mean = Mean::new(name);
        let mut made_up = Mean::new(format!("{name}: make-up for clothes"));
        let make_up = rule(MAKE_UP)?;
        let all = self
            .gallery
            .items
            .iter()
            .filter(|item| make_up.holds(&item.product))
            .count();
        for cells in table(text) {
            let (query, wanted) = (cell(&cells, 0), rule(cell(&cells, 1))?);
            let right = |product: &Product| wanted.holds(product);
            let Some((value, chance)) = self.share((name, query), &right, measured)? else {
                continue;
            };
            mean.push(value, chance);
            // Who asks for scents and lips means them.
            let meant = self
                .gallery
                .items
                .iter()
                .any(|item| make_up.holds(&item.product) && wanted.holds(&item.product));
            if !meant {
                let hits = self.first(query, DEPTH)?;
                let bad = hits
                    .iter()
                    .filter_map(|hit| self.gallery.find(&hit.id).ok())
                    .filter(|item| make_up.holds(&item.product))
                    .count();
                let share = bad as f64 / hits.len().max(1) as f64;
                made_up.push(share, all as f64 / self.gallery.items.len() as f64);
            }
        }
        measured.figures.extend(mean.figure(1.0));
        measured.figures.extend(made_up.figure(0.0));
        Ok(())
    }

    fn reasons(&self, measured: &mut Measured) -> Result<(), EngineError> {
        let truths = table(TRUTHS)
            .map(|cells| Ok((cell(&cells, 0).to_lowercase(), rule(cell(&cells, 1))?)))
            .collect::<Result<Vec<(String, Rule)>, EngineError>>()?;
        let (mut hits, mut given, mut untrue) = (0, 0, 0);
        for cells in table(REASONS) {
            let query = cell(&cells, 0);
            for hit in self.first(query, REASONED)? {
                let Ok(item) = self.gallery.find(&hit.id) else {
                    continue;
                };
                hits += 1;
                let (all, wrong) = truth::checked(&hit, &item.product, &truths);
                given += all;
                untrue += usize::from(!wrong.is_empty());
                for words in wrong {
                    measured.missed.push(Missed {
                        part: "false reasons".to_owned(),
                        query: query.to_owned(),
                        value: 0.0,
                        wrong: vec![format!("{words}: {} ({})", item.product.title, item.product.kind)],
                    });
                }
            }
        }
        let count = |name: &str, value: usize| Meant {
            name: name.to_owned(),
            value: value as f64,
            chance: None,
            ceiling: None,
            queries: hits,
        };
        measured
            .figures
            .push(count("reasons: words credited, over all hits", given));
        measured
            .figures
            .push(count("reasons: hits with a false one", untrue));
        Ok(())
    }
}
