//! Collars, lapels, plackets, cuffs and hem bands, put on a [`crate::bodice::Bodice`].

use std::sync::Arc;

use crate::bodice::Bodice;
use crate::cloth::Cloth;
use crate::curve::{AXIS, Outline, Point, between, path_of, strip};
use crate::palette::Rgb;
use crate::piece::{Drawing, Piece};
use crate::sleeve::Sleeve;
use crate::trim;

/// The inside of a collar's stand, seen at the back of the neck; drawn before the front.
pub fn stand(drawing: &mut Drawing, body: &Bodice, cloth: &Arc<Cloth>, depth: f32) {
    let (half, top) = (body.neck.0, body.top);
    let shape = Outline::new()
        .corner(AXIS - half + 1.0, top - 13.0)
        .smooth(AXIS, top - 18.0)
        .corner(AXIS + half - 1.0, top - 13.0)
        .smooth(AXIS + half * 0.8, top + depth * 0.6)
        .smooth(AXIS, top + depth + 14.0)
        .smooth(AXIS - half * 0.8, top + depth * 0.6);
    let roll = format!(
        "M{} {}Q{AXIS} {} {} {}",
        AXIS - half,
        top + 2.0,
        top + 12.0,
        AXIS + half,
        top + 2.0
    );
    let ink = trim::seam(&roll, cloth) + &trim::label(AXIS, top + 10.0);
    drawing.add(
        Piece::new(shape, cloth)
            .tone(0.76)
            .form(16.0, -4.0)
            .wrinkle(0.2)
            .ink(&ink),
    );
}

/// A turned-down collar with points `spread` units apart from the middle and `drop` units long.
pub fn shirt_collar(
    drawing: &mut Drawing,
    body: &Bodice,
    cloth: &Arc<Cloth>,
    spread: f32,
    drop: f32,
    gap: f32,
) {
    let (half, top) = (body.neck.0, body.top);
    let front = top + body.neck.1 - 4.0;
    let leaf = Outline::new()
        .corner(AXIS + gap, front)
        .corner(AXIS + spread, front + drop)
        .smooth(AXIS + half + 13.0, top + 20.0)
        .smooth(AXIS + half + 9.0, top - 2.0)
        .corner(AXIS + half - 1.0, top - 13.0)
        .smooth(AXIS + half - 6.0, top + 2.0)
        .smooth(AXIS + half * 0.45, top + body.neck.1 * 0.62);
    let inner: Vec<Point> = vec![
        (AXIS + gap + 3.5, front + 5.5),
        (AXIS + spread, front + drop - 5.5),
        (AXIS + half + 5.0, top + 22.0),
    ];
    let stitch = trim::stitch(&path_of(&inner), trim::thread(cloth));
    drawing.add_pair(
        Piece::new(leaf, cloth)
            .grain(AXIS + half, top, 0.5)
            .form(9.0, 3.6)
            .wrinkle(0.25)
            .cast(0.8)
            .ink(&stitch),
    );
}

/// A button stand down the middle from `from` to `to`, `width` broad, with buttons from `first` every `step` units.
#[derive(Clone, Copy, Debug)]
pub struct Placket {
    /// Page height of its upper end.
    pub from: f32,
    /// Page height of its lower end.
    pub to: f32,
    /// Its breadth in units.
    pub width: f32,
    /// Number of buttons.
    pub buttons: usize,
    /// Radius of a button.
    pub radius: f32,
}

impl Placket {
    /// Draws it with buttons of `colour`.
    pub fn draw(&self, drawing: &mut Drawing, cloth: &Arc<Cloth>, colour: Rgb) {
        let (half, low) = (self.width / 2.0, self.to);
        let band = Outline::new()
            .corner(AXIS - half, self.from)
            .corner(AXIS + half, self.from)
            .corner(AXIS + half, low)
            .corner(AXIS - half, low);
        let rows = format!(
            "M{:.1} {:.1}V{low:.1}M{:.1} {:.1}V{low:.1}",
            AXIS - half + 3.0,
            self.from,
            AXIS + half - 3.0,
            self.from
        );
        let ink = trim::stitch(&rows, trim::thread(cloth));
        drawing.add(
            Piece::new(band, cloth)
                .grain(AXIS, 0.0, 0.0)
                .form(5.0, 1.4)
                .wrinkle(0.5)
                .cast(0.42)
                .ink(&ink),
        );
        let (first, last) = (self.from + self.radius + 5.0, low - 26.0);
        for (x, y) in trim::spaced((AXIS, first), (AXIS, last), self.buttons) {
            drawing.trim(trim::button(x, y, self.radius, colour));
        }
    }
}

