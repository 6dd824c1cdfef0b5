//! What the shop does not say and the picture shows: colours and types that are filled in, marked, found, and gone as
//! soon as the shop says it itself.

use crate::support::{Library, file, picture, text, words};
use nova_engine::{FacetsRequest, ImportRequest, Product, ProductRequest, SearchRequest};
use std::path::{Path, PathBuf};

fn product(library: &Library, id: &str) -> Product {
    let request = ProductRequest { id: id.to_owned() };
    library.engine.product(&request).expect("it is there").product
}

/// Four garments before a light wall, and a table that names no colour of the first three.
fn shop(folder: &Path) -> PathBuf {
    for (name, colour) in [
        ("a.png", [170, 20, 30]),
        ("b.png", [18, 22, 52]),
        ("c.png", [25, 120, 50]),
        ("d.png", [235, 200, 40]),
    ] {
        picture(folder, name, colour);
    }
    file(
        folder,
        "shop.csv",
        "id,title,colour,image\n1,One,,a.png\n2,Two,,b.png\n3,Three,,c.png\n4,Four,Crimson,d.png\n",
    )
}

#[test]
fn colours_that_the_shop_does_not_name_are_seen_in_the_picture() {
    let library = Library::new();
    let folder = tempfile::tempdir().unwrap();
    let table = shop(folder.path());
    library.import(&table).unwrap();

    let red = product(&library, "1");
    assert_eq!(
        red.colours,
        ["Crimson"],
        "the garment and not the wall behind it, written as the shop writes it elsewhere"
    );
    assert!(red.is_inferred("colours"), "and it is marked: {red:?}");
    let yellow = product(&library, "4");
    assert_eq!(
        yellow.colours,
        ["Crimson"],
        "the shop's word stays, whatever the picture shows"
    );
    assert!(!yellow.is_inferred("colours"));

    let colours = &library.engine.facets(&FacetsRequest::default()).unwrap().fields["colour"];
    let counted = |value: &str| colours.iter().find(|own| own.value == value).map(|own| own.count);
    assert_eq!(counted("Crimson"), Some(2), "a facet counts both: {colours:?}");
    let filtered = SearchRequest {
        filters: vec!["colour=green".to_owned()],
        ..SearchRequest::default()
    };
    assert_eq!(library.titles(&filtered), ["Three"], "a filter finds it");
    assert_eq!(library.titles(&words("green"))[0], "Three", "and a word does");
}

#[test]
fn another_import_of_the_same_rows_is_unchanged_and_says_the_same() {
    let library = Library::new();
    let folder = tempfile::tempdir().unwrap();
    let table = shop(folder.path());
    library.import(&table).unwrap();
    let before: Vec<Product> = ["1", "2", "3", "4"].map(|id| product(&library, id)).into();
    let again = library.import(&table).unwrap();
    assert_eq!(
        (again.unchanged, again.images),
        (4, 0),
        "what was seen is no change"
    );
    let after: Vec<Product> = ["1", "2", "3", "4"].map(|id| product(&library, id)).into();
    assert_eq!(before, after);
    assert_eq!(library.titles(&words("green"))[0], "Three", "words still find it");
}

#[test]
fn the_shops_own_word_takes_the_place_of_what_was_seen() {
    let library = Library::new();
    let folder = tempfile::tempdir().unwrap();
    let table = shop(folder.path());
    library.import(&table).unwrap();
    file(
        folder.path(),
        "shop.csv",
        "id,title,colour,image\n1,One,Crimson,a.png\n2,Two,,b.png\n3,Three,,c.png\n4,Four,,d.png\n",
    );
    let done = library.import(&table).unwrap();
    assert_eq!((done.updated, done.unchanged), (2, 2));
    let first = product(&library, "1");
    assert_eq!(
        (first.colours.as_slice(), first.is_inferred("colours")),
        (&["Crimson".to_owned()][..], false)
    );
    let fourth = product(&library, "4");
    assert_eq!(
        fourth.colours,
        ["yellow"],
        "a word that the shop takes back leaves the picture's"
    );
    assert!(fourth.is_inferred("colours"));
}

#[test]
fn a_picture_that_changes_is_looked_at_anew() {
    let library = Library::new();
    let folder = tempfile::tempdir().unwrap();
    let table = shop(folder.path());
    library.import(&table).unwrap();
    picture(folder.path(), "a.png", [240, 120, 20]);
    let done = library.import(&table).unwrap();
    assert_eq!((done.unchanged, done.images), (4, 1), "the row is as it was");
    assert_eq!(product(&library, "1").colours, ["orange"]);
    std::fs::remove_file(folder.path().join("a.png")).unwrap();
    library.import(&table).unwrap();
    let gone = product(&library, "1");
    assert!(
        gone.colours.is_empty() && gone.inferred.is_empty(),
        "no picture, no colour: {gone:?}"
    );
}

