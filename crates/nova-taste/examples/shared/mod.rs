//! What examples share: embeddings as `stylenova embed --batch` writes them.

use std::error::Error;

/// Numbers in a row and all numbers of a float32 array in NumPy's format.
pub(crate) fn read_npy(bytes: &[u8]) -> Result<(usize, Vec<f32>), Box<dyn Error>> {
    let length = usize::from(u16::from_le_bytes(
        bytes.get(8..10).ok_or("no header")?.try_into()?,
    ));
    let header = std::str::from_utf8(bytes.get(10..10 + length).ok_or("no header")?)?;
    let shape = header.split_once("'shape': (").ok_or("no shape")?.1;
    let columns = shape
        .split([',', ')'])
        .nth(1)
        .ok_or("no columns")?
        .trim()
        .parse()?;
    let body = bytes[10 + length..].chunks_exact(4);
    Ok((
        columns,
        body.map(|x| f32::from_le_bytes([x[0], x[1], x[2], x[3]]))
            .collect(),
    ))
}