/// A band of `length` around the right sleeve's end and its mirror image; `grow` widens it on each side.
pub fn cuffs(
    drawing: &mut Drawing,
    body: &Bodice,
    sleeve: &Sleeve,
    cloth: &Arc<Cloth>,
    length: f32,
    grow: f32,
) -> Point {
    let (outer, inner) = sleeve.wrist(body);
    let (sin, cos) = sleeve.fall.to_radians().sin_cos();
    let up = |p: Point, d: f32| (p.0 - d * cos, p.1 - d * sin);
    let side = |p: Point, d: f32| (p.0 + d * sin, p.1 - d * cos);
    let (a, b) = (side(up(outer, length), grow), side(up(inner, length), -grow));
    let (c, d) = (side(outer, grow), side(inner, -grow));
    let shape = Outline::new()
        .corner(a.0, a.1)
        .corner(b.0, b.1)
        .corner(d.0, d.1)
        .corner(c.0, c.1);
    let tip = body.tip();
    drawing.add_pair(
        Piece::new(shape, cloth)
            .grain(tip.0, tip.1, sleeve.turn())
            .column(13.0, 5.0)
            .wrinkle(0.3)
            .cast(0.5),
    );
    between(between(a, c, 0.5), between(b, d, 0.5), 0.72)
}

/// A band of `height` along the hem, drawn in by `tuck` at its lower edge.
pub fn hem_band(drawing: &mut Drawing, body: &Bodice, cloth: &Arc<Cloth>, height: f32, tuck: f32) {
    let (half, y, drop) = (body.hem.0, body.hem.1, body.hem_drop);
    let shape = Outline::new()
        .corner(AXIS - half - 0.5, y - height)
        .smooth(AXIS, y - height + drop)
        .corner(AXIS + half + 0.5, y - height)
        .smooth(AXIS + half, y - height * 0.4)
        .corner(AXIS + half - tuck, y + 1.0)
        .smooth(AXIS, y + drop + 1.0)
        .corner(AXIS - half + tuck, y + 1.0)
        .smooth(AXIS - half, y - height * 0.4);
    drawing.add(
        Piece::new(shape, cloth)
            .grain(AXIS, 0.0, 0.0)
            .column(34.0, 14.0)
            .wrinkle(0.4)
            .cast(0.45),
    );
}

/// Measures of a tailored collar with lapels, in units from the axis and the neck's top.
#[derive(Clone, Copy, Debug)]
pub struct Lapel {
    /// Depth at which the lapels meet.
    pub depth: f32,
    /// Half-width at the lapel's point.
    pub reach: f32,
    /// Depth of the lapel's point.
    pub height: f32,
    /// Whether the point turns up, as of a peak lapel.
    pub peak: bool,
    /// How far the fronts overlap beyond the axis.
    pub overlap: f32,
}

