//! The thread-fine relief of materials: threads, stitches, ribs, grain and pile.
//!
//! A weave is a height over the cloth's own coordinates (units along and across
//! the grain). Larger forms, folds and wrinkles are in [`crate::relief`].

use crate::noise::{lattice, rough, smooth};

/// The relief of a cloth's surface.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Weave {
    /// No texture to see: satin, patent leather.
    Smooth,
    /// Crossing threads: poplin, linen, canvas. The pitch in units.
    Threads(f32),
    /// Diagonal lines: denim, chino, gabardine. The pitch in units.
    Twill(f32),
    /// Upright ridges: ribbing, corduroy. The pitch in units.
    Ribs(f32),
    /// Columns of V stitches; the width of a column in units.
    Stockinette(f32),
    /// Plaited cables between ribs; the width of a repeat in units.
    Cable(f32),
    /// Curls and knots: bouclé, tweed, teddy. Their size in units.
    Pile(f32),
    /// Pebbles, as of leather. Their size in units.
    Grain(f32),
    /// Fine crinkles, as of crêpe and gauze. Their size in units.
    Crinkle(f32),
    /// A basket of crossing bands: straw, raffia, intrecciato. The band in units.
    Basket(f32),
}

fn wave(x: f32) -> f32 {
    (x * std::f32::consts::TAU).cos()
}

impl Weave {
    /// Height in about -1..1 at the place (`u` across, `v` along the grain).
    pub fn height(self, u: f32, v: f32, seed: u32) -> f32 {
        match self {
            Weave::Smooth => 0.0,
            Weave::Threads(pitch) => {
                let slub =
                    smooth(u / pitch * 0.15, v / pitch, seed) + smooth(u / pitch, v / pitch * 0.15, seed + 1);
                0.55 * slub + 0.25 * (wave(u / pitch) * wave(v / pitch))
            }
            Weave::Twill(pitch) => {
                let slub = smooth(u / pitch * 0.5, v / pitch * 0.12, seed);
                0.6 * wave((u * 0.8 + v * 0.6) / pitch) + 0.5 * slub
            }
            Weave::Ribs(pitch) => wave(u / pitch) + 0.12 * smooth(u, v, seed),
            Weave::Stockinette(width) => {
                let column = u / width;
                let side = (column - column.floor() - 0.5).abs() * 2.0;
                let row = v / (width * 0.82) + side * 0.75;
                let thread = (1.0 - (2.0 * (row - row.floor()) - 1.0).powi(2)).max(0.0);
                let body = 1.0 - (side * 2.0 - 1.0).powi(2);
                0.9 * thread * (0.35 + 0.65 * body) - 0.4 + 0.15 * smooth(u * 0.8, v * 0.8, seed)
            }
            Weave::Cable(width) => cable(u, v, width) + 0.15 * smooth(u, v, seed),
            Weave::Pile(size) => rough(u / size, v / size, seed, 3) * 1.7,
            Weave::Grain(size) => {
                let pebble = smooth(u / size, v / size, seed)
                    .abs()
                    .min(smooth(v / size + 9.0, u / size, seed + 7).abs());
                pebble * 1.6 - 0.3
            }
            Weave::Crinkle(size) => rough(u / size, v / (size * 3.2), seed, 3) * 1.3,
            Weave::Basket(band) => {
                let (i, j) = ((u / band).floor(), (v / band).floor());
                let (x, y) = (u / band - i, v / band - j);
                let over = (i as i32 + j as i32).rem_euclid(2) == 0;
                let (across, along) = if over { (y, x) } else { (x, y) };
                let roll = 1.0 - (2.0 * across - 1.0).powi(2);
                roll * 0.8 + 0.35 * (1.0 - (2.0 * along - 1.0).powi(2)) - 0.6
                    + 0.2 * (lattice(i as i32, j as i32, seed) - 0.5)
            }
        }
    }
}

/// Two strands that cross in the middle of each repeat, between two purl valleys with ribs.
fn cable(u: f32, v: f32, width: f32) -> f32 {
    let place = u / width - (u / width).floor() - 0.5;
    if place.abs() > 0.32 {
        let rib = (place.abs() - 0.41).abs();
        return if rib < 0.05 {
            0.25 - rib * 4.0
        } else {
            -0.55 + 0.1 * wave(v / 2.4)
        };
    }
    let turn = v / (width * 1.1) * std::f32::consts::PI;
    let strand = |phase: f32| {
        let centre = 0.15 * (turn + phase).sin();
        let lift = 0.35 * (turn + phase).cos();
        let distance = ((place - centre) / 0.15).abs();
        if distance < 1.0 {
            (1.0 - distance * distance).sqrt() * 0.9 + lift
        } else {
            -0.6
        }
    };
    strand(0.0).max(strand(std::f32::consts::PI)) + 0.12 * wave((v + place.abs() * width) / 2.6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weave_stays_in_a_bounded_range() {
        use Weave::*;
        let all = [
            Smooth,
            Threads(1.4),
            Twill(2.0),
            Ribs(4.0),
            Stockinette(5.0),
            Cable(30.0),
            Pile(4.0),
            Grain(4.0),
            Crinkle(5.0),
            Basket(7.0),
        ];
        for weave in all {
            for i in 0..4000 {
                let h = weave.height(i as f32 * 0.37 - 300.0, i as f32 * 0.21, 3);
                assert!(h.abs() < 2.2, "{weave:?} is {h}");
            }
        }
    }
}
