//! A model folder in one zip, as it comes on a memory stick: unpacked file by file, and nothing but a model's files.

use crate::error::EngineError;
use crate::progress::{Cancel, Progress, Step};
use crate::rejection::Rejection;
use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::Path;
use zip::ZipArchive;
use zip::result::ZipError;

/// Largest weights, unpacked, in bytes: beyond any model that computes on a laptop.
const MAX_WEIGHTS: u64 = 16 << 30;
/// Largest other file, unpacked; the tokenizer of Gemma has 34 MB.
const MAX_SMALL: u64 = 256 << 20;
const CHUNK: usize = 1 << 20;

/// Whether a path is a file that calls itself a zip.
pub(super) fn is_zip(path: &Path) -> bool {
    let named = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    named && path.is_file()
}

/// Unpacks the model in a zip into `folder`, which is there and empty.
///
/// The model is what lies beside the outermost `config.json` or `open_clip_config.json`; no path inside the zip is followed.
///
/// # Errors
/// When the file is no zip or holds no model, a file in it is larger than a model's can be, the disk is full, or it is
/// cancelled; what was unpacked until then is left for the caller to remove.
pub(super) fn unpack(
    path: &Path,
    folder: &Path,
    cancel: &Cancel,
    report: &(dyn Fn(Progress) + Sync),
) -> Result<(), EngineError> {
    let zip = || path.display().to_string();
    let invalid = |detail: String| Rejection::BadZip { file: zip(), detail };
    let broken = |error: ZipError| invalid(error.to_string());
    let file = File::open(path).map_err(|error| EngineError::io(path, error))?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(broken)?;
    let names: Vec<String> = archive
        .file_names()
        .filter_map(|name| Some(name.ok()?.into_owned()))
        .collect();
    let inside = names
        .iter()
        .filter_map(|name| {
            let (place, file) = split(name);
            matches!(file, "config.json" | "open_clip_config.json").then_some(place)
        })
        .min_by_key(|place| (place.matches('/').count(), *place))
        .ok_or_else(|| Rejection::NoModelInZip { file: zip() })?;
    let wanted: Vec<&String> = names
        .iter()
        .filter(|name| {
            let (place, file) = split(name);
            place == inside && nova_clip::FILES.contains(&file)
        })
        .collect();
    for name in wanted {
        let (_, file) = split(name);
        let limit = if file.ends_with(".safetensors") {
            MAX_WEIGHTS
        } else {
            MAX_SMALL
        };
        let mut entry = archive.by_name(name).map_err(broken)?;
        let total = entry.size();
        let to = folder.join(file);
        let mut out = File::create(&to).map_err(|error| EngineError::io(&to, error))?;
        let mut buffer = vec![0; CHUNK];
        let mut done = 0u64;
        loop {
            if cancel.is_cancelled() {
                let kept = "nothing was added".to_owned();
                return Err(EngineError::Cancelled { kept });
            }
            let count = entry
                .read(&mut buffer)
                .map_err(|error| invalid(error.to_string()))?;
            if count == 0 {
                break;
            }
            done += count as u64;
            // What the zip says of a size is not believed: a bomb says little.
            if done > limit {
                let part = file.to_owned();
                return Err(Rejection::LargeInZip { file: zip(), part }.into());
            }
            out.write_all(&buffer[..count])
                .map_err(|error| EngineError::io(&to, error))?;
            report(Progress {
                step: Step::Checking,
                done: usize::try_from(done).unwrap_or(usize::MAX),
                total: usize::try_from(total.max(done)).unwrap_or(usize::MAX),
                quarantined: 0,
            });
        }
    }
    Ok(())
}

/// The folder inside the zip, with its slash, and the file's name.
fn split(name: &str) -> (&str, &str) {
    let start = name.rfind(['/', '\\']).map_or(0, |slash| slash + 1);
    name.split_at(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn zip(entries: &[(&str, &[u8])]) -> tempfile::NamedTempFile {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
            archive.start_file(*name, options).unwrap();
            archive.write_all(bytes).unwrap();
        }
        let bytes = archive.finish().unwrap().into_inner();
        let file = tempfile::Builder::new().suffix(".zip").tempfile().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        file
    }

    fn unpacked(entries: &[(&str, &[u8])]) -> Result<Vec<String>, EngineError> {
        let file = zip(entries);
        let folder = tempfile::tempdir().unwrap();
        unpack(file.path(), folder.path(), &Cancel::default(), &|_| {})?;
        let mut names: Vec<String> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        Ok(names)
    }

    #[test]
    fn the_files_of_the_outermost_model_come_out_and_nothing_else_does() {
        let found = unpacked(&[
            ("my model/config.json", b"{}"),
            ("my model/model.safetensors", b"x"),
            ("my model/readme.exe", b"x"),
            ("my model/onnx/config.json", b"{}"),
            ("__MACOSX/my model/._config.json", b"x"),
            ("../../model.safetensors", b"x"),
        ]);
        assert_eq!(found.unwrap(), ["config.json", "model.safetensors"]);
    }

    #[test]
    fn a_zip_without_a_model_and_a_file_that_is_no_zip_are_told() {
        let error = unpacked(&[("notes.txt", b"x")]).unwrap_err();
        assert!(error.to_string().contains("holds no config.json"), "{error}");
        let file = tempfile::Builder::new().suffix(".zip").tempfile().unwrap();
        std::fs::write(file.path(), b"PK but no zip").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let error = unpack(file.path(), folder.path(), &Cancel::default(), &|_| {}).unwrap_err();
        assert!(error.to_string().contains("cannot be unpacked"), "{error}");
    }
}
