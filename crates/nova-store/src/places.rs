//! The places on which the tests of this crate run: a folder, and a shop at the PostgreSQL server that `STYLENOVA_TEST_POSTGRES`
//! names. Each test has its own, which goes with it.

use crate::catalog::CatalogDb;
use crate::database::Database;
use crate::sql::params;
use crate::user::UserDb;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// The address of a server for tests.
const SERVER: &str = "STYLENOVA_TEST_POSTGRES";

/// A place for one test.
pub(crate) struct Place {
    pub(crate) database: Database,
    folder: TempDir,
    schema: Option<String>,
}

impl Place {
    pub(crate) fn in_folder() -> Place {
        let folder = tempfile::tempdir().unwrap();
        Place {
            database: Database::folder(folder.path()),
            folder,
            schema: None,
        }
    }

    fn at_server(url: &str) -> Place {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let schema = format!("test_{}_{number}", std::process::id());
        Place {
            database: Database::postgres(url, &schema).unwrap(),
            folder: tempfile::tempdir().unwrap(),
            schema: Some(schema),
        }
    }

    /// The same place as another process opens it.
    pub(crate) fn anew(&self) -> Database {
        match (&self.schema, std::env::var(SERVER)) {
            (Some(schema), Ok(url)) => Database::postgres(&url, schema).unwrap(),
            _ => Database::folder(self.folder.path()),
        }
    }

    /// The same shop with another server to read at.
    pub(crate) fn with_replica(&self, replica: Option<&str>) -> Database {
        let url = std::env::var(SERVER).unwrap();
        let schema = self.schema.as_deref().unwrap();
        Database::postgres_with_replica(&url, replica.unwrap_or(&url), schema).unwrap()
    }

    /// A folder of the test's own.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn catalog(&self) -> CatalogDb {
        CatalogDb::open(&self.database).unwrap()
    }

    pub(crate) fn clients(&self) -> UserDb {
        UserDb::open(&self.database).unwrap()
    }

    /// Ends all sessions of the shop at once, as when their processes are killed, but the one that is told to do it.
    pub(crate) fn kill_sessions_but(&self, teller: &CatalogDb) {
        let statement = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
            WHERE application_name = current_setting('application_name') AND pid <> pg_backend_pid()";
        teller.sql.each(statement, params![], |_| Ok(())).unwrap();
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some(schema) = &self.schema else { return };
        let dropped = CatalogDb::open(&self.database)
            .and_then(|db| db.sql.batch(&format!("DROP SCHEMA \"{schema}\" CASCADE")));
        if let Err(error) = dropped {
            println!("the schema {schema} stays: {error}");
        }
    }
}

/// Runs a test in a folder, then at the server where there is one.
pub(crate) fn on_each(test: impl Fn(&Place)) {
    test(&Place::in_folder());
    match std::env::var(SERVER) {
        Ok(url) => test(&Place::at_server(&url)),
        Err(_) => println!("in a folder only: {SERVER} names no PostgreSQL server"),
    }
}

/// Runs a test at the server where there is one.
pub(crate) fn on_postgres(test: impl Fn(&Place)) {
    match std::env::var(SERVER) {
        Ok(url) => test(&Place::at_server(&url)),
        Err(_) => println!("skipped: {SERVER} names no PostgreSQL server"),
    }
}
