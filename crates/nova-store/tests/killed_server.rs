//! A PostgreSQL server that is killed while a shop is served, and comes back.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "everything here is a test")]

mod own_server;

use nova_store::{CatalogDb, Database, NewSwipe, StoreError, UserDb};
use own_server::{Server, programs};

#[test]
fn nothing_acknowledged_is_lost_when_the_server_is_killed() {
    let Some(programs) = programs() else {
        println!("skipped: STYLENOVA_TEST_POSTGRES names no server of this machine");
        return;
    };
    let mut server = Server::new(&programs);
    server.start();
    let database = Database::postgres(&server.address(), "shop").unwrap();
    let mut clients = UserDb::open(&database).unwrap();
    let catalog = CatalogDb::open(&database).unwrap();
    let key = clients.create_profile("Ada", 0).unwrap().unwrap().key;
    let swipe = |id: usize| NewSwipe {
        id: id.to_string(),
        product: "a".to_owned(),
        verdict: "like".to_owned(),
        attribute: None,
        at: 0,
    };
    for id in 0..20 {
        assert!(clients.add_swipe(key, &swipe(id)).unwrap());
    }
    let lost: Result<(), StoreError> = clients.alone_with(key, |db| {
        db.add_swipe(key, &swipe(20))?;
        server.kill();
        db.add_swipe(key, &swipe(21)).map(drop)
    });
    assert!(matches!(lost, Err(StoreError::Unreachable { .. })), "{lost:?}");
    let told = lost.unwrap_err().to_string();
    assert!(told.contains("nothing that was acknowledged is lost"), "{told}");
    for _ in 0..2 {
        let down = clients.swipes(key);
        assert!(matches!(down, Err(StoreError::Unreachable { .. })), "{down:?}");
        let down = UserDb::open_to_read(&database).and_then(|db| db.unwrap().profiles());
        assert!(matches!(down, Err(StoreError::Unreachable { .. })), "{down:?}");
    }
    server.start();
    assert_eq!(
        clients.swipes(key).unwrap().len(),
        20,
        "what was acknowledged, and nothing else"
    );
    assert_eq!(
        catalog.meta("source").unwrap(),
        None,
        "a connection that was idle is made anew"
    );
    assert!(
        clients.add_swipe(key, &swipe(20)).unwrap(),
        "and the shop goes on"
    );
}
