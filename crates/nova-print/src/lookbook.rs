//! A lookbook: a cover, and pages on which one to six pieces stand, each page unlike the one before. One of several boards has
//! a page before each that says what comes, and a table of them (`contents`).

use crate::caption::{ACCENT, Caption, INK, LINE, MUTED, Words, plain};
use crate::contents;
use crate::fonts::Fonts;
use crate::sheet::{Area, Link, Mark, PAGE_HEIGHT, PAGE_WIDTH, Page, Picture, Piece, Role, Shape, Sheet};
use crate::text::{Face, Paragraph, Setter, Side, Style};

/// A lookbook to be set. Its texts are in the reader's language.
#[derive(Debug, Clone, Default)]
pub struct Book {
    /// Its language, as a tag of BCP 47.
    pub language: String,
    /// Whether lines run from right to left.
    pub right_to_left: bool,
    /// What stands largest on the cover.
    pub title: String,
    /// The shop's name; may be empty.
    pub shop: String,
    /// The shop's mark.
    pub logo: Option<Picture>,
    /// Such as "For Ada".
    pub greeting: String,
    /// Stands before the sizes.
    pub sizes: String,
    /// Stands beside what is sold out.
    pub sold: String,
    /// What all cost together, in words; `None` where that is not to be said.
    pub total: Option<String>,
    /// The last line, such as when it was made.
    pub footer: String,
    /// Its pieces in order.
    pub pieces: Vec<Piece>,
    /// Parts with a heading each, which share all pieces among them; none where it has no parts.
    pub parts: Vec<Part>,
}

/// A part of a lookbook, such as a look.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// Its heading.
    pub title: String,
    /// How many pieces are its own.
    pub pieces: usize,
}

/// Space at the sides and at the head of a page.
const MARGIN: f32 = 48.0;
/// Width between the margins.
const WIDTH: f32 = PAGE_WIDTH - 2.0 * MARGIN;
/// Where pieces end; the foot begins below.
const FLOOR: f32 = PAGE_HEIGHT - 78.0;
/// Height between the head and that.
const HEIGHT: f32 = FLOOR - MARGIN;
/// Width by height of the pictures of fashion.
const PORTRAIT: f32 = 0.75;
/// Between a picture and its caption.
const GAP: f32 = 9.0;

/// How many pieces stand on each page in turn, in a small book and in a large one.
const FEW: [usize; 8] = [2, 1, 3, 4, 1, 4, 2, 3];
const MANY: [usize; 8] = [2, 1, 4, 6, 3, 6, 1, 4];

/// How many pieces stand on each page. Their sum is `pieces`, and none is empty.
fn plan(pieces: usize) -> Vec<usize> {
    let rhythm: &[usize] = if pieces <= 40 { &FEW } else { &MANY };
    let mut left = pieces;
    let mut pages = Vec::new();
    for wanted in rhythm.iter().cycle() {
        if left == 0 {
            break;
        }
        let here = match (*wanted).min(left) {
            // Five would be a page that there is not.
            5 => 4,
            here => here,
        };
        pages.push(here);
        left -= here;
    }
    pages
}

/// Where a piece stands: the room that its picture may fill, and that of its caption below. Pictures may run off the page.
#[derive(Clone, Copy)]
struct Cell {
    room: Area,
    /// Where its caption begins, and how wide it is.
    text: (f32, f32),
    /// Whether it stands on the lower edge of its room and not on the upper one.
    low: bool,
}

impl Cell {
    /// Its room without what lies beyond the margins of the page.
    fn within_margins(&self) -> Area {
        let y = self.room.y.max(MARGIN);
        let (x, width) = self.text;
        Area::new(x, y, width, self.room.y + self.room.height - y)
    }
}

