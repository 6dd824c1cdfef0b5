//! Bad input of every kind: a clear error or a quarantine entry that names the file or row and what to do;
//! nothing else is lost, and nothing panics.

use crate::support::{Library, demo, file, picture, small_catalogue, text, words};
use nova_engine::{
    Cancel, Degraded, EmbeddedBy, Engine, EngineError, ErrorCode, ImportRequest, OpenOptions,
    QuarantineRequest, SearchRequest, SimilarRequest,
};
use std::path::Path;

fn search(request: &SearchRequest) -> EngineError {
    demo().engine.search(request).expect_err("this must be refused")
}

/// An error must name what it is about and say what to do.
fn check(error: &EngineError, code: ErrorCode, names: &str) {
    assert_eq!(error.code(), code, "{error}");
    assert!(
        error.to_string().contains(names),
        "the message names \"{names}\": {error}"
    );
    assert!(!error.hint().is_empty(), "it says what to do: {error}");
}

/// The reason for which a single bad file beside a good one was left out.
fn quarantined_picture(name: &str, bytes: &[u8]) -> String {
    let library = Library::new();
    let shop = tempfile::tempdir().unwrap();
    picture(shop.path(), "good.jpg", [200, 30, 30]);
    file(shop.path(), name, bytes);
    let table = file(
        shop.path(),
        "shop.csv",
        format!("id,title,image\n1,Good,good.jpg\n2,Bad,{name}\n"),
    );
    let done = library
        .import(&table)
        .expect("a bad picture never stops an import");
    assert_eq!(
        (done.added, done.images, done.quarantined),
        (2, 1, 1),
        "the good one is in, the bad one is listed"
    );
    let listed = library.engine.quarantine(&QuarantineRequest::default()).unwrap();
    assert!(
        listed.entries[0]
            .file
            .as_deref()
            .is_some_and(|file| file.contains(name)),
        "the entry names the file"
    );
    assert_eq!(listed.entries[0].id.as_deref(), Some("2"), "and the product");
    let file = std::fs::read_to_string(
        done.quarantine_file
            .expect("there is a table of what was left out"),
    )
    .unwrap();
    assert!(file.contains(name), "which names it too");
    listed.entries[0].reason.clone()
}

/// A PNG header of the given size with almost no data: what a decompression bomb begins with.
fn png_bomb(side: u32) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], data: &[u8]| {
        let body = [kind.as_slice(), data].concat();
        [
            &(data.len() as u32).to_be_bytes(),
            body.as_slice(),
            &crc32(&body).to_be_bytes(),
        ]
        .concat()
    };
    let size = [side.to_be_bytes(), side.to_be_bytes()].concat();
    let header = [size.as_slice(), &[8, 2, 0, 0, 0]].concat();
    [
        b"\x89PNG\r\n\x1a\n".as_slice(),
        &chunk(b"IHDR", &header),
        &chunk(b"IDAT", &[0x78, 1]),
        &chunk(b"IEND", &[]),
    ]
    .concat()
}

/// The checksum of PNG (ISO 3309), bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                (crc >> 1) ^ 0xEDB8_8320
            } else {
                crc >> 1
            }
        })
    })
}

#[test]
fn broken_pictures_are_left_out_with_their_reason() {
    let folder = tempfile::tempdir().unwrap();
    let whole = std::fs::read(picture(folder.path(), "whole.jpg", [9, 99, 200])).unwrap();
    for (name, bytes) in [
        ("cut.jpg", whole[..whole.len() / 2].to_vec()),
        ("text.jpg", b"this is a text and no picture".to_vec()),
        ("empty.png", Vec::new()),
    ] {
        let reason = quarantined_picture(name, &bytes);
        assert!(
            reason.contains("JPEG, PNG"),
            "{name}: it says what would do: {reason}"
        );
    }
}

#[test]
fn a_picture_of_60000_by_60000_is_refused_by_its_header() {
    let reason = quarantined_picture("bomb.png", &png_bomb(60_000));
    assert!(
        reason.contains("3600000000"),
        "it names the pixels, which were never decoded: {reason}"
    );
    let folder = tempfile::tempdir().unwrap();
    let bomb = file(folder.path(), "bomb.png", png_bomb(60_000));
    check(
        &search(&SearchRequest {
            image: Some(text(&bomb)),
            ..SearchRequest::default()
        }),
        ErrorCode::PhotoUnreadable,
        "bomb.png",
    );
}

