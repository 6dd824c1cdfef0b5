//! A client's whole session as other programs run it: over `stylenova rpc`, and verb by verb.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

fn stylenova(library: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stylenova"));
    command
        .arg("--library")
        .arg(library)
        .env_remove("STYLENOVA_LIBRARY");
    command
}

/// The one JSON value of a run that must succeed.
fn json_of(library: &Path, arguments: &[&str]) -> Value {
    let output = stylenova(library)
        .arg("--json")
        .args(arguments)
        .output()
        .expect("the program runs");
    let problem = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {problem}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {problem}"))
}

struct Rpc {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    next: u64,
}

impl Rpc {
    fn open(library: &Path) -> Rpc {
        let mut child = stylenova(library)
            .arg("rpc")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("rpc runs");
        let input = child.stdin.take().expect("its input");
        let output = BufReader::new(child.stdout.take().expect("its output"));
        Rpc {
            child,
            input,
            output,
            next: 0,
        }
    }

    fn call(&mut self, cmd: &str, req: Value) -> Value {
        self.next += 1;
        writeln!(self.input, "{}", json!({"id": self.next, "cmd": cmd, "req": req})).expect("it listens");
        loop {
            let mut line = String::new();
            assert!(
                self.output.read_line(&mut line).expect("it answers") > 0,
                "{cmd}: it ended"
            );
            let answer: Value = serde_json::from_str(&line).expect("each line is JSON");
            assert_eq!(answer["id"], json!(self.next), "in order");
            if answer.get("event").is_none() {
                assert!(answer.get("err").is_none(), "{cmd}: {answer}");
                return answer["res"].clone();
            }
        }
    }

    fn close(mut self) {
        drop(self.input);
        assert!(self.child.wait().expect("it ends").success(), "rpc ends well");
    }
}

fn files_with(folder: &Path, bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, bytes));
        } else if std::fs::read(&path)
            .unwrap()
            .windows(bytes.len())
            .any(|window| window == bytes)
        {
            found.push(path.to_string_lossy().into_owned());
        }
    }
    found
}

#[test]
fn rpc_drives_a_clients_whole_session_and_forgets_it_on_request() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path();
    let mut rpc = Rpc::open(library);
    rpc.call("import_demo", json!({}));
    let options = rpc.call("quiz_options", json!({}));
    for step in ["categories", "colours", "brands", "styles", "sizes"] {
        let choice = &options[step][0];
        assert!(
            choice["count"].as_u64().is_some_and(|count| count > 0),
            "{step} has choices with counts: {choice}"
        );
    }
    let name = "Philippa Unmistakable";
    rpc.call("create_profile", json!({"name": name}));
    let answers = json!({"colours": ["black"], "styles": ["casual"], "budget": {"max": 150}});
    let taste = rpc.call("quiz", json!({"profile": name, "answers": answers}));
    assert!(
        taste["attributes"].as_array().is_some_and(|all| !all.is_empty()),
        "the quiz makes a taste: {taste}"
    );
    for turn in 0..40 {
        let dealt = rpc.call("next_cards", json!({"profile": name, "n": 1, "seed": turn}));
        let card = &dealt["cards"][0];
        assert!(
            card["price"].as_f64().is_some_and(|price| price <= 150.0),
            "the budget holds: {card}"
        );
        let verdict = if card["colours"].to_string().contains("black") {
            "like"
        } else {
            "pass"
        };
        let swipe = json!({
            "profile": name, "product_id": card["id"], "verdict": verdict, "swipe_id": format!("swipemark-{turn}"),
        });
        let done = rpc.call("swipe", swipe);
        assert_eq!(done["feedback_count"], turn + 1);
    }
    let before = rpc.call("taste", json!({"profile": name}));
    let undone = rpc.call("undo", json!({"profile": name}));
    assert_eq!(undone["undone"]["swipe_id"], "swipemark-39");
    assert_eq!(undone["feedback_count"], 39);
    rpc.call("redo", json!({"profile": name}));
    let after = rpc.call("taste", json!({"profile": name}));
    assert_eq!(
        before["attributes"], after["attributes"],
        "undo and redo leave the taste as it was"
    );
    let dealt = rpc.call("next_cards", json!({"profile": name, "n": 10}));
    assert_eq!(dealt["cards"].as_array().map(Vec::len), Some(10));
    assert_eq!(rpc.call("history", json!({"profile": name}))["total"], 40);
    rpc.call(
        "set_favourite",
        json!({"profile": name, "product_id": dealt["cards"][0]["id"], "note": "notemark"}),
    );
    assert!(
        !files_with(library, name.as_bytes()).is_empty(),
        "the client is in the library until then"
    );
    rpc.call("delete_profile", json!({"profile": name}));
    rpc.close();
    for mark in [name, "swipemark", "notemark"] {
        assert_eq!(
            files_with(library, mark.as_bytes()),
            Vec::<String>::new(),
            "{mark} is left"
        );
    }
}

