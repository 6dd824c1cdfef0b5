use super::*;
use crate::places::{Place, on_postgres};
use crate::sql::{ToValue, Value};
use crate::user::{
    Board, BoardItem, Card, Entry, LastKnown, Lookbook, NewSwipe, ProfileKey, Purchase, Sales, Sold,
};

/// Numbers that look thrown, always the same.
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: u64) -> i64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % below).unwrap()
    }

    fn text(&mut self) -> String {
        let words = [
            "Mantel",
            "robe d'été",
            "?1",
            "$1",
            "ß — \"quoted\"",
            "",
            "зима",
            "a\\b\n\tc",
            "{}",
        ];
        let count = self.next(4);
        let words = (0..count).map(|_| words[usize::try_from(self.next(9)).unwrap()]);
        words.collect::<Vec<_>>().join(" ")
    }

    fn maybe(&mut self, value: Value) -> Value {
        if self.next(3) == 0 { Value::Null } else { value }
    }

    fn number(&mut self) -> Value {
        Value::Integer(self.next(u64::from(u32::MAX)) - 1_000)
    }

    fn share(&mut self) -> Value {
        Value::Real(self.next(1 << 30) as f64 / 7.0)
    }
}

/// Puts a row into a table of SQLite's.
fn put(sql: &Sql, table: &str, row: Vec<Value>) {
    let places: Vec<String> = (1..=row.len()).map(|place| format!("?{place}")).collect();
    let insert = format!("INSERT INTO {table} VALUES ({})", places.join(", "));
    let values: Vec<_> = row.iter().map(ToValue::to_value).collect();
    sql.execute(&insert, &values).unwrap();
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

/// A library with `size` rows in each table, whose numbers have gaps.
fn library_of(seed: u64, size: i64) -> Place {
    let place = Place::in_folder();
    let mut dice = Dice(seed);
    let (catalog, clients) = (place.catalog(), place.clients());
    let sql = &catalog.sql;
    for row in 0..size {
        let number = Value::Integer(row * 3 + 7);
        let id = text(format!("{row} {}", dice.text()));
        let mut product = crate::products::tests::new(&format!("p{row}"), &dice.text()).product;
        product.price = Some(row as f64 / 3.0);
        let document = text(serde_json::to_string(&product).unwrap());
        let id_of_product = text(format!("p{row}"));
        let (path, hash) = (dice.text(), dice.text());
        let picture = [dice.maybe(text(path)), dice.maybe(text(hash))];
        let [path, hash] = picture;
        put(
            sql,
            "product",
            vec![
                id_of_product.clone(),
                Value::Integer(row),
                text(dice.text()),
                document,
                path,
                hash,
            ],
        );
        let said = [dice.number(), dice.number(), text(dice.text())];
        let [a, b, c] = said;
        put(sql, "picture_file", vec![id.clone(), a, b, c]);
        put(
            sql,
            "model",
            vec![
                number.clone(),
                id.clone(),
                text("h"),
                Value::Integer(2),
                Value::Integer(1),
            ],
        );
        let vector: Vec<u8> = [row as f32, 1.0_f32]
            .iter()
            .flat_map(|x| x.to_le_bytes())
            .collect();
        put(
            sql,
            "embedding",
            vec![id.clone(), number.clone(), Value::Blob(vector)],
        );
        let (line, reason, fact) = (dice.number(), text(dice.text()), text(dice.text()));
        let (line, fact) = (dice.maybe(line), dice.maybe(fact));
        put(
            sql,
            "quarantine",
            vec![line, Value::Null, id.clone(), reason, fact],
        );
        put(sql, "meta", vec![id.clone(), text(dice.text())]);
        put(
            sql,
            "shade",
            vec![id.clone(), dice.number(), Value::Blob(vec![0, 255, 1])],
        );
        put(
            sql,
            "view",
            vec![id_of_product.clone(), Value::Integer(row), text("p"), text("h")],
        );
        put(sql, "web_picture", vec![id.clone(), text(dice.text())]);
        put(sql, "arrival", vec![id.clone(), dice.number()]);
        put(
            sql,
            "news",
            vec![id.clone(), text("back"), text("{}"), dice.number()],
        );
        put(
            sql,
            "named",
            vec![id.clone(), number.clone(), Value::Blob(vec![9, 0])],
        );
    }
    let sql = &clients.sql;
    for row in 0..size {
        let number = Value::Integer(row * 3 + 7);
        let id = text(format!("{row} {}", dice.text()));
        let other = Value::Integer(dice.next(u64::try_from(row + 1).unwrap()) * 3 + 7);
        put(
            sql,
            "profile",
            vec![
                number.clone(),
                id.clone(),
                dice.number(),
                text("{}"),
                text(dice.text()),
            ],
        );
        let (score, propensity) = (dice.share(), dice.share());
        put(
            sql,
            "card",
            vec![
                number.clone(),
                other.clone(),
                text("p"),
                text("random"),
                propensity,
                score,
                Value::Integer(1),
                dice.number(),
            ],
        );
        let (field, undone, card) = (text(dice.text()), dice.number(), other.clone());
        let (field, undone, card) = (dice.maybe(field), dice.maybe(undone), dice.maybe(card));
        put(
            sql,
            "swipe",
            vec![
                number.clone(),
                other.clone(),
                id.clone(),
                text("p"),
                text("like"),
                field,
                Value::Null,
                card,
                dice.number(),
                undone,
            ],
        );
        put(
            sql,
            "weight",
            vec![
                number.clone(),
                text("colour"),
                id.clone(),
                dice.share(),
                Value::Integer(0),
            ],
        );
        put(
            sql,
            "board",
            vec![number.clone(), other.clone(), id.clone(), Value::Integer(row % 2)],
        );
        let price = dice.share();
        let price = dice.maybe(price);
        put(
            sql,
            "board_item",
            vec![
                number.clone(),
                id.clone(),
                Value::Integer(row),
                text(dice.text()),
                dice.number(),
                text(dice.text()),
                text("Shirts"),
                price,
                text("EUR"),
                Value::Null,
            ],
        );
        let name = text(dice.text());
        let name = dice.maybe(name);
        put(
            sql,
            "search",
            vec![
                number.clone(),
                other.clone(),
                id.clone(),
                name,
                dice.number(),
                Value::Integer(2),
                dice.number(),
                dice.number(),
                text("[]"),
            ],
        );
        put(sql, "setting", vec![id.clone(), text(dice.text())]);
        put(sql, "look", vec![id.clone(), text("p")]);
        put(
            sql,
            "learnt",
            vec![id.clone(), text(dice.text()), Value::Blob(vec![0; 40])],
        );
        put(
            sql,
            "purchase",
            vec![
                id.clone(),
                number.clone(),
                text("p"),
                dice.number(),
                Value::Integer(-1),
                Value::Null,
                text("M"),
            ],
        );
        put(sql, "counted", vec![id.clone()]);
        put(
            sql,
            "basket",
            vec![
                Value::Integer(dice.next(9)),
                text(dice.text()),
                Value::Integer(row),
                dice.number(),
            ],
        );
        put(
            sql,
            "entry",
            vec![
                number.clone(),
                other.clone(),
                text("note"),
                text(dice.text()),
                dice.number(),
            ],
        );
        put(
            sql,
            "lookbook",
            vec![
                id.clone(),
                other.clone(),
                text(dice.text()),
                text("[]"),
                dice.number(),
                Value::Null,
            ],
        );
        put(
            sql,
            "piece",
            vec![id.clone(), Value::Integer(1), Value::Integer(0), text("{}")],
        );
    }
    place
}

/// All rows of a library in a folder.
fn all(database: &Database) -> Vec<(String, Vec<String>)> {
    let (catalog, clients) = (
        CatalogDb::open(database).unwrap(),
        UserDb::open(database).unwrap(),
    );
    let tables = transfer::catalog_without_jobs();
    let parts = tables.into_iter().map(|table| (&catalog.sql, table));
    let parts = parts.chain(CLIENTS.map(|table| (&clients.sql, table)));
    let read = |(sql, table): (&Sql, &str)| {
        let order = match table {
            "quarantine" | "basket" => "rowid",
            "counted" => "line",
            _ => "1, 2",
        };
        let rows = sql.all(
            &format!("SELECT * FROM {table} ORDER BY {order}"),
            params![],
            |row| {
                let values = (0..row.columns().len()).map(|column| row.get::<Value>(column));
                Ok(format!("{:?}", values.collect::<Result<Vec<_>, _>>()?))
            },
        );
        (table.to_owned(), rows.unwrap())
    };
    parts.map(read).collect()
}

fn up(from: &Place, to: &Place) -> Option<Moved> {
    move_up::<StoreError>(&from.database, &to.database, "guest", &mut |_, _| Ok(()), |_| {
        Ok(())
    })
    .unwrap()
}

#[test]
fn every_table_goes_up_and_comes_back_as_it_was_and_its_numbers_go_on() {
    for (seed, size) in [(1, 0), (2, 1), (3, 7), (4, 600)] {
        on_postgres(|place| {
            let library = library_of(seed, size);
            let before = all(&library.database);
            for (table, rows) in &before {
                assert_eq!(rows.len(), usize::try_from(size).unwrap(), "{table} has rows");
            }
            let (mut last, mut total) = (0, 0);
            let moved = move_up::<StoreError>(
                &library.database,
                &place.database,
                "guest",
                &mut |done, of| {
                    (last, total) = (done, of);
                    Ok(())
                },
                |_| Ok(()),
            );
            let count = usize::try_from(size).unwrap();
            let moved = moved.unwrap().expect("the shop is empty");
            assert_eq!(moved.products, count);
            assert_eq!(
                (moved.embeddings, moved.profiles, moved.swipes),
                (count, count, count)
            );
            assert_eq!((last, total), (count * before.len(), count * before.len()));
            let below = Place::in_folder();
            let pulled = move_down::<StoreError>(&place.database, below.folder(), &mut |_, _| Ok(()));
            assert_eq!(pulled.unwrap(), Some(moved));
            assert_eq!(all(&below.database), before);
            let words = |place: &Place| {
                let statement = "SELECT count(*) FROM product_text";
                place.catalog().sql.value::<i64>(statement, params![]).unwrap()
            };
            assert_eq!((words(place), words(&below)), (size, size), "words are there too");
            let shop = place.catalog();
            if shop.can_index_vectors().unwrap() && size > 0 {
                let vectors: i64 = shop
                    .sql
                    .value("SELECT count(*) FROM vector_7", params![])
                    .unwrap();
                assert_eq!(vectors, 1, "and vectors for the index");
            }
            let numbered = "SELECT table_name::TEXT, column_name::TEXT FROM information_schema.columns
                WHERE table_schema = current_schema() AND is_identity = 'YES'";
            let numbered: Vec<(String, String)> = shop
                .sql
                .all(numbered, params![], |row| Ok((row.get(0)?, row.get(1)?)))
                .unwrap();
            assert!(numbered.len() > 8, "{numbered:?}");
            for (table, column) in numbered {
                let statement = format!(
                    "SELECT nextval(pg_get_serial_sequence('{table}', '{column}')) > coalesce(max({column}), 0) FROM {table}"
                );
                assert!(shop.sql.value::<bool>(&statement, params![]).unwrap(), "{table}");
            }
        });
    }
}

#[test]
fn a_shop_that_is_not_empty_is_left_as_it_is() {
    on_postgres(|place| {
        place.clients().create_profile("guest", 0).unwrap();
        place.clients().set_setting("name", Some("Chain")).unwrap();
        let state = place.clients().change_server_state("server/key", None, "secret");
        assert_eq!(state.unwrap(), Some(1));
        assert!(
            is_empty(&place.database, "Guest").unwrap(),
            "settings and a guest are no shop"
        );
        let library = library_of(5, 3);
        let stopped = move_up(
            &library.database,
            &place.database,
            "guest",
            &mut |_, _| Ok(()),
            |_| Err(StoreError::Locked { path: "x".into() }),
        );
        assert!(stopped.is_err());
        assert!(
            is_empty(&place.anew(), "guest").unwrap(),
            "what fails is taken back"
        );
        assert!(up(&library, place).is_some());
        let there = place.clients();
        assert_eq!(
            there.profiles().unwrap().len(),
            3,
            "the guest who was nobody went"
        );
        assert_eq!(there.settings().unwrap()["name"], "Chain");
        assert_eq!(there.server_state("server/key").unwrap().unwrap().value, "secret");
        assert_eq!(up(&library, place), None, "now it is not empty");
        let below = Place::in_folder();
        move_down::<StoreError>(&place.database, below.folder(), &mut |_, _| Ok(())).unwrap();
        let kept = below.clients().server_state("server/key").unwrap();
        assert_eq!(kept, None, "a server's own goes nowhere");
    });
}

#[test]
fn a_catalogue_that_takes_the_place_of_another_has_its_vectors() {
    on_postgres(|place| {
        let library = library_of(6, 3);
        up(&library, place);
        let other = library_of(7, 5);
        let file = other.folder().join("catalog.db");
        place.catalog().take_over(&file).unwrap();
        let shop = place.catalog();
        assert_eq!(shop.count_products().unwrap(), 5);
        if shop.can_index_vectors().unwrap() {
            let statement = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename LIKE 'vector_%'";
            assert_eq!(shop.sql.value::<i64>(statement, params![]).unwrap(), 5);
        }
    });
}

fn board(name: &str, look: bool, pieces: &[(&str, &str, i64)]) -> Board {
    let item = |(product, note, at): &(&str, &str, i64)| BoardItem {
        product: (*product).to_owned(),
        note: (*note).to_owned(),
        at: *at,
        known: LastKnown::default(),
    };
    Board {
        name: name.to_owned(),
        look,
        items: pieces.iter().map(item).collect(),
    }
}

fn swipe(db: &mut UserDb, client: ProfileKey, id: &str, at: i64) {
    db.show_cards(client, &[Card::plain(id)], at).unwrap();
    assert!(db.add_swipe(client, &NewSwipe::like(id, id, at)).unwrap());
}

fn note(db: &mut UserDb, client: ProfileKey, said: &str, at: i64) {
    let entry = Entry {
        key: 0,
        profile: client,
        kind: "note".to_owned(),
        value: said.to_owned(),
        at,
    };
    db.add_entries(&[entry]).unwrap();
}

fn buy(db: &mut UserDb, client: ProfileKey, line: &str, baskets: &[&str]) {
    let purchase = Purchase {
        profile: client,
        line: line.to_owned(),
        product: "p".to_owned(),
        at: 1,
        quantity: 1,
        price: None,
        size: String::new(),
    };
    let basket = |product: &&str| {
        vec![Sold {
            product: (*product).to_owned(),
            month: 1,
            quantity: 1,
        }]
    };
    let sales = Sales {
        lines: baskets
            .iter()
            .map(|product| format!("line of {product}"))
            .collect(),
        baskets: baskets.iter().map(basket).collect(),
    };
    db.add_orders(&[purchase], &sales).unwrap();
}

#[test]
fn two_sides_that_went_on_become_one_and_lose_nothing() {
    on_postgres(|place| {
        let laptop = Place::in_folder();
        let mut own = laptop.clients();
        let ada = own.create_profile("Ada", 5).unwrap().unwrap().key;
        for (id, at) in [("1", 10), ("2", 20)] {
            swipe(&mut own, ada, id, at);
        }
        own.set_board(ada, &board("Summer", false, &[("a", "", 1), ("b", "old", 1)]))
            .unwrap();
        note(&mut own, ada, "likes linen", 3);
        own.set_setting("name", Some("Laptop")).unwrap();
        buy(&mut own, ada, "o1", &["x", "y"]);
        assert!(up(&laptop, place).is_some());

        // The shop goes on.
        let mut there = place.clients();
        let shop_ada = there.profile("ada").unwrap().unwrap().key;
        there.create_profile("Cid", 9).unwrap();
        swipe(&mut there, shop_ada, "shop-25", 25);
        swipe(&mut there, shop_ada, "shop-40", 40);
        there
            .put_on_board(shop_ada, "Summer", "c", Some("at the shop"), 26)
            .unwrap();
        there.set_setting("name", Some("Chain")).unwrap();
        note(&mut there, shop_ada, "moved house", 27);
        buy(&mut there, shop_ada, "o2", &["z"]);

        // So does the laptop.
        let bo = own.create_profile("Bo", 30).unwrap().unwrap().key;
        swipe(&mut own, bo, "bo-1", 31);
        for (id, at) in [("own-15", 22), ("own-30", 30), ("own-50", 50), ("own-51", 51)] {
            swipe(&mut own, ada, id, at);
        }
        own.undo(ada, None).unwrap();
        let kept = board(
            "SUMMER",
            true,
            &[("a", "with the hat", 1), ("b", "new", 1), ("d", "", 52)],
        );
        own.set_board(ada, &kept).unwrap();
        own.set_board(ada, &board("Winter", false, &[("w", "", 53)]))
            .unwrap();
        note(&mut own, ada, "wedding in May", 54);
        own.set_setting("till", Some("2")).unwrap();
        own.add_looks(&[("look".to_owned(), "a".to_owned())]).unwrap();
        buy(&mut own, ada, "o3", &["x", "w"]);
        let lookbook = Lookbook {
            id: "n1".to_owned(),
            profile: ada,
            board: "Winter".to_owned(),
            pieces: "[]".to_owned(),
            made: 55,
            answered: None,
        };
        own.add_lookbook(&lookbook).unwrap();

        let refused = move_up::<StoreError>(
            &laptop.database,
            &place.database,
            "guest",
            &mut |_, _| Ok(()),
            |_| Ok(()),
        );
        assert_eq!(refused.unwrap(), None);
        let merge = || {
            merge_up::<StoreError>(&laptop.database, &place.database, &mut |_, _| Ok(()), |_| Ok(())).unwrap()
        };
        let came = merge();
        assert_eq!((came.profiles, came.joined, came.swipes), (1, 1, 4));
        assert_eq!(
            (came.pieces, came.entries, came.lookbooks, came.looks),
            (2, 1, 1, 1)
        );

        let ids: Vec<(String, bool)> = there
            .swipes(shop_ada)
            .unwrap()
            .into_iter()
            .map(|swipe| (swipe.id, swipe.card.is_some()))
            .collect();
        let wanted = ["1", "2", "own-15", "shop-25", "own-30", "shop-40", "own-50"];
        assert_eq!(
            ids,
            wanted.map(|id| (id.to_owned(), true)),
            "in the order of their times, with their cards"
        );
        let boards = there.boards(shop_ada).unwrap();
        let summer = board(
            "Summer",
            true,
            &[
                ("a", "with the hat", 1),
                ("b", "new", 1),
                ("c", "at the shop", 26),
                ("d", "", 52),
            ],
        );
        assert_eq!(boards, [summer, board("Winter", false, &[("w", "", 53)])]);
        let notes: Vec<String> = there
            .entries(Some(shop_ada))
            .unwrap()
            .into_iter()
            .map(|entry| entry.value)
            .collect();
        assert_eq!(notes, ["likes linen", "moved house", "wedding in May"]);
        assert_eq!(there.purchases(Some(shop_ada)).unwrap().len(), 3);
        let mut sold: Vec<String> = there
            .baskets()
            .unwrap()
            .into_iter()
            .map(|basket| basket[0].product.clone())
            .collect();
        sold.sort();
        assert_eq!(sold, ["w", "x", "x", "y", "z"]);
        let settings = there.settings().unwrap();
        assert_eq!(
            (settings["name"].as_str(), settings["till"].as_str()),
            ("Chain", "2")
        );
        let names: Vec<String> = there
            .profiles()
            .unwrap()
            .into_iter()
            .map(|client| client.name)
            .collect();
        assert_eq!(names, ["Ada", "Cid", "Bo"]);
        let there_bo = there.profile("Bo").unwrap().unwrap().key;
        assert_eq!(there.swipes(there_bo).unwrap().len(), 1);

        let again = merge();
        let nothing = Joined {
            joined: 2,
            ..Joined::default()
        };
        assert_eq!(again, nothing, "a second time nothing comes");
    });
}
