//! Products as documents hold them (JSON, XML): an object with lists of variants, options, pictures and categories in it,
//! taken apart to rows of a table, a row for the product and one for each variant. What the columns mean is told in
//! `meaning`, as of any table.

use crate::concepts::Concept;
use crate::heading::Heading;
use crate::values::UNIT;
use serde_json::{Map, Value};
use std::collections::HashMap;

mod attribute;
mod categories;
mod pairs;

pub(crate) use attribute::pairs;
use attribute::{attribute, is_field, packed, pairs_of};
pub(crate) use categories::categories;
use pairs::pairs_by_cells;

pub(crate) type Object = Map<String, Value>;

/// The column that says whether a row is a product or a variant.
pub(crate) const ROW_KIND: &str = "row kind";

/// How deep objects are taken apart.
const DEPTH: usize = 6;

/// Which columns the objects have, and their rows.
#[derive(Default)]
pub(crate) struct Rows {
    pub columns: Vec<String>,
    at: HashMap<String, usize>,
    /// What the headings of keys say, which many objects share.
    keys: HashMap<String, Heading>,
    /// Names of categories by their ids, where the document lists them.
    categories: HashMap<String, String>,
}

impl Rows {
    /// With the categories that a document lists beside its products.
    pub fn with_categories(categories: HashMap<String, String>) -> Rows {
        Rows {
            categories,
            ..Rows::default()
        }
    }

    /// Learns which columns an object has.
    pub fn learn(&mut self, object: &Object) {
        for row in self.rows(object) {
            for (key, _) in row {
                if !self.at.contains_key(&key) {
                    self.at.insert(key.clone(), self.columns.len());
                    self.columns.push(key);
                }
            }
        }
    }

    /// The rows of an object, by the columns that were learnt.
    pub fn cells(&mut self, object: &Object) -> Vec<Vec<String>> {
        let rows = self.rows(object);
        let place = |row: Vec<(String, String)>| {
            let mut cells = vec![String::new(); self.columns.len()];
            for (key, text) in row {
                if let Some(cell) = self.at.get(&key).and_then(|at| cells.get_mut(*at))
                    && cell.is_empty()
                {
                    *cell = text;
                }
            }
            cells
        };
        rows.into_iter().map(place).collect()
    }

    fn heading(&mut self, key: &str) -> &Heading {
        if !self.keys.contains_key(key) {
            self.keys.insert(key.to_owned(), Heading::read(key));
        }
        &self.keys[key]
    }

    fn rows(&mut self, object: &Object) -> Vec<Vec<(String, String)>> {
        let raised = raised(object);
        let object = raised.as_ref().unwrap_or(object);
        let (mut product, mut variants): (Vec<(String, String)>, Vec<Object>) = (Vec::new(), Vec::new());
        let mut listed = false;
        // What begins with an at sign is about the document, as JSON-LD writes it.
        for (key, value) in object.iter().filter(|(key, _)| !key.starts_with('@')) {
            match self.variants(key, value).or_else(|| self.variants_within(value)) {
                Some(found) => {
                    listed = true;
                    let heading = Heading::read(key);
                    let named = [(Concept::Size, "size"), (Concept::Colour, "color")]
                        .iter()
                        .find(|(concept, _)| heading.has(*concept))
                        .map(|(_, name)| *name);
                    variants.extend(found.into_iter().map(|variant| called(variant, named)));
                }
                None => self.put(key, value, DEPTH, &mut product),
            }
        }
        if !listed {
            return vec![product];
        }
        let kind = if variants.is_empty() { "simple" } else { "parent" };
        let shared: Vec<(String, String)> = product
            .iter()
            .filter(|(key, _)| {
                let heading = Heading::read(key);
                heading.has(Concept::Handle)
                    || (heading.has(Concept::Id) && heading.only(&[Concept::Id, Concept::Product]))
            })
            .cloned()
            .collect();
        let shared = if shared.is_empty() && !variants.is_empty() {
            let number = number_of(&product);
            product.extend(number.clone());
            number.into_iter().collect()
        } else {
            shared
        };
        let mut rows = vec![product];
        for variant in variants {
            let mut row = shared.clone();
            for (key, value) in whole_amounts(&variant).as_ref().unwrap_or(&variant) {
                let heading = self.heading(key);
                // A variant's id and name are not the product's.
                let named = heading.only(&[Concept::Id, Concept::Name]) && heading.concepts.len() == 1;
                // What is said of a variant that has no name is its name.
                let said = heading.folded == "description"
                    && !variant.keys().any(|key| key == "name" || key == "title");
                let key = if said {
                    "variant title".to_owned()
                } else if named {
                    format!("variant {key}")
                } else {
                    key.clone()
                };
                self.put(&key, value, DEPTH, &mut row);
            }
            row.push((ROW_KIND.to_owned(), "variant".to_owned()));
            rows.push(row);
        }
        if let Some(first) = rows.first_mut() {
            first.push((ROW_KIND.to_owned(), kind.to_owned()));
        }
        rows
    }

