//! A library is written into one file, and comes back from it.

use crate::support::{Library, file, in_a_folder, small_catalogue, text, words};
use nova_engine::{
    BackupRequest, CreateProfileRequest, Engine, EngineError, ImportRequest, OpenOptions, ProfileRequest,
    RestoreRequest, RestoreResponse, SetFavouriteRequest,
};
use std::path::{Path, PathBuf};

/// A library with three products, copied pictures and a client with a favourite, and its backup.
fn kept() -> (Library, PathBuf) {
    let library = Library::new();
    let table = small_catalogue(library.folder.path());
    let request = ImportRequest {
        source: text(&table),
        copy_images: true,
        ..ImportRequest::default()
    };
    library.import_with(request).unwrap();
    let name = "Ada Ferrand".to_owned();
    library
        .engine
        .create_profile(&CreateProfileRequest { name: name.clone() })
        .unwrap();
    let favourite = serde_json::json!({ "profile": name, "product_id": "2", "favourite": true });
    let favourite: SetFavouriteRequest = serde_json::from_value(favourite).unwrap();
    library.engine.set_favourite(&favourite).unwrap();
    let backup = library.folder.path().join("kept.zip");
    let file = text(&backup);
    let written = library.engine.backup(&BackupRequest { file }).unwrap();
    assert_eq!(
        (written.products, written.profiles),
        (3, 1),
        "all of it is in the file"
    );
    assert_eq!(written.pictures, 6, "three pictures and their thumbnails");
    (library, backup)
}

fn restore(library: &Library, backup: &Path) -> Result<RestoreResponse, EngineError> {
    library.engine.restore(&RestoreRequest { file: text(backup) })
}

fn favourites(library: &Library) -> Vec<String> {
    let request = ProfileRequest {
        profile: Some("Ada Ferrand".to_owned()),
    };
    let answer = library.engine.favourites(&request).unwrap();
    answer.favourites.into_iter().map(|item| item.id).collect()
}

#[test]
fn a_library_comes_back_on_another_machine_with_its_clients_and_without_embedding_anything() {
    let (old, backup) = kept();
    let new = Library::on_a_laptop();
    let back = restore(&new, &backup).unwrap();
    assert_eq!((back.products, back.profiles, back.pictures), (3, 1, 6));
    assert_eq!(back.kept, None, "there was nothing to put aside");
    assert_eq!(favourites(&new), ["2"], "the client's favourite came along");
    drop(old);
    let hits = new.engine.search(&words("blue dress")).unwrap();
    assert_eq!(hits.hits[0].id, "2", "its vectors came along too");
    assert_eq!(hits.degraded, None, "nothing waits to be embedded");
    let picture = hits.hits[0].image.clone().unwrap();
    assert!(Path::new(&picture).is_file(), "and its pictures: {picture}");
}

#[test]
fn what_was_there_before_is_put_aside_and_goes_when_a_client_is_erased() {
    if !in_a_folder() {
        return;
    }
    let (library, backup) = kept();
    let request = ProfileRequest {
        profile: Some("Ada Ferrand".to_owned()),
    };
    library.engine.delete_profile(&request).unwrap();
    let back = restore(&library, &backup).unwrap();
    let kept = PathBuf::from(back.kept.expect("the old library was put aside"));
    assert!(kept.join("catalog.db").is_file(), "with its catalogue");
    assert_eq!(favourites(&library), ["2"], "the client is back");
    let library = library.reopened();
    assert_eq!(favourites(&library), ["2"], "also after a restart");
    library.engine.delete_profile(&request).unwrap();
    assert!(
        !kept.exists(),
        "erasing a client erases what was put aside as well"
    );
}

#[test]
fn a_damaged_or_foreign_file_is_refused_and_the_library_stays_as_it_is() {
    if !in_a_folder() {
        return;
    }
    let (library, backup) = kept();
    let folder = library.folder.path();
    let whole = std::fs::read(&backup).unwrap();
    let mut flipped = whole.clone();
    // Inside the first entry, which is a database.
    for byte in &mut flipped[5_000..5_200] {
        *byte ^= 0x5a;
    }
    let bad = [
        file(folder, "cut.zip", &whole[..whole.len() / 2]),
        file(folder, "flipped.zip", flipped),
        file(folder, "text.zip", "not an archive"),
        file(folder, "empty.zip", ""),
        folder.join("absent.zip"),
    ];
    for path in bad {
        let error = restore(&library, &path).expect_err("it is no sound backup");
        let said = error.to_string();
        assert!(
            said.contains("no backup that can be restored"),
            "{}: {said}",
            path.display()
        );
        assert!(error.hint().ends_with('.'), "it says what to do");
        assert_eq!(favourites(&library), ["2"], "after {}", path.display());
        let hits = library.engine.search(&words("red dress")).unwrap();
        assert_eq!(hits.hits[0].id, "1", "after {}", path.display());
    }
    let left: Vec<_> = std::fs::read_dir(folder.join("library"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains("restore"))
        .collect();
    assert!(left.is_empty(), "nothing half-unpacked stays behind: {left:?}");
}

#[test]
fn an_empty_library_has_nothing_to_keep() {
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::open(OpenOptions {
        library: Some(folder.path().join("library")),
        ..OpenOptions::default()
    })
    .unwrap();
    let target = folder.path().join("none.zip");
    let error = engine.backup(&BackupRequest { file: text(&target) }).unwrap_err();
    assert!(error.to_string().contains("empty"), "{error}");
    assert!(!target.exists(), "and no file is left");
}
