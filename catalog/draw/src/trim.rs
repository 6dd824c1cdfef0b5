//! Small parts as SVG: seams, stitches, buttons, zips, rivets, buckles, labels.
//!
//! All take page units and give elements for [`crate::piece::Piece::ink`] (lit with
//! the cloth) or [`crate::piece::Drawing::trim`] (laid on top).

use std::fmt::Write as _;

use crate::cloth::Cloth;
use crate::curve::{Point, between};
use crate::palette::{Rgb, blend, css, luminance, toned};

/// A sewn line: a dark groove with a light lip beside it.
pub fn seam(d: &str, cloth: &Cloth) -> String {
    let (groove, lip) = if cloth.is_dark() {
        (0.55, 0.16)
    } else {
        (0.30, 0.30)
    };
    format!(
        "<path d='{d}' fill='none' stroke='#fff' stroke-opacity='{lip}' stroke-width='1' transform='translate(.8 .9)'/>\
         <path d='{d}' fill='none' stroke='#0b0808' stroke-opacity='{groove}' stroke-width='1'/>"
    )
}

/// A row of stitches in `colour`.
pub fn stitch(d: &str, colour: Rgb) -> String {
    format!(
        "<path d='{d}' fill='none' stroke='{}' stroke-width='.95' stroke-dasharray='2.5 1.5' stroke-opacity='.85'/>",
        css(colour)
    )
}

/// The thread that is sewn with on `cloth`: a little darker, or lighter on dark cloth.
pub fn thread(cloth: &Cloth) -> Rgb {
    if cloth.is_dark() {
        blend(cloth.base, [1.0; 3], 0.20)
    } else {
        toned(cloth.base, 0.74)
    }
}

/// A four-hole button of radius `r`.
pub fn button(x: f32, y: f32, r: f32, colour: Rgb) -> String {
    let (rim, face) = (css(toned(colour, 0.72)), css(colour));
    let shine = css(blend(colour, [1.0; 3], 0.45));
    let mut svg = format!(
        "<circle cx='{x}' cy='{y}' r='{r}' fill='{rim}'/><circle cx='{:.2}' cy='{:.2}' r='{:.2}' fill='{face}'/>\
         <path d='M{:.2} {y}A{a} {a} 0 0 1 {x} {:.2}' fill='none' stroke='{shine}' stroke-width='{:.2}'/>",
        x - r * 0.08,
        y - r * 0.08,
        r * 0.84,
        x - r * 0.66,
        y - r * 0.66,
        r * 0.2,
        a = r * 0.66
    );
    let hole = if luminance(colour) < 0.3 {
        "#000"
    } else {
        "#3b332c"
    };
    for (dx, dy) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
        let (cx, cy) = (x + dx * r * 0.26, y + dy * r * 0.26);
        let _ = write!(
            svg,
            "<circle cx='{cx:.2}' cy='{cy:.2}' r='{:.2}' fill='{hole}' opacity='.75'/>",
            r * 0.13
        );
    }
    svg
}

/// A domed metal stud or snap of radius `r`.
pub fn stud(x: f32, y: f32, r: f32, metal: Rgb) -> String {
    format!(
        "<circle cx='{x}' cy='{y}' r='{r}' fill='{}'/><circle cx='{x}' cy='{y}' r='{:.2}' fill='{}'/>\
         <circle cx='{:.2}' cy='{:.2}' r='{:.2}' fill='{}'/>",
        css(toned(metal, 0.55)),
        r * 0.8,
        css(metal),
        x - r * 0.25,
        y - r * 0.3,
        r * 0.3,
        css(blend(metal, [1.0; 3], 0.7))
    )
}

/// A closed zip along `points` with its tape in `tape` and teeth in `metal`.
pub fn zip(points: &[Point], tape: Rgb, metal: Rgb, puller: bool) -> String {
    let d = crate::curve::path_of(points);
    let mut svg = format!(
        "<path d='{d}' fill='none' stroke='{}' stroke-width='6'/>\
         <path d='{d}' fill='none' stroke='{}' stroke-width='2.8'/>\
         <path d='{d}' fill='none' stroke='{}' stroke-width='2.8' stroke-dasharray='1 1'/>",
        css(toned(tape, 0.82)),
        css(toned(metal, 0.45)),
        css(metal)
    );
    if let (true, Some(&(x, y))) = (puller, points.first()) {
        let (dark, light) = (css(toned(metal, 0.6)), css(blend(metal, [1.0; 3], 0.4)));
        let _ = write!(
            svg,
            "<rect x='{:.2}' y='{:.2}' width='6' height='8' rx='1.6' fill='{dark}'/>\
             <rect x='{:.2}' y='{:.2}' width='4.4' height='13' rx='1.8' fill='{light}' stroke='{dark}' stroke-width='.7'/>\
             <circle cx='{x:.2}' cy='{:.2}' r='1' fill='{dark}'/>",
            x - 3.0,
            y,
            x - 2.2,
            y + 6.0,
            y + 16.0
        );
    }
    svg
}

/// A woven label at the inside of a neck, centred on (`x`, `y`).
pub fn label(x: f32, y: f32) -> String {
    format!(
        "<rect x='{:.2}' y='{y:.2}' width='20' height='11' rx='.8' fill='#f1ece2'/>\
         <path d='M{:.2} {:.2}h10' stroke='#7a1f3d' stroke-width='1.5'/><path d='M{:.2} {:.2}h6' stroke='#8d857b' stroke-width='.8'/>",
        x - 10.0,
        x - 5.0,
        y + 4.5,
        x - 3.0,
        y + 7.6
    )
}

/// A rectangular buckle with a tongue pointing left, centred on (`x`, `y`).
pub fn buckle(x: f32, y: f32, width: f32, height: f32, metal: Rgb) -> String {
    let (dark, light) = (css(toned(metal, 0.55)), css(blend(metal, [1.0; 3], 0.55)));
    let (left, top) = (x - width / 2.0, y - height / 2.0);
    format!(
        "<rect x='{left:.2}' y='{top:.2}' width='{width}' height='{height}' rx='3' fill='none' stroke='{dark}' stroke-width='4.4'/>\
         <rect x='{left:.2}' y='{top:.2}' width='{width}' height='{height}' rx='3' fill='none' stroke='{}' stroke-width='3'/>\
         <path d='M{left:.2} {:.2}V{top:.2}H{:.2}' fill='none' stroke='{light}' stroke-width='1'/>\
         <path d='M{:.2} {y:.2}H{:.2}' stroke='{dark}' stroke-width='3'/><path d='M{:.2} {y:.2}H{:.2}' stroke='{light}' stroke-width='1.4'/>",
        css(metal),
        top + height * 0.8,
        left + width * 0.8,
        x + width / 2.0,
        left - 2.0,
        x + width / 2.0,
        left - 1.0
    )
}

/// `n` points evenly from `a` to `b`, both included.
pub fn spaced(a: Point, b: Point, n: usize) -> Vec<Point> {
    let last = n.saturating_sub(1).max(1) as f32;
    (0..n).map(|i| between(a, b, i as f32 / last)).collect()
}
