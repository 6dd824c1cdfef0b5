//! A list for the fitting room: whom it is for and when, and the pieces with a box to tick for each and for each of its sizes.

use crate::caption::{ACCENT, INK, LINE, MUTED, plain};
use crate::fonts::Fonts;
use crate::sheet::{Area, Mark, PAGE_HEIGHT, PAGE_WIDTH, Page, Picture, Piece, Role, Shape, Sheet};
use crate::text::{Face, Setter, Side, Style};

/// A list to be set.
#[derive(Debug, Clone, Default)]
pub struct Visit {
    /// Its language, as a tag of BCP 47.
    pub language: String,
    /// Whether lines run from right to left.
    pub right_to_left: bool,
    /// What it is called.
    pub title: String,
    /// The client's name.
    pub client: String,
    /// When, in words; may be empty.
    pub time: String,
    /// Stands beside what is sold out.
    pub sold: String,
    /// The shop's name; may be empty.
    pub shop: String,
    /// The shop's mark.
    pub logo: Option<Picture>,
    /// The pieces in order.
    pub pieces: Vec<Piece>,
}

const MARGIN: f32 = 42.0;
const WIDTH: f32 = PAGE_WIDTH - 2.0 * MARGIN;
const ROW: f32 = 74.0;
/// Where rows begin on the first page and on the others.
const FIRST: f32 = 140.0;
const NEXT: f32 = 52.0;
const FLOOR: f32 = PAGE_HEIGHT - 52.0;
/// Side of a box to tick.
const TICK: f32 = 11.0;
/// Most sizes with a box each; a shoe comes in about fifteen.
const SIZES: usize = 18;

impl Visit {
    /// Sets the list. Every piece stands on one page.
    pub fn set(&self, fonts: &Fonts) -> Sheet {
        let mut setter = Setter::new(fonts.clone(), &self.language);
        let mut pages = vec![Page {
            marks: self.head(&mut setter),
        }];
        let mut top = FIRST;
        for (place, piece) in self.pieces.iter().enumerate() {
            if top + ROW > FLOOR {
                pages.push(Page::default());
                top = NEXT;
            }
            let row = self.row(&mut setter, piece, top);
            if let Some(page) = pages.last_mut() {
                page.marks.extend(row.into_iter().map(|mark| Mark {
                    piece: Some(place),
                    ..mark
                }));
            }
            top += ROW;
        }
        let count = pages.len();
        for (number, page) in pages.iter_mut().enumerate() {
            let text = format!("{} / {count}", number + 1);
            let line = setter.set(&text, &plain(7.5, MUTED, Side::end(self.right_to_left)), WIDTH);
            page.marks.push(Mark::text(
                MARGIN,
                PAGE_HEIGHT - 34.0,
                WIDTH,
                line,
                Role::Decoration,
            ));
        }
        for mark in pages.iter_mut().flat_map(|page| &mut page.marks) {
            mark.area = mark.area.mirrored(self.right_to_left);
        }
        Sheet {
            title: format!("{} – {}", self.title, self.client),
            author: self.shop.clone(),
            language: self.language.clone(),
            right_to_left: self.right_to_left,
            pages,
            missing: setter.missing(),
        }
    }

    fn head(&self, setter: &mut Setter) -> Vec<Mark> {
        let mut marks = Vec::new();
        let small = Style {
            face: Face::Bold,
            tracking: 0.06,
            ..plain(8.0, MUTED, Side::start(self.right_to_left))
        };
        let above = [self.shop.as_str(), self.title.as_str()]
            .into_iter()
            .filter(|part| !part.trim().is_empty())
            .collect::<Vec<_>>()
            .join("  ·  ");
        let line = setter.set(&above, &small, WIDTH - 130.0);
        marks.push(Mark::text(MARGIN, 42.0, WIDTH - 130.0, line, Role::Text));
        let name = Style {
            face: Face::Serif,
            ..plain(30.0, INK, Side::start(self.right_to_left))
        };
        let line = setter.set(&self.client, &name, WIDTH - 130.0);
        marks.push(Mark::text(MARGIN, 56.0, WIDTH - 130.0, line, Role::Heading(1)));
        let time = plain(11.0, ACCENT, Side::start(self.right_to_left));
        let line = setter.set(&self.time, &time, WIDTH);
        marks.push(Mark::text(MARGIN, 101.0, WIDTH, line, Role::Text));
        if let Some(logo) = &self.logo {
            let width = (logo.aspect() * 40.0).min(116.0);
            let area = Area::new(PAGE_WIDTH - MARGIN - width, 46.0, width, width / logo.aspect());
            let role = Role::Figure(self.shop.clone());
            marks.push(Mark::new(area, Shape::Picture(logo.clone()), role));
        }
        let line = Area::new(MARGIN, FIRST - 14.0, WIDTH, 0.75);
        marks.push(Mark::new(line, Shape::Fill(INK), Role::Decoration));
        marks.retain(|mark| mark.area.height > 0.0);
        marks
    }

