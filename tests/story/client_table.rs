//! Clients come in from a table: whoever is in it, in any language, once, and nobody is merged with somebody else.

use crate::support::{Library, file};
use nova_engine::{
    Cancel, Channel, Clock, CreateProfileRequest, Entry, ImportClientsRequest, ImportClientsResponse,
    OpenOptions, ProfileRequest, SetEntryRequest,
};
use std::collections::BTreeMap;

/// 2026-11-26 at noon.
const NOW: i64 = 1_795_694_400_000;

fn library() -> Library {
    Library::with(OpenOptions {
        clock: Clock::at(NOW),
        ..OpenOptions::default()
    })
}

fn import(library: &Library, table: &str, people: &[(&str, &str)], dry_run: bool) -> ImportClientsResponse {
    let path = file(library.folder.path(), "clients.csv", table);
    let people = people
        .iter()
        .map(|(person, name)| ((*person).to_owned(), (*name).to_owned()));
    let request = ImportClientsRequest {
        file: path.to_string_lossy().into_owned(),
        people: people.collect::<BTreeMap<_, _>>(),
        dry_run,
        ..ImportClientsRequest::default()
    };
    library
        .engine
        .import_clients(&request, &Cancel::default(), &|_| ())
        .expect("the table is read")
}

fn names(library: &Library) -> Vec<String> {
    let profiles = library.engine.profiles().expect("profiles").profiles;
    profiles.into_iter().map(|profile| profile.name).collect()
}

fn entries(library: &Library, name: &str) -> Vec<Entry> {
    let request = ProfileRequest {
        profile: Some(name.to_owned()),
    };
    let file = library.engine.client_file(&request).expect("a file");
    file.entries.into_iter().map(|own| own.entry).collect()
}

fn contact(channel: Channel, value: &str) -> Entry {
    Entry::Contact {
        channel,
        value: value.to_owned(),
    }
}

fn size(size: &str, of: Option<&str>) -> Entry {
    Entry::Size {
        size: size.to_owned(),
        of: of.map(str::to_owned),
        brand: None,
    }
}

const GERMAN: &str = "Bemerkungen;Geburtsdatum;E-Mail;Nachname;Vorname;Telefon;Größe;Vermeidet;Firma\n\
    mag Blau;03.12.1988;ADA@x.org;King;Ada;+44 20 123456;38;Wolle, Gelb;King Ltd\n\
    ;24.12.;bo@x.org;Berg;Bo;;;;\n\
    ohne Namen;;;;;;;;\n";

#[test]
fn a_table_in_any_language_and_order_makes_clients_with_their_files() {
    let library = library();
    let told = import(&library, GERMAN, &[], true);
    assert_eq!((told.rows, told.new_clients, told.entries), (2, 2, 9));
    assert!(names(&library).is_empty(), "a preview changes nothing");
    assert_eq!(import(&library, GERMAN, &[], false), told);
    assert_eq!(names(&library), ["Ada King", "Bo Berg"]);
    assert_eq!((told.quarantined, told.reasons.len()), (1, 1), "{told:?}");
    assert!(told.reasons[0].contains("row 4"), "{:?}", told.reasons);
    let avoid = |what: &str| Entry::Avoid {
        what: what.to_owned(),
    };
    assert_eq!(
        entries(&library, "Ada King"),
        [
            Entry::Note {
                text: "mag Blau".to_owned()
            },
            Entry::Birthday {
                day: "1988-12-03".to_owned()
            },
            contact(Channel::Email, "ada@x.org"),
            contact(Channel::Telephone, "+44 20 123456"),
            size("38", None),
            avoid("Wolle"),
            avoid("Gelb"),
        ]
    );
    assert_eq!(
        entries(&library, "Bo Berg"),
        [
            Entry::Birthday {
                day: "--12-24".to_owned()
            },
            contact(Channel::Email, "bo@x.org"),
        ]
    );
}

#[test]
fn the_same_table_twice_changes_nothing_and_a_longer_one_adds_what_is_new() {
    let library = library();
    import(&library, GERMAN, &[], false);
    let again = import(&library, GERMAN, &[], false);
    assert_eq!((again.new_clients, again.known_clients, again.entries), (0, 2, 0));
    let more = "name,email,phone,shoe size,birthday\nA. King,ada@X.org,,\"38,5\",1989-01-01\n";
    let more = import(&library, more, &[], false);
    assert_eq!(
        (more.new_clients, more.known_clients, more.entries),
        (0, 1, 1),
        "the e-mail tells who it is"
    );
    assert!(
        more.reasons[0].contains("another birthday"),
        "one stands there and stays: {:?}",
        more.reasons
    );
    assert_eq!(
        entries(&library, "Ada King").last(),
        Some(&size("38,5", Some("shoe")))
    );
    assert_eq!(names(&library).len(), 2);
}

