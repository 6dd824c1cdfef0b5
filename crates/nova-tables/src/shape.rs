//! What the values of a column look like: prices, addresses of pictures, colours, sizes, bar codes, dates, yes and no.
//! It decides where a heading does not, and overrules one that the values contradict.

use crate::attributes;
use crate::concepts::Concept;
use crate::heading::Heading;
use crate::sizes::is_size;
use crate::values;
use nova_domain::palette;
use std::collections::HashSet;

/// Values of a column that are looked at.
const LOOKED_AT: usize = 400;

/// Shares, from 0 to 1, of a column's values that look like something.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    /// How many values were looked at; empty cells are none.
    pub filled: usize,
    /// Share of the cells that are filled.
    pub density: f32,
    /// How many of them differ, as a share.
    pub distinct: f32,
    /// Numbers, whatever separates their digits.
    pub number: f32,
    /// Whole numbers.
    pub whole: f32,
    /// Numbers with a currency's sign, or with two decimals.
    pub price: f32,
    /// Web addresses.
    pub address: f32,
    /// Web addresses and files of pictures.
    pub picture: f32,
    /// Bar codes whose check digit is right.
    pub barcode: f32,
    /// Sizes.
    pub size: f32,
    /// Names of colours.
    pub colour: f32,
    /// Words for whom a garment is cut.
    pub gender: f32,
    /// Yes and no in their many forms.
    pub yes_no: f32,
    /// Kinds of rows: `simple`, `variable`, `variation`.
    pub row_kind: f32,
    /// Kinds of rows that are variants.
    pub child: f32,
    /// Days.
    pub date: f32,
    /// Long texts, or texts with tags.
    pub prose: f32,
    /// Values with a blank in them.
    pub words: f32,
    /// Pairs such as `Size: S` or `size=S,color=Red`.
    pub pairs: f32,
    /// Values all of whose parts are sizes or colours: `M / navy`.
    pub choice: f32,
    /// Names that options of garments have: `Size`, `Colour`.
    pub named: f32,
    /// Steps of a path: `Women > Skirts`.
    pub path: f32,
    /// Words without digits that are no codes: of small letters, or of a script that has no capitals.
    pub letters: f32,
    /// Words without digits, of three letters or more, also where all are capitals.
    pub spelt: f32,
    /// Characters of a value, on average.
    pub length: f32,
}

