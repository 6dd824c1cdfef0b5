//! Several tables that belong together, as dumps of databases, import scripts and workbooks hold them: one of products, and
//! others that it refers to (brands, categories) or that refer to it (variants, pictures, pieces). They become objects, as
//! documents hold them: what is known of a product in one place. What those mean is told in `nested`.

use crate::concepts::Concept;
use crate::heading::Heading;
use crate::nested::{self, Object, Rows};
use crate::records::{Facts, Problem, Sink};
use serde_json::Value;

mod embed;
mod relation;
mod words;

use embed::Joining;
use words::words;

/// Tables that are joined; a shop's database has a few hundred.
const MOST_TABLES: usize = 600;

/// A table with its name.
#[derive(Debug, Default, Clone)]
pub(crate) struct Named {
    pub name: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// What rows hold beside their cells; none, or as many as rows.
    pub extra: Vec<Object>,
}

impl Named {
    /// Adds rows under columns of their own, of which some may be new.
    pub fn add(&mut self, columns: &[String], rows: Vec<Vec<String>>) {
        if self.columns == columns {
            return self.rows.extend(rows);
        }
        let places: Vec<usize> = columns
            .iter()
            .map(|name| {
                let known = self
                    .columns
                    .iter()
                    .position(|have| have.eq_ignore_ascii_case(name));
                known.unwrap_or_else(|| {
                    self.columns.push(name.clone());
                    self.columns.len() - 1
                })
            })
            .collect();
        let width = self.columns.len();
        for row in rows {
            let mut cells = vec![String::new(); width];
            for (cell, place) in row.into_iter().zip(&places) {
                cells[*place] = cell;
            }
            self.rows.push(cells);
        }
    }
}

/// Words of tables that are about selling and not about products.
const OTHERS: [&str; 24] = [
    "order",
    "cart",
    "basket",
    "log",
    "review",
    "rating",
    "history",
    "session",
    "queue",
    "coupon",
    "wishlist",
    "invoice",
    "return",
    "visit",
    "customer",
    "user",
    "address",
    "payment",
    "comment",
    "newsletter",
    "stat",
    "search",
    "redirect",
    "migration",
];

/// What tables make together.
#[derive(Debug, Default)]
pub(crate) struct Joined {
    /// A product each, with all that the other tables say of it.
    pub objects: Vec<Object>,
    /// Whether any other table says something of one.
    pub together: bool,
}

/// Puts tables together.
pub(crate) fn join(mut tables: Vec<Named>) -> Joined {
    tables.retain(|table| !table.rows.is_empty() && !table.columns.is_empty());
    tables.retain(|table| {
        let words = words(&table.name);
        !words.iter().any(|word| OTHERS.contains(&word.as_str()))
    });
    tables.truncate(MOST_TABLES);
    let mut tables: Vec<Named> = tables.into_iter().flat_map(by_kind).collect();
    tables.retain(|table| !table.rows.is_empty());
    let worth: Vec<i32> = tables.iter().map(worth).collect();
    let best = worth.iter().max();
    let Some(main) = best.and_then(|best| worth.iter().position(|worth| worth == best)) else {
        return Joined::default();
    };
    Joining::new(tables, main).joined()
}

/// Passes on what tables make together.
pub(crate) fn deliver(
    facts: Facts,
    joined: &Joined,
    mut rows: Rows,
    sink: &mut dyn Sink,
) -> Result<(), Problem> {
    let objects = &joined.objects;
    objects.iter().for_each(|object| rows.learn(object));
    sink.begin(facts, Some(rows.columns.clone()))?;
    for (line, object) in (1..).zip(objects) {
        for row in rows.cells(object) {
            sink.row(line, row)?;
        }
    }
    Ok(())
}

/// A table of things of several kinds, of which some are products, without the others: those are a table of their own.
fn by_kind(mut table: Named) -> Vec<Named> {
    let product = |row: &Vec<String>, at: usize| {
        let kind = row.get(at).map_or("", |cell| cell.trim());
        !kind.contains(' ') && Heading::read(kind).any(&[Concept::Product, Concept::Variant])
    };
    let at = (0..table.columns.len()).find(|at| {
        let heading = Heading::read(&table.columns[*at]);
        let others: Vec<&str> = table
            .rows
            .iter()
            .take(2_000)
            .filter_map(|row| Some(row.get(*at)?.as_str()))
            .collect();
        let has = |kind: &str| others.contains(&kind);
        heading.has(Concept::Kind)
            && !heading.any(&[Concept::Product, Concept::Tax])
            && (has("product") || has("Product"))
            && table.rows.iter().any(|row| !product(row, *at))
    });
    let Some(at) = at else {
        return vec![table];
    };
    let rows = std::mem::take(&mut table.rows);
    let extra = std::mem::take(&mut table.extra);
    let mut others = Named {
        name: "others".to_owned(),
        columns: table.columns.clone(),
        ..Named::default()
    };
    let mut extra = extra.into_iter();
    for row in rows {
        let into = if product(&row, at) {
            &mut table
        } else {
            &mut others
        };
        into.rows.push(row);
        into.extra.extend(extra.next());
    }
    vec![table, others]
}