    fn row(&self, setter: &mut Setter, piece: &Piece, top: f32) -> Vec<Mark> {
        let tick =
            |x: f32, y: f32| Mark::new(Area::new(x, y, TICK, TICK), Shape::Frame(INK), Role::Decoration);
        let mut marks = vec![tick(MARGIN, top + 24.0)];
        let picture = Area::new(MARGIN + 26.0, top, 45.0, 60.0);
        let shown = piece.picture.clone().map_or(Shape::Hanger, Shape::Picture);
        marks.push(Mark::new(picture, shown, Role::Decoration));

        let x = MARGIN + 88.0;
        let price = Style {
            face: Face::Bold,
            ..plain(11.0, INK, Side::end(self.right_to_left))
        };
        let price = setter.set(piece.price.as_deref().unwrap_or_default(), &price, 110.0);
        marks.push(Mark::text(MARGIN + WIDTH - 110.0, top, 110.0, price, Role::Text));
        let room = WIDTH - 88.0 - 120.0;
        for (size, most) in [(13.0, 1), (11.0, 2), (8.5, 3)] {
            let title = Style {
                face: Face::Serif,
                size,
                leading: 1.15,
                tracking: 0.0,
                ink: INK,
                most,
                side: Side::start(self.right_to_left),
            };
            let title = setter.set(&piece.title, &title, room);
            if !title.cut || size < 9.0 {
                marks.push(Mark::text(x, top - 1.0, room, title, Role::Heading(2)));
                break;
            }
        }
        let facts = [
            piece.brand.as_str(),
            piece.sku.as_str(),
            if piece.sold { self.sold.as_str() } else { "" },
        ]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("  ·  ");
        let facts = setter.set(
            &facts,
            &plain(8.0, MUTED, Side::start(self.right_to_left)),
            room + 120.0,
        );
        marks.push(Mark::text(x, top + 31.0, room + 120.0, facts, Role::Text));

        let mut at = x;
        for size in piece.sizes.iter().take(SIZES) {
            let word = setter.set(size, &plain(9.0, INK, Side::start(self.right_to_left)), 90.0);
            let wide = word.width() + 1.0;
            if at + TICK + 4.0 + wide > MARGIN + WIDTH {
                break;
            }
            marks.push(tick(at, top + 47.0));
            let height = word.height();
            marks.push(Mark {
                area: Area::new(at + TICK + 4.0, top + 47.0 + (TICK - height) / 2.0, wide, height),
                ..Mark::text(
                    0.0,
                    0.0,
                    wide,
                    setter.set(
                        size,
                        &plain(9.0, INK, Side::start(self.right_to_left)),
                        wide + 0.5,
                    ),
                    Role::Text,
                )
            });
            at += TICK + wide + 14.0;
        }
        let line = Area::new(MARGIN, top + ROW - 8.0, WIDTH, 0.5);
        marks.push(Mark::new(line, Shape::Fill(LINE), Role::Decoration));
        marks.retain(|mark| mark.area.height > 0.0);
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_has_its_row_within_the_page_and_every_size_its_box() {
        for (count, title, right_to_left) in [
            (1, "Coat", false),
            (9, "معطف", true),
            (200, "A long coat of wool", false),
        ] {
            let piece = Piece {
                title: title.repeat(if count == 200 { 12 } else { 1 }),
                brand: "Atelier".to_owned(),
                sizes: ["36", "38", "40"].map(str::to_owned).to_vec(),
                ..Piece::default()
            };
            let visit = Visit {
                language: "en".to_owned(),
                right_to_left,
                title: "Fitting room".to_owned(),
                client: "Ada".to_owned(),
                time: "14:30".to_owned(),
                pieces: vec![piece; count],
                ..Visit::default()
            };
            let sheet = visit.set(&Fonts::bundled());
            let marks = || sheet.pages.iter().flat_map(|page| &page.marks);
            let titles: Vec<_> = marks()
                .filter(|mark| mark.role == Role::Heading(2))
                .filter_map(|mark| mark.piece)
                .collect();
            assert_eq!(titles, (0..count).collect::<Vec<_>>());
            let boxes = marks()
                .filter(|mark| matches!(mark.shape, Shape::Frame(_)))
                .count();
            assert_eq!(boxes, count * 4, "one of its own and one for each size");
            for mark in marks() {
                let Area { x, y, width, height } = mark.area;
                assert!(x >= 0.0 && y >= 0.0 && x + width <= PAGE_WIDTH && y + height <= PAGE_HEIGHT);
            }
        }
    }
}
