//! The fonts of printed pages: those of the window, an Arabic one, and the system's for all other scripts.

use fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, FontStyle, FontWeight};
use parley::FontContext;
use std::sync::Arc;

/// Name of a family, whether it is italic, its weight, and its file.
const BUNDLED: [(&str, bool, f32, &[u8]); 10] = [
    (SERIF, false, 400.0, include_bytes!("../fonts/fraunces-latin.ttf")),
    (
        SERIF,
        true,
        400.0,
        include_bytes!("../fonts/fraunces-latin-italic.ttf"),
    ),
    (
        SERIF_MORE,
        false,
        400.0,
        include_bytes!("../fonts/fraunces-latin-ext.ttf"),
    ),
    (
        SERIF_MORE,
        true,
        400.0,
        include_bytes!("../fonts/fraunces-latin-ext-italic.ttf"),
    ),
    (
        SANS,
        false,
        400.0,
        include_bytes!("../fonts/instrument-sans-latin.ttf"),
    ),
    (
        SANS,
        false,
        600.0,
        include_bytes!("../fonts/instrument-sans-latin-bold.ttf"),
    ),
    (
        SANS_MORE,
        false,
        400.0,
        include_bytes!("../fonts/instrument-sans-latin-ext.ttf"),
    ),
    (
        SANS_MORE,
        false,
        600.0,
        include_bytes!("../fonts/instrument-sans-latin-ext-bold.ttf"),
    ),
    (
        ARABIC,
        false,
        400.0,
        include_bytes!("../fonts/noto-naskh-arabic.ttf"),
    ),
    (
        ARABIC,
        false,
        600.0,
        include_bytes!("../fonts/noto-naskh-arabic-bold.ttf"),
    ),
];

// A package splits a font by script; a family each, because within one family the first match is taken.
pub(crate) const SERIF: &str = "StyleNova Serif";
pub(crate) const SERIF_MORE: &str = "StyleNova Serif More";
pub(crate) const SANS: &str = "StyleNova Sans";
pub(crate) const SANS_MORE: &str = "StyleNova Sans More";
pub(crate) const ARABIC: &str = "StyleNova Arabic";

/// Fonts to set text with.
#[derive(Clone)]
pub struct Fonts(pub(crate) FontContext);

impl Fonts {
    /// The bundled fonts alone: Latin and Arabic, the same on every machine.
    pub fn bundled() -> Self {
        Self::with(false)
    }

    /// The bundled fonts, and after them those of the system.
    pub fn system() -> Self {
        Self::with(true)
    }

    fn with(system_fonts: bool) -> Self {
        let mut collection = Collection::new(CollectionOptions {
            shared: false,
            system_fonts,
        });
        for (family, italic, weight, bytes) in BUNDLED {
            let style = if italic {
                FontStyle::Italic
            } else {
                FontStyle::Normal
            };
            let info = FontInfoOverride {
                family_name: Some(family),
                style: Some(style),
                weight: Some(FontWeight::new(weight)),
                ..FontInfoOverride::default()
            };
            collection.register_fonts(Blob::new(Arc::new(bytes)), Some(info));
        }
        Fonts(FontContext {
            collection,
            ..FontContext::default()
        })
    }
}
