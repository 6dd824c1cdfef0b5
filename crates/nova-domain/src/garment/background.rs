//! Which pixels are the garment's: those that cannot be reached from the border through what looks like the border.
//!
//! The border of a studio picture is one colour, or a gradient, which a plane in each channel follows; that of a photo
//! is a floor or a bed, for which a few of its colours stand.

use super::shades;
use crate::oklab::Oklab;

/// Breadth of the border as a share of the picture's shorter side.
const BORDER: f32 = 0.04;
/// Up to this median distance from its plane a border is called smooth.
const SMOOTH: f32 = 0.02;
/// From which to which distance what looks like a smooth border ends, and how many of its spreads that is.
const SMOOTH_REACH: (f32, f32, f32) = (0.03, 0.06, 3.0);
/// The same for a border of several colours.
const ROUGH_REACH: (f32, f32, f32) = (0.05, 0.10, 2.0);
/// What a pixel beside the background counts, which has something of it mixed in.
const EDGE: f32 = 0.25;
/// What a pixel counts that looks like the background and has garment on its four sides: a white shirt on white.
const ENCLOSED: f32 = 0.5;
/// Standard deviations of the garment's place around the middle, as shares of the width and the height.
const MIDDLE: (f32, f32) = (0.30, 0.35);
/// With less of a garment than this share of the picture, all of it is taken for one.
const LEAST: f32 = 0.02;

/// What each pixel counts, 0..1.
pub(super) fn weights(lab: &[Oklab], width: usize, height: usize) -> Vec<f32> {
    let outside = outside(lab, width, height);
    let garment = outside.iter().filter(|outside| !**outside).count();
    let all = (garment as f32) < LEAST * lab.len() as f32;
    let enclosed = Enclosed::of(&outside, width, height);
    (0..lab.len())
        .map(|at| {
            let (x, y) = (at % width, at / width);
            let own = if all {
                1.0
            } else if outside[at] {
                if enclosed.holds(x, y) { ENCLOSED } else { 0.0 }
            } else if beside(&outside, x, y, width, height) {
                EDGE
            } else {
                1.0
            };
            own * centrality(x, width, MIDDLE.0) * centrality(y, height, MIDDLE.1)
        })
        .collect()
}

fn centrality(at: usize, length: usize, spread: f32) -> f32 {
    let offset = ((at as f32 + 0.5) / length as f32 - 0.5) / spread;
    (-0.5 * offset * offset).exp()
}

/// Whether each pixel is reached from the border through what looks like it.
fn outside(lab: &[Oklab], width: usize, height: usize) -> Vec<bool> {
    let border = border(width, height);
    let ground = Ground::of(lab, &border, width);
    let mut outside = vec![false; lab.len()];
    let mut open: Vec<usize> = border
        .into_iter()
        .filter(|at| ground.looks_like(lab[*at], *at))
        .collect();
    while let Some(at) = open.pop() {
        if std::mem::replace(&mut outside[at], true) {
            continue;
        }
        let (x, y) = (at % width, at / width);
        let next = [
            (x > 0).then(|| at - 1),
            (x + 1 < width).then(|| at + 1),
            (y > 0).then(|| at - width),
            (y + 1 < height).then(|| at + width),
        ];
        let reached = next
            .into_iter()
            .flatten()
            .filter(|next| !outside[*next] && ground.looks_like(lab[*next], *next));
        open.extend(reached);
    }
    outside
}

/// The pixels along the four sides.
fn border(width: usize, height: usize) -> Vec<usize> {
    let breadth = ((width.min(height) as f32 * BORDER).round() as usize).max(1);
    let near = |at: usize, length: usize| at < breadth || at + breadth >= length;
    (0..width * height)
        .filter(|at| near(at % width, width) || near(at / width, height))
        .collect()
}

/// What the background looks like.
enum Ground {
    /// Each channel as a plane over the picture, `[at the corner, a pixel to the right, a pixel down]`.
    Smooth {
        planes: [[f32; 3]; 3],
        reach: f32,
        width: usize,
    },
    /// Some colours, each with its reach.
    Rough(Vec<(Oklab, f32)>),
}

impl Ground {
    fn of(lab: &[Oklab], border: &[usize], width: usize) -> Ground {
        let planes = planes(lab, border, width);
        let smooth = |reach| Ground::Smooth { planes, reach, width };
        let even = smooth(0.0);
        let away = border.iter().map(|at| even.colour(*at).distance(lab[*at]));
        let spread = median(away.collect());
        if spread < SMOOTH {
            return smooth(reach(spread, SMOOTH_REACH));
        }
        let colours: Vec<Oklab> = border.iter().map(|at| lab[*at]).collect();
        let found = shades::gather(&colours, &vec![1.0; colours.len()]);
        let reaches = found.iter().map(|shade| {
            let own = colours.iter().filter(|colour| {
                let closer = |other: &shades::Shade| {
                    other.colour.distance2(**colour) < shade.colour.distance2(**colour)
                };
                !found.iter().any(closer)
            });
            let spread = median(own.map(|colour| colour.distance(shade.colour)).collect());
            (shade.colour, reach(spread, ROUGH_REACH))
        });
        Ground::Rough(reaches.collect())
    }

