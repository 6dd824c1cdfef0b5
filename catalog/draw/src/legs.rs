//! The lower body of trousers and shorts: two legs, waistband, fly and pockets.

use std::sync::Arc;

use rand::Rng;
use rand::rngs::StdRng;

use crate::cloth::Cloth;
use crate::curve::{AXIS, Outline, Point, between, mix, path_of};
use crate::palette::{Rgb, toned};
use crate::piece::{Drawing, Piece, Wash};
use crate::relief::Fold;
use crate::trim;

/// Measures of trousers, in units; half-widths are from the axis.
#[derive(Clone, Copy, Debug)]
pub struct Legs {
    /// Page height of the waist's upper edge.
    pub top: f32,
    /// Half-width of the waist.
    pub waist: f32,
    /// Hip: half-width, and page height.
    pub hip: Point,
    /// Page height of the crotch.
    pub crotch: f32,
    /// Knee: outer and inner half-widths; its height follows from the length.
    pub knee: Point,
    /// Hem: outer and inner half-widths.
    pub hem: Point,
    /// Page height of the hem.
    pub length: f32,
    /// Height of the waistband.
    pub band: f32,
}

impl Legs {
    /// Long legs of the given breadth at knee and hem.
    pub fn long(knee: f32, hem: f32) -> Self {
        let middle = 47.0;
        Legs {
            top: 60.0,
            waist: 69.0,
            hip: (87.0, 178.0),
            crotch: 232.0,
            knee: (middle + knee / 2.0, middle - knee / 2.0),
            hem: (middle + 3.0 + hem / 2.0, middle + 3.0 - hem / 2.0),
            length: 584.0,
            band: 22.0,
        }
    }

    fn knee_height(&self) -> f32 {
        mix(self.crotch, self.length.max(540.0), 0.46)
    }

    /// The right leg with its half of the seat.
    pub fn leg(&self) -> Outline {
        let knee = self.knee_height();
        let inseam = 4.0f32.min(self.hem.1 * 0.5).max(1.5);
        let mut leg = Outline::new()
            .corner(AXIS - 1.0, self.top + self.band)
            .corner(AXIS + self.waist + 1.0, self.top + self.band - 2.0)
            .smooth(AXIS + self.hip.0, self.hip.1);
        let long = self.length > knee + 40.0;
        if long {
            leg = leg.smooth(AXIS + self.knee.0, knee);
        }
        leg = leg
            .corner(AXIS + self.hem.0, self.length)
            .smooth(AXIS + (self.hem.0 + self.hem.1) / 2.0, self.length + 4.0)
            .corner(AXIS + self.hem.1, self.length + 1.0);
        if long {
            leg = leg.smooth(AXIS + self.knee.1, knee);
        }
        leg.smooth(AXIS + inseam + 3.0, self.crotch + 26.0)
            .corner(AXIS + inseam - 2.5, self.crotch)
    }

    /// Pulls at the crotch and the hip, creases behind the knee and at the hem.
    pub fn folds(&self, rng: &mut StdRng, strength: f32) -> Vec<Fold> {
        let mut folds = Vec::new();
        for i in 0..5 {
            let start = (AXIS + 3.0 + i as f32, self.crotch - 8.0 + 7.0 * i as f32);
            let reach = rng.random_range(0.45..0.85);
            let end = (
                AXIS + self.hip.0 * reach,
                self.crotch - 34.0 + 26.0 * i as f32 + rng.random_range(-6.0..6.0),
            );
            let mid = between(start, end, 0.5);
            let height = strength * rng.random_range(0.8..1.6);
            folds.push(Fold::new(start, (mid.0, mid.1 + 5.0), end, 4.0, height).peaking(0.14));
        }
        for _ in 0..2 {
            let y = rng.random_range(self.hip.1 - 50.0..self.hip.1 + 40.0);
            let (start, end) = (
                (AXIS + self.hip.0 - 4.0, y),
                (AXIS + self.hip.0 * 0.5, y + rng.random_range(6.0..24.0)),
            );
            folds.push(Fold::new(start, between(start, end, 0.6), end, 4.0, strength * 0.9).peaking(0.15));
        }
        let knee = self.knee_height();
        if self.length > knee + 40.0 {
            for i in 0..5 {
                let y = knee - 30.0 + 17.0 * i as f32 + rng.random_range(-5.0..5.0);
                let (from, to) = if i % 2 == 0 {
                    (self.knee.1 + 1.0, self.knee.0 - 14.0)
                } else {
                    (self.knee.0 - 1.0, self.knee.1 + 14.0)
                };
                let slant = rng.random_range(-9.0..12.0);
                let (a, b) = ((AXIS + from, y), (AXIS + to, y + slant));
                folds.push(
                    Fold::new(
                        a,
                        (mix(a.0, b.0, 0.5), y + slant * 0.2 + 4.0),
                        b,
                        4.0,
                        strength * rng.random_range(0.5..1.1),
                    )
                    .peaking(0.15),
                );
            }
            for i in 0..4 {
                let y = self.length - 14.0 - 17.0 * i as f32 + rng.random_range(-4.0..4.0);
                let (from, to) = if i % 2 == 0 {
                    (self.hem.0 - 1.0, self.hem.1 + 8.0)
                } else {
                    (self.hem.1 + 1.0, self.hem.0 - 8.0)
                };
                let (a, b) = ((AXIS + from, y), (AXIS + to, y - rng.random_range(4.0..14.0)));
                folds.push(
                    Fold::new(
                        a,
                        (mix(a.0, b.0, 0.5), y + 3.0),
                        b,
                        3.6,
                        strength * rng.random_range(0.5..1.2),
                    )
                    .peaking(0.2),
                );
            }
        }
        let middle = |pair: Point, t: f32| AXIS + mix(pair.1, pair.0, t);
        folds.push(
            Fold::new(
                (AXIS + 48.0, self.hip.1 + 10.0),
                (middle(self.knee, 0.55), knee),
                (middle(self.hem, 0.6), self.length),
                9.0,
                strength * 1.1,
            )
            .peaking(0.4),
        );
        folds
    }

