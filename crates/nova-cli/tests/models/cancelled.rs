//! Adding a model and changing over to one, stopped from `rpc` while they are under way.

use crate::common::{json_of, stylenova};
use crate::hub::{Hub, Mischief};
use crate::tiny_clip;
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// `stylenova rpc`, told one line at a time.
struct Rpc {
    child: Child,
    input: ChildStdin,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Rpc {
    fn start(command: &mut Command) -> Rpc {
        let piped = command.arg("rpc").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = piped.spawn().expect("rpc runs");
        let input = child.stdin.take().expect("its input");
        let output = child.stdout.take().expect("its output");
        Rpc {
            child,
            input,
            lines: BufReader::new(output).lines(),
        }
    }

    fn ask(&mut self, id: &str, command: &str, request: &Value) {
        let line = json!({ "id": id, "cmd": command, "req": request });
        writeln!(self.input, "{line}").expect("it reads");
    }

    /// The next line that is `wanted`.
    fn until(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        let lines = self.lines.by_ref().map(|line| line.expect("text"));
        let mut values = lines.map(|line| serde_json::from_str::<Value>(&line).expect("JSON"));
        values.find(wanted).expect("it answers before it ends")
    }

    /// Stops a job, and answers with what became of it. `reached` runs between the two.
    fn cancel(mut self, job: &str, reached: impl FnOnce()) -> Value {
        self.ask("stop", "cancel", &json!({ "job": job }));
        let stopped = self.until(|line| line["id"] == "stop");
        assert_eq!(stopped["res"]["cancelled"], json!([job]), "it is under way");
        reached();
        let answer = self.until(|line| line["id"] == job && line["event"].is_null());
        drop(self.input);
        assert!(self.child.wait().expect("it ends").success());
        answer
    }
}

#[test]
fn a_model_that_is_being_added_can_be_stopped() {
    let hub = Hub::start(&tiny_clip(), Mischief::Waits);
    let library = tempfile::tempdir().unwrap();
    let mut command = stylenova(library.path());
    command.env("HF_ENDPOINT", hub.endpoint()).env_remove("HF_TOKEN");
    let mut rpc = Rpc::start(&mut command);
    rpc.ask("add", "add_model", &json!({ "source": "someone/tiny-clip" }));
    hub.until_it_waits();
    let answer = rpc.cancel("add", || hub.go_on());
    assert_eq!(answer["err"]["code"], "Cancelled", "{answer}");
    assert!(
        !library.path().join("models/tiny-clip").exists(),
        "nothing was added"
    );
}

#[test]
fn a_change_to_another_model_can_be_stopped() {
    let library = tempfile::tempdir().unwrap();
    let folder = library.path();
    json_of(folder, &["model", "add", &tiny_clip().to_string_lossy()]);
    json_of(folder, &["model", "use", "tiny-clip"]);
    // Several times as many pictures as are embedded at a time.
    let pictures = folder.join("pictures");
    fs::create_dir(&pictures).unwrap();
    let images = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog/images");
    for number in 1..=200 {
        let name = format!("sn-{number:04}.jpg");
        fs::copy(images.join(&name), pictures.join(&name)).unwrap();
    }
    json_of(folder, &["import", &pictures.to_string_lossy()]);

    let mut rpc = Rpc::start(&mut stylenova(folder));
    rpc.ask("use", "use_model", &json!({ "name": "nova-mini" }));
    rpc.until(|line| line["id"] == "use" && line["event"].is_object());
    let answer = rpc.cancel("use", || ());
    assert_eq!(answer["err"]["code"], "Cancelled", "{answer}");
    let found = json_of(folder, &["search", "red dress"]);
    assert_eq!(found["model"], "tiny-clip", "searches go on with the one before");
}