impl Shape {
    /// Of the cells of a column.
    pub fn of<'a>(cells: impl Iterator<Item = &'a str>) -> Shape {
        let mut shape = Shape::default();
        let (mut all, mut seen) = (0_usize, HashSet::new());
        let (mut plus, mut minus) = (0_usize, 0_usize);
        for cell in cells.take(LOOKED_AT) {
            all += 1;
            let cell = cell.trim().trim_end_matches(values::UNIT);
            if cell.is_empty() {
                continue;
            }
            shape.filled += 1;
            plus += usize::from(cell == "+");
            minus += usize::from(cell == "-");
            seen.insert(cell);
            shape.see(cell);
        }
        if plus > 0 {
            shape.yes_no += (plus + minus) as f32;
        }
        let filled = shape.filled.max(1) as f32;
        for share in [
            &mut shape.number,
            &mut shape.whole,
            &mut shape.price,
            &mut shape.address,
            &mut shape.picture,
            &mut shape.barcode,
            &mut shape.size,
            &mut shape.colour,
            &mut shape.gender,
            &mut shape.yes_no,
            &mut shape.row_kind,
            &mut shape.child,
            &mut shape.date,
            &mut shape.prose,
            &mut shape.words,
            &mut shape.pairs,
            &mut shape.choice,
            &mut shape.named,
            &mut shape.path,
            &mut shape.letters,
            &mut shape.spelt,
            &mut shape.length,
        ] {
            *share /= filled;
        }
        shape.distinct = seen.len() as f32 / filled;
        shape.density = shape.filled as f32 / all.max(1) as f32;
        shape
    }

    fn see(&mut self, cell: &str) {
        let western = values::western_digits(cell);
        let cell = western.as_deref().unwrap_or(cell);
        let count = |share: &mut f32, is: bool| *share += f32::from(u8::from(is));
        let length = cell.chars().count();
        self.length += length as f32;
        count(&mut self.words, cell.contains(' '));
        let address = cell.contains("://") || cell.starts_with("//") || cell.starts_with("www.");
        count(&mut self.address, address);
        count(&mut self.picture, is_picture(cell));
        count(
            &mut self.path,
            cell.contains(" > ") || cell.contains('>') && !cell.contains('<'),
        );
        count(
            &mut self.prose,
            length > 120 || (cell.starts_with('<') && cell.contains("</")),
        );
        if length > 80 {
            let named = cell.contains('=') && cell.contains(',');
            count(
                &mut self.pairs,
                named || (cell.matches(": ").count() > 1 && cell.contains([';', values::UNIT])),
            );
            return;
        }
        let digits = cell.chars().filter(char::is_ascii_digit).count();
        let spelt = |c: char| c.is_alphabetic() && !c.is_uppercase();
        count(&mut self.letters, digits == 0 && cell.contains(spelt));
        let alphabetic = cell.chars().filter(|c| c.is_alphabetic()).count();
        count(&mut self.spelt, digits == 0 && alphabetic > 2);
        let bare = cell.parse::<f64>().is_ok() && !cell.contains(['e', 'E', 'n', 'N']);
        let money = digits > 0 && digits * 3 >= length && values::money(cell).is_ok();
        count(
            &mut self.number,
            bare || (money && !cell.contains(char::is_alphabetic)),
        );
        count(
            &mut self.whole,
            digits == length || cell.strip_suffix(".0").is_some(),
        );
        let decimals = cell.rfind(['.', ',']).is_some_and(|at| {
            cell.len() - at == 3 && cell[at + 1..].bytes().all(|byte| byte.is_ascii_digit())
        });
        count(
            &mut self.price,
            money && (decimals || values::currency(cell).is_some()),
        );
        count(&mut self.barcode, is_barcode(cell));
        let name = length < 30
            && digits == 0
            && cell
                .split(['~', '|', ';', ',', '\n'])
                .all(|part| Heading::read(part).only(&[Concept::Size, Concept::Colour]));
        count(&mut self.named, name);
        let parts = values::words(cell);
        let all = |is: &dyn Fn(&str) -> bool| !parts.is_empty() && parts.iter().all(|part| is(part));
        count(&mut self.size, all(&is_size));
        let is_colour = |part: &str| {
            let last = part.rsplit([' ', '/']).next().unwrap_or(part);
            palette::of(part).is_some() || palette::of(last).is_some()
        };
        count(&mut self.colour, all(&is_colour));
        let apart = values::parts(cell.split([',', '|', ';', '/']));
        let choice = |part: &String| is_size(part) || is_colour(part);
        // "M / grå": of two parts one is enough.
        let sized = apart.len() == 2 && apart.iter().any(|part| is_size(part));
        count(
            &mut self.choice,
            sized || (!apart.is_empty() && apart.iter().all(choice)),
        );
        count(&mut self.gender, values::gender(cell).is_some());
        count(&mut self.yes_no, values::yes_no(cell).is_some());
        let kind = values::row_kind(cell);
        count(&mut self.row_kind, kind.is_some());
        count(&mut self.child, kind == Some(values::RowKind::Child));
        count(&mut self.date, values::date(cell).is_some());
        count(
            &mut self.pairs,
            attributes::in_braces(cell).is_some()
                || cell.split_once([':', '=']).is_some_and(|(name, value)| {
                    !address
                        && name
                            .chars()
                            .next()
                            .is_some_and(|c| c.is_alphabetic() || matches!(c, '(' | '{' | '['))
                        && name.chars().count() <= 30
                        && !value.trim().is_empty()
                        && !is_size(name.trim())
                }),
        );
    }
}

/// Whether a value is an address or a file of a picture.
fn is_picture(cell: &str) -> bool {
    let first = cell
        .split([',', ';', '|', ' ', values::UNIT])
        .next()
        .unwrap_or(cell);
    let path = first.split(['?', '#']).next().unwrap_or(first).to_lowercase();
    let ending = path.rsplit('.').next().unwrap_or_default();
    matches!(
        ending,
        "jpg" | "jpeg" | "png" | "webp" | "gif" | "avif" | "heic" | "bmp" | "tif" | "tiff" | "jfif"
    ) && path.len() > ending.len() + 1
}

/// Whether a number is an EAN or UPC by its check digit (GS1 General Specifications, 7.9).
pub(crate) fn is_barcode(cell: &str) -> bool {
    let cell = cell.trim_start_matches('\'');
    if !matches!(cell.len(), 8 | 12 | 13 | 14) || !cell.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let digits = cell.bytes().rev().map(|byte| u32::from(byte - b'0'));
    let sum: u32 = digits
        .enumerate()
        .map(|(at, digit)| if at % 2 == 1 { digit * 3 } else { digit })
        .sum();
    sum.is_multiple_of(10) && cell.bytes().any(|byte| byte != b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cells: &[&str]) -> Shape {
        Shape::of(cells.iter().copied())
    }

    #[test]
    fn values_are_known_by_what_they_look_like() {
        assert!(of(&["19,90 €", "1.299,00 €", ""]).price > 0.9);
        assert!(of(&["https://x.y/a.jpg?v=1", "b.png"]).picture > 0.9);
        assert!(of(&["S", "M, L", "36-38"]).size > 0.9);
        assert!(of(&["navy", "black/white"]).colour > 0.9);
        assert!(of(&["4006381333931", "0012345678905"]).barcode > 0.9);
        assert!(of(&["4006381333932"]).barcode < 0.1, "the check digit is wrong");
        assert!(of(&["simple", "variation"]).row_kind > 0.9);
        assert!(of(&["Size: S", "Color: Red"]).pairs > 0.9);
        assert!(of(&["2024-05-01", "1.5.2024"]).date > 0.9);
    }
}
