//! What a sentence wants and what it says no to: "a dress, not red or floral", "ohne Streifen", "不要红色的裙子".
//!
//! A no reaches to the next comma, "but", "for" or the end of the sentence, and only to the word that it is written together
//! with; "or" carries it on, and "and" to what is of the same facet. In "not a black dress" the dress is wanted and the black is refused, unless a garment was named
//! besides. Names that contain a no ("no-show socks", "sans manches") are concepts of the tables and never get here.

use crate::grammar::Role;
use crate::spans::{Named, Span, What};
use crate::understood::Facet;

/// A span that says something, wanted or refused.
#[derive(Debug, Clone)]
pub(crate) struct Part<'a> {
    pub span: &'a Span,
    /// `None` for words that are not known.
    pub named: Option<&'a Named>,
    pub refused: bool,
    /// First byte of the no, where it stands directly before.
    pub no: Option<usize>,
    pub mild: bool,
}

impl Part<'_> {
    /// Whether it is words that the shop says and the tables do not know.
    pub fn is_known(&self) -> bool {
        matches!(self.span.what, What::Unknown { known: true })
    }
}

/// A no that is under way.
struct No {
    /// Its place among the spans.
    place: usize,
    /// Its first byte.
    start: usize,
    mild: bool,
    /// Places among the parts of what it reached, in runs of neighbours that no "or" parts.
    runs: Vec<Vec<usize>>,
    /// Whether a word joined what comes next.
    joined: bool,
}

/// The parts of a sentence that say something; `used` are the spans of limits.
pub(crate) fn parts<'a>(spans: &'a [Span], used: &[bool]) -> Vec<Part<'a>> {
    let mut parts: Vec<Part<'a>> = Vec::new();
    let mut no: Option<No> = None;
    for (place, span) in spans.iter().enumerate() {
        if used[place] {
            settle(&mut parts, no.take());
            continue;
        }
        let begun = no.as_ref().is_some_and(|no| !no.runs.is_empty());
        match &span.what {
            What::Roles(roles) => {
                let has = |role| roles.contains(&role);
                let listed = follows(spans, used, place + 1, &parts, no.as_ref());
                if has(Role::RefuseBefore) && !has(Role::Refuse) {
                    if no.is_none() {
                        refuse_before(&mut parts, span, spans, place);
                    } else {
                        settle(&mut parts, no.take());
                    }
                } else if has(Role::Or) && begun {
                    if let Some(no) = &mut no {
                        no.joined = true;
                    }
                } else if has(Role::Refuse) {
                    settle(&mut parts, no.take());
                    no = Some(No {
                        place,
                        start: span.start,
                        mild: false,
                        runs: Vec::new(),
                        joined: false,
                    });
                } else if has(Role::Too) && no.is_some() && !begun {
                    if let Some(no) = &mut no {
                        no.mild = true;
                    }
                } else if has(Role::And) && begun && listed {
                    if let Some(no) = &mut no {
                        no.joined = true;
                    }
                } else if has(Role::But) || begun && (has(Role::And) || has(Role::Begin)) {
                    settle(&mut parts, no.take());
                }
            }
            What::Break => {
                // "not red, floral or striped" goes on; "not red, size M" does not.
                let goes_on = begun && enumerates(spans, place + 1);
                if goes_on {
                    if let Some(no) = &mut no {
                        no.joined = true;
                    }
                } else {
                    end(&mut parts, no.take(), spans);
                }
            }
            What::Dash | What::Sign => {}
            What::Number(_) | What::Unknown { .. } | What::Named(_) => {
                let named = match &span.what {
                    What::Named(named) => Some(named),
                    _ => None,
                };
                let mut part = Part {
                    span,
                    named,
                    refused: false,
                    no: None,
                    mild: false,
                };
                if let Some(no) = &mut no {
                    if no.runs.is_empty() {
                        part.no = Some(no.start);
                    }
                    if no.runs.is_empty() || no.joined {
                        no.runs.push(Vec::new());
                        no.joined = false;
                    }
                    if let Some(run) = no.runs.last_mut() {
                        run.push(parts.len());
                    }
                }
                let glued = no.as_ref().is_some_and(|no| reaches_one(spans, no.place, place));
                parts.push(part);
                if glued {
                    settle(&mut parts, no.take());
                }
            }
        }
    }
    end(&mut parts, no.take(), spans);
    parts
}

