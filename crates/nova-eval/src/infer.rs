//! How often what is inferred from pictures is what the shop says: each product whose shop says it is asked as if it
//! did not, among the words of the rest of the catalogue.

use crate::stopped;
use nova_domain::garment::{self, LOOK_SIDE, Shade, naming};
use nova_domain::{Product, palette};
use nova_engine::inside::{
    By, ColourSense, FIELDS, Gallery, Item, Kind, KindSense, Named, PhraseBook, milliseconds, shades,
    thumb_key,
};
use nova_engine::{Cancel, Engine, EngineError, Progress, Step};
use nova_pictures::{Photo, PhotoLimits};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::HashMap;

/// Pictures that are looked at between two looks at whether the user stopped it.
const CHUNK: usize = 512;

/// A figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Inferred {
    /// What was asked, and of whom.
    pub name: String,
    /// Share of the answers that are the shop's, 0..1.
    pub value: f64,
    /// What an answer drawn as often as the shop gives it reaches.
    pub chance: f64,
    /// What the shop's commonest answer reaches, given to all.
    pub commonest: f64,
    /// What can be reached: the share of the products whose shop says something that can be answered.
    pub ceiling: f64,
    /// Share of the products that were answered; the others are left empty.
    pub coverage: f64,
    /// Products that were asked for.
    pub products: usize,
}

/// All figures.
#[derive(Debug, Clone, Serialize)]
pub struct InferFigures {
    /// The model's name.
    pub model: String,
    /// The figures.
    pub figures: Vec<Inferred>,
    /// Milliseconds.
    pub took_ms: f64,
}

/// What the shop says, and what was answered.
type Answer = (String, Option<String>);

/// Measures what is inferred on the products of the library whose shop says it.
///
/// # Errors
/// When nothing is embedded, the model fails, or the user stops it.
pub fn infer(
    engine: &Engine,
    cancel: &Cancel,
    report: &(dyn Fn(Progress) + Sync),
) -> Result<InferFigures, EngineError> {
    let start = std::time::Instant::now();
    // What an import infers comes from the model, whatever was learnt of the catalogue since.
    let gallery = engine.gallery_before_learning()?;
    if gallery.matrix.is_empty() {
        return Err(EngineError::invalid(
            "the library has no pictures to look at",
            "Import a catalogue first.",
        ));
    }
    let embedder = gallery.embedder()?;
    let own: Vec<Product> = gallery
        .item_of_row
        .iter()
        .map(|item| gallery.items[*item].product.as_the_shop_says())
        .collect();
    let mut book = PhraseBook::new(&embedder);
    let named = engine.named(&gallery)?;
    let named = named.as_ref();
    let mut figures = colours(engine, &gallery, &own, named, &mut book, cancel, report)?;
    for field in FIELDS {
        figures.extend(kinds(field, &gallery, &own, named, &mut book)?);
    }
    Ok(InferFigures {
        model: gallery.model.clone().unwrap_or_default(),
        figures,
        took_ms: milliseconds(start),
    })
}

