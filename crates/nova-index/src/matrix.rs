//! Unit vectors side by side, one row each, in memory or in a file that is mapped into it.

use crate::sealed::{IndexError, KIND, Reader, Writer};
use memmap2::Mmap;
use nova_domain::vector::normalise;
use std::path::Path;
use std::sync::Arc;

const ROWS: &[u8; KIND] = b"NOVAROW1";
/// Where the numbers begin in a file: behind its kind, two hashes and the dimension.
const HEAD: usize = KIND + 32 + 32 + 8;

/// Rows of unit vectors of one dimension, stored row after row.
#[derive(Debug, Clone, Default)]
pub struct Matrix {
    dim: usize,
    values: Values,
}

#[derive(Debug, Clone)]
enum Values {
    Held(Vec<f32>),
    /// A file of rows; the numbers begin at [`HEAD`].
    Mapped(Arc<Mmap>),
}

impl Default for Values {
    fn default() -> Self {
        Values::Held(Vec::new())
    }
}

impl PartialEq for Matrix {
    fn eq(&self, other: &Matrix) -> bool {
        self.dim == other.dim && self.values() == other.values()
    }
}

impl Matrix {
    /// An empty matrix for vectors of `dim` numbers, with room for `rows` of them.
    pub fn with_capacity(dim: usize, rows: usize) -> Matrix {
        Matrix {
            dim,
            values: Values::Held(Vec::with_capacity(dim * rows)),
        }
    }

    /// Maps the rows at `path`, which [`Matrix::save`] wrote, if they are those that `fingerprint` names. They take memory
    /// only while they are read, and the system may take it back at any time. Their checksum is not looked at, as
    /// that reads all of them: [`Matrix::verify`] does.
    ///
    /// The file may be replaced by another but must not be changed in place while it is mapped; `save` never does.
    ///
    /// # Errors
    /// As [`Matrix::verify`], and [`IndexError::Stale`] where the rows are others.
    pub fn map(path: &Path, fingerprint: &str) -> Result<Matrix, IndexError> {
        let mut file = Reader::open(path, ROWS, Some(fingerprint))?;
        let dim = file.one::<u64>()? as usize;
        #[allow(unsafe_code, reason = "a mapped file may change, which Rust cannot see")]
        // SAFETY: files of rows are made beside their place and renamed, and never written to again.
        let mapped = unsafe { Mmap::map(file.file()) };
        let mapped = mapped.map_err(|source| IndexError::Io {
            path: path.to_owned(),
            source,
        })?;
        let numbers = mapped.get(HEAD..).and_then(as_numbers).map(<[f32]>::len);
        if dim == 0 || numbers.is_none_or(|numbers| !numbers.is_multiple_of(dim)) {
            return Err(file.damaged("it ends within a row"));
        }
        Ok(Matrix {
            dim,
            values: Values::Mapped(Arc::new(mapped)),
        })
    }

    /// Reads the file of rows at `path` from end to end, and looks whether it is what was written.
    ///
    /// # Errors
    /// [`IndexError::Missing`], [`IndexError::Damaged`], or [`IndexError::Io`] where it cannot be read.
    pub fn verify(path: &Path) -> Result<(), IndexError> {
        let mut file = Reader::open(path, ROWS, None)?;
        file.skip()?;
        file.sound()
    }

    /// Writes the rows to `path`, as indexes are: beside it first and then in its place. `fingerprint` names them.
    ///
    /// # Errors
    /// [`IndexError::Io`] when they cannot be written; what was there before stays.
    pub fn save(&self, path: &Path, fingerprint: &str) -> Result<(), IndexError> {
        let mut file = Writer::new(path, ROWS, fingerprint)?;
        file.put(&[self.dim as u64])?;
        file.put(self.values())?;
        file.seal()
    }

    /// Adds a row, scaled to length 1. Returns `false`, and adds nothing, when `vector` has another dimension
    /// or no direction. Rows that are mapped are read into memory first.
    pub fn push(&mut self, vector: &[f32]) -> bool {
        if vector.len() != self.dim {
            return false;
        }
        if let Values::Mapped(_) = self.values {
            self.values = Values::Held(self.values().to_vec());
        }
        let Values::Held(values) = &mut self.values else {
            return false;
        };
        let start = values.len();
        values.extend_from_slice(vector);
        let added = normalise(&mut values[start..]);
        if !added {
            values.truncate(start);
        }
        added
    }

    /// Whether the rows are in a file that is mapped.
    pub fn is_mapped(&self) -> bool {
        matches!(self.values, Values::Mapped(_))
    }

    /// Numbers in a row.
    pub fn dim(&self) -> usize {
        self.dim
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.values().len().checked_div(self.dim).unwrap_or(0)
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.values().is_empty()
    }

    /// The row numbered `row`, from 0.
    pub fn row(&self, row: usize) -> &[f32] {
        &self.values()[row * self.dim..(row + 1) * self.dim]
    }

    /// All numbers, row after row.
    pub fn values(&self) -> &[f32] {
        match &self.values {
            Values::Held(values) => values,
            // `map` looked at it.
            Values::Mapped(file) => as_numbers(&file[HEAD..]).unwrap_or_default(),
        }
    }
}

fn as_numbers(bytes: &[u8]) -> Option<&[f32]> {
    bytemuck::try_cast_slice(bytes).ok()
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

    #[test]
    fn mapped_rows_are_those_that_were_saved() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pictures.rows");
        assert!(matches!(Matrix::map(&path, "a"), Err(IndexError::Missing { .. })));
        let mut matrix = crate::test_rows::clustered(9, 5, 1);
        matrix.save(&path, "a").unwrap();
        let mut mapped = Matrix::map(&path, "a").unwrap();
        assert_eq!(mapped, matrix, "number by number");
        Matrix::verify(&path).unwrap();
        assert!(
            matches!(Matrix::map(&path, "b"), Err(IndexError::Stale { .. })),
            "other rows"
        );
        assert!(mapped.push(&[1.0; 5]) && matrix.push(&[1.0; 5]));
        assert_eq!(mapped, matrix, "rows can be added");
        assert_eq!(Matrix::map(&path, "a").unwrap().len(), 9, "but not to the file");
    }

    #[test]
    fn damaged_rows_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pictures.rows");
        crate::test_rows::clustered(9, 5, 1).save(&path, "a").unwrap();
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, &bytes[..bytes.len() - 4]).unwrap();
        assert!(
            matches!(Matrix::map(&path, "a"), Err(IndexError::Damaged { .. })),
            "cut off"
        );
        let mut changed = bytes.clone();
        changed[100] ^= 1;
        std::fs::write(&path, &changed).unwrap();
        assert!(
            matches!(Matrix::verify(&path), Err(IndexError::Damaged { .. })),
            "one bit differs"
        );
    }
}
