//! Products as a Shopify shop exports them: a row for each variant and each further picture, those of one product
//! under one handle, of which the first says what the product is. Both the older column names (`Handle`, `Variant
//! Price`, `Image Src`) and the newer ones (`URL handle`, `Price`, `Product image URL`) are known.
//! <https://help.shopify.com/en/manual/products/import-export/using-csv>

use crate::import::attributes::{self, Stock};
use crate::import::collected::Collected;
use crate::import::html;
use nova_domain::values::{self, path};
use nova_domain::{Column, ColumnMap, Product, ProductId, folded};
use std::collections::HashMap;

/// What a column of an export holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Role {
    Handle,
    Title,
    Body,
    Vendor,
    Category,
    Type,
    Tags,
    Published,
    Status,
    OptionName(usize),
    OptionValue(usize),
    Sku,
    Barcode,
    Tracker,
    Pieces,
    Policy,
    Price,
    Image,
    ImagePosition,
    VariantImage,
    GoogleCategory,
    GoogleGender,
}

fn role(header: &str) -> Option<Role> {
    let name = folded(header);
    if let Some((number, rest)) = name.strip_prefix("option").and_then(|rest| rest.split_once('_')) {
        let number = number
            .parse::<usize>()
            .ok()
            .filter(|number| (1..=3).contains(number))?;
        return match rest {
            "name" => Some(Role::OptionName(number - 1)),
            "value" => Some(Role::OptionValue(number - 1)),
            _ => None,
        };
    }
    Some(match name.as_str() {
        "handle" | "url_handle" => Role::Handle,
        "title" => Role::Title,
        "body_(html)" | "body_html" | "body" | "description" => Role::Body,
        "vendor" => Role::Vendor,
        "product_category" | "standardized_product_type" | "standard_product_type" => Role::Category,
        "type" | "product_type" | "custom_product_type" => Role::Type,
        "tags" => Role::Tags,
        "published" | "published_on_online_store" => Role::Published,
        "status" => Role::Status,
        "variant_sku" | "sku" => Role::Sku,
        "variant_barcode" | "barcode" => Role::Barcode,
        "variant_inventory_tracker" | "inventory_tracker" => Role::Tracker,
        "variant_inventory_qty" | "inventory_quantity" | "inventory_qty" => Role::Pieces,
        "variant_inventory_policy" | "inventory_policy" | "continue_selling_when_out_of_stock" => {
            Role::Policy
        }
        "variant_price" | "price" => Role::Price,
        "image_src" | "product_image_url" => Role::Image,
        "image_position" => Role::ImagePosition,
        "variant_image" | "variant_image_url" => Role::VariantImage,
        "google_shopping_/_google_product_category" => Role::GoogleCategory,
        "google_shopping_/_gender" => Role::GoogleGender,
        _ => return None,
    })
}

/// Whether a header is that of an export: a handle, and a column that no other system calls so.
pub(crate) fn is_export(header: &[String]) -> bool {
    let names: Vec<String> = header.iter().map(|name| folded(name)).collect();
    let own = |name: &String| {
        name.starts_with("variant_")
            || name.starts_with("google_shopping_/")
            || matches!(role(name), Some(Role::OptionName(_) | Role::OptionValue(_)))
            || matches!(
                name.as_str(),
                "body_(html)" | "body_html" | "image_src" | "product_image_url" | "published_on_online_store"
            )
    };
    names
        .iter()
        .any(|name| matches!(name.as_str(), "handle" | "url_handle"))
        && names.iter().any(own)
}

/// Puts the rows of an export together.
pub(crate) struct Shopify {
    roles: HashMap<Role, usize>,
    /// Columns that the user chose, and then those of the shop's own that are recognised.
    chosen: ColumnMap,
    others: ColumnMap,
    open: Vec<Open>,
    by_handle: HashMap<String, usize>,
    /// What the options are, by their number, for a preview.
    options: [Option<Column>; 3],
}

/// A product of which more rows may come.
struct Open {
    line: u64,
    product: Product,
    /// Whether a row has said what the product is.
    described: bool,
    names: [String; 3],
    published: Option<bool>,
    stock: Stock,
    /// Position among the pictures, and the picture.
    image: Option<(u32, String)>,
    variant_image: Option<String>,
    /// What is wrong with the product as a whole.
    fault: Option<String>,
}

