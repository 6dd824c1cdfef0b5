//! Databases that an older version wrote, brought up to date for whoever only wants to read them.

use crate::catalog::CatalogDb;
use crate::database::Database;
use crate::error::StoreError;
use crate::lock::LibraryLock;
use crate::user::UserDb;

/// Brings the databases of a library up to date where an older version wrote them, in a folder under the library's lock; what is new
/// enough, or not there, is left alone.
///
/// # Errors
/// [`StoreError::Locked`] when it would be needed and another process writes the folder.
pub fn upgrade(database: &Database) -> Result<(), StoreError> {
    let catalog_is_old = matches!(CatalogDb::open_to_read(database), Err(StoreError::TooOld { .. }));
    let user_is_old = matches!(UserDb::open_to_read(database), Err(StoreError::TooOld { .. }));
    if !catalog_is_old && !user_is_old {
        return Ok(());
    }
    let _lock = database.files().map(LibraryLock::take).transpose()?;
    if catalog_is_old {
        CatalogDb::open(database)?;
    }
    if user_is_old {
        UserDb::open(database)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::{Place, on_each};

    #[test]
    fn what_an_older_version_wrote_can_be_read_after_an_upgrade() {
        let place = Place::in_folder();
        crate::catalog::tests::write_first_version(place.folder());
        crate::user::tests::write_first_version(place.folder());
        let old = CatalogDb::open_to_read(&place.database);
        assert!(
            matches!(old, Err(StoreError::TooOld { .. })),
            "the catalogue is old"
        );
        let old = UserDb::open_to_read(&place.database);
        assert!(
            matches!(old, Err(StoreError::TooOld { .. })),
            "and what is the clients' too"
        );
        let held = LibraryLock::take(place.folder()).unwrap();
        assert!(
            matches!(upgrade(&place.database), Err(StoreError::Locked { .. })),
            "not while another writes"
        );
        drop(held);
        upgrade(&place.database).unwrap();
        let read = CatalogDb::open_to_read(&place.database).unwrap();
        assert!(read.is_some(), "now it can be read");
        let read = UserDb::open_to_read(&place.database).unwrap();
        assert!(read.is_some(), "and so can the other");
    }

    #[test]
    fn nothing_is_made_where_there_is_no_library() {
        on_each(|place| {
            upgrade(&place.database).unwrap();
            assert_eq!(place.folder().read_dir().unwrap().count(), 0);
            assert!(UserDb::open_to_read(&place.database).unwrap().is_none());
        });
    }
}
