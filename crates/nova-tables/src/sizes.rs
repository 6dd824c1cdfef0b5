//! Sizes: whether a text is one, how a cell lists several, also with pieces beside each, and what a spreadsheet made of
//! them.

use crate::dates::pair_in_date;
use crate::values::{UNIT, list, parts, split_quoted, unique};

/// Sizes in letters, in lower case.
const LETTERS: [&str; 34] = [
    "xxxs",
    "xxs",
    "xs",
    "s",
    "m",
    "l",
    "xl",
    "xxl",
    "xxxl",
    "xxxxl",
    "2xs",
    "3xs",
    "2xl",
    "3xl",
    "4xl",
    "5xl",
    "6xl",
    "7xl",
    "small",
    "medium",
    "large",
    "extra small",
    "extra large",
    "x-large",
    "x-small",
    "xx-large",
    "xx-small",
    "x small",
    "x large",
    "petite",
    "regular fit",
    "sm",
    "lg",
    "md",
];

/// Texts for what has one size.
const ONE: [&str; 30] = [
    "one size",
    "onesize",
    "one-size",
    "os",
    "o/s",
    "free size",
    "freesize",
    "one size fits all",
    "einheitsgröße",
    "einheitsgrösse",
    "taille unique",
    "tu",
    "t.u.",
    "talla única",
    "talla unica",
    "taglia unica",
    "unica",
    "única",
    "u",
    "uni",
    "one sz",
    "1size",
    "均码",
    "フリー",
    "フリーサイズ",
    "f",
    "один размер",
    "без размера",
    "единый",
    "مقاس واحد",
];

/// Words that stand before or behind a number that is a size.
const AROUND: [&str; 38] = [
    "eu", "uk", "us", "it", "fr", "de", "jp", "au", "ru", "br", "cm", "mm", "in", "t", "w", "l", "y", "m",
    "mo", "mth", "mths", "month", "months", "yr", "yrs", "year", "years", "jahre", "monate", "ans", "mois",
    "años", "meses", "anni", "mesi", "лет", "мес", "号",
];

/// Whether a text is a size by itself: letters, a number that garments or shoes have, a range of them, years or months of
/// children, or a word for one size.
pub(crate) fn is_size(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    if lower.is_empty() || lower.chars().count() > 24 {
        return false;
    }
    if LETTERS.contains(&lower.as_str())
        || ONE.contains(&lower.as_str())
        || lower.starts_with("free size")
        || lower.starts_with("free(")
    {
        return true;
    }
    let halves: Vec<&str> = lower
        .split(['/', '-', '–', '×'])
        .map(str::trim)
        .filter(|half| !half.is_empty())
        .collect();
    !halves.is_empty()
        && halves.len() <= 3
        && halves
            .iter()
            .all(|half| LETTERS.contains(half) || is_sized_number(half))
}

/// `38`, `38.5`, `EU 38`, `12m`, `04 ans`, `75B`, `W32`, `36 1/3`.
fn is_sized_number(text: &str) -> bool {
    let text = text.trim_matches(|c: char| matches!(c, '"' | '”' | '\'' | '.'));
    let digits: String = text
        .chars()
        .filter(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        .collect();
    let Ok(number) = digits.replace(',', ".").parse::<f64>() else {
        return false;
    };
    if number > 200.0
        || (number.fract() != 0.0 && (number * 6.0).fract().abs() > 0.05 && (number * 10.0) % 5.0 != 0.0)
    {
        return false;
    }
    // The number must be in one piece.
    let Some(at) = text.find(&digits) else {
        return false;
    };
    let around = [&text[..at], &text[at + digits.len()..]];
    around.iter().all(|word| {
        let word = word.trim().trim_matches('.');
        let cup = word.len() <= 2 && word.chars().all(|c| matches!(c, 'a'..='h'));
        word.is_empty() || cup || AROUND.contains(&word)
    })
}

/// Sizes of a cell: separated by `;`, `|`, commas or slashes with a space. `36-40`, `S/M` and `7,5` are one size each; a
/// part in quotation marks is one too. What a spreadsheet took for a date is a pair of sizes again.
pub fn sizes(cell: &str) -> Vec<String> {
    let mended = |size: String| match pair_in_date(&size) {
        Some((from, to)) => format!("{from}-{to}"),
        None => whole(size),
    };
    if cell.contains(UNIT) {
        return deduplicated(list(cell).into_iter().map(mended));
    }
    if let Some(quoted) = split_quoted(cell) {
        return deduplicated(quoted.into_iter().map(mended));
    }
    if pair_in_date(cell).is_some() {
        return vec![mended(cell.to_owned())];
    }
    let slashes = cell.replace(" / ", ";");
    let mut sizes = Vec::new();
    for part in list(&slashes.replace('\n', ";")) {
        // "7,5" and "38,5" are half sizes; "36,38" and "6,8,10" are lists.
        let half = part
            .split_once(',')
            .is_some_and(|(whole, rest)| rest == "5" && whole.chars().all(|c| c.is_ascii_digit()));
        // "S, M (wide, long)" has a comma within parentheses that belongs to its size.
        if half || part.contains('(') {
            sizes.extend(outside_parentheses(&part, half));
        } else {
            sizes.extend(parts(part.split([',', '，', '、'])));
        }
    }
    let many = sizes.len();
    let slashed = cell.matches('/').count() >= 2 && many == 1 && !cell.contains(' ');
    // "36/38/40" lists three; "S/M" and "32/34" are one.
    if slashed && cell.split('/').all(is_size) {
        sizes = parts(cell.split('/'));
    }
    deduplicated(sizes.into_iter().map(mended))
}

/// A number that a spreadsheet gave a decimal point: `38.0`.
fn whole(size: String) -> String {
    match size.strip_suffix(".0") {
        Some(number) if number.bytes().all(|byte| byte.is_ascii_digit()) => number.to_owned(),
        _ => size,
    }
}

fn outside_parentheses(part: &str, half: bool) -> Vec<String> {
    if half {
        return vec![part.to_owned()];
    }
    let (mut depth, mut found) = (0_usize, vec![String::new()]);
    for c in part.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match found.last_mut() {
            Some(last) if c != ',' || depth > 0 => last.push(c),
            _ => found.push(String::new()),
        }
    }
    parts(found.iter().map(String::as_str))
}

