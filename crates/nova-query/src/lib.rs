//! What a sentence about clothes says: which garment, in which colour, for whom and for what, within which limits, and
//! what is refused. English, French, German, Spanish, Chinese and Arabic are read, also mixed.
//!
//! A sentence goes in and a structure comes out, with the place of everything in the text; the same words that read a
//! query also read what a shop says of a product ([`facts`]), so that a French query finds what an English shop calls
//! otherwise. The words stand in tables (`vocabulary/`), which are data and no code. Nothing here knows catalogues, models,
//! files or clocks; what a shop calls its things is passed in ([`ShopWords`]).
//!
//! Begin with [`read()`] in `read.rs`; how words are found is in `phrases.rs` and `spans.rs`, what is refused in `refusal.rs`, prices and
//! sizes in `limits.rs`, the tables in `tables.rs`, and what they come to in
//! `vocabulary.rs`. The build makes a map of their words (`build.rs`), so that nothing is read when a program starts.

mod compound;
mod english;
mod fold;
mod forms;
mod grammar;
mod language;
mod limits;
mod misspelt;
mod numerals;
mod phrases;
mod read;
mod refusal;
mod shop;
mod spans;
mod tables;
mod tokens;
mod understood;
mod vocabulary;
mod word;
#[cfg(test)]
mod written;

pub use forms::tables;
pub use language::Language;
pub use read::{facts, read, read_in, spoken};
pub use shop::ShopWords;
pub use understood::{
    Certainty, Contradiction, Correction, Facet, Item, Limit, Price, Refusal, Rest, Size, Understood,
};
pub use vocabulary::{Reading, concept, concepts};
pub use word::Concept;
