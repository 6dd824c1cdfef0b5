//! What is done to a text before it is cut into tokens, where a model was trained so: the cleaning of `open_clip`
//! and the lower case of SigLIP 2.
//!
//! `open_clip` mends texts with ftfy first. Done here is what shops' titles need of it: curly quotes, ligatures, full-width
//! letters, line ends, control characters, HTML entities, composed accents. Not done: guessing back the text behind a wrong
//! decoding.

use std::borrow::Cow;

use tokenizers::normalizers::NFC;
use tokenizers::{NormalizedString, Normalizer};

/// How a text is cleaned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Clean {
    /// Not at all: the tokenizer does what is needed.
    #[default]
    Nothing,
    /// Lower case.
    Case,
    /// Mended, and one blank between words.
    Blanks,
    /// The same in lower case.
    Lower,
    /// The same without punctuation.
    Canonical,
}

impl Clean {
    /// A number for the model's identity: another cleaning makes other embeddings.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Nothing => 0,
            Self::Case => 1,
            Self::Blanks => 2,
            Self::Lower => 3,
            Self::Canonical => 4,
        }
    }

    pub(super) fn apply(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Nothing => Cow::Borrowed(text),
            Self::Case => Cow::Owned(text.to_lowercase()),
            Self::Blanks => Cow::Owned(blanks(&mended(text))),
            Self::Lower => Cow::Owned(blanks(&mended(text)).to_lowercase()),
            Self::Canonical => {
                let plain: String = mended(text)
                    .chars()
                    .map(|symbol| if symbol == '_' { ' ' } else { symbol })
                    .filter(|symbol| !symbol.is_ascii_punctuation())
                    .collect();
                Cow::Owned(blanks(&plain.to_lowercase()))
            }
        }
    }
}

/// Words with one blank between them, split where Python's `str.split` does.
fn blanks(text: &str) -> String {
    let separates = |symbol: char| symbol.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&symbol);
    let words: Vec<&str> = text.split(separates).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn mended(text: &str) -> String {
    // ftfy leaves entities alone where the text may be HTML; they are resolved behind it in any case.
    let text = html_escape::decode_html_entities(text);
    let text = without_escapes(&text);
    let mut mended = String::with_capacity(text.len());
    for symbol in text.chars() {
        match symbol {
            '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2bc}' => mended.push('\''),
            '\u{201c}'..='\u{201f}' => mended.push('"'),
            '\u{fb00}' => mended.push_str("ff"),
            '\u{fb01}' => mended.push_str("fi"),
            '\u{fb02}' => mended.push_str("fl"),
            '\u{fb03}' => mended.push_str("ffi"),
            '\u{fb04}' => mended.push_str("ffl"),
            '\u{fb05}' => mended.push_str("\u{17f}t"),
            '\u{fb06}' => mended.push_str("st"),
            'Ĳ' => mended.push_str("IJ"),
            'ĳ' => mended.push_str("ij"),
            'ŉ' => mended.push_str("ʼn"),
            'Ǆ' => mended.push_str("DŽ"),
            'ǅ' => mended.push_str("Dž"),
            'ǆ' => mended.push_str("dž"),
            'Ǉ' => mended.push_str("LJ"),
            'ǈ' => mended.push_str("Lj"),
            'ǉ' => mended.push_str("lj"),
            'Ǌ' => mended.push_str("NJ"),
            'ǋ' => mended.push_str("Nj"),
            'ǌ' => mended.push_str("nj"),
            '\u{3000}' => mended.push(' '),
            '\u{ff01}'..='\u{ff5e}' => mended.extend(char::from_u32(symbol as u32 - 0xfee0)),
            '\u{2028}' | '\u{2029}' => mended.push('\n'),
            '\u{80}'..='\u{9f}' => mended.push(of_windows(symbol)),
            _ if is_control(symbol) => {}
            other => mended.push(other),
        }
    }
    let mut composed = NormalizedString::from(mended);
    // Composing characters cannot fail.
    let _ = NFC.normalize(&mut composed);
    let twice = html_escape::decode_html_entities(composed.get());
    twice.trim().to_owned()
}

/// What a control character from 80 to 9f hexadecimal was meant as: the letter that Windows has there.
fn of_windows(control: char) -> char {
    const LETTERS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let letter = LETTERS.chars().nth(control as usize - 0x80).unwrap_or(control);
    match letter {
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        other => other,
    }
}

/// Control characters that no text needs, after ftfy's list.
fn is_control(symbol: char) -> bool {
    matches!(symbol,
        '\u{0}'..='\u{8}' | '\u{b}' | '\u{e}'..='\u{1f}' | '\u{7f}'
        | '\u{206a}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}')
}

/// The text without what colours a terminal (`ESC [ … letter`).
fn without_escapes(text: &str) -> String {
    let mut rest = text;
    let mut plain = String::with_capacity(text.len());
    while let Some(at) = rest.find("\u{1b}[") {
        let inside = &rest[at + 2..];
        let end = inside.find(|symbol: char| !(symbol.is_ascii_digit() || symbol == ';'));
        match end.filter(|&end| inside[end..].starts_with(|symbol: char| symbol.is_ascii_alphabetic())) {
            Some(end) => {
                plain.push_str(&rest[..at]);
                rest = &inside[end + 1..];
            }
            None => {
                plain.push_str(&rest[..at + 2]);
                rest = inside;
            }
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cleaned_as_open_clip_does() {
        // Expected texts are what open_clip 3.3's `get_clean_fn` gives.
        let titles = [
            (
                "Women’s  “Slim_Fit” T-Shirt, 100% Cotton!",
                "women's \"slim_fit\" t-shirt, 100% cotton!",
                "womens slim fit tshirt 100 cotton",
            ),
            (
                "Caf&eacute; &amp;amp; ＤＲＥＳＳ ﬁne",
                "café & dress fine",
                "café dress fine",
            ),
            ("e\u{301}tui\u{0} \u{1b}[31mred\u{1b}[0m", "étui red", "étui red"),
            (
                "red\u{85}\u{200b}\u{2028}dress",
                "red…\u{200b} dress",
                "red…\u{200b} dress",
            ),
            ("", "", ""),
        ];
        for (given, lower, canonical) in titles {
            assert_eq!(Clean::Lower.apply(given), lower, "{given:?}");
            assert_eq!(Clean::Canonical.apply(given), canonical, "{given:?}");
        }
        assert_eq!(Clean::Blanks.apply(" A\t\nB "), "A B", "the case stays");
        assert_eq!(Clean::Nothing.apply(" A\t"), " A\t");
    }
}
