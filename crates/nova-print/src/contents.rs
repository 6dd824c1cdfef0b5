//! The table of contents of a lookbook of several boards: a line for each, which leads to the page with which it begins.

use crate::caption::{INK, LINE, MUTED, plain};
use crate::sheet::{Area, Link, Mark, Role, Shape};
use crate::text::{Face, Setter, Side, Style};

/// Lines that a cover has room for; more have pages of their own.
pub(crate) const ON_COVER: usize = 6;
/// Lines of such a page.
pub(crate) const ON_PAGE: usize = 28;
/// From one line to the next, in points.
pub(crate) const STEP: f32 = 23.0;
/// Room for the number of a page.
const NUMBER: f32 = 40.0;

/// A line: what begins, and on which page by its place.
pub(crate) struct Entry<'a> {
    pub title: &'a str,
    pub page: usize,
}

/// How many pages the contents take behind a cover.
pub(crate) fn pages(entries: usize) -> usize {
    match entries {
        0..=ON_COVER => 0,
        more => more.div_ceil(ON_PAGE),
    }
}

/// Lines below a height, each under the one before. `first` is the place of the first of them.
pub(crate) fn lines(
    setter: &mut Setter,
    entries: &[Entry<'_>],
    first: usize,
    (x, top, width): (f32, f32, f32),
    right_to_left: bool,
) -> Vec<Mark> {
    let title = Style {
        face: Face::Serif,
        ..plain(12.0, INK, Side::start(right_to_left))
    };
    let number = plain(9.0, MUTED, Side::end(right_to_left));
    let mut marks = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let y = top + at as f32 * STEP;
        let role = Role::Entry(first + at);
        let name = setter.set(entry.title, &title, width - NUMBER);
        marks.push(Mark::text(x, y, width - NUMBER, name, role.clone()));
        let page = setter.set(&(entry.page + 1).to_string(), &number, width);
        marks.push(Mark {
            // All of the line leads there.
            link: Some(Link::Page(entry.page)),
            ..Mark::text(x, y + 2.0, width, page, role)
        });
        let line = Area::new(x, y + STEP - 4.0, width, 0.5);
        marks.push(Mark::new(line, Shape::Fill(LINE), Role::Decoration));
    }
    marks
}
