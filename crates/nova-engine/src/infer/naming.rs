//! What the model names of pictures while it embeds them: kinds and colours, of which each picture keeps how likely they are.
//!
//! It was taught these by labels, so that they say more than the cosines of phrases; a model that names nothing has none, and
//! phrases serve.

use crate::error::EngineError;
use nova_clip::attributes;
use nova_domain::palette;
use nova_store::{CatalogDb, ModelKey};
use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

/// Where a model's kinds and colours stand among all that it names.
#[derive(Clone)]
pub(crate) struct Names {
    kinds: Range<usize>,
    colours: Range<usize>,
    /// All values of all attributes.
    whole: usize,
    /// For each colour the name of the palette that it is, if it is one.
    palette: Vec<Option<&'static str>>,
}

impl Names {
    /// Those of the model in a folder; `None` where it names no kinds or no colours.
    pub fn of(folder: &Path) -> Option<Names> {
        let attributes = attributes(folder);
        let mut start = 0;
        let (mut kinds, mut colours, mut names) = (None, None, Vec::new());
        for attribute in &attributes {
            let range = start..start + attribute.values.len();
            start = range.end;
            match attribute.name.as_str() {
                "kind" => kinds = Some(range),
                "colour" => {
                    names = attribute.values.iter().map(|value| palette::of(value)).collect();
                    colours = Some(range);
                }
                _ => {}
            }
        }
        Some(Names {
            kinds: kinds?,
            colours: colours?,
            whole: start,
            palette: names,
        })
    }

    /// What is kept of a picture's likelihoods; `None` where they are not the model's.
    pub fn kept(&self, said: &[f32]) -> Option<Vec<f32>> {
        (said.len() == self.whole).then(|| [&said[self.kinds.clone()], &said[self.colours.clone()]].concat())
    }

    /// How many numbers are kept of a picture.
    pub fn len(&self) -> usize {
        self.kinds.len() + self.colours.len()
    }

    /// The likelihoods of the kinds, of what is kept.
    pub fn kinds<'a>(&self, kept: &'a [f32]) -> &'a [f32] {
        &kept[..self.kinds.len()]
    }

    /// How likely each name of the palette is, of what is kept; those that the model has no word for are not.
    pub fn colour(&self, kept: &[f32], name: &str) -> f32 {
        let colours = kept[self.kinds.len()..].iter().zip(&self.palette);
        colours
            .filter(|(_, own)| **own == Some(name))
            .map(|(likely, _)| likely)
            .sum()
    }
}

/// What a model named of the first pictures of a catalogue.
pub struct Named {
    names: Names,
    rows: HashMap<String, Vec<f32>>,
}

impl Named {
    /// What the model in a folder named; `None` where it names nothing.
    pub(crate) fn read(db: &CatalogDb, model: ModelKey, folder: &Path) -> Result<Option<Named>, EngineError> {
        let Some(names) = Names::of(folder) else {
            return Ok(None);
        };
        let rows = db.named(model, names.len())?;
        Ok(Some(Named { names, rows }))
    }

    pub(crate) fn names(&self) -> &Names {
        &self.names
    }

    /// What is kept of a picture, by the hash of its bytes.
    pub fn of(&self, hash: &str) -> Option<&[f32]> {
        self.rows.get(hash).map(Vec::as_slice)
    }

    /// The likelihoods of kinds alone.
    pub fn kinds(&self, hash: &str) -> Option<&[f32]> {
        self.of(hash).map(|kept| self.names.kinds(kept))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_models_kinds_and_colours_are_kept_and_shades_of_one_colour_count_together() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/nova-mini");
        let names = Names::of(&folder).expect("it names both");
        let mut said = vec![0.0; names.whole];
        said[names.kinds.start + 3] = 1.0;
        for (place, own) in names.palette.iter().enumerate() {
            if *own == Some("green") {
                said[names.colours.start + place] = 0.125;
            }
        }
        let kept = names.kept(&said).expect("they are its own");
        assert_eq!(kept.len(), names.len());
        assert_eq!(names.kinds(&kept)[3], 1.0);
        assert!(names.colour(&kept, "green") > 0.2, "forest green is green, too");
        assert_eq!(names.colour(&kept, "red"), 0.0);
        assert_eq!(names.kept(&said[1..]), None);
        assert!(Names::of(Path::new("nowhere")).is_none());
    }
}
