//! A heading taken apart: its words without their ornaments ("Name *", "_SKU_", "Price (CAD)"), what they stand for, a
//! number and a currency in it. Which field that is, is told in `meaning`.

use crate::concepts::{Concept, is_unspaced, words};
use crate::values;

/// A heading and what is in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heading {
    /// As the table writes it, without blanks around it.
    pub text: String,
    /// In lower case, with single `_` between its words and without accents and ornaments.
    pub folded: String,
    /// What its words stand for, in their order.
    pub concepts: Vec<Concept>,
    /// How many of its words stand for nothing that is known.
    pub unknown: usize,
    /// The first number in it, as of `Image 2`.
    pub number: Option<usize>,
    /// A currency that it names, as `Price (CAD)` does.
    pub currency: Option<&'static str>,
    /// A name in braces, as of `product_variation_option_{Size}`, or after `pa_` and the like.
    pub of: Option<String>,
}

impl Heading {
    /// Reads a heading.
    pub fn read(text: &str) -> Heading {
        let text = text.trim().trim_start_matches('\u{feff}').replace('\u{a0}', " ");
        let text = text.trim();
        let (plain, of) = without_ornaments(text);
        let tokens = tokens(&plain);
        let currency = currency(text, &tokens);
        let first_number = tokens.iter().find_map(|token| number(token));
        let mut heading = Heading {
            text: text.to_owned(),
            folded: tokens.join("_"),
            number: first_number,
            currency,
            of,
            ..Heading::default()
        };
        let lower = text.to_lowercase();
        let marked = lower.ends_with("_ar") || lower.ends_with("(ar)") || lower.ends_with("-ar");
        let mut at = 0;
        while at < tokens.len() {
            // The longest run of words that means something together comes first.
            let run = (2..=3).rev().find_map(|length| {
                let run = tokens.get(at..at + length)?;
                words().exact(&run.join("_")).map(|concept| (length, concept))
            });
            if let Some((length, concept)) = run {
                heading.concepts.push(concept);
                at += length;
                continue;
            }
            let token = &tokens[at];
            at += 1;
            // "name_ar" is a name in Arabic, and "ár" alone a price.
            if at == tokens.len() && at > 1 && token == "ar" && marked {
                continue;
            }
            if number(token).is_some() {
                continue;
            }
            let found = words().of(token);
            let named = currency.is_some_and(|currency| values::currency(token) == Some(currency));
            if found.is_empty() && !named && token.chars().count() > 1 {
                heading.unknown += 1;
            }
            heading.concepts.extend(found);
        }
        // "Item #" is its number.
        if text.trim_end().ends_with('#') && !heading.concepts.is_empty() {
            heading.concepts.push(Concept::Number);
        }
        if heading.any(&[Concept::Choice, Concept::Variant]) {
            if heading.of.is_none() {
                heading.of = option_in_brackets(text);
            }
            // "Variation Name B" is that of the second.
            let letter = tokens.last().filter(|_| tokens.len() > 1);
            let letter =
                letter.and_then(|token| ["a", "b", "c", "d"].iter().position(|letter| token == letter));
            heading.number = heading.number.or(letter.map(|at| at + 1));
        }
        heading
    }

    /// Whether a word of the heading stands for `concept`.
    pub fn has(&self, concept: Concept) -> bool {
        self.concepts.contains(&concept)
    }

    /// Whether a word of it stands for one of `concepts`.
    pub fn any(&self, concepts: &[Concept]) -> bool {
        concepts.iter().any(|concept| self.has(*concept))
    }

    /// Whether all its words stand for one of `concepts`.
    pub fn only(&self, concepts: &[Concept]) -> bool {
        let mut telling = self
            .concepts
            .iter()
            .filter(|concept| **concept != Concept::Noise)
            .peekable();
        telling.peek().is_some() && self.unknown == 0 && telling.all(|concept| concepts.contains(concept))
    }
}

/// The name of an option that stands in brackets: "Specification (Colour)".
fn option_in_brackets(text: &str) -> Option<String> {
    let (_, rest) = text.split_once(['(', '（'])?;
    let (inner, _) = rest.split_once([')', '）'])?;
    let inner = inner.trim();
    let is_option =
        !inner.contains(['(', '（']) && Heading::read(inner).only(&[Concept::Size, Concept::Colour]);
    is_option.then(|| inner.to_owned())
}

/// A number in digits, or one of the first in words.
fn number(token: &str) -> Option<usize> {
    match token {
        "one" => Some(1),
        "two" => Some(2),
        "three" => Some(3),
        "four" => Some(4),
        digits => digits.parse().ok(),
    }
}

