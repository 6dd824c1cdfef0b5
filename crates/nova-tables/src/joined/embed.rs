//! Tables put into one another: what is referred to by its name, what refers to a row as a list in it.

use super::relation::{Known, Link};
use super::words::words;
use super::{Joined, Named, plain, value};
use crate::concepts::Concept;
use crate::heading::Heading;
use crate::nested::Object;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// How far references are followed.
const DEPTH: usize = 5;

/// Tables that are put together.
pub(super) struct Joining {
    tables: Vec<Known>,
    main: usize,
    /// Of each table the one that it belongs to, and by which link.
    belongs: Vec<Option<(usize, Link)>>,
    /// What the rows of each table are called, once that was asked; nothing while it is being found out.
    called: Vec<Option<Vec<Called>>>,
    /// Whether any table said something of another's rows.
    together: bool,
}

/// What a row is called, and the picture that it names.
#[derive(Debug, Clone, Default)]
struct Called {
    name: String,
    picture: String,
}

impl Joining {
    pub fn new(tables: Vec<Named>, main: usize) -> Joining {
        let prefix = prefix(&tables);
        let mut tables: Vec<Known> = tables
            .into_iter()
            .map(|table| Known::new(in_first_language(table), prefix.as_deref()))
            .collect();
        // What is called after another table names rows of that one, although each may stand once.
        let called: HashSet<Vec<String>> = tables.iter().map(|known| known.words.clone()).collect();
        for known in &mut tables {
            let (of, words) = (&known.of, &known.words);
            known
                .keys
                .retain(|(at, _)| of[*at] == *words || !called.contains(&of[*at]));
        }
        let mut joining = Joining {
            belongs: vec![None; tables.len()],
            called: vec![None; tables.len()],
            together: false,
            tables,
            main,
        };
        joining.belong(main);
        joining
    }

    /// Finds what belongs to a table, and what belongs to that.
    fn belong(&mut self, root: usize) {
        let mut next = vec![root];
        let mut at = 0;
        while let Some(parent) = next.get(at).copied() {
            at += 1;
            for child in 0..self.tables.len() {
                if child == root
                    || child == self.main
                    || self.belongs[child].is_some()
                    || next.contains(&child)
                {
                    continue;
                }
                if let Some(link) = self.tables[child].link(&self.tables[parent]) {
                    self.belongs[child] = Some((parent, link));
                    next.push(child);
                }
            }
        }
    }

    /// The rows of the table of products, with all that the others say of them.
    pub fn joined(mut self) -> Joined {
        let main = self.main;
        let mut objects = self.build(main, DEPTH);
        // A variant's numbers are in columns of the same names, so the product's stands in one that is its own.
        let varied = objects.iter().any(|object| object.contains_key("variants"));
        let known = &self.tables[main];
        let key = known.own_key().filter(|at| {
            let heading = &known.headings[*at];
            !(heading.has(Concept::Id) && heading.only(&[Concept::Id, Concept::Product]))
        });
        if let Some(at) = key.filter(|_| varied) {
            for object in objects.iter_mut().filter(|object| !object.contains_key("id")) {
                if let Some(number) = object.remove(&known.table.columns[at]) {
                    object.insert("id".to_owned(), number);
                }
            }
        }
        Joined {
            together: self.together,
            objects,
        }
    }

    /// The rows of a table as objects, with what they refer to and what refers to them.
    fn build(&mut self, at: usize, depth: usize) -> Vec<Object> {
        let known = &self.tables[at];
        let width = known.table.columns.len();
        let mut objects: Vec<Object> = (0..known.table.rows.len())
            .map(|row| {
                let cells = (0..width).map(|column| (column, known.cell(row, column)));
                let mut object: Object = cells
                    .filter(|(_, cell)| !cell.is_empty())
                    .map(|(column, cell)| (known.table.columns[column].clone(), value(cell)))
                    .collect();
                object.extend(known.table.extra.get(row).cloned().unwrap_or_default());
                object
            })
            .collect();
        if depth == 0 {
            return objects;
        }
        let own = known.own_key();
        for column in (0..width).filter(|column| Some(*column) != own) {
            self.look_up(at, column, depth, &mut objects);
        }
        let children: Vec<usize> = (0..self.tables.len())
            .filter(|child| self.belongs[*child].is_some_and(|(parent, _)| parent == at))
            .collect();
        for child in children {
            self.take_in(at, child, depth, &mut objects);
        }
        objects
    }

