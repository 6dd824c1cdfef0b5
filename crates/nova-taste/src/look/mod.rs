//! Completing a look: which pieces of other slots go with a garment.
//!
//! [`kind`] reads from the shop's words what a product is, [`slot`] which place of an outfit it takes, [`piece`] what else
//! is known of it. How well two pieces go together is what is left of their pictures' cosine without what they show
//! ([`rack`]), two maps ([`maps`], [`learn`]) and the facts ([`pair`]); [`scorer`] adds it up. Deliberately absent: what
//! the client likes (that is the taste's matter) and which pieces are in stock (`nova-engine`).

pub mod colour;
mod facts;
mod footwear;
pub mod kind;
mod kinds_table;
pub mod learn;
mod lists;
pub mod maps;
pub mod measure;
pub mod pair;
pub mod piece;
pub mod rack;
pub mod reason;
pub mod scorer;
mod slot;
mod words;

pub use facts::Pairing;
pub use footwear::footwear;
pub use kind::{Family, family};
pub use piece::{Piece, Wearer};
pub use slot::{Extent, Slot, slot, together};