    /// The variants in a list, where it is one of variants: objects with a number, a price or pieces of their own.
    fn variants(&mut self, key: &str, value: &Value) -> Option<Vec<Object>> {
        let value = unwrapped(value);
        let objects: Vec<&Object> = match value {
            Value::Array(values) => values
                .iter()
                .map(unwrapped)
                .filter_map(Value::as_object)
                .collect(),
            Value::Object(object)
                if Heading::read(key).any(&[Concept::Variant, Concept::Children])
                    && object.values().filter(|inner| inner.is_object()).count() == object.len()
                    && !object.is_empty() =>
            {
                object.values().filter_map(Value::as_object).collect()
            }
            Value::Object(object) if Heading::read(key).has(Concept::Variant) && object.len() > 1 => {
                vec![object]
            }
            // Of XML, where a list of one is no list: `<ARTICLEDATA><ARTICLE>…`.
            Value::Object(object)
                if object.len() == 1
                    && Heading::read(key).any(&[Concept::Product, Concept::Variant])
                    && object.values().all(Value::is_object) =>
            {
                object.values().filter_map(Value::as_object).collect()
            }
            _ => return None,
        };
        let heading = self.heading(key).clone();
        let by_name = heading.any(&[Concept::Variant, Concept::Children])
            || matches!(
                heading.folded.as_str(),
                "offers"
                    | "skus"
                    | "combinations"
                    | "items"
                    | "simples"
                    | "articles"
                    | "sizes"
                    | "units"
                    | "sku_list"
                    | "children"
                    | "offer"
            );
        if let Value::Array(values) = value
            && values.is_empty()
        {
            return by_name.then(Vec::new);
        }
        if objects.is_empty()
            || heading.any(&[
                Concept::Image,
                Concept::Price,
                Concept::Category,
                Concept::Tag,
                Concept::Stock,
                Concept::Currency,
            ])
        {
            return None;
        }
        let own = |object: &&Object| {
            object.keys().any(|key| {
                let heading = Heading::read(key);
                heading.any(&[
                    Concept::Sku,
                    Concept::Barcode,
                    Concept::Stock,
                    Concept::Price,
                    Concept::Size,
                    Concept::Available,
                ]) || heading.folded.starts_with("option_1")
            })
        };
        // The fields of a variant may be in an object of their own.
        let raised: Vec<Option<Object>> = objects
            .iter()
            .map(|object| if own(object) { None } else { raised(object) })
            .collect();
        let objects: Vec<&Object> = objects
            .into_iter()
            .zip(&raised)
            .map(|(object, raised)| raised.as_ref().filter(own).unwrap_or(object))
            .collect();
        // "itemVariants" with a code and a description each.
        let called = heading.has(Concept::Variant)
            && !heading.has(Concept::Choice)
            && objects.iter().all(|object| {
                let any = |concept| object.keys().any(|key| Heading::read(key).has(concept));
                object.len() > 1
                    && any(Concept::Code)
                    && any(Concept::Description)
                    && attribute(object).is_none()
            });
        let holds = |object: &&Object| own(object) || object.values().any(holds_fields);
        let telling = (called || objects.iter().filter(|object| holds(object)).count() * 2 >= objects.len())
            // What has a number and no more only names another.
            && (by_name || objects.iter().any(|object| object.len() > 1));
        // Options have numbers and prices or pieces of their own where they are what is sold.
        let sold = |object: &&Object| {
            let any = |concepts: &[Concept]| object.keys().any(|key| Heading::read(key).any(concepts));
            any(&[Concept::Sku, Concept::Barcode]) && any(&[Concept::Price]) && any(&[Concept::Stock])
        };
        let chosen = heading.has(Concept::Choice) && !objects.iter().all(sold);
        (telling && (by_name || !chosen)).then(|| objects.into_iter().cloned().collect())
    }

