//! Training of the two maps: contrast between a catalogue's pictures and its own texts, on embeddings that are there
//! already. What is trained on is the caller's matter, and whether the result is any good is `measure`'s and
//! `decide`'s.
//!
//! A step takes some pieces, draws for each one of its texts, and adds a little noise to both (contrast, both ways); and it
//! rehearses general captions, so that they go on finding what they found. The maps are drawn towards the identity, and
//! what is kept is the running average of the weights (Polyak and Juditsky, 1992).

use crate::contrast::{Slopes, contrast, rehearsal, shares};
use crate::maps::{PictureMap, TextMap, pull_to_identity};
use crate::optimiser::{AdamW, average, one_cycle};
use crate::rows::Rows;
use crate::shuffle::Shuffle;
use rand::Rng;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use std::collections::HashMap;

/// A piece to learn from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Piece {
    /// Its row among the pictures.
    pub picture: usize,
    /// The rows of its texts; one is drawn each time, so what comes twice is drawn twice as often.
    pub texts: Vec<usize>,
}

/// What there is to learn.
#[derive(Debug, Clone, Copy)]
pub struct Lesson<'a> {
    /// Unit vectors of pictures.
    pub pictures: &'a Rows,
    /// Unit vectors of distinct texts.
    pub texts: &'a Rows,
    /// The pieces.
    pub pieces: &'a [Piece],
    /// Unit vectors of general captions, which are rehearsed.
    pub general: &'a Rows,
}

/// How it is learnt.
#[derive(Debug, Clone, PartialEq)]
pub struct Recipe {
    /// Steps over which the learning rate rises and falls.
    pub steps: usize,
    /// The step after which it ends; `steps` at most.
    pub stop: usize,
    /// Pieces in a step.
    pub batch: usize,
    /// Texts that are drawn for each piece in a step.
    pub draws: usize,
    /// Numbers in the hidden layer of the picture map.
    pub hidden: usize,
    /// Highest learning rate.
    pub rate: f32,
    /// Share of the steps in which the rate rises.
    pub warm: f32,
    /// Weight of the squared distance of the linear maps from the identity.
    pub pull: f32,
    /// Weight of the general captions.
    pub general: f32,
    /// Captions in a step.
    pub captions: usize,
    /// Spread of what is added to pictures and texts at random, as a share of their length.
    pub noise: f32,
    /// Sharpness of the cosines at the start.
    pub sharpness: f32,
    /// What the running average of the weights keeps of itself in a step.
    pub keep: f32,
    /// All that is random follows from it.
    pub seed: u64,
}

impl Default for Recipe {
    fn default() -> Recipe {
        Recipe {
            steps: 240,
            stop: usize::MAX,
            batch: 256,
            draws: 1,
            hidden: 64,
            rate: 2e-3,
            warm: 0.15,
            pull: 1e-3,
            general: 0.3,
            captions: 64,
            noise: 0.5,
            sharpness: 25.0,
            keep: 0.99,
            seed: 1,
        }
    }
}

/// Both maps.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Maps {
    /// That of pictures.
    pub pictures: PictureMap,
    /// That of texts.
    pub texts: TextMap,
}

/// What is heard of training after each step; `false` stops it.
pub type Watch<'a> = dyn FnMut(usize, &Maps) -> bool + 'a;

/// No sharper than this: cosines a hundredth apart are then told apart by a factor of e.
const SHARPEST: f32 = 100.0;

impl Maps {
    /// The maps that change nothing.
    pub fn identity(width: usize, recipe: &Recipe) -> Maps {
        let mut random = ChaCha8Rng::seed_from_u64(recipe.seed);
        Maps {
            pictures: PictureMap::identity(width, recipe.hidden, &mut random),
            texts: TextMap::identity(width),
        }
    }

    /// Numbers in the embeddings that they take.
    pub fn width(&self) -> usize {
        self.pictures.width()
    }

    /// Whether every number is one, and the shapes go together.
    pub fn is_sound(&self) -> bool {
        self.pictures.is_sound()
            && self.texts.is_sound()
            && self.pictures.width() == self.texts.weights()[0].width()
    }

    fn weights(&self) -> Vec<&Rows> {
        self.pictures
            .weights()
            .into_iter()
            .chain(self.texts.weights())
            .collect()
    }