fn colours(
    engine: &Engine,
    gallery: &Gallery,
    own: &[Product],
    named: Option<&Named>,
    book: &mut PhraseBook<'_>,
    cancel: &Cancel,
    report: &(dyn Fn(Progress) + Sync),
) -> Result<Vec<Inferred>, EngineError> {
    let vectors = (0..gallery.matrix.len()).map(|row| gallery.matrix.row(row));
    let sense = ColourSense::new(book, own.iter(), vectors)?;
    let phrases = ColourSense::new(
        book,
        own.iter(),
        (0..gallery.matrix.len()).map(|row| gallery.matrix.row(row)),
    )?;
    let sense = sense.hearing(named);
    let asked: Vec<(usize, &'static str)> = own
        .iter()
        .enumerate()
        .filter_map(|(row, own)| Some((row, palette::of(own.colours.first()?)?)))
        .collect();
    let mut answers: Vec<[Answer; 5]> = Vec::with_capacity(asked.len());
    for chunk in asked.chunks(CHUNK) {
        if cancel.is_cancelled() {
            return Err(stopped());
        }
        report(Progress {
            step: Step::Checking,
            done: answers.len(),
            total: asked.len(),
            quarantined: 0,
        });
        answers.par_extend(chunk.par_iter().filter_map(|(row, said)| {
            let (shades, mean) = look(engine, gallery.item(*row))?;
            let vector = Some(gallery.matrix.row(*row));
            let hash = gallery.item(*row).picture_hash.as_deref()?;
            let kept = named.and_then(|named| named.of(hash));
            let told = |sense: &ColourSense, shades: &[Shade], by| {
                let name = sense.first(&naming(shades), vector, kept, by);
                ((*said).to_owned(), name.map(str::to_owned))
            };
            Some([
                told(&sense, &shades, By::All),
                told(&sense, &shades, By::Pixels),
                told(&sense, &shades, By::Model),
                told(&phrases, &shades, By::Model),
                told(&sense, &mean, By::Pixels),
            ])
        }));
    }
    let names = [
        "colour, by pixels and model",
        "colour, by the garment's pixels",
        "colour, by the model",
        "colour, by the model's phrases",
        "colour, by the mean of all pixels",
    ];
    let can = |said: &str| said != "multicolour";
    let figures = names.into_iter().enumerate().map(|(at, name)| {
        let own: Vec<&Answer> = answers.iter().map(|answers| &answers[at]).collect();
        figure(name.to_owned(), &own, &can)
    });
    Ok(figures.collect())
}

/// The shades of a product's thumbnail, and the mean of all of its pixels.
fn look(engine: &Engine, item: &Item) -> Option<(Vec<Shade>, Vec<Shade>)> {
    let path = engine.thumb_path(&thumb_key(item.picture_hash.as_deref()?))?;
    let photo = Photo::open(&path, &PhotoLimits::default()).ok()?;
    let small = photo.thumbnail(LOOK_SIDE, LOOK_SIDE);
    Some((shades(&photo), garment::mean_of_all(small.as_raw())))
}

/// A field with all its products answered, and with those alone of which the model is sure.
fn kinds(
    field: Kind,
    gallery: &Gallery,
    own: &[Product],
    named: Option<&Named>,
    book: &mut PhraseBook<'_>,
) -> Result<Vec<Inferred>, EngineError> {
    let vectors = (0..gallery.matrix.len()).map(|row| gallery.matrix.row(row));
    let seen = |row: usize| named?.kinds(gallery.item(row).picture_hash.as_deref()?);
    let examples = own
        .iter()
        .enumerate()
        .filter_map(|(row, own)| Some((own, seen(row)?)));
    let sense = KindSense::new(field, book, own.iter(), vectors)?.learning(examples);
    let asked: Vec<(usize, &Product)> = own
        .iter()
        .enumerate()
        .filter(|(_, own)| !field.of(own).is_empty())
        .collect();
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let told: Vec<(String, Option<(String, f32)>)> = asked
        .into_par_iter()
        .map(|(row, own)| {
            // A shop that is silent on one of the three is silent on all of them here, which is the hardest case.
            let silent = Product::new("", "");
            let best = sense.best_without(&silent, gallery.matrix.row(row), seen(row), Some(own));
            let best = best.map(|(value, sure)| (value.to_lowercase(), sure));
            (field.of(own).to_lowercase(), best)
        })
        .collect();
    let figures = [("always", 0.0), ("where sure", sense.sure())].map(|(name, least)| {
        let answers: Vec<Answer> = told
            .iter()
            .map(|(said, best)| {
                let sure = best.as_ref().filter(|(_, sure)| *sure >= least);
                (said.clone(), sure.map(|(value, _)| value.clone()))
            })
            .collect();
        let name = format!("{}, {name} (of {})", field.name(), sense.values());
        figure(name, &answers.iter().collect::<Vec<_>>(), &|_| true)
    });
    Ok(figures.into())
}

fn figure(name: String, answers: &[&Answer], can: &dyn Fn(&str) -> bool) -> Inferred {
    let products = answers.len();
    let share = |count: usize, whole: usize| count as f64 / whole.max(1) as f64;
    let given = answers.iter().filter(|(_, answer)| answer.is_some()).count();
    let right = answers
        .iter()
        .filter(|(said, answer)| answer.as_ref() == Some(said))
        .count();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (said, _) in answers {
        *counts.entry(said).or_default() += 1;
    }
    let shares = || counts.values().map(|count| share(*count, products));
    Inferred {
        name,
        value: share(right, given),
        chance: shares().map(|share| share * share).sum(),
        commonest: shares().fold(0.0, f64::max),
        ceiling: share(answers.iter().filter(|(said, _)| can(said)).count(), products),
        coverage: share(given, products),
        products,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_counts_the_right_among_those_that_were_answered() {
        let answer = |said: &str, answer: Option<&str>| (said.to_owned(), answer.map(str::to_owned));
        let answers = [
            answer("red", Some("red")),
            answer("red", Some("blue")),
            answer("blue", None),
            answer("multicolour", Some("red")),
        ];
        let found = figure("colour".into(), &answers.iter().collect::<Vec<_>>(), &|said| {
            said != "multicolour"
        });
        assert!(
            (found.value - 1.0 / 3.0).abs() < 1e-9,
            "one of three answers: {found:?}"
        );
        assert_eq!((found.coverage, found.ceiling), (0.75, 0.75));
        assert!(
            (found.chance - 0.375).abs() < 1e-9,
            "a half squared and two quarters squared"
        );
        assert_eq!((found.commonest, found.products), (0.5, 4));
    }
}
