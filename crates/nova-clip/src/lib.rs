//! A sentence or a photo becomes a unit vector, on candle.
//!
//! This crate is the only one that knows candle. It holds one architecture a
//! file or folder ([`clip`] and [`siglip`] for Hugging Face folders, [`nova_mini`] for
//! the model that ships with the app) behind the small trait [`DualEncoder`], and
//! [`Embedder`], the handle to the one thread that owns a loaded model.
//!
//! Deliberately not here: picture files (`nova-pictures`), caches, catalogues,
//! nearest neighbours, downloads.
//! Nothing in this crate opens a socket or writes a file.
//!
//! Where to look next: [`load`] for what a model folder must hold, `preprocess`
//! for how a picture becomes pixels,
//! `transformer` and `kernel` for what computes, `device` for where, `embedder` for the order in which requests are served.
//!
//! ```no_run
//! use nova_clip::Embedder;
//! use nova_pictures::{Photo, PhotoLimits};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let embedder = Embedder::spawn("models/nova-mini".as_ref())?;
//! let sentence = embedder.embed_text("navy blue check shirt")?;
//! let photo = Photo::open("shirt.jpg".as_ref(), &PhotoLimits::default())?;
//! let picture = embedder.embed_photo(photo.rgb())?;
//! let cosine: f32 = sentence.iter().zip(&picture).map(|(a, b)| a * b).sum();
//! # let _ = cosine; Ok(()) }
//! ```

mod attributes;
mod clip;
mod device;
mod embedder;
mod error;
mod folder;
mod json;
mod kernel;
mod model;
mod nova_mini;
mod open_clip;
mod origin;
mod preprocess;
mod siglip;
mod tokens;
mod transformer;
mod validate;
mod weights;

pub use attributes::{Attribute, attributes};
pub use embedder::{Embedder, Seen};
pub use error::ClipError;
pub use folder::{FILES, describes_towers, files, inspect, is_model_folder, load};
pub use model::{DualEncoder, ModelInfo};
pub use preprocess::{Pixels, Preprocess};
pub use validate::validate;
