//! Which pictures lie in a folder and the folders in it, by their names: of a web address only the name can be found
//! offline. The folder is searched through once an import, and only if a picture is asked for by its name.

use crate::import::limits::{MAX_DEPTH, MAX_FILES};
use nova_pictures::names;
use percent_encoding::percent_decode_str;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Pictures by their names.
#[derive(Debug, Default)]
pub(crate) struct PictureIndex {
    files: Vec<PathBuf>,
    /// By the name in lower case.
    by_name: HashMap<String, Vec<u32>>,
    /// By the name in lower case without its ending, and without what a shop system adds for a size.
    by_stem: HashMap<String, Vec<u32>>,
}

impl PictureIndex {
    /// Searches through `folder`. Links are not followed, and a folder that cannot be read is passed over.
    pub fn of(folder: &Path) -> PictureIndex {
        let mut files = Vec::new();
        let mut open = vec![(folder.to_owned(), 0)];
        let mut seen = 0;
        while let Some((folder, depth)) = open.pop() {
            let entries = std::fs::read_dir(&folder).into_iter().flatten();
            for entry in entries.filter_map(Result::ok) {
                seen += 1;
                let path = entry.path();
                if names::is_leftover(&path) {
                    continue;
                }
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() && depth < MAX_DEPTH => open.push((path, depth + 1)),
                    Ok(kind) if kind.is_file() && names::is_picture(&path) => files.push(path),
                    _ => {}
                }
            }
            if seen > MAX_FILES {
                break;
            }
        }
        PictureIndex::from_files(files)
    }

    fn from_files(mut files: Vec<PathBuf>) -> PictureIndex {
        files.sort();
        let mut index = PictureIndex::default();
        for (at, file) in files.iter().enumerate() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let name = lower(file.file_name());
            let stem = lower(file.file_stem());
            index
                .by_stem
                .entry(without_size(&stem).to_owned())
                .or_default()
                .push(at);
            if without_size(&stem) != stem {
                index.by_stem.entry(stem).or_default().push(at);
            }
            index.by_name.entry(name).or_default().push(at);
        }
        index.files = files;
        index
    }

    /// The picture that a web address or a path means: by its name, else by its name with another ending or another
    /// size. Of several that are called alike the one is taken whose folders agree the longest; none if that is no
    /// help.
    pub fn find(&self, address: &str) -> Option<&Path> {
        let segments = segments(address);
        let name = segments.last()?.to_lowercase();
        let stem = Path::new(&name)
            .file_stem()
            .map_or_else(|| name.clone(), |stem| lower(Some(stem)));
        let found = [
            self.by_name.get(&name),
            self.by_stem.get(&stem),
            self.by_stem.get(without_size(&stem)),
        ];
        found
            .into_iter()
            .flatten()
            .find_map(|files| self.closest(files, &segments))
    }

    /// The only picture whose name without ending is `stem`.
    pub fn find_stem(&self, stem: &str) -> Option<&Path> {
        self.closest(self.by_stem.get(&stem.to_lowercase())?, &[])
    }

    fn closest(&self, files: &[u32], segments: &[String]) -> Option<&Path> {
        let agreement = |file: &Path| {
            let own = file.parent().into_iter().flat_map(Path::components).rev();
            let wanted = segments.iter().rev().skip(1);
            own.zip(wanted)
                .take_while(|(own, wanted)| own.as_os_str().eq_ignore_ascii_case(wanted.as_str()))
                .count()
        };
        let files: Vec<&Path> = files
            .iter()
            .filter_map(|at| self.files.get(*at as usize))
            .map(PathBuf::as_path)
            .collect();
        let best = files.iter().map(|file| agreement(file)).max()?;
        let mut closest = files.into_iter().filter(|file| agreement(file) == best);
        let first = closest.next();
        first.filter(|_| closest.next().is_none())
    }
}

/// The parts of an address's or a path's path, without query and fragment, decoded.
fn segments(address: &str) -> Vec<String> {
    let path = match address.split_once("://") {
        Some((_, rest)) => rest.split(['?', '#']).next().unwrap_or(rest),
        None => address,
    };
    let parts = path.split(['/', '\\']).filter(|part| !part.is_empty());
    parts
        .map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned())
        .collect()
}

