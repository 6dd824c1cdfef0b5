//! Where the pictures of a catalogue are looked for: as it names them, inside their folder; by their names anywhere in it;
//! by the product's id; and among those that were downloaded.

use crate::import::picture_index::PictureIndex;
use crate::library::Library;
use crate::quarantine::LeftOut;
use nova_domain::Product;
use nova_pictures::names;
use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

/// A picture that the catalogue names and that is not taken.
pub(crate) struct Refused {
    pub file: String,
    pub reason: String,
    pub why: LeftOut,
}

/// Where pictures are looked for.
pub(crate) struct Pictures {
    /// Folder that pictures are relative to, without links.
    folder: PathBuf,
    index: OnceLock<PictureIndex>,
    /// Pictures that were downloaded, by their address.
    downloaded: HashMap<String, PathBuf>,
}

/// Whether a catalogue names a picture by an address and not by a file.
pub(crate) fn is_address(named: &str) -> bool {
    named.contains("://")
        || named.starts_with("//")
        || named.starts_with("data:")
        || named.starts_with("javascript:")
}

impl Pictures {
    /// Those of a folder, and of a library to which pictures were downloaded.
    pub fn of(folder: &Path, library: &Library, downloaded: HashMap<String, String>) -> Pictures {
        let downloaded = downloaded.into_iter();
        Pictures {
            downloaded: downloaded
                .map(|(address, place)| (address, library.picture(&place)))
                .collect(),
            folder: std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned()),
            index: OnceLock::new(),
        }
    }

    /// The picture files of the folder; searched for when they are first asked for.
    fn index(&self) -> &PictureIndex {
        self.index.get_or_init(|| PictureIndex::of(&self.folder))
    }

    /// The file of a product's picture: as the catalogue names it, inside the folder of the pictures; else the one that
    /// is called so; else the one that is called by the product's id. `None` when there is none and the catalogue names
    /// no file here.
    pub fn find(&self, product: &Product) -> Result<Option<PathBuf>, Refused> {
        let id = product.id.as_str();
        let Some(named) = product.image.as_deref() else {
            return Ok(self.by_id(id));
        };
        let refused = |why: LeftOut, reason: String| Refused {
            file: named.to_owned(),
            reason,
            why,
        };
        let searched = || {
            let found = self.index().find(named).or_else(|| self.index().find_stem(id));
            found.map(Path::to_owned)
        };
        // Of a web address that was not downloaded only the file's name can be found, and none is promised.
        if is_address(named) {
            return Ok(self.download(named).or_else(searched));
        }
        let local = PathBuf::from(named.replace('\\', "/"));
        if local.components().any(|part| part == Component::ParentDir) {
            return Err(refused(
                LeftOut::LeadsOut,
                "the picture's path leads out of its folder; put the picture into the folder".to_owned(),
            ));
        }
        if local.is_absolute() && local.is_file() {
            return Ok(Some(local));
        }
        let name = local.file_name().map(PathBuf::from).unwrap_or_default();
        let places = if local.is_absolute() {
            Vec::new()
        } else {
            vec![local, Path::new("images").join(&name), name]
        };
        let mut places = places.iter().map(|place| self.folder.join(place));
        if let Some(place) = places.find(|place| place.is_file()) {
            let leads_out = std::fs::canonicalize(&place).is_ok_and(|real| !real.starts_with(&self.folder));
            if leads_out {
                return Err(refused(
                    LeftOut::LinkLeadsOut,
                    "the picture is a link that leads out of its folder; put the picture itself into the folder"
                        .to_owned(),
                ));
            }
            return Ok(Some(place));
        }
        searched().map(Some).ok_or_else(|| {
            let folder = self.folder.display().to_string();
            let reason = format!(
                "the picture is not in {folder}; put it there, or name the right folder with --images, and import again"
            );
            refused(LeftOut::NotThere { folder }, reason)
        })
    }

    /// The file of a further picture, if it is here.
    pub fn find_view(&self, named: &str) -> Option<PathBuf> {
        if is_address(named) {
            let found = || self.index().find(named).map(Path::to_owned);
            return self.download(named).or_else(found);
        }
        let mut product = Product::new("", "");
        product.image = Some(named.to_owned());
        self.find(&product).ok().flatten()
    }

    /// The picture that was downloaded from an address.
    pub fn download(&self, address: &str) -> Option<PathBuf> {
        self.downloaded
            .get(address)
            .filter(|path| path.is_file())
            .cloned()
    }

    /// Remembers a download.
    pub fn add_download(&mut self, address: &str, path: PathBuf) {
        self.downloaded.insert(address.to_owned(), path);
    }

    fn by_id(&self, id: &str) -> Option<PathBuf> {
        let plain = !id.contains(['/', '\\']) && id != "..";
        let mut places = names::ENDINGS
            .iter()
            .map(|ending| self.folder.join(format!("{id}.{ending}")));
        places.find(|place| plain && place.is_file())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pictures(folder: &Path) -> Pictures {
        let library = Library {
            folder: folder.join("library"),
        };
        Pictures::of(folder, &library, HashMap::new())
    }

    fn find(image: Option<&str>, files: &[&str]) -> Result<Option<String>, String> {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, b"x").unwrap();
        }
        let mut product = Product::new("7", "Shirt");
        product.image = image.map(str::to_owned);
        match pictures(folder.path()).find(&product) {
            Ok(found) => Ok(found.map(|path| {
                path.strip_prefix(std::fs::canonicalize(folder.path()).unwrap())
                    .unwrap()
                    .to_string_lossy()
                    .into_owned()
            })),
            Err(refused) => Err(refused.reason),
        }
    }

    #[test]
    fn pictures_are_found_where_shops_put_them() {
        assert_eq!(
            find(Some("a.jpg"), &["a.jpg"]),
            Ok(Some("a.jpg".into())),
            "as named"
        );
        assert_eq!(
            find(Some("a.jpg"), &["images/a.jpg"]),
            Ok(Some("images/a.jpg".into())),
            "in images/"
        );
        assert_eq!(
            find(Some("x\\a.jpg"), &["a.jpg"]),
            Ok(Some("a.jpg".into())),
            "by its name alone"
        );
        assert_eq!(
            find(Some("https://x.y/z/a.jpg?v=1"), &["a.jpg"]),
            Ok(Some("a.jpg".into())),
            "of a web address"
        );
        assert_eq!(
            find(Some("a.jpg"), &["deep/down/A.JPG"]),
            Ok(Some("deep/down/A.JPG".into())),
            "anywhere in the folder"
        );
        assert_eq!(
            find(Some("gone.jpg"), &["7.png"]),
            Ok(Some("7.png".into())),
            "by the product's id, where the name is no help"
        );
        assert_eq!(
            find(None, &["7.png"]),
            Ok(Some("7.png".into())),
            "by the product's id"
        );
    }

    #[test]
    fn a_product_without_a_picture_is_no_failure_but_a_missing_file_is() {
        assert_eq!(find(None, &[]), Ok(None), "the catalogue promises none");
        assert_eq!(
            find(Some("https://x.y/a.jpg"), &[]),
            Ok(None),
            "a web address promises none here"
        );
        assert!(
            find(Some("a.jpg"), &[]).unwrap_err().contains("--images"),
            "it says what to do"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_out_is_refused() {
        let (shop, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::fs::write(outside.path().join("secret.jpg"), b"x").unwrap();
        std::fs::write(shop.path().join("real.jpg"), b"x").unwrap();
        std::os::unix::fs::symlink(outside.path().join("secret.jpg"), shop.path().join("a.jpg")).unwrap();
        std::os::unix::fs::symlink(shop.path().join("real.jpg"), shop.path().join("b.jpg")).unwrap();
        let found = |name: &str| {
            let mut product = Product::new("7", "Shirt");
            product.image = Some(name.to_owned());
            pictures(shop.path()).find(&product)
        };
        match found("a.jpg") {
            Err(Refused { reason, .. }) => assert!(reason.contains("link"), "{reason}"),
            _ => panic!("it must be refused"),
        }
        assert!(
            matches!(found("b.jpg"), Ok(Some(_))),
            "a link within the folder may stay"
        );
    }

    #[test]
    fn a_path_that_climbs_out_is_refused() {
        assert!(
            find(Some("../../etc/passwd"), &[])
                .unwrap_err()
                .contains("out of its folder"),
            "never followed"
        );
    }
}
