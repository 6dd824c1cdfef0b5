//! Boards and favourites: products in an order of the client's, with notes.

use super::{ProfileKey, UserDb};
use crate::error::StoreError;
use rusqlite::params;

/// A board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// Name; empty for the favourites.
    pub name: String,
    /// Its products in order.
    pub items: Vec<BoardItem>,
}

/// A product on a board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardItem {
    /// The product's id.
    pub product: String,
    /// What the client noted.
    pub note: String,
    /// When it was put there, in milliseconds since 1970.
    pub at: i64,
}

impl UserDb {
    /// A client's boards, the favourites first, then by name.
    pub fn boards(&self, profile: ProfileKey) -> Result<Vec<Board>, StoreError> {
        let mut statement = self.wrap(self.connection.prepare_cached(
            "SELECT b.name, i.product, i.note, i.at FROM board b LEFT JOIN board_item i USING (board)
             WHERE b.profile = ?1 ORDER BY b.name, i.position",
        ))?;
        let mut rows = self.wrap(statement.query([profile.0]))?;
        let mut boards: Vec<Board> = Vec::new();
        while let Some(row) = self.wrap(rows.next())? {
            let name: String = self.wrap(row.get(0))?;
            if boards.last().is_none_or(|board| board.name != name) {
                boards.push(Board {
                    name,
                    items: Vec::new(),
                });
            }
            let product: Option<String> = self.wrap(row.get(1))?;
            if let (Some(board), Some(product)) = (boards.last_mut(), product) {
                board.items.push(BoardItem {
                    product,
                    note: self.wrap(row.get(2))?,
                    at: self.wrap(row.get(3))?,
                });
            }
        }
        Ok(boards)
    }

    /// Puts a product at the end of a board, making the board when it is missing; a product that is there stays at
    /// its place, and its note changes where one is given.
    pub fn put_on_board(
        &mut self,
        profile: ProfileKey,
        board: &str,
        product: &str,
        note: Option<&str>,
        at: i64,
    ) -> Result<(), StoreError> {
        let path = self.path.clone();
        let mut write = || -> rusqlite::Result<()> {
            let transaction = self.connection.transaction()?;
            let key = board_key(&transaction, profile, board)?;
            transaction.execute(
                "INSERT INTO board_item (board, product, position, note, at)
                 VALUES (?1, ?2, (SELECT coalesce(max(position), 0) + 1 FROM board_item WHERE board = ?1),
                    coalesce(?3, ''), ?4)
                 ON CONFLICT (board, product) DO UPDATE SET note = coalesce(?3, note)",
                params![key, product, note, at],
            )?;
            transaction.commit()
        };
        write().map_err(|error| StoreError::sqlite(&path, error))
    }

    /// Takes a product off a board; whether it was there.
    pub fn take_off_board(
        &self,
        profile: ProfileKey,
        board: &str,
        product: &str,
    ) -> Result<bool, StoreError> {
        let taken = self.connection.execute(
            "DELETE FROM board_item WHERE product = ?3
             AND board = (SELECT board FROM board WHERE profile = ?1 AND name = ?2)",
            params![profile.0, board, product],
        );
        Ok(self.wrap(taken)? > 0)
    }

    /// Makes a board hold exactly `items`, in their order.
    pub fn set_board(&mut self, profile: ProfileKey, board: &Board) -> Result<(), StoreError> {
        let path = self.path.clone();
        let mut write = || -> rusqlite::Result<()> {
            let transaction = self.connection.transaction()?;
            let key = board_key(&transaction, profile, &board.name)?;
            transaction.execute("DELETE FROM board_item WHERE board = ?1", [key])?;
            {
                let mut statement = transaction.prepare_cached(
                    "INSERT OR IGNORE INTO board_item (board, product, position, note, at) VALUES (?1, ?2, ?3, ?4, ?5)",
                )?;
                for (position, item) in board.items.iter().enumerate() {
                    statement.execute(params![key, item.product, position as i64, item.note, item.at])?;
                }
            }
            transaction.commit()
        };
        write().map_err(|error| StoreError::sqlite(&path, error))
    }

    /// Deletes a board; whether there was one.
    pub fn delete_board(&self, profile: ProfileKey, name: &str) -> Result<bool, StoreError> {
        let statement = "DELETE FROM board WHERE profile = ?1 AND name = ?2";
        let deleted = self.connection.execute(statement, params![profile.0, name]);
        Ok(self.wrap(deleted)? > 0)
    }
}

fn board_key(connection: &rusqlite::Connection, profile: ProfileKey, name: &str) -> rusqlite::Result<i64> {
    let statement = "INSERT OR IGNORE INTO board (profile, name) VALUES (?1, ?2)";
    connection.execute(statement, params![profile.0, name])?;
    let statement = "SELECT board FROM board WHERE profile = ?1 AND name = ?2";
    connection.query_row(statement, params![profile.0, name], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::super::tests::db;

    #[test]
    fn a_board_keeps_its_order_and_its_notes() {
        let (_folder, mut db) = db();
        let key = db.create_profile("Ada", 0).unwrap().unwrap().key;
        for product in ["a", "b", "c"] {
            db.put_on_board(key, "Summer", product, None, 7).unwrap();
        }
        db.put_on_board(key, "Summer", "a", Some("in blue"), 8).unwrap();
        let mut board = db.boards(key).unwrap().remove(0);
        let order: Vec<&str> = board.items.iter().map(|item| item.product.as_str()).collect();
        assert_eq!(order, ["a", "b", "c"], "what is there stays at its place");
        assert_eq!(board.items[0].note, "in blue");
        board.items.rotate_left(1);
        db.set_board(key, &board).unwrap();
        assert_eq!(
            db.boards(key).unwrap(),
            [board],
            "the new order is kept with its notes"
        );
        assert!(
            db.take_off_board(key, "summer", "b").unwrap() && !db.take_off_board(key, "Summer", "b").unwrap()
        );
        assert!(db.delete_board(key, "SUMMER").unwrap());
        assert!(db.boards(key).unwrap().is_empty());
    }
}
