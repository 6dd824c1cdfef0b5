//! How much of a folder of pictures is taken in before it is refused. The limits of tables stand in `nova-tables`.

/// Files that a folder of pictures is searched through for, and how deep the folders in it go.
pub(crate) const MAX_FILES: usize = 2_000_000;

/// See [`MAX_FILES`].
pub(crate) const MAX_DEPTH: usize = 16;

/// Products and left out rows that a preview shows.
pub(crate) const SHOWN: usize = 5;

/// Changes of an update that a preview shows.
pub(crate) const SHOWN_CHANGES: usize = 20;
