//! How a lookbook looks: one page with its pictures, style and script inside, which asks nothing of any network.

use crate::client::boards::Pinned;
use crate::gallery::Gallery;
use crate::lookbook::Contents;
use crate::shop::Shop;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use html_escape::encode_quoted_attribute as escaped;
use schemars::JsonSchema;
use serde::Deserialize;
use std::borrow::Cow;
use std::fmt::Write as _;
use ts_rs::TS;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// What a lookbook says, in the language of whoever makes it.
#[derive(Debug, Clone, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LookbookTexts {
    /// The language, as a tag of BCP 47.
    pub language: String,
    /// Whether lines run from right to left.
    pub right_to_left: bool,
    /// The board's name as it is shown.
    pub title: String,
    /// The shop's name; empty where it has none.
    pub shop: String,
    /// Such as "For Ada".
    pub greeting: String,
    /// What the reader is asked for.
    pub hint: String,
    /// The three answers.
    pub love: String,
    /// It might be worn.
    pub maybe: String,
    /// It is not wanted.
    pub no: String,
    /// Stands in the field for a word about a piece.
    pub word: String,
    /// Stands before the sizes.
    pub sizes: String,
    /// Stands beside what is sold out.
    pub sold: String,
    /// Stands before the sum of all prices.
    pub total: String,
    /// Heading of the part that sends answers back.
    pub send: String,
    /// How they are sent.
    pub send_hint: String,
    /// Saves them as a file.
    pub save: String,
    /// Copies them as a code.
    pub copy: String,
    /// The last line.
    pub footer: String,
}

/// A lookbook to be written.
pub(super) struct Page<'a> {
    pub texts: &'a LookbookTexts,
    pub id: &'a str,
    /// Ids of the pieces, as JSON.
    pub ids: &'a str,
    pub prices: bool,
    pub shop: &'a Shop,
    pub contents: &'a Contents,
}

