//! Products as WooCommerce exports them: a row each for simple, grouped and external products, and for a variable one a
//! row for itself and one for each variation, which names its parent by SKU or as `id:123`.
//! <https://github.com/woocommerce/woocommerce/wiki/Product-CSV-Import-Schema>

use crate::import::attributes::{self, Stock};
use crate::import::collected::Collected;
use crate::import::woocommerce_columns::{Role, role};
use crate::import::{html, woocommerce_columns};
use nova_domain::values::{self, UNIT, path};
use nova_domain::{Column, ColumnMap, Product, field_of};
use std::collections::HashMap;

pub(crate) use woocommerce_columns::is_export;

/// Puts the rows of an export together.
pub(crate) struct WooCommerce {
    roles: HashMap<Role, usize>,
    /// How many attributes a row can have.
    attributes: usize,
    /// Columns that the user chose, and then those of the shop's own that are recognised.
    chosen: ColumnMap,
    others: ColumnMap,
    open: Vec<Open>,
    /// Products by their ids (as `id:123`) and SKUs.
    by_name: HashMap<String, usize>,
    variations: Vec<Variation>,
}

/// A product whose variations are not all known yet.
struct Open {
    line: u64,
    product: Product,
    published: bool,
    stock: Stock,
    /// Names of the products that it groups.
    grouped: Vec<String>,
    /// Whether variations, and not the row itself, say what is in stock.
    variable: bool,
    fault: Option<String>,
}

/// A variation, until its parent is known.
struct Variation {
    line: u64,
    parent: String,
    sku: String,
    /// Attributes, price and picture.
    product: Product,
    published: bool,
    pieces: (Option<i64>, bool),
    fault: Option<String>,
}

/// A row's cells by their meaning.
struct Row<'a> {
    roles: &'a HashMap<Role, usize>,
    cells: &'a [String],
}

impl<'a> Row<'a> {
    fn cell(&self, role: Role) -> &'a str {
        let cell = self.roles.get(&role).and_then(|at| self.cells.get(*at));
        let cell = cell.map_or("", |cell| cell.trim());
        // The exporter puts an apostrophe in front of what a spreadsheet would take for a formula.
        match cell.strip_prefix('\'') {
            Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
            _ => cell,
        }
    }
}

impl WooCommerce {
    /// For a table with this header; `chosen` are the columns that the user named.
    pub fn new(header: &[String], chosen: ColumnMap) -> WooCommerce {
        let mut roles = HashMap::new();
        let mut rest = header.to_vec();
        for (at, name) in header.iter().enumerate() {
            if let Some(role) = role(name) {
                roles.entry(role).or_insert(at);
                rest[at].clear();
            }
        }
        if let Some(at) = chosen.index(Column::Price) {
            roles.remove(&Role::SalePrice);
            roles.insert(Role::Price, at);
        }
        if let Some(at) = chosen.index(Column::Stock) {
            roles.remove(&Role::InStock);
            roles.insert(Role::Pieces, at);
        }
        let numbers = roles.keys().filter_map(|role| match role {
            Role::AttributeName(number) | Role::AttributeValues(number) => Some(*number),
            _ => None,
        });
        WooCommerce {
            attributes: numbers.max().unwrap_or(0),
            roles,
            chosen,
            others: ColumnMap::recognise(&rest, &[]).unwrap_or_default(),
            open: Vec::new(),
            by_name: HashMap::new(),
            variations: Vec::new(),
        }
    }

    /// The field that a column fills.
    pub fn field(&self, at: usize, first_row: Option<&Vec<String>>) -> Option<Column> {
        let role = self
            .roles
            .iter()
            .find(|(_, have)| **have == at)
            .map(|(role, _)| *role);
        let Some(role) = role else {
            return self.chosen.field(at).or_else(|| self.others.field(at));
        };
        self.chosen.field(at).or(match role {
            Role::Id => Some(Column::Id),
            Role::Sku if !self.roles.contains_key(&Role::Id) => Some(Column::Id),
            Role::Sku | Role::Gtin => Some(Column::Skus),
            Role::Name => Some(Column::Title),
            Role::Description | Role::ShortDescription => Some(Column::Description),
            Role::InStock | Role::Pieces => Some(Column::Stock),
            Role::SalePrice | Role::Price => Some(Column::Price),
            Role::Categories => Some(Column::Category),
            Role::Tags => Some(Column::Tags),
            Role::Images => Some(Column::Image),
            Role::Brands => Some(Column::Brand),
            Role::AttributeValues(number) => {
                let name = self.roles.get(&Role::AttributeName(number)).zip(first_row);
                name.and_then(|(at, row)| row.get(*at))
                    .and_then(|name| field_of(name))
            }
            _ => None,
        })
    }

