//! A catalogue as a taste sees it: each product a row of attributes and of a few coordinates of its picture.

use crate::attribute::{Field, Vocabulary};
pub use crate::columns::Attributes;
use crate::columns::{Columns, Numbers, Part};
use crate::parallel::CHUNK;
use crate::reduce::Reduction;
use nova_domain::Product;
use nova_domain::vector::normalise;
use rayon::prelude::*;
use std::sync::Arc;

/// Coordinates of a picture that a taste is about. More learn slower, fewer see less; chosen by
/// `stylenova eval recommend`.
pub const PICTURE_DIM: usize = 16;

/// Natural logarithms of a kind's share over which it falls out of the core.
const SHARES: f32 = 7.0;
/// What a product without a picture is farther from the core.
const UNSEEN: f32 = 0.5;

/// One product's features. Its place in a weight vector: 0 is the constant, then the attributes by their numbers,
/// then the picture's coordinates.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Attributes with their shares.
    pub attributes: Attributes<'a>,
    /// Coordinates of the picture; zeros where there is none.
    pub picture: &'a [f32],
}

/// The features of all products of a catalogue, in its order.
#[derive(Debug, Clone, Default)]
pub struct FeatureTable {
    /// The attributes.
    pub vocabulary: Vocabulary,
    reduction: Reduction,
    attributes: Arc<Columns>,
    pictures: Vec<f32>,
    directions: Vec<f32>,
    /// How much of the catalogue is of each product's kind, as a logarithm, and whether it has a picture.
    core: Vec<f32>,
    dim: usize,
}

impl FeatureTable {
    /// Makes the features of `products`, each with the embedding of its picture where it has one. All embeddings
    /// are of one length.
    pub fn new(products: &[(&Product, Option<&[f32]>)]) -> FeatureTable {
        let vocabulary = Vocabulary::new(products.iter().map(|(product, _)| *product));
        let embeddings: Vec<&[f32]> = products.iter().filter_map(|(_, row)| *row).collect();
        let reduction = Reduction::fit(&embeddings, PICTURE_DIM);
        let dim = reduction.dim();
        let parts: Vec<Part> = products
            .par_chunks(CHUNK)
            .map(|products| {
                let (mut part, mut numbers) = (Part::default(), Numbers::of(&vocabulary));
                let products = products.iter();
                products.for_each(|(product, _)| part.push(&mut numbers, product));
                part
            })
            .collect();
        let attributes = Columns::of(&parts);
        drop(parts);
        let mut table = FeatureTable {
            core: core(&vocabulary, &attributes, products),
            vocabulary,
            attributes: Arc::new(attributes),
            pictures: vec![0.0; products.len() * dim],
            directions: vec![0.0; products.len() * dim],
            dim,
            ..FeatureTable::default()
        };
        if dim > 0 {
            let pictures = table.pictures.par_chunks_mut(CHUNK * dim);
            let directions = table.directions.par_chunks_mut(CHUNK * dim);
            pictures.zip(directions).zip(products.par_chunks(CHUNK)).for_each(
                |((pictures, directions), products)| {
                    let mut centred = Vec::new();
                    let rows = pictures
                        .chunks_exact_mut(dim)
                        .zip(directions.chunks_exact_mut(dim));
                    for ((picture, direction), (_, embedding)) in rows.zip(products) {
                        if let Some(embedding) = embedding {
                            reduction.project_into(embedding, &mut centred, picture);
                            direction.copy_from_slice(picture);
                            // A picture in the catalogue's very middle has no direction, and is like nothing.
                            normalise(direction);
                        }
                    }
                },
            );
        }
        table.reduction = reduction;
        table
    }

    /// How many products there are.
    pub fn len(&self) -> usize {
        self.attributes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Length of a weight vector over these features.
    pub fn weights(&self) -> usize {
        1 + self.vocabulary.len() + self.dim
    }

    /// Coordinates of a picture.
    pub fn picture_dim(&self) -> usize {
        self.dim
    }

    /// Where in a weight vector the coordinates of the picture begin.
    pub fn picture_start(&self) -> usize {
        1 + self.vocabulary.len()
    }

    /// The features of a product, whose number must be below [`FeatureTable::len`].
    pub fn row(&self, item: usize) -> Row<'_> {
        Row {
            attributes: self.attributes.row(item),
            picture: &self.pictures[item * self.dim..(item + 1) * self.dim],
        }
    }

    /// How much a product belongs to the core of the catalogue, −1.5..0: its kind is frequent, and there is a picture.
    pub fn core(&self, item: usize) -> f32 {
        self.core[item]
    }

