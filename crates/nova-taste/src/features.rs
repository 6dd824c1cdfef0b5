//! A catalogue as a taste sees it: each product a row of attributes and of a few coordinates of its picture.

use crate::attribute::{Field, Vocabulary};
use crate::reduce::Reduction;
use nova_domain::Product;
use nova_domain::vector::normalise;

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
    pub attributes: &'a [(u32, f32)],
    /// Coordinates of the picture; zeros where there is none.
    pub picture: &'a [f32],
}

/// The features of all products of a catalogue, in its order.
#[derive(Debug, Clone, Default)]
pub struct FeatureTable {
    /// The attributes.
    pub vocabulary: Vocabulary,
    reduction: Reduction,
    starts: Vec<usize>,
    attributes: Vec<(u32, f32)>,
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
        let mut table = FeatureTable {
            vocabulary,
            dim,
            starts: vec![0],
            ..FeatureTable::default()
        };
        for (product, embedding) in products {
            table.attributes.extend(table.vocabulary.attributes_of(product));
            table.starts.push(table.attributes.len());
            let picture = match embedding {
                Some(embedding) => reduction.project(embedding),
                None => vec![0.0; dim],
            };
            let mut direction = picture.clone();
            // A picture in the catalogue's very middle has no direction, and is like nothing.
            normalise(&mut direction);
            table.pictures.extend(picture);
            table.directions.extend(direction);
            let (own, total) = (table.attributes.len(), products.len().max(1) as f32);
            let start = table.starts[table.starts.len() - 2];
            let kind = [Field::Type, Field::Subcategory, Field::Category]
                .into_iter()
                .find_map(|field| {
                    let mut numbers = table.attributes[start..own].iter().map(|(number, _)| *number);
                    numbers.find(|number| table.vocabulary.attribute(*number).field == field)
                });
            let share = kind.map_or(1.0, |number| table.vocabulary.count(number) as f32) / total;
            let seen = if embedding.is_some() { 0.0 } else { UNSEEN };
            table.core.push((share.ln() / SHARES).max(-1.0) - seen);
        }
        table.reduction = reduction;
        table
    }

    /// How many products there are.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
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
            attributes: &self.attributes[self.starts[item]..self.starts[item + 1]],
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
        let attributes = &self.attributes[self.starts[item]..self.starts[item + 1]];
        attributes.iter().any(|(own, _)| *own == attribute)
    }

    /// For each of `items` the sum of its features times `weights`, which has [`FeatureTable::weights`] entries.
    pub fn scores(&self, weights: &[f64], items: &[u32], scores: &mut Vec<f32>) {
        let weights: Vec<f32> = weights.iter().map(|weight| *weight as f32).collect();
        let (plain, picture) = weights.split_at(self.picture_start());
        let attribute = &plain[1..];
        scores.clear();
        scores.extend(items.iter().map(|item| {
            let row = self.row(*item as usize);
            let words: f32 = row
                .attributes
                .iter()
                .map(|(number, share)| attribute[*number as usize] * share)
                .sum();
            plain[0] + words + crate::reduce::dot(picture, row.picture)
        }));
    }

    /// The sum of one product's features times `weights`.
    pub fn score(&self, weights: &[f64], item: usize) -> f64 {
        let row = self.row(item);
        let words: f64 = row
            .attributes
            .iter()
            .map(|(number, share)| weights[1 + *number as usize] * f64::from(*share))
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
