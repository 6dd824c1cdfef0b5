//! Measures constants of the default recommender on simulated buyers and clients, without a library.
//!
//! `cargo run -p nova-taste --example tuning -- TABLE.csv VECTORS.npy buyers|clients|fit [key=value[,value…]]…`, where
//! `VECTORS.npy` is what `stylenova embed --batch` writes for the pictures of the table, row by row. Each value of a
//! constant is measured by itself, the others as they ship. `seed=N` chooses the shops, `without=field,…` makes facts sparse.

mod buyers;
mod clients;
#[path = "../shared/mod.rs"]
mod shared;

use nova_domain::Product;
use nova_taste::features::FeatureTable;
use nova_taste::nova::Tuning;
use nova_taste::strategy::Pictures;
use nova_taste::terms::Terms;
use std::error::Error;

/// A catalogue in memory.
pub(crate) struct Catalogue {
    pub(crate) table: FeatureTable,
    pub(crate) terms: Terms,
    pub(crate) dim: usize,
    pub(crate) values: Vec<f32>,
    pub(crate) rows: Vec<Option<usize>>,
    /// The design of each product: equal titles are one.
    pub(crate) designs: Vec<usize>,
}

impl Catalogue {
    pub(crate) fn pictures(&self) -> Pictures<'_> {
        Pictures {
            dim: self.dim,
            values: &self.values,
            row_of_item: &self.rows,
        }
    }
}

/// What is asked for on the command line.
pub(crate) struct Wishes {
    pub(crate) seed: u64,
    pub(crate) without: Vec<String>,
    /// Constants with their values to measure.
    pub(crate) varied: Vec<(String, Vec<f64>)>,
    /// Constants that are other than they ship, throughout.
    pub(crate) base: Tuning,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [table, vectors, what, rest @ ..] = arguments.as_slice() else {
        return Err("name a table, its vectors, and buyers, clients or fit".into());
    };
    let mut wishes = Wishes {
        seed: 101,
        without: Vec::new(),
        varied: Vec::new(),
        base: Tuning::default(),
    };
    for pair in rest {
        let (key, values) = pair.split_once('=').ok_or("constants are key=value")?;
        match key {
            "seed" => wishes.seed = values.parse()?,
            "without" => wishes.without = values.split(',').map(str::to_owned).collect(),
            _ => {
                let values: Vec<f64> = values.split(',').map(str::parse).collect::<Result<_, _>>()?;
                match values.as_slice() {
                    [one] => set(&mut wishes.base, key, *one)?,
                    _ => wishes.varied.push((key.to_owned(), values)),
                }
            }
        }
    }
    let catalogue = catalogue(table, vectors, &wishes.without)?;
    match what.as_str() {
        "buyers" => buyers::measure(&catalogue, &wishes),
        "fit" => buyers::fitted(&catalogue, &wishes),
        "clients" => clients::measure(&catalogue, &wishes),
        other => Err(format!("{other} cannot be measured").into()),
    }
}

/// The tunings to measure, with their names.
pub(crate) fn tunings(wishes: &Wishes) -> Result<Vec<(String, Tuning)>, Box<dyn Error>> {
    let mut all = vec![("as it is".to_owned(), wishes.base)];
    for (key, values) in &wishes.varied {
        for value in values {
            let mut tuning = wishes.base;
            set(&mut tuning, key, *value)?;
            all.push((format!("{key}={value}"), tuning));
        }
    }
    Ok(all)
}

fn set(tuning: &mut Tuning, key: &str, value: f64) -> Result<(), Box<dyn Error>> {
    let place = match key {
        "near" => &mut tuning.counts.near,
        "popularity" => &mut tuning.counts.popularity,
        "shared" => &mut tuning.counts.shared,
        "appeal" => &mut tuning.counts.appeal,
        "slips" => &mut tuning.slips,
        "pass" => &mut tuning.pass,
        "memory" => &mut tuning.memory,
        "optimism" => &mut tuning.optimism,
        "temperature" => &mut tuning.temperature,
        "unseen" => &mut tuning.unseen,
        "explore" => &mut tuning.explore,
        "variety" => &mut tuning.variety,
        "list_variety" => &mut tuning.list_variety,
        "core" => &mut tuning.core,
        "chance" => &mut tuning.chance,
        "again" => &mut tuning.again,
        "pool" => {
            tuning.pool = value as usize;
            return Ok(());
        }
        other => return Err(format!("there is no constant {other}").into()),
    };
    *place = value;
    Ok(())
}

fn catalogue(table: &str, vectors: &str, without: &[String]) -> Result<Catalogue, Box<dyn Error>> {
    let (dim, values) = shared::read_npy(&std::fs::read(vectors)?)?;
    let mut reader = csv::Reader::from_path(table)?;
    let header = reader.headers()?.clone();
    let mut products = Vec::new();
    for record in reader.records() {
        let record = record?;
        let cell = |names: &[&str]| {
            let at = header.iter().position(|name| names.contains(&name));
            at.and_then(|at| record.get(at)).unwrap_or_default().to_owned()
        };
        let mut product = Product::new(&cell(&["id"]), &cell(&["title", "name"]));
        product.gender = cell(&["gender"]);
        product.category = cell(&["category", "master_category"]);
        product.subcategory = cell(&["subcategory", "sub_category"]);
        product.kind = cell(&["type", "article_type"]);
        let list = |value: String| {
            Some(value)
                .filter(|value| !value.is_empty())
                .into_iter()
                .collect()
        };
        product.colours = list(cell(&["colour", "base_colour"]));
        product.season = list(cell(&["season"]));
        product.occasions = list(cell(&["usage"]));
        product.brand = cell(&["brand"]);
        for field in without {
            match field.as_str() {
                "gender" => product.gender.clear(),
                "category" => product.category.clear(),
                "subcategory" => product.subcategory.clear(),
                "type" => product.kind.clear(),
                "colour" => product.colours.clear(),
                "season" => product.season.clear(),
                "occasion" => product.occasions.clear(),
                other => return Err(format!("{other} cannot be left out").into()),
            }
        }
        products.push(product);
    }
    if products.len() * dim != values.len() {
        return Err(format!(
            "{} products and {} vectors",
            products.len(),
            values.len() / dim.max(1)
        )
        .into());
    }
    let rows: Vec<(&Product, Option<&[f32]>)> =
        products.iter().zip(values.chunks_exact(dim).map(Some)).collect();
    let table = FeatureTable::new(&rows);
    let terms = Terms::new(&table);
    let mut first = std::collections::HashMap::new();
    let designs = products.iter().enumerate();
    let designs = designs
        .map(|(at, product)| *first.entry(product.title.clone()).or_insert(at))
        .collect();
    Ok(Catalogue {
        terms,
        rows: (0..products.len()).map(Some).collect(),
        table,
        dim,
        designs,
        values,
    })
}

/// Runs `of` on all of `inputs` on two threads, in order.
pub(crate) fn on_two<T: Sync, R: Send>(inputs: &[T], of: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let half = inputs.len().div_ceil(2);
    std::thread::scope(|scope| {
        let parts: Vec<_> = inputs
            .chunks(half.max(1))
            .map(|part| scope.spawn(|| part.iter().map(&of).collect::<Vec<R>>()))
            .collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap_or_default())
            .collect()
    })
}
