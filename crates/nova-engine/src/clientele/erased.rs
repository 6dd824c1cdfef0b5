//! An erased client, held in memory so that it can be brought back. It is filled and used by `client::erasure`.

use nova_store::ErasedProfile;
use std::path::PathBuf;

/// All that was a client's.
pub(crate) struct Erased {
    /// Its rows.
    pub rows: ErasedProfile,
    /// What the window kept that named the client, by its key.
    pub settings: Vec<(String, String)>,
    /// What was learnt with the client's purchases and looks: its name, what it was learnt on, and itself.
    pub learnt: Vec<(&'static str, String, Vec<u8>)>,
    /// The library's own photos that were the client's alone.
    pub photos: Vec<(PathBuf, Vec<u8>)>,
}
