//! Which column of a table names rows of another: by what the columns and tables are called, and by their cells.

use super::Named;
use super::words::{is_numbered, of_what, within, words};
use crate::concepts::Concept;
use crate::heading::Heading;
use std::collections::{HashMap, HashSet};

/// A table with what is known of it.
#[derive(Debug)]
pub(super) struct Known {
    pub table: Named,
    pub words: Vec<String>,
    pub headings: Vec<Heading>,
    /// What the numbers in each column are numbers of.
    pub of: Vec<Vec<String>>,
    /// Columns of which each cell stands once, with the rows by their cells.
    pub keys: Vec<(usize, HashMap<String, usize>)>,
}

/// A column that names rows of another table, and by which of its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link {
    pub from: usize,
    /// Which of the other table's keys.
    pub key: usize,
    rank: u8,
}

/// How surely a column belongs to a table that it is called after.
const NAMED: u8 = 8;

/// Whether a name ends in the word that a table is called by: "supercategories" of "Category".
fn ends_alike(of: &[String], words: &[String]) -> bool {
    match (of, words) {
        ([.., of], [word]) => of != word && word.len() > 4 && of.ends_with(word.as_str()),
        _ => false,
    }
}

impl Link {
    /// How surely it is one.
    pub fn rank(self) -> u8 {
        self.rank
    }
}

impl Known {
    pub fn new(table: Named, prefix: Option<&str>) -> Known {
        let mut words = words(&table.name);
        if words.len() > 1 && words.first().map(String::as_str) == prefix {
            words.remove(0);
        }
        let headings: Vec<Heading> = table.columns.iter().map(|name| Heading::read(name)).collect();
        let mut known = Known {
            words,
            headings,
            of: table.columns.iter().map(|name| of_what(name)).collect(),
            keys: Vec::new(),
            table,
        };
        known.keys = (0..known.table.columns.len())
            .filter(|at| known.is_number(*at))
            .filter_map(|at| Some((at, known.unique(at)?)))
            .collect();
        known
    }

