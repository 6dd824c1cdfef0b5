//! Sources that go away, disks that fill up, and files that are none: a clear error, and the library as good as before.

use crate::support::{Library, file, picture, small_catalogue, text, words};
use image::{Rgb, RgbImage};
use nova_engine::{
    Cancel, Engine, EngineError, ErrorCode, ImportRequest, OpenOptions, Progress, QuarantineRequest,
    SearchRequest, Step,
};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, mpsc};
use std::time::Duration;
use tempfile::TempDir;

/// Searches answer with the small catalogue's products, and the doctor finds nothing.
fn as_good_as_before(engine: &Engine) {
    assert_eq!(engine.stats().expect("stats").products, 3, "the three products");
    let found = engine.search(&words("blue dress")).expect("search").hits;
    assert_eq!(found[0].title, "Blue dress");
    let photo = SearchRequest {
        image: found[0].image.clone().filter(|path| Path::new(path).is_file()),
        ..SearchRequest::default()
    };
    if photo.image.is_some() {
        assert_eq!(engine.search(&photo).expect("search").hits[0].title, "Blue dress");
    }
    let health = engine.doctor().expect("the doctor looks");
    assert!(health.ok, "{health:?}");
}

/// Runs an import on a thread of its own, which may not take forever.
fn import_in_time(engine: &Arc<Engine>, source: &Path) -> Result<nova_engine::ImportResponse, EngineError> {
    let (sender, receiver) = mpsc::channel();
    let engine = Arc::clone(engine);
    let request = ImportRequest {
        source: text(source),
        ..ImportRequest::default()
    };
    std::thread::spawn(move || sender.send(engine.import(&request, &Cancel::default(), &|_| ())));
    receiver
        .recv_timeout(Duration::from_secs(120))
        .expect("it does not wait for a pipe that nobody writes to")
}

/// A table whose reading is long enough to be disturbed.
fn long_table(folder: &Path) -> PathBuf {
    let rows = (0..60_000).map(|row| format!("{row},Garment {row}\n"));
    file(
        folder,
        "long.csv",
        format!("id,title\n{}", rows.collect::<String>()),
    )
}

#[test]
fn a_table_that_goes_away_or_changes_while_it_is_read_is_refused() {
    let library = Library::new();
    let shop = tempfile::tempdir().unwrap();
    library.import(&small_catalogue(shop.path())).unwrap();
    type Disturb = fn(&Path);
    let disturb: [(Disturb, &str); 2] = [
        (|path| drop(std::fs::remove_file(path)), "went away"),
        (
            |path| {
                drop(
                    std::fs::OpenOptions::new()
                        .write(true)
                        .open(path)
                        .unwrap()
                        .set_len(400_000),
                )
            },
            "changed",
        ),
    ];
    for (disturb, reason) in disturb {
        let table = long_table(shop.path());
        let request = ImportRequest {
            source: text(&table),
            ..ImportRequest::default()
        };
        let report = |progress: Progress| {
            if progress.step == Step::Reading && progress.done > 0 {
                disturb(&table);
            }
        };
        let error = library
            .engine
            .import(&request, &Cancel::default(), &report)
            .expect_err("half a table is no catalogue");
        assert_eq!(error.code(), ErrorCode::CatalogInvalid);
        assert!(error.to_string().contains(reason), "{error}");
        as_good_as_before(&library.engine);
    }
}

