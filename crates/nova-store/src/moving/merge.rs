//! A library and a shop that went on apart become one at the shop: nothing that either side has of clients is lost, and what both
//! have is there once.
//!
//! Clients are the same by name, swipes by their ids, lines of orders by their hashes, lookbooks by their numbers, and all else
//! where all of it is equal. Whatever cannot be both ways, such as a setting, stays as the shop has it. Deliberately
//! absent: the catalogue, which stays the shop's.

use super::begin_alone;
use crate::catalog::CatalogDb;
use crate::database::Database;
use crate::error::{SqlError, StoreError};
use crate::sql::{Row, Sql, ToValue, Value, ValueRef, params};
use crate::user::{Board, BoardItem, Profile, ProfileKey, Sales, UserDb};
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet, VecDeque};

/// What came to a shop.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Joined {
    /// Clients that it did not have.
    pub profiles: usize,
    /// Clients that both had.
    pub joined: usize,
    /// Swipes.
    pub swipes: usize,
    /// Pieces on boards.
    pub pieces: usize,
    /// What is written down about clients.
    pub entries: usize,
    /// Searches.
    pub searches: usize,
    /// Lines of orders.
    pub purchases: usize,
    /// Lookbooks.
    pub lookbooks: usize,
    /// Pieces of the shop's looks.
    pub looks: usize,
}

/// Brings what the library `from` has of clients to those of the shop `to`, in one transaction. `tell` hears of clients that are done and
/// of how many there are, and `finish` writes what belongs to the same transaction; an error of either takes all of it back.
///
/// # Errors
/// Those of `tell` and `finish`, [`StoreError::Importing`] while a server of the shop imports, and when either database cannot be used.
pub fn merge_up<E: From<StoreError>>(
    from: &Database,
    to: &Database,
    tell: &mut dyn FnMut(usize, usize) -> Result<(), E>,
    finish: impl FnOnce(&UserDb) -> Result<(), E>,
) -> Result<Joined, E> {
    let from = UserDb::open_to_read(from)?;
    // Brings the shop up to date where nothing is there yet.
    CatalogDb::open(to)?;
    let mut to = UserDb::open(to)?;
    begin_alone(&to.sql)?;
    let mut came = Joined::default();
    if let Some(from) = from {
        from.sql.enter(false)?;
        let mut clients = Vec::new();
        for client in from.profiles()? {
            clients.push((to.profile(&client.name)?, client));
        }
        // In the order of their numbers, so that two who merge never wait for each other in a circle.
        clients.sort_by_key(|(there, _)| there.as_ref().map(|there| there.key));
        let total = clients.len();
        for (number, (there, client)) in clients.into_iter().enumerate() {
            match there {
                Some(there) => to.alone_with(there.key, |to| {
                    Client {
                        from: &from,
                        to,
                        client: &client,
                        there: &there,
                    }
                    .join(&mut came)
                })?,
                None => bring(&from, &mut to, &client, &mut came)?,
            }
            tell(number + 1, total)?;
        }
        shop(&from, &mut to, &mut came)?;
        from.sql.leave(false)?;
    }
    finish(&to)?;
    to.sql.leave(true)?;
    Ok(came)
}

/// A client whom the shop does not have.
fn bring(from: &UserDb, to: &mut UserDb, client: &Profile, came: &mut Joined) -> Result<(), StoreError> {
    to.bring_back(&from.rows_of(client.key, &client.name)?)?;
    came.profiles += 1;
    for (table, count) in [
        ("swipe", &mut came.swipes),
        ("entry", &mut came.entries),
        ("search", &mut came.searches),
        ("purchase", &mut came.purchases),
        ("lookbook", &mut came.lookbooks),
    ] {
        let statement = format!("SELECT count(*) FROM {table} WHERE profile = ?1");
        *count += from.sql.value::<usize>(&statement, params![client.key])?;
    }
    let boards = from.boards(client.key)?;
    came.pieces += boards.iter().map(|board| board.items.len()).sum::<usize>();
    Ok(())
}

/// A client whom both have.
struct Client<'a> {
    from: &'a UserDb,
    to: &'a mut UserDb,
    client: &'a Profile,
    there: &'a Profile,
}

const CARD: &str = "product, strategy, propensity, score, explored, at";
const SWIPE: &str = "id, product, verdict, field, value, card, at, undone";
/// Places in those.
const SWIPE_ID: usize = 0;
const SWIPE_CARD: usize = 5;
const SWIPE_AT: usize = 6;
const SWIPE_UNDONE: usize = 7;

