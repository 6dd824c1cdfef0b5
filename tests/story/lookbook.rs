//! A board goes out as a lookbook, and what comes back is swipes and notes: once only, and only where it belongs.

use crate::support::{Library, small_catalogue};
use nova_engine::{
    CreateProfileRequest, LookbookPart, LookbookRequest, LookbookTexts, ProfileRequest, ReactionsRequest,
    RenameBoardRequest, SetBoardRequest, ToPin,
};
use std::path::Path;

pub fn texts() -> LookbookTexts {
    let word = |text: &str| text.to_owned();
    LookbookTexts {
        language: word("fr"),
        right_to_left: false,
        title: word("Été <2026>"),
        shop: word("Chez Odile"),
        greeting: word("Pour Ada"),
        hint: word("Touchez"),
        love: word("J’adore"),
        maybe: word("Peut-être"),
        no: word("Non"),
        word: word("Un mot"),
        sizes: word("Tailles"),
        sold: word("Épuisé"),
        total: word("Ensemble"),
        send: word("Renvoyer"),
        send_hint: word("Enregistrez"),
        save: word("Enregistrer"),
        copy: word("Copier"),
        footer: word("StyleNova"),
    }
}

pub fn name(client: &str) -> Option<String> {
    Some(client.to_owned())
}

/// A shop of three dresses, two clients, and a board of Ada's with two of the dresses.
fn shop(folder: &Path) -> Library {
    let library = Library::new();
    library.import(&small_catalogue(folder)).unwrap();
    for client in ["Ada", "Noor"] {
        let name = client.to_owned();
        library
            .engine
            .create_profile(&CreateProfileRequest { name })
            .unwrap();
    }
    let pin = |id: &str, note: &str| ToPin {
        id: id.to_owned(),
        note: Some(note.to_owned()),
    };
    let board = SetBoardRequest {
        was: None,
        profile: name("Ada"),
        name: "Summer".to_owned(),
        items: Some(vec![pin("2", "with <sandals>"), pin("1", "")]),
        look: None,
    };
    library.engine.set_board(&board).unwrap();
    library
}

fn written(library: &Library, folder: &Path) -> (String, String) {
    let file = folder.join("summer.html");
    let request = LookbookRequest {
        profile: name("Ada"),
        board: "summer".to_owned(),
        parts: Vec::new(),
        file: file.to_string_lossy().into_owned(),
        prices: None,
        texts: texts(),
    };
    let written = library.engine.lookbook(&request).unwrap();
    assert_eq!(written.items, 2);
    (std::fs::read_to_string(file).unwrap(), written.lookbook.unwrap())
}

fn answers(folder: &Path, text: &str) -> ReactionsRequest {
    let file = folder.join("answers.json");
    std::fs::write(&file, text).unwrap();
    ReactionsRequest {
        file: Some(file.to_string_lossy().into_owned()),
        ..ReactionsRequest::default()
    }
}

