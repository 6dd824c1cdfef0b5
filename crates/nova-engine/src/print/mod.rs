//! What is printed of a board: a lookbook, price tags, a list for the fitting room. How pages look is `nova-print`; here products
//! become the pieces that it sets, with their pictures as large as paper shows them.

mod lookbook;
mod sheets;

pub use sheets::{PrintBoardRequest, PrintBoardResponse, PrintTexts, Printed};

use crate::client::boards::Pinned;
use crate::engine::Engine;
use crate::gallery::Gallery;
use image::codecs::jpeg::JpegEncoder;
use nova_pictures::{Photo, PhotoLimits, on_white};
use nova_print::{Picture, Piece};
use rayon::prelude::*;
use std::path::Path;
use std::sync::Arc;

/// Quality of pictures in pages, of 100.
const QUALITY: u8 = 87;
/// Longest sides of the pictures of a small book and of a large one, in pixels: 200 dots an inch of a page, and of half of one.
const LARGE: (u32, u32) = (1050, 1400);
const SMALL: (u32, u32) = (660, 880);
/// How many pieces a small book has at most.
const FEW: usize = 40;

/// Pieces as they are printed, in order.
pub(crate) fn pieces(engine: &Engine, gallery: &Gallery, pinned: &[Pinned], how: &How<'_>) -> Vec<Piece> {
    let side = if pinned.len() <= FEW { LARGE } else { SMALL };
    pinned
        .par_iter()
        .map(|pin| {
            let item = gallery.find(&pin.id).ok();
            let product = item.map(|item| &item.product);
            let price = pin.price.filter(|_| how.prices);
            let picture = how.pictures.then(|| picture(engine, pin, side)).flatten();
            Piece {
                title: pin.title.clone(),
                brand: product.map(|product| product.brand.clone()).unwrap_or_default(),
                price: price.map(|price| nova_print::money(price, &pin.currency, how.language)),
                sizes: product.map(|product| product.sizes.clone()).unwrap_or_default(),
                sku: product
                    .and_then(|product| product.skus.first().cloned())
                    .unwrap_or_else(|| pin.id.clone()),
                note: pin.note.clone(),
                sold: !pin.in_stock,
                picture,
                link: None,
            }
        })
        .collect()
}

/// What of pieces is printed, and for whom.
pub(crate) struct How<'a> {
    pub prices: bool,
    pub pictures: bool,
    /// A tag of BCP 47.
    pub language: &'a str,
}

/// A piece's picture: its file where that can still be read, else its thumbnail.
fn picture(engine: &Engine, pin: &Pinned, side: (u32, u32)) -> Option<Picture> {
    let own = engine.picture_path(&pin.id);
    let thumb = pin.thumb.as_deref().and_then(|key| engine.thumb_path(key));
    let files = own.into_iter().chain(thumb);
    let photo = files
        .into_iter()
        .find_map(|file| Photo::open(&file, &PhotoLimits::default()).ok())?;
    let small = photo.thumbnail(side.0, side.1);
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .encode_image(&small)
        .ok()?;
    Some(Picture {
        bytes: Arc::new(bytes),
        width: small.width(),
        height: small.height(),
        on_white: on_white(&small),
    })
}

/// A shop's mark as it is printed.
pub(crate) fn mark(file: &Path) -> Option<Picture> {
    let bytes = std::fs::read(file).ok()?;
    let (width, height) = image::ImageReader::new(std::io::Cursor::new(&bytes))
        .with_guessed_format()
        .ok()?
        .into_dimensions()
        .ok()?;
    Some(Picture {
        bytes: Arc::new(bytes),
        width,
        height,
        on_white: false,
    })
}
