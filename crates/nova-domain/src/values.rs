//! What stands in a cell, as shops write it: prices with their currency, stock, sizes, lists, and words for whom a
//! garment is cut. Each function reads one cell and knows of no table.

/// Stands between, and after, the parts of a list that came as a list, so that no character of a part can be taken
/// for a separator. It is the "unit separator" of ASCII, which no text holds.
pub const UNIT: char = '\u{1F}';

/// An amount of money.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Money {
    /// In units of the currency; never negative.
    pub amount: f64,
    /// ISO 4217 code, or `kr`, which four countries write alike; `None` where the cell names none.
    pub currency: Option<&'static str>,
}

/// Signs and words of currencies, in lower case, each with its code. A dollar without a country is the American one,
/// and a yen sign the Japanese one.
const CURRENCIES: [(&str, &str); 50] = [
    ("€", "EUR"),
    ("eur", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("$", "USD"),
    ("us$", "USD"),
    ("usd", "USD"),
    ("£", "GBP"),
    ("gbp", "GBP"),
    ("₹", "INR"),
    ("rs", "INR"),
    ("inr", "INR"),
    ("¥", "JPY"),
    ("円", "JPY"),
    ("jpy", "JPY"),
    ("元", "CNY"),
    ("cny", "CNY"),
    ("rmb", "CNY"),
    ("a$", "AUD"),
    ("au$", "AUD"),
    ("aud", "AUD"),
    ("c$", "CAD"),
    ("ca$", "CAD"),
    ("cad", "CAD"),
    ("nz$", "NZD"),
    ("nzd", "NZD"),
    ("hk$", "HKD"),
    ("hkd", "HKD"),
    ("s$", "SGD"),
    ("sgd", "SGD"),
    ("r$", "BRL"),
    ("brl", "BRL"),
    ("mx$", "MXN"),
    ("mxn", "MXN"),
    ("chf", "CHF"),
    ("sfr", "CHF"),
    ("zł", "PLN"),
    ("pln", "PLN"),
    ("kr", "kr"),
    ("sek", "SEK"),
    ("nok", "NOK"),
    ("dkk", "DKK"),
    ("kč", "CZK"),
    ("czk", "CZK"),
    ("₺", "TRY"),
    ("tl", "TRY"),
    ("try", "TRY"),
    ("₽", "RUB"),
    ("₩", "KRW"),
    ("aed", "AED"),
];

/// Currencies of places that write a dot between thousands.
const DOT_FOR_THOUSANDS: [&str; 6] = ["EUR", "kr", "DKK", "NOK", "BRL", "TRY"];

/// A price as shops write it: `79.90`, `79,90 €`, `1.299,00`, `$1,299.00`, `Rs. 599`, `1 299,00`, `CHF 1'299.–`.
/// Of a range, such as `12.00 - 15.00`, the first counts. The error says what is wrong and what to do.
pub fn money(cell: &str) -> Result<Money, String> {
    let cell = cell.trim();
    let not_a_number = || format!("the price \"{cell}\" is not a number; correct it or leave it empty");
    let start = cell.find(|c: char| c.is_ascii_digit()).ok_or_else(not_a_number)?;
    let currency = currency(cell);
    let plain = cell.parse::<f64>().ok().filter(|_| currency.is_none());
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
                decimal(&number, currency)
            };
            let amount = plain.parse::<f64>().map_err(|_| not_a_number())?;
            if before.contains(['-', '−']) {
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
        return Err(format!(
            "the price \"{cell}\" is below zero; correct it or leave it empty"
        ));
    }
    Ok(Money {
        // Zero has no sign.
        amount: amount.abs(),
        currency,
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
fn decimal(number: &str, currency: Option<&str>) -> String {
    let point = match (number.rfind('.'), number.rfind(',')) {
        (Some(dot), Some(comma)) => Some(dot.max(comma)),
        (Some(at), None) | (None, Some(at)) => {
            let repeated = number.matches(['.', ',']).count() > 1;
            let three_follow = number.len() - at == 4;
            let between_thousands = three_follow
                && (number.as_bytes()[at] == b','
                    || currency.is_some_and(|currency| DOT_FOR_THOUSANDS.contains(&currency)));
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

/// The currency that a cell names by a sign or a word.
fn currency(cell: &str) -> Option<&'static str> {
    let lower = cell.to_lowercase();
    let words =
        lower.split(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ',' | '-' | '\''));
    words
        .filter(|word| !word.is_empty())
        .find_map(|word| CURRENCIES.iter().find(|(sign, _)| *sign == word))
        .map(|(_, code)| *code)
}

/// Pieces in stock: a number, or what shops write for some and for none.
pub fn stock(cell: &str) -> Result<i64, String> {
    let lower = cell.trim().to_lowercase();
    match lower.as_str() {
        "yes" | "y" | "true" | "in stock" | "in_stock" | "instock" | "available" | "low stock"
        | "onbackorder" | "backorder" | "ja" | "auf lager" | "vorrätig" | "verfügbar" | "lieferbar"
        | "oui" | "en stock" | "disponible" | "sí" | "si" | "sì" | "disponibile" => return Ok(1),
        "no" | "n" | "false" | "out of stock" | "out_of_stock" | "outofstock" | "sold out"
        | "unavailable" | "nein" | "ausverkauft" | "nicht vorrätig" | "non" | "épuisé"
        | "rupture de stock" | "agotado" | "sin existencias" | "esaurito" | "none" => return Ok(0),
        _ => {}
    }
    // "10+", "> 10" and "12 pcs" say a number too.
    let number: String = lower
        .trim_start_matches(['>', '≥', ' '])
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | '-'))
        .collect();
    let number = number.trim_end_matches('.').parse::<f64>();
    number
        .ok()
        .filter(|number| number.is_finite() && number.abs() < 1e15)
        .map(|number| number.trunc() as i64)
        .ok_or_else(|| format!("the stock \"{cell}\" is not a number; correct it or leave it empty"))
}

/// The parts of a list cell: separated by `;` or `|`, trimmed, the empty ones left out.
pub fn list(cell: &str) -> Vec<String> {
    if cell.contains(UNIT) {
        return parts(cell.split(UNIT));
    }
    parts(cell.split([';', '|']))
}

/// As [`list`], and where neither `;` nor `|` stands in the cell, also separated by commas.
pub fn words(cell: &str) -> Vec<String> {
    if cell.contains([UNIT, ';', '|']) {
        return list(cell);
    }
    parts(cell.split(','))
}

/// Names of colours: as [`words`], and a slash separates too: `Black/White`.
pub fn colours(cell: &str) -> Vec<String> {
    unique(words(cell).iter().flat_map(|part| parts(part.split('/'))))
}

/// Sizes: as [`list`], and commas and slashes with a space separate too. `36-40`, `S/M` and `7,5` are one size each.
pub fn sizes(cell: &str) -> Vec<String> {
    if cell.contains(UNIT) {
        return unique(list(cell).into_iter());
    }
    let slashes = cell.replace(" / ", ";");
    let mut sizes = Vec::new();
    for part in list(&slashes) {
        // "7,5" and "38,5" are half sizes; "36,38" and "6,8,10" are lists.
        let half = part
            .split_once(',')
            .is_some_and(|(whole, rest)| rest == "5" && whole.chars().all(|c| c.is_ascii_digit()));
        if half {
            sizes.push(part);
        } else {
            sizes.extend(parts(part.split(',')));
        }
    }
    unique(sizes.into_iter())
}

/// Without those that came before, compared without case.
pub fn unique(parts: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for part in parts {
        let known = |have: &String| have.to_lowercase() == part.to_lowercase();
        if !kept.iter().any(known) {
            kept.push(part);
        }
    }
    kept
}

fn parts<'a>(parts: impl Iterator<Item = &'a str>) -> Vec<String> {
    parts
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whom a word says that a garment is cut for, as the catalogue writes it; `None` for any other word.
pub fn gender(word: &str) -> Option<&'static str> {
    let lower = word.trim().to_lowercase().replace('’', "'");
    Some(match lower.as_str() {
        "women" | "woman" | "women's" | "womens" | "womenswear" | "female" | "ladies" | "lady" | "damen"
        | "frauen" | "femme" | "femmes" | "mujer" | "mujeres" | "donna" | "donne" => "Women",
        "men" | "man" | "men's" | "mens" | "menswear" | "male" | "gents" | "gentlemen" | "herren"
        | "männer" | "homme" | "hommes" | "hombre" | "hombres" | "uomo" | "uomini" => "Men",
        "girl" | "girls" | "girl's" | "girls'" | "mädchen" | "fille" | "filles" | "niña" | "niñas"
        | "bambina" => "Girls",
        "boy" | "boys" | "boy's" | "boys'" | "jungen" | "garçon" | "garçons" | "niño" | "niños"
        | "bambino" => "Boys",
        "unisex" => "Unisex",
        _ => return None,
    })
}

/// A category's path, such as `Clothing > Hoodies`, in its parts.
pub fn path(cell: &str) -> Vec<String> {
    parts(cell.split('>'))
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
    fn stock_is_a_number_or_a_word() {
        for (cell, expected) in [
            ("12", 12),
            ("12.0", 12),
            ("-3", -3),
            ("10+", 10),
            ("In stock", 1),
            ("Ausverkauft", 0),
            ("no", 0),
            ("yes", 1),
        ] {
            assert_eq!(stock(cell), Ok(expected), "{cell}");
        }
        assert!(stock("a few").is_err(), "words that say no number");
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

    #[test]
    fn a_list_that_came_as_a_list_is_never_split_again() {
        assert_eq!(list("a;b\u{1F}c|d\u{1F}"), ["a;b", "c|d"]);
        assert_eq!(sizes("S, long\u{1F}M\u{1F}"), ["S, long", "M"]);
        assert_eq!(colours("Black/White;Red"), ["Black", "White", "Red"]);
        assert_eq!(words("cotton, striped"), ["cotton", "striped"]);
        assert_eq!(words("cotton, soft;striped"), ["cotton, soft", "striped"]);
    }

    #[test]
    fn words_for_women_and_men_are_known_in_their_languages() {
        assert_eq!(gender("Damen"), Some("Women"));
        assert_eq!(gender("women’s"), Some("Women"));
        assert_eq!(gender("Homme"), Some("Men"));
        assert_eq!(gender("sale"), None);
    }
}
