//! What a test in the window stands on: a library folder, a display, and the program.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use nova_engine::{Cancel, Engine, OpenOptions};
use tempfile::TempDir;
use xtask::display::Display;
use xtask::processes::{Guarded, is_installed};

/// A display and an empty library, before any window is open.
pub struct Stage {
    /// The screen, 1600 by 1000 pixels.
    pub display: Display,
    folder: TempDir,
    app: PathBuf,
    models: PathBuf,
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
        Some(Self {
            display,
            folder,
            app,
            models: checkout().join("models"),
        })
    }

    /// Sets up a stage whose library holds the demo catalogue already, as after the first start.
    pub fn with_demo() -> Option<Self> {
        let stage = Self::set()?;
        copy(demo_library(), &stage.library()).expect("the library is copied");
        Some(stage)
    }

    /// The same stage where no model is installed.
    pub fn without_models(mut self) -> Self {
        self.models = self.folder.path().join("no-models");
        self
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

    /// Gives a program this display, the models, the demo catalogue of this checkout and the library.
    pub fn lend<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        self.display
            .lend(command)
            .env("STYLENOVA_MODELS", &self.models)
            .env("STYLENOVA_CATALOG", checkout().join("catalog"))
            .env("STYLENOVA_LIBRARY", self.library())
            // What the system keeps for a program beside its library is each test's own as well.
            .env("XDG_DATA_HOME", self.folder.path().join("data"))
            .env("XDG_CACHE_HOME", self.folder.path().join("cache"))
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
        let file = screenshots().join("window").join(format!("{name}.png"));
        self.display.screenshot(&file).expect("the screenshot is written");
    }
}

/// A library with the demo catalogue, which is brought once and which no test changes.
fn demo_library() -> &'static Path {
    static DEMO: OnceLock<TempDir> = OnceLock::new();
    let folder = DEMO.get_or_init(|| {
        let folder = tempfile::tempdir().expect("the system has room for a temporary folder");
        let engine = Engine::open(OpenOptions {
            library: Some(folder.path().to_owned()),
            models: Some(checkout().join("models")),
            catalog: Some(checkout().join("catalog")),
            write: true,
            ..OpenOptions::default()
        });
        let brought = engine.and_then(|engine| engine.import_demo(&Cancel::default(), &|_| ()));
        brought.expect("the demo catalogue is brought");
        folder
    });
    folder.path()
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in from.read_dir()? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &place)?;
        } else {
            std::fs::copy(entry.path(), place)?;
        }
    }
    Ok(())
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

/// Where pictures of windows are kept, for whoever wants to look at them.
pub fn screenshots() -> PathBuf {
    target().join("screenshots")
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
