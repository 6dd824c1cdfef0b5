//! Where products come from: a table, or a folder of pictures with no table. What follows is the same for
//! both.

use crate::error::EngineError;
use crate::import::collected::new_product;
use crate::import::limits::{MAX_DEPTH, MAX_FILES};
use crate::import::records::{Facts, Format, Problem};
use crate::import::table::{ShopSystem, Table};
use crate::import::{delimited, json, sheet};
use crate::progress::{Cancel, Progress};
use nova_domain::{Column, Product};
use nova_store::{NewProduct, QuarantineEntry};
use std::collections::HashSet;
use std::fs::{File, Metadata};
use std::path::{Path, PathBuf};

/// Endings of the picture files that a folder is searched for.
pub(crate) const PICTURE_ENDINGS: [&str; 8] = ["jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff"];

/// What a source holds.
pub(crate) struct Source {
    pub facts: Facts,
    pub shop: Option<ShopSystem>,
    /// The columns with the fields that they fill and their first values.
    pub columns: Vec<(String, Option<Column>, Vec<String>)>,
    /// Rows below the header; pictures of a folder.
    pub rows: usize,
    pub products: Vec<NewProduct>,
    /// Folder that the products' pictures are relative to.
    pub images: PathBuf,
    pub quarantine: Vec<QuarantineEntry>,
    /// Rows that were left out, those among them that the quarantine does not list.
    pub rejected: usize,
}

/// What to read, and who hears of it.
pub(crate) struct Reading<'a> {
    pub path: &'a Path,
    /// Folder of the pictures, where it is not the table's own.
    pub images: Option<&'a Path>,
    /// Columns that the user named, as `(field, header)`.
    pub columns: &'a [(Column, String)],
    pub cancel: &'a Cancel,
    pub report: &'a (dyn Fn(Progress) + Sync),
    /// Whether to be content with a table that holds no product, so as to show what was understood of it.
    pub may_be_empty: bool,
}

impl Reading<'_> {
    /// Reads the table or folder.
    pub fn read(&self) -> Result<Source, EngineError> {
        let path = self.path;
        let invalid = |reason: String, hint: &str| Problem::new(reason, hint).about(path);
        let facts = std::fs::metadata(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                invalid("there is no such file or folder".to_owned(), "Check the path.")
            }
            _ => invalid(error.to_string(), "Check that you may read it."),
        })?;
        if let Some(folder) = self.images
            && !folder.is_dir()
        {
            return Err(EngineError::CatalogInvalid {
                path: folder.to_owned(),
                reason: "the folder of the pictures is not there".to_owned(),
                hint: "Name the folder that holds the pictures with --images.".to_owned(),
            });
        }
        if facts.is_dir() {
            return folder(path);
        }
        if !facts.is_file() {
            return Err(invalid(
                "it is neither a file nor a folder".to_owned(),
                "Give a table, or a folder of pictures.",
            ));
        }
        let mut table = Table::new(self.columns, self.cancel, self.report);
        self.rows(&mut table).map_err(|problem| problem.about(path))?;
        self.check_unchanged(&facts)?;
        table
            .finish(self.may_be_empty)
            .map_err(|problem| problem.about(path))?;
        let own_folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let images = self.images.unwrap_or(own_folder);
        let images = std::fs::canonicalize(images).map_err(|error| EngineError::io(images, error))?;
        let columns = table.header.into_iter().zip(table.fields).zip(table.samples);
        let rejected = table.collected.rejected();
        let (products, quarantine) = table.collected.finish();
        Ok(Source {
            facts: table.facts.unwrap_or(Facts::of(Format::Csv)),
            shop: table.shop,
            columns: columns
                .map(|((name, field), samples)| (name, field, samples))
                .collect(),
            rows: table.rows,
            products,
            images,
            quarantine,
            rejected,
        })
    }

    /// Refuses a table that another program wrote to or took away in the meantime: half of it would look like a
    /// catalogue from which the other half was removed.
    fn check_unchanged(&self, before: &Metadata) -> Result<(), EngineError> {
        let state = |facts: &Metadata| (facts.len(), facts.modified().ok());
        let reason = match std::fs::metadata(self.path) {
            Ok(now) if state(&now) == state(before) => return Ok(()),
            Ok(_) => "it was changed while it was read",
            Err(_) => "it went away while it was read",
        };
        let hint = "Import it again once it is there and nothing writes to it; the library is as it was.";
        Err(Problem::new(reason, hint).about(self.path))
    }

    fn rows(&self, table: &mut Table<'_>) -> Result<(), Problem> {
        let open = || File::open(self.path).map_err(|error| Problem::io(&error));
        let ending = ending(self.path);
        match ending.as_str() {
            "csv" | "tsv" | "txt" | "tab" => delimited::read(open()?, table),
            "json" => json::read(open()?, table),
            "jsonl" | "ndjson" => json::lines(open()?, table),
            "xlsx" | "xlsm" => sheet::read(self.path, table),
            "xls" => sheet::read_old(self.path, Format::Xls, table),
            "ods" => sheet::read_old(self.path, Format::Ods, table),
            _ => Err(Problem::new(
                format!("files ending in \".{ending}\" are not read"),
                "Save it as .csv, .tsv, .json, .jsonl or .xlsx, or give a folder of pictures.",
            )),
        }
    }
}