/// Where the pieces of a page stand, as seen from left to right.
fn cells(pieces: usize, odd: bool) -> Vec<Cell> {
    let right = MARGIN + WIDTH;
    let cell = |x: f32, width: f32, y: f32, height: f32, low: bool| {
        let (from, to) = (x.max(MARGIN), (x + width).min(right));
        Cell {
            room: Area::new(x, y, width, height),
            text: (from, to - from),
            low,
        }
    };
    let half = (PAGE_WIDTH - 24.0) / 2.0;
    let grid = |columns: usize, rows: usize| {
        let (across, down) = (22.0, 24.0);
        let width = (WIDTH - across * (columns - 1) as f32) / columns as f32;
        let height = (HEIGHT - down * (rows - 1) as f32) / rows as f32;
        let place = move |place: usize| {
            let (row, column) = ((place / columns) as f32, (place % columns) as f32);
            let (x, y) = (MARGIN + column * (width + across), MARGIN + row * (height + down));
            cell(x, width, y, height, false)
        };
        (0..columns * rows).map(place).collect()
    };
    match (pieces, odd) {
        (1, false) => vec![cell(0.0, 470.0, 0.0, FLOOR, false)],
        (1, true) => vec![cell(PAGE_WIDTH - 470.0, 470.0, 0.0, FLOOR, false)],
        (2, odd) => vec![
            cell(0.0, half, MARGIN, HEIGHT, odd),
            cell(half + 24.0, half, MARGIN, HEIGHT, !odd),
        ],
        (3, odd) => {
            let (large, small) = (354.0, PAGE_WIDTH - 354.0 - 24.0 - MARGIN);
            let upper = (HEIGHT - 26.0) / 2.0;
            let (first, second) = if odd {
                (PAGE_WIDTH - large, MARGIN)
            } else {
                (0.0, large + 24.0)
            };
            let lower = MARGIN + upper + 26.0;
            vec![
                cell(first, large, MARGIN, HEIGHT, odd),
                cell(second, small, MARGIN, upper, false),
                cell(second, small, lower, upper, false),
            ]
        }
        (4, _) => grid(2, 2),
        _ => grid(3, 2),
    }
}

