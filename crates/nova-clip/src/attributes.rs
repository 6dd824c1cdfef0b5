//! What a model names of a picture beside its vector: the attributes and their values, as `attributes.json` in its folder calls
//! them. How likely each is comes from [`Embedder::embed_and_name_batch`](crate::Embedder::embed_and_name_batch).

use serde::Deserialize;
use std::path::Path;

/// An attribute, such as the colour, with all values that it can have, in the model's order.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Attribute {
    /// What it is called: `kind`, `colour`, `pattern` and so on.
    pub name: String,
    /// Its values.
    pub values: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    attributes: Vec<Attribute>,
}

/// The attributes of the model in a folder; none where it names nothing, or its file cannot be read.
pub fn attributes(folder: &Path) -> Vec<Attribute> {
    let read = std::fs::read(folder.join("attributes.json")).ok();
    let file = read.and_then(|bytes| serde_json::from_slice::<File>(&bytes).ok());
    file.map(|file| file.attributes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_model_names_kinds_and_colours_and_a_folder_without_the_file_nothing() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/nova-mini");
        let attributes = attributes(&folder);
        for (name, value) in [("kind", "dress"), ("colour", "navy blue")] {
            let own = attributes.iter().find(|own| own.name == name).expect(name);
            assert!(own.values.iter().any(|one| one == value), "{value}");
        }
        assert_eq!(super::attributes(Path::new("nowhere")), Vec::new());
    }
}
