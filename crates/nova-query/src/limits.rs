//! Prices and sizes that a sentence names: "under 50 €", "entre 40 et 80", "50元以下", "Größe 38". A number is only a
//! limit where a word or a currency says so; "501 jeans", "2-in-1" and "women over 50" are none.

use crate::grammar::{CURRENCIES, Role};
use crate::spans::{Span, What};
use crate::understood::{Facet, Limit, Price, Size};

/// What "about 50" reaches, as a share below and above.
const AROUND: f64 = 0.25;

/// Sizes in letters, as they are folded.
const LETTERS: [&str; 14] = [
    "xxxs", "xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl", "xxxxl", "small", "medium", "large", "one",
];

/// The limits of a sentence, with the spans that they are made of.
#[derive(Debug, Default)]
pub(crate) struct Limits {
    pub prices: Vec<Price>,
    pub sizes: Vec<Size>,
    /// For each span, whether it belongs to a limit.
    pub used: Vec<bool>,
}

struct Reader<'a> {
    text: &'a str,
    spans: &'a [Span],
}

/// Reads the limits among `spans`.
pub(crate) fn limits(text: &str, spans: &[Span]) -> Limits {
    let reader = Reader { text, spans };
    let mut limits = Limits {
        used: vec![false; spans.len()],
        ..Limits::default()
    };
    let mut at = 0;
    while at < spans.len() {
        if let Some((price, end)) = reader.price(at) {
            limits.prices.push(price);
            limits.used[at..end].fill(true);
            at = end;
        } else if let Some((sizes, end)) = reader.size(at) {
            limits.sizes.extend(sizes);
            limits.used[at..end].fill(true);
            at = end;
        } else {
            at += 1;
        }
    }
    limits
}

