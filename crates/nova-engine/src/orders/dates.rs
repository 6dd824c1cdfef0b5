//! Dates as tables of orders write them.

/// Which of two numbers before a year is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// 31/12/2025.
    DayFirst,
    /// 12/31/2025.
    MonthFirst,
}

/// What a column tells of how its dates are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Told {
    /// So.
    Clear(Order),
    /// This date and all others may be read in both ways.
    Either(String),
}

/// Some dates have the day first and some the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mixed;

/// How the dates of a column are written; the error says that they are written in two ways.
pub(crate) fn order_of<'a>(cells: impl Iterator<Item = &'a str>) -> Result<Told, Mixed> {
    let (mut day_first, mut month_first) = (false, false);
    let mut either: Option<&str> = None;
    for cell in cells {
        let Some([first, second, _]) = numbers(cell) else {
            continue;
        };
        if first > 31 {
            continue;
        }
        // With points the day comes first wherever it is written.
        if first > 12 || cell.contains('.') {
            day_first = true;
        } else if second > 12 {
            month_first = true;
        } else if first != second {
            either = either.or(Some(cell));
        }
    }
    match (day_first, month_first) {
        (true, true) => Err(Mixed),
        (false, true) => Ok(Told::Clear(Order::MonthFirst)),
        (true, false) => Ok(Told::Clear(Order::DayFirst)),
        (false, false) => {
            Ok(either.map_or(Told::Clear(Order::DayFirst), |cell| Told::Either(cell.to_owned())))
        }
    }
}

/// The first three numbers of a date, the year last where it is not first.
fn numbers(cell: &str) -> Option<[i64; 3]> {
    let date = cell.trim().split([' ', 'T']).next()?;
    let mut parts = date.split(['-', '/', '.']).map(|part| part.parse::<i64>().ok());
    let found = [parts.next()??, parts.next()??, parts.next()??];
    Some(found)
}

/// Milliseconds since 1970 of a date; the time of day is read where it stands beside it. `None` where it is no date.
pub(crate) fn read(cell: &str, order: Order) -> Option<i64> {
    let cell = cell.trim();
    if cell.chars().all(|c| c.is_ascii_digit()) && !cell.is_empty() {
        let number: i64 = cell.parse().ok()?;
        return match cell.len() {
            8 => days(number / 10_000, number / 100 % 100, number % 100).map(|days| days * super::DAY),
            10 => Some(number * 1_000),
            13 => Some(number),
            _ => None,
        };
    }
    let [first, second, third] = numbers(cell)?;
    let (year, month, day) = match (first > 31, order) {
        (true, _) => (first, second, third),
        (false, Order::DayFirst) => (third, second, first),
        (false, Order::MonthFirst) => (third, first, second),
    };
    let year = if year < 100 { 2_000 + year } else { year };
    let time = cell.split([' ', 'T']).nth(1).unwrap_or_default();
    let mut clock = time
        .split([':', '+', 'Z', '.'])
        .map(|part| part.parse::<i64>().unwrap_or(0));
    let mut next = || clock.next().unwrap_or(0);
    let seconds = next() * 3_600 + next() * 60 + next();
    Some(days(year, month, day)? * super::DAY + seconds.clamp(0, 86_399) * 1_000)
}

/// Days since 1970 of a day of the Gregorian calendar (Howard Hinnant's algorithm for civil dates).
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1900..=2200).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    let day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_shops_write_them() {
        let noon = 1_735_689_600_000;
        for cell in [
            "2025-01-01",
            "2025/01/01",
            "20250101",
            "01.01.2025",
            "1735689600",
            "2025-01-01T00:00:00Z",
        ] {
            assert_eq!(read(cell, Order::DayFirst), Some(noon), "{cell}");
        }
        assert_eq!(
            read("2025-01-01 10:30:00 +0200", Order::DayFirst),
            Some(noon + 37_800_000)
        );
        assert_eq!(
            read("03/04/2025", Order::DayFirst),
            read("2025-04-03", Order::DayFirst)
        );
        assert_eq!(
            read("03/04/2025", Order::MonthFirst),
            read("2025-03-04", Order::DayFirst)
        );
        for cell in ["soon", "", "2025-13-01", "32.01.2025"] {
            assert_eq!(read(cell, Order::DayFirst), None, "{cell}");
        }
    }

    #[test]
    fn the_column_tells_which_comes_first_or_it_is_asked() {
        let of = |cells: &[&str]| order_of(cells.iter().copied());
        assert_eq!(
            of(&["03/04/2025", "25/04/2025"]),
            Ok(Told::Clear(Order::DayFirst))
        );
        assert_eq!(
            of(&["03/04/2025", "04/25/2025"]),
            Ok(Told::Clear(Order::MonthFirst))
        );
        assert_eq!(of(&["2025-04-03"]), Ok(Told::Clear(Order::DayFirst)));
        assert_eq!(of(&["03.04.2025"]), Ok(Told::Clear(Order::DayFirst)));
        assert_eq!(
            of(&["03/04/2025", "05/04/2025"]),
            Ok(Told::Either("03/04/2025".to_owned()))
        );
        assert!(of(&["25/04/2025", "04/25/2025"]).is_err());
    }
}