/// A product for each picture in the folder and the folders in it, by its path without the ending.
fn folder(path: &Path) -> Result<Source, EngineError> {
    let root = std::fs::canonicalize(path).map_err(|error| EngineError::io(path, error))?;
    let mut source = Source {
        facts: Facts::of(Format::Folder),
        shop: None,
        columns: Vec::new(),
        rows: 0,
        products: Vec::new(),
        images: root.clone(),
        quarantine: Vec::new(),
        rejected: 0,
    };
    let mut files = Vec::new();
    let mut open = vec![(root.clone(), 0)];
    while let Some((folder, depth)) = open.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if folder == root => return Err(EngineError::io(path, error)),
            Err(error) => {
                let reason =
                    format!("the folder cannot be read ({error}); give yourself the right to read it");
                source.quarantine.push(QuarantineEntry {
                    line: None,
                    product: None,
                    file: Some(folder.to_string_lossy().into_owned()),
                    reason,
                });
                continue;
            }
        };
        for entry in entries.filter_map(Result::ok) {
            // Links are not followed, so that a circle of them cannot hold the import.
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && depth < MAX_DEPTH => open.push((entry.path(), depth + 1)),
                Ok(kind) if kind.is_file() && is_picture(&entry.path()) => files.push(entry.path()),
                _ => {}
            }
        }
    }
    if files.len() > MAX_FILES {
        let reason = format!("the folder holds more than {MAX_FILES} pictures");
        return Err(Problem::new(reason, "Give one of the folders in it.").about(path));
    }
    files.sort();
    source.rows = files.len();
    source.rejected = source.quarantine.len();
    let mut ids = HashSet::new();
    for file in files {
        let relative = file.strip_prefix(&root).unwrap_or(&file);
        let id = relative.with_extension("").to_string_lossy().replace('\\', "/");
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let mut product = Product::new(&id, &stem.replace(['_', '-'], " "));
        product.image = Some(relative.to_string_lossy().into_owned());
        if !ids.insert(product.id.0.clone()) {
            // Two files that differ in the ending alone: the ending keeps their ids apart.
            product.id.0 = relative.to_string_lossy().replace('\\', "/");
            ids.insert(product.id.0.clone());
        }
        source.products.push(new_product(product));
    }
    if source.products.is_empty() {
        return Err(EngineError::CatalogInvalid {
            path: path.to_owned(),
            reason: "the folder holds no pictures".to_owned(),
            hint: format!("Pictures end in {}.", PICTURE_ENDINGS.join(", ")),
        });
    }
    Ok(source)
}

/// Whether a file is a picture by its ending.
pub(crate) fn is_picture(path: &Path) -> bool {
    PICTURE_ENDINGS.contains(&ending(path).as_str())
}

/// A file's ending in lower case.
fn ending(path: &Path) -> String {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    ending.unwrap_or_default()
}