impl Shopify {
    /// For a table with this header; `chosen` are the columns that the user named.
    pub fn new(header: &[String], chosen: ColumnMap) -> Shopify {
        let mut roles = HashMap::new();
        let mut rest = header.to_vec();
        for (at, name) in header.iter().enumerate() {
            if let Some(role) = role(name) {
                roles.entry(role).or_insert(at);
            }
            if role(name).is_some() || is_internal(name) {
                rest[at].clear();
            }
        }
        // A column that the user chose for the price or the pieces is summed up over the variants too.
        for (column, role) in [(Column::Price, Role::Price), (Column::Stock, Role::Pieces)] {
            if let Some(at) = chosen.index(column) {
                roles.insert(role, at);
            }
        }
        if chosen.has(Column::Stock) {
            roles.remove(&Role::Tracker);
        }
        Shopify {
            roles,
            chosen,
            others: ColumnMap::recognise(&rest, &[]).unwrap_or_default(),
            open: Vec::new(),
            by_handle: HashMap::new(),
            options: [None; 3],
        }
    }

    /// The field that a column fills.
    pub fn field(&self, at: usize) -> Option<Column> {
        let role = self
            .roles
            .iter()
            .find(|(_, have)| **have == at)
            .map(|(role, _)| *role);
        self.chosen.field(at).or_else(|| match role {
            None => self.others.field(at),
            Some(Role::Handle) => Some(Column::Id),
            Some(Role::Title) => Some(Column::Title),
            Some(Role::Body) => Some(Column::Description),
            Some(Role::Vendor) => Some(Column::Brand),
            Some(Role::Category | Role::GoogleCategory) => Some(Column::Category),
            Some(Role::Type) => Some(Column::Type),
            Some(Role::Tags) => Some(Column::Tags),
            Some(Role::OptionValue(number)) => self.options[number],
            Some(Role::Sku | Role::Barcode) => Some(Column::Skus),
            Some(Role::Pieces | Role::Tracker | Role::Policy) => Some(Column::Stock),
            Some(Role::Price) => Some(Column::Price),
            Some(Role::Image | Role::VariantImage) => Some(Column::Image),
            Some(Role::GoogleGender) => Some(Column::Gender),
            Some(Role::Published | Role::Status | Role::OptionName(_) | Role::ImagePosition) => None,
        })
    }

    /// Takes a row.
    pub fn row(&mut self, line: u64, cells: &[String], collected: &mut Collected) {
        let roles = &self.roles;
        let cell = |role: Role| -> &str {
            let cell = roles.get(&role).and_then(|at| cells.get(*at));
            cell.map_or("", |cell| cell.trim())
        };
        let handle = match (cell(Role::Handle), cell(Role::Title)) {
            ("", "") => {
                let reason = "the handle is empty; give the row the handle of its product".to_owned();
                return collected.reject(Some(line), None, reason);
            }
            // Shopify itself makes a handle of the title in this case.
            ("", title) => slug(title),
            (handle, _) => handle.to_owned(),
        };
        let at = *self.by_handle.entry(handle.clone()).or_insert_with(|| {
            self.open.push(Open {
                line,
                product: Product::new(&handle, ""),
                described: false,
                names: Default::default(),
                published: None,
                stock: Stock::default(),
                image: None,
                variant_image: None,
                fault: None,
            });
            self.open.len() - 1
        });
        let open = &mut self.open[at];
        let product = &mut open.product;
        if !open.described || (product.title.is_empty() && !cell(Role::Title).is_empty()) {
            open.described = true;
            product.title = html::plain(cell(Role::Title));
            product.description = html::plain(cell(Role::Body));
            product.brand = cell(Role::Vendor).to_owned();
            product.kind = cell(Role::Type).to_owned();
            product.tags = values::unique(values::words(&cell(Role::Tags).replace(';', ",")).into_iter());
            product.gender = attributes::gender_of(cell(Role::GoogleGender), &product.tags);
            let google = Some(cell(Role::GoogleCategory)).filter(|path| path.parse::<u64>().is_err());
            let category = Some(cell(Role::Category)).filter(|path| !path.is_empty());
            categorise(product, category.or(google).unwrap_or_default());
            open.published = published(cell(Role::Published), cell(Role::Status));
            let filled = attributes::fill_empty(&self.others, product, cells)
                .and_then(|()| self.chosen.fill(product, cells));
            open.fault = filled.err();
        }
        for number in 0..3 {
            let name = cell(Role::OptionName(number));
            if open.names[number].is_empty() {
                name.clone_into(&mut open.names[number]);
            }
            let value = cell(Role::OptionValue(number));
            let title_only = value == "Default Title" && open.names[number].to_lowercase() == "title";
            if !value.is_empty() && !title_only {
                let field = attributes::put(&open.names[number], &[value.to_owned()], product);
                self.options[number] = self.options[number].or(field);
            }
        }
        for role in [Role::Sku, Role::Barcode] {
            // A spreadsheet keeps the zeros of a barcode by an apostrophe in front of it.
            let sku = cell(role).trim_start_matches('\'');
            if !sku.is_empty() && sku != product.id.as_str() && !product.skus.iter().any(|have| have == sku) {
                product.skus.push(sku.to_owned());
            }
        }
        if !cell(Role::Price).is_empty() {
            match values::money(cell(Role::Price)) {
                Ok(money) => attributes::lowest(product, money),
                Err(reason) => collected.reject(Some(line), Some(handle), reason),
            }
        }
        if !cell(Role::Price).is_empty() || !cell(Role::Sku).is_empty() || !cell(Role::Pieces).is_empty() {
            let tracked = !roles.contains_key(&Role::Tracker) || !cell(Role::Tracker).is_empty();
            let oversold = matches!(
                cell(Role::Policy).to_lowercase().as_str(),
                "continue" | "true" | "yes"
            );
            let pieces = Some(cell(Role::Pieces)).filter(|pieces| tracked && !pieces.is_empty());
            open.stock
                .add(pieces.and_then(|pieces| values::stock(pieces).ok()), oversold);
        }
        let image = cell(Role::Image);
        let position = cell(Role::ImagePosition).parse().unwrap_or(u32::MAX);
        if !image.is_empty() && open.image.as_ref().is_none_or(|(have, _)| position < *have) {
            open.image = Some((position, image.to_owned()));
        }
        if open.variant_image.is_none() && !cell(Role::VariantImage).is_empty() {
            open.variant_image = Some(cell(Role::VariantImage).to_owned());
        }
    }