    /// The coordinates of an embedding from elsewhere.
    pub fn project(&self, embedding: &[f32]) -> Vec<f32> {
        self.reduction.project(embedding)
    }

    /// How alike two products' pictures are: the cosine of their coordinates, −1..1; 0 where one has no picture.
    pub fn likeness(&self, a: usize, b: usize) -> f32 {
        let direction = |item: usize| &self.directions[item * self.dim..(item + 1) * self.dim];
        crate::reduce::dot(direction(a), direction(b))
    }

    /// Whether a product has the attribute.
    pub fn has(&self, item: usize, attribute: u32) -> bool {
        let mut own = self.attributes.row(item).iter();
        own.any(|(number, _)| number == attribute)
    }

    /// For each of `items` the sum of its features times `weights`, which has [`FeatureTable::weights`] entries.
    pub fn scores(&self, weights: &[f64], items: &[u32], scores: &mut Vec<f32>) {
        let weighed = self.weighed(weights);
        scores.clear();
        scores.resize(items.len(), 0.0);
        let chunks = scores.par_chunks_mut(CHUNK).zip(items.par_chunks(CHUNK));
        chunks.for_each(|(scores, items)| {
            for (score, item) in scores.iter_mut().zip(items) {
                *score = weighed.of(*item as usize);
            }
        });
    }

    /// The table with `weights`, for the sums of many products.
    pub(crate) fn weighed(&self, weights: &[f64]) -> Weighed<'_> {
        let weights: Vec<f32> = weights.iter().map(|weight| *weight as f32).collect();
        let (plain, picture) = weights.split_at(self.picture_start());
        Weighed {
            table: self,
            constant: plain[0],
            pairs: self
                .attributes
                .each_pair(|number, share| plain[1 + number as usize] * share),
            picture: picture.to_vec(),
        }
    }

    /// The attributes' columns, for those who have more to say of them.
    pub(crate) fn columns(&self) -> &Arc<Columns> {
        &self.attributes
    }

    /// The sum of one product's features times `weights`.
    pub fn score(&self, weights: &[f64], item: usize) -> f64 {
        let row = self.row(item);
        let words: f64 = row
            .attributes
            .iter()
            .map(|(number, share)| weights[1 + number as usize] * f64::from(share))
            .sum();
        weights[0] + words + self.picture_score(weights, item)
    }

    /// The picture's part of [`FeatureTable::score`].
    pub fn picture_score(&self, weights: &[f64], item: usize) -> f64 {
        let start = self.picture_start();
        let picture = self.row(item).picture.iter();
        picture
            .zip(&weights[start..])
            .map(|(x, weight)| f64::from(*x) * weight)
            .sum()
    }
}

/// Products' features with weights, rounded to 32 bits.
pub(crate) struct Weighed<'a> {
    table: &'a FeatureTable,
    constant: f32,
    /// What each pair of an attribute and a share adds.
    pairs: Vec<f32>,
    picture: Vec<f32>,
}

impl Weighed<'_> {
    /// The sum of one product's features times the weights.
    pub fn of(&self, item: usize) -> f32 {
        let own = self.table.attributes.pairs_of(item).iter();
        let words: f32 = own.map(|pair| self.pairs[usize::from(*pair)]).sum();
        self.constant + words + crate::reduce::dot(&self.picture, self.table.row(item).picture)
    }
}

/// [`FeatureTable::core`] of all products.
fn core(vocabulary: &Vocabulary, attributes: &Columns, products: &[(&Product, Option<&[f32]>)]) -> Vec<f32> {
    // The finest class that there is, and of several the most frequent, which has the lowest number.
    let of_pairs = attributes.each_pair(|number, _| {
        let field = vocabulary.attribute(number).field;
        let mut kinds = [Field::Type, Field::Subcategory, Field::Category].iter();
        Some((kinds.position(|kind| *kind == field)?, number))
    });
    let total = products.len().max(1) as f32;
    let of = |(item, (_, embedding)): (usize, &(&Product, Option<&[f32]>))| {
        let own = attributes.pairs_of(item).iter();
        let kind = own.filter_map(|pair| of_pairs[usize::from(*pair)]).min();
        let share = kind.map_or(1.0, |(_, number)| vocabulary.count(number) as f32) / total;
        let seen = if embedding.is_some() { 0.0 } else { UNSEEN };
        (share.ln() / SHARES).max(-1.0) - seen
    };
    products
        .par_iter()
        .with_min_len(CHUNK)
        .enumerate()
        .map(of)
        .collect()
}
