//! One spelling for what is written in many ways: case, accents, full-width letters, Arabic letter forms, endings.
//!
//! [`fold`] is how words are compared exactly; [`reduced`] takes endings away, in two steps, and is only for comparing. The
//! endings are those of each language's light stemmers (Savoy 2006, and Larkey, Ballesteros and Connell 2002 for Arabic),
//! reduced to what tells forms of nouns and adjectives apart.

use crate::language::Language;

/// A word in lower case, without accents and tashkeel, with one form for each Arabic letter.
pub(crate) fn fold(word: &str) -> String {
    if word
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    {
        return word.to_owned();
    }
    let mut folded = String::with_capacity(word.len());
    for letter in word.chars().map(narrow).flat_map(char::to_lowercase) {
        match letter {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'ď' | 'đ' => folded.push('d'),
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => folded.push('e'),
            'ğ' => folded.push('g'),
            'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => folded.push('i'),
            'ł' => folded.push('l'),
            'ñ' | 'ń' | 'ň' => folded.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => folded.push('o'),
            'ř' => folded.push('r'),
            'ś' | 'š' | 'ş' => folded.push('s'),
            'ť' | 'ţ' => folded.push('t'),
            'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            // Accents that stand as marks of their own, tashkeel, the tatweel, and joiners that are not seen.
            '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | 'ـ' => {}
            '\u{200b}'..='\u{200f}' | '\u{fe0e}' | '\u{fe0f}' | '\u{feff}' => {}
            'أ' | 'إ' | 'آ' | 'ٱ' => folded.push('ا'),
            'ى' | 'ی' => folded.push('ي'),
            'ة' => folded.push('ه'),
            'ک' => folded.push('ك'),
            other => folded.push(other),
        }
    }
    folded
}

/// The usual form of a full-width letter, digit or sign.
pub(crate) fn narrow(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        '\u{3000}' | '\u{a0}' | '\u{202f}' => ' ',
        other => other,
    }
}

/// Steps of [`reduced`].
pub(crate) const STEPS: u8 = 2;

/// A folded word without its ending: after the first step without that of a plural, after the second also without those
/// of gender and case. Chinese has no endings.
pub(crate) fn reduced(word: &str, language: Language, step: u8) -> &str {
    let short = word.chars().count() < 4 && language != Language::Ar;
    if short || step == 0 || word.bytes().any(|byte| byte.is_ascii_digit()) {
        return word;
    }
    match language {
        Language::En => english(word, step),
        Language::Fr => french(word, step),
        Language::De => german(word, step),
        Language::Es => spanish(word, step),
        Language::Ar => arabic(word, step),
        Language::Zh => word,
    }
}

fn english(word: &str, step: u8) -> &str {
    let plural = ["sses", "shes", "ches", "xes"]
        .iter()
        .any(|ending| word.ends_with(ending));
    let one = if plural {
        &word[..word.len() - 2]
    } else {
        match word.strip_suffix('s') {
            Some(rest) if !rest.ends_with(['s', 'u', 'i']) => rest,
            _ => word,
        }
    };
    if step == 1 {
        return one;
    }
    // "scarves" and "scarf", "ladies" and "lady", "striped" and "stripe": what they have in common.
    for ending in ["ves", "ies", "ve", "fe", "ie", "f", "y"] {
        if let Some(rest) = one.strip_suffix(ending).filter(|rest| rest.len() > 2) {
            return rest;
        }
    }
    one
}

fn french(word: &str, step: u8) -> &str {
    let one = word.strip_suffix(['s', 'x']).unwrap_or(word);
    if step == 1 {
        return one;
    }
    let one = one.strip_suffix('e').filter(|rest| rest.len() > 2).unwrap_or(one);
    let bytes = one.as_bytes();
    // "mignon" and "mignonne", "bel" and "belle".
    if bytes.len() > 3
        && bytes[bytes.len() - 1] == bytes[bytes.len() - 2]
        && one.ends_with(['l', 'n', 't', 's'])
    {
        return &one[..one.len() - 1];
    }
    one
}