    /// The variants of a list in an object: `{"inventory": {"products": [{"sku": …}]}}`.
    fn variants_within(&mut self, value: &Value) -> Option<Vec<Object>> {
        let object = value.as_object()?;
        object.iter().find_map(|(key, inner)| {
            let list = inner.as_array().filter(|list| !list.is_empty())?;
            let listed = matches!(
                key.as_str(),
                "products" | "variants" | "variations" | "skus" | "items" | "size"
            );
            listed
                .then(|| self.variants(key, &Value::Array(list.clone())))
                .flatten()
        })
    }

    /// A field of an object as columns.
    fn put(&mut self, key: &str, value: &Value, depth: usize, columns: &mut Vec<(String, String)>) {
        // `{"pricing": {"current": {…}}}` is called alike whether or not there are others beside it.
        let kept = |object: &Object| object.len() == 1 && object.values().all(Value::is_object);
        let value = match value {
            Value::Object(object)
                if kept(object)
                    && (self.heading(key).has(Concept::Price) || object.values().any(is_amount)) =>
            {
                value
            }
            _ => unwrapped(value),
        };
        match value {
            Value::Object(object) if depth > 0 => {
                if let Some(text) = in_one_language(object) {
                    return self.put(key, text, depth - 1, columns);
                }
                if let Some(content) = object.get(CONTENT) {
                    // An element with attributes: they name it, or say nothing of the product.
                    let known = self.heading(key).any(&[
                        Concept::Brand,
                        Concept::Name,
                        Concept::Price,
                        Concept::Category,
                        Concept::Image,
                        Concept::Stock,
                        Concept::Description,
                        Concept::Sku,
                        Concept::Barcode,
                        Concept::Gender,
                    ]) && !self.heading(key).has(Concept::Choice);
                    if let Some((name, value)) = attribute(object).filter(|_| !known) {
                        columns.push((format!("attribute:{name}"), value.concat()));
                    } else {
                        self.put(key, content, depth - 1, columns);
                        for (inner, value) in object
                            .iter()
                            .filter(|(inner, _)| Heading::read(inner).has(Concept::Currency))
                        {
                            self.put(&format!("{key}.{inner}"), value, depth - 1, columns);
                        }
                    }
                    return;
                }
                let category =
                    self.heading(key).has(Concept::Category) && !self.heading(key).has(Concept::Price);
                if category
                    && let Some(name) = ["full_name", "fullName", "path", "name", "title", "label"]
                        .iter()
                        .find_map(|name| object.get(*name))
                {
                    // "category-link" is no address.
                    let key = if self.heading(key).has(Concept::Link) {
                        "category"
                    } else {
                        key
                    };
                    return self.put(key, name, depth - 1, columns);
                }
                if self.heading(key).any(&[Concept::Choice, Concept::Variant])
                    && let Some((name, values)) = attribute(object)
                {
                    return columns.push((key.to_owned(), packed(&name, &values)));
                }
                // `{"S": 2, "M": 5}`: pieces by their sizes.
                let counted = |(size, pieces): (&String, &Value)| {
                    crate::sizes::is_size(size) && text(pieces).parse::<i64>().is_ok()
                };
                if self
                    .heading(key)
                    .any(&[Concept::Size, Concept::Stock, Concept::Variant])
                    && !object.is_empty()
                    && object.iter().all(counted)
                {
                    let pieces = object
                        .iter()
                        .map(|(size, pieces)| format!("{size}: {}", text(pieces)))
                        .collect::<Vec<_>>();
                    return columns.push((key.to_owned(), pieces.join("; ")));
                }
                // `{"brand": {"name": "Brand", "value": "Oak"}, …}`
                if self.heading(key).has(Concept::Choice)
                    && let Some(pairs) = object
                        .values()
                        .map(|value| value.as_object().and_then(attribute))
                        .collect::<Option<Vec<_>>>()
                    && !pairs.is_empty()
                {
                    let text = pairs.iter().map(|(name, values)| packed(name, values)).collect();
                    return columns.push((key.to_owned(), text));
                }
                // `{"name": "Indigo", "hex": "#1c2a5b"}`
                let plain = |(inner, value): (&String, &Value)| {
                    !value.is_object() && !value.is_array() && !told_apart(inner)
                };
                if self
                    .heading(key)
                    .any(&[Concept::Colour, Concept::Size, Concept::Brand])
                    && object.iter().all(plain)
                    && let Some(name) = object
                        .get("name")
                        .or(object.get("label"))
                        .filter(|name| name.is_string())
                {
                    return self.put(key, name, depth - 1, columns);
                }
                if self.heading(key).has(Concept::Choice)
                    && object
                        .iter()
                        .all(|(inner, value)| !value.is_object() && !told_apart(inner))
                    && !object.is_empty()
                {
                    // `{"Size": "S", "Colour": "Red"}`
                    let text = pairs_of(object)
                        .iter()
                        .map(|(name, values)| packed(name, values))
                        .collect();
                    return columns.push((key.to_owned(), text));
                }
                let choice = self.heading(key).has(Concept::Choice);
                let scaled = whole_amounts(object);
                let object = scaled.as_ref().unwrap_or(object);
                for (inner, value) in object.iter().filter(|(inner, _)| !inner.starts_with('@')) {
                    // Among attributes, what is none keeps its own name.
                    let name = if choice && told_apart(inner) {
                        inner.clone()
                    } else {
                        within(key, inner)
                    };
                    self.put(&name, value, depth - 1, columns);
                }
            }
            Value::Object(_) => {}
            Value::Array(values) => self.list(key, values, depth, columns),
            // "false" is no name.
            Value::Bool(false)
                if self.heading(key).any(&[
                    Concept::Brand,
                    Concept::Name,
                    Concept::Category,
                    Concept::Description,
                    Concept::Barcode,
                    Concept::Sku,
                ]) => {}
            plain => {
                let text = text(plain);
                match self.categories.get(&text).cloned() {
                    // A collection says less of what a piece is than a category does.
                    Some(name) if self.heading(key).folded.starts_with("colle") => {
                        columns.push(("collection".to_owned(), name));
                    }
                    Some(name) if self.heading(key).any(&[Concept::Category, Concept::Group]) => {
                        columns.push(("category".to_owned(), name));
                    }
                    _ => columns.push((key.to_owned(), text)),
                }
            }
        }
    }

