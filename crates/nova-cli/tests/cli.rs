//! The terminal program as others run it: its answers, its exit codes and its JSON lines, on the demo.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic, and says what it skips"
)]

mod common;

use common::{failure_of, json_of, stylenova};
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use std::sync::OnceLock;
use tempfile::TempDir;

fn demo() -> &'static Path {
    static DEMO: OnceLock<TempDir> = OnceLock::new();
    let folder = DEMO.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let done = json_of(folder.path(), &["import", &catalog().to_string_lossy()]);
        assert!(
            done["added"].as_u64().unwrap_or(0) >= 240,
            "the demo is large enough: {done}"
        );
        assert_eq!(done["quarantined"], 0, "and nothing of it is left out: {done}");
        folder
    });
    folder.path()
}

fn catalog() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog/catalog.csv")
}

/// Feeds lines to `rpc` and answers with its lines.
fn rpc(library: &Path, lines: &[String]) -> Vec<Value> {
    let mut child = stylenova(library)
        .arg("rpc")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("rpc runs");
    let mut input = child.stdin.take().expect("its input");
    for line in lines {
        writeln!(input, "{line}").expect("it listens");
    }
    drop(input);
    let output = child.wait_with_output().expect("it ends with its input");
    assert!(output.status.success(), "rpc ends well");
    let text = String::from_utf8(output.stdout).expect("text");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect()
}

#[test]
fn a_search_answers_with_the_fields_of_the_contract() {
    let answer = json_of(demo(), &["search", "red dress", "--limit", "5"]);
    assert_eq!(answer["model"], "nova-mini");
    assert_eq!(
        answer["hits"].as_array().map(Vec::len),
        Some(5),
        "as many as asked for"
    );
    assert!(answer["degraded"].is_null() && answer["took_ms"].is_number() && answer["total"].is_number());
    for field in [
        "id",
        "title",
        "score",
        "text_score",
        "image_score",
        "price",
        "image",
        "why",
    ] {
        assert!(answer["hits"][0].get(field).is_some(), "a hit has \"{field}\"");
    }
    let score = answer["hits"][0]["score"].as_f64().unwrap_or(-1.0);
    assert!((0.0..=1.0).contains(&score), "a score lies in 0..1: {score}");
    assert!(
        Path::new(answer["hits"][0]["image"].as_str().unwrap_or_default()).is_file(),
        "the picture is there"
    );
}

#[test]
fn a_photo_and_words_are_searched_together() {
    let first = json_of(demo(), &["search", "jeans", "--limit", "1"])["hits"][0].clone();
    let (id, image) = (
        first["id"].as_str().unwrap_or_default(),
        first["image"].as_str().unwrap_or_default(),
    );
    let by_photo = json_of(demo(), &["search", "--image", image]);
    assert_eq!(
        by_photo["hits"][0]["id"], id,
        "a picture finds its own product first"
    );
    let both = json_of(demo(), &["search", "jeans", "--image", image, "--mix", "0.5"]);
    assert!(both["hits"][0]["text_score"].is_number() && both["hits"][0]["image_score"].is_number());
    let similar = json_of(demo(), &["similar", id, "--limit", "3"]);
    assert!(
        similar["hits"]
            .as_array()
            .is_some_and(|hits| hits.iter().all(|hit| hit["id"] != id))
    );
    assert_eq!(
        json_of(demo(), &["show", id])["id"],
        id,
        "a product is shown with its fields"
    );
}

#[test]
fn filters_and_sorts_are_kept() {
    let filters = [
        "search",
        "--filter",
        "price<=90",
        "--filter",
        "in_stock=yes",
        "--sort",
        "price-desc",
        "--limit",
        "400",
    ];
    let answer = json_of(demo(), &filters);
    let prices: Vec<f64> = answer["hits"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|hit| hit["price"].as_f64())
        .collect();
    assert!(
        !prices.is_empty() && prices.iter().all(|price| *price <= 90.0),
        "none breaks the filter"
    );
    assert!(
        prices.windows(2).all(|pair| pair[0] >= pair[1]),
        "the dearest come first"
    );
}