impl Client<'_> {
    fn join(&mut self, came: &mut Joined) -> Result<(), StoreError> {
        // Looked at before anything is written here.
        let newer =
            last_change(&self.from.sql, self.client.key)? > last_change(&self.to.sql, self.there.key)?;
        came.joined += 1;
        self.profile()?;
        let cards = self.cards()?;
        came.swipes += self.swipes(&cards)?;
        self.weights()?;
        came.pieces += self.boards(newer)?;
        came.searches += self.searches()?;
        came.entries += self.entries()?;
        came.purchases += self.purchases()?;
        came.lookbooks += self.lookbooks()?;
        Ok(())
    }

    fn profile(&self) -> Result<(), StoreError> {
        let (own, there) = (self.client, self.there);
        if there.quiz == "{}" && own.quiz != "{}" {
            self.to.set_quiz(there.key, &own.quiz)?;
        }
        if there.settings == "{}" && own.settings != "{}" {
            self.to.set_settings(there.key, &own.settings)?;
        }
        if own.created < there.created {
            self.to.sql.execute(
                "UPDATE profile SET created = ?2 WHERE profile = ?1",
                params![there.key, own.created],
            )?;
        }
        Ok(())
    }

    /// The cards that were shown; the shop's number of each of the library's.
    fn cards(&self) -> Result<HashMap<i64, i64>, StoreError> {
        let select = format!("SELECT card, {CARD} FROM card WHERE profile = ?1 ORDER BY card");
        let mut known: HashMap<String, VecDeque<i64>> = HashMap::new();
        for row in rows(&self.to.sql, &select, self.there.key)? {
            if let Some((Value::Integer(number), card)) = row.split_first() {
                known.entry(said(card)).or_default().push_back(*number);
            }
        }
        let insert =
            format!("INSERT INTO card (profile, {CARD}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING card");
        let mut numbers = HashMap::new();
        for row in rows(&self.from.sql, &select, self.client.key)? {
            let Some((Value::Integer(own), card)) = row.split_first() else {
                continue;
            };
            let number = match known.get_mut(&said(card)).and_then(VecDeque::pop_front) {
                Some(number) => number,
                None => self.to.sql.value(&insert, &of(self.there.key, card))?,
            };
            numbers.insert(*own, number);
        }
        Ok(numbers)
    }

    /// The swipes that count and that the shop does not have, in the order of their times; how many.
    fn swipes(&self, cards: &HashMap<i64, i64>) -> Result<usize, StoreError> {
        let select = format!("SELECT {SWIPE} FROM swipe WHERE profile = ?1 ORDER BY swipe");
        let there = rows(&self.to.sql, &select, self.there.key)?;
        let known: HashSet<String> = there.iter().map(|row| said(&row[..=SWIPE_ID])).collect();
        let mut fresh = rows(&self.from.sql, &select, self.client.key)?;
        fresh.retain(|row| row[SWIPE_UNDONE] == Value::Null && !known.contains(&said(&row[..=SWIPE_ID])));
        let count = fresh.len();
        let Some(first) = fresh.first() else {
            return Ok(0);
        };
        // Each side's own order stays; those of the shop up to the first that comes stay as they are.
        let stay = there
            .iter()
            .position(|row| time(row) > time(first))
            .unwrap_or(there.len());
        let mut order: Vec<Vec<Value>> = Vec::new();
        let mut coming = fresh.into_iter().peekable();
        for row in there.into_iter().skip(stay) {
            while let Some(next) = coming.next_if(|next| time(next) < time(&row)) {
                order.push(with_card(next, cards));
            }
            order.push(row);
        }
        order.extend(coming.map(|row| with_card(row, cards)));
        let kept = "SELECT swipe FROM swipe WHERE profile = ?1 ORDER BY swipe";
        let numbers: Vec<i64> = self
            .to
            .sql
            .all(kept, params![self.there.key], |row| Ok(row.get(0)?))?;
        if let Some(from) = numbers.get(stay) {
            self.to.sql.execute(
                "DELETE FROM swipe WHERE profile = ?1 AND swipe >= ?2",
                params![self.there.key, from],
            )?;
        }
        let insert =
            format!("INSERT INTO swipe (profile, {SWIPE}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
        for row in &order {
            self.to.sql.execute(&insert, &of(self.there.key, row))?;
        }
        Ok(count)
    }

    fn weights(&self) -> Result<(), StoreError> {
        let select =
            "SELECT field, value, weight, pinned FROM weight WHERE profile = ?1 ORDER BY field, value";
        for row in rows(&self.from.sql, select, self.client.key)? {
            let insert = "INSERT INTO weight (profile, field, value, weight, pinned) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING";
            self.to.sql.execute(insert, &of(self.there.key, &row))?;
        }
        Ok(())
    }

    /// Joins the boards of one name; how many pieces came. `newer` says that the library's notes count where both have one.
    fn boards(&mut self, newer: bool) -> Result<usize, StoreError> {
        let there = self.to.boards(self.there.key)?;
        let mut count = 0;
        for board in self.from.boards(self.client.key)? {
            let known = there
                .iter()
                .find(|known| known.name.eq_ignore_ascii_case(&board.name));
            let (joined, came) = match known {
                Some(known) => join_boards(known, &board, newer),
                None => (board.clone(), board.items.len()),
            };
            count += came;
            if known != Some(&joined) {
                self.to.set_board(self.there.key, &joined)?;
            }
        }
        Ok(count)
    }

    fn searches(&self) -> Result<usize, StoreError> {
        let select = "SELECT request, name, at, times, total, strong, hits FROM search WHERE profile = ?1 ORDER BY search";
        let request = self.to.sql.dialect().long("request");
        let insert = format!(
            "INSERT INTO search (profile, request, name, at, times, total, strong, hits)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (profile, {request}) DO NOTHING"
        );
        let both =
            "UPDATE search SET name = coalesce(name, ?3), times = CASE WHEN times < ?4 THEN ?4 ELSE times END
            WHERE profile = ?1 AND request = ?2";
        let mut count = 0;
        for row in rows(&self.from.sql, select, self.client.key)? {
            let added = self.to.sql.execute(&insert, &of(self.there.key, &row))?;
            count += added;
            if added == 0 {
                let [request, name, at, times, total, strong, hits] = &row[..] else {
                    continue;
                };
                self.to.sql.execute(
                    "UPDATE search SET at = ?3, total = ?4, strong = ?5, hits = ?6
                     WHERE profile = ?1 AND request = ?2 AND at < ?3",
                    params![self.there.key, request, at, total, strong, hits],
                )?;
                self.to
                    .sql
                    .execute(both, params![self.there.key, request, name, times])?;
            }
        }
        Ok(count)
    }

    fn entries(&self) -> Result<usize, StoreError> {
        let select = "SELECT kind, value, at FROM entry WHERE profile = ?1 ORDER BY at, entry";
        let there = rows(&self.to.sql, select, self.there.key)?;
        let mut known: HashSet<String> = there.iter().map(|row| said(row)).collect();
        let mut count = 0;
        for row in rows(&self.from.sql, select, self.client.key)? {
            if known.insert(said(&row)) {
                let insert = "INSERT INTO entry (profile, kind, value, at) VALUES (?1, ?2, ?3, ?4)";
                count += self.to.sql.execute(insert, &of(self.there.key, &row))?;
            }
        }
        Ok(count)
    }

    fn purchases(&self) -> Result<usize, StoreError> {
        let mut own = self.from.purchases(Some(self.client.key))?;
        let lines: Vec<String> = own.iter().map(|own| own.line.clone()).collect();
        let mut known = self.to.known_lines(&lines)?.into_iter();
        own.retain(|_| !known.next().unwrap_or(false));
        let insert = "INSERT INTO purchase (line, profile, product, at, quantity, price, size)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING";
        own.iter().try_fold(0, |count, own| {
            let values = params![
                own.line,
                self.there.key,
                own.product,
                own.at,
                own.quantity,
                own.price,
                own.size
            ];
            Ok(count + self.to.sql.execute(insert, values)?)
        })
    }

    fn lookbooks(&self) -> Result<usize, StoreError> {
        let select =
            "SELECT id, board, pieces, made, answered FROM lookbook WHERE profile = ?1 ORDER BY made, id";
        let insert = "INSERT INTO lookbook (profile, id, board, pieces, made, answered)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING";
        let answer = "UPDATE lookbook SET answered = ?3 WHERE profile = ?1 AND id = ?2 AND answered IS NULL";
        let mut count = 0;
        for row in rows(&self.from.sql, select, self.client.key)? {
            let added = self.to.sql.execute(insert, &of(self.there.key, &row))?;
            count += added;
            if let (0, [id, .., answered @ Value::Integer(_)]) = (added, &row[..]) {
                self.to
                    .sql
                    .execute(answer, params![self.there.key, id, answered])?;
            }
        }
        Ok(count)
    }
}

