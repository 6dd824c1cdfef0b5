//! The studio: lays the pieces of a drawing on one another, lights them and
//! photographs them on a pale ground.
//!
//! Each piece is filled, its relief (roundness, folds, wrinkles, weave) turned
//! into surface normals, and lit from the upper left; it casts a soft shadow on
//! what lies below. Pieces are cut in the garment modules, see [`crate::garments`].

use std::sync::Arc;

use resvg::{tiny_skia, usvg};

use crate::cloth::Cloth;
use crate::curve::{Outline, Point};
use crate::noise::{rough, smooth};
use crate::palette::{Rgb, luminance};
use crate::relief::{Field, Fold};

/// Width of the page in units, and of the picture in pixels.
pub const WIDTH: usize = 480;
/// Height of the page in units, and of the picture in pixels.
pub const HEIGHT: usize = 640;
/// Pixels drawn to a unit before the picture is reduced.
const SCALE: usize = 2;
/// Direction of the light, of unit length with its height above the page last.
const LIGHT: [f32; 3] = [-0.43, -0.56, 0.708];

/// How a piece's cloth lies: turned by `angle` (radians) about `origin`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Grain {
    /// Where the cloth's own coordinates start.
    pub origin: Point,
    /// The turn, clockwise on the page.
    pub angle: f32,
}

/// A paler or darker place on a piece: centre, radii and the change (negative darkens).
pub type Wash = (Point, f32, f32, f32);

/// One piece of a garment.
#[derive(Clone, Debug)]
pub struct Piece {
    outlines: Vec<Outline>,
    within: Option<Outline>,
    cloth: Arc<Cloth>,
    grain: Grain,
    round: (f32, f32),
    height: f32,
    rim: f32,
    folds: Vec<Fold>,
    wrinkle: f32,
    tone: f32,
    cast: f32,
    contour: f32,
    opacity: f32,
    washes: Vec<Wash>,
    ink: String,
}

impl Piece {
    /// A piece of `cloth`; moderately rounded at its edges.
    pub fn new(outline: Outline, cloth: &Arc<Cloth>) -> Self {
        Piece {
            outlines: vec![outline],
            within: None,
            cloth: Arc::clone(cloth),
            grain: Grain::default(),
            round: (26.0, 26.0),
            height: 9.0,
            rim: 0.8,
            folds: Vec::new(),
            wrinkle: 1.0,
            tone: 1.0,
            cast: 0.5,
            contour: 1.0,
            opacity: 1.0,
            washes: Vec::new(),
            ink: String::new(),
        }
    }

    /// Cuts `hole` out of it (or adds it, where it lies outside).
    pub fn hole(mut self, hole: Outline) -> Self {
        self.outlines.push(hole);
        self
    }

    /// Shows it only inside `outline`.
    pub fn within(mut self, outline: &Outline) -> Self {
        self.within = Some(outline.clone());
        self
    }

    /// Turns the cloth by `angle` radians about (`x`, `y`).
    pub fn grain(mut self, x: f32, y: f32, angle: f32) -> Self {
        self.grain = Grain { origin: (x, y), angle };
        self
    }

    /// Rounds it: `height` units in the middle, falling to the edges over `radius`.
    pub fn form(mut self, radius: f32, height: f32) -> Self {
        self.round = (radius, radius);
        self.height = height;
        self
    }

    /// Rounds it like a column, as of a body or a leg: towards its sides, hardly towards its ends.
    pub fn column(mut self, radius: f32, height: f32) -> Self {
        self.round = (radius, 0.0);
        self.height = height;
        self
    }

    fn moved(&mut self, k: f32, to: impl Fn(Point) -> Point, wrap: &impl Fn(&str) -> String) {
        self.outlines = self.outlines.iter().map(|o| o.mapped(&to)).collect();
        self.within = self.within.as_ref().map(|o| o.mapped(&to));
        self.round = (self.round.0 * k, self.round.1 * k);
        self.height *= k;
        self.grain.origin = to(self.grain.origin);
        for fold in &mut self.folds {
            fold.width *= k;
            fold.height *= k;
            fold.line = fold.line.iter().copied().map(&to).collect();
        }
        for wash in &mut self.washes {
            *wash = (to(wash.0), wash.1 * k, wash.2 * k, wash.3);
        }
        if !self.ink.is_empty() {
            self.ink = wrap(&self.ink);
        }
    }

