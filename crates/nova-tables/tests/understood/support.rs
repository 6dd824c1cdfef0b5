//! Reads texts as files, as an import does.

use nova_domain::Product;
use nova_tables::{Column, Problem, Reading, Rows, Table};
use std::path::{Path, PathBuf};

/// Sound files: those in `tests/cases`, and in the folder that `STYLENOVA_CASES` may name.
pub fn paths() -> Vec<PathBuf> {
    let mut folders = vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases")];
    folders.extend(std::env::var_os("STYLENOVA_CASES").map(PathBuf::from));
    let files = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let mut paths: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.is_file() && !path.to_string_lossy().ends_with(".expected.json"));
    paths.sort();
    paths
}

/// The same with their endings and bytes.
pub fn cases() -> Vec<(String, Vec<u8>)> {
    let ending = |path: &Path| {
        path.extension()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    paths()
        .iter()
        .map(|path| (ending(path), std::fs::read(path).unwrap()))
        .collect()
}

/// The rows of each, whatever its format, from the first; with its name.
pub fn rewritten() -> Vec<(String, Vec<Vec<String>>)> {
    paths()
        .iter()
        .map(|path| {
            let table = Rows::read(path, &[], &|| false).unwrap();
            let rows = table.rows.into_iter().map(|(_, cells)| cells);
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            (
                name.into_owned(),
                [table.header].into_iter().chain(rows).collect(),
            )
        })
        .collect()
}

/// What a file is understood as.
pub fn understood(path: &Path, chosen: &[(Option<Column>, String)]) -> Result<Table, Problem> {
    Reading {
        path,
        columns: chosen,
        today: Some((2026, 5, 1)),
        may_be_empty: false,
        cancelled: &|| false,
        report: &|_, _| (),
    }
    .read()
}

fn products(name: &str, text: &str, chosen: &[(Option<Column>, String)]) -> (Vec<Product>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    let table = understood(&path, chosen).unwrap();
    (
        table.products,
        table
            .left_out
            .into_iter()
            .map(|row| row.reason.to_string())
            .collect(),
    )
}

/// The products of a table of text, and the reasons for which rows were left out.
pub fn table(csv: &str, chosen: &[(Option<Column>, String)]) -> (Vec<Product>, Vec<String>) {
    products("shop.csv", csv, chosen)
}

/// The same of a JSON document.
pub fn document(text: &str) -> (Vec<Product>, Vec<String>) {
    products("shop.json", text, &[])
}