fn german(word: &str, step: u8) -> &str {
    let endings: &[&str] = if step == 1 {
        &["en", "n", "s", "e"]
    } else {
        &["ern", "en", "er", "em", "es", "e", "n", "s"]
    };
    endings
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.len() > 2))
        .unwrap_or(word)
}

fn spanish(word: &str, step: u8) -> &str {
    let one = match word.strip_suffix('s') {
        Some(rest) => match rest.strip_suffix('e') {
            // "pantalones" and "pantalon", but "verdes" and "verde".
            Some(stem) if stem.ends_with(['l', 'n', 'r', 'z', 'c']) && stem.len() > 2 => stem,
            _ => rest,
        },
        None => word,
    };
    if step == 1 {
        return one;
    }
    one.strip_suffix(['o', 'a', 'e'])
        .filter(|rest| rest.len() > 2)
        .unwrap_or(one)
}

/// Clitics that are written with the word: and, so, with, like, for, the.
const CLITICS: [&str; 16] = [
    "وبال", "وكال", "فبال", "ولل", "وال", "بال", "كال", "فال", "لل", "ال", "وب", "ول", "و", "ب", "ل", "ك",
];

fn arabic(word: &str, step: u8) -> &str {
    let letters = |text: &str| text.chars().count();
    let bare = CLITICS
        .iter()
        .find_map(|clitic| word.strip_prefix(clitic).filter(|rest| letters(rest) > 2))
        .unwrap_or(word);
    if step == 1 { bare } else { without_ending(bare) }
}

/// A folded Arabic word without the endings of number, gender and possession.
pub(crate) fn without_ending(bare: &str) -> &str {
    ["ات", "ين", "ون", "ان", "تين", "يه", "ها", "ه", "ي"]
        .iter()
        .find_map(|ending| bare.strip_suffix(ending).filter(|rest| rest.chars().count() > 2))
        .unwrap_or(bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{Ar, De, En, Es, Fr};

    #[test]
    fn spellings_of_one_word_are_one() {
        assert_eq!(fold("ÉCRU"), "ecru");
        assert_eq!(fold("Größe"), "grosse");
        assert_eq!(fold("ｄｒｅｓｓ"), "dress");
        assert_eq!(fold("e\u{301}cru"), "ecru");
        assert_eq!(fold("أَسْوَد"), "اسود");
        assert_eq!(fold("سوداءـ"), "سوداء");
        assert_eq!(fold("تنورة"), fold("تنوره"));
    }

    #[test]
    fn forms_of_one_word_are_reduced_to_one() {
        for (language, step, one, other) in [
            (En, 1, "dresses", "dress"),
            (En, 1, "shirts", "shirt"),
            (En, 1, "shoes", "shoe"),
            (En, 2, "scarves", "scarf"),
            (En, 2, "ladies", "lady"),
            (Fr, 1, "robes", "robe"),
            (Fr, 2, "noires", "noir"),
            (Fr, 2, "bleues", "bleu"),
            (De, 2, "kleider", "kleid"),
            (De, 2, "roten", "rot"),
            (De, 1, "hosen", "hose"),
            (Es, 1, "pantalones", "pantalon"),
            (Es, 2, "rojas", "rojo"),
            (Es, 1, "azules", "azul"),
            (Ar, 1, "والازرق", "ازرق"),
            (Ar, 1, "للعمل", "عمل"),
            (Ar, 2, "تنورات", "تنوره"),
        ] {
            let forms = (reduced(one, language, step), reduced(other, language, step));
            assert_eq!(forms.0, forms.1, "{one} and {other}");
        }
        assert_eq!(reduced("dress", En, 1), "dress", "a double s is no plural");
        assert_ne!(
            reduced("gorro", Es, 1),
            reduced("gorra", Es, 1),
            "a beanie is no cap"
        );
    }
}
