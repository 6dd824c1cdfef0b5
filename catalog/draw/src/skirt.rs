//! The lower half of skirts and dresses, and how it falls.

use std::sync::Arc;

use rand::Rng;
use rand::rngs::StdRng;

use crate::cloth::Cloth;
use crate::curve::{AXIS, Outline, mix};
use crate::piece::{Drawing, Piece};
use crate::relief::Fold;
use crate::trim;

/// Measures of a skirt, in units; half-widths are from the axis.
#[derive(Clone, Copy, Debug)]
pub struct Skirt {
    /// Page height of its upper edge.
    pub top: f32,
    /// Half-width at the waist.
    pub waist: f32,
    /// Half-width at the hip, 70 units lower.
    pub hip: f32,
    /// Half-width at the hem.
    pub hem: f32,
    /// Page height of the hem at the side.
    pub length: f32,
}

impl Skirt {
    /// The outline; the hem hangs a little lower in the middle.
    pub fn outline(&self) -> Outline {
        let drop = 4.0 + self.hem * 0.07;
        let hip_y = self.top + (70.0f32).min((self.length - self.top) * 0.4);
        Outline::new()
            .smooth(AXIS, self.top + 4.0)
            .corner(AXIS + self.waist, self.top)
            .smooth(AXIS + self.hip, hip_y)
            .corner(AXIS + self.hem, self.length)
            .smooth(AXIS + self.hem * 0.55, self.length + drop * 0.8)
            .smooth(AXIS, self.length + drop)
            .mirrored()
    }

    /// Folds that fall from the waist to the hem and grow on their way.
    pub fn falls(&self, rng: &mut StdRng, n: usize, height: f32) -> Vec<Fold> {
        (0..n)
            .map(|i| {
                let t = (i as f32 + 0.5) / n as f32 * 2.0 - 1.0 + rng.random_range(-0.05..0.05);
                let start = (
                    AXIS + t * self.waist * 0.94,
                    mix(self.top, self.length, rng.random_range(0.02..0.4)),
                );
                let end = (AXIS + t * self.hem * 0.98, self.length + 12.0);
                let bend = (
                    AXIS + t * mix(self.waist, self.hem, 0.42),
                    mix(start.1, end.1, 0.5),
                );
                let sign = if i % 2 == 0 { 1.0 } else { -0.9 };
                Fold::new(
                    start,
                    bend,
                    end,
                    rng.random_range(5.0..9.0),
                    height * sign * rng.random_range(0.7..1.25),
                )
                .peaking(0.62)
                .to_the_end()
            })
            .collect()
    }

    /// `n` pressed pleats: a sharp edge each, from the waist to the hem.
    pub fn pleats(&self, n: usize, height: f32) -> (Vec<Fold>, String) {
        let mut folds = Vec::new();
        let mut lines = String::new();
        for i in 0..=n {
            let t = i as f32 / n as f32 * 2.0 - 1.0;
            let (a, b) = (
                (AXIS + t * self.waist, self.top),
                (AXIS + t * self.hem, self.length + 10.0),
            );
            let via = (
                AXIS + t * mix(self.waist, self.hem, 0.5).max(self.hip * 0.96),
                mix(a.1, b.1, 0.4),
            );
            let width = self.hem / n as f32;
            let mut ridge = Fold::new(
                (a.0 - 2.0, a.1),
                (via.0 - width * 0.35, via.1),
                (b.0 - width * 0.4, b.1),
                width * 0.45,
                height,
            )
            .to_the_end();
            ridge.peak = 0.3;
            folds.push(ridge);
            lines.push_str(&format!(
                "M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}",
                a.0, a.1, via.0, via.1, b.0, b.1
            ));
        }
        (folds, lines)
    }

    /// Pulls across the hips of a narrow skirt.
    pub fn pulls(&self, rng: &mut StdRng, strength: f32) -> Vec<Fold> {
        let mut folds = Vec::new();
        for side in [-1.0, 1.0] {
            for _ in 0..4 {
                let y = mix(self.top + 30.0, self.length - 30.0, rng.random_range(0.0..1.0));
                let edge = AXIS + side * (self.hip - 3.0);
                let inner = AXIS + side * self.hip * rng.random_range(0.3..0.6);
                let drop = rng.random_range(-4.0..18.0);
                folds.push(
                    Fold::new(
                        (edge, y),
                        (mix(edge, inner, 0.5), y + 2.0),
                        (inner, y + drop),
                        4.4,
                        strength * rng.random_range(0.6..1.2),
                    )
                    .peaking(0.15),
                );
            }
        }
        folds
    }

    /// The skirt as a piece of `cloth`.
    pub fn piece(&self, cloth: &Arc<Cloth>) -> Piece {
        Piece::new(self.outline(), cloth)
            .grain(AXIS, self.top, 0.0)
            .column(44.0, 18.0)
            .rim(0.5)
            .contour(0.7)
            .cast(0.3)
    }

    /// A row of stitches along the hem.
    pub fn hem_row(&self, cloth: &Cloth) -> String {
        let y = self.length - 9.0;
        let low = y + (4.0 + self.hem * 0.07) * 2.0;
        trim::stitch(
            &format!("M{} {y}Q{AXIS} {low} {} {y}", AXIS - self.hem, AXIS + self.hem),
            trim::thread(cloth),
        )
    }

    /// A band of `height` around the waist, above the upper edge.
    pub fn waistband(&self, drawing: &mut Drawing, cloth: &Arc<Cloth>, height: f32) {
        let (half, y) = (self.waist, self.top);
        let back = Outline::new()
            .corner(AXIS - half + 1.0, y - height)
            .smooth(AXIS, y - height - 8.0)
            .corner(AXIS + half - 1.0, y - height)
            .corner(AXIS + half - 1.0, y)
            .corner(AXIS - half + 1.0, y);
        drawing.add(
            Piece::new(back, cloth)
                .tone(0.62)
                .form(5.0, -2.0)
                .wrinkle(0.0)
                .ink(&trim::label(AXIS, y - height - 4.0)),
        );
        let band = Outline::new()
            .corner(AXIS - half, y - height)
            .smooth(AXIS, y - height + 6.0)
            .corner(AXIS + half, y - height)
            .corner(AXIS + half + 1.0, y + 1.0)
            .smooth(AXIS, y + 7.0)
            .corner(AXIS - half - 1.0, y + 1.0);
        drawing.add(
            Piece::new(band, cloth)
                .grain(AXIS, 0.0, 0.0)
                .column(30.0, 11.0)
                .wrinkle(0.3)
                .cast(0.4),
        );
    }
}
