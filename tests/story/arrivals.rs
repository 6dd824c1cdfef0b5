//! Who waited for what came: sold out before, not in their size, dearer, or sought in vain; and the clients by their files.

use crate::support::{Library, file};
use nova_engine::{
    ArrivalsRequest, ArrivalsResponse, ClientOrder, Clock, CreateProfileRequest, Entry, Fit, FitRequest,
    ListClientsRequest, ListedClient, OpenOptions, PrepareVisitRequest, RememberSearchRequest,
    SetEntryRequest, SetFavouriteRequest, Want,
};
use serde_json::json;

/// 2026-11-26 at noon.
const NOW: i64 = 1_795_694_400_000;
const DAY: i64 = 86_400_000;

const BEFORE: &str = "id,title,type,gender,colours,sizes,price,stock\n\
    coat,Camel coat,Coats,women,camel,36|40,300,2\n\
    dress,Silk dress,Dresses,women,navy,38,120,0\n\
    shirt,White shirt,Shirts,women,white,38,60,4\n\
    bag,Black bag,Bags,women,black,,80,1\n";

const AFTER: &str = "id,title,type,gender,colours,sizes,price,stock\n\
    coat,Camel coat,Coats,women,camel,36|38|40,300,2\n\
    dress,Silk dress,Dresses,women,navy,38,120,2\n\
    shirt,White shirt,Shirts,women,white,38,45,4\n\
    bag,Black bag,Bags,women,black,,80,1\n\
    boots,Green wellington boots,Boots,women,green,38,70,3\n";

fn at(library: Library, now: i64) -> Library {
    library.reopened_with(OpenOptions {
        clock: Clock::at(now),
        ..OpenOptions::default()
    })
}

fn import(library: &Library, table: &str) {
    let source = file(library.folder.path(), "shop.csv", table);
    library.import(&source).expect("the table is imported");
}

fn named(name: &str) -> Option<String> {
    Some(name.to_owned())
}

fn create(library: &Library, name: &str, entries: &[Entry]) {
    let request = CreateProfileRequest {
        name: name.to_owned(),
    };
    library.engine.create_profile(&request).expect("a client");
    for entry in entries {
        let request = SetEntryRequest {
            profile: named(name),
            id: None,
            entry: entry.clone(),
        };
        library.engine.set_entry(&request).expect("it is written");
    }
}

fn favour(library: &Library, name: &str, id: &str) {
    let request = SetFavouriteRequest {
        profile: named(name),
        product_id: id.to_owned(),
        favourite: None,
        note: None,
    };
    library.engine.set_favourite(&request).expect("a favourite");
}

fn size(size: &str) -> Entry {
    Entry::Size {
        size: size.to_owned(),
        of: None,
        brand: None,
    }
}

fn shop() -> Library {
    let library = Library::with(OpenOptions {
        clock: Clock::at(NOW),
        ..OpenOptions::default()
    });
    import(&library, BEFORE);
    create(&library, "Ada", &[size("38")]);
    create(&library, "Bo", &[size("40")]);
    create(&library, "Cy", &[]);
    library
}

fn told(arrivals: &ArrivalsResponse, name: &str) -> Vec<(String, Want)> {
    let own = arrivals.clients.iter().find(|own| own.profile == name);
    let wanted = own.map(|own| own.wanted.clone()).unwrap_or_default();
    wanted.into_iter().map(|own| (own.piece.id, own.want)).collect()
}

fn arrivals(library: &Library) -> ArrivalsResponse {
    library
        .engine
        .arrivals(&ArrivalsRequest::default())
        .expect("arrivals")
}

#[test]
fn who_waited_for_what_came_is_told_with_the_reason() {
    let library = shop();
    assert_eq!(arrivals(&library).since, None, "nothing came yet");
    for id in ["coat", "dress", "shirt", "bag"] {
        favour(&library, "Ada", id);
        favour(&library, "Bo", id);
    }
    let search = RememberSearchRequest {
        profile: named("Cy"),
        request: json!({ "text": "wellington boots" }),
    };
    library.engine.remember_search(&search).expect("it is kept");
    let library = at(library, NOW + DAY);
    import(&library, AFTER);
    let all = arrivals(&library);
    assert_eq!((all.since, all.new, all.changed), (Some(NOW + DAY - 1), 1, 3));
    let sizes = vec!["38".to_owned()];
    let ada = [
        ("coat", Want::Size { sizes }),
        ("dress", Want::Back),
        ("shirt", Want::Cheaper { before: 60.0 }),
    ];
    assert_eq!(told(&all, "Ada"), ada.map(|(id, want)| (id.to_owned(), want)));
    assert!(
        told(&all, "Bo").is_empty(),
        "none of it comes in 40 that did not before"
    );
    let words = "wellington boots".to_owned();
    assert_eq!(told(&all, "Cy"), [("boots".to_owned(), Want::Sought { words })]);
    let visit = library.engine.prepare_visit(&PrepareVisitRequest {
        profile: named("Ada"),
        ..PrepareVisitRequest::default()
    });
    let visit = visit.expect("a visit");
    assert_eq!(visit.wanted.len(), 3, "a visit tells it too");
    assert_eq!(visit.sizes.get("coat"), Some(&vec!["38".to_owned()]));
    // What is wanted from then on was not waited for.
    create(&library, "Di", &[]);
    favour(&library, "Di", "dress");
    assert!(told(&arrivals(&library), "Di").is_empty());
    import(&library, AFTER);
    assert_eq!(arrivals(&library), all, "the same table once more brings nothing");
}

