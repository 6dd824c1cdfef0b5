//! What depends on the date, by a clock that stands still.

use crate::support::{Library, file};
use nova_engine::{Clock, NextCardsRequest, OpenOptions};

/// Milliseconds since 1970 of a noon in the middle of the month, of 2026.
const JANUARY: i64 = 1_768_478_400_000;
const JULY: i64 = 1_784_116_800_000;

#[test]
fn cards_follow_the_season_of_the_clock_that_the_library_was_opened_with() {
    for (now, season) in [(JANUARY, "winter"), (JULY, "summer")] {
        let library = Library::with(OpenOptions {
            clock: Clock::at(now),
            seed: Some(1),
            ..OpenOptions::default()
        });
        let table = "id,title,season\n1,Parka,Winter\n2,Shorts,Summer\n3,Coat,Winter\n4,Sandals,Summer\n";
        library
            .import(&file(library.folder.path(), "shop.csv", table))
            .unwrap();
        let request = NextCardsRequest {
            n: Some(2),
            ..NextCardsRequest::default()
        };
        let dealt = library.engine.next_cards(&request).unwrap();
        assert_eq!(dealt.context, [season]);
        let none = NextCardsRequest {
            season: Some(String::new()),
            ..request
        };
        assert!(
            library.engine.next_cards(&none).unwrap().context.is_empty(),
            "it was told not to"
        );
    }
}

#[test]
fn a_seed_that_is_passed_in_at_opening_deals_the_same_cards_again() {
    let dealt = || {
        let library = Library::with(OpenOptions {
            clock: Clock::at(JULY),
            seed: Some(42),
            ..OpenOptions::default()
        });
        let rows = (0..60).map(|number| format!("{number},Shirt {number},{}\n", number % 7));
        let table = format!("id,title,brand\n{}", rows.collect::<String>());
        library
            .import(&file(library.folder.path(), "shop.csv", table))
            .unwrap();
        let cards = library
            .engine
            .next_cards(&NextCardsRequest::default())
            .unwrap()
            .cards;
        cards.into_iter().map(|card| card.id).collect::<Vec<_>>()
    };
    assert_eq!(dealt(), dealt());
}