    /// Takes a row.
    pub fn row(&mut self, line: u64, cells: &[String], collected: &mut Collected) {
        let row = Row {
            roles: &self.roles,
            cells,
        };
        let (sku, parent) = (row.cell(Role::Sku).to_owned(), row.cell(Role::Parent).to_owned());
        let kind = row.cell(Role::Type).to_lowercase();
        let kinds: Vec<&str> = kind.split(',').map(str::trim).collect();
        let mut product = Product::new("", "");
        let fault = self.facts(&row, &mut product).err();
        let pieces = pieces(&row);
        let published = !matches!(row.cell(Role::Published), "0" | "-1" | "no" | "false");
        if kinds.contains(&"variation") || (kind.is_empty() && !parent.is_empty()) {
            self.variations.push(Variation {
                line,
                parent,
                sku,
                product,
                published,
                pieces,
                fault,
            });
            return;
        }
        let id = row.cell(Role::Id);
        let mut fault = fault.or_else(|| self.product_facts(&row, &mut product).err());
        product.id.0 = if id.is_empty() { sku.clone() } else { id.to_owned() };
        let gtin = row.cell(Role::Gtin);
        product
            .skus
            .extend([sku.as_str(), gtin].into_iter().map(str::to_owned));
        product.skus.retain(|sku| !sku.is_empty() && *sku != product.id.0);
        fault = fault.or_else(|| attributes::fill_empty(&self.others, &mut product, cells).err());
        fault = fault.or_else(|| self.chosen.fill(&mut product, cells).err());
        if product.id.0.is_empty() {
            let reason = "the row has neither an ID nor a SKU; give every product one".to_owned();
            return collected.reject(Some(line), None, reason);
        }
        let variable = kinds.iter().any(|kind| kind.starts_with("variable"));
        let mut stock = Stock::default();
        if !variable {
            stock.add(pieces.0, pieces.1);
        }
        for name in [format!("id:{id}"), sku] {
            if !name.is_empty() && name != "id:" {
                self.by_name.entry(name).or_insert(self.open.len());
            }
        }
        self.open.push(Open {
            line,
            product,
            published,
            stock,
            grouped: split(row.cell(Role::Grouped)),
            variable,
            fault,
        });
    }

    /// What rows of both kinds say: attributes, price and picture.
    fn facts(&self, row: &Row<'_>, product: &mut Product) -> Result<(), String> {
        for number in 1..=self.attributes {
            let values = split(row.cell(Role::AttributeValues(number)));
            attributes::put(row.cell(Role::AttributeName(number)), &values, product);
        }
        product.image = split(row.cell(Role::Images)).into_iter().next();
        // A lower price that is empty means that there is none.
        for role in [Role::Price, Role::SalePrice] {
            if !row.cell(role).is_empty() {
                attributes::lowest(product, values::money(row.cell(role))?);
            }
        }
        Ok(())
    }

    /// What only the row of a product says.
    fn product_facts(&self, row: &Row<'_>, product: &mut Product) -> Result<(), String> {
        product.title = html::plain(row.cell(Role::Name));
        let description = match row.cell(Role::Description) {
            "" => row.cell(Role::ShortDescription),
            description => description,
        };
        product.description = html::plain(&description.replace("\\n", "\n").replace("\\,", ","));
        let brand = split(row.cell(Role::Brands)).into_iter().next();
        product.brand = brand.unwrap_or_else(|| std::mem::take(&mut product.brand));
        let tags = split(row.cell(Role::Tags));
        let categories: Vec<Vec<String>> = split(row.cell(Role::Categories))
            .iter()
            .map(|category| path(&html::plain(category)))
            .filter(|path| !path.is_empty())
            .collect();
        let own = std::mem::take(&mut product.gender);
        let words: Vec<String> = tags.iter().chain(categories.iter().flatten()).cloned().collect();
        product.gender = attributes::gender_of(&own, &words);
        let more = categorise(product, categories);
        let attributes = std::mem::take(&mut product.tags);
        product.tags = values::unique(tags.into_iter().chain(more).chain(attributes));
        Ok(())
    }

