//! Lists as they are printed: columns of a fixed width with blanks between them, and no separator at all.

use crate::fault::TableFault;
use crate::header::is_known;
use crate::limits::{MAX_COLUMNS, MAX_ROW_BYTES};
use crate::records::{Facts, Format, Problem, Sink};
use std::io::{BufRead, BufReader, Read};

/// Lines that the columns are found by, and of those the first that may name them.
const LINES: usize = 400;
const HEADERS: usize = 15;

/// Characters of a line that are looked at.
const WIDTH: usize = 4_000;

/// Where the columns of a list are.
#[derive(Debug, PartialEq)]
pub(crate) struct Columns {
    /// Lines before the one that names them.
    header: usize,
    /// The blanks between them, as places in a line: from the first to the one after the last.
    gaps: Vec<(usize, usize)>,
}

/// The columns of a list that begins so; nothing where it is no such list.
pub(crate) fn columns(beginning: &[u8]) -> Option<Columns> {
    let text = String::from_utf8_lossy(beginning);
    let whole = text.rfind('\n').map_or(&*text, |end| &text[..end]);
    let lines: Vec<Vec<char>> = whole
        .lines()
        .take(LINES)
        .map(|line| line.chars().take(WIDTH).collect())
        .collect();
    let found = (0..lines.len().min(HEADERS)).filter_map(|header| {
        let gaps = gaps(&lines, header)?;
        let named = Columns { header, gaps };
        let cells = named.cells(&lines[header])?;
        let known = cells.iter().filter(|cell| is_known(cell)).count();
        (known >= 3 && known * 2 >= cells.len()).then_some((known, named))
    });
    // Of equals the first: `max_by_key` takes the last.
    let found: Vec<(usize, Columns)> = found.collect();
    found
        .into_iter()
        .rev()
        .max_by_key(|(known, _)| *known)
        .map(|(_, columns)| columns)
}

/// The gaps that the lines from `header` on have in common, where that line may name columns.
fn gaps(lines: &[Vec<char>], header: usize) -> Option<Vec<(usize, usize)>> {
    let name = &lines[header];
    let apart = name
        .windows(3)
        .filter(|run| run[0] != ' ' && run[1] == ' ' && run[2] == ' ')
        .count();
    if apart < 2 || name.iter().any(|c| matches!(c, ',' | ';' | '\t' | '|')) {
        return None;
    }
    let wide: Vec<&Vec<char>> = lines[header..]
        .iter()
        .filter(|line| line.len() * 2 > name.len() && !is_rule(line))
        .collect();
    if wide.len() < 3 {
        return None;
    }
    let width = wide.iter().map(|line| line.len()).max().unwrap_or(0);
    let mut filled = vec![0_usize; width];
    for line in &wide {
        for (at, c) in line.iter().enumerate() {
            filled[at] += usize::from(!c.is_whitespace());
        }
    }
    // A line of a page's head in between may cross them all.
    let few = wide.len() / 20;
    let (mut gaps, mut begin) = (Vec::new(), None);
    for (at, count) in filled.iter().enumerate() {
        match (*count <= few, begin) {
            (true, None) => begin = Some(at),
            (false, Some(from)) => {
                gaps.push((from, at));
                begin = None;
            }
            _ => {}
        }
    }
    // What has no name belongs to the column before it.
    let named = |from: usize, to: usize| name.iter().take(to).skip(from).any(|c| !c.is_whitespace());
    let kept: Vec<(usize, usize)> = gaps
        .iter()
        .enumerate()
        .filter(|(at, (from, to))| {
            let next = gaps.get(at + 1).map_or(width, |(next, _)| *next);
            *from > 0 && named(*to, next)
        })
        .map(|(_, gap)| *gap)
        .collect();
    (kept.len() >= 2 && kept.len() < MAX_COLUMNS).then_some(kept)
}

/// Whether a line is only drawn.
fn is_rule(line: &[char]) -> bool {
    line.iter()
        .all(|c| matches!(c, '-' | '=' | '_' | '+' | '*' | ' '))
}

impl Columns {
    /// The cells of a line; nothing where its text goes on across the blanks of others.
    fn cells(&self, line: &[char]) -> Option<Vec<String>> {
        let (mut cells, mut begin) = (Vec::with_capacity(self.gaps.len() + 1), 0);
        let text = |from: usize, to: usize| -> String {
            let part = line.get(from.min(line.len())..to.min(line.len()));
            part.into_iter().flatten().collect::<String>().trim().to_owned()
        };
        for (from, to) in &self.gaps {
            let over = (*from..*to).filter(|at| line.get(*at).is_some_and(|c| !c.is_whitespace()));
            if to - from > 2 && over.count() * 2 > to - from {
                return None;
            }
            let blank = (*from..*to).find(|at| line.get(*at).is_none_or(|c| c.is_whitespace()))?;
            cells.push(text(begin, blank));
            begin = blank;
        }
        cells.push(text(begin, line.len()));
        Some(cells)
    }
}

/// Reads a list with these columns.
pub(crate) fn read(
    text: impl Read,
    columns: &Columns,
    encoding: &'static str,
    sink: &mut dyn Sink,
) -> Result<(), Problem> {
    let facts = Facts {
        encoding: Some(encoding),
        delimiter: Some(' '),
        ..Facts::of(Format::Csv)
    };
    sink.begin(facts, None)?;
    let mut reader = BufReader::new(text);
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let read = reader
            .by_ref()
            .take(MAX_ROW_BYTES + 1)
            .read_until(b'\n', &mut line)
            .map_err(|error| Problem::io(&error))?;
        if read as u64 > MAX_ROW_BYTES {
            return Err(Problem::new(
                TableFault::LongLine {
                    line: number,
                    megabytes: MAX_ROW_BYTES >> 20,
                },
                "Export it as .csv.",
            ));
        }
        if read == 0 {
            break;
        }
        if number <= columns.header as u64 {
            continue;
        }
        let line: Vec<char> = String::from_utf8_lossy(&line)
            .trim_end_matches(['\r', '\n', '\u{c}'])
            .chars()
            .collect();
        if line.iter().all(|c| c.is_whitespace()) || is_rule(&line) {
            continue;
        }
        if let Some(cells) = columns.cells(&line) {
            sink.row(number, cells)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::tests::Kept;

    const LIST: &str = "Price list        page 1   2 May\n\n\
        SKU      NAME             SIZE   PRICE\n\
        -------------------------------------\n\
        A-1      Linen shirt      S      49,95\n\
        A-1      Linen shirt      M      49,95\n\
        B-22     Wool coat, long  40    149,00\n\
        Articles in all: 3\n";

    #[test]
    fn a_printed_list_is_a_table() {
        let columns = columns(LIST.as_bytes()).unwrap();
        let mut kept = Kept::default();
        read(LIST.as_bytes(), &columns, "UTF-8", &mut kept).unwrap();
        assert_eq!(kept.header, ["SKU", "NAME", "SIZE", "PRICE"]);
        assert_eq!(kept.rows.len(), 3);
        assert_eq!(kept.rows[2].1, ["B-22", "Wool coat, long", "40", "149,00"]);
    }

    #[test]
    fn other_texts_are_none() {
        for text in [
            "",
            "id,name,price\n1,a,5\n",
            "name\nCoat  for   winter\nHat\nCap\n",
            "a  b  c\n1  2  3\n4  5  6\n",
        ] {
            assert_eq!(columns(text.as_bytes()), None, "{text}");
        }
    }
}