    fn list(&mut self, key: &str, values: &[Value], depth: usize, columns: &mut Vec<(String, String)>) {
        let objects: Vec<&Object> = values
            .iter()
            .map(unwrapped)
            .filter_map(Value::as_object)
            .collect();
        let heading = self.heading(key).clone();
        let mut attributes: Vec<(String, Vec<String>)> =
            objects.iter().filter_map(|object| attribute(object)).collect();
        if attributes.len() < objects.len()
            && let Some(pairs) = pairs_by_cells(&objects)
        {
            attributes = pairs;
        }
        if !objects.is_empty()
            && attributes.len() == objects.len()
            && !heading.any(&[Concept::Image, Concept::Category, Concept::Price, Concept::Tag])
        {
            if heading.folded == "options" || heading.folded == "attributes" {
                // By their numbers, as variants refer to them.
                for (number, (name, values)) in (1..).zip(&attributes) {
                    columns.push((format!("Option {number} name"), name.clone()));
                    columns.push((
                        format!("Option {number} value"),
                        values.iter().map(|value| format!("{value}{UNIT}")).collect(),
                    ));
                }
                return;
            }
            let mut rest = attributes;
            rest.retain(|(name, values)| {
                let known = columns.iter().any(|(key, _)| key == name);
                let field = !known && values.len() == 1 && is_field(name);
                if field {
                    columns.push((name.clone(), values.concat()));
                }
                !field
            });
            let text = rest.iter().map(|(name, values)| packed(name, values)).collect();
            return columns.push((
                if heading.has(Concept::Choice) {
                    key.to_owned()
                } else if heading.has(Concept::Meta) {
                    "attributes".to_owned()
                } else {
                    format!("{key} attributes")
                },
                text,
            ));
        }
        let counted = |fits: &dyn Fn(&Heading) -> bool| {
            objects
                .iter()
                .flat_map(|object| object.iter())
                .any(|(key, value)| {
                    fits(&Heading::read(key)) && text(unwrapped(value)).parse::<f64>().is_ok()
                })
        };
        let pieces =
            |heading: &Heading| heading.has(Concept::Stock) && !heading.any(&[Concept::Id, Concept::Reserve]);
        let amount = |heading: &Heading| {
            let ending = ["amount", "level", "count", "available"];
            ending.iter().any(|ending| heading.folded.ends_with(ending))
                && !heading.any(&[Concept::Reserve, Concept::Free, Concept::Id])
        };
        let placed = heading.has(Concept::Available) && counted(&pieces);
        if (heading.has(Concept::Stock) || placed) && !objects.is_empty() {
            let fits: &dyn Fn(&Heading) -> bool = if counted(&pieces) { &pieces } else { &amount };
            let pieces = objects
                .iter()
                .flat_map(|object| object.iter())
                .filter(|(key, _)| fits(&Heading::read(key)));
            let sum: f64 = pieces
                .filter_map(|(_, value)| text(unwrapped(value)).parse::<f64>().ok())
                .sum();
            let key = if placed { "stock" } else { key };
            return columns.push((key.to_owned(), sum.to_string()));
        }
        if heading.has(Concept::Variant)
            && objects.iter().all(|object| object.len() <= 2)
            && !objects.is_empty()
        {
            // Only the numbers of rows that stand elsewhere.
            let ids = objects
                .iter()
                .filter_map(|object| {
                    object
                        .iter()
                        .find(|(key, _)| Heading::read(key).any(&[Concept::Id, Concept::Sku]))
                })
                .map(|(_, id)| format!("{}{UNIT}", text(id)));
            return columns.push(("children".to_owned(), ids.collect()));
        }
        // `{"taxonomy": {"path": ["Men", "Suits"]}}`: the steps of one way.
        let steps = ["path", "breadcrumb", "breadcrumbs", "hierarchy"];
        let way = steps.iter().any(|step| heading.folded.ends_with(step))
            && !heading.any(&[Concept::Image, Concept::Link]);
        if way
            && values.len() > 1
            && values
                .iter()
                .all(|value| value.as_str().is_some_and(|step| !step.contains(['>', '/'])))
        {
            let steps: Vec<String> = values.iter().map(text).collect();
            return columns.push((key.to_owned(), steps.join(" > ")));
        }
        let category = heading.any(&[Concept::Category, Concept::Group, Concept::Tag]);
        let named: Vec<String> = values
            .iter()
            .map(|value| self.part(value, category))
            .filter(|part| !part.is_empty())
            .collect();
        if named.is_empty()
            && depth > 0
            && let Some(first) = objects.first()
        {
            for (inner, value) in *first {
                self.put(&within(key, inner), value, depth - 1, columns);
            }
            return;
        }
        let known = |part: &String| self.categories.get(part).filter(|_| category).cloned();
        if category && named.iter().any(|part| known(part).is_some()) {
            let names = named
                .iter()
                .filter_map(known)
                .map(|name| format!("{name}{UNIT}"))
                .collect();
            return columns.push(("category".to_owned(), names));
        }
        columns.push((
            key.to_owned(),
            named.iter().map(|part| format!("{part}{UNIT}")).collect(),
        ));
    }

