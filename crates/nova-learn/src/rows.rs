//! A matrix of f32, row after row, and what is done with whole rows. Products are in `product`.

use nova_domain::vector::normalise;

/// A matrix, row after row.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Rows {
    width: usize,
    values: Vec<f32>,
}

impl Rows {
    /// `count` rows of zeros.
    pub fn zeros(count: usize, width: usize) -> Rows {
        Rows {
            width,
            values: vec![0.0; count * width],
        }
    }

    /// From all numbers, row after row; what is left over beyond whole rows is cut off.
    pub fn of(width: usize, mut values: Vec<f32>) -> Rows {
        values.truncate(values.len().checked_div(width).unwrap_or(0) * width);
        Rows { width, values }
    }

    /// The rows of a matrix that are named, in their order; a row may come several times.
    pub fn picked(&self, rows: &[usize]) -> Rows {
        let mut values = Vec::with_capacity(rows.len() * self.width);
        rows.iter()
            .for_each(|row| values.extend_from_slice(self.row(*row)));
        Rows {
            width: self.width,
            values,
        }
    }

    /// The matrix turned round.
    pub fn transposed(&self) -> Rows {
        let count = self.len();
        let mut turned = Rows::zeros(self.width, count);
        // In squares, so that neither side jumps through memory.
        for first in (0..count).step_by(SQUARE) {
            for from in (0..self.width).step_by(SQUARE) {
                for row in first..(first + SQUARE).min(count) {
                    let end = (from + SQUARE).min(self.width);
                    for (at, value) in self.row(row)[from..end].iter().enumerate() {
                        turned.values[(from + at) * count + row] = *value;
                    }
                }
            }
        }
        turned
    }

    /// Puts a row at the end. Returns `false`, and adds nothing, where it has another length.
    pub fn push(&mut self, row: &[f32]) -> bool {
        if self.values.is_empty() && self.width == 0 {
            self.width = row.len();
        }
        let fits = row.len() == self.width && self.width > 0;
        if fits {
            self.values.extend_from_slice(row);
        }
        fits
    }

    /// Numbers in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.values.len().checked_div(self.width).unwrap_or(0)
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The row numbered `row`, from 0.
    pub fn row(&self, row: usize) -> &[f32] {
        &self.values[row * self.width..(row + 1) * self.width]
    }

    /// The row numbered `row`, from 0, to write to.
    pub fn row_mut(&mut self, row: usize) -> &mut [f32] {
        &mut self.values[row * self.width..(row + 1) * self.width]
    }

    /// All numbers, row after row.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// All numbers, row after row, without the matrix around them.
    pub fn into_values(self) -> Vec<f32> {
        self.values
    }

    /// All numbers, row after row, to write to.
    pub fn values_mut(&mut self) -> &mut [f32] {
        &mut self.values
    }

    /// Adds `other`, a matrix of the same shape, times `weight`.
    pub(crate) fn add(&mut self, other: &Rows, weight: f32) {
        let pairs = self.values.iter_mut().zip(&other.values);
        pairs.for_each(|(own, other)| *own += weight * other);
    }

    /// Brings every row to length 1, and answers with the lengths that they had. A row without a direction stays.
    pub(crate) fn normalise(&mut self) -> Vec<f32> {
        let width = self.width.max(1);
        let rows = self.values.chunks_exact_mut(width);
        rows.map(|row| {
            let length = row.iter().map(|value| value * value).sum::<f32>().sqrt();
            if normalise(row) { length } else { 1.0 }
        })
        .collect()
    }
}

/// Side of the squares that are turned round at once.
const SQUARE: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matrix_turned_round_twice_is_as_it_was() {
        let values: Vec<f32> = (0..37 * 21).map(|value| value as f32).collect();
        let rows = Rows::of(21, values);
        let turned = rows.transposed();
        assert_eq!((turned.len(), turned.width()), (21, 37));
        assert_eq!(turned.row(4)[30], rows.row(30)[4]);
        assert_eq!(turned.transposed(), rows);
    }

    #[test]
    fn a_row_of_another_length_is_not_taken() {
        let mut rows = Rows::default();
        assert!(rows.push(&[3.0, 4.0]), "the first says how long rows are");
        assert!(!rows.push(&[1.0]));
        assert_eq!(rows.normalise(), [5.0]);
        assert_eq!(rows.row(0), [0.6, 0.8]);
        assert_eq!(rows.picked(&[0, 0]).len(), 2);
    }
}
