//! Tries a package on a bare system: a Debian with nothing on it but what the package depends on, made by debootstrap, in which
//! the window has a virtual display and no network. What happens is printed, and so is a transcript for the documents.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use xtask::display::Display;
use xtask::processes::Guarded;

use super::deb::{pack, said};
use super::{Effort, Parcel, emptied};
use crate::succeed;

/// How long the window may take to import the demo and to show it.
const PATIENCE: Duration = Duration::from_secs(600);
/// The version that stands for an older one.
const OLDER: &str = "0.0.1";
/// Where the user's library is on the bare system.
const LIBRARY: &str = "/home/shop/library";

/// A system below a folder, with the system's own folders mounted in it until it is dropped.
struct Bare {
    root: PathBuf,
    mounted: Vec<PathBuf>,
}

/// Makes a bare system, and takes the package through its life there.
///
/// # Errors
/// When anything of it goes wrong.
pub fn attempt(parcel: &Parcel, package: &Path) -> Result<()> {
    let older = pack(parcel, OLDER, Effort::Little)?;
    let display = Display::start(1280, 860).context("the virtual display could not be started")?;
    let bare = Bare::make(&parcel.out)?;
    for file in [package, &older] {
        let name = file.file_name().context("a package has a name")?;
        std::fs::copy(file, bare.root.join("tmp").join(name))?;
    }
    let name = |file: &Path| format!("/tmp/{}", file.file_name().unwrap_or_default().to_string_lossy());
    let install = |bare: &Bare, file: &Path| {
        let file = name(file);
        bare.tell(&[
            "apt-get",
            "install",
            "-y",
            "-qq",
            "--no-install-recommends",
            &file,
        ])
    };

    println!("== an older version is installed, and the demo imported without a network");
    install(&bare, &older)?;
    bare.tell(&["dpkg-query", "-W", "stylenova"])?;
    bare.window(&display, &parcel.out.join("bare-first.png"))?;
    let found = bare.tell(&[
        "stylenova",
        "--library",
        LIBRARY,
        "search",
        "red summer dress",
        "--limit",
        "2",
    ])?;
    ensure!(!found.trim().is_empty(), "the search found nothing");
    bare.tell(&["stylenova", "--library", LIBRARY, "profile", "create", "Ada"])?;

    println!("== the new version is installed over it, with its library");
    install(&bare, package)?;
    bare.tell(&["dpkg-query", "-W", "stylenova"])?;
    let people = bare.tell(&["stylenova", "--library", LIBRARY, "profile", "list"])?;
    ensure!(people.contains("Ada"), "the clients are gone");
    bare.window(&display, &parcel.out.join("bare-second.png"))?;
    bare.tell(&["stylenova", "--library", LIBRARY, "doctor"])?;
    bare.tell(&[
        "sh",
        "-c",
        "dpkg -V stylenova && ls /usr/share/man/man1 | grep -c stylenova",
    ])?;

    println!("== it is removed; the library stays");
    let files = bare.tell(&["sh", "-c", "dpkg -L stylenova | wc -l"])?;
    ensure!(files.trim() != "0", "the package has no files");
    bare.tell(&["apt-get", "remove", "-y", "-qq", "stylenova"])?;
    let left = bare.tell(&[
        "sh",
        "-c",
        "find /usr /etc /var/lib -name '*stylenova*' -not -path '*/dpkg/*' -not -path '*/apt/*' | wc -l",
    ])?;
    ensure!(left.trim() == "0", "{left} files of the package are left");
    let kept = bare.tell(&["sh", "-c", &format!("ls {LIBRARY}; du -sh {LIBRARY}")])?;
    ensure!(
        kept.contains("user.db") && kept.contains("catalog.db"),
        "the library is gone"
    );
    println!("== done");
    Ok(())
}