impl Reader<'_> {
    fn role(&self, at: usize, role: Role) -> bool {
        self.spans.get(at).is_some_and(|span| span.role(role))
    }

    fn number(&self, at: usize) -> Option<f64> {
        match self.spans.get(at)?.what {
            What::Number(value) => Some(value),
            _ => None,
        }
    }

    fn currency(&self, at: usize) -> Option<u8> {
        match &self.spans.get(at)?.what {
            What::Roles(roles) => roles.iter().find_map(|role| match role {
                Role::Currency(place) => Some(*place),
                _ => None,
            }),
            _ => None,
        }
    }

    fn said(&self, from: usize, to: usize) -> (String, usize, usize) {
        let (start, end) = (self.spans[from].start, self.spans[to - 1].end);
        (self.text[start..end].to_owned(), start, end)
    }

    /// A number with the currency before or after it, and where it ends.
    fn amount(&self, at: usize) -> Option<(f64, Option<u8>, usize)> {
        if let (Some(currency), Some(value)) = (self.currency(at), self.number(at + 1)) {
            return Some((value, Some(currency), at + 2));
        }
        let value = self.number(at)?;
        match self.currency(at + 1) {
            Some(currency) => Some((value, Some(currency), at + 2)),
            None => Some((value, None, at + 1)),
        }
    }

    fn price(&self, from: usize) -> Option<(Price, usize)> {
        let between = self.role(from, Role::Between);
        let (under, over, about) = (
            self.role(from, Role::Under),
            self.role(from, Role::Over),
            self.role(from, Role::About),
        );
        let led = between || under || over || about;
        let mut at = from + usize::from(led);
        // "under the 50", "bis zu 50": a word that says nothing may stand between.
        if led
            && self.number(at).is_none()
            && self.currency(at).is_none()
            && (self.role(at, Role::Stop) || self.role(at, Role::About))
        {
            at += 1;
        }
        let (first, mut currency, mut end) = self.amount(at)?;
        let joined = self.role(end, Role::To)
            || matches!(self.spans.get(end).map(|span| &span.what), Some(What::Dash));
        let mut second = None;
        if joined && let Some((value, other, after)) = self.amount(end + 1) {
            currency = currency.or(other);
            if between || over || currency.is_some() {
                (second, end) = (Some(value), after);
            }
        }
        let counted = |at: usize| self.role(at, Role::Unit) && currency.is_none();
        let glued = |at: usize| {
            // "90s", "2-in-1", "501er".
            at < self.spans.len()
                && self.spans[at].start == self.spans[at - 1].end
                && matches!(self.spans[at].what, What::Unknown { .. } | What::Dash)
        };
        if counted(end) || currency.is_none() && glued(end) {
            return None;
        }
        let mut after = |role| {
            let found = self.role(end, role);
            if found {
                end += 1;
            }
            found
        };
        let below = after(Role::UnderAfter);
        let above = !below && after(Role::OverAfter);
        let named = currency.is_some();
        let (min, max, limit) = match second {
            Some(second) if between || over || named => (Some(first), Some(second), Limit::Filter),
            Some(_) => return None,
            None if under || below => (None, Some(first), Limit::Filter),
            None if (over || above) && (named || !self.is_age(from)) => (Some(first), None, Limit::Filter),
            None if about || named => (
                Some(first * (1.0 - AROUND)),
                Some(first * (1.0 + AROUND)),
                Limit::Wish,
            ),
            None => return None,
        };
        if first <= 0.0 && second.is_none() || !named && first >= 100_000.0 {
            return None;
        }
        if about && !named && !between {
            return None;
        }
        // "between 80 and 40" says the same.
        let (min, max) = match (min, max) {
            (Some(min), Some(max)) if min > max => (Some(max), Some(min)),
            other => other,
        };
        let (said, start, stop) = self.said(from, end);
        let price = Price {
            min,
            max,
            currency: currency.map(|place| CURRENCIES[usize::from(place)].to_owned()),
            limit,
            said,
            start,
            end: stop,
        };
        Some((price, end))
    }

    /// Whether "over 50" tells the age of who was named just before.
    fn is_age(&self, at: usize) -> bool {
        at.checked_sub(1)
            .is_some_and(|before| match &self.spans[before].what {
                What::Named(named) => named.facet == Facet::Wearer,
                _ => false,
            })
    }

    fn size(&self, from: usize) -> Option<(Vec<Size>, usize)> {
        let said = self.role(from, Role::Size);
        let mut at = from + usize::from(said);
        while said && (self.role(at, Role::Stop) || self.role(at, Role::Begin)) {
            at += 1;
        }
        if !said {
            return self.bare_size(from);
        }
        let mut sizes = Vec::new();
        let mut begin = from;
        while let Some((size, end)) = self.one_size(at) {
            let (said, start, stop) = self.said(begin, end);
            sizes.push(Size {
                size,
                said,
                start,
                end: stop,
            });
            at = end;
            let more = self.role(at, Role::Or)
                || self.role(at, Role::And)
                || self.role(at, Role::To)
                || matches!(self.spans.get(at).map(|span| &span.what), Some(What::Dash));
            if !more || self.one_size(at + 1).is_none() {
                break;
            }
            at += 1;
            begin = at;
        }
        (!sizes.is_empty()).then_some((sizes, at))
    }

    /// A size without a word that says so: `XL`, `EU 42`, `38码`, `W32 L34`, `in M`.
    fn bare_size(&self, from: usize) -> Option<(Vec<Size>, usize)> {
        let one = |size: String, from: usize, to: usize| {
            let (said, start, end) = self.said(from, to);
            Some((
                vec![Size {
                    size,
                    said,
                    start,
                    end,
                }],
                to,
            ))
        };
        let written = |at: usize| self.spans.get(at).map(|span| &self.text[span.start..span.end]);
        // 38码, M码
        if self.role(from + 1, Role::Size)
            && self.spans[from].end == self.spans[from + 1].start
            && let Some((size, end)) = self.one_size(from)
        {
            return one(size, from, end + 1);
        }
        let word = written(from)?;
        let upper = word.to_uppercase();
        if matches!(upper.as_str(), "EU" | "UK" | "US" | "FR" | "IT")
            && let Some(value) = self.number(from + 1).filter(|value| (0.0..=60.0).contains(value))
        {
            return one(format!("{upper} {value}"), from, from + 2);
        }
        if upper == "W"
            && let Some(waist) = self
                .number(from + 1)
                .filter(|value| (20.0..=60.0).contains(value))
        {
            let length = written(from + 2).filter(|word| word.eq_ignore_ascii_case("l"));
            return match length.and_then(|_| self.number(from + 3)) {
                Some(leg) => one(format!("W{waist} L{leg}"), from, from + 4),
                None => one(format!("W{waist}"), from, from + 2),
            };
        }
        if let Some(times) = self.number(from).filter(|times| (2.0..=8.0).contains(times))
            && let Some(word) = written(from + 1).map(str::to_uppercase)
            && matches!(word.as_str(), "XL" | "XS")
            && self.spans[from].end == self.spans[from + 1].start
        {
            return one(format!("{times}{word}"), from, from + 2);
        }
        if matches!(upper.as_str(), "XS" | "XXS" | "XL" | "XXL" | "XXXL") {
            return one(upper, from, from + 1);
        }
        // "in M": a capital letter after a preposition.
        let begins = self.role(from, Role::Begin) || self.role(from, Role::Stop);
        let letter = written(from + 1).filter(|word| matches!(*word, "S" | "M" | "L"));
        let letter = letter.filter(|_| begins && word.chars().count() <= 3);
        letter.and_then(|size| one(size.to_owned(), from, from + 2))
    }

    fn one_size(&self, at: usize) -> Option<(String, usize)> {
        let span = self.spans.get(at)?;
        let word = &self.text[span.start..span.end];
        let folded = crate::fold::fold(word);
        if let Some(value) = self.number(at) {
            let next = self.spans.get(at + 1);
            let next = next.filter(|next| next.start == span.end);
            let next = next.map(|next| crate::fold::fold(&self.text[next.start..next.end]));
            if let Some(letters) = next.filter(|next| matches!(next.as_str(), "xl" | "xs")) {
                return Some((format!("{value}{}", letters.to_uppercase()), at + 2));
            }
            return (0.0..=300.0)
                .contains(&value)
                .then(|| (value.to_string(), at + 1));
        }
        if matches!(folded.as_str(), "eu" | "uk" | "us" | "fr" | "it" | "de")
            && let Some(value) = self.number(at + 1)
        {
            return Some((format!("{} {value}", folded.to_uppercase()), at + 2));
        }
        let letters = LETTERS.contains(&folded.as_str()) && folded != "one";
        letters.then(|| {
            let size = match folded.as_str() {
                "small" => "S".to_owned(),
                "medium" => "M".to_owned(),
                "large" => "L".to_owned(),
                letters => letters.to_uppercase(),
            };
            (size, at + 1)
        })
    }
}
