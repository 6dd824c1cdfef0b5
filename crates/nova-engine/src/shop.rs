//! The shop as it shows itself to its clients: its name, its mark, and the currency of prices that come without one. Name and
//! currency are settings; the mark is a file of the library, so that a backup takes it along.

use crate::brought::read_photo;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::library::{create_folder, write_atomically};
use crate::settings::{CURRENCY, SettingsResponse};
use schemars::JsonSchema;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use ts_rs::TS;

/// Key of the setting that holds the shop's name.
const NAME: &str = "shop";
/// Key of the setting that holds the content hash of its mark.
const LOGO: &str = "logo";

/// A mark to be taken in.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SetLogoRequest {
    /// A PNG, JPEG, WebP, GIF or SVG file; the mark that is there is taken out where there is none.
    #[serde(default)]
    pub file: Option<String>,
}

/// What stands at the head of what a shop hands over.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shop {
    pub name: String,
    /// The mark's file, a PNG.
    pub logo: Option<PathBuf>,
}

impl Engine {
    /// Copies a shop's mark into the library, or takes the one that is there out; answers with all settings, of which `logo`
    /// names it.
    ///
    /// # Errors
    /// When the file cannot be read or is no picture, or the library cannot be written.
    pub fn set_logo(&self, request: &SetLogoRequest) -> Result<SettingsResponse, EngineError> {
        self.must_write()?;
        let before = self.setting(LOGO)?;
        let hash = match &request.file {
            None => None,
            Some(file) => {
                let path = Path::new(file);
                let bytes = read_photo(path)?;
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let (png, ..) = nova_pictures::logo(&bytes, &name)?;
                let hash = blake3::hash(&png).to_hex().to_string();
                create_folder(&self.library.shop())?;
                write_atomically(&self.library.logo(&hash), &png)?;
                self.share_file(&self.library.logo(&hash))?;
                Some(hash)
            }
        };
        self.with_settings(|db| Ok(db.set_setting(LOGO, hash.as_deref())?))?;
        if let Some(before) = before.filter(|before| Some(before) != hash.as_ref())
            && let Some(old) = self.logo_path(&before)
        {
            self.unshare_file(&old)?;
        }
        self.settings()
    }

    /// The file of the mark with a content hash. `None` for a name that is of no mark's form, so that no path leads out of the
    /// library.
    pub fn logo_path(&self, hash: &str) -> Option<PathBuf> {
        let hexadecimal = !hash.is_empty() && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        let path = hexadecimal.then(|| self.library.logo(hash))?;
        // Whoever shows it finds out where it is not there.
        let _ = self.fetch_file(&path);
        Some(path)
    }

    /// How the shop shows itself.
    pub(crate) fn shop(&self) -> Result<Shop, EngineError> {
        let logo = self.setting(LOGO)?.and_then(|hash| self.logo_path(&hash));
        Ok(Shop {
            name: self.setting(NAME)?.unwrap_or_default(),
            logo: logo.filter(|file| file.is_file()),
        })
    }

    /// The currency of prices that come without one.
    pub(crate) fn shop_currency(&self) -> Option<String> {
        // A library in which nothing is kept yet gets no database of its own by being read.
        if !self.keeps_clients() {
            return None;
        }
        // Whoever cannot read the settings is told so when something is asked of them.
        self.setting(CURRENCY)
            .ok()
            .flatten()
            .filter(|currency| !currency.is_empty())
    }

    fn setting(&self, key: &str) -> Result<Option<String>, EngineError> {
        Ok(self.settings()?.values.remove(key))
    }
}
