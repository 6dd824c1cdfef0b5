//! Misspellings that can be forgiven: which word of the tables was probably meant.

use crate::fold::reduced;
use crate::forms::{Place, is_common, words_of};
use crate::language::Language;
use crate::shop::ShopWords;
use crate::understood::Facet;
use crate::word::{Concept, Sense, Word};

/// Fewest letters of an Arabic word that may be one: its roots have three, and many lie near each other.
const ARABIC: usize = 6;
/// Letters of a word that may be a misspelling.
const LETTERS: std::ops::RangeInclusive<usize> = 4..=24;
/// Fewest letters of what may have been meant: a shorter word is near too many.
const SHORTEST: usize = 4;

/// The word of the tables that a folded word was probably meant to be: as few edits away as its length allows (a letter
/// more, less, another, or two that changed places), beginning with the same letter or with the first two changed. Of several,
/// the nearest, and then garments and colours before the rest. `None` where nothing is near, or where the word may well be
/// right.
pub(crate) fn meant(folded: &str, language: Language, shop: &ShopWords) -> Option<(String, Vec<Word>)> {
    let letters: Vec<char> = folded.chars().collect();
    if !LETTERS.contains(&letters.len()) || !letters.iter().all(|letter| letter.is_alphabetic()) {
        return None;
    }
    if language == Language::Ar && letters.len() < ARABIC {
        return None;
    }
    if shop.knows(folded) || is_common(folded) {
        return None;
    }
    let most = if letters.len() < 8 { 1 } else { 2 };
    let mut best: Option<(Rank, String, Vec<Word>)> = None;
    let mut nearby = Nearby {
        wanted: &letters,
        most,
        spelling: String::new(),
        letters: 0,
    };
    nearby.search(&mut |spelling, distance, place| {
        let length = spelling.chars().count();
        if distance == 0 || length < SHORTEST {
            return;
        }
        let words: Vec<Word> = place
            .words()
            .filter(|word| word.step == 0 && (word.language == language || word.language == Language::En))
            .collect();
        let Some((facet, concept)) = words.iter().filter_map(rank).min() else {
            return;
        };
        let other_end = spelling.chars().last() != letters.last().copied();
        let key = (
            distance,
            facet,
            other_end,
            length.abs_diff(letters.len()),
            concept,
        );
        if best.as_ref().is_none_or(|(known, ..)| key < *known) {
            best = Some((key, spelling.to_owned(), words));
        }
    });
    best.map(|(_, spelling, words)| (spelling, words))
}

/// How good a candidate is, less is better: edits, facet, whether its end is another, difference of lengths, and the place
/// in the tables, which begin with what is commonest.
type Rank = (usize, u8, bool, usize, Concept);

/// The forms of the tables that are few edits away from a word, found by walking along the tables' letters with the rows of
/// the optimal string alignment distance (Boytsov 2011), which ends where no form can come near any more.
struct Nearby<'a> {
    wanted: &'a [char],
    most: usize,
    spelling: String,
    /// Letters of `spelling`.
    letters: usize,
}

/// For each number of the wanted word's letters, the edits between them and the letters walked so far.
type Row = [u8; *LETTERS.end() + 1];

/// More edits than are ever forgiven.
const FAR: u8 = 100;

impl Nearby<'_> {
    fn search(&mut self, found: &mut dyn FnMut(&str, usize, Place)) {
        let first: Row = std::array::from_fn(|at| u8::try_from(at).unwrap_or(FAR).min(FAR));
        self.beyond(Place::start(), [None, None], [&first, &first], found);
    }

    /// Goes on by each letter after `place` that may be one of a form near enough; `before` are the last two letters, and
    /// `rows` those before the last and after it.
    fn beyond(
        &mut self,
        place: Place,
        before: [Option<char>; 2],
        rows: [&Row; 2],
        found: &mut dyn FnMut(&str, usize, Place),
    ) {
        if before[1].is_none() {
            self.by_letters(&self.wanted[..2], place, before, rows, found);
        } else if usize::from(least(rows[1])) >= self.most {
            let letters = self.without_edit(before[1], rows);
            self.by_letters(&letters, place, before, rows, found);
        } else {
            each_letter(place, &mut |letter, place| {
                self.by(letter, place, before, rows, found)
            });
        }
    }

    /// Goes on by each of these letters that follow on `place`; one that stands among them twice counts once.
    fn by_letters(
        &mut self,
        letters: &[char],
        place: Place,
        before: [Option<char>; 2],
        rows: [&Row; 2],
        found: &mut dyn FnMut(&str, usize, Place),
    ) {
        for (at, letter) in letters.iter().enumerate() {
            if letters[..at].contains(letter) {
                continue;
            }
            if let Some(place) = place.walk(letter.encode_utf8(&mut [0; 4])) {
                self.by(*letter, place, before, rows, found);
            }
        }
    }

    /// Goes on by one letter, behind which `place` is.
    fn by(
        &mut self,
        letter: char,
        place: Place,
        before: [Option<char>; 2],
        rows: [&Row; 2],
        found: &mut dyn FnMut(&str, usize, Place),
    ) {
        let depth = self.letters + 1;
        let row = self.row(letter, depth, before[1], rows);
        // Two letters that change places go back one row more.
        if usize::from(least(&row).min(least(rows[1]).saturating_add(1))) > self.most {
            return;
        }
        self.spelling.push(letter);
        self.letters = depth;
        let distance = usize::from(row[self.wanted.len()]);
        if distance <= self.most {
            found(&self.spelling, distance, place);
        }
        self.beyond(place, [before[1], Some(letter)], [rows[1], &row], found);
        self.spelling.pop();
        self.letters = depth - 1;
    }

    /// The letters that may follow where every edit is used up: those that are wanted, and those that end a change of places
    /// that began before the last letter. All others would be one edit too many.
    fn without_edit(&self, last: Option<char>, [older, old]: [&Row; 2]) -> Vec<char> {
        let within = |cell: u8, most: usize| usize::from(cell) <= most;
        let mut letters = Vec::with_capacity(4 * self.most + 2);
        for (at, wanted) in self.wanted.iter().enumerate() {
            if within(old[at], self.most) {
                letters.push(*wanted);
            }
            let begun = self.wanted.get(at + 1).copied() == last;
            if begun && within(older[at].saturating_add(1), self.most) {
                letters.push(*wanted);
            }
        }
        letters
    }

    /// The row after one more letter, the `depth`th. Cells that are further than the edits allow from the diagonal are far.
    fn row(&self, letter: char, depth: usize, last: Option<char>, [older, old]: [&Row; 2]) -> Row {
        let mut row = [FAR; *LETTERS.end() + 1];
        let near = depth.saturating_sub(self.most)..=(depth + self.most).min(self.wanted.len());
        for at in near {
            let Some(before) = at.checked_sub(1) else {
                row[0] = old[0].saturating_add(1);
                continue;
            };
            let wanted = self.wanted[before];
            let other = u8::from(wanted != letter);
            let mut least = (old[before] + other).min(old[at] + 1).min(row[before] + 1);
            let changed = before > 0 && last == Some(wanted) && self.wanted[before - 1] == letter;
            if changed {
                least = least.min(older[before - 1] + 1);
            }
            row[at] = least.min(FAR);
        }
        row
    }
}

