//! The studio: lays the pieces of a drawing on one another and photographs them.
//!
//! Each piece is filled, lit by `light`, and casts a soft shadow on what
//! lies below; the background is in [`crate::ground`].

use crate::curve::Outline;
use crate::light::Relief;
use crate::palette::Rgb;
use crate::piece::{Drawing, Layer, Piece};
use crate::relief::Field;
use resvg::{tiny_skia, usvg};

/// Width of the page in units, and of the picture in pixels.
pub const WIDTH: usize = 480;

/// Height of the page in units, and of the picture in pixels.
pub const HEIGHT: usize = 640;

/// Pixels drawn to a unit before the picture is reduced.
pub(crate) const SCALE: usize = 2;

/// The garment before the background is put behind it.
struct Canvas {
    width: usize,
    height: usize,
    colour: Vec<Rgb>,
    alpha: Vec<f32>,
}

/// Part of the canvas, in pixels.
#[derive(Clone, Copy)]
pub(crate) struct Window {
    pub(crate) x0: usize,
    pub(crate) y0: usize,
    pub(crate) x1: usize,
    pub(crate) y1: usize,
}

impl Window {
    fn around(outlines: &[Outline], margin: f32) -> Option<Window> {
        let (mut x0, mut y0, mut x1, mut y1) = (f32::MAX, f32::MAX, f32::MIN, f32::MIN);
        for (x, y) in outlines.iter().flat_map(|o| o.points(6)) {
            (x0, y0, x1, y1) = (x0.min(x), y0.min(y), x1.max(x), y1.max(y));
        }
        let px = |v: f32, limit: usize| ((v.max(0.0) as usize) * SCALE).min(limit * SCALE);
        let window = Window {
            x0: px(x0 - margin, WIDTH),
            y0: px(y0 - margin, HEIGHT),
            x1: px(x1 + margin + 1.0, WIDTH),
            y1: px(y1 + margin + 1.0, HEIGHT),
        };
        (window.x0 < window.x1 && window.y0 < window.y1).then_some(window)
    }
}

/// Renders a drawing; `seed` varies the ground and the wrinkles.
pub fn photograph(drawing: &Drawing, seed: u32) -> image::RgbImage {
    let (width, height) = (WIDTH * SCALE, HEIGHT * SCALE);
    let mut canvas = Canvas {
        width,
        height,
        colour: vec![[0.0; 3]; width * height],
        alpha: vec![0.0; width * height],
    };
    for (i, layer) in drawing.layers.iter().enumerate() {
        let layer_seed = seed.wrapping_add(i as u32 * 7919);
        match layer {
            Layer::Piece(piece) => canvas.lay(piece, layer_seed),
            Layer::Trim(svg, cast) => canvas.trim(svg, *cast),
        }
    }
    crate::ground::set_before(
        &canvas.colour,
        &canvas.alpha,
        (width, height),
        SCALE,
        drawing.ground,
        seed,
    )
}

fn fill(outlines: &[Outline], width: usize, height: usize) -> Option<tiny_skia::Mask> {
    let mut path = tiny_skia::PathBuilder::new();
    for outline in outlines {
        outline.trace(&mut path);
    }
    let mut mask = tiny_skia::Mask::new(width as u32, height as u32)?;
    let scale = tiny_skia::Transform::from_scale(SCALE as f32, SCALE as f32);
    mask.fill_path(&path.finish()?, tiny_skia::FillRule::EvenOdd, true, scale);
    Some(mask)
}

/// Renders SVG elements in page units to pixels.
fn printed(svg: &str, width: usize, height: usize) -> Option<tiny_skia::Pixmap> {
    let document = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}' width='{width}' height='{height}'>{svg}</svg>"
    );
    let tree = match usvg::Tree::from_str(&document, &usvg::Options::default()) {
        Ok(tree) => tree,
        Err(error) => {
            debug_assert!(false, "{error}: {document}");
            return None;
        }
    };
    let mut pixmap = tiny_skia::Pixmap::new(width as u32, height as u32)?;
    resvg::render(&tree, tiny_skia::Transform::identity(), &mut pixmap.as_mut());
    Some(pixmap)
}

