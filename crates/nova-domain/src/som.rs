//! A self-organising map: points of many dimensions on a grid, where neighbours are alike (Kohonen, "The
//! self-organizing map", Proceedings of the IEEE 78, 1990; in the batch form, which needs no order and no chance).
//!
//! What the points stand for and how a map is drawn is not known here.

/// Passes over the points. The neighbourhood shrinks from pass to pass, and after this many the map hardly moves.
const PASSES: usize = 14;
/// Points that are looked at in a pass; more change the map little.
const SAMPLE: usize = 6_000;
/// Neighbourhood in cells at the end: the map still bends smoothly, and cells hold what is nearest to them.
const LAST_RADIUS: f32 = 0.6;
/// Share of the grid's longer side that the neighbourhood covers at first.
const FIRST_RADIUS: f32 = 0.33;
/// Standard deviations of the points that the grid spans when it is laid out.
const SPAN: f32 = 1.5;

/// A grid whose cells hold points of one space.
#[derive(Debug, Clone, PartialEq)]
pub struct Som {
    columns: usize,
    rows: usize,
    dim: usize,
    cells: Vec<f32>,
}

impl Som {
    /// Lays a grid of `columns` × `rows` cells through `points`, all of one length, with most of their variance in
    /// their first two coordinates. Equal points give equal maps. Without points or cells it is empty.
    pub fn fit(points: &[&[f32]], columns: usize, rows: usize) -> Som {
        let dim = points.first().map_or(0, |point| point.len());
        let mut som = Som {
            columns,
            rows,
            dim,
            cells: vec![0.0; columns * rows * dim],
        };
        if som.cells.is_empty() {
            return som;
        }
        som.lay_out(points);
        let step = points.len().div_ceil(SAMPLE);
        let sample: Vec<&[f32]> = points.iter().step_by(step).copied().collect();
        let first = (columns.max(rows) as f32 * FIRST_RADIUS).max(LAST_RADIUS);
        for pass in 0..PASSES {
            let progress = pass as f32 / (PASSES - 1) as f32;
            som.settle(&sample, first * (LAST_RADIUS / first).powf(progress));
        }
        som
    }

    /// The cell nearest to a point, counted along the rows, with the square of its distance; 0 in an empty map.
    pub fn nearest(&self, point: &[f32]) -> (usize, f32) {
        let mut best = (0, f32::INFINITY);
        for (cell, centre) in self.cells.chunks_exact(self.dim.max(1)).enumerate() {
            let distance = squared_distance(centre, point);
            if distance < best.1 {
                best = (cell, distance);
            }
        }
        best
    }

    /// The same for many points, faster.
    pub fn finder(&self) -> Finder {
        Finder::new(&self.cells, self.dim)
    }

    /// Spreads the cells over the plane of the first two coordinates.
    fn lay_out(&mut self, points: &[&[f32]]) {
        let count = points.len() as f32;
        let mut mean = vec![0.0_f32; self.dim];
        for point in points {
            for (sum, value) in mean.iter_mut().zip(*point) {
                *sum += value / count;
            }
        }
        let spread = |axis: usize| {
            let squares = points.iter().map(|point| {
                let offset = point.get(axis).unwrap_or(&0.0) - mean.get(axis).unwrap_or(&0.0);
                offset * offset / count
            });
            squares.sum::<f32>().sqrt()
        };
        let (across, down) = (spread(0), spread(1));
        let place = |at: usize, of: usize| (2.0 * (at as f32 + 0.5) / of as f32 - 1.0) * SPAN;
        for (cell, centre) in self.cells.chunks_exact_mut(self.dim).enumerate() {
            centre.copy_from_slice(&mean);
            let (column, row) = (cell % self.columns, cell / self.columns);
            for (axis, offset) in [place(column, self.columns) * across, place(row, self.rows) * down]
                .into_iter()
                .enumerate()
            {
                if let Some(value) = centre.get_mut(axis) {
                    *value += offset;
                }
            }
        }
    }