    /// Long falling folds, of wide or flared legs.
    pub fn falls(&self, rng: &mut StdRng, n: usize, height: f32) -> Vec<Fold> {
        (0..n)
            .map(|i| {
                let t = (i as f32 + 0.5) / n as f32 + rng.random_range(-0.04..0.04);
                let start = (
                    AXIS + mix(14.0, self.hip.0 * 0.92, t),
                    mix(self.crotch, self.length, rng.random_range(0.0..0.3)),
                );
                let end = (AXIS + mix(self.hem.1, self.hem.0, t), self.length + 4.0);
                let sign = if i % 2 == 0 { 1.0 } else { -1.0 };
                Fold::new(
                    start,
                    between(start, end, 0.5),
                    end,
                    rng.random_range(4.5..7.5),
                    height * sign,
                )
                .peaking(0.75)
                .to_the_end()
            })
            .collect()
    }

    /// Draws both legs; the wearer's left one overlaps at the fly.
    pub fn draw(
        &self,
        drawing: &mut Drawing,
        cloth: &Arc<Cloth>,
        folds: Vec<Fold>,
        washes: Vec<Wash>,
        ink: &str,
    ) {
        self.inside(drawing, cloth);
        let leg = Piece::new(self.leg(), cloth)
            .grain(AXIS + 47.0, self.top, 0.0)
            .column(34.0, 15.0)
            .rim(0.5)
            .contour(0.7)
            .cast(0.35)
            .folds(folds)
            .washes(washes)
            .ink(ink);
        drawing.add_pair(leg);
    }

    /// The inside of the back waist, above the front's.
    fn inside(&self, drawing: &mut Drawing, cloth: &Arc<Cloth>) {
        let (half, y) = (self.waist, self.top);
        let shape = Outline::new()
            .corner(AXIS - half, y)
            .smooth(AXIS, y - 9.0)
            .corner(AXIS + half, y)
            .corner(AXIS + half, y + 16.0)
            .corner(AXIS - half, y + 16.0);
        drawing.add(
            Piece::new(shape, cloth)
                .tone(0.62)
                .form(6.0, -2.0)
                .wrinkle(0.0)
                .ink(&trim::label(AXIS, y - 4.0)),
        );
    }

    /// The waistband with belt loops; `thread` stitches its edges.
    pub fn waistband(&self, drawing: &mut Drawing, cloth: &Arc<Cloth>, thread: Option<Rgb>, loops: bool) {
        let (half, y, low) = (self.waist, self.top, self.top + self.band);
        let shape = Outline::new()
            .corner(AXIS - half, y)
            .smooth(AXIS, y + 7.0)
            .corner(AXIS + half, y)
            .corner(AXIS + half + 2.0, low)
            .smooth(AXIS, low + 7.0)
            .corner(AXIS - half - 2.0, low);
        let ink = thread.map_or(String::new(), |thread| {
            let row = |dy: f32, edge: f32| {
                trim::stitch(
                    &format!(
                        "M{:.1} {:.1}Q{AXIS} {:.1} {:.1} {:.1}",
                        AXIS - half - edge,
                        y + dy,
                        y + dy + 14.0,
                        AXIS + half + edge,
                        y + dy
                    ),
                    thread,
                )
            };
            row(3.0, 0.0) + &row(self.band - 3.0, 1.6)
        });
        drawing.add(
            Piece::new(shape, cloth)
                .grain(AXIS, 0.0, std::f32::consts::FRAC_PI_2)
                .column(30.0, 11.0)
                .wrinkle(0.2)
                .cast(0.4)
                .ink(&ink),
        );
        if loops {
            for x in [0.36, 0.78] {
                let x = AXIS + half * x;
                let drop = 5.0 * (1.0 - ((x - AXIS) / half).powi(2));
                let l = Outline::new()
                    .corner(x - 3.2, y - 2.0 + drop)
                    .corner(x + 3.2, y - 2.0 + drop)
                    .corner(x + 3.4, low + 4.0 + drop)
                    .corner(x - 3.0, low + 4.0 + drop);
                drawing.add_pair(Piece::new(l, cloth).form(3.0, 1.6).wrinkle(0.0).cast(0.6));
            }
        }
    }

