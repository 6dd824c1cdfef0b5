//! A board goes onto paper: as a lookbook, as price tags, as a list for the fitting room.

use crate::lookbook::{name, texts};
use crate::support::{Library, file, picture, text};
use nova_engine::{
    CreateProfileRequest, EngineError, LookbookRequest, LookbookResponse, PrintBoardRequest, PrintTexts,
    Printed, SetBoardRequest, ToPin,
};
use std::path::{Path, PathBuf};

const ARABIC: &str = "معطف طويل من الصوف بأزرار من الصدف وبطانة من الحرير ";
const CHINESE: &str = "长款羊毛双排扣大衣，贝壳纽扣，真丝里衬。";

/// A shop of `count` pieces, one of them without a picture and three with titles of three hundred characters; all are on Ada's
/// board.
fn shop(folder: &Path, count: usize) -> Library {
    picture(folder, "a.jpg", [180, 20, 30]);
    let long = |words: &str| {
        words
            .repeat(30)
            .chars()
            .take(300)
            .collect::<String>()
            .trim()
            .to_owned()
    };
    let row = |place: usize| {
        let title = match place {
            1 => long(ARABIC),
            2 => long(CHINESE),
            3 => long("a long coat of boiled wool "),
            _ => format!("Dress {place}"),
        };
        let image = if place == 0 { "" } else { "a.jpg" };
        format!("{place},\"{title}\",5{place}.50,EUR,S;M;L,{image}\n")
    };
    let rows: String = (0..count).map(row).collect();
    let table = file(
        folder,
        "shop.csv",
        format!("id,title,price,currency,sizes,image\n{rows}"),
    );
    let library = Library::new();
    library.import(&table).unwrap();
    let engine = &library.engine;
    let ada = CreateProfileRequest {
        name: "Ada".to_owned(),
    };
    engine.create_profile(&ada).unwrap();
    let pin = |place: usize| ToPin {
        id: place.to_string(),
        note: (place == 0).then(|| "with sandals".to_owned()),
    };
    let board = SetBoardRequest {
        was: None,
        profile: name("Ada"),
        name: "Summer".to_owned(),
        items: Some((0..count).map(pin).collect()),
        look: None,
    };
    engine.set_board(&board).unwrap();
    library
}

fn lookbook(library: &Library, file: &Path) -> Result<LookbookResponse, EngineError> {
    library.engine.lookbook(&LookbookRequest {
        profile: name("Ada"),
        board: "Summer".to_owned(),
        parts: Vec::new(),
        file: text(file),
        prices: None,
        texts: texts(),
    })
}

fn printed(library: &Library, what: Printed, file: &Path) -> Result<usize, EngineError> {
    let request = PrintBoardRequest {
        profile: name("Ada"),
        board: "Summer".to_owned(),
        what,
        file: text(file),
        texts: PrintTexts {
            language: "fr".to_owned(),
            right_to_left: false,
            title: "Cabine".to_owned(),
            client: "Ada".to_owned(),
            time: "samedi".to_owned(),
            sold: "Épuisé".to_owned(),
        },
    };
    library.engine.print_board(&request).map(|written| written.pages)
}

/// How often some bytes stand in a file.
fn count(file: &Path, wanted: &[u8]) -> usize {
    let bytes = std::fs::read(file).unwrap();
    bytes
        .windows(wanted.len())
        .filter(|window| *window == wanted)
        .count()
}

#[test]
fn a_board_becomes_a_tagged_book_whose_arabic_and_chinese_titles_are_set_or_told() {
    let folder = tempfile::tempdir().unwrap();
    let library = shop(folder.path(), 7);
    let file = folder.path().join("été.PDF");
    let written = lookbook(&library, &file).unwrap();
    assert_eq!(
        (written.items, written.lookbook),
        (7, None),
        "paper is not answered"
    );
    assert!(count(&file, b"%PDF-1.7") == 1 && count(&file, b"/MarkInfo") == 1);
    assert!(
        count(&file, b"<pdfuaid:part>1</pdfuaid:part>") == 1,
        "it can be read out"
    );
    assert!(count(&file, b"(fr)") >= 1, "in its language");
    let missing = written.unprintable;
    assert!(
        missing.chars().all(|letter| CHINESE.contains(letter)),
        "Latin and Arabic fonts come with the app: {missing}"
    );
    if missing.is_empty() {
        println!("the Chinese title was set with a font of this system");
    } else {
        println!("skipped: this system has no Chinese font, which was told");
    }
}

#[test]
fn books_of_one_and_of_two_hundred_pieces_are_written() {
    for pieces in [1, 200] {
        let folder = tempfile::tempdir().unwrap();
        let library = shop(folder.path(), pieces);
        let file = folder.path().join("book.pdf");
        assert_eq!(lookbook(&library, &file).unwrap().items, pieces);
        let tags = folder.path().join("tags.pdf");
        assert_eq!(
            printed(&library, Printed::Tags, &tags).unwrap(),
            pieces.div_ceil(24)
        );
        let list = folder.path().join("list.pdf");
        assert!(printed(&library, Printed::List, &list).unwrap() >= pieces / 10);
        for file in [&file, &tags, &list] {
            assert!(
                std::fs::read(file).unwrap().ends_with(b"%%EOF"),
                "{}",
                file.display()
            );
        }
    }
}

#[test]
fn what_cannot_be_written_says_why_and_leaves_nothing_half_done() {
    let folder = tempfile::tempdir().unwrap();
    let library = shop(folder.path(), 5);
    let empty = SetBoardRequest {
        was: None,
        profile: name("Ada"),
        name: "Summer".to_owned(),
        items: Some(Vec::new()),
        look: None,
    };
    assert!(
        printed(&library, Printed::Tags, &folder.path().join("tags.html")).is_err(),
        "no page"
    );
    assert!(lookbook(&library, &folder.path().join("book.docx")).is_err());
    #[cfg(target_os = "linux")]
    {
        let full: PathBuf = folder.path().join("full.pdf");
        std::os::unix::fs::symlink("/dev/full", &full).unwrap();
        for error in [
            lookbook(&library, &full).map(drop).unwrap_err(),
            printed(&library, Printed::List, &full).map(drop).unwrap_err(),
        ] {
            assert_eq!(error.code(), nova_engine::ErrorCode::DiskFull, "{error}");
        }
        let nowhere = Path::new("/proc/nothing/book.pdf");
        let error = lookbook(&library, nowhere).map(drop).unwrap_err();
        assert!(error.to_string().contains("/proc/nothing"), "{error}");
    }
    let book = folder.path().join("book.pdf");
    library.engine.set_board(&empty).unwrap();
    let nothing = lookbook(&library, &book).map(drop).unwrap_err();
    assert!(nothing.to_string().contains("nothing on this board"), "{nothing}");
    assert!(!book.exists());
    let left = std::fs::read_dir(folder.path()).unwrap().flatten();
    assert!(
        left.map(|entry| entry.file_name())
            .all(|name| !name.to_string_lossy().ends_with(".new"))
    );
}
