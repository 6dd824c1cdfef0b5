//! Looks that nobody has to be ashamed of, on the demo, on the known shop and on another one: the rules that hold whatever
//! the catalogue, told by the test's own words and not by those that made the look. Pictures are not needed for them.

use crate::support::{Library, data, demo, text};
use nova_engine::{CompleteRequest, CompleteResponse, ImportRequest, Product, ProductRequest};
use std::path::PathBuf;

/// Pieces of a catalogue around which looks are made.
const LOOKS: usize = 150;

/// What goes into no look unasked, by words of type, subcategory and category.
const UNASKED: [&str; 34] = [
    "innerwear",
    "bra",
    "brief",
    "briefs",
    "trunk",
    "boxers",
    "camisoles",
    "shapewear",
    "nightwear",
    "loungewear",
    "lounge",
    "nightdress",
    "night suits",
    "pyjama",
    "bath robe",
    "socks",
    "stockings",
    "tights",
    "hosiery",
    "hair accessory",
    "personal care",
    "perfume",
    "deodorant",
    "lipstick",
    "nail",
    "fragrance",
    "home",
    "cushion",
    "free gifts",
    "free items",
    "sporting goods",
    "water bottle",
    "fitness equipment",
    "swimwear",
];
const PATTERNED: [&str; 9] = [
    "striped", "stripes", "checked", "checks", "printed", "floral", "graphic", "polka", "tie-dye",
];

fn words(product: &Product) -> String {
    format!(
        " {} | {} | {} ",
        product.kind, product.subcategory, product.category
    )
    .to_lowercase()
}

fn named(product: &Product, list: &[&str]) -> bool {
    let words = words(product).replace(['&', '/', ',', '|'], " ");
    let of = |word: &&&str| words.contains(&format!(" {word} "));
    list.iter().find(of).is_some()
}

fn patterned(product: &Product) -> bool {
    let title = format!(" {} ", product.title.to_lowercase());
    PATTERNED.iter().any(|word| title.contains(&format!(" {word} ")))
}

/// For whom a piece is; `None` for all.
fn wearer(product: &Product) -> Option<String> {
    let gender = product.gender.to_lowercase();
    (!gender.is_empty() && gender != "unisex").then_some(gender)
}

fn product(library: &Library, id: &str) -> Product {
    let request = ProductRequest { id: id.to_owned() };
    library.engine.product(&request).expect("it is there").product
}

/// The pieces of the look: those asked for, and the first of each slot.
fn pieces(library: &Library, own: &Product, look: &CompleteResponse) -> Vec<Product> {
    let firsts = look.slots.iter().filter_map(|slot| slot.hits.first());
    std::iter::once(own.clone())
        .chain(firsts.map(|hit| product(library, &hit.id)))
        .collect()
}

fn complete(library: &Library, request: &CompleteRequest) -> CompleteResponse {
    library.engine.complete(request).expect("a look")
}

fn slots(look: &CompleteResponse) -> Vec<String> {
    let mut slots: Vec<String> = look
        .slots
        .iter()
        .map(|slot| format!("{:?}", slot.category))
        .collect();
    slots.extend(look.slot.map(|own| format!("{own:?}")));
    slots
}