    /// Folds the variations into their parents and adds the products, in the order of their rows.
    pub fn finish(mut self, collected: &mut Collected) {
        for variation in std::mem::take(&mut self.variations) {
            self.fold(variation, collected);
        }
        let prices: Vec<(Option<f64>, String)> = self
            .open
            .iter()
            .map(|open| (open.product.price, open.product.currency.clone()))
            .collect();
        for mut open in self.open {
            // A group costs what the cheapest of its products costs.
            let members = open
                .grouped
                .iter()
                .filter_map(|name| self.by_name.get(&unspaced(name)));
            for (price, currency) in members.filter_map(|at| prices.get(*at)) {
                if let Some(price) = price.filter(|price| open.product.price.is_none_or(|have| *price < have))
                {
                    open.product.price = Some(price);
                    open.product.currency.clone_from(currency);
                }
            }
            open.product.stock = open.stock.total();
            let id = Some(open.product.id.0.clone());
            if let Some(reason) = open.fault {
                collected.reject(Some(open.line), id, reason);
            } else if !open.published {
                let reason =
                    "the product is not published; publish it in the shop and export it again".to_owned();
                collected.reject(Some(open.line), id, reason);
            } else {
                collected.add(open.line, open.product);
            }
        }
    }

    fn fold(&mut self, variation: Variation, collected: &mut Collected) {
        let parent = self.by_name.get(&unspaced(&variation.parent)).copied();
        let Some(open) = parent.and_then(|at| self.open.get_mut(at)) else {
            let name = &variation.parent;
            let reason = format!(
                "the product \"{name}\" that this row is a variation of is not in the table; export it too"
            );
            return collected.reject(Some(variation.line), Some(variation.sku), reason);
        };
        if let Some(reason) = variation.fault {
            return collected.reject(Some(variation.line), Some(variation.sku), reason);
        }
        if !variation.published {
            return;
        }
        let (product, own) = (&mut open.product, variation.product);
        for (list, more) in [
            (&mut product.colours, own.colours),
            (&mut product.sizes, own.sizes),
            (&mut product.tags, own.tags),
        ] {
            let all = std::mem::take(list);
            *list = values::unique(all.into_iter().chain(more));
        }
        if let Some(amount) = own.price {
            let currency = None;
            // The price of a variable product's own row is a leftover that no customer sees.
            attributes::lowest(product, values::Money { amount, currency });
            if product.currency.is_empty() {
                product.currency = own.currency;
            }
        }
        if product.image.is_none() {
            product.image = own.image;
        }
        if !variation.sku.is_empty() && variation.sku != product.id.0 {
            product.skus = values::unique(
                std::mem::take(&mut product.skus)
                    .into_iter()
                    .chain([variation.sku]),
            );
        }
        if open.variable {
            open.stock.add(variation.pieces.0, variation.pieces.1);
        }
    }
}

/// Pieces of a row, and whether it is sold beyond them. `In stock?` is 1, 0 or `backorder`; `Stock` is empty, or the
/// word `parent`, where nobody counts.
fn pieces(row: &Row<'_>) -> (Option<i64>, bool) {
    let in_stock = row.cell(Role::InStock).to_lowercase();
    let counted = values::stock(row.cell(Role::Pieces)).ok();
    match in_stock.as_str() {
        "0" | "no" | "false" | "outofstock" => (Some(0), false),
        "" => (counted, false),
        _ => (counted, true),
    }
}

