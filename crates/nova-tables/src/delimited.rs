//! Text in columns: .csv, .tsv and .txt, whatever separates the columns, in any usual encoding. Rows are read one by
//! one, so that a table larger than the memory can be read.

use crate::encoding::{Utf8, detect};
use crate::fault::TableFault;
use crate::fixed;
use crate::limits::MAX_ROW_BYTES;
use crate::records::{Facts, Format, Problem, Sink, is_empty};
use std::cell::Cell;
use std::fs::File;
use std::io::{Error, Read, Seek};
use std::rc::Rc;

const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Reads the table in `file`.
pub(crate) fn read(mut file: File, sink: &mut dyn Sink) -> Result<(), Problem> {
    let encoding = detect(&file)?;
    file.rewind().map_err(|error| Problem::io(&error))?;
    let mut text = Utf8::new(file, encoding);
    let beginning = text.peek().map_err(|error| Problem::io(&error))?;
    // Excel writes and reads such a line in front of a table.
    let (announced, length) = announcement(beginning);
    if announced.is_none()
        && let Some(columns) = fixed::columns(beginning)
    {
        return fixed::read(text, &columns, encoding.name(), sink);
    }
    let separator = announced.unwrap_or_else(|| separator(&beginning[length..]));
    let escapes = escapes(&beginning[length..], separator);
    text.skip(length);
    let lines_before = u64::from(length > 0);
    let watch = Rc::new(Watch::default());
    let watched = Watched {
        text,
        separator,
        watch: Rc::clone(&watch),
    };
    watch.escapes.set(escapes);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .escape(escapes.then_some(b'\\'))
        .flexible(true)
        .has_headers(false)
        .from_reader(watched);
    let mut record = csv::StringRecord::new();
    let mut begun = false;
    loop {
        watch.in_row.set(0);
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => return Err(unreadable(&error, &watch, lines_before)),
        }
        let line = record.position().map_or(0, csv::Position::line) + lines_before;
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        if is_empty(&cells) || is_drawn(&cells) {
            continue;
        }
        if !begun {
            let facts = Facts {
                encoding: Some(encoding.name()),
                delimiter: Some(char::from(separator)),
                ..Facts::of(Format::Csv)
            };
            sink.begin(facts, None)?;
            begun = true;
        }
        sink.row(line, cells)?;
    }
    match watch.open_quote() {
        Some(line) => Err(unclosed(line + lines_before)),
        None if !begun => Err(Problem::new(
            TableFault::Empty,
            "Its first line must name the columns.",
        )),
        None => Ok(()),
    }
}

/// Whether a row is only drawn, as below the header of what a database answers: `----+-----`, `|---|:--|`.
fn is_drawn(cells: &[String]) -> bool {
    let drawn = |cell: &String| cell.trim().chars().all(|c| matches!(c, '-' | '+' | '=' | ':'));
    cells.iter().all(drawn) && cells.iter().any(|cell| cell.contains("---"))
}

fn unclosed(line: u64) -> Problem {
    Problem::new(
        TableFault::OpenQuotation { line },
        "Close it, or double it if it belongs to the text.",
    )
}

fn unreadable(error: &csv::Error, watch: &Watch, lines_before: u64) -> Problem {
    if watch.too_long.get() {
        let line = watch.quote_line.get().unwrap_or_else(|| watch.line.get()) + lines_before;
        return Problem::new(
            TableFault::LongRow {
                line,
                megabytes: MAX_ROW_BYTES >> 20,
            },
            "Look for a quotation mark that is never closed.",
        );
    }
    Problem::new(
        TableFault::Unreachable {
            system: error.to_string(),
        },
        "Check that the file can be read to its end.",
    )
}

/// The separator that a line `sep=;` in front announces, and how many bytes that line has.
fn announcement(text: &[u8]) -> (Option<u8>, usize) {
    let Some([separator, rest @ ..]) = text.strip_prefix(b"sep=") else {
        return (None, 0);
    };
    let end = match rest {
        [b'\r', b'\n', ..] => 2,
        [b'\n' | b'\r', ..] => 1,
        _ => return (None, 0),
    };
    (separator.is_ascii().then_some(*separator), 5 + end)
}

/// Lines that the separator is found by.
const LINES: usize = 20;

