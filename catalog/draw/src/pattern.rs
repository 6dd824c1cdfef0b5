//! Patterns of cloth, each written as a repeating SVG tile.
//!
//! The first colour is the ground, the others are the pattern's. Flowers and
//! other motifs are in [`crate::motif`].

use std::fmt::Write as _;

use crate::motif;
use crate::palette::{Rgb, blend, css, toned};

/// A pattern with its size in drawing units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pattern {
    /// One colour.
    Plain,
    /// Narrow stripes across, as of a sailor's shirt; the pitch.
    Breton(f32),
    /// Broad bands across; the pitch of a pair.
    Bands(f32),
    /// Upright stripes as of shirts; the pitch.
    Stripes(f32),
    /// Hairline upright stripes as of suits; the pitch.
    Pinstripe(f32),
    /// Even two-tone checks; the pitch.
    Gingham(f32),
    /// Broad checks in several colours; the pitch.
    Tartan(f32),
    /// Thin lines in a wide lattice; the pitch.
    Windowpane(f32),
    /// Round dots; the pitch.
    Dots(f32),
    /// Large flowers with leaves; the repeat.
    Floral(f32),
    /// Small scattered flowers; the repeat.
    Ditsy(f32),
    /// Broken twill; the width of a column.
    Herringbone(f32),
    /// Broken checks; the pitch.
    Houndstooth(f32),
    /// Rosettes of a leopard; the repeat.
    Leopard(f32),
    /// Rows of knitted stars and lozenges; the repeat.
    FairIsle(f32),
    /// Lozenges with crossing lines; the repeat.
    Argyle(f32),
    /// Loose brush strokes; the repeat.
    Abstract(f32),
    /// Zigzag lines; the pitch.
    Zigzag(f32),
    /// Large leaves; the repeat.
    Leaf(f32),
}

/// The words for patterns in titles and tags; "plain" is not said.
pub const PATTERN_NAMES: &[&str] = &[
    "plain",
    "Breton-stripe",
    "striped",
    "pinstripe",
    "gingham",
    "tartan check",
    "windowpane check",
    "polka-dot",
    "floral",
    "ditsy-floral",
    "herringbone",
    "houndstooth",
    "leopard-print",
    "Fair Isle",
    "argyle",
    "abstract-print",
    "zigzag",
    "leaf-print",
];