#[test]
fn embeddings_are_unit_vectors_and_batches_equal_single_runs() {
    let single = json_of(demo(), &["embed", "--text", "red dress"]);
    let vector: Vec<f64> = single["vector"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_f64)
        .collect();
    assert_eq!(vector.len() as u64, single["dim"].as_u64().unwrap_or(0));
    assert!(
        (vector.iter().map(|x| x * x).sum::<f64>() - 1.0).abs() < 1e-4,
        "its length is one"
    );

    let folder = tempfile::tempdir().unwrap();
    let (list, out) = (folder.path().join("in.jsonl"), folder.path().join("out.npy"));
    std::fs::write(
        &list,
        "{\"text\": \"red dress\"}\n{\"image\": \"/nowhere.jpg\"}\nnot json\n",
    )
    .unwrap();
    let arguments = [
        "embed",
        "--batch",
        &list.to_string_lossy(),
        "--out",
        &out.to_string_lossy(),
    ];
    let done = json_of(demo(), &arguments);
    assert_eq!(done["rows"], 3, "each line is a row");
    let failed: Vec<&Value> = done["failed"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|failed| &failed["row"])
        .collect();
    assert_eq!(failed, [&json!(1), &json!(2)], "those that fail are listed");
    let bytes = std::fs::read(&out).unwrap();
    let numbers: Vec<f32> = bytes[bytes.len() - 3 * vector.len() * 4..]
        .as_chunks::<4>()
        .0
        .iter()
        .map(|four| f32::from_le_bytes(*four))
        .collect();
    let cosine: f64 = numbers.iter().zip(&vector).map(|(a, b)| f64::from(*a) * b).sum();
    assert!((cosine - 1.0).abs() < 1e-4, "the batch's row is the single one");
    assert!(
        numbers[vector.len()..].iter().all(|x| x.is_nan()),
        "a line that fails is not a number"
    );
}

#[test]
fn failures_are_json_with_a_code_and_a_hint_and_say_so_in_the_exit_code() {
    let (error, code) = failure_of(demo(), &["show", "no such id"]);
    assert_eq!((error["code"].as_str(), code), (Some("NotFound"), 1));
    assert!(
        error["hint"].as_str().is_some_and(|hint| !hint.is_empty()),
        "it says what to do"
    );
    let (error, code) = failure_of(demo(), &["search", "--filter", "fabric=silk"]);
    assert_eq!(code, 2, "a filter that cannot be read is wrong usage");
    assert!(
        error["message"]
            .as_str()
            .is_some_and(|text| text.contains("in_stock")),
        "it lists the fields"
    );
    assert_eq!(
        failure_of(demo(), &["search", ""]).1,
        2,
        "an empty query is wrong usage"
    );
    assert_eq!(
        failure_of(demo(), &["frobnicate"]).1,
        2,
        "an unknown command is wrong usage"
    );
    let (error, code) = failure_of(demo(), &["import", "/nowhere/shop.csv"]);
    assert_eq!((error["code"].as_str(), code), (Some("CatalogInvalid"), 1));
}

#[test]
fn an_empty_library_answers_with_nothing_and_is_not_made_by_looking() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("not there");
    let answer = json_of(&library, &["search", "red"]);
    assert_eq!(answer["total"], 0, "there is nothing to find");
    assert!(!library.exists(), "a search writes nothing");
    assert_eq!(
        json_of(&library, &["doctor"])["ok"],
        true,
        "a library that does not exist yet is no damage"
    );
}

#[test]
fn models_are_listed_with_what_identifies_them() {
    let models = json_of(demo(), &["model", "list"]);
    let mini = &models["models"][0];
    assert_eq!(
        (mini["name"].as_str(), mini["active"].as_bool()),
        (Some("nova-mini"), Some(true))
    );
    for field in ["dim", "size", "hash", "device"] {
        assert!(!mini[field].is_null(), "a model has \"{field}\"");
    }
}

#[test]
fn rpc_answers_every_line_and_survives_bad_ones() {
    let library = tempfile::tempdir().unwrap();
    let lines = [
        "this is no JSON".to_owned(),
        json!({"id": 1, "cmd": "stats"}).to_string(),
        json!({"id": "two", "cmd": "nonsense"}).to_string(),
        json!({"id": 3, "cmd": "search", "req": {"text": "red", "typo": 1}}).to_string(),
        json!({"id": 4}).to_string(),
        json!({"id": 5, "cmd": "search", "req": {"limit": 3}}).to_string(),
    ];
    let answers = rpc(library.path(), &lines);
    assert_eq!(answers.len(), lines.len(), "one answer a line");
    assert_eq!(
        answers[0]["err"]["code"], "InvalidInput",
        "what is no JSON is an error"
    );
    assert_eq!(answers[1]["res"]["products"], 0, "the library is empty");
    assert!(
        answers[2]["err"]["hint"]
            .as_str()
            .is_some_and(|hint| hint.contains("search")),
        "it lists the commands"
    );
    assert!(
        answers[3]["err"]["message"]
            .as_str()
            .is_some_and(|text| text.contains("typo")),
        "it names the field"
    );
    assert_eq!(
        (&answers[4]["id"], answers[4]["err"].is_object()),
        (&json!(4), true),
        "it keeps the id"
    );
    assert_eq!(answers[5]["res"]["total"], 0);
}