#[test]
fn a_size_of_a_kind_is_that_of_the_catalogues_kind() {
    let library = library();
    let shop = "id,title,category,type\ns1,Runner,Shoes,Sneakers\nd1,Wrap dress,Clothing,Dresses\n";
    let path = file(library.folder.path(), "shop.csv", shop);
    library.import(&path).expect("the catalogue is imported");
    import(
        &library,
        "name,Shoe size,Dress size,Hat size\nAda,38,36,57\n",
        &[],
        false,
    );
    let sizes = [
        size("38", Some("Shoes")),
        size("36", Some("Dresses")),
        size("57", Some("hat")),
    ];
    assert_eq!(entries(&library, "Ada"), sizes);
}

#[test]
fn whoever_may_be_somebody_else_is_asked_for_and_never_merged() {
    let library = library();
    let name = "Ada King".to_owned();
    library
        .engine
        .create_profile(&CreateProfileRequest { name })
        .expect("a client");
    let request = SetEntryRequest {
        profile: Some("Ada King".to_owned()),
        id: None,
        entry: contact(Channel::Email, "ada@x.org"),
    };
    library.engine.set_entry(&request).expect("it is written");
    let table =
        "Nom,Prénom,Courriel,Remarques\nKing,Ada,other@x.org,une autre\nKing,Ada,third@x.org,une troisième\n";
    let told = import(&library, table, &[], false);
    assert_eq!((told.new_clients, told.known_clients, told.entries), (0, 0, 0));
    let asked: Vec<(&str, &str)> = told
        .unclear_people
        .iter()
        .map(|one| (one.person.as_str(), one.client.as_str()))
        .collect();
    assert_eq!(asked, [("other@x.org", "Ada King"), ("third@x.org", "Ada King")]);
    assert_eq!(entries(&library, "Ada King").len(), 1);
    let said = [
        ("other@x.org", "Ada King"),
        ("third@x.org", "Ada King the younger"),
    ];
    let told = import(&library, table, &said, false);
    assert_eq!((told.new_clients, told.known_clients), (1, 1));
    assert_eq!(names(&library), ["Ada King", "Ada King the younger"]);
    assert_eq!(entries(&library, "Ada King").len(), 3);
    let again = import(&library, table, &[], false);
    let asked: Vec<&str> = again
        .unclear_people
        .iter()
        .map(|one| one.person.as_str())
        .collect();
    assert_eq!(again.entries, 0, "what is there is not written again");
    assert_eq!(
        asked,
        ["third@x.org"],
        "who goes by another's name is asked for each time"
    );
}

#[test]
fn birthdays_of_either_order_are_asked_and_a_table_of_nobody_is_refused() {
    let library = library();
    let path = file(library.folder.path(), "c.csv", "name,dob\nAda,03/04/88\n");
    let mut request = ImportClientsRequest {
        file: path.to_string_lossy().into_owned(),
        ..ImportClientsRequest::default()
    };
    let import = |request: &ImportClientsRequest| {
        library
            .engine
            .import_clients(request, &Cancel::default(), &|_| ())
    };
    assert!(import(&request).is_err());
    request.dry_run = true;
    let told = import(&request).expect("a preview");
    assert_eq!(told.unclear_date.as_deref(), Some("03/04/88"));
    request.dry_run = false;
    request.dates = Some(nova_engine::DateOrder::Month);
    import(&request).expect("it is said");
    let day = "1988-03-04".to_owned();
    assert_eq!(entries(&library, "Ada"), [Entry::Birthday { day }]);
    let path = file(library.folder.path(), "d.csv", "colour,price\nred,5\n");
    request.file = path.to_string_lossy().into_owned();
    let refused = import(&request).expect_err("nobody is named");
    assert!(refused.to_string().contains("names anybody"), "{refused}");
}

#[test]
fn a_column_is_read_as_it_is_said_and_passed_over_where_nothing_is_said_of_it() {
    let library = library();
    let path = file(
        library.folder.path(),
        "clients.csv",
        "Name,Wer,Schuh,Kleid,Notiz\nKing,Ada King,38,M,geheim\n",
    );
    let request = ImportClientsRequest {
        file: path.to_string_lossy().into_owned(),
        map: ["name=Wer", "size=Schuh", "size=Kleid", "=Notiz"]
            .map(str::to_owned)
            .to_vec(),
        ..ImportClientsRequest::default()
    };
    let told = library
        .engine
        .import_clients(&request, &Cancel::default(), &|_| ())
        .expect("the table is read");
    let fields: Vec<Option<&str>> = told.columns.iter().map(|own| own.field.as_deref()).collect();
    assert_eq!(fields, [None, Some("name"), Some("size"), Some("size"), None]);
    assert_eq!(names(&library), ["Ada King"]);
    assert_eq!(entries(&library, "Ada King"), [size("38", None), size("M", None)]);
}
