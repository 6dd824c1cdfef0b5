//! What happens to files on their way, one thing at a time and to each file: another delimiter, another encoding, a cut.

use crate::support::{cases, rewritten, understood};
use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};
use nova_domain::Product;
use nova_tables::Table;
use std::path::Path;

fn written(path: &Path, bytes: &[u8]) -> Result<Table, nova_tables::Problem> {
    std::fs::write(path, bytes).unwrap();
    understood(path, &[])
}

/// Whether two readings are alike, told of `what`.
fn compare(what: &str, before: &[Product], after: &[Product], wrong: &mut Vec<String>) {
    let differs = before.iter().zip(after).find(|(one, other)| one != other);
    if before.len() != after.len() || differs.is_some() {
        wrong.push(format!("{what}: {} products, {differs:?}", after.len()));
    }
}

#[test]
fn another_delimiter_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.csv");
    let (mut compared, mut wrong) = (0, Vec::new());
    for (name, rows) in rewritten() {
        let read = |delimiter: u8| {
            let mut writer = csv::WriterBuilder::new()
                .flexible(true)
                .delimiter(delimiter)
                .from_path(&path)
                .unwrap();
            rows.iter().for_each(|row| writer.write_record(row).unwrap());
            writer.flush().unwrap();
            understood(&path, &[]).unwrap().products
        };
        let before = read(b',');
        for delimiter in [b';', b'\t', b'|'] {
            compared += 1;
            let what = format!("{name} by {:?}", char::from(delimiter));
            compare(&what, &before, &read(delimiter), &mut wrong);
        }
    }
    assert!(compared > 200, "only {compared}");
    assert!(
        wrong.is_empty(),
        "{} of {compared}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn another_encoding_changes_nothing() {
    const LEGACY: [&Encoding; 7] = [
        WINDOWS_1252,
        WINDOWS_1250,
        WINDOWS_1251,
        SHIFT_JIS,
        EUC_KR,
        GB18030,
        BIG5,
    ];
    const LETTERS: usize = 12;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.csv");
    let (mut compared, mut legacy, mut wrong) = (0, 0, Vec::new());
    for (name, rows) in rewritten() {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let before = written(&path, text.as_bytes()).unwrap().products;
        let wide = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            std::iter::once('\u{feff}')
                .chain(text.chars())
                .flat_map(|c| c.encode_utf16(&mut [0; 2]).to_vec())
                .flat_map(bytes)
                .collect()
        };
        let mut encoded = vec![
            ("UTF-8 with its mark", [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
            ("UTF-16LE", wide(u16::to_le_bytes)),
            ("UTF-16BE", wide(u16::to_be_bytes)),
        ];
        // The encoding that people of that language have. It is guessed by the letters, so there must be some.
        let telling = text.chars().filter(|c| !c.is_ascii()).count() >= LETTERS;
        let own = LEGACY.iter().find_map(|encoding| {
            let (bytes, _, lost) = encoding.encode(&text);
            (!lost && telling).then(|| (encoding.name(), bytes.into_owned()))
        });
        legacy += usize::from(own.is_some());
        encoded.extend(own);
        for (encoding, bytes) in encoded {
            compared += 1;
            let what = format!("{name} in {encoding}");
            compare(
                &what,
                &before,
                &written(&path, &bytes).unwrap().products,
                &mut wrong,
            );
        }
    }
    assert!(
        compared > 250 && legacy >= 20,
        "only {compared}, {legacy} of them in old encodings"
    );
    assert!(
        wrong.is_empty(),
        "{} of {compared}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_file_that_is_cut_anywhere_is_read_as_far_as_it_goes_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (mut read, mut refused) = (0, 0);
    for (ending, bytes) in cases() {
        let path = folder.path().join(format!("shop.{ending}"));
        for part in 1..16 {
            match written(&path, &bytes[..bytes.len() * part / 16]) {
                Ok(_) => read += 1,
                Err(problem) => {
                    refused += 1;
                    assert!(problem.to_string().len() > 20, "it says what is wrong: {problem}");
                }
            }
        }
    }
    assert!(read > 500, "{read} were read, {refused} refused");
}

/// Rows of a table of 400 products in five sizes each.
fn shop() -> String {
    let mut text =
        "Handle,Title,Vendor,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty\n"
            .to_owned();
    for product in 0..400 {
        for size in ["XS", "S", "M", "L", "XL"] {
            let title = if size == "XS" {
                format!("\"Coat, no. {product}\"")
            } else {
                String::new()
            };
            text.push_str(&format!(
                "coat-{product},{title},Maren,Size,{size},C{product}-{size},{product}.50,2\n"
            ));
        }
    }
    text
}

#[test]
fn products_before_a_cut_are_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.csv");
    let text = shop();
    let whole = written(&path, text.as_bytes()).unwrap().products;
    assert_eq!(whole.len(), 400);
    for at in (text.len() / 2..text.len()).step_by(611) {
        let Ok(table) = written(&path, &text.as_bytes()[..at]) else {
            // Within quotation marks nobody knows where the row ends.
            assert!(
                text[..at].matches('"').count() % 2 == 1,
                "a cut at {at} is refused"
            );
            continue;
        };
        // The last product may lack sizes.
        let kept = &table.products[..table.products.len() - 1];
        assert!(kept.len() > 190, "{} products before {at}", kept.len());
        assert_eq!(kept, &whole[..kept.len()], "before {at}");
    }
}

#[test]
fn what_is_no_picture_and_no_place_is_no_picture() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.csv");
    let long = format!("https://x.example/{}.jpg", "a".repeat(10_000));
    for (cell, expected) in [
        (long.as_str(), None),
        ("javascript:alert(1)", None),
        ("JavaScript:alert(1)", None),
        (" javascript:alert(1) ", None),
        ("data:text/html;base64,AAAA", None),
        (
            "https://x.example/a.jpg, javascript:alert(1)",
            Some("https://x.example/a.jpg"),
        ),
        // These stay as the shop wrote them; what downloads pictures refuses them.
        ("file:///etc/passwd", Some("file:///etc/passwd")),
        ("ftp://x.example/a.jpg", Some("ftp://x.example/a.jpg")),
    ] {
        let table = written(&path, format!("id,title,image\n1,Coat,\"{cell}\"\n").as_bytes()).unwrap();
        assert_eq!(table.products[0].image.as_deref(), expected, "{cell:.40}");
        assert!(table.products[0].views.is_empty(), "{cell:.40}");
    }
}

#[test]
fn a_table_of_a_million_rows_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.csv");
    let mut text = "handle,title,option1 name,option1 value,price\n".to_owned();
    for row in 0..1_000_000 {
        text.push_str(&format!("c{},Coat,Size,{},5\n", row / 10, 30 + row % 10));
    }
    let table = written(&path, text.as_bytes()).unwrap();
    assert_eq!(
        (
            table.rows,
            table.products.len(),
            table.products[99_999].sizes.len()
        ),
        (1_000_000, 100_000, 10)
    );
}