#[test]
fn a_dry_run_shows_what_an_import_would_do_and_does_nothing() {
    let library = tempfile::tempdir().unwrap();
    let table = library.path().join("shop.csv");
    std::fs::write(&table, "Artikelnummer;Farbe;Regal\n7;Rot;A\n7;Blau;B\n8;;C\n").unwrap();
    let source = table.to_string_lossy().into_owned();
    let arguments = ["import", source.as_str(), "--dry-run"];
    let shown = json_of(library.path(), &arguments);
    assert_eq!(
        (&shown["format"], &shown["delimiter"]),
        (&json!("csv"), &json!(";"))
    );
    assert_eq!(
        shown["columns"][1],
        json!({"header": "Farbe", "field": "colours", "samples": ["Rot", "Blau"]})
    );
    assert_eq!(shown["columns"][2]["field"], Value::Null);
    assert_eq!((&shown["added"], &shown["quarantined"]), (&json!(2), &json!(1)));
    let output = stylenova(library.path()).args(arguments).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        text.contains("colours") && text.contains("2 added"),
        "for people: {text}"
    );
    let mapped = json_of(
        library.path(),
        &[&arguments[..], &["--map", "brand=Regal"]].concat(),
    );
    assert_eq!(
        mapped["columns"][2]["field"],
        json!("brand"),
        "a chosen column wins"
    );
    let request = json!({"id": 1, "cmd": "import_preview", "req": {"source": table}}).to_string();
    let answer = &rpc(library.path(), &[request])[0];
    assert_eq!(
        answer["res"]["total"],
        json!(2),
        "the same by JSON lines: {answer}"
    );
    assert_eq!(
        rpc(library.path(), &[json!({"id": 2, "cmd": "stats"}).to_string()])[0]["res"]["products"],
        json!(0)
    );
}

#[test]
fn rpc_imports_with_events_and_is_cancelled_by_the_requests_id() {
    let library = tempfile::tempdir().unwrap();
    let import = json!({"id": "i", "cmd": "import", "req": {"source": catalog()}}).to_string();
    let answers = rpc(library.path(), std::slice::from_ref(&import));
    let events = answers
        .iter()
        .filter(|answer| answer["event"]["job"] == "i")
        .count();
    assert!(events >= 3, "it tells how far it is: {events} events");
    let last = answers.last().expect("it answers");
    assert!(
        last["res"]["added"].as_u64().is_some_and(|added| added >= 240),
        "and ends with its summary: {last}"
    );

    let library = tempfile::tempdir().unwrap();
    let cancel = json!({"id": "c", "cmd": "cancel", "req": {"job": "i"}}).to_string();
    // The import may not have begun when the first cancel comes, so many follow each other.
    let stats = json!({"id": "s", "cmd": "stats"}).to_string();
    let mut lines = vec![import];
    for _ in 0..400 {
        lines.extend([stats.clone(), cancel.clone()]);
    }
    let answers = rpc(library.path(), &lines);
    let reached = answers.iter().any(|answer| answer["res"]["cancelled"][0] == "i");
    let ended = answers
        .iter()
        .find(|answer| answer["id"] == "i" && answer.get("event").is_none())
        .expect("it ends");
    assert!(reached, "the import is known by the id of its request");
    assert_eq!(ended["err"]["code"], "Cancelled", "and stops: {ended}");
}

#[test]
fn what_pictures_show_is_measured_beside_chance() {
    let answer = json_of(demo(), &["eval", "infer"]);
    let figures = answer["figures"].as_array().expect("figures");
    let named = |name: &str| {
        let found = figures
            .iter()
            .find(|figure| figure["name"].as_str().is_some_and(|own| own.starts_with(name)));
        found.unwrap_or_else(|| panic!("there is a figure of {name}: {answer}"))
    };
    for name in [
        "colour, by pixels and model",
        "type, always",
        "category, where sure",
    ] {
        let figure = named(name);
        let number = |key: &str| figure[key].as_f64().expect("a number");
        assert!(
            number("value") > 2.0 * number("chance"),
            "far above chance: {figure}"
        );
        assert!(number("ceiling") <= 1.0 && number("coverage") <= 1.0, "{figure}");
    }
    let by = |name: &str| named(name)["value"].as_f64().expect("a number");
    assert!(
        by("colour, by the garment's pixels") > by("colour, by the mean of all pixels"),
        "looking at the garment tells more than looking at everything: {answer}"
    );
}

#[test]
fn show_says_what_was_seen_in_the_picture() {
    let folder = tempfile::tempdir().unwrap();
    let pictures = folder.path().join("pictures");
    std::fs::create_dir(&pictures).unwrap();
    let source = catalog().with_file_name("images").join("sn-0001.jpg");
    std::fs::copy(source, pictures.join("shirt.jpg")).unwrap();
    let library = folder.path().join("library");
    json_of(&library, &["import", &pictures.to_string_lossy()]);
    let product = json_of(&library, &["show", "shirt"]);
    assert!(
        product["inferred"]
            .as_array()
            .is_some_and(|fields| fields.contains(&json!("colours"))),
        "the fields are named: {product}"
    );
    let output = stylenova(&library).args(["show", "shirt"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let line = text
        .lines()
        .find(|line| line.starts_with("colours"))
        .expect("a line of colours");
    assert!(line.contains("seen in the picture"), "{line}");
    let line = text
        .lines()
        .find(|line| line.starts_with("title"))
        .expect("a line of the title");
    assert!(!line.contains("seen in the picture"), "{line}");
}
