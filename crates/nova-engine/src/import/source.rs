//! Where products come from: a table, or a folder of pictures with no table. What follows is the same for
//! both.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::import::chosen_columns;
use crate::import::limits::{MAX_DEPTH, MAX_FILES};
use crate::problem::{CatalogFault, SourceFault};
use crate::progress::{Cancel, Progress, Step};
use crate::quarantine::LeftOut;
use nova_domain::Product;
use nova_pictures::names;
use nova_store::{NewProduct, QuarantineEntry};
use nova_tables::{Column, Facts, Format, Grouping, Problem, ShopSystem, TableColumn, TableFault};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// What a source holds.
pub(crate) struct Source {
    pub facts: Facts,
    pub shop: Option<ShopSystem>,
    /// The headings by which it is known.
    pub marks: Vec<String>,
    /// How rows make products, and the heading of the column that those of a product share.
    pub grouping: (Grouping, Option<String>),
    /// Variants over all products.
    pub variants: usize,
    /// The columns with the fields that they fill and their first values.
    pub columns: Vec<TableColumn>,
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
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub path: &'a Path,
    /// Folder of the pictures, where it is not the table's own.
    pub images: Option<&'a Path>,
    /// Columns that the user named, as `(field, header)`; one that is to fill nothing without a field.
    pub columns: &'a [(Option<Column>, String)],
    /// The day on which prices are asked.
    pub today: (i32, u8, u8),
    pub cancel: &'a Cancel,
    pub report: &'a (dyn Fn(Progress) + Sync),
    /// Whether to be content with a table that holds no product, so as to show what was understood of it.
    pub may_be_empty: bool,
}

impl Reading<'_> {
    /// Reads the table with the columns that the user named, and named before for tables with the same headings; answers
    /// with all of them.
    pub fn read_as_learnt(
        &self,
        engine: &Engine,
        map: &[String],
    ) -> Result<(Source, Vec<String>), EngineError> {
        let source = self.read()?;
        let learnt = engine.learnt_columns(&source.columns, map)?;
        if learnt == map {
            return Ok((source, learnt));
        }
        let columns = chosen_columns(&learnt)?;
        let again = Reading {
            columns: &columns,
            ..*self
        };
        // What was learnt for another file may not fit this one; what is asked for now counts then.
        Ok(match again.read() {
            Ok(source) => (source, learnt),
            Err(EngineError::Cancelled { kept }) => return Err(EngineError::Cancelled { kept }),
            Err(_) => (source, map.to_vec()),
        })
    }

    /// Reads the table or folder.
    pub fn read(&self) -> Result<Source, EngineError> {
        let path = self.path;
        let invalid = |fault: SourceFault, hint: &str| EngineError::CatalogInvalid {
            path: path.to_owned(),
            fault: fault.into(),
            hint: hint.to_owned(),
        };
        let facts = std::fs::metadata(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => invalid(SourceFault::Missing, "Check the path."),
            _ => {
                let system = error.to_string();
                let fault = TableFault::Unreachable { system };
                about(path, Problem::new(fault, "Check that you may read it."))
            }
        })?;
        if let Some(folder) = self.images
            && !folder.is_dir()
        {
            return Err(EngineError::CatalogInvalid {
                path: folder.to_owned(),
                fault: SourceFault::NoPictureFolder.into(),
                hint: "Name the folder that holds the pictures with --images.".to_owned(),
            });
        }
        if facts.is_dir() {
            return folder(path);
        }
        if !facts.is_file() {
            return Err(invalid(
                SourceFault::NoFile,
                "Give a table, or a folder of pictures.",
            ));
        }
        let table = nova_tables::Reading {
            path,
            columns: self.columns,
            today: Some(self.today),
            may_be_empty: self.may_be_empty,
            cancelled: &|| self.cancel.is_cancelled(),
            report: &|done, quarantined| {
                (self.report)(Progress {
                    step: Step::Reading,
                    done,
                    total: 0,
                    quarantined,
                });
            },
        };
        let table = table.read().map_err(|problem| about(path, problem))?;
        let own_folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let images = self.images.unwrap_or(own_folder);
        let images = std::fs::canonicalize(images).map_err(|error| EngineError::io(images, error))?;
        let left_out = table.left_out.into_iter();
        Ok(Source {
            facts: table.facts,
            shop: table.shop,
            marks: table.marks,
            grouping: table.grouping,
            variants: table.variants,
            columns: table.columns,
            rows: table.rows,
            products: table.products.into_iter().map(new_product).collect(),
            images,
            quarantine: left_out
                .map(|row| QuarantineEntry {
                    line: row.line,
                    product: row.product,
                    file: None,
                    reason: row.reason.to_string(),
                    fact: LeftOut::Row { fault: row.reason }.kept(),
                })
                .collect(),
            rejected: table.rejected,
        })
    }
}

