//! Spreadsheets: .xlsx cell by cell, so that neither its size on paper nor a million empty rows cost memory; .xls and
//! .ods as a whole, hence with a limit. Of a formula the value counts that the program which saved it last had found.

use crate::import::limits::{HEADER_WITHIN, MAX_COLUMNS, MAX_OLD_SHEET_BYTES, MAX_UNPACKED_BYTES};
use crate::import::records::{Facts, Format, Problem, Sink, is_empty};
use calamine::{Data, DataRef, Reader, Sheets, Xlsx};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

type Book = Xlsx<BufReader<File>>;

/// What is done with a row of a sheet, by its number from 1; `false` ends the reading.
type Take<'a> = &'a mut dyn FnMut(u64, Vec<String>) -> Result<bool, Problem>;

/// Reads the first sheet of an .xlsx file that has a header that is understood; else the first that is not empty.
pub(crate) fn read(path: &Path, sink: &mut dyn Sink) -> Result<(), Problem> {
    check_size_unpacked(path)?;
    let mut book: Book =
        calamine::open_workbook(path).map_err(|error: calamine::XlsxError| broken(&error))?;
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
            format!("it is larger than {} MB", MAX_OLD_SHEET_BYTES >> 20),
            "Save it as .xlsx or .csv, which have no such limit.",
        ));
    }
    let mut book: Sheets<BufReader<File>> =
        calamine::open_workbook_auto(path).map_err(|error| broken(&error))?;
    let names = book.sheet_names();
    let mut rows = |name: &str, take: Take<'_>| {
        let range = book.worksheet_range(name).map_err(|error| broken(&error))?;
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

/// Finds the sheet and the row with the header, and delivers what is below it.
fn deliver(
    format: Format,
    names: &[String],
    rows: &mut dyn FnMut(&str, Take<'_>) -> Result<(), Problem>,
    sink: &mut dyn Sink,
) -> Result<(), Problem> {
    let mut chosen: Option<(&String, u64)> = None;
    for name in names {
        let (mut understood, mut first, mut seen) = (None, None, 0);
        rows(name, &mut |line, cells| {
            seen += 1;
            first = first.or(Some(line));
            if sink.is_header(&cells) {
                understood = Some(line);
            }
            Ok(understood.is_none() && seen < HEADER_WITHIN)
        })?;
        if let Some(line) = understood {
            chosen = Some((name, line));
            break;
        }
        chosen = chosen.or_else(|| first.map(|line| (name, line)));
    }
    let Some((name, header)) = chosen else {
        return Err(Problem::new(
            "its sheets are empty",
            "The first line of a sheet must name the columns.",
        ));
    };
    rows(name, &mut |line, cells| {
        if line == header {
            let facts = Facts {
                sheet: Some(name.clone()),
                ..Facts::of(format)
            };
            sink.header(facts, cells)?;
        } else if line > header {
            sink.row(line, cells)?;
        }
        Ok(true)
    })
}

/// Gathers the cells of a sheet to rows; empty rows are passed over.
fn cells(book: &mut Book, name: &str, take: Take<'_>) -> Result<(), Problem> {
    let mut reader = book
        .worksheet_cells_reader(name)
        .map_err(|error| broken(&error))?;
    let (mut at, mut row): (u32, Vec<String>) = (0, Vec::new());
    while let Some(cell) = reader.next_cell().map_err(|error| broken(&error))? {
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
                format!("row {} has more than {MAX_COLUMNS} columns", u64::from(line) + 1),
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

/// Refuses an archive whose parts unpack to more than any catalogue has.
fn check_size_unpacked(path: &Path) -> Result<(), Problem> {
    let file = File::open(path).map_err(|error| Problem::io(&error))?;
    let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(|error| broken(&error))?;
    let mut unpacked = 0_u64;
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(|error| broken(&error))?;
        unpacked = unpacked.saturating_add(part.size());
    }
    if unpacked > MAX_UNPACKED_BYTES {
        return Err(Problem::new(
            format!("it unpacks to more than {} GB", MAX_UNPACKED_BYTES >> 30),
            "Save the table as .csv.",
        ));
    }
    Ok(())
}

fn broken(error: &dyn std::fmt::Display) -> Problem {
    Problem::new(
        format!("it is no spreadsheet that can be read ({error})"),
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
