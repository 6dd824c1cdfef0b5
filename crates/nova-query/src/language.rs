//! The six languages that are read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A language of the vocabulary.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English, British and American.
    En,
    /// French.
    Fr,
    /// German.
    De,
    /// Spanish.
    Es,
    /// Chinese, in simplified characters.
    Zh,
    /// Arabic.
    Ar,
}

impl Language {
    /// All of them, in the order of the tables' columns.
    pub const ALL: [Language; 6] = [
        Language::En,
        Language::Fr,
        Language::De,
        Language::Es,
        Language::Zh,
        Language::Ar,
    ];

    /// Place among [`Language::ALL`].
    pub(crate) fn index(self) -> usize {
        self as usize
    }

    /// The language of a code such as `fr`, `fr-CA` or `zh_Hans`; `None` where it is not read.
    pub fn of_code(code: &str) -> Option<Language> {
        let main = code.split(['-', '_']).next().unwrap_or_default().to_lowercase();
        let place = ["en", "fr", "de", "es", "zh", "ar"]
            .iter()
            .position(|known| *known == main)?;
        Some(Language::ALL[place])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_with_and_without_a_country_are_known() {
        assert_eq!(Language::of_code("de-CH"), Some(Language::De));
        assert_eq!(Language::of_code("zh_Hans"), Some(Language::Zh));
        assert_eq!(Language::of_code("it"), None);
        for (place, language) in Language::ALL.into_iter().enumerate() {
            assert_eq!(language.index(), place);
        }
    }
}
