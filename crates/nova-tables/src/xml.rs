//! Feeds and documents in XML: the elements that repeat are the products. A document type is refused, so no entity can
//! expand and none can point outside; only the five entities of XML itself and numbers are read.

use crate::encoding::{Utf8, detect};
use crate::fault::TableFault;
use crate::heading::Heading;
use crate::html;
use crate::limits::{MAX_COLUMNS, MAX_XML_BYTES, MAX_XML_DEPTH, MAX_XML_ELEMENTS};
use crate::nested::{self, CONTENT, Object, Rows};
use crate::records::{Facts, Format, Problem, Sink};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;
use std::collections::HashSet;
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{Read, Seek};

/// Reads the document in `file`.
pub(crate) fn read(mut file: File, sink: &mut dyn Sink) -> Result<(), Problem> {
    let length = file.metadata().map_err(|error| Problem::io(&error))?.len();
    if length > MAX_XML_BYTES {
        return Err(Problem::new(
            TableFault::TooLarge {
                megabytes: MAX_XML_BYTES >> 20,
            },
            "Export a part of it at a time, or as .csv, which has no such limit.",
        ));
    }
    let encoding = encoding(&mut file)?;
    let mut text = String::new();
    Utf8::new(&file, encoding)
        .read_to_string(&mut text)
        .map_err(|error| Problem::io(&error))?;
    let mut document = tree(&text)?;
    uniform(&mut document);
    drop(text);
    let mut table = Vec::new();
    html_rows(&document, &mut table);
    sheet_rows(&document, &mut table);
    if table.len() > 1 {
        // A page with a table, which some systems call a spreadsheet.
        let facts = Facts {
            encoding: Some(encoding.name()),
            ..Facts::of(Format::Xml)
        };
        sink.begin(facts, None)?;
        for (line, cells) in (1..).zip(table) {
            sink.row(line, cells)?;
        }
        return Ok(());
    }
    let mut best: Option<(usize, Vec<&Object>)> = None;
    records(&document, MAX_XML_DEPTH, &mut best);
    let Some((_, objects)) = best else {
        return Err(Problem::new(
            TableFault::NoList,
            "Give a feed with an element for each product.",
        ));
    };
    let mut rows = Rows::with_categories(nested::categories(&document));
    objects.iter().for_each(|object| rows.learn(object));
    let facts = Facts {
        encoding: Some(encoding.name()),
        ..Facts::of(Format::Xml)
    };
    sink.begin(facts, Some(rows.columns.clone()))?;
    for (line, object) in (1..).zip(objects) {
        for row in rows.cells(object) {
            sink.row(line, row)?;
        }
    }
    Ok(())
}

/// The encoding that the document declares, else the one that it looks like.
fn encoding(file: &mut File) -> Result<&'static encoding_rs::Encoding, Problem> {
    let mut begin = vec![0; 200];
    let length = file.read(&mut begin).map_err(|error| Problem::io(&error))?;
    file.rewind().map_err(|error| Problem::io(&error))?;
    let text = String::from_utf8_lossy(&begin[..length]).to_lowercase();
    let declared = text
        .split_once("encoding=")
        .map(|(_, rest)| rest.trim_start_matches(['"', '\'']));
    let label: Option<&str> = declared.and_then(|rest| rest.split(['"', '\'']).next());
    let named = label.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    let found = match named {
        Some(named) if named != encoding_rs::UTF_8 => named,
        _ => detect(&*file)?,
    };
    file.rewind().map_err(|error| Problem::io(&error))?;
    Ok(found)
}

fn broken(error: &dyn std::fmt::Display) -> Problem {
    Problem::new(
        TableFault::NoXml {
            detail: error.to_string(),
        },
        "Export it again, as XML or as .csv.",
    )
}

/// An element that is open.
struct Open {
    name: String,
    fields: Object,
    text: String,
    /// The language of each text in it that says its own.
    languages: Vec<(String, String)>,
}

