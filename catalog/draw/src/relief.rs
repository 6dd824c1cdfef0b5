//! The height of cloth above the page: the roundness of a piece, its folds and
//! its wrinkles, on a raster of one sample a drawing unit.
//!
//! Light is thrown on it in [`crate::studio`]; the thread-fine texture of the
//! cloth is in [`crate::weave`].

use crate::curve::Point;

/// A ridge (positive height) or valley (negative) along a curve, fading out at its ends.
#[derive(Clone, Debug)]
pub struct Fold {
    /// The curve it follows.
    pub line: Vec<Point>,
    /// Half its breadth, in units.
    pub width: f32,
    /// Its height at its strongest, in units.
    pub height: f32,
    /// Where along the line it is strongest, from 0 (start) to 1 (end).
    pub peak: f32,
    /// Whether it keeps its full height at the line's end, as pleats do at a hem.
    pub runs_out: bool,
}

impl Fold {
    /// A fold along the quadratic curve `a`, `via`, `b`, strongest near `a`.
    pub fn new(a: Point, via: Point, b: Point, width: f32, height: f32) -> Self {
        let line = (0..=14)
            .map(|i| {
                let t = i as f32 / 14.0;
                let s = 1.0 - t;
                let on = |a: f32, v: f32, b: f32| s * s * a + 2.0 * s * t * v + t * t * b;
                (on(a.0, via.0, b.0), on(a.1, via.1, b.1))
            })
            .collect();
        Fold {
            line,
            width,
            height,
            peak: 0.35,
            runs_out: false,
        }
    }

    /// The fold at its strongest at the fraction `peak` of its length.
    pub fn peaking(mut self, peak: f32) -> Self {
        self.peak = peak;
        self
    }

    /// The fold kept at full height to its end.
    pub fn to_the_end(mut self) -> Self {
        self.runs_out = true;
        self
    }

    fn strength(&self, t: f32) -> f32 {
        let peak = self.peak.clamp(0.02, 0.98);
        let x = if t < peak {
            t / peak
        } else if self.runs_out {
            1.0
        } else {
            (1.0 - t) / (1.0 - peak)
        };
        x * x * (3.0 - 2.0 * x)
    }
}

/// A rectangle of samples; `left` and `top` place it on the page.
#[derive(Clone, Debug)]
pub struct Field {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Samples, row by row.
    pub data: Vec<f32>,
}

impl Field {
    /// A field of zeros.
    pub fn new(width: usize, height: usize) -> Self {
        Field {
            width,
            height,
            data: vec![0.0; width * height],
        }
    }

    /// The sample nearest to a place, the edge's beyond the edge.
    pub fn at(&self, x: i32, y: i32) -> f32 {
        let x = x.clamp(0, self.width as i32 - 1) as usize;
        let y = y.clamp(0, self.height as i32 - 1) as usize;
        self.data[y * self.width + x]
    }

    /// Bilinear sample at a place between samples.
    pub fn sample(&self, x: f32, y: f32) -> f32 {
        let (fx, fy) = (x.floor(), y.floor());
        let (u, v) = (x - fx, y - fy);
        let (ix, iy) = (fx as i32, fy as i32);
        let top = self.at(ix, iy) * (1.0 - u) + self.at(ix + 1, iy) * u;
        let bottom = self.at(ix, iy + 1) * (1.0 - u) + self.at(ix + 1, iy + 1) * u;
        top * (1.0 - v) + bottom * v
    }

    /// A nearly Gaussian blur (three box passes) with standard deviation `sigma` samples.
    pub fn blurred(&self, sigma: f32) -> Field {
        self.stretched(sigma, sigma)
    }

    /// A blur with different standard deviations along rows and columns.
    pub fn stretched(&self, along_rows: f32, along_columns: f32) -> Field {
        // Three passes of a box of half-width r have the variance r(r + 1).
        let radius = |sigma: f32| ((sigma * sigma * 4.0 + 1.0).sqrt() * 0.5 - 0.5).max(0.0);
        let mut out = self.clone();
        let mut turned = vec![0.0; self.data.len()];
        for _ in 0..3 {
            box_rows(
                &out.data,
                &mut turned,
                self.width,
                self.height,
                radius(along_rows),
            );
            box_rows(
                &turned,
                &mut out.data,
                self.height,
                self.width,
                radius(along_columns),
            );
        }
        out
    }

