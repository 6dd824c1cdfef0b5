//! Scarves: woven with a fringe, knitted, or silk.

use super::one_of;
use crate::cloth::{CABLE_KNIT, CHUNKY_KNIT, RIB_KNIT, SATIN, SILK, WOOL_BLEND};
use crate::curve::{AXIS, Outline};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette::{self, css, toned};
use crate::pattern::Pattern;
use crate::piece::{Drawing, Piece};
use crate::relief::Fold;
use rand::rngs::StdRng;

/// A scarf, folded once and hanging: woven, knitted or silk.
pub fn scarf(rng: &mut StdRng) -> Garment {
    let kind = one_of(rng, &["wool scarf", "knitted scarf", "silk scarf"]);
    let ground = palette::any(rng);
    let chosen = match kind {
        "wool scarf" => Chosen::from(
            rng,
            &[&WOOL_BLEND],
            &[
                Pattern::Tartan(84.0),
                Pattern::Plain,
                Pattern::Houndstooth(22.0),
                Pattern::Herringbone(10.0),
                Pattern::Bands(70.0),
                Pattern::Windowpane(50.0),
            ],
            ground,
        ),
        "knitted scarf" => Chosen::from(
            rng,
            &[&CHUNKY_KNIT, &CABLE_KNIT, &RIB_KNIT],
            &[Pattern::Plain],
            ground,
        ),
        _ => Chosen::from(
            rng,
            &[&SILK, &SATIN],
            &[
                Pattern::Floral(110.0),
                Pattern::Dots(20.0),
                Pattern::Leopard(70.0),
                Pattern::Leaf(110.0),
                Pattern::Abstract(100.0),
            ],
            ground,
        ),
    };
    let cloth = &chosen.cloth;
    let mut drawing = Drawing::new();
    let fringe = kind == "wool scarf";
    let falls = |x: f32, low: f32, n: usize| -> Vec<Fold> {
        (0..n)
            .map(|i| {
                let px = x - 44.0 + 88.0 * (i as f32 + 0.5) / n as f32;
                Fold::new(
                    (px, 150.0),
                    (px + 6.0, 300.0),
                    (px + 2.0, low),
                    6.5,
                    if i % 2 == 0 { 2.8 } else { -2.4 },
                )
                .peaking(0.4)
                .to_the_end()
            })
            .collect()
    };
    for (dx, low, tone) in [(52.0, 520.0, 0.9), (-46.0, 574.0, 1.0)] {
        let x = AXIS + dx;
        if fringe {
            let thread = css(toned(cloth.base, 0.86 * tone));
            let mut strands = String::new();
            for i in 0..22 {
                let px = x - 52.0 + 104.0 * i as f32 / 21.0;
                let sway = if i % 2 == 0 { 2.5 } else { -2.0 };
                strands += &format!("M{px:.1} {:.1}q{sway} 14 {:.1} 28", low - 2.0, sway * 0.4);
            }
            drawing.trim(format!("<path d='{strands}' fill='none' stroke='{thread}' stroke-width='2.5' stroke-linecap='round'/>"));
        }
        let tail = Outline::new()
            .corner(x - 40.0, 110.0)
            .corner(x + 40.0, 110.0)
            .smooth(x + 50.0, 260.0)
            .corner(x + 55.0, low)
            .smooth(x, low + 5.0)
            .corner(x - 55.0, low)
            .smooth(x - 50.0, 260.0);
        let folds = falls(x, low, if kind == "knitted scarf" { 2 } else { 5 });
        drawing.add(
            Piece::new(tail, cloth)
                .grain(x, 110.0, 0.0)
                .column(26.0, 11.0)
                .tone(tone)
                .folds(folds)
                .cast(0.7),
        );
    }
    let loop_front = Outline::new()
        .smooth(AXIS - 100.0, 130.0)
        .smooth(AXIS - 70.0, 78.0)
        .smooth(AXIS, 62.0)
        .smooth(AXIS + 72.0, 80.0)
        .smooth(AXIS + 104.0, 134.0)
        .smooth(AXIS + 76.0, 190.0)
        .smooth(AXIS, 216.0)
        .smooth(AXIS - 78.0, 188.0);
    let wraps = (0..6).map(|i| {
        let y = 116.0 + 15.0 * i as f32;
        Fold::new(
            (AXIS - 90.0, y - 12.0),
            (AXIS, y + 36.0),
            (AXIS + 92.0, y - 12.0),
            6.0,
            if i % 2 == 0 { 3.2 } else { -2.6 },
        )
        .peaking(0.5)
    });
    drawing.add(
        Piece::new(loop_front, cloth)
            .grain(AXIS, 110.0, 1.45)
            .form(40.0, 22.0)
            .folds(wraps)
            .cast(0.8),
    );
    let hole = Outline::new()
        .smooth(AXIS - 46.0, 100.0)
        .smooth(AXIS, 84.0)
        .smooth(AXIS + 48.0, 100.0)
        .smooth(AXIS, 122.0);
    drawing.add(Piece::new(hole, cloth).tone(0.48).form(10.0, -5.0).cast(0.0));
    let warm = kind != "silk scarf";
    Garment::new(drawing, "scarf", &chosen, Gender::Unisex)
        .details(&[if fringe { "fringe" } else { "straight ends" }])
        .worn(
            if warm {
                &["cosy", "classic"]
            } else {
                &["elegant", "feminine"]
            },
            if warm {
                &["winter", "casual"]
            } else {
                &["work", "party", "travel"]
            },
            if warm {
                &["winter", "autumn"]
            } else {
                &["spring", "summer"]
            },
        )
}
