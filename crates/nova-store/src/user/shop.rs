//! What the shop itself knows: its looks, its orders, and what was learnt from them. Purchases of clients belong to their
//! profiles and go with them; of everybody else only counts are kept.

use super::{ProfileKey, UserDb};
use crate::error::StoreError;
use crate::sql::params;

/// A line of an order of a client.
#[derive(Debug, Clone, PartialEq)]
pub struct Purchase {
    /// The client.
    pub profile: ProfileKey,
    /// A hash of the line, by which it counts once.
    pub line: String,
    /// The product's id, or what the order calls it where the catalogue does not have it.
    pub product: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// How many; below zero for a return.
    pub quantity: i64,
    /// The price of one.
    pub price: Option<f64>,
    /// The size; empty where none is told.
    pub size: String,
}

/// What is kept of people who are no clients.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sales {
    /// Hashes of the lines.
    pub lines: Vec<String>,
    /// For each person product, month since 1970 and quantity, in the order of time.
    pub baskets: Vec<Vec<Sold>>,
}

/// What one person bought of a product in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sold {
    /// The product's id, or what the order calls it.
    pub product: String,
    /// Months since 1970.
    pub month: i64,
    /// How many; below zero for a return.
    pub quantity: i64,
}

impl UserDb {
    /// Adds products to looks; a look that names one twice has it once. How many were new.
    pub fn add_looks(&mut self, pieces: &[(String, String)]) -> Result<usize, StoreError> {
        self.sql.transaction(|| {
            let mut added = 0;
            for (look, product) in pieces {
                added += self.sql.execute(
                    "INSERT INTO look (look, product) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                    params![look, product],
                )?;
            }
            Ok(added)
        })
    }

    /// All looks with their products, in the order of their names.
    pub fn looks(&self) -> Result<Vec<(String, Vec<String>)>, StoreError> {
        let mut looks: Vec<(String, Vec<String>)> = Vec::new();
        let statement = "SELECT look, product FROM look ORDER BY look, product";
        self.sql.each(statement, params![], |row| {
            let (look, product): (String, String) = (row.get(0)?, row.get(1)?);
            match looks.last_mut() {
                Some((last, products)) if *last == look => products.push(product),
                _ => looks.push((look, vec![product])),
            }
            Ok(())
        })?;
        Ok(looks)
    }

    /// Keeps what was learnt under a name, or forgets it.
    pub fn set_learnt(&self, name: &str, learnt: Option<(&str, &[u8])>) -> Result<(), StoreError> {
        let done = match learnt {
            Some((basis, value)) => self.sql.execute(
                "INSERT INTO learnt (name, basis, value) VALUES (?1, ?2, ?3)
                 ON CONFLICT (name) DO UPDATE SET basis = excluded.basis, value = excluded.value",
                params![name, basis, value],
            ),
            None => self
                .sql
                .execute("DELETE FROM learnt WHERE name = ?1", params![name]),
        };
        done.map(drop)
    }