    fn weights_mut(&mut self) -> Vec<&mut Rows> {
        let pictures = self.pictures.weights_mut().into_iter();
        pictures.chain(self.texts.weights_mut()).collect()
    }

    /// The mean of several maps that began as one.
    pub fn mean(all: &[Maps]) -> Option<Maps> {
        let mut mean = all.first()?.clone();
        for (count, maps) in all.iter().enumerate().skip(1) {
            average(
                &mut mean.weights_mut(),
                &maps.weights(),
                count as f32 / (count + 1) as f32,
            );
        }
        Some(mean)
    }
}

/// Learns, and answers with the averaged maps; `None` where `watch` stopped it or there is nothing to learn from.
pub fn fit(lesson: &Lesson<'_>, recipe: &Recipe, watch: &mut Watch<'_>) -> Option<Maps> {
    let mut run = Run::new(lesson, recipe)?;
    for step in 0..recipe.steps.min(recipe.stop) {
        run.step(step);
        if !watch(step + 1, &run.kept) {
            return None;
        }
    }
    Some(run.kept)
}

struct Run<'a> {
    lesson: &'a Lesson<'a>,
    recipe: &'a Recipe,
    random: ChaCha8Rng,
    pieces: Shuffle,
    captions: Shuffle,
    maps: Maps,
    kept: Maps,
    /// The logarithm of the sharpness.
    sharpness: Rows,
    optimiser: AdamW,
}

