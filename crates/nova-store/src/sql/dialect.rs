//! Where SQLite and PostgreSQL cannot read the same statement, and the difference is a word.

use super::SqlError;
use postgres::error::SqlState;

/// Whose SQL it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// `expression` as names are compared, without regard to the case of a to z. In SQLite the columns of names say so
    /// themselves (`COLLATE NOCASE`); PostgreSQL's collations of that kind are an option of its build, so that there the
    /// expression, and an index on it, say so.
    pub(crate) fn nocase(self, expression: &str) -> String {
        match self {
            Dialect::Sqlite => expression.to_owned(),
            Dialect::Postgres => format!("lower({expression} COLLATE \"C\")"),
        }
    }

    /// `column` as a unique index on long texts names it: PostgreSQL's index takes no more than a third of a page.
    pub(crate) fn long(self, column: &str) -> String {
        match self {
            Dialect::Sqlite => column.to_owned(),
            Dialect::Postgres => format!("md5({column})"),
        }
    }

    /// Whether a statement failed because a row is there that must be unique.
    pub(crate) fn is_taken(self, error: &SqlError) -> bool {
        match error {
            SqlError::Sqlite(error) => {
                error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation)
            }
            SqlError::Postgres(error) => error.code() == Some(&SqlState::UNIQUE_VIOLATION),
            _ => false,
        }
    }
}
