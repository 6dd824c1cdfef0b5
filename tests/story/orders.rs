//! The shop's orders and looks come in, teach, count once, and go with the client whose they are.

use crate::support::{Library, file, files_with, text};
use nova_engine::{
    BackupRequest, Cancel, CompleteRequest, CreateProfileRequest, DateOrder, ImportLooksRequest,
    ImportOrdersRequest, ImportOrdersResponse, NextCardsRequest, ProfileRequest, RestoreRequest,
    SwipeRequest, UndoRequest, Verdict,
};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Sixty pieces without pictures in a library of their own, with a client called Ada King.
fn shop() -> (Library, ProfileRequest) {
    let library = Library::new();
    let mut table = "id,title,type,gender,colours,price\n".to_owned();
    for number in 1..=60 {
        let kind = ["T-shirts", "Jeans", "Sneakers", "Bags"][number % 4];
        let colour = ["black", "white", "navy", "olive", "red"][number % 5];
        let _ = writeln!(
            table,
            "sn-{number:04},Plain piece {number},{kind},women,{colour},{number}"
        );
    }
    library
        .import(&file(library.folder.path(), "shop.csv", table))
        .expect("the table is imported");
    let name = "Ada King".to_owned();
    library
        .engine
        .create_profile(&CreateProfileRequest { name: name.clone() })
        .expect("a client");
    (library, ProfileRequest { profile: Some(name) })
}

fn orders(library: &Library, table: &str) -> ImportOrdersRequest {
    ImportOrdersRequest {
        file: text(&file(library.folder.path(), "orders.csv", table)),
        ..ImportOrdersRequest::default()
    }
}

fn import(library: &Library, request: &ImportOrdersRequest) -> ImportOrdersResponse {
    library
        .engine
        .import_orders(request, &Cancel::default(), &|_| ())
        .expect("the orders come in")
}

/// What each piece that can be dealt is worth to a client, to the bit.
fn taste(library: &Library, client: &ProfileRequest) -> BTreeMap<String, u64> {
    let request = NextCardsRequest {
        profile: client.profile.clone(),
        n: Some(60),
        seed: Some(1),
        ..NextCardsRequest::default()
    };
    let cards = library.engine.next_cards(&request).expect("cards").cards;
    cards
        .into_iter()
        .map(|card| (card.id, card.total.to_bits()))
        .collect()
}

const TABLE: &str = "date,client,email,product,quantity,price,size,status\n\
    2025-03-01,Ada King,ada@x.org,sn-0001,1,20,M,paid\n\
    2025-03-05,Ada King,ada@x.org,sn-0002,1,30,M,paid\n\
    2025-03-06,Ada King,ada@x.org,sn-0002,-1,30,M,returned\n\
    2025-03-07,Bo,bo@x.org,sn-0003,1,40,L,paid\n\
    2025-03-08,Bo,bo@x.org,nowhere-1,1,40,L,paid\n";

#[test]
fn a_file_counts_once_and_what_was_kept_teaches_and_is_not_offered_again() {
    let (library, ada) = shop();
    let before = taste(&library, &ada);
    let request = orders(&library, TABLE);
    let looked = import(
        &library,
        &ImportOrdersRequest {
            dry_run: true,
            ..request.clone()
        },
    );
    assert_eq!((looked.lines, looked.clients, looked.unknown_products), (5, 1, 1));
    assert_eq!(
        taste(&library, &ada),
        before,
        "a look at the file changes nothing"
    );
    assert_eq!(import(&library, &request).lines, 5);
    assert_ne!(taste(&library, &ada), before, "what Ada kept teaches");
    let again = import(&library, &request);
    assert_eq!(
        (again.lines, again.known_lines),
        (0, 5),
        "the same file again counts once"
    );
    for seed in 0..20 {
        let cards = library.engine.next_cards(&NextCardsRequest {
            profile: ada.profile.clone(),
            n: Some(50),
            seed: Some(seed),
            ..NextCardsRequest::default()
        });
        let cards = cards.expect("cards").cards;
        assert!(cards.iter().all(|card| card.id != "sn-0001"), "Ada has it");
    }
}

#[test]
fn an_undo_among_purchases_gives_back_the_taste_to_the_bit() {
    let (library, ada) = shop();
    import(&library, &orders(&library, TABLE));
    let before = taste(&library, &ada);
    let swipe = SwipeRequest {
        profile: ada.profile.clone(),
        product_id: "sn-0005".to_owned(),
        verdict: Verdict::Like,
        attribute: None,
        swipe_id: Some("s".to_owned()),
        deal: None,
    };
    library.engine.swipe(&swipe).expect("a swipe");
    assert_ne!(taste(&library, &ada), before);
    let undo = UndoRequest {
        profile: ada.profile.clone(),
        swipe_id: None,
    };
    library.engine.undo(&undo).expect("an undo");
    assert_eq!(taste(&library, &ada), before);
}

