//! Models from the terminal: added, used, checked and removed; and refused where they are broken.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod cancelled;
#[path = "../common/mod.rs"]
mod common;
mod download;
mod hub;

use common::{failure_of, json_of};
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A random-weight CLIP small enough to be committed.
fn tiny_clip() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/tiny-clip")
}

/// A library with a catalogue of a few pictures.
fn library() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let pictures = folder.path().join("pictures");
    fs::create_dir(&pictures).unwrap();
    let images = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog/images");
    for number in 1..=6 {
        let name = format!("sn-{number:04}.jpg");
        fs::copy(images.join(&name), pictures.join(&name)).unwrap();
    }
    json_of(folder.path(), &["import", &pictures.to_string_lossy()]);
    folder
}

fn copy_of_tiny_clip(parent: &Path) -> PathBuf {
    let folder = parent.join("copy");
    fs::create_dir(&folder).unwrap();
    for entry in fs::read_dir(tiny_clip()).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
    }
    folder
}

fn names(models: &Value) -> Vec<&str> {
    let models = models["models"].as_array().expect("a list of models");
    models.iter().filter_map(|model| model["name"].as_str()).collect()
}

#[test]
fn a_model_is_added_used_and_removed_again() {
    let library = library();
    let folder = library.path();
    let added = json_of(folder, &["model", "add", &tiny_clip().to_string_lossy()]);
    assert_eq!(added["model"]["name"], "tiny-clip");
    assert_eq!(added["model"]["active"], false, "it is there and not used yet");
    for field in ["family", "dim", "size", "hash", "device"] {
        assert!(!added["model"][field].is_null(), "{field} is told: {added}");
    }

    let used = json_of(folder, &["model", "use", "tiny-clip"]);
    assert_eq!(used["images"], 6, "each picture is embedded anew: {used}");
    let found = json_of(folder, &["search", "red dress", "--limit", "3"]);
    assert_eq!(found["model"], "tiny-clip", "searches use it");
    assert_eq!(
        found["hits"].as_array().map(Vec::len),
        Some(3),
        "and find: {found}"
    );
    let again = json_of(folder, &["model", "use", "tiny-clip"]);
    assert_eq!(again["images"], 0, "what is embedded stays so");

    let (error, code) = failure_of(folder, &["model", "remove", "tiny-clip"]);
    assert_eq!(
        (error["code"].as_str(), code),
        (Some("InvalidInput"), 2),
        "not while it is used: {error}"
    );
    let back = json_of(folder, &["model", "use", "nova-mini"]);
    assert_eq!(back["images"], 0, "the old embeddings were kept");
    let left = json_of(folder, &["model", "remove", "tiny-clip"]);
    assert_eq!(names(&left), ["nova-mini"], "it is gone");
    let found = json_of(folder, &["search", "red dress"]);
    assert_eq!(found["model"], "nova-mini");
    assert!(found["degraded"].is_null(), "all is as before: {found}");
    let (error, _) = failure_of(folder, &["model", "remove", "nova-mini"]);
    assert!(
        error["message"].as_str().unwrap().contains("ships with"),
        "the built-in model stays: {error}"
    );
}

#[test]
fn a_model_of_every_kind_of_folder_is_added_used_searched_and_removed() {
    let library = library();
    let folder = library.path();
    for (name, dim) in [
        ("tiny-open-clip", 24),
        ("tiny-open-siglip", 48),
        ("tiny-siglip2", 32),
    ] {
        let source = tiny_clip().with_file_name(name);
        let added = json_of(folder, &["model", "add", &source.to_string_lossy()]);
        assert_eq!(added["model"]["dim"], dim, "{added}");
        assert_eq!(
            json_of(folder, &["model", "use", name])["images"],
            6,
            "{name} embeds each picture"
        );
        let found = json_of(folder, &["search", "red dress", "--limit", "3"]);
        assert_eq!(found["model"], name);
        assert_eq!(found["hits"].as_array().map(Vec::len), Some(3), "{found}");
        json_of(folder, &["model", "verify", name]);
        json_of(folder, &["model", "use", "nova-mini"]);
        assert_eq!(names(&json_of(folder, &["model", "remove", name])), ["nova-mini"]);
    }
}

#[test]
fn a_zip_of_a_model_is_added_as_its_folder_is_and_a_cut_one_is_refused() {
    let library = tempfile::tempdir().unwrap();
    let file = library.path().join("stick.zip");
    let mut archive = zip::ZipWriter::new(fs::File::create(&file).unwrap());
    for entry in fs::read_dir(tiny_clip().with_file_name("tiny-open-clip")).unwrap() {
        let entry = entry.unwrap();
        let name = format!("a model/{}", entry.file_name().to_string_lossy());
        archive
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        archive.write_all(&fs::read(entry.path()).unwrap()).unwrap();
    }
    archive.finish().unwrap();
    let library = library.path();
    let source = file.to_string_lossy().into_owned();
    let added = json_of(library, &["model", "add", &source]);
    assert_eq!(added["model"]["name"], "stick", "by the file's name: {added}");
    assert_eq!(added["model"]["family"], "clip");

    let whole = fs::read(&file).unwrap();
    fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let (error, _) = failure_of(library, &["model", "add", &source, "--name", "half"]);
    assert!(
        error["message"].as_str().unwrap().contains("cannot be unpacked"),
        "{error}"
    );
    assert_eq!(
        names(&json_of(library, &["model", "list"])).len(),
        2,
        "nothing is left of it"
    );
}

