//! Spreadsheets: .xlsx cell by cell, so that neither its size on paper nor a million empty rows cost memory; .xls and
//! .ods as a whole, hence with a limit. Of a formula the value counts that the program which saved it last had found.

use crate::fault::TableFault;
use crate::header;
use crate::joined;
use crate::limits::{MAX_COLUMNS, MAX_OLD_SHEET_BYTES, MAX_SHARED_BYTES, MAX_UNPACKED_BYTES};
use crate::nested::Rows;
use crate::records::{Facts, Format, Problem, Sink, is_empty};
use calamine::{Data, DataRef, Reader, Sheets, Xlsx};
use std::fs::File;
use std::io::{BufReader, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

mod several;

/// A byte of the usual compression of archives unpacks to no more than this many (RFC 1951, a length of 258 in two bits).
const MOST_DEFLATED: u64 = 1_032;

type Book = Xlsx<BufReader<File>>;

/// What is done with a row of a sheet, by its number from 1; `false` ends the reading.
type Take<'a> = &'a mut dyn FnMut(u64, Vec<String>) -> Result<bool, Problem>;

/// Reads the sheet of an .xlsx file whose header is understood best; of equals the first.
pub(crate) fn read(path: &Path, sink: &mut dyn Sink) -> Result<(), Problem> {
    check_size_unpacked(path, MAX_SHARED_BYTES, MAX_UNPACKED_BYTES)?;
    let mut book: Book = guarded(|| calamine::open_workbook(path))?;
    let names = book.sheet_names();
    deliver(
        Format::Xlsx,
        &names,
        &mut |name, take| cells(&mut book, name, take),
        sink,
    )
}

/// Reads an .xls or .ods file in the same way.
pub(crate) fn read_old(path: &Path, format: Format, sink: &mut dyn Sink) -> Result<(), Problem> {
    let length = std::fs::metadata(path)
        .map_err(|error| Problem::io(&error))?
        .len();
    if length > MAX_OLD_SHEET_BYTES {
        return Err(Problem::new(
            TableFault::TooLarge {
                megabytes: MAX_OLD_SHEET_BYTES >> 20,
            },
            "Save it as .xlsx or .csv, which have no such limit.",
        ));
    }
    let mut book: Sheets<BufReader<File>> = guarded(|| calamine::open_workbook_auto(path))?;
    let names = book.sheet_names();
    let mut rows = |name: &str, take: Take<'_>| {
        let range = guarded(|| book.worksheet_range(name))?;
        let first = u64::from(range.start().map_or(0, |(row, _)| row));
        for (number, row) in (first + 1..).zip(range.rows()) {
            let cells: Vec<String> = row.iter().take(MAX_COLUMNS).map(plain).collect();
            if !is_empty(&cells) && !take(number, cells)? {
                break;
            }
        }
        Ok(())
    };
    deliver(format, &names, &mut rows, sink)
}

/// What the reader of spreadsheets answers. On some damaged files it panics where it counts columns, which is a damage like any
/// other; its state is not used after that.
fn guarded<T, E: std::fmt::Display>(work: impl FnOnce() -> Result<T, E>) -> Result<T, Problem> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(answer) => answer.map_err(|error| broken(&error)),
        Err(_) => Err(broken(&"its cells cannot be read")),
    }
}

