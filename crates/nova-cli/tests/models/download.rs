//! Downloads from a server on this machine that stands in for the hub.

use crate::common::{json_of, stylenova};
use crate::hub::{Hub, Mischief};
use crate::{copy_of_tiny_clip, tiny_clip};
use serde_json::Value;
use std::path::Path;
use std::process::Output;

const SOURCE: &str = "someone/tiny-clip";

fn add(library: &Path, hub: &Hub) -> Output {
    stylenova(library)
        .args(["--json", "model", "add", SOURCE])
        .env("HF_ENDPOINT", hub.endpoint())
        .env_remove("HF_TOKEN")
        .output()
        .expect("the program runs")
}

fn error_of(output: &Output) -> Value {
    assert!(!output.status.success(), "it must fail");
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let last = text.lines().last().unwrap_or_default();
    let value: Value = serde_json::from_str(last).unwrap_or_else(|error| panic!("{error}: {text}"));
    value["error"].clone()
}

fn assert_added(library: &Path, output: &Output) {
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{problem}");
    let added: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(added["model"]["name"], "tiny-clip");
    let verified = json_of(library, &["model", "verify", "tiny-clip"]);
    assert_eq!(verified["ok"], true, "what arrived is the model: {verified}");
    assert!(
        !library.join("models/.download").exists(),
        "no parts are left behind"
    );
}

#[test]
fn a_download_survives_connections_that_are_cut() {
    let hub = Hub::start(&tiny_clip(), Mischief::CutTwice);
    let library = tempfile::tempdir().unwrap();
    let output = add(library.path(), &hub);
    assert_added(library.path(), &output);
    let resumed = hub.resumed();
    assert!(
        resumed >= 1,
        "it went on where it was cut and did not begin anew: {resumed}"
    );
}

#[test]
fn what_the_hub_has_of_the_tokenizers_settings_comes_along_and_is_not_needed() {
    let source = tempfile::tempdir().unwrap();
    let folder = copy_of_tiny_clip(source.path());
    for has_settings in [true, false] {
        let hub = Hub::start(&folder, Mischief::None);
        let library = tempfile::tempdir().unwrap();
        assert_added(library.path(), &add(library.path(), &hub));
        let arrived = library.path().join("models/tiny-clip/tokenizer_config.json");
        assert_eq!(arrived.is_file(), has_settings, "as the hub has it");
        let _ = std::fs::remove_file(folder.join("tokenizer_config.json"));
    }
}

#[test]
fn a_model_as_open_clip_writes_it_is_downloaded_with_the_files_that_it_has() {
    let folder = tiny_clip().with_file_name("tiny-open-siglip");
    let hub = Hub::start(&folder, Mischief::None);
    let library = tempfile::tempdir().unwrap();
    let output = add(library.path(), &hub);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let arrived = library.path().join("models/tiny-clip");
    assert!(arrived.join("open_clip_model.safetensors").is_file());
    assert!(!arrived.join("model.safetensors").exists(), "the hub has none");
}

#[test]
fn a_download_that_gave_up_goes_on_when_it_is_asked_for_again() {
    let library = tempfile::tempdir().unwrap();
    let hub = Hub::start(&tiny_clip(), Mischief::CutAlways);
    let error = error_of(&add(library.path(), &hub));
    assert_eq!(error["code"], "DownloadFailed", "{error}");
    let models = json_of(library.path(), &["model", "list"]);
    assert_eq!(
        models["models"].as_array().map(Vec::len),
        Some(1),
        "half a model is none: {models}"
    );
    drop(hub);
    let hub = Hub::start(&tiny_clip(), Mischief::None);
    let output = add(library.path(), &hub);
    assert_added(library.path(), &output);
    assert!(hub.resumed() >= 1, "what had arrived was kept");
}

#[test]
fn a_file_with_a_wrong_checksum_is_refused_and_comes_anew_the_next_time() {
    let library = tempfile::tempdir().unwrap();
    let hub = Hub::start(&tiny_clip(), Mischief::WrongBytes);
    let error = error_of(&add(library.path(), &hub));
    assert_eq!(error["code"], "DownloadFailed");
    assert!(
        error["message"].as_str().unwrap().contains("hash"),
        "it says why: {error}"
    );
    drop(hub);
    let hub = Hub::start(&tiny_clip(), Mischief::None);
    let output = add(library.path(), &hub);
    assert_added(library.path(), &output);
}

#[test]
fn a_model_that_the_hub_has_not_and_a_hub_that_is_away_are_told() {
    let library = tempfile::tempdir().unwrap();
    let hub = Hub::start(&tiny_clip(), Mischief::Nothing);
    let error = error_of(&add(library.path(), &hub));
    assert_eq!(error["code"], "DownloadFailed");
    assert!(
        error["message"].as_str().unwrap().contains("no such model"),
        "{error}"
    );
    let endpoint = hub.endpoint();
    drop(hub);
    let output = stylenova(library.path())
        .args(["--json", "model", "add", SOURCE])
        .env("HF_ENDPOINT", endpoint)
        .output()
        .unwrap();
    let error = error_of(&output);
    assert_eq!(
        error["code"], "DownloadFailed",
        "nobody listens there any more: {error}"
    );
    assert!(error["hint"].as_str().unwrap().contains("connection"), "{error}");
}