/// The document as nested values: an element is its text, or an object of its attributes and elements.
fn tree(text: &str) -> Result<Value, Problem> {
    let mut reader = quick_xml::Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let mut open = vec![Open {
        name: String::new(),
        fields: Object::new(),
        text: String::new(),
        languages: Vec::new(),
    }];
    let mut elements = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                elements += 1;
                if open.len() > MAX_XML_DEPTH || elements > MAX_XML_ELEMENTS {
                    return Err(Problem::new(TableFault::Nested, "Export it as .csv."));
                }
                open.push(element(&start));
            }
            Ok(Event::Empty(start)) => {
                elements += 1;
                let element = element(&start);
                close(element, &mut open);
            }
            Ok(Event::End(end)) => {
                let name = local(end.name().as_ref());
                // Pages leave some elements open, which end with the one around them; an end of none ends nothing.
                let Some(at) = open.iter().skip(1).rposition(|element| element.name == name) else {
                    continue;
                };
                while open.len() > at + 1
                    && let Some(element) = open.pop()
                {
                    close(element, &mut open);
                }
            }
            Ok(Event::Text(text)) => {
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&text);
                }
            }
            Ok(Event::CData(text)) => {
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&text);
                }
            }
            Ok(Event::GeneralRef(reference)) => {
                let resolved = match reference.resolve_char_ref() {
                    Ok(Some(c)) => Some(c),
                    _ => match &*reference {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        "nbsp" => Some(' '),
                        name => html::entity(name),
                    },
                };
                if let (Some(element), Some(c)) = (open.last_mut(), resolved) {
                    element.text.push(c);
                }
            }
            // A document type that only names one does no harm: nothing outside is ever opened.
            Ok(Event::DocType(kind)) if kind.contains('[') => {
                return Err(Problem::new(
                    TableFault::DocumentType,
                    "Export it without a document type, or as .csv.",
                ));
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => return Err(broken(&error)),
        }
    }
    // What a cut document left open ends with it.
    while open.len() > 1
        && let Some(element) = open.pop()
    {
        close(element, &mut open);
    }
    Ok(open.pop().map_or(Value::Null, |root| Value::Object(root.fields)))
}

fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_owned()
}

fn element(start: &BytesStart<'_>) -> Open {
    let mut fields = Object::new();
    for attribute in start.attributes().flatten() {
        let name = local(attribute.key.as_ref());
        let whole: &str = attribute.key.as_ref();
        if whole.starts_with("xmlns") || whole == "xml:space" {
            continue;
        }
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map(std::borrow::Cow::into_owned)
            .unwrap_or_default();
        fields.insert(name, Value::String(value));
    }
    Open {
        name: local(start.name().as_ref()),
        fields,
        text: String::new(),
        languages: Vec::new(),
    }
}

/// Puts an element into the one around it; several of one name become a list.
fn close(element: Open, open: &mut [Open]) {
    /// Names whose languages are told apart in one element.
    const MOST_LANGUAGES: usize = 200;
    let text = element.text.trim();
    let mut language = None;
    let value = match (element.fields.is_empty(), text.is_empty()) {
        (true, _) => Value::String(text.to_owned()),
        (false, true) => Value::Object(element.fields),
        (false, false) => {
            let mut fields = element.fields;
            // What only says in which language a text is does not make it more than a text.
            let said = fields.remove("lang");
            if fields.is_empty() {
                language = said;
                Value::String(text.to_owned())
            } else {
                fields.insert(CONTENT.to_owned(), Value::String(text.to_owned()));
                Value::Object(fields)
            }
        }
    };
    let Some(parent) = open.last_mut() else {
        return;
    };
    if let Some(Value::String(language)) = language {
        // Of a text in several languages the first counts.
        match parent.languages.iter().find(|(name, _)| *name == element.name) {
            Some((_, first)) if *first != language => return,
            None if parent.languages.len() < MOST_LANGUAGES => {
                parent.languages.push((element.name.clone(), language));
            }
            _ => {}
        }
    }
    match parent.fields.get_mut(&element.name) {
        // An attribute and an element that say the same.
        Some(Value::String(have)) if value.as_str() == Some(have) => {}
        Some(Value::Array(values)) => values.push(value),
        Some(have) => {
            let first = have.take();
            *have = Value::Array(vec![first, value]);
        }
        None => {
            parent.fields.insert(element.name, value);
        }
    }
}

/// Makes a list of every element that is one of several somewhere else: `<variants><variant/></variants>` beside
/// `<variants><variant/><variant/></variants>`.
fn uniform(document: &mut Value) {
    fn find(value: &Value, path: u64, lists: &mut HashSet<u64>) {
        match value {
            Value::Object(object) => {
                for (name, inner) in object {
                    let below = step(path, name);
                    if inner.is_array() {
                        lists.insert(below);
                    }
                    find(inner, below, lists);
                }
            }
            Value::Array(values) => values.iter().for_each(|inner| find(inner, path, lists)),
            _ => {}
        }
    }
    fn change(value: &mut Value, path: u64, lists: &HashSet<u64>) {
        match value {
            Value::Object(object) => {
                for (name, inner) in object {
                    let below = step(path, name);
                    change(inner, below, lists);
                    if (inner.is_object() || inner.is_string()) && lists.contains(&below) {
                        *inner = Value::Array(vec![inner.take()]);
                    }
                }
            }
            Value::Array(values) => values.iter_mut().for_each(|inner| change(inner, path, lists)),
            _ => {}
        }
    }
    fn step(path: u64, name: &str) -> u64 {
        let mut hasher = DefaultHasher::new();
        (path, name).hash(&mut hasher);
        hasher.finish()
    }
    let mut lists = HashSet::new();
    find(document, 0, &mut lists);
    change(document, 0, &lists);
}

