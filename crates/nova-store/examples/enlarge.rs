//! Makes a large library out of a small one, to measure what grows with the catalogue:
//!
//! ```text
//! cargo run --release -p nova-store --example enlarge -- SMALL LARGE 1000000
//! ```
//!
//! SMALL is a library whose pictures are embedded. Each product of LARGE is a variation of one of SMALL's, always the same for the same
//! arguments: its facts with a coined model name, a brand of 2,000 that are chosen unevenly, a price and a sentence of prose; its
//! embedding moved by half of the way between two others of its type and a little noise, so that kinds stay where pictures of
//! them lie. The picture file is that of the product it was made from; the first thousand have its thumbnail.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "it makes a library and says so"
)]

use nova_store::{CatalogDb, Database, FileState, ModelIdentity, NewProduct, PictureUpdate};
use std::collections::HashMap;
use std::path::Path;

/// How far an embedding is moved along the way between two others, and by noise (standard deviation of each number).
const WAY: f32 = 0.5;
const NOISE: f32 = 0.01;
const BRANDS: u64 = 2_000;
const PAGE: usize = 10_000;
/// Products that have thumbnails: as many as a window shows at first.
const SHOWN: usize = 1_000;
const SYLLABLES: [&str; 24] = [
    "al", "be", "cor", "da", "el", "fi", "gra", "ho", "il", "jo", "ka", "li", "mar", "no", "or", "pe", "qui",
    "ra", "sel", "to", "un", "ve", "wil", "za",
];

/// A source of numbers that is always the same (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number of about normal distribution: the sum of four even ones.
    fn normal(&mut self) -> f32 {
        let four = self.next();
        let sum: u64 = (0..4).map(|part| (four >> (16 * part)) & 0xFFFF).sum();
        (sum as f32 / 65_536.0 - 2.0) * 1.732
    }
}

/// A name that is coined of a number, another for each below 24³.
fn coined(number: u64) -> String {
    let syllable = |place: u32| SYLLABLES[(number / 24_u64.pow(place) % 24) as usize];
    let mut name = format!("{}{}{}", syllable(0), syllable(1), syllable(2));
    name[..1].make_ascii_uppercase();
    name
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [small, large, count] = arguments.as_slice() else {
        return Err("usage: enlarge SMALL LARGE COUNT".into());
    };
    let count: usize = count.parse()?;
    let (small, large) = (Path::new(small), Path::new(large));
    let identity = rusqlite::Connection::open(small.join("catalog.db"))?.query_row(
        "SELECT name, hash, dim, preprocessing FROM model",
        [],
        |row| {
            Ok(ModelIdentity {
                name: row.get(0)?,
                hash: row.get(1)?,
                dim: row.get::<_, u32>(2)? as usize,
                preprocessing: row.get(3)?,
            })
        },
    )?;
    let from = CatalogDb::open_to_read(&Database::folder(small))?.ok_or("there is no library")?;
    let key = from
        .find_model(&identity)?
        .ok_or("its pictures are not embedded")?;
    let vectors = from.embeddings(key, identity.dim)?;
    let mut seen = from.products()?;
    seen.retain(|one| {
        one.picture_hash
            .as_ref()
            .is_some_and(|hash| vectors.get(hash).is_some())
    });
    let vector = |at: usize| vectors.get(seen[at].picture_hash.as_ref().unwrap()).unwrap();
    let mut of_kind: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, one) in seen.iter().enumerate() {
        of_kind.entry(&one.product.kind).or_default().push(at);
    }
    let mut dice = Dice(20_260);
    let mut products = Vec::with_capacity(count);
    let mut bases = Vec::with_capacity(count);
    for number in 0..count {
        let base = number % seen.len();
        let mut product = seen[base].product.clone();
        let model = coined(dice.next() % 24_u64.pow(3));
        // The square makes few brands large and many small.
        let brand = coined((dice.share().powi(2) * BRANDS as f64) as u64 * 7);
        product.id.0 = format!("P{number:07}");
        product.title = format!("{} {model}", product.title);
        product.brand = brand;
        product.inferred.retain(|field| field != "brand");
        product.price = Some((10.0 * (4.0 * dice.share()).exp()).round() - 0.05);
        product.currency = "EUR".to_owned();
        product.description = format!(
            "{model} by {}: {} in {} for every day, cut to last and easy to care for.",
            product.brand,
            product.kind.to_lowercase(),
            product.colours.join(" and ").to_lowercase(),
        );
        bases.push(base);
        products.push(NewProduct {
            product,
            fingerprint: number.to_string(),
        });
    }
    std::fs::create_dir_all(large)?;
    let mut into = CatalogDb::open(&Database::folder(large))?;
    into.replace_products(&products)?;
    println!("{count} products");
    let into_key = into.model_key(&identity)?;
    let mut updates = Vec::new();
    let mut rows = Vec::new();
    for (number, base) in bases.iter().enumerate() {
        let hash = format!("{:016x}{number:048x}", dice.next());
        if number < SHOWN {
            let thumb = |library: &Path, hash: &str| {
                library
                    .join("thumbs")
                    .join(&hash[..2])
                    .join(format!("{hash}.jpg"))
            };
            let (from, to) = (
                thumb(small, seen[*base].picture_hash.as_ref().unwrap()),
                thumb(large, &hash),
            );
            std::fs::create_dir_all(to.parent().unwrap())?;
            std::fs::copy(from, to)?;
        }
        let others = &of_kind[seen[*base].product.kind.as_str()];
        let (one, other) = (others[dice.below(others.len())], others[dice.below(others.len())]);
        let moved = vector(*base).iter().zip(vector(one)).zip(vector(other));
        let mut moved: Vec<f32> = moved
            .map(|((own, one), other)| own + WAY * (one - other) + NOISE * dice.normal())
            .collect();
        nova_domain::vector::normalise(&mut moved);
        rows.push((hash.clone(), moved));
        let state = FileState {
            size: 1,
            modified_ns: 0,
            hash,
        };
        updates.push(PictureUpdate {
            product: products[number].product.id.0.clone(),
            picture: seen[*base].picture_path.clone().map(|path| (path, state)),
            views: Vec::new(),
        });
        if rows.len() == PAGE || number + 1 == count {
            into.put_embeddings(into_key, &rows)?;
            into.set_pictures(&updates)?;
            rows.clear();
            updates.clear();
        }
    }
    println!("{count} embeddings");
    Ok(())
}