    /// The roundness of the piece over its cover, one sample a unit.
    fn rounded(&self, cover: &Field) -> Field {
        let (across, along) = self.round;
        let mut height = cover.stretched(across * 0.5, along * 0.5);
        for sample in &mut height.data {
            // Corners lie low in the blur, so the range starts well below the half of a straight edge.
            let t = ((*sample - 0.1) / 0.86).clamp(0.0, 1.0);
            *sample = self.height * (t * std::f32::consts::FRAC_PI_2).sin();
        }
        if along > 0.0 {
            return height;
        }
        // A column keeps its height at its ends: smooth along it with the cover as weight.
        let sigma = across * 0.3;
        for (sample, c) in height.data.iter_mut().zip(&cover.data) {
            *sample *= c;
        }
        let (mut height, weight) = (height.stretched(1.0, sigma), cover.stretched(1.0, sigma));
        for (sample, w) in height.data.iter_mut().zip(&weight.data) {
            *sample /= w.max(0.02);
        }
        height
    }

    /// The strength of the darker line around it, 1 as usual.
    pub fn contour(mut self, contour: f32) -> Self {
        self.contour = contour;
        self
    }

    /// The height of the rolled edge, in units.
    pub fn rim(mut self, rim: f32) -> Self {
        self.rim = rim;
        self
    }

    /// Adds folds.
    pub fn folds(mut self, folds: impl IntoIterator<Item = Fold>) -> Self {
        self.folds.extend(folds);
        self
    }

    /// Multiplies the material's wrinkles.
    pub fn wrinkle(mut self, factor: f32) -> Self {
        self.wrinkle = factor;
        self
    }

    /// Multiplies the colour, as of a lining in shadow.
    pub fn tone(mut self, tone: f32) -> Self {
        self.tone = tone;
        self
    }

    /// The strength of the shadow it casts on what is below, 0..1.
    pub fn cast(mut self, cast: f32) -> Self {
        self.cast = cast;
        self
    }

    /// How much it hides what is below, 0..1.
    pub fn opacity(mut self, opacity: f32) -> Self {
        self.opacity = opacity;
        self
    }

    /// Fades or darkens places on it.
    pub fn washes(mut self, washes: impl IntoIterator<Item = Wash>) -> Self {
        self.washes.extend(washes);
        self
    }

    /// SVG elements printed or stitched on it; they are lit with the cloth.
    pub fn ink(mut self, svg: &str) -> Self {
        self.ink.push_str(svg);
        self
    }
}

/// A layer of a drawing.
#[derive(Clone, Debug)]
pub enum Layer {
    /// A lit piece of cloth.
    Piece(Box<Piece>),
    /// SVG elements laid on top with a shadow of the given strength: buttons, buckles, zips.
    Trim(String, f32),
}

/// How the garment meets the ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ground {
    /// It hangs or lies before the background.
    Flat,
    /// It stands on the ground at this height of the page.
    Standing(f32),
}

/// A garment's layers, lowest first.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// The layers.
    pub layers: Vec<Layer>,
    /// How it meets the ground.
    pub ground: Ground,
}

impl Drawing {
    /// An empty drawing of a garment that hangs.
    pub fn new() -> Self {
        Drawing { layers: Vec::new(), ground: Ground::Flat }
    }

    /// Adds a piece on top.
    pub fn add(&mut self, piece: Piece) {
        self.layers.push(Layer::Piece(Box::new(piece)));
    }

    /// Adds a piece and its mirror image about the page's axis.
    pub fn add_pair(&mut self, piece: Piece) {
        let mut other = piece.clone();
        other.outlines = other.outlines.iter().map(Outline::flipped).collect();
        other.within = other.within.as_ref().map(Outline::flipped);
        for fold in &mut other.folds {
            for point in &mut fold.line {
                point.0 = WIDTH as f32 - point.0;
            }
        }
        for wash in &mut other.washes {
            wash.0.0 = WIDTH as f32 - wash.0.0;
        }
        other.grain.origin.0 = WIDTH as f32 - other.grain.origin.0;
        other.grain.angle = -other.grain.angle;
        if !other.ink.is_empty() {
            other.ink = format!("<g transform='translate({WIDTH} 0) scale(-1 1)'>{}</g>", other.ink);
        }
        self.add(piece);
        self.add(other);
    }

