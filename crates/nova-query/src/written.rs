//! What only the build reads and writes: the words of grammar, and meanings in bytes. Tests read it as well, to see that it
//! comes back.

use crate::grammar::{CURRENCIES, CURRENCY, MEANS_NOTHING, PLAIN, Role};
use crate::language::Language;
use crate::tables::{lines, listed};
use crate::word::{Concept, Sense, Word};

/// A line is `role | English | French | German | Spanish | Chinese | Arabic`.
const TABLE: &str = include_str!("../vocabulary/grammar.txt");

fn role(name: &str) -> Option<Role> {
    Some(match name {
        "refuse" => Role::Refuse,
        "refuse before" => Role::RefuseBefore,
        "too" => Role::Too,
        "and" => Role::And,
        "or" => Role::Or,
        "but" => Role::But,
        "begin" => Role::Begin,
        "under" => Role::Under,
        "over" => Role::Over,
        "between" => Role::Between,
        "to" => Role::To,
        "about" => Role::About,
        "under after" => Role::UnderAfter,
        "over after" => Role::OverAfter,
        "size" => Role::Size,
        "unit" => Role::Unit,
        "stop" => Role::Stop,
        "plain" => Role::Plain,
        code => {
            let place = CURRENCIES.iter().position(|known| *known == code)?;
            Role::Currency(u8::try_from(place).ok()?)
        }
    })
}

/// Every word of the table with its role and language.
pub(crate) fn grammar() -> impl Iterator<Item = (Role, Language, &'static str)> {
    lines(TABLE).flat_map(|line| {
        let mut cells = line.split('|').map(str::trim);
        let role = cells.next().and_then(role);
        let languages = Language::ALL.into_iter().zip(cells);
        languages.flat_map(move |(language, cell)| {
            listed(cell).filter_map(move |word| Some((role?, language, word)))
        })
    })
}

/// The code of a role, which [`Role::of_code`] reads.
fn code(role: Role) -> u8 {
    match role {
        Role::Currency(place) => CURRENCY + place,
        Role::Plain => MEANS_NOTHING,
        other => {
            let place = PLAIN.iter().position(|role| *role == other);
            place
                .and_then(|place| u8::try_from(place).ok())
                .unwrap_or(MEANS_NOTHING)
        }
    }
}

/// A word in bytes, which [`Word::of_bytes`] reads: its language and step and whether it is slang, what kind of meaning it
/// has, and which.
pub(crate) fn bytes(word: Word) -> [u8; Word::SIZE] {
    let how = word.language as u8 | word.step << 3 | u8::from(word.slang) << 6;
    match word.sense {
        Sense::Concept(Concept(place)) => {
            let [low, high] = place.to_le_bytes();
            [how, 0, low, high]
        }
        Sense::Role(role) => [how, 1, code(role), 0],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_a_role_and_at_most_six_languages() {
        for line in lines(TABLE) {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            assert!(role(cells[0]).is_some(), "{line}");
            assert_eq!(cells.len(), 7, "{line}");
        }
    }

    #[test]
    fn words_come_back_from_their_bytes() {
        let senses = grammar().map(|(role, ..)| Sense::Role(role));
        for sense in senses.chain([Sense::Concept(Concept(3_456))]) {
            for language in Language::ALL {
                for (step, slang) in [(0, false), (2, true), (1, false)] {
                    let word = Word {
                        language,
                        step,
                        sense,
                        slang,
                    };
                    assert_eq!(Word::of_bytes(bytes(word)), Some(word));
                }
            }
        }
    }
}