impl Page<'_> {
    /// The page as text. `thumb` reads a thumbnail by its key.
    pub fn written(&self, gallery: &Gallery, thumb: impl Fn(&str) -> Option<Vec<u8>>) -> String {
        let texts = self.texts;
        let picture = |piece: &Pinned| {
            let bytes = thumb(piece.thumb.as_deref()?)?;
            Some(format!(
                "<img alt=\"{}\" src=\"data:image/jpeg;base64,{}\">",
                escaped(&piece.title),
                STANDARD.encode(bytes)
            ))
        };
        let mut pieces = String::new();
        let mut parts = self.contents.parts.iter();
        let mut left = 0;
        for piece in &self.contents.pieces {
            if left == 0
                && let Some((title, own)) = parts.next()
            {
                left = *own;
                let _ = writeln!(pieces, "<h2 class=\"part\" dir=\"auto\">{}</h2>", escaped(title));
            }
            left = left.saturating_sub(1);
            self.piece(gallery, piece, picture(piece), &mut pieces);
        }
        // A sign that opens a tag would end the script that holds it.
        let book =
            format!("{{\"lookbook\":\"{}\",\"pieces\":{}}}", self.id, self.ids).replace('<', "\\u003c");
        let shop = self.shop();
        filled(PAGE, |name| match name {
            "language" => escaped(&texts.language),
            "direction" => Cow::from(if texts.right_to_left { "rtl" } else { "ltr" }),
            "title" => escaped(&texts.title),
            "style" => Cow::from(STYLE),
            "shop" => Cow::from(shop.as_str()),
            "greeting" => escaped(&texts.greeting),
            "hint" => escaped(&texts.hint),
            "face" => Cow::from(self.contents.pieces.iter().find_map(picture).unwrap_or_default()),
            "pieces" => Cow::from(pieces.as_str()),
            "total" => Cow::from(self.total()),
            "send" => escaped(&texts.send),
            "send_hint" => escaped(&texts.send_hint),
            "save" => escaped(&texts.save),
            "copy" => escaped(&texts.copy),
            "footer" => escaped(&texts.footer),
            "book" => Cow::from(book.as_str()),
            "script" => Cow::from(SCRIPT),
            _ => Cow::from(""),
        })
    }

    /// The shop's mark and name.
    fn shop(&self) -> String {
        let name = self.shop.name.trim();
        let mark = self
            .shop
            .logo
            .as_deref()
            .and_then(|file| std::fs::read(file).ok());
        let mark = mark.map(|bytes| {
            // The name beside it says the same.
            format!(
                "<img class=\"mark\" alt=\"\" src=\"data:image/png;base64,{}\">",
                STANDARD.encode(bytes)
            )
        });
        match (mark, name) {
            (None, "") => String::new(),
            (mark, name) => format!(
                "<p class=\"shop\" dir=\"auto\">{}{}</p>\n",
                mark.unwrap_or_default(),
                escaped(name)
            ),
        }
    }

    fn piece(&self, gallery: &Gallery, piece: &Pinned, picture: Option<String>, page: &mut String) {
        let texts = self.texts;
        let product = gallery.find(&piece.id).ok().map(|item| &item.product);
        let brand = product.map_or("", |product| product.brand.as_str());
        let mut facts = String::new();
        if let (true, Some(price)) = (self.prices, piece.price) {
            let _ = write!(facts, "<b>{}</b>", money(price, &piece.currency));
        }
        if let Some(sizes) = product
            .map(|product| &product.sizes)
            .filter(|sizes| !sizes.is_empty())
        {
            let _ = write!(
                facts,
                "<span>{} {}</span>",
                escaped(&texts.sizes),
                escaped(&sizes.join(", "))
            );
        }
        if !piece.in_stock {
            let _ = write!(facts, "<span class=\"sold\">{}</span>", escaped(&texts.sold));
        }
        let _ = write!(
            page,
            "<article class=\"piece\"><div class=\"picture\">{}</div><div>",
            picture.unwrap_or_default()
        );
        if !brand.is_empty() {
            let _ = write!(page, "<p class=\"brand\" dir=\"auto\">{}</p>", escaped(brand));
        }
        let _ = write!(
            page,
            "<h2 dir=\"auto\">{}</h2><p class=\"facts\">{facts}</p>",
            escaped(&piece.title)
        );
        if !piece.note.is_empty() {
            let _ = write!(
                page,
                "<p class=\"note\" dir=\"auto\">{}</p>",
                escaped(&piece.note)
            );
        }
        let _ = write!(
            page,
            "<div class=\"says\" role=\"group\" aria-label=\"{}\">",
            escaped(&piece.title)
        );
        for (value, text) in [("love", &texts.love), ("maybe", &texts.maybe), ("no", &texts.no)] {
            let _ = write!(
                page,
                "<button type=\"button\" value=\"{value}\" aria-pressed=\"false\">{}</button>",
                escaped(text)
            );
        }
        let _ = writeln!(
            page,
            "</div><input class=\"word\" type=\"text\" maxlength=\"400\" dir=\"auto\" placeholder=\"{0}\" aria-label=\"{0}\"></div></article>",
            escaped(&texts.word)
        );
    }

    /// The sum of all prices, where all are in one currency and none is missing.
    fn total(&self) -> String {
        let pieces = &self.contents.pieces;
        let currency = pieces.first().map_or("", |piece| piece.currency.as_str());
        let prices: Option<Vec<f64>> = pieces
            .iter()
            .map(|piece| piece.price.filter(|_| piece.currency == currency))
            .collect();
        match prices {
            Some(prices) if self.prices && prices.len() > 1 => format!(
                "<p class=\"total\">{} <b>{}</b></p>\n",
                escaped(&self.texts.total),
                money(prices.iter().sum(), currency)
            ),
            _ => String::new(),
        }
    }
}

/// A price, which the page's script writes anew in the reader's language where the currency is a code of ISO 4217.
fn money(price: f64, currency: &str) -> String {
    let figure = format!("{price:.2}");
    let plain = escaped(&format!("{figure} {currency}")).trim_end().to_owned();
    let coded = currency.len() == 3 && currency.bytes().all(|letter| letter.is_ascii_alphabetic());
    match coded {
        true => format!(
            "<span data-price=\"{figure}\" data-currency=\"{}\">{plain}</span>",
            currency.to_uppercase()
        ),
        false => plain,
    }
}

/// A template with its `{{names}}` filled in, in one pass: what is filled in is never looked at again.
fn filled<'a>(template: &'a str, value: impl Fn(&str) -> Cow<'a, str>) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        text.push_str(before);
        let Some((name, after)) = after.split_once("}}") else {
            rest = after;
            break;
        };
        text.push_str(&value(name));
        rest = after;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        let text = filled("<h1>{{title}}</h1>{{end}}", |name| match name {
            "title" => Cow::from("{{end}}"),
            _ => Cow::from("."),
        });
        assert_eq!(text, "<h1>{{end}}</h1>.");
    }

    #[test]
    fn a_price_has_its_currency_and_a_code_only_where_it_is_one() {
        assert_eq!(money(9.5, "€"), "9.50 €");
        assert_eq!(money(9.5, ""), "9.50");
        assert!(money(129.0, "eur").contains("data-currency=\"EUR\""));
        assert_eq!(money(1.0, "<b>"), "1.00 &lt;b&gt;");
    }
}