#[test]
fn a_missing_picture_keeps_its_product() {
    let library = Library::new();
    let shop = tempfile::tempdir().unwrap();
    let table = file(
        shop.path(),
        "shop.csv",
        "id,title,image\n1,Ghost,gone.jpg\n2,Plain,\n",
    );
    let done = library.import(&table).unwrap();
    assert_eq!(
        (done.added, done.quarantined),
        (2, 1),
        "both are in; the missing picture is listed"
    );
    assert_eq!(
        library.titles(&SearchRequest::default()),
        ["Ghost", "Plain"],
        "and can be browsed"
    );
    let similar = SimilarRequest {
        id: "1".into(),
        limit: None,
        offset: None,
        same_wearer: false,
        filters: Vec::new(),
    };
    check(
        &library.engine.similar(&similar).unwrap_err(),
        ErrorCode::InvalidInput,
        "1",
    );
}

#[test]
fn tables_of_every_dialect_give_the_same_products() {
    for (name, bytes) in [
        (
            "bom.csv",
            b"\xEF\xBB\xBFid,title,image\n1,\xC3\x89t\xC3\xA9 \"\"chic\"\",a.jpg\n".to_vec(),
        ),
        (
            "semicolon.csv",
            "id;title;image\n1;\"Été \"\"chic\"\"\";a.jpg\n"
                .as_bytes()
                .to_vec(),
        ),
        (
            "windows.csv",
            b"id;title;image\r\n1;\xC9t\xE9 \"chic\";a.jpg\r\n".to_vec(),
        ),
    ] {
        let library = Library::new();
        let shop = tempfile::tempdir().unwrap();
        picture(shop.path(), "a.jpg", [200, 30, 30]);
        let done = library
            .import(&file(shop.path(), name, bytes))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!((done.added, done.images), (1, 1), "{name}");
        let title = &library.titles(&SearchRequest::default())[0];
        assert!(
            title.starts_with("Été") && title.contains("chic"),
            "{name}: {title}"
        );
    }
}

#[test]
fn a_source_that_cannot_be_imported_leaves_the_library_as_it_was() {
    let library = Library::new();
    let shop = tempfile::tempdir().unwrap();
    library.import(&small_catalogue(shop.path())).unwrap();
    let no_id = file(shop.path(), "noid.csv", "cost,weight\n3,2\n");
    let spreadsheet = file(shop.path(), "shop.pdf", "x");
    std::fs::create_dir(shop.path().join("empty")).unwrap();
    for (source, names) in [
        (no_id, "noid.csv"),
        (spreadsheet, "shop.pdf"),
        (shop.path().join("empty"), "empty"),
        (shop.path().join("nowhere.csv"), "nowhere.csv"),
    ] {
        check(
            &library.import(&source).unwrap_err(),
            ErrorCode::CatalogInvalid,
            names,
        );
    }
    let images = Some(text(&shop.path().join("nofolder")));
    let request = ImportRequest {
        source: text(&shop.path().join("shop.csv")),
        images,
        ..ImportRequest::default()
    };
    check(
        &library.import_with(request).unwrap_err(),
        ErrorCode::CatalogInvalid,
        "nofolder",
    );
    assert_eq!(library.engine.stats().unwrap().products, 3, "nothing was lost");
}

#[test]
fn queries_that_say_nothing_or_too_much_are_told_so() {
    check(&search(&words("   ")), ErrorCode::InvalidInput, "empty");
    check(
        &search(&words(&"dress ".repeat(1_700))),
        ErrorCode::InvalidInput,
        "10199",
    );
    let mix = SearchRequest {
        mix: Some(f32::NAN),
        ..words("red")
    };
    check(&search(&mix), ErrorCode::InvalidInput, "mix");
    let filter = SearchRequest {
        filters: vec!["fabric=silk".into()],
        ..words("red")
    };
    check(&search(&filter), ErrorCode::InvalidInput, "in_stock");
    for odd in [
        "\u{0}",
        "🎀🎀🎀",
        "ثوب أحمر",
        "'; DROP TABLE product; --",
        "a\u{301}\u{202e}b",
    ] {
        // Odd text is a query like any other, but for one that holds nothing to read.
        let answer = demo().engine.search(&words(odd));
        let says_nothing = ["\u{0}", "🎀🎀🎀", "a\u{301}\u{202e}b"].contains(&odd);
        match answer {
            Ok(_) => {}
            Err(error) if says_nothing => check(&error, ErrorCode::InvalidInput, "query"),
            Err(error) => panic!("{odd:?}: {error}"),
        }
    }
}

