//! WooCommerce's exports, in its languages, and what its interface answers.

use crate::support::{document, table};

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