    /// One pass: each cell becomes the mean of the points around it, weighted by how near on the grid they landed.
    fn settle(&mut self, points: &[&[f32]], radius: f32) {
        let width = self.dim + 1;
        let mut sums = vec![0.0_f32; self.columns * self.rows * width];
        let finder = self.finder();
        for point in points {
            let (cell, _) = finder.nearest(point);
            let sum = &mut sums[cell * width..(cell + 1) * width];
            for (sum, value) in sum.iter_mut().zip(*point) {
                *sum += value;
            }
            sum[self.dim] += 1.0;
        }
        let reach = (radius * 3.0).ceil() as usize;
        let kernel: Vec<f32> = (0..=reach)
            .map(|distance| (-0.5 * (distance as f32 / radius).powi(2)).exp())
            .collect();
        // A Gaussian over the grid is one along its rows after one along its columns.
        let sums = smoothed(&sums, width, self.columns, 1, self.rows, self.columns, &kernel);
        let sums = smoothed(&sums, width, self.rows, self.columns, self.columns, 1, &kernel);
        for (centre, sum) in self
            .cells
            .chunks_exact_mut(self.dim)
            .zip(sums.chunks_exact(width))
        {
            let weight = sum[self.dim];
            if weight > f32::EPSILON {
                for (value, sum) in centre.iter_mut().zip(sum) {
                    *value = sum / weight;
                }
            }
        }
    }
}

/// Finds the cell nearest to each of many points, exactly as [`Som::nearest`] does.
///
/// Cells lie in blocks, next to each other along the rows and so near each other in the space; of blocks that lie too far
/// from the point none of the cells is looked at.
pub struct Finder {
    /// The blocks' cells, coordinate by coordinate.
    blocks: Vec<Block>,
    /// The blocks' middles in the same way.
    middles: Vec<Block>,
    /// How far a block's cells lie from its middle.
    radii: Vec<f32>,
}

/// Cells of a block, whose distances a processor finds at once.
const LANES: usize = 8;
/// By more than this share of a distance no rounding of at most some hundreds of coordinates moves it.
const ROUNDING: f32 = 1e-4;

/// Each coordinate of some places.
type Block = Vec<[f32; LANES]>;

impl Finder {
    fn new(cells: &[f32], dim: usize) -> Finder {
        let width = dim.max(1);
        let mut finder = Finder {
            blocks: Vec::new(),
            middles: Vec::new(),
            radii: Vec::new(),
        };
        let mut middles: Vec<f32> = Vec::new();
        for block in cells.chunks(LANES * width) {
            let count = (block.len() / width) as f32;
            let start = middles.len();
            middles.resize(start + dim, 0.0);
            let middle = &mut middles[start..];
            for cell in block.chunks_exact(width) {
                for (sum, value) in middle.iter_mut().zip(cell) {
                    *sum += value / count;
                }
            }
            let far = |cell: &[f32]| squared_distance(cell, middle).sqrt();
            finder
                .radii
                .push(block.chunks_exact(width).map(far).fold(0.0, f32::max));
            finder.blocks.push(across(block, dim));
        }
        finder.middles = middles
            .chunks(LANES * width)
            .map(|part| across(part, dim))
            .collect();
        finder
    }

    /// The cell nearest to a point, with the square of its distance; 0 in an empty map.
    pub fn nearest(&self, point: &[f32]) -> (usize, f32) {
        let (mut best, mut first) = ((0, f32::INFINITY), (0, f32::INFINITY));
        for (part, middles) in self.middles.iter().enumerate() {
            for (lane, square) in squares(middles, point).into_iter().enumerate() {
                let block = part * LANES + lane;
                if square < first.1 && block < self.blocks.len() {
                    first = (block, square);
                }
            }
        }
        self.look(first.0, point, &mut best);
        let mut reach = best.1.sqrt() * (1.0 + ROUNDING);
        for (part, middles) in self.middles.iter().enumerate() {
            let own = &self.radii[part * LANES..self.radii.len().min((part + 1) * LANES)];
            for ((lane, radius), square) in own.iter().enumerate().zip(squares(middles, point)) {
                let far = reach + radius * (1.0 + ROUNDING);
                if square * (1.0 - ROUNDING) <= far * far {
                    self.look(part * LANES + lane, point, &mut best);
                    reach = best.1.sqrt() * (1.0 + ROUNDING);
                }
            }
        }
        best
    }

    /// Looks at a block's cells for one that is nearer, or as near and before.
    fn look(&self, block: usize, point: &[f32], best: &mut (usize, f32)) {
        let Some(cells) = self.blocks.get(block) else {
            return;
        };
        for (lane, distance) in squares(cells, point).into_iter().enumerate() {
            let cell = block * LANES + lane;
            if distance < best.1 || distance == best.1 && cell < best.0 {
                *best = (cell, distance);
            }
        }
    }
}