#[test]
fn photos_that_cannot_be_searched_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let note = file(folder.path(), "note.jpg", "no picture");
    for path in [note.as_path(), folder.path(), Path::new("/nowhere/at all.jpg")] {
        let request = SearchRequest {
            image: Some(text(path)),
            ..SearchRequest::default()
        };
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        check(&search(&request), ErrorCode::PhotoUnreadable, &name);
    }
    assert!(
        demo().engine.keep_photo(b"junk", "clipboard").is_err(),
        "what is pasted is looked at first"
    );
}

#[test]
fn without_a_model_words_still_find_titles() {
    let shop = tempfile::tempdir().unwrap();
    let table = small_catalogue(shop.path());
    let library = Library::new();
    library.import(&table).unwrap();
    let library = library.reopened_with(OpenOptions {
        models: Some(shop.path().join("no models")),
        ..OpenOptions::default()
    });
    let engine = &library.engine;
    let answer = engine.search(&words("blue dress")).expect("keywords serve");
    assert_eq!(answer.hits[0].title, "Blue dress", "the words are in its title");
    assert!(
        matches!(answer.degraded, Some(Degraded::Model { .. })),
        "and the answer says what is missing"
    );
    let photo = SearchRequest {
        image: Some(text(&shop.path().join("a.jpg"))),
        ..SearchRequest::default()
    };
    check(
        &engine.search(&photo).unwrap_err(),
        ErrorCode::ModelMissing,
        "config.json",
    );
    let import = ImportRequest {
        source: text(&table),
        ..ImportRequest::default()
    };
    let refused = engine.import(&import, &Cancel::default(), &|_| ()).unwrap_err();
    check(&refused, ErrorCode::ModelMissing, "config.json");
    assert!(!engine.doctor().unwrap().ok, "the doctor finds it");
}

#[test]
fn a_damaged_model_is_named_with_its_tensor() {
    let models = tempfile::tempdir().unwrap();
    let folder = models.path().join("nova-mini");
    std::fs::create_dir(&folder).unwrap();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/nova-mini");
    for name in ["config.json", "tokenizer.json", "preprocessor_config.json"] {
        std::fs::copy(shipped.join(name), folder.join(name)).unwrap();
    }
    // A file of weights that is well formed and holds one tensor that is not the model's.
    let header = br#"{"other":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#;
    let weights = [&(header.len() as u64).to_le_bytes(), header.as_slice(), &[0; 4]].concat();
    file(&folder, "model.safetensors", weights);
    let library = Library::with(OpenOptions {
        models: Some(models.path().into()),
        ..OpenOptions::default()
    });
    let error = library.engine.embed_text("red", EmbeddedBy::Library).unwrap_err();
    check(&error, ErrorCode::ModelInvalid, "image.");
    file(
        &folder,
        "model.safetensors",
        &std::fs::read(shipped.join("model.safetensors")).unwrap()[..1000],
    );
    let error = library.engine.embed_text("red", EmbeddedBy::Library).unwrap_err();
    assert_eq!(error.code(), ErrorCode::ModelInvalid, "cut off: {error}");
}

#[test]
fn a_second_writer_and_a_newer_library_are_told_apart() {
    let library = Library::new();
    let folder = library.engine.library().to_owned();
    let second = Engine::open(OpenOptions {
        library: Some(folder.clone()),
        write: true,
        ..OpenOptions::default()
    });
    check(
        &second.err().expect("one writer at a time"),
        ErrorCode::LibraryLocked,
        "library",
    );
    let reader = Engine::open(OpenOptions {
        library: Some(folder),
        ..OpenOptions::default()
    })
    .expect("readers may");
    let import = ImportRequest {
        source: "x.csv".into(),
        ..ImportRequest::default()
    };
    assert!(
        reader.import(&import, &Cancel::default(), &|_| ()).is_err(),
        "a reader cannot import"
    );
}
