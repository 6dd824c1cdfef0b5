//! One product with all its fields.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::item::Item;
use crate::library::thumb_key;
use nova_domain::Product;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use ts_rs::TS;

/// Which product.
#[derive(Debug, Clone, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProductRequest {
    /// The product's id.
    pub id: String,
}

/// A product and its picture.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct ProductResponse {
    /// The product as the shop describes it.
    pub product: Product,
    /// Key of its thumbnail.
    pub thumb: Option<String>,
    /// Path of its picture.
    pub image: Option<String>,
    /// Whether search can find it by its picture.
    pub embedded: bool,
    /// Whether it can be sold now.
    pub in_stock: bool,
    /// Ids of the same design in several colours, this one among them; empty where there is one alone.
    pub family: Vec<String>,
}

/// The products of one design, in the catalogue's order.
fn family(gallery: &Gallery, item: &Item) -> Vec<String> {
    let designs = gallery.designs();
    let of = |row: &usize| gallery.item(*row).product.id.as_str();
    // What has no picture has no other colours that could be told by it.
    let Some(own) = item.row else {
        return Vec::new();
    };
    let alike: Vec<usize> = (0..gallery.rows())
        .filter(|row| designs[*row] == designs[own])
        .collect();
    match alike.len() {
        0 | 1 => Vec::new(),
        _ => alike.iter().map(|row| of(row).to_owned()).collect(),
    }
}

impl Engine {
    /// A product with all its fields.
    ///
    /// # Errors
    /// When there is no such product.
    pub fn product(&self, request: &ProductRequest) -> Result<ProductResponse, EngineError> {
        let gallery = self.gallery();
        let item = gallery.find(&request.id)?;
        Ok(ProductResponse {
            product: item.product.clone(),
            thumb: item.picture_hash.as_deref().map(thumb_key),
            image: gallery.picture(item, &self.library),
            embedded: item.row.is_some(),
            in_stock: item.product.in_stock(),
            family: family(&gallery, item),
        })
    }

    /// The file of a product's picture, if it has one.
    pub fn picture_path(&self, id: &str) -> Option<PathBuf> {
        let gallery = self.gallery();
        gallery
            .find(id)
            .ok()?
            .picture_path
            .as_deref()
            .map(|stored| self.at_hand(self.library.picture(stored)))
    }

    /// A file's path once it is there, if it can be; whoever shows it finds out where it is not.
    fn at_hand(&self, path: PathBuf) -> PathBuf {
        let _ = self.fetch_file(&path);
        path
    }

    /// The file of a thumbnail by its key. `None` for a key that is not of a thumbnail's form, so that no path
    /// leads out of the library.
    pub fn thumb_path(&self, key: &str) -> Option<PathBuf> {
        let (folder, file) = key.split_once('/')?;
        let hash = file.strip_suffix(".jpg")?;
        let hexadecimal = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        (folder.len() == 2 && hexadecimal(folder) && hexadecimal(hash))
            .then(|| self.at_hand(self.library.thumbs().join(key)))
    }
}