/// What is wrong with looks around pieces of the library.
fn faults(library: &Library, ids: &[String]) -> Vec<String> {
    let step = ids.len().div_ceil(LOOKS).max(1);
    let mut faults = Vec::new();
    let mut whole = 0;
    for id in ids.iter().step_by(step) {
        let own = product(library, id);
        let request = CompleteRequest {
            id: id.clone(),
            ..CompleteRequest::default()
        };
        let look = complete(library, &request);
        let asked = named(&own, &UNASKED);
        whole += usize::from(look.slots.len() >= 3);
        let slots = slots(&look);
        let has = |slot: &str| slots.iter().any(|own| own == slot);
        let swim = words(&own).contains("swim");
        if has("Dress")
            && !swim
            && !format!("{}{}", words(&own), own.title.to_lowercase()).contains("suit")
            && (has("Bottom") || has("Top"))
        {
            faults.push(format!("{}: a dress with {slots:?}", own.title));
        }
        let pieces = pieces(library, &own, &look);
        for piece in pieces[1..].iter().filter(|piece| named(piece, &UNASKED)) {
            if !(asked && swim) {
                faults.push(format!("{}: {} ({})", own.title, piece.title, words(piece)));
            }
        }
        if pieces.iter().filter(|piece| patterned(piece)).count() > 1 {
            let all: Vec<&str> = pieces
                .iter()
                .filter(|piece| patterned(piece))
                .map(|piece| piece.title.as_str())
                .collect();
            faults.push(format!("{}: patterns {all:?}", own.title));
        }
        let mut wearers: Vec<String> = pieces.iter().filter_map(wearer).collect();
        wearers.sort();
        wearers.dedup();
        if wearers.len() > 1 {
            faults.push(format!("{}: for {wearers:?}", own.title));
        }
    }
    assert!(whole > 0, "some pieces have looks of three slots and more");
    faults
}

fn ids(library: &Library) -> Vec<String> {
    let all = nova_engine::SearchRequest {
        limit: Some(500),
        ..Default::default()
    };
    let mut ids = Vec::new();
    loop {
        let page = library
            .engine
            .search(&nova_engine::SearchRequest {
                offset: Some(ids.len()),
                ..all.clone()
            })
            .expect("the catalogue");
        ids.extend(page.hits.iter().map(|hit| hit.id.clone()));
        if page.hits.is_empty() || ids.len() >= page.total {
            return ids;
        }
    }
}

/// A shop of the shared data by its table alone.
fn shop(table: &str, keep: impl Fn(&str) -> bool) -> Option<Library> {
    let from = data()?.join(table);
    let library = Library::new();
    let whole = std::fs::read_to_string(from).unwrap();
    let (header, rows) = whole.split_once('\n').unwrap();
    let rows: Vec<&str> = rows.lines().filter(|row| keep(row)).collect();
    let path: PathBuf = crate::support::file(
        library.folder.path(),
        table,
        format!("{header}\n{}\n", rows.join("\n")),
    );
    library
        .import_with(ImportRequest {
            source: text(&path),
            ..ImportRequest::default()
        })
        .unwrap();
    Some(library)
}

#[test]
fn looks_of_the_demo_keep_to_the_rules() {
    let faults = faults(demo(), &ids(demo()));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn looks_of_a_real_shop_keep_to_the_rules() {
    let Some(library) = shop("products.csv", |row| row.ends_with(",val")) else {
        eprintln!("skipped: looks_of_a_real_shop_keep_to_the_rules: set STYLENOVA_DATA to the shared data");
        return;
    };
    let faults = faults(&library, &ids(&library));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn looks_of_a_shop_for_sports_keep_to_the_rules() {
    let Some(library) = shop("othershop.csv", |_| true) else {
        eprintln!(
            "skipped: looks_of_a_shop_for_sports_keep_to_the_rules: set STYLENOVA_DATA to the shared data"
        );
        return;
    };
    let faults = faults(&library, &ids(&library));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_whole_look_keeps_to_its_budget() {
    for id in ["sn-0001", "sn-0040", "sn-0100"] {
        let request = CompleteRequest {
            id: id.to_owned(),
            budget: Some(150.0),
            ..CompleteRequest::default()
        };
        let look = complete(demo(), &request);
        let firsts = look.slots.iter().filter_map(|slot| slot.hits.first());
        let cost: f64 = firsts.map(|hit| hit.price.expect("a price that is known")).sum();
        assert!(cost <= 150.0, "{id}: {cost}");
        assert!(!look.slots.is_empty(), "{id} has a look for 150");
    }
}
