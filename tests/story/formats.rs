//! What shops have, in the formats they have it in: the same library from each, variants folded, and a clear word on
//! what cannot be read.

use crate::support::{Library, data, file, picture, small_catalogue, text, words};
use nova_engine::{
    EngineError, ErrorCode, Format, ImportPreviewRequest, ImportRequest, ImportResponse, ProductRequest,
    QuarantineRequest, SearchRequest, ShopSystem,
};
use rust_xlsxwriter::{Formula, Workbook};
use std::path::{Path, PathBuf};

/// Rows of the shared catalogue that are compared.
const ROWS: usize = 300;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/shops")
        .join(name)
}

fn product(library: &Library, id: &str) -> nova_engine::Product {
    let request = ProductRequest { id: id.to_owned() };
    let found = library.engine.product(&request);
    found.unwrap_or_else(|error| panic!("{id}: {error}")).product
}

fn reasons(library: &Library) -> Vec<String> {
    let listed = library.engine.quarantine(&QuarantineRequest::default()).unwrap();
    listed.entries.into_iter().map(|entry| entry.reason).collect()
}

fn preview(library: &Library, source: &Path) -> Result<nova_engine::ImportPreviewResponse, EngineError> {
    library.engine.import_preview(&ImportPreviewRequest {
        source: text(source),
        ..ImportPreviewRequest::default()
    })
}

/// A table in each of the formats.
fn in_every_format(folder: &Path, header: &[String], rows: &[Vec<String>]) -> Vec<PathBuf> {
    let table = |separator: u8| {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(separator)
            .from_writer(Vec::new());
        writer.write_record(header).unwrap();
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    };
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(table(b'\t').encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let number = |cell: &str| {
        cell.parse::<i64>()
            .ok()
            .filter(|number| number.to_string() == cell)
    };
    let objects: Vec<serde_json::Value> = rows
        .iter()
        .map(|row| {
            let cell =
                |cell: &String| number(cell).map_or_else(|| cell.as_str().into(), serde_json::Value::from);
            header.iter().cloned().zip(row.iter().map(cell)).collect()
        })
        .collect();
    let lines: Vec<String> = objects.iter().map(ToString::to_string).collect();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, row) in std::iter::once(header)
        .chain(rows.iter().map(Vec::as_slice))
        .enumerate()
    {
        for (column, cell) in (0..).zip(row) {
            let at = u32::try_from(at).unwrap();
            match number(cell) {
                Some(number) => sheet.write_number(at, column, number as f64).unwrap(),
                None => sheet.write_string(at, column, cell).unwrap(),
            };
        }
    }
    vec![
        file(folder, "shop.csv", table(b',')),
        file(folder, "shop.tsv", utf16),
        file(
            folder,
            "shop.json",
            serde_json::json!({ "products": objects }).to_string(),
        ),
        file(folder, "shop.jsonl", lines.join("\n")),
        file(folder, "shop.xlsx", book.save_to_buffer().unwrap()),
    ]
}

#[test]
fn the_shared_catalogue_in_five_formats_gives_the_same_library() {
    let Some(data) = data() else {
        eprintln!(
            "skipped: the_shared_catalogue_in_five_formats_gives_the_same_library: set STYLENOVA_DATA to its folder"
        );
        return;
    };
    let mut reader = csv::Reader::from_path(data.join("products.csv")).unwrap();
    let strings = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    let header = strings(reader.headers().unwrap());
    let rows: Vec<Vec<String>> = reader
        .records()
        .take(ROWS)
        .map(|record| strings(&record.unwrap()))
        .collect();
    let shop = tempfile::tempdir().unwrap();
    let sources = in_every_format(shop.path(), &header, &rows);
    let library = Library::new();
    let first = library.import(&sources[0]).unwrap();
    assert_eq!(first.added, ROWS, "{first:?}");
    let ids: Vec<&String> = rows.iter().map(|row| &row[0]).collect();
    let before: Vec<_> = ids.iter().map(|id| product(&library, id)).collect();
    for source in &sources[1..] {
        let done = library
            .import(source)
            .unwrap_or_else(|error| panic!("{}: {error}", source.display()));
        assert_eq!(
            (done.unchanged, done.added + done.updated + done.removed),
            (ROWS, 0),
            "{}: nothing differs",
            source.display()
        );
        let other = Library::new();
        other.import(source).unwrap();
        let after: Vec<_> = ids.iter().map(|id| product(&other, id)).collect();
        assert!(before == after, "{}: field by field", source.display());
    }
}