#[test]
fn a_piece_is_here_in_a_clients_size_or_not() {
    let library = shop();
    let fit = |name: &str, id: &str| {
        let (profile, id) = (named(name), id.to_owned());
        library
            .engine
            .fit(&FitRequest { profile, id })
            .expect("an answer")
            .fit
    };
    let sizes = |size: &str| vec![size.to_owned()];
    assert_eq!(fit("Ada", "coat"), Some(Fit::Other));
    assert_eq!(fit("Bo", "coat"), Some(Fit::Here { sizes: sizes("40") }));
    assert_eq!(fit("Ada", "dress"), Some(Fit::SoldOut { sizes: sizes("38") }));
    assert_eq!(fit("Ada", "bag"), None, "bags have no sizes");
    assert_eq!(fit("Cy", "coat"), None, "nothing is known of Cy");
}

#[test]
fn clients_are_found_by_any_word_of_their_files_and_put_in_order() {
    let library = Library::with(OpenOptions {
        clock: Clock::at(NOW),
        ..OpenOptions::default()
    });
    let note = |text: &str| Entry::Note {
        text: text.to_owned(),
    };
    let birthday = |day: &str| Entry::Birthday { day: day.to_owned() };
    let met = |day: &str| Entry::Appointment {
        day: day.to_owned(),
        time: None,
        text: String::new(),
        pieces: Vec::new(),
        done: true,
    };
    let task = |day: Option<&str>| Entry::FollowUp {
        text: "Call".to_owned(),
        day: day.map(str::to_owned),
        product: None,
        size: None,
        done: false,
    };
    create(
        &library,
        "Zoe",
        &[
            note("Lives in Lyon, likes linen"),
            birthday("1990-11-25"),
            task(None),
        ],
    );
    create(
        &library,
        "Ada",
        &[birthday("--12-01"), met("2026-10-01"), size("38")],
    );
    create(
        &library,
        "Mia",
        &[note("Works in lyon"), met("2026-11-01"), task(Some("2026-11-20"))],
    );
    let list = |find: Option<&str>, sort| -> Vec<ListedClient> {
        let find = find.map(str::to_owned);
        let request = ListClientsRequest { find, sort };
        library.engine.list_clients(&request).expect("clients").profiles
    };
    let names = |listed: &[ListedClient]| -> Vec<String> {
        listed.iter().map(|own| own.profile.name.clone()).collect()
    };
    let order = |sort| names(&list(None, sort));
    assert_eq!(order(ClientOrder::Made), ["Zoe", "Ada", "Mia"]);
    assert_eq!(order(ClientOrder::Name), ["Ada", "Mia", "Zoe"]);
    assert_eq!(order(ClientOrder::LastSeen), ["Mia", "Ada", "Zoe"]);
    assert_eq!(order(ClientOrder::Birthday), ["Ada", "Zoe", "Mia"]);
    assert_eq!(order(ClientOrder::Due), ["Mia", "Zoe", "Ada"]);
    let found = |words: &str| list(Some(words), ClientOrder::Made);
    assert_eq!(names(&found("LYON")), ["Zoe", "Mia"]);
    assert_eq!(names(&found("lyon linen")), ["Zoe"]);
    assert_eq!(names(&found("38")), ["Ada"]);
    assert_eq!(names(&found("zo lyon")), ["Zoe"], "a name and a note");
    let why = found("lyon")[0].found.clone().map(|own| own.entry);
    assert_eq!(why, Some(note("Lives in Lyon, likes linen")));
    assert!(found("paris").is_empty());
    let ada = &list(None, ClientOrder::Name)[0];
    assert_eq!(ada.birthday.as_ref().map(|coming| coming.days), Some(5));
    assert_eq!(ada.due, None);
}