impl Lapel {
    /// Draws lapels and collar on both sides; `cloth` may differ from the body's, as of a dinner jacket.
    pub fn draw(&self, drawing: &mut Drawing, body: &Bodice, cloth: &Arc<Cloth>) {
        let (half, top) = (body.neck.0, body.top);
        let (low, tip) = (top + self.depth, (AXIS + self.reach, top + self.height));
        let notch = (
            AXIS + self.reach * 0.66,
            top + self.height - if self.peak { 0.0 } else { 2.0 },
        );
        let gorge = (AXIS + half * 0.62, top + self.height * 0.52);
        for side in [-1.0, 1.0] {
            // The upper front's lapel rolls from beyond the axis, the lower one's ends under it.
            let start = AXIS - self.overlap * side;
            let mut lapel = Outline::new().corner(AXIS + (start - AXIS) * side, low + 2.0);
            lapel = lapel.smooth(
                AXIS + self.reach * 0.62,
                top + self.height + (self.depth - self.height) * 0.46,
            );
            lapel = if self.peak {
                lapel.corner(tip.0 + 4.0, tip.1 - 16.0).corner(notch.0, notch.1)
            } else {
                lapel.corner(tip.0, tip.1).corner(notch.0, notch.1)
            };
            lapel = lapel
                .corner(gorge.0 - 8.0, gorge.1 - 14.0)
                .smooth(AXIS + half * 0.42, top + self.height + 14.0);
            let collar = Outline::new()
                .corner(gorge.0 - 12.0, gorge.1 + 4.0)
                .corner(notch.0 - 1.0, notch.1 + 1.0)
                .corner(AXIS + self.reach * 0.80, top + self.height * 0.62)
                .smooth(AXIS + half + 17.0, top + 16.0)
                .smooth(AXIS + half + 8.0, top - 8.0)
                .corner(AXIS + half - 6.0, top - 17.0)
                .smooth(AXIS + half - 10.0, top + 2.0);
            let (lapel, collar) = if side > 0.0 {
                (lapel, collar)
            } else {
                (lapel.flipped(), collar.flipped())
            };
            drawing.add(
                Piece::new(lapel, cloth)
                    .grain(AXIS, top, 0.25 * side)
                    .form(10.0, 3.4)
                    .wrinkle(0.3)
                    .cast(0.75),
            );
            drawing.add(
                Piece::new(collar, cloth)
                    .grain(AXIS, top, 0.7 * side)
                    .form(9.0, 3.2)
                    .wrinkle(0.2)
                    .cast(0.6),
            );
        }
    }

    /// The front edge of the right front, from the neck to the hem; it curves away by `cutaway`.
    pub fn edge(&self, body: &Bodice, cutaway: f32) -> Vec<Point> {
        let (half, top, hem) = (body.neck.0, body.top, body.hem.1 + body.hem_drop);
        let x = AXIS - self.overlap;
        let line = Outline::line()
            .corner(AXIS + half - 6.0, top + 4.0)
            .corner(x, top + self.depth)
            .smooth(x, top + self.depth + 20.0);
        if cutaway > 0.0 {
            line.smooth(x + 1.0, hem - 74.0)
                .smooth(x + cutaway * 0.35, hem - 24.0)
                .corner(x + cutaway, hem - 1.0)
                .points(8)
        } else {
            line.corner(x, hem).points(8)
        }
    }
}

/// A ribbed or plain band from the left neck point along a V to the middle and down to the hem, and its twin on top.
pub fn front_bands(drawing: &mut Drawing, body: &Bodice, cloth: &Arc<Cloth>, width: f32) {
    let hem = body.hem.1 + body.hem_drop + 1.0;
    let right = Outline::line()
        .corner(AXIS + body.neck.0 - 2.0, body.top - 6.0)
        .smooth(AXIS + body.neck.0 * 0.62, body.top + body.neck.1 * 0.4)
        .smooth(AXIS + 4.0, body.top + body.neck.1)
        .smooth(AXIS - width / 2.0, body.top + body.neck.1 + 24.0)
        .smooth(AXIS - width / 2.0, body.top + body.neck.1 + 60.0)
        .corner(AXIS - width / 2.0, hem)
        .points(10);
    let left: Vec<Point> = right.iter().map(|&(x, y)| (2.0 * AXIS - x, y)).collect();
    drawing.add(
        Piece::new(strip(&left, width), cloth)
            .form(6.0, 1.8)
            .wrinkle(0.2)
            .cast(0.4),
    );
    drawing.add(
        Piece::new(strip(&right, -width), cloth)
            .form(6.0, 1.8)
            .wrinkle(0.2)
            .cast(0.55),
    );
}