    /// What was learnt under a name, with what it was learnt on.
    pub fn learnt(&self, name: &str) -> Result<Option<(String, Vec<u8>)>, StoreError> {
        let statement = "SELECT basis, value FROM learnt WHERE name = ?1";
        self.sql
            .one(statement, params![name], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// Whether each line of an order is known already.
    pub fn known_lines(&self, lines: &[String]) -> Result<Vec<bool>, StoreError> {
        let statement = "SELECT EXISTS (SELECT 1 FROM purchase WHERE line = ?1)
            OR EXISTS (SELECT 1 FROM counted WHERE line = ?1)";
        lines
            .iter()
            .map(|line| self.sql.value(statement, params![line]))
            .collect()
    }

    /// Adds lines of orders, all or none.
    pub fn add_orders(&mut self, purchases: &[Purchase], sales: &Sales) -> Result<(), StoreError> {
        // At a server two that add orders of the same clients must not wait for each other's clients in a circle.
        let mut purchases: Vec<&Purchase> = purchases.iter().collect();
        purchases.sort_by_key(|own| own.profile);
        self.sql.transaction(|| {
            for own in purchases {
                self.sql.execute(
                    "INSERT INTO purchase (line, profile, product, at, quantity, price, size)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING",
                    params![
                        own.line,
                        own.profile,
                        own.product,
                        own.at,
                        own.quantity,
                        own.price,
                        own.size
                    ],
                )?;
            }
            for hash in &sales.lines {
                self.sql.execute(
                    "INSERT INTO counted (line) VALUES (?1) ON CONFLICT DO NOTHING",
                    params![hash],
                )?;
            }
            let last: i64 = self
                .sql
                .value("SELECT coalesce(max(basket), 0) FROM basket", params![])?;
            for (number, basket) in (last + 1..).zip(&sales.baskets) {
                for line in basket {
                    self.sql.execute(
                        "INSERT INTO basket (basket, product, month, quantity) VALUES (?1, ?2, ?3, ?4)",
                        params![number, line.product, line.month, line.quantity],
                    )?;
                }
            }
            Ok(())
        })
    }

    /// What clients bought, in the order of time; of one client, or of all.
    pub fn purchases(&self, profile: Option<ProfileKey>) -> Result<Vec<Purchase>, StoreError> {
        let statement = "SELECT line, profile, product, at, quantity, price, size FROM purchase
             WHERE profile = ?1 OR ?1 IS NULL ORDER BY at, line";
        self.sql.all(statement, params![profile], |row| {
            Ok(Purchase {
                line: row.get(0)?,
                profile: row.get(1)?,
                product: row.get(2)?,
                at: row.get(3)?,
                quantity: row.get(4)?,
                price: row.get(5)?,
                size: row.get(6)?,
            })
        })
    }

    /// What people bought who are no clients, person by person, in the order of time.
    pub fn baskets(&self) -> Result<Vec<Vec<Sold>>, StoreError> {
        let mut baskets: Vec<Vec<Sold>> = Vec::new();
        let mut last: Option<i64> = None;
        let statement = "SELECT basket, product, month, quantity FROM basket ORDER BY basket, month, rowid";
        self.sql.each(statement, params![], |row| {
            let number: i64 = row.get(0)?;
            if last != Some(number) {
                baskets.push(Vec::new());
                last = Some(number);
            }
            if let Some(basket) = baskets.last_mut() {
                basket.push(Sold {
                    product: row.get(1)?,
                    month: row.get(2)?,
                    quantity: row.get(3)?,
                });
            }
            Ok(())
        })?;
        Ok(baskets)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::on_each;

    #[test]
    fn a_look_holds_each_product_once() {
        on_each(|place| {
            let mut db = place.clients();
            let piece = |look: &str, product: &str| (look.to_owned(), product.to_owned());
            let added = db
                .add_looks(&[piece("b", "1"), piece("b", "2"), piece("a", "9"), piece("b", "1")])
                .unwrap();
            assert_eq!(added, 3);
            let looks = db.looks().unwrap();
            assert_eq!(looks[0], ("a".to_owned(), vec!["9".to_owned()]));
            assert_eq!(looks[1].1, ["1", "2"]);
        });
    }

    #[test]
    fn purchases_go_with_their_client_and_a_line_counts_once() {
        on_each(|place| {
            let mut db = place.clients();
            let key = db.create_profile("Ada", 0).unwrap().unwrap().key;
            let purchase = Purchase {
                profile: key,
                line: "h1".to_owned(),
                product: "p".to_owned(),
                at: 5,
                quantity: 1,
                price: Some(9.5),
                size: "M".to_owned(),
            };
            let sold = Sold {
                product: "p".to_owned(),
                month: 1,
                quantity: 2,
            };
            let sales = Sales {
                lines: vec!["h2".to_owned()],
                baskets: vec![vec![sold.clone()]],
            };
            db.add_orders(std::slice::from_ref(&purchase), &sales).unwrap();
            db.add_orders(std::slice::from_ref(&purchase), &Sales::default())
                .unwrap();
            assert_eq!(db.purchases(Some(key)).unwrap(), [purchase]);
            let lines = ["h1", "h2", "h3"].map(str::to_owned);
            assert_eq!(db.known_lines(&lines).unwrap(), [true, true, false]);
            db.delete_profile(key).unwrap();
            assert!(
                db.purchases(None).unwrap().is_empty(),
                "they are gone with the client"
            );
            assert_eq!(db.baskets().unwrap(), [[sold]], "and what others bought stays");
        });
    }
}
