//! Boards and favourites: products in an order of the client's, with notes.

use super::{ProfileKey, UserDb};
use crate::error::StoreError;
use crate::sql::{Row, SqlError, params};

/// A board.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Board {
    /// Name; empty for the favourites.
    pub name: String,
    /// Whether it is a look: pieces that are worn together.
    pub look: bool,
    /// Its products in order.
    pub items: Vec<BoardItem>,
}

/// A product on a board.
#[derive(Debug, Clone, PartialEq)]
pub struct BoardItem {
    /// The product's id.
    pub product: String,
    /// What the client noted.
    pub note: String,
    /// When it was put there, in milliseconds since 1970.
    pub at: i64,
    /// What it was like when the catalogue last had it, as far as that is known.
    pub known: LastKnown,
}

/// What is kept of a product on a board for when the catalogue no longer has it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LastKnown {
    /// Title; empty where nothing is known.
    pub title: String,
    /// Type of garment, as the shop says it.
    pub kind: String,
    /// Price in `currency`.
    pub price: Option<f64>,
    /// Currency of the price.
    pub currency: String,
    /// Key of its thumbnail.
    pub thumb: Option<String>,
}

impl LastKnown {
    /// Reads the five columns from `first` on.
    fn read(row: &Row<'_>, first: usize) -> Result<LastKnown, SqlError> {
        Ok(LastKnown {
            title: row.get(first)?,
            kind: row.get(first + 1)?,
            price: row.get(first + 2)?,
            currency: row.get(first + 3)?,
            thumb: row.get(first + 4)?,
        })
    }
}

impl UserDb {
    /// A client's boards, the favourites first, then by name.
    pub fn boards(&self, profile: ProfileKey) -> Result<Vec<Board>, StoreError> {
        let name = self.sql.dialect().nocase("b.name");
        let statement = format!(
            "SELECT b.name, b.look, i.product, i.note, i.at, i.title, i.kind, i.price, i.currency, i.thumb
             FROM board b LEFT JOIN board_item i USING (board)
             WHERE b.profile = ?1 ORDER BY {name}, i.position"
        );
        let mut boards: Vec<Board> = Vec::new();
        self.sql.each(&statement, params![profile], |row| {
            let name: String = row.get(0)?;
            if boards.last().is_none_or(|board| board.name != name) {
                boards.push(Board {
                    name,
                    look: row.get(1)?,
                    items: Vec::new(),
                });
            }
            let product: Option<String> = row.get(2)?;
            if let (Some(board), Some(product)) = (boards.last_mut(), product) {
                board.items.push(BoardItem {
                    product,
                    note: row.get(3)?,
                    at: row.get(4)?,
                    known: LastKnown::read(row, 5)?,
                });
            }
            Ok(())
        })?;
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
        self.sql.transaction(|| {
            let key = self.board_key(profile, board)?;
            let statement = "INSERT INTO board_item (board, product, position, note, at)
                 VALUES (?1, ?2, (SELECT coalesce(max(position), 0) + 1 FROM board_item WHERE board = ?1),
                    coalesce(?3, ''), ?4)
                 ON CONFLICT (board, product) DO UPDATE SET note = coalesce(?3, board_item.note)";
            self.sql
                .execute(statement, params![key, product, note, at])
                .map(drop)
        })
    }

    /// Takes a product off a board; whether it was there.
    pub fn take_off_board(
        &self,
        profile: ProfileKey,
        board: &str,
        product: &str,
    ) -> Result<bool, StoreError> {
        let (is, given) = (self.sql.dialect().nocase("name"), self.sql.dialect().nocase("?2"));
        let statement = format!(
            "DELETE FROM board_item WHERE product = ?3
             AND board = (SELECT board FROM board WHERE profile = ?1 AND {is} = {given})"
        );
        Ok(self.sql.execute(&statement, params![profile, board, product])? > 0)
    }

