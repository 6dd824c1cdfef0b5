//! What is asked of the pieces that were held out, and how well it is answered. The figures are those of retrieval:
//! recall of a piece's own words among all pictures, and precision of what is named among the held-out ones.

use super::material::{Form, Material};
use super::plain::Sentence;
use crate::gallery::Gallery;
use nova_learn::{Maps, Rows, mean, precision, ranked, recall};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use ts_rs::TS;

/// Depth of precision by facts and of neighbours.
const SHALLOW: usize = 5;
/// Depth of recall and of plain language.
const DEEP: usize = 10;
/// A pair of colour and kind is asked for where so many held-out pieces have it; in small catalogues fewer.
const LEAST_OF_A_PAIR: usize = 5;
const LEAST_IN_A_SMALL: usize = 2;
/// Pairs, and sentences, from which on a figure says something.
const FEWEST_QUESTIONS: usize = 8;
/// A sentence is asked where so many held-out pieces answer it.
const LEAST_OF_A_SENTENCE: usize = 3;

/// How well the held-out pieces are found, each figure 0..1; `None` where the catalogue cannot be asked that.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct LearnFigures {
    /// A piece's title and colour find its picture at the first place among all pictures.
    pub title_colour_recall_at_1: Option<f32>,
    /// The same among the first ten.
    pub title_colour_recall_at_10: Option<f32>,
    /// A piece's description finds its picture among the first ten of all.
    pub description_recall_at_10: Option<f32>,
    /// Of the five held-out pictures nearest to a colour and a kind, the share that has both.
    pub colour_type_precision_at_5: Option<f32>,
    /// Of the five held-out pictures nearest to one, of other designs, the share of the same kind.
    pub image_type_precision_at_5: Option<f32>,
    /// Of the ten held-out pictures nearest to a sentence in plain words, the share that answers it.
    pub free_language_precision_at_10: Option<f32>,
    /// Of the ten held-out pictures that a general caption finds, the share that it found by the model alone.
    pub general_captions_kept_at_10: Option<f32>,
}

/// One figure's answers, question by question.
pub(super) struct Answers {
    pub values: Vec<f32>,
    /// Which questions hang together.
    pub groups: Vec<usize>,
}

/// Names of the figures, in the order in which they are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Figure {
    TitleColour1,
    TitleColour10,
    Description10,
    ColourType5,
    ImageType5,
    FreeLanguage10,
    General10,
}

/// Texts with what answers them.
struct Asked {
    figure: Figure,
    /// Rows of the texts.
    texts: Vec<usize>,
    /// Of each text the pieces that answer it, in order.
    right: Vec<Vec<usize>>,
    groups: Vec<usize>,
    /// Whether only held-out pieces can be found.
    among_held: bool,
}

/// All that is asked.
pub(super) struct Questions<'a> {
    pictures: &'a Rows,
    texts: &'a Rows,
    general: &'a Rows,
    held: Vec<usize>,
    asked: Vec<Asked>,
    kinds: Vec<Option<usize>>,
    designs: Vec<usize>,
    /// What the general captions find by the model alone.
    found_before: Vec<Vec<usize>>,
}

/// The embeddings that questions are asked with.
pub(super) struct Embedded<'a> {
    pub pictures: &'a Rows,
    /// Of the material's texts, and after them of the sentences.
    pub texts: &'a Rows,
    pub general: &'a Rows,
}