/// The fewest edits of a row.
fn least(row: &Row) -> u8 {
    row.iter().copied().min().unwrap_or(FAR)
}

/// The letters that go on after a place, of one byte or several.
fn each_letter(place: Place, found: &mut dyn FnMut(char, Place)) {
    fn bytes(place: Place, begun: [u8; 4], length: usize, found: &mut dyn FnMut(char, Place)) {
        for (byte, place) in place.next() {
            let mut begun = begun;
            begun[length] = byte;
            if length == 0 && byte.is_ascii() {
                found(char::from(byte), place);
                continue;
            }
            match std::str::from_utf8(&begun[..=length])
                .ok()
                .and_then(|text| text.chars().next())
            {
                Some(letter) => found(letter, place),
                None if length < 3 => bytes(place, begun, length + 1, found),
                None => {}
            }
        }
    }
    bytes(place, [0; 4], 0, found);
}

/// Whether a folded word is a form of a known one in any language.
pub(crate) fn is_known(folded: &str) -> bool {
    Language::ALL.into_iter().any(|language| {
        (0..=1).any(|step| {
            words_of(reduced(folded, language, step))
                .any(|word| word.language == language && word.step <= step)
        })
    })
}

fn rank(word: &Word) -> Option<(u8, Concept)> {
    match word.sense {
        Sense::Concept(concept) => {
            let facet = match concept.facet() {
                Facet::Kind => 0,
                Facet::Colour => 1,
                _ => 2,
            };
            Some((facet, concept))
        }
        Sense::Role(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;
    use strsim::osa_distance;

    fn forgiven(word: &str) -> Option<String> {
        meant(word, Language::En, &ShopWords::default()).map(|(spelling, _)| spelling)
    }

    #[test]
    fn slips_are_forgiven_and_other_words_are_not() {
        assert_eq!(forgiven("balck").as_deref(), Some("black"));
        assert_eq!(forgiven("blakc").as_deref(), Some("black"));
        assert_eq!(forgiven("dres").as_deref(), Some("dress"));
        assert_eq!(forgiven("jaket").as_deref(), Some("jacket"));
        assert_eq!(forgiven("swaeter").as_deref(), Some("sweater"));
        assert_eq!(forgiven("xyz"), None);
        assert_eq!(forgiven("refrigerator"), None);
    }

    proptest! {
        #[test]
        fn what_is_near_is_found_and_nothing_else(word in "[a-z]{4,9}", most in 1_usize..=2) {
            let letters: Vec<char> = word.chars().collect();
            let mut found = BTreeMap::new();
            let mut nearby = Nearby { wanted: &letters, most, spelling: String::new(), letters: 0 };
            nearby.search(&mut |spelling, distance, _| {
                found.insert(spelling.to_owned(), distance);
            });
            for (spelling, distance) in &found {
                prop_assert_eq!(*distance, osa_distance(&word, spelling));
            }
            for name in crate::concepts().map(Concept::name) {
                let begins = name.starts_with(&letters[..2]);
                if begins && name.chars().all(char::is_lowercase) && osa_distance(&word, name) <= most {
                    prop_assert!(found.contains_key(name), "{}", name);
                }
            }
        }
    }

    #[test]
    fn what_the_shop_writes_is_right() {
        let mut shop = ShopWords::default();
        shop.add_text("Balck");
        assert!(meant("balck", Language::En, &shop).is_none());
    }
}