#[test]
fn a_folder_of_pictures_gets_colours_types_and_categories() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalog");
    let mut table = csv::Reader::from_path(demo.join("catalog.csv")).unwrap();
    let header = table.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|own| own == name).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut truth = Vec::new();
    for record in table.records().step_by(7) {
        let record = record.unwrap();
        let image = demo.join(&record[at("image")]);
        let name = image.file_name().unwrap();
        std::fs::copy(&image, folder.path().join(name)).unwrap();
        let id = Path::new(name).with_extension("").to_string_lossy().into_owned();
        truth.push((id, record[at("category")].to_owned()));
    }
    let library = Library::new();
    library.import(folder.path()).unwrap();
    let (mut coloured, mut categories, mut right) = (0, 0, 0);
    for (id, category) in &truth {
        let product = product(&library, id);
        coloured += usize::from(product.is_inferred("colours") && !product.colours.is_empty());
        if product.is_inferred("category") {
            categories += 1;
            right += usize::from(product.category == *category);
        }
    }
    assert_eq!(coloured, truth.len(), "every picture has a colour");
    assert!(
        categories * 2 >= truth.len(),
        "most have a category: {categories} of {}",
        truth.len()
    );
    assert!(
        right * 10 >= categories * 8,
        "which is nearly always theirs: {right} of {categories}"
    );
    let types = &library.engine.facets(&FacetsRequest::default()).unwrap().fields["type"];
    assert!(!types.is_empty(), "and some have a type to filter by");
}

#[test]
fn a_model_that_takes_over_leaves_what_the_shop_says() {
    let library = Library::new();
    let folder = tempfile::tempdir().unwrap();
    let table = shop(folder.path());
    let request = ImportRequest {
        source: text(&table),
        copy_images: true,
        ..ImportRequest::default()
    };
    library.import_with(request).unwrap();
    drop(folder);
    let done = library
        .engine
        .reindex(&nova_engine::Cancel::default(), &|_| ())
        .unwrap();
    assert_eq!(
        (done.images, done.quarantined),
        (0, 0),
        "its pictures are in the library"
    );
    assert_eq!(product(&library, "1").colours, ["Crimson"], "which is red");
    assert!(
        library
            .engine
            .picture_path("1")
            .is_some_and(|path| path.is_file()),
        "and stay there"
    );
    assert_eq!(product(&library, "4").colours, ["Crimson"]);
}

#[test]
fn the_brands_of_a_shop_without_a_column_for_them_are_read_from_the_titles() {
    let library = Library::new();
    let folder = tempfile::tempdir().unwrap();
    picture(folder.path(), "a.png", [170, 20, 30]);
    let titles = [
        "Maren Men Road Running Shoes",
        "Maren Women Black Shoes",
        "Maren Men Cap",
        "Two Oaks Men Running Shoes",
        "Two Oaks Women Trail Running Shoes",
        "Two Oaks Unisex Running Shoes",
        "Wallet",
    ];
    let table = |brand: &str| {
        let rows = titles.iter().enumerate();
        let rows: String = rows
            .map(|(id, title)| format!("{id},{title},{brand},a.png\n"))
            .collect();
        file(
            folder.path(),
            "brands.csv",
            format!("id,title,brand,image\n{rows}"),
        )
    };
    library.import(&table("")).unwrap();

    let shoes = product(&library, "1");
    assert_eq!(shoes.brand, "Maren");
    assert!(shoes.is_inferred("brand"), "and it is marked: {shoes:?}");
    assert_eq!(
        product(&library, "6").brand,
        "",
        "a title that says none has none"
    );
    let of_oaks = SearchRequest {
        filters: vec!["brand=two oaks".to_owned()],
        ..SearchRequest::default()
    };
    assert_eq!(library.titles(&of_oaks).len(), 3, "a filter finds them");
    let first = &library.titles(&words("maren running shoes"))[..3];
    assert!(
        first.iter().all(|title| title.starts_with("Maren")),
        "who names a brand does not want others: {first:?}"
    );

    library.import(&table("Everyday")).unwrap();
    let own = product(&library, "1");
    assert_eq!(own.brand, "Everyday", "the shop's word goes before the title's");
    assert!(!own.is_inferred("brand"));
}
