//! Folders of pictures as people have them: every kind of picture, and what systems leave beside them.

use crate::support::{Library, file, picture};
use image::ImageFormat;
use nova_engine::{QuarantineRequest, SearchRequest};
use std::path::Path;

#[test]
fn a_folder_brings_its_pictures_and_nothing_that_a_system_left() {
    let (library, folder) = (Library::new(), tempfile::tempdir().unwrap());
    let shop = folder.path();
    let jpeg = std::fs::read(picture(shop, "plain.jpg", [180, 20, 30])).unwrap();
    file(shop, "saved-from-browser.jfif", &jpeg);
    file(shop, "UPPER.JPEG", &jpeg);
    let mut webp = std::io::Cursor::new(Vec::new());
    image::load_from_memory(&jpeg)
        .unwrap()
        .write_to(&mut webp, ImageFormat::WebP)
        .unwrap();
    file(shop, "web.webp", webp.into_inner());
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/nova-pictures/tests/data");
    for (from, to) in [("six.avif", "dress.avif"), ("six.heic", "IMG_0001.HEIC")] {
        file(shop, to, std::fs::read(data.join(from)).unwrap());
    }
    for left in [
        "._plain.jpg",
        ".thumbnails/plain.jpg",
        "@eaDir/plain.jpg/SYNOPHOTO_THUMB_M.jpg",
        "__MACOSX/._plain.jpg",
        "__MACOSX/plain.jpg",
        "Thumbs.db",
        ".DS_Store",
        "desktop.ini",
    ] {
        file(shop, left, &jpeg[..jpeg.len() / 2]);
    }
    file(shop, "drawing.psd", b"8BPS\0\x01");
    file(shop, "plain.psd", b"8BPS\0\x01");
    file(shop, "cut.jpg", &jpeg[..jpeg.len() / 2]);
    library.import(shop).unwrap();
    let browse = library.engine.search(&SearchRequest::default()).unwrap();
    let mut ids: Vec<String> = browse.hits.iter().map(|hit| hit.id.clone()).collect();
    ids.sort();
    assert_eq!(
        ids,
        [
            "IMG_0001",
            "UPPER",
            "cut",
            "dress",
            "plain",
            "saved-from-browser",
            "web"
        ]
    );
    let without: Vec<&str> = browse
        .hits
        .iter()
        .filter(|hit| hit.thumb.is_none())
        .map(|hit| hit.id.as_str())
        .collect();
    assert_eq!(without, ["cut"]);
    let listed = library.engine.quarantine(&QuarantineRequest::default()).unwrap();
    let mut files: Vec<String> = listed
        .entries
        .iter()
        .filter_map(|entry| entry.file.clone())
        .collect();
    files
        .iter_mut()
        .for_each(|file| *file = file.rsplit('/').next().unwrap_or_default().to_owned());
    files.sort();
    assert_eq!(
        files,
        ["cut.jpg", "drawing.psd"],
        "with a reason each: {:?}",
        listed.entries
    );
}
