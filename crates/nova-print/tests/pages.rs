//! Pages as they look: a lookbook of the demo's pictures, rendered by poppler and compared with approved pictures.
//!
//! Where a change of looks is meant, run this with `STYLENOVA_APPROVE=1` and look at what it writes before it is committed. Without
//! `pdftoppm` the comparison is skipped.

#![allow(clippy::print_stdout, reason = "a test says what it skips")]

use image::RgbImage;
use nova_print::{Book, Fonts, Part, Picture, Piece, Role, Sheet, Tags, Visit};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

/// Dots an inch of the compared pictures.
const RESOLUTION: &str = "40";
/// Largest mean difference of a page, of 255: versions of the renderer smooth edges differently.
const TOLERANCE: f64 = 2.0;

fn root() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from)
}

fn picture(name: &str) -> Picture {
    let bytes = std::fs::read(root().join("../../catalog/images").join(name)).expect("the demo's pictures");
    let size = image::load_from_memory(&bytes).expect("a picture");
    Picture {
        width: size.width(),
        height: size.height(),
        on_white: false,
        bytes: Arc::new(bytes),
    }
}

fn piece(number: u32, title: &str) -> Piece {
    Piece {
        title: title.to_owned(),
        brand: "Lorrenby".to_owned(),
        price: Some("€129.00".to_owned()),
        sizes: ["XS", "S", "M", "L"].map(str::to_owned).to_vec(),
        sku: format!("SN-{number:04}"),
        picture: Some(picture(&format!("sn-{number:04}.jpg"))),
        ..Piece::default()
    }
}

fn english() -> Book {
    let mut pieces = vec![
        piece(
            40,
            "Odile short-sleeve Breton-stripe cotton boxy crew-neck T-shirt in black and turquoise",
        ),
        piece(90, "Maren pleated midi skirt in charcoal"),
        piece(140, "Silk blouse in cream"),
        piece(180, "Wool coat"),
        piece(220, "Leather ankle boots in chestnut"),
        piece(260, "Straw hat"),
        piece(300, "Canvas tote"),
        piece(330, "Silver hoops"),
        piece(
            345,
            "A jacket in houndstooth with wide lapels, two rows of buttons, and a lining of silk",
        ),
        piece(60, "Linen trousers"),
    ];
    pieces[0].note =
        "With the pleated skirt, and the sleeves rolled up once – it makes the shoulders softer.".to_owned();
    pieces[1].link = Some("https://boutique.example/skirt".to_owned());
    pieces[3].picture = None;
    pieces[4].sold = true;
    pieces[6].note = "for the market".to_owned();
    Book {
        language: "en".to_owned(),
        title: "An afternoon by the sea".to_owned(),
        shop: "Maison Odile".to_owned(),
        greeting: "For Amélie".to_owned(),
        sizes: "Sizes".to_owned(),
        sold: "Sold out".to_owned(),
        total: Some("All together €1,290.00".to_owned()),
        footer: "Made with StyleNova on 26 November 2026".to_owned(),
        pieces,
        ..Book::default()
    }
}

fn arabic() -> Book {
    let long: String = "معطف طويل من الصوف بأزرار من الصدف وبطانة من الحرير "
        .repeat(6)
        .chars()
        .take(300)
        .collect();
    let mut pieces = vec![
        piece(180, long.trim()),
        piece(90, "تنورة طويلة"),
        piece(60, "Linen trousers"),
    ];
    pieces[0].note = "يليق بك مع الحذاء البني.".to_owned();
    Book {
        language: "ar".to_owned(),
        right_to_left: true,
        title: "أمسيات الصيف".to_owned(),
        shop: "دار أوديل".to_owned(),
        greeting: "إلى ليلى".to_owned(),
        sizes: "المقاسات".to_owned(),
        sold: "نفد".to_owned(),
        total: Some("المجموع 387.00 €".to_owned()),
        footer: "أُعدّ بواسطة StyleNova".to_owned(),
        pieces,
        ..Book::default()
    }
}

/// The pages as pictures; `None` where there is no renderer.
fn rendered(sheet: &Sheet) -> Option<Vec<RgbImage>> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("pages.pdf");
    std::fs::write(&file, sheet.pdf().expect("pages")).expect("written");
    if let Some(kept) = std::env::var_os("STYLENOVA_PAGES") {
        let name = format!("{}.pdf", sheet.title.replace(' ', "-"));
        std::fs::copy(&file, Path::new(&kept).join(name)).expect("kept");
    }
    let command = Command::new("pdftoppm")
        .args(["-r", RESOLUTION, "-png"])
        .arg(&file)
        .arg(folder.path().join("page"))
        .status();
    match command {
        Ok(status) => assert!(status.success(), "poppler reads it"),
        Err(_) => {
            println!("skipped: there is no pdftoppm to look at pages with");
            return None;
        }
    }
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder.path())
        .expect("pages")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "png"))
        .collect();
    files.sort();
    Some(
        files
            .iter()
            .map(|file| image::open(file).expect("a page").to_rgb8())
            .collect(),
    )
}

