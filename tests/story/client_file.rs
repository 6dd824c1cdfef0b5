//! The client's file: what is written down limits what is shown, prepares the next visit, travels, and goes with the client.

use crate::support::{Library, file, files_with, text};
use nova_engine::{
    Cancel, Channel, ClientFileResponse, Clock, CompleteRequest, CreateProfileRequest, Entry,
    ExportProfileRequest, ImportOrdersRequest, ImportProfileRequest, NextCardsRequest, OpenOptions,
    PrepareVisitRequest, PrepareVisitResponse, ProfileRequest, RemoveEntryRequest, SetEntryRequest,
    SetFavouriteRequest, SwipeRequest, UndoDeleteProfileRequest, Verdict,
};
use std::fmt::Write as _;

/// 2026-11-26 at noon.
const NOW: i64 = 1_795_694_400_000;
const DAY: i64 = 86_400_000;
const ADA: &str = "Ada King";

fn client() -> ProfileRequest {
    ProfileRequest {
        profile: Some(ADA.to_owned()),
    }
}

/// A table of pieces without pictures, `count` of them, in three sizes by turns.
fn table(count: usize) -> String {
    let mut table = "id,title,type,gender,colours,sizes,price,stock\n".to_owned();
    for number in 1..=count {
        let kind = ["T-shirts", "Jeans", "Sneakers", "Bags"][number % 4];
        let colour = ["black", "white", "navy", "olive", "red"][number % 5];
        let size = ["S", "M", "L"][number % 3];
        let _ = writeln!(
            table,
            "p{number},Piece {number},{kind},women,{colour},{size},{number},3"
        );
    }
    table
}

fn shop() -> Library {
    let library = Library::with(OpenOptions {
        clock: Clock::at(NOW),
        ..OpenOptions::default()
    });
    let source = file(library.folder.path(), "shop.csv", table(60));
    library.import(&source).expect("the table is imported");
    let name = ADA.to_owned();
    library
        .engine
        .create_profile(&CreateProfileRequest { name })
        .expect("a client");
    library
}

fn write(library: &Library, entry: Entry) -> ClientFileResponse {
    let request = SetEntryRequest {
        profile: client().profile,
        id: None,
        entry,
    };
    library.engine.set_entry(&request).expect("it is written")
}

fn size(size: &str, of: &str) -> Entry {
    Entry::Size {
        size: size.to_owned(),
        of: Some(of.to_owned()),
        brand: None,
    }
}

fn visit(library: &Library) -> PrepareVisitResponse {
    library
        .engine
        .prepare_visit(&PrepareVisitRequest {
            profile: client().profile,
            ..PrepareVisitRequest::default()
        })
        .expect("a visit")
}

fn dealt(library: &Library) -> Vec<(String, Vec<String>)> {
    let request = NextCardsRequest {
        profile: client().profile,
        n: Some(60),
        seed: Some(1),
        ..NextCardsRequest::default()
    };
    let cards = library.engine.next_cards(&request).expect("cards").cards;
    cards.into_iter().map(|card| (card.kind, card.colours)).collect()
}

#[test]
fn sizes_and_what_is_avoided_limit_the_cards_and_the_looks() {
    let library = shop();
    let all = dealt(&library).len();
    write(&library, size("M", "T-shirts"));
    let shirts =
        |cards: &[(String, Vec<String>)]| cards.iter().filter(|(kind, _)| kind == "T-shirts").count();
    let fitting = dealt(&library);
    assert_eq!(
        all - fitting.len(),
        10,
        "ten of fifteen shirts come in other sizes"
    );
    assert_eq!(shirts(&fitting), 5);
    let file = write(
        &library,
        Entry::Avoid {
            what: "Red".to_owned(),
        },
    );
    let cards = dealt(&library);
    assert!(cards.iter().all(|(_, colours)| colours != &["red"]), "no red");
    let look = library.engine.complete(&CompleteRequest {
        id: "p1".to_owned(),
        limit: Some(100),
        profile: client().profile,
        ..CompleteRequest::default()
    });
    let hits = look.expect("a look").slots.into_iter().flat_map(|slot| slot.hits);
    let colours: Vec<_> = hits.map(|hit| hit.colours).collect();
    assert!(
        !colours.is_empty() && colours.iter().all(|own| own != &["red"]),
        "nor in a look"
    );
    for own in file.entries {
        let (profile, id) = (client().profile, own.id);
        library
            .engine
            .remove_entry(&RemoveEntryRequest { profile, id })
            .expect("it is removed");
    }
    assert_eq!(dealt(&library).len(), all, "without them all is as before");
}

