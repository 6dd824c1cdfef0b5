//! The queries of an evaluation: made from the catalogue's own facts, or read from the user's table.

use nova_domain::Filter;
use nova_engine::inside::Gallery;
use nova_engine::{EngineError, SourceFault};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// A pair of colour and kind is asked for when it has at least this many pictures.
const LEAST_OF_A_PAIR: usize = 10;

/// A text, and the rows of the gallery that answer it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Query {
    pub text: String,
    /// Sorted; never empty.
    pub relevant: Vec<usize>,
}

/// Each title that a picture has; all pictures of one title answer it.
pub(super) fn titles(gallery: &Gallery) -> Vec<Query> {
    let mut by_title: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (row, item) in gallery.item_of_row.iter().enumerate() {
        let title = gallery.items[*item].product.title.trim();
        if !title.is_empty() && title != "NA" {
            by_title.entry(title).or_default().push(row);
        }
    }
    into_queries(by_title.into_iter().map(|(title, rows)| (title.to_owned(), rows)))
}

/// "navy blue shirts" for each pair of main colour and type that has ten pictures.
pub(super) fn colours_and_types(gallery: &Gallery) -> Vec<Query> {
    let mut by_pair: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (row, item) in gallery.item_of_row.iter().enumerate() {
        let product = &gallery.items[*item].product;
        if let (Some(colour), false) = (product.colours.first(), product.kind.is_empty()) {
            let phrase = format!("{colour} {}", product.kind).to_lowercase();
            by_pair.entry(phrase).or_default().push(row);
        }
    }
    by_pair.retain(|_, rows| rows.len() >= LEAST_OF_A_PAIR);
    into_queries(by_pair)
}

fn into_queries(found: impl IntoIterator<Item = (String, Vec<usize>)>) -> Vec<Query> {
    let queries = found.into_iter();
    queries.map(|(text, relevant)| Query { text, relevant }).collect()
}

/// Reads a table with a column `query` (or `text`), and `id` (several separated by `;`) or `filter` (several
/// separated by `;`, all of which must hold), which say what answers it.
pub(super) fn read(path: &Path, gallery: &Gallery) -> Result<Vec<Query>, EngineError> {
    let invalid = |detail: String| EngineError::CatalogInvalid {
        path: path.to_owned(),
        fault: SourceFault::Other { detail }.into(),
        hint: "Give it a column query, and a column id or filter that says what answers each.".to_owned(),
    };
    let bytes = std::fs::read(path).map_err(|error| EngineError::io(path, error))?;
    let mut table = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(bytes.as_slice());
    let headers = table
        .headers()
        .map_err(|error| invalid(error.to_string()))?
        .clone();
    let column = |names: &[&str]| {
        headers
            .iter()
            .position(|header| names.contains(&header.trim_start_matches('\u{feff}').to_lowercase().as_str()))
    };
    let text = column(&["query", "text"]).ok_or_else(|| invalid("it has no column query".to_owned()))?;
    let (ids, filters) = (column(&["id", "ids", "relevant"]), column(&["filter", "filters"]));
    if ids.is_none() && filters.is_none() {
        return Err(invalid(
            "it has neither a column id nor a column filter".to_owned(),
        ));
    }
    let rows_of_id: HashMap<&str, usize> = gallery
        .item_of_row
        .iter()
        .enumerate()
        .map(|(row, item)| (gallery.items[*item].product.id.as_str(), row))
        .collect();
    let mut queries = Vec::new();
    for record in table.records() {
        let record = record.map_err(|error| invalid(error.to_string()))?;
        let cell = |column: Option<usize>| column.and_then(|column| record.get(column)).unwrap_or_default();
        let parts = |column| {
            cell(column)
                .split(';')
                .map(str::trim)
                .filter(|part| !part.is_empty())
        };
        let mut relevant: Vec<usize> = parts(ids).filter_map(|id| rows_of_id.get(id).copied()).collect();
        let filters = parts(filters)
            .map(str::parse)
            .collect::<Result<Vec<Filter>, _>>()?;
        if !filters.is_empty() {
            let rows = gallery.item_of_row.iter().enumerate();
            let passes = |item: usize| {
                filters
                    .iter()
                    .all(|filter| filter.accepts(&gallery.items[item].product))
            };
            relevant.extend(rows.filter(|(_, item)| passes(**item)).map(|(row, _)| row));
        }
        relevant.sort_unstable();
        relevant.dedup();
        let text = cell(Some(text)).to_owned();
        // What the catalogue has not cannot be found, and says nothing about the search.
        if !text.is_empty() && !relevant.is_empty() {
            queries.push(Query { text, relevant });
        }
    }
    if queries.is_empty() {
        return Err(invalid(
            "no query in it has an answer in this catalogue".to_owned(),
        ));
    }
    Ok(queries)
}