#[test]
fn a_lookbook_holds_all_that_it_shows_and_asks_no_network() {
    let folder = tempfile::tempdir().unwrap();
    let library = shop(folder.path());
    let (page, id) = written(&library, folder.path());
    assert!(
        page.contains("Été &lt;2026&gt;") && page.contains("with &lt;sandals&gt;"),
        "texts are safe"
    );
    assert!(
        page.contains(&format!(r#"{{"lookbook":"{id}","pieces":["2","1"]}}"#)),
        "it knows itself"
    );
    assert_eq!(
        page.matches("data:image/jpeg;base64,").count(),
        3,
        "a cover and two pieces"
    );
    assert!(
        page.contains("Ensemble <b>90.00</b>"),
        "and what both cost together"
    );
    for foreign in ["http:", "https:", "//", "@import", "url("] {
        let own = page.replace("data:image/jpeg;base64,", "");
        // The base 64 of a picture may hold two slashes; nothing of the page may.
        let plain: String = own
            .split("<img")
            .map(|part| part.split_once('>').map_or(part, |(_, rest)| rest))
            .collect();
        let plain: String = plain
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        assert!(!plain.contains(foreign), "{foreign}");
    }
}

#[test]
fn answers_come_in_once_as_swipes_and_notes() {
    let folder = tempfile::tempdir().unwrap();
    let library = shop(folder.path());
    let (_, id) = written(&library, folder.path());
    let sheet = format!(
        r#"{{"stylenova":"reactions","version":1,"lookbook":"{id}","at":1,"pieces":[{{"id":"2","says":"love","word":"in  blue, please"}},{{"id":"1","says":"no"}},{{"id":"9","says":"love"}}]}}"#
    );
    let request = answers(folder.path(), &sheet);
    let other = ReactionsRequest {
        profile: name("Noor"),
        ..request.clone()
    };
    assert!(library.engine.reactions(&other).is_err(), "they are not Noor's");
    let came = library.engine.reactions(&request).unwrap();
    assert_eq!((came.client.as_str(), came.board.as_str()), ("Ada", "Summer"));
    assert_eq!((came.loved, came.maybe, came.left, came.notes), (1, 0, 1, 1));
    assert_eq!(came.unknown, ["9"], "it was not in the lookbook");
    let ada = ProfileRequest { profile: name("Ada") };
    let boards = library.engine.boards(&ada).unwrap().boards;
    assert_eq!(boards[0].items[0].note, "with <sandals> – in blue, please");
    let history = library.engine.history(&nova_engine::HistoryRequest {
        profile: name("Ada"),
        ..Default::default()
    });
    let swipes = history.unwrap().swipes;
    assert_eq!(swipes.len(), 2);
    assert!(
        swipes.iter().all(|swipe| swipe.at > 1_600_000_000_000),
        "not before the lookbook was made"
    );
    let again = library.engine.reactions(&request).unwrap();
    assert_eq!(
        (again.loved, again.left, again.notes, again.repeated),
        (0, 0, 0, 2),
        "once only"
    );
}

#[test]
fn several_boards_are_parts_of_one_lookbook_and_a_word_stands_on_the_board_of_its_piece() {
    let folder = tempfile::tempdir().unwrap();
    let library = shop(folder.path());
    let ada = ProfileRequest { profile: name("Ada") };
    let evening = SetBoardRequest {
        was: None,
        profile: name("Ada"),
        name: "Evening".to_owned(),
        items: Some(vec![
            ToPin {
                id: "3".to_owned(),
                note: None,
            },
            ToPin {
                id: "1".to_owned(),
                note: None,
            },
        ]),
        look: Some(true),
    };
    library.engine.set_board(&evening).unwrap();
    let part = |board: &str| LookbookPart {
        board: board.to_owned(),
        title: format!("<{board}>"),
    };
    let request = |file: &Path| LookbookRequest {
        profile: name("Ada"),
        board: String::new(),
        // The favourites are empty, and make no part.
        parts: vec![part("Summer"), part(""), part("evening")],
        file: file.to_string_lossy().into_owned(),
        prices: Some(false),
        texts: texts(),
    };
    let file = folder.path().join("both.html");
    let written = library.engine.lookbook(&request(&file)).unwrap();
    assert_eq!(written.items, 4, "a piece of both stands in both");
    let page = std::fs::read_to_string(&file).unwrap();
    let at = |text: &str| {
        page.find(text)
            .unwrap_or_else(|| panic!("{text} is not in the page"))
    };
    assert!(at("&lt;Summer&gt;") < at(">Blue dress<") && at(">Blue dress<") < at("&lt;evening&gt;"));
    assert!(at("&lt;evening&gt;") < at(">Green dress<"));
    assert!(!page.contains("&lt;&gt;"), "what is empty is no part");
    assert!(
        !page.contains("60.00") && !page.contains("Ensemble"),
        "prices were not asked for"
    );
    let print = folder.path().join("both.pdf");
    assert_eq!(library.engine.lookbook(&request(&print)).unwrap().items, 4);

    let rename = RenameBoardRequest {
        profile: name("Ada"),
        name: "evening".to_owned(),
        to: "Late".to_owned(),
    };
    library.engine.rename_board(&rename).unwrap();
    let id = written.lookbook.unwrap();
    let sheet = format!(
        r#"{{"stylenova":"reactions","lookbook":"{id}","at":1,"pieces":[{{"id":"3","says":"love","word":"longer?"}},{{"id":"1","says":"no","word":"too red"}},{{"id":"1","says":null}}]}}"#
    );
    let came = library.engine.reactions(&answers(folder.path(), &sheet)).unwrap();
    assert_eq!(came.board, "Summer, Late");
    assert_eq!((came.loved, came.left, came.notes, came.repeated), (1, 1, 2, 0));
    let boards = library.engine.boards(&ada).unwrap().boards;
    let notes = |name: &str| -> Vec<String> {
        let board = boards.iter().find(|board| board.name == name).expect(name);
        board.items.iter().map(|item| item.note.clone()).collect()
    };
    assert_eq!(
        notes("Summer"),
        ["with <sandals>", "too red"],
        "the first board that has it"
    );
    assert_eq!(notes("Late"), ["longer?", ""]);
}

#[test]
fn answers_of_another_shop_or_of_an_erased_client_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let library = shop(folder.path());
    let (_, id) = written(&library, folder.path());
    let sheet = |id: &str| format!(r#"{{"stylenova":"reactions","lookbook":"{id}","at":1,"pieces":[]}}"#);
    for none in [
        sheet("0123456789abcdef"),
        "[]".to_owned(),
        "{}".to_owned(),
        String::new(),
        sheet(&id)[..20].to_owned(),
    ] {
        assert!(
            library.engine.reactions(&answers(folder.path(), &none)).is_err(),
            "{none}"
        );
    }
    library
        .engine
        .delete_profile(&ProfileRequest { profile: name("Ada") })
        .unwrap();
    assert!(
        library
            .engine
            .reactions(&answers(folder.path(), &sheet(&id)))
            .is_err(),
        "she was erased"
    );
}
