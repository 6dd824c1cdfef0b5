//! A piece that is in no catalogue: one that a client owns, known by a photo of it and by what is said of it.
//!
//! What it is, is told by what was said; where that names no garment, by what the pieces of the catalogue are that look most
//! like it. Of its facts only those count that were said, or in which nearly all of these pieces agree.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::request::Region;
use nova_domain::{Product, palette};
use nova_taste::best::Best;
use nova_taste::look::Piece;
use nova_taste::look::rack::Rack;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// Pieces of the catalogue that tell what a photo shows.
const NEAREST: usize = 12;
/// The share of their likeness that has to agree on whom the piece is for.
const AGREED: f32 = 0.75;

/// A piece that is in no catalogue.
pub(super) struct Own {
    /// What is known of it.
    pub product: Product,
    /// What it is in an outfit; `None` for what is no piece of one.
    pub piece: Option<Piece>,
    /// The embedding of its photo, as it is compared with the catalogue's.
    pub embedding: Option<Arc<Vec<f32>>>,
}

impl Own {
    /// The piece on a photo, or on a part of one, of which something may be said.
    pub fn of(
        engine: &Engine,
        gallery: &Gallery,
        rack: &Rack,
        (image, crop): (Option<&str>, Option<Region>),
        said: &str,
    ) -> Result<Own, EngineError> {
        let embedding = match image {
            Some(path) => Some(engine.photo_as_searched(gallery, Path::new(path), crop)?.1),
            None => None,
        };
        let mut product = Product::new("", said.trim());
        let words = said.split(|c: char| !c.is_alphanumeric());
        product.colours = words
            .filter(|word| palette::of(word).is_some())
            .map(str::to_owned)
            .collect();
        let mut piece = Piece::of(&product);
        if let Some(embedding) = &embedding {
            look_alikes(gallery, rack, embedding, &mut product, piece.as_ref());
            piece = Piece::of(&product);
        }
        Ok(Own {
            product,
            piece,
            embedding,
        })
    }
}

/// Takes over from the pieces that look most like a photo what it is, unless that is said, and whom it is for.
fn look_alikes(
    gallery: &Gallery,
    rack: &Rack,
    embedding: &[f32],
    product: &mut Product,
    said: Option<&Piece>,
) {
    let cosines = nova_index::cosines(&gallery.matrix, embedding);
    let mut near = Best::new(NEAREST, |a: &(f32, usize), b: &(f32, usize)| {
        b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
    });
    for (row, cosine) in cosines.iter().enumerate() {
        let piece = rack.piece(gallery.item_of_row[row]);
        // Of what is said to be a coat, coats alone tell more.
        if piece.is_some_and(|piece| said.is_none_or(|said| said.family == piece.family)) {
            near.offer((*cosine, row));
        }
    }
    let near = near.sorted().into_iter();
    let near: Vec<(f32, usize)> = near
        .map(|(cosine, row)| (cosine, gallery.item_of_row[row]))
        .collect();
    let kind = |item: usize| {
        let of = &gallery.items[item].product;
        (of.kind.clone(), of.subcategory.clone(), of.category.clone())
    };
    if said.is_none() {
        let Some((kind, subcategory, category)) = most(&near, kind).map(|(kind, _)| kind) else {
            return;
        };
        (product.kind, product.subcategory, product.category) = (kind, subcategory, category);
    }
    let gender = |item: usize| gallery.items[item].product.gender.to_lowercase();
    if let Some((gender, share)) = most(&near, gender)
        && share >= AGREED
    {
        product.gender = gender;
    }
}

/// The value that has most of the likeness, with its share.
fn most<T: Eq + std::hash::Hash + Ord + Clone>(
    near: &[(f32, usize)],
    value: impl Fn(usize) -> T,
) -> Option<(T, f32)> {
    let mut votes: HashMap<T, f32> = HashMap::new();
    let mut all = 0.0;
    for (cosine, item) in near {
        let weight = cosine.max(0.0);
        all += weight;
        *votes.entry(value(*item)).or_default() += weight;
    }
    let best = votes
        .into_iter()
        .max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| b.0.cmp(&a.0)))?;
    (all > 0.0).then_some((best.0, best.1 / all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_most_look_alikes_are_is_weighed_by_likeness() {
        let kinds = ["coat", "dress", "dress"];
        let near = [(0.9, 0), (0.3, 1), (0.2, 2)];
        let (kind, share) = most(&near, |item| kinds[item]).unwrap();
        assert_eq!(kind, "coat");
        assert!((share - 9.0 / 14.0).abs() < 1e-6);
        assert_eq!(most(&[], |item| kinds[item]), None);
        assert_eq!(most(&[(-0.1, 0)], |item| kinds[item]), None, "nothing is like it");
    }
}
