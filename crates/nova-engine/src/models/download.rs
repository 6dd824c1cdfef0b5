//! Downloading a model's files from the Hugging Face hub, or from the server that `HF_ENDPOINT` names.
//! The only code of StyleNova that opens a connection, and only when the user asks for a download.
//!
//! `hf-hub` makes the requests; a part that was cut off is kept and gone on from. What arrives is compared with
//! the hash that the hub told beforehand: SHA-256 of large files, and of small ones the SHA-1 that git gives them.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::library::create_folder;
use crate::problem::DownloadFault;
use crate::progress::{Cancel, Progress, Step};
use hf_hub::api::sync::{Api, ApiBuilder, ApiError};
use sha1::{Digest, Sha1};
use sha2::Sha256;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

const ENDPOINT: &str = "HF_ENDPOINT";
const DEFAULT_ENDPOINT: &str = "https://huggingface.co";

/// How often a download that was cut off goes on by itself.
const RETRIES: usize = 4;

/// A model on the hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Repository {
    pub owner: String,
    pub name: String,
}

impl Repository {
    /// Reads `owner/name`.
    pub fn parse(text: &str) -> Option<Repository> {
        let (owner, name) = text.split_once('/')?;
        let plain = |part: &str| {
            let allowed = |symbol: char| symbol.is_ascii_alphanumeric() || matches!(symbol, '-' | '_' | '.');
            !part.is_empty() && !part.starts_with('.') && part.chars().all(allowed)
        };
        (plain(owner) && plain(name)).then(|| Repository {
            owner: owner.to_owned(),
            name: name.to_owned(),
        })
    }
}

impl fmt::Display for Repository {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.owner, self.name)
    }
}

impl Engine {
    /// Downloads the files of a model into `folder`.
    pub(super) fn download(
        &self,
        repository: &Repository,
        folder: &Path,
        cancel: &Cancel,
        report: &(dyn Fn(Progress) + Sync),
    ) -> Result<(), EngineError> {
        let parts = self.library.models().join(".download");
        create_folder(&parts)?;
        let endpoint = std::env::var(ENDPOINT)
            .ok()
            .filter(|endpoint| !endpoint.is_empty());
        let endpoint = endpoint.unwrap_or_else(|| DEFAULT_ENDPOINT.to_owned());
        let download = Download {
            repository,
            endpoint: endpoint.trim_end_matches('/'),
            report,
        };
        let api = ApiBuilder::new()
            .with_cache_dir(parts.clone())
            .with_endpoint(download.endpoint.to_owned())
            .with_retries(RETRIES)
            .with_progress(false)
            .with_token(std::env::var("HF_TOKEN").ok())
            .build()
            .map_err(|error| download.failed("config.json", &error))?;
        let mut arrived = Vec::new();
        let mut fetch = |file: &'static str, needed: bool| {
            if cancel.is_cancelled() {
                let kept = "what was downloaded is kept".to_owned();
                return Err(EngineError::Cancelled { kept });
            }
            let blob = download.file(&api, file, needed, &parts)?;
            arrived.extend(blob.clone().map(|blob| (blob, folder.join(file))));
            Ok(blob)
        };
        let config = fetch("config.json", false)?;
        let described = match &config {
            Some(blob) => {
                let json = std::fs::read(blob).map_err(|error| EngineError::io(blob, error))?;
                nova_clip::describes_towers(&json)
            }
            None => false,
        };
        if !described && fetch("open_clip_config.json", config.is_none())?.is_some() {
            fetch("tokenizer.json", true)?;
            if fetch("open_clip_model.safetensors", false)?.is_none() {
                fetch("model.safetensors", true)?;
            }
        } else {
            if fetch("preprocessor_config.json", false)?.is_none() {
                fetch("processor_config.json", true)?;
            }
            fetch("tokenizer.json", true)?;
            fetch("model.safetensors", true)?;
        }
        fetch("tokenizer_config.json", false)?;
        for (from, to) in arrived {
            std::fs::rename(from, &to).map_err(|error| EngineError::io(to, error))?;
        }
        std::fs::remove_dir_all(&parts).map_err(|error| EngineError::io(parts, error))
    }
}

/// One model's download.
struct Download<'a> {
    repository: &'a Repository,
    endpoint: &'a str,
    report: &'a (dyn Fn(Progress) + Sync),
}