    /// The colour that a smooth ground has at a pixel.
    fn colour(&self, at: usize) -> Oklab {
        match self {
            Ground::Smooth { planes, width, .. } => {
                let (x, y) = ((at % width) as f32, (at / width) as f32);
                let [l, a, b] = planes.map(|[corner, right, down]| corner + right * x + down * y);
                Oklab { l, a, b }
            }
            Ground::Rough(colours) => colours.first().map(|(colour, _)| *colour).unwrap_or_default(),
        }
    }

    fn looks_like(&self, colour: Oklab, at: usize) -> bool {
        match self {
            Ground::Smooth { reach, .. } => self.colour(at).distance(colour) <= *reach,
            Ground::Rough(colours) => colours
                .iter()
                .any(|(ground, reach)| ground.distance(colour) <= *reach),
        }
    }
}

fn reach(spread: f32, (least, most, spreads): (f32, f32, f32)) -> f32 {
    (spreads * spread).clamp(least, most)
}

/// The plane through each channel of the border: least squares, in which what is far from the plane counts less each
/// time (Beaton and Tukey, 1974), as a garment may reach over the border.
fn planes(lab: &[Oklab], border: &[usize], width: usize) -> [[f32; 3]; 3] {
    let channels: [fn(&Oklab) -> f32; 3] = [|c| c.l, |c| c.a, |c| c.b];
    let mut planes = channels.map(|channel| {
        let values = border.iter().map(|at| channel(&lab[*at])).collect();
        [median(values), 0.0, 0.0]
    });
    for _ in 0..4 {
        let ground = Ground::Smooth {
            planes,
            reach: 0.0,
            width,
        };
        let away: Vec<f32> = border
            .iter()
            .map(|at| ground.colour(*at).distance(lab[*at]))
            .collect();
        let limit = (6.0 * median(away.clone())).max(0.02);
        let weights: Vec<f32> = away
            .iter()
            .map(|away| (1.0 - (away / limit).powi(2)).max(0.0).powi(2))
            .collect();
        planes = std::array::from_fn(|channel| {
            let points = border.iter().zip(&weights).map(|(at, weight)| {
                let place = ((at % width) as f32, (at / width) as f32);
                (place, channels[channel](&lab[*at]), *weight)
            });
            plane(points).unwrap_or(planes[channel])
        });
    }
    planes
}

/// The weighted least-squares plane through points; `None` where they do not span one.
fn plane(points: impl Iterator<Item = ((f32, f32), f32, f32)>) -> Option<[f32; 3]> {
    // The normal equations, in double precision, with the right-hand side as a fourth column.
    let mut rows = [[0.0_f64; 4]; 3];
    for ((x, y), value, weight) in points {
        let terms = [1.0, f64::from(x), f64::from(y), f64::from(value)];
        for (row, own) in rows.iter_mut().zip(terms) {
            for (cell, other) in row.iter_mut().zip(terms) {
                *cell += f64::from(weight) * own * other;
            }
        }
    }
    for pivot in 0..3 {
        if rows[pivot][pivot] < 1e-6 {
            return None;
        }
        let chosen = rows[pivot];
        for (at, row) in rows.iter_mut().enumerate() {
            if at != pivot {
                let factor = row[pivot] / chosen[pivot];
                for (cell, own) in row.iter_mut().zip(chosen) {
                    *cell -= factor * own;
                }
            }
        }
    }
    Some(std::array::from_fn(|at| (rows[at][3] / rows[at][at]) as f32))
}

fn median(mut values: Vec<f32>) -> f32 {
    if values.is_empty() {
        return 0.0;
    }
    let middle = values.len() / 2;
    *values.select_nth_unstable_by(middle, f32::total_cmp).1
}

/// Whether a pixel of the garment has background beside it.
fn beside(outside: &[bool], x: usize, y: usize, width: usize, height: usize) -> bool {
    let around = |at: usize, length: usize| at.saturating_sub(1)..(at + 2).min(length);
    around(y, height).any(|y| around(x, width).any(|x| outside[y * width + x]))
}

/// From where to where the garment reaches in each row and each column.
struct Enclosed {
    rows: Vec<(usize, usize)>,
    columns: Vec<(usize, usize)>,
}

impl Enclosed {
    fn of(outside: &[bool], width: usize, height: usize) -> Enclosed {
        let mut rows = vec![(usize::MAX, 0); height];
        let mut columns = vec![(usize::MAX, 0); width];
        for (at, _) in outside.iter().enumerate().filter(|(_, outside)| !**outside) {
            let (x, y) = (at % width, at / width);
            rows[y] = (rows[y].0.min(x), rows[y].1.max(x));
            columns[x] = (columns[x].0.min(y), columns[x].1.max(y));
        }
        Enclosed { rows, columns }
    }

    fn holds(&self, x: usize, y: usize) -> bool {
        let within = |(first, last): (usize, usize), at: usize| first < at && at < last;
        within(self.rows[y], x) && within(self.columns[x], y)
    }
}
