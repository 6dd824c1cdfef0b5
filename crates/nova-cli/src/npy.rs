//! Writes NumPy's file format, version 1.0 (NEP 1): float32, C order.

use std::fs::File;
use std::io::{BufWriter, Result, Write};
use std::path::Path;

/// Bytes to which the header is filled up, as the format asks.
const ALIGNMENT: usize = 64;
const MAGIC: &[u8] = b"\x93NUMPY\x01\x00";

/// Writes `rows` of `dim` numbers; a row of another length becomes not-a-number throughout.
pub fn write(path: &Path, dim: usize, rows: &[Vec<f32>]) -> Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    file.write_all(&header(rows.len(), dim))?;
    for row in rows {
        for at in 0..dim {
            let value = if row.len() == dim { row[at] } else { f32::NAN };
            file.write_all(&value.to_le_bytes())?;
        }
    }
    file.flush()
}

fn header(rows: usize, dim: usize) -> Vec<u8> {
    let mut text = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {dim}), }}");
    let unpadded = MAGIC.len() + 2 + text.len() + 1;
    text.push_str(&" ".repeat(unpadded.next_multiple_of(ALIGNMENT) - unpadded));
    text.push('\n');
    let length = u16::try_from(text.len()).unwrap_or(u16::MAX);
    [MAGIC, &length.to_le_bytes(), text.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_has_the_shape_it_says() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.npy");
        write(&path, 2, &[vec![1.0, 2.0], Vec::new()]).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(
            bytes.len() % 16,
            0,
            "64 bytes of header at least, then four numbers"
        );
        let numbers: Vec<f32> = bytes[bytes.len() - 16..]
            .as_chunks::<4>()
            .0
            .iter()
            .map(|four| f32::from_le_bytes(*four))
            .collect();
        assert_eq!(numbers[..2], [1.0, 2.0], "row after row");
        assert!(
            numbers[2].is_nan() && numbers[3].is_nan(),
            "a row that failed is not a number"
        );
        assert_eq!(
            header(1, 512).len() % ALIGNMENT,
            0,
            "the numbers begin on a boundary"
        );
    }
}