#[test]
fn the_sample_of_shopify_comes_in() {
    let Some(data) = data().filter(|folder| folder.join("formats").is_dir()) else {
        eprintln!("skipped: the_sample_of_shopify_comes_in: set STYLENOVA_DATA to the folder of the samples");
        return;
    };
    let library = Library::new();
    let done = library.import(&data.join("formats/shopify-apparel.csv")).unwrap();
    assert_eq!(
        (done.added, done.quarantined),
        (20, 0),
        "a product for each handle: {done:?}"
    );
    assert_eq!(done.without_picture, 20, "no picture is here, which is no error");
    let top = product(&library, "classic-varsity-top");
    assert_eq!(top.sizes, ["Small", "Medium", "Large"]);
    assert_eq!(
        (top.price, top.gender.as_str(), top.brand.as_str()),
        (Some(60.0), "Women", "partners-demo")
    );
    let shirt = product(&library, "ocean-blue-shirt");
    assert!(shirt.sizes.is_empty() && shirt.image.is_some_and(|image| image.starts_with("https://")));
}

#[test]
fn the_sample_of_woocommerce_comes_in() {
    let Some(data) = data().filter(|folder| folder.join("formats").is_dir()) else {
        eprintln!(
            "skipped: the_sample_of_woocommerce_comes_in: set STYLENOVA_DATA to the folder of the samples"
        );
        return;
    };
    let library = Library::new();
    let done = library
        .import(&data.join("formats/woocommerce-sample.csv"))
        .unwrap();
    assert_eq!(done.quarantined, 0, "{:?}", reasons(&library));
    let tee = product(&library, "741");
    assert_eq!(tee.colours, ["Blue", "Green", "Red"]);
    assert_eq!(tee.sizes, ["Large", "Medium", "Small"]);
    assert_eq!(
        (tee.price, tee.category.as_str(), tee.subcategory.as_str()),
        (Some(25.0), "Clothing", "Tshirts")
    );
    let hoodie = product(&library, "742");
    assert_eq!(
        (hoodie.price, hoodie.colours.len(), hoodie.skus.len()),
        (Some(42.0), 3, 7)
    );
    let beanie = product(&library, "745");
    assert_eq!(beanie.price, Some(18.0), "the lower price counts");
    let group = product(&library, "871");
    assert_eq!(
        group.price,
        Some(18.0),
        "a group costs what its cheapest product costs"
    );
    let found = library.titles(&words("cc-hoodie-green-logo"));
    assert_eq!(
        found.first().map(String::as_str),
        Some("Hoodie"),
        "a variation is found by its number"
    );
}

#[test]
fn newer_exports_and_other_languages_are_understood() {
    let library = Library::new();
    library.import(&fixture("shopify-2025.csv")).unwrap();
    let shirt = product(&library, "linen-overshirt");
    assert_eq!(
        (
            shirt.category.as_str(),
            shirt.subcategory.as_str(),
            shirt.kind.as_str()
        ),
        ("Clothing", "Clothing Tops", "Shirts")
    );
    assert_eq!(
        (shirt.colours.join(" "), shirt.sizes.join(" ")),
        ("Ecru Midnight".into(), "S M".into())
    );
    assert_eq!(
        (shirt.price, shirt.stock, shirt.gender.as_str()),
        (Some(79.9), Some(10), "Men")
    );
    assert!(
        shirt.image.is_some_and(|image| image.contains("front")),
        "the picture in the first position"
    );
    assert!(
        shirt
            .description
            .starts_with("Cut wide, for \"warm\" days.\n100% linen"),
        "{}",
        shirt.description
    );
    let cap = product(&library, "wool-cap");
    assert_eq!((cap.colours.join(" "), cap.stock), ("grey navy".into(), None));
    assert!(
        reasons(&library)[0].contains("not published"),
        "the draft is left out"
    );
    let navy = SearchRequest {
        filters: vec!["colour=navy".into()],
        sort: nova_engine::Sort::Title,
        ..SearchRequest::default()
    };
    assert_eq!(
        library.titles(&navy),
        ["Linen overshirt", "Wool cap"],
        "Midnight is navy too"
    );

    library.import(&fixture("shopify-products.json")).unwrap();
    let scarf = product(&library, "silk-scarf");
    assert_eq!(
        (scarf.price, scarf.colours.join(" "), scarf.gender.as_str()),
        (Some(45.0), "Coral Sage".into(), "Women")
    );
    assert!(
        scarf.in_stock() && !product(&library, "belt").in_stock(),
        "none of the belts is there"
    );

    library.import(&fixture("woocommerce-fr.csv")).unwrap();
    let dress = product(&library, "201");
    assert_eq!(
        (dress.title.as_str(), dress.gender.as_str()),
        ("Robe d’été", "Women")
    );
    assert_eq!((dress.price, dress.stock), (Some(59.9), Some(5)));
    assert_eq!(
        (dress.sizes.join(" "), dress.colours.join("|")),
        ("36 38".into(), "Bleu marine|Écru".into())
    );
    assert_eq!(dress.description, "Coupe évasée.\nLin, coton");
    assert_eq!(product(&library, "210").stock, Some(0));

    library.import(&fixture("boutique.csv")).unwrap();
    let suit = product(&library, "M-1");
    assert_eq!(
        (suit.title.as_str(), suit.gender.as_str()),
        ("Kostüm „Änne“", "Women")
    );
    assert_eq!(
        (suit.price, suit.currency.as_str(), suit.stock),
        (Some(1299.0), "EUR", Some(1))
    );
    assert_eq!(
        (suit.colours.join(" "), suit.sizes.join(" ")),
        ("Nachtblau Weiß".into(), "36 38 40".into())
    );
    assert_eq!(
        product(&library, "M-2").title,
        "=SUMME(A1)",
        "what looks like a formula is text"
    );
    let left_out = reasons(&library);
    assert!(
        left_out.iter().any(|reason| reason.contains("line 2")),
        "the id that stands twice: {left_out:?}"
    );
    assert!(
        left_out.iter().any(|reason| reason.contains("out of its folder")),
        "{left_out:?}"
    );
}