    /// An element of a list: plain, or an object by where it is or what it is called; with `named` by its name first.
    fn part(&mut self, value: &Value, named: bool) -> String {
        match unwrapped(value) {
            Value::Object(object) => {
                if let Some(text) = in_one_language(object) {
                    return self::text(text);
                }
                let address = address(object).filter(|_| !named);
                let keys = [
                    "src",
                    "url",
                    "href",
                    "path",
                    "file",
                    CONTENT,
                    "full_name",
                    "name",
                    "title",
                    "label",
                    "value",
                ];
                address
                    .or_else(|| {
                        keys.into_iter()
                            .find_map(|key| object.get(key))
                            .map(|value| self.part(value, named))
                    })
                    .unwrap_or_default()
            }
            Value::Array(values) => values.first().map(text).unwrap_or_default(),
            other => text(other),
        }
    }
}

/// A variant of a list of sizes or colours, with its value or name called so: `<size value="48" stock="2"/>`.
fn called(mut variant: Object, name: Option<&str>) -> Object {
    let Some(name) = name else {
        return variant;
    };
    let told = variant.keys().any(|key| {
        let heading = Heading::read(key);
        if name == "size" {
            heading.has(Concept::Size)
        } else {
            heading.has(Concept::Colour)
        }
    });
    let value = variant
        .keys()
        .find(|key| Heading::read(key).only(&[Concept::Value, Concept::Name, Concept::Label]))
        .cloned();
    if let Some(value) = value.filter(|_| !told).and_then(|key| variant.remove(&key)) {
        variant.insert(name.to_owned(), value);
    }
    variant
}

/// Whether a value is a list of attributes of which some are fields that variants have.
fn holds_fields(value: &Value) -> bool {
    let list = unwrapped(value).as_array();
    let objects = list.into_iter().flatten().filter_map(Value::as_object);
    objects.filter_map(attribute).any(|(name, _)| {
        let heading = Heading::read(&name);
        heading.any(&[Concept::Size, Concept::Stock, Concept::Barcode]) && heading.unknown == 0
    })
}