impl Canvas {
    fn lay(&mut self, piece: &Piece, seed: u32) {
        let Some(window) = Window::around(&piece.outlines, 12.0) else {
            return;
        };
        let Some(mask) = fill(&piece.outlines, self.width, self.height) else {
            return;
        };
        let within = piece
            .within
            .as_ref()
            .and_then(|o| fill(std::slice::from_ref(o), self.width, self.height));
        let ink = (!piece.ink.is_empty())
            .then(|| printed(&piece.ink, self.width, self.height))
            .flatten();
        let (w, h) = (window.x1 - window.x0, window.y1 - window.y0);
        let mut cover = Field::new(w, h);
        for y in 0..h {
            let row = (y + window.y0) * self.width + window.x0;
            for x in 0..w {
                let clip = within
                    .as_ref()
                    .map_or(1.0, |m| f32::from(m.data()[row + x]) / 255.0);
                cover.data[y * w + x] = f32::from(mask.data()[row + x]) / 255.0 * clip;
            }
        }
        let soft = self.shadow(&cover, window, piece.cast);
        let relief = Relief::of(piece, &cover, window, &soft, seed);
        for y in 0..h {
            for x in 0..w {
                let alpha = cover.data[y * w + x] * piece.opacity;
                if alpha <= 0.0 {
                    continue;
                }
                let at = (y + window.y0) * self.width + x + window.x0;
                let colour = relief.lit(piece, ink.as_ref(), x, y, at, seed);
                let below = self.alpha[at];
                let total = alpha + below * (1.0 - alpha);
                for (under, over) in self.colour[at].iter_mut().zip(colour) {
                    *under = (over * alpha + *under * below * (1.0 - alpha)) / total;
                }
                self.alpha[at] = total;
            }
        }
    }

    /// Darkens what lies below beside and under a cover; returns the cover at one sample a unit.
    fn shadow(&mut self, cover: &Field, window: Window, cast: f32) -> Field {
        let (w, h) = (cover.width / SCALE, cover.height / SCALE);
        let mut small = Field::new(w.max(1), h.max(1));
        for y in 0..h {
            for x in 0..w {
                let mut sum = 0.0;
                for dy in 0..SCALE {
                    for dx in 0..SCALE {
                        sum += cover.data[(y * SCALE + dy) * cover.width + x * SCALE + dx];
                    }
                }
                small.data[y * w + x] = sum / (SCALE * SCALE) as f32;
            }
        }
        if cast > 0.0 {
            let (near, wide) = (small.blurred(1.3), small.blurred(4.5));
            for y in 0..cover.height {
                for x in 0..cover.width {
                    let at = (y + window.y0) * self.width + x + window.x0;
                    if self.alpha[at] > 0.0 {
                        let (ux, uy) = (x as f32 / SCALE as f32, y as f32 / SCALE as f32);
                        let shade =
                            0.42 * near.sample(ux - 0.9, uy - 1.3) + 0.42 * wide.sample(ux - 2.4, uy - 3.6);
                        let keep = 1.0 - cast * shade;
                        self.colour[at] = self.colour[at].map(|c| c * keep);
                    }
                }
            }
        }
        small
    }

    fn trim(&mut self, svg: &str, cast: f32) {
        let Some(pixmap) = printed(svg, self.width, self.height) else {
            return;
        };
        let pixels = pixmap.pixels();
        let (mut x0, mut y0, mut x1, mut y1) = (self.width, self.height, 0, 0);
        for y in 0..self.height {
            for x in 0..self.width {
                if pixels[y * self.width + x].alpha() > 0 {
                    (x0, y0, x1, y1) = (x0.min(x), y0.min(y), x1.max(x + 1), y1.max(y + 1));
                }
            }
        }
        if x0 >= x1 {
            return;
        }
        // The shadow reaches beyond the trim; windows lie on whole units.
        let margin = 14 * SCALE;
        let floor = |v: usize| v.saturating_sub(margin) / SCALE * SCALE;
        let ceiling = |v: usize, limit: usize| (v + margin).div_ceil(SCALE).saturating_mul(SCALE).min(limit);
        let window = Window {
            x0: floor(x0),
            y0: floor(y0),
            x1: ceiling(x1, self.width),
            y1: ceiling(y1, self.height),
        };
        if cast > 0.0 {
            let mut cover = Field::new(window.x1 - window.x0, window.y1 - window.y0);
            for y in 0..cover.height {
                for x in 0..cover.width {
                    let at = (y + window.y0) * self.width + x + window.x0;
                    cover.data[y * cover.width + x] = f32::from(pixels[at].alpha()) / 255.0;
                }
            }
            self.shadow(&cover, window, cast);
        }
        for y in y0..y1 {
            for x in x0..x1 {
                let at = y * self.width + x;
                let pixel = pixels[at];
                let alpha = f32::from(pixel.alpha()) / 255.0;
                if alpha > 0.0 {
                    let below = self.alpha[at] * (1.0 - alpha);
                    let total = alpha + below;
                    let over = [pixel.red(), pixel.green(), pixel.blue()];
                    for (under, over) in self.colour[at].iter_mut().zip(over) {
                        *under = (f32::from(over) / 255.0 + *under * below) / total;
                    }
                    self.alpha[at] = total;
                }
            }
        }
    }
}
