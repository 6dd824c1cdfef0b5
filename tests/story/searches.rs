//! Searches are remembered and saved for each client, the shop sees what was searched in vain, the catalogue lies on a
//! map, and what the window keeps goes with the client that it names.

use crate::support::{Library, demo, picture, small_catalogue, text};
use nova_engine::{
    CreateProfileRequest, ForgetSearchesRequest, ProfileRequest, RememberSearchRequest, SaveSearchRequest,
    SetSettingRequest,
};
use serde_json::{Value, json};
use std::collections::HashSet;

fn library() -> Library {
    let library = Library::new();
    let table = small_catalogue(library.folder.path());
    library.import(&table).unwrap();
    library
}

fn remember(library: &Library, profile: Option<&str>, request: Value) -> Vec<Value> {
    let request = RememberSearchRequest {
        profile: profile.map(str::to_owned),
        request,
    };
    let found = library.engine.remember_search(&request).unwrap();
    found.recent.into_iter().map(|search| search.request).collect()
}

fn client(library: &Library, name: &str) -> ProfileRequest {
    let new = CreateProfileRequest {
        name: name.to_owned(),
    };
    library.engine.create_profile(&new).unwrap();
    ProfileRequest {
        profile: Some(name.to_owned()),
    }
}

#[test]
fn a_search_comes_back_as_it_was_made_also_after_a_restart() {
    let library = library();
    let photo = text(&picture(library.folder.path(), "client.png", [180, 20, 30]));
    let asked =
        json!({"text": "dress", "image": photo, "mix": 0.25, "filters": ["price<=55"], "sort": "price-asc"});
    let mut sent = asked.clone();
    sent["offset"] = json!(48);
    remember(&library, None, sent);
    remember(&library, None, json!({"text": "blue dress"}));
    assert!(
        remember(&library, None, json!({"sort": "title"})).len() == 2,
        "a look at the whole catalogue is no search"
    );
    let library = library.reopened();
    let kept = library
        .engine
        .searches(&ProfileRequest::default())
        .unwrap()
        .recent;
    assert_eq!(kept[0].request, json!({"text": "blue dress"}), "the newest first");
    assert_eq!(kept[1].request, asked, "whole, and without the page");
    assert_eq!(kept[1].total, 2, "two dresses cost 55 or less");
    let again = serde_json::from_value(kept[1].request.clone()).unwrap();
    let ids: Vec<String> = library
        .engine
        .search(&again)
        .unwrap()
        .hits
        .into_iter()
        .map(|hit| hit.id)
        .collect();
    assert_eq!(
        ids,
        ["2", "1"],
        "and it can be made again: the cheaper dress first"
    );
}

#[test]
fn saved_searches_stay_when_the_recent_ones_are_forgotten() {
    let library = library();
    remember(&library, None, json!({"text": "red dress"}));
    remember(&library, None, json!({"text": "green dress"}));
    let key = library
        .engine
        .searches(&ProfileRequest::default())
        .unwrap()
        .recent[1]
        .key;
    let save = |name: Option<&str>, key: i64| {
        library.engine.save_search(&SaveSearchRequest {
            profile: None,
            key,
            name: name.map(str::to_owned),
        })
    };
    save(Some(" For the ball "), key).unwrap();
    assert!(save(Some("  "), key).is_err(), "a blank name is none");
    assert!(save(Some("x"), 9_999).is_err(), "there is no such search");
    let left = library
        .engine
        .forget_searches(&ForgetSearchesRequest::default())
        .unwrap();
    assert_eq!(left.recent.len(), 1, "green is forgotten");
    assert_eq!(left.saved[0].name.as_deref(), Some("For the ball"));
    let none = save(None, key).unwrap();
    assert!(
        none.saved.is_empty() && none.recent.len() == 1,
        "no longer saved, still recent"
    );
}

#[test]
fn the_shop_sees_what_was_searched_in_vain() {
    let library = library();
    let ada = client(&library, "Ada");
    remember(
        &library,
        Some("Ada"),
        json!({"text": "dress", "filters": ["price>=500"]}),
    );
    remember(
        &library,
        None,
        json!({"text": "dress", "filters": ["price>=500"]}),
    );
    remember(&library, None, json!({"text": "red dress"}));
    let insights = library.engine.insights(&ada).unwrap();
    let nothing = &insights.searches.nothing;
    assert_eq!(insights.searches.count, 2, "two different searches");
    assert_eq!(
        (nothing.len(), nothing[0].times),
        (1, 2),
        "both asked for what is not there"
    );
    assert_eq!(nothing[0].words, "dress");
    assert_eq!(
        insights.coverage.searched, 3,
        "the other search showed all three dresses"
    );
    assert_eq!(insights.coverage.products, 3);
}

