//! The shop shows itself: its mark on what it hands over, its currency where its file has none.

use crate::lookbook::{name, texts};
use crate::support::{Library, file, in_a_folder, picture, small_catalogue, text};
use nova_engine::{
    BackupRequest, CreateProfileRequest, LookbookRequest, ProductRequest, RestoreRequest, SetBoardRequest,
    SetLogoRequest, SetSettingRequest, ToPin,
};

fn currency(library: &Library, value: Option<&str>) {
    let request = SetSettingRequest {
        key: "currency".to_owned(),
        value: value.map(str::to_owned),
    };
    library.engine.set_setting(&request).unwrap();
}

fn priced(library: &Library, id: &str) -> String {
    let request = ProductRequest { id: id.to_owned() };
    library.engine.product(&request).unwrap().product.currency
}

#[test]
fn prices_without_a_currency_are_in_the_shops_own() {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::new();
    library.import(&small_catalogue(folder.path())).unwrap();
    assert_eq!(priced(&library, "1"), "");
    currency(&library, Some("CHF"));
    assert_eq!(priced(&library, "1"), "CHF", "at once");
    let table = file(
        folder.path(),
        "more.csv",
        "id,title,price,currency\n8,Vest,10,EUR\n9,Scarf,20,\n",
    );
    library.import(&table).unwrap();
    assert_eq!(
        (priced(&library, "8").as_str(), priced(&library, "9").as_str()),
        ("EUR", "CHF")
    );
    currency(&library, None);
    assert_eq!(priced(&library, "9"), "", "the file's own word was never changed");
}

#[test]
fn a_mark_stands_on_the_page_and_goes_along_with_a_backup() {
    if !in_a_folder() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let library = Library::new();
    library.import(&small_catalogue(folder.path())).unwrap();
    let engine = &library.engine;
    picture(folder.path(), "mark.jpg", [10, 20, 30]);
    let set = |file: Option<String>| engine.set_logo(&SetLogoRequest { file });
    let first = set(Some(text(&folder.path().join("mark.jpg")))).unwrap().values["logo"].clone();
    let svg = file(
        folder.path(),
        "mark.svg",
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><rect width="4" height="1" fill="#7a1f3d"/></svg>"##,
    );
    let second = set(Some(text(&svg))).unwrap().values["logo"].clone();
    assert!(
        !engine.logo_path(&first).unwrap().exists(),
        "the one before is gone"
    );
    let mark = engine.logo_path(&second).unwrap();
    assert!(mark.is_file() && mark.starts_with(engine.library()));
    assert!(set(Some(text(&folder.path().join("shop.csv")))).is_err());
    assert!(set(Some("/nowhere/mark.png".to_owned())).is_err());
    assert!(mark.is_file(), "what cannot be read changes nothing");
    assert_eq!(engine.logo_path("../user"), None);

    engine
        .create_profile(&CreateProfileRequest {
            name: "Ada".to_owned(),
        })
        .unwrap();
    let board = SetBoardRequest {
        was: None,
        profile: name("Ada"),
        name: "Summer".to_owned(),
        items: Some(vec![ToPin {
            id: "1".to_owned(),
            note: None,
        }]),
        look: None,
    };
    engine.set_board(&board).unwrap();
    let write = |name: &str| {
        let file = folder.path().join(name);
        let request = LookbookRequest {
            profile: Some("Ada".to_owned()),
            board: "Summer".to_owned(),
            parts: Vec::new(),
            file: text(&file),
            prices: None,
            texts: texts(),
        };
        engine.lookbook(&request).unwrap();
        std::fs::read(file).unwrap()
    };
    let page = String::from_utf8(write("page.html")).unwrap();
    assert_eq!(page.matches("data:image/png;base64,").count(), 1);
    let with = write("book.pdf").len();

    let backup = folder.path().join("shop.zip");
    engine.backup(&BackupRequest { file: text(&backup) }).unwrap();
    set(None).unwrap();
    assert!(!mark.exists());
    assert!(write("book.pdf").len() < with, "it stood there too");
    engine.restore(&RestoreRequest { file: text(&backup) }).unwrap();
    assert!(mark.is_file());
    assert_eq!(engine.settings().unwrap().values.get("logo"), Some(&second));
}
