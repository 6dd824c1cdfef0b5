//! Cloth: a material in its colours, perhaps with a pattern.
//!
//! The pattern is an SVG tile, rendered once and sampled along the grain of each
//! piece. The tiles themselves are written in [`crate::pattern`].

use std::sync::Arc;

use resvg::{tiny_skia, usvg};

use crate::palette::{Rgb, Shade, luminance};
use crate::pattern::Pattern;
use crate::weave::Weave;

/// Pixels of a tile to a drawing unit.
const TILE_SCALE: f32 = 2.0;

/// How a material takes light and folds.
#[derive(Clone, Copy, Debug)]
pub struct Material {
    /// The word for it in titles.
    pub name: &'static str,
    /// Its surface relief.
    pub weave: Weave,
    /// Height of that relief, in units.
    pub depth: f32,
    /// Strength of the highlight: 0 for wool, 1 for patent leather.
    pub gloss: f32,
    /// Sharpness of the highlight, as the Phong exponent.
    pub shine: f32,
    /// Height of its wrinkles, in units.
    pub wrinkle: f32,
    /// Breadth of its wrinkles, in units.
    pub breadth: f32,
    /// Unevenness of its colour, 0..1, as of mélange yarn or washed denim.
    pub heather: f32,
}

macro_rules! materials {
    ($($constant:ident $name:literal $weave:expr, $depth:literal $gloss:literal $shine:literal $wrinkle:literal $breadth:literal $heather:literal;)*) => {
        $(#[doc = concat!("The material “", $name, "”.")]
        pub static $constant: Material = Material {
            name: $name, weave: $weave, depth: $depth, gloss: $gloss, shine: $shine,
            wrinkle: $wrinkle, breadth: $breadth, heather: $heather,
        };)*
        /// Every material there is.
        pub static MATERIALS: &[&Material] = &[$(&$constant),*];
    };
}

materials! {
    JERSEY "cotton" Weave::Threads(1.0), 0.03 0.04 6.0 1.6 60.0 0.04;
    MARL "cotton marl" Weave::Threads(1.0), 0.03 0.04 6.0 1.6 60.0 0.22;
    POPLIN "cotton-poplin" Weave::Threads(1.1), 0.05 0.06 8.0 2.0 44.0 0.02;
    PIQUE "cotton-piqué" Weave::Basket(2.0), 0.09 0.04 6.0 1.5 60.0 0.03;
    LINEN "linen" Weave::Threads(1.7), 0.14 0.04 6.0 2.6 36.0 0.10;
    FLANNEL "flannel" Weave::Pile(1.6), 0.07 0.02 4.0 1.8 56.0 0.08;
    SATIN "satin" Weave::Smooth, 0.0 0.38 9.0 3.0 58.0 0.0;
    SILK "silk" Weave::Threads(0.9), 0.02 0.24 9.0 2.6 54.0 0.0;
    CREPE "crêpe" Weave::Crinkle(1.6), 0.05 0.06 7.0 2.2 58.0 0.0;
    VISCOSE "viscose" Weave::Threads(1.0), 0.03 0.08 8.0 2.6 52.0 0.0;
    CHIFFON "chiffon" Weave::Crinkle(1.4), 0.04 0.07 7.0 3.0 48.0 0.0;
    GAUZE "cotton-gauze" Weave::Crinkle(2.4), 0.16 0.03 6.0 2.4 44.0 0.03;
    WOOL "wool" Weave::Twill(1.8), 0.06 0.03 5.0 1.4 70.0 0.06;
    WOOL_BLEND "wool-blend" Weave::Pile(1.7), 0.09 0.03 5.0 1.4 80.0 0.08;
    TWEED "tweed" Weave::Pile(2.6), 0.22 0.02 4.0 1.0 80.0 0.20;
    BOUCLE "bouclé" Weave::Pile(4.2), 0.46 0.02 4.0 0.9 80.0 0.10;
    TEDDY "teddy" Weave::Pile(5.6), 0.75 0.03 4.0 1.2 70.0 0.10;
    FINE_KNIT "merino" Weave::Stockinette(2.6), 0.20 0.03 5.0 1.7 70.0 0.05;
    CHUNKY_KNIT "chunky-knit" Weave::Stockinette(6.4), 0.75 0.03 5.0 1.5 80.0 0.06;
    CABLE_KNIT "cable-knit" Weave::Cable(34.0), 2.1 0.03 5.0 1.0 80.0 0.05;
    RIB_KNIT "ribbed" Weave::Ribs(4.2), 0.26 0.03 5.0 1.2 80.0 0.03;
    FLEECE "cotton-fleece" Weave::Threads(1.1), 0.04 0.03 5.0 1.9 64.0 0.06;
    DENIM "denim" Weave::Twill(1.5), 0.10 0.03 5.0 2.0 46.0 0.20;
    TWILL "cotton-twill" Weave::Twill(1.4), 0.06 0.04 6.0 1.8 52.0 0.03;
    CORDUROY "corduroy" Weave::Ribs(3.4), 0.48 0.04 6.0 1.4 60.0 0.05;
    VELVET "velvet" Weave::Pile(1.4), 0.05 0.30 3.0 2.4 56.0 0.04;
    LEATHER "leather" Weave::Grain(3.0), 0.16 0.34 14.0 1.7 40.0 0.03;
    PEBBLED "pebbled-leather" Weave::Grain(3.6), 0.24 0.30 12.0 1.0 60.0 0.03;
    CALF "calfskin" Weave::Grain(1.8), 0.05 0.36 16.0 0.8 70.0 0.02;
    PATENT "patent-leather" Weave::Smooth, 0.0 0.95 34.0 1.0 50.0 0.0;
    SUEDE "suede" Weave::Pile(1.5), 0.10 0.02 4.0 1.2 60.0 0.12;
    CANVAS "canvas" Weave::Threads(1.9), 0.16 0.03 6.0 1.3 60.0 0.06;
    NYLON "nylon" Weave::Threads(1.1), 0.03 0.22 10.0 2.4 34.0 0.0;
    STRETCH "stretch-jersey" Weave::Threads(0.9), 0.02 0.16 8.0 1.2 50.0 0.0;
    MESH "mesh" Weave::Basket(2.2), 0.30 0.05 6.0 0.8 60.0 0.0;
    STRAW "straw" Weave::Basket(4.4), 0.70 0.10 8.0 0.4 60.0 0.16;
    RAFFIA "raffia" Weave::Basket(6.4), 0.95 0.10 8.0 0.6 60.0 0.18;
    FELT "wool-felt" Weave::Pile(1.3), 0.05 0.03 5.0 0.4 80.0 0.04;
    RUBBER "rubber" Weave::Grain(1.6), 0.03 0.10 8.0 0.0 60.0 0.0;
    METAL "metal" Weave::Smooth, 0.0 0.80 18.0 0.0 60.0 0.0;
}

