//! One lesson from beginning to end: what is held out, what is embedded, the steps, and which of the states on the way is
//! taken. Nothing is written here.

use super::decision::{Standing, standing};
use super::material::{Form, Material, mixed};
use super::plain::{self, Sentence};
use super::questions::{Embedded, LearnFigures, Questions, figures};
use super::{LearnOutcome, LearnResponse};
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::progress::{Cancel, Progress, Step};
use crate::slot::ModelSlot;
use nova_learn::{Lesson, Maps, Piece, Recipe, Rows, fit};
use std::collections::BTreeMap;

/// Fewer designs, or pieces with words, teach nothing that could be told from chance.
const FEWEST_DESIGNS: usize = 40;
pub(super) const FEWEST_PIECES: usize = 60;
/// Share of the pieces that is held out.
const HELD_OUT: f64 = 0.2;
/// Steps at most; the state that is taken may be an earlier one.
const STEPS: usize = 480;
/// States between the first and the last step that are looked at.
const LOOKS: usize = 8;
/// Texts that are embedded together.
const CHUNK: usize = 256;

/// Learns, and answers with maps where they are to be adopted.
pub(super) fn teach(
    gallery: &Gallery,
    slot: &ModelSlot,
    cancel: &Cancel,
    report: &(dyn Fn(Progress) + Sync),
) -> Result<(LearnResponse, Option<Maps>), EngineError> {
    let material = Material::of(gallery);
    if material.designs < FEWEST_DESIGNS {
        return Ok((nothing(&material, LearnOutcome::TooFew), None));
    }
    let held = held_out(&material);
    let taught = material.described()
        - held
            .iter()
            .filter(|at| !material.pieces[**at].texts.is_empty())
            .count();
    if taught < FEWEST_PIECES.min(FEWEST_DESIGNS) || material.texts.len() < FEWEST_DESIGNS {
        return Ok((nothing(&material, LearnOutcome::TooLittleText), None));
    }
    let sentences: Vec<Sentence> = plain::sentences()
        .into_iter()
        .filter(Sentence::asks_for_a_kind)
        .collect();
    let captions = plain::captions();
    let counted = [material.texts.len(), sentences.len(), captions.len()];
    let all = material.texts.iter().cloned();
    let all = all
        .chain(sentences.iter().map(|sentence| sentence.text.clone()))
        .chain(captions);
    let embedded = embed(slot, &all.collect::<Vec<_>>(), cancel, report)?;
    let first_caption = counted[0] + counted[1];
    let asked = embedded.picked(&(0..first_caption).collect::<Vec<_>>());
    let general = embedded.picked(&(first_caption..embedded.len()).collect::<Vec<_>>());
    let pictures = material.pictures(gallery);
    let questions = Questions::new(
        gallery,
        &material,
        held.clone(),
        &sentences,
        &Embedded {
            pictures: &pictures,
            texts: &asked,
            general: &general,
        },
    );
    let before = questions.answers(None);
    let mut response = nothing(&material, LearnOutcome::NotBetter);
    response.held_out = held.len();
    response.before = figures(&before);
    response.after = response.before;

    let recipe = Recipe {
        steps: STEPS,
        seed: SEED,
        ..Recipe::default()
    };
    let lesson = |pieces: &[usize]| -> Vec<Piece> { pieces.iter().map(|at| piece(&material, *at)).collect() };
    let mut seen: Vec<usize> = (0..material.pieces.len()).collect();
    let everything = lesson(&seen);
    seen.retain(|at| held.binary_search(at).is_err());
    let seen = lesson(&seen);
    let lesson = |pieces| Lesson {
        pictures: &pictures,
        texts: &asked,
        pieces,
        general: &general,
    };
    let tell = |done: usize| {
        report(Progress {
            step: Step::Learning,
            done,
            total: 2 * recipe.steps,
            quarantined: 0,
        });
    };
    let every = recipe.steps.div_ceil(LOOKS).max(1);
    let mut looks: Vec<Look> = Vec::new();
    let mut watch = |step: usize, maps: &Maps| {
        if step.is_multiple_of(every) || step == recipe.steps {
            let after = questions.answers(Some(maps));
            looks.push((step, standing(&before, &after), figures(&after)));
        }
        tell(step);
        !cancel.is_cancelled()
    };
    let learnt = fit(&lesson(&seen), &recipe, &mut watch);
    stopped(cancel)?;
    if learnt.is_none() {
        return Ok((response, None));
    }
    let by_score = |one: &&Look, other: &&Look| one.1.score.total_cmp(&other.1.score);
    let good = looks
        .iter()
        .filter(|(_, standing, _)| standing.is_good())
        .max_by(by_score);
    let Some((steps, _, after)) = good else {
        if let Some((_, standing, after)) = looks.iter().max_by(by_score) {
            response.after = *after;
            if standing.sure {
                response.outcome = LearnOutcome::WorseElsewhere;
            }
        }
        return Ok((response, None));
    };
    response.after = *after;
    response.outcome = LearnOutcome::Adopted;
    // The same steps with every piece: what is held out teaches too, once it has been asked.
    let recipe = Recipe {
        stop: *steps,
        ..recipe
    };
    let maps = fit(&lesson(&everything), &recipe, &mut |step, _| {
        tell(recipe.steps + step);
        !cancel.is_cancelled()
    });
    stopped(cancel)?;
    tell(2 * recipe.steps);
    Ok((response, maps.filter(Maps::is_sound)))
}