    /// Puts names in place of the numbers in a column.
    fn look_up(&mut self, at: usize, column: usize, depth: usize, objects: &mut [Object]) {
        let known = &self.tables[at];
        let cells = known.distinct(column);
        let target = (0..self.tables.len())
            .filter(|other| *other != at && *other != self.main && self.belongs[*other].is_none())
            .filter_map(|other| Some((known.link_of(column, &cells, &self.tables[other])?, other)))
            .max_by_key(|(link, other)| {
                let headings = &self.tables[*other].headings;
                let named = headings.iter().any(|heading| heading.has(Concept::Name));
                (link.rank(), named, std::cmp::Reverse(*other))
            })
            .filter(|(_, other)| !self.is_above(*other, at));
        let Some((link, other)) = target else {
            return;
        };
        self.names(other, depth);
        let (Some(names), rows) = (&self.called[other], &self.tables[other].keys[link.key].1) else {
            return;
        };
        let name = self.tables[at].table.columns[column].clone();
        let heading = &self.tables[at].headings[column];
        let pictured = heading.has(Concept::Image);
        let called = |cell: &str| {
            let called = rows.get(cell).and_then(|row| names.get(*row))?;
            let picture = Some(&called.picture).filter(|picture| pictured && !picture.is_empty());
            Some(picture.unwrap_or(&called.name)).filter(|name| !name.is_empty())
        };
        let key = [
            (Concept::Category, "category"),
            (Concept::Brand, "brand"),
            (Concept::Colour, "color"),
            (Concept::Size, "size"),
            (Concept::Image, "image"),
        ]
        .iter()
        .find(|(concept, _)| heading.has(*concept))
        .map_or_else(
            || self.tables[at].of[column].join(" "),
            |(_, key)| (*key).to_owned(),
        );
        let taken = key != name && self.tables[at].table.columns.contains(&key);
        for (row, object) in objects.iter_mut().enumerate() {
            let cell = self.tables[at].cell(row, column);
            let said: Vec<Value> = match called(cell) {
                Some(name) => vec![value(name)],
                None => cell
                    .split(',')
                    .filter_map(|part| called(part.trim()))
                    .map(|name| value(name))
                    .collect(),
            };
            if said.is_empty() {
                continue;
            }
            self.together = true;
            if !taken {
                object.remove(&name);
            }
            let said = match <[Value; 1]>::try_from(said) {
                Ok([one]) => one,
                Err(several) => Value::Array(several),
            };
            object.insert(if taken { name.clone() } else { key.clone() }, said);
        }
    }

    /// Whether `above` is what `below` belongs to, or what that belongs to.
    fn is_above(&self, above: usize, below: usize) -> bool {
        let mut at = below;
        // No table belongs to itself, however far up.
        while let Some((parent, _)) = self.belongs[at] {
            if parent == above {
                return true;
            }
            at = parent;
        }
        false
    }

    /// What the rows of a table are called; the way from the root where there is one.
    fn names(&mut self, at: usize, depth: usize) {
        if self.called[at].is_some() {
            return;
        }
        self.called[at] = Some(Vec::new());
        if self.belongs[at].is_none() {
            self.belong(at);
        }
        let objects = self.build(at, depth - 1);
        let known = &self.tables[at];
        let names: Vec<String> = objects.iter().map(name_of).collect();
        let parent = known.parent();
        let own: Option<&HashMap<String, usize>> = known
            .own_key()
            .and_then(|own| known.keys.iter().find(|(at, _)| *at == own))
            .map(|(_, rows)| rows);
        let path = |row: usize| {
            let (mut row, mut path) = (row, vec![names[row].as_str()]);
            while let (Some(parent), Some(own)) = (parent, own)
                && let Some(above) = own.get(known.cell(row, parent)).filter(|above| **above != row)
                && path.len() < 8
            {
                row = *above;
                path.push(names[row].as_str());
            }
            path.retain(|name| !name.is_empty());
            path.reverse();
            path.join(" > ")
        };
        let called = |(row, object): (usize, &Object)| Called {
            name: path(row),
            picture: address(object).unwrap_or_default(),
        };
        self.called[at] = Some(objects.iter().enumerate().map(called).collect());
    }