/// What the shop knows beside its clients.
fn shop(from: &UserDb, to: &mut UserDb, came: &mut Joined) -> Result<(), StoreError> {
    let looks = from
        .looks()?
        .into_iter()
        .flat_map(|(look, products)| products.into_iter().map(move |product| (look.clone(), product)));
    came.looks += to.add_looks(&looks.collect::<Vec<_>>())?;
    for (table, columns) in [
        ("piece", "product, hidden, first, facts"),
        ("setting", "key, value"),
    ] {
        let select = format!("SELECT {columns} FROM {table} ORDER BY 1");
        let all: Vec<Vec<Value>> = from.sql.all(&select, params![], |row| Ok(values(row)?))?;
        for row in all {
            let places: Vec<String> = (1..=row.len()).map(|place| format!("?{place}")).collect();
            let places = places.join(", ");
            let insert = format!("INSERT INTO {table} ({columns}) VALUES ({places}) ON CONFLICT DO NOTHING");
            let values: Vec<_> = row.iter().map(ToValue::to_value).collect();
            to.sql.execute(&insert, &values)?;
        }
    }
    orders(from, to, came)
}

/// What people bought who are no clients. Which lines are in which basket is not kept, so that baskets count as the same where
/// all in them is equal, unless the two sides have no line in common.
fn orders(from: &UserDb, to: &mut UserDb, came: &mut Joined) -> Result<(), StoreError> {
    let lines: Vec<String> = from
        .sql
        .all("SELECT line FROM counted ORDER BY line", params![], |row| {
            Ok(row.get(0)?)
        })?;
    let known = to.known_lines(&lines)?;
    let count = lines.len();
    let in_common = known.contains(&true);
    let mut known = known.into_iter();
    let fresh: Vec<String> = lines
        .into_iter()
        .filter(|_| !known.next().unwrap_or(false))
        .collect();
    if fresh.is_empty() {
        return Ok(());
    }
    let mut there: HashMap<String, usize> = HashMap::new();
    if in_common && fresh.len() < count {
        for basket in to.baskets()? {
            *there.entry(format!("{basket:?}")).or_default() += 1;
        }
    }
    let mut baskets = from.baskets()?;
    baskets.retain(|basket| match there.get_mut(&format!("{basket:?}")) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    });
    came.purchases += fresh.len();
    let lines = fresh;
    to.add_orders(&[], &Sales { lines, baskets })
}