/// A step that was looked at, how it stands, and its figures.
type Look = (usize, Standing, LearnFigures);

/// All that is random in learning follows from it.
const SEED: u64 = 20_261;

fn stopped(cancel: &Cancel) -> Result<(), EngineError> {
    match cancel.is_cancelled() {
        true => Err(EngineError::Cancelled {
            kept: "searches are as they were".to_owned(),
        }),
        false => Ok(()),
    }
}

pub(super) fn nothing(material: &Material, outcome: LearnOutcome) -> LearnResponse {
    LearnResponse {
        pieces: material.described(),
        texts: material.texts.len(),
        held_out: 0,
        before: LearnFigures::default(),
        after: LearnFigures::default(),
        adopted: false,
        outcome,
        took_ms: 0.0,
    }
}

/// A piece as it is taught: each form of its texts as often as it is worth.
fn piece(material: &Material, at: usize) -> Piece {
    let own = &material.pieces[at];
    let texts = own.texts.iter().flat_map(|(form, text)| {
        let times = match form {
            Form::Whole | Form::Plain => 1,
            Form::ColourKind | Form::TitleColour | Form::Description => 2,
        };
        std::iter::repeat_n(*text, times)
    });
    Piece {
        picture: at,
        texts: texts.collect(),
    }
}

/// The pieces of some designs, whole, about a fifth of all; in order. Which ones follows from the ids, so that the same
/// catalogue has the same ones the next time.
fn held_out(material: &Material) -> Vec<usize> {
    let mut designs: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, piece) in material.pieces.iter().enumerate() {
        designs.entry(piece.design).or_default().push(at);
    }
    let mut order: Vec<(u64, Vec<usize>)> = designs
        .into_values()
        .map(|pieces| {
            let texts = pieces.iter().flat_map(|at| &material.pieces[*at].texts);
            let first = texts.map(|(_, text)| material.texts[*text].as_str()).min();
            (mixed(first.unwrap_or_default()), pieces)
        })
        .collect();
    order.sort();
    let wanted = (material.pieces.len() as f64 * HELD_OUT).round() as usize;
    let mut held = Vec::new();
    for (_, pieces) in order {
        // A design that is larger than what is still wanted is learnt from.
        if held.len() + pieces.len() <= wanted {
            held.extend(pieces);
        }
    }
    held.sort_unstable();
    held
}

fn embed(
    slot: &ModelSlot,
    texts: &[String],
    cancel: &Cancel,
    report: &(dyn Fn(Progress) + Sync),
) -> Result<Rows, EngineError> {
    let embedder = slot.embedder()?;
    let mut rows = Rows::default();
    for (number, chunk) in texts.chunks(CHUNK).enumerate() {
        stopped(cancel)?;
        report(Progress {
            step: Step::Embedding,
            done: number * CHUNK,
            total: texts.len(),
            quarantined: 0,
        });
        for vector in embedder.embed_texts_batch(chunk.to_vec())? {
            rows.push(&vector);
        }
    }
    Ok(rows)
}
