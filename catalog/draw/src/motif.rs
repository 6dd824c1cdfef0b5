//! Motifs of printed and knitted patterns: flowers, leaves, rosettes, strokes, stars.
//!
//! Each function writes the inside of a tile's SVG; what crosses the tile's edge is
//! drawn again on the other side, so that the tile repeats. See [`crate::pattern`].

use std::fmt::Write as _;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use crate::palette::{Rgb, blend, css, luminance, toned};

/// Writes `motif` turned by `angle` degrees at (`x`, `y`) and at its repeats around a tile of `side`.
fn stamp(out: &mut String, motif: &str, x: f32, y: f32, angle: f32, size: f32, side: f32) {
    for i in -1..=1 {
        for j in -1..=1 {
            let (px, py) = (x + i as f32 * side, y + j as f32 * side);
            let near = |c: f32| c > -size * 2.2 && c < side + size * 2.2;
            if near(px) && near(py) {
                let _ = write!(
                    out,
                    "<g transform='translate({px:.2} {py:.2}) rotate({angle:.1}) scale({size:.3})'>{motif}</g>"
                );
            }
        }
    }
}

/// Places on a jittered grid of `cells` by `cells`, every second row shifted.
fn scattered(rng: &mut StdRng, side: f32, cells: usize, jitter: f32) -> Vec<(f32, f32)> {
    let step = side / cells as f32;
    let mut places = Vec::new();
    for row in 0..cells {
        for column in 0..cells {
            let shift = if row % 2 == 1 { 0.5 } else { 0.0 };
            let x = (column as f32 + 0.25 + shift + rng.random_range(-jitter..jitter)) * step;
            let y = (row as f32 + 0.5 + rng.random_range(-jitter..jitter)) * step;
            places.push((x.rem_euclid(side), y));
        }
    }
    places
}

fn green_for(ground: Rgb) -> Rgb {
    if luminance(ground) < 0.4 {
        [0.50, 0.62, 0.47]
    } else {
        [0.30, 0.44, 0.31]
    }
}

/// A blossom of unit radius: two rings of petals with veins and a centre.
fn blossom(petals: usize, colour: Rgb, heart: Rgb) -> String {
    let mut svg = String::new();
    for (ring, scale, shade) in [(0.0, 1.0, toned(colour, 0.86)), (0.5, 0.72, colour)] {
        for i in 0..petals {
            let angle = (i as f32 + ring) * 360.0 / petals as f32;
            let _ = write!(
                svg,
                "<g transform='rotate({angle:.1}) scale({scale})'><path d='M0 0C.55 -.25 .5 -1 .06 -1Q0 -.9 -.06 -1C-.5 -1 -.55 -.25 0 0Z' \
                 fill='{}'/><path d='M0 -.15L0 -.7' stroke='{}' stroke-width='.05' opacity='.6'/></g>",
                css(shade),
                css(toned(colour, 0.66))
            );
        }
    }
    let _ = write!(
        svg,
        "<circle r='.2' fill='{}'/><circle r='.1' fill='{}'/>",
        css(heart),
        css(toned(heart, 0.7))
    );
    svg
}

/// A leaf of unit length from the origin upwards.
fn leaf(colour: Rgb) -> String {
    format!(
        "<path d='M0 0C.42 -.3 .36 -.8 0 -1C-.36 -.8 -.42 -.3 0 0Z' fill='{}'/>\
         <path d='M0 -.05L0 -.88M0 -.3L.2 -.5M0 -.3L-.2 -.5M0 -.5L.17 -.68M0 -.5L-.17 -.68' stroke='{}' \
         stroke-width='.045' fill='none'/>",
        css(colour),
        css(toned(colour, 0.72))
    )
}

/// Large flowers in two colours among leaves.
pub fn flowers(side: f32, ground: Rgb, first: Rgb, second: Rgb, seed: u32) -> String {
    let mut rng = StdRng::seed_from_u64(u64::from(seed));
    let green = green_for(ground);
    let heart = [0.93, 0.78, 0.36];
    let mut out = String::new();
    let places = scattered(&mut rng, side, 3, 0.16);
    for &(x, y) in &places {
        for _ in 0..3 {
            let angle = rng.random_range(0.0..360.0);
            let colour = blend(green, ground, rng.random_range(0.0..0.35));
            stamp(
                &mut out,
                &leaf(colour),
                x,
                y,
                angle,
                side * rng.random_range(0.15..0.21),
                side,
            );
        }
    }
    for (i, &(x, y)) in places.iter().enumerate() {
        let colour = if i % 3 == 2 { second } else { first };
        let size = side * rng.random_range(0.10..0.145);
        stamp(
            &mut out,
            &blossom(5 + i % 2, colour, heart),
            x,
            y,
            rng.random_range(0.0..360.0),
            size,
            side,
        );
    }
    for (x, y) in scattered(&mut rng, side, 3, 0.2) {
        let bud = format!(
            "<circle r='1' fill='{}'/><circle r='.4' fill='{}'/>",
            css(second),
            css(heart)
        );
        stamp(
            &mut out,
            &bud,
            x + side / 6.0,
            y + side / 6.0,
            0.0,
            side * 0.018,
            side,
        );
    }
    out
}

/// Small flowers scattered with little leaves.
pub fn ditsy(side: f32, ground: Rgb, first: Rgb, second: Rgb, seed: u32) -> String {
    let mut rng = StdRng::seed_from_u64(u64::from(seed));
    let green = green_for(ground);
    let mut out = String::new();
    for (i, (x, y)) in scattered(&mut rng, side, 4, 0.2).into_iter().enumerate() {
        let angle = rng.random_range(0.0..360.0);
        let size = side * 0.06;
        for turn in [70.0, 200.0] {
            stamp(&mut out, &leaf(green), x, y, angle + turn, size * 1.5, side);
        }
        let colour = if i % 2 == 0 { first } else { second };
        stamp(
            &mut out,
            &blossom(5, colour, [0.95, 0.85, 0.5]),
            x,
            y,
            angle,
            size,
            side,
        );
    }
    out
}

