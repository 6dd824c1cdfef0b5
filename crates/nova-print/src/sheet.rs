//! What stands where on pages, before it is written down.

use crate::text::Paragraph;

/// Width of A4 in points.
pub const PAGE_WIDTH: f32 = 595.28;
/// Height of A4 in points.
pub const PAGE_HEIGHT: f32 = 841.89;

/// A rectangle on a page, in points from its left upper corner.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs, reason = "they are called after themselves")]
pub struct Area {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

impl Area {
    /// One by its corner and size.
    pub const fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Area { x, y, width, height }
    }

    /// The same as seen in a mirror: pages of scripts from right to left begin on the right.
    pub(crate) fn mirrored(self, right_to_left: bool) -> Self {
        match right_to_left {
            true => Area {
                x: PAGE_WIDTH - self.x - self.width,
                ..self
            },
            false => self,
        }
    }
}

/// A picture as JPEG or PNG, with its size in pixels.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The file's bytes.
    pub bytes: std::sync::Arc<Vec<u8>>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Whether it has a white ground up to its edges, so that what it shows would seem cut where it ran off a page.
    pub on_white: bool,
}

impl Picture {
    /// Width by height.
    pub(crate) fn aspect(&self) -> f32 {
        self.width.max(1) as f32 / self.height.max(1) as f32
    }
}

/// A piece of clothing as it is printed.
#[derive(Debug, Clone, Default)]
pub struct Piece {
    /// Its title.
    pub title: String,
    /// Who made it; may be empty.
    pub brand: String,
    /// Its price, spelt out; `None` where there is none to be shown.
    pub price: Option<String>,
    /// Its sizes.
    pub sizes: Vec<String>,
    /// Its article number.
    pub sku: String,
    /// What was written beside it.
    pub note: String,
    /// Whether it can no longer be sold.
    pub sold: bool,
    /// Its picture.
    pub picture: Option<Picture>,
    /// Its web address.
    pub link: Option<String>,
}

/// What is drawn.
pub enum Shape {
    /// Text.
    Text(Box<Paragraph>),
    /// A picture, whole and as large as its area allows, in the middle of it.
    Picture(Picture),
    /// A frame with a hanger in it, where a piece has no picture.
    Hanger,
    /// A filled rectangle.
    Fill([u8; 3]),
    /// The outline of a rectangle.
    Frame([u8; 3]),
}

/// What a mark means to somebody who has the page read out.
#[derive(Debug, Clone, PartialEq)]
pub enum Role {
    /// A heading of a level, 1 for the document's title.
    Heading(u16),
    /// A paragraph.
    Text,
    /// A picture, with what stands for it.
    Figure(String),
    /// A part of a line of the table of contents, by the line's place in it.
    Entry(usize),
    /// Nothing: a line, a page's number.
    Decoration,
}

/// Where a mark leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// A web address.
    Web(String),
    /// The head of a page, by its place.
    Page(usize),
}

/// Something on a page.
pub struct Mark {
    /// Where.
    pub area: Area,
    /// What.
    pub shape: Shape,
    /// What it means.
    pub role: Role,
    /// The piece that it belongs to, by its place.
    pub piece: Option<usize>,
    /// Where it leads to.
    pub link: Option<Link>,
}

impl Mark {
    pub(crate) fn new(area: Area, shape: Shape, role: Role) -> Self {
        Mark {
            area,
            shape,
            role,
            piece: None,
            link: None,
        }
    }

    /// A paragraph with its corner at a place.
    pub(crate) fn text(x: f32, y: f32, width: f32, paragraph: Paragraph, role: Role) -> Self {
        let area = Area::new(x, y, width, paragraph.height());
        Mark::new(area, Shape::Text(Box::new(paragraph)), role)
    }
}

/// A page.
#[derive(Default)]
pub struct Page {
    /// What stands on it, in the order in which it is read.
    pub marks: Vec<Mark>,
}

/// Pages, with what a reader's program shows of them.
pub struct Sheet {
    /// The document's title.
    pub title: String,
    /// Its author.
    pub author: String,
    /// Its language, as a tag of BCP 47.
    pub language: String,
    /// Whether it is read from right to left.
    pub right_to_left: bool,
    /// Its pages.
    pub pages: Vec<Page>,
    /// Characters that no font has.
    pub missing: Vec<char>,
}