impl Bare {
    fn make(out: &Path) -> Result<Self> {
        let root = out.join("bare");
        ensure!(
            said(Command::new("id").arg("-u"))? == "0",
            "a bare system is made by root alone"
        );
        let plain = out.join("bare-debian");
        if !plain.join("etc/debian_version").exists() {
            emptied(&plain)?;
            println!("== a bare Debian is made");
            let release = said(Command::new("sh").args(["-c", ". /etc/os-release; echo $VERSION_CODENAME"]))?;
            let options = ["--variant=minbase", "--include=ca-certificates"];
            succeed(
                Command::new("debootstrap")
                    .args(options)
                    .arg(release)
                    .arg(&plain)
                    .stdout(Stdio::null()),
            )?;
        }
        if root.exists() {
            // What an interrupted attempt left mounted would be emptied as well.
            let mounts = std::fs::read_to_string("/proc/mounts")?;
            let below = format!(" {}/", root.display());
            ensure!(
                !mounts.contains(&below),
                "something is still mounted below {}",
                root.display()
            );
            std::fs::remove_dir_all(&root)?;
        }
        succeed(Command::new("cp").arg("-a").arg(&plain).arg(&root))?;
        let mut bare = Bare {
            root,
            mounted: Vec::new(),
        };
        // The same sources and certificates as here, by which packages come.
        for file in [
            "etc/resolv.conf",
            "etc/apt/sources.list.d",
            "etc/apt/apt.conf.d",
            "etc/ssl/certs",
            "usr/local/share/ca-certificates",
        ] {
            let from = Path::new("/").join(file);
            if from.exists() {
                let to = bare.root.join(file);
                let parent = to.parent().context("a file lies in a folder")?;
                std::fs::create_dir_all(parent)?;
                succeed(Command::new("rm").arg("-rf").arg(&to))?;
                succeed(Command::new("cp").arg("-aL").arg(&from).arg(&to))?;
            }
        }
        std::fs::create_dir_all(bare.root.join("home/shop"))?;
        for (from, to) in [
            ("/proc", "proc"),
            ("/sys", "sys"),
            ("/dev", "dev"),
            ("/dev/shm", "dev/shm"),
            ("/tmp/.X11-unix", "tmp/.X11-unix"),
        ] {
            let to = bare.root.join(to);
            std::fs::create_dir_all(&to)?;
            succeed(Command::new("mount").args(["--bind", from]).arg(&to))?;
            bare.mounted.push(to);
        }
        bare.tell(&["apt-get", "update", "-qq"])?;
        Ok(bare)
    }

    /// A command inside.
    fn inside(&self) -> Command {
        let mut command = Command::new("chroot");
        command.arg(&self.root).args([
            "env",
            "-u",
            "STYLENOVA_MODELS",
            "-u",
            "STYLENOVA_CATALOG",
            "-u",
            "STYLENOVA_LIBRARY",
        ]);
        command.args([
            "HOME=/home/shop",
            "LANG=C.UTF-8",
            "DEBIAN_FRONTEND=noninteractive",
        ]);
        command
    }

    /// Runs a command inside, prints it with its last lines, and answers with what it printed.
    fn tell(&self, words: &[&str]) -> Result<String> {
        println!("$ {}", words.join(" "));
        let output = self.inside().args(words).stdin(Stdio::null()).output()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let lines: Vec<&str> = text.lines().collect();
        for line in &lines[lines.len().saturating_sub(8)..] {
            println!("{line}");
        }
        if !output.status.success() {
            bail!("it failed: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(text)
    }

    /// Opens the window without a network, waits until it shows pictures, and takes one of it.
    fn window(&self, display: &Display, picture: &Path) -> Result<()> {
        let words = ["stylenova-window", "--report-ready", "--library", LIBRARY];
        println!("$ unshare -n {}", words.join(" "));
        let inside = self.inside();
        let mut command = Command::new("unshare");
        command
            .args(["--net", "chroot"])
            .args(inside.get_args())
            .args(words);
        display.lend(command.stdout(Stdio::piped()).stderr(Stdio::null()));
        let mut window = Guarded::start(&mut command).context("the window could not be started")?;
        let output = window.child().stdout.take().context("the window has no output")?;
        let (send, seen) = mpsc::channel();
        std::thread::spawn(move || {
            let mut lines = BufReader::new(output).lines().map_while(Result::ok);
            // Nobody listens any more once the patience has run out.
            let _ = send.send(lines.any(|line| line == "ready"));
        });
        let ready = seen.recv_timeout(PATIENCE);
        display
            .screenshot(picture)
            .context("the screenshot could not be taken")?;
        match ready {
            Ok(true) => println!("ready"),
            Ok(false) => bail!("the window ended before it showed anything"),
            Err(_) => bail!(
                "the window showed nothing in {} s; see {}",
                PATIENCE.as_secs(),
                picture.display()
            ),
        }
        Ok(())
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        for place in self.mounted.iter().rev() {
            // A mount that stays is seen by whoever removes the folder; there is no more to be done about it here.
            let _ = Command::new("umount").arg("-l").arg(place).status();
        }
    }
}
