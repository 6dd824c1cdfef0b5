//! A display without a screen (Xvfb), for windows that nobody has to see.

use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::processes::Guarded;

/// How long Xvfb may take to start.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running Xvfb, on a number that was free. It ends when this is dropped.
#[derive(Debug)]
pub struct Display {
    name: String,
    _server: Guarded,
}

impl Display {
    /// Starts a display of so many pixels.
    ///
    /// # Errors
    /// When Xvfb is not installed or does not start.
    pub fn start(width: u32, height: u32) -> io::Result<Self> {
        // The server itself looks for a free number, so that two of them never race for one.
        let mut command = Command::new("Xvfb");
        command
            .args(["-displayfd", "1", "-nolisten", "tcp", "-noreset", "-screen", "0"])
            .arg(format!("{width}x{height}x24"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut server = Guarded::start(&mut command)?;
        let Some(output) = server.child().stdout.take() else {
            return Err(io::Error::other("Xvfb has no output to read its number from"));
        };
        let (send, number) = mpsc::channel();
        std::thread::spawn(move || {
            let mut line = String::new();
            let read = BufReader::new(output).read_line(&mut line).map(|_| line);
            // Nobody listens any more once the patience has run out.
            let _ = send.send(read);
        });
        let line = number
            .recv_timeout(PATIENCE)
            .map_err(|_| io::Error::new(io::ErrorKind::TimedOut, "Xvfb did not start in time"))??;
        let number: u32 = line
            .trim()
            .parse()
            .map_err(|_| io::Error::other("Xvfb ended at once"))?;
        Ok(Self {
            name: format!(":{number}"),
            _server: server,
        })
    }

    /// The value of `DISPLAY`, such as `:99`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Makes a program use this display and nothing of the desktop it may be started from.
    pub fn lend<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("DISPLAY", &self.name)
            .env("GDK_BACKEND", "x11")
            .env("GSETTINGS_BACKEND", "memory")
            .env("NO_AT_BRIDGE", "1")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
    }

    /// Saves what the display shows as a PNG file, with ImageMagick's `import`.
    ///
    /// # Errors
    /// When `import` is not installed or fails, or the folder cannot be made.
    pub fn screenshot(&self, file: &Path) -> io::Result<()> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let output = self
            .lend(Command::new("import").args(["-window", "root"]).arg(file))
            .output()?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(io::Error::other(format!(
            "import wrote no {}: {}",
            file.display(),
            said.trim()
        )))
    }
}