/// A board with the pieces of both, and how many came.
fn join_boards(there: &Board, own: &Board, newer: bool) -> (Board, usize) {
    let mut joined = there.clone();
    joined.look |= own.look;
    let mut came = 0;
    for item in &own.items {
        match joined
            .items
            .iter_mut()
            .find(|known| known.product == item.product)
        {
            Some(known) => join_pieces(known, item, newer),
            None => {
                joined.items.push(item.clone());
                came += 1;
            }
        }
    }
    (joined, came)
}

fn join_pieces(there: &mut BoardItem, own: &BoardItem, newer: bool) {
    let newer = match own.at.cmp(&there.at) {
        Ordering::Greater => true,
        Ordering::Less => false,
        Ordering::Equal => newer,
    };
    if !own.note.is_empty() && (newer || there.note.is_empty()) {
        there.note.clone_from(&own.note);
    }
    there.at = there.at.max(own.at);
    if there.known.title.is_empty() {
        there.known = own.known.clone();
    }
}

/// When anything of a client was last changed, as far as rows tell.
fn last_change(sql: &Sql, client: ProfileKey) -> Result<Option<i64>, StoreError> {
    let statement = "SELECT max(at) FROM (
            SELECT at FROM swipe WHERE profile = ?1 UNION ALL SELECT at FROM card WHERE profile = ?1
            UNION ALL SELECT at FROM search WHERE profile = ?1 UNION ALL SELECT at FROM entry WHERE profile = ?1
            UNION ALL SELECT i.at FROM board_item i JOIN board b ON b.board = i.board WHERE b.profile = ?1
         ) AS changes";
    sql.value(statement, params![client])
}

fn rows(sql: &Sql, select: &str, client: ProfileKey) -> Result<Vec<Vec<Value>>, StoreError> {
    sql.all(select, params![client], |row| Ok(values(row)?))
}

fn values(row: &Row<'_>) -> Result<Vec<Value>, SqlError> {
    (0..row.columns().len()).map(|column| row.get(column)).collect()
}

/// The values of a row of a client, with the client's number first.
fn of<'a>(client: ProfileKey, row: &'a [Value]) -> Vec<ValueRef<'a>> {
    let client = ValueRef::Integer(client.0);
    std::iter::once(client)
        .chain(row.iter().map(ToValue::to_value))
        .collect()
}

/// What a row says, to be compared with others.
fn said(row: &[Value]) -> String {
    format!("{row:?}")
}

fn time(swipe: &[Value]) -> i64 {
    match swipe.get(SWIPE_AT) {
        Some(Value::Integer(at)) => *at,
        _ => 0,
    }
}

/// A swipe of the library with the shop's number of its card.
fn with_card(mut swipe: Vec<Value>, cards: &HashMap<i64, i64>) -> Vec<Value> {
    if let Some(card) = swipe.get_mut(SWIPE_CARD) {
        *card = match card {
            Value::Integer(own) => cards
                .get(own)
                .map_or(Value::Null, |number| Value::Integer(*number)),
            _ => Value::Null,
        };
    }
    swipe
}
