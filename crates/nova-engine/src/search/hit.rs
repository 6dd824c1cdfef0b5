//! A product as it is found.

use crate::engine::Engine;
use crate::gallery::Gallery;
use crate::item::Item;
use crate::library::thumb_key;
use crate::ranking::Band;
use nova_domain::Reason;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

/// A product that was found.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct Hit {
    /// The product's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How well it answers, 0..1, higher is better; 0 when nothing was searched.
    pub score: f32,
    /// Score of the words alone, where there were any.
    pub text_score: Option<f32>,
    /// Score of the photo alone, where there was one.
    pub image_score: Option<f32>,
    /// How well it answers beside the rest of the catalogue; `None` when nothing was searched.
    pub band: Option<Band>,
    /// Price in `currency`.
    pub price: Option<f64>,
    /// Currency of the price.
    pub currency: String,
    /// Label.
    pub brand: String,
    /// Kind of garment.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whom it is made for.
    pub gender: String,
    /// Colours, the main one first.
    pub colours: Vec<String>,
    /// Whether it can be sold now.
    pub in_stock: bool,
    /// Path of its picture.
    pub image: Option<String>,
    /// Key of its thumbnail.
    pub thumb: Option<String>,
    /// Key of the thumbnail of the further picture by which it was found, where that is nearer to the photo than its first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub view: Option<String>,
    /// Why it was found.
    pub reasons: Vec<Reason>,
    /// Ids of the same design in other colours, and of the same picture, best first; empty unless folded.
    pub variants: Vec<String>,
}

impl Engine {
    pub(crate) fn hit(&self, gallery: &Gallery, item: &Item, score: f32, reasons: Vec<Reason>) -> Hit {
        let product = &item.product;
        Hit {
            id: product.id.0.clone(),
            title: product.title.clone(),
            score,
            text_score: None,
            image_score: None,
            band: None,
            price: product.price,
            currency: product.currency.clone(),
            brand: product.brand.clone(),
            kind: product.kind.clone(),
            gender: product.gender.clone(),
            colours: product.colours.clone(),
            in_stock: product.in_stock(),
            image: gallery.picture(item, &self.library),
            thumb: item.picture_hash.as_deref().map(thumb_key),
            view: None,
            reasons,
            variants: Vec::new(),
        }
    }
}
