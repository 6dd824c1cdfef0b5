//! Price tags: 24 on a page of A4, in the places of the usual sheets of labels of 70 × 37 mm, with lines to cut along.

use crate::caption::{INK, LINE, MUTED, plain};
use crate::fonts::Fonts;
use crate::sheet::{Area, Mark, PAGE_HEIGHT, PAGE_WIDTH, Page, Piece, Role, Shape, Sheet};
use crate::text::{Face, Setter, Side, Style};

/// Price tags to be set.
#[derive(Debug, Clone, Default)]
pub struct Tags {
    /// Their language, as a tag of BCP 47.
    pub language: String,
    /// Whether lines run from right to left.
    pub right_to_left: bool,
    /// What the document is called.
    pub title: String,
    /// The shop's name; may be empty.
    pub shop: String,
    /// The pieces, a tag each.
    pub pieces: Vec<Piece>,
}

const COLUMNS: usize = 3;
const ROWS: usize = 8;
const WIDTH: f32 = PAGE_WIDTH / COLUMNS as f32;
const HEIGHT: f32 = PAGE_HEIGHT / ROWS as f32;
const INSET: f32 = 13.0;
const ROOM: f32 = WIDTH - 2.0 * INSET;

impl Tags {
    /// Sets the tags, each on one page.
    pub fn set(&self, fonts: &Fonts) -> Sheet {
        let mut setter = Setter::new(fonts.clone(), &self.language);
        let mut pages = Vec::new();
        for (page, pieces) in self.pieces.chunks(COLUMNS * ROWS).enumerate() {
            let mut marks = Vec::new();
            for (place, piece) in pieces.iter().enumerate() {
                let (row, column) = (place / COLUMNS, place % COLUMNS);
                let corner = Area::new(column as f32 * WIDTH, row as f32 * HEIGHT, WIDTH, HEIGHT)
                    .mirrored(self.right_to_left);
                let frame = Mark::new(corner, Shape::Frame(LINE), Role::Decoration);
                let texts = self.tag(&mut setter, piece, corner);
                marks.extend([frame].into_iter().chain(texts).map(|mark| Mark {
                    piece: Some(page * COLUMNS * ROWS + place),
                    ..mark
                }));
            }
            pages.push(Page { marks });
        }
        Sheet {
            title: self.title.clone(),
            author: self.shop.clone(),
            language: self.language.clone(),
            right_to_left: self.right_to_left,
            pages,
            missing: setter.missing(),
        }
    }

    fn tag(&self, setter: &mut Setter, piece: &Piece, corner: Area) -> Vec<Mark> {
        let (start, end) = match self.right_to_left {
            true => (Side::Right, Side::Left),
            false => (Side::Left, Side::Right),
        };
        let x = corner.x + INSET;
        let floor = corner.y + HEIGHT - 11.0;
        let mut marks = Vec::new();
        let mut top = corner.y + 10.0;
        let head = Style {
            face: Face::Bold,
            tracking: 0.08,
            ..plain(6.5, MUTED, start)
        };
        let shop = if self.shop.trim().is_empty() {
            &piece.brand
        } else {
            &self.shop
        };
        let shop = setter.set(shop, &head, ROOM);
        top += shop.height() + 2.0;
        marks.push(Mark::text(x, top - shop.height() - 2.0, ROOM, shop, Role::Text));

        let price = Style {
            face: Face::Bold,
            ..plain(17.0, INK, end)
        };
        let price = setter.set(piece.price.as_deref().unwrap_or_default(), &price, ROOM * 0.62);
        let (high, wide) = (price.height(), price.width());
        // In lines from right to left the price stands on the left.
        let at = if self.right_to_left { x } else { x + ROOM * 0.38 };
        let number = Style {
            most: 2,
            ..plain(6.5, MUTED, start)
        };
        let beside = ROOM - wide.max(ROOM * 0.2) - 6.0;
        let number = setter.set(&piece.sku, &number, beside);
        let low = floor - number.height();
        let sizes = Style {
            most: 2,
            ..plain(7.5, INK, start)
        };
        let sizes = setter.set(&piece.sizes.join(" · "), &sizes, ROOM);
        let above = floor - high.max(number.height()) - sizes.height() - 2.0;

        for size in [12.0, 10.0, 8.5, 7.0, 6.0_f32] {
            let room = above - top;
            let style = Style {
                face: Face::Serif,
                size,
                leading: 1.18,
                tracking: 0.0,
                ink: INK,
                most: ((room / (size * 1.18)) as usize).max(1),
                side: start,
            };
            let title = setter.set(&piece.title, &style, ROOM);
            if !title.cut || size <= 6.0 {
                marks.push(Mark::text(x, top, ROOM, title, Role::Heading(1)));
                break;
            }
        }
        let corner = if self.right_to_left { x + ROOM - beside } else { x };
        marks.push(Mark::text(x, above, ROOM, sizes, Role::Text));
        marks.push(Mark::text(corner, low, beside, number, Role::Text));
        marks.push(Mark::text(at, floor - high + 2.0, ROOM * 0.62, price, Role::Text));
        marks.retain(|mark| mark.area.height > 0.0);
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(count: usize, title: &str) -> Tags {
        let piece = Piece {
            title: title.to_owned(),
            price: Some("€1,290.00".to_owned()),
            sizes: ["36", "38", "40"].map(str::to_owned).to_vec(),
            sku: "A-100".to_owned(),
            ..Piece::default()
        };
        Tags {
            language: "en".to_owned(),
            title: "Price tags".to_owned(),
            shop: "Maison Odile".to_owned(),
            pieces: vec![piece; count],
            ..Tags::default()
        }
    }

    #[test]
    fn every_piece_has_one_tag_and_a_page_has_24() {
        for (count, pages) in [(1, 1), (24, 1), (25, 2), (200, 9)] {
            let sheet = tags(count, "Wool coat").set(&Fonts::bundled());
            assert_eq!(sheet.pages.len(), pages);
            let titles = sheet
                .pages
                .iter()
                .flat_map(|page| &page.marks)
                .filter(|mark| mark.role == Role::Heading(1));
            let places: Vec<usize> = titles.filter_map(|mark| mark.piece).collect();
            assert_eq!(places, (0..count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn nothing_of_a_tag_leaves_it_and_its_title_and_price_never_meet() {
        for title in [
            "Coat".to_owned(),
            "A long coat ".repeat(25),
            "معطف طويل ".repeat(30),
            "x".repeat(300),
        ] {
            for right_to_left in [false, true] {
                let mut tags = tags(3, &title);
                tags.right_to_left = right_to_left;
                let sheet = tags.set(&Fonts::bundled());
                for marks in sheet.pages[0]
                    .marks
                    .chunk_by(|one, other| one.piece == other.piece)
                {
                    let cell = marks[0].area;
                    let texts: Vec<&Mark> = marks
                        .iter()
                        .filter(|mark| matches!(mark.shape, Shape::Text(_)))
                        .collect();
                    for text in &texts {
                        assert!(
                            text.area.y >= cell.y && text.area.y + text.area.height <= cell.y + cell.height
                        );
                        assert!(
                            text.area.x >= cell.x && text.area.x + text.area.width <= cell.x + cell.width
                        );
                    }
                    let title = texts.iter().find(|mark| mark.role == Role::Heading(1)).unwrap();
                    let price = texts.last().unwrap();
                    assert!(title.area.y + title.area.height <= price.area.y + 6.0);
                }
            }
        }
    }
}