/// Whether an object is an amount of money: it has a currency.
fn is_amount(value: &Value) -> bool {
    value
        .as_object()
        .is_some_and(|object| object.keys().any(|key| Heading::read(key).has(Concept::Currency)))
}

/// Whether a text is the name of a picture's file.
fn is_picture_file(text: &str) -> bool {
    let ending = text
        .rsplit_once('.')
        .filter(|(name, _)| !name.is_empty())
        .map(|(_, ending)| ending.to_lowercase());
    let known = ["jpg", "jpeg", "png", "webp", "gif", "avif", "tif", "tiff", "bmp"];
    ending.is_some_and(|ending| known.contains(&ending.as_str()))
}

/// An address in an object; of several sizes of a picture not the small ones.
fn address(object: &Object) -> Option<String> {
    let small = |key: &str| {
        let key = key.to_lowercase();
        ["thumb", "small", "tiny", "icon", "75x75", "170x"]
            .iter()
            .any(|part| key.contains(part))
    };
    let addresses = || {
        object
            .iter()
            .map(|(key, value)| (key, text(value)))
            .filter(|(key, text)| {
                let web = text.starts_with("//") && text.contains('.');
                (text.contains("://") || web) && !text.starts_with("gid://") && *key != "id"
            })
    };
    let large = addresses().find(|(key, _)| {
        let key = key.to_lowercase();
        key.contains("full") || key.contains("original")
    });
    let found = large
        .or_else(|| addresses().find(|(key, _)| !small(key)))
        .or_else(|| addresses().next());
    let files = || {
        let first = ["url", "src", "href", "path", "file"]
            .iter()
            .filter_map(|key| object.get(*key));
        first
            .chain(object.values())
            .map(text)
            .find(|text| is_picture_file(text))
    };
    found.map(|(_, address)| address).or_else(files).or_else(|| {
        // `{"id": 1, "image": {"url": …}}`
        let inner = object
            .iter()
            .filter(|(key, _)| Heading::read(key).has(Concept::Image));
        inner.filter_map(|(_, inner)| inner.as_object()).find_map(address)
    })
}

/// An object whose amounts are whole numbers of hundredths or the like, with the amounts themselves: `{"amount": 1450,
/// "divisor": 100}`, `{"price": "4990", "currency_minor_unit": 2}`, `{"price": 8250, "priceWithTax": 9900, "currencyCode":
/// "GBP"}`. `None` where it says nothing of that.
fn whole_amounts(object: &Object) -> Option<Object> {
    let number = |value: &Value| text(value).parse::<u32>().ok();
    let divisor = object.iter().find_map(|(key, value)| {
        let key = key.to_lowercase();
        // `{"price": 3400, "priceInCents": true}`
        if key.contains("incents") && *value == Value::Bool(true) {
            return Some(100.0);
        }
        if key == "divisor" {
            return number(value).map(f64::from).filter(|by| *by >= 1.0);
        }
        let digits = (key.ends_with("minor_unit") || key == "decimals")
            .then(|| number(value))
            .flatten();
        digits
            .filter(|digits| *digits <= 4)
            .map(|digits| 10_f64.powi(digits.cast_signed()))
    });
    // Two whole prices, one with the tax or before a reduction, come from systems that count in the smallest coin.
    let whole = |key: &str| object.get(key).is_some_and(Value::is_u64);
    let taxed = whole("priceWithTax") && object.contains_key("currencyCode");
    let optional = whole("originalPrice") && object.contains_key("optionValues");
    let coin = (whole("price") && (taxed || optional)).then(|| object.get("currencyCode").map(text));
    let divisor = divisor.or(
        coin.map(|currency| match currency.as_deref().unwrap_or_default() {
            "JPY" | "KRW" | "VND" | "CLP" | "ISK" | "PYG" | "XAF" | "XOF" => 1.0,
            _ => 100.0,
        }),
    )?;
    let amounts = object
        .iter()
        .filter(|(key, _)| key.to_lowercase() != "divisor")
        .map(|(key, value)| {
            let priced =
                Heading::read(key).any(&[Concept::Price, Concept::Sale, Concept::Regular, Concept::Compare]);
            let whole = text(value).parse::<u64>().ok().filter(|_| priced);
            let value = whole.map_or_else(|| value.clone(), |whole| Value::from(whole as f64 / divisor));
            (key.clone(), value)
        });
    Some(amounts.collect())
}

