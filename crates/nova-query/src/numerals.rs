//! Numbers as people write them: digits of any script, points and commas in either role, Chinese numerals.

/// The value of a digit: ASCII, full-width, Arabic-Indic, Persian or Devanagari.
pub(crate) fn digit(letter: char) -> Option<u32> {
    let zero = match letter {
        '0'..='9' => '0',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        _ => return None,
    };
    Some(letter as u32 - zero as u32)
}

/// The value of a folded number such as `49,99`, `1.250` or `٥٠`. A point or comma before exactly three last digits parts
/// thousands; any other last one is the decimal point. `None` where it is none, or larger than a price can be.
pub(crate) fn number(folded: &str) -> Option<f64> {
    let mut digits = String::new();
    let mut marks: Vec<(usize, char)> = Vec::new();
    for letter in folded.chars() {
        match digit(letter) {
            Some(value) => digits.push(char::from_digit(value, 10)?),
            None if matches!(letter, '.' | ',' | '٫' | '٬') => marks.push((digits.len(), letter)),
            None => return None,
        }
    }
    if digits.is_empty() || digits.len() > 12 {
        return None;
    }
    let value: f64 = digits.parse().ok()?;
    let Some((place, last)) = marks.last().copied() else {
        return Some(value);
    };
    let after = digits.len() - place;
    let repeated = marks.iter().filter(|(_, mark)| *mark == last).count() > 1;
    let thousands = last != '٫' && (after == 3 && marks.iter().all(|(_, mark)| *mark == last) || repeated);
    Some(if thousands {
        value
    } else {
        value / 10_f64.powi(i32::try_from(after).unwrap_or(0))
    })
}

/// The value of a Chinese numeral's characters below ten thousand, such as 五十, 两百 or 一百五.
pub(crate) fn chinese(characters: &[&str]) -> Option<f64> {
    if characters.is_empty() {
        return None;
    }
    let (mut total, mut digit, mut last_unit) = (0, None, 1);
    for character in characters {
        let value = match *character {
            "零" | "〇" => 0,
            "一" => 1,
            "二" | "两" => 2,
            "三" => 3,
            "四" => 4,
            "五" => 5,
            "六" => 6,
            "七" => 7,
            "八" => 8,
            "九" => 9,
            unit => {
                last_unit = match unit {
                    "十" => 10,
                    "百" => 100,
                    "千" => 1_000,
                    _ => return None,
                };
                total += digit.take().unwrap_or(1) * last_unit;
                continue;
            }
        };
        if digit.is_some_and(|before| before != 0) {
            return None;
        }
        digit = Some(value);
        if value == 0 {
            last_unit = 1;
        }
    }
    // 一百五 is a hundred and fifty.
    let scale = if last_unit >= 100 { last_unit / 10 } else { 1 };
    total += digit.unwrap_or(0) * scale;
    Some(f64::from(total))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_and_commas_are_read_in_either_role() {
        for (text, value) in [
            ("50", 50.0),
            ("49,99", 49.99),
            ("49.9", 49.9),
            ("1.250", 1250.0),
            ("1,250.50", 1250.5),
            ("1.250,50", 1250.5),
            ("1,000,000", 1_000_000.0),
            ("٥٠", 50.0),
            ("５０", 50.0),
            ("٤٩٫٩٩", 49.99),
        ] {
            assert_eq!(number(text), Some(value), "{text}");
        }
        assert_eq!(number("99999999999999"), None);
        assert_eq!(number("a"), None);
    }

    #[test]
    fn chinese_numerals_are_read() {
        for (text, value) in [
            ("五十", 50.0),
            ("十", 10.0),
            ("两百", 200.0),
            ("一百五", 150.0),
            ("三百二十", 320.0),
            ("一千零五十", 1050.0),
            ("八", 8.0),
        ] {
            let characters: Vec<&str> = text.split("").filter(|part| !part.is_empty()).collect();
            assert_eq!(chinese(&characters), Some(value), "{text}");
        }
        assert_eq!(chinese(&["五", "六"]), None, "not a numeral");
    }
}