/// Sprigs of narrow leaves in two tones.
pub fn leaves(side: f32, ground: Rgb, colour: Rgb, seed: u32) -> String {
    let mut rng = StdRng::seed_from_u64(u64::from(seed));
    let mut out = String::new();
    for (x, y) in scattered(&mut rng, side, 3, 0.12) {
        let tone = blend(colour, ground, rng.random_range(0.0..0.4));
        let blade = leaf(tone);
        let mut sprig = format!(
            "<path d='M0 .1Q.08 -.5 0 -1.1' stroke='{}' stroke-width='.05' fill='none'/>",
            css(toned(tone, 0.8))
        );
        for i in 0..4 {
            let (at, size) = (-0.05 - 0.27 * i as f32, 0.62 - 0.1 * i as f32);
            for turn in [52.0, -52.0] {
                let _ = write!(
                    sprig,
                    "<g transform='translate(.03 {at:.2}) rotate({turn}) scale({:.2} {size:.2})'>{blade}</g>",
                    size * 0.55
                );
            }
        }
        let _ = write!(
            sprig,
            "<g transform='translate(0 -1.05) scale(.22 .42)'>{blade}</g>"
        );
        stamp(
            &mut out,
            &sprig,
            x,
            y,
            rng.random_range(-70.0..70.0),
            side * 0.2,
            side,
        );
    }
    out
}

/// Broken rings with a darker middle.
pub fn leopard(side: f32, ground: Rgb, dark: Rgb, seed: u32) -> String {
    let mut rng = StdRng::seed_from_u64(u64::from(seed));
    let mut out = String::new();
    let middle = css(blend(ground, toned(dark, 1.15), 0.42));
    for (x, y) in scattered(&mut rng, side, 5, 0.2) {
        let mut spot = format!("<ellipse rx='.62' ry='.5' fill='{middle}'/>");
        let mut angle: f32 = rng.random_range(0.0..2.0);
        let end = angle + 5.6;
        while angle < end {
            let (cx, cy, r) = (angle.cos() * 0.74, angle.sin() * 0.6, rng.random_range(0.2..0.33));
            let _ = write!(
                spot,
                "<circle cx='{cx:.2}' cy='{cy:.2}' r='{r:.2}' fill='{}'/>",
                css(dark)
            );
            angle += if rng.random_range(0..4) == 0 { 1.3 } else { 0.42 };
        }
        stamp(
            &mut out,
            &spot,
            x,
            y,
            rng.random_range(0.0..360.0),
            side * rng.random_range(0.058..0.08),
            side,
        );
    }
    out
}

/// Loose dabs of a broad brush in two colours.
pub fn strokes(side: f32, first: Rgb, second: Rgb, seed: u32) -> String {
    let mut rng = StdRng::seed_from_u64(u64::from(seed));
    let mut out = String::new();
    for (i, (x, y)) in scattered(&mut rng, side, 4, 0.22).into_iter().enumerate() {
        let colour = css(if i % 3 == 0 { second } else { first });
        let mut dab = String::new();
        for k in 0..4 {
            let (dy, end) = (k as f32 * 0.22 - 0.33, rng.random_range(0.6..1.1));
            let bow: f32 = rng.random_range(-0.2..0.2);
            let _ = write!(
                dab,
                "<path d='M{:.2} {dy:.2}Q0 {:.2} {end:.2} {dy:.2}' stroke='{colour}' stroke-width='.25' \
                 stroke-linecap='round' fill='none' opacity='.86'/>",
                -end,
                dy + bow
            );
        }
        stamp(
            &mut out,
            &dab,
            x,
            y,
            rng.random_range(-50.0..50.0),
            side * 0.1,
            side,
        );
    }
    out
}

/// Knitted rows: a star, small lozenges and dots, each stitch a square.
pub fn fair_isle(side: f32, first: &str, second: &str) -> (f32, f32, String) {
    const ROWS: [&str; 24] = [
        "................",
        "o.o.o.o.o.o.o.o.",
        ".o.o.o.o.o.o.o.o",
        "................",
        "xxxxxxxxxxxxxxxx",
        "................",
        ".......x........",
        "......xxx.......",
        ".x...xx.xx...x..",
        ".xx.xx...xx.xx..",
        "..xxx..o..xxx...",
        "...x..ooo..x....",
        "..xxx..o..xxx...",
        ".xx.xx...xx.xx..",
        ".x...xx.xx...x..",
        "......xxx.......",
        ".......x........",
        "................",
        "xxxxxxxxxxxxxxxx",
        "................",
        ".o.o.o.o.o.o.o.o",
        "o.o.o.o.o.o.o.o.",
        "................",
        "................",
    ];
    let stitch = (side / 16.0 * 2.0).round().max(2.0) / 2.0;
    let mut body = String::new();
    for (y, row) in ROWS.iter().enumerate() {
        for (x, stitch_colour) in row.bytes().enumerate() {
            let fill = match stitch_colour {
                b'x' => first,
                b'o' => second,
                _ => continue,
            };
            let (px, py) = (x as f32 * stitch, y as f32 * stitch);
            let _ = write!(
                body,
                "<rect x='{px}' y='{py}' width='{stitch}' height='{stitch}' fill='{fill}'/>"
            );
        }
    }
    (stitch * 16.0, stitch * 24.0, body)
}