    /// The drawing enlarged or reduced to fill the frame, and centred in it.
    ///
    /// Cloth keeps its scale, so that a thread is a thread on every garment. A
    /// standing garment keeps to the lower half. `limit` bounds the enlargement.
    pub fn framed(self, limit: f32) -> Self {
        let (mut x0, mut y0, mut x1, mut y1) = (f32::MAX, f32::MAX, f32::MIN, f32::MIN);
        for layer in &self.layers {
            if let Layer::Piece(piece) = layer {
                for (x, y) in piece.outlines.iter().flat_map(|o| o.points(6)) {
                    (x0, y0, x1, y1) = (x0.min(x), y0.min(y), x1.max(x), y1.max(y));
                }
            }
        }
        if x0 >= x1 || y0 >= y1 {
            return self;
        }
        let (width, height) = (WIDTH as f32, HEIGHT as f32);
        let k = ((width - 64.0) / (x1 - x0)).min((height - 84.0) / (y1 - y0)).min(limit);
        let middle = match self.ground {
            Ground::Flat => height * 0.5,
            Ground::Standing(_) => height * 0.53,
        };
        let (dx, dy) = (width / 2.0 - k * (x0 + x1) / 2.0, middle - k * (y0 + y1) / 2.0);
        self.moved(k, dx, dy)
    }

    /// The drawing enlarged by `k` about the page's corner and then shifted; cloth keeps its scale.
    pub fn moved(mut self, k: f32, dx: f32, dy: f32) -> Self {
        let to = |(x, y): Point| (k * x + dx, k * y + dy);
        let wrap = |svg: &str| format!("<g transform='translate({dx:.3} {dy:.3}) scale({k:.4})'>{svg}</g>");
        for layer in &mut self.layers {
            match layer {
                Layer::Trim(svg, _) => *svg = wrap(svg),
                Layer::Piece(piece) => piece.moved(k, to, &wrap),
            }
        }
        if let Ground::Standing(floor) = self.ground {
            self.ground = Ground::Standing(to((0.0, floor)).1);
        }
        self
    }

    /// Lays the other drawing on this one; the ground stays.
    pub fn append(&mut self, other: Drawing) {
        self.layers.extend(other.layers);
    }

    /// Adds SVG on top, with the usual small shadow.
    pub fn trim(&mut self, svg: String) {
        self.layers.push(Layer::Trim(svg, 0.5));
    }

    /// Adds SVG on top without a shadow.
    pub fn line(&mut self, svg: String) {
        self.layers.push(Layer::Trim(svg, 0.0));
    }
}

impl Default for Drawing {
    fn default() -> Self {
        Drawing::new()
    }
}

/// The garment before the background is put behind it.
struct Canvas {
    width: usize,
    height: usize,
    colour: Vec<Rgb>,
    alpha: Vec<f32>,
}

/// Part of the canvas, in pixels.
#[derive(Clone, Copy)]
struct Window {
    x0: usize,
    y0: usize,
    x1: usize,
    y1: usize,
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
    let mut canvas =
        Canvas { width, height, colour: vec![[0.0; 3]; width * height], alpha: vec![0.0; width * height] };
    for (i, layer) in drawing.layers.iter().enumerate() {
        let layer_seed = seed.wrapping_add(i as u32 * 7919);
        match layer {
            Layer::Piece(piece) => canvas.lay(piece, layer_seed),
            Layer::Trim(svg, cast) => canvas.trim(svg, *cast),
        }
    }
    crate::ground::set_before(&canvas.colour, &canvas.alpha, (width, height), SCALE, drawing.ground, seed)
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
        let Some(window) = Window::around(&piece.outlines, 12.0) else { return };
        let Some(mask) = fill(&piece.outlines, self.width, self.height) else { return };
        let within = piece.within.as_ref().and_then(|o| fill(std::slice::from_ref(o), self.width, self.height));
        let ink = (!piece.ink.is_empty()).then(|| printed(&piece.ink, self.width, self.height)).flatten();
        let (w, h) = (window.x1 - window.x0, window.y1 - window.y0);
        let mut cover = Field::new(w, h);
        for y in 0..h {
            let row = (y + window.y0) * self.width + window.x0;
            for x in 0..w {
                let clip = within.as_ref().map_or(1.0, |m| f32::from(m.data()[row + x]) / 255.0);
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
                for c in 0..3 {
                    let under = self.colour[at][c] * below * (1.0 - alpha);
                    self.colour[at][c] = (colour[c] * alpha + under) / total;
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
                        let shade = 0.42 * near.sample(ux - 0.9, uy - 1.3) + 0.42 * wide.sample(ux - 2.4, uy - 3.6);
                        let keep = 1.0 - cast * shade;
                        self.colour[at] = self.colour[at].map(|c| c * keep);
                    }
                }
            }
        }
        small
    }

    fn trim(&mut self, svg: &str, cast: f32) {
        let Some(pixmap) = printed(svg, self.width, self.height) else { return };
        let mut cover = Field::new(self.width, self.height);
        for (sample, pixel) in cover.data.iter_mut().zip(pixmap.pixels()) {
            *sample = f32::from(pixel.alpha()) / 255.0;
        }
        let whole = Window { x0: 0, y0: 0, x1: self.width, y1: self.height };
        if cast > 0.0 {
            self.shadow(&cover, whole, cast);
        }
        for (at, pixel) in pixmap.pixels().iter().enumerate() {
            let alpha = f32::from(pixel.alpha()) / 255.0;
            if alpha > 0.0 {
                let below = self.alpha[at] * (1.0 - alpha);
                let total = alpha + below;
                let over = [pixel.red(), pixel.green(), pixel.blue()];
                for c in 0..3 {
                    self.colour[at][c] = (f32::from(over[c]) / 255.0 + self.colour[at][c] * below) / total;
                }
                self.alpha[at] = total;
            }
        }
    }
}

