//! What is done for one client: cards, swipes, the taste, boards, searches. One verb a file.
//!
//! What is held of clients is in `clientele`. Deliberately absent: the maths (`nova-taste`) and SQL (`nova-store`).

pub(crate) mod arrivals;
pub(crate) mod boards;
pub(crate) mod erasure;
pub(crate) mod exchange;
pub(crate) mod favourites;
pub(crate) mod file;
pub(crate) mod fit;
pub(crate) mod history;
pub(crate) mod insights;
pub(crate) mod listed;
pub(crate) mod next_cards;
pub(crate) mod profiles;
pub(crate) mod quiz;
pub(crate) mod quiz_options;
pub(crate) mod searches;
pub(crate) mod swipe;
pub(crate) mod taste;
pub(crate) mod undo;
pub(crate) mod visit;
