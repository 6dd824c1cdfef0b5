//! What is wanted as a short English phrase, in the order of a shop's titles: "women's navy summer dress with pockets
//! for a wedding". An English sentence keeps its own words and order.

use crate::fold::narrow;
use crate::grammar::Role;
use crate::language::Language;
use crate::refusal::Part;
use crate::spans::{Span, What};
use crate::understood::Facet;

/// Places of the facets in a phrase.
fn place(facet: Facet) -> u8 {
    match facet {
        Facet::Brand => 0,
        Facet::Wearer => 1,
        Facet::Style => 2,
        Facet::Fit => 3,
        Facet::Colour => 4,
        Facet::Season => 5,
        Facet::Pattern => 6,
        Facet::Material => 7,
        Facet::Length => 8,
        Facet::Kind => 9,
        Facet::Detail => 10,
        Facet::Occasion => 11,
    }
}

/// Renders what is wanted. `used` are the spans of limits.
pub(crate) fn english(
    text: &str,
    language: Language,
    spans: &[Span],
    used: &[bool],
    parts: &[Part<'_>],
) -> String {
    if language == Language::En {
        return kept(text, spans, used, parts);
    }
    let wanted = || parts.iter().filter(|part| !part.refused);
    let mut named: Vec<_> = wanted().filter_map(|part| part.named).collect();
    named.sort_by_key(|named| place(named.facet));
    let mut words: Vec<String> = Vec::new();
    let mut say = |word: String| {
        if !words.contains(&word) {
            words.push(word);
        }
    };
    let unknown = wanted()
        .filter(|part| part.named.is_none())
        .filter(|part| matches!(part.span.what, What::Unknown { known: true }));
    unknown.for_each(|part| say(text[part.span.start..part.span.end].to_owned()));
    let mut details = 0;
    let mut occasions = 0;
    let any_kind = named.iter().any(|named| named.facet == Facet::Kind);
    for named in named {
        let id = named.id().to_owned();
        match (named.facet, named.concept) {
            (Facet::Wearer, Some(concept)) => say(possessive(concept.name())),
            (Facet::Detail, _) if any_kind => {
                details += 1;
                say(format!("{} {id}", if details == 1 { "with" } else { "and" }));
            }
            (Facet::Occasion, Some(concept)) => {
                occasions += 1;
                say(format!(
                    "{} {}",
                    if occasions == 1 { "for" } else { "and" },
                    concept.with_article()
                ));
            }
            _ => say(id),
        }
    }
    words.join(" ")
}

fn possessive(name: &str) -> String {
    match name {
        "unisex" | "maternity" | "newborn" => name.to_owned(),
        name if name.ends_with('s') => format!("{name}'"),
        name => format!("{name}'s"),
    }
}

/// An English sentence without limits and what is refused; slang, misspellings and names with a no ("no sleeves") are
/// replaced.
fn kept(text: &str, spans: &[Span], used: &[bool], parts: &[Part<'_>]) -> String {
    let mut words: Vec<String> = Vec::new();
    let part_of = |span: &Span| parts.iter().find(|part| std::ptr::eq(part.span, span));
    let written = |span: &Span| text[span.start..span.end].chars().map(narrow).collect::<String>();
    for (span, used) in spans.iter().zip(used) {
        if *used {
            continue;
        }
        match &span.what {
            What::Break | What::Dash | What::Sign => {}
            What::Roles(roles) => {
                let small = roles.iter().any(|role| {
                    matches!(
                        role,
                        Role::And | Role::Begin | Role::Or | Role::To | Role::Over | Role::Unit
                    )
                });
                if small && !roles.contains(&Role::Refuse) {
                    words.push(written(span));
                }
            }
            _ => {
                let Some(part) = part_of(span).filter(|part| !part.refused) else {
                    continue;
                };
                match part.named {
                    Some(named)
                        if named.slang || named.language != Language::En || says_no(&written(span)) =>
                    {
                        words.push(named.id().to_owned());
                    }
                    _ => words.push(written(span)),
                }
            }
        }
    }
    // What only joined something that is gone.
    let joins = |word: &String| JOINTS.iter().any(|join| word.eq_ignore_ascii_case(join));
    while words.last().is_some_and(joins) {
        words.pop();
    }
    let begins = words.iter().position(|word| !joins(word)).unwrap_or(words.len());
    words.drain(..begins);
    words.dedup_by(|next, one| joins(one) && joins(next));
    words.join(" ")
}

/// Words that only join others.
const JOINTS: [&str; 15] = [
    "and", "or", "&", "for", "with", "in", "that", "please", "just", "to", "from", "which", "plus", "who",
    "only",
];

/// Whether a name says what it is by what it is not.
fn says_no(words: &str) -> bool {
    let first = words.split([' ', '-']).next().unwrap_or_default();
    let no = ["no", "not", "without", "nothing", "non"];
    no.iter().any(|no| first.eq_ignore_ascii_case(no)) || words.to_lowercase().starts_with("with no ")
}
