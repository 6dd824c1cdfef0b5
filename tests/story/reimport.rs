//! Importing again: what changed, what was embedded already, and what a stop leaves behind.

use crate::support::{Library, file, picture, small_catalogue, text, words};
use nova_engine::{Cancel, EngineError, ImportRequest, Progress, Step};

#[test]
fn a_second_import_changes_only_what_changed() {
    let library = Library::new();
    let shop = tempfile::tempdir().unwrap();
    let table = small_catalogue(shop.path());
    let first = library.import(&table).unwrap();
    assert_eq!(
        (first.added, first.images, first.quarantined),
        (3, 3, 0),
        "all is new"
    );

    let again = library.import(&table).unwrap();
    assert_eq!(
        (again.unchanged, again.images),
        (3, 0),
        "nothing is embedded twice"
    );

    file(
        shop.path(),
        "shop.csv",
        "id,title,price,image\n1,Red dress,45,a.jpg\n3,Green dress,60,c.jpg\n4,Blue coat,90,b.jpg\n",
    );
    let changed = library.import(&table).unwrap();
    assert_eq!(
        (changed.added, changed.updated, changed.unchanged, changed.removed),
        (1, 1, 1, 1),
        "one of each"
    );
    assert_eq!(
        changed.images, 0,
        "the picture of the product that went belongs to the one that came"
    );

    picture(shop.path(), "a.jpg", [10, 10, 10]);
    assert_eq!(
        library.import(&table).unwrap().images,
        1,
        "a picture that changed is embedded anew"
    );
}

#[test]
fn an_import_that_was_a_mistake_is_taken_back_also_after_a_restart() {
    let library = Library::new();
    let shop = tempfile::tempdir().unwrap();
    library.import(&small_catalogue(shop.path())).unwrap();
    let can = |library: &Library| library.engine.stats().unwrap().can_undo_import;
    assert!(!can(&library), "before the first import there was nothing");
    assert!(library.engine.undo_import().is_err());
    let (before, source) = (
        library.titles(&words("red")),
        library.engine.stats().unwrap().source,
    );

    let other = file(
        shop.path(),
        "shoes.csv",
        "id,title,price,image\n1,Red shoe,70,b.jpg\n,,,\n",
    );
    let changed = library.import(&other).unwrap();
    assert_eq!((changed.updated, changed.removed), (1, 2));
    assert_eq!(library.titles(&words("red")), ["Red shoe"]);
    let library = library.reopened();
    assert!(can(&library));
    assert_eq!(library.engine.undo_import().unwrap().products, 3);
    assert_eq!(library.titles(&words("red")), before, "in the same order");
    let stats = library.engine.stats().unwrap();
    assert_eq!((stats.source, stats.quarantined), (source, 0));
    assert_eq!(
        (stats.pictures, stats.embedded),
        (3, 3),
        "no picture is read again"
    );
    assert!(!can(&library), "once only");
    assert!(library.engine.undo_import().is_err());
    let library = library.reopened();
    assert_eq!(library.titles(&words("red")), before, "and it is on disk");
    assert!(library.engine.doctor().unwrap().ok);
}

#[test]
fn a_library_is_as_it_was_after_a_restart() {
    let library = Library::new();
    let shop = tempfile::tempdir().unwrap();
    library.import(&small_catalogue(shop.path())).unwrap();
    let before = library.titles(&words("red"));
    let library = library.reopened();
    assert_eq!(
        library.titles(&words("red")),
        before,
        "the same answer, from disk"
    );
}