/// How many characters two titles or headings begin with alike.
pub(crate) fn common(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count()
}

/// A letter without its accent, in lower case; `ß` and the like become two.
pub(crate) fn unaccented(c: char, into: &mut String) {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => into.push('a'),
        // The letters of Vietnamese, each with one of five tones.
        'ơ' => into.push('o'),
        'ư' => into.push('u'),
        '\u{1ea0}'..='\u{1eb7}' => into.push('a'),
        '\u{1eb8}'..='\u{1ec7}' => into.push('e'),
        '\u{1ec8}'..='\u{1ecb}' => into.push('i'),
        '\u{1ecc}'..='\u{1ee3}' => into.push('o'),
        '\u{1ee4}'..='\u{1ef1}' => into.push('u'),
        '\u{1ef2}'..='\u{1ef9}' => into.push('y'),
        'ç' | 'ć' | 'č' | 'ċ' => into.push('c'),
        'ď' | 'đ' => into.push('d'),
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => into.push('e'),
        'ğ' | 'ģ' => into.push('g'),
        'ĩ' | 'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => into.push('i'),
        'ķ' => into.push('k'),
        'ł' | 'ļ' | 'ĺ' | 'ľ' => into.push('l'),
        'ñ' | 'ń' | 'ň' | 'ņ' => into.push('n'),
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => into.push('o'),
        'ŕ' | 'ř' => into.push('r'),
        'ś' | 'š' | 'ş' | 'ș' => into.push('s'),
        'ß' => into.push_str("ss"),
        'ť' | 'ţ' | 'ț' => into.push('t'),
        'ũ' | 'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' => into.push('u'),
        'ý' | 'ÿ' => into.push('y'),
        'ź' | 'ż' | 'ž' => into.push('z'),
        'æ' => into.push_str("ae"),
        'œ' => into.push_str("oe"),
        'ё' => into.push('е'),
        'ά' => into.push('α'),
        'έ' => into.push('ε'),
        'ή' => into.push('η'),
        'ί' => into.push('ι'),
        'ό' => into.push('ο'),
        'ύ' => into.push('υ'),
        'ώ' => into.push('ω'),
        'ς' => into.push('σ'),
        'أ' | 'إ' | 'آ' => into.push('ا'),
        // A combining accent belongs to the letter before it.
        '\u{300}'..='\u{36f}' => {}
        other => into.push(other),
    }
}

/// A word in lower case and without accents.
pub(crate) fn plain_word(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    text.chars()
        .flat_map(char::to_lowercase)
        .for_each(|c| unaccented(c, &mut plain));
    plain
}

/// A heading without what stands in parentheses behind its name, and a name in braces.
fn without_ornaments(text: &str) -> (String, Option<String>) {
    let mut plain = String::with_capacity(text.len());
    let (mut depth, mut braced, mut inner) = (0_usize, String::new(), String::new());
    for c in text.chars() {
        match c {
            '(' | '[' | '（' | '［' | '【' => {
                depth += 1;
                inner.clear();
            }
            ')' | ']' | '）' | '］' | '】' => {
                depth = depth.saturating_sub(1);
                plain.push(' ');
                // "[1] Name" is the first of several names.
                if inner.len() < 3 && !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_digit()) {
                    plain.push_str(&inner);
                    plain.push(' ');
                }
            }
            _ if depth == 0 => plain.push(c),
            _ => inner.push(c),
        }
    }
    if let Some((before, rest)) = plain.split_once('{')
        && let Some((name, after)) = rest.split_once('}')
    {
        braced.push_str(name.trim());
        plain = format!("{before} {after}");
    }
    if plain.trim().is_empty() {
        plain = text.to_owned();
    }
    // "Parameter: Brand" is an option that is called so.
    if let Some((before, name)) = plain.split_once(':') {
        let before = tokens(before);
        let all = |concept: Concept| {
            !before.is_empty() && before.iter().all(|word| words().of(word).contains(&concept))
        };
        // "Variant: Size" is one too, and "Variant: Price" is none.
        let choice = all(Concept::Choice) || all(Concept::Variant) && may_vary(name);
        if choice && name.contains(char::is_alphabetic) {
            let name = name.trim().trim_start_matches("pa_").to_owned();
            return (plain, Some(name));
        }
    }
    for prefix in [
        "attribute_pa_",
        "attribute:pa_",
        "pa_",
        "attribute:",
        "attributes.",
        "attribute_",
    ] {
        let rest = text
            .get(..prefix.len())
            .filter(|head| head.eq_ignore_ascii_case(prefix));
        let named = rest.and_then(|_| text.get(prefix.len()..));
        if let Some(name) = named.filter(|name| name.starts_with(char::is_alphabetic)) {
            return (plain, Some(without_language(name).to_owned()));
        }
    }
    (plain, Some(braced).filter(|name| !name.is_empty()))
}

