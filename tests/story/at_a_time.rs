//! Clients who are served at the same time learn nothing of each other and lose nothing.

use crate::older_library::older_library;
use crate::support::Library;
use nova_engine::{
    CreateProfileRequest, NextCardsRequest, ProfileRequest, SearchRequest, SwipeRequest, TasteResponse,
    Verdict,
};
use std::sync::Barrier;

/// Swipes some of the catalogue, and is dealt a card with each.
fn swipe(library: &Library, name: &str, products: &[String]) {
    for (at, product) in products.iter().enumerate() {
        let request = SwipeRequest {
            profile: Some(name.to_owned()),
            product_id: product.clone(),
            verdict: if at % 3 == 0 { Verdict::Like } else { Verdict::Pass },
            attribute: None,
            swipe_id: Some(format!("{name} {at}")),
            deal: Some(NextCardsRequest {
                n: Some(1),
                seed: Some(at as u64),
                ..NextCardsRequest::default()
            }),
        };
        let answer = library.engine.swipe(&request).expect("the swipe counts");
        assert!(answer.dealt.is_some_and(|dealt| dealt.cards.len() == 1));
    }
}

fn taste(library: &Library, name: &str) -> TasteResponse {
    let profile = Some(name.to_owned());
    library
        .engine
        .taste(&ProfileRequest { profile })
        .expect("a taste")
}

/// All that a taste says, to the bit.
fn bits(taste: &TasteResponse) -> String {
    serde_json::to_string(&(taste.feedback_count, &taste.attributes)).expect("plain numbers")
}

#[test]
fn tastes_are_those_that_clients_have_one_after_the_other() {
    let library = older_library();
    let all = SearchRequest {
        limit: Some(40),
        ..SearchRequest::default()
    };
    let hits = library.engine.search(&all).expect("the catalogue").hits;
    let products: Vec<String> = hits.into_iter().map(|hit| hit.id).collect();
    let (some, others) = products.split_at(products.len() / 2);
    for name in ["Eva", "Finn", "Gil", "Hana"] {
        let name = name.to_owned();
        library
            .engine
            .create_profile(&CreateProfileRequest { name })
            .expect("a new client");
    }
    swipe(&library, "Eva", some);
    swipe(&library, "Finn", others);
    let start = Barrier::new(2);
    std::thread::scope(|scope| {
        for (name, products) in [("Gil", some), ("Hana", others)] {
            let (library, start) = (&library, &start);
            scope.spawn(move || {
                start.wait();
                swipe(library, name, products);
            });
        }
    });
    let learnt = ["Eva", "Finn", "Gil", "Hana"].map(|name| bits(&taste(&library, name)));
    assert_eq!(learnt[0], learnt[2], "whoever else swipes meanwhile");
    assert_eq!(learnt[1], learnt[3]);
    let library = library.reopened();
    let replayed = ["Eva", "Finn", "Gil", "Hana"].map(|name| bits(&taste(&library, name)));
    assert_eq!(learnt, replayed, "and so they are made again from the log");
}