#[test]
fn a_cancelled_import_keeps_what_was_done_and_goes_on_there() {
    let library = Library::new();
    let shop = tempfile::tempdir().unwrap();
    let mut table = "id,title,image\n".to_owned();
    for number in 0..200_u8 {
        picture(shop.path(), &format!("{number}.png"), [number, 255 - number, 90]);
        table.push_str(&format!("{number},Garment {number},{number}.png\n"));
    }
    let table = file(shop.path(), "shop.csv", table);
    let request = ImportRequest {
        source: text(&table),
        ..ImportRequest::default()
    };
    let cancel = Cancel::default();
    let stop_at_the_second_chunk = |progress: Progress| {
        if progress.step == Step::Embedding && progress.done > 0 {
            cancel.cancel();
        }
    };
    let stopped = library
        .engine
        .import(&request, &cancel, &stop_at_the_second_chunk);
    assert!(
        matches!(stopped, Err(EngineError::Cancelled { .. })),
        "it says that it was stopped"
    );
    let done = library.engine.stats().unwrap().embedded;
    assert!(done > 0 && done < 200, "some are done and searchable: {done}");
    let rest = library.import_with(request).unwrap();
    assert_eq!(
        (rest.images, rest.unchanged),
        (200 - done, 200),
        "only the rest is embedded"
    );
}

#[test]
fn copied_pictures_outlive_their_folder() {
    let library = Library::new();
    let shop = tempfile::tempdir().unwrap();
    let table = small_catalogue(shop.path());
    let request = ImportRequest {
        source: text(&table),
        copy_images: true,
        ..ImportRequest::default()
    };
    library.import_with(request).unwrap();
    drop(shop);
    let picture = library.engine.picture_path("1").expect("it has a picture");
    assert!(
        picture.is_file() && picture.starts_with(library.engine.library()),
        "the copy is in the library"
    );
}

#[test]
fn a_folder_of_pictures_is_a_catalogue() {
    let library = Library::new();
    let shop = tempfile::tempdir().unwrap();
    std::fs::create_dir(shop.path().join("coats")).unwrap();
    picture(shop.path(), "red_dress.jpg", [200, 10, 10]);
    picture(&shop.path().join("coats"), "blue-coat.png", [10, 10, 200]);
    file(shop.path(), "notes.txt", "not a picture");
    let done = library.import(shop.path()).unwrap();
    assert_eq!(
        (done.added, done.images, done.quarantined),
        (2, 2, 0),
        "each picture is a product"
    );
    let product = library
        .engine
        .product(&nova_engine::ProductRequest {
            id: "coats/blue-coat".into(),
        })
        .unwrap();
    assert_eq!(product.product.title, "blue coat", "its name is its title");
}

#[test]
fn pictures_that_moved_are_linked_anew_and_not_embedded_again() {
    let library = Library::new();
    let shop = tempfile::tempdir().unwrap();
    let (before, after) = (shop.path().join("before"), shop.path().join("after"));
    std::fs::create_dir(&before).unwrap();
    let table = small_catalogue(&before);
    let from = |images: &std::path::Path, copy_images| ImportRequest {
        source: text(&table),
        images: Some(text(images)),
        copy_images,
        ..ImportRequest::default()
    };
    std::fs::create_dir(&after).unwrap();
    assert_eq!(library.import_with(from(&before, false)).unwrap().images, 3);
    let likeness = library.titles(&words("red"));
    for name in ["a.jpg", "b.jpg", "c.jpg"] {
        std::fs::rename(before.join(name), after.join(name)).unwrap();
    }
    let moved = library.import_with(from(&after, false)).unwrap();
    assert_eq!(
        (moved.unchanged, moved.images, moved.quarantined),
        (3, 0, 0),
        "only their place is new"
    );
    let place = library.engine.picture_path("1").expect("it has a picture");
    assert_eq!(place, std::fs::canonicalize(&after).unwrap().join("a.jpg"));
    assert_eq!(library.titles(&words("red")), likeness, "search finds as before");

    let copied = library.import_with(from(&after, true)).unwrap();
    assert_eq!(
        (copied.unchanged, copied.images),
        (3, 0),
        "a copy is the same picture"
    );
    std::fs::remove_dir_all(&after).unwrap();
    let place = library.engine.picture_path("1").expect("it has a picture");
    assert!(
        place.is_file() && place.starts_with(library.engine.library()),
        "{place:?}"
    );
}
