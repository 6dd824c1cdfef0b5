//! Outlines of garment pieces: corner and smooth points joined by cubic curves.
//!
//! A pattern cutter's half pattern is drawn on the right of an axis and mirrored.
//! Coordinates are in drawing units, x to the right and y down; the page is
//! 480 by 640 units. Filling and lighting are in [`crate::studio`].

use std::fmt::Write as _;

use resvg::tiny_skia;

/// A point in drawing units.
pub type Point = (f32, f32);

/// The axis most garments are symmetric about.
pub const AXIS: f32 = 240.0;

#[derive(Clone, Copy, Debug)]
struct Node {
    at: Point,
    smooth: bool,
}

/// A line through corner and smooth nodes, open or closed.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    nodes: Vec<Node>,
    open: bool,
}

/// One cubic Bézier curve: start, two handles, end.
type Cubic = [Point; 4];

impl Outline {
    /// An empty closed outline.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty line that is not closed.
    pub fn line() -> Self {
        Outline {
            nodes: Vec::new(),
            open: true,
        }
    }

    /// Adds a node where the outline may turn sharply.
    pub fn corner(mut self, x: f32, y: f32) -> Self {
        self.nodes.push(Node {
            at: (x, y),
            smooth: false,
        });
        self
    }

    /// Adds a node which the outline passes without a corner.
    pub fn smooth(mut self, x: f32, y: f32) -> Self {
        self.nodes.push(Node {
            at: (x, y),
            smooth: true,
        });
        self
    }

    /// Adds the points of a finely sampled curve as smooth nodes between two corners.
    pub fn along(mut self, points: &[Point]) -> Self {
        let last = points.len().saturating_sub(1);
        for (i, &at) in points.iter().enumerate() {
            self.nodes.push(Node {
                at,
                smooth: i != 0 && i != last,
            });
        }
        self
    }

    /// Completes a half pattern, drawn from top to bottom, by its mirror image
    /// about the vertical line at `axis`. Nodes on the axis are not doubled.
    pub fn mirrored_at(mut self, axis: f32) -> Self {
        let other: Vec<Node> = self
            .nodes
            .iter()
            .rev()
            .filter(|node| (node.at.0 - axis).abs() > 0.01)
            .map(|node| Node {
                at: (2.0 * axis - node.at.0, node.at.1),
                smooth: node.smooth,
            })
            .collect();
        self.nodes.extend(other);
        self
    }

    /// Completes a line that starts on the page's axis by its mirror image, so
    /// that it runs from its far end's image through the axis to its far end.
    pub fn unfolded(mut self) -> Self {
        let image: Vec<Node> = self
            .nodes
            .iter()
            .rev()
            .filter(|node| (node.at.0 - AXIS).abs() > 0.01)
            .map(|node| Node {
                at: (2.0 * AXIS - node.at.0, node.at.1),
                smooth: node.smooth,
            })
            .collect();
        self.nodes.splice(0..0, image);
        self
    }

    /// [`Outline::mirrored_at`] the page's axis.
    pub fn mirrored(self) -> Self {
        self.mirrored_at(AXIS)
    }

    /// The mirror image about the page's axis.
    pub fn flipped(&self) -> Self {
        self.mapped(|(x, y)| (2.0 * AXIS - x, y))
    }

    /// The outline with every node moved by `map`.
    pub fn mapped(&self, map: impl Fn(Point) -> Point) -> Self {
        let nodes = self
            .nodes
            .iter()
            .map(|node| Node {
                at: map(node.at),
                smooth: node.smooth,
            })
            .collect();
        Outline {
            nodes,
            open: self.open,
        }
    }

    fn direction(&self, i: usize) -> Point {
        let n = self.nodes.len();
        let (before, after) = if self.open {
            (i.saturating_sub(1), (i + 1).min(n - 1))
        } else {
            ((i + n - 1) % n, (i + 1) % n)
        };
        let (a, b) = (self.nodes[before].at, self.nodes[after].at);
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = dx.hypot(dy).max(1e-4);
        (dx / length, dy / length)
    }

    fn cubics(&self) -> Vec<Cubic> {
        let n = self.nodes.len();
        if n < 2 {
            return Vec::new();
        }
        let segments = if self.open { n - 1 } else { n };
        (0..segments)
            .map(|i| {
                let j = (i + 1) % n;
                let (a, b) = (self.nodes[i], self.nodes[j]);
                let reach = (b.at.0 - a.at.0).hypot(b.at.1 - a.at.1) * 0.36;
                let (da, db) = (self.direction(i), self.direction(j));
                let out = (a.at.0 + da.0 * reach, a.at.1 + da.1 * reach);
                let into = (b.at.0 - db.0 * reach, b.at.1 - db.1 * reach);
                let toward =
                    |from: Point, to: Point| (from.0 + (to.0 - from.0) * 0.4, from.1 + (to.1 - from.1) * 0.4);
                match (a.smooth, b.smooth) {
                    (true, true) => [a.at, out, into, b.at],
                    (false, true) => [a.at, toward(a.at, into), into, b.at],
                    (true, false) => [a.at, out, toward(b.at, out), b.at],
                    (false, false) => [a.at, toward(a.at, b.at), toward(b.at, a.at), b.at],
                }
            })
            .collect()
    }

