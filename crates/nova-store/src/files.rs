//! Pictures and thumbnails of a library that has no folder, in the server's database.

use crate::catalog::CatalogDb;
use crate::error::StoreError;
use crate::sql::{Sql, params};
use crate::user::UserDb;

/// The files that a server's database keeps, by their keys.
pub struct Files<'a>(&'a Sql);

impl CatalogDb {
    /// The files; `None` for a library in a folder, which has them beside its database.
    pub fn files(&self) -> Option<Files<'_>> {
        self.sql.is_postgres().then_some(Files(&self.sql))
    }
}

impl UserDb {
    /// The same files, for whoever changes what belongs to clients with them.
    pub fn files(&self) -> Option<Files<'_>> {
        self.sql.is_postgres().then_some(Files(&self.sql))
    }
}

impl Files<'_> {
    /// The keys of all files, in order.
    pub fn keys(&self) -> Result<Vec<String>, StoreError> {
        let statement = "SELECT key FROM file ORDER BY key";
        self.0.all(statement, params![], |row| Ok(row.get(0)?))
    }

    /// Keeps a file, in place of one that is there.
    pub fn put(&self, key: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let statement = "INSERT INTO file (key, bytes) VALUES (?1, ?2)
            ON CONFLICT (key) DO UPDATE SET bytes = excluded.bytes";
        self.0.execute(statement, params![key, bytes]).map(drop)
    }

    /// A file's bytes.
    pub fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let statement = "SELECT bytes FROM file WHERE key = ?1";
        self.0.one(statement, params![key], |row| Ok(row.get(0)?))
    }

    /// Whether there is such a file.
    pub fn has(&self, key: &str) -> Result<bool, StoreError> {
        let statement = "SELECT EXISTS (SELECT 1 FROM file WHERE key = ?1)";
        self.0.value(statement, params![key])
    }

    /// Forgets a file; whether there was one.
    pub fn remove(&self, key: &str) -> Result<bool, StoreError> {
        let statement = "DELETE FROM file WHERE key = ?1";
        Ok(self.0.execute(statement, params![key])? > 0)
    }

    /// Forgets all files whose keys begin with `prefix`.
    pub fn remove_all(&self, prefix: &str) -> Result<(), StoreError> {
        let statement = "DELETE FROM file WHERE starts_with(key, ?1)";
        self.0.execute(statement, params![prefix]).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use crate::places::on_each;

    #[test]
    fn a_file_is_kept_where_there_is_no_folder() {
        on_each(|place| {
            let db = place.catalog();
            let Some(files) = db.files() else {
                assert!(!place.database.is_shared());
                return;
            };
            assert!(!files.has("ab/c.jpg").unwrap());
            files.put("ab/c.jpg", &[1, 0, 255]).unwrap();
            files.put("ab/c.jpg", &[2, 0, 255]).unwrap();
            assert_eq!(files.get("ab/c.jpg").unwrap().as_deref(), Some(&[2, 0, 255][..]));
            assert_eq!(files.keys().unwrap(), ["ab/c.jpg"]);
            assert!(files.remove("ab/c.jpg").unwrap() && !files.has("ab/c.jpg").unwrap());
            assert_eq!(files.get("ab/c.jpg").unwrap(), None);
            for key in ["a_b/c", "axb/d", "a_b/e"] {
                files.put(key, &[1]).unwrap();
            }
            files.remove_all("a_b/").unwrap();
            assert_eq!(files.keys().unwrap(), ["axb/d"]);
        });
    }
}