#[test]
fn what_cannot_be_told_is_asked() {
    let (library, ada) = shop();
    let request = orders(
        &library,
        "date,client,email,product\n03/04/2025,Ada King,a@x.org,sn-0001\n05/04/2025,Ada King,b@x.org,sn-0002\n",
    );
    let dry = ImportOrdersRequest {
        dry_run: true,
        ..request.clone()
    };
    let asked = import(&library, &dry);
    assert_eq!(asked.unclear_date.as_deref(), Some("03/04/2025"));
    let people: Vec<&str> = asked
        .unclear_people
        .iter()
        .map(|one| one.person.as_str())
        .collect();
    assert_eq!(
        people,
        ["a@x.org", "b@x.org"],
        "two people of one name are not one"
    );
    let refused = library
        .engine
        .import_orders(&request, &Cancel::default(), &|_| ());
    let refused = refused.expect_err("days and months are not guessed").to_string();
    assert!(refused.contains("03/04/2025"), "{refused}");
    let answered = ImportOrdersRequest {
        dates: Some(DateOrder::Month),
        people: BTreeMap::from([
            ("a@x.org".to_owned(), "Ada King".to_owned()),
            ("b@x.org".to_owned(), String::new()),
        ]),
        ..request
    };
    let before = taste(&library, &ada);
    let came = import(&library, &answered);
    assert_eq!((came.clients, came.lines), (1, 2));
    assert!(came.unclear_people.is_empty() && came.unclear_date.is_none());
    assert_ne!(taste(&library, &ada), before);
}

#[test]
fn an_erased_client_takes_its_purchases_along() {
    let (library, ada) = shop();
    let request = orders(
        &library,
        "order,date,client,email,product,size\nordermark-1,2025-03-01,Ada King,mark@x.org,sn-0001,sizemark\n\
         ordermark-1,2025-03-01,Ada King,mark@x.org,productmark,sizemark\n",
    );
    import(&library, &request);
    std::fs::remove_file(&request.file).unwrap();
    library.engine.delete_profile(&ada).expect("erased");
    for mark in ["ordermark", "mark@x.org", "sizemark", "productmark"] {
        let found = files_with(library.engine.library(), mark.as_bytes());
        assert_eq!(found, Vec::<String>::new(), "{mark}");
    }
}

#[test]
fn names_of_people_who_are_no_clients_are_never_kept() {
    let (library, _) = shop();
    let request = orders(
        &library,
        "order,date,client,email,phone,product\nordermark-1,2025-03-01,Cy Somebody,cymark@x.org,0041223344,sn-0001\n",
    );
    import(&library, &request);
    for mark in ["Somebody", "cymark", "0041223344", "ordermark"] {
        let found = files_with(library.engine.library(), mark.as_bytes());
        assert_eq!(found, Vec::<String>::new(), "{mark}");
    }
}

#[test]
fn purchases_come_back_from_a_backup() {
    let (library, ada) = shop();
    import(&library, &orders(&library, TABLE));
    let before = taste(&library, &ada);
    let kept = text(&library.folder.path().join("kept.zip"));
    library
        .engine
        .backup(&BackupRequest { file: kept.clone() })
        .unwrap();
    let new = Library::on_a_laptop();
    new.engine.restore(&RestoreRequest { file: kept }).unwrap();
    assert_eq!(taste(&new, &ada), before);
    assert_eq!(
        import(&new, &orders(&new, TABLE)).lines,
        0,
        "its lines are known there"
    );
}

#[test]
fn a_file_that_stops_in_the_middle_brings_what_is_whole() {
    let (library, _) = shop();
    let came = import(
        &library,
        &orders(
            &library,
            "date,client,product,quantity\n2025-03-01,Ada King,sn-0001,1\n2025-03-02,Ada Ki",
        ),
    );
    assert_eq!((came.lines, came.quarantined), (1, 1), "{:?}", came.reasons);
}

#[test]
fn what_the_shop_shows_together_comes_first_in_a_look() {
    let (library, _) = shop();
    let look = |limit| {
        let request = CompleteRequest {
            id: "sn-0001".to_owned(),
            limit: Some(limit),
            ..CompleteRequest::default()
        };
        library.engine.complete(&request).expect("a look")
    };
    let all = look(100);
    let slot = all
        .slots
        .iter()
        .find(|slot| slot.hits.len() > 3)
        .expect("a slot of several");
    let partner = slot.hits[3].id.clone();
    let mut table = "look,id\n".to_owned();
    let _ = write!(table, "l1,sn-0001\nl1,{partner}\nl1,{partner}\nl2,sn-0002\n");
    let came = library
        .engine
        .import_looks(
            &ImportLooksRequest {
                file: text(&file(library.folder.path(), "looks.csv", &table)),
                job: None,
            },
            &Cancel::default(),
            &|_| (),
        )
        .expect("looks come in");
    assert_eq!(
        (came.looks, came.pieces),
        (2, 3),
        "a piece once a look; one of one piece is kept"
    );
    let now = look(4);
    let own = now
        .slots
        .iter()
        .find(|own| own.category == slot.category)
        .expect("the slot");
    assert_eq!(own.hits[0].id, partner);
}