#[test]
fn a_broken_model_is_refused_by_name_of_its_fault_and_leaves_nothing_behind() {
    let library = tempfile::tempdir().unwrap();
    type Fault = (&'static str, fn(&Path), &'static str);
    let faults: [Fault; 6] = [
        (
            "a missing file",
            |dir| fs::remove_file(dir.join("tokenizer.json")).unwrap(),
            "tokenizer.json",
        ),
        (
            "a truncated file",
            |dir| truncate(&dir.join("model.safetensors")),
            "bytes",
        ),
        ("a missing tensor", |dir| rename_tensor(dir), "no tensor"),
        ("a wrong shape", |dir| set(dir, "projection_dim", 48), "shape"),
        (
            "a pickle",
            |dir| fs::write(dir.join("model.safetensors"), b"PK\x03\x04 and more bytes").unwrap(),
            "pickle",
        ),
        (
            "another architecture",
            |dir| set(dir, "model_type", "bert"),
            "bert",
        ),
    ];
    for (what, breaks, told) in faults {
        let parent = tempfile::tempdir().unwrap();
        let folder = copy_of_tiny_clip(parent.path());
        breaks(&folder);
        let (error, code) = failure_of(library.path(), &["model", "add", &folder.to_string_lossy()]);
        assert_eq!(code, 1, "{what}: {error}");
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(told), "{what} is told as such: {message}");
        assert!(
            !error["hint"].as_str().unwrap().is_empty(),
            "{what} comes with advice"
        );
    }
    let models = json_of(library.path(), &["model", "list"]);
    assert_eq!(names(&models), ["nova-mini"], "none of them was taken in");
}

#[test]
fn what_says_how_sentences_are_filled_up_comes_along() {
    let library = library();
    let source = tempfile::tempdir().unwrap();
    let folder = copy_of_tiny_clip(source.path());
    let settings = r#"{"pad_token": "<|endoftext|>"}"#;
    fs::write(folder.join("tokenizer_config.json"), settings).unwrap();
    let added = ["model", "add", &folder.to_string_lossy(), "--name", "padded"];
    json_of(library.path(), &added);
    let taken_in = library.path().join("models/padded/tokenizer_config.json");
    assert_eq!(
        fs::read_to_string(taken_in).unwrap(),
        settings,
        "the file is taken in unchanged"
    );
}

#[test]
fn a_model_that_changed_after_it_was_added_is_found_out() {
    let library = tempfile::tempdir().unwrap();
    json_of(
        library.path(),
        &["model", "add", &tiny_clip().to_string_lossy(), "--name", "mine"],
    );
    let sound = json_of(library.path(), &["model", "verify", "mine"]);
    assert_eq!(
        (&sound["ok"], &sound["models"][0]["name"]),
        (&true.into(), &"mine".into())
    );
    let file = library.path().join("models/mine/preprocessor_config.json");
    let changed = fs::read_to_string(&file).unwrap() + "\n";
    fs::write(&file, changed).unwrap();
    let output = common::run(library.path(), &["--json", "model", "verify", "mine"]);
    let verdict: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(verdict["ok"], false, "{verdict}");
    assert!(
        verdict["models"][0]["detail"]
            .as_str()
            .unwrap()
            .contains("changed"),
        "it says what is wrong: {verdict}"
    );
    assert_eq!(output.status.code(), Some(1), "scripts see it too");
}

#[cfg(unix)]
#[test]
fn a_linked_model_stays_where_it_is_and_only_the_link_is_removed() {
    let parent = tempfile::tempdir().unwrap();
    let folder = copy_of_tiny_clip(parent.path());
    let library = tempfile::tempdir().unwrap();
    let source = folder.to_string_lossy().into_owned();
    json_of(
        library.path(),
        &["model", "add", &source, "--link", "--name", "linked"],
    );
    let entry = library.path().join("models/linked");
    assert!(entry.is_symlink(), "nothing was copied");
    json_of(library.path(), &["model", "remove", "linked"]);
    assert!(
        !entry.is_symlink() && folder.join("config.json").is_file(),
        "the user's own files stay"
    );
}

#[test]
fn names_that_are_taken_or_no_names_are_refused() {
    let library = tempfile::tempdir().unwrap();
    let source = tiny_clip().to_string_lossy().into_owned();
    for name in ["nova-mini", "../up", ".hidden", "a/b", ""] {
        let (error, code) = failure_of(library.path(), &["model", "add", &source, "--name", name]);
        assert_eq!(
            (error["code"].as_str(), code),
            (Some("InvalidInput"), 2),
            "{name:?}: {error}"
        );
    }
    let (error, _) = failure_of(library.path(), &["model", "use", "nobody"]);
    assert_eq!(error["code"], "NotFound");
    assert!(
        error["hint"].as_str().unwrap().contains("nova-mini"),
        "it names those that are there: {error}"
    );
}

fn truncate(path: &Path) {
    let bytes = fs::read(path).unwrap();
    fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
}

/// Renames a tensor in the header of the weights, to a name of the same length.
fn rename_tensor(dir: &Path) {
    let path = dir.join("model.safetensors");
    let mut bytes = fs::read(&path).unwrap();
    let name = b"visual_projection.weight";
    let at = bytes
        .windows(name.len())
        .position(|window| window == name)
        .unwrap();
    bytes[at..at + name.len()].copy_from_slice(b"visual_projection.wreck!");
    fs::write(&path, bytes).unwrap();
}

fn set(dir: &Path, key: &str, value: impl Into<Value>) {
    let path = dir.join("config.json");
    let mut config: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    config[key] = value.into();
    fs::write(&path, config.to_string()).unwrap();
}
