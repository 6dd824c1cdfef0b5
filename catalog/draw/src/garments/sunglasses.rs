//! Sunglasses: round, cat-eye, square and aviator.

use super::one_of;
use crate::cloth::{Cloth, METAL, Material, PATENT};
use crate::curve::{AXIS, Outline, Point, strip};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette::{self, Rgb, Shade};
use crate::pattern::Pattern;
use crate::piece::{Drawing, Ground, Piece};
use rand::rngs::StdRng;

/// The frame material of sunglasses: polished, without grain.
static ACETATE: Material = Material {
    name: "acetate",
    wrinkle: 0.0,
    ..PATENT
};

/// Sunglasses: round, cat-eye, square and aviator.
pub fn sunglasses(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Unisex, Gender::Women, Gender::Men]);
    let noun = one_of(
        rng,
        &[
            "round sunglasses",
            "cat-eye sunglasses",
            "square sunglasses",
            "aviator sunglasses",
        ],
    );
    let wire = noun == "aviator sunglasses";
    let ground: &'static Shade = if wire {
        one_of(rng, &[&palette::GOLD, &palette::SILVER, &palette::BLACK])
    } else {
        one_of(
            rng,
            &[
                &palette::BLACK,
                &palette::BROWN,
                &palette::OXBLOOD,
                &palette::NAVY,
                &palette::CREAM,
                &palette::FOREST,
                &palette::RED,
                &palette::BLUSH,
                &palette::CAMEL,
            ],
        )
    };
    let material: &'static Material = if wire { &METAL } else { &ACETATE };
    let chosen = Chosen::from(rng, &[material], &[Pattern::Plain], ground);
    let cloth = &chosen.cloth;
    let tint: Rgb = one_of(
        rng,
        &[
            [0.14, 0.14, 0.16],
            [0.25, 0.17, 0.11],
            [0.13, 0.21, 0.20],
            [0.20, 0.15, 0.24],
        ],
    );
    let mut drawing = Drawing::new();
    drawing.ground = Ground::Standing(396.0);
    // The temples, folded open behind the front.
    for s in [-1.0, 1.0] {
        let x = |v: f32| AXIS + s * v;
        let arm: Vec<Point> = Outline::line()
            .corner(x(158.0), 322.0)
            .smooth(x(166.0), 304.0)
            .smooth(x(146.0), 286.0)
            .corner(x(96.0), 276.0)
            .points(8);
        drawing.add(
            Piece::new(strip(&arm, s * if wire { 4.0 } else { 11.0 }), cloth)
                .tone(0.72)
                .form(6.0, 3.0),
        );
    }
    let (outer, inner) = lens_pair(noun);
    let at = |lens: &Outline, s: f32| lens.mapped(|(x, y)| (AXIS + s * x, 340.0 + y));
    for s in [-1.0, 1.0] {
        let glass = Cloth::plain(&PATENT, tint, 3);
        drawing.add(
            Piece::new(at(&inner, s), &glass)
                .form(60.0, 10.0)
                .wrinkle(0.0)
                .rim(0.2)
                .opacity(0.93)
                .washes([((AXIS + s * 92.0, 384.0), 60.0, 44.0, 0.30)]),
        );
        let x = AXIS + s * 88.0;
        drawing.line(format!(
            "<path d='M{:.1} 362L{:.1} 310L{:.1} 308L{:.1} 368Z' fill='#fff' opacity='.12'/>",
            x - 40.0,
            x - 4.0,
            x + 14.0,
            x - 26.0
        ));
        drawing.add(
            Piece::new(at(&outer, s), cloth)
                .hole(at(&inner, s))
                .form(if wire { 4.0 } else { 9.0 }, if wire { 2.4 } else { 5.0 })
                .rim(0.5)
                .cast(0.6),
        );
    }
    let bridge: Vec<Point> = Outline::line()
        .corner(AXIS - 24.0, 318.0)
        .smooth(AXIS, 308.0)
        .corner(AXIS + 24.0, 318.0)
        .points(8);
    drawing.add(
        Piece::new(strip(&bridge, if wire { 4.0 } else { 12.0 }), cloth)
            .form(6.0, 3.0)
            .cast(0.3),
    );
    if wire {
        let bar: Vec<Point> = Outline::line()
            .corner(AXIS - 60.0, 291.0)
            .smooth(AXIS, 287.0)
            .corner(AXIS + 60.0, 291.0)
            .points(8);
        drawing.add(Piece::new(strip(&bar, 4.0), cloth).form(4.0, 2.0).cast(0.3));
    }
    Garment::new(drawing, noun, &chosen, gender)
        .details(&["tinted lenses", if wire { "double bridge" } else { "full frame" }])
        .worn(
            &["classic", "playful", "edgy"],
            &["beach", "travel", "casual"],
            &["summer", "spring"],
        )
}

/// The outer and inner edge of the right lens, about the middle of the front.
fn lens_pair(noun: &str) -> (Outline, Outline) {
    let shape = |nodes: &[Point]| nodes.iter().fold(Outline::new(), |o, &(x, y)| o.smooth(x, y));
    let nodes: Vec<Point> = match noun {
        "round sunglasses" => (0..12)
            .map(|i| {
                let a = i as f32 / 12.0 * std::f32::consts::TAU;
                (90.0 + 70.0 * a.cos(), 8.0 + 64.0 * a.sin())
            })
            .collect(),
        "cat-eye sunglasses" => vec![
            (18.0, -16.0),
            (60.0, -42.0),
            (120.0, -54.0),
            (176.0, -62.0),
            (166.0, -14.0),
            (138.0, 36.0),
            (86.0, 48.0),
            (36.0, 32.0),
        ],
        "square sunglasses" => vec![
            (18.0, -30.0),
            (40.0, -46.0),
            (96.0, -50.0),
            (152.0, -48.0),
            (168.0, -32.0),
            (164.0, 20.0),
            (146.0, 48.0),
            (90.0, 54.0),
            (36.0, 46.0),
            (20.0, 18.0),
        ],
        _ => vec![
            (16.0, -30.0),
            (50.0, -48.0),
            (110.0, -50.0),
            (158.0, -44.0),
            (168.0, -14.0),
            (152.0, 42.0),
            (110.0, 72.0),
            (62.0, 66.0),
            (28.0, 28.0),
        ],
    };
    let centre = (92.0, 4.0);
    let shrink = match noun {
        "aviator sunglasses" => 0.945,
        "round sunglasses" => 0.86,
        _ => 0.80,
    };
    let inner: Vec<Point> = nodes
        .iter()
        .map(|&(x, y)| {
            (
                centre.0 + (x - centre.0) * shrink,
                centre.1 + (y - centre.1) * (shrink - 0.02) + 2.0,
            )
        })
        .collect();
    (shape(&nodes), shape(&inner))
}