/// A pattern rendered to pixels, repeating in both directions.
#[derive(Debug)]
struct Tile {
    width: usize,
    height: usize,
    pixels: Vec<Rgb>,
}

/// A material in its colours.
#[derive(Debug)]
pub struct Cloth {
    /// The material.
    pub material: Material,
    /// The main colour.
    pub base: Rgb,
    tile: Option<Tile>,
    /// Tells its noise from that of other cloths.
    pub seed: u32,
}

impl Cloth {
    /// A plain cloth.
    pub fn plain(material: &Material, base: Rgb, seed: u32) -> Arc<Cloth> {
        Arc::new(Cloth {
            material: *material,
            base,
            tile: None,
            seed,
        })
    }

    /// A cloth in a named colour.
    pub fn shade(material: &Material, shade: &Shade, seed: u32) -> Arc<Cloth> {
        Cloth::plain(material, shade.rgb(), seed)
    }

    /// A cloth with a pattern in its colours, ground colour first.
    pub fn patterned(material: &Material, pattern: Pattern, colours: &[Rgb], seed: u32) -> Arc<Cloth> {
        let base = colours.first().copied().unwrap_or([0.5; 3]);
        let tile = pattern
            .tile(colours, seed)
            .and_then(|(svg, w, h)| Tile::render(&svg, w, h));
        Arc::new(Cloth {
            material: *material,
            base,
            tile,
            seed,
        })
    }

    /// The cloth's colour at a place in its own coordinates.
    pub fn colour(&self, u: f32, v: f32) -> Rgb {
        self.tile.as_ref().map_or(self.base, |tile| tile.sample(u, v))
    }

    /// Whether details on it must be light to be seen.
    pub fn is_dark(&self) -> bool {
        luminance(self.base) < 0.36
    }
}

impl Tile {
    fn render(svg: &str, width: f32, height: f32) -> Option<Tile> {
        let tree = usvg::Tree::from_str(svg, &usvg::Options::default()).ok()?;
        let (w, h) = ((width * TILE_SCALE) as u32, (height * TILE_SCALE) as u32);
        let mut pixmap = tiny_skia::Pixmap::new(w, h)?;
        let scale = tiny_skia::Transform::from_scale(w as f32 / width, h as f32 / height);
        resvg::render(&tree, scale, &mut pixmap.as_mut());
        let pixels = pixmap
            .pixels()
            .iter()
            .map(|p| [p.red(), p.green(), p.blue()].map(|c| f32::from(c) / 255.0))
            .collect();
        Some(Tile {
            width: w as usize,
            height: h as usize,
            pixels,
        })
    }

    fn sample(&self, u: f32, v: f32) -> Rgb {
        let (x, y) = (u * TILE_SCALE - 0.5, v * TILE_SCALE - 0.5);
        let (fx, fy) = (x.floor(), y.floor());
        let (s, t) = (x - fx, y - fy);
        let column = |i: i32| i.rem_euclid(self.width as i32) as usize;
        let row = |j: i32| j.rem_euclid(self.height as i32) as usize * self.width;
        let (x0, x1) = (column(fx as i32), column(fx as i32 + 1));
        let (y0, y1) = (row(fy as i32), row(fy as i32 + 1));
        [0, 1, 2].map(|c| {
            let top = self.pixels[y0 + x0][c] * (1.0 - s) + self.pixels[y0 + x1][c] * s;
            let bottom = self.pixels[y1 + x0][c] * (1.0 - s) + self.pixels[y1 + x1][c] * s;
            top * (1.0 - t) + bottom * t
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patterned_cloth_repeats_with_its_tile() {
        let colours = [[0.9, 0.9, 0.9], [0.1, 0.2, 0.4]];
        let cloth = Cloth::patterned(&POPLIN, Pattern::Gingham(12.0), &colours, 1);
        let tile = cloth.tile.as_ref().expect("gingham has a tile");
        let (w, h) = (tile.width as f32 / TILE_SCALE, tile.height as f32 / TILE_SCALE);
        for i in 0..50 {
            let (u, v) = (i as f32 * 1.7, i as f32 * 0.9);
            let (a, b) = (cloth.colour(u, v), cloth.colour(u + w, v - 2.0 * h));
            assert!(
                (0..3).all(|c| (a[c] - b[c]).abs() < 1e-3),
                "at ({u}, {v}): {a:?} and {b:?}"
            );
        }
    }
}
