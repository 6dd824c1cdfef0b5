//! Shopify's exports, older and newer.

use crate::support::table;
use nova_domain::Product;
use nova_tables::Column;

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
        &[(Some(Column::Price), "Price / International".to_owned())],
    );
    assert_eq!(products[0].price, Some(8.0));
}
