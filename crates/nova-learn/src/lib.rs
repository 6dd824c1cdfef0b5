//! What a catalogue teaches: small maps on top of a model's embeddings, trained on the shop's own words and facts.
//!
//! Pure maths: matrices and seeds in, maps and figures out. Deliberately absent: files, clocks, products and their
//! meaning, and when to learn (`nova-engine`); embeddings (`nova-clip`).

mod chance;
mod contrast;
mod fit;
mod maps;
mod measure;
mod optimiser;
mod product;
mod rows;
mod shuffle;
mod state;

pub use chance::{Gain, gain};
pub use fit::{Lesson, Maps, Piece, Recipe, Watch, fit};
pub use maps::{PictureMap, TextMap};
pub use measure::{mean, precision, ranked, recall};
pub use optimiser::{AdamW, average, one_cycle};
pub use rows::Rows;
pub use shuffle::Shuffle;
pub use state::{Learnt, StateError};