/// The separator that the first line with any of them uses most, outside of quotes, if the lines below use it too; else the
/// one that most lines use equally often.
fn separator(text: &[u8]) -> u8 {
    let mut lines: Vec<[usize; SEPARATORS.len()]> = Vec::new();
    let (mut quoted, mut counts, mut begun) = (false, [0; SEPARATORS.len()], false);
    for byte in text.iter().chain(b"\n") {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => {
                if begun {
                    lines.push(counts);
                }
                (counts, begun) = ([0; SEPARATORS.len()], false);
                if lines.len() > LINES {
                    break;
                }
            }
            _ => {
                begun |= !byte.is_ascii_whitespace();
                if let (false, Some(at)) = (quoted, SEPARATORS.iter().position(|separator| separator == byte))
                {
                    counts[at] += 1;
                }
            }
        }
    }
    // Of equals the first in the list is chosen: `max_by_key` takes the last, hence the reversal.
    let best = |worth: &dyn Fn(usize) -> usize| {
        (0..SEPARATORS.len())
            .rev()
            .max_by_key(|at| worth(*at))
            .unwrap_or(0)
    };
    let Some(first) = lines
        .iter()
        .position(|counts| counts.iter().any(|count| *count > 0))
    else {
        return SEPARATORS[0];
    };
    let header = best(&|at| lines[first][at]);
    let below = &lines[first + 1..];
    if below.iter().filter(|counts| counts[header] > 0).count() * 3 >= below.len() * 2 {
        return SEPARATORS[header];
    }
    SEPARATORS[best(&|at| {
        let usual = lines
            .iter()
            .map(|counts| counts[at])
            .filter(|count| *count > 0)
            .max_by_key(|count| lines.iter().filter(|counts| counts[at] == *count).count());
        usual.map_or(0, |usual| {
            usual * lines.iter().filter(|counts| counts[at] == usual).count()
        })
    })]
}

/// Whether quotation marks within a cell have a backslash in front, and not another quotation mark: there is one that is
/// not at the end of its cell, and no fewer rows are as wide as the header.
fn escapes(text: &[u8], separator: u8) -> bool {
    let within = text.windows(3).any(|bytes| {
        bytes[0] == b'\\'
            && bytes[1] == b'"'
            && bytes[2] != separator
            && !matches!(bytes[2], b'\n' | b'\r' | b'"')
    });
    if !within {
        return false;
    }
    let regular = |escape: Option<u8>| {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .escape(escape)
            .flexible(true)
            .has_headers(false)
            .from_reader(text);
        let widths: Vec<usize> = reader
            .byte_records()
            .take(500)
            .filter_map(Result::ok)
            .map(|record| record.len())
            .collect();
        let header = widths.first().copied().unwrap_or(0);
        widths.iter().filter(|width| **width == header).count()
    };
    regular(Some(b'\\')) >= regular(None)
}

/// What is known of the text that has gone to the reader of rows, which does not tell whether a quotation mark was
/// still open at the end.
#[derive(Default)]
struct Watch {
    /// Whether a backslash takes its meaning from the sign behind it.
    escapes: Cell<bool>,
    state: Cell<State>,
    line: Cell<u64>,
    quote_line: Cell<Option<u64>>,
    /// Bytes since the last row was complete, to within the reader's buffer.
    in_row: Cell<u64>,
    too_long: Cell<bool>,
}

/// Where in a row the text is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    CellStart,
    Plain,
    Quoted,
    /// Behind a backslash in quotes.
    Escaped,
    /// Behind a quotation mark in quotes, which either ends them or is the first of two.
    MaybeEnd,
}

impl Watch {
    fn see(&self, bytes: &[u8], separator: u8) {
        let (mut state, mut line) = (self.state.get(), self.line.get());
        for byte in bytes {
            state = match (state, *byte) {
                (State::CellStart, b'"') => {
                    self.quote_line.set(Some(line + 1));
                    State::Quoted
                }
                (State::Quoted, b'"') => State::MaybeEnd,
                (State::Quoted, b'\\') if self.escapes.get() => State::Escaped,
                (State::MaybeEnd, b'"') | (State::Quoted | State::Escaped, _) => State::Quoted,
                (_, b'\n' | b'\r') => State::CellStart,
                (_, byte) if byte == separator => State::CellStart,
                _ => State::Plain,
            };
            line += u64::from(*byte == b'\n');
        }
        self.state.set(state);
        self.line.set(line);
    }

    /// The line of a quotation mark that is open at the end of the text.
    fn open_quote(&self) -> Option<u64> {
        (self.state.get() == State::Quoted)
            .then(|| self.quote_line.get())
            .flatten()
    }
}

