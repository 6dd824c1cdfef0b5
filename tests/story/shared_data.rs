//! The main job on a real shop's catalogue, where it is at hand: set STYLENOVA_DATA to its folder.

use crate::support::{Library, data, file, text, words};
use nova_engine::{ImportRequest, SearchRequest};
use std::path::Path;
use std::process::Command;

/// Rows of the catalogue that are imported: enough for searches to mean something.
const ROWS: usize = 1_500;

/// Unpacks the named files of an archive.
fn unpack(archive: &Path, names: &[String], into: &Path) {
    let list = file(into, "names.txt", names.join("\n"));
    // Names that are in another archive are missing from this one, which tar reports as a failure.
    let _ = Command::new("tar")
        .arg("xf")
        .arg(archive)
        .arg("-C")
        .arg(into)
        .arg("-T")
        .arg(list)
        .output()
        .expect("tar runs");
}

#[test]
fn a_real_catalogue_is_imported_and_searched() {
    let Some(data) = data() else {
        eprintln!(
            "skipped: a_real_catalogue_is_imported_and_searched: there is no catalogue; set STYLENOVA_DATA to its folder"
        );
        return;
    };
    let shop = tempfile::tempdir().unwrap();
    let table = std::fs::read_to_string(data.join("products.csv")).unwrap();
    // The validation split, which the model was not trained on.
    let rows: Vec<&str> = table
        .lines()
        .skip(1)
        .filter(|line| line.ends_with(",val"))
        .take(ROWS)
        .collect();
    let pictures: Vec<String> = rows
        .iter()
        .filter_map(|row| row.rsplit(',').nth(1))
        .map(|name| format!("products/{name}"))
        .collect();
    for number in 0..3 {
        unpack(
            &data.join(format!("products-{number}.tar")),
            &pictures,
            shop.path(),
        );
    }
    let header = table.lines().next().unwrap();
    let table = file(
        shop.path(),
        "products.csv",
        format!("{header}\n{}\n", rows.join("\n")),
    );
    let library = Library::new();
    let images = Some(text(&shop.path().join("products")));
    let request = ImportRequest {
        source: text(&table),
        images,
        ..ImportRequest::default()
    };
    let done = library.import_with(request).unwrap();
    assert!(
        done.added >= ROWS * 99 / 100,
        "nearly every row is good: {done:?}"
    );
    assert!(
        done.images >= ROWS * 9 / 10,
        "nearly every picture is found: {done:?}"
    );

    let mut right = 0;
    let queries = [
        ("navy blue shirt", "shirts"),
        ("silver watch", "watches"),
        ("women's handbag", "handbags"),
        ("flip flops", "flip flops"),
    ];
    for (query, kind) in queries {
        let hits = library.engine.search(&words(query)).unwrap().hits;
        right += hits.iter().filter(|hit| hit.kind.to_lowercase() == kind).count();
    }
    assert!(right >= 28, "seven of ten are right on average: {right} of 40");

    let first = &library.engine.search(&words("watch")).unwrap().hits[0];
    let photo = SearchRequest {
        image: first.image.clone(),
        ..words("")
    };
    let found = library
        .engine
        .search(&SearchRequest { text: None, ..photo })
        .unwrap()
        .hits;
    assert_eq!(
        found[0].id, first.id,
        "a picture of the catalogue finds its product"
    );
}