/// A problem with a source as the user hears it.
fn about(path: &Path, problem: Problem) -> EngineError {
    match problem {
        Problem::Invalid { fault, hint } => EngineError::CatalogInvalid {
            path: path.to_owned(),
            fault: CatalogFault::Table(fault),
            hint,
        },
        Problem::Cancelled => EngineError::Cancelled {
            kept: "the library is as it was".to_owned(),
        },
    }
}

/// A product with the fingerprint of all that is known of it, which does not depend on the format it came in.
pub(crate) fn new_product(product: Product) -> NewProduct {
    // Plain text, numbers and lists always become JSON.
    let document = serde_json::to_vec(&product).unwrap_or_default();
    let fingerprint = blake3::hash(&document).to_hex().to_string();
    NewProduct { product, fingerprint }
}

/// A product for each picture in the folder and the folders in it, by its path without the ending.
fn folder(path: &Path) -> Result<Source, EngineError> {
    let root = std::fs::canonicalize(path).map_err(|error| EngineError::io(path, error))?;
    let mut source = Source {
        facts: Facts::of(Format::Folder),
        shop: None,
        marks: Vec::new(),
        grouping: (Grouping::Rows, None),
        variants: 0,
        columns: Vec::new(),
        rows: 0,
        products: Vec::new(),
        images: root.clone(),
        quarantine: Vec::new(),
        rejected: 0,
    };
    let (mut files, mut unread) = (Vec::new(), Vec::new());
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
                    fact: LeftOut::ClosedFolder {
                        system: error.to_string(),
                    }
                    .kept(),
                });
                continue;
            }
        };
        for entry in entries.filter_map(Result::ok) {
            let path = entry.path();
            if names::is_leftover(&path) {
                continue;
            }
            // Links are not followed, so that a circle of them cannot hold the import.
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && depth < MAX_DEPTH => open.push((path, depth + 1)),
                Ok(kind) if kind.is_file() && names::is_picture(&path) => files.push(path),
                Ok(kind) if kind.is_file() => unread.extend(names::unread(&path).map(|what| (path, what))),
                _ => {}
            }
        }
    }
    if files.len() > MAX_FILES {
        return Err(EngineError::CatalogInvalid {
            path: path.to_owned(),
            fault: SourceFault::TooManyPictures { most: MAX_FILES }.into(),
            hint: "Give one of the folders in it.".to_owned(),
        });
    }
    files.sort();
    source.rows = files.len();
    source.quarantine.extend(not_read(&files, unread));
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
    if source.products.is_empty() && source.quarantine.is_empty() {
        return Err(EngineError::CatalogInvalid {
            path: path.to_owned(),
            fault: SourceFault::NoPictures.into(),
            hint: format!("Pictures end in {}.", names::ENDINGS.join(", ")),
        });
    }
    Ok(source)
}

/// Pictures of formats that are not read, unless one beside them that is called alike is read.
fn not_read(files: &[PathBuf], unread: Vec<(PathBuf, &str)>) -> Vec<QuarantineEntry> {
    let read: HashSet<PathBuf> = files.iter().map(|file| file.with_extension("")).collect();
    let mut alone: Vec<_> = unread
        .into_iter()
        .filter(|(file, _)| !read.contains(&file.with_extension("")))
        .collect();
    alone.sort();
    let listed = alone.into_iter().map(|(file, what)| QuarantineEntry {
        line: None,
        product: None,
        file: Some(file.to_string_lossy().into_owned()),
        reason: format!("it is {what}, which is not read; save it as JPEG or PNG beside it"),
        fact: LeftOut::NotRead.kept(),
    });
    listed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_that_differ_have_different_fingerprints() {
        let print = |tags: &[&str]| {
            let mut product = Product::new("a", "Shirt");
            product.tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
            new_product(product).fingerprint
        };
        assert_eq!(print(&["ab", "c"]), print(&["ab", "c"]));
        assert_ne!(
            print(&["ab", "c"]),
            print(&["a", "bc"]),
            "where a tag ends counts"
        );
    }
}