#[test]
fn the_verbs_of_a_client_answer_as_the_contract_says() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path();
    let catalog = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog/catalog.csv");
    json_of(library, &["import", &catalog.to_string_lossy()]);
    assert_eq!(json_of(library, &["profile", "create", "Ada"])["name"], "Ada");
    let answers = folder.path().join("answers.json");
    std::fs::write(&answers, r#"{"colours": ["black"], "sizes": ["M"]}"#).unwrap();
    let taste = json_of(library, &["quiz", "Ada", "--answers", &answers.to_string_lossy()]);
    assert_eq!(taste["feedback_count"], 0);
    let next = ["next", "Ada", "-n", "3", "--strategy", "seed", "--seed", "7"];
    let dealt = json_of(library, &next);
    let card = &dealt["cards"][0];
    for field in [
        "id",
        "title",
        "score",
        "components",
        "weights",
        "explored",
        "propensity",
        "why",
    ] {
        assert!(!card[field].is_null(), "a card has \"{field}\": {card}");
    }
    let weights = [
        &card["weights"]["content"],
        &card["weights"]["collaborative"],
        &card["weights"]["visual"],
    ];
    assert_eq!(
        weights,
        [&json!(0.6), &json!(0.2), &json!(0.2)],
        "the published weights before five verdicts"
    );
    let again = json_of(library, &next);
    assert_eq!(again["cards"][0]["id"], card["id"], "one seed, one deck");
    let id = card["id"].as_str().unwrap();
    let swipe = ["swipe", "Ada", id, "like", "--swipe-id", "one"];
    let done = json_of(library, &swipe);
    assert_eq!(
        (&done["swipe_id"], &done["feedback_count"]),
        (&json!("one"), &json!(1))
    );
    assert_eq!(
        json_of(library, &swipe)["feedback_count"],
        1,
        "said again, it changes nothing"
    );
    assert_eq!(json_of(library, &["history", "Ada"])["swipes"][0]["id"], id);
    assert_eq!(
        json_of(library, &["favourites", "Ada", "add", id])["favourites"][0]["id"],
        id
    );
    assert_eq!(json_of(library, &["undo", "Ada"])["undone"]["id"], id);
    assert_eq!(json_of(library, &["taste", "Ada"])["feedback_count"], 0);
    let slots = json_of(library, &["complete", id]);
    assert!(
        slots["slots"][0]["category"].is_string() && slots["slots"][0]["hits"][0]["id"].is_string(),
        "{slots}"
    );
    let file = folder.path().join("ada.json");
    json_of(library, &["profile", "export", "Ada", &file.to_string_lossy()]);
    json_of(library, &["profile", "delete", "Ada"]);
    assert_eq!(
        json_of(library, &["profile", "import", &file.to_string_lossy()])["favourites"],
        1
    );
    let missing = stylenova(library)
        .args(["--json", "taste", "Nobody"])
        .output()
        .unwrap();
    assert_eq!(
        missing.status.code(),
        Some(1),
        "a client who is not there is a failure"
    );
}

#[test]
fn clients_come_in_from_a_table_and_a_preview_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let library = &folder.path().join("library");
    let table = folder.path().join("clients.csv");
    std::fs::write(&table, "E-Mail;Kundin;Anmerkung\nada@x.org;Ada King;mag Blau\n").unwrap();
    json_of(library, &["profile", "create", "Bo"]);
    let table = table.to_string_lossy();
    let told = json_of(library, &["profile", "import", &table, "--dry-run"]);
    assert_eq!(
        (&told["new_clients"], &told["entries"]),
        (&json!(1), &json!(2)),
        "{told}"
    );
    let names = || {
        json_of(library, &["profile", "list"])["profiles"]
            .as_array()
            .map_or(0, Vec::len)
    };
    assert_eq!(names(), 1, "only Bo");
    assert_eq!(json_of(library, &["profile", "import", &table]), told);
    assert_eq!(names(), 2);
    let again = json_of(library, &["profile", "import", &table]);
    assert_eq!(
        (&again["known_clients"], &again["entries"]),
        (&json!(1), &json!(0))
    );
}