/// How much a table looks like one of products.
fn worth(table: &Named) -> i32 {
    let has = |concept: Concept| table.columns.iter().any(|name| Heading::read(name).has(concept));
    let told = [
        (Concept::Name, 3),
        (Concept::Price, 3),
        (Concept::Sku, 2),
        (Concept::Barcode, 1),
        (Concept::Image, 1),
        (Concept::Description, 2),
        (Concept::Stock, 1),
        (Concept::Brand, 1),
        (Concept::Category, 1),
    ];
    let columns: i32 = told
        .iter()
        .filter(|(concept, _)| has(*concept))
        .map(|(_, worth)| worth)
        .sum();
    let name = Heading::read(&table.name);
    let called = match () {
        () if name.only(&[Concept::Product]) => 8,
        () if name.has(Concept::Variant) => -4,
        () if name.has(Concept::Product) => 2,
        () if name.any(&[
            Concept::Category,
            Concept::Brand,
            Concept::Image,
            Concept::Price,
            Concept::Stock,
        ]) =>
        {
            -4
        }
        () => 0,
    };
    columns + called
}

/// A cell as a value.
fn value(cell: &str) -> Value {
    Value::String(cell.to_owned())
}

/// A plain value of an object as text.
fn plain(object: &Object, key: &str) -> String {
    object.get(key).map(nested::text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn objects(tables: Vec<Named>) -> Vec<Object> {
        join(tables).objects
    }

    fn table(name: &str, columns: &str, rows: &[&str]) -> Named {
        let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
        Named {
            name: name.to_owned(),
            columns: cells(columns),
            rows: rows.iter().map(|row| cells(row)).collect(),
            extra: Vec::new(),
        }
    }

    #[test]
    fn what_a_product_refers_to_is_put_in_its_place() {
        let objects = objects(vec![
            table("brands", "id,name", &["1,Oak", "2,Elm"]),
            table("categories", "id,name,parent_id", &["1,Women,", "2,Skirts,1"]),
            table(
                "products",
                "id,title,price,brand_id,category_id",
                &["1,Skirt,5,2,2", "2,Hat,6,1,1"],
            ),
        ]);
        assert_eq!(plain(&objects[0], "brand"), "Elm");
        assert_eq!(plain(&objects[0], "category"), "Women > Skirts");
        assert_eq!(plain(&objects[1], "category"), "Women");
    }

    #[test]
    fn what_refers_to_a_product_is_put_into_it() {
        let objects = objects(vec![
            table("Articles", "Article No,Name,Price", &["A1,Coat,90", "A2,Hat,20"]),
            table(
                "Variants",
                "Article No,SKU,Size",
                &["A1,A1-S,S", "A1,A1-M,M", "A2,A2-U,U"],
            ),
            table(
                "Stock",
                "SKU,Place,Qty",
                &["A1-S,North,1", "A1-S,South,2", "A2-U,North,4"],
            ),
            table("Photos", "Article No,File", &["A1,a.jpg", "A1,b.jpg"]),
        ]);
        let variants = objects[0]["variants"].as_array().unwrap();
        assert_eq!(variants.len(), 2);
        assert_eq!(variants[0]["stock"], "3", "the pieces of all places");
        assert_eq!(objects[0]["images"].as_array().unwrap().len(), 2);
    }

    #[test]
    fn one_language_of_several_counts() {
        let objects = objects(vec![
            table("ps_product", "id_product,price,reference", &["1,5,R1", "2,6,R2"]),
            table(
                "ps_product_lang",
                "id_product,id_lang,name",
                &["1,1,Jupe", "1,2,Skirt", "2,1,Veste", "2,2,Jacket"],
            ),
            table("ps_lang", "id_lang,iso_code", &["1,fr", "2,en"]),
        ]);
        assert_eq!(plain(&objects[0], "name"), "Jupe");
        assert_eq!(plain(&objects[1], "name"), "Veste");
    }

    #[test]
    fn tables_that_nothing_joins_are_left_alone() {
        let objects = objects(vec![
            table("products", "id,name,price", &["1,Coat,5"]),
            table("settings", "id,value", &["1,x"]),
        ]);
        assert_eq!(objects[0].len(), 3);
        assert!(join(Vec::new()).objects.is_empty());
    }
}