impl Book {
    /// Sets the book. Every piece stands on one page.
    pub fn set(&self, fonts: &Fonts) -> Sheet {
        let mut setter = Setter::new(fonts.clone(), &self.language);
        // The cover and the contents are set last, when it is known what begins where.
        let listed = if self.parts.len() > 1 { self.parts.len() } else { 0 };
        let mut pages: Vec<Page> = (0..=contents::pages(listed)).map(|_| Page::default()).collect();
        let mut entries = Vec::new();
        let whole = [(None, self.pieces.len())];
        let parts = self
            .parts
            .iter()
            .map(|part| (Some(part.title.as_str()), part.pieces));
        let parts: Vec<_> = if self.parts.is_empty() {
            whole.into()
        } else {
            parts.collect()
        };
        let mut next = 0;
        for (title, pieces) in parts {
            if let Some(title) = title {
                if listed > 0 {
                    let page = pages.len();
                    entries.push(contents::Entry { title, page });
                }
                pages.push(self.opening(&mut setter, title, &self.pieces[next..next + pieces]));
            }
            let pages_of = match (title, pieces) {
                // A look is seen at once where a page has room for all of it.
                (Some(_), 1..=4 | 6) => vec![pieces],
                _ => plan(pieces),
            };
            for count in pages_of {
                // The cover has no number.
                let number = pages.len() + 1;
                pages.push(self.inside(&mut setter, next..next + count, number));
                next += count;
            }
        }
        let on_cover = if contents::pages(listed) == 0 {
            entries.as_slice()
        } else {
            &[]
        };
        pages[0] = self.cover(&mut setter, on_cover);
        if on_cover.is_empty() {
            for (at, own) in entries.chunks(contents::ON_PAGE).enumerate() {
                let place = (MARGIN, 112.0, WIDTH);
                let first = at * contents::ON_PAGE;
                let line = Area::new(MARGIN, 90.0, WIDTH, 0.75);
                let marks = &mut pages[at + 1].marks;
                marks.push(Mark::new(line, Shape::Fill(INK), Role::Decoration));
                marks.extend(contents::lines(
                    &mut setter,
                    own,
                    first,
                    place,
                    self.right_to_left,
                ));
            }
        }
        if let (Some(total), Some(page)) = (&self.total, pages.last_mut()) {
            let style = Style {
                face: Face::Serif,
                ..plain(15.0, INK, Side::end(self.right_to_left))
            };
            let line = setter.set(total, &style, WIDTH);
            page.marks
                .push(Mark::text(MARGIN, FLOOR + 6.0, WIDTH, line, Role::Text));
        }
        for mark in pages.iter_mut().flat_map(|page| &mut page.marks) {
            mark.area = match &mark.shape {
                // Their lines have their sides already.
                Shape::Text(_) if mark.area.width >= WIDTH => mark.area,
                _ => mark.area.mirrored(self.right_to_left),
            };
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

    fn cover(&self, setter: &mut Setter, listed: &[contents::Entry<'_>]) -> Page {
        let mut page = Page::default();
        let mut x = MARGIN;
        if let Some(logo) = &self.logo {
            let width = (logo.aspect() * 34.0).min(150.0);
            let area = Area::new(
                x,
                44.0 + (34.0 - width / logo.aspect()) / 2.0,
                width,
                width / logo.aspect(),
            );
            let role = Role::Figure(self.shop.clone());
            page.marks
                .push(Mark::new(area, Shape::Picture(logo.clone()), role));
            x += width + 14.0;
        }
        let masthead = Style {
            face: Face::Bold,
            tracking: 0.08,
            ..plain(12.0, INK, Side::start(self.right_to_left))
        };
        if !self.shop.trim().is_empty() {
            let room = PAGE_WIDTH - MARGIN - x;
            let shop = setter.set(&self.shop, &masthead, room);
            let y = 61.0 - shop.height() / 2.0;
            page.marks.push(Mark::text(x, y, room, shop, Role::Text));
        }
        let line = Area::new(MARGIN, 90.0, WIDTH, 0.75);
        page.marks
            .push(Mark::new(line, Shape::Fill(INK), Role::Decoration));

        let mut top = 112.0;
        let title = self.headline(setter, &self.title);
        let mark = Mark::text(MARGIN, top, WIDTH, title, Role::Heading(1));
        top += mark.area.height + 6.0;
        page.marks.push(mark);
        let greeting = Style {
            face: Face::Italic,
            most: 2,
            ..plain(19.0, ACCENT, Side::start(self.right_to_left))
        };
        let mark = Mark::text(
            MARGIN,
            top,
            WIDTH,
            setter.set(&self.greeting, &greeting, WIDTH),
            Role::Text,
        );
        top += mark.area.height + 30.0;
        page.marks.push(mark);
        if !listed.is_empty() {
            let place = (MARGIN, top - 8.0, WIDTH);
            page.marks
                .extend(contents::lines(setter, listed, 0, place, self.right_to_left));
            top += listed.len() as f32 * contents::STEP + 14.0;
        }

        let picture = running_off(self.pieces.iter(), top);
        let beside = picture.area.x - MARGIN - 14.0;
        page.marks.push(picture);
        let small = Style {
            most: 5,
            ..plain(7.5, MUTED, Side::start(self.right_to_left))
        };
        let footer = setter.set(&self.footer, &small, beside);
        let y = PAGE_HEIGHT - 40.0 - footer.height();
        page.marks.push(Mark::text(MARGIN, y, beside, footer, Role::Text));
        page
    }

    /// The page before a part: its heading and its last picture.
    fn opening(&self, setter: &mut Setter, title: &str, pieces: &[Piece]) -> Page {
        let line = Area::new(MARGIN, 90.0, WIDTH, 0.75);
        let heading = self.headline(setter, title);
        let heading = Mark::text(MARGIN, 112.0, WIDTH, heading, Role::Heading(2));
        // The first picture of the book is on its cover.
        let picture = running_off(pieces.iter().rev(), 112.0 + heading.area.height + 60.0);
        Page {
            marks: vec![
                Mark::new(line, Shape::Fill(INK), Role::Decoration),
                heading,
                picture,
            ],
        }
    }

    /// A title as large as lets all of it stand there.
    fn headline(&self, setter: &mut Setter, title: &str) -> Paragraph {
        let sizes = [(66.0, 2), (52.0, 3), (40.0, 3), (30.0, 4), (22.0, 6), (15.0, 9)];
        let mut set = |(size, most): (f32, usize)| {
            let style = Style {
                face: Face::Serif,
                size,
                leading: 1.08,
                tracking: 0.0,
                ink: INK,
                most,
                side: Side::start(self.right_to_left),
            };
            setter.set(title, &style, WIDTH)
        };
        let [first, rest @ ..] = sizes;
        let mut headline = set(first);
        for size in rest {
            if !headline.cut {
                break;
            }
            headline = set(size);
        }
        headline
    }

    fn inside(&self, setter: &mut Setter, pieces: std::ops::Range<usize>, number: usize) -> Page {
        let count = pieces.len();
        // The first page behind the cover is even, for the layouts as for the reader.
        let cells = cells(count, number % 2 == 1);
        let captions: Vec<Caption> = cells
            .iter()
            .zip(pieces.clone())
            .map(|(cell, piece)| self.caption(setter, piece, *cell, count))
            .collect();
        // Pictures of a grid are of one size, whatever is written below them.
        let highest = captions.iter().map(Caption::height).fold(0.0, f32::max);
        let mut marks = Vec::new();
        for ((cell, piece), caption) in cells.into_iter().zip(pieces).zip(captions) {
            let below = if count >= 4 { highest } else { caption.height() };
            let link = self.pieces[piece].link.as_ref();
            marks.extend(
                self.placed(piece, cell, caption, below, count >= 4)
                    .into_iter()
                    .map(|mark| Mark {
                        piece: Some(piece),
                        link: link
                            .filter(|_| matches!(mark.role, Role::Heading(_)))
                            .map(|address| Link::Web(address.clone())),
                        ..mark
                    }),
            );
        }
        let line = Area::new(MARGIN, PAGE_HEIGHT - 47.0, WIDTH, 0.5);
        marks.push(Mark::new(line, Shape::Fill(LINE), Role::Decoration));
        let foot = |side: Side| plain(7.5, MUTED, side);
        let name = if self.shop.trim().is_empty() {
            &self.title
        } else {
            &self.shop
        };
        for (text, side) in [
            (name, Side::start(self.right_to_left)),
            (&number.to_string(), Side::end(self.right_to_left)),
        ] {
            let line = setter.set(text, &foot(side), WIDTH);
            marks.push(Mark::text(
                MARGIN,
                PAGE_HEIGHT - 40.0,
                WIDTH,
                line,
                Role::Decoration,
            ));
        }
        Page { marks }
    }

    /// The caption of a piece: larger where fewer stand on the page.
    fn caption(&self, setter: &mut Setter, place: usize, cell: Cell, count: usize) -> Caption {
        let largest = match count {
            1 => 24.0,
            2 | 3 if cell.text.1 > 200.0 => 17.0,
            3 | 4 => 14.0,
            _ => 11.5,
        };
        let room = if count == 1 { 130.0 } else { cell.room.height * 0.3 };
        let words = Words {
            sizes: &self.sizes,
            sold: &self.sold,
            level: if self.parts.is_empty() { 2 } else { 3 },
        };
        let sizes = (largest, room, cell.room.height * 0.6);
        Caption::set(setter, &self.pieces[place], &words, cell.text.1, sizes)
    }

    /// A piece in its place: the picture as large as the caption of a height leaves room for. In a grid those of nearly the same
    /// shape stand in frames of one size, so that captions are in line.
    fn placed(&self, place: usize, cell: Cell, caption: Caption, below: f32, grid: bool) -> Vec<Mark> {
        let piece = &self.pieces[place];
        let aspect = aspect_of(piece);
        let room = match &piece.picture {
            Some(picture) if picture.on_white => cell.within_margins(),
            _ => cell.room,
        };
        let frame = match grid && (0.6..0.9).contains(&aspect) {
            true => PORTRAIT,
            false => aspect,
        };
        let framed = (room.height - below - GAP).min(room.width / frame);
        let height = framed.min(framed * frame / aspect);
        let width = height * aspect;
        let y = if cell.low {
            room.y + room.height - below - GAP - height
        } else {
            room.y + framed - height
        };
        // What runs off the page on the outer side does so whatever its width.
        let x = match room.x + room.width > MARGIN + WIDTH + 1.0 {
            true => room.x + room.width - width,
            false => room.x,
        };
        // A narrow picture stands above its caption and not beside it.
        let x = if width < room.width * 0.6 { cell.text.0 } else { x };
        let mut marks = vec![picture_of(piece, Area::new(x, y, width, height))];
        marks.extend(caption.marks(cell.text.0, y + height + GAP, cell.text.1));
        marks
    }
}

/// The first picture that there is of some pieces, running off the page at its lower outer corner below a height; one on white
/// keeps to the margins.
fn running_off<'a>(mut pieces: impl Iterator<Item = &'a Piece>, top: f32) -> Mark {
    let face = pieces.find_map(|piece| Some((piece, piece.picture.clone()?)));
    let (right, bottom) = match &face {
        Some((_, picture)) if picture.on_white => (PAGE_WIDTH - MARGIN, PAGE_HEIGHT - MARGIN),
        _ => (PAGE_WIDTH, PAGE_HEIGHT),
    };
    let aspect = face.as_ref().map_or(PORTRAIT, |(_, picture)| shown(picture));
    let width = ((bottom - top) * aspect).min(right - MARGIN - 92.0);
    let height = width / aspect;
    let area = Area::new(right - width, bottom - height, width, height);
    match face {
        Some((piece, picture)) => Mark::new(area, Shape::Picture(picture), Role::Figure(named(piece))),
        None => Mark::new(area, Shape::Hanger, Role::Decoration),
    }
}

/// Width by height at which a picture is shown: its own, so that nothing of it is cut, but for a mere strip.
fn shown(picture: &Picture) -> f32 {
    picture.aspect().clamp(0.2, 4.0)
}

fn aspect_of(piece: &Piece) -> f32 {
    piece.picture.as_ref().map_or(PORTRAIT, shown)
}

fn named(piece: &Piece) -> String {
    [piece.brand.as_str(), piece.title.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

fn picture_of(piece: &Piece, area: Area) -> Mark {
    match &piece.picture {
        Some(picture) => Mark::new(area, Shape::Picture(picture.clone()), Role::Figure(named(piece))),
        None => Mark::new(area, Shape::Hanger, Role::Decoration),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn book(titles: &[String], right_to_left: bool) -> Book {
        let piece = |(place, title): (usize, &String)| Piece {
            title: title.clone(),
            brand: "Atelier".to_owned(),
            price: Some("€129.00".to_owned()),
            sizes: vec!["S".to_owned(), "M".to_owned()],
            note: if place.is_multiple_of(3) {
                "with the long skirt".to_owned()
            } else {
                String::new()
            },
            ..Piece::default()
        };
        Book {
            language: "en".to_owned(),
            right_to_left,
            title: "Summer".to_owned(),
            greeting: "For Ada".to_owned(),
            sizes: "Sizes".to_owned(),
            total: Some("All together €258.00".to_owned()),
            footer: "Made with StyleNova".to_owned(),
            pieces: titles.iter().enumerate().map(piece).collect(),
            ..Book::default()
        }
    }

    /// Size of a paragraph's letters in points.
    fn largest(text: &Paragraph) -> f32 {
        let lines = text.layout.lines();
        let sizes = lines.flat_map(|line| line.runs().map(|run| run.font_size()).collect::<Vec<_>>());
        sizes.fold(0.0, f32::max)
    }

    /// Pieces in the order of their headings, and whether all that is printed lies on its page.
    fn looked_at(sheet: &Sheet) -> (Vec<usize>, bool) {
        let marks = || sheet.pages.iter().flat_map(|page| &page.marks);
        let headings = marks().filter(|mark| mark.role == Role::Heading(2));
        let inside = marks().all(|mark| {
            let Area { x, y, width, height } = mark.area;
            let fits = match &mark.shape {
                // The space at the end of a line hangs over where scripts of both directions meet, by a third of the letters' size.
                Shape::Text(text) => {
                    text.width() <= width + 0.35 * largest(text) && text.height() <= height + 0.5
                }
                _ => width > 20.0,
            };
            fits && x >= -0.01
                && y >= -0.01
                && x + width <= PAGE_WIDTH + 0.01
                && y + height <= PAGE_HEIGHT + 0.01
        });
        (headings.filter_map(|mark| mark.piece).collect(), inside)
    }

    #[test]
    fn every_piece_has_its_place_in_books_of_all_sizes() {
        for count in 0..=200 {
            let pages = plan(count);
            assert_eq!(pages.iter().sum::<usize>(), count);
            assert!(
                pages.iter().all(|here| [1, 2, 3, 4, 6].contains(here)),
                "{pages:?}"
            );
        }
        let fonts = Fonts::bundled();
        for count in [1, 2, 7, 200] {
            let titles: Vec<String> = (0..count).map(|place| format!("Coat {place}")).collect();
            let sheet = book(&titles, false).set(&fonts);
            let (pieces, inside) = looked_at(&sheet);
            assert_eq!(pieces, (0..count).collect::<Vec<_>>(), "each once, in order");
            assert!(inside);
            assert_eq!(sheet.pages.len(), 1 + plan(count).len());
        }
    }

    #[test]
    fn a_large_title_of_both_directions_stays_on_its_page() {
        let title = "a ظ ا ز ءذ ظخم ء ظصقوس ق دو ىؿ ئظءىؽ ؾ ش  ػ ي ؼ ل   هئ".to_owned();
        let (pieces, inside) = looked_at(&book(&[title], false).set(&Fonts::bundled()));
        assert!(
            pieces == [0] && inside,
            "its lines hang over by no more than a space"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn nothing_leaves_its_page_whatever_it_is_called(
            titles in prop::collection::vec("[a-zA-Z0-9 éß]{1,300}|[ء-ي ]{1,300}|\\PC{1,120}", 1..12),
            right_to_left: bool,
        ) {
            let titles: Vec<String> = titles.into_iter().map(|title| format!("a{title}")).collect();
            let sheet = book(&titles, right_to_left).set(&Fonts::bundled());
            let (pieces, inside) = looked_at(&sheet);
            prop_assert_eq!(pieces, (0..titles.len()).collect::<Vec<_>>());
            prop_assert!(inside);
        }
    }

    fn picture(width: u32, height: u32, on_white: bool) -> Picture {
        Picture {
            bytes: std::sync::Arc::new(Vec::new()),
            width,
            height,
            on_white,
        }
    }

    #[test]
    fn a_picture_of_any_shape_is_whole_and_one_on_white_keeps_to_the_margins() {
        let shapes = [
            (600, 900),
            (300, 1500),
            (1600, 400),
            (1000, 1000),
            (800, 1000),
            (30, 900),
        ];
        for (count, on_white) in [1, 2, 5, 10]
            .map(|count| [(count, false), (count, true)])
            .concat()
        {
            let titles = vec!["Coat".to_owned(); count];
            let mut book = book(&titles, false);
            for (place, piece) in book.pieces.iter_mut().enumerate() {
                let (width, height) = shapes[(place + count) % shapes.len()];
                piece.picture = Some(picture(width, height, on_white));
            }
            let sheet = book.set(&Fonts::bundled());
            assert!(looked_at(&sheet).1, "{count}");
            for mark in sheet.pages.iter().flat_map(|page| &page.marks) {
                let Shape::Picture(picture) = &mark.shape else {
                    continue;
                };
                let Area { x, y, width, height } = mark.area;
                let shape = width / height;
                assert!((shape / shown(picture) - 1.0).abs() < 0.01, "{shape}");
                let (right, bottom) = (x + width, y + height);
                let inside = x >= MARGIN - 0.1 && y >= MARGIN - 0.1;
                let inside = inside && right <= PAGE_WIDTH - MARGIN + 0.1;
                assert!(!on_white || (inside && bottom <= PAGE_HEIGHT - MARGIN + 0.1));
            }
        }
    }

    #[test]
    fn the_table_of_contents_leads_to_the_page_of_each_board() {
        for boards in [1_usize, 6, 7, 30] {
            let titles = vec!["Coat".to_owned(); boards * 2];
            let mut book = book(&titles, false);
            book.parts = (0..boards)
                .map(|place| Part {
                    title: format!("Look {place}"),
                    pieces: 2,
                })
                .collect();
            let sheet = book.set(&Fonts::bundled());
            assert!(looked_at(&sheet).1, "{boards}");
            let marks = || sheet.pages.iter().flat_map(|page| &page.marks);
            let openings: Vec<usize> = (0..sheet.pages.len())
                .filter(|page| {
                    let mut own = sheet.pages[*page].marks.iter();
                    own.any(|mark| mark.role == Role::Heading(2))
                })
                .collect();
            let led: Vec<usize> = marks()
                .filter_map(|mark| match mark.link {
                    Some(Link::Page(page)) => Some(page),
                    _ => None,
                })
                .collect();
            let listed = if boards > 1 { openings } else { Vec::new() };
            assert_eq!(led, listed, "{boards}");
            let pieces = marks().filter(|mark| mark.role == Role::Heading(3)).count();
            assert_eq!(
                pieces,
                boards * 2,
                "pieces are headings below those of their boards"
            );
        }
    }

    #[test]
    fn a_book_from_right_to_left_is_one_in_the_mirror() {
        let titles = vec!["Coat".to_owned(), "Dress".to_owned(), "Skirt".to_owned()];
        let fonts = Fonts::bundled();
        let (plain, mirrored) = (book(&titles, false).set(&fonts), book(&titles, true).set(&fonts));
        let first = |sheet: &Sheet| sheet.pages[1].marks[0].area;
        assert_eq!(first(&plain).x, 0.0);
        assert!((first(&mirrored).x + first(&mirrored).width - PAGE_WIDTH).abs() < 0.1);
    }

    #[test]
    fn a_title_of_three_hundred_characters_is_printed_whole() {
        for long in [
            "معطف طويل من الصوف ".repeat(16),
            "a long coat of boiled wool ".repeat(11),
        ] {
            let long: String = long.chars().take(300).collect();
            let titles = vec![long.trim().to_owned(); 4];
            let sheet = book(&titles, false).set(&Fonts::bundled());
            let whole = sheet
                .pages
                .iter()
                .flat_map(|page| &page.marks)
                .filter(|mark| mark.role == Role::Heading(2));
            for mark in whole {
                let Shape::Text(text) = &mark.shape else {
                    panic!("a heading is text")
                };
                assert!(!text.cut, "{}", text.text);
            }
        }
    }
}