#[test]
fn a_visit_tells_what_is_near_due_new_and_goes_with_what_was_bought() {
    let library = shop();
    let orders = "date,client,product,quantity,price,size\n\
        2026-05-03,Ada King,p1,1,20,M\n2026-05-03,Ada King,p4,1,20,M\n2026-05-04,Ada King,p4,-1,20,M\n";
    library
        .engine
        .import_orders(
            &ImportOrdersRequest {
                file: text(&file(library.folder.path(), "orders.csv", orders)),
                ..ImportOrdersRequest::default()
            },
            &Cancel::default(),
            &|_| (),
        )
        .expect("orders come in");
    write(
        &library,
        Entry::Birthday {
            day: "1988-12-08".to_owned(),
        },
    );
    write(
        &library,
        Entry::Occasion {
            name: "wedding".to_owned(),
            day: "2027-06-01".to_owned(),
        },
    );
    let to_do = |product: &str, size: &str| Entry::FollowUp {
        text: format!("tell of {product}"),
        day: None,
        product: Some(product.to_owned()),
        size: Some(size.to_owned()),
        done: false,
    };
    write(&library, to_do("p3", "s"));
    write(&library, to_do("p3", "XL"));
    write(
        &library,
        Entry::Appointment {
            day: "2026-12-01".to_owned(),
            time: Some("14:30".to_owned()),
            text: "party".to_owned(),
            pieces: vec!["p2".to_owned()],
            done: false,
        },
    );
    let file_now = write(&library, size("M", "T-shirts"));
    assert_eq!(
        file_now.last_seen,
        Some(1_777_766_400_000),
        "the purchase of 3 May"
    );
    let kept: Vec<&str> = file_now
        .purchases
        .iter()
        .map(|own| own.piece.id.as_str())
        .collect();
    assert_eq!(kept, ["p1"], "what came back is not had");
    assert_eq!(file_now.sizes[0].size, "M");
    let before = visit(&library);
    assert_eq!(before.new_count, 0, "what was there from the start is not new");
    // Four weeks later twelve pieces have come.
    let source = file(library.folder.path(), "shop.csv", table(72));
    library.import(&source).expect("it is imported anew");
    for (product, favourite) in [("p5", true), ("p2", true)] {
        let request = SetFavouriteRequest {
            profile: client().profile,
            product_id: product.to_owned(),
            favourite: Some(favourite),
            note: None,
        };
        library.engine.set_favourite(&request).expect("a favourite");
    }
    let visit = visit(&library);
    assert_eq!(
        visit.coming.len(),
        1,
        "the wedding is more than a month away: {:?}",
        visit.coming
    );
    assert_eq!((visit.coming[0].days, visit.coming[0].name.clone()), (12, None));
    let ready: Vec<bool> = visit.due.iter().map(|own| own.ready).collect();
    assert_eq!(ready, [true, false], "its S is here and its XL is not");
    assert_eq!(visit.appointments[0].pieces[0].title, "Piece 2");
    assert_eq!(visit.new_count, 10, "two of the twelve are shirts in other sizes");
    assert!(
        visit
            .new
            .iter()
            .all(|card| card.id.len() == 3 && card.id.as_str() > "p60")
    );
    assert_eq!(visit.wished.len(), 2);
    assert_eq!(visit.goes_with[0].bought.piece.id, "p1");
    assert!(!visit.goes_with[0].slots.is_empty());
}

#[test]
fn an_entry_that_cannot_be_is_refused_and_changes_nothing() {
    let library = shop();
    let wrong = [
        Entry::Birthday {
            day: "soon".to_owned(),
        },
        Entry::Note { text: " ".to_owned() },
        Entry::Appointment {
            day: "2026-12-01".to_owned(),
            time: None,
            text: String::new(),
            pieces: vec!["nowhere".to_owned()],
            done: false,
        },
    ];
    for entry in wrong {
        let request = SetEntryRequest {
            profile: client().profile,
            id: None,
            entry,
        };
        assert!(library.engine.set_entry(&request).is_err(), "{request:?}");
    }
    let missing = RemoveEntryRequest {
        profile: client().profile,
        id: 7,
    };
    assert!(library.engine.remove_entry(&missing).is_err());
    let file = library.engine.client_file(&client()).expect("the file");
    assert!(file.entries.is_empty());
}

