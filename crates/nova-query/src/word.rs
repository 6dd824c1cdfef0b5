//! What a word of the tables can mean, and the four bytes in which a build keeps it for the program (`written.rs` and `build.rs` write
//! them, `forms.rs` reads them). Which words there are is in `tables.rs`.

use crate::grammar::Role;
use crate::language::Language;

/// A concept of the vocabulary: cheap to copy and to compare. What it is called and is wider than is in `vocabulary.rs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Concept(pub(crate) u16);

/// What a word can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sense {
    Concept(Concept),
    Role(Role),
}

/// A word of the tables under one of its forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    pub language: Language,
    /// Steps of reduction after which it has this form; 0 is the word itself.
    pub step: u8,
    pub sense: Sense,
    pub slang: bool,
}

impl Word {
    /// Bytes of a word.
    pub const SIZE: usize = 4;

    /// The word of bytes that the build made; `None` of any others.
    pub fn of_bytes([how, kind, low, high]: [u8; Word::SIZE]) -> Option<Word> {
        Some(Word {
            language: *Language::ALL.get(usize::from(how & 7))?,
            step: how >> 3 & 7,
            slang: how >> 6 != 0,
            sense: match kind {
                0 => Sense::Concept(Concept(u16::from_le_bytes([low, high]))),
                _ => Sense::Role(Role::of_code(low)?),
            },
        })
    }
}
