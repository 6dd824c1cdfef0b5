//! What a test in the window stands on: a library folder, a display, and the program.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;
use xtask::display::Display;
use xtask::processes::{Guarded, is_installed};

/// A display and an empty library, before any window is open.
pub struct Stage {
    /// The screen, 1600 by 1000 pixels.
    pub display: Display,
    folder: TempDir,
    app: PathBuf,
}

impl Stage {
    /// Sets up a stage, or prints why it cannot be and returns `None`.
    pub fn set() -> Option<Self> {
        let app = match app() {
            Ok(app) => app,
            Err(missing) => return skip(&missing),
        };
        for (program, package) in [
            ("Xvfb", "xvfb"),
            ("WebKitWebDriver", "webkit2gtk-driver"),
            ("import", "imagemagick"),
        ] {
            if !is_installed(program) {
                return skip(&format!("{program} is not installed (Debian package {package})"));
            }
        }
        let folder = tempfile::tempdir().expect("the system has room for a temporary folder");
        let display = Display::start(1600, 1000).expect("Xvfb starts");
        Some(Self { display, folder, app })
    }

    /// A folder for files of the test.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The library of the window.
    pub fn library(&self) -> PathBuf {
        self.folder.path().join("library")
    }

    /// The program with its library, for this display.
    pub fn app(&self) -> &Path {
        &self.app
    }

    /// Gives a program this display, and the models and demo catalogue of this checkout.
    pub fn lend<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        self.display
            .lend(command)
            .env("STYLENOVA_MODELS", checkout().join("models"))
            .env("STYLENOVA_CATALOG", checkout().join("catalog"))
            .env("STYLENOVA_LIBRARY", self.library())
    }

    /// Starts a program on this display, with what it prints in `NAME.log` of the test's folder. It ends
    /// with the returned guard.
    pub fn start(&self, name: &str, command: &mut Command) -> Guarded {
        let log = std::fs::File::create(self.log(name)).expect("the log can be written");
        let again = log.try_clone().expect("the log can be shared");
        self.lend(command).stdin(Stdio::null()).stdout(log).stderr(again);
        Guarded::start(command).unwrap_or_else(|error| panic!("{name} does not start: {error}"))
    }

    /// What a program started by [`Stage::start`] has printed.
    pub fn printed(&self, name: &str) -> String {
        std::fs::read_to_string(self.log(name)).unwrap_or_default()
    }

    fn log(&self, name: &str) -> PathBuf {
        self.folder.path().join(format!("{name}.log"))
    }

    /// Saves what the display shows.
    pub fn picture(&self, name: &str) {
        let file = target()
            .join("screenshots")
            .join("window")
            .join(format!("{name}.png"));
        self.display.screenshot(&file).expect("the screenshot is written");
    }
}

/// Says why a test cannot run here.
pub fn skip<T>(why: &str) -> Option<T> {
    println!("skipped: {why}");
    None
}

/// The root of this checkout.
pub fn checkout() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("this crate is a folder of the checkout")
}

/// The folder of the profile that this test was built in, such as `target/debug`.
fn profile() -> PathBuf {
    let test = std::env::current_exe().expect("the system knows where this test lies");
    test.ancestors()
        .nth(2)
        .expect("cargo puts a test into PROFILE/deps")
        .to_owned()
}

/// Cargo's target folder.
fn target() -> PathBuf {
    profile()
        .parent()
        .expect("a profile is a folder of the target folder")
        .to_owned()
}

fn app() -> Result<PathBuf, String> {
    let app = profile().join("stylenova-window");
    if app.is_file() {
        return Ok(app);
    }
    Err(format!(
        "{} is not built (cargo build -p stylenova-window)",
        app.display()
    ))
}