/// Puts the deepest of the paths into the product's categories and answers with the ends of the others.
fn categorise(product: &mut Product, categories: Vec<Vec<String>>) -> Vec<String> {
    let deepest = categories.iter().map(Vec::len).max().unwrap_or(0);
    let Some(main) = categories.iter().find(|path| path.len() == deepest).cloned() else {
        return Vec::new();
    };
    let mut parts = main.iter();
    product.category = parts.next().cloned().unwrap_or_default();
    product.subcategory = parts.next().cloned().unwrap_or_default();
    product.kind = parts.next_back().cloned().unwrap_or_default();
    let others = categories.into_iter().filter_map(|mut path| path.pop());
    others
        .filter(|end| !main.contains(end) && values::gender(end).is_none())
        .collect()
}

/// The parts of a cell that commas separate. A comma that belongs to a part has a backslash in front.
fn split(cell: &str) -> Vec<String> {
    if cell.contains(UNIT) {
        return values::list(cell);
    }
    let mut parts = vec![String::new()];
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, parts.last_mut()) {
            ('\\', Some(part)) if chars.peek() == Some(&',') => part.extend(chars.next()),
            (',', _) => parts.push(String::new()),
            (c, Some(part)) => part.push(c),
            (_, None) => {}
        }
    }
    let trimmed = parts
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty());
    trimmed.map(str::to_owned).collect()
}

