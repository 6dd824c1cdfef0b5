//! Unit vectors side by side in memory, one row each.

use nova_domain::vector::normalise;

/// Rows of unit vectors of one dimension, stored row after row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matrix {
    dim: usize,
    values: Vec<f32>,
}

impl Matrix {
    /// An empty matrix for vectors of `dim` numbers, with room for `rows` of them.
    pub fn with_capacity(dim: usize, rows: usize) -> Matrix {
        Matrix {
            dim,
            values: Vec::with_capacity(dim * rows),
        }
    }

    /// Adds a row, scaled to length 1. Returns `false`, and adds nothing, when `vector` has another dimension
    /// or no direction.
    pub fn push(&mut self, vector: &[f32]) -> bool {
        if vector.len() != self.dim {
            return false;
        }
        let start = self.values.len();
        self.values.extend_from_slice(vector);
        let added = normalise(&mut self.values[start..]);
        if !added {
            self.values.truncate(start);
        }
        added
    }

    /// Numbers in a row.
    pub fn dim(&self) -> usize {
        self.dim
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.values.len().checked_div(self.dim).unwrap_or(0)
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The row numbered `row`, from 0.
    pub fn row(&self, row: usize) -> &[f32] {
        &self.values[row * self.dim..(row + 1) * self.dim]
    }

    /// All numbers, row after row.
    pub fn values(&self) -> &[f32] {
        &self.values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_scaled_to_length_one() {
        let mut matrix = Matrix::with_capacity(2, 1);
        assert!(matrix.push(&[3.0, 4.0]));
        assert_eq!(matrix.row(0), [0.6, 0.8], "3-4-5");
    }

    #[test]
    fn what_has_no_direction_or_another_dimension_is_not_added() {
        let mut matrix = Matrix::with_capacity(2, 4);
        assert!(!matrix.push(&[0.0, 0.0]) && !matrix.push(&[1.0]) && !matrix.push(&[f32::NAN, 1.0]));
        assert!(matrix.is_empty(), "nothing is left behind");
        assert_eq!(Matrix::default().len(), 0, "a matrix of no dimension has no rows");
    }
}