    /// Adds the products, in the order of their first rows.
    pub fn finish(self, collected: &mut Collected) {
        for open in self.open {
            let mut product = open.product;
            let image = open.image.map(|(_, image)| image).or(open.variant_image);
            product.image = product.image.or(image);
            product.stock = open.stock.total();
            let id = Some(product.id.0.clone());
            if let Some(reason) = open.fault {
                collected.reject(Some(open.line), id, reason);
            } else if open.published == Some(false) {
                let reason =
                    "the product is not published; publish it in the shop and export it again".to_owned();
                collected.reject(Some(open.line), id, reason);
            } else {
                collected.add(open.line, product);
            }
        }
    }
}

/// Columns about the shop and not about the garment, whose names would otherwise be taken for a garment's.
fn is_internal(name: &str) -> bool {
    let name = folded(name);
    name.contains('/')
        || name.starts_with("variant_")
        || name.starts_with("seo_")
        || name.starts_with("image_")
        || name.starts_with("option")
        || matches!(
            name.as_str(),
            "id" | "command" | "gift_card" | "cost_per_item" | "compare_at_price" | "url"
        )
}

/// Takes apart a path of Shopify's or Google's taxonomy, `Apparel & Accessories > Clothing > Shirts & Tops`, of which the
/// root says nothing in a shop of garments.
fn categorise(product: &mut Product, category: &str) {
    let mut parts = path(category);
    if parts.len() > 1 && parts[0].eq_ignore_ascii_case("Apparel & Accessories") {
        parts.remove(0);
    }
    let mut parts = parts.into_iter();
    product.category = parts.next().unwrap_or_default();
    product.subcategory = parts.next().unwrap_or_default();
    if let (true, Some(finest)) = (product.kind.is_empty(), parts.next_back()) {
        product.kind = finest;
    }
}

fn published(published: &str, status: &str) -> Option<bool> {
    match status.to_lowercase().as_str() {
        "draft" | "archived" => return Some(false),
        _ => {}
    }
    match published.to_lowercase().as_str() {
        "false" | "no" | "0" => Some(false),
        "" => None,
        _ => Some(true),
    }
}

