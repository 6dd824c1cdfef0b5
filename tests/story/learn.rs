//! A shop that the model does not know is learnt on the spot, and what is learnt never makes anything worse.

use crate::support::{Library, data, database, file, in_a_folder, picture, text, words};
use nova_engine::{
    BackupRequest, Cancel, EmbeddedBy, Engine, EngineError, ErrorCode, LearnOutcome, LearnRequest,
    LearnResponse, LearntLeftAside, OpenOptions, RestoreRequest,
};
use std::path::{Path, PathBuf};
use std::process::Command;

fn learn(library: &Library, request: LearnRequest) -> Result<LearnResponse, EngineError> {
    library.engine.learn(&request, &Cancel::default(), &|_| ())
}

/// The other shop, where it is at hand: its table beside its pictures.
fn other_shop(test: &str, into: &Path) -> Option<PathBuf> {
    let Some(data) = data().filter(|data| data.join("othershop.csv").is_file()) else {
        eprintln!("skipped: {test}: there is no other shop; set STYLENOVA_DATA to its folder");
        return None;
    };
    let unpacked = Command::new("tar")
        .arg("xf")
        .arg(data.join("othershop-0.tar"))
        .arg("-C")
        .arg(into)
        .status()
        .expect("tar runs");
    assert!(unpacked.success());
    let table = std::fs::read_to_string(data.join("othershop.csv")).unwrap();
    Some(file(into, "othershop/shop.csv", table))
}

fn vector(engine: &Engine, by: EmbeddedBy) -> Vec<f32> {
    engine.embed_text("a warm hoodie", by).unwrap().vector
}

/// For how many of some pieces the title and the colour find the picture among the first ten, by cosine alone.
fn found(library: &Library, table: &Path, by: EmbeddedBy) -> usize {
    let mut rows = csv::Reader::from_path(table).unwrap();
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let pictures = table.parent().unwrap();
    let photos: Vec<Vec<f32>> = rows
        .iter()
        .step_by(4)
        .map(|row| {
            library
                .engine
                .embed_photo(&pictures.join(&row[10]), by)
                .unwrap()
                .vector
        })
        .collect();
    let cosine = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    let answered = rows.iter().step_by(4).enumerate().filter(|(own, row)| {
        let query = library
            .engine
            .embed_text(&format!("{} {}", &row[2], &row[5]), by)
            .unwrap()
            .vector;
        let wanted = cosine(&query, &photos[*own]);
        photos
            .iter()
            .filter(|photo| cosine(&query, photo) > wanted)
            .count()
            < 10
    });
    answered.count()
}