impl Pattern {
    /// The word for the pattern, one of [`PATTERN_NAMES`].
    pub fn name(self) -> &'static str {
        match self {
            Pattern::Plain => "plain",
            Pattern::Breton(_) => "Breton-stripe",
            Pattern::Bands(_) | Pattern::Stripes(_) => "striped",
            Pattern::Pinstripe(_) => "pinstripe",
            Pattern::Gingham(_) => "gingham",
            Pattern::Tartan(_) => "tartan check",
            Pattern::Windowpane(_) => "windowpane check",
            Pattern::Dots(_) => "polka-dot",
            Pattern::Floral(_) => "floral",
            Pattern::Ditsy(_) => "ditsy-floral",
            Pattern::Herringbone(_) => "herringbone",
            Pattern::Houndstooth(_) => "houndstooth",
            Pattern::Leopard(_) => "leopard-print",
            Pattern::FairIsle(_) => "Fair Isle",
            Pattern::Argyle(_) => "argyle",
            Pattern::Abstract(_) => "abstract-print",
            Pattern::Zigzag(_) => "zigzag",
            Pattern::Leaf(_) => "leaf-print",
        }
    }

    /// How many colours the pattern needs with its ground.
    pub fn colours(self) -> usize {
        match self {
            Pattern::Plain => 1,
            Pattern::Tartan(_) | Pattern::Floral(_) | Pattern::Ditsy(_) | Pattern::Abstract(_) => 3,
            Pattern::FairIsle(_) | Pattern::Argyle(_) => 3,
            _ => 2,
        }
    }

    /// The tile as SVG with its width and height in units; none for plain cloth.
    pub fn tile(self, colours: &[Rgb], seed: u32) -> Option<(String, f32, f32)> {
        let ground = colours.first().copied().unwrap_or([0.5; 3]);
        let second = colours.get(1).copied().unwrap_or(toned(ground, 0.6));
        let third = colours.get(2).copied().unwrap_or(blend(ground, second, 0.5));
        let (g, a, b) = (css(ground), css(second), css(third));
        let half = css(blend(ground, second, 0.5));
        // Tiles are cut to half units so that they fill whole pixels and repeat without a seam.
        let cut = |x: f32| (x * 2.0).round().max(2.0) / 2.0;
        let (w, h, body) = match self {
            Pattern::Plain => return None,
            Pattern::Breton(p) | Pattern::Bands(p) => {
                let p = cut(p);
                let part = if matches!(self, Pattern::Breton(_)) {
                    0.36
                } else {
                    0.5
                };
                (
                    p,
                    p,
                    format!("<rect width='{p}' height='{}' fill='{a}'/>", p * part),
                )
            }
            Pattern::Stripes(p) => (
                cut(p),
                cut(p),
                format!("<rect width='{}' height='{p}' fill='{a}'/>", p * 0.42),
            ),
            Pattern::Pinstripe(p) => (
                cut(p),
                8.0,
                format!("<rect width='.9' height='8' fill='{a}' opacity='.75'/>"),
            ),
            Pattern::Gingham(p) => {
                let (p, s) = (cut(p), cut(p) / 2.0);
                let body = format!(
                    "<rect width='{p}' height='{s}' fill='{half}'/><rect width='{s}' height='{p}' fill='{half}'/>\
                     <rect width='{s}' height='{s}' fill='{a}'/>"
                );
                (p, p, body)
            }
            Pattern::Tartan(p) => tartan(cut(p), &a, &b),
            Pattern::Windowpane(p) => {
                let p = cut(p);
                let body =
                    format!("<path d='M0 1H{p}M1 0V{p}' stroke='{a}' stroke-width='1.3' opacity='.85'/>");
                (p, p, body)
            }
            Pattern::Dots(p) => {
                let p = cut(p);
                let (r, m) = (p * 0.2, p / 2.0);
                let mut body = format!("<circle cx='{m}' cy='{m}' r='{r}' fill='{a}'/>");
                for (x, y) in [(0.0, 0.0), (p, 0.0), (0.0, p), (p, p)] {
                    let _ = write!(body, "<circle cx='{x}' cy='{y}' r='{r}' fill='{a}'/>");
                }
                (p, p, body)
            }
            Pattern::Herringbone(p) => herringbone(cut(p), &a),
            Pattern::Houndstooth(p) => {
                let p = cut(p);
                let q = p / 4.0;
                // The tooth's outline on a grid of four by four quarters.
                let d = format!(
                    "M{q} 0H{}V{q}L{p} {}V{}H{}L{} {p}H{q}V{}H0V{}L{q} {q}Z M0 0L{q} 0L0 {q}Z",
                    3.0 * q,
                    0.0,
                    2.0 * q,
                    3.0 * q,
                    2.0 * q,
                    3.0 * q,
                    2.0 * q
                );
                (p, p, format!("<path d='{d}' fill='{a}'/>"))
            }
            Pattern::Argyle(p) => argyle(cut(p), &a, &b),
            Pattern::Zigzag(p) => {
                let p = cut(p);
                let m = p / 2.0;
                let body = format!(
                    "<path d='M{} {}L0 {}L{m} {}L{p} {}L{} {}' fill='none' stroke='{a}' stroke-width='{}'/>",
                    -m,
                    p * 0.25,
                    p * 0.75,
                    p * 0.25,
                    p * 0.75,
                    p + m,
                    p * 0.25,
                    p * 0.26
                );
                (p, p, body)
            }
            Pattern::FairIsle(p) => motif::fair_isle(cut(p), &a, &b),
            Pattern::Floral(p) => (
                cut(p),
                cut(p),
                motif::flowers(cut(p), ground, second, third, seed),
            ),
            Pattern::Ditsy(p) => (cut(p), cut(p), motif::ditsy(cut(p), ground, second, third, seed)),
            Pattern::Leopard(p) => (cut(p), cut(p), motif::leopard(cut(p), ground, second, seed)),
            Pattern::Abstract(p) => (cut(p), cut(p), motif::strokes(cut(p), second, third, seed)),
            Pattern::Leaf(p) => (cut(p), cut(p), motif::leaves(cut(p), ground, second, seed)),
        };
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {w} {h}' width='{w}' height='{h}'>\
             <rect width='{w}' height='{h}' fill='{g}'/>{body}</svg>"
        );
        Some((svg, w, h))
    }
}