#[test]
fn pictures_that_go_away_during_an_import_are_not_lost_to_their_products() {
    let library = Library::new();
    let shop = tempfile::tempdir().unwrap();
    let pictures = shop.path().join("pictures");
    std::fs::create_dir(&pictures).unwrap();
    let table = small_catalogue(&pictures);
    let request = ImportRequest {
        source: text(&table),
        ..ImportRequest::default()
    };
    library.import_with(request.clone()).unwrap();
    let away = shop.path().join("unplugged");
    let unplug = |progress: Progress| {
        if progress.step == Step::Embedding {
            let _ = std::fs::rename(&pictures, &away);
        }
    };
    let error = library
        .engine
        .import(&request, &Cancel::default(), &unplug)
        .expect_err("the folder is gone");
    assert_eq!(error.code(), ErrorCode::CatalogInvalid, "{error}");
    assert!(
        error.to_string().contains("pictures") && error.hint().contains("--images"),
        "{error}"
    );
    as_good_as_before(&library.engine);
    let listed = library.engine.quarantine(&QuarantineRequest::default()).unwrap();
    assert!(listed.entries.is_empty(), "no picture is blamed for its folder");

    let moved = ImportRequest {
        source: text(&away.join("shop.csv")),
        ..ImportRequest::default()
    };
    let done = library.import_with(moved).unwrap();
    assert_eq!(
        (done.unchanged, done.images),
        (3, 0),
        "found again, and embedded already"
    );
    as_good_as_before(&library.engine);
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_neither_sources_nor_pictures() {
    let library = Library::new();
    let shop = tempfile::tempdir().unwrap();
    library.import(&small_catalogue(shop.path())).unwrap();
    let pipe = shop.path().join("pipe.csv");
    for path in [pipe.clone(), shop.path().join("pipe.jpg")] {
        let made = Command::new("mkfifo").arg(&path).status();
        assert!(made.is_ok_and(|status| status.success()), "a named pipe");
    }
    for source in [pipe.as_path(), Path::new("/dev/zero")] {
        let error = import_in_time(&library.engine, source).expect_err("it is no table");
        assert_eq!(error.code(), ErrorCode::CatalogInvalid, "{error}");
        as_good_as_before(&library.engine);
    }
    std::os::unix::fs::symlink("/dev/zero", shop.path().join("zero.jpg")).unwrap();
    let table = file(
        shop.path(),
        "odd.csv",
        "id,title,image\n1,Pipe,pipe.jpg\n2,Device,/dev/zero\n3,Link,zero.jpg\n4,Good,a.jpg\n",
    );
    let done = import_in_time(&library.engine, &table).expect("the rest goes on");
    assert_eq!((done.added + done.updated, done.quarantined), (4, 3), "{done:?}");
    let found = library
        .engine
        .picture_path("4")
        .expect("the good one has its picture");
    assert!(found.ends_with("a.jpg"));
    // A folder that holds such files is a catalogue of its pictures.
    std::fs::remove_file(&pipe).unwrap();
    let done = import_in_time(&library.engine, shop.path()).expect("a folder of pictures");
    assert_eq!(
        (done.added + done.updated + done.unchanged, done.quarantined),
        (3, 0),
        "{done:?}"
    );
}

#[cfg(unix)]
#[test]
fn no_path_and_no_link_leads_out_of_the_folder() {
    let (shop, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    picture(outside.path(), "secret.jpg", [90, 20, 120]);
    picture(shop.path(), "good.jpg", [90, 120, 20]);
    let link = |from: &Path, to: &str| std::os::unix::fs::symlink(from, shop.path().join(to)).unwrap();
    link(&outside.path().join("secret.jpg"), "link.jpg");
    link(outside.path(), "linked");
    link(shop.path(), "circle");
    let climbing = format!(
        "../{}/secret.jpg",
        outside.path().file_name().unwrap().to_string_lossy()
    );
    let table = file(
        shop.path(),
        "shop.csv",
        format!(
            "id,title,image\n1,Climbs,{climbing}\n2,Link,link.jpg\n3,Linked folder,linked/secret.jpg\n4,Good,good.jpg\n"
        ),
    );
    let library = Library::new();
    let done = library.import(&table).unwrap();
    assert_eq!((done.added, done.images, done.quarantined), (4, 1, 3), "{done:?}");
    for id in ["1", "2", "3"] {
        assert_eq!(
            library.engine.picture_path(id),
            None,
            "{id} shows nothing from outside"
        );
    }
    let done = library.import(shop.path()).unwrap();
    assert_eq!(
        (done.added, done.removed),
        (1, 4),
        "as a folder, the one picture in it: {done:?}"
    );
}

/// A disk of a few megabytes, which only the administrator can mount.
struct SmallDisk(TempDir);

impl SmallDisk {
    fn mount(megabytes: u32) -> Result<SmallDisk, String> {
        let folder = tempfile::tempdir().expect("a folder");
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={megabytes}m"), "tmpfs"])
            .arg(folder.path())
            .output();
        match done {
            Ok(output) if output.status.success() => Ok(SmallDisk(folder)),
            Ok(output) => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

/// A picture of which no part is like another, so that its thumbnail is as large as one can be.
fn noise(path: &Path, seed: u32) {
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
    let image = RgbImage::from_fn(480, 640, |_, _| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        let [red, green, blue, _] = state.to_le_bytes();
        Rgb([red, green, blue])
    });
    image.save(path).expect("the picture is written");
}

#[test]
fn a_disk_that_fills_up_leaves_the_library_as_good_as_before() {
    let disk = match SmallDisk::mount(6) {
        Ok(disk) => disk,
        Err(reason) => {
            println!("skipped: a_disk_that_fills_up_leaves_the_library_as_good_as_before: {reason}");
            return;
        }
    };
    let engine = Engine::open(OpenOptions {
        library: Some(disk.0.path().join("library")),
        write: true,
        ..OpenOptions::default()
    })
    .unwrap();
    let import = |source: &Path| {
        let request = ImportRequest {
            source: text(source),
            ..ImportRequest::default()
        };
        engine.import(&request, &Cancel::default(), &|_| ())
    };
    let shop = tempfile::tempdir().unwrap();
    let small = small_catalogue(shop.path());
    import(&small).unwrap();

    let rows = (0..4_000).map(|row| format!("{row},Garment {row},{}\n", "wool and silk ".repeat(200)));
    let long = file(
        shop.path(),
        "long.csv",
        format!("id,title,description\n{}", rows.collect::<String>()),
    );
    let error = import(&long).expect_err("eleven megabytes do not fit into six");
    assert_eq!(error.code(), ErrorCode::DiskFull, "{error}");
    as_good_as_before(&engine);

    let mut table = "id,title,image\n1,Red dress,a.jpg\n2,Blue dress,b.jpg\n3,Green dress,c.jpg\n".to_owned();
    for number in 0..80 {
        noise(&shop.path().join(format!("noise{number}.jpg")), number);
        table.push_str(&format!("n{number},Noise {number},noise{number}.jpg\n"));
    }
    let many = file(shop.path(), "many.csv", table);
    let error = import(&many).expect_err("their thumbnails do not fit");
    assert_eq!(error.code(), ErrorCode::DiskFull, "{error}");
    assert!(error.hint().contains("room"), "{}", error.hint());
    let found = engine.search(&words("blue dress")).expect("search").hits;
    assert_eq!(found[0].title, "Blue dress", "it still finds");
    let health = engine.doctor().expect("the doctor looks");
    assert!(health.ok, "nothing is half-written: {health:?}");
    let mut open = vec![disk.0.path().to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap().filter_map(Result::ok) {
            let path = entry.path();
            assert!(
                path.extension().is_none_or(|ending| ending != "new"),
                "left over: {path:?}"
            );
            if path.is_dir() {
                open.push(path);
            }
        }
    }

    std::fs::remove_dir_all(disk.0.path().join("library/thumbs")).unwrap();
    import(&small).expect("with room again the import goes on");
    as_good_as_before(&engine);
}
