//! What stands beside a picture: who made it, its title, price, sizes and note, as large as its room allows.

use crate::sheet::{Mark, Piece, Role};
use crate::text::{Face, Paragraph, Setter, Side, Style};

/// Black that is not quite, for words.
pub(crate) const INK: [u8; 3] = [0x1c, 0x1a, 0x17];
/// Grey for what matters less.
pub(crate) const MUTED: [u8; 3] = [0x6f, 0x67, 0x5d];
/// Oxblood.
pub(crate) const ACCENT: [u8; 3] = [0x7a, 0x1f, 0x3d];
/// Thin lines.
pub(crate) const LINE: [u8; 3] = [0xd8, 0xd0, 0xc4];

/// A style of one line in the quiet face.
pub(crate) const fn plain(size: f32, ink: [u8; 3], side: Side) -> Style {
    Style {
        face: Face::Sans,
        size,
        leading: 1.35,
        tracking: 0.0,
        ink,
        most: 1,
        side,
    }
}

/// Words of a lookbook that stand beside every piece.
pub(crate) struct Words<'a> {
    pub sizes: &'a str,
    pub sold: &'a str,
    /// The level of the pieces' headings.
    pub level: u16,
}

/// Sizes of titles, the largest first.
const TITLES: [f32; 6] = [24.0, 17.0, 14.0, 11.5, 9.5, 8.0];

/// The paragraphs of a caption, with the space above each.
pub(crate) struct Caption {
    parts: Vec<(f32, Paragraph, Role)>,
}

impl Caption {
    /// A caption of a piece, `width` wide, with the largest title that `largest` allows and that leaves it `room` high. One that
    /// is too high even with the smallest is cut at `at_most`.
    pub fn set(
        setter: &mut Setter,
        piece: &Piece,
        words: &Words<'_>,
        width: f32,
        (largest, room, at_most): (f32, f32, f32),
    ) -> Self {
        let mut set = Self { parts: Vec::new() };
        for size in TITLES.into_iter().filter(|size| *size <= largest) {
            set = Self::with(setter, piece, words, width, size, usize::MAX);
            if set.height() <= room {
                return set;
            }
        }
        let mut lines = usize::MAX;
        while set.height() > at_most && lines > 1 {
            lines = match lines {
                usize::MAX => (at_most / (TITLES[5] * 1.22)) as usize,
                lines => lines - 1,
            };
            set = Self::with(setter, piece, words, width, TITLES[5], lines);
        }
        set
    }

    fn with(
        setter: &mut Setter,
        piece: &Piece,
        words: &Words<'_>,
        width: f32,
        size: f32,
        lines: usize,
    ) -> Self {
        let mut title = Style {
            face: Face::Serif,
            size,
            leading: 1.22,
            tracking: 0.0,
            ink: INK,
            most: lines,
            side: Side::Left,
        };
        // All of a caption stands on the side on which its title begins.
        let mut heading = setter.set(&piece.title, &title, width);
        if heading.layout.is_rtl() {
            title.side = Side::Right;
            heading = setter.set(&piece.title, &title, width);
        }
        let side = title.side;
        let mut parts = Vec::new();
        let mut add = |above: f32, paragraph: Paragraph, role: Role| {
            if !paragraph.text.is_empty() {
                parts.push((if parts.is_empty() { 0.0 } else { above }, paragraph, role));
            }
        };
        let maker = Style {
            tracking: 0.06,
            ..plain(7.5, MUTED, side)
        };
        add(0.0, setter.set(&piece.brand, &maker, width), Role::Text);
        let role = Role::Heading(words.level);
        add(2.5, heading, role);
        if let Some(price) = &piece.price {
            let style = Style {
                face: Face::Bold,
                ..plain(9.5, INK, side)
            };
            add(5.0, setter.set(price, &style, width), Role::Text);
        }
        if piece.sold {
            add(
                3.0,
                setter.set(words.sold, &plain(8.5, ACCENT, side), width),
                Role::Text,
            );
        }
        if !piece.sizes.is_empty() {
            let sizes = format!("{} {}", words.sizes, piece.sizes.join(" · "));
            let style = Style {
                most: 3,
                ..plain(8.0, MUTED, side)
            };
            add(2.0, setter.set(&sizes, &style, width), Role::Text);
        }
        let note = Style {
            face: Face::Italic,
            size: 10.0,
            leading: 1.3,
            most: if lines == usize::MAX { 8 } else { 3 },
            ..title
        };
        let note = Style { ink: ACCENT, ..note };
        add(6.0, setter.set(&piece.note, &note, width), Role::Text);
        Self { parts }
    }

    pub fn height(&self) -> f32 {
        self.parts
            .iter()
            .map(|(above, part, _)| above + part.height())
            .sum()
    }

    /// Marks with the caption's corner at a place.
    pub fn marks(self, x: f32, y: f32, width: f32) -> Vec<Mark> {
        let mut top = y;
        let mut marks = Vec::new();
        for (above, paragraph, role) in self.parts {
            top += above;
            let mark = Mark::text(x, top, width, paragraph, role);
            top += mark.area.height;
            marks.push(mark);
        }
        marks
    }
}
