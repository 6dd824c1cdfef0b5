//! A client's rows, taken out before the client is erased, so that the erasure can be taken back. They are held in memory
//! alone: an erased client leaves nothing on disk.

use super::{ProfileKey, UserDb};
use crate::error::StoreError;
use crate::sql::{Dialect, ToValue, Value, params};
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
            let (from, whose) = (table.name, table.whose);
            let order = table.key.unwrap_or("1, 2");
            let mut columns = Vec::new();
            let rows = self.sql.all(
                &format!("SELECT * FROM {from} WHERE {whose} ORDER BY {order}"),
                params![profile],
                |row| {
                    if columns.is_empty() {
                        columns = row.columns();
                    }
                    let values = (0..columns.len()).map(|column| row.get(column));
                    Ok(values.collect::<Result<Vec<Value>, _>>()?)
                },
            )?;
            Ok(Rows { columns, rows })
        };
        Ok(ErasedProfile {
            name: name.to_owned(),
            tables: TABLES.iter().map(read).collect::<Result<_, StoreError>>()?,
        })
    }

    /// Writes the rows of an erased client again, all or none. Where numbers were given to others meanwhile, they get new ones,
    /// in the same order. What others have by now, such as a line of an order that was imported again, stays theirs.
    ///
    /// False, with nothing written, when there is a client of that name.
    pub fn bring_back(&mut self, erased: &ErasedProfile) -> Result<bool, StoreError> {
        self.bring(erased, false)
    }

    /// The same for a client of another database, whose numbers mean nothing here: all of its rows get new ones.
    pub(crate) fn bring_anew(&mut self, client: &ErasedProfile) -> Result<bool, StoreError> {
        self.bring(client, true)
    }

    fn bring(&self, erased: &ErasedProfile, anew: bool) -> Result<bool, StoreError> {
        self.sql.transaction(|| {
            if self.profile(&erased.name)?.is_some() {
                return Ok(false);
            }
            // The new numbers of each table's rows.
            let mut moved: HashMap<&str, HashMap<i64, i64>> = HashMap::new();
            for (table, Rows { columns, rows }) in TABLES.iter().zip(&erased.tables) {
                let place = |name: &str| columns.iter().position(|column| column == name);
                if let Some(key) = table.key
                    && let Some(at) = place(key)
                {
                    let numbers: Vec<i64> = rows.iter().filter_map(|row| number(&row[at])).collect();
                    let fresh = self.room(table.name, key, &numbers, anew)?;
                    moved.insert(table.name, numbers.into_iter().zip(fresh).collect());
                }
                let own = table.key.map(|key| (key, table.name));
                let numbered: Vec<(usize, &HashMap<i64, i64>)> = own
                    .iter()
                    .chain(table.points)
                    .filter_map(|(column, of)| Some((place(column)?, moved.get(of)?)))
                    .collect();
                let places: Vec<String> = (1..=columns.len()).map(|place| format!("?{place}")).collect();
                let (into, columns) = (table.name, columns.join(", "));
                let places = places.join(", ");
                let insert =
                    format!("INSERT INTO {into} ({columns}) VALUES ({places}) ON CONFLICT DO NOTHING");
                for row in rows {
                    let mut row = row.clone();
                    for (at, fresh) in &numbered {
                        if let Value::Integer(number) = &mut row[*at]
                            && let Some(fresh) = fresh.get(number)
                        {
                            *number = *fresh;
                        }
                    }
                    let values: Vec<_> = row.iter().map(ToValue::to_value).collect();
                    self.sql.execute(&insert, &values)?;
                }
            }
            Ok(true)
        })
    }

    /// Numbers for rows: their own where none of them is taken and they need not be `anew`, else as many new ones, in the same order.
    fn room(&self, table: &str, key: &str, numbers: &[i64], anew: bool) -> Result<Vec<i64>, StoreError> {
        let mut taken = anew;
        for number in numbers {
            let statement = format!("SELECT EXISTS (SELECT 1 FROM {table} WHERE {key} = ?1)");
            taken = taken || self.sql.value(&statement, params![number])?;
        }
        if !taken {
            return Ok(numbers.to_vec());
        }
        match self.sql.dialect() {
            Dialect::Sqlite => {
                let last: i64 = self
                    .sql
                    .value(&format!("SELECT coalesce(max({key}), 0) FROM {table}"), params![])?;
                Ok((last + 1..).take(numbers.len()).collect())
            }
            // Others may be numbering rows at this moment, so only its own counter is asked.
            Dialect::Postgres => self.sql.all(
                "SELECT nextval(pg_get_serial_sequence(?1, ?2)) FROM generate_series(1, CAST(?3 AS BIGINT)) ORDER BY 1",
                params![table, key, numbers.len()],
                |row| Ok(row.get(0)?),
            ),
        }
    }
}

fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(number) => Some(*number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Card, Entry, NewSwipe};
    use super::*;
    use crate::places::on_each;

    #[test]
    fn no_table_of_clients_is_forgotten() {
        on_each(|place| {
            let db = place.clients();
            let statement = match db.sql.dialect() {
                Dialect::Sqlite => {
                    "SELECT DISTINCT m.name FROM sqlite_master m, pragma_foreign_key_list(m.name) f
                     WHERE m.type = 'table' AND f.\"table\" IN ('profile', 'board', 'card') ORDER BY 1"
                }
                Dialect::Postgres => {
                    "SELECT DISTINCT of.relname FROM pg_constraint c JOIN pg_class of ON of.oid = c.conrelid
                     JOIN pg_class to_ ON to_.oid = c.confrelid
                     WHERE c.connamespace = current_schema()::regnamespace AND c.contype = 'f'
                        AND to_.relname IN ('profile', 'board', 'card') ORDER BY 1"
                }
            };
            let names: Vec<String> = db.sql.all(statement, params![], |row| Ok(row.get(0)?)).unwrap();
            assert!(names.len() > 5, "{names:?}");
            for name in names {
                assert!(
                    TABLES.iter().any(|table| table.name == name),
                    "{name} holds rows of clients and would be lost"
                );
            }
        });
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
        on_each(|place| {
            let mut db = place.clients();
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
        });
    }

    #[test]
    fn numbers_that_others_got_meanwhile_stay_theirs() {
        on_each(|place| {
            let mut db = place.clients();
            let ada = known(&mut db, "Ada");
            let before = seen(&db, "Ada");
            let erased = db.rows_of(ada, "Ada").unwrap();
            db.delete_profile(ada).unwrap();
            let grace = known(&mut db, "Grace");
            if !place.database.is_shared() {
                assert_eq!(grace, ada, "SQLite gives a number again");
            }
            let of_grace = seen(&db, "Grace");
            assert!(db.bring_back(&erased).unwrap());
            assert_eq!(seen(&db, "Ada"), before);
            assert_eq!(seen(&db, "Grace"), of_grace);
        });
    }

    #[test]
    fn a_name_that_somebody_has_by_now_stays_theirs() {
        on_each(|place| {
            let mut db = place.clients();
            let ada = known(&mut db, "Ada");
            let erased = db.rows_of(ada, "Ada").unwrap();
            db.delete_profile(ada).unwrap();
            db.create_profile("ADA", 9).unwrap();
            assert!(!db.bring_back(&erased).unwrap());
            assert_eq!(db.profiles().unwrap().len(), 1, "and nothing was written");
        });
    }
}