/// The slopes of a piece's surface, coarse (one sample a unit) and at its edge (one a pixel).
struct Relief {
    window: Window,
    slope_x: Field,
    slope_y: Field,
    hollow: Field,
    edge: Field,
}

impl Relief {
    fn of(piece: &Piece, cover: &Field, window: Window, small: &Field, seed: u32) -> Relief {
        let material = &piece.cloth.material;
        let (left, top) = ((window.x0 / SCALE) as f32, (window.y0 / SCALE) as f32);
        let mut height = piece.rounded(small);
        let wrinkle = material.wrinkle * piece.wrinkle;
        if wrinkle > 0.0 {
            let (sin, cos) = piece.grain.angle.sin_cos();
            for y in 0..height.height {
                for x in 0..height.width {
                    let (px, py) = (x as f32 + left - piece.grain.origin.0, y as f32 + top - piece.grain.origin.1);
                    let (u, v) = (px * cos + py * sin, py * cos - px * sin);
                    // Wrinkles run along the grain, so they are longer than broad.
                    let (a, b) = (u / material.breadth * 1.25, v / (material.breadth * 1.9));
                    let bend = smooth(a * 0.7, b * 0.7, seed + 5);
                    height.data[y * height.width + x] += wrinkle * rough(a + bend * 0.6, b + bend * 0.4, seed, 3) * 1.5;
                }
            }
        }
        for fold in &piece.folds {
            height.crease(fold, left, top);
        }
        let wide = height.blurred(5.0);
        let (w, h) = (height.width, height.height);
        let (mut slope_x, mut slope_y, mut hollow) = (Field::new(w, h), Field::new(w, h), Field::new(w, h));
        for y in 0..h as i32 {
            for x in 0..w as i32 {
                let i = y as usize * w + x as usize;
                slope_x.data[i] = (height.at(x + 1, y) - height.at(x - 1, y)) / 2.0;
                slope_y.data[i] = (height.at(x, y + 1) - height.at(x, y - 1)) / 2.0;
                hollow.data[i] = wide.data[i] - height.data[i];
            }
        }
        Relief { window, slope_x, slope_y, hollow, edge: cover.blurred(1.5 * SCALE as f32) }
    }

