//! Belts.

use super::{chance, one_of};
use crate::cloth::{CALF, Cloth, PATENT, SUEDE};
use crate::curve::{AXIS, Outline, Point, path_of};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette::{self, css, toned};
use crate::pattern::Pattern;
use crate::piece::{Drawing, Ground, Piece};
use crate::trim;
use rand::rngs::StdRng;

/// A leather belt, rolled up, with its buckle in front.
pub fn belt(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Women, Gender::Men, Gender::Unisex]);
    let ground = palette::pick(rng, palette::LEATHERS);
    let chosen = Chosen::from(rng, &[&CALF, &SUEDE, &PATENT, &CALF], &[Pattern::Plain], ground);
    let cloth = &chosen.cloth;
    let wide = gender == Gender::Women && chance(rng, 40);
    let width = if wide { 62.0 } else { 40.0 };
    let metal = one_of(rng, &[palette::GOLD.rgb(), palette::SILVER.rgb()]);
    let mut drawing = Drawing::new();
    drawing.ground = Ground::Standing(322.0 + 44.0 + width);
    // A roll standing on its edge, seen from a little above: the opening with the
    // edges of the inner turns, then the near wall.
    let (rx, ry, top) = (140.0, 44.0, 322.0);
    let arc = |grow: f32, from: f32, to: f32, n: usize| -> Vec<Point> {
        let spaced = (0..=n).map(|k| std::f32::consts::PI * (from + (to - from) * k as f32 / n as f32));
        spaced
            .map(|a| (AXIS + rx * grow * a.cos(), top + ry * grow * a.sin()))
            .collect()
    };
    let opening = arc(1.0, 0.0, 1.94, 31)
        .iter()
        .fold(Outline::new(), |o, &(x, y)| o.smooth(x, y));
    let inside = Cloth::plain(&SUEDE, toned(cloth.base, 0.8), 3);
    drawing.add(
        Piece::new(opening, &inside)
            .tone(0.6)
            .form(20.0, -8.0)
            .wrinkle(0.0),
    );
    let mut edges = String::new();
    for (grow, width) in [(0.76, 4.0), (0.87, 4.0), (0.98, 4.6)] {
        let d = path_of(&arc(grow, 0.0, 2.0, 60));
        let (dark, light) = (css(toned(cloth.base, 0.55)), css(toned(cloth.base, 1.12)));
        edges += &format!(
            "<path d='{d}' fill='none' stroke='{dark}' stroke-width='{}'/><path d='{d}' fill='none' stroke='{light}' stroke-width='{}'/>",
            width + 2.0,
            width - 1.6
        );
    }
    drawing.trim(edges);
    let near = arc(1.0, 1.0, 0.0, 30);
    let below: Vec<Point> = near.iter().rev().map(|&(x, y)| (x, y + width)).collect();
    let row = |dy: f32| path_of(&near.iter().map(|&(x, y)| (x, y + dy)).collect::<Vec<_>>());
    let rows =
        trim::stitch(&row(4.5), trim::thread(cloth)) + &trim::stitch(&row(width - 4.5), trim::thread(cloth));
    drawing.add(
        Piece::new(Outline::new().along(&near).along(&below), cloth)
            .column(60.0, 34.0)
            .rim(1.0)
            .wrinkle(0.1)
            .cast(0.7)
            .ink(&rows),
    );
    let y = top + ry + width / 2.0 - 1.0;
    let end = Outline::new()
        .corner(AXIS - 12.0, y - width / 2.0 + 1.0)
        .corner(AXIS + 92.0, y - width / 2.0 - 9.0)
        .smooth(AXIS + 106.0, y - 12.0)
        .corner(AXIS + 92.0, y + width / 2.0 - 11.0)
        .corner(AXIS - 12.0, y + width / 2.0 - 1.0);
    drawing.add(Piece::new(end, cloth).form(12.0, 4.0).wrinkle(0.1).cast(0.8));
    for k in 0..4 {
        let x = AXIS + 32.0 + 16.0 * k as f32;
        drawing.line(format!(
            "<ellipse cx='{x:.1}' cy='{:.1}' rx='2.4' ry='3' fill='#0c0908' opacity='.8'/>",
            y - (x - AXIS) * 0.1
        ));
    }
    drawing.trim(trim::buckle(
        AXIS - 8.0,
        y,
        if wide { 58.0 } else { 42.0 },
        width + 14.0,
        metal,
    ));
    let metal_name = if metal == palette::GOLD.rgb() {
        "gold buckle"
    } else {
        "silver buckle"
    };
    Garment::new(drawing, if wide { "wide belt" } else { "belt" }, &chosen, gender)
        .details(&[metal_name])
        .worn(
            &["classic", "smart"],
            &["work", "casual"],
            &["spring", "summer", "autumn", "winter"],
        )
}