#[test]
fn pictures_of_a_web_shop_are_found_by_their_names() {
    let shop = tempfile::tempdir().unwrap();
    std::fs::create_dir(shop.path().join("deep")).unwrap();
    picture(shop.path(), "overshirt-front.jpg", [200, 190, 170]);
    picture(&shop.path().join("deep"), "Cap.JPG", [60, 60, 70]);
    let library = Library::new();
    let request = ImportRequest {
        source: text(&fixture("shopify-2025.csv")),
        images: Some(text(shop.path())),
        ..ImportRequest::default()
    };
    let done = library.import_with(request).unwrap();
    assert_eq!((done.images, done.without_picture), (2, 0), "{done:?}");
}

#[test]
fn a_preview_tells_what_an_import_would_do_and_does_nothing() {
    let library = Library::new();
    let shop = tempfile::tempdir().unwrap();
    library.import(&small_catalogue(shop.path())).unwrap();
    let table = file(
        shop.path(),
        "new.csv",
        "id;Bezeichnung;Preis;Lagerplatz\n1;Red dress;50;A\n2;Blue dress;45;B\n4;Coat;90;\n4;Twice;1;\n",
    );
    let shown = preview(&library, &table).unwrap();
    assert_eq!(
        (
            shown.format,
            shown.delimiter.as_deref(),
            shown.encoding.as_deref()
        ),
        (Format::Csv, Some(";"), Some("UTF-8"))
    );
    assert_eq!((shown.rows, shown.total, shown.quarantined), (4, 3, 1));
    assert_eq!(
        (shown.added, shown.updated, shown.unchanged, shown.removed),
        (1, 2, 0, 1),
        "pictures went too"
    );
    let fields: Vec<String> = shown
        .columns
        .iter()
        .map(|column| format!("{:?}", column.field))
        .collect();
    assert_eq!(fields, ["Some(Id)", "Some(Title)", "Some(Price)", "None"]);
    assert_eq!(shown.columns[3].samples, ["A", "B"]);
    assert_eq!(shown.products[1].title, "Blue dress");
    assert_eq!(library.engine.stats().unwrap().products, 3, "nothing was done");
    let shopify = preview(&library, &fixture("shopify-2025.csv")).unwrap();
    assert_eq!((shopify.shop, shopify.total), (Some(ShopSystem::Shopify), 2));
    let field = |header: &str| {
        shopify
            .columns
            .iter()
            .find(|column| column.header == header)
            .unwrap()
            .field
    };
    assert_eq!(
        format!("{:?} {:?}", field("Option1 value"), field("Option2 value")),
        "Some(Colours) Some(Sizes)"
    );
    let woo = preview(&library, &fixture("woocommerce-fr.csv")).unwrap();
    assert_eq!(woo.shop, Some(ShopSystem::WooCommerce));
}

#[test]
fn a_spreadsheet_gives_values_of_formulas_and_the_sheet_with_a_header() {
    let shop = tempfile::tempdir().unwrap();
    let mut book = Workbook::new();
    book.add_worksheet().write_string(0, 0, "Notes of ours").unwrap();
    let sheet = book.add_worksheet().set_name("Stock").unwrap();
    sheet.write_string(0, 0, "Spring").unwrap();
    for (column, name) in ["SKU", "Name", "Price", "Stock"].into_iter().enumerate() {
        sheet.write_string(2, column as u16, name).unwrap();
    }
    sheet.write_string(3, 0, "007").unwrap();
    sheet.write_string(3, 1, "+1 = two").unwrap();
    sheet
        .write_formula(3, 2, Formula::new("=40+9.5").set_result("49.5"))
        .unwrap();
    sheet.write_number(3, 3, 3.0).unwrap();
    let source = file(shop.path(), "stock.xlsx", book.save_to_buffer().unwrap());
    let library = Library::new();
    assert_eq!(
        preview(&library, &source).unwrap().sheet.as_deref(),
        Some("Stock")
    );
    library.import(&source).unwrap();
    let only = product(&library, "007");
    assert_eq!(
        (only.title.as_str(), only.price, only.stock),
        ("+1 = two", Some(49.5), Some(3))
    );
}