/// Whether a no is written together with the word at `place` and reaches no further: "no-tie shoes", "-black".
fn reaches_one(spans: &[Span], no: usize, place: usize) -> bool {
    let next = |one: usize, other: usize| spans[one].end == spans[other].start;
    let minus = spans[no].end - spans[no].start == 1;
    place == no + 1 && minus && next(no, place)
        || place == no + 2
            && matches!(spans[no + 1].what, What::Dash)
            && next(no, no + 1)
            && next(no + 1, place)
}

/// Whether after a comma another refused thing and an "or" follow: "floral or striped".
fn enumerates(spans: &[Span], from: usize) -> bool {
    let mut rest = spans[from.min(spans.len())..]
        .iter()
        .filter(|span| !span.role(Role::Stop));
    let named = rest
        .next()
        .is_some_and(|span| matches!(span.what, What::Named(_)));
    named
        && rest
            .next()
            .is_some_and(|span| span.role(Role::Or) && !span.role(Role::Refuse))
}

/// Whether what follows an "and" is of the facet that was refused last.
fn follows(spans: &[Span], used: &[bool], from: usize, parts: &[Part<'_>], no: Option<&No>) -> bool {
    let last = no.and_then(|no| no.runs.last()?.last().copied());
    let facet = last
        .and_then(|last| parts.get(last)?.named)
        .map(|named| named.facet);
    let next = (from..spans.len()).find(|at| !spans[*at].role(Role::Stop));
    let Some(next) = next.filter(|next| !used[*next]) else {
        return false;
    };
    match &spans[next].what {
        What::Named(named) => {
            let looks = [Facet::Colour, Facet::Pattern, Facet::Material, Facet::Detail];
            facet.is_some_and(|facet| {
                facet == named.facet || looks.contains(&facet) && looks.contains(&named.facet)
            })
        }
        _ => false,
    }
}

/// Ends a no where the sentence or a part of it ends. One that reached nothing says no to what stands directly before: "la negra no", "schwarz bitte nicht".
fn end(parts: &mut [Part<'_>], no: Option<No>, spans: &[Span]) {
    if let Some(no) = no.as_ref().filter(|no| no.runs.is_empty()) {
        let mut before = spans[..no.place].iter().rev();
        let before = before.find(|span| !span.role(Role::Stop) && !span.role(Role::Begin));
        if let Some(part) = parts.last_mut()
            && before.is_some_and(|before| std::ptr::eq(before, part.span))
        {
            part.refused = part.named.is_some();
        }
    }
    settle(parts, no);
}

/// Decides what of a no's reach is refused.
fn settle(parts: &mut [Part<'_>], no: Option<No>) {
    let Some(no) = no else { return };
    let reached: Vec<usize> = no.runs.iter().flatten().copied().collect();
    let kind = |part: &Part<'_>| part.named.is_some_and(|named| named.facet == Facet::Kind);
    let elsewhere = parts
        .iter()
        .enumerate()
        .any(|(at, part)| kind(part) && !part.refused && !reached.contains(&at));
    for run in &no.runs {
        let kinds = run.iter().filter(|at| kind(&parts[**at])).count();
        let spared = kinds > 0 && kinds < run.len() && !elsewhere;
        let facet = run
            .iter()
            .find(|at| !kind(&parts[**at]))
            .and_then(|at| parts[*at].named)
            .map(|named| named.facet);
        for (nth, at) in run.iter().enumerate() {
            let part = &parts[*at];
            let other = part.named.map(|named| named.facet) != facet;
            // "Without flowers for a wedding" where the "for" is part of the word, as in "لحفل زفاف".
            let purpose = part
                .named
                .is_some_and(|named| matches!(named.facet, Facet::Occasion | Facet::Wearer));
            let spared = spared || (kinds == 0 && nth > 0 && purpose);
            // In "not a black summer dress" the first is refused, and the rest is what the dress should be.
            let wanted = spared && (kind(part) || other);
            parts[*at].refused = !wanted;
            parts[*at].mild = no.mild && !wanted;
        }
    }
}

/// Refuses what stands directly before: "红色以外", "logo-free".
fn refuse_before(parts: &mut [Part<'_>], span: &Span, spans: &[Span], place: usize) {
    let before = place.checked_sub(1).map(|before| &spans[before]);
    let glued = before.is_some_and(|before| {
        before.end == span.start || matches!(before.what, What::Dash) || before.end + 1 == span.start
    });
    if let Some(part) = parts.last_mut().filter(|_| glued) {
        part.refused = part.named.is_some();
    }
}
