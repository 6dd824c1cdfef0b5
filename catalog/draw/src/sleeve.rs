//! Set-in sleeves, short and long, and how they fold.

use crate::bodice::Bodice;
use crate::cloth::Cloth;
use crate::curve::{Outline, Point, between, mix, strip};
use crate::piece::{Drawing, Piece};
use crate::relief::Fold;
use crate::trim;
use rand::Rng;
use std::sync::Arc;

/// Measures of a set-in sleeve, in units.
#[derive(Clone, Copy, Debug)]
pub struct Sleeve {
    /// From the shoulder tip to the cuff.
    pub length: f32,
    /// Its fall, in degrees below the horizontal.
    pub fall: f32,
    /// Breadth at the cuff.
    pub cuff: f32,
    /// Fullness over the shoulder and before the cuff.
    pub puff: f32,
}

impl Sleeve {
    /// A short sleeve.
    pub fn short() -> Self {
        Sleeve {
            length: 78.0,
            fall: 49.0,
            cuff: 64.0,
            puff: 2.0,
        }
    }

    /// A long sleeve.
    pub fn long() -> Self {
        Sleeve {
            length: 286.0,
            fall: 75.0,
            cuff: 35.0,
            puff: 3.0,
        }
    }

    /// The word for its length in titles and tags.
    pub fn name(&self) -> &'static str {
        match self.length {
            l if l < 50.0 => "cap-sleeve",
            l if l < 130.0 => "short-sleeve",
            l if l < 230.0 => "three-quarter-sleeve",
            _ => "long-sleeve",
        }
    }

    /// The cuff's outer and inner corner on the right.
    pub fn wrist(&self, body: &Bodice) -> (Point, Point) {
        let (sin, cos) = self.fall.to_radians().sin_cos();
        let tip = body.tip();
        let outer = (tip.0 + self.length * cos, tip.1 + self.length * sin);
        (outer, (outer.0 - self.cuff * sin, outer.1 + self.cuff * cos))
    }

    /// Which way the cloth turns with the sleeve, in radians.
    pub fn turn(&self) -> f32 {
        (self.fall - 90.0).to_radians()
    }

    /// The right sleeve's outline; it reaches a little under the body.
    pub fn outline(&self, body: &Bodice) -> Outline {
        let (tip, arm) = (body.tip(), body.arm());
        let (outer, inner) = self.wrist(body);
        let (sin, cos) = self.fall.to_radians().sin_cos();
        let out = |p: Point, d: f32| (p.0 + d * sin, p.1 - d * cos);
        let puff = self.puff;
        let cap = out(
            between(tip, outer, (20.0 / self.length).min(0.3)),
            5.0 + puff * 1.1,
        );
        let elbow = out(between(tip, outer, 0.52), 5.0 + puff * 0.6);
        let fore = out(between(tip, outer, 0.84), 2.5 + puff);
        let mut shape = Outline::new()
            .corner(tip.0 - 18.0, tip.1 - 2.0)
            .smooth(tip.0 - 2.0, tip.1 - puff * 0.8)
            .smooth(cap.0, cap.1);
        if self.length > 130.0 {
            shape = shape.smooth(elbow.0, elbow.1).smooth(fore.0, fore.1);
        }
        shape = shape.corner(outer.0, outer.1).corner(inner.0, inner.1);
        if self.length > 130.0 {
            let a = out(between(inner, arm, 0.14), -(1.5 + puff));
            let b = out(between(inner, arm, 0.5), -(2.0 + puff * 0.5));
            shape = shape.smooth(a.0, a.1).smooth(b.0, b.1);
        }
        shape
            .corner(arm.0 - 2.0, arm.1 + 2.0)
            .corner(arm.0 - 22.0, arm.1 - 4.0)
    }

    /// Folds of the right sleeve: pulls at the underarm, creases at the elbow and the cuff.
    pub fn folds(&self, body: &Bodice, rng: &mut impl Rng, strength: f32) -> Vec<Fold> {
        let (tip, arm) = (body.tip(), body.arm());
        let (outer, inner) = self.wrist(body);
        let mut folds = Vec::new();
        let n = if self.length > 130.0 { 3 } else { 2 };
        for i in 0..n {
            let t = 0.12 + 0.10 * i as f32 + rng.random_range(-0.03..0.03);
            let start = (arm.0 - 2.0 + i as f32 * 2.0, arm.1 - 6.0 + 5.0 * i as f32);
            let end = between(
                between(tip, outer, t * (300.0 / (self.length + 60.0)).min(2.0)),
                start,
                0.25,
            );
            let mid = between(start, end, 0.5);
            folds.push(
                Fold::new(
                    start,
                    (mid.0 + 5.0, mid.1 + 5.0),
                    end,
                    4.0,
                    strength * rng.random_range(0.8..1.5),
                )
                .peaking(0.2),
            );
        }
        if self.length > 130.0 {
            let across = |t: f32, from: f32, to: f32, slant: f32| {
                let (o, i) = (
                    between(tip, outer, t),
                    between(arm, inner, ((t - 0.25) / 0.75).clamp(0.0, 1.0)),
                );
                let (p, q) = (between(i, o, from), between(i, o, to));
                ((p.0, p.1 - slant), (q.0, q.1 + slant))
            };
            for i in 0..5 {
                let t = 0.44 + 0.055 * i as f32 + rng.random_range(-0.02..0.02);
                let slant = rng.random_range(2.0..11.0) * if i % 2 == 0 { 1.0 } else { -1.0 };
                let (a, b) = across(t, 0.02, rng.random_range(0.5..0.85), slant);
                let mid = between(a, b, 0.5);
                folds.push(
                    Fold::new(
                        a,
                        (mid.0, mid.1 + 4.0),
                        b,
                        3.4,
                        strength * rng.random_range(0.7..1.5),
                    )
                    .peaking(0.2),
                );
            }
            for i in 0..3 {
                let t = 0.82 + 0.05 * i as f32;
                let (a, b) = across(t, 0.95, rng.random_range(0.3..0.5), rng.random_range(-7.0..2.0));
                let mid = between(a, b, 0.5);
                folds.push(
                    Fold::new(
                        a,
                        (mid.0, mid.1 + 3.0),
                        b,
                        3.2,
                        strength * rng.random_range(0.6..1.2),
                    )
                    .peaking(0.2),
                );
            }
            let (a, b) = (between(tip, outer, 0.16), between(tip, outer, 0.9));
            folds.push(
                Fold::new(
                    (a.0 - 9.0, a.1 + 8.0),
                    (b.0 - 22.0, mix(a.1, b.1, 0.5)),
                    (b.0 - 14.0, b.1),
                    5.0,
                    strength * -0.9,
                )
                .peaking(0.5),
            );
        }
        folds
    }

    /// Draws both sleeves of `cloth`, with a hem line `hem` units above the cuff where that is positive.
    pub fn draw(
        &self,
        drawing: &mut Drawing,
        body: &Bodice,
        cloth: &Arc<Cloth>,
        rng: &mut impl Rng,
        strength: f32,
        hem: f32,
    ) {
        let (outer, inner) = self.wrist(body);
        let tip = body.tip();
        let (sin, cos) = self.fall.to_radians().sin_cos();
        let mut ink = String::new();
        if hem > 0.0 {
            let d = format!(
                "M{:.2} {:.2}L{:.2} {:.2}",
                outer.0 - hem * cos + 4.0 * sin,
                outer.1 - hem * sin - 4.0 * cos,
                inner.0 - hem * cos - 4.0 * sin,
                inner.1 - hem * sin + 4.0 * cos
            );
            ink = trim::stitch(&d, trim::thread(cloth));
        }
        let piece = Piece::new(self.outline(body), cloth)
            .grain(tip.0, tip.1, self.turn())
            .column(22.0, 9.0)
            .folds(self.folds(body, rng, strength))
            .ink(&ink);
        drawing.add_pair(piece);
        // The dark of the cuff's opening keeps the end of the sleeve from looking cut off.
        let lip = strip(&[outer, between(outer, inner, 0.5), inner], -1.6);
        drawing.add_pair(
            Piece::new(lip, cloth)
                .tone(0.62)
                .form(2.0, 0.2)
                .wrinkle(0.0)
                .cast(0.0),
        );
    }
}
