//! Putting a model beside the built-in one: a folder or a zip from disk, or a download that the user asks for. It is tried
//! out before it is taken in, so that a broken one never appears among the models.

use super::ModelResponse;
use crate::engine::Engine;
use crate::engine::models::{folder_name, named};
use crate::error::EngineError;
use crate::library::create_folder;
use crate::models::{download, zipped};
use crate::problem::Thing;
use crate::progress::{Cancel, Progress, Step};
use crate::rejection::Rejection;
use schemars::JsonSchema;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use ts_rs::TS;

/// Which model to add.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct AddModelRequest {
    /// A model's folder, a zip of one, or `owner/name` on the Hugging Face hub.
    #[ts(as = "String")]
    pub source: String,
    /// Name to use it under; the folder's or the download's own when left out.
    pub name: Option<String>,
    /// Use the folder where it is and copy nothing.
    #[ts(as = "Option<bool>")]
    pub link: bool,
    /// A name by which a download can be cancelled.
    pub job: Option<String>,
}

impl Engine {
    /// Adds a model to the library, after trying it on a sentence and a picture. It is not used until
    /// [`Engine::use_model`] says so.
    ///
    /// # Errors
    /// When the folder is no model that can be used, the name is taken, the download fails, or the disk is full.
    pub fn add_model(
        &self,
        request: &AddModelRequest,
        cancel: &Cancel,
        report: &(dyn Fn(Progress) + Sync),
    ) -> Result<ModelResponse, EngineError> {
        self.must_write()?;
        let direct = Path::new(&request.source);
        let repository = download::Repository::parse(&request.source);
        match repository {
            _ if direct.is_dir() => self.add_folder(direct, request),
            _ if zipped::is_zip(direct) => self.add_zip(direct, request, cancel, report),
            Some(repository) if request.link => Err(EngineError::invalid(
                format!("{repository} is no folder on this computer, so it cannot be linked"),
                "Leave out --link to download it.",
            )),
            Some(repository) => {
                let name = self.free_name(request.name.as_deref().unwrap_or(&repository.name))?;
                let staged = self.staging(&name)?;
                self.download(&repository, &staged, cancel, report)?;
                checking(report);
                self.take_in(&staged, &name)
            }
            None => Err(EngineError::NotFound {
                what: Thing::ModelFolder,
                name: request.source.clone(),
                hint: "Name a folder as Hugging Face's transformers or open_clip writes them, a zip of such a folder, or \
                       owner/name on the Hugging Face hub."
                    .to_owned(),
            }),
        }
    }

    fn add_folder(&self, folder: &Path, request: &AddModelRequest) -> Result<ModelResponse, EngineError> {
        let folder = std::fs::canonicalize(folder).map_err(|error| EngineError::io(folder, error))?;
        let own = folder_name(&folder);
        let name = self.free_name(request.name.as_deref().unwrap_or(&own))?;
        // Looked at where it lies, so that messages name the user's own file.
        nova_clip::validate(&folder)?;
        let staged = self.staging(&name)?;
        if request.link {
            std::fs::remove_dir(&staged)
                .and_then(|()| link(&folder, &staged))
                .map_err(|error| EngineError::io(&staged, error))?;
        } else {
            for file in nova_clip::files(&folder)? {
                let (from, to) = (folder.join(file), staged.join(file));
                std::fs::copy(&from, &to).map_err(|error| EngineError::io(from, error))?;
            }
        }
        self.take_in(&staged, &name)
    }

    fn add_zip(
        &self,
        file: &Path,
        request: &AddModelRequest,
        cancel: &Cancel,
        report: &(dyn Fn(Progress) + Sync),
    ) -> Result<ModelResponse, EngineError> {
        if request.link {
            return Err(Rejection::ZipLinked {
                file: file.display().to_string(),
            }
            .into());
        }
        let own = file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let name = self.free_name(request.name.as_deref().unwrap_or(&own))?;
        let staged = self.staging(&name)?;
        let unpacked = zipped::unpack(file, &staged, cancel, report);
        if let Err(error) = unpacked {
            super::remove::remove_entry(&staged)?;
            return Err(error);
        }
        checking(report);
        self.take_in(&staged, &name)
    }

    /// Tries a staged folder out and puts it among the models.
    fn take_in(&self, staged: &Path, name: &str) -> Result<ModelResponse, EngineError> {
        let info = nova_clip::validate(staged)?;
        let linked = staged.is_symlink();
        if !linked {
            super::verify::record_hash(staged, &info.hash)?;
        }
        let folder = self.library.models().join(name);
        std::fs::rename(staged, &folder).map_err(|error| EngineError::io(&folder, error))?;
        Ok(ModelResponse {
            model: self.model_card(&folder)?,
            models: self.model_cards(),
        })
    }

    /// An empty folder in which a model called `name` is put together.
    fn staging(&self, name: &str) -> Result<PathBuf, EngineError> {
        let staged = self.library.models().join(format!(".{name}.new"));
        // What is left of an attempt that was killed is of no use; a download keeps its parts elsewhere.
        super::remove::remove_entry(&staged)?;
        create_folder(&staged)?;
        Ok(staged)
    }

    /// `name`, if it can be a folder's name and no model has it.
    fn free_name(&self, name: &str) -> Result<String, EngineError> {
        let plain = |symbol: char| symbol.is_alphanumeric() || matches!(symbol, '-' | '_' | '.' | ' ');
        if name.is_empty() || name.starts_with('.') || !name.chars().all(plain) {
            return Err(Rejection::ModelName {
                name: name.to_owned(),
            }
            .into());
        }
        if self.model_folders().iter().any(|folder| named(folder, name)) {
            return Err(Rejection::ModelExists {
                name: name.to_owned(),
            }
            .into());
        }
        Ok(name.to_owned())
    }
}

fn checking(report: &(dyn Fn(Progress) + Sync)) {
    report(Progress {
        step: Step::Checking,
        done: 0,
        total: 1,
        quarantined: 0,
    });
}

#[cfg(unix)]
fn link(to: &Path, from: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(to, from)
}

#[cfg(windows)]
fn link(to: &Path, from: &Path) -> std::io::Result<()> {
    std::os::windows::fs::symlink_dir(to, from)
}