/// Without those that came before, compared without case and blanks, and without what says that there is none.
fn deduplicated(sizes: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    let sizes = unique(sizes.filter(|size| !crate::values::is_nothing(size)));
    let fresh = |size: &String| {
        let plain: String = size.to_lowercase().split_whitespace().collect();
        let fresh = !seen.contains(&plain);
        seen.push(plain);
        fresh
    };
    sizes.into_iter().filter(fresh).collect()
}

/// Sizes with the pieces beside each: `L:0;M:2;S:1`, `S=3, M=0`, `S (3), M (2)`, `36x2`; `None` where a part is none such.
pub(crate) fn sizes_with_pieces(cell: &str) -> Option<Vec<(String, i64)>> {
    let separators: &[char] = if cell.contains([';', '|', UNIT, '\n']) {
        &[';', '|', UNIT, '\n']
    } else {
        &[',', ' ']
    };
    let joined = cell
        .replace(") - ", "),")
        .replace(" (", "(")
        .replace(": ", ":")
        .replace(" :", ":")
        .replace("= ", "=");
    let pairs = parts(joined.split(separators)).into_iter().map(|part| {
        let part = part.trim_end_matches([')', ']']);
        let (size, pieces) = part.rsplit_once([':', '=', '(', '[', '×'])?;
        let pieces = pieces.trim().trim_end_matches(".0").parse::<i64>().ok()?;
        let size = size.trim().trim_matches('"');
        (is_size(size) || size.chars().count() <= 12).then(|| (size.to_owned(), pieces))
    });
    let pairs: Vec<(String, i64)> = pairs.collect::<Option<_>>()?;
    // At least one of them must look like a size, or a time of day would do.
    (!pairs.is_empty() && pairs.iter().any(|(size, _)| is_size(size))).then_some(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_from_other_words() {
        for size in [
            "S",
            "XXL",
            "S/M",
            "36",
            "38.5",
            "EU 38",
            "One size",
            "12m",
            "04 ans",
            "2-4",
            "75B",
            "W32",
            "Free size (6-12)",
            "Extra large",
            "32/34",
            "3-6 months",
        ] {
            assert!(is_size(size), "{size}");
        }
        for other in [
            "Red",
            "Regular",
            "Monthly, 3 boxes",
            "1450",
            "",
            "Default Title",
            "2024-04-02",
            "19.90",
            "Dresses",
        ] {
            assert!(!is_size(other), "{other}");
        }
    }

    #[test]
    fn pieces_beside_sizes_are_read() {
        let read = |cell| {
            sizes_with_pieces(cell).map(|pairs| pairs.into_iter().map(|(_, pieces)| pieces).sum::<i64>())
        };
        assert_eq!(read("L:0;M:2;S:1"), Some(3));
        assert_eq!(read("S (3), M (2)"), Some(5));
        assert_eq!(read("24m:4;18m:0"), Some(4));
        assert_eq!(read("12"), None);
        assert_eq!(read("10:30"), Some(30), "nothing tells that it is a time");
        assert_eq!(read("in stock"), None);
    }

    #[test]
    fn sizes_that_a_spreadsheet_took_for_dates_are_sizes_again() {
        assert_eq!(sizes("2024-04-02"), ["2-4"]);
        assert_eq!(sizes("06-Aug; 10-12"), ["6-8", "10-12"]);
        assert_eq!(sizes("36/38/40"), ["36", "38", "40"]);
        assert_eq!(sizes("04 ans,06 ans,08ans, 8 ans, 08 ans").len(), 4);
    }

    #[test]
    fn sizes_are_split_where_they_are_lists() {
        for (cell, expected) in [
            ("S, M / L", vec!["S", "M", "L"]),
            ("S|M|L", vec!["S", "M", "L"]),
            ("S;M", vec!["S", "M"]),
            ("36-40", vec!["36-40"]),
            ("S/M", vec!["S/M"]),
            ("7,5", vec!["7,5"]),
            ("36,38", vec!["36", "38"]),
            ("M, m", vec!["M"]),
            ("One size", vec!["One size"]),
        ] {
            assert_eq!(sizes(cell), expected, "{cell}");
        }
    }
}