/// The rows of the largest table of a page.
fn html_rows(value: &Value, rows: &mut Vec<Vec<String>>) {
    const ATTRIBUTES: [&str; 19] = [
        "style", "class", "id", "align", "valign", "width", "height", "colspan", "rowspan", "href", "title",
        "bgcolor", "num", "str", "fmla", "nowrap", "scope", "target", "dir",
    ];
    fn content(value: &Value) -> String {
        match value {
            Value::Object(object) => object
                .iter()
                .filter(|(key, _)| !ATTRIBUTES.contains(&key.as_str()))
                .map(|(_, value)| content(value))
                .collect::<Vec<_>>()
                .join(" "),
            Value::Array(values) => values.iter().map(content).collect::<Vec<_>>().join(" "),
            other => nested::text(other),
        }
    }
    fn cells(row: &Value) -> Vec<String> {
        let cells = ["th", "td"].iter().filter_map(|name| row.get(*name));
        cells
            .flat_map(|cells| match cells {
                Value::Array(cells) => cells.iter().map(content).collect(),
                one => vec![content(one)],
            })
            .collect()
    }
    fn below<'a>(value: &'a Value, name: &str) -> Vec<&'a Value> {
        match value.get(name) {
            Some(Value::Array(values)) => values.iter().collect(),
            one => one.into_iter().collect(),
        }
    }
    match value {
        Value::Object(object) => {
            // Rows stand in the table itself, or in its head and its bodies.
            let parts = ["thead", "tbody", "tfoot"]
                .iter()
                .flat_map(|part| below(value, part));
            let found: Vec<&Value> = parts.chain([value]).flat_map(|part| below(part, "tr")).collect();
            if found.len() > rows.len() {
                *rows = found.into_iter().map(cells).collect();
            }
            object.values().for_each(|inner| html_rows(inner, rows));
        }
        Value::Array(values) => values.iter().for_each(|inner| html_rows(inner, rows)),
        _ => {}
    }
}

/// The rows of the largest sheet of a spreadsheet that was saved as XML (SpreadsheetML of 2003).
fn sheet_rows(value: &Value, rows: &mut Vec<Vec<String>>) {
    fn listed(value: Option<&Value>) -> &[Value] {
        match value {
            Some(Value::Array(values)) => values,
            Some(one) => std::slice::from_ref(one),
            None => &[],
        }
    }
    fn cells(row: &Value) -> Vec<String> {
        let mut cells = Vec::new();
        for cell in listed(row.get("Cell")) {
            // An index says where the row goes on after empty cells.
            let at = cell
                .get("Index")
                .map(nested::text)
                .and_then(|at| at.parse::<usize>().ok());
            if let Some(at) = at.filter(|at| (cells.len() + 1..=MAX_COLUMNS).contains(at)) {
                cells.resize(at - 1, String::new());
            }
            let data = cell.get("Data");
            cells.push(
                data.map(|data| nested::text(data.get(CONTENT).unwrap_or(data)))
                    .unwrap_or_default(),
            );
        }
        cells
    }
    for sheet in listed(value.get("Workbook").and_then(|book| book.get("Worksheet"))) {
        let found = listed(sheet.get("Table").and_then(|table| table.get("Row")));
        if found.len() > rows.len() {
            *rows = found.iter().map(cells).collect();
        }
    }
}

