//! An import that ends anywhere, as when it is killed, leaves a catalogue that is whole: the old one or the new one, each
//! with the folder of its own pictures; and the next one goes on from there.

use crate::support::{Library, file, picture, text};
use nova_engine::{Cancel, ImportRequest, ProductRequest};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A table of as many products as make several chunks of pictures, whose files are named alike in every shop.
fn shop(folder: &Path, title: &str, colour: [u8; 3]) -> PathBuf {
    std::fs::create_dir_all(folder).unwrap();
    let mut table = "id,title,image\n".to_owned();
    for number in 0..130 {
        table.push_str(&format!("{number},{title} {number},{}.jpg\n", number % 3));
    }
    for number in 0..3_u8 {
        let [red, green, blue] = colour;
        picture(folder, &format!("{number}.jpg"), [red, green, blue + number * 20]);
    }
    file(folder, "shop.csv", table)
}

/// Every product's title with the folder of its picture, after what is missing was made.
fn whole(library: &Library) -> Vec<(String, Option<PathBuf>)> {
    library.engine.reindex(&Cancel::default(), &|_| ()).unwrap();
    let shown = |number: usize| {
        let product = library
            .engine
            .product(&ProductRequest {
                id: number.to_string(),
            })
            .ok()?;
        let folder = product
            .image
            .map(|image| Path::new(&image).parent().unwrap().to_owned());
        Some((product.product.title, folder))
    };
    (0..130).filter_map(shown).collect()
}

#[test]
fn an_import_that_is_killed_between_its_steps_leaves_the_old_shop_or_the_new() {
    let shops = tempfile::tempdir().unwrap();
    let folders = ["old", "new"].map(|name| shops.path().join(name));
    let old = shop(&folders[0], "Old shirt", [200, 20, 30]);
    let new = shop(&folders[1], "New shirt", [20, 20, 130]);
    let expected = [("Old shirt", &folders[0]), ("New shirt", &folders[1])].map(|(title, folder)| {
        let one = |number| (format!("{title} {number}"), Some(folder.clone()));
        (0..130).map(one).collect::<Vec<_>>()
    });
    let (mut steps, mut seen) = (0, [false, false]);
    loop {
        let library = Library::new();
        library.import(&old).unwrap();
        let told = AtomicUsize::new(0);
        let request = ImportRequest {
            source: text(&new),
            ..ImportRequest::default()
        };
        let run = catch_unwind(AssertUnwindSafe(|| {
            library.engine.import(&request, &Cancel::default(), &|_| {
                assert!(told.fetch_add(1, Ordering::SeqCst) < steps, "killed here");
            })
        }));
        let library = library.reopened();
        let found = whole(&library);
        let which = expected.iter().position(|expected| *expected == found);
        let which = which.unwrap_or_else(|| panic!("killed at step {steps}, it is neither shop: {found:?}"));
        seen[which] = true;
        library.import(&new).unwrap();
        assert_eq!(
            whole(&library),
            expected[1],
            "after step {steps} the next import goes on"
        );
        if run.is_ok() {
            break;
        }
        steps += 1;
    }
    assert!(
        steps >= 6,
        "it was killed at reading, saving, each chunk and indexing: {steps}"
    );
    assert_eq!(
        seen,
        [true, true],
        "early the old shop stays, late the new one is there"
    );
}