    /// The lit colour of a piece at a pixel of its window; `at` is its index in the canvas.
    fn lit(&self, piece: &Piece, ink: Option<&tiny_skia::Pixmap>, x: usize, y: usize, at: usize, seed: u32) -> Rgb {
        let (cloth, material) = (&*piece.cloth, &piece.cloth.material);
        let scale = SCALE as f32;
        let (ux, uy) = (x as f32 / scale, y as f32 / scale);
        let (gx, gy) = (self.slope_x.sample(ux, uy), self.slope_y.sample(ux, uy));
        let (px, py) = (ux + (self.window.x0 / SCALE) as f32, uy + (self.window.y0 / SCALE) as f32);
        let (sin, cos) = piece.grain.angle.sin_cos();
        let (ox, oy) = (px - piece.grain.origin.0, py - piece.grain.origin.1);
        // The cloth follows the relief: its threads shift where the surface leans away.
        let sway = 1.6 * smooth(px / 46.0, py / 46.0, seed + 3);
        let u = ox * cos + oy * sin + gx * 2.2 + sway;
        let v = oy * cos - ox * sin + gy * 2.2 + sway * 0.7;
        let mut albedo = cloth.colour(u, v);
        if material.heather > 0.0 {
            let yarn = 0.6 * smooth(u * 1.1, v * 0.35, cloth.seed) + 0.4 * smooth(u * 0.4, v * 1.1, cloth.seed + 1);
            let lift = material.heather * (0.55 * yarn + 0.35 * rough(u / 30.0, v / 30.0, cloth.seed + 2, 2));
            albedo = albedo.map(|c| c * (1.0 + lift * 0.5) + lift * 0.10);
        }
        for &((cx, cy), rx, ry, change) in &piece.washes {
            let z = ((px - cx) / rx).powi(2) + ((py - cy) / ry).powi(2);
            if z < 6.0 {
                let t = change * (-z).exp();
                let goal = if t > 0.0 { 0.94 } else { 0.03 };
                albedo = albedo.map(|c| c + (goal - c) * t.abs());
            }
        }
        if let Some(pixel) = ink.map(|ink| ink.pixels()[at]) {
            let keep = 1.0 - f32::from(pixel.alpha()) / 255.0;
            let over = [pixel.red(), pixel.green(), pixel.blue()];
            albedo = [0, 1, 2].map(|c| f32::from(over[c]) / 255.0 + albedo[c] * keep);
        }
        let (mut nx, mut ny) = (gx, gy);
        if material.depth > 0.0 {
            let step = 0.5;
            let h = material.weave.height(u, v, cloth.seed);
            let hu = (material.weave.height(u + step, v, cloth.seed) - h) / step * material.depth;
            let hv = (material.weave.height(u, v + step, cloth.seed) - h) / step * material.depth;
            nx += hu * cos - hv * sin;
            ny += hu * sin + hv * cos;
        }
        let (xi, yi) = (x as i32, y as i32);
        let edge = self.edge.at(xi, yi);
        nx += (self.edge.at(xi + 1, yi) - self.edge.at(xi - 1, yi)) * piece.rim * scale * 0.5;
        ny += (self.edge.at(xi, yi + 1) - self.edge.at(xi, yi - 1)) * piece.rim * scale * 0.5;
        let length = (nx * nx + ny * ny + 1.0).sqrt();
        let facing = (-nx * LIGHT[0] - ny * LIGHT[1] + LIGHT[2]) / length;
        let away = 1.0 - 1.0 / (gx * gx + gy * gy + 1.0).sqrt();
        let hollow = self.hollow.sample(ux, uy).clamp(-1.0, 1.6);
        let contour = 1.0 - ((edge - 0.5) / 0.42).clamp(0.0, 1.0);
        let light = luminance(albedo);
        let mut shade = facing / LIGHT[2];
        // Pale cloth is shaded less towards the light, so that it does not burn out.
        shade = if shade > 1.0 { 1.0 + (shade - 1.0) * (0.9 - 0.62 * light) } else { 1.0 - (1.0 - shade) * 0.86 };
        shade = shade.max(0.34);
        shade *= 1.0 - 0.34 * away - 0.10 * hollow.max(0.0) - 0.16 * contour * piece.contour;
        let dark_lift = 0.17 * (1.0 - light).powi(2) * (shade - 0.96);
        // The half vector between the light and the viewer straight above.
        let half = (-nx * LIGHT[0] - ny * LIGHT[1] + LIGHT[2] + 1.0) / (length * (2.0 + 2.0 * LIGHT[2]).sqrt());
        let sheen = material.gloss * 0.62 * half.max(0.0).powf(material.shine * 2.2)
            - material.gloss * 0.62 * (0.924f32).powf(material.shine * 2.2);
        let cool = (1.0 - shade).clamp(0.0, 0.5);
        let tint = [1.0 - 0.05 * cool, 1.0 - 0.04 * cool, 1.0 + 0.05 * cool];
        [0, 1, 2].map(|c| ((albedo[c] * tint[c] * shade + dark_lift + sheen) * piece.tone).clamp(0.0, 1.0))
    }
}
