//! The upper body of tops, dresses and coats: front, inside back and how it folds.
//!
//! Everything is cut as the right half of a pattern about the page's axis. Sleeves
//! are in [`crate::sleeve`]; collars, plackets and bands in [`crate::collar`].

use crate::cloth::Cloth;
use crate::curve::{AXIS, Outline, Point, mix, parallel, path_of};
use crate::piece::{Drawing, Piece};
use crate::relief::Fold;
use crate::trim;
use rand::Rng;
use std::sync::Arc;

/// The line of a front neck.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Neckline {
    /// Round and close.
    Crew,
    /// A point in the middle.
    V,
    /// Round and deep.
    Scoop,
    /// Wide and shallow.
    Boat,
    /// Straight across with upright sides.
    Square,
    /// Two curves meeting in the middle.
    Sweetheart,
}

impl Neckline {
    /// The words for it in titles and tags.
    pub fn name(self) -> &'static str {
        match self {
            Neckline::Crew => "crew-neck",
            Neckline::V => "V-neck",
            Neckline::Scoop => "scoop-neck",
            Neckline::Boat => "boat-neck",
            Neckline::Square => "square-neck",
            Neckline::Sweetheart => "sweetheart-neck",
        }
    }

    /// The usual half-width and depth, in units.
    pub fn size(self) -> (f32, f32) {
        match self {
            Neckline::Crew => (36.0, 27.0),
            Neckline::V => (35.0, 72.0),
            Neckline::Scoop => (45.0, 58.0),
            Neckline::Boat => (62.0, 17.0),
            Neckline::Square => (47.0, 52.0),
            Neckline::Sweetheart => (56.0, 54.0),
        }
    }
}

/// Measures of an upper body, in units; half-widths are from the axis.
#[derive(Clone, Copy, Debug)]
pub struct Bodice {
    /// Page height of the neck's side points.
    pub top: f32,
    /// The neckline's shape.
    pub neckline: Neckline,
    /// Half-width and depth of the neckline.
    pub neck: Point,
    /// Shoulder tip: half-width, and drop from the neck point.
    pub shoulder: Point,
    /// Underarm point: half-width, and depth below the neck point.
    pub underarm: Point,
    /// Waist: half-width, and page height.
    pub waist: Point,
    /// Hem: half-width, and page height at the side.
    pub hem: Point,
    /// How much lower the hem is in the middle.
    pub hem_drop: f32,
}

impl Bodice {
    /// A regular body whose neck points are at the page height `top`.
    pub fn regular(top: f32, neckline: Neckline) -> Self {
        Bodice {
            top,
            neckline,
            neck: neckline.size(),
            shoulder: (93.0, 24.0),
            underarm: (87.0, 112.0),
            waist: (82.0, top + 210.0),
            hem: (85.0, top + 318.0),
            hem_drop: 7.0,
        }
    }

    /// The shoulder tip on the right.
    pub fn tip(&self) -> Point {
        (AXIS + self.shoulder.0, self.top + self.shoulder.1)
    }

    /// The underarm point on the right.
    pub fn arm(&self) -> Point {
        (AXIS + self.underarm.0, self.top + self.underarm.1)
    }

    /// The right half of the neckline from the middle to the shoulder.
    fn half_neck(&self, outline: Outline) -> Outline {
        let ((half, depth), top) = (self.neck, self.top);
        let bottom = top + depth;
        match self.neckline {
            Neckline::V => outline
                .corner(AXIS, bottom)
                .smooth(AXIS + half * 0.56, top + depth * 0.40),
            Neckline::Square => outline
                .smooth(AXIS, bottom + 1.0)
                .corner(AXIS + half * 0.86, bottom)
                .smooth(AXIS + half * 0.95, top + depth * 0.4),
            Neckline::Sweetheart => outline
                .corner(AXIS, bottom + 10.0)
                .smooth(AXIS + half * 0.46, bottom - 8.0)
                .smooth(AXIS + half * 0.92, top + depth * 0.52),
            _ => outline
                .smooth(AXIS, bottom)
                .smooth(AXIS + half * 0.66, top + depth * 0.76)
                .smooth(AXIS + half * 0.95, top + depth * 0.26),
        }
        .corner(AXIS + half, top)
    }

    /// The front neckline from the left neck point to the right one.
    pub fn neck_line(&self) -> Vec<Point> {
        self.half_neck(Outline::line()).unfolded().points(10)
    }

    /// The back neckline from the left neck point to the right one.
    pub fn back_neck(&self) -> Vec<Point> {
        let (half, dip) = (self.neck.0, (self.neck.1 * 0.16).clamp(4.0, 9.0));
        Outline::line()
            .corner(AXIS - half, self.top)
            .smooth(AXIS - half * 0.6, self.top + dip * 0.75)
            .smooth(AXIS, self.top + dip)
            .smooth(AXIS + half * 0.6, self.top + dip * 0.75)
            .corner(AXIS + half, self.top)
            .points(8)
    }

    fn side(&self, outline: Outline) -> Outline {
        let (tip, arm) = (self.tip(), self.arm());
        outline
            .corner(tip.0, tip.1)
            .smooth(tip.0 - 9.0, mix(tip.1, arm.1, 0.42))
            .smooth(mix(tip.0 - 8.0, arm.0, 0.55), mix(tip.1, arm.1, 0.80))
            .corner(arm.0, arm.1)
            .smooth(AXIS + self.waist.0, self.waist.1)
            .corner(AXIS + self.hem.0, self.hem.1)
    }