#[test]
fn a_spreadsheet_with_a_million_empty_rows_is_read() {
    let shop = tempfile::tempdir().unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, (id, title)) in [("id", "title"), ("1", "First")].into_iter().enumerate() {
        sheet.write_string(at as u32, 0, id).unwrap();
        sheet.write_string(at as u32, 1, title).unwrap();
    }
    for row in 2..1_000_000 {
        sheet.set_row_height(row, 20).unwrap();
    }
    // The last cell that a sheet has.
    sheet.write_string(1_048_575, 0, "2").unwrap();
    let source = file(shop.path(), "empty.xlsx", book.save_to_buffer().unwrap());
    let library = Library::new();
    assert_eq!(library.import(&source).unwrap().added, 2);
}

/// What must not change the library, by the file's name.
fn broken() -> Vec<(&'static str, Vec<u8>)> {
    let mut book = Workbook::new();
    book.add_worksheet().write_string(0, 0, "id").unwrap();
    let whole = book.save_to_buffer().unwrap();
    let cut = whole[..whole.len() / 2].to_vec();
    let text = |text: &str| text.as_bytes().to_vec();
    vec![
        ("empty.csv", Vec::new()),
        ("header.csv", text("id,title\n")),
        ("quote.csv", text("id,title\n1,\"never closed\n2,b\n")),
        ("binary.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0".to_vec()),
        ("sheet.csv", whole.clone()),
        ("noid.tsv", text("cost\tweight\n3\t2\n")),
        ("utf8.txt", b"\xEF\xBB\xBFid,title\n1,\xFF\xFE\n".to_vec()),
        ("cut.json", text("[{\"id\": 1, \"title\": \"a\"")),
        ("scalar.json", text("3")),
        ("empty.json", text("[]")),
        ("deep.json", text(&"[".repeat(100_000))),
        ("noid.json", text("[{\"cost\": 3}]")),
        ("words.jsonl", text("these are\nno objects\n")),
        ("cut.xlsx", cut),
        ("header.xlsx", whole),
        ("text.ods", text("id,title\n1,a\n")),
        ("shopify.csv", text("Handle,Title,Variant Price\n,,3\n")),
        (
            "woo.csv",
            text("ID,Type,SKU,Name,Published,Regular price,Parent\n1,variation,a,A,1,5,gone\n"),
        ),
        ("program.exe", text("MZ")),
    ]
}

#[test]
fn malformed_files_of_every_format_leave_the_library_as_it_was() {
    let library = Library::new();
    let shop = tempfile::tempdir().unwrap();
    library.import(&small_catalogue(shop.path())).unwrap();
    for (name, bytes) in broken() {
        let source = file(shop.path(), name, bytes);
        let refused: Result<ImportResponse, EngineError> = library.import(&source);
        let error = refused.expect_err(name);
        assert_eq!(error.code(), ErrorCode::CatalogInvalid, "{name}: {error}");
        assert!(error.to_string().contains(name), "{name} is named: {error}");
        assert!(!error.hint().is_empty(), "{name}: it says what to do");
        assert_eq!(
            library.engine.stats().unwrap().products,
            3,
            "{name}: nothing was lost"
        );
    }
    assert_eq!(
        library.titles(&words("red dress"))[0],
        "Red dress",
        "and search goes on"
    );
}

#[test]
fn a_shop_that_is_not_valid_in_parts_says_which() {
    let shop = tempfile::tempdir().unwrap();
    let table = "{\"id\": 1, \"title\": \"Good\"}\nbroken\n{\"id\": 1, \"title\": \"Twice\"}\n{\"title\": \"None\"}\n";
    let library = Library::new();
    let done = library.import(&file(shop.path(), "shop.jsonl", table)).unwrap();
    assert_eq!((done.added, done.quarantined), (1, 3), "{:?}", reasons(&library));
    let listed = library.engine.quarantine(&QuarantineRequest::default()).unwrap();
    let lines: Vec<Option<u64>> = listed.entries.iter().map(|entry| entry.row).collect();
    assert_eq!(lines, [Some(2), Some(3), Some(4)]);
}