    /// The outline as SVG path data.
    pub fn d(&self) -> String {
        let mut d = String::new();
        for (i, [a, b, c, e]) in self.cubics().into_iter().enumerate() {
            if i == 0 {
                let _ = write!(d, "M{:.2} {:.2}", a.0, a.1);
            }
            let _ = write!(
                d,
                "C{:.2} {:.2} {:.2} {:.2} {:.2} {:.2}",
                b.0, b.1, c.0, c.1, e.0, e.1
            );
        }
        if !self.open {
            d.push('Z');
        }
        d
    }

    /// Points along the outline, `steps` to each curve.
    pub fn points(&self, steps: usize) -> Vec<Point> {
        let cubics = self.cubics();
        let mut points = Vec::with_capacity(cubics.len() * steps + 1);
        for (i, cubic) in cubics.iter().enumerate() {
            let first = usize::from(i > 0);
            points.extend((first..=steps).map(|s| on_cubic(cubic, s as f32 / steps as f32)));
        }
        points
    }

    /// Adds the outline to a rasteriser's path.
    pub fn trace(&self, path: &mut tiny_skia::PathBuilder) {
        for (i, [a, b, c, e]) in self.cubics().into_iter().enumerate() {
            if i == 0 {
                path.move_to(a.0, a.1);
            }
            path.cubic_to(b.0, b.1, c.0, c.1, e.0, e.1);
        }
        if !self.open {
            path.close();
        }
    }
}

fn on_cubic([a, b, c, e]: &Cubic, t: f32) -> Point {
    let s = 1.0 - t;
    let (wa, wb, wc, we) = (s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t);
    (
        wa * a.0 + wb * b.0 + wc * c.0 + we * e.0,
        wa * a.1 + wb * b.1 + wc * c.1 + we * e.1,
    )
}

/// Linear interpolation from `a` to `b`.
pub fn mix(a: f32, b: f32, t: f32) -> f32 {
    a + (b - a) * t
}

/// The point at the fraction `t` of the way from `a` to `b`.
pub fn between(a: Point, b: Point, t: f32) -> Point {
    (mix(a.0, b.0, t), mix(a.1, b.1, t))
}

/// The line parallel to `points` at `distance`, to the right of its direction
/// on the page (y down) when `distance` is positive.
pub fn parallel(points: &[Point], distance: f32) -> Vec<Point> {
    let last = points.len().saturating_sub(1);
    (0..points.len())
        .map(|i| {
            let (a, b) = (points[i.saturating_sub(1)], points[(i + 1).min(last)]);
            let (dx, dy) = (b.0 - a.0, b.1 - a.1);
            let length = dx.hypot(dy).max(1e-4);
            (
                points[i].0 - dy / length * distance,
                points[i].1 + dx / length * distance,
            )
        })
        .collect()
}

/// The strip between `points` and the line parallel to it at `width`.
pub fn strip(points: &[Point], width: f32) -> Outline {
    let mut other = parallel(points, width);
    other.reverse();
    Outline::new().along(points).along(&other)
}

/// SVG path data of the open line through `points`.
pub fn path_of(points: &[Point]) -> String {
    let mut d = String::new();
    for (i, (x, y)) in points.iter().enumerate() {
        let _ = write!(d, "{}{x:.2} {y:.2}", if i == 0 { 'M' } else { 'L' });
    }
    d
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mirrored_half_pattern_is_symmetric_about_the_axis() {
        let outline = Outline::new()
            .smooth(AXIS, 10.0)
            .corner(300.0, 40.0)
            .smooth(AXIS, 90.0)
            .mirrored();
        let points = outline.points(8);
        for &(x, y) in &points {
            let twin = points
                .iter()
                .any(|&(u, v)| (u - (2.0 * AXIS - x)).abs() < 0.05 && (v - y).abs() < 0.05);
            assert!(twin, "({x}, {y}) has no mirror image");
        }
    }

    #[test]
    fn a_parallel_line_keeps_its_distance() {
        let line: Vec<Point> = (0..10).map(|i| (i as f32 * 5.0, 20.0)).collect();
        for (x, y) in parallel(&line, 4.0) {
            assert!((y - 24.0).abs() < 1e-4, "({x}, {y}) is not 4 below the line");
        }
    }
}
