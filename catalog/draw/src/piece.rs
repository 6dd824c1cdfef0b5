//! Drawings: the pieces of a garment, what is laid on them, and how they stand.
//!
//! A drawing is data only; it is lit and photographed in [`crate::studio`].

use crate::cloth::Cloth;
use crate::curve::{Outline, Point};
use crate::relief::{Field, Fold};
use crate::studio::{HEIGHT, WIDTH};
use std::sync::Arc;

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
    pub(crate) outlines: Vec<Outline>,
    pub(crate) within: Option<Outline>,
    pub(crate) cloth: Arc<Cloth>,
    pub(crate) grain: Grain,
    pub(crate) round: (f32, f32),
    pub(crate) height: f32,
    pub(crate) rim: f32,
    pub(crate) folds: Vec<Fold>,
    pub(crate) wrinkle: f32,
    pub(crate) tone: f32,
    pub(crate) cast: f32,
    pub(crate) contour: f32,
    pub(crate) opacity: f32,
    pub(crate) washes: Vec<Wash>,
    pub(crate) ink: String,
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
        self.grain = Grain {
            origin: (x, y),
            angle,
        };
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
    pub(crate) fn rounded(&self, cover: &Field) -> Field {
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
        Drawing {
            layers: Vec::new(),
            ground: Ground::Flat,
        }
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
            other.ink = format!(
                "<g transform='translate({WIDTH} 0) scale(-1 1)'>{}</g>",
                other.ink
            );
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
        let k = ((width - 64.0) / (x1 - x0))
            .min((height - 84.0) / (y1 - y0))
            .min(limit);
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
