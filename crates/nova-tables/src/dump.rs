//! Dumps of databases: the rows of `INSERT INTO … VALUES …` and of `COPY … FROM stdin`, whatever database wrote them, with
//! the columns that they name themselves or that `CREATE TABLE` names. Nothing is run. How the tables belong together is
//! told in `joined`.

use crate::encoding::{Utf8, detect};
use crate::fault::TableFault;
use crate::joined::{self, Named};
use crate::limits::{MAX_COLUMNS, MAX_JSON_BYTES};
use crate::nested::Rows;
use crate::records::{Facts, Format, Problem, Sink};
use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Seek};

mod statement;

use statement::{Statement, copied, statement};

/// Whether a text is a script of a database.
pub(crate) fn is_script(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.any(|line| {
        let upper: String = line.chars().take(40).collect::<String>().to_uppercase();
        let insert = upper.starts_with("INSERT INTO ") || upper.starts_with("REPLACE INTO ");
        let create = upper.starts_with("CREATE TABLE ");
        insert || create || (upper.starts_with("COPY ") && line.to_lowercase().ends_with("from stdin;"))
    })
}

/// Reads the dump in `file`.
pub(crate) fn read(mut file: File, sink: &mut dyn Sink) -> Result<(), Problem> {
    let (text, encoding) = whole(&mut file)?;
    let tables = tables(&text)?;
    if tables.is_empty() {
        return Err(Problem::new(
            TableFault::NoRows,
            "Export the table with its rows, as INSERT statements, or as .csv.",
        ));
    }
    drop(text);
    let facts = Facts {
        encoding: Some(encoding),
        ..Facts::of(Format::Csv)
    };
    joined::deliver(facts, &joined::join(tables), Rows::default(), sink)
}

/// The text of a file that must be read as a whole, and the name of its encoding.
pub(crate) fn whole(file: &mut File) -> Result<(String, &'static str), Problem> {
    let length = file.metadata().map_err(|error| Problem::io(&error))?.len();
    if length > MAX_JSON_BYTES {
        return Err(Problem::new(
            TableFault::TooLarge {
                megabytes: MAX_JSON_BYTES >> 20,
            },
            "Export it as .csv, which has no such limit.",
        ));
    }
    let encoding = detect(&*file)?;
    file.rewind().map_err(|error| Problem::io(&error))?;
    let mut text = String::new();
    Utf8::new(&*file, encoding)
        .read_to_string(&mut text)
        .map_err(|error| Problem::io(&error))?;
    Ok((text, encoding.name()))
}

/// The tables of a dump with their rows.
fn tables(text: &str) -> Result<Vec<Named>, Problem> {
    let mut tables: Vec<Named> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut declared: HashMap<String, Vec<String>> = HashMap::new();
    // Only the databases that write names in such quotes give a backslash a meaning.
    let escapes = text.contains('`') || text.contains("\\'");
    let mut rest = text;
    while let Some((found, after)) = statement(rest, escapes).map_err(|at| unclosed(text, rest, at))? {
        rest = after;
        let (name, columns, rows) = match found {
            Statement::Create { name, columns } => {
                declared.insert(name, columns);
                continue;
            }
            Statement::Insert { name, columns, rows } => (name, columns, rows),
            Statement::Copy { name, columns } => {
                let (rows, after) = copied(rest);
                rest = after;
                (name, columns, rows)
            }
            Statement::Other => continue,
        };
        let width = rows.first().map_or(0, Vec::len);
        let columns = if columns.is_empty() {
            declared.get(&name).cloned().unwrap_or_default()
        } else {
            columns
        };
        if rows.is_empty() || columns.is_empty() || width > MAX_COLUMNS || columns.len() > MAX_COLUMNS {
            continue;
        }
        let place = *places.entry(name.clone()).or_insert_with(|| {
            tables.push(Named {
                name,
                columns: columns.clone(),
                rows: Vec::new(),
                ..Named::default()
            });
            tables.len() - 1
        });
        tables[place].add(&columns, rows);
    }
    Ok(tables)
}

fn unclosed(text: &str, rest: &str, at: usize) -> Problem {
    let before = text.len() - rest.len() + at;
    let lines = text.as_bytes()[..before.min(text.len())]
        .iter()
        .filter(|byte| **byte == b'\n')
        .count();
    Problem::new(
        TableFault::OpenQuotation {
            line: lines as u64 + 1,
        },
        "Close it, or export the table again.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::tests::Kept;
    use std::io::Write;

    fn kept(text: &str) -> Result<Kept, Problem> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file.rewind().unwrap();
        let mut kept = Kept::default();
        read(file, &mut kept)?;
        Ok(kept)
    }

    #[test]
    fn rows_that_are_inserted_are_rows() {
        let kept = kept(
            "-- it's a comment\n/* ; */ CREATE TABLE `items` (`id` int(11) NOT NULL DEFAULT '0', `name` varchar(9), `price` decimal(10,2), PRIMARY KEY (`id`));\n\
             INSERT INTO `items` VALUES (1,'Kid\\'s; coat',5.50),(2,NULL,-1);\nINSERT INTO items (id, name) VALUES (3, 'x\\ny');",
        )
        .unwrap();
        assert_eq!(kept.header, ["id", "name", "price"]);
        assert_eq!(kept.rows[0].1, ["1", "Kid's; coat", "5.50"]);
        assert_eq!(kept.rows[1].1, ["2", "", "-1"]);
        assert_eq!(kept.rows[2].1[1], "x\ny");
    }

    #[test]
    fn what_other_databases_write_is_understood() {
        let kept = kept(
            "SET IDENTITY_INSERT [dbo].[Products] ON\nGO\nINSERT [dbo].[Products] ([Id], [Name], [Price]) VALUES (1, N'O''Neil', CAST(5.00 AS Decimal(18, 2)))\n\
             GO\nINSERT INTO \"Products\" (\"Id\", \"Name\", \"Price\") VALUES (2, E'a', 6::numeric);",
        )
        .unwrap();
        let names: Vec<&str> = kept.rows.iter().map(|(_, cells)| cells[1].as_str()).collect();
        assert_eq!(names, ["O'Neil", "a"]);
        assert_eq!(kept.rows[0].1[2], "5.00");
    }

    #[test]
    fn copied_rows_are_rows() {
        let kept = kept(
            "COPY public.products (id, title, body) FROM stdin;\n1\tCoat\ta\\tb\n2\tHat\t\\N\n\\.\nSELECT 1;\n",
        )
        .unwrap();
        assert_eq!(kept.rows.len(), 2);
        assert_eq!(kept.rows[0].1[0], "a\tb");
    }

    #[test]
    fn what_holds_no_rows_is_told_as_such() {
        for text in [
            "",
            "SELECT 1;",
            "INSERT INTO a VALUES (",
            "INSERT INTO a (b) VALUES ('x",
            "COPY a (b) FROM stdin;",
        ] {
            assert!(kept(text).is_err(), "{text}");
        }
    }
}
