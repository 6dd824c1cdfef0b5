//! What was learnt of the looks, as it is kept, and whether it is of the embeddings that are there.

use crate::gallery::Gallery;
use nova_taste::look::maps::Maps;
use nova_taste::look::scorer::Scorer;

/// What the maps stand on: a picture and the first numbers of its embedding, by which other embeddings are told.
pub(super) fn basis(gallery: &Gallery) -> String {
    let seen = gallery
        .items
        .iter()
        .find_map(|item| Some((item.picture_hash.as_deref()?, item.row?)));
    seen.map_or_else(String::new, |(hash, row)| {
        let numbers: Vec<String> = gallery
            .matrix
            .row(row)
            .iter()
            .take(8)
            .map(|x| format!("{x:.4}"))
            .collect();
        format!("{hash} {}", numbers.join(" "))
    })
}

/// Whether the embeddings are those that maps were learnt on, as far as the picture is still there to tell.
pub(super) fn stands_on(gallery: &Gallery, basis: &str) -> bool {
    let mut parts = basis.split(' ');
    let Some(hash) = parts.next() else { return false };
    let found = gallery
        .items
        .iter()
        .find(|item| item.picture_hash.as_deref() == Some(hash));
    let Some(row) = found.and_then(|item| item.row) else {
        return true;
    };
    let numbers = parts.filter_map(|number| number.parse::<f32>().ok());
    gallery
        .matrix
        .row(row)
        .iter()
        .zip(numbers)
        .all(|(x, kept)| (x - kept).abs() < 2e-3)
}

/// A scorer in bytes.
pub(super) fn to_bytes(scorer: &Scorer) -> Vec<u8> {
    let mut bytes = Vec::new();
    // A dozen weights.
    bytes.extend((scorer.weights.len() as u32).to_le_bytes());
    bytes.extend(scorer.weights.iter().flat_map(|weight| weight.to_le_bytes()));
    if let Some(own) = &scorer.own {
        bytes.extend(own.to_bytes());
    }
    bytes
}

/// The scorer that [`to_bytes`] wrote; `None` where the bytes are none.
pub(super) fn from_bytes(bytes: &[u8]) -> Option<Scorer> {
    let count = u32::from_le_bytes(bytes.get(..4)?.try_into().ok()?) as usize;
    let end = count.checked_mul(4)?.checked_add(4)?;
    let weights = bytes.get(4..end)?.chunks_exact(4);
    let weights: Vec<f32> = weights
        .map(|x| f32::from_le_bytes([x[0], x[1], x[2], x[3]]))
        .collect();
    let own = Maps::from_bytes(bytes.get(end..)?)?;
    (weights.len() == nova_taste::look::scorer::TERMS && weights.iter().all(|weight| weight.is_finite()))
        .then_some(Scorer {
            weights,
            own: Some(own),
        })
}