/// A name without the code of a language behind it: "Size/de".
fn without_language(name: &str) -> &str {
    match name.rsplit_once('/') {
        Some((name, language)) if language.len() == 2 && !name.trim().is_empty() => name.trim(),
        _ => name,
    }
}

/// Whether a name is one that an option of garments has, or one that nobody listed.
fn may_vary(name: &str) -> bool {
    use Concept::{Age, Colour, Gender, Kind, Material, Model, Noise, Size, Style};
    tokens(name)
        .iter()
        .flat_map(|word| words().of(word))
        .all(|concept| {
            matches!(
                concept,
                Size | Colour | Material | Gender | Age | Kind | Model | Style | Noise
            )
        })
}

/// The words of a heading: apart where anything but letters stands between them, where a small letter meets a large
/// one (`productImageUrl`), and where letters meet digits (`IMAGE1`).
fn tokens(text: &str) -> Vec<String> {
    let (mut tokens, mut token) = (Vec::new(), String::new());
    let mut before = ' ';
    let mut push = |token: &mut String| {
        if !token.is_empty() {
            tokens.push(std::mem::take(token));
        }
    };
    for c in text.chars() {
        // What only tells how letters are joined is no letter and parts no words.
        if matches!(c, '\u{200b}'..='\u{200f}') {
            continue;
        }
        let letter = c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '°');
        let turn = (before.is_lowercase() && c.is_uppercase())
            || (before.is_ascii_alphabetic() && is_unspaced(c))
            || (is_unspaced(before) && c.is_ascii_alphabetic())
            || (before.is_alphabetic() && c.is_ascii_digit())
            || (before.is_ascii_digit() && c.is_alphabetic());
        if !letter || turn {
            push(&mut token);
        }
        if letter {
            c.to_lowercase().for_each(|c| unaccented(c, &mut token));
        }
        before = c;
    }
    push(&mut token);
    tokens
}

/// The currency of a heading: in parentheses, or one of its words where another says that it is a price.
fn currency(text: &str, tokens: &[String]) -> Option<&'static str> {
    let inner = text
        .split(['(', '[', '（'])
        .skip(1)
        .filter_map(|rest| rest.split([')', ']', '）']).next());
    let bracketed = inner.into_iter().find_map(|inner| values::currency(inner.trim()));
    let sign = text.chars().find_map(|c| {
        let sign = matches!(c, '€' | '£' | '₹' | '₽' | '₺' | '₴' | '₩' | '₪' | '¥');
        sign.then(|| values::currency(&c.to_string())).flatten()
    });
    let code = |token: &String| {
        (token.chars().count() == 3
            && !matches!(
                token.as_str(),
                "all" | "top" | "try" | "mad" | "cop" | "ron" | "lei"
            ))
        .then(|| values::currency(token))
        .flatten()
    };
    bracketed.or(sign).or_else(|| tokens.iter().find_map(code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Concept::*;

    #[test]
    fn ornaments_are_taken_off() {
        for (text, folded, concepts) in [
            ("Name *", "name", &[Name][..]),
            ("_SKU_", "sku", &[Sku]),
            ("*Title", "title", &[Name]),
            ("Image URLs (x,y,z...)", "image_urls", &[Image, Link]),
            ("Product ID [Non Editable]", "product_id", &[Product, Id]),
            ("productImageUrl", "product_image_url", &[Product, Image, Link]),
            ("IMAGE10", "image_10", &[Image]),
            ("Größe", "grosse", &[Size]),
            ("Sales\u{a0}Price", "sales_price", &[Price]),
            ("Compare At Price", "compare_at_price", &[Compare, Price]),
        ] {
            let heading = Heading::read(text);
            assert_eq!(heading.folded, folded, "{text}");
            assert_eq!(heading.concepts, concepts, "{text}");
        }
    }

    #[test]
    fn numbers_currencies_and_names_in_a_heading_are_found() {
        assert_eq!(Heading::read("IMAGE10").number, Some(10));
        for (text, currency) in [
            ("Price (CAD)", "CAD"),
            ("Preis in EUR", "EUR"),
            ("price_usd", "USD"),
            ("Prix €", "EUR"),
        ] {
            assert_eq!(Heading::read(text).currency, Some(currency), "{text}");
        }
        let option = Heading::read("product_variation_option_{Shoe size}");
        assert_eq!(option.of.as_deref(), Some("Shoe size"));
        assert_eq!(Heading::read("attribute_pa_color").of.as_deref(), Some("color"));
    }
}
