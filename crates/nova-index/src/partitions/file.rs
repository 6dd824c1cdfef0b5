//! The index in a file, which holds the codes and not the rows.

use super::{Part, PartitionIndex, PartitionParameters};
use crate::bytes::ByteRows;
use crate::centres::Centres;
use crate::kernel::Kernel;
use crate::rotation::Rotation;
use crate::sealed::{IndexError, KIND, Reader, Writer};
use crate::signs::SignRows;
use std::path::Path;

const PARTITIONS: &[u8; KIND] = b"NOVAPAR1";
/// The longest rows that a file may tell of; longer ones would overflow sums.
const LONGEST: u64 = 16_384;

impl PartitionIndex {
    /// Writes the index to `path` beside it first and then in its place, so that a reader sees the old file or
    /// the new one and never half of one. `fingerprint` names the rows that it has now.
    ///
    /// # Errors
    /// [`IndexError::Io`] when it cannot be written; what was there before stays.
    pub fn save(&self, path: &Path, fingerprint: &str) -> Result<(), IndexError> {
        let mut file = Writer::new(path, PARTITIONS, fingerprint)?;
        let PartitionParameters {
            seed,
            parts,
            share,
            doubt,
        } = self.parameters;
        file.put(&[self.dim as u64, seed, self.trained as u64, self.added as u64])?;
        file.put(&[parts, share, doubt])?;
        file.put(&[self.parts.len() as u64])?;
        file.put(self.centres.values())?;
        for part in &self.parts {
            let (codes, facts) = part.signs.parts();
            let (bytes, steps) = part.bytes.parts();
            file.put(&[part.rows.len() as u64, facts.len() as u64])?;
            file.put(&[part.squares, part.came])?;
            file.put(&part.rows)?;
            file.put(&part.keys)?;
            file.put(codes)?;
            file.put(facts)?;
            file.put(bytes)?;
            file.put(steps)?;
        }
        file.seal()
    }

    /// Reads the index at `path` if it was built for the rows that `fingerprint` names.
    ///
    /// # Errors
    /// [`IndexError::Missing`] and [`IndexError::Damaged`] mean: build it anew. [`IndexError::Stale`] means that
    /// [`PartitionIndex::load_any`] and [`PartitionIndex::follow`] spare most of that.
    pub fn load(path: &Path, fingerprint: &str) -> Result<PartitionIndex, IndexError> {
        read(Reader::open(path, PARTITIONS, Some(fingerprint))?)
    }

    /// Reads the index at `path`, whichever rows it was built for: what it finds is theirs until it was brought up to
    /// others by [`PartitionIndex::follow`].
    ///
    /// # Errors
    /// As [`PartitionIndex::load`], but never that it is stale.
    pub fn load_any(path: &Path) -> Result<PartitionIndex, IndexError> {
        read(Reader::open(path, PARTITIONS, None)?)
    }
}

fn read(mut file: Reader) -> Result<PartitionIndex, IndexError> {
    let (dim, seed) = (file.one::<u64>()?, file.one()?);
    let (trained, added) = (file.one::<u64>()? as usize, file.one::<u64>()? as usize);
    let parameters = PartitionParameters {
        seed,
        parts: file.one()?,
        share: file.one()?,
        doubt: file.one()?,
    };
    let count = file.one::<u64>()? as usize;
    if dim > LONGEST {
        return Err(file.damaged("its rows are too long"));
    }
    let dim = dim as usize;
    let rotation = Rotation::new(dim, seed);
    let padded = rotation.padded();
    let centres = file.take(count.saturating_mul(padded))?;
    let mut parts = Vec::new();
    for _ in 0..count {
        let (rows, blocks) = (file.one::<u64>()? as usize, file.one::<u64>()? as usize);
        let (squares, came) = (file.one()?, file.one()?);
        let (numbers, keys) = (file.take(rows)?, file.take(rows)?);
        let (codes, facts) = (file.take(blocks.saturating_mul(padded * 4))?, file.take(blocks)?);
        let signs = SignRows::from_parts(padded, rows, codes, facts);
        let (bytes, steps) = (file.take(rows.saturating_mul(padded))?, file.take(rows)?);
        let bytes = ByteRows::from_parts(padded, bytes, steps);
        let (Some(signs), Some(bytes)) = (signs, bytes) else {
            return Err(file.damaged("its lengths do not fit"));
        };
        parts.push(Part {
            rows: numbers,
            keys,
            signs,
            bytes,
            squares,
            came,
        });
    }
    file.sound()?;
    let mut index = PartitionIndex {
        dim,
        parameters,
        rotation,
        centres: Centres::new(padded, centres),
        parts,
        places: Vec::new(),
        trained,
        added,
        kernel: Kernel::best(),
    };
    index.find_places();
    Ok(index)
}
