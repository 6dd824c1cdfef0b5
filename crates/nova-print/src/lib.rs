//! Pages to print. What stands where is decided in points on A4 ([`Book::set`], [`Tags::set`], [`Visit::set`]) and can be looked
//! at as a [`Sheet`]; [`Sheet::pdf`] writes it down, tagged for screen readers, with its fonts inside.
//!
//! Nothing here knows products, clients or files: pictures come as bytes, texts in the reader's language.

mod caption;
mod contents;
mod draw;
mod fonts;
mod garment;
mod lookbook;
mod money;
mod sheet;
mod structure;
mod tags;
mod text;
mod visit;

pub use draw::PrintError;
pub use fonts::Fonts;
pub use lookbook::{Book, Part};
pub use money::money;
pub use sheet::{Area, Link, Mark, PAGE_HEIGHT, PAGE_WIDTH, Page, Picture, Piece, Role, Shape, Sheet};
pub use tags::Tags;
pub use text::{Face, Paragraph, Setter, Side, Style};
pub use visit::Visit;
