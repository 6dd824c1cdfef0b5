//! A search: nearest parts first, each read until no part that is left can be expected to have anything better.

use super::PartitionIndex;
use crate::bytes::ByteQuery;
use crate::dot::dot;
use crate::matrix::Matrix;
use crate::scan::{Allowed, Neighbour, best, nearest_of};
use crate::signs::SignQuery;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// One row in so many may be found: then those are compared one by one, exactly.
const FEW: usize = 64;
/// Parts that are read in any case, which tell how far the best rows of a part stand out.
const FEWEST_PARTS: usize = 8;
/// Codes that a search may read however small the catalogue.
const FEWEST_ROWS: usize = 32_768;
/// Codes that a search may read for each row that is wanted.
const FOR_EACH: usize = 256;
/// Parts without hope, one after the other, after which those that are further away are not asked.
const PATIENCE: usize = 24;

/// A part that may be read.
struct Ahead {
    /// Half of the squared distance of the query, less half of the query's squared length.
    distance: f32,
    /// The query's product with the centre, roughly.
    product: f32,
    part: usize,
}

/// A row that was compared by its bytes.
struct Candidate {
    row: u32,
    product: f32,
    slack: f32,
}

impl PartitionIndex {
    /// Up to `k` rows near `query`, a vector of length one, best first, with their exact cosines; where `allowed` says which
    /// rows may be found, `k` of those if there are as many. `matrix` holds the rows that the index was built for and
    /// brought up to.
    ///
    /// Where few rows are allowed, one in 64 or no more than `k`, the answer is exact. Equal rows come in their order.
    pub fn nearest(
        &self,
        matrix: &Matrix,
        query: &[f32],
        k: usize,
        allowed: Option<Allowed<'_>>,
    ) -> Vec<Neighbour> {
        let all = self.len();
        let accepts = |row: usize| allowed.is_none_or(|allowed| (allowed.accepts)(row));
        let left = allowed.map_or(all, |allowed| allowed.count.min(all));
        if k == 0 || left == 0 {
            return Vec::new();
        }
        if allowed.is_some() && (left * FEW <= all || left <= k) {
            return nearest_of(matrix, query, k, accepts);
        }
        let candidates = self.candidates(query, k, left, |row| row < matrix.len() && accepts(row));
        let values: Vec<Neighbour> = candidates
            .into_iter()
            .map(|candidate| {
                let row = candidate.row as usize;
                Neighbour {
                    row,
                    cosine: dot(matrix.row(row), query),
                }
            })
            .collect();
        best(values, k)
    }

    /// Rows among which the `k` best are, as far as the codes tell; in no order. `left` rows may be found.
    fn candidates(
        &self,
        query: &[f32],
        k: usize,
        left: usize,
        accepts: impl Fn(usize) -> bool,
    ) -> Vec<Candidate> {
        let all = self.len();
        let rotated = self.rotation.of(query);
        let squared = dot(&rotated, &rotated);
        let mut ahead: BinaryHeap<Reverse<Ahead>> = self
            .centres
            .rough(&rotated, self.kernel)
            .enumerate()
            .map(|(part, (product, distance))| {
                Reverse(Ahead {
                    distance,
                    product,
                    part,
                })
            })
            .collect();
        let bytes = ByteQuery::new(&rotated, self.rotation.padded());
        // What is rare among the rows has to be looked for further away, though by less than it is rare: the nearest parts
        // have their share of it as well.
        let rarity = (all as f32 / left as f32).max(1.0).sqrt();
        let budget = (all as f32 * self.parameters.share) as usize;
        let budget = (budget.max(FEWEST_ROWS).max(k * FOR_EACH) as f32 * rarity) as usize;
        let mut asked = SignQuery::default();
        let mut remainder = vec![0.0; self.rotation.padded()];
        let (mut found, mut best) = (Vec::new(), Best::new(k));
        let mut hopeful: Vec<u32> = Vec::new();
        let (mut read, mut parts, mut hopeless) = (0, 0, 0);
        // How far the best row of each of the last parts stands out at most, as a share of the lengths of the remainders.
        let mut last = [0.0_f32; FEWEST_PARTS];
        while let Some(Reverse(next)) = ahead.pop() {
            let part = &self.parts[next.part];
            if part.rows.is_empty() {
                continue;
            }
            if read >= budget && best.is_full() {
                break;
            }
            let away = (squared + 2.0 * next.distance).max(0.0).sqrt();
            let stands_out = last.iter().copied().fold(0.0, f32::max);
            if parts >= FEWEST_PARTS && next.product + stands_out * away * part.radius() < best.least() {
                hopeless += 1;
                if hopeless >= PATIENCE {
                    break;
                }
                continue;
            }
            hopeless = 0;
            read += part.rows.len();
            let centre = self.centres.row(next.part);
            for (to, (x, c)) in remainder.iter_mut().zip(rotated.iter().zip(centre)) {
                *to = x - c;
            }
            asked.set(&remainder);
            let base = dot(&rotated, centre);
            hopeful.clear();
            let (least, mut most_of_all) = (best.least(), f32::NEG_INFINITY);
            let doubt = self.parameters.doubt;
            part.signs
                .scan(self.kernel, &asked, base, doubt, |start, count, most, highest| {
                    most_of_all = most_of_all.max(highest);
                    if highest < least {
                        return;
                    }
                    for (lane, most) in most[..count].iter().enumerate() {
                        let at = start + lane;
                        if *most >= least && accepts(part.rows[at] as usize) {
                            part.bytes.fetch(at);
                            hopeful.push(at as u32);
                        }
                    }
                });
            let reach = asked.length * part.radius();
            if reach > f32::MIN_POSITIVE {
                last[parts % FEWEST_PARTS] = (most_of_all - base) / reach;
            }
            parts += 1;
            for at in hopeful.iter().map(|at| *at as usize) {
                let product = part.bytes.product(self.kernel, at, &bytes);
                let slack = part.bytes.slack(at);
                if product + 2.0 * slack >= best.least() {
                    best.saw(product);
                    found.push(Candidate {
                        row: part.rows[at],
                        product,
                        slack,
                    });
                }
            }
        }
        let least = best.least();
        found.retain(|candidate| candidate.product + 2.0 * candidate.slack >= least);
        found
    }
}

/// The `k` best values so far.
struct Best {
    k: usize,
    values: BinaryHeap<Reverse<Value>>,
}

impl Best {
    fn new(k: usize) -> Best {
        Best {
            k,
            values: BinaryHeap::new(),
        }
    }

    fn is_full(&self) -> bool {
        self.values.len() >= self.k
    }

    /// The value that a further one must reach.
    #[inline]
    fn least(&self) -> f32 {
        match self.values.peek() {
            Some(Reverse(Value(least))) if self.is_full() => *least,
            _ => f32::NEG_INFINITY,
        }
    }

    fn saw(&mut self, value: f32) {
        if !self.is_full() {
            self.values.push(Reverse(Value(value)));
        } else if value > self.least() {
            self.values.pop();
            self.values.push(Reverse(Value(value)));
        }
    }
}

#[derive(PartialEq)]
struct Value(f32);

impl Eq for Value {}

impl Ord for Value {
    fn cmp(&self, other: &Value) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Value) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ahead {
    fn eq(&self, other: &Ahead) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ahead {}

impl Ord for Ahead {
    fn cmp(&self, other: &Ahead) -> Ordering {
        let by_distance = self.distance.total_cmp(&other.distance);
        by_distance.then(self.part.cmp(&other.part))
    }
}

impl PartialOrd for Ahead {
    fn partial_cmp(&self, other: &Ahead) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
