//! Lists that name a part of the catalogue, and corrections that are remembered.

use crate::support::{Library, file, text};
use nova_engine::{
    ForgetColumnsRequest, ImportPreviewRequest, ImportPreviewResponse, ImportRequest, Product, ProductRequest,
};
use std::path::Path;

const SHOP: &str = "sku;title;price;stock;sizes;description\n\
    0012;Linen shirt;59,00;3;S, M;Cool\n\
    AB-7;Wool coat;199,00;1;M;Warm\n\
    C9;Silk scarf;49,00;5;;Soft\n";

fn product(library: &Library, id: &str) -> Product {
    let found = library.engine.product(&ProductRequest { id: id.to_owned() });
    found.unwrap_or_else(|error| panic!("{id}: {error}")).product
}

fn preview(library: &Library, source: &Path, map: &[&str]) -> ImportPreviewResponse {
    let request = ImportPreviewRequest {
        source: text(source),
        map: map.iter().map(|pair| (*pair).to_owned()).collect(),
        ..ImportPreviewRequest::default()
    };
    library.engine.import_preview(&request).unwrap()
}

#[test]
fn a_stock_list_changes_what_it_names_and_leaves_the_rest() {
    let library = Library::new();
    let shop = tempfile::tempdir().unwrap();
    library.import(&file(shop.path(), "shop.csv", SHOP)).unwrap();
    let stock = file(
        shop.path(),
        "stock.csv",
        "SKU,Size,Quantity\n12,S,4\n12,M,2\nab-7,L,0\nnone,S,1\n",
    );
    let shown = preview(&library, &stock, &[]);
    assert!(
        shown.partial && shown.update,
        "it says nothing but pieces: {shown:?}"
    );
    assert_eq!(
        (shown.added, shown.updated, shown.unchanged, shown.removed),
        (0, 2, 1, 0)
    );
    let changes: Vec<String> = shown
        .changes
        .iter()
        .map(|change| {
            format!(
                "{} {:?} {}>{}",
                change.id, change.field, change.before, change.after
            )
        })
        .collect();
    assert!(changes.contains(&"0012 Stock 3>6".to_owned()), "{changes:?}");
    assert_eq!(product(&library, "0012").stock, Some(3), "nothing was done yet");

    let request = ImportRequest {
        source: text(&stock),
        update: true,
        ..ImportRequest::default()
    };
    let done = library.import_with(request).unwrap();
    assert_eq!(
        (done.added, done.updated, done.unchanged, done.removed),
        (0, 2, 1, 0)
    );
    assert_eq!(done.quarantined, 1, "the number that nobody knows");
    let shirt = product(&library, "0012");
    assert_eq!(
        (shirt.stock, shirt.price, shirt.title.as_str()),
        (Some(6), Some(59.0), "Linen shirt")
    );
    let coat = product(&library, "AB-7");
    assert_eq!((coat.stock, coat.sizes.join(" ")), (Some(0), "M L".to_owned()));
    assert_eq!(product(&library, "C9").stock, Some(5), "what is not named stays");
}

#[test]
fn a_correction_is_remembered_for_files_with_the_same_headings() {
    let library = Library::new();
    let shop = tempfile::tempdir().unwrap();
    let first = file(shop.path(), "a.csv", "sku,title,Zusatz\n1,Shirt,Maren\n");
    assert!(preview(&library, &first, &[]).learnt.is_empty());
    let request = ImportRequest {
        source: text(&first),
        map: vec!["brand=Zusatz".to_owned()],
        ..ImportRequest::default()
    };
    library.import_with(request).unwrap();
    let second = file(shop.path(), "b.csv", "sku,title,Zusatz\n2,Coat,Odile\n");
    assert_eq!(preview(&library, &second, &[]).learnt, ["brand=Zusatz"]);
    library.import(&second).unwrap();
    assert_eq!(product(&library, "2").brand, "Odile");
    let other = file(shop.path(), "c.csv", "sku,title,Zusatz,Farbe\n3,Hat,Odile,rot\n");
    assert!(preview(&library, &other, &[]).learnt.is_empty(), "another table");
    let named = preview(&library, &second, &["type=Zusatz"]);
    assert!(named.learnt.is_empty(), "what is said now counts");
}

#[test]
fn a_correction_is_forgotten_where_the_user_says_so() {
    let library = Library::new();
    let shop = tempfile::tempdir().unwrap();
    let source = file(
        shop.path(),
        "a.csv",
        "sku,title,Zusatz,Farbe\n1,Shirt,Maren,rot\n",
    );
    let request = ImportRequest {
        source: text(&source),
        map: vec!["brand=Zusatz".to_owned(), "unused=Farbe".to_owned()],
        ..ImportRequest::default()
    };
    library.import_with(request).unwrap();
    let shirt = product(&library, "1");
    assert_eq!(shirt.brand, "Maren");
    assert!(
        shirt.colours.is_empty() || !shirt.colours.contains(&"rot".to_owned()),
        "the column fills nothing"
    );
    assert_eq!(
        preview(&library, &source, &[]).learnt,
        ["brand=Zusatz", "unused=Farbe"]
    );
    let headers = ["SKU", "title", "Zusatz", "Farbe"].map(str::to_owned).to_vec();
    let forgotten = library
        .engine
        .forget_columns(&ForgetColumnsRequest { headers })
        .unwrap()
        .forgotten;
    assert_eq!(forgotten, ["brand=Zusatz", "unused=Farbe"]);
    assert!(preview(&library, &source, &[]).learnt.is_empty());
    library.import(&source).unwrap();
    let shirt = product(&library, "1");
    assert_eq!(
        (shirt.brand.as_str(), shirt.colours.join("")),
        ("", "rot".to_owned())
    );
}
