//! Workers that embed for a shop at PostgreSQL, as processes of their own, some of which are killed.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic, and says what it skips"
)]

mod common;

use common::{json_of, stylenova};
use image::{Rgb, RgbImage};
use nova_store::{CatalogDb, Database, ModelIdentity};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The address of a server for tests.
const SERVER: &str = "STYLENOVA_TEST_POSTGRES";

/// Products of the catalogue.
const PRODUCTS: u32 = 500;

/// A shop of the test's own at the server of the tests. Its rows go away with this.
struct Shop {
    url: String,
    name: String,
}

impl Shop {
    /// `None`, and says so, where there is no server.
    fn new(name: &str) -> Option<Shop> {
        let Ok(url) = std::env::var(SERVER) else {
            println!("skipped: {SERVER} names no PostgreSQL server");
            return None;
        };
        let name = format!("worker_{}_{name}", std::process::id());
        Some(Shop { url, name })
    }

    fn client(&self) -> postgres::Client {
        postgres::Client::connect(&self.url, postgres::NoTls).unwrap()
    }

    fn asked(&self, question: &str) -> i64 {
        let question = question.replace("SHOP", &self.name);
        self.client().query_one(&question, &[]).unwrap().get(0)
    }

    /// A run of the program on this shop, with a folder of its own.
    fn command(&self, folder: &Path) -> Command {
        let mut command = stylenova(folder);
        command.args(["--json", "--database", &self.url, "--shop", &self.name]);
        command.stdin(Stdio::null());
        command
    }

    fn import(&self, folder: &Path, arguments: &[&str]) -> Child {
        let mut command = self.command(folder);
        command.arg("import").args(arguments);
        command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// Workers that wait for work; each logs into its folder.
    fn workers<const COUNT: usize>(&self, folders: &Path) -> [Worker; COUNT] {
        let before = self.attending();
        let workers = std::array::from_fn(|number| {
            let folder = folders.join(format!("worker-{number}"));
            std::fs::create_dir_all(&folder).unwrap();
            let log = folder.join("log");
            let mut command = self.command(&folder.join("library"));
            command.arg("worker").stdout(Stdio::piped());
            command.stderr(std::fs::File::create(&log).unwrap());
            Worker {
                running: command.spawn().unwrap(),
                log,
            }
        });
        soon("the workers to wait for work", || {
            self.attending() == before + i64::try_from(COUNT).unwrap()
        });
        workers
    }

    /// How many workers are there.
    fn attending(&self) -> i64 {
        self.asked(
            "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND mode = 'ShareLock'
                AND application_name = 'stylenova:SHOP'",
        )
    }

    fn embeddings(&self) -> BTreeMap<String, Vec<f32>> {
        embeddings(&Database::postgres(&self.url, &self.name).unwrap())
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        if let Ok(mut server) = postgres::Client::connect(&self.url, postgres::NoTls) {
            let _ = server.batch_execute(&format!("DROP SCHEMA IF EXISTS {} CASCADE", self.name));
        }
    }
}

struct Worker {
    running: Child,
    log: PathBuf,
}

impl Worker {
    /// As when somebody pulls the plug.
    fn kill(&mut self) {
        self.running.kill().unwrap();
        self.running.wait().unwrap();
    }

    /// As when the system ends it; what it says of its work.
    fn stop(mut self) -> Value {
        let process = self.running.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-s", "TERM", &process])
                .status()
                .unwrap()
                .success()
        );
        let ended = soon_some("the worker to end", || self.running.try_wait().unwrap());
        assert!(ended.success(), "{}", self.said());
        let output = std::io::read_to_string(self.running.stdout.take().unwrap()).unwrap();
        serde_json::from_str(&output).unwrap()
    }

    fn said(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.running.kill();
        let _ = self.running.wait();
    }
}

