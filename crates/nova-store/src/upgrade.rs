//! Databases that an older version wrote, brought up to date for whoever only wants to read them.

use crate::catalog::CatalogDb;
use crate::error::StoreError;
use crate::lock::LibraryLock;
use crate::user::UserDb;
use std::path::Path;

/// Brings the databases in `folder` up to date where an older version wrote them, under the library's lock; what is new
/// enough, or not there, is left alone.
///
/// # Errors
/// [`StoreError::Locked`] when it would be needed and another process writes the library.
pub fn upgrade(folder: &Path) -> Result<(), StoreError> {
    let catalog_is_old = matches!(CatalogDb::open_to_read(folder), Err(StoreError::TooOld { .. }));
    let user_is_old = matches!(UserDb::open_to_read(folder), Err(StoreError::TooOld { .. }));
    if !catalog_is_old && !user_is_old {
        return Ok(());
    }
    let _lock = LibraryLock::take(folder)?;
    if catalog_is_old {
        CatalogDb::open(folder)?;
    }
    if user_is_old {
        UserDb::open(folder)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_older_version_wrote_can_be_read_after_an_upgrade() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        crate::catalog::tests::write_first_version(folder);
        crate::user::tests::write_first_version(folder);
        assert!(
            matches!(CatalogDb::open_to_read(folder), Err(StoreError::TooOld { .. })),
            "the catalogue is old"
        );
        assert!(
            matches!(UserDb::open_to_read(folder), Err(StoreError::TooOld { .. })),
            "and what is the clients' too"
        );
        let held = LibraryLock::take(folder).unwrap();
        assert!(
            matches!(upgrade(folder), Err(StoreError::Locked { .. })),
            "not while another writes"
        );
        drop(held);
        upgrade(folder).unwrap();
        assert!(
            CatalogDb::open_to_read(folder).unwrap().is_some(),
            "now it can be read"
        );
        assert!(
            UserDb::open_to_read(folder).unwrap().is_some(),
            "and so can the other"
        );
    }

    #[test]
    fn nothing_is_made_where_there_is_no_library() {
        let folder = tempfile::tempdir().unwrap();
        upgrade(folder.path()).unwrap();
        assert_eq!(folder.path().read_dir().unwrap().count(), 0);
    }
}
