//! Prices as shops of any country write them.

use crate::fault::RowFault;

/// An amount of money.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Money {
    /// In units of the currency; never negative.
    pub amount: f64,
    /// ISO 4217 code, or `kr`, which four countries write alike; `None` where the cell names none.
    pub currency: Option<&'static str>,
}

/// What a number's last separator means, where the number alone does not tell: `1.299` and `1,299`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Decimal {
    /// Nothing is known of the column.
    #[default]
    Unknown,
    /// Decimals stand behind a point, so a comma is between thousands.
    Point,
    /// Decimals stand behind a comma, so a point is between thousands.
    Comma,
}

impl Decimal {
    /// What the values of a column tell of the next one.
    pub fn of<'a>(cells: impl Iterator<Item = &'a str>) -> Decimal {
        let (mut point, mut comma) = (0, 0);
        for cell in cells {
            let digits = cell.trim_end_matches(|c: char| !c.is_ascii_digit());
            let Some(at) = digits.rfind(['.', ',']) else {
                continue;
            };
            let behind = digits.len() - at - 1;
            if (1..=2).contains(&behind) {
                match digits.as_bytes().get(at) {
                    Some(b',') => comma += 1,
                    _ => point += 1,
                }
            }
        }
        match (point, comma) {
            (0, 1..) => Decimal::Comma,
            (1.., 0) => Decimal::Point,
            _ => Decimal::Unknown,
        }
    }
}