    /// The fly: middle seam and the J of stitches.
    pub fn fly(&self, cloth: &Cloth, thread: Rgb) -> String {
        let (y, low) = (self.top + self.band + 5.0, self.crotch - 2.0);
        let seam = format!("M{AXIS} {y}V{low}");
        let j = |dx: f32| {
            format!(
                "M{} {y}V{}Q{} {} {} {}",
                AXIS + 17.0 - dx,
                low - 50.0,
                AXIS + 16.0 - dx,
                low - 26.0,
                AXIS + 1.0,
                low - 18.0 - dx
            )
        };
        trim::seam(&seam, cloth) + &trim::stitch(&j(0.0), thread) + &trim::stitch(&j(3.0), thread)
    }

    /// A slanted pocket opening on the right leg.
    pub fn slant_pocket(&self, cloth: &Cloth, thread: Rgb) -> String {
        let y = self.top + self.band;
        let d = format!(
            "M{} {y}L{} {}",
            AXIS + self.waist - 18.0,
            AXIS + self.hip.0 - 4.0,
            y + 74.0
        );
        let row = format!(
            "M{} {y}L{} {}",
            AXIS + self.waist - 22.0,
            AXIS + self.hip.0 - 8.0,
            y + 74.0
        );
        trim::seam(&d, cloth) + &trim::stitch(&row, thread)
    }

    /// A curved jeans pocket opening on the right leg.
    pub fn scoop_pocket(&self, cloth: &Cloth, thread: Rgb) -> String {
        let y = self.top + self.band + 3.0;
        let curve = |d: f32| {
            let (x, edge) = (AXIS + 25.0 - d, AXIS + self.hip.0 - 7.0);
            format!("M{x} {y}Q{} {} {edge} {}", x + 4.0, y + 38.0 + d, y + 42.0 + d)
        };
        trim::seam(&curve(0.0), cloth)
            + &trim::stitch(&curve(3.0), thread)
            + &trim::stitch(&curve(6.0), thread)
    }

    /// A row of stitches above the hem of the right leg.
    pub fn hem_row(&self, thread: Rgb, up: f32) -> String {
        let y = self.length - up;
        let middle = AXIS + (self.hem.0 + self.hem.1) / 2.0;
        trim::stitch(
            &format!(
                "M{} {y}Q{middle} {} {} {}",
                AXIS + self.hem.0,
                y + 8.0,
                AXIS + self.hem.1,
                y + 1.0
            ),
            thread,
        )
    }

    /// The pressed crease down the right leg.
    pub fn crease(&self) -> Fold {
        let at = |pair: Point, y: f32| (AXIS + (pair.0 + pair.1) / 2.0, y);
        let (top, knee, low) = (
            (AXIS + 44.0, self.top + self.band + 40.0),
            at(self.knee, self.knee_height()),
            at(self.hem, self.length + 4.0),
        );
        Fold::new(top, knee, low, 3.0, 2.1).peaking(0.3).to_the_end()
    }

    /// The outer seam of the right leg, `inset` units inside.
    pub fn side_seam(&self, inset: f32) -> String {
        let line = Outline::line()
            .corner(AXIS + self.waist - inset, self.top + self.band)
            .smooth(AXIS + self.hip.0 - inset, self.hip.1)
            .smooth(AXIS + self.knee.0 - inset, self.knee_height())
            .corner(AXIS + self.hem.0 - inset, self.length);
        path_of(&line.points(8))
    }
}

/// Worn places of denim on the right leg: thigh and knee, and dark sides.
pub fn worn(legs: &Legs, amount: f32) -> Vec<Wash> {
    let knee = legs.knee_height();
    vec![
        ((AXIS + 46.0, mix(legs.crotch, knee, 0.3)), 22.0, 96.0, amount),
        (
            (AXIS + (legs.knee.0 + legs.knee.1) / 2.0, knee + 10.0),
            17.0,
            50.0,
            amount * 0.7,
        ),
        ((AXIS + legs.hem.0, legs.length), 30.0, 16.0, amount * 0.4),
    ]
}

/// Copper or silver rivets at the pocket ends of jeans.
pub fn rivets(legs: &Legs, metal: Rgb) -> String {
    let y = legs.top + legs.band;
    [(26.0, 7.0), (legs.hip.0 - 10.0, 42.0)]
        .iter()
        .flat_map(|&(x, dy)| [AXIS + x, AXIS - x].map(|x| trim::stud(x, y + dy, 2.0, toned(metal, 0.9))))
        .collect()
}