    /// Makes a board what is given: a look or none, with exactly these items in their order.
    pub fn set_board(&mut self, profile: ProfileKey, board: &Board) -> Result<(), StoreError> {
        self.sql.transaction(|| {
            let key = self.board_key(profile, &board.name)?;
            self.sql.execute(
                "UPDATE board SET look = ?2 WHERE board = ?1",
                params![key, board.look],
            )?;
            self.sql
                .execute("DELETE FROM board_item WHERE board = ?1", params![key])?;
            for (position, item) in board.items.iter().enumerate() {
                let known = &item.known;
                self.sql.execute(
                    "INSERT INTO board_item
                     (board, product, position, note, at, title, kind, price, currency, thumb)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO NOTHING",
                    params![
                        key,
                        item.product,
                        position,
                        item.note,
                        item.at,
                        known.title,
                        known.kind,
                        known.price,
                        known.currency,
                        known.thumb
                    ],
                )?;
            }
            Ok(())
        })
    }

    /// Gives a board another name, also in the lookbooks that were made of it. `None` where there is no such board, `false`
    /// where another has that name.
    pub fn rename_board(
        &mut self,
        profile: ProfileKey,
        name: &str,
        to: &str,
    ) -> Result<Option<bool>, StoreError> {
        self.sql.transaction(|| {
            let taken = self.board_named(profile, to)?.is_some();
            let Some((key, before)) = self.board_named(profile, name)? else {
                return Ok(None);
            };
            if taken && !name.eq_ignore_ascii_case(to) {
                return Ok(Some(false));
            }
            // A lookbook may be of several boards, with U+001F between their names; with one around them each is whole.
            let whole = |name: &str| format!("\u{1f}{name}\u{1f}");
            self.sql.execute(
                "UPDATE lookbook SET board = replace(?4 || board || ?4, ?2, ?3) WHERE profile = ?1",
                params![profile, whole(&before), whole(to), "\u{1f}"],
            )?;
            self.sql.execute(
                "UPDATE lookbook SET board = substr(board, 2, length(board) - 2) WHERE profile = ?1",
                params![profile],
            )?;
            self.sql
                .execute("UPDATE board SET name = ?2 WHERE board = ?1", params![key, to])?;
            Ok(Some(true))
        })
    }

    /// The products of each board that is a look, under a name that no other look has.
    pub fn looks_on_boards(&self) -> Result<Vec<(String, Vec<String>)>, StoreError> {
        let statement = "SELECT 'board ' || board, product FROM board_item JOIN board USING (board)
            WHERE look <> 0 ORDER BY board, position";
        let mut looks: Vec<(String, Vec<String>)> = Vec::new();
        self.sql.each(statement, params![], |row| {
            let (name, product): (String, String) = (row.get(0)?, row.get(1)?);
            match looks.last_mut().filter(|(last, _)| *last == name) {
                Some((_, products)) => products.push(product),
                None => looks.push((name, vec![product])),
            }
            Ok(())
        })?;
        Ok(looks)
    }

    /// The products that are on any board, each once.
    pub fn products_on_boards(&self) -> Result<Vec<String>, StoreError> {
        let statement = "SELECT DISTINCT product FROM board_item";
        self.sql.all(statement, params![], |row| Ok(row.get(0)?))
    }

    /// Keeps what products are like, wherever they are on a board, in one transaction.
    pub fn know_products(&mut self, products: &[(String, LastKnown)]) -> Result<(), StoreError> {
        self.sql.transaction(|| {
            for (product, known) in products {
                let LastKnown {
                    title,
                    kind,
                    price,
                    currency,
                    thumb,
                } = known;
                self.sql.execute(
                    "UPDATE board_item SET title = ?2, kind = ?3, price = ?4, currency = ?5, thumb = ?6 WHERE product = ?1",
                    params![product, title, kind, price, currency, thumb],
                )?;
            }
            Ok(())
        })
    }