/// A handle as Shopify makes it of a title.
fn slug(title: &str) -> String {
    let lower = title.to_lowercase();
    let words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    ProductId(words.collect::<Vec<_>>().join("-")).0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::table::tests::table;

    fn read(csv: &str) -> (Vec<Product>, Vec<String>) {
        table(csv, &[])
    }

    const TWO: &str = "\
Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,\
Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Image Src,Image Position,\
Google Shopping / Gender,Price / International,Status
dress,Wrap dress,<p>Soft &amp; light</p>,Maren,Dresses,\"summer, party\",TRUE,Color,Midnight,Size,S,D-1,shopify,2,deny,79.90,\
https://cdn.shopify.com/a_925x.jpg?v=1,1,female,99,active
dress,,,,,,,,Midnight,,M,D-2,shopify,3,deny,69.90,,,,,
dress,,,,,,,,Blush,,M,D-3,shopify,-1,deny,79.90,https://cdn.shopify.com/b.jpg,2,,,
dress,,,,,,,,,,,,,,,,https://cdn.shopify.com/c.jpg,3,,,
hat,Hat,,Maren,Hats,,TRUE,Title,Default Title,,,H-1,,0,deny,20,,,,,active
old,Old coat,,Maren,Coats,,TRUE,Title,Default Title,,,,,0,deny,20,,,,,draft
";

    #[test]
    fn the_rows_of_a_handle_are_one_product() {
        let (products, left_out) = read(TWO);
        let dress = &products[0];
        assert_eq!(
            (dress.id.as_str(), dress.title.as_str(), dress.brand.as_str()),
            ("dress", "Wrap dress", "Maren")
        );
        assert_eq!((dress.kind.as_str(), dress.gender.as_str()), ("Dresses", "Women"));
        assert_eq!(dress.colours, ["Midnight", "Blush"]);
        assert_eq!(dress.sizes, ["S", "M"]);
        assert_eq!(
            dress.price,
            Some(69.9),
            "of the variants the cheapest, and not another market's"
        );
        assert_eq!(dress.stock, Some(5), "nothing is owed from a variant to another");
        assert_eq!(dress.tags, ["summer", "party"]);
        assert_eq!(dress.skus, ["D-1", "D-2", "D-3"]);
        assert_eq!(dress.description, "Soft & light");
        assert_eq!(
            dress.image.as_deref(),
            Some("https://cdn.shopify.com/a_925x.jpg?v=1")
        );
        let hat = &products[1];
        assert!(
            hat.sizes.is_empty() && hat.colours.is_empty(),
            "the only variant has no name"
        );
        assert_eq!(hat.stock, None, "its pieces are not counted");
        assert_eq!(
            (products.len(), left_out.len()),
            (2, 1),
            "the draft is left out: {left_out:?}"
        );
        assert!(left_out[0].contains("not published"));
    }

    #[test]
    fn the_newer_column_names_mean_the_same() {
        let (products, left_out) = read(
            "Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,\
Option1 name,Option1 value,Option1 Linked To,Price,Inventory tracker,Inventory quantity,\
Continue selling when out of stock,Product image URL,Image position,Variant image URL,\
Color (product.metafields.shopify.color-pattern)\n\
Boots,boots,Warm,Odile,Apparel & Accessories > Shoes > Boots,,winter,TRUE,Active,B-40,Shoe size,40,,\"120,50\",shopify,0,\
DENY,,,https://x.y/v.jpg,brown; tan\n\
,boots,,,,,,,,B-41,,41,,\"110,50\",shopify,4,DENY,,,,\n",
        );
        assert!(left_out.is_empty(), "{left_out:?}");
        let boots = &products[0];
        assert_eq!(
            (boots.category.as_str(), boots.subcategory.as_str()),
            ("Shoes", "Boots")
        );
        assert_eq!(
            (boots.sizes.as_slice(), boots.stock),
            (&["40".to_owned(), "41".to_owned()][..], Some(4))
        );
        assert_eq!(boots.price, Some(110.5), "a decimal comma");
        assert_eq!(boots.colours, ["brown", "tan"], "of the shop's own field");
        assert_eq!(
            boots.image.as_deref(),
            Some("https://x.y/v.jpg"),
            "a variant's picture where there is no other"
        );
    }

    #[test]
    fn few_columns_in_any_order_are_enough() {
        let (products, _) =
            read("Variant Price,Handle,Title,Option1 Value,Option1 Name\n5,a,A,S,Size\n4,a,,M,\n6,b,B,,\n");
        assert_eq!(products.len(), 2);
        assert_eq!((products[0].price, products[0].sizes.len()), (Some(4.0), 2));
    }

    #[test]
    fn a_variant_that_cannot_be_read_does_not_cost_the_product() {
        let (products, left_out) = read("Handle,Title,Variant Price\na,A,x\na,,7\n,,3\n");
        assert_eq!((products.len(), products[0].price), (1, Some(7.0)));
        assert_eq!(
            left_out.len(),
            2,
            "the price, and the row without a handle: {left_out:?}"
        );
    }

    #[test]
    fn a_chosen_column_wins() {
        let (products, _) = table(
            "Handle,Title,Variant Price,Price / International\na,A,5,9\na,,4,8\n",
            &[(Column::Price, "Price / International".to_owned())],
        );
        assert_eq!(products[0].price, Some(8.0));
    }

    #[test]
    fn other_tables_are_not_taken_for_an_export() {
        let header = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert!(
            !is_export(&header(&["handle", "title", "price"])),
            "a handle alone is an id"
        );
        assert!(is_export(&header(&["Title", "URL handle", "Option1 name"])));
        assert!(!is_export(&header(&["id", "image_src"])));
    }
}
