//! Prices as they are written in the six languages.

/// A price with its currency as a language writes it. A currency that is no code of ISO 4217 stands as it is.
pub fn money(price: f64, currency: &str, language: &str) -> String {
    let code = currency.trim().to_ascii_uppercase();
    let places = match code.as_str() {
        "JPY" | "KRW" | "VND" | "CLP" | "ISK" | "PYG" | "UGX" | "XAF" | "XOF" | "XPF" => 0,
        "KWD" | "BHD" | "JOD" | "OMR" | "TND" | "IQD" | "LYD" => 3,
        _ => 2,
    };
    let sign = match code.as_str() {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "JPY" | "CNY" => "¥",
        "INR" => "₹",
        "KRW" => "₩",
        _ => currency.trim(),
    };
    let language = language.split(['-', '_']).next().unwrap_or_default();
    let (group, point, sign_first) = match language {
        "fr" => ("\u{202F}", ",", false),
        "de" | "es" => (".", ",", false),
        "ar" => (",", ".", false),
        _ => (",", ".", true),
    };
    let written = format!("{price:.places$}");
    let (whole, rest) = written.split_once('.').unwrap_or((&written, ""));
    let mut figure = String::new();
    for (at, digit) in whole.chars().enumerate() {
        // Spanish leaves four digits together.
        let many = whole.len() > if language == "es" { 4 } else { 3 };
        if at > 0 && many && (whole.len() - at).is_multiple_of(3) {
            figure.push_str(group);
        }
        figure.push(digit);
    }
    if !rest.is_empty() {
        figure.push_str(point);
        figure.push_str(rest);
    }
    match (sign.is_empty(), sign_first) {
        (true, _) => figure,
        // A code stands apart, a sign does not.
        (false, true) if sign.chars().all(char::is_alphabetic) => format!("{sign}\u{A0}{figure}"),
        (false, true) => format!("{sign}{figure}"),
        (false, false) => format!("{figure}\u{A0}{sign}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_written_as_its_language_writes_it() {
        assert_eq!(money(1234.5, "EUR", "en"), "€1,234.50");
        assert_eq!(money(1234.5, "eur", "fr-CA"), "1\u{202F}234,50\u{A0}€");
        assert_eq!(money(1234.5, "EUR", "de"), "1.234,50\u{A0}€");
        assert_eq!(money(1234.5, "EUR", "es"), "1234,50\u{A0}€");
        assert_eq!(money(12_345.0, "EUR", "es"), "12.345,00\u{A0}€");
        assert_eq!(money(129.0, "CHF", "en"), "CHF\u{A0}129.00");
        assert_eq!(money(129.0, "", "en"), "129.00");
        assert_eq!(money(12_900.0, "JPY", "zh"), "¥12,900");
    }
}
