//! A picture file, of whatever kind people have, becomes upright, opaque, 8-bit sRGB pixels.
//!
//! What the bytes are is decided by their content and never by a file's name. Limits hold before anything is
//! decoded. [`Photo`] is the way in; `sniff` tells formats apart, `raster` decodes most of them, `jpeg` knows where
//! a JPEG's first picture ends, `heif` reads AVIF and HEIC, `profile` turns colours into sRGB, and [`names`] tells
//! picture files from what systems leave beside them. A shop's mark, which may be drawn, comes in by [`logo`];
//! [`framed`] brings a piece before a plain ground to the shape in which it is shown.
//!
//! Deliberately not here: what a model makes of a picture (`nova-clip`), folders, catalogues, downloads. Nothing in
//! this crate opens a socket or writes a file.

mod error;
mod frame;
mod heif;
mod inks;
mod jpeg;
mod limits;
mod logo;
pub mod names;
mod photo;
mod profile;
mod raster;
mod sniff;

pub use error::PictureError;
pub use frame::{framed, on_white};
pub use limits::PhotoLimits;
pub use logo::logo;
pub use photo::Photo;
pub use sniff::ending;
