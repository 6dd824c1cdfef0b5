//! Days as tables write them: enough to know whether a discount is over, and which size a spreadsheet took for a date.

/// A day of the calendar as year, month and day, which compare as they should.
pub type Day = (i32, u8, u8);

/// Beginnings of the months' names in English, German, French, Spanish, Italian, Dutch and Portuguese.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "gen"],
    &["feb", "fév", "fev", "fe"],
    &["mar", "mär", "mrz", "maa"],
    &["apr", "avr", "abr"],
    &["may", "mai", "mag", "mei"],
    &["jun", "juin", "giu"],
    &["jul", "juil", "lug"],
    &["aug", "aoû", "aou", "ago"],
    &["sep", "set"],
    &["oct", "okt", "ott", "out"],
    &["nov"],
    &["dec", "dez", "déc", "dic"],
];

fn month_named(word: &str) -> Option<u8> {
    let word = word.to_lowercase();
    let named = |names: &&[&str]| names.iter().any(|name| word.starts_with(name));
    let letters = word.trim_end_matches('.').chars().all(char::is_alphabetic);
    let at = MONTHS.iter().position(named).filter(|_| letters)?;
    u8::try_from(at + 1).ok()
}

/// The day of `2024-05-01`, `2024-05-01T10:00`, `01.05.2024`, `5/1/2024` (the first number is the month where it can
/// be one and the second cannot), `20240501`; `None` for any other text.
pub fn date(cell: &str) -> Option<Day> {
    let cell = cell.trim();
    let head = cell.split(['T', ' ']).next()?;
    if head.len() == 8 && head.bytes().all(|byte| byte.is_ascii_digit()) {
        return valid(
            head[..4].parse().ok()?,
            head[4..6].parse().ok()?,
            head[6..].parse().ok()?,
        );
    }
    let parts: Vec<&str> = head.split(['-', '/', '.']).collect();
    let [first, second, third] = parts.as_slice() else {
        return None;
    };
    if !parts
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return None;
    }
    if first.len() == 4 {
        return valid(first.parse().ok()?, second.parse().ok()?, third.parse().ok()?);
    }
    if third.len() != 4 {
        return None;
    }
    let (year, first, second): (i32, u8, u8) =
        (third.parse().ok()?, first.parse().ok()?, second.parse().ok()?);
    valid(year, second, first).or_else(|| valid(year, first, second))
}

fn valid(year: i32, month: u8, day: u8) -> Option<Day> {
    ((1900..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day))
        .then_some((year, month, day))
}

/// The day that is so many days after the first of January 1970 (Howard Hinnant, chrono-Compatible Low-Level Date
/// Algorithms, `civil_from_days`).
pub fn day_of(days: i64) -> Day {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (
        i32::try_from(year).unwrap_or(i32::MAX),
        u8::try_from(month).unwrap_or(1),
        u8::try_from(day).unwrap_or(1),
    )
}

/// The pair of small numbers that a spreadsheet made a date of, the smaller one first: `2024-04-02`, `02.Apr`, `4-Feb`.
/// Sizes such as `2-4` go up, so it does not matter which of them was taken for the month.
pub(crate) fn pair_in_date(cell: &str) -> Option<(u8, u8)> {
    let cell = cell.trim();
    if let Some((_, month, day)) = date(cell) {
        // A size has no time of day, and `20240501` is a number.
        return (cell.len() <= 10 && cell.contains(['-', '/', '.']))
            .then(|| (month.min(day), month.max(day)));
    }
    let parts: Vec<&str> = cell
        .split(['-', ' ', '.', '/'])
        .filter(|part| !part.is_empty())
        .collect();
    let ([one, other] | [one, other, _]) = parts.as_slice() else {
        return None;
    };
    let (number, month) = match (one.parse::<u8>(), other.parse::<u8>()) {
        (Ok(number), Err(_)) => (number, month_named(other)?),
        (Err(_), Ok(number)) => (number, month_named(one)?),
        _ => return None,
    };
    (1..=31)
        .contains(&number)
        .then(|| (number.min(month), number.max(month)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_their_usual_orders() {
        for (cell, expected) in [
            ("2024-05-01", Some((2024, 5, 1))),
            ("2024-05-01T10:00:00Z", Some((2024, 5, 1))),
            ("01.05.2024", Some((2024, 5, 1))),
            ("12/31/2017", Some((2017, 12, 31))),
            ("31/12/2017", Some((2017, 12, 31))),
            ("20240501", Some((2024, 5, 1))),
            ("36-40", None),
            ("1.299,00", None),
        ] {
            assert_eq!(date(cell), expected, "{cell}");
        }
    }

    #[test]
    fn days_are_counted_from_1970() {
        for (days, expected) in [
            (0, (1970, 1, 1)),
            (59, (1970, 3, 1)),
            (19_782, (2024, 2, 29)),
            (-1, (1969, 12, 31)),
        ] {
            assert_eq!(day_of(days), expected);
        }
    }

    #[test]
    fn sizes_that_became_dates_are_found_again() {
        for cell in ["2024-04-02", "2-Apr", "Apr 2", "04-Feb", "02.04.2024", "2. avr."] {
            assert_eq!(pair_in_date(cell), Some((2, 4)), "{cell}");
        }
        assert_eq!(pair_in_date("36-40"), None);
        assert_eq!(pair_in_date("One size"), None);
    }
}
