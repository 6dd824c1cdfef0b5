//! Embeddings of queries, kept in memory and on disk, so that what was asked before is answered without the model, also
//! before it has been loaded after a start.
//!
//! On disk each is a file of its own, named by a hash of the query and the model, so that nothing waits for a lock and
//! no file tells what was asked. They are bounded in number and age. Embeddings of the catalogue are `nova-store`'s.

use super::Engine;
use crate::error::EngineError;
use crate::library::{remove_file, write_atomically};
use crate::locks::locked;
use nova_domain::vector::normalise;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// Embeddings on disk: a few years of a shop's different questions, and 8 MB.
const MOST: usize = 4_096;
/// Age from which on they go.
const OLDEST: Duration = Duration::from_secs(180 * 24 * 60 * 60);

impl Engine {
    /// The embedding kept under `key`, or the one that `make` makes, which is kept then.
    pub(crate) fn query_embedding(
        &self,
        key: &str,
        dim: usize,
        make: impl FnOnce() -> Result<Vec<f32>, EngineError>,
    ) -> Result<Arc<Vec<f32>>, EngineError> {
        if let Some(kept) = locked(&self.embeddings).get(key) {
            return Ok(Arc::clone(kept));
        }
        let path = file(&self.library.queries(), key);
        let embedding = match read(&path, dim) {
            Some(kept) => kept,
            None => {
                let made = make()?;
                if self.lock.is_some() {
                    let bytes: Vec<u8> = made.iter().flat_map(|value| value.to_le_bytes()).collect();
                    // What cannot be kept is made again the next time.
                    let _ = write_atomically(&path, &bytes);
                }
                made
            }
        };
        let embedding = Arc::new(embedding);
        locked(&self.embeddings).put(key.to_owned(), Arc::clone(&embedding));
        Ok(embedding)
    }

    /// Forgets the embeddings of all queries, on disk and in memory.
    pub(crate) fn forget_queries(&self) -> Result<(), EngineError> {
        locked(&self.embeddings).clear();
        crate::library::remove_folder(&self.library.queries())
    }
}

fn file(folder: &Path, key: &str) -> PathBuf {
    folder.join(blake3::hash(key.as_bytes()).to_hex().as_str())
}

/// A kept embedding; `None` where there is none, or none that can be used.
fn read(path: &Path, dim: usize) -> Option<Vec<f32>> {
    let bytes = std::fs::read(path).ok()?;
    let (numbers, rest) = bytes.as_chunks::<4>();
    let mut embedding: Vec<f32> = numbers.iter().map(|number| f32::from_le_bytes(*number)).collect();
    let whole = rest.is_empty() && embedding.len() == dim && embedding.iter().all(|value| value.is_finite());
    // To the bit what was written, unless it is no unit vector and so no embedding.
    let length: f32 = embedding.iter().map(|value| value * value).sum();
    if !whole || (length - 1.0).abs() > 1e-3 {
        return None;
    }
    if (length - 1.0).abs() > 1e-5 {
        normalise(&mut embedding);
    }
    Some(embedding)
}

/// Removes what is too old, and the oldest of what is too much.
pub(crate) fn prune(folder: &Path, now: SystemTime) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut kept: Vec<(SystemTime, PathBuf)> = entries
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    kept.sort_by(|a, b| b.cmp(a));
    for (place, (made, path)) in kept.iter().enumerate() {
        let age = now.duration_since(*made).unwrap_or_default();
        if place >= MOST || age > OLDEST {
            // A cache that cannot be cleared away now is cleared at another start.
            let _ = remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_unit_vector_of_the_right_length_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = file(folder.path(), "text red");
        let write = |values: &[f32]| {
            let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
            write_atomically(&path, &bytes).unwrap();
        };
        assert_eq!(read(&path, 2), None, "there is none");
        write(&[0.6, 0.8]);
        assert_eq!(read(&path, 2), Some(vec![0.6, 0.8]));
        assert_eq!(read(&path, 3), None, "of another model");
        for broken in [vec![0.6, 8.0], vec![f32::NAN, 0.8]] {
            write(&broken);
            assert_eq!(read(&path, 2), None, "{broken:?}");
        }
        std::fs::write(&path, [1, 2, 3]).unwrap();
        assert_eq!(read(&path, 2), None, "half a file");
    }

    #[test]
    fn what_is_old_goes() {
        let folder = tempfile::tempdir().unwrap();
        let path = file(folder.path(), "text red");
        write_atomically(&path, &[0; 8]).unwrap();
        prune(folder.path(), SystemTime::now());
        assert!(path.exists(), "it was made just now");
        prune(
            folder.path(),
            SystemTime::now() + OLDEST + Duration::from_secs(60),
        );
        assert!(!path.exists(), "half a year later");
    }
}