impl Download<'_> {
    /// Downloads one file and answers with where it lies; `None` when it is not `needed` and not there.
    fn file(
        &self,
        api: &Api,
        file: &str,
        needed: bool,
        parts: &Path,
    ) -> Result<Option<PathBuf>, EngineError> {
        let repository = api.model(self.repository.to_string());
        let told = match api.metadata(&repository.url(file)) {
            Ok(told) => told,
            Err(error) if !needed && is_missing(&error) => return Ok(None),
            Err(error) => return Err(self.failed(file, &error)),
        };
        let bar = Bar {
            report: self.report,
            total: told.size(),
            done: 0,
        };
        let found = repository
            .download_with_progress(file, bar)
            .map_err(|error| self.failed(file, &error))?;
        let blob = std::fs::canonicalize(&found).map_err(|error| EngineError::io(&found, error))?;
        let right = matches(&blob, told.etag()).map_err(|error| EngineError::io(&blob, error))?;
        if !right {
            // A damaged part would otherwise be taken for a finished file by the next attempt.
            std::fs::remove_dir_all(parts).map_err(|error| EngineError::io(parts, error))?;
            return Err(EngineError::Download {
                model: self.repository.to_string(),
                fault: DownloadFault::Damaged {
                    file: file.to_owned(),
                },
            });
        }
        Ok(Some(blob))
    }

    fn failed(&self, file: &str, error: &ApiError) -> EngineError {
        let (server, file) = (self.endpoint.to_owned(), file.to_owned());
        EngineError::Download {
            model: self.repository.to_string(),
            fault: if is_missing(error) {
                DownloadFault::Missing { server, file }
            } else {
                let detail = error.to_string();
                DownloadFault::Failed { server, file, detail }
            },
        }
    }
}

/// Whether the server says that there is no such file, or none that anybody may read.
fn is_missing(error: &ApiError) -> bool {
    matches!(error, ApiError::RequestError(error) if matches!(**error, ureq::Error::StatusCode(401 | 403 | 404)))
}

/// Whether a file's content has the hash that the hub calls its ETag. Another kind of tag says nothing.
fn matches(path: &Path, etag: &str) -> io::Result<bool> {
    let hex = etag.chars().all(|symbol| symbol.is_ascii_hexdigit());
    let file = File::open(path)?;
    let found = match etag.len() {
        64 if hex => digest(Sha256::new(), file)?,
        40 if hex => {
            let length = file.metadata()?.len();
            digest(Sha1::new().chain_update(format!("blob {length}\0")), file)?
        }
        _ => return Ok(true),
    };
    Ok(found.eq_ignore_ascii_case(etag))
}

fn digest(mut hasher: impl Digest, mut file: File) -> io::Result<String> {
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            let hash = hasher.finalize();
            return Ok(hash.iter().map(|byte| format!("{byte:02x}")).collect());
        }
        hasher.update(&buffer[..count]);
    }
}

/// Passes on how far a file is, in bytes.
struct Bar<'a> {
    report: &'a (dyn Fn(Progress) + Sync),
    total: usize,
    done: usize,
}

impl Bar<'_> {
    fn tell(&self) {
        (self.report)(Progress {
            step: Step::Downloading,
            done: self.done,
            total: self.total,
            quarantined: 0,
        });
    }
}

impl hf_hub::api::Progress for Bar<'_> {
    fn init(&mut self, size: usize, _file: &str) {
        // Told anew after each cut, with what is there already as the first step.
        (self.total, self.done) = (size, 0);
        self.tell();
    }

    fn update(&mut self, size: usize) {
        self.done += size;
        self.tell();
    }

    fn finish(&mut self) {
        self.tell();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_is_owner_and_name_and_nothing_that_looks_like_a_path() {
        assert_eq!(
            Repository::parse("openai/clip-vit-base-patch32").map(|found| found.to_string()),
            Some("openai/clip-vit-base-patch32".to_owned())
        );
        for path in ["models/a/b", "/models", "../x", "./x", "x", "a/", "a b/c", ""] {
            assert_eq!(Repository::parse(path), None, "{path:?} is no repository");
        }
    }

    #[test]
    fn hashes_of_both_kinds_are_compared() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::fs::write(&path, "hello\n").unwrap();
        let git = "ce013625030ba8dba906f756967f9e9ca394464a";
        let sha = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";
        assert!(matches(&path, git).unwrap(), "`git hash-object` gives this one");
        assert!(matches(&path, sha).unwrap(), "`sha256sum` gives this one");
        let other = sha.replace('5', "6");
        assert!(!matches(&path, &other).unwrap(), "a wrong hash is told");
    }
}
