//! Taste: what a client likes, learnt from a quiz and from swipes.
//!
//! Pure maths. Deliberately absent: files, clocks and sources of randomness of its own; the time and a random
//! generator are passed in, so that equal inputs give equal decks. What is stored is `nova-store`'s matter, what a
//! verb answers `nova-engine`'s.
//!
//! Where to look: [`attribute`] and [`features`] say what a product is to a taste; [`prior`] makes a taste of a
//! quiz; [`belief`] learns; [`strategy`] is the trait that recommenders share, with [`seed`], [`bandit`] and
//! [`nova`] behind it, made by their names in [`strategies`]; [`policy`] and [`deck`] turn scores into cards with their propensities; [`look`] completes an
//! outfit; [`simulate`] and [`evaluation`] measure all of it.

pub mod attribute;
pub mod bandit;
pub mod belief;
pub mod best;
mod columns;
pub mod context;
pub mod counts;
pub mod crowd;
pub mod deck;
pub mod evaluation;
pub mod explain;
pub mod features;
pub mod look;
pub mod market;
pub mod metrics;
pub mod normal;
pub mod nova;
mod parallel;
pub mod policy;
pub mod prior;
pub mod random;
pub mod reduce;
pub mod replay;
pub mod sales;
pub mod seed;
pub mod signal;
pub mod simulate;
pub mod strategies;
pub mod strategy;
pub mod terms;
