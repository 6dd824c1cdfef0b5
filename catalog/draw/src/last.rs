//! The shoemaker's last: the side view of a foot on its sole, toe to the left.
//!
//! Uppers are cut in the last's own coordinates (along the foot, and up from the
//! sole), so that the same cut sits on a flat sole and on a high heel.

use std::sync::Arc;

use crate::cloth::Cloth;
use crate::curve::{Outline, Point, mix};
use crate::piece::{Drawing, Ground, Piece};

/// Page height of the ground under a shoe.
pub const FLOOR: f32 = 430.0;
/// Page place of the toe.
pub const TOE: f32 = 64.0;
/// Page place of the heel's back.
pub const BACK: f32 = 404.0;

/// A foot's side view on a heel `lift` units high and a sole `sole` units thick.
#[derive(Clone, Copy, Debug)]
pub struct Last {
    /// Height of the heel.
    pub lift: f32,
    /// Thickness of the sole under the ball of the foot.
    pub sole: f32,
}

/// A node of an upper: along the foot, up from the sole, and whether it is smooth.
pub type Cut = (f32, f32, bool);

impl Last {
    /// How far the foot's sole is above the ground at `x`.
    pub fn rise(&self, x: f32) -> f32 {
        let t = ((x - 178.0) / 190.0).clamp(0.0, 1.0);
        let spring = ((140.0 - x) / 76.0).clamp(0.0, 1.0).powi(2) * 7.0;
        self.sole + spring + self.lift * t * t * (3.0 - 2.0 * t)
    }

    /// The page point `up` units above the foot's sole at `x`; high heels shorten the foot.
    pub fn at(&self, x: f32, up: f32) -> Point {
        let short = ((x - 178.0) / 226.0).max(0.0) * self.lift * 0.22;
        // The cuts are drawn on a slim foot; a last with some instep is this much higher.
        let height = if up > 0.0 { up * 1.24 } else { up };
        (x - short, FLOOR - self.rise(x) - height)
    }

    /// The outline through nodes of the last's coordinates.
    pub fn cut(&self, nodes: &[Cut]) -> Outline {
        nodes.iter().fold(Outline::new(), |outline, &(x, up, smooth)| {
            let (px, py) = self.at(x, up);
            if smooth {
                outline.smooth(px, py)
            } else {
                outline.corner(px, py)
            }
        })
    }

    /// A line through places of the last's coordinates, as SVG path data.
    pub fn line(&self, places: &[Point]) -> String {
        let last = places.len().saturating_sub(1);
        let line = places
            .iter()
            .enumerate()
            .fold(Outline::line(), |line, (i, &(x, up))| {
                let (px, py) = self.at(x, up);
                if i == 0 || i == last {
                    line.corner(px, py)
                } else {
                    line.smooth(px, py)
                }
            });
        line.d()
    }

    /// The lower edge of an upper, from the heel's back to the toe.
    pub fn feather(&self) -> Vec<Cut> {
        (0..=12)
            .map(|i| {
                (
                    mix(BACK - 2.0, TOE + 2.0, i as f32 / 12.0),
                    -1.0,
                    i != 0 && i != 12,
                )
            })
            .collect()
    }

    /// The sole from toe to heel, `thick` units thick at the heel's breast.
    pub fn sole_piece(&self, cloth: &Arc<Cloth>, thick: f32) -> Piece {
        let mut outline = Outline::new();
        for i in 0..=14 {
            let (x, y) = self.at(mix(TOE - 3.0, BACK + 2.0, i as f32 / 14.0), 1.5);
            outline = if i == 0 || i == 14 {
                outline.corner(x, y)
            } else {
                outline.smooth(x, y)
            };
        }
        for i in (0..=14).rev() {
            let x = mix(TOE + 1.0, BACK - 1.0, i as f32 / 14.0);
            let (px, py) = self.at(x, -thick.min(self.rise(x) + 3.0));
            outline = if i == 0 || i == 14 {
                outline.corner(px, py)
            } else {
                outline.smooth(px, py)
            };
        }
        Piece::new(outline, cloth)
            .form(4.0, 2.2)
            .wrinkle(0.0)
            .rim(0.7)
            .cast(0.3)
    }

    /// A heel between `front` and the back of the foot, `foot` units broad on the ground.
    pub fn heel_piece(&self, cloth: &Arc<Cloth>, front: f32, foot: f32) -> Piece {
        let (breast, back) = (self.at(front, -2.0), self.at(BACK, 2.0));
        let end = back.0 - mix(0.0, 10.0, (self.lift / 120.0).min(1.0)) + 1.0;
        let outline = Outline::new()
            .corner(breast.0, breast.1)
            .corner(back.0, back.1)
            .smooth(mix(back.0, end, 0.45) + 1.0, mix(back.1, FLOOR, 0.35))
            .corner(end, FLOOR)
            .corner(end - foot, FLOOR)
            .smooth(mix(end - foot, breast.0, 0.10) + 1.5, mix(FLOOR, breast.1, 0.5))
            .smooth(mix(end - foot, breast.0, 0.42) + 1.5, mix(FLOOR, breast.1, 0.84));
        Piece::new(outline, cloth).form(9.0, 5.0).wrinkle(0.0).cast(0.3)
    }
}

/// The shoe with its twin behind it, standing on the ground.
pub fn pair(shoe: Drawing, dx: f32, dy: f32) -> Drawing {
    let mut drawing = shoe.clone().moved(0.96, dx + 8.0, dy + 14.0);
    drawing.append(shoe);
    drawing.ground = Ground::Standing(FLOOR);
    drawing
}
