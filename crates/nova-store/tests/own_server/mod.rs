//! A PostgreSQL server of a test's own, which can be killed and started again: with the programs of the one that `STYLENOVA_TEST_POSTGRES`
//! names, where they are on this machine.

#![allow(clippy::unwrap_used, reason = "it is for tests")]

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server with data of its own.
pub struct Server {
    programs: PathBuf,
    folder: tempfile::TempDir,
    port: u16,
    running: Option<Child>,
}

impl Server {
    /// One that is not started yet.
    pub fn new(programs: &Path) -> Server {
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        if is_root() {
            // PostgreSQL refuses to run as root.
            let chown = Command::new("chown").arg("nobody").arg(folder.path()).status();
            assert!(chown.unwrap().success());
        }
        let server = Server {
            programs: programs.to_owned(),
            folder,
            port,
            running: None,
        };
        let data = server.data();
        let made = server
            .program("initdb")
            .args([
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--no-sync",
                "-D",
                &data,
            ])
            .status();
        assert!(made.unwrap().success(), "initdb");
        server
    }

    fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    fn program(&self, name: &str) -> Command {
        let path = self.programs.join(name);
        let mut command = match is_root() {
            true => {
                let mut command = Command::new("setpriv");
                command.args(["--reuid=nobody", "--clear-groups"]).arg(path);
                command
            }
            false => Command::new(path),
        };
        command
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    /// Starts it, and waits until it answers.
    pub fn start(&mut self) {
        let port = self.port.to_string();
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            // While the last of a killed server's processes ends, another one refuses to begin.
            let ended = |running: &mut Child| running.try_wait().unwrap().is_some();
            if self.running.as_mut().is_none_or(ended) {
                let mut postgres = self.program("postgres");
                postgres.args(["-D", &self.data(), "-h", "127.0.0.1", "-k", "", "-p", &port]);
                self.running = Some(postgres.spawn().unwrap());
            }
            let mut asked = self.program("pg_isready");
            if asked
                .args(["-q", "-h", "127.0.0.1", "-p", &port])
                .status()
                .unwrap()
                .success()
            {
                return;
            }
            assert!(Instant::now() < deadline, "the server did not start");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Ends it as when somebody pulls the plug.
    pub fn kill(&mut self) {
        if let Some(mut running) = self.running.take() {
            let id = running.id();
            // Its children would end what they have begun, and it would begin anew without them: it is held, and they go first.
            let signal = |name: &str, ids: &[&str]| Command::new("kill").arg(name).args(ids).output();
            let _ = signal("-STOP", &[&id.to_string()]);
            let children =
                std::fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
            let children: Vec<&str> = children.split_whitespace().collect();
            if !children.is_empty() {
                let _ = signal("-KILL", &children);
            }
            running.kill().unwrap();
            running.wait().unwrap();
        }
    }

    /// Where it is, also while it is away.
    pub fn address(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| output.stdout == b"0\n")
}

/// Where the programs of the server for tests are.
pub fn programs() -> Option<PathBuf> {
    let url = std::env::var("STYLENOVA_TEST_POSTGRES").ok()?;
    let mut client = postgres::Client::connect(&url, postgres::NoTls).ok()?;
    let row = client
        .query_one("SELECT setting FROM pg_config WHERE name = 'BINDIR'", &[])
        .ok()?;
    let folder = PathBuf::from(row.get::<_, String>(0));
    folder.join("postgres").is_file().then_some(folder)
}
