//! Tables of text: encoding, separator and rows. Which column is what is `nova_domain::columns`' matter.

use encoding_rs::{Encoding, WINDOWS_1252};
use nova_domain::{Column, ColumnMap};
use nova_store::{NewProduct, QuarantineEntry};
use std::collections::HashMap;

/// What a table holds.
#[derive(Debug)]
pub(crate) struct Rows {
    pub products: Vec<NewProduct>,
    pub quarantine: Vec<QuarantineEntry>,
}

/// Reads a table. The error is a reason and what to do.
pub(crate) fn read(bytes: &[u8], chosen: &[(Column, String)]) -> Result<Rows, (String, String)> {
    let text = decode(bytes)?;
    let separator = separator(&text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let header: Vec<String> = match records.next() {
        Some(Ok(header)) => header.iter().map(str::to_owned).collect(),
        Some(Err(error)) => {
            return Err((
                format!("its first line cannot be read ({error})"),
                "Correct it.".to_owned(),
            ));
        }
        None => {
            return Err((
                "it is empty".to_owned(),
                "Its first line must name the columns.".to_owned(),
            ));
        }
    };
    let map = ColumnMap::recognise(&header, chosen).map_err(|missing| {
        (
            format!("it has no column \"{missing}\""),
            format!("Its columns are {}.", header.join(", ")),
        )
    })?;
    if !map.has(Column::Id) {
        let hint = format!(
            "Name the column that holds the ids with --map id=COLUMN; its columns are {}.",
            header.join(", ")
        );
        return Err(("it has no column \"id\"".to_owned(), hint));
    }
    let mut rows = Rows {
        products: Vec::new(),
        quarantine: Vec::new(),
    };
    let mut line_of_id: HashMap<String, u64> = HashMap::new();
    for record in records {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map(csv::Position::line);
                rows.reject(line, None, format!("the row cannot be read ({error})"));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if cells
            .iter()
            .skip(header.len())
            .any(|cell| !cell.trim().is_empty())
        {
            let reason = format!(
                "the row has {} cells and the header {}; put quotes around cells that hold the separator",
                cells.len(),
                header.len()
            );
            rows.reject(Some(line), None, reason);
            continue;
        }
        let product = match map.product(&cells) {
            Ok(product) => product,
            Err(reason) => {
                rows.reject(Some(line), None, reason);
                continue;
            }
        };
        if let Some(first) = line_of_id.get(&product.id.0) {
            let reason = format!("the id stands in line {first} already; give every row an id of its own");
            rows.reject(Some(line), Some(product.id.0), reason);
            continue;
        }
        line_of_id.insert(product.id.0.clone(), line);
        rows.products.push(NewProduct {
            fingerprint: fingerprint(&cells),
            product,
        });
    }
    if rows.products.is_empty() {
        let reason = match rows.quarantine.first() {
            Some(entry) => format!("none of its rows can be used; the first one: {}", entry.reason),
            None => "it has no rows below its header".to_owned(),
        };
        return Err((reason, "Correct the rows and import it again.".to_owned()));
    }
    Ok(rows)
}

impl Rows {
    fn reject(&mut self, line: Option<u64>, product: Option<String>, reason: String) {
        self.quarantine.push(QuarantineEntry {
            line,
            product,
            file: None,
            reason,
        });
    }
}

/// Hash of a row's cells, each with its length, so that no two rows look alike.
fn fingerprint(cells: &[String]) -> String {
    let mut hasher = blake3::Hasher::new();
    for cell in cells {
        hasher.update(&(cell.len() as u64).to_le_bytes());
        hasher.update(cell.as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

/// Text by its byte order mark, else UTF-8, else Windows-1252, which is what older spreadsheets write.
fn decode(bytes: &[u8]) -> Result<String, (String, String)> {
    let hint = || "Save it as .csv in UTF-8.".to_owned();
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        let (text, _, broken) = encoding.decode(bytes);
        if broken {
            return Err((
                format!(
                    "it says that it is {}, and holds bytes that are not",
                    encoding.name()
                ),
                hint(),
            ));
        }
        return Ok(text.into_owned());
    }
    if bytes.contains(&0) {
        return Err(("it is no table of text".to_owned(), hint()));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(_) => Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()),
    }
}

/// The separator that the header uses most, outside of quotes.
fn separator(text: &str) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => {
                if let Some(count) = counts.iter_mut().find(|(separator, _)| *separator == byte) {
                    count.1 += 1;
                }
            }
            _ => {}
        }
    }
    // Of equals the first in the list is chosen: `max_by_key` takes the last, hence the reversal.
    counts
        .iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(separator, _)| *separator)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(bytes: &[u8]) -> Vec<String> {
        read(bytes, &[])
            .unwrap()
            .products
            .into_iter()
            .map(|new| new.product.title)
            .collect()
    }

    #[test]
    fn separators_and_quotes_are_recognised() {
        assert_eq!(titles(b"id,title\n1,\"Shirt, blue\"\n"), ["Shirt, blue"], "comma");
        assert_eq!(titles(b"id;title\n1;Shirt, blue\n"), ["Shirt, blue"], "semicolon");
        assert_eq!(
            titles(b"id\ttitle\r\n1\tThe \"best\" shirt\r\n"),
            ["The \"best\" shirt"],
            "tab"
        );
        assert_eq!(
            titles(b"id,title\n1,\"two\nlines\"\n"),
            ["two\nlines"],
            "a cell over two lines"
        );
    }

    #[test]
    fn encodings_are_recognised() {
        assert_eq!(
            titles("\u{feff}id,title\n1,Été\n".as_bytes()),
            ["Été"],
            "UTF-8 with a mark"
        );
        assert_eq!(titles(b"id,title\n1,\xC9t\xE9 \x80\n"), ["Été €"], "Windows-1252");
        let utf16: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain("id,title\n1,Été\n".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(titles(&utf16), ["Été"], "UTF-16 with a mark");
    }

    #[test]
    fn a_table_without_ids_lists_its_columns() {
        let (reason, hint) = read(b"name,cost\nShirt,3\n", &[]).unwrap_err();
        assert!(
            reason.contains("id") && hint.contains("name, cost"),
            "what is missing and what there is: {hint}"
        );
    }

    #[test]
    fn bad_rows_are_left_out_with_their_line_and_the_rest_stays() {
        let rows = read(
            b"id,title,price\n1,a,5\n,b,5\n1,c,5\n4,d,x\n5,e,1,9\n\n6,f,7\n",
            &[],
        )
        .unwrap();
        let kept: Vec<&str> = rows.products.iter().map(|new| new.product.id.as_str()).collect();
        assert_eq!(kept, ["1", "6"], "the good rows stay");
        let lines: Vec<Option<u64>> = rows.quarantine.iter().map(|entry| entry.line).collect();
        assert_eq!(
            lines,
            [Some(3), Some(4), Some(5), Some(6)],
            "no id, twice an id, no price, a cell too many"
        );
        assert!(
            rows.quarantine[1].reason.contains("line 2"),
            "it says where the id stands first"
        );
    }

    #[test]
    fn what_is_no_table_is_told_as_such() {
        for bytes in [
            &b""[..],
            b"id,title\n",
            b"\x89PNG\r\n\x1a\n\0\0\0",
            b"id,title\n,\n ,x\n",
        ] {
            assert!(read(bytes, &[]).is_err(), "{bytes:?} holds no products");
        }
    }

    #[test]
    fn rows_that_differ_have_different_fingerprints() {
        let cells =
            |cells: &[&str]| fingerprint(&cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
        assert_ne!(
            cells(&["ab", "c"]),
            cells(&["a", "bc"]),
            "where a cell ends counts"
        );
    }
}