struct Watched {
    text: Utf8<File>,
    separator: u8,
    watch: Rc<Watch>,
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.text.read(buffer)?;
        self.watch.see(&buffer[..length], self.separator);
        let in_row = self.watch.in_row.get() + length as u64;
        self.watch.in_row.set(in_row);
        if in_row > MAX_ROW_BYTES {
            self.watch.too_long.set(true);
            return Err(Error::other("a row is too long"));
        }
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::tests::Kept;
    use std::io::Write;

    fn kept(bytes: &[u8]) -> Result<Kept, Problem> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file.rewind().unwrap();
        let mut kept = Kept::default();
        read(file, &mut kept)?;
        Ok(kept)
    }

    fn first_row(bytes: &[u8]) -> Vec<String> {
        kept(bytes).unwrap().rows.remove(0).1
    }

    #[test]
    fn separators_and_quotes_are_recognised() {
        assert_eq!(
            first_row(b"id,title\n1,\"Shirt, blue\"\n"),
            ["1", "Shirt, blue"],
            "comma"
        );
        assert_eq!(
            first_row(b"id;title\n1;Shirt, blue\n"),
            ["1", "Shirt, blue"],
            "semicolon"
        );
        assert_eq!(
            first_row(b"id|title\n1|Shirt, blue\n"),
            ["1", "Shirt, blue"],
            "bar"
        );
        assert_eq!(
            first_row(b"id\ttitle\r\n1\tThe \"best\" shirt\r\n"),
            ["1", "The \"best\" shirt"],
            "tab"
        );
        assert_eq!(
            first_row(b"id,title\n1,\"two\nlines\"\n"),
            ["1", "two\nlines"],
            "a cell over two lines"
        );
        let announced = kept(b"sep=;\r\nid;a,b,c\n1;x\n").unwrap();
        assert_eq!(announced.header, ["id", "a,b,c"], "as Excel announces it");
        assert_eq!(announced.rows[0].0, 3, "the announcement is a line too");
        let blank = kept(b"\n\n;;\nid;title\n1;x\n").unwrap();
        assert_eq!(
            blank.header,
            ["id", "title"],
            "empty lines in front are passed over"
        );
    }

    #[test]
    fn a_title_above_the_table_does_not_decide_what_separates_columns() {
        let table = kept(b"Spring, 2026\n\nid;title;text\n1;Shirt;a, b, c\n2;Coat;d, e\n3;Hat;f\n").unwrap();
        assert_eq!(table.facts.unwrap().delimiter, Some(';'));
    }

    #[test]
    fn quotes_behind_a_backslash_belong_to_the_text() {
        assert_eq!(
            first_row(b"id,title,price\n1,\"Shirt \\\"Hem\\\" 15\\\"\",5\n"),
            ["1", "Shirt \"Hem\" 15\"", "5"]
        );
        assert_eq!(
            first_row(b"id,title\n1,\"C:\\dir\\\"\n"),
            ["1", "C:\\dir\\"],
            "a backslash alone is one"
        );
    }

    #[test]
    fn what_was_found_is_told() {
        let facts = kept(b"id;title\n1;\xC9t\xE9\n").unwrap().facts.unwrap();
        assert_eq!(
            (facts.encoding, facts.delimiter),
            (Some("windows-1252"), Some(';'))
        );
    }

    #[test]
    fn an_unclosed_quotation_mark_is_named_with_its_line() {
        for text in [
            "id,title\n1,a\n2,\"b\n3,c\n4,d\n",
            "id,title\n1,\"a\"\"\"\n2,\"b\"\n3,\"c\"\"\n",
        ] {
            match kept(text.as_bytes()) {
                Err(Problem::Invalid { fault, .. }) => {
                    let reason = fault.to_string();
                    assert!(reason.contains("line 3") || reason.contains("line 4"), "{reason}");
                }
                other => panic!("{text:?} must be refused: {other:?}"),
            }
        }
    }

    #[test]
    fn a_row_without_an_end_is_stopped() {
        let mut text = b"id,title\n1,\"".to_vec();
        text.resize(MAX_ROW_BYTES as usize + (1 << 20), b'x');
        match kept(&text) {
            Err(Problem::Invalid { fault, .. }) => {
                assert!(matches!(fault, TableFault::LongRow { line: 2, .. }), "{fault}");
            }
            other => panic!("it must be refused: {:?}", other.map(|kept| kept.rows.len())),
        }
    }

    #[test]
    fn an_empty_file_is_told_as_such() {
        for text in [&b""[..], b"\n\n", b"\xEF\xBB\xBF"] {
            assert!(kept(text).is_err(), "{text:?}");
        }
    }
}