impl<'a> Questions<'a> {
    pub fn new(
        gallery: &Gallery,
        material: &Material,
        held: Vec<usize>,
        sentences: &[Sentence],
        embedded: &Embedded<'a>,
    ) -> Questions<'a> {
        let mut asked = vec![
            own_words(material, &held, Form::TitleColour, Figure::TitleColour10),
            own_words(material, &held, Form::Description, Figure::Description10),
            pairs(material, &held),
        ];
        asked.push(plain(gallery, material, &held, sentences));
        asked.retain(|asked| !asked.texts.is_empty());
        let mut questions = Questions {
            pictures: embedded.pictures,
            texts: embedded.texts,
            general: embedded.general,
            held,
            asked,
            kinds: material.pieces.iter().map(|piece| piece.kind).collect(),
            designs: material.pieces.iter().map(|piece| piece.design).collect(),
            found_before: Vec::new(),
        };
        let among = questions.pictures.picked(&questions.held);
        questions.found_before = ranked(questions.general, &among, DEEP, |_, _| true);
        questions
    }

    /// The answers by the model alone, or by what was learnt on top of it.
    pub fn answers(&self, maps: Option<&Maps>) -> BTreeMap<Figure, Answers> {
        let mapped = maps.map(|maps| {
            (
                maps.pictures.apply(self.pictures),
                maps.texts.apply(self.texts),
                maps.texts.apply(self.general),
            )
        });
        let (pictures, texts, general) = match &mapped {
            Some((pictures, texts, general)) => (pictures, texts, general),
            None => (self.pictures, self.texts, self.general),
        };
        let among = pictures.picked(&self.held);
        let mut answers = BTreeMap::new();
        for asked in &self.asked {
            let queries = texts.picked(&asked.texts);
            let gallery = if asked.among_held { &among } else { pictures };
            let found = ranked(&queries, gallery, DEEP, |_, _| true);
            let piece = |row: usize| if asked.among_held { self.held[row] } else { row };
            type Right<'a> = dyn Fn(usize) -> bool + 'a;
            let each = |measure: &dyn Fn(&[usize], &Right<'_>, usize) -> f32| Answers {
                values: found
                    .iter()
                    .zip(&asked.right)
                    .map(|(found, right)| {
                        measure(
                            found,
                            &|row| right.binary_search(&piece(row)).is_ok(),
                            right.len(),
                        )
                    })
                    .collect(),
                groups: asked.groups.clone(),
            };
            let own = match asked.figure {
                Figure::ColourType5 => {
                    each(&|found, right, count| precision(found, SHALLOW.min(count), right))
                }
                Figure::FreeLanguage10 => {
                    each(&|found, right, count| precision(found, DEEP.min(count), right))
                }
                _ => each(&|found, right, _| recall(found, DEEP, right)),
            };
            if asked.figure == Figure::TitleColour10 {
                answers.insert(
                    Figure::TitleColour1,
                    each(&|found, right, _| recall(found, 1, right)),
                );
            }
            answers.insert(asked.figure, own);
        }
        answers.extend(self.neighbours(&among).map(|own| (Figure::ImageType5, own)));
        if !self.general.is_empty() && self.held.len() > DEEP {
            let found = ranked(general, &among, DEEP, |_, _| true);
            let pairs = found.iter().zip(&self.found_before);
            let own = Answers {
                values: pairs
                    .map(|(now, before)| precision(now, DEEP, |row| before.contains(&row)))
                    .collect(),
                groups: (0..found.len()).collect(),
            };
            answers.insert(Figure::General10, own);
        }
        answers
    }

    /// Pictures that are asked for their neighbours of other designs.
    fn neighbours(&self, among: &Rows) -> Option<Answers> {
        let kind = |at: usize| self.kinds[self.held[at]];
        let design = |at: usize| self.designs[self.held[at]];
        let mut of_kind: HashMap<usize, Vec<usize>> = HashMap::new();
        (0..self.held.len()).for_each(|at| {
            of_kind
                .entry(kind(at).unwrap_or(usize::MAX))
                .or_default()
                .push(design(at))
        });
        // There must be another design of the kind to be found.
        let asked: Vec<usize> = (0..self.held.len())
            .filter(|at| {
                let other = |designs: &Vec<usize>| designs.iter().any(|other| *other != design(*at));
                kind(*at).and_then(|kind| of_kind.get(&kind)).is_some_and(other)
            })
            .collect();
        if asked.len() < FEWEST_QUESTIONS {
            return None;
        }
        let found = ranked(&among.picked(&asked), among, SHALLOW, |query, row| {
            design(asked[query]) != design(row)
        });
        let values = asked
            .iter()
            .zip(&found)
            .map(|(own, found)| precision(found, SHALLOW, |row| kind(row) == kind(*own)));
        Some(Answers {
            values: values.collect(),
            groups: asked.iter().map(|at| design(*at)).collect(),
        })
    }
}