/// Finds the sheet whose header is understood best, and delivers its rows.
fn deliver(
    format: Format,
    names: &[String],
    rows: &mut dyn FnMut(&str, Take<'_>) -> Result<(), Problem>,
    sink: &mut dyn Sink,
) -> Result<(), Problem> {
    let mut sheets = Vec::new();
    for name in names.iter().take(several::MOST_SHEETS) {
        let mut first = Vec::new();
        rows(name, &mut |line, cells| {
            first.push((line, cells));
            Ok(first.len() < header::WITHIN)
        })?;
        sheets.extend(several::seen(name, &first));
    }
    let most = sheets.iter().map(|sheet| sheet.known).max();
    let Some(best) = sheets.iter().position(|sheet| Some(sheet.known) == most) else {
        return Err(Problem::new(
            TableFault::EmptySheets,
            "The first line of a sheet must name the columns.",
        ));
    };
    let facts = Facts {
        sheet: Some(sheets[best].name.clone()),
        ..Facts::of(format)
    };
    if let Some(joined) = several::related(&sheets, best, rows)? {
        return joined::deliver(facts, &joined, Rows::default(), sink);
    }
    sink.begin(facts, None)?;
    let alike = several::alike(&sheets, best);
    for (number, at) in alike.iter().enumerate() {
        let sheet = &sheets[*at];
        let section = (alike.len() > 1 && several::is_section(&sheet.name)).then(|| vec![sheet.name.clone()]);
        let (mut passed, mut begun) = (0, section.is_none());
        rows(&sheet.name, &mut |line, cells| {
            passed += 1;
            // Only the first sheet brings the header.
            if passed <= sheet.found.first {
                if number == 0 {
                    sink.row(line, cells)?;
                }
                return Ok(true);
            }
            if !begun && let Some(section) = &section {
                begun = true;
                sink.row(line, section.clone())?;
            }
            sink.row(line, cells)?;
            Ok(true)
        })?;
    }
    Ok(())
}

/// Gathers the cells of a sheet to rows; empty rows are passed over.
fn cells(book: &mut Book, name: &str, take: Take<'_>) -> Result<(), Problem> {
    let mut reader = guarded(|| book.worksheet_cells_reader(name))?;
    let (mut at, mut row): (u32, Vec<String>) = (0, Vec::new());
    while let Some(cell) = guarded(|| reader.next_cell())? {
        let (line, column) = cell.get_position();
        let text = plain_ref(cell.get_value());
        if text.is_empty() {
            continue;
        }
        if line != at {
            let complete = std::mem::take(&mut row);
            if !is_empty(&complete) && !take(u64::from(at) + 1, complete)? {
                return Ok(());
            }
            at = line;
        }
        let column = column as usize;
        if column >= MAX_COLUMNS {
            return Err(Problem::new(
                TableFault::WideRow {
                    row: u64::from(line) + 1,
                    most: MAX_COLUMNS,
                },
                "Take out what does not belong to the table.",
            ));
        }
        if row.len() <= column {
            row.resize(column + 1, String::new());
        }
        row[column] = text;
    }
    if !is_empty(&row) {
        take(u64::from(at) + 1, row)?;
    }
    Ok(())
}

/// Refuses an archive whose parts unpack to more than any catalogue has. What an archive says of its parts' sizes is
/// believed only where it could not be hiding more.
fn check_size_unpacked(path: &Path, most_shared: u64, most: u64) -> Result<(), Problem> {
    let file = File::open(path).map_err(|error| Problem::io(&error))?;
    let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(|error| broken(&error))?;
    let mut unpacked = 0_u64;
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(|error| broken(&error))?;
        let (said, packed) = (part.size(), part.compressed_size());
        let name = part.name().map_err(|error| broken(&error))?;
        let limit = match name.to_lowercase().ends_with("sharedstrings.xml") {
            true => most_shared,
            false => most,
        };
        drop(name);
        drop(part);
        let size = if said > limit || packed.saturating_mul(MOST_DEFLATED) <= limit {
            said
        } else {
            let part = archive.by_index(at).map_err(|error| broken(&error))?;
            let mut counted = part.take(limit + 1);
            std::io::copy(&mut counted, &mut std::io::sink()).map_err(|error| broken(&error))?
        };
        unpacked = unpacked.saturating_add(size);
        if size > limit || unpacked > most {
            return Err(Problem::new(
                TableFault::Unpacked {
                    megabytes: limit >> 20,
                },
                "Save the table as .csv.",
            ));
        }
    }
    Ok(())
}

fn broken(error: &dyn std::fmt::Display) -> Problem {
    Problem::new(
        TableFault::NoSpreadsheet {
            detail: error.to_string(),
        },
        "Open it in a spreadsheet program and save it anew as .xlsx, without a password.",
    )
}

fn plain_ref(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        other => plain(&Data::from(other.clone())),
    }
}

/// A cell as a table of text would hold it. Whole numbers have no decimal point, a day has no time, and a formula that
/// failed says nothing.
fn plain(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::DateTime(time) => day(time),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        other => other.to_string(),
    }
}

fn day(time: &calamine::ExcelDateTime) -> String {
    if !time.is_datetime() {
        return time.as_f64().to_string();
    }
    let (year, month, day, hour, minute, ..) = time.to_ymd_hms_milli();
    if (hour, minute) == (0, 0) {
        return format!("{year:04}-{month:02}-{day:02}");
    }
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    const MEGABYTE: u64 = 1 << 20;

    /// An archive of one part of zeros; `said` is what it says of the part's size, where that is not the truth.
    fn bomb(name: &str, bytes: u64, said: Option<u32>) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        archive.start_file(name, options).unwrap();
        std::io::copy(&mut std::io::repeat(0).take(bytes), &mut archive).unwrap();
        let mut archive = archive.finish().unwrap().into_inner();
        if let Some(said) = said {
            let truth = u32::try_from(bytes).unwrap().to_le_bytes();
            let places: Vec<usize> = (0..archive.len() - 4)
                .filter(|at| archive[*at..at + 4] == truth)
                .collect();
            assert!(!places.is_empty(), "the size stands in the archive");
            for at in places {
                archive[at..at + 4].copy_from_slice(&said.to_le_bytes());
            }
        }
        file.write_all(&archive).unwrap();
        file
    }

    fn refused(file: &tempfile::NamedTempFile) -> bool {
        check_size_unpacked(file.path(), MEGABYTE, 4 * MEGABYTE).is_err()
    }

    #[test]
    fn what_its_reader_panics_on_is_a_damaged_file() {
        let answer = guarded(|| -> Result<(), std::io::Error> { panic!("columns overflow") });
        assert!(
            answer.is_err(),
            "a file that cannot be read is refused and stops nobody"
        );
    }

    #[test]
    fn an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() {
        let shared = "xl/sharedStrings.xml";
        assert!(!refused(&bomb(shared, MEGABYTE, None)), "as much as may be");
        assert!(
            refused(&bomb(shared, MEGABYTE + 1, None)),
            "shared texts are held in memory"
        );
        assert!(
            !refused(&bomb("xl/worksheets/sheet1.xml", 3 * MEGABYTE, None)),
            "a sheet is not"
        );
        assert!(refused(&bomb("xl/worksheets/sheet1.xml", 5 * MEGABYTE, None)));
    }

    #[test]
    fn an_archive_that_lies_about_its_sizes_is_found_out() {
        assert!(refused(&bomb("xl/sharedStrings.xml", 8 * MEGABYTE, Some(100))));
    }
}