/// Whether a key in an object of attributes is no attribute: pieces, prices, numbers of variants.
fn told_apart(key: &str) -> bool {
    Heading::read(key).any(&[
        Concept::Stock,
        Concept::Available,
        Concept::Price,
        Concept::Children,
        Concept::Sku,
    ])
}

/// What a product that has no id goes by: a number of it that may be called otherwise, else its name.
fn number_of(product: &[(String, String)]) -> Option<(String, String)> {
    let other = [
        Concept::Variant,
        Concept::Parent,
        Concept::Category,
        Concept::Brand,
        Concept::Supplier,
        Concept::Image,
        Concept::Colour,
        Concept::Size,
        Concept::Tax,
        Concept::Kind,
        Concept::Currency,
    ];
    let find = |fits: &dyn Fn(&Heading) -> bool| {
        let mut found = product.iter().filter(|(key, cell)| {
            let heading = Heading::read(key);
            !cell.is_empty() && !heading.any(&other) && fits(&heading)
        });
        found.next().map(|(_, cell)| ("id".to_owned(), cell.clone()))
    };
    let group = [
        Concept::Group,
        Concept::Id,
        Concept::Product,
        Concept::Code,
        Concept::Number,
    ];
    find(&|heading| heading.has(Concept::Id) && heading.has(Concept::Product) && heading.unknown <= 1)
        .or_else(|| {
            find(&|heading| {
                heading.folded.contains('_') && heading.has(Concept::Group) && heading.only(&group)
            })
        })
        .or_else(|| find(&|heading| heading.has(Concept::Sku) && heading.unknown <= 1))
        .or_else(|| find(&|heading| heading.any(&[Concept::Style, Concept::Id]) && heading.unknown <= 1))
        .or_else(|| find(&|heading| heading.only(&[Concept::Code, Concept::Number, Concept::Product])))
        .or_else(|| find(&|heading| heading.only(&[Concept::Name, Concept::Product])))
}

/// The name of a field in an object in an object. What is further out than that says where it stands and not what it is.
/// That it is a picture counts, however far out it is said.
fn within(key: &str, inner: &str) -> String {
    let near = key.rsplit('.').next().unwrap_or(key);
    let is_image = |text: &str| Heading::read(text).has(Concept::Image);
    if near != key && is_image(key) && !is_image(near) && !is_image(inner) {
        return format!("image {near}.{inner}");
    }
    // "product_data.name" is its name.
    let outer = Heading::read(near);
    let own = Heading::read(inner);
    if outer.has(Concept::Product)
        && outer.only(&[Concept::Product, Concept::Model, Concept::Choice])
        && outer.concepts.len() > 1
        && own.any(&[
            Concept::Name,
            Concept::Brand,
            Concept::Gender,
            Concept::Description,
            Concept::Season,
            Concept::Colour,
        ])
    {
        return inner.to_owned();
    }
    format!("{near}.{inner}")
}

/// An object with the fields of the one in it that has the name, where it has none itself: `{"id": 1, "attributes":
/// {"name": …}}`.
fn raised(object: &Object) -> Option<Object> {
    fn named(object: &Object) -> bool {
        object.keys().any(|key| {
            matches!(
                key.to_lowercase().as_str(),
                "name" | "title" | "product_name" | "productname" | "handle" | "sku"
            ) || Heading::read(key).only(&[Concept::Name, Concept::Product])
        })
    }
    fn inner(object: &Object, depth: usize) -> Option<&Object> {
        let objects = || object.values().filter_map(Value::as_object);
        objects()
            .find(|inner| named(inner) && inner.len() > 2)
            .or_else(|| {
                if depth > 0 {
                    objects().find_map(|object| inner(object, depth - 1))
                } else {
                    None
                }
            })
    }
    // What has a price or pictures is the product, and its brand, its size and its parameters, which have names, are not.
    let whole = |key: &String| Heading::read(key).any(&[Concept::Price, Concept::Image]);
    if named(object) || object.keys().any(whole) {
        return None;
    }
    let mut raised = inner(object, 2)?.clone();
    for (key, value) in object.iter().filter(|(_, value)| !value.is_object()) {
        // The outer id is the product's; what stands in the list of products counts.
        raised.insert(key.clone(), value.clone());
    }
    Some(raised)
}

/// The key under which an element of XML holds its text beside its attributes.
pub(crate) const CONTENT: &str = "#text";

