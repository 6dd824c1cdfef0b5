//! The forms of the tables' words, as the build made them (`build.rs`): a finite-state map that lies in the program as it
//! is, so that nothing is read when it starts. It is walked letter by letter, which ends where no word goes on.

use crate::word::Word;
use fst::raw::{CompiledAddr, Fst, Output};
use std::sync::LazyLock;

static FORMS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/forms.fst"));
static WORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.bin"));
static COMMON: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/common.fst"));

/// The tables as the build made them, for who keeps what was read with them: with others it may be read otherwise.
pub fn tables() -> [&'static [u8]; 3] {
    [FORMS, WORDS, COMMON]
}

/// What the build wrote is a map, and its version this crate's.
const WRITTEN: &str = "the build wrote a map of this version";

static MAP: LazyLock<Fst<&'static [u8]>> = LazyLock::new(|| Fst::new(FORMS).expect(WRITTEN));
static NEAR_MISSES: LazyLock<fst::Set<&'static [u8]>> =
    LazyLock::new(|| fst::Set::new(COMMON).expect(WRITTEN));

/// A place in the map, after some letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    node: CompiledAddr,
    value: Output,
}

impl Place {
    /// Before the first letter.
    pub fn start() -> Place {
        Place {
            node: MAP.root().addr(),
            value: Output::zero(),
        }
    }

    /// One byte further.
    pub fn step(self, byte: u8) -> Option<Place> {
        let node = MAP.node(self.node);
        let transition = node.transition(node.find_input(byte)?);
        Some(Place {
            node: transition.addr,
            value: self.value.cat(transition.out),
        })
    }

    /// Some letters further.
    pub fn walk(self, text: &str) -> Option<Place> {
        text.bytes().try_fold(self, Place::step)
    }

    /// The bytes that go on, each with the place after it.
    pub fn next(self) -> impl Iterator<Item = (u8, Place)> {
        let node = MAP.node(self.node);
        (0..node.len()).map(move |at| {
            let transition = node.transition(at);
            let place = Place {
                node: transition.addr,
                value: self.value.cat(transition.out),
            };
            (transition.inp, place)
        })
    }

    /// What the letters up to here can mean; nothing where no form ends.
    pub fn words(self) -> impl Iterator<Item = Word> {
        let node = MAP.node(self.node);
        let list = node.is_final().then(|| {
            let value = self.value.cat(node.final_output()).value();
            let count = (value & 255) as usize;
            let from = (value >> 8) as usize * Word::SIZE;
            WORDS.get(from..from + count * Word::SIZE).unwrap_or_default()
        });
        let (words, _) = list.unwrap_or_default().as_chunks();
        words.iter().filter_map(|bytes| Word::of_bytes(*bytes))
    }
}

/// What a form can mean, if it stands in the tables.
pub(crate) fn words_of(form: &str) -> impl Iterator<Item = Word> {
    let place = Place::start().walk(form);
    place.into_iter().flat_map(Place::words)
}

/// Whether a folded word is an everyday one that is no misspelling of the tables'.
pub(crate) fn is_common(folded: &str) -> bool {
    NEAR_MISSES.contains(folded)
}