#[test]
fn another_shop_is_learnt_searched_better_and_kept_through_a_backup() {
    let library = Library::new();
    let Some(table) = other_shop(
        "another_shop_is_learnt_searched_better_and_kept_through_a_backup",
        library.folder.path(),
    ) else {
        return;
    };
    library.import(&table).unwrap();
    assert_eq!(
        vector(&library.engine, EmbeddedBy::Library),
        vector(&library.engine, EmbeddedBy::Model),
        "nothing was learnt yet"
    );
    let measured = learn(
        &library,
        LearnRequest {
            dry_run: true,
            ..LearnRequest::default()
        },
    )
    .unwrap();
    assert_eq!(
        (measured.adopted, measured.outcome),
        (false, LearnOutcome::Measured)
    );
    assert!(
        !library.engine.learning().unwrap().active,
        "a dry run changes nothing"
    );

    let learnt = learn(&library, LearnRequest::default()).unwrap();
    assert!(
        learnt.adopted && learnt.pieces == 440 && learnt.held_out > 60,
        "{learnt:?}"
    );
    assert_eq!(
        learnt.after, measured.after,
        "the same seed gives the same figures"
    );
    let rise = |figure: fn(&nova_engine::LearnFigures) -> Option<f32>| {
        figure(&learnt.after).unwrap() - figure(&learnt.before).unwrap()
    };
    assert!(rise(|of| of.title_colour_recall_at_10) > 0.05, "{learnt:?}");
    assert!(rise(|of| of.image_type_precision_at_5) >= 0.0, "{learnt:?}");
    let [before, after] = [EmbeddedBy::Model, EmbeddedBy::Library].map(|by| found(&library, &table, by));
    assert!(after > before, "{after} of 110 after, {before} before");
    let hits = library.engine.search(&words("black hoodie")).unwrap().hits;
    let state = library.engine.learning().unwrap();
    assert!(state.active && !state.running && state.left_aside.is_none());

    // A changed catalogue is searched with what was learnt; a small change is no reason to learn anew.
    let changed = std::fs::read_to_string(&table)
        .unwrap()
        .replace("Chaz Kangeroo", "Charles Kangaroo");
    std::fs::write(&table, changed).unwrap();
    library.import(&table).unwrap();
    assert!(library.engine.learning().unwrap().active);
    assert!(
        library
            .engine
            .learn_by_itself(&Cancel::default())
            .unwrap()
            .is_none()
    );

    let backup = library.folder.path().join("kept.zip");
    let request = BackupRequest { file: text(&backup) };
    library.engine.backup(&request).unwrap();
    let elsewhere = Library::on_a_laptop();
    elsewhere
        .engine
        .restore(&RestoreRequest { file: text(&backup) })
        .unwrap();
    assert!(elsewhere.engine.learning().unwrap().active, "it came along");
    assert_eq!(
        vector(&elsewhere.engine, EmbeddedBy::Library),
        vector(&library.engine, EmbeddedBy::Library)
    );
    let there = elsewhere.engine.search(&words("black hoodie")).unwrap().hits;
    assert_eq!(
        hits.iter().map(|hit| &hit.id).collect::<Vec<_>>(),
        there.iter().map(|hit| &hit.id).collect::<Vec<_>>()
    );
    let elsewhere = elsewhere.reopened();
    assert!(
        elsewhere.engine.learning().unwrap().active,
        "also after a restart"
    );

    let off = LearnRequest {
        off: true,
        ..LearnRequest::default()
    };
    assert_eq!(learn(&elsewhere, off).unwrap().outcome, LearnOutcome::Off);
    let state = elsewhere.engine.learning().unwrap();
    assert!(!state.active && state.off);
    assert_eq!(
        vector(&elsewhere.engine, EmbeddedBy::Library),
        vector(&elsewhere.engine, EmbeddedBy::Model)
    );
    assert!(
        elsewhere
            .engine
            .learn_by_itself(&Cancel::default())
            .unwrap()
            .is_none(),
        "who switched it off is not taught again"
    );
    assert!(elsewhere.engine.doctor().unwrap().ok);
}

/// A catalogue of drawn pictures; `row` gives a piece's title and type.
fn drawn(folder: &Path, pieces: usize, row: impl Fn(usize) -> (String, String)) -> PathBuf {
    let mut table = "id,title,type,image\n".to_owned();
    for piece in 0..pieces {
        let colour = [piece * 37 % 200, piece * 71 % 200, piece * 113 % 200].map(|value| value as u8);
        picture(folder, &format!("{piece}.jpg"), colour);
        let (title, kind) = row(piece);
        table.push_str(&format!("{piece},{title},{kind},{piece}.jpg\n"));
    }
    file(folder, "shop.csv", table)
}