/// The list of objects that look most like products: many of them, with many fields that a heading is known for.
fn records<'a>(value: &'a Value, depth: usize, best: &mut Option<(usize, Vec<&'a Object>)>) {
    let Value::Object(object) = value else {
        if let Value::Array(values) = value {
            values.iter().for_each(|value| records(value, depth, best));
        }
        return;
    };
    for (name, inner) in object {
        let objects: Vec<&Object> = match inner {
            Value::Array(values) => values.iter().filter_map(Value::as_object).collect(),
            Value::Object(one) => vec![one],
            _ => Vec::new(),
        };
        let known = objects
            .iter()
            .take(20)
            .map(|object| {
                object
                    .keys()
                    .filter(|key| !Heading::read(key).concepts.is_empty())
                    .count()
            })
            .max()
            .unwrap_or(0);
        let plural = usize::from(objects.len() > 1) * 4;
        let called = usize::from(matches!(
            name.to_lowercase().as_str(),
            "product"
                | "item"
                | "entry"
                | "offer"
                | "products"
                | "товар"
                | "shopitem"
                | "article"
                | "artikel"
                | "sku"
        )) * 6;
        // The outer list of two alike counts: its elements hold the inner ones.
        let worth = known * 3 + called + plural;
        if known >= 2 && best.as_ref().is_none_or(|(have, _)| worth > *have) {
            *best = Some((worth, objects));
        }
        if depth > 0 {
            records(inner, depth - 1, best);
        }
    }
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

    fn cell<'a>(kept: &'a Kept, row: usize, column: &str) -> &'a str {
        let at = kept.header.iter().position(|name| name == column);
        &kept.rows[row].1[at.unwrap_or_else(|| panic!("no column {column} in {:?}", kept.header))]
    }

    #[test]
    fn the_items_of_a_feed_are_rows() {
        let feed = kept(
            r#"<?xml version="1.0"?><rss xmlns:g="http://base.google.com/ns/1.0"><channel><title>Shop</title>
            <item><g:id>1</g:id><title><![CDATA[Tee & more]]></title><g:price>5.00 EUR</g:price></item>
            <item><g:id>2</g:id><title>Coat &amp; hat &#233;</title><g:price>7.00 EUR</g:price></item></channel></rss>"#,
        )
        .unwrap();
        assert_eq!(
            (cell(&feed, 0, "id"), cell(&feed, 0, "title")),
            ("1", "Tee & more")
        );
        assert_eq!(cell(&feed, 1, "title"), "Coat & hat é");
    }

    #[test]
    fn attributes_parameters_and_lists_of_categories_are_understood() {
        let feed = kept(
            r#"<yml_catalog><shop><categories><category id="1">Одежда</category><category id="2" parentId="1">Платья</category></categories>
            <offers><offer id="a1" group_id="g"><name>Платье</name><categoryId>2</categoryId><param name="Размер">S</param><param name="Цвет">красный</param></offer>
            <offer id="a2" group_id="g"><name>Платье</name><categoryId>2</categoryId><param name="Размер">M</param></offer></offers></shop></yml_catalog>"#,
        )
        .unwrap();
        assert_eq!(cell(&feed, 0, "category"), "Одежда > Платья");
        assert_eq!(cell(&feed, 0, "id"), "a1");
        assert!(cell(&feed, 0, "param").contains("Размер: S"));
    }

    #[test]
    fn a_document_type_is_refused_before_anything_expands() {
        for text in [
            "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><items><item><id>&b;</id><name>x</name></item></items>",
            "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><items><item><id>1</id><name>&a;</name></item></items>",
        ] {
            match kept(text) {
                Err(Problem::Invalid { fault, .. }) => assert_eq!(fault, TableFault::DocumentType),
                other => panic!("it must be refused: {other:?}"),
            }
        }
        let harmless = kept("<items><item><id>1</id><name>&unknown;x</name></item><item><id>2</id><name>y</name></item></items>").unwrap();
        assert_eq!(cell(&harmless, 0, "name"), "x");
    }

    #[test]
    fn a_page_with_a_table_is_one() {
        let page = kept("<!DOCTYPE html><html><body><table border=\"1\"><tr><th>SKU</th><th>Name</th></tr><tr><td>1</td><td><b>Coat</b></td></tr></table></body></html>").unwrap();
        assert_eq!(page.header, ["SKU", "Name"]);
        assert_eq!(page.rows[0].1, ["1", "Coat"]);
    }

    #[test]
    fn elements_that_a_page_leaves_open_end_with_the_one_around_them() {
        let page = kept("<html><head><meta charset=\"utf-8\"></head><table><tr><td>SKU</td><td>Price</td></tr><tr><td>1<br></td><td>&euro; 5</td></tr></table></html>").unwrap();
        assert_eq!(page.header, ["SKU", "Price"]);
        assert_eq!(
            page.rows[0].1.iter().map(|cell| cell.trim()).collect::<Vec<_>>(),
            ["1", "€ 5"]
        );
    }

    #[test]
    fn a_spreadsheet_that_was_saved_as_xml_is_one() {
        let book = kept(
            "<Workbook xmlns:ss=\"x\"><Worksheet><Table><Row><Cell><Data>SKU</Data></Cell><Cell><Data>Name</Data></Cell><Cell><Data>Price</Data></Cell></Row>\
             <Row><Cell><Data ss:Type=\"String\">1</Data></Cell><Cell ss:Index=\"3\"><Data ss:Type=\"Number\">5</Data></Cell></Row></Table></Worksheet></Workbook>",
        )
        .unwrap();
        assert_eq!(book.header, ["SKU", "Name", "Price"]);
        assert_eq!(
            book.rows[0].1,
            ["1", "", "5"],
            "an empty cell is left out of the file"
        );
    }

    #[test]
    fn what_is_no_feed_is_told_as_such() {
        for text in ["", "<a/>", "<a><b>1</b></a>", "no xml"] {
            assert!(kept(text).is_err(), "{text:?}");
        }
        assert!(kept(&"<a>".repeat(100_000)).is_err());
    }
}