    /// The cell of a row in a column.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.table.rows[row].get(column).map_or("", |cell| cell.trim())
    }

    /// Whether a column may hold numbers of rows.
    fn is_number(&self, at: usize) -> bool {
        let heading = &self.headings[at];
        let other = heading.any(&[
            Concept::Price,
            Concept::Stock,
            Concept::Date,
            Concept::Image,
            Concept::Language,
            Concept::Customer,
            Concept::Status,
            Concept::Position,
        ]);
        let number = heading.any(&[
            Concept::Sku,
            Concept::Id,
            Concept::Handle,
            Concept::Style,
            Concept::Code,
        ]) || heading.only(&[Concept::Number, Concept::Product]);
        (is_numbered(&self.table.columns[at]) || number) && !other
    }

    /// The rows by the cells of a column, where each stands once.
    fn unique(&self, at: usize) -> Option<HashMap<String, usize>> {
        let mut rows = HashMap::new();
        let mut empty = 0;
        for row in 0..self.table.rows.len() {
            let cell = self.cell(row, at);
            if cell.is_empty() {
                empty += 1;
            } else if rows.insert(cell.to_owned(), row).is_some() {
                return None;
            }
        }
        (!rows.is_empty() && empty * 2 <= self.table.rows.len()).then_some(rows)
    }

    /// The column that numbers its own rows.
    pub fn own_key(&self) -> Option<usize> {
        let own = |at: usize| self.of[at].is_empty() || within(&self.of[at], &self.words);
        let keys = || self.keys.iter().map(|(at, _)| *at);
        keys().find(|at| own(*at)).or_else(|| keys().next())
    }

    /// The best link from here to `other`.
    pub fn link(&self, other: &Known) -> Option<Link> {
        let links = (0..self.table.columns.len()).flat_map(|from| {
            (0..other.keys.len()).filter_map(move |key| {
                let rank = self.rank(from, other, key)?;
                Some(Link { from, key, rank })
            })
        });
        let mut links: Vec<Link> = links.collect();
        links.sort_by_key(|link| std::cmp::Reverse(link.rank));
        links.into_iter().find(|link| {
            let (cells, keys) = (self.distinct(link.from), &other.keys[link.key].1);
            // What is called after the other table may name rows that are no longer there.
            let some = link.rank >= NAMED && cells.iter().any(|cell| keys.contains_key(*cell));
            some || held(&cells, keys)
        })
    }

    /// The best link of one column with these cells.
    pub fn link_of(&self, from: usize, cells: &HashSet<&str>, other: &Known) -> Option<Link> {
        let said = |key: usize| {
            let named = self.rank(from, other, key);
            named.or_else(|| self.is_code(from, cells).then_some(1))
        };
        (0..other.keys.len())
            .filter_map(|key| {
                Some(Link {
                    from,
                    key,
                    rank: said(key)?,
                })
            })
            .filter(|link| held(cells, &other.keys[link.key].1))
            .max_by_key(|link| link.rank)
    }

    /// Whether a column's cells are codes that can only be those of other rows, whatever it is called.
    fn is_code(&self, from: usize, cells: &HashSet<&str>) -> bool {
        let other = [
            Concept::Name,
            Concept::Description,
            Concept::Price,
            Concept::Stock,
            Concept::Date,
            Concept::Currency,
        ];
        let coded = |cell: &&str| cell.len() > 1 && cell.contains(char::is_alphabetic) && !cell.contains(' ');
        !self.headings[from].any(&other) && cells.iter().all(coded)
    }

    /// How surely a column is called after a key of another table.
    fn rank(&self, from: usize, other: &Known, key: usize) -> Option<u8> {
        let (of, column) = (&self.of[from], other.keys[key].0);
        let target = &other.of[column];
        let heading = &self.headings[from];
        if heading.any(&[Concept::Price, Concept::Stock, Concept::Date, Concept::Language]) {
            return None;
        }
        let alike = self.table.columns[from].eq_ignore_ascii_case(&other.table.columns[column]);
        if of.is_empty() {
            // "id" or "code" alone is the same thing in tables that go on from one another only.
            let related = within(&self.words, &other.words) || within(&other.words, &self.words);
            return (alike && related && Some(from) == self.own_key()).then_some(4);
        }
        let number = self.is_number(from) || within(of, &other.words);
        match () {
            () if target.is_empty() && ends_alike(of, &other.words) => Some(2),
            () if !number && !heading.any(&[Concept::Parent, Concept::Product]) => None,
            () if alike || (of == target && self.is_number(from)) => Some(9),
            () if target.is_empty() && *of == other.words => Some(8),
            () if !target.is_empty() && within(target, of) => Some(6),
            () if target.is_empty() && within(of, &other.words) => Some(5),
            () if target.is_empty() && of.iter().any(|word| other.words.contains(word)) => Some(3),
            () => None,
        }
    }

    /// The cells of a column that name something.
    pub fn distinct(&self, from: usize) -> HashSet<&str> {
        (0..self.table.rows.len())
            .map(|row| self.cell(row, from))
            .filter(|cell| !cell.is_empty() && *cell != "0")
            .collect()
    }

    /// Whether rows name rows of the same table as those above them, and in which column.
    pub fn parent(&self) -> Option<usize> {
        let key = self.own_key()?;
        let keys = &self.keys.iter().find(|(at, _)| *at == key)?.1;
        (0..self.table.columns.len()).find(|at| {
            *at != key && self.headings[*at].has(Concept::Parent) && held(&self.distinct(*at), keys)
        })
    }
}

/// Whether nearly all cells of a column are among those.
fn held(cells: &HashSet<&str>, keys: &HashMap<String, usize>) -> bool {
    // A cell may name several.
    let known = |cell: &str| {
        keys.contains_key(cell)
            || (cell.contains(',') && cell.split(',').all(|part| keys.contains_key(part.trim())))
    };
    let mut missed = 0;
    for cell in cells {
        missed += usize::from(!known(cell));
        if missed * 10 > cells.len() {
            return false;
        }
    }
    !cells.is_empty()
}
