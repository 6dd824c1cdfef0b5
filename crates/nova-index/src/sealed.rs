//! Files of indexes: written whole or not at all, and believed only where their bytes are what was written.
//!
//! A file has eight bytes that tell its kind, the hash of a fingerprint that tells the rows it was built for, a checksum of
//! the rest, and the rest. Numbers are little-endian, as on every processor that we build for.

use bytemuck::{Pod, Zeroable};
use std::fs::File;
use std::io::{BufReader, BufWriter, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Bytes that tell a kind of file.
pub const KIND: usize = 8;
const HASH: usize = 32;

/// Why an index file could not be used or written.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// There is no file.
    #[error("there is no index at {path}")]
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// It was built for other rows.
    #[error("the index at {path} was built for another state of the catalogue")]
    Stale {
        /// The file.
        path: PathBuf,
    },
    /// Its bytes are not what was written.
    #[error("the index at {path} is damaged: {reason}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// It cannot be read or written.
    #[error("the index at {path} cannot be used: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
}

/// A file that is being written beside its place.
pub struct Writer {
    path: PathBuf,
    beside: PathBuf,
    file: BufWriter<File>,
    hasher: blake3::Hasher,
}

impl Writer {
    /// Begins a file that takes its place at `path` once it is sealed. `fingerprint` tells what it is of.
    ///
    /// # Errors
    /// [`IndexError::Io`] when it cannot be written.
    pub fn new(path: &Path, kind: &[u8; KIND], fingerprint: &str) -> Result<Writer, IndexError> {
        let beside = path.with_extension("new");
        let begun = File::create(&beside).and_then(|file| {
            let mut file = BufWriter::with_capacity(1 << 20, file);
            file.write_all(kind)?;
            file.write_all(blake3::hash(fingerprint.as_bytes()).as_bytes())?;
            file.write_all(&[0; HASH])?;
            Ok(file)
        });
        Ok(Writer {
            file: begun.map_err(|source| io(path, source))?,
            path: path.to_owned(),
            beside,
            hasher: blake3::Hasher::new(),
        })
    }

    /// Writes values behind those before.
    ///
    /// # Errors
    /// As [`Writer::new`].
    pub fn put<T: Pod>(&mut self, values: &[T]) -> Result<(), IndexError> {
        let bytes = bytemuck::cast_slice(values);
        self.hasher.update(bytes);
        self.file
            .write_all(bytes)
            .map_err(|source| io(&self.path, source))
    }

    /// Writes the checksum and puts the file in its place.
    ///
    /// # Errors
    /// As [`Writer::new`]; what was there before stays.
    pub fn seal(mut self) -> Result<(), IndexError> {
        let checksum = self.hasher.finalize();
        let mut end = || {
            self.file.seek(SeekFrom::Start((KIND + HASH) as u64))?;
            self.file.write_all(checksum.as_bytes())?;
            self.file.flush()?;
            self.file.get_ref().sync_all()?;
            std::fs::rename(&self.beside, &self.path)
        };
        end().map_err(|source| io(&self.path, source))
    }
}

/// A file that is being read.
pub struct Reader {
    path: PathBuf,
    file: BufReader<File>,
    hasher: blake3::Hasher,
    checksum: [u8; HASH],
    left: u64,
}

impl Reader {
    /// Opens the file at `path`; with `fingerprint` only where it was built for those rows.
    ///
    /// # Errors
    /// [`IndexError::Missing`], [`IndexError::Stale`], [`IndexError::Damaged`] where it is of another kind, or [`IndexError::Io`].
    pub fn open(path: &Path, kind: &[u8; KIND], fingerprint: Option<&str>) -> Result<Reader, IndexError> {
        let file = File::open(path).map_err(|source| match source.kind() {
            ErrorKind::NotFound => IndexError::Missing {
                path: path.to_owned(),
            },
            _ => io(path, source),
        })?;
        let length = file.metadata().map_err(|source| io(path, source))?.len();
        let mut reader = Reader {
            path: path.to_owned(),
            file: BufReader::with_capacity(1 << 20, file),
            hasher: blake3::Hasher::new(),
            checksum: [0; HASH],
            left: length,
        };
        if reader.take::<u8>(KIND)? != kind {
            return Err(reader.damaged("it does not begin as an index does"));
        }
        let built_for = reader.take::<u8>(HASH)?;
        let checksum = reader.take::<u8>(HASH)?;
        reader.checksum.copy_from_slice(&checksum);
        reader.hasher.reset();
        let other = |fingerprint: &str| built_for != blake3::hash(fingerprint.as_bytes()).as_bytes();
        if fingerprint.is_some_and(other) {
            return Err(IndexError::Stale {
                path: path.to_owned(),
            });
        }
        Ok(reader)
    }

    /// The next `count` values.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] where there are not so many, or [`IndexError::Io`].
    pub fn take<T: Pod>(&mut self, count: usize) -> Result<Vec<T>, IndexError> {
        let bytes = (count as u64).checked_mul(size_of::<T>() as u64);
        // A damaged count must not ask for more memory than the file can fill.
        let Some(left) = bytes.and_then(|bytes| self.left.checked_sub(bytes)) else {
            return Err(self.damaged("it ends too soon"));
        };
        self.left = left;
        let mut values = vec![T::zeroed(); count];
        let bytes = bytemuck::cast_slice_mut(&mut values);
        self.file
            .read_exact(bytes)
            .map_err(|source| io(&self.path, source))?;
        self.hasher.update(bytes);
        Ok(values)
    }

    /// The next value.
    ///
    /// # Errors
    /// As [`Reader::take`].
    pub fn one<T: Pod>(&mut self) -> Result<T, IndexError> {
        Ok(self.take::<T>(1)?.pop().unwrap_or_else(Zeroable::zeroed))
    }

    /// All that is left.
    ///
    /// # Errors
    /// As [`Reader::take`].
    pub fn rest(&mut self) -> Result<Vec<u8>, IndexError> {
        self.take(self.left as usize)
    }

    /// Reads all that is left and keeps nothing of it.
    ///
    /// # Errors
    /// As [`Reader::take`].
    pub fn skip(&mut self) -> Result<(), IndexError> {
        while self.left > 0 {
            self.take::<u8>(self.left.min(1 << 20) as usize)?;
        }
        Ok(())
    }

    /// The file itself.
    pub fn file(&self) -> &File {
        self.file.get_ref()
    }

    /// Whether all was read, and is what was written.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] where it is not.
    pub fn sound(&self) -> Result<(), IndexError> {
        if self.left > 0 {
            return Err(self.damaged("it goes on behind its end"));
        }
        if self.hasher.finalize() != self.checksum {
            return Err(self.damaged("its checksum does not match"));
        }
        Ok(())
    }

    /// That the file is damaged, and how.
    pub fn damaged(&self, reason: &str) -> IndexError {
        IndexError::Damaged {
            path: self.path.clone(),
            reason: reason.to_owned(),
        }
    }
}

fn io(path: &Path, source: std::io::Error) -> IndexError {
    IndexError::Io {
        path: path.to_owned(),
        source,
    }
}
