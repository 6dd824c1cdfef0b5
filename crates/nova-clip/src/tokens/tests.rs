use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::*;

/// What the reference in Python made of texts, by `models/training/golden.py`.
#[derive(Deserialize)]
struct Golden {
    names: usize,
    /// Of the ids of the first `names` product names.
    digest: String,
    hard: Vec<Hard>,
}

#[derive(Deserialize)]
struct Hard {
    text: String,
    times: usize,
    ids: Vec<u32>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// For each model folder with golden ids, its tokenizer.
fn tokenizers() -> Vec<(String, Tokens, Golden)> {
    let json = fs::read(root().join("tests/golden/tokens.json")).unwrap();
    let golden: HashMap<String, Golden> = serde_json::from_slice(&json).unwrap();
    assert_eq!(golden.len(), 6, "one of each kind of folder");
    golden
        .into_iter()
        .map(|(name, golden)| {
            let (folder, context, vocabulary, clean) = match name.as_str() {
                "tiny-clip" => ("tests/golden/tiny-clip", 24, 610, Clean::Nothing),
                "tiny-siglip" => ("tests/golden/tiny-siglip", 16, 87, Clean::Nothing),
                "tiny-siglip2" => ("tests/golden/tiny-siglip2", 16, 415, Clean::Case),
                "tiny-open-clip" => ("tests/golden/tiny-open-clip", 24, 610, Clean::Lower),
                "tiny-open-siglip" => ("tests/golden/tiny-open-siglip", 16, 87, Clean::Canonical),
                "nova-mini" => ("models/nova-mini", 64, 30522, Clean::Nothing),
                other => panic!("{other} is not known"),
            };
            let json = fs::read(root().join(folder).join("tokenizer.json")).unwrap();
            (
                name,
                Tokens::from_json(&json, context, vocabulary)
                    .unwrap()
                    .cleaned(clean),
                golden,
            )
        })
        .collect()
}

#[test]
fn hard_texts_give_the_references_tokens() {
    for (name, tokens, golden) in tokenizers() {
        assert!(
            golden
                .hard
                .iter()
                .any(|hard| hard.times * hard.text.len() >= 100_000)
        );
        for Hard { text, times, ids } in golden.hard {
            let found = tokens.encode(&text.repeat(times)).unwrap();
            assert_eq!(found, ids, "{name}: {text:?} × {times}");
        }
    }
}

#[test]
fn product_names_give_the_references_tokens() {
    let data =
        std::env::var_os("STYLENOVA_DATA").map_or_else(|| root().join("../shared/data"), PathBuf::from);
    let Ok(table) = fs::read_to_string(data.join("products.csv")) else {
        println!(
            "skipped: there is no products.csv in {}; set STYLENOVA_DATA",
            data.display()
        );
        return;
    };
    for (name, tokens, golden) in tokenizers() {
        let mut hash = Fnv(0xCBF2_9CE4_8422_2325);
        let mut names = 0;
        for line in table.lines().skip(1).take(golden.names) {
            let ids = tokens.encode(&second_field(line)).unwrap();
            hash.add(ids.len() as u32);
            ids.into_iter().for_each(|id| hash.add(id));
            names += 1;
        }
        assert_eq!(names, 10_000, "as many as the digest is of");
        assert_eq!(format!("{:016x}", hash.0), golden.digest, "{name}");
    }
}

/// FNV-1a, 64 bits.
struct Fnv(u64);

impl Fnv {
    fn add(&mut self, number: u32) {
        for byte in number.to_le_bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3);
        }
    }
}

/// The second field of a line of CSV, in quotes or not.
fn second_field(line: &str) -> String {
    let (_, rest) = line.split_once(',').unwrap();
    match rest.strip_prefix('"') {
        None => rest.split(',').next().unwrap_or_default().to_owned(),
        Some(quoted) => {
            let doubled = quoted.replace("\"\"", "\u{1}");
            doubled
                .split('"')
                .next()
                .unwrap_or_default()
                .replace('\u{1}', "\"")
        }
    }
}
