//! `eval recommend`: recommenders against simulated clients on the library's catalogue.

use nova_engine::inside::{Shelf, milliseconds, thumb_key};
use nova_engine::{Engine, EngineError};
use nova_taste::evaluation::{Comparison, Row, Setting, Shop, Stage, compare, row};
use nova_taste::nova::Tuning;
use nova_taste::simulate::{Client, Variant, groups};
use nova_taste::strategies;
use rayon::prelude::*;
use serde::Serialize;
use std::time::Instant;

/// Groups of looks in the variant that likes by looks.
const LOOKS: usize = 30;
/// Side of the square to which a picture is brought for its looks.
const SIDE: u32 = 12;
/// Shops of a variant beside the main one, which two are enough to tell from another.
const VARIANT_SHOPS: usize = 2;
/// The least products on which clients can be simulated.
const LEAST_PRODUCTS: usize = 100;

/// What to evaluate.
#[derive(Debug, Clone)]
pub struct RecommendRequest {
    /// Clients of a shop.
    pub users: usize,
    /// Swipes of a client.
    pub swipes: usize,
    /// The first shop's seed; the others follow it.
    pub seed: u64,
    /// Shops.
    pub shops: usize,
    /// Strategies; all of them when empty.
    pub strategies: Vec<String>,
    /// Whether to run the variants with drift and with a hidden taste in looks too.
    pub variants: bool,
}

/// What was found.
#[derive(Debug, Clone, Serialize)]
pub struct RecommendFigures {
    /// Products of the catalogue.
    pub products: usize,
    /// Clients of a shop.
    pub users: usize,
    /// Swipes of a client.
    pub swipes: usize,
    /// Shops.
    pub shops: usize,
    /// The first shop's seed.
    pub seed: u64,
    /// A row a strategy and variant.
    pub rows: Vec<Row>,
    /// The default against each other strategy, client by client.
    pub comparisons: Vec<Comparison>,
    /// Milliseconds it took.
    pub took_ms: f64,
}

/// Runs shops of simulated clients with each strategy, on all processors. Equal requests give equal figures.
///
/// # Errors
/// When a strategy does not exist or the catalogue is too small.
pub fn recommend(engine: &Engine, request: &RecommendRequest) -> Result<RecommendFigures, EngineError> {
    let start = Instant::now();
    let names: Vec<&str> = if request.strategies.is_empty() {
        strategies::NAMES.to_vec()
    } else {
        request.strategies.iter().map(String::as_str).collect()
    };
    if let Some(unknown) = names.iter().find(|name| !strategies::NAMES.contains(name)) {
        return Err(EngineError::invalid(
            format!("there is no strategy \"{unknown}\""),
            format!("The strategies are {}.", strategies::NAMES.join(", ")),
        ));
    }
    let shelf = engine.shelf();
    if shelf.table.len() < LEAST_PRODUCTS {
        return Err(EngineError::invalid(
            format!("the catalogue has {} products", shelf.table.len()),
            format!("Import one of at least {LEAST_PRODUCTS}."),
        ));
    }
    let looks = if request.variants {
        groups(&pixel_statistics(engine, &shelf), LOOKS)
    } else {
        Vec::new()
    };
    let stage = Stage::new(&shelf.table, &shelf.terms, shelf.pictures(), looks);
    let setting = Setting {
        clients: request.users,
        swipes: request.swipes,
        ..Setting::default()
    };
    let variants: &[Variant] = if request.variants {
        &[Variant::Facts, Variant::Drift, Variant::Looks]
    } else {
        &[Variant::Facts]
    };
    let (mut rows, mut comparisons) = (Vec::new(), Vec::new());
    for variant in variants {
        let of_variant: Vec<&str> = names
            .iter()
            .copied()
            .filter(|name| runs(*variant, name))
            .collect();
        let shops = run(&stage, *variant, &of_variant, request, &setting);
        let of = |name: &str| {
            shops
                .iter()
                .find(|(own, _)| *own == name)
                .map(|(_, shops)| shops.as_slice())
        };
        let random = of("random");
        rows.extend(
            shops
                .iter()
                .map(|(name, shops)| row(name, *variant, shops, random)),
        );
        if let Some(own) = of(strategies::DEFAULT) {
            let others = shops.iter().filter(|(name, _)| *name != strategies::DEFAULT);
            comparisons.extend(
                others.map(|(name, shops)| compare(*variant, (strategies::DEFAULT, own), (name, shops))),
            );
        }
    }
    Ok(RecommendFigures {
        products: shelf.table.len(),
        users: request.users,
        swipes: request.swipes,
        shops: request.shops,
        seed: request.seed,
        rows,
        comparisons,
        took_ms: milliseconds(start),
    })
}

/// The variants beside the main one are about the default, and take it with what it is measured against.
fn runs(variant: Variant, name: &str) -> bool {
    variant == Variant::Facts || ["random", "seed", strategies::DEFAULT].contains(&name)
}

fn run<'a>(
    stage: &Stage<'_>,
    variant: Variant,
    names: &[&'a str],
    request: &RecommendRequest,
    setting: &Setting,
) -> Vec<(&'a str, Vec<Shop>)> {
    let shops = if variant == Variant::Facts {
        request.shops
    } else {
        request.shops.min(VARIANT_SHOPS)
    };
    let seeds: Vec<u64> = (0..shops as u64)
        .map(|shop| request.seed.wrapping_add(shop))
        .collect();
    let clients: Vec<Vec<Client>> = seeds
        .par_iter()
        .map(|seed| stage.clients(variant, *seed, setting))
        .collect();
    let units: Vec<(usize, usize)> = (0..names.len())
        .flat_map(|name| (0..seeds.len()).map(move |shop| (name, shop)))
        .collect();
    let done: Vec<Option<Shop>> = units
        .par_iter()
        .with_max_len(1)
        .map(|(name, shop)| {
            stage.run(
                names[*name],
                &clients[*shop],
                seeds[*shop],
                setting,
                Tuning::default(),
            )
        })
        .collect();
    let mut done = done.into_iter();
    names
        .iter()
        .map(|name| (*name, done.by_ref().take(seeds.len()).flatten().collect()))
        .collect()
}

/// What another eye than the model's sees: the thumbnail at 12 × 12 pixels. A product without a picture is grey.
fn pixel_statistics(engine: &Engine, shelf: &Shelf) -> Vec<Vec<f32>> {
    let of = |hash: &str| {
        let picture = image::open(engine.thumb_path(&thumb_key(hash))?).ok()?;
        let small = picture
            .resize_exact(SIDE, SIDE, image::imageops::FilterType::Triangle)
            .to_rgb8();
        Some(
            small
                .as_raw()
                .iter()
                .map(|value| f32::from(*value) / 255.0)
                .collect(),
        )
    };
    let grey = vec![0.5; (SIDE * SIDE * 3) as usize];
    let items = shelf.gallery.items.par_iter();
    items
        .map(|item| {
            item.picture_hash
                .as_deref()
                .and_then(of)
                .unwrap_or_else(|| grey.clone())
        })
        .collect()
}