    /// Puts the rows of a table into those that they belong to.
    fn take_in(&mut self, at: usize, child: usize, depth: usize, objects: &mut [Object]) {
        let Some((_, link)) = self.belongs[child] else {
            return;
        };
        let inner = self.build(child, depth - 1);
        let (parent, known) = (&self.tables[at], &self.tables[child]);
        let rows = &parent.keys[link.key].1;
        let mut of: HashMap<usize, Vec<Object>> = HashMap::new();
        for (row, mut object) in inner.into_iter().enumerate() {
            if let Some(place) = rows.get(known.cell(row, link.from)) {
                self.together = true;
                object.remove(&known.table.columns[link.from]);
                of.entry(*place).or_default().push(object);
            }
        }
        let single = of.values().all(|objects| objects.len() == 1);
        let name = Heading::read(&known.table.name);
        let has = |concept: Concept| {
            let mut others = known
                .headings
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != link.from);
            others.any(|(_, heading)| heading.has(concept))
        };
        let varied =
            name.has(Concept::Variant) || has(Concept::Size) || has(Concept::Sku) || has(Concept::Barcode);
        for (place, list) in of {
            let object = &mut objects[place];
            match () {
                () if pair(known).is_some() => spread(known, list, object),
                () if single && !name.has(Concept::Variant) => merge(list, object),
                () if name.has(Concept::Image) || (has(Concept::Image) && !varied) => {
                    add_images(list, object)
                }
                () if has(Concept::Stock) && !varied && !has(Concept::Colour) => add_stock(list, object),
                () if has(Concept::Price) && !varied && !has(Concept::Colour) => {
                    merge(list.into_iter().take(1).collect(), object);
                }
                () if varied || has(Concept::Colour) || has(Concept::Price) || has(Concept::Stock) => {
                    let variants = list.into_iter().flat_map(flat).map(Value::Object).collect();
                    match object.get_mut("variants") {
                        Some(Value::Array(have)) => have.extend::<Vec<Value>>(variants),
                        _ => {
                            object.insert("variants".to_owned(), Value::Array(variants));
                        }
                    }
                }
                () => add_names(known, list, object),
            }
        }
    }
}

/// A table of texts in several languages with those of the first only.
fn in_first_language(mut table: Named) -> Named {
    let told = words(&table.name);
    if told.iter().any(|word| word == "lang" || word == "language") && told.len() < 3 && table.rows.len() < 40
    {
        return table;
    }
    let column = table.columns.iter().position(|name| {
        let heading = Heading::read(name);
        heading.has(Concept::Language) && !heading.has(Concept::Name)
    });
    let Some(at) = column.filter(|_| table.extra.is_empty()) else {
        return table;
    };
    let cell = |row: &Vec<String>| row.get(at).cloned().unwrap_or_default();
    if let Some(first) = table.rows.first().map(cell) {
        table.rows.retain(|row| cell(row) == first);
    }
    table
}

/// The first part of the names of most tables: `ps_product`, `ps_category`.
fn prefix(tables: &[Named]) -> Option<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for table in tables.iter().filter(|table| table.name.contains(['_', '.'])) {
        let first = words(&table.name).into_iter().next()?;
        *counts.entry(first).or_default() += 1;
    }
    let (first, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    let product = Heading::read(&first).has(Concept::Product);
    (count >= 3 && count * 2 > tables.len() && !product).then_some(first)
}

/// What an object is called: its name, else its file or its first text of words.
fn name_of(object: &Object) -> String {
    let find = |fits: &dyn Fn(&Heading) -> bool| {
        let found = object.keys().find(|key| fits(&Heading::read(key)));
        found
            .map(|key| plain(object, key))
            .filter(|text| !text.is_empty())
    };
    find(&|heading| heading.has(Concept::Name) && heading.unknown == 0)
        .or_else(|| find(&|heading| heading.has(Concept::Name) || heading.folded.ends_with("name")))
        .or_else(|| find(&|heading| heading.any(&[Concept::Image, Concept::Link])))
        .or_else(|| find(&|heading| heading.has(Concept::Value) || heading.has(Concept::Label)))
        .or_else(|| {
            let mut texts = object.iter().map(|(_, value)| crate::nested::text(value));
            texts.find(|text| text.contains(char::is_alphabetic))
        })
        .unwrap_or_default()
}

/// The columns of names and values of a table that holds a field a row.
fn pair(known: &Known) -> Option<(usize, usize)> {
    let find = |fits: &dyn Fn(&Heading) -> bool| known.headings.iter().position(fits);
    let value = find(&|heading| heading.has(Concept::Value) && !heading.has(Concept::Name))?;
    let name = find(&|heading| {
        (heading.any(&[Concept::Name, Concept::Choice]) || heading.folded.ends_with("key"))
            && !heading.any(&[Concept::Value, Concept::Id])
    })
    .or_else(|| find(&|heading| heading.has(Concept::Choice) && !heading.has(Concept::Value)))?;
    (name != value).then_some((name, value))
}

