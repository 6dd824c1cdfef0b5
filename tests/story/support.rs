//! What the stories share: a library of their own, and pictures and tables to import.

use image::{Rgb, RgbImage};
use nova_engine::{
    Cancel, Engine, EngineError, ImportRequest, ImportResponse, OpenOptions, SearchRequest, SharedDatabase,
};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use tempfile::TempDir;

/// The variable that has the stories run once more, with the rows of each library at the PostgreSQL server of the tests.
const AT_A_SERVER: &str = "STYLENOVA_STORIES_AT_POSTGRES";

/// Where a library's rows are: in its folder, or in a shop of its own at the server of the tests.
pub fn database(library: &Path) -> Option<SharedDatabase> {
    std::env::var_os(AT_A_SERVER)?;
    Some(SharedDatabase {
        url: std::env::var("STYLENOVA_TEST_POSTGRES").expect("the stories at a server need one"),
        replica: None,
        shop: shop(library),
    })
}

/// A name for the shop of a library that no other library has.
fn shop(library: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    library.hash(&mut hasher);
    format!("story_{}_{:016x}", std::process::id(), hasher.finish())
}

/// Whether a story about the files of a library's folder can be told; says so where it cannot.
pub fn in_a_folder() -> bool {
    let here = std::env::var_os(AT_A_SERVER).is_none();
    if !here {
        println!("skipped: it is about the files of a library in a folder of its own");
    }
    here
}

/// A folder with the library `library` in it. It goes away with this, and the library's rows do as well.
pub struct Folder {
    temporary: TempDir,
    /// Where the rows are, if not in the folder.
    database: Option<SharedDatabase>,
}

impl Folder {
    pub fn new() -> Folder {
        let mut folder = Folder::on_a_laptop();
        folder.database = database(&folder.library());
        folder
    }

    /// One that has its library's rows in any case.
    pub fn on_a_laptop() -> Folder {
        Folder {
            temporary: tempfile::tempdir().expect("a folder for the library"),
            database: None,
        }
    }

    pub fn path(&self) -> &Path {
        self.temporary.path()
    }

    pub fn library(&self) -> PathBuf {
        self.path().join("library")
    }

    /// Tables at the server with rows of the library that hold `mark`; none where the rows are in the folder.
    pub fn tables_with(&self, mark: &str) -> Vec<String> {
        let Some(database) = &self.database else {
            return Vec::new();
        };
        let mut server =
            postgres::Client::connect(&database.url, postgres::NoTls).expect("the server answers");
        let tables = "SELECT table_name::text FROM information_schema.tables WHERE table_schema = $1";
        let tables = server.query(tables, &[&database.shop]).expect("it has tables");
        let names = tables.iter().map(|row| row.get::<_, String>(0));
        names
            .filter(|name| {
                let holds = format!(
                    "SELECT EXISTS (SELECT 1 FROM {}.{name} AS own WHERE own::text LIKE $1)",
                    database.shop
                );
                let held = server.query_one(&holds, &[&format!("%{mark}%")]);
                held.expect("it can be read").get(0)
            })
            .collect()
    }

    /// Opens the library to write.
    pub fn opened(&self, options: OpenOptions) -> Engine {
        let opened = Engine::open(OpenOptions {
            database: self.database.clone(),
            library: Some(self.library()),
            write: true,
            ..options
        });
        opened.expect("the library opens")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let Some(database) = &self.database else {
            return;
        };
        // A server of the tests' own goes away in any case.
        if let Ok(mut server) = postgres::Client::connect(&database.url, postgres::NoTls) {
            let _ = server.batch_execute(&format!("DROP SCHEMA IF EXISTS {} CASCADE", database.shop));
        }
    }
}

/// A library in a folder that goes away with it.
pub struct Library {
    pub engine: Arc<Engine>,
    pub folder: Folder,
}

impl Library {
    pub fn new() -> Library {
        Library::with(OpenOptions::default())
    }

    pub fn with(options: OpenOptions) -> Library {
        Library::of(Folder::new(), options)
    }

    /// A library that has its rows in its folder in any case.
    pub fn on_a_laptop() -> Library {
        Library::of(Folder::on_a_laptop(), OpenOptions::default())
    }

    /// The library in a folder.
    pub fn of(folder: Folder, options: OpenOptions) -> Library {
        Library {
            engine: Arc::new(folder.opened(options)),
            folder,
        }
    }

    /// The same library, opened anew as after a restart.
    pub fn reopened(self) -> Library {
        self.reopened_with(OpenOptions::default())
    }

    /// The same, in another way.
    pub fn reopened_with(self, options: OpenOptions) -> Library {
        let Library { engine, folder } = self;
        drop(engine);
        Library::of(folder, options)
    }

    pub fn import(&self, source: &Path) -> Result<ImportResponse, EngineError> {
        self.import_with(ImportRequest {
            source: text(source),
            ..ImportRequest::default()
        })
    }

    pub fn import_with(&self, request: ImportRequest) -> Result<ImportResponse, EngineError> {
        self.engine.import(&request, &Cancel::default(), &|_| ())
    }

    /// Titles of the first ten hits.
    pub fn titles(&self, request: &SearchRequest) -> Vec<String> {
        let hits = self.engine.search(request).expect("the search answers").hits;
        hits.into_iter().map(|hit| hit.title).collect()
    }
}

/// The demo catalogue in a library that all stories read and none changes.
pub fn demo() -> &'static Library {
    static DEMO: OnceLock<Library> = OnceLock::new();
    DEMO.get_or_init(|| {
        let library = Library::new();
        library
            .engine
            .import_demo(&Cancel::default(), &|_| ())
            .expect("the demo is imported");
        library
    })
}

pub fn words(text: &str) -> SearchRequest {
    SearchRequest {
        text: Some(text.to_owned()),
        limit: Some(10),
        ..SearchRequest::default()
    }
}

pub fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// The folder of the shared catalogue, where it is at hand.
pub fn data() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let folder = std::env::var_os("STYLENOVA_DATA").map_or_else(beside, PathBuf::from);
    folder.join("products.csv").is_file().then_some(folder)
}

/// Writes a file and answers with its path.
pub fn file(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a file in a folder")).expect("its folder");
    std::fs::write(&path, bytes).expect("the file is written");
    path
}

/// A picture of one colour with a darker garment-like shape on it, as a JPEG.
pub fn picture(folder: &Path, name: &str, colour: [u8; 3]) -> PathBuf {
    let image = RgbImage::from_fn(90, 120, |x, y| {
        if (25..65).contains(&x) && (20..100).contains(&y) {
            Rgb(colour)
        } else {
            Rgb([245, 245, 245])
        }
    });
    let path = folder.join(name);
    image.save(&path).expect("the picture is written");
    path
}

/// Three products with their pictures, and their table.
pub fn small_catalogue(folder: &Path) -> PathBuf {
    for (name, colour) in [
        ("a.jpg", [180, 20, 30]),
        ("b.jpg", [20, 40, 150]),
        ("c.jpg", [20, 130, 60]),
    ] {
        picture(folder, name, colour);
    }
    file(
        folder,
        "shop.csv",
        "id,title,price,image\n1,Red dress,50,a.jpg\n2,Blue dress,40,b.jpg\n3,Green dress,60,c.jpg\n",
    )
}

/// Files below a folder that hold these bytes.
pub fn files_with(folder: &Path, bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files_with(&path, bytes));
        } else if std::fs::read(&path)
            .expect("a file")
            .windows(bytes.len())
            .any(|window| window == bytes)
        {
            found.push(text(&path));
        }
    }
    found
}
