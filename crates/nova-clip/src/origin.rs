//! Where a tensor comes from in a weights file that calls it something else or cuts it otherwise.
//!
//! An architecture asks for its tensors by one set of names; a file that another library wrote may keep
//! queries, keys and values as one, or a matrix on its side. What the names are is told by `open_clip`;
//! `weights` reads through it.

use std::collections::HashMap;

use safetensors::tensor::{Dtype, Metadata};

/// Origins by the name that the architecture asks for.
pub(crate) type Origins = HashMap<String, Origin>;

/// Which tensors of the file make one tensor of the architecture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Origin {
    /// Blocks of rows, one below the other.
    pub blocks: Vec<Block>,
    /// Whether the file's rows are the architecture's columns.
    pub transposed: bool,
    /// Whether the file has one more dimension, of length 1, in front.
    pub wrapped: bool,
}

/// The rows of a tensor, or some of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub name: String,
    /// Which of three equal shares of the rows; all of them if none.
    pub third: Option<usize>,
}

impl Origin {
    /// A tensor under another name.
    pub(crate) fn named(name: impl Into<String>) -> Self {
        Self::stacked([name.into()])
    }

    /// Several tensors, one below the other.
    pub(crate) fn stacked<const N: usize>(names: [String; N]) -> Self {
        let blocks = names.map(|name| Block { name, third: None });
        Self {
            blocks: blocks.into(),
            ..Self::default()
        }
    }

    /// One of three equal shares of a tensor's rows.
    pub(crate) fn third(name: impl Into<String>, third: usize) -> Self {
        Self {
            blocks: vec![Block {
                name: name.into(),
                third: Some(third),
            }],
            ..Self::default()
        }
    }

    pub(crate) fn transposed(self) -> Self {
        Self {
            transposed: true,
            ..self
        }
    }

    pub(crate) fn wrapped(self) -> Self {
        Self {
            wrapped: true,
            ..self
        }
    }

    /// Element type and shape of what it makes.
    ///
    /// # Errors
    /// The name of the first tensor that the file does not have.
    pub(crate) fn look(&self, metadata: &Metadata) -> Result<(Dtype, Vec<usize>), String> {
        let mut found: Option<(Dtype, Vec<usize>)> = None;
        for Block { name, third } in &self.blocks {
            let info = metadata.info(name).ok_or_else(|| name.clone())?;
            let mut shape = info.shape.clone();
            if let (Some(_), Some(rows)) = (third, shape.first_mut()) {
                *rows /= 3;
            }
            match &mut found {
                None => found = Some((info.dtype, shape)),
                Some((_, sum)) => {
                    if let (Some(rows), Some(more)) = (sum.first_mut(), shape.first()) {
                        *rows += more;
                    }
                }
            }
        }
        let (dtype, mut shape) = found.ok_or_else(String::new)?;
        if self.wrapped && shape.first() == Some(&1) {
            shape.remove(0);
        }
        if self.transposed {
            shape.reverse();
        }
        Ok((dtype, shape))
    }

    /// Its numbers, in row-major order; `read` gives those of a tensor of the file.
    pub(crate) fn values<E>(
        &self,
        shape: &[usize],
        mut read: impl FnMut(&str) -> Result<Vec<f32>, E>,
    ) -> Result<Vec<f32>, E> {
        let mut values = Vec::new();
        for Block { name, third } in &self.blocks {
            let whole = read(name)?;
            match third {
                Some(at) => {
                    let length = whole.len() / 3;
                    values.extend_from_slice(&whole[at * length..(at + 1) * length]);
                }
                None => values.extend(whole),
            }
        }
        match (self.transposed, shape) {
            (true, &[rows, columns]) => Ok((0..rows * columns)
                .map(|at| values[at % columns * rows + at / columns])
                .collect()),
            _ => Ok(values),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(name: &str) -> Result<Vec<f32>, ()> {
        Ok(match name {
            "a" => vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
            _ => vec![7.0, 8.0],
        })
    }

    #[test]
    fn thirds_and_stacks_are_rows_and_a_transposed_matrix_lies_on_its_side() {
        let third = Origin::third("a", 1);
        assert_eq!(
            third.values(&[1, 2], numbers).unwrap(),
            [3.0, 4.0],
            "the second two rows of one"
        );
        let stacked = Origin::stacked(["b".to_owned(), "a".to_owned()]);
        assert_eq!(
            stacked.values(&[4, 2], numbers).unwrap(),
            [7.0, 8.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
        );
        let transposed = Origin::named("a").transposed();
        assert_eq!(
            transposed.values(&[3, 2], numbers).unwrap(),
            [1.0, 4.0, 2.0, 5.0, 3.0, 6.0],
            "the file has two rows of three"
        );
    }
}