impl<'a> Run<'a> {
    fn new(lesson: &'a Lesson<'a>, recipe: &'a Recipe) -> Option<Run<'a>> {
        let taught: Vec<usize> = (0..lesson.pieces.len())
            .filter(|at| !lesson.pieces[*at].texts.is_empty())
            .collect();
        if taught.is_empty() || recipe.batch == 0 {
            return None;
        }
        let maps = Maps::identity(lesson.pictures.width(), recipe);
        let sharpness = Rows::of(1, vec![recipe.sharpness.ln()]);
        let mut weights = maps.weights();
        weights.push(&sharpness);
        Some(Run {
            optimiser: AdamW::new(&weights, 0.0),
            lesson,
            recipe,
            random: ChaCha8Rng::seed_from_u64(recipe.seed.wrapping_add(1)),
            pieces: Shuffle::new(taught),
            captions: Shuffle::new((0..lesson.general.len()).collect()),
            kept: maps.clone(),
            maps,
            sharpness,
        })
    }

    fn step(&mut self, step: usize) {
        let (lesson, recipe) = (self.lesson, self.recipe);
        let sharpness = self.sharpness.values()[0].exp();
        let batch: Vec<usize> = self.pieces.batch(recipe.batch, &mut self.random).to_vec();
        let rows: Vec<usize> = batch.iter().map(|at| lesson.pieces[*at].picture).collect();
        let plain = lesson.pictures.picked(&rows);
        let input = self.with_noise(plain.clone());
        let pictures = self.maps.pictures.forward(input);
        let mut slope = Rows::zeros(batch.len(), lesson.pictures.width());
        let mut gradients: Vec<Rows> = self.maps.texts.weights().map(like).into();
        let mut by_sharpness = 0.0;
        // Each term: its texts, and what its loss says of both sides.
        for _ in 0..recipe.draws {
            let (texts, text_of) = self.drawn(&batch);
            let texts = self.with_noise(lesson.texts.picked(&texts));
            let texts = self.maps.texts.forward(texts);
            let found = contrast(&pictures.mapped, &texts.mapped, &text_of, sharpness, true);
            let weight = 1.0 / recipe.draws as f32;
            slope.add(&found.left, weight);
            by_sharpness += weight * found.sharpness;
            let own = self.maps.texts.backward(&texts, found.right);
            add_all(&mut gradients, &own, weight);
        }
        if recipe.general > 0.0 && !lesson.general.is_empty() {
            let rows = self.captions.batch(recipe.captions, &mut self.random);
            let captions = lesson.general.picked(rows);
            let before = shares(&captions, &plain, recipe.sharpness);
            let texts = self.maps.texts.forward(captions);
            let Slopes {
                left,
                right,
                sharpness: own,
                ..
            } = rehearsal(&texts.mapped, &pictures.mapped, &before, sharpness);
            slope.add(&right, recipe.general);
            by_sharpness += recipe.general * own;
            let own = self.maps.texts.backward(&texts, left);
            add_all(&mut gradients, &own, recipe.general);
        }
        let mut all = self.maps.pictures.backward(&pictures, slope);
        pull_to_identity(&mut all[0], self.maps.pictures.weights()[0], recipe.pull);
        pull_to_identity(&mut gradients[0], self.maps.texts.weights()[0], recipe.pull);
        all.append(&mut gradients);
        all.push(Rows::of(1, vec![by_sharpness]));
        let rate = one_cycle(step, recipe.steps, recipe.rate, recipe.warm);
        let mut weights = self.maps.weights_mut();
        weights.push(&mut self.sharpness);
        self.optimiser.step(&mut weights, &all, rate);
        let sharpest = SHARPEST.ln();
        for value in self.sharpness.values_mut() {
            *value = value.clamp(0.0, sharpest);
        }
        // At the start the average forgets fast, else it would be the identity for long.
        let keep = recipe.keep.min((step as f32 + 1.0) / (step as f32 + 10.0));
        average(&mut self.kept.weights_mut(), &self.maps.weights(), keep);
    }

    /// A text for each piece: the rows of distinct ones, and for each piece which of them.
    fn drawn(&mut self, batch: &[usize]) -> (Vec<usize>, Vec<usize>) {
        let mut place: HashMap<usize, usize> = HashMap::new();
        let mut rows = Vec::new();
        let text_of = batch.iter().map(|piece| {
            let texts = &self.lesson.pieces[*piece].texts;
            let text = texts[self.random.random_range(0..texts.len())];
            *place.entry(text).or_insert_with(|| {
                rows.push(text);
                rows.len() - 1
            })
        });
        let text_of = text_of.collect();
        (rows, text_of)
    }

    fn with_noise(&mut self, mut rows: Rows) -> Rows {
        if self.recipe.noise > 0.0 {
            // The sum of squares of `width` even numbers of this bound is noise² on average.
            let bound = self.recipe.noise * (3.0 / rows.width().max(1) as f32).sqrt();
            for value in rows.values_mut() {
                *value += self.random.random_range(-bound..=bound);
            }
            rows.normalise();
        }
        rows
    }
}

fn like(rows: &Rows) -> Rows {
    Rows::zeros(rows.len(), rows.width())
}

fn add_all(sums: &mut [Rows], more: &[Rows], weight: f32) {
    for (sum, more) in sums.iter_mut().zip(more) {
        sum.add(more, weight);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{ranked, recall};

    const WIDTH: usize = 24;
    const KINDS: usize = 6;

    /// Pictures of some kinds, and a text for each kind that a model takes for another.
    struct Shop {
        pictures: Rows,
        texts: Rows,
        pieces: Vec<Piece>,
    }

    fn shop(seed: u64) -> Shop {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut one = |spread: f32, at: usize| {
            let mut row: Vec<f32> = (0..WIDTH)
                .map(|_| spread * random.random_range(-1.0_f32..1.0))
                .collect();
            row[at] += 1.0;
            row
        };
        let pictures = (0..240).flat_map(|piece| one(0.15, piece % KINDS)).collect();
        let texts = (0..KINDS).flat_map(|kind| one(0.05, KINDS + kind)).collect();
        let (mut pictures, mut texts) = (Rows::of(WIDTH, pictures), Rows::of(WIDTH, texts));
        pictures.normalise();
        texts.normalise();
        let pieces = (0..240).map(|piece| Piece {
            picture: piece,
            texts: vec![piece % KINDS],
        });
        Shop {
            pictures,
            texts,
            pieces: pieces.collect(),
        }
    }

    fn recipe() -> Recipe {
        Recipe {
            steps: 60,
            batch: 64,
            hidden: 16,
            rate: 1e-2,
            ..Recipe::default()
        }
    }

    impl Shop {
        /// The share of kinds whose text finds one of its pictures first.
        fn answered(&self, maps: &Maps) -> f32 {
            let (texts, pictures) = (maps.texts.apply(&self.texts), maps.pictures.apply(&self.pictures));
            let found = ranked(&texts, &pictures, 1, |_, _| true);
            let right = found.iter().enumerate();
            right
                .map(|(kind, found)| recall(found, 1, |row| row % KINDS == kind))
                .sum::<f32>()
                / KINDS as f32
        }

        fn lesson<'a>(&'a self, general: &'a Rows) -> Lesson<'a> {
            Lesson {
                pictures: &self.pictures,
                texts: &self.texts,
                pieces: &self.pieces,
                general,
            }
        }
    }

    #[test]
    fn a_shops_words_are_learnt_and_a_seed_decides_everything() {
        let (shop, nothing) = (shop(1), Rows::default());
        let lesson = shop.lesson(&nothing);
        let untrained = Maps::identity(WIDTH, &recipe());
        let learnt = fit(&lesson, &recipe(), &mut |_, _| true).unwrap();
        assert!(shop.answered(&learnt) > 0.95 && shop.answered(&untrained) < 0.6);
        assert_eq!(
            fit(&lesson, &recipe(), &mut |_, _| true).unwrap(),
            learnt,
            "to the bit"
        );
        assert!(learnt.is_sound());
    }

    #[test]
    fn untrained_maps_change_nothing() {
        let shop = shop(2);
        let maps = Maps::identity(WIDTH, &recipe());
        for (own, mapped) in [
            (&shop.pictures, maps.pictures.apply(&shop.pictures)),
            (&shop.texts, maps.texts.apply(&shop.texts)),
        ] {
            let pairs = own.values().iter().zip(mapped.values());
            assert!(pairs.clone().all(|(own, mapped)| (own - mapped).abs() < 1e-6));
        }
    }

    #[test]
    fn it_stops_when_it_is_told_to() {
        let (shop, nothing) = (shop(1), Rows::default());
        let mut steps = 0;
        let stopped = fit(&shop.lesson(&nothing), &recipe(), &mut |step, _| {
            steps = step;
            step < 3
        });
        assert_eq!((stopped, steps), (None, 3));
    }

    #[test]
    fn nothing_one_piece_and_copies_do_no_harm() {
        let (shop, nothing) = (shop(1), Rows::default());
        let empty = Lesson {
            pieces: &[],
            ..shop.lesson(&nothing)
        };
        assert_eq!(fit(&empty, &recipe(), &mut |_, _| true), None);
        let silent = [Piece::default()];
        let silent = Lesson {
            pieces: &silent,
            ..shop.lesson(&nothing)
        };
        assert_eq!(
            fit(&silent, &recipe(), &mut |_, _| true),
            None,
            "no words, no lesson"
        );
        let copies = vec![shop.pieces[0].clone(); 50];
        for pieces in [&shop.pieces[..1], &copies] {
            let lesson = Lesson {
                pieces,
                ..shop.lesson(&nothing)
            };
            assert!(fit(&lesson, &recipe(), &mut |_, _| true).unwrap().is_sound());
        }
    }

    #[test]
    fn what_is_rehearsed_goes_on_finding_what_it_found() {
        let shop = shop(3);
        // Captions that the model understands: each lies among the pictures of one kind.
        let captions = shop.pictures.picked(&(0..KINDS).collect::<Vec<_>>());
        let kept = |maps: &Maps| {
            let found = ranked(
                &maps.texts.apply(&captions),
                &maps.pictures.apply(&shop.pictures),
                20,
                |_, _| true,
            );
            let right = found.iter().enumerate();
            right
                .map(|(kind, found)| crate::measure::precision(found, 20, |row| row % KINDS == kind))
                .sum::<f32>()
        };
        let learn = |general: f32| {
            let recipe = Recipe { general, ..recipe() };
            fit(&shop.lesson(&captions), &recipe, &mut |_, _| true).unwrap()
        };
        let (without, with) = (kept(&learn(0.0)), kept(&learn(1.0)));
        assert!(
            with > 0.95 * KINDS as f32 && with >= without,
            "{with} with rehearsal, {without} without"
        );
    }

    #[test]
    fn the_mean_of_one_is_itself_and_of_none_is_none() {
        let maps = Maps::identity(WIDTH, &recipe());
        assert_eq!(Maps::mean(std::slice::from_ref(&maps)), Some(maps.clone()));
        assert_eq!(Maps::mean(&[]), None);
    }
}