/// Up to [`LANES`] places, coordinate by coordinate; where there are fewer, the rest is infinitely far from everything.
fn across(places: &[f32], dim: usize) -> Block {
    let mut block = vec![[f32::INFINITY; LANES]; dim];
    for (lane, place) in places.chunks_exact(dim.max(1)).enumerate() {
        for (coordinate, value) in block.iter_mut().zip(place) {
            coordinate[lane] = *value;
        }
    }
    block
}

/// The squares of a point's distances from the places of a block, each summed up in the order of the coordinates.
fn squares(block: &[[f32; LANES]], point: &[f32]) -> [f32; LANES] {
    let mut sums = [0.0; LANES];
    for (coordinate, value) in block.iter().zip(point) {
        for (sum, place) in sums.iter_mut().zip(coordinate) {
            *sum += (place - value) * (place - value);
        }
    }
    sums
}

/// Smooths `lines` lines of `length` cells, whose cells lie `step` apart and whose beginnings lie `stride` apart.
fn smoothed(
    values: &[f32],
    width: usize,
    length: usize,
    step: usize,
    lines: usize,
    stride: usize,
    kernel: &[f32],
) -> Vec<f32> {
    let mut out = vec![0.0_f32; values.len()];
    let reach = kernel.len() - 1;
    for line in 0..lines {
        for at in 0..length {
            let target = (line * stride + at * step) * width;
            for near in at.saturating_sub(reach)..length.min(at + reach + 1) {
                let source = (line * stride + near * step) * width;
                let weight = kernel[near.abs_diff(at)];
                let from = &values[source..source + width];
                for (out, value) in out[target..target + width].iter_mut().zip(from) {
                    *out += weight * value;
                }
            }
        }
    }
    out
}

fn squared_distance(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

#[cfg(test)]
mod tests {
    use super::Som;
    use proptest::prelude::*;

    /// Points on a square, in a space with a third, flat coordinate.
    fn square() -> Vec<Vec<f32>> {
        let points = (0..400).map(|n| ((n % 20) as f32, (n / 20) as f32));
        points.map(|(x, y)| vec![x, y * 0.9, 0.5]).collect()
    }

    fn fit(points: &[Vec<f32>], columns: usize, rows: usize) -> Som {
        let points: Vec<&[f32]> = points.iter().map(Vec::as_slice).collect();
        Som::fit(&points, columns, rows)
    }

    #[test]
    fn neighbours_on_the_grid_are_neighbours_in_the_space() {
        let som = fit(&square(), 8, 8);
        let mut gaps = (0.0, 0.0);
        for cell in 0..64 {
            let centre = |cell: usize| &som.cells[cell * 3..cell * 3 + 3];
            if cell % 8 < 7 {
                gaps.0 += super::squared_distance(centre(cell), centre(cell + 1)).sqrt() / 56.0;
            }
            gaps.1 += super::squared_distance(centre(cell), centre(63 - cell)).sqrt() / 64.0;
        }
        assert!(
            gaps.0 * 3.0 < gaps.1,
            "next to each other {} apart, across the grid {}",
            gaps.0,
            gaps.1
        );
    }

    #[test]
    fn points_spread_over_the_whole_grid() {
        let (points, som) = (square(), fit(&square(), 8, 8));
        let used: std::collections::BTreeSet<usize> =
            points.iter().map(|point| som.nearest(point).0).collect();
        assert!(used.len() > 48, "{} of 64 cells are used", used.len());
    }

    #[test]
    fn nothing_gives_an_empty_map() {
        assert_eq!(Som::fit(&[], 4, 4).nearest(&[1.0]).0, 0, "no points");
        assert_eq!(fit(&square(), 0, 4).nearest(&[1.0, 1.0, 1.0]).0, 0, "no cells");
        let one = fit(&[vec![2.0]], 3, 2);
        assert!(one.nearest(&[2.0]).0 < 6, "one point of one coordinate");
    }

    proptest! {
        #[test]
        fn equal_points_give_equal_maps_and_every_cell_stays_finite(
            points in proptest::collection::vec(proptest::collection::vec(-1.0_f32..1.0, 4), 1..60),
            columns in 1_usize..7,
            rows in 1_usize..5,
        ) {
            let som = fit(&points, columns, rows);
            prop_assert_eq!(&som, &fit(&points, columns, rows));
            prop_assert!(som.cells.iter().all(|value| value.is_finite()));
            prop_assert!(points.iter().all(|point| som.nearest(point).0 < columns * rows));
            let finder = som.finder();
            for point in &points {
                let (found, plain) = (finder.nearest(point), som.nearest(point));
                prop_assert_eq!((found.0, found.1.to_bits()), (plain.0, plain.1.to_bits()));
            }
        }
    }
}