    /// Adds a fold; `left` and `top` are the page coordinates of the first sample.
    pub fn crease(&mut self, fold: &Fold, left: f32, top: f32) {
        let reach = fold.width * 2.6;
        let pieces = fold.line.len().saturating_sub(1);
        if pieces == 0 || fold.width <= 0.0 {
            return;
        }
        let (mut x0, mut y0, mut x1, mut y1) = (f32::MAX, f32::MAX, f32::MIN, f32::MIN);
        for &(x, y) in &fold.line {
            (x0, y0, x1, y1) = (x0.min(x), y0.min(y), x1.max(x), y1.max(y));
        }
        let bound = |v: f32, limit: usize| (v.max(0.0) as usize).min(limit);
        let (cx0, cx1) = (
            bound(x0 - reach - left, self.width),
            bound(x1 + reach - left + 2.0, self.width),
        );
        let (cy0, cy1) = (
            bound(y0 - reach - top, self.height),
            bound(y1 + reach - top + 2.0, self.height),
        );
        if cx0 >= cx1 || cy0 >= cy1 {
            return;
        }
        let columns = cx1 - cx0;
        let mut nearest = vec![(f32::MAX, 0.0f32); columns * (cy1 - cy0)];
        for (i, pair) in fold.line.windows(2).enumerate() {
            let (a, b) = (pair[0], pair[1]);
            let (dx, dy) = (b.0 - a.0, b.1 - a.1);
            let square = (dx * dx + dy * dy).max(1e-6);
            let sx0 = bound(a.0.min(b.0) - reach - left, self.width).max(cx0);
            let sx1 = bound(a.0.max(b.0) + reach - left + 2.0, self.width).min(cx1);
            let sy0 = bound(a.1.min(b.1) - reach - top, self.height).max(cy0);
            let sy1 = bound(a.1.max(b.1) + reach - top + 2.0, self.height).min(cy1);
            for y in sy0..sy1 {
                for x in sx0..sx1 {
                    let (px, py) = (x as f32 + left - a.0, y as f32 + top - a.1);
                    let t = ((px * dx + py * dy) / square).clamp(0.0, 1.0);
                    let distance = (px - t * dx).hypot(py - t * dy);
                    let cell = &mut nearest[(y - cy0) * columns + x - cx0];
                    if distance < cell.0 {
                        *cell = (distance, (i as f32 + t) / pieces as f32);
                    }
                }
            }
        }
        for y in cy0..cy1 {
            for x in cx0..cx1 {
                let (distance, t) = nearest[(y - cy0) * columns + x - cx0];
                if distance < reach {
                    let z = distance / fold.width;
                    self.data[y * self.width + x] += fold.height * (-z * z).exp() * fold.strength(t);
                }
            }
        }
    }
}

/// Box blur of each row with a fractional radius, written transposed.
fn box_rows(from: &[f32], to: &mut [f32], width: usize, height: usize, radius: f32) {
    let whole = radius.floor() as i32;
    let part = radius - radius.floor();
    let weight = 1.0 / (2.0 * radius + 1.0);
    let last = width as i32 - 1;
    for y in 0..height {
        let row = &from[y * width..(y + 1) * width];
        let at = |x: i32| row[x.clamp(0, last) as usize];
        let mut sum: f32 = (-whole..=whole).map(at).sum();
        for x in 0..width {
            let i = x as i32;
            to[x * height + y] = (sum + part * (at(i - whole - 1) + at(i + whole + 1))) * weight;
            sum += at(i + whole + 1) - at(i - whole);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blur_keeps_the_total_and_lowers_the_peak() {
        let mut field = Field::new(61, 41);
        field.data[20 * 61 + 30] = 1.0;
        let blurred = field.blurred(3.0);
        let total: f32 = blurred.data.iter().sum();
        assert!(
            (total - 1.0).abs() < 1e-3,
            "nothing is lost far from the edges: {total}"
        );
        assert!(blurred.at(30, 20) < 0.05, "the peak is spread");
    }

    #[test]
    fn a_fold_rises_on_its_line_and_not_far_from_it() {
        let mut field = Field::new(100, 100);
        let fold = Fold::new((20.0, 50.0), (50.0, 50.0), (80.0, 50.0), 5.0, 2.0).peaking(0.5);
        field.crease(&fold, 0.0, 0.0);
        assert!(
            (field.at(50, 50) - 2.0).abs() < 0.05,
            "full height at the peak: {}",
            field.at(50, 50)
        );
        assert_eq!(field.at(50, 80), 0.0, "flat far away");
    }
}
