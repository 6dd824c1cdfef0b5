//! A day in the shop: a table is imported, searched and searched within, a client likes, and the shop's next table
//! changes the pieces and not what the client said.

use crate::support::{Library, file, text, words};
use nova_engine::{
    CreateProfileRequest, HistoryRequest, ImportRequest, ProductRequest, ProfileRequest, SearchRequest,
    SetFavouriteRequest, SwipeRequest, TasteResponse, Verdict,
};
use std::path::Path;

fn hits(library: &Library, request: &SearchRequest) -> Vec<nova_engine::Hit> {
    library.engine.search(request).expect("the search answers").hits
}

fn ids(hits: &[nova_engine::Hit]) -> Vec<&str> {
    hits.iter().map(|hit| hit.id.as_str()).collect()
}

/// The demo's table with the price of one row changed and another row left out.
fn changed(table: &str, dearer: &str, gone: &str) -> String {
    let columns: Vec<&str> = table.lines().next().expect("a header").split(',').collect();
    let price = columns
        .iter()
        .position(|column| *column == "price")
        .expect("prices");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(reader.headers().unwrap()).unwrap();
    for row in reader.records().map(Result::unwrap).filter(|row| &row[0] != gone) {
        let own = |(at, cell): (usize, &str)| match at == price && &row[0] == dearer {
            true => "999".to_owned(),
            false => cell.to_owned(),
        };
        writer.write_record(row.iter().enumerate().map(own)).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[test]
fn what_a_client_likes_outlives_the_next_table_of_the_shop() {
    let catalogue = Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalog");
    let table = std::fs::read_to_string(catalogue.join("catalog.csv")).unwrap();
    let shop = tempfile::tempdir().unwrap();
    let library = Library::new();
    let import = |table: &str| {
        library.import_with(ImportRequest {
            source: text(&file(shop.path(), "shop.csv", table)),
            images: Some(text(&catalogue.join("images"))),
            ..ImportRequest::default()
        })
    };
    assert_eq!(import(&table).unwrap().quarantined, 0, "all can be read");

    let asked = words("red dress");
    let found = hits(&library, &asked);
    let affordable = SearchRequest {
        filters: vec!["price<=200".to_owned()],
        ..asked.clone()
    };
    let affordable = hits(&library, &affordable);
    assert!(
        affordable.len() == 10
            && affordable
                .iter()
                .all(|hit| hit.price.is_some_and(|price| price <= 200.0)),
        "a filter is a condition and starves nothing"
    );

    let coat = hits(&library, &words("grey wool coat")).remove(0);
    let between = |mix: f32| {
        let request = SearchRequest {
            like: Some(coat.id.clone()),
            mix: Some(mix),
            ..asked.clone()
        };
        hits(&library, &request)
    };
    assert_eq!(ids(&between(0.0)), ids(&found), "at one end the words alone");
    let coats = |hits: &[nova_engine::Hit]| hits.iter().filter(|hit| hit.kind == coat.kind).count();
    assert!(
        coats(&between(1.0)) > coats(&between(0.0)),
        "at the other what looks like the {}",
        coat.kind
    );

    let not_red = SearchRequest {
        text: Some("dress".to_owned()),
        not: vec!["red".to_owned()],
        ..asked.clone()
    };
    let left = hits(&library, &not_red);
    let red = |hit: &nova_engine::Hit| {
        hit.colours
            .iter()
            .any(|colour| colour.eq_ignore_ascii_case("red"))
    };
    assert!(left.len() == 10 && !left.iter().any(red), "{left:?}");

    let liked = affordable[0].id.clone();
    let gone = coat.id.clone();
    let profile = Some("Ines".to_owned());
    let name = "Ines".to_owned();
    library
        .engine
        .create_profile(&CreateProfileRequest { name })
        .unwrap();
    let client = ProfileRequest {
        profile: profile.clone(),
    };
    let like = |id: &str| SwipeRequest {
        profile: profile.clone(),
        product_id: id.to_owned(),
        verdict: Verdict::Like,
        attribute: None,
        swipe_id: None,
        deal: None,
    };
    library.engine.swipe(&like(&liked)).unwrap();
    let favourite = SetFavouriteRequest {
        profile: profile.clone(),
        product_id: liked.clone(),
        favourite: Some(true),
        note: Some("for June".to_owned()),
    };
    library.engine.set_favourite(&favourite).unwrap();
    let taste = library.engine.taste(&client).unwrap();

    let next = import(&changed(&table, &liked, &gone)).unwrap();
    assert_eq!(
        (next.added, next.updated, next.removed, next.images),
        (0, 1, 1, 0),
        "one dearer, one gone, and no picture embedded again"
    );
    let request = ProductRequest { id: liked.clone() };
    assert_eq!(
        library.engine.product(&request).unwrap().product.price,
        Some(999.0)
    );
    let favourites = library.engine.favourites(&client).unwrap().favourites;
    assert_eq!(
        (
            favourites.len(),
            favourites[0].id.as_str(),
            favourites[0].note.as_str()
        ),
        (1, liked.as_str(), "for June"),
        "what is liked stays, with its note"
    );
    let history = HistoryRequest {
        profile: profile.clone(),
        ..HistoryRequest::default()
    };
    assert_eq!(
        library.engine.history(&history).unwrap().total,
        1,
        "and so does the swipe"
    );
    let after = library.engine.taste(&client).unwrap();
    let learnt = |taste: &TasteResponse| {
        let liked = taste.attributes.iter().filter(|own| own.likes > 0);
        let mut learnt: Vec<(&str, String, usize, bool)> = liked
            .map(|own| {
                let value = own.value.clone();
                (own.field.name(), value, own.likes, own.weight > 0.0)
            })
            .collect();
        learnt.sort();
        learnt
    };
    assert!(
        !learnt(&taste).is_empty(),
        "a like says something of its attributes"
    );
    assert_eq!(learnt(&after), learnt(&taste), "and what was learnt from it");
}
