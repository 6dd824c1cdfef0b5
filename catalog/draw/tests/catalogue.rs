//! What must hold of the demo catalogue, of samples, and of the committed files.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use draw_catalog::catalogue::{self, Entry};
use draw_catalog::cloth::MATERIALS;
use draw_catalog::palette::SHADES;
use draw_catalog::pattern::PATTERN_NAMES;
use draw_catalog::range::RANGE;
use draw_catalog::vocabulary::{DETAILS, OCCASIONS, SEASONS, STYLES};

const SEED: u64 = 7;

fn column(entry: &Entry, name: &str) -> String {
    let index = draw_catalog::describe::COLUMNS
        .iter()
        .position(|c| *c == name)
        .expect("a known column");
    entry.record.cells()[index].clone()
}

#[test]
fn the_same_seed_gives_the_same_records_and_the_same_bytes() {
    let (one, two) = (catalogue::demo(SEED), catalogue::demo(SEED));
    let cells = |entries: &[Entry]| {
        entries
            .iter()
            .map(|e| e.record.cells().to_vec())
            .collect::<Vec<_>>()
    };
    assert_eq!(cells(&one), cells(&two), "the records repeat");
    let i = one.len() / 2;
    let picture = catalogue::picture(&one[i]).unwrap();
    assert_eq!(
        picture,
        catalogue::picture(&two[i]).unwrap(),
        "the picture of {} repeats",
        one[i].record.id
    );
    let other = catalogue::demo(SEED + 1);
    assert_ne!(cells(&one), cells(&other), "another seed gives other garments");
}

#[test]
fn every_type_appears_at_least_six_times_among_at_least_240_garments() {
    let entries = catalogue::demo(SEED);
    assert!(entries.len() >= 240, "{} garments", entries.len());
    let mut counts: HashMap<String, usize> = HashMap::new();
    for entry in &entries {
        *counts.entry(column(entry, "type")).or_default() += 1;
    }
    assert!(counts.len() >= 24, "{} types", counts.len());
    for kind in RANGE {
        let count = counts.get(kind.name).copied().unwrap_or(0);
        assert!(count >= 6, "{} appears {count} times", kind.name);
    }
}

#[test]
fn ids_and_titles_are_unique_and_titles_name_the_colours() {
    let entries = catalogue::demo(SEED);
    let ids: HashSet<_> = entries.iter().map(|e| &e.record.id).collect();
    assert_eq!(ids.len(), entries.len(), "ids are unique");
    let titles: HashSet<_> = entries.iter().map(|e| &e.record.title).collect();
    assert_eq!(titles.len(), entries.len(), "titles are unique");
    for entry in &entries {
        for colour in column(entry, "colours").split(';') {
            assert!(
                entry.record.title.contains(colour),
                "“{}” does not say {colour}",
                entry.record.title
            );
        }
    }
}

#[test]
fn every_word_of_the_list_columns_is_in_its_vocabulary() {
    let colours: HashSet<&str> = SHADES.iter().map(|s| s.name).collect();
    let mut entries = catalogue::demo(SEED);
    entries.extend(catalogue::sample(2000, 11));
    for entry in &entries {
        let facts = &entry.garment.facts;
        let title = &entry.record.title;
        assert!(
            facts.colours.iter().all(|c| colours.contains(c.name)),
            "a colour of “{title}” is unknown"
        );
        assert!(
            PATTERN_NAMES.contains(&facts.pattern) || facts.pattern == "colour-block",
            "the pattern {} of “{title}” is unknown",
            facts.pattern
        );
        let known = MATERIALS.iter().any(|m| m.name == facts.material) || facts.material == "acetate";
        assert!(known, "the material {} of “{title}” is unknown", facts.material);
        for (words, vocabulary) in [
            (&facts.styles, STYLES),
            (&facts.occasions, OCCASIONS),
            (&facts.seasons, SEASONS),
            (&facts.details, DETAILS),
        ] {
            for word in words {
                assert!(
                    vocabulary.contains(word),
                    "the word “{word}” of “{title}” is unknown"
                );
            }
        }
        assert!(!facts.styles.is_empty() && !facts.occasions.is_empty() && !facts.seasons.is_empty());
    }
}

#[test]
fn a_written_sample_has_a_picture_of_the_right_size_for_every_row() {
    let folder = tempfile::tempdir().unwrap();
    catalogue::write(&catalogue::sample(3, 5), folder.path()).unwrap();
    assert_eq!(check_folder(folder.path()), 3);
}

#[test]
fn the_committed_catalogue_is_the_one_that_the_code_describes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let rows = check_folder(&folder);
    let entries = catalogue::demo(SEED);
    assert_eq!(rows, entries.len(), "rows of the committed table");
    let mut reader = csv::Reader::from_path(folder.join("catalog.csv")).unwrap();
    for (row, entry) in reader.records().zip(&entries) {
        let row = row.unwrap();
        let cells: Vec<&str> = row.iter().collect();
        assert_eq!(
            cells,
            entry.record.cells(),
            "the row of {}; draw the catalogue anew",
            entry.record.id
        );
    }
    let bytes: u64 = std::fs::read_dir(folder.join("images"))
        .unwrap()
        .map(|file| file.unwrap().metadata().unwrap().len())
        .sum();
    assert!(
        bytes <= 12 << 20,
        "the pictures take {bytes} bytes of the 12 MiB they may"
    );
}

/// Checks that every row's picture is there and 480 by 640 pixels; returns the number of rows.
fn check_folder(folder: &Path) -> usize {
    let mut reader = csv::Reader::from_path(folder.join("catalog.csv")).expect("the table opens");
    let headers = reader.headers().expect("the table has a header").clone();
    assert_eq!(
        headers.iter().collect::<Vec<_>>(),
        draw_catalog::describe::COLUMNS
    );
    let image = headers
        .iter()
        .position(|h| h == "image")
        .expect("an image column");
    let mut rows = 0;
    for row in reader.records() {
        let row = row.expect("a readable row");
        let file = folder.join(&row[image]);
        let size = image::image_dimensions(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        assert_eq!(size, (480, 640), "{}", file.display());
        rows += 1;
    }
    rows
}