fn tartan(p: f32, a: &str, b: &str) -> (f32, f32, String) {
    let mut body = String::new();
    for (x, w, colour, opacity) in [
        (0.06, 0.26, a, 0.55),
        (0.38, 0.07, b, 0.6),
        (0.52, 0.26, a, 0.55),
        (0.86, 0.045, b, 0.9),
        (0.17, 0.03, b, 0.5),
        (0.63, 0.03, b, 0.5),
    ] {
        let (at, width) = (x * p, w * p);
        let _ = write!(
            body,
            "<rect x='{at}' width='{width}' height='{p}' fill='{colour}' opacity='{opacity}'/>\
             <rect y='{at}' width='{p}' height='{width}' fill='{colour}' opacity='{opacity}'/>"
        );
    }
    (p, p, body)
}

fn herringbone(p: f32, a: &str) -> (f32, f32, String) {
    let (w, h) = (p * 2.0, p);
    let step = p / 3.0;
    let mut body = String::new();
    for i in -4..8 {
        let y = i as f32 * step;
        let _ = write!(
            body,
            "<path d='M0 {}L{p} {y}L{w} {}' fill='none' stroke='{a}' stroke-width='{}' opacity='.5'/>",
            y + p,
            y + p,
            step * 0.42
        );
    }
    (w, h, body)
}

fn argyle(p: f32, a: &str, b: &str) -> (f32, f32, String) {
    let (w, h) = (p, p * 1.5);
    let (x, y) = (w / 2.0, h / 2.0);
    let body = format!(
        "<path d='M{x} 0L{w} {y}L{x} {h}L0 {y}Z' fill='{a}'/>\
         <path d='M0 0L{w} {h}M{w} 0L0 {h}' stroke='{b}' stroke-width='1' stroke-dasharray='2.6 1.4'/>"
    );
    (w, h, body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use resvg::usvg;
    use std::collections::HashSet;

    #[test]
    fn every_pattern_has_a_known_word_and_a_tile_that_parses() {
        use Pattern::*;
        let all = [
            Plain,
            Breton(12.0),
            Bands(30.0),
            Stripes(9.0),
            Pinstripe(10.0),
            Gingham(12.0),
            Tartan(50.0),
            Windowpane(30.0),
            Dots(14.0),
            Floral(90.0),
            Ditsy(50.0),
            Herringbone(6.0),
            Houndstooth(12.0),
            Leopard(60.0),
            FairIsle(60.0),
            Argyle(40.0),
            Abstract(90.0),
            Zigzag(16.0),
            Leaf(90.0),
        ];
        let colours = [[0.9, 0.9, 0.8], [0.2, 0.3, 0.5], [0.8, 0.3, 0.3]];
        let mut names = HashSet::new();
        for pattern in all {
            names.insert(pattern.name());
            let Some((svg, w, h)) = pattern.tile(&colours, 4) else {
                continue;
            };
            assert!(
                (w * 2.0).fract() == 0.0 && (h * 2.0).fract() == 0.0,
                "{pattern:?} is not cut to half units"
            );
            usvg::Tree::from_str(&svg, &usvg::Options::default()).expect("the tile parses");
        }
        assert_eq!(
            names,
            PATTERN_NAMES.iter().copied().collect(),
            "the list of words is complete"
        );
    }
}