    /// Deletes a board; whether there was one.
    pub fn delete_board(&self, profile: ProfileKey, name: &str) -> Result<bool, StoreError> {
        let (is, given) = (self.sql.dialect().nocase("name"), self.sql.dialect().nocase("?2"));
        let statement = format!("DELETE FROM board WHERE profile = ?1 AND {is} = {given}");
        Ok(self.sql.execute(&statement, params![profile, name])? > 0)
    }

    /// The number of a board, which is made when it is missing.
    fn board_key(&self, profile: ProfileKey, name: &str) -> Result<i64, StoreError> {
        let statement = "INSERT INTO board (profile, name) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        self.sql.execute(statement, params![profile, name])?;
        match self.board_named(profile, name)? {
            Some((key, _)) => Ok(key),
            None => Err(self.sql.damaged("a board is not there after it was made")),
        }
    }

    /// The number and the name of a board, without regard to case.
    fn board_named(&self, profile: ProfileKey, name: &str) -> Result<Option<(i64, String)>, StoreError> {
        let (is, given) = (self.sql.dialect().nocase("name"), self.sql.dialect().nocase("?2"));
        let statement = format!("SELECT board, name FROM board WHERE profile = ?1 AND {is} = {given}");
        self.sql.one(&statement, params![profile, name], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::places::on_each;

    #[test]
    fn a_board_keeps_its_order_and_its_notes() {
        on_each(|place| {
            let mut db = place.clients();
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
                db.take_off_board(key, "summer", "b").unwrap()
                    && !db.take_off_board(key, "Summer", "b").unwrap()
            );
            assert!(db.delete_board(key, "SUMMER").unwrap());
            assert!(db.boards(key).unwrap().is_empty());
        });
    }

    #[test]
    fn a_board_is_renamed_unless_another_has_the_name() {
        on_each(|place| {
            let mut db = place.clients();
            let key = db.create_profile("Ada", 0).unwrap().unwrap().key;
            for board in ["Summer", "Winter"] {
                db.put_on_board(key, board, "a", None, 7).unwrap();
            }
            assert_eq!(
                db.rename_board(key, "Spring", "Autumn").unwrap(),
                None,
                "there is none"
            );
            assert_eq!(
                db.rename_board(key, "summer", "Winter").unwrap(),
                Some(false),
                "that name is taken"
            );
            assert_eq!(
                db.rename_board(key, "summer", "SUMMER").unwrap(),
                Some(true),
                "its own name in capitals is not"
            );
            assert_eq!(db.rename_board(key, "Summer", "Beach").unwrap(), Some(true));
            let names: Vec<String> = db
                .boards(key)
                .unwrap()
                .into_iter()
                .map(|board| board.name)
                .collect();
            assert_eq!(names, ["Beach", "Winter"]);
        });
    }

    #[test]
    fn what_is_on_a_board_keeps_what_it_was_like() {
        on_each(|place| {
            let mut db = place.clients();
            let key = db.create_profile("Ada", 0).unwrap().unwrap().key;
            db.put_on_board(key, "Summer", "a", None, 7).unwrap();
            let known = super::LastKnown {
                title: "Linen shirt".into(),
                kind: "Shirts".into(),
                price: Some(39.5),
                currency: "EUR".into(),
                thumb: Some("ab/abc.jpg".into()),
            };
            let other = ("elsewhere".to_owned(), super::LastKnown::default());
            db.know_products(&[("a".to_owned(), known.clone()), other])
                .unwrap();
            assert_eq!(db.products_on_boards().unwrap(), ["a"]);
            let mut board = db.boards(key).unwrap().remove(0);
            assert_eq!(board.items[0].known, known);
            board.look = true;
            db.set_board(key, &board).unwrap();
            assert_eq!(
                db.boards(key).unwrap(),
                [board],
                "it stays when the board is written anew, as a look"
            );
        });
    }
}