#[test]
fn an_erased_client_takes_its_searches_photos_and_settings_along() {
    let library = library();
    let engine = &library.engine;
    let ada = client(&library, "Ada Unmistakable");
    let red = std::fs::read(library.folder.path().join("a.jpg")).unwrap();
    let green = std::fs::read(library.folder.path().join("c.jpg")).unwrap();
    let own = engine.keep_photo(&red, "pasted").unwrap();
    let shared = engine.keep_photo(&green, "pasted").unwrap();
    let previews = [&own, &shared].map(|photo| engine.photo_preview(photo).unwrap());
    for photo in [&own, &shared] {
        remember(
            &library,
            ada.profile.as_deref(),
            json!({"text": "searchmark", "image": text(photo)}),
        );
    }
    remember(&library, None, json!({"image": text(&shared)}));
    let set = |key: &str, value: &str| {
        let request = SetSettingRequest {
            key: key.to_owned(),
            value: Some(value.to_owned()),
        };
        engine.set_setting(&request).unwrap();
    };
    set("client", "Ada Unmistakable");
    set("last", r#"{"client":"Ada Unmistakable","place":"search"}"#);
    set("theme", "dark");
    engine.delete_profile(&ada).unwrap();
    assert!(
        !own.exists() && !previews[0].exists(),
        "the photo that only she searched with"
    );
    assert!(
        shared.exists() && previews[1].exists(),
        "the guest searched with the other one too"
    );
    let left = engine.settings().unwrap().values;
    assert_eq!(
        left.into_iter().collect::<Vec<_>>(),
        [("theme".to_owned(), "dark".to_owned())]
    );
    for entry in std::fs::read_dir(engine.library()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap_or_default();
        for mark in ["Unmistakable", "searchmark"] {
            let found = bytes.windows(mark.len()).any(|window| window == mark.as_bytes());
            assert!(!found, "{mark} is still in {}", path.display());
        }
    }
}

#[test]
fn the_map_holds_every_piece_once_and_neighbours_look_alike() {
    let library = demo();
    let map = library.engine.map().unwrap();
    let products = library.engine.stats().unwrap().embedded;
    assert_eq!(map.cells.iter().map(|cell| cell.count).sum::<usize>(), products);
    let places: HashSet<(usize, usize)> = map.cells.iter().map(|cell| (cell.column, cell.row)).collect();
    assert_eq!(places.len(), map.cells.len(), "no cell comes twice");
    assert!(
        map.cells
            .iter()
            .all(|cell| cell.column < map.columns && cell.row < map.rows)
    );
    // Of pairs side by side many more are of one kind than of pairs at random.
    let kind = |column: usize, row: usize| {
        let cell = map
            .cells
            .iter()
            .find(|cell| (cell.column, cell.row) == (column, row))?;
        Some(cell.label.as_str())
    };
    let (mut beside, mut pairs) = (0, 0_u32);
    for cell in &map.cells {
        if let Some(other) = kind(cell.column + 1, cell.row) {
            pairs += 1;
            beside += usize::from(other == cell.label);
        }
    }
    let all = map.cells.len();
    let alike = |label: &str| map.cells.iter().filter(|cell| cell.label == label).count();
    let chance = map.cells.iter().map(|cell| alike(&cell.label)).sum::<usize>() as f64 / (all * all) as f64;
    let share = f64::from(u32::try_from(beside).unwrap()) / f64::from(pairs);
    assert!(
        share > 5.0 * chance,
        "{share:.2} of neighbours are of one kind, {chance:.2} by chance"
    );
    assert_eq!(
        map,
        library.engine.map().unwrap(),
        "it is the same when asked again"
    );
}

#[test]
fn a_search_that_cannot_be_made_is_not_kept() {
    let library = library();
    for request in [
        json!({"text": "red", "colour": "red"}),
        json!("red"),
        json!({"filters": ["shape=round"]}),
    ] {
        let asked = RememberSearchRequest {
            profile: None,
            request,
        };
        library.engine.remember_search(&asked).unwrap_err();
    }
    assert!(
        library
            .engine
            .searches(&ProfileRequest::default())
            .unwrap()
            .recent
            .is_empty()
    );
}
