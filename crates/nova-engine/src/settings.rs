//! Small things that the window keeps in the library from one start to the next: its theme, its language, where one
//! was. Their meaning is the window's matter.

use crate::engine::Engine;
use crate::error::EngineError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Key of the shop's currency, in which prices are that come without one; a gallery has it in its products.
pub(crate) const CURRENCY: &str = "currency";
/// Key of the setting in which the window keeps the name of the client at hand.
pub(crate) const CLIENT: &str = "client";

/// Longest key and value, in bytes: far more than any of them needs.
const MAX_KEY: usize = 64;
const MAX_VALUE: usize = 64 * 1024;

/// A setting to be kept.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SetSettingRequest {
    /// Its name.
    pub key: String,
    /// Its value; `null` takes it out.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub value: Option<String>,
}

/// All settings.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct SettingsResponse {
    /// By their keys.
    pub values: BTreeMap<String, String>,
}

impl Engine {
    /// What the window keeps.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn settings(&self) -> Result<SettingsResponse, EngineError> {
        self.with_settings(|db| {
            Ok(SettingsResponse {
                values: db.settings()?,
            })
        })
    }

    /// Keeps a setting, or takes it out; answers with all of them.
    ///
    /// # Errors
    /// When it is far too long, or the library is only read.
    pub fn set_setting(&self, request: &SetSettingRequest) -> Result<SettingsResponse, EngineError> {
        self.must_write()?;
        let value = request.value.as_deref();
        if request.key.is_empty()
            || request.key.len() > MAX_KEY
            || value.is_some_and(|value| value.len() > MAX_VALUE)
        {
            return Err(EngineError::invalid(
                format!("a setting has a key of 1 to {MAX_KEY} bytes and at most {MAX_VALUE} bytes of text"),
                "Keep less.",
            ));
        }
        self.with_settings(|db| Ok(db.set_setting(&request.key, value)?))?;
        if request.key == CURRENCY {
            self.refresh()?;
        }
        self.settings()
    }
}