fn lower(name: Option<&std::ffi::OsStr>) -> String {
    name.unwrap_or_default().to_string_lossy().to_lowercase()
}

/// A name in lower case without the size that Shopify (`_925x`, `_400x400_crop_center`, `_grande`, `@2x`) or WordPress
/// (`-300x300`, `-scaled`) adds to it.
fn without_size(stem: &str) -> &str {
    let mut rest = stem;
    for density in ["@2x", "@3x"] {
        rest = rest.strip_suffix(density).unwrap_or(rest);
    }
    for crop in ["center", "top", "bottom", "left", "right"] {
        rest = rest
            .strip_suffix(crop)
            .and_then(|rest| rest.strip_suffix("_crop_"))
            .unwrap_or(rest);
    }
    let named = [
        "_pico",
        "_icon",
        "_thumb",
        "_small",
        "_compact",
        "_medium",
        "_large",
        "_grande",
        "_original",
        "_master",
        "-scaled",
    ];
    if let Some(shorter) = named.into_iter().find_map(|size| rest.strip_suffix(size)) {
        rest = shorter;
    }
    let Some(at) = rest.rfind(['_', '-']) else {
        return rest;
    };
    let is_size = rest[at + 1..].split_once('x').is_some_and(|(width, height)| {
        let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        number(width) && number(height) && !(width.is_empty() && height.is_empty())
    });
    if is_size && at > 0 { &rest[..at] } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(files: &[&str]) -> PictureIndex {
        PictureIndex::from_files(files.iter().map(PathBuf::from).collect())
    }

    fn find(files: &[&str], address: &str) -> Option<String> {
        let index = index(files);
        index
            .find(address)
            .map(|path| path.to_string_lossy().into_owned())
    }

    #[test]
    fn sizes_of_shop_systems_are_taken_off() {
        for (stem, expected) in [
            ("shirt_925x", "shirt"),
            ("shirt_x400", "shirt"),
            ("shirt_400x400_crop_center", "shirt"),
            ("shirt_925x@2x", "shirt"),
            ("shirt_grande", "shirt"),
            ("shirt-300x300", "shirt"),
            ("shirt-scaled", "shirt"),
            ("t-shirt", "t-shirt"),
            ("max-x", "max-x"),
            ("925x", "925x"),
            ("shirt_2", "shirt_2"),
        ] {
            assert_eq!(without_size(stem), expected, "{stem}");
        }
    }

    #[test]
    fn a_web_address_is_found_by_its_name() {
        for (file, address) in [
            ("p/Shirt.JPG", "https://cdn.shopify.com/s/files/1/shirt.jpg?v=17"),
            ("shirt.jpg", "https://x.y/photos/shirt_925x@2x.jpg"),
            ("shirt_925x.jpg", "https://x.y/photos/shirt.jpg"),
            ("shirt.webp", "https://x.y/shirt.jpg"),
            ("été chic.jpg", "https://x.y/%C3%A9t%C3%A9%20chic.jpg#top"),
            ("t-shirt.-with-logo.png", "https://x.y/t-shirt.-with-logo.png"),
        ] {
            assert_eq!(find(&[file], address).as_deref(), Some(file), "{address}");
        }
        assert_eq!(find(&["a.jpg"], "https://x.y/b.jpg"), None);
        assert_eq!(find(&["a.jpg"], ""), None);
    }

    #[test]
    fn of_pictures_called_alike_the_folders_decide() {
        let files = ["one/front.jpg", "two/front.jpg"];
        assert_eq!(
            find(&files, "https://x.y/two/front.jpg").as_deref(),
            Some("two/front.jpg")
        );
        assert_eq!(
            find(&files, "https://x.y/three/front.jpg"),
            None,
            "better none than the wrong one"
        );
        assert_eq!(index(&files).find_stem("front"), None);
        assert_eq!(index(&["A1.jpg"]).find_stem("a1"), Some(Path::new("A1.jpg")));
    }
}