    /// The whole front.
    pub fn front(&self) -> Outline {
        self.side(self.half_neck(Outline::new()))
            .smooth(AXIS + self.hem.0 * 0.5, self.hem.1 + self.hem_drop * 0.85)
            .smooth(AXIS, self.hem.1 + self.hem_drop)
            .mirrored()
    }

    /// The right front of a garment that opens along `edge`, a line from the neckline to the hem.
    pub fn right_front(&self, edge: &[Point]) -> Outline {
        let mut up: Vec<Point> = edge.to_vec();
        up.reverse();
        self.side(Outline::new().along(&up).corner(AXIS + self.neck.0, self.top))
            .smooth(AXIS + self.hem.0 * 0.5, self.hem.1 + self.hem_drop * 0.85)
    }

    /// Draws the inside of the back, seen through the neck, with a label.
    pub fn inside_back(&self, drawing: &mut Drawing, cloth: &Arc<Cloth>, depth: f32) {
        let back = self.back_neck();
        let (half, top) = (self.neck.0 + 14.0, self.top);
        let shape = Outline::new()
            .along(&back)
            .corner(AXIS + half, top + 6.0)
            .smooth(AXIS + half * 0.9, top + depth + 6.0)
            .smooth(AXIS, top + depth + 18.0)
            .smooth(AXIS - half * 0.9, top + depth + 6.0)
            .corner(AXIS - half, top + 6.0);
        let tape = path_of(&parallel(&back, 7.0));
        let y = top + (self.neck.1 * 0.16).clamp(4.0, 9.0) + 6.0;
        let mark = if self.neck.1 > 24.0 {
            trim::label(AXIS, y)
        } else {
            String::new()
        };
        drawing.add(
            Piece::new(shape, cloth)
                .tone(0.74)
                .form(16.0, -5.0)
                .wrinkle(0.3)
                .ink(&format!("{}{mark}", trim::seam(&tape, cloth))),
        );
    }

    /// Folds of a front: pulls from the underarms, a drape from the shoulders, ripples at the hem.
    pub fn folds(&self, rng: &mut impl Rng, strength: f32) -> Vec<Fold> {
        let mut folds = Vec::new();
        let (arm, hem) = (self.arm(), self.hem.1);
        for side in [-1.0, 1.0] {
            let at = |x: f32, y: f32| (AXIS + side * (x - AXIS), y);
            for i in 0..3 {
                let reach = rng.random_range(0.35..0.75);
                let drop = 18.0 + 34.0 * i as f32 + rng.random_range(-6.0..6.0);
                let start = (arm.0 - 4.0, arm.1 + 4.0 + 6.0 * i as f32);
                let end = (AXIS + self.underarm.0 * (1.0 - reach), arm.1 + drop);
                let bend = (mix(start.0, end.0, 0.5), mix(start.1, end.1, 0.3));
                let (width, height) = (rng.random_range(3.4..5.6), strength * rng.random_range(0.9..1.7));
                folds.push(
                    Fold::new(
                        at(start.0, start.1),
                        at(bend.0, bend.1),
                        at(end.0, end.1),
                        width,
                        height,
                    )
                    .peaking(0.16),
                );
            }
            let drift = rng.random_range(0.35..0.75);
            let start = (AXIS + self.shoulder.0 * 0.78, self.top + self.shoulder.1 + 18.0);
            let end = (AXIS + self.underarm.0 * drift, mix(arm.1, hem, 0.35));
            let bend = (AXIS + self.underarm.0 * 0.82, arm.1 - 10.0);
            folds.push(Fold::new(
                at(start.0, start.1),
                bend_on(bend, side),
                at(end.0, end.1),
                6.5,
                strength * 1.3,
            ));
            for _ in 0..2 {
                let y = self.waist.1 + rng.random_range(-34.0..30.0);
                let inner = AXIS + self.waist.0 * rng.random_range(0.3..0.6);
                let edge = AXIS + self.waist.0 - 2.0;
                let lift = rng.random_range(8.0..26.0);
                let height = strength * rng.random_range(0.7..1.3);
                folds.push(
                    Fold::new(
                        at(edge, y),
                        at(mix(edge, inner, 0.5), y + 4.0),
                        at(inner, y + lift),
                        3.8,
                        height,
                    )
                    .peaking(0.12),
                );
            }
            for _ in 0..3 {
                let x = AXIS + self.hem.0 * rng.random_range(0.05..0.95);
                let rise = rng.random_range(50.0..130.0);
                let lean = rng.random_range(-10.0..10.0);
                let height = strength * rng.random_range(-1.5..1.9);
                let top = (mix(x, AXIS, 0.12) + lean, hem - rise);
                folds.push(
                    Fold::new(
                        at(top.0, top.1),
                        at(x + lean * 0.5, hem - rise * 0.5),
                        at(x, hem + 6.0),
                        6.0,
                        height,
                    )
                    .peaking(0.7)
                    .to_the_end(),
                );
            }
        }
        folds
    }
}

fn bend_on(point: Point, side: f32) -> Point {
    (AXIS + side * (point.0 - AXIS), point.1)
}