/// Each held-out piece is asked for by a text of its own; all pieces with that text answer.
fn own_words(material: &Material, held: &[usize], form: Form, figure: Figure) -> Asked {
    let text_of = |piece: usize| {
        let texts = material.pieces[piece].texts.iter();
        texts.clone().find(|(own, _)| *own == form).map(|(_, text)| *text)
    };
    let mut with: HashMap<usize, Vec<usize>> = HashMap::new();
    for piece in 0..material.pieces.len() {
        if let Some(text) = text_of(piece) {
            with.entry(text).or_default().push(piece);
        }
    }
    let mut asked = Asked::new(figure, false);
    for piece in held {
        if let Some(text) = text_of(*piece) {
            asked.ask(text, with[&text].clone(), material.pieces[*piece].design);
        }
    }
    asked
}

/// Each pair of colour and kind that enough held-out pieces have.
fn pairs(material: &Material, held: &[usize]) -> Asked {
    let mut with: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for piece in held {
        let texts = material.pieces[*piece].texts.iter();
        for (_, text) in texts.filter(|(form, _)| *form == Form::ColourKind) {
            with.entry(*text).or_default().push(*piece);
        }
    }
    let enough = |least: usize| with.values().filter(|pieces| pieces.len() >= least).count();
    let least = match enough(LEAST_OF_A_PAIR) >= FEWEST_QUESTIONS {
        true => LEAST_OF_A_PAIR,
        false => LEAST_IN_A_SMALL,
    };
    let mut asked = Asked::new(Figure::ColourType5, true);
    if enough(least) >= FEWEST_QUESTIONS {
        for (text, pieces) in with {
            if pieces.len() >= least {
                asked.ask(text, pieces, text);
            }
        }
    }
    asked
}

/// Each sentence in plain words that enough held-out pieces answer.
fn plain(gallery: &Gallery, material: &Material, held: &[usize], sentences: &[Sentence]) -> Asked {
    let mut asked = Asked::new(Figure::FreeLanguage10, true);
    for (at, sentence) in sentences.iter().enumerate() {
        let answers = |piece: &&usize| {
            let product = gallery
                .item(material.pieces[**piece].row)
                .product
                .as_the_shop_says();
            sentence.is_answered_by(&product)
        };
        let right: Vec<usize> = held.iter().filter(answers).copied().collect();
        // What half of the pieces answer tells nothing.
        if right.len() >= LEAST_OF_A_SENTENCE && right.len() * 2 < held.len() {
            asked.ask(material.texts.len() + at, right, at);
        }
    }
    if asked.texts.len() < FEWEST_QUESTIONS {
        asked = Asked::new(Figure::FreeLanguage10, true);
    }
    asked
}

impl Asked {
    fn new(figure: Figure, among_held: bool) -> Asked {
        Asked {
            figure,
            texts: Vec::new(),
            right: Vec::new(),
            groups: Vec::new(),
            among_held,
        }
    }

    fn ask(&mut self, text: usize, right: Vec<usize>, group: usize) {
        self.texts.push(text);
        self.right.push(right);
        self.groups.push(group);
    }
}

/// The means, as they are told.
pub(super) fn figures(answers: &BTreeMap<Figure, Answers>) -> LearnFigures {
    let of = |figure: Figure| {
        let own = answers.get(&figure)?;
        Some((mean(&own.values) * 1e4).round() / 1e4)
    };
    LearnFigures {
        title_colour_recall_at_1: of(Figure::TitleColour1),
        title_colour_recall_at_10: of(Figure::TitleColour10),
        description_recall_at_10: of(Figure::Description10),
        colour_type_precision_at_5: of(Figure::ColourType5),
        image_type_precision_at_5: of(Figure::ImageType5),
        free_language_precision_at_10: of(Figure::FreeLanguage10),
        general_captions_kept_at_10: of(Figure::General10),
    }
}
