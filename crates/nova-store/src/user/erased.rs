//! A client's rows, taken out before the client is erased, so that the erasure can be taken back. They are held in memory
//! alone: an erased client leaves nothing on disk.

use super::{ProfileKey, UserDb};
use crate::error::StoreError;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};
use std::collections::HashMap;

/// A table that holds rows of clients.
struct Table {
    name: &'static str,
    /// The column that numbers its rows, where they are numbered.
    key: Option<&'static str>,
    /// Columns that hold the number of a row of another table.
    points: &'static [(&'static str, &'static str)],
    /// Which of its rows are a client's; `?1` is the client's number.
    whose: &'static str,
}

const OF_CLIENT: &str = "profile = ?1";

/// The tables, each behind those that it points to.
const TABLES: [Table; 10] = [
    Table {
        name: "profile",
        key: Some("profile"),
        points: &[],
        whose: OF_CLIENT,
    },
    Table {
        name: "card",
        key: Some("card"),
        points: &[("profile", "profile")],
        whose: OF_CLIENT,
    },
    Table {
        name: "swipe",
        key: Some("swipe"),
        points: &[("profile", "profile"), ("card", "card")],
        whose: OF_CLIENT,
    },
    Table {
        name: "weight",
        key: None,
        points: &[("profile", "profile")],
        whose: OF_CLIENT,
    },
    Table {
        name: "board",
        key: Some("board"),
        points: &[("profile", "profile")],
        whose: OF_CLIENT,
    },
    Table {
        name: "board_item",
        key: None,
        points: &[("board", "board")],
        whose: "board IN (SELECT board FROM board WHERE profile = ?1)",
    },
    Table {
        name: "search",
        key: Some("search"),
        points: &[("profile", "profile")],
        whose: OF_CLIENT,
    },
    Table {
        name: "purchase",
        key: None,
        points: &[("profile", "profile")],
        whose: OF_CLIENT,
    },
    Table {
        name: "entry",
        key: Some("entry"),
        points: &[("profile", "profile")],
        whose: OF_CLIENT,
    },
    Table {
        name: "lookbook",
        key: None,
        points: &[("profile", "profile")],
        whose: OF_CLIENT,
    },
];

/// The rows of one table.
struct Rows {
    columns: Vec<String>,
    rows: Vec<Vec<Value>>,
}

/// A client's rows as they were.
pub struct ErasedProfile {
    /// The client's name.
    pub name: String,
    /// For each of [`TABLES`].
    tables: Vec<Rows>,
}

impl UserDb {
    /// Reads all rows of a client, to be written again by [`UserDb::bring_back`].
    pub fn rows_of(&self, profile: ProfileKey, name: &str) -> Result<ErasedProfile, StoreError> {
        let read = |table: &Table| {
            let order = table.key.unwrap_or("rowid");
            let (from, whose) = (table.name, table.whose);
            let select = format!("SELECT * FROM {from} WHERE {whose} ORDER BY {order}");
            let mut statement = self.connection.prepare(&select)?;
            let columns: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
            let rows = statement.query_map([profile.0], |row| {
                (0..columns.len()).map(|column| row.get(column)).collect()
            })?;
            let rows = rows.collect::<rusqlite::Result<Vec<Vec<Value>>>>()?;
            Ok(Rows { columns, rows })
        };
        let tables = TABLES.iter().map(read).collect::<rusqlite::Result<Vec<_>>>();
        Ok(ErasedProfile {
            name: name.to_owned(),
            tables: self.wrap(tables)?,
        })
    }

    /// Writes the rows of an erased client again, all or none. Where numbers were given to others meanwhile, they get new ones,
    /// in the same order. What others have by now, such as a line of an order that was imported again, stays theirs.
    ///
    /// False, with nothing written, when there is a client of that name.
    pub fn bring_back(&mut self, erased: &ErasedProfile) -> Result<bool, StoreError> {
        let path = self.path.clone();
        self.write_again(erased)
            .map_err(|error| StoreError::sqlite(&path, error))
    }

    fn write_again(&mut self, erased: &ErasedProfile) -> rusqlite::Result<bool> {
        let transaction = self.connection.transaction()?;
        let taken = transaction
            .query_row(
                "SELECT 1 FROM profile WHERE name = ?1",
                [&erased.name],
                |_| Ok(()),
            )
            .optional()?;
        if taken.is_some() {
            return Ok(false);
        }
        // By how much the numbers of each table's rows move.
        let mut moved: HashMap<&str, i64> = HashMap::new();
        for (table, Rows { columns, rows }) in TABLES.iter().zip(&erased.tables) {
            let place = |name: &str| columns.iter().position(|column| column == name);
            if let Some(key) = table.key
                && let Some(at) = place(key)
            {
                let numbers = rows.iter().filter_map(|row| number(&row[at]));
                let by = room(&transaction, table.name, key, numbers)?;
                moved.insert(table.name, by);
            }
            let mut shifts: Vec<(usize, i64)> = Vec::new();
            let own = table.key.map(|key| (key, table.name));
            for (column, of) in own.iter().chain(table.points) {
                if let (Some(at), Some(by)) = (place(column), moved.get(of)) {
                    shifts.push((at, *by));
                }
            }
            let places = vec!["?"; columns.len()].join(", ");
            let (into, columns) = (table.name, columns.join(", "));
            let insert = format!("INSERT OR IGNORE INTO {into} ({columns}) VALUES ({places})");
            let mut statement = transaction.prepare(&insert)?;
            for row in rows {
                let mut row = row.clone();
                for (at, by) in &shifts {
                    if let Value::Integer(number) = &mut row[*at] {
                        *number += by;
                    }
                }
                statement.execute(params_from_iter(row))?;
            }
        }
        transaction.commit()?;
        Ok(true)
    }
}

fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(number) => Some(*number),
        _ => None,
    }
}

/// By how much numbers have to move so that none of them is taken; nought where none is.
fn room(
    connection: &rusqlite::Connection,
    table: &str,
    key: &str,
    numbers: impl Iterator<Item = i64> + Clone,
) -> rusqlite::Result<i64> {
    let mut there = connection.prepare(&format!("SELECT 1 FROM {table} WHERE {key} = ?1"))?;
    let mut taken = false;
    for number in numbers.clone() {
        taken = taken || there.exists([number])?;
    }
    let Some(first) = numbers.min().filter(|_| taken) else {
        return Ok(0);
    };
    let last: i64 = connection.query_row(&format!("SELECT max({key}) FROM {table}"), [], |row| row.get(0))?;
    Ok((last + 1 - first).max(0))
}

#[cfg(test)]
mod tests {
    use super::super::tests::db;
    use super::super::{Card, Entry, NewSwipe};
    use super::*;

    #[test]
    fn no_table_of_clients_is_forgotten() {
        let (_folder, db) = db();
        let mut names = db
            .connection
            .prepare(
                "SELECT DISTINCT m.name FROM sqlite_master m, pragma_foreign_key_list(m.name) f
                 WHERE m.type = 'table' AND f.\"table\" IN ('profile', 'board', 'card') ORDER BY 1",
            )
            .unwrap();
        let names = names.query_map([], |row| row.get::<_, String>(0)).unwrap();
        for name in names.map(Result::unwrap) {
            assert!(
                TABLES.iter().any(|table| table.name == name),
                "{name} holds rows of clients and would be lost"
            );
        }
    }

    /// A client with something in most tables.
    fn known(db: &mut UserDb, name: &str) -> ProfileKey {
        let key = db.create_profile(name, 5).unwrap().unwrap().key;
        db.set_quiz(key, r#"{"colours":["navy"]}"#).unwrap();
        for number in 0..4 {
            let product = format!("piece-{number}");
            db.show_cards(key, &[Card::plain(&product)], number).unwrap();
            db.add_swipe(key, &NewSwipe::like(&format!("swipe-{number}"), &product, number))
                .unwrap();
        }
        db.undo(key, None).unwrap();
        db.put_on_board(key, "Opening night", "piece-1", Some("with the coat"), 7)
            .unwrap();
        let entry = Entry {
            key: 0,
            profile: key,
            kind: "note".to_owned(),
            value: r#"{"text":"likes linen"}"#.to_owned(),
            at: 8,
        };
        db.add_entries(&[entry]).unwrap();
        key
    }

    /// What there is of a client, without the numbers of rows.
    fn seen(db: &UserDb, name: &str) -> String {
        let profile = db.profile(name).unwrap().unwrap();
        let swipes: Vec<_> = db
            .swipes(profile.key)
            .unwrap()
            .into_iter()
            .map(|swipe| (swipe.id, swipe.product, swipe.at))
            .collect();
        let entries: Vec<_> = db
            .entries(Some(profile.key))
            .unwrap()
            .into_iter()
            .map(|entry| (entry.kind, entry.value, entry.at))
            .collect();
        format!(
            "{} {} {} {swipes:?} {} {} {:?} {entries:?}",
            profile.name,
            profile.created,
            profile.quiz,
            db.redoable(profile.key).unwrap(),
            db.cards_shown(profile.key).unwrap(),
            db.boards(profile.key).unwrap(),
        )
    }

    #[test]
    fn an_erased_client_comes_back_as_it_was() {
        let (_folder, mut db) = db();
        let ada = known(&mut db, "Ada");
        let before = seen(&db, "Ada");
        let erased = db.rows_of(ada, "Ada").unwrap();
        db.delete_profile(ada).unwrap();
        assert!(db.bring_back(&erased).unwrap());
        assert_eq!(seen(&db, "Ada"), before);
        assert_eq!(
            db.profile("Ada").unwrap().unwrap().key,
            ada,
            "its number was free"
        );
        assert!(!db.bring_back(&erased).unwrap(), "it is there already");
    }

    #[test]
    fn numbers_that_others_got_meanwhile_stay_theirs() {
        let (_folder, mut db) = db();
        let ada = known(&mut db, "Ada");
        let before = seen(&db, "Ada");
        let erased = db.rows_of(ada, "Ada").unwrap();
        db.delete_profile(ada).unwrap();
        let grace = known(&mut db, "Grace");
        assert_eq!(grace, ada, "SQLite gives a number again");
        let of_grace = seen(&db, "Grace");
        assert!(db.bring_back(&erased).unwrap());
        assert_eq!(seen(&db, "Ada"), before);
        assert_eq!(seen(&db, "Grace"), of_grace);
    }

    #[test]
    fn a_name_that_somebody_has_by_now_stays_theirs() {
        let (_folder, mut db) = db();
        let ada = known(&mut db, "Ada");
        let erased = db.rows_of(ada, "Ada").unwrap();
        db.delete_profile(ada).unwrap();
        db.create_profile("ADA", 9).unwrap();
        assert!(!db.bring_back(&erased).unwrap());
        assert_eq!(db.profiles().unwrap().len(), 1, "and nothing was written");
    }
}