/// `id: 123` as `id:123`.
fn unspaced(name: &str) -> String {
    match name.trim().split_once(':') {
        Some(("id" | "ID", number)) => format!("id:{}", number.trim()),
        _ => name.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::table::tests::{document, table};

    const SHOP: &str = "\
ID,Type,SKU,Name,Published,Short description,Description,In stock?,Stock,Sale price,Regular price,Categories,Tags,Images,\
Parent,Grouped products,Attribute 1 name,Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s)
11,variation,HOOD-R,\"Hoodie - Red\",1,,,1,3,42,45,,,https://x.y/red.png,HOOD,,Colour,Red,Size,
10,variable,HOOD,Hoodie &amp; cap,1,Short,\"<b>Warm</b>\\nand soft\\, too\",1,,,,\"Clothing > Hoodies, Sale\",\"warm, women\",\
\"https://x.y/main.png, https://x.y/two.png\",,,Colour,\"Red, Navy\\, dark\",Size,\"S, M\"
12,variation,HOOD-B,\"Hoodie - Navy\",1,,,1,4,,44,,,,id:10,,Colour,\"Navy\\, dark\",Size,L
13,variation,HOOD-X,\"Hoodie - Gone\",1,,,0,,,40,,,,id:10,,Colour,Green,Size,L
20,\"simple, virtual\",CARD,Gift card,1,,,0,,,\"10,00\",Gifts,,,,,,,,
21,simple,SHOE,Shoe,0,,,1,,,50,Shoes,,,,,,,,
30,grouped,SET,Set,1,,,1,,,,Clothing,,,,\"HOOD, CARD\",,,,
40,external,EXT,Elsewhere,1,,,1,,,5,Clothing > Tops > Shirts,,,,,,,,
50,variation,LOST,Lost,1,,,1,,,5,,,,GONE,,,,,
";

    #[test]
    fn variations_are_folded_into_their_parents() {
        let (products, left_out) = table(SHOP, &[]);
        let ids: Vec<&str> = products.iter().map(|product| product.id.as_str()).collect();
        assert_eq!(ids, ["10", "20", "30", "40"], "in the order of their rows");
        let hoodie = &products[0];
        assert_eq!(hoodie.title, "Hoodie & cap");
        assert_eq!(
            hoodie.colours,
            ["Red", "Navy, dark", "Green"],
            "the parent's order first"
        );
        assert_eq!(hoodie.sizes, ["S", "M", "L"]);
        assert_eq!(hoodie.price, Some(40.0), "the cheapest variation's");
        assert_eq!(hoodie.stock, Some(7));
        assert_eq!(
            (hoodie.category.as_str(), hoodie.subcategory.as_str()),
            ("Clothing", "Hoodies")
        );
        assert_eq!(hoodie.tags, ["warm", "women", "Sale"]);
        assert_eq!(hoodie.gender, "Women");
        assert_eq!(hoodie.description, "Warm\nand soft, too");
        assert_eq!(hoodie.image.as_deref(), Some("https://x.y/main.png"));
        assert_eq!(hoodie.skus, ["HOOD", "HOOD-R", "HOOD-B", "HOOD-X"]);
        assert_eq!(products[1].stock, Some(0), "it is not in stock");
        assert_eq!(products[1].price, Some(10.0), "a decimal comma");
        assert_eq!(
            products[2].price,
            Some(10.0),
            "a group costs what its cheapest product costs"
        );
        assert_eq!(products[3].kind, "Shirts", "the finest category");
        assert_eq!(
            left_out.len(),
            2,
            "the hidden shoe and the lost variation: {left_out:?}"
        );
    }

    #[test]
    fn few_columns_and_no_ids_are_enough() {
        let (products, left_out) = table(
            "Name,SKU,Type,Regular price,Sale price,Parent,Attribute 1 name,Attribute 1 value(s)\n\
             Tee,TEE,variable,,,,pa_size,\"S, M\"\nTee,TEE-S,variation,12,9,TEE,pa_size,S\nCap,CAP,simple,5,,,,\n",
            &[],
        );
        assert!(left_out.is_empty(), "{left_out:?}");
        assert_eq!((products[0].id.as_str(), products[0].price), ("TEE", Some(9.0)));
        assert_eq!(products[0].sizes, ["S", "M"]);
        assert_eq!(products[1].id.as_str(), "CAP");
    }

    #[test]
    fn an_export_in_german_is_understood() {
        let (products, _) = table(
            "ID;Typ;Artikelnummer;Name;Veröffentlicht;Vorrätig?;Lager;Angebotspreis;Regulärer Preis;Kategorien;Bilder;\
             Übergeordnet;Attribut 1 Name;Attribut 1 Wert(e)\n\
             1;variable;K;Kleid;1;1;;;;Damen > Kleider;;;Farbe;Rot, Blau\n\
             2;variation;K-R;Kleid rot;1;1;5;;1.059,90;;;id:1;Farbe;Rot\n",
            &[],
        );
        assert_eq!(
            (products.len(), products[0].price, products[0].stock),
            (1, Some(1059.9), Some(5))
        );
        assert_eq!(
            (products[0].colours.len(), products[0].gender.as_str()),
            (2, "Women")
        );
    }

    #[test]
    fn a_cell_that_looks_like_a_formula_is_text() {
        let (products, _) = table(
            "ID,Type,Name,Regular price,Published\n1,simple,'=SUM(A1),5,1\n2,simple,@home,5,1\n",
            &[],
        );
        assert_eq!(products[0].title, "=SUM(A1)");
        assert_eq!(products[1].title, "@home");
    }

    #[test]
    fn what_the_shops_interface_answers_is_understood() {
        let (products, left_out) = document(
            r#"[{"id": 7, "name": "Tee", "type": "variable", "sku": "T", "price": "9.5", "regular_price": "", "sale_price": "",
                "tax_status": "taxable", "tax_class": "", "stock_quantity": null, "stock_status": "outofstock",
                "categories": [{"id": 1, "name": "Clothing"}, {"id": 2, "name": "Tees"}],
                "images": [{"id": 3, "src": "https://x.y/a,b.jpg"}, {"id": 4, "src": "https://x.y/c.jpg"}],
                "attributes": [{"id": 1, "name": "Color", "options": ["Red", "Blue"]}, {"name": "Size", "option": "M"}]}]"#,
        );
        assert!(left_out.is_empty(), "{left_out:?}");
        let tee = &products[0];
        assert_eq!((tee.id.as_str(), tee.price, tee.skus.len()), ("7", Some(9.5), 1));
        assert_eq!(tee.image.as_deref(), Some("https://x.y/a,b.jpg"));
        assert_eq!(
            (tee.colours.len(), tee.sizes.len(), tee.category.as_str()),
            (2, 1, "Clothing")
        );
    }

    #[test]
    fn a_comma_with_a_backslash_belongs_to_its_part() {
        assert_eq!(split("a, b\\, c ,,d"), ["a", "b, c", "d"]);
    }
}