fn compared(name: &str, sheet: &Sheet) {
    let Some(pages) = rendered(sheet) else { return };
    assert_eq!(pages.len(), sheet.pages.len());
    for (number, page) in pages.iter().enumerate() {
        let approved = root()
            .join("tests/approved")
            .join(format!("{name}-{}.png", number + 1));
        if std::env::var_os("STYLENOVA_APPROVE").is_some() {
            page.save(&approved).expect("written");
            continue;
        }
        let wanted = image::open(&approved).expect("an approved page").to_rgb8();
        assert_eq!(page.dimensions(), wanted.dimensions());
        let apart: u64 = page
            .as_raw()
            .iter()
            .zip(wanted.as_raw())
            .map(|(a, b)| u64::from(a.abs_diff(*b)))
            .sum();
        let mean = apart as f64 / page.as_raw().len() as f64;
        assert!(
            mean <= TOLERANCE,
            "{name}, page {}: {mean:.2} from {}",
            number + 1,
            approved.display()
        );
    }
}

#[test]
fn a_lookbook_looks_as_it_was_approved() {
    compared("lookbook", &english().set(&Fonts::bundled()));
}

#[test]
fn a_lookbook_from_right_to_left_looks_as_it_was_approved() {
    compared("arabic", &arabic().set(&Fonts::bundled()));
}

#[test]
fn a_lookbook_of_two_looks_looks_as_it_was_approved() {
    let mut book = english();
    book.pieces.truncate(6);
    book.parts = [("By the sea", 4), ("Dinner on the terrace", 2)]
        .map(|(title, pieces)| Part {
            title: title.to_owned(),
            pieces,
        })
        .to_vec();
    let sheet = book.set(&Fonts::bundled());
    let headings: Vec<usize> = (0..sheet.pages.len())
        .filter(|page| {
            let mut marks = sheet.pages[*page].marks.iter();
            marks.any(|mark| mark.role == Role::Heading(2) && mark.piece.is_none())
        })
        .collect();
    assert_eq!(headings, [1, 3], "each look begins with a page of its own");
    compared("looks", &sheet);
    if let Some(outline) = poppler("pdftohtml", &["-xml", "-i", "-stdout"], &sheet) {
        let own = outline
            .split("By the sea</item>")
            .nth(1)
            .expect("a bookmark of the look");
        let below = own.trim_start().starts_with("<outline>");
        assert!(below, "its pieces stand below it: {outline}");
    }
    if let Some(structure) = poppler("pdfinfo", &["-struct"], &sheet) {
        let entries = structure.matches("TOCI").count();
        assert_eq!(entries, 2, "{structure}");
    }
}

/// What a tool of poppler says of the pages; `None` where there is none.
fn poppler(tool: &str, how: &[&str], sheet: &Sheet) -> Option<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("pages.pdf");
    let pdf = sheet.pdf().expect("pages");
    let accessible = pdf.windows(7).any(|bytes| bytes == b"pdfuaid");
    assert!(accessible, "it is written as PDF/UA");
    std::fs::write(&file, pdf).expect("written");
    let Ok(output) = Command::new(tool).args(how).arg(&file).output() else {
        println!("skipped: there is no {tool}");
        return None;
    };
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn price_tags_look_as_they_were_approved() {
    let mut pieces = english().pieces;
    pieces.truncate(7);
    pieces[2].title = arabic().pieces[0].title.clone();
    let tags = Tags {
        language: "en".to_owned(),
        title: "Price tags".to_owned(),
        shop: "Maison Odile".to_owned(),
        pieces,
        ..Tags::default()
    };
    compared("tags", &tags.set(&Fonts::bundled()));
}

#[test]
fn a_list_for_the_fitting_room_looks_as_it_was_approved() {
    let visit = Visit {
        language: "en".to_owned(),
        title: "Fitting room".to_owned(),
        client: "Amélie Durand".to_owned(),
        time: "Saturday, 28 November, 14:30".to_owned(),
        sold: "Sold out".to_owned(),
        shop: "Maison Odile".to_owned(),
        pieces: english().pieces,
        ..Visit::default()
    };
    compared("list", &visit.set(&Fonts::bundled()));
}