#[test]
fn a_file_travels_with_its_client_and_leaves_no_byte_when_it_is_erased() {
    let library = shop();
    let mark = "eidothea";
    write(
        &library,
        Entry::Contact {
            channel: Channel::Email,
            value: format!("{mark}@x.org"),
        },
    );
    write(
        &library,
        Entry::Note {
            text: format!("{mark} likes warm colours"),
        },
    );
    let orders = format!("date,client,product,order\n2026-05-03,Ada King,p1,{mark}\n");
    let table = file(library.folder.path(), "orders.csv", orders);
    let request = ImportOrdersRequest {
        file: text(&table),
        ..ImportOrdersRequest::default()
    };
    library
        .engine
        .import_orders(&request, &Cancel::default(), &|_| ())
        .expect("orders come in");
    let before = library.engine.client_file(&client()).expect("the file");
    let handed = text(&library.folder.path().join("ada.json"));
    library
        .engine
        .export_profile(&ExportProfileRequest {
            profile: client().profile,
            file: handed.clone(),
        })
        .expect("it is written");
    let other = shop();
    let name = Some("Ada of the other shop".to_owned());
    other
        .engine
        .import_profile(&ImportProfileRequest {
            file: handed,
            name: name.clone(),
        })
        .expect("it is read");
    let there = other
        .engine
        .client_file(&ProfileRequest { profile: name })
        .expect("the file");
    let said = |file: &ClientFileResponse| -> Vec<Entry> {
        file.entries.iter().map(|own| own.entry.clone()).collect()
    };
    assert_eq!(said(&there), said(&before));
    assert_eq!(there.purchases, before.purchases);
    assert_eq!(there.last_seen, before.last_seen);

    let holding = || {
        let files = files_with(library.engine.library(), mark.as_bytes());
        [files, library.folder.tables_with(mark)].concat()
    };
    assert_ne!(holding(), Vec::<String>::new(), "what is looked for can be found");
    library.engine.delete_profile(&client()).expect("it is erased");
    assert_eq!(holding(), Vec::<String>::new());

    let back = UndoDeleteProfileRequest {
        name: client().profile.expect("a name"),
    };
    library.engine.undo_delete_profile(&back).expect("it comes back");
    let again = library.engine.client_file(&client()).expect("the file");
    assert_eq!(said(&again), said(&before));
    assert_eq!(again.purchases, before.purchases);
    assert!(library.engine.undo_delete_profile(&back).is_err(), "once only");
    library.engine.delete_profile(&client()).expect("it is erased");
    let library = library.reopened();
    assert!(
        library.engine.undo_delete_profile(&back).is_err(),
        "what is erased is gone with the program"
    );
}

#[test]
fn a_swipe_is_the_last_time_that_a_client_was_seen() {
    let library = shop();
    let swipe = SwipeRequest {
        profile: client().profile,
        product_id: "p1".to_owned(),
        verdict: Verdict::Like,
        attribute: None,
        swipe_id: None,
        deal: None,
    };
    assert_eq!(
        library.engine.client_file(&client()).expect("the file").last_seen,
        None
    );
    library.engine.swipe(&swipe).expect("a swipe");
    let seen = library.engine.client_file(&client()).expect("the file").last_seen;
    assert_eq!(seen, Some(NOW));
    assert_eq!(NOW / DAY * DAY + DAY / 2, NOW, "at noon");
}

#[test]
fn a_photo_of_an_own_piece_is_kept_has_a_look_and_goes_with_its_entry() {
    let library = Library::with(OpenOptions {
        clock: Clock::at(NOW),
        ..OpenOptions::default()
    });
    library
        .engine
        .import_demo(&Cancel::default(), &|_| ())
        .expect("the demo is imported");
    let name = ADA.to_owned();
    let made = library.engine.create_profile(&CreateProfileRequest { name });
    made.expect("a client");
    let own = crate::support::picture(library.folder.path(), "own.jpg", [170, 40, 40]);
    let shown = |file: &ClientFileResponse| match &file.entries[0].entry {
        Entry::Wardrobe { photo, .. } => photo.clone().expect("a photo"),
        other => panic!("{other:?}"),
    };
    let wardrobe = |photo: Option<String>| Entry::Wardrobe {
        name: "Red wool coat".to_owned(),
        photo,
    };
    let file = write(&library, wardrobe(Some(text(&own))));
    let kept = shown(&file);
    std::fs::remove_file(&own).expect("the user's own file goes");
    assert!(std::path::Path::new(&kept).is_file(), "the library has its own");
    let look = library.engine.complete(&CompleteRequest {
        image: Some(kept.clone()),
        said: Some("Red wool coat".to_owned()),
        profile: client().profile,
        limit: Some(1),
        ..CompleteRequest::default()
    });
    let look = look.expect("a look");
    assert_eq!(
        look.slot.map(|slot| format!("{slot:?}")).as_deref(),
        Some("Outerwear")
    );
    assert!(look.slots.len() >= 3, "{:?}", look.slots.len());
    let alone = library.engine.complete(&CompleteRequest {
        image: Some(kept.clone()),
        ..CompleteRequest::default()
    });
    assert!(alone.expect("a look").slot.is_some(), "the photo is enough");
    assert!(
        library.engine.complete(&CompleteRequest::default()).is_err(),
        "nothing is named"
    );
    let request = RemoveEntryRequest {
        profile: client().profile,
        id: file.entries[0].id,
    };
    library.engine.remove_entry(&request).expect("it is removed");
    assert!(!std::path::Path::new(&kept).exists(), "and its photo with it");
}
