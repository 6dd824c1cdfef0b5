//! Files as nobody would export them: cut, with another delimiter or encoding, with rows twice, with bytes changed. Whatever
//! comes of them, it comes soon, without a panic, and holds together.
//!
//! `STYLENOVA_FUZZ=100000 cargo test -p nova-tables --test understood fuzz` tries as many as it says; the example
//! `mutate_tables` tries millions on an optimised build.

use crate::mutations::mutated;
use crate::support::{cases, understood};
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::HashSet;
use std::time::{Duration, Instant};

/// Files that are tried where nobody asks for more.
const TRIED: usize = 1_500;

/// No file of a few kilobytes may take longer, also on a busy machine and without optimisation.
const LONGEST: Duration = Duration::from_secs(20);

#[test]
fn no_file_makes_a_reading_panic_or_hang() {
    let tried = std::env::var("STYLENOVA_FUZZ")
        .ok()
        .and_then(|number| number.parse().ok())
        .unwrap_or(TRIED);
    let cases = cases();
    let folder = tempfile::tempdir().unwrap();
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let mut read = 0;
    for number in 0..tried {
        let (ending, bytes) = cases.choose(&mut random).unwrap();
        let (mut bytes, mut what) = mutated(bytes, &mut random);
        if random.random_bool(0.3) {
            (bytes, what) = mutated(&bytes, &mut random);
        }
        let path = folder.path().join(format!("shop.{ending}"));
        std::fs::write(&path, &bytes).unwrap();
        let start = Instant::now();
        let answer = std::panic::catch_unwind(|| understood(&path, &[]));
        let kept = || {
            let kept = std::env::temp_dir().join(format!("stylenova-fuzz-{number}.{ending}"));
            std::fs::copy(&path, &kept).unwrap();
            format!("{what}: {}", kept.display())
        };
        let table = answer.unwrap_or_else(|_| panic!("it panics: {}", kept()));
        assert!(
            start.elapsed() < LONGEST,
            "it takes {:?}: {}",
            start.elapsed(),
            kept()
        );
        let Ok(table) = table else {
            continue;
        };
        read += 1;
        let ids: HashSet<&str> = table.products.iter().map(|product| product.id.as_str()).collect();
        assert_eq!(ids.len(), table.products.len(), "an id stands twice: {}", kept());
        for product in &table.products {
            let whole = !product.id.as_str().trim().is_empty()
                && product
                    .price
                    .is_none_or(|price| price.is_finite() && price >= 0.0)
                && product.stock.is_none_or(|pieces| pieces >= 0)
                && product.image.as_ref().is_none_or(|image| {
                    image.len() <= 4_096 && !image.to_lowercase().starts_with("javascript:")
                });
            assert!(whole, "{product:?}: {}", kept());
        }
    }
    assert!(
        read * 4 > tried,
        "only {read} of {tried} could be read, so it tries too little"
    );
}