/// Signs and words of currencies, in lower case, each with its code. A dollar without a country is the American one,
/// and a yen sign the Japanese one.
const SIGNS: [(&str, &str); 91] = [
    // The yen sign of Japanese encodings that put it in place of the backslash.
    ("\\", "JPY"),
    ("€", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("евро", "EUR"),
    ("$", "USD"),
    ("us$", "USD"),
    ("$us", "USD"),
    ("£", "GBP"),
    ("₹", "INR"),
    ("rs", "INR"),
    ("¥", "JPY"),
    ("￥", "JPY"),
    ("円", "JPY"),
    ("元", "CNY"),
    ("rmb", "CNY"),
    ("人民币", "CNY"),
    ("a$", "AUD"),
    ("au$", "AUD"),
    ("c$", "CAD"),
    ("ca$", "CAD"),
    ("cdn$", "CAD"),
    ("nz$", "NZD"),
    ("hk$", "HKD"),
    ("s$", "SGD"),
    ("nt$", "TWD"),
    ("r$", "BRL"),
    ("mx$", "MXN"),
    ("mex$", "MXN"),
    ("ar$", "ARS"),
    ("clp$", "CLP"),
    ("col$", "COP"),
    ("s/", "PEN"),
    ("sfr", "CHF"),
    ("fr", "CHF"),
    ("zł", "PLN"),
    ("zl", "PLN"),
    ("kr", "kr"),
    ("kč", "CZK"),
    ("ft", "HUF"),
    ("lei", "RON"),
    ("лв", "BGN"),
    ("din", "RSD"),
    ("дин", "RSD"),
    ("km", "BAM"),
    ("₺", "TRY"),
    ("tl", "TRY"),
    ("₽", "RUB"),
    ("руб", "RUB"),
    ("р", "RUB"),
    ("рублей", "RUB"),
    ("₴", "UAH"),
    ("грн", "UAH"),
    ("₸", "KZT"),
    ("тг", "KZT"),
    ("br", "BYN"),
    ("₩", "KRW"),
    ("원", "KRW"),
    ("₪", "ILS"),
    ("nis", "ILS"),
    ("฿", "THB"),
    ("₫", "VND"),
    ("đ", "VND"),
    ("₱", "PHP"),
    ("rp", "IDR"),
    ("rm", "MYR"),
    ("₦", "NGN"),
    ("ksh", "KES"),
    ("gh₵", "GHS"),
    ("₵", "GHS"),
    ("r", "ZAR"),
    ("fcfa", "XOF"),
    ("cfa", "XOF"),
    ("fcf", "XOF"),
    ("f cfa", "XOF"),
    ("da", "DZD"),
    ("dh", "MAD"),
    ("dhs", "AED"),
    ("د.إ", "AED"),
    ("درهم", "AED"),
    ("ر.س", "SAR"),
    ("ريال", "SAR"),
    ("ریال", "IRR"),
    ("ש״ח", "ILS"),
    ("ש\"ח", "ILS"),
    ("บาท", "THB"),
    ("﷼", "SAR"),
    ("sr", "SAR"),
    ("ج.م", "EGP"),
    ("جنيه", "EGP"),
    ("le", "EGP"),
];

/// Codes of ISO 4217 that prices are written in.
const CODES: &str = "AED ALL AMD ARS AUD AZN BAM BDT BGN BHD BOB BRL BYN CAD CHF CLP CNY COP CRC CZK DKK DOP DZD EGP EUR \
GBP GEL GHS GTQ HKD HNL HUF IDR ILS INR IQD IRR ISK JOD JPY KES KRW KWD KZT LBP LKR MAD MDL MKD MUR MXN MYR NGN NIO NOK NPR NZD \
OMR PAB PEN PHP PKR PLN PYG QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD TZS UAH UGX USD UYU UZS VND XAF XOF ZAR ZMW";

/// Currencies of places that write a dot between thousands.
const DOT_FOR_THOUSANDS: [&str; 17] = [
    "EUR", "kr", "DKK", "NOK", "BRL", "TRY", "CLP", "COP", "ARS", "IDR", "VND", "PYG", "RSD", "UYU", "XOF",
    "XAF", "ISK",
];

/// A price as shops write it: `79.90`, `79,90 €`, `1.299,00`, `$1,299.00`, `Rs. 599`, `1 299,00`, `CHF 1'299.–`.
/// Of a range, such as `12.00 - 15.00`, the first counts. The error says what is wrong and what to do.
pub fn money(cell: &str) -> Result<Money, RowFault> {
    money_in(cell, Decimal::Unknown, None)
}

/// As [`money`], where more is known: what the last separator of the column's numbers means, and the currency that
/// another column or the heading names.
pub fn money_in(cell: &str, decimal: Decimal, known: Option<&str>) -> Result<Money, RowFault> {
    let cell = cell.trim();
    let western = western_digits(cell);
    let cell = western.as_deref().unwrap_or(cell);
    let not_a_number = || {
        let price = cell.chars().take(80).collect();
        RowFault::Price { price }
    };
    let start = cell.find(|c: char| c.is_ascii_digit()).ok_or_else(not_a_number)?;
    let named = currency(cell);
    let currency = match named {
        Some(named) => Some(named),
        None => known.and_then(currency),
    };
    let plain = cell
        .parse::<f64>()
        .ok()
        .filter(|_| currency.is_none() && !(decimal == Decimal::Comma && thousands(cell, '.')));
    let amount = match plain {
        Some(amount) => amount,
        None => {
            let before = &cell[..start];
            let number = run(&cell[start..]);
            // ".99" and not the dot of "Rs.599".
            let leading_dot = before.ends_with(['.', ',']) && !before.contains(char::is_alphabetic);
            let plain = if leading_dot {
                format!("0.{number}")
            } else {
                self::decimal(&number, currency, decimal)
            };
            let amount = plain.parse::<f64>().map_err(|_| not_a_number())?;
            if before.trim_end().ends_with(['-', '−']) {
                -amount
            } else {
                amount
            }
        }
    };
    if !amount.is_finite() {
        return Err(not_a_number());
    }
    if amount < 0.0 {
        let price = cell.to_owned();
        return Err(RowFault::NegativePrice { price });
    }
    Ok(Money {
        // Zero has no sign.
        amount: amount.abs(),
        currency: named,
    })
}

/// Whether a number has `separator` between groups of three digits and nothing else in it.
fn thousands(number: &str, separator: char) -> bool {
    let mut groups = number.split(separator);
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    (1..=3).contains(&first.len())
        && rest.peek().is_some()
        && rest.all(|group| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Arabic-Indic, Persian and full-width digits as ours; `None` where there are none.
pub(crate) fn western_digits(cell: &str) -> Option<String> {
    let digit = |c: char, zero: char| (c as u32).checked_sub(zero as u32).filter(|digit| *digit < 10);
    let other = |c: char| ['٠', '۰', '０'].into_iter().find_map(|zero| digit(c, zero));
    cell.chars().any(|c| other(c).is_some() || c == '٫').then(|| {
        let western = |c: char| match other(c) {
            Some(digit) => char::from_digit(digit, 10).unwrap_or(c),
            None if c == '٫' => '.',
            None if c == '٬' => ',',
            None => c,
        };
        cell.chars().map(western).collect()
    })
}

/// The digits and separators of the number that `text` begins with. A space is one of its separators where three
/// digits follow it.
fn run(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let mut number = String::new();
    for (at, c) in chars.iter().enumerate() {
        match c {
            c if c.is_ascii_digit() => number.push(*c),
            '.' | ',' if digit(at + 1) => number.push(*c),
            '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}'
                if digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4) => {}
            _ => break,
        }
    }
    number
}

/// A number with a decimal point alone.
fn decimal(number: &str, currency: Option<&str>, convention: Decimal) -> String {
    let point = match (number.rfind('.'), number.rfind(',')) {
        (Some(dot), Some(comma)) => Some(dot.max(comma)),
        (Some(at), None) | (None, Some(at)) => {
            let repeated = number.matches(['.', ',']).count() > 1;
            let three_follow = number.len() - at == 4;
            let comma = number.as_bytes().get(at) == Some(&b',');
            let dotted = currency.is_some_and(|currency| DOT_FOR_THOUSANDS.contains(&currency));
            let between_thousands = three_follow
                && match (comma, convention) {
                    (true, Decimal::Comma) | (false, Decimal::Point) => false,
                    (true, _) | (false, Decimal::Comma) => true,
                    (false, Decimal::Unknown) => dotted,
                };
            (!repeated && !between_thousands).then_some(at)
        }
        (None, None) => None,
    };
    let kept = number.char_indices().filter_map(|(at, c)| match c {
        '.' | ',' => (Some(at) == point).then_some('.'),
        other => Some(other),
    });
    kept.collect()
}

/// The currency that a text names by a sign or a word.
pub fn currency(text: &str) -> Option<&'static str> {
    let lower = text.trim().to_lowercase();
    let code_of = |word: &str| {
        let signs = SIGNS
            .iter()
            .find(|(sign, _)| *sign == word)
            .map(|(_, code)| *code);
        signs.or_else(|| {
            let upper = word.to_uppercase();
            CODES.split(' ').find(|code| upper.len() == 3 && *code == upper)
        })
    };
    let letters =
        lower.trim_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ',' | '-'));
    if letters.is_empty() {
        return None;
    }
    code_of(letters).or_else(|| {
        let between = |c: char| {
            c.is_numeric() || c.is_whitespace() || matches!(c, '.' | ',' | '-' | '\'' | '_' | ':' | '–')
        };
        lower
            .split(between)
            .filter(|word| !word.is_empty())
            .find_map(code_of)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: &str) -> (f64, &'static str) {
        let money = money(cell).unwrap_or_else(|reason| panic!("{reason}"));
        (money.amount, money.currency.unwrap_or(""))
    }

    #[test]
    fn prices_are_read_as_shops_write_them() {
        for (cell, amount, currency) in [
            ("1.299,00", 1299.0, ""),
            ("1.299,00 €", 1299.0, "EUR"),
            ("€ 1.299", 1299.0, "EUR"),
            ("$1,299.50", 1299.5, "USD"),
            ("US$ 20", 20.0, "USD"),
            ("1,299", 1299.0, ""),
            ("12", 12.0, ""),
            ("1e3", 1000.0, ""),
            ("0,5", 0.5, ""),
            (".99", 0.99, ""),
            ("1.234.567", 1_234_567.0, ""),
            ("Rs. 599", 599.0, "INR"),
            ("Rs.599", 599.0, "INR"),
            ("1 299,00", 1299.0, ""),
            ("1\u{a0}299,00 kr", 1299.0, "kr"),
            ("USD 12", 12.0, "USD"),
            ("12,50EUR", 12.5, "EUR"),
            ("CHF 1'299.-", 1299.0, "CHF"),
            ("12,- €", 12.0, "EUR"),
            ("12.00 - 15.00", 12.0, ""),
            ("ab 19,99 €", 19.99, "EUR"),
        ] {
            assert_eq!(read(cell), (amount, currency), "{cell}");
        }
        for cell in ["abc", "-5", "-5 €", "--", "", "nan", "inf", "1e999"] {
            assert!(money(cell).is_err(), "{cell} is no price");
        }
    }

    #[test]
    fn what_is_known_of_the_column_decides_between_thousands_and_decimals() {
        let read = |cell, decimal, known| money_in(cell, decimal, known).map(|money| money.amount);
        assert_eq!(
            read("1.299", Decimal::Unknown, Some("EUR")),
            Ok(1299.0),
            "a column of currencies"
        );
        assert_eq!(read("1.299", Decimal::Comma, None), Ok(1299.0));
        assert_eq!(read("1.299", Decimal::Point, None), Ok(1.299));
        assert_eq!(read("1,299", Decimal::Comma, None), Ok(1.299));
        assert_eq!(Decimal::of(["1.299", "19,90"].into_iter()), Decimal::Comma);
        assert_eq!(Decimal::of(["1299", "5"].into_iter()), Decimal::Unknown);
    }

    #[test]
    fn prices_of_many_countries_are_read() {
        for (cell, amount, currency) in [
            ("15 000 FCFA", 15_000.0, "XOF"),
            ("12000 Fcfa", 12_000.0, "XOF"),
            ("10 000Fcf", 10_000.0, "XOF"),
            ("185.000 CLP", 185_000.0, "CLP"),
            ("1,23,456.78 INR", 123_456.78, "INR"),
            ("12 990 Ft", 12_990.0, "HUF"),
            ("1 250 грн.", 1250.0, "UAH"),
            ("٤٩٫٩٠ ر.س", 49.9, "SAR"),
            ("¥12,800", 12_800.0, "JPY"),
            ("129,00 zł", 129.0, "PLN"),
        ] {
            assert_eq!(read(cell), (amount, currency), "{cell}");
        }
    }
}