/// Names and values as fields where they are called like such, else as attributes.
fn spread(known: &Known, list: Vec<Object>, object: &mut Object) {
    let Some((name, value)) = pair(known) else {
        return;
    };
    let column = |at: usize| known.table.columns[at].as_str();
    let mut attributes = Vec::new();
    for row in &list {
        // A number of a name was replaced by the name itself.
        let said = |at: usize| match plain(row, column(at)) {
            text if text.is_empty() => plain(row, &known.of[at].join(" ")),
            text => text,
        };
        let (name, text) = (said(name), said(value));
        if name.is_empty() || text.is_empty() {
            continue;
        }
        let heading = Heading::read(&name);
        let field = heading.any(&[Concept::Price, Concept::Sku, Concept::Stock, Concept::Image])
            && heading.unknown == 0;
        if field {
            object.entry(name).or_insert(Value::String(text));
        } else {
            let mut attribute = Object::new();
            attribute.insert("name".to_owned(), Value::String(name));
            attribute.insert("value".to_owned(), Value::String(text));
            attributes.push(Value::Object(attribute));
        }
    }
    if !attributes.is_empty() {
        object.insert("custom attributes".to_owned(), Value::Array(attributes));
    }
}

/// Fields that an object has not.
fn merge(list: Vec<Object>, object: &mut Object) {
    for (key, value) in list.into_iter().flatten() {
        let known = object.keys().any(|have| have.eq_ignore_ascii_case(&key));
        let heading = Heading::read(&key);
        let bare = heading.only(&[Concept::Id]) && heading.concepts.len() == 1;
        if !(known || bare || heading.has(Concept::Language)) {
            object.insert(key, value);
        }
    }
}

/// The picture that an object names, also within: one that says where it is comes first.
fn address(object: &Object) -> Option<String> {
    fn gather(value: &Value, depth: usize, texts: &mut Vec<String>) {
        match value {
            Value::Object(object) if depth > 0 => {
                object.values().for_each(|inner| gather(inner, depth - 1, texts))
            }
            Value::Array(values) if depth > 0 => {
                values
                    .iter()
                    .take(1)
                    .for_each(|inner| gather(inner, depth - 1, texts));
            }
            other => texts.push(crate::nested::text(other)),
        }
    }
    let mut texts = Vec::new();
    object.values().for_each(|value| gather(value, 3, &mut texts));
    let picture = |text: &&String| {
        let lower = text.to_lowercase();
        [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"]
            .iter()
            .any(|ending| lower.contains(ending))
    };
    let placed = texts.iter().find(|text| picture(text) && text.contains('/'));
    placed
        .or_else(|| texts.iter().find(picture))
        .or_else(|| texts.iter().find(|text| text.contains("://")))
        .cloned()
}

fn add_images(list: Vec<Object>, object: &mut Object) {
    let images = list
        .iter()
        .filter_map(address)
        .map(Value::String)
        .collect::<Vec<_>>();
    match object.get_mut("images") {
        Some(Value::Array(have)) => have.extend(images),
        _ if images.is_empty() => {}
        _ => {
            object.insert("images".to_owned(), Value::Array(images));
        }
    }
}

/// The pieces of all places. A row for no variant in particular counts those of all.
fn add_stock(list: Vec<Object>, object: &mut Object) {
    let mut sum = 0.0;
    for row in &list {
        let pieces = row.iter().find(|(key, _)| {
            let heading = Heading::read(key);
            heading.has(Concept::Stock)
                && !heading.any(&[Concept::Free, Concept::Reserve, Concept::Id, Concept::Status])
        });
        let number = pieces.and_then(|(_, value)| crate::nested::text(value).trim().parse::<f64>().ok());
        sum += number.filter(|number| number.is_finite()).unwrap_or(0.0);
    }
    object
        .entry("stock".to_owned())
        .or_insert_with(|| Value::String(sum.to_string()));
}

/// A variant, or those in it with what it says of all of them.
fn flat(mut variant: Object) -> Vec<Object> {
    let Some(Value::Array(inner)) = variant.remove("variants") else {
        return vec![variant];
    };
    inner
        .into_iter()
        .filter_map(|inner| match inner {
            Value::Object(inner) => {
                let mut whole = variant.clone();
                whole.extend(inner);
                Some(whole)
            }
            _ => None,
        })
        .collect()
}

/// A list of names, under what the table is called.
fn add_names(known: &Known, list: Vec<Object>, object: &mut Object) {
    let name = Heading::read(&known.table.name);
    let columns = known
        .headings
        .iter()
        .any(|heading| heading.has(Concept::Category));
    let key = match () {
        () if name.has(Concept::Category) || columns => "category",
        () if name.has(Concept::Tag) => "tags",
        () => return,
    };
    let told = |row: &Object| {
        let found = row.get(key).map(crate::nested::text);
        found.unwrap_or_else(|| name_of(row))
    };
    let mut seen = HashSet::new();
    let texts: Vec<String> = list
        .iter()
        .map(told)
        .filter(|text| text.contains(char::is_alphabetic) && seen.insert(text.clone()))
        .collect();
    if !texts.is_empty() && !object.contains_key(key) {
        let texts = texts.into_iter().map(Value::String).collect();
        object.insert(key.to_owned(), Value::Array(texts));
    }
}