/// A value without what only wraps it: `{"edges": [{"node": …}]}`, `{"nodes": […]}`, `{"image": […]}`.
fn unwrapped(value: &Value) -> &Value {
    let object = match value {
        Value::Object(object) => object,
        Value::Array(values) => return located(values).or_else(|| numbered(values)).unwrap_or(value),
        _ => return value,
    };
    if let Some(inner) = object.get("edges").or(object.get("nodes")).or(object.get("node")) {
        return unwrapped(inner);
    }
    if let Some(list) = page(object) {
        return list;
    }
    // MongoDB's way to tell the type of a value: `{"$numberDecimal": "4290.00"}`.
    if object.len() == 1
        && let Some((key, inner)) = object.iter().next()
        && key.starts_with('$')
    {
        return inner;
    }
    if object.len() == 1
        && let Some((key, inner)) = object.iter().next()
        && key == "language"
    {
        // Of a text in several languages the first.
        let first = inner
            .as_array()
            .and_then(|values| values.first())
            .unwrap_or(inner);
        return first.get(CONTENT).unwrap_or(first);
    }
    if object.len() == 1
        && let Some((key, inner)) = object.iter().next()
        && !Heading::read(key).has(Concept::Children)
        && (inner.is_array()
            || inner.as_object().is_some_and(|inner| {
                inner
                    .values()
                    .all(|value| !value.is_object() && !value.is_array())
                    && inner.len() > 1
            }))
    {
        return unwrapped(inner);
    }
    value
}

/// Of a value for each language and channel the English one, else the first: `[{"locale": "en_US", "scope": null, "data":
/// "Shirt"}]`.
fn located(values: &[Value]) -> Option<&Value> {
    let told = |value: &Value| {
        let place =
            value.get("locale").is_some() || value.get("scope").is_some() || value.get("channel").is_some();
        place && value.get("data").is_some()
    };
    if values.is_empty() || !values.iter().all(told) {
        return None;
    }
    let english = values.iter().find(|value| {
        let locale = value.get("locale").and_then(Value::as_str);
        locale.is_some_and(|locale| locale.starts_with("en"))
    });
    english.or(values.first())?.get("data").map(unwrapped)
}

/// The name in a number and a name: `[7, "Dresses"]`.
fn numbered(values: &[Value]) -> Option<&Value> {
    match values {
        [Value::Number(number), name @ Value::String(text)]
            if number.is_u64() && text.contains(char::is_alphabetic) && !crate::sizes::is_size(text) =>
        {
            Some(name)
        }
        _ => None,
    }
}

/// The list in a page of one: `{"count": 2, "results": […]}`.
fn page(object: &Object) -> Option<&Value> {
    const LISTS: [&str; 7] = [
        "results", "data", "items", "elements", "records", "list", "entries",
    ];
    let list = LISTS
        .iter()
        .find_map(|key| object.get(*key).filter(|list| list.is_array()))?;
    let counts = |(key, value): (&String, &Value)| {
        let key = key.to_lowercase();
        let paging = [
            "count", "total", "page", "limit", "offset", "more", "next", "prev", "cursor", "size",
        ];
        value.is_array() && LISTS.contains(&key.as_str())
            || !value.is_array() && paging.iter().any(|word| key.contains(word))
    };
    (object.len() > 1 && object.iter().all(counts)).then_some(list)
}

/// Of a text in several languages the English one, else the first: `{"en": "Shirt", "de": "Hemd"}`.
pub(crate) fn in_one_language(object: &Object) -> Option<&Value> {
    let is_language = |key: &String| {
        let bytes = key.as_bytes();
        key == "x-default"
            || key == "default"
            || (matches!(bytes.len(), 2 | 5)
                && bytes[..2].iter().all(u8::is_ascii_lowercase)
                && (bytes.len() == 2 || matches!(bytes[2], b'-' | b'_')))
    };
    if object.is_empty()
        || !object.keys().all(is_language)
        || object.keys().all(|key| key == "id" || key == "to" || key == "no")
    {
        return None;
    }
    let said = |value: &Value| !value.is_null() && value.as_str() != Some("");
    let english = object
        .iter()
        .find(|(key, value)| key.starts_with("en") && said(value))
        .or(object
            .iter()
            .find(|(key, value)| key.ends_with("default") && said(value)));
    english
        .or(object.iter().find(|(_, value)| said(value)))
        .or(object.iter().next())
        .map(|(_, value)| value)
}

/// A plain value as a table would hold it: a whole number has no decimal point, and nothing is an empty cell.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.replace(UNIT, " "),
        Value::Bool(yes) => yes.to_string(),
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 1e15 => {
                format!("{float:.0}")
            }
            _ => number.to_string(),
        },
        _ => String::new(),
    }
}
