//! Where products come from: a table, or a folder of pictures with no table. What follows is the same for
//! both.

use crate::error::EngineError;
use crate::import::table;
use nova_domain::{Column, Product};
use nova_store::{NewProduct, QuarantineEntry};
use std::path::{Path, PathBuf};

/// Endings of the picture files that a folder is searched for.
pub(crate) const PICTURE_ENDINGS: [&str; 8] = ["jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff"];

/// What a source holds.
pub(crate) struct Source {
    pub products: Vec<NewProduct>,
    /// Folder that the products' pictures are relative to.
    pub images: PathBuf,
    pub quarantine: Vec<QuarantineEntry>,
}

/// Reads the table or folder at `path`.
pub(crate) fn read(
    path: &Path,
    images: Option<&Path>,
    columns: &[(Column, String)],
) -> Result<Source, EngineError> {
    let invalid = |reason: String, hint: &str| EngineError::CatalogInvalid {
        path: path.to_owned(),
        reason,
        hint: hint.to_owned(),
    };
    let facts = std::fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            invalid("there is no such file or folder".to_owned(), "Check the path.")
        }
        _ => invalid(error.to_string(), "Check that you may read it."),
    })?;
    if let Some(folder) = images
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
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    if !matches!(ending.as_str(), "csv" | "tsv" | "txt") {
        let hint = "Save it as .csv or .tsv, or give a folder of pictures.";
        return Err(invalid(
            format!("files ending in \".{ending}\" are not read"),
            hint,
        ));
    }
    let bytes =
        std::fs::read(path).map_err(|error| invalid(error.to_string(), "Check that you may read it."))?;
    let own_folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let images = images.unwrap_or(own_folder);
    let images = std::fs::canonicalize(images).map_err(|error| EngineError::io(images, error))?;
    let rows = table::read(&bytes, columns).map_err(|(reason, hint)| invalid(reason, &hint))?;
    Ok(Source {
        products: rows.products,
        images,
        quarantine: rows.quarantine,
    })
}

/// A product for each picture in the folder and the folders in it, by its path without the ending.
fn folder(path: &Path) -> Result<Source, EngineError> {
    let root = std::fs::canonicalize(path).map_err(|error| EngineError::io(path, error))?;
    let mut source = Source {
        products: Vec::new(),
        images: root.clone(),
        quarantine: Vec::new(),
    };
    let mut files = Vec::new();
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
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
                Ok(kind) if kind.is_dir() => open.push(entry.path()),
                Ok(kind) if kind.is_file() && is_picture(&entry.path()) => files.push(entry.path()),
                _ => {}
            }
        }
    }
    files.sort();
    for file in files {
        let relative = file.strip_prefix(&root).unwrap_or(&file);
        let id = relative.with_extension("").to_string_lossy().replace('\\', "/");
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let mut product = Product::new(&id, &stem.replace(['_', '-'], " "));
        product.image = Some(relative.to_string_lossy().into_owned());
        if source
            .products
            .iter()
            .rev()
            .take(8)
            .any(|have: &NewProduct| have.product.id == product.id)
        {
            // Two files that differ in the ending alone: the ending keeps their ids apart.
            product.id.0 = relative.to_string_lossy().replace('\\', "/");
        }
        let fingerprint = blake3::hash(product.id.0.as_bytes()).to_hex().to_string();
        source.products.push(NewProduct { product, fingerprint });
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

fn is_picture(path: &Path) -> bool {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| PICTURE_ENDINGS.contains(&ending.as_str()))
}