#[test]
fn what_teaches_nothing_is_told_and_left_alone() {
    let nonsense = |piece: usize| format!("{:x} {:x}", piece * 7_919 % 9_973, piece * 104_729 % 99_991);
    type Rows = (&'static str, usize, Box<dyn Fn(usize) -> (String, String)>);
    let kinds: [Rows; 3] = [
        (
            "one piece",
            1,
            Box::new(|_| ("Coat".to_owned(), "Coats".to_owned())),
        ),
        ("no words", 90, Box::new(|_| (String::new(), String::new()))),
        (
            "nonsense",
            90,
            Box::new(move |piece| (nonsense(piece), String::new())),
        ),
    ];
    for (name, pieces, row) in kinds {
        let library = Library::new();
        library
            .import(&drawn(library.folder.path(), pieces, row))
            .unwrap();
        let before = vector(&library.engine, EmbeddedBy::Library);
        let learnt = learn(&library, LearnRequest::default()).unwrap();
        let wanted = match name {
            "one piece" => LearnOutcome::TooFew,
            "no words" => LearnOutcome::TooLittleText,
            _ => LearnOutcome::NotBetter,
        };
        assert_eq!(
            (learnt.adopted, learnt.outcome),
            (false, wanted),
            "{name}: {learnt:?}"
        );
        assert_eq!(vector(&library.engine, EmbeddedBy::Library), before, "{name}");
        let state = library.engine.learning().unwrap();
        assert_eq!(state.last, Some(learnt), "{name}: it is remembered");
        assert!(!state.active && !library.folder.path().join("library/learnt/maps").exists());
    }
}

#[test]
fn copies_of_one_picture_teach_nothing() {
    let library = Library::new();
    picture(library.folder.path(), "one.jpg", [200, 20, 20]);
    let mut table = "id,title,type,image\n".to_owned();
    for piece in 0..300 {
        table.push_str(&format!(
            "{piece},Title number {piece},Type {},one.jpg\n",
            piece % 7
        ));
    }
    library
        .import(&file(library.folder.path(), "shop.csv", table))
        .unwrap();
    let learnt = learn(&library, LearnRequest::default()).unwrap();
    assert_eq!(
        learnt.outcome,
        LearnOutcome::TooFew,
        "all of them are one design: {learnt:?}"
    );
}

#[test]
fn it_can_be_stopped_at_any_step_and_all_is_as_it_was() {
    let library = Library::new();
    let row = |piece: usize| {
        (
            format!("Piece {piece}"),
            ["Coats", "Hats", "Ties"][piece % 3].to_owned(),
        )
    };
    library.import(&drawn(library.folder.path(), 80, row)).unwrap();
    let before = vector(&library.engine, EmbeddedBy::Library);
    for stop in [0, 1, 4, 40] {
        let cancel = Cancel::default();
        let heard = std::sync::atomic::AtomicUsize::new(0);
        let stopped = library.engine.learn(&LearnRequest::default(), &cancel, &|_| {
            if heard.fetch_add(1, std::sync::atomic::Ordering::Relaxed) >= stop {
                cancel.cancel();
            }
        });
        assert_eq!(
            stopped.unwrap_err().code(),
            ErrorCode::Cancelled,
            "at report {stop}"
        );
        assert_eq!(vector(&library.engine, EmbeddedBy::Library), before);
        assert_eq!(library.engine.learning().unwrap().last, None);
    }
}

#[test]
fn a_file_that_cannot_be_used_is_told_and_left_aside() {
    if !in_a_folder() {
        return;
    }
    let library = Library::new();
    let row = |piece: usize| (format!("Piece {piece}"), "Coats".to_owned());
    library.import(&drawn(library.folder.path(), 3, row)).unwrap();
    let before = vector(&library.engine, EmbeddedBy::Library);
    let path = library.folder.path().join("library/learnt/maps");
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let newer = [b"novalrnt".as_slice(), &99_u32.to_le_bytes(), &[0; 40]].concat();
    let mut library = library;
    for (bytes, told) in [
        (b"novalrnt".to_vec(), LearntLeftAside::Damaged),
        (newer, LearntLeftAside::Newer),
        (vec![7; 999], LearntLeftAside::Damaged),
    ] {
        std::fs::write(&path, &bytes).unwrap();
        library = library.reopened();
        let state = library.engine.learning().unwrap();
        assert_eq!((state.active, state.left_aside), (false, Some(told)));
        assert_eq!(
            vector(&library.engine, EmbeddedBy::Library),
            before,
            "the model alone serves"
        );
        assert!(!library.engine.search(&words("coat")).unwrap().hits.is_empty());
        let report = library.engine.doctor().unwrap();
        let check = report.checks.iter().find(|check| check.name == "learnt").unwrap();
        assert!(
            !report.ok && check.detail.contains("stylenova learn"),
            "{}",
            check.detail
        );
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "nothing is thrown away");
    }
}

#[test]
fn who_may_only_read_measures_and_changes_nothing() {
    let library = Library::new();
    let row = |piece: usize| (format!("Piece {piece}"), "Coats".to_owned());
    library.import(&drawn(library.folder.path(), 3, row)).unwrap();
    let reader = Engine::open(OpenOptions {
        database: database(library.engine.library()),
        library: Some(library.engine.library().to_owned()),
        ..OpenOptions::default()
    })
    .unwrap();
    let dry = LearnRequest {
        dry_run: true,
        ..LearnRequest::default()
    };
    assert_eq!(
        reader.learn(&dry, &Cancel::default(), &|_| ()).unwrap().outcome,
        LearnOutcome::TooFew
    );
    for request in [
        LearnRequest::default(),
        LearnRequest {
            off: true,
            ..LearnRequest::default()
        },
    ] {
        assert!(
            reader.learn(&request, &Cancel::default(), &|_| ()).is_err(),
            "{request:?}"
        );
    }
}