fn soon_some<T>(what: &str, mut found: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + Duration::from_secs(120);
    loop {
        if let Some(found) = found() {
            return found;
        }
        assert!(Instant::now() < deadline, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn soon(what: &str, mut is_so: impl FnMut() -> bool) {
    soon_some(what, || is_so().then_some(()));
}

/// What an import that must succeed answers.
fn answer(import: Child) -> Value {
    let output = import.wait_with_output().unwrap();
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{problem}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// All embeddings of a catalogue by nova-mini, by the hashes of the pictures.
fn embeddings(database: &Database) -> BTreeMap<String, Vec<f32>> {
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/nova-mini");
    let info = nova_clip::inspect(&model).unwrap();
    let identity = ModelIdentity {
        name: info.name,
        hash: info.hash,
        dim: info.dim,
        preprocessing: info.preprocessing_version,
    };
    let db = CatalogDb::open_to_read(database).unwrap().unwrap();
    let key = db.find_model(&identity).unwrap().unwrap();
    let all = db.embeddings(key, identity.dim).unwrap();
    all.iter()
        .map(|(hash, vector)| (hash.to_owned(), vector.to_vec()))
        .collect()
}

/// That the same pictures are embedded, and alike: what else is in a batch changes a vector by rounding at most.
fn assert_alike(found: &BTreeMap<String, Vec<f32>>, wanted: &BTreeMap<String, Vec<f32>>) {
    assert!(
        found.keys().eq(wanted.keys()),
        "{} and {}",
        found.len(),
        wanted.len()
    );
    for (hash, vector) in found {
        let apart = vector
            .iter()
            .zip(&wanted[hash])
            .map(|(a, b)| (a - b).abs())
            .fold(0.0, f32::max);
        assert!(apart < 1e-5, "{hash}: {apart}");
    }
}

/// Rows of a table of what was left out, without the folder of the pictures.
fn left_out(answer: &Value) -> String {
    let file = answer["quarantine_file"].as_str().expect("something is left out");
    std::fs::read_to_string(file).unwrap()
}

/// A table of products, each with a picture of its own and every fifth with a second one; two show the same, and one file is no picture.
fn catalogue(folder: &Path) -> PathBuf {
    std::fs::create_dir_all(folder).unwrap();
    let mut table = "id,title,colour,image\n".to_owned();
    for number in 0..PRODUCTS {
        let name = format!("{number}.png");
        let shown = number.max(1);
        let picture = RgbImage::from_fn(60, 80, |x, y| {
            let seed = shown
                .wrapping_mul(2_654_435_761)
                .wrapping_add(x / 8 * 97 + y / 8 * 57);
            let mixed = seed.wrapping_mul(747_796_405).rotate_left(13);
            Rgb([mixed as u8, (mixed >> 8) as u8, (mixed >> 16) as u8])
        });
        picture.save(folder.join(&name)).unwrap();
        let mut pictures = name;
        if number.is_multiple_of(5) {
            let second = format!("view-{number}.png");
            let shade = (number % 251) as u8;
            let view = RgbImage::from_fn(40, 60, |x, y| Rgb([shade, (x * 6) as u8, (y * 4) as u8]));
            view.save(folder.join(&second)).unwrap();
            pictures = format!("{pictures}|{second}");
        }
        let colour = if number.is_multiple_of(3) { "" } else { "blue" };
        table.push_str(&format!("{number},Shirt {number},{colour},{pictures}\n"));
    }
    std::fs::write(folder.join("7.png"), b"no picture at all").unwrap();
    let path = folder.join("shop.csv");
    std::fs::write(&path, table).unwrap();
    path
}

/// The same import into a folder: what it answers, and its embeddings.
fn in_a_folder(folder: &Path, table: &Path) -> (Value, BTreeMap<String, Vec<f32>>) {
    let library = folder.join("alone");
    let done = json_of(&library, &["import", &table.to_string_lossy()]);
    (done, embeddings(&Database::folder(library)))
}

#[test]
fn workers_embed_what_a_server_imports_whoever_of_them_is_killed() {
    let Some(shop) = Shop::new("killed") else { return };
    let folder = tempfile::tempdir().unwrap();
    let table = catalogue(&folder.path().join("pictures"));
    let (alone, wanted) = in_a_folder(folder.path(), &table);
    let source = table.to_string_lossy().into_owned();
    let mut workers: [Worker; 2] = shop.workers(folder.path());
    let library = folder.path().join("server");
    let import = shop.import(&library, &[&source]);
    for (number, worker) in workers.iter_mut().enumerate() {
        let log = worker.log.clone();
        let batches = || std::fs::read_to_string(&log).unwrap().matches("embedded").count();
        soon("a worker to have done something", || batches() > number);
        worker.kill();
    }
    let done = answer(import);
    for field in ["added", "quarantined", "images", "without_picture"] {
        assert_eq!(done[field], alone[field], "{field}");
    }
    assert_eq!(left_out(&done), left_out(&alone), "and why");
    assert_alike(&shop.embeddings(), &wanted);
    assert_eq!(
        shop.asked("SELECT count(*) FROM SHOP.embedding"),
        i64::try_from(wanted.len()).unwrap(),
        "each once"
    );
    assert_eq!(
        shop.asked("SELECT count(*) FROM SHOP.job"),
        0,
        "nothing waits any more"
    );
    assert_eq!(
        shop.asked("SELECT count(*) FROM SHOP.file WHERE key LIKE 'waiting/%'"),
        0
    );
}

#[test]
fn what_a_killed_import_left_waiting_is_done_and_the_next_one_goes_on_from_there() {
    let Some(shop) = Shop::new("import") else { return };
    let folder = tempfile::tempdir().unwrap();
    let pictures = folder.path().join("pictures");
    let table = catalogue(&pictures);
    let (alone, wanted) = in_a_folder(folder.path(), &table);
    let source = table.to_string_lossy().into_owned();
    let [worker] = shop.workers(folder.path());
    let mut import = shop.import(&folder.path().join("server"), &[&source]);
    soon("a worker to have begun", || worker.said().contains("embedded"));
    import.kill().unwrap();
    import.wait().unwrap();
    // As on a machine that has not the files: the database has what waits.
    let away = folder.path().join("away");
    std::fs::rename(&pictures, &away).unwrap();
    soon("the worker to do the rest", || {
        shop.asked("SELECT count(*) FROM SHOP.job WHERE state = 'waiting'") == 0
    });
    let failed = shop.asked("SELECT count(*) FROM SHOP.job WHERE state = 'failed'");
    assert_eq!(failed, 1, "what is no picture");
    std::fs::rename(&away, &pictures).unwrap();
    let done = answer(shop.import(&folder.path().join("server"), &[&source]));
    assert_eq!(left_out(&done), left_out(&alone));
    assert_eq!(done["images"], 0, "nothing is embedded twice");
    assert_alike(&shop.embeddings(), &wanted);
    let told = worker.stop();
    assert!(told["pictures"].as_u64().unwrap() > 0, "{told}");
}

#[test]
fn a_worker_without_the_files_has_them_from_the_database_and_stops_when_told() {
    let Some(shop) = Shop::new("elsewhere") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let pictures = folder.path().join("pictures");
    let table = catalogue(&pictures);
    let (_, wanted) = in_a_folder(folder.path(), &table);
    let [worker] = shop.workers(folder.path());
    // Its own library is elsewhere, so that it has nothing of what is copied into the server's.
    let import = shop.import(
        &folder.path().join("server"),
        &[&table.to_string_lossy(), "--copy-images"],
    );
    answer(import);
    assert_alike(&shop.embeddings(), &wanted);
    let told = worker.stop();
    assert!(told["pictures"].as_u64().unwrap() > 0, "{told}");
}

#[test]
fn a_worker_needs_a_shop_and_ends_by_itself_where_nothing_waits() {
    let folder = tempfile::tempdir().unwrap();
    let (failure, code) = common::failure_of(folder.path(), &["worker"]);
    assert_eq!(
        (failure["code"].as_str(), code),
        (Some("InvalidInput"), 2),
        "{failure}"
    );
    let Some(shop) = Shop::new("once") else { return };
    let output = shop
        .command(folder.path())
        .args(["worker", "--once"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (told["pictures"].as_u64(), told["failed"].as_u64()),
        (Some(0), Some(0))
    );
}
