//! Where words begin and end: letters and digits, one Chinese character each, one sign each.

use crate::fold::{fold, narrow};

/// Words of a sentence that are read; what is beyond is left as it is. A long sentence of a stylist has fifty.
pub(crate) const MOST: usize = 256;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    /// Letters of alphabets but Arabic's.
    Letters,
    /// Digits of any script, with points and commas between them.
    Digits,
    /// A Chinese character.
    Han,
    /// Arabic letters.
    Arabic,
    /// Anything else, one a token: punctuation, currency, pictograms.
    Sign,
}

/// A word, a number, a character or a sign of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// First byte in the text.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
    /// The word as it is compared.
    pub folded: String,
    /// What it is made of.
    pub script: Script,
    /// Whether a space, or the text's beginning, stands before it.
    pub spaced: bool,
}

fn script(letter: char) -> Option<Script> {
    let letter = narrow(letter);
    Some(match letter {
        _ if letter.is_whitespace() => return None,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {
            return None;
        }
        '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => Script::Han,
        // Marks belong to the letter before them.
        '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | 'ـ' => Script::Arabic,
        '\u{300}'..='\u{36f}' | '\u{fe0e}' | '\u{fe0f}' => Script::Letters,
        _ if letter.is_numeric() && crate::numerals::digit(letter).is_some() => Script::Digits,
        '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' => Script::Arabic,
        _ if letter.is_alphabetic() => Script::Letters,
        _ => Script::Sign,
    })
}

/// The tokens of a text, [`MOST`] of them at most, and the byte at which reading stopped.
pub(crate) fn tokens(text: &str) -> (Vec<Token>, usize) {
    let mut tokens: Vec<Token> = Vec::new();
    let mut spaced = true;
    let mut letters = text.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        let Some(first) = script(letter) else {
            spaced = true;
            continue;
        };
        if tokens.len() == MOST {
            return (tokens, start);
        }
        let mut end = start + letter.len_utf8();
        if !matches!(first, Script::Sign | Script::Han) {
            while let Some((at, next)) = letters.peek().copied() {
                let same = script(next) == Some(first);
                // 1.50 and 1,000, and 1٫5 in Arabic.
                let within = first == Script::Digits
                    && matches!(narrow(next), '.' | ',' | '٫' | '٬')
                    && text[at + next.len_utf8()..]
                        .chars()
                        .next()
                        .is_some_and(|after| script(after) == Some(Script::Digits));
                if !same && !within {
                    break;
                }
                end = at + next.len_utf8();
                letters.next();
            }
        }
        let folded = fold(&text[start..end]);
        if !folded.is_empty() {
            tokens.push(Token {
                start,
                end,
                folded,
                script: first,
                spaced,
            });
            spaced = false;
        }
    }
    (tokens, text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).0.into_iter().map(|token| token.folded).collect()
    }

    #[test]
    fn words_numbers_characters_and_signs_are_told_apart() {
        assert_eq!(
            words("Robe d’été, 1.250,50 €"),
            ["robe", "d", "’", "ete", ",", "1.250,50", "€"]
        );
        assert_eq!(words("红色T恤50元"), ["红", "色", "t", "恤", "50", "元"]);
        assert_eq!(words("فُستان Zara ٥٠"), ["فستان", "zara", "٥٠"]);
        assert_eq!(words("👗W32"), ["👗", "w", "32"]);
        assert!(words(" \u{200f} ").is_empty());
    }

    #[test]
    fn tokens_lie_on_the_text_they_were_read_from() {
        let text = "Größe ３８，红";
        for token in tokens(text).0 {
            assert_eq!(fold(&text[token.start..token.end]), token.folded);
        }
        let long = "a ".repeat(1_000);
        assert_eq!(tokens(&long).1, 2 * MOST, "the rest is not read");
    }
}
